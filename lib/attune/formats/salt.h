// SALT (Systematic Analysis of Language Transcripts): a header names the speakers ("$ Child, Examiner"), and their lines begin with the letter
// of one and no colon ("C He fell.").
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "attune/formats/labels.h"
#include "attune/text/token.h"

namespace attune {

/// First letters of the speakers, in capitals ("CE"), when `text` begins with SALT's header; else empty. A byte order mark may stand before it.
[[nodiscard]] std::string salt_speakers(std::string_view text);

/// The label of one of `speakers` at the start of `line`, or one with an empty name.
[[nodiscard]] LabelCandidate salt_label_at(std::string_view text, Span line, std::string_view speakers);

/// What a line is that is nobody's talk: a header ("+ Age: 5;2"), a time or a pause ("- 1:30", "; :04"), a remark ("= tape stops"). Nothing for talk.
[[nodiscard]] std::optional<TokenKind> salt_line_kind(std::string_view line);

}  // namespace attune
