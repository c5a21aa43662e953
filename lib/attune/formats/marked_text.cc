#include "attune/formats/marked_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

#include "attune/text/characters.h"

namespace attune {
namespace {

constexpr std::string_view kOpens = "[[";
constexpr std::string_view kCloses = "]]";
constexpr std::string_view kByteOrderMark = "\uFEFF";
// After a line that differs, the next that is the same is looked for this far on.
constexpr std::size_t kLinesAhead = 50;

/// Without what editors change at its end.
std::vector<Span> lines_of(std::string_view text) {
  std::vector<Span> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t behind = std::min(text.find('\n', begin), text.size());
    std::size_t end = behind;
    while (end > begin && is_blank(text[end - 1])) --end;
    lines.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    begin = behind + 1;
  }
  while (!lines.empty() && lines.back().begin == lines.back().end) lines.pop_back();
  return lines;
}

/// The code in "[[code|" at the beginning of `text`, or empty.
std::string_view opened_code(std::string_view text) {
  if (!text.starts_with(kOpens)) return {};
  const std::string_view rest = text.substr(kOpens.size());
  const std::size_t length = static_cast<std::size_t>(
      std::ranges::find_if(rest, [](char c) { return !is_ascii_letter(c) && !is_digit(c) && c != '_' && c != '.'; }) - rest.begin());
  return length > 0 && length < rest.size() && rest[length] == '|' ? rest.substr(0, length) : std::string_view();
}

class Reader {
 public:
  Reader(std::string_view copy, const std::string& file, const MarkingRules& rules) : copy_(copy), file_(file), rules_(rules), text_(rules.text) {}

  MarkedText read() {
    if (copy_.starts_with(kByteOrderMark)) copy_.remove_prefix(kByteOrderMark.size());
    copy_lines_ = lines_of(copy_);
    text_lines_ = lines_of(text_);
    std::size_t line = 0, of_text = 0;
    while (line < copy_lines_.size() && of_text < text_lines_.size()) {
      drop_what_ended(text_lines_[of_text].begin);
      if (is_read(line, text_lines_[of_text])) {
        ++line, ++of_text;
        continue;
      }
      open_.clear();
      const auto [next, next_of_text] = where_equal_again(line + 1, of_text + 1);
      line = next;
      of_text = next_of_text;
    }
    if (line < copy_lines_.size()) report(line, copy_lines_[line].begin, "the end of the transcript", "more text");
    else if (of_text < text_lines_.size()) report(line, 0, fmt::format("{} more lines of the transcript", text_lines_.size() - of_text), "the end of the file");
    drop_what_ended(static_cast<std::uint32_t>(text_.size()) + 1);
    std::ranges::stable_sort(result_.passages, [](const MarkedPassage& a, const MarkedPassage& b) {
      return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
    });
    return std::move(result_);
  }

 private:
  struct Open {
    std::string code;
    std::uint32_t begin = 0;  // in the transcript
    std::uint32_t limit = 0;  // where its turn ends
    Place place;
  };

  Place place_at(std::size_t line, std::size_t offset) const {
    const std::size_t begin = line < copy_lines_.size() ? copy_lines_[line].begin : offset;
    const auto is_lead = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    return {file_, static_cast<int>(line) + 1, 1 + static_cast<int>(std::ranges::count_if(copy_.substr(begin, offset - begin), is_lead))};
  }
  void report(std::size_t line, std::size_t offset, std::string expected, std::string found) {
    result_.problems.push_back({place_at(line, offset), std::move(expected), std::move(found)});
  }

