// A phrase pattern compiled: its outlines, by which it is looked for, and what its automaton is built from where one has to run
// (phrase_run.h). Most never do.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/coding/outline.h"
#include "attune/coding/word_sets.h"

namespace attune {

/// A match passes over this many units in a row at most: nobody says "um" so often, and time stays linear in the text.
inline constexpr std::uint32_t kMostPassedOver = 200;

struct CompiledPhrase {
  const std::string* pattern = nullptr;
  const Codebook* codebook = nullptr;
  const WordSets* words = nullptr;
  bool first_is_gap = false;  // "^ ...3 word": anything the scope begins with
  bool is_anchored = false;   // begins with ^: tried at the scope's first word only
  Outlines outlines;
};

/// Compiles patterns of codebooks; shares lexicons and atoms among them.
class PhraseCompiler {
 public:
  /// REQUIRES: `words` outlive it and the phrases, and do not move.
  explicit PhraseCompiler(WordSets& words) : words_(words) {}

  /// REQUIRES: `pattern` parses and its lexicons are in `codebook` (parse_codebook has seen to both); both outlive the phrase and do not
  /// move.
  [[nodiscard]] CompiledPhrase compile(const std::string& pattern, const Codebook& codebook);
  /// Those of all phrases compiled so far.
  [[nodiscard]] const std::vector<Expression>& expressions() const { return expressions_.all(); }

 private:
  WordSets& words_;
  Expressions expressions_;
};

}  // namespace attune
