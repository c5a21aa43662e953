// Copies of a study that lie beside it: backups, and packets for raters.
#pragma once

#include <string>
#include <vector>

namespace attune {

struct StudyCopy {
  std::string path;
  std::vector<std::string> transcripts;  // their ids in it, in order
  bool is_packet = false;                // handed out to a rater, whose work is in it

  bool operator==(const StudyCopy&) const = default;
};

/// Files in the folder of `study` and in the folders directly below it that are studies and hold one of these transcripts
/// (their SHA-256), without `study` itself; by path. They are opened for reading only. Files that cannot be read are passed over.
[[nodiscard]] std::vector<StudyCopy> copies_with(const std::string& study, const std::vector<std::string>& transcripts_sha256);

}  // namespace attune
