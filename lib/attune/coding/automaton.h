// A phrase pattern as a small automaton over units: the last word on what matches. How it runs: phrase_run.h.
#pragma once

#include <cstdint>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/codebook/pattern.h"
#include "attune/coding/lexical.h"
#include "attune/coding/unit_class.h"
#include "attune/coding/word_sets.h"

namespace attune {

/// A node leads to `next` (and `other`); kNowhere is none.
struct Automaton {
  struct Node {
    enum class Kind : std::uint8_t {
      atom,       // takes a unit with `atom`, goes to `next`
      choice,     // takes a unit with the atom of a branch in [next, other), goes to the next of each such branch
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
  /// One of the ways a choice may go on, first words by rising atom, then sets of words: a lexicon of a hundred phrases is one
  /// look-up until a word begins one of them.
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
  std::vector<std::uint32_t> initial;  // the nodes that may take the first unit of a match
};

/// REQUIRES: the pattern parses, and `words` know its words and the lexicons of `codebook` that it names.
[[nodiscard]] Automaton automaton_of(const PatternSequence& pattern, const Codebook& codebook, const WordSets& words);

}  // namespace attune
