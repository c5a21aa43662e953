// The examples of a codebook run as tests: every `hit` must leave a mark of its marker, no `miss` may.
#pragma once

#include <string>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/codebook/language.h"
#include "attune/coding/figures.h"
#include "attune/text/notation.h"
#include "attune/text/tokenize.h"
#include "attune/text/transcript.h"

namespace attune {

/// How one example came out.
struct ExampleResult {
  std::string marker;
  bool is_hit = false;                 // it stands in `hit`, not in `miss`
  Example example;
  std::vector<std::string> marked;     // the passages the marker marked, in the order of the text
  bool as_expected = false;

  bool operator==(const ExampleResult&) const = default;
};

/// All examples of a codebook, marker by marker, hits first. A hit with `spans` is as expected when each of them is a
/// passage that was marked. Throws `Errors` when the codebook does not compile.
[[nodiscard]] std::vector<ExampleResult> run_examples(const Codebook& codebook);
/// With a language and a notation other than the shipped ones.
[[nodiscard]] std::vector<ExampleResult> run_examples(const Codebook& codebook, const Language& language,
                                                      const NotationProfile& notation);

/// An example as a transcript, before people are looked for: the question that was asked, if any, then the text as one
/// turn of the participant; or, when the text begins with "I:" or "S:", a turn for each line that does. One section, the
/// example's, holds them all.
[[nodiscard]] Transcript example_transcript(const Example& example, const NotationProfile& notation, Tokenizer& tokenizer);
/// With its people: those the example gives, and those it speaks of.
[[nodiscard]] Transcript example_transcript(const Example& example, const NotationProfile& notation, Tokenizer& tokenizer, FigureFinder& figures);

}  // namespace attune
