// Who speaks beside interviewer and participant, and which words before a colon are nobody's name: people say "I said: ..." and list "Loving: ...".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attune/formats/labels.h"

namespace attune {

/// "I said", "Then my father": words that go on, and no name.
[[nodiscard]] bool is_phrase(const LabelCandidate& candidate);

/// Whether the candidate may name somebody: a label the profile knows; or up to three words, the first not in small letters, none of them a pronoun, a
/// verb of saying or a number in a row ("First", "Word 2").
[[nodiscard]] bool may_be_name(std::string_view text, const LabelCandidate& candidate, const NotationProfile& profile);

/// Labels that come again and are none of the speakers', in order of the text.
struct OtherSpeakers {
  std::vector<std::string> sure;      // heads turns of its own
  std::vector<std::string> doubtful;  // may head a line of what somebody says

  [[nodiscard]] bool empty() const { return sure.empty() && doubtful.empty(); }
};

/// Turns of one's own come about as often as a tenth of the most frequent label, three times at least (two for a label the profile knows), and a quarter of
/// them stand where the participant does not just go on: behind the interviewer, or before the participant; or, where nobody is known to ask, ask.
[[nodiscard]] OtherSpeakers other_speakers(std::string_view text, const std::vector<LabelCandidate>& candidates, const Speakers& speakers, const NotationProfile& profile);

}  // namespace attune
