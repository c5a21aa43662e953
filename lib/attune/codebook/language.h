// What rules must know of a language besides their own words: kin and their gender, irregular verbs, negators, number
// words, how common words are. Data in `codebooks/language/*.toml`, so it can be read and edited.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attune/text/records.h"

namespace attune {

/// A kind of relative: "grandmother" is spoken of as gran, nan, grandma ...
struct Kin {
  std::string id;
  Gender gender = Gender::unknown;
  std::vector<std::string> words;

  bool operator==(const Kin&) const = default;
};

struct Language {
  std::string id;
  std::vector<Kin> kin;
  std::vector<std::pair<std::string, std::string>> irregular;  // form, lemma: ("went", "go")
  std::vector<std::string> negators;                           // "not", "never"; words in "n't" are negators anyhow
  std::vector<std::string> clause_breaks;                      // "but": a negator before it does not reach behind it
  std::vector<std::string> numbers;                            // "one" to "ninety"
  std::vector<std::string> common;                             // the most frequent words of talk, most frequent first

  bool operator==(const Language&) const = default;
};

/// Throws `Errors` with every mistake and its place.
[[nodiscard]] Language parse_language(std::string_view toml, const std::string& file);

}  // namespace attune
