// Whatever the bytes: a TOML reader throws Errors or gives a value, and a pattern gives items or mistakes, not both.
// What is read as a codebook compiles, or says where it does not.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "attune/codebook/codebook.h"
#include "attune/codebook/cue.h"
#include "attune/codebook/language.h"
#include "attune/codebook/notation_toml.h"
#include "attune/codebook/pattern.h"
#include "attune/codebook/protocol.h"
#include "attune/coding/examples.h"
#include "attune/error.h"
#include "attune/text/unicode.h"

namespace {

using namespace attune;

void require(bool holds) {
  if (!holds) std::abort();
}

template <typename Read>
void try_to(Read read) {
  try {
    read();
  } catch (const Errors& errors) {
    for (const Problem& problem : errors.problems()) require(!problem.expected.empty());
  }
}

void check_pattern(std::string_view text) {
  const ParsedPattern parsed = parse_pattern(text);
  require(parsed.items.empty() == !parsed.mistakes.empty());
  const auto columns = static_cast<int>(count_code_points(text)) + 1;
  for (const PatternMistake& mistake : parsed.mistakes) require(mistake.column >= 1 && mistake.column <= columns);
  const ParsedCue cue = parse_cue(text);
  require(cue.cue.groups.empty() == !cue.mistakes.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!find_invalid_utf8(bytes)) check_pattern(bytes);
  try_to([&] {
    const Codebook book = parse_codebook(bytes, "fuzz.toml");
    (void)run_examples(book);
  });
  try_to([&] { (void)parse_protocol(bytes, "fuzz.toml"); });
  try_to([&] { (void)parse_notation(bytes, "fuzz.toml"); });
  try_to([&] { (void)parse_language(bytes, "fuzz.toml"); });
  return 0;
}
