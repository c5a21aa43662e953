// Codes a transcript with codebooks: every rule's marks, in the order of the text.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/codebook/language.h"
#include "attune/text/coding.h"
#include "attune/text/transcript.h"

namespace attune {

/// Compiled codebooks. Not for two threads at once, because it remembers what it decided about each word form. A copy shares the
/// compiled rules and remembers nothing: make one for each thread. Coding leaves no trace in its results: the same transcript gives the
/// same marks whatever was coded before.
class Coder {
 public:
  /// Throws `Errors` with every regular expression that cannot be compiled, and its place.
  Coder(std::vector<Codebook> codebooks, const Language& language);
  /// With the shipped word lists of the first codebook's language.
  explicit Coder(std::vector<Codebook> codebooks);
  Coder(const Coder& other);
  Coder(Coder&&) noexcept;
  Coder& operator=(Coder&&) noexcept;
  ~Coder();

  [[nodiscard]] const std::vector<Codebook>& codebooks() const;

  /// How markers with word weights go with the others.
  enum class WordWeighing : std::uint8_t {
    together,  // they take away marks of others of their code, and leave none where one of those stands
    apart,     // each marker marks as if it were alone
  };

  /// One coding a codebook, in their order; its rater is "id@version". REQUIRES: sections and figures of the transcript are
  /// found already, where rules ask for them. Throws `Errors` when a regular expression meets a scope that is too long for it.
  [[nodiscard]] std::vector<Coding> code(const Transcript& transcript, WordWeighing weighing = WordWeighing::together);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace attune
