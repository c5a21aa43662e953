// Everything a rule asks about a single word form: is it this word, does it begin so, is it a form of that verb, is it in
// this lexicon. Asked once per distinct form and remembered.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attune/codebook/language.h"
#include "attune/codebook/pattern.h"
#include "attune/coding/vocabulary.h"

namespace attune {

/// Number of something that is asked of a form ("is the word `gran`", "is in lexicon 3").
using Atom = std::uint32_t;

/// What a form says of a number beside it (`AgeWords`).
enum class AgeCue : std::uint8_t { none, before, between, after, unit, old };

/// What a form is besides its atoms.
struct FormFlags {
  bool negator : 1 = false;
  bool number_word : 1 = false;
  bool clitic : 1 = false;
  bool clause_break : 1 = false;
  bool clause_subject : 1 = false;
  bool clause_taker : 1 = false;
  bool clause_opener : 1 = false;   // begins one of `new_ones` or `no_denials`
  AgeCue age = AgeCue::none;
};

/// Folded stem of an English word (Snowball's English stemmer), as "~word" compares it.
class Stemmer {
 public:
  explicit Stemmer(const std::string& language);
  ~Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;
  [[nodiscard]] std::string stem(std::string_view folded_word) const;

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

/// Atoms are added first; then forms are decided. A copy shares the atoms and knows no forms: one for each thread.
class Lexical {
 public:
  explicit Lexical(const Language& language);
  ~Lexical();
  /// REQUIRES: no atom is added any more, here or there.
  Lexical(const Lexical& other);
  Lexical& operator=(const Lexical&) = delete;

  /// The atom of a word, prefix, inflection or exact item. REQUIRES: no form was decided yet, or the item was added before.
  [[nodiscard]] Atom add(const PatternItem& item);
  /// The same of one that was added.
  [[nodiscard]] Atom atom_of(const PatternItem& item) const;
  /// The atom of a set: any of `members` and none of `excluded`.
  [[nodiscard]] Atom add_set(std::vector<Atom> members, std::vector<Atom> excluded);

  /// How often an atom is met in talk, roughly, in occurrences per million words: what a phrase is looked for by is its
  /// rarest item.
  [[nodiscard]] double frequency(Atom atom) const { return frequencies_[atom]; }

  [[nodiscard]] std::size_t atom_count() const { return frequencies_.size(); }

  /// The number of the form that stands at `word` in a transcript's text.
  [[nodiscard]] std::uint32_t form(std::string_view text, Span word) {
    const std::uint32_t known = vocabulary_.known(text, word);
    return known != Vocabulary::kNone ? known : meet(slice(text, word));
  }
  /// The number of the set of its atoms. Most words that rules do not know have the same, the empty one; numbers rise as
  /// sets are met.
  [[nodiscard]] std::uint32_t atom_set(std::uint32_t form) const { return decided_[form].atom_set; }
  [[nodiscard]] std::size_t atom_sets() const { return sets_.size(); }
  /// The atoms of a set, rising.
  [[nodiscard]] std::span<const Atom> atoms(std::uint32_t atom_set) const { return *sets_[atom_set]; }
  /// Those of them that are no sets: a few at most.
  [[nodiscard]] std::span<const Atom> words(std::uint32_t atom_set) const {
    return std::span(words_).subspan(words_begin_[atom_set], words_begin_[atom_set + 1] - words_begin_[atom_set]);
  }
  [[nodiscard]] bool is_set(Atom atom) const { return is_set_[atom]; }
  [[nodiscard]] bool has(std::uint32_t atom_set, Atom atom) const { return (bits_[atom_set * set_words_ + atom / 64] >> (atom % 64) & 1) != 0; }
  [[nodiscard]] FormFlags flags(std::uint32_t form) const { return decided_[form].flags; }
  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
  /// Forgets all forms and sets (their numbers start anew): keeps memory bounded on hostile input.
  void forget();

 private:
  struct Decided {
    std::uint32_t atom_set = 0;
    FormFlags flags;
  };
  struct Tables;
  [[nodiscard]] std::uint32_t meet(std::string_view word);
  void decide(std::string_view word);

  std::shared_ptr<Tables> tables_;  // with copies, of which nobody knows which will be the last
  Stemmer stemmer_;
  bool closed_ = false;             // no atom may be added
  std::vector<double> frequencies_;
  std::vector<bool> is_set_;                    // by atom
  Vocabulary vocabulary_;
  std::vector<Decided> decided_;
  std::map<std::vector<Atom>, std::uint32_t> numbers_;
  std::vector<const std::vector<Atom>*> sets_;  // keys of `numbers_`
  std::vector<std::uint64_t> bits_;             // the same by set, a bit for each atom
  std::size_t set_words_ = 0;                   // of 64 atoms
  std::vector<Atom> words_;                     // of all sets
  std::vector<std::uint32_t> words_begin_ = {0};  // by set, and the end
};

}  // namespace attune
