#include "attune/report/json_transcript.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "attune/text/code_points.h"

namespace attune {

using Json = nlohmann::ordered_json;

void write_json_transcript(std::ostream& out, const Transcript& transcript, const std::function<JsonTurn(const Turn&)>& written) {
  Json turns = Json::array();
  for (std::uint32_t t = 0; t < transcript.turns.size(); ++t) {
    const Turn& turn = transcript.turns[t];
    const JsonTurn said = written(turn);
    Json object = {{"role", role_name(turn.role)}, {"text", said.text}};
    if (const std::string_view section = section_at(transcript, t); !section.empty()) object["section"] = section;
    if (!said.speaker.empty()) object["speaker"] = said.speaker;
    if (turn.start_ms >= 0) object["start_ms"] = turn.start_ms;
    if (turn.end_ms >= 0) object["end_ms"] = turn.end_ms;
    const CodePointMap map(said.text);
    for (const LineStart& line : said.lines) object["lines"].push_back({map.code_point(line.offset), line.line});
    for (const std::string& comment : said.comments) object["comments"].push_back(comment);
    turns.push_back(std::move(object));
  }
  Json whole = {{"id", transcript.id}};
  if (!transcript.language_assumed) whole["language"] = transcript.language;
  whole["turns"] = std::move(turns);
  out << whole.dump() << '\n';
}

}  // namespace attune
