#include "cli/packet_texts.h"

#include <algorithm>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/text/code_points.h"
#include "attune/text/visible.h"

namespace attune::cli {

std::optional<CodedVersion> coded_version(const std::vector<TranscriptRecord>& versions, const std::string& sha256) {
  auto at = std::find_if(versions.rbegin(), versions.rend(), [&](const TranscriptRecord& version) { return version.sha256 == sha256; }).base();
  if (at == versions.begin()) return std::nullopt;
  CodedVersion coded;
  for (; at != versions.end() && !at->details.offset_map.empty(); ++at) {
    std::optional<OffsetMap> step = parse_offset_map(at->details.offset_map);
    if (!step) break;
    coded.steps.push_back(std::move(*step));
  }
  coded.transcript = *std::prev(at);
  return coded;
}

void move_marks(std::vector<Mark>& marks, const std::string& text, const CodedVersion& to) {
  if (marks.empty()) return;
  const TranscriptRecord& transcript = to.transcript;
  if (transcript.text.empty())
    throw Errors(Problem{{visible(transcript.id), 0, 0}, fmt::format("the text of version {} in the study, for marks to stand in", transcript.version), "a study without it"});
  if (to.steps.empty()) return;
  const CodePointMap from(text), there(transcript.text);
  for (Mark& mark : marks) {
    Span place{from.code_point(mark.span.begin), from.code_point(mark.span.end)};
    for (const OffsetMap& step : to.steps) place = moved(place, step);
    mark.span = {there.byte(place.begin), there.byte(place.end)};
  }
}

}  // namespace attune::cli
