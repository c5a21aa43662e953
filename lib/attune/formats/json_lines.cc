#include "attune/formats/json_lines.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "attune/error.h"
#include "attune/formats/labels.h"
#include "attune/text/code_points.h"

namespace attune {
namespace {

using nlohmann::json;

json parse_object(std::string_view line, const std::string& file, int line_number) {
  json object = json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (object.is_discarded()) throw Errors({{file, line_number, 0}, "a JSON object on one line", "something that is not JSON"});
  if (!object.is_object()) throw Errors({{file, line_number, 0}, "a JSON object on one line", fmt::format("a JSON {}", object.type_name())});
  return object;
}

/// The string at `key`, empty when there is none. Throws when it is something else.
std::string string_at(const json& object, const char* key, const Place& place) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return "";
  if (!found->is_string()) throw Errors({place, fmt::format("a string as \"{}\"", key), fmt::format("a JSON {}", found->type_name())});
  return found->get<std::string>();
}

Role role_at(const json& turn, const NotationProfile& profile, const Place& place) {
  std::string said = string_at(turn, "role", place);
  if (said.empty()) said = string_at(turn, "speaker", place);
  const Speakers known{profile.interviewer_labels, profile.participant_labels, false};
  const Role role = role_of(known, label_name(said));
  if (role == Role::none)
    throw Errors({place, "\"role\" to be \"interviewer\" or \"participant\"", said.empty() ? "no role" : fmt::format("\"{}\"", said)});
  return role;
}

/// Milliseconds at `key`, or `kNoTime`.
std::int64_t time_at(const json& object, const char* key, const Place& place) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return kNoTime;
  if (!found->is_number_integer() || found->get<std::int64_t>() < 0) throw Errors({place, fmt::format("milliseconds as \"{}\"", key), "something else"});
  return found->get<std::int64_t>();
}

/// "lines": [[0,12],[40,13]]: from which character of the turn on the text stands on which line of the source.
void add_lines(Draft& draft, const json& turn, std::string_view text, std::uint32_t begin, const Place& place) {
  const auto lines = turn.find("lines");
  if (lines == turn.end()) return;
  const auto refuse = [&]() { throw Errors({place, "as \"lines\" pairs of a character of the text and a line of the source, in order", "something else"}); };
  if (!lines->is_array()) refuse();
  const CodePointMap map(text);
  for (const json& pair : *lines) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number_unsigned() || !pair[1].is_number_unsigned()) refuse();
    const auto at = pair[0].get<std::uint64_t>(), line = pair[1].get<std::uint64_t>();
    if (at > text.size() || line > std::numeric_limits<std::uint32_t>::max()) refuse();
    const std::uint32_t offset = begin + map.byte(static_cast<std::uint32_t>(at));
    if (!draft.lines.empty() && offset < draft.lines.back().offset) refuse();
    draft.lines.push_back({offset, static_cast<std::uint32_t>(line)});
  }
}

void add_turn(Draft& draft, const json& turn, const NotationProfile& profile, const Place& place) {
  if (!turn.is_object()) throw Errors({place, "a JSON object for each turn", fmt::format("a JSON {}", turn.type_name())});
  if (!turn.contains("text")) throw Errors({place, "\"text\" in each turn", "none"});
  const std::string text = string_at(turn, "text", place);
  if (text.find('\0') != std::string::npos) throw Errors({place, "text", "a NUL character"});
  TurnDraft draft_turn;
  draft_turn.role = role_at(turn, profile, place);
  draft_turn.section = string_at(turn, "section", place);
  draft_turn.speaker = turn.contains("role") ? string_at(turn, "speaker", place) : "";
  draft_turn.start_ms = time_at(turn, "start_ms", place);
  draft_turn.end_ms = time_at(turn, "end_ms", place);
  if (const auto comments = turn.find("comments"); comments != turn.end() && comments->is_array())
    for (const json& comment : *comments)
      if (comment.is_string()) draft.notes.push_back({static_cast<std::uint32_t>(draft.text.size()), comment.get<std::string>()});
  draft_turn.body.begin = static_cast<std::uint32_t>(draft.text.size());
  draft.text += text;
  add_lines(draft, turn, text, draft_turn.body.begin, place);
  draft_turn.body.end = static_cast<std::uint32_t>(draft.text.size());
  draft.text += '\n';
  draft.turns.push_back(std::move(draft_turn));
}

}  // namespace

JsonLines kind_of_json_lines(std::string_view line, const std::string& file) {
  const json object = parse_object(line, file, 1);
  if (object.contains("turns")) return JsonLines::transcripts;
  if (object.contains("text")) return JsonLines::turns;
  throw Errors({{file, 1, 0}, "\"turns\" (a transcript a line) or \"text\" (a turn a line)", "neither"});
}

Draft read_json_line(std::string_view line, const std::string& file, int line_number, const NotationProfile& profile) {
  const Place place{file, line_number, 0};
  const json object = parse_object(line, file, line_number);
  Draft draft;
  draft.file = file;
  draft.id = string_at(object, "id", place);
  draft.language = string_at(object, "language", place);
  if (draft.id.empty()) throw Errors({place, "\"id\", the name of the transcript", "none"});
  const auto turns = object.find("turns");
  if (turns == object.end() || !turns->is_array()) throw Errors({place, "\"turns\", an array", turns == object.end() ? "none" : fmt::format("a JSON {}", turns->type_name())});
  for (const json& turn : *turns) add_turn(draft, turn, profile, place);
  if (draft.turns.empty()) throw Errors({place, "at least one turn", "none"});
  return draft;
}

Draft read_json_turns(std::string_view text, const std::string& file, const NotationProfile& profile) {
  Draft draft;
  draft.file = file;
  int line_number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    ++line_number;
    begin = end + 1;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const auto offset = static_cast<std::uint32_t>(draft.text.size());
    const std::size_t said = draft.lines.size();
    add_turn(draft, parse_object(line, file, line_number), profile, {file, line_number, 0});
    if (draft.lines.size() == said) draft.lines.push_back({offset, static_cast<std::uint32_t>(line_number)});
  }
  if (draft.turns.empty()) throw Errors({{file, 0, 0}, "at least one turn", "none"});
  return draft;
}

}  // namespace attune
