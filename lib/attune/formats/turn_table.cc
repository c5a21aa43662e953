#include "attune/formats/turn_table.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "attune/error.h"
#include "attune/formats/clock.h"
#include "attune/formats/csv.h"
#include "attune/formats/labels.h"
#include "attune/formats/speakers.h"
#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

struct Known {
  std::string_view key;
  std::vector<std::string_view> names;  // folded, without separators; the likeliest first
};

const std::array<Known, 6>& known_columns() {
  static const std::array<Known, 6> kKnown = {{
      {"text", {"text", "utterance", "utterancetext", "content", "transcript", "speech", "words", "message", "said", "talk", "sentence", "turntext", "äußerung", "texto", "texte"}},
      {"role", {"role", "speakerrole", "rolle"}},
      {"speaker", {"speaker", "speakername", "who", "interlocutor", "name", "person", "participant", "label", "voice", "from", "sprecher", "hablante", "locuteur", "turnspeaker"}},
      {"start", {"start", "starttime", "begin", "from(s)", "time", "timestamp", "onset", "startms", "tmin", "beginn"}},
      {"end", {"end", "endtime", "stop", "offset", "endms", "tmax", "ende"}},
      {"section", {"section"}},
  }};
  return kKnown;
}

std::string plain_name(std::string_view name) {
  std::string plain = folded(name);
  std::erase_if(plain, [](char c) { return c == ' ' || c == '_' || c == '-' || c == '.'; });
  return plain;
}

std::optional<std::size_t> known_column(const std::vector<std::string>& header, std::string_view key) {
  for (const Known& known : known_columns()) {
    if (known.key != key) continue;
    for (std::string_view name : known.names)
      for (std::size_t i = 0; i < header.size(); ++i)
        if (plain_name(header[i]) == name) return i;
  }
  return std::nullopt;
}

/// A column of times: where it is, and what its numbers count.
struct TimeColumn {
  std::size_t at = 0;
  TimeUnit unit = TimeUnit::seconds;
};

}  // namespace

bool is_turn_table(std::string_view text) {
  const std::string_view head = text.substr(0, std::min(text.find_first_of("\r\n"), text.size()));
  if (head.size() > 2000) return false;
  const char separator = detect_separator(head);
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= head.size();) {
    const std::size_t end = std::min(head.find(separator, begin), head.size());
    std::string name(head.substr(begin, end - begin));
    std::erase(name, '"');
    names.push_back(std::move(name));
    begin = end + 1;
  }
  return known_column(names, "text") && (known_column(names, "speaker") || known_column(names, "role"));
}

Draft read_turn_table(Draft draft, const TableColumns& columns, const PlainOptions& options, const NotationProfile& profile) {
  const CsvTable table = parse_csv(draft.text, draft.file);
  const auto column = [&](const std::string& key) -> std::optional<std::size_t> {
    const auto named = columns.find(key);
    if (named == columns.end()) return known_column(table.header, key);
    const auto found = std::ranges::find(table.header, named->second);
    if (found != table.header.end()) return static_cast<std::size_t>(found - table.header.begin());
    throw Errors({{draft.file, 1, 1}, fmt::format("a column \"{}\" as named with --columns", named->second), fmt::format("the columns {}", fmt::join(table.header, ", "))});
  };
  const std::optional<std::size_t> text = column("text"), role = column("role"), section = column("section");
  const auto time_column = [&](const std::string& key) -> std::optional<TimeColumn> {
    const std::optional<std::size_t> at = column(key);
    if (!at) return std::nullopt;
    return TimeColumn{*at, plain_name(table.header[*at]).ends_with("ms") ? TimeUnit::milliseconds : TimeUnit::seconds};
  };
  const std::optional<TimeColumn> start = time_column("start"), end = time_column("end");
  std::optional<std::size_t> speaker = column("speaker");
  if (!text)
    throw Errors({{draft.file, 1, 1}, "a column for what was said (name it: --columns role=Speaker,text=Utterance)", fmt::format("the columns {}", fmt::join(table.header, ", "))});
  if (speaker == text) speaker.reset();
  const Speakers known{profile.interviewer_labels, profile.participant_labels, false};
  std::vector<SourceTurn> turns;
  std::vector<int> empty, unread_times;
  const auto time_in = [&](const CsvRow& row, const std::optional<TimeColumn>& time) {
    if (!time) return kNoTime;
    const std::string_view cell = trimmed(row.cells[time->at]);
    const std::optional<std::int64_t> ms = parse_time(cell, time->unit);
    if (!ms && !cell.empty() && (unread_times.empty() || unread_times.back() != row.line)) unread_times.push_back(row.line);
    return ms.value_or(kNoTime);
  };
  for (const CsvRow& row : table.rows) {
    SourceTurn turn;
    turn.line = row.line;
    turn.text = row.cells[*text];
    if (speaker) turn.speaker = row.cells[*speaker];
    if (role) {
      turn.role = role_of(known, label_name(row.cells[*role]));
      if (!speaker) turn.speaker = row.cells[*role];
    }
    if (section) turn.section = row.cells[*section];
    turn.start_ms = time_in(row, start);
    turn.end_ms = time_in(row, end);
    if (trimmed(turn.text).empty()) empty.push_back(row.line);
    turns.push_back(std::move(turn));
  }
  if (!empty.empty()) draft.warnings.push_back({"empty_row", empty.front(), fmt::format("rows without words (lines {})", listed_lines(empty))});
  if (!unread_times.empty()) draft.warnings.push_back({"unread_time", unread_times.front(), fmt::format("times that were not understood were left out (lines {})", listed_lines(unread_times))});
  return composed(std::move(draft), std::move(turns), options, profile);
}

}  // namespace attune
