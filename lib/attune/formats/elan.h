// ELAN annotation files (.eaf).
#pragma once

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "attune/formats/limits.h"
#include "attune/formats/plain.h"
#include "attune/text/assemble.h"

namespace attune {

/// Turns are the annotations of the tiers that have no parent, in order of time; other tiers (translations, glosses) are not talk.
/// The speaker is the tier's participant, else its name. A slot without a time lies where TIME_ORDER has it, and its turn has none. Throws `Errors` when
/// the XML or what ELAN puts in it is broken, or a tier of `tiers` does not occur.
[[nodiscard]] Draft read_elan(Draft draft, const std::vector<std::string>& tiers, const Limits& limits, const PlainOptions& options, const NotationProfile& profile);

/// The ALIGNABLE_ANNOTATION or REF_ANNOTATION of an ANNOTATION.
[[nodiscard]] pugi::xml_node annotation_in(pugi::xml_node annotation);

}  // namespace attune
