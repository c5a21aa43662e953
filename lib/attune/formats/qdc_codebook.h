// The codes of a REFI-QDA codebook as the beginning of one of ours.
#pragma once

#include <string>
#include <vector>

#include "attune/formats/refi.h"

namespace attune {

/// A codebook in TOML as far as it can be known from codes.
struct QdcCodebook {
  std::string toml;
  std::vector<std::string> told;  // what had to change, a sentence each
};

/// Codes keep their names as ids where they can be ids; else the id is made of the name, which stays the title. Codes below a sub-code hang on its parent.
[[nodiscard]] QdcCodebook codebook_of(const std::vector<RefiCode>& codes, const std::string& id, const std::string& file);

}  // namespace attune
