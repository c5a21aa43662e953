// A phrase pattern compiled to a small automaton over units, and its run.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/codebook/pattern.h"
#include "attune/coding/lexical.h"
#include "attune/coding/outline.h"
#include "attune/coding/units.h"
#include "attune/coding/word_sets.h"

namespace attune {

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
    std::uint32_t choice = 0;  // a choice's number, of all that one compiler made
  };
  /// One of the ways a choice may go on, by rising atom: a lexicon of a hundred phrases is one test until a word begins one of them.
  struct Branch {
    Atom atom = 0;
    std::uint32_t next = 0;
  };
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

  std::vector<Node> nodes;
  std::vector<Branch> branches;
  // The nodes that may take the first unit of a match, and what they take.
  std::vector<std::uint32_t> initial;
  std::vector<Atom> first_atoms;
  std::vector<UnitClass> first_classes;
  bool first_is_gap = false;  // "^ ...3 word": anything the scope begins with
  bool is_anchored = false;   // begins with ^: tried at the scope's first word only
  std::vector<Outline> outlines;
};

/// Compiles patterns of codebooks; shares lexicons and atoms among them.
class PhraseCompiler {
 public:
  explicit PhraseCompiler(Lexical& lexical) : words_(lexical) {}

  /// REQUIRES: `pattern` parses and its lexicons are in `codebook` (parse_codebook has seen to both).
  [[nodiscard]] CompiledPhrase compile(std::string_view pattern, const Codebook& codebook);

 private:
  std::uint32_t node(CompiledPhrase& phrase, CompiledPhrase::Node node) const;
  std::uint32_t compile_sequence(CompiledPhrase& phrase, const PatternSequence& items, std::uint32_t next, const Codebook& codebook);
  std::uint32_t compile_item(CompiledPhrase& phrase, const PatternItem& item, std::uint32_t next, const Codebook& codebook);
  std::uint32_t choice_of(CompiledPhrase& phrase, const std::vector<std::uint32_t>& entries);
  std::vector<CompiledPhrase::Branch> joined(CompiledPhrase& phrase, const std::vector<CompiledPhrase::Branch>& branches);

  WordSets words_;
  std::uint32_t choices_ = 0;
};

enum class GapsAtNegators : bool { pass, stop };

/// Runs automata of one compiler. Keeps its lists of states to use again: one a thread.
class PhraseRunner {
 public:
  explicit PhraseRunner(const Lexical& lexical) : lexical_(lexical) {}

  /// The end of the longest match that begins with unit `begin`, as an index behind its last consumed unit. Where gaps stop at
  /// negators, "was ...2 kind" does not match "was not kind".
  [[nodiscard]] std::optional<std::uint32_t> match(const CompiledPhrase& phrase, const std::vector<Unit>& units, UnitRange scope,
                                                   std::uint32_t begin, GapsAtNegators gaps = GapsAtNegators::pass);
  /// Forgets what it knows of sets of atoms, when these are numbered anew.
  void forget() { ways_on_.clear(); }

 private:
  void add(const CompiledPhrase& phrase, std::uint32_t node, std::uint32_t at);
  [[nodiscard]] const std::vector<std::uint32_t>& ways_on(const CompiledPhrase& phrase, const CompiledPhrase::Node& choice, std::uint32_t atom_set);

  const Lexical& lexical_;
  const std::vector<Unit>* units_ = nullptr;
  UnitRange scope_;
  std::vector<std::uint32_t> now_, then_;
  std::vector<std::uint32_t> seen_;
  std::uint32_t stamp_ = 0;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> ways_on_;  // by choice and set of atoms: the next of its branches
  bool accepted_ = false;
};

}  // namespace attune
