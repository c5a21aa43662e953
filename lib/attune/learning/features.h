// What a weighted marker can count: the words and pairs of words of a response, as patterns write them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "attune/codebook/language.h"
#include "attune/text/span.h"
#include "attune/text/transcript.h"

namespace attune {

class Lexical;

/// The distinct words and pairs of neighbouring words of the participant, in rising order, in the view as intended: folded, no
/// fillers. A pair never reaches over punctuation, so that each is a phrase pattern that finds it again. Names and numbers are left out.
[[nodiscard]] std::vector<std::string> features_of(const Transcript& transcript);
/// The same of the sentences that begin in a stretch of its text.
[[nodiscard]] std::vector<std::string> features_of(const Transcript& transcript, Span stretch);

/// Reads every word of the participant in the sentences that begin in a stretch, as often as it is said, in rising order: what
/// `WordWeights` weigh. Not for two threads at once.
class WeighedWordReader {
 public:
  explicit WeighedWordReader(const Language& language);
  [[nodiscard]] std::vector<std::string> operator()(const Transcript& transcript, Span stretch) const;

 private:
  std::shared_ptr<Lexical> lexical_;
};

}  // namespace attune
