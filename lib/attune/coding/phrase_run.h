// Runs the automaton of a phrase (automaton.h) over units.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "attune/coding/automaton.h"
#include "attune/coding/lexical.h"
#include "attune/coding/phrase.h"
#include "attune/coding/units.h"

namespace attune {

enum class GapsAtNegators : bool { pass, stop };

/// Runs automata, all nodes that a match can be at abreast. These are few, for a run begins only where the words that a phrase
/// needs were seen (sieve.h). Keeps buffers, and automata, which are built when they first run; one a thread.
class PhraseRunner {
 public:
  /// REQUIRES: `lexical`, and phrases that are run, outlive it and do not move.
  explicit PhraseRunner(const Lexical& lexical) : lexical_(lexical) {}

  /// The end of the longest match that begins with unit `begin`, as an index behind its last consumed unit. Where gaps stop at
  /// negators, "was ...2 kind" does not match "was not kind".
  [[nodiscard]] std::optional<std::uint32_t> match(const CompiledPhrase& phrase, const std::vector<Unit>& units, UnitRange scope,
                                                   std::uint32_t begin, GapsAtNegators gaps = GapsAtNegators::pass);
  /// Whether any match begins with unit `begin`; gaps pass negators.
  [[nodiscard]] bool has_match(const CompiledPhrase& phrase, const std::vector<Unit>& units, UnitRange scope, std::uint32_t begin);

 private:
  /// The units a run goes over, and what it is at.
  struct Run;
  [[nodiscard]] const Automaton& automaton_of(const CompiledPhrase& phrase);
  [[nodiscard]] std::optional<std::uint32_t> end_of(Run run);
  void step(Run& run, std::span<const std::uint32_t> nodes);
  void enter(Run& run, std::uint32_t node);
  /// Whether a node is reached for the first time in this step.
  [[nodiscard]] bool is_new(std::uint32_t node) { return std::exchange(seen_in_[node], step_) != step_; }

  const Lexical& lexical_;
  std::unordered_map<const CompiledPhrase*, Automaton> automata_;  // of phrases that were run
  std::vector<std::uint32_t> at_, reached_;  // nodes, before and behind the unit at hand
  std::vector<std::uint64_t> seen_in_;       // by node: the step in which it was last reached
  std::uint64_t step_ = 0;
};

}  // namespace attune
