// What stands between quotation marks: somebody's own words.
#pragma once

#include <cstdint>
#include <vector>

#include "attune/text/transcript.h"

namespace attune {

/// The stretches of a turn between quotation marks, without the marks. A quotation that is not closed ends with its sentence. A single
/// mark may be an apostrophe: it opens one behind a blank, closes one before a blank or a mark, and must do both.
[[nodiscard]] std::vector<Span> quotations(const Transcript& transcript, std::uint32_t turn);

}  // namespace attune
