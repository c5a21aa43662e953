// Copies of a study that lie beside it: backups, and packets for raters.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace attune {

struct StudyCopy {
  std::string path;
  std::vector<std::string> transcripts;  // their ids in it, in order
  bool is_packet = false;                // handed out to a rater, whose work is in it

  bool operator==(const StudyCopy&) const = default;
};

/// Transcripts as a study knows them.
struct SoughtTranscripts {
  std::set<std::string> ids, sha256;     // the latter of all versions
};

/// Files in the folder of `study` and in the folders directly below it that are studies and hold one of these transcripts' bytes, without
/// `study` itself; by path. Where some of those are known by these ids, others have only the same bytes and are left out. Files are opened
/// for reading only; what cannot be read is passed over.
[[nodiscard]] std::vector<StudyCopy> copies_with(const std::string& study, const SoughtTranscripts& sought);

}  // namespace attune
