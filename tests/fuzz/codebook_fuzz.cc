// Any bytes are a codebook, a notation profile, a protocol map, or are refused with places; so are phrases.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "attune/codebook/codebook.h"
#include "attune/codebook/notation_toml.h"
#include "attune/codebook/pattern.h"
#include "attune/codebook/protocol.h"
#include "attune/error.h"

namespace {

/// Runs a parser: what it throws must name at least one problem.
template <typename Parse>
void read(Parse parse, std::string_view bytes) {
  try {
    (void)parse(bytes, "fuzz.toml");
  } catch (const attune::Errors& errors) {
    if (errors.problems().empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  read(attune::parse_codebook, bytes);
  read(attune::parse_notation, bytes);
  read(attune::parse_protocol, bytes);
  const attune::ParsedPattern pattern = attune::parse_pattern(bytes);
  if (pattern.items.empty() == pattern.mistakes.empty()) std::abort();
  return 0;
}
