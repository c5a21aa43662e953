// TEI: utterances (<u>) of transcribed speech, and speeches (<sp>).
#pragma once

#include "attune/formats/limits.h"
#include "attune/formats/plain.h"
#include "attune/text/assemble.h"

namespace attune {

/// A turn is a <u> or <sp>. Pauses, gaps, vocal sounds and incidents become notation in square brackets ("[pause 3 sec]", "[laughs]"), an unclear word "[coat?]",
/// notes are kept beside the text. Who speaks and in which role comes from <listPerson>; times from <timeline>. Throws `Errors`
/// when the XML is broken or nobody speaks in it.
[[nodiscard]] Draft read_tei(Draft draft, const Limits& limits, const PlainOptions& options, const NotationProfile& profile);

}  // namespace attune
