#include "attune/codebook/shipped.h"

namespace attune {

std::string_view shipped_file(std::string_view path) {
  for (const ShippedFile& file : shipped_files())
    if (file.path == path) return file.text;
  return "";
}

}  // namespace attune
