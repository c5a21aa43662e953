#include "attune/report/redacted_copy.h"

#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace attune {
namespace {

/// The replacements within `body`, counted from its beginning.
std::vector<Replacement> within(Span body, std::span<const Replacement> replacements) {
  std::vector<Replacement> inside;
  for (const Replacement& one : replacements)
    if (one.span.begin >= body.begin && one.span.end <= body.end) inside.push_back({{one.span.begin - body.begin, one.span.end - body.begin}, one.text});
  return inside;
}

}  // namespace

void write_redacted(std::ostream& out, const Transcript& transcript, std::span<const Replacement> replacements) {
  nlohmann::ordered_json turns = nlohmann::ordered_json::array();
  for (std::uint32_t t = 0; t < transcript.turns.size(); ++t) {
    const Turn& turn = transcript.turns[t];
    nlohmann::ordered_json object = {{"role", role_name(turn.role)}, {"text", replaced(slice(transcript.text, turn.body), within(turn.body, replacements))}};
    if (const std::string_view section = section_at(transcript, t); !section.empty()) object["section"] = section;
    if (turn.start_ms >= 0) object["start_ms"] = turn.start_ms;
    if (turn.end_ms >= 0) object["end_ms"] = turn.end_ms;
    turns.push_back(std::move(object));
  }
  nlohmann::ordered_json whole = {{"id", transcript.id}};
  if (!transcript.language_assumed) whole["language"] = transcript.language;
  whole["turns"] = std::move(turns);
  out << whole.dump() << '\n';
}

}  // namespace attune
