// The people of an interview: who is spoken of, who has died, who did harm, each with its evidence.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "attune/codebook/language.h"
#include "attune/text/transcript.h"

namespace attune {

/// Finds figures by kin words, what tells two of one kin apart, and redacted names; binds pronouns, and notes deaths and harm that are
/// told. A pronoun binds to the figure of its gender spoken of in the same response (or in the question before it), and to nobody when
/// two fit, or when one fits who is no figure ("his brother", "Mr Harris").
/// Remembers what it decided about words: keep one a thread. Movable, not copyable.
class FigureFinder {
 public:
  explicit FigureFinder(const Language& language);
  FigureFinder(FigureFinder&&) noexcept;
  FigureFinder& operator=(FigureFinder&&) noexcept;
  ~FigureFinder();

  /// The figures of a transcript, in the order they are first spoken of. `given` are people known beforehand: their `name` is
  /// a kin word ("gran") or a pronoun ("she": every mention of it is theirs), and what is said of them holds.
  [[nodiscard]] std::vector<Figure> find(const Transcript& transcript, const std::vector<Figure>& given = {});

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace attune
