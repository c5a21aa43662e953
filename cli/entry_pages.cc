#include "cli/entry_pages.h"

#include <algorithm>

#include <fmt/format.h>

#include "attune/report/escape.h"
#include "attune/report/wrap.h"
#include "attune/text/numbered_lines.h"
#include "attune/text/unicode.h"
#include "attune/text/visible.h"
#include "cli/line_rows.h"

namespace attune::cli::entry {
namespace {

constexpr std::size_t kRows = 20;

}  // namespace

Pages::Pages(std::string text) : text_(std::move(text)), lines_(numbered_lines(text_)) {}

std::string_view Pages::line(int number) const { return slice(text_, lines_[static_cast<std::size_t>(number) - 1]); }

std::string Pages::next() {
  if (below_ > lines()) return "The interview ends here. A number shows a line, \"back\" the page before.\n";
  return from(below_);
}

std::string Pages::back() {
  if (top_ <= 1) return lines() == 0 ? "" : from(1);
  int first = top_ - 1;
  std::size_t rows = numbered_rows(first, line(first), kPageColumns).size();
  while (first > 1) {
    rows += numbered_rows(first - 1, line(first - 1), kPageColumns).size();
    if (rows > kRows) break;
    --first;
  }
  return from(first);
}

std::string Pages::from(int first) {
  std::string page;
  std::size_t shown = 0;
  top_ = first;
  for (below_ = first; below_ <= lines(); ++below_) {
    const std::vector<std::string> rows = numbered_rows(below_, line(below_), kPageColumns);
    if (shown > 0 && shown + rows.size() > kRows) break;
    shown += rows.size();
    for (const std::string& row : rows) page += row + '\n';
  }
  return page;
}

std::string Pages::find(const std::string& words) {
  if (!words.empty()) {
    wanted_ = folded(words);
    hit_ = top_ - 1;  // the page at hand is looked through too
  }
  if (wanted_.empty()) return "Nothing was looked for yet: /word\n";
  for (int step = 1; step <= lines(); ++step) {
    const int number = (hit_ + step - 1) % lines() + 1;
    if (folded(line(number)).find(wanted_) == std::string::npos) continue;
    const bool is_around = number <= hit_;
    hit_ = number;
    return (is_around ? "Found again from the beginning:\n" : "") + from(number);
  }
  return fmt::format("\"{}\" is not in the interview\n", shortened(wanted_, kPageColumns - 40));
}

std::string Pages::first_row(int number) const { return shortened(fmt::format("{:>4}  {}", number, line(number)), kPageColumns); }

}  // namespace attune::cli::entry
