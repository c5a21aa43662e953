// SHA-256 of bytes: how transcripts, codebooks and records of a study are known again.
#pragma once

#include <string>
#include <string_view>

namespace attune {

/// The SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace attune
