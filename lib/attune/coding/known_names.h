// What is known to be a name before a transcript is looked through: from the labels of its speakers, and from a key.
#pragma once

#include <string>
#include <string_view>

#include "attune/codebook/privacy.h"
#include "attune/coding/identifiers.h"
#include "attune/text/notation.h"
#include "attune/text/redaction.h"
#include "attune/text/transcript.h"

namespace attune {

/// The kind of a key's entry that renames a speaker.
inline constexpr std::string_view kLabelEntry = "label";

/// A turn's label as it is written, without what parts it from the talk.
[[nodiscard]] std::string label_name(const Transcript& transcript, const Turn& turn);

/// Whether a label says who speaks without naming anybody: "I", "Subject", "S2", a question's number.
[[nodiscard]] bool is_known_label(std::string_view label, const NotationProfile& notation);

/// The words of labels (or of what the format says of speakers) that are no known labels, and those of names that `key` replaces,
/// of which one that is a single word is certain. A label that the key leaves as it is names nobody.
[[nodiscard]] KnownNames known_names(const Transcript& transcript, const NotationProfile& notation, const RedactionKey& key);

/// Whether the name of a file holds what the key replaces: in any case, its words parted by signs, digits or capitals; of a name, one of its
/// words, a long one also within another.
[[nodiscard]] bool is_named_in(std::string_view file_name, const RedactionKey& key, const PrivacyWords& words, const NotationProfile& notation);

}  // namespace attune
