#include "attune/formats/chat_file.h"

#include <algorithm>

#include <fmt/format.h>

#include "attune/error.h"

namespace attune {
namespace {

constexpr int kMostOfACode = 20;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

void ChatReport::warn(std::string_view code, int line, std::string message) {
  std::string full = "chat_" + std::string(code);
  auto count = std::ranges::find(counts_, full, &std::pair<std::string, int>::first);
  if (count == counts_.end()) count = counts_.insert(counts_.end(), {full, 0});
  ++count->second;
  if (count->second <= kMostOfACode) warnings_.push_back({std::move(full), line, std::move(message)});
}

std::vector<Warning> ChatReport::take() {
  for (const auto& [code, count] : counts_)
    if (count > kMostOfACode) warnings_.push_back({code, 0, fmt::format("{} more defects of the kind {}", count - kMostOfACode, code)});
  std::ranges::stable_sort(warnings_, {}, &Warning::line);
  return std::move(warnings_);
}

ChatFile parse_chat_lines(std::string_view text, const std::string& file, ChatReport& report) {
  ChatFile chat;
  std::vector<Problem> problems;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::size_t next = end + 1;
    if (end > begin && text[end - 1] == '\r') --end;
    const int number = ++chat.line_count;
    chat.starts.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(number)});
    const std::string_view line = text.substr(begin, end - begin);
    if (std::ranges::all_of(line, is_blank)) {
      if (next < text.size()) report.warn("blank_line", number, "CHAT has no blank lines");
    } else if (line[0] == '\t') {
      if (chat.lines.empty()) {
        problems.push_back({{file, number, 1}, "\"@\", \"*\" or \"%\" at the start of the line", "a continuation of nothing"});
      } else {
        chat.lines.back().value.end = static_cast<std::uint32_t>(end);
        if (chat.lines.back().value.begin == chat.lines.back().value.end) chat.lines.back().value.begin = static_cast<std::uint32_t>(begin + 1);
      }
    } else if (line[0] == '@' || line[0] == '*' || line[0] == '%') {
      ChatLine found;
      found.kind = line[0] == '@' ? ChatKind::header : line[0] == '*' ? ChatKind::main : ChatKind::tier;
      found.line = number;
      // A header's name may hold blanks; a colon parts it from its value.
      const std::size_t colon = line.find(':');
      const std::size_t tab = line.find('\t');
      found.has_colon = colon != std::string_view::npos && (tab == std::string_view::npos || colon < tab);
      const std::size_t name_end = found.has_colon ? colon : std::min(tab, line.size());
      found.name = line.substr(1, name_end - 1);
      std::size_t value = found.has_colon ? colon + 1 : name_end;
      if (found.has_colon && tab != std::string_view::npos && line.substr(colon + 1, tab - colon - 1).find(':') == tab - colon - 2 && found.kind == ChatKind::main && tab - colon > 1) {
        found.name = line.substr(1, tab - 2);  // "*A:B:": the code holds a colon, which is told below
        value = tab;
      }
      const char sign = line[0];
      const std::string shown = fmt::format("{}{}", sign, found.kind == ChatKind::main ? "SPEAKER" : "tier");
      if (found.kind != ChatKind::header && !found.has_colon)
        problems.push_back({{file, number, 1}, fmt::format("\"{}:\" and a tab", shown), "no colon"});
      else if (found.has_colon && value < line.size() && line[value] != '\t')
        report.warn("tab", number, fmt::format("{}: expected a tab behind the colon", found.kind == ChatKind::header ? "@" + found.name : sign + found.name));
      if (found.kind == ChatKind::header && !found.has_colon && tab != std::string_view::npos) report.warn("header", number, fmt::format("@{}: expected a colon before the tab", found.name));
      if (value < line.size() && line[value] == '\t') ++value;
      found.label = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + value)};
      found.value = {static_cast<std::uint32_t>(begin + value), static_cast<std::uint32_t>(end)};
      chat.lines.push_back(std::move(found));
    } else {
      problems.push_back({{file, number, 1}, "\"@\", \"*\", \"%\" or a tab at the start of the line", "something else"});
    }
    begin = next;
  }
  if (!problems.empty()) throw Errors(std::move(problems));
  for (ChatLine& line : chat.lines)
    while (line.value.end > line.value.begin && is_blank(text[line.value.end - 1])) --line.value.end;
  return chat;
}

}  // namespace attune
