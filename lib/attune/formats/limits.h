// How much a file may hold before it is refused, in one place: each limit with its name, its default and the option that
// raises it. Whoever goes over one is told the limit, the value and the place; nothing is ever cut off in silence.
#pragma once

#include <cstddef>

namespace attune {

struct Limits {
  std::size_t transcript_bytes = std::size_t{16} << 20;  // of a file, or of a line of JSON lines; --max-bytes
  std::size_t entry_bytes = std::size_t{64} << 20;       // of an entry of a zip file, as inflated, and of all texts of a project; --max-entry-bytes
  std::size_t entry_ratio = 100;                         // inflated to packed, after the first 100 KB; --max-entry-ratio
  std::size_t entries = 2000;                            // in a zip file; --max-entries
  std::size_t xml_depth = 64;                            // elements inside one another; --max-xml-depth
  std::size_t rtf_groups = 500;                          // groups of an RTF file inside one another; no option raises it

  bool operator==(const Limits&) const = default;
};

/// A zip entry this small (bytes, inflated) may be packed as tightly as it likes.
inline constexpr std::size_t kRatioFreeBytes = 100'000;

}  // namespace attune
