// What word weights say of what rules find: which of their code they do not let stand, and where they mark by themselves.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/coding/rule_finding.h"
#include "attune/coding/rules.h"
#include "attune/coding/units.h"
#include "attune/coding/word_weights.h"

namespace attune {

/// Word weights of one transcript at a time, turn by turn. One a thread.
class WordMarks {
 public:
  /// REQUIRES: both outlive it and do not move.
  WordMarks(const std::vector<Codebook>& codebooks, const Rules& rules);

  void learn(const Vocabulary& vocabulary) { weigher_.learn(vocabulary); }
  void forget() { weigher_.forget(); }

  /// Begins a transcript. `together`: words and rules heed each other, else words mark as if there were no rules.
  void begin(bool together);
  /// Only the participant's words are weighed. `allowed` says by rule whether it may fire here. REQUIRES: all words are learned;
  /// `allowed` outlives what is asked of the turn.
  void begin_turn(const TurnUnits& turn, Role role, const std::vector<bool>& allowed);
  /// Whether the words around a passage of the turn let it stand as a finding of the rule.
  [[nodiscard]] bool let_stand(std::uint32_t rule, Span passage) const;
  /// Notes where the turn's words reach their thresholds, `found` being what stands in it already.
  void end_turn(std::uint32_t turn, std::span<const RuleFinding> found);
  /// Where words mark. Pairs and weighted markers are known only at the end of the transcript: where one of them marks (`late`),
  /// words need not.
  [[nodiscard]] std::vector<RuleFinding> marked_by_words(std::vector<RuleFinding> late) const;

 private:
  /// A finding of words, and all the sentences whose stretches reach the threshold.
  struct Reached {
    RuleFinding finding;
    Span all;
  };
  [[nodiscard]] bool is_found(std::span<const RuleFinding> found, std::uint32_t rule, Span place) const;

  const Rules& rules_;
  WordWeigher weigher_;
  std::vector<std::uint32_t> rule_of_;            // by list of the weigher
  std::vector<std::vector<std::size_t>> lists_of_;  // by rule: the lists of its code
  bool together_ = true;
  std::vector<Reached> reached_;                  // of the transcript at hand
  const std::vector<bool>* allowed_ = nullptr;    // none where nothing is weighed
};

}  // namespace attune