  /// Whether a line of the copy is one of the transcript's. Takes its marks; tells where it differs.
  bool is_read(std::size_t number, Span of_text) {
    const Span line = copy_lines_[number];
    std::uint32_t at = of_text.begin;
    for (std::uint32_t i = line.begin; i < line.end || at < of_text.end;) {
      const std::string_view rest = copy_.substr(i, line.end - i);
      const std::string_view text_rest = text_.substr(at, of_text.end - at);
      if (const std::string_view code = opened_code(rest); !code.empty() && opened_code(text_rest) != code) {
        open(code, at, place_at(number, i));
        i += static_cast<std::uint32_t>(kOpens.size() + code.size() + 1);
      } else if (rest.starts_with(kCloses) && !belongs_to_text(rest, text_rest, at)) {
        close(at, number, i);
        i += static_cast<std::uint32_t>(kCloses.size());
      } else if (!rest.empty() && !text_rest.empty() && rest.front() == text_rest.front()) {
        ++i, ++at;
      } else {
        const auto text_line = std::ranges::find(text_lines_, of_text.begin, &Span::begin) - text_lines_.begin() + 1;
        report(number, i, fmt::format("the text of line {} of the transcript", text_line), rest.empty() ? "the end of the line" : text_rest.empty() ? "more text" : "other text");
        return false;
      }
    }
    return true;
  }

  /// Whether a bracket in the copy is one the transcript has here. Where there are some of each it is when it closes what was
  /// opened inside the mark.
  bool belongs_to_text(std::string_view rest, std::string_view text_rest, std::uint32_t at) const {
    const auto run = [](std::string_view text) { return std::min(text.find_first_not_of(']'), text.size()); };
    if (run(text_rest) == 0 || run(rest) <= run(text_rest) || open_.empty()) return run(text_rest) > 0;
    const std::string_view inside = text_.substr(open_.back().begin, at - open_.back().begin);
    return std::ranges::count(inside, '[') > std::ranges::count(inside, ']');
  }

  void open(std::string_view code, std::uint32_t at, Place place) {
    const auto turn = std::ranges::find_if(rules_.turns, [&](Span span) { return at < span.end; });
    open_.push_back({std::string(code), at, turn == rules_.turns.end() ? static_cast<std::uint32_t>(text_.size()) : turn->end, std::move(place)});
  }

  void close(std::uint32_t at, std::size_t line, std::uint32_t offset) {
    if (open_.empty()) return report(line, offset, "[[code| before it", "]] alone");
    const Open mark = open_.back();
    open_.pop_back();
    if (!std::ranges::binary_search(rules_.codes, mark.code)) result_.problems.push_back({mark.place, "a code of the codebooks", fmt::format("\"{}\"", mark.code)});
    else if (at <= mark.begin) result_.problems.push_back({mark.place, "words in the mark", "none"});
    else if (at > mark.limit) result_.problems.push_back({mark.place, "]] before the turn ends", "a later one"});
    else result_.passages.push_back({mark.code, {mark.begin, at}, mark.place});
  }

  /// Marks that are open where a turn has ended.
  void drop_what_ended(std::uint32_t at) {
    std::erase_if(open_, [&](const Open& mark) {
      if (at <= mark.limit) return false;
      result_.problems.push_back({mark.place, "]] before the turn ends", "none"});
      return true;
    });
  }

  bool are_equal(std::size_t line, std::size_t of_text) const {
    // With marks it is not equal byte by byte: its beginning tells enough.
    const std::string_view a = slice(copy_, copy_lines_[line]);
    const std::string_view b = slice(text_, text_lines_[of_text]);
    const std::size_t plain = std::min({a.find(kOpens), a.find(kCloses), a.size()});
    return plain > 0 && (plain < a.size() ? b.starts_with(a.substr(0, plain)) : a == b);
  }

  std::pair<std::size_t, std::size_t> where_equal_again(std::size_t line, std::size_t of_text) const {
    for (std::size_t ahead = 0; ahead <= kLinesAhead; ++ahead)
      for (std::size_t i = 0; i <= ahead; ++i)
        for (const auto& [next, next_of_text] : {std::pair(line + i, of_text + ahead), std::pair(line + ahead, of_text + i)})
          if (next < copy_lines_.size() && next_of_text < text_lines_.size() && are_equal(next, next_of_text)) return {next, next_of_text};
    return {copy_lines_.size(), text_lines_.size()};
  }

  std::string_view copy_;
  const std::string& file_;
  const MarkingRules& rules_;
  std::string_view text_;
  std::vector<Span> copy_lines_, text_lines_;
  std::vector<Open> open_;
  MarkedText result_;
};

}  // namespace

MarkedText read_marked_text(std::string_view copy, const std::string& file, const MarkingRules& rules) { return Reader(copy, file, rules).read(); }

}  // namespace attune
