// Runs the automaton of a phrase (phrase.h) over units.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "attune/coding/lexical.h"
#include "attune/coding/phrase.h"
#include "attune/coding/units.h"

namespace attune {

enum class GapsAtNegators : bool { pass, stop };

/// Runs automata of one compiler. The nodes a run can be at are a state, and what a unit does to a state is worked out once and
/// remembered: the same words come again and again. One a thread.
class PhraseRunner {
 public:
  explicit PhraseRunner(const Lexical& lexical) : lexical_(lexical) { forget(); }

  /// The end of the longest match that begins with unit `begin`, as an index behind its last consumed unit. Where gaps stop at
  /// negators, "was ...2 kind" does not match "was not kind". REQUIRES: the phrase stays where it is.
  [[nodiscard]] std::optional<std::uint32_t> match(const CompiledPhrase& phrase, const std::vector<Unit>& units, UnitRange scope,
                                                   std::uint32_t begin, GapsAtNegators gaps = GapsAtNegators::pass);
  /// Forgets what it worked out: needed when sets of atoms are numbered anew.
  void forget();

 private:
  /// A state's number and, in the lowest bit, whether a match ends on the way to it.
  using Step = std::uint32_t;
  struct State {
    const CompiledPhrase* phrase = nullptr;
    GapsAtNegators gaps = GapsAtNegators::pass;
    std::vector<std::uint32_t> nodes;
    // What the nodes ask of a unit.
    std::vector<Atom> atoms;
    ClassBits classes = 0;
    bool asks_pause = false;
    bool asks_negator = false;
    std::array<Step, 16> otherwise{};  // where a unit leads that has nothing of it, by its traits
  };
  /// What a unit is to every state, besides what is asked of it: bits.
  enum Trait : std::uint32_t { kFree = 1, kPassedOver = 2, kNegator = 4, kLast = 8 };
  struct Known {
    std::uint64_t state_and_set = 0, rest = 0;
    Step step = 0;
  };

  [[nodiscard]] std::uint32_t beginning(const CompiledPhrase& phrase, GapsAtNegators gaps);
  [[nodiscard]] Step step(std::uint32_t state, const Unit& unit, std::uint32_t traits);
  [[nodiscard]] Step work_out(std::uint32_t state, const Unit& unit, std::uint32_t traits);
  [[nodiscard]] std::uint32_t state_of(const CompiledPhrase& phrase, GapsAtNegators gaps, std::vector<std::uint32_t> nodes);
  void enter(const CompiledPhrase& phrase, std::uint32_t node, bool is_last);
  void grow();

  const Lexical& lexical_;
  std::vector<State> states_;  // the first is the end of all runs: it has no nodes
  std::map<std::pair<std::uint32_t, std::vector<std::uint32_t>>, std::uint32_t> numbers_;  // of states, by phrase, gaps and nodes
  std::vector<std::uint32_t> beginnings_;  // by phrase and gaps
  std::vector<Known> known_;               // open addressing, a power of two, at most half full
  std::size_t known_count_ = 0;
  // Of the step that is worked out.
  std::vector<std::uint32_t> reached_;
  std::vector<bool> seen_;
  bool accepted_ = false;
};

}  // namespace attune
