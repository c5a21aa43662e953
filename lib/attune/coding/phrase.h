// A phrase pattern compiled to a small automaton over units. How it runs: phrase_run.h.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/codebook/pattern.h"
#include "attune/coding/lexical.h"
#include "attune/coding/outline.h"
#include "attune/coding/unit_class.h"
#include "attune/coding/word_sets.h"

namespace attune {

/// A match passes over this many units in a row at most: nobody says "um" so often, and time stays linear in the text.
inline constexpr std::uint32_t kMostPassedOver = 200;

/// The automaton. A node leads to `next` (and `other`); kNowhere is none.
struct CompiledPhrase {
  struct Node {
    enum class Kind : std::uint8_t {
      atom,       // takes a unit with `atom`, goes to `next`
      choice,     // takes a unit with `atom`, goes to the next of each branch [next, other) whose atom it has
      unit_class, // takes a unit of `unit_class`
      split,      // goes to `next` and to `other`
      gap,        // goes to `next`; takes a word and goes to `other`; takes a clitic or punctuation and stays
      at_start,   // goes to `next` at the start of the scope
      at_end,
      accept,
    };
    Kind kind = Kind::accept;
    UnitClass unit_class = UnitClass::word;
    std::uint16_t least = 0;  // of a pause, in tenths of a second
    Atom atom = 0;
    std::uint32_t next = kNowhere;
    std::uint32_t other = kNowhere;
    std::uint32_t sets = kNowhere;  // of a choice: its branches from here on are by sets of words
  };
  /// One of the ways a choice may go on, first words by rising atom, then sets of words: a lexicon of a hundred phrases is one test
  /// until a word begins one of them.
  struct Branch {
    Atom atom = 0;
    std::uint32_t next = 0;
  };
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

  std::vector<Node> nodes;
  std::vector<Branch> branches;
  /// By node: where it leads without taking a unit, in `reached`, itself among them. These are nodes that take one, accept, or are
  /// at_end (what is behind that is reached from there).
  struct Reach {
    std::uint32_t begin = 0, end = 0;
  };
  std::vector<Reach> reach;
  std::vector<std::uint32_t> reached;
  // The nodes that may take the first unit of a match, and what they take.
  std::vector<std::uint32_t> initial;
  std::vector<Atom> first_atoms;
  std::vector<UnitClass> first_classes;
  bool first_is_gap = false;  // "^ ...3 word": anything the scope begins with
  bool is_anchored = false;   // begins with ^: tried at the scope's first word only
  Outlines outlines;
};

/// Compiles patterns of codebooks; shares lexicons and atoms among them.
class PhraseCompiler {
 public:
  explicit PhraseCompiler(Lexical& lexical) : words_(lexical) {}

  /// REQUIRES: `pattern` parses and its lexicons are in `codebook` (parse_codebook has seen to both).
  [[nodiscard]] CompiledPhrase compile(std::string_view pattern, const Codebook& codebook);
  /// Those of all phrases compiled so far.
  [[nodiscard]] const std::vector<Expression>& expressions() const { return expressions_.all(); }

 private:
  std::uint32_t node(CompiledPhrase& phrase, CompiledPhrase::Node node) const;
  std::uint32_t compile_sequence(CompiledPhrase& phrase, const PatternSequence& items, std::uint32_t next, const Codebook& codebook);
  std::uint32_t compile_item(CompiledPhrase& phrase, const PatternItem& item, std::uint32_t next, const Codebook& codebook);
  std::uint32_t choice_of(CompiledPhrase& phrase, const std::vector<std::uint32_t>& entries);
  std::vector<CompiledPhrase::Branch> joined(CompiledPhrase& phrase, const std::vector<CompiledPhrase::Branch>& branches);

  WordSets words_;
  Expressions expressions_;
};

}  // namespace attune
