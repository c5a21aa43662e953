// What a marker asks of shape, place and frame, in words for people.
#pragma once

#include <string>
#include <vector>

#include "attune/codebook/codebook.h"

namespace attune {

/// One phrase a condition ("an answer of at most 5 words"), in a fixed order.
[[nodiscard]] std::vector<std::string> structure_texts(const Marker& marker);

}  // namespace attune
