#include "attune/codebook/example_text.h"

namespace attune {

bool is_small_transcript(std::string_view text) { return text.starts_with("I:") || text.starts_with("S:") || text.starts_with('@'); }

std::optional<std::string_view> opened_section(std::string_view line) {
  if (!line.starts_with('@')) return std::nullopt;
  line.remove_prefix(1);
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  return line;
}

}  // namespace attune
