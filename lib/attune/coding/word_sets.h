// Sets of words as atoms: the lexicons of a codebook, and the single words among alternatives.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/codebook/pattern.h"
#include "attune/coding/lexical.h"

namespace attune {

/// "close-knit": matched part by part.
[[nodiscard]] bool is_hyphenated(const PatternItem& item);
[[nodiscard]] PatternSequence parts_of(const PatternItem& word);
/// One item that takes one word, and must.
[[nodiscard]] bool is_single_word(const PatternItem& item);
[[nodiscard]] inline bool is_single_word(const PatternSequence& items) { return items.size() == 1 && is_single_word(items[0]); }

/// For tables of lists of numbers.
struct NumbersHash {
  [[nodiscard]] std::size_t operator()(const std::vector<std::uint32_t>& numbers) const noexcept {
    return std::hash<std::string_view>{}({reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(std::uint32_t)});
  }
};

/// Makes each set once, so that a group of twenty words is one step and not twenty.
class WordSets {
 public:
  explicit WordSets(Lexical& lexical) : lexical_(lexical) {}

  /// A lexicon taken apart: the atom of its single words, and its phrases.
  struct FlatLexicon {
    std::optional<Atom> words;
    std::vector<PatternSequence> phrases;
  };
  /// REQUIRES: the lexicon is in the codebook, which does not move, and no lexicon holds itself. The result stays where it is.
  const FlatLexicon& lexicon(const std::string& name, const Codebook& codebook);
  /// The same of one that was asked for before.
  [[nodiscard]] const FlatLexicon& known_lexicon(const std::string& name, const Codebook& codebook) const { return lexicons_.at({&codebook, name}); }
  /// The atom of all alternatives that are a single word.
  [[nodiscard]] std::optional<Atom> single_words(const PatternItem& group);
  [[nodiscard]] Atom any_of(std::vector<Atom> members);
  [[nodiscard]] Lexical& lexical() { return lexical_; }
  [[nodiscard]] Atom atom_of(const PatternItem& word) const { return lexical_.atom_of(word); }
  [[nodiscard]] bool is_set(Atom atom) const { return lexical_.is_set(atom); }

 private:
  Lexical& lexical_;
  std::map<std::pair<const Codebook*, std::string>, FlatLexicon> lexicons_;  // by codebook and name
  std::unordered_map<std::vector<Atom>, Atom, NumbersHash> sets_;        // of groups of single words
};

}  // namespace attune
