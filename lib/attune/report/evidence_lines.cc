#include "attune/report/evidence_lines.h"

#include <algorithm>

#include "attune/text/numbered_lines.h"

namespace attune {

std::vector<EvidenceLine> evidence_lines(std::string_view named, std::string_view text, std::size_t most) {
  std::vector<EvidenceLine> found;
  const auto ranges = parse_line_ranges(named);
  if (!ranges) return found;
  const std::vector<Span> lines = numbered_lines(text);
  for (const LineRange& range : *ranges)
    for (int line = range.first; line <= std::min(range.last, static_cast<int>(lines.size())) && found.size() < most; ++line)
      found.push_back(EvidenceLine{line, std::string(slice(text, lines[static_cast<std::size_t>(line) - 1]))});
  return found;
}

}  // namespace attune
