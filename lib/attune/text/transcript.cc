#include "attune/text/transcript.h"

#include <algorithm>

namespace attune {

std::string_view role_name(Role role) {
  switch (role) {
    case Role::none: return "none";
    case Role::interviewer: return "interviewer";
    case Role::participant: return "participant";
  }
  return "";
}

int line_at(const Transcript& transcript, std::uint32_t offset) {
  const auto after = std::ranges::upper_bound(transcript.lines, offset, {}, &LineStart::offset);
  return after == transcript.lines.begin() ? 0 : static_cast<int>(std::prev(after)->line);
}

int line_of(const Transcript& transcript, const Turn& turn) {
  const bool has_label = turn.label.begin != turn.label.end;
  return line_at(transcript, has_label ? turn.label.begin : turn.body.begin);
}

std::string_view section_at(const Transcript& transcript, std::uint32_t turn) {
  const auto after = std::ranges::upper_bound(transcript.sections, turn, {}, &Section::first_turn);
  if (after == transcript.sections.begin() || turn >= std::prev(after)->turn_end) return {};
  return std::prev(after)->key;
}

std::uint32_t participant_words(const Transcript& transcript) {
  std::uint32_t words = 0;
  for (const Turn& turn : transcript.turns)
    if (turn.role == Role::participant)
      for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) words += transcript.tokens[i].words;
  return words;
}

}  // namespace attune
