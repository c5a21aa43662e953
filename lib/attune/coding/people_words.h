// What words say about people: a language's kin and [people] lists, decided once per word form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "attune/codebook/language.h"
#include "attune/coding/vocabulary.h"
#include "attune/text/span.h"
#include "attune/text/transcript.h"

namespace attune {

/// Keeps what it learned of word forms; one a thread.
class PeopleWords {
 public:
  /// What a word says about people.
  enum class Cue : std::uint8_t {
    none, kin, pronoun, mine, yours, others, died, dead, death, lost, killed_part, passed, pass, away, beyond, not_really, of, was, got, harm,
    determiner, adjective, stranger, title,
  };
  /// Lists of a language's [people] that are asked where they matter, besides the cue.
  enum class List : std::uint8_t {
    supposed, self, harmed, contests, contest_of, longing, longing_for, asked_who, nobody, likened, merely, pointing, in_law, living, no_names,
    ages, alone, joins, conjunctions, there, called, spared, lasting, besides,
  };

  /// What is decided of a word form.
  struct Form {
    std::uint32_t kin = 0;       // index + 1 into the language's kin
    Cue cue = Cue::none;
    Gender gender = Gender::unknown;
    std::uint16_t which = 0;     // index + 1 into the ids of the language's `which`
    std::uint32_t lists = 0;     // a bit each

    [[nodiscard]] bool is_in(List list) const { return (lists >> static_cast<unsigned>(list) & 1) != 0; }
  };

  explicit PeopleWords(const Language& language);

  /// Forgets word forms when they are very many: hostile input must not fill the memory. Forms told before are gone then.
  void begin();
  /// What is decided of the word that stands at `word` in `text`. Good until the next word is asked for.
  [[nodiscard]] const Form& form_of(std::string_view text, Span word);

  /// Which one of a kin a word says: "elder" is "older".
  [[nodiscard]] const std::string& which(const Form& form) const { return which_ids_[form.which - 1U]; }

  /// Of a folded word or phrase: the kin it names, and the gender of whom it stands for if it is a pronoun.
  [[nodiscard]] const Kin* kin(const std::string& word) const;
  [[nodiscard]] std::uint32_t kin_number(const std::string& word) const;  // Form::kin; 0 when it names none
  [[nodiscard]] const Kin& kin(std::uint32_t number) const { return language_.kin[number - 1]; }  // of a Form::kin
  [[nodiscard]] std::optional<Gender> pronoun(const std::string& word) const;
  /// Whether a folded word is in one of the lists of the language's [people].
  [[nodiscard]] bool is_listed(std::string_view list, const std::string& word) const;

 private:
  struct NamedCue {
    Cue cue = Cue::none;
    Gender gender = Gender::unknown;
  };
  [[nodiscard]] std::uint32_t meet(std::string_view word);
  [[nodiscard]] Form decide(const std::string& word) const;

  Language language_;
  std::unordered_map<std::string, std::uint32_t> kin_;  // words and phrases
  std::vector<std::string> which_ids_;
  std::unordered_map<std::string, std::uint16_t> which_;  // by word: index + 1 into which_ids_
  std::unordered_map<std::string, NamedCue> cues_;
  std::unordered_map<std::string, std::unordered_set<std::string>> lists_;  // by name
  Vocabulary vocabulary_;
  std::vector<Form> forms_;  // by number
};

}  // namespace attune
