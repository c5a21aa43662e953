// A phrase pattern compiled to a small automaton over units, and its run.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/codebook/pattern.h"
#include "attune/coding/lexical.h"
#include "attune/coding/units.h"

namespace attune {

/// The token classes of the phrase language.
enum class UnitClass : std::uint8_t {
  comma, period, question, exclamation, colon, semicolon, dash, quote, pause, laugh, cry, sigh, sound, sic, unfinished, redacted,
  unintelligible, uncertain, filler, cut_off, retrace, comment, interruption, kin, deceased, harmful, age, year, number, word,
};

inline constexpr std::size_t kUnitClasses = 30;

/// Whether a unit is in a class. `least` is the shortest pause in tenths of a second (0: any pause).
[[nodiscard]] bool in_class(const Unit& unit, UnitClass unit_class, std::uint16_t least, std::string_view text, const Lexical& lexical);

/// What a phrase is looked for by: at least one of these stands in every match. The frequency (occurrences per million
/// words, roughly) is infinite when the phrase has no such item and must be tried everywhere.
struct Trigger {
  std::vector<Atom> atoms;
  std::vector<UnitClass> classes;
  double frequency = std::numeric_limits<double>::infinity();
};

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
  };
  /// One of the ways a choice may go on: a lexicon of a hundred phrases is one test until a word begins one of them.
  struct Branch {
    Atom atom = 0;
    std::uint32_t next = 0;
  };
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

  std::vector<Node> nodes;
  std::vector<Branch> branches;
  std::uint32_t start = kNowhere;
  Trigger trigger;
  // The nodes that may take the first unit of a match, and what they take.
  std::vector<std::uint32_t> initial;
  std::vector<Atom> first_atoms;
  std::vector<UnitClass> first_classes;
  bool first_is_gap = false;  // "^ ...3 word": anything the scope begins with
  bool is_anchored = false;   // begins with ^: tried at the scope's first word only
  // One for each item that no match can do without: a scope where one of them does not occur has no match.
  std::vector<Trigger> required;
};

/// Compiles patterns of codebooks; shares lexicons and atoms among them.
class PhraseCompiler {
 public:
  explicit PhraseCompiler(Lexical& lexical) : lexical_(lexical) {}

  /// REQUIRES: `pattern` parses and its lexicons are in `codebook` (parse_codebook has seen to both).
  [[nodiscard]] CompiledPhrase compile(std::string_view pattern, const Codebook& codebook);

 private:
  /// A lexicon taken apart: the atom of its single words, and its phrases.
  struct FlatLexicon {
    std::optional<Atom> words;
    std::vector<PatternSequence> phrases;
  };
  const FlatLexicon& flat(const std::string& name, const Codebook& codebook);
  std::uint32_t node(CompiledPhrase& phrase, CompiledPhrase::Node node) const;
  std::uint32_t compile_sequence(CompiledPhrase& phrase, const PatternSequence& items, std::uint32_t next, const Codebook& codebook);
  std::uint32_t compile_item(CompiledPhrase& phrase, const PatternItem& item, std::uint32_t next, const Codebook& codebook);
  [[nodiscard]] Trigger trigger_of(const PatternSequence& items, const Codebook& codebook);
  [[nodiscard]] Trigger trigger_of(const PatternItem& item, const Codebook& codebook);
  std::uint32_t choice_of(CompiledPhrase& phrase, const std::vector<std::uint32_t>& entries);
  [[nodiscard]] std::optional<Atom> word_set(const PatternItem& group);
  [[nodiscard]] Atom any_of(std::vector<Atom> members);

  Lexical& lexical_;
  std::map<std::pair<std::string, std::string>, FlatLexicon> lexicons_;  // by codebook id and name
  std::map<std::vector<Atom>, Atom> sets_;                               // of groups of single words
};

enum class GapsAtNegators : bool { pass, stop };

/// Runs automata. Keeps its lists of states to use again: one a thread.
class PhraseRunner {
 public:
  explicit PhraseRunner(const Lexical& lexical) : lexical_(lexical) {}

  /// The end of the longest match that begins with unit `begin`, as an index behind its last consumed unit. Where gaps stop at
  /// negators, "was ...2 kind" does not match "was not kind".
  [[nodiscard]] std::optional<std::uint32_t> match(const CompiledPhrase& phrase, const std::vector<Unit>& units, UnitRange scope,
                                                   std::uint32_t begin, std::string_view text, GapsAtNegators gaps = GapsAtNegators::pass);

 private:
  void add(const CompiledPhrase& phrase, std::uint32_t node, std::uint32_t at);

  const Lexical& lexical_;
  const std::vector<Unit>* units_ = nullptr;
  UnitRange scope_;
  std::string_view text_;
  std::vector<std::uint32_t> now_, then_;
  std::vector<std::uint32_t> seen_;
  std::uint32_t stamp_ = 0;
  bool accepted_ = false;
};

}  // namespace attune
