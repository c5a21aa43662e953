// Copies of a study that lie beside it: backups, and packets for raters.
#pragma once

#include <string>
#include <vector>

namespace attune {

/// Files in the folder of `study` and in the folders directly below it that are studies and hold one of these transcripts
/// (their SHA-256), without `study` itself; in order. They are opened for reading only. Files that cannot be read are passed over.
[[nodiscard]] std::vector<std::string> copies_with(const std::string& study, const std::vector<std::string>& transcripts_sha256);

}  // namespace attune
