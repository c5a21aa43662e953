// Who speaks in a plain transcript: the labels the user named, or those that are found, and what was assumed.
#pragma once

#include <vector>

#include "attune/formats/labels.h"
#include "attune/formats/plain.h"
#include "attune/text/assemble.h"

namespace attune {

/// The labels of interviewer and participant. Takes out of `candidates` what is no label but words that go on ("I said: ..."), and tells numbered speakers apart
/// in them. Empty when nothing looks like a label. Throws `Errors` when a named label does not occur, or is named for both.
[[nodiscard]] Speakers plain_speakers(std::vector<LabelCandidate>& candidates, const PlainOptions& options, const NotationProfile& profile, const Draft& draft);

/// Gives roles to whoever else speaks, and adds to the draft's warnings what was assumed of roles. Where the user named one of the two, everybody else is
/// the other. Speakers beside the two are taken as interviewers, so that their words are nobody's evidence; where that is doubtful, or the user named both,
/// they are only told.
void take_others(Speakers& speakers, const std::vector<LabelCandidate>& candidates, const PlainOptions& options, const NotationProfile& profile, Draft& draft);

}  // namespace attune
