// The regular expressions of some rules, looked for in the sentences and turns of a transcript.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "attune/coding/regex.h"
#include "attune/coding/rules.h"
#include "attune/coding/units.h"
#include "attune/coding/vocabulary.h"

namespace attune {

/// Only where the pieces of words stand that an expression needs is it run. Remembers the pieces of each word form; one a thread.
class RegexSearch {
 public:
  /// REQUIRES: both outlive it and do not move.
  RegexSearch(const RegexSet& regexes, const Rules& rules) : regexes_(regexes), rules_(rules) {}

  /// Looks for pieces in the words that were met since.
  void learn(const Vocabulary& vocabulary);
  void forget() { pieces_.clear(); }

  /// Begins a turn. `allowed` says by rule whether it may fire here. REQUIRES: the words of all units are learned; all outlive what follows.
  void begin_turn(const std::vector<Unit>& units, std::string_view text, const std::vector<bool>& allowed);

  struct Found {
    std::uint32_t regex = 0;
    Span span;
  };
  /// What is found of the expressions for sentences in a sentence, and when all its sentences are done of the others in the whole turn.
  /// Throws `Errors` when a scope is too long for an expression.
  [[nodiscard]] std::vector<Found> find_in_sentence(UnitRange sentence);
  [[nodiscard]] std::vector<Found> find_in_turn();

 private:
  enum class Part : std::uint8_t { sentence, turn };
  void gather_pieces(UnitRange sentence);
  void add_pieces(const std::vector<std::uint32_t>& pieces);
  [[nodiscard]] std::vector<Found> find(const std::vector<std::uint32_t>& pieces, UnitRange scope, Part part);

  const RegexSet& regexes_;
  const Rules& rules_;
  std::vector<std::vector<std::uint32_t>> pieces_;  // by word form: the pieces it has

  // Of the turn at hand.
  const std::vector<Unit>* units_ = nullptr;
  std::string_view text_;
  const std::vector<bool>* allowed_ = nullptr;
  std::vector<std::uint32_t> sentence_pieces_, turn_pieces_;
};

}  // namespace attune
