// One sentence, and what its words say of people: where the phrase for a person begins, and whether it brings somebody in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attune/coding/people_words.h"
#include "attune/text/transcript.h"

namespace attune {

/// Reads sentence after sentence; words are asked for by their place in the last one.
class PeoplePhrases {
 public:
  using Cue = PeopleWords::Cue;
  using List = PeopleWords::List;

  struct Word : PeopleWords::Form {
    Span span;
    bool redacted = false;
    bool possessive = false;  // followed by 's
    bool is_being = false;    // followed by 's, 'm or 're
    bool clause_end = false;  // a comma or the like stands behind it
    bool hesitates = false;   // "um" stands behind it
  };

  enum class Standing {
    known,         // one of the speaker's own: "my mum", "gran"
    comes_in,      // somebody whose figure is not known: "his mother", "my teacher", "Mr Harris"
    named_behind,  // one whose figure is told at once: "a friend from work, {{Friend 1}}"
    said_of,       // what somebody is said to be: "he was a father to me", "my dad, a hard man,"
    nobody,        // "no cousin"
  };
  struct Person {
    Standing standing = Standing::nobody;
    std::size_t from = 0;  // the first word of the phrase
  };

  /// What stands in the place of a person's name: "{{Aunt 2}}".
  struct RedactedName {
    std::string_view name;  // "Aunt 2"
    std::string id;         // "aunt_2"
    std::string role;       // "aunt"
    std::uint32_t kin = 0;  // PeopleWords::Form::kin, if the role is one
    Gender gender = Gender::unknown;
    bool is_numbered = false;
  };

  explicit PeoplePhrases(const Language& language) : known_(language) {}

  /// Begins a transcript, which must outlive what is asked about it.
  void begin(const Transcript& transcript);
  void read(const Sentence& sentence);

  [[nodiscard]] const PeopleWords& known() const { return known_; }
  [[nodiscard]] const std::vector<Word>& words() const { return words_; }
  [[nodiscard]] std::uint32_t seen() const { return seen_; }  // the cues among the words, `cue_bits`
  [[nodiscard]] std::string_view text_of(std::size_t i) const { return slice(transcript_->text, words_[i].span); }
  [[nodiscard]] bool says(std::size_t i, List list) const { return i < words_.size() && words_[i].is_in(list); }
  [[nodiscard]] bool ends_clause(std::size_t i) const { return i + 1 >= words_.size() || words_[i].clause_end; }

  /// A name as it is written: "Tom" of "my uncle Tom".
  [[nodiscard]] bool is_name(std::size_t i) const;
  /// The kin a word names with those around it: "great aunt" and "mother in law" are kin of their own.
  [[nodiscard]] std::uint32_t kin_of(std::size_t i) const;
  /// The first of the words that tell more of the person of word i: "my own older brother". What only stands before it tells nothing of
  /// it: "when I was younger dad left", "as a kid Mum sang".
  [[nodiscard]] std::size_t phrase_begin(std::size_t i) const;
  /// Which of several people of a kin is spoken of: "older", or "".
  [[nodiscard]] std::string which(std::size_t i) const;

  /// The redacted name that word i is. Places, dates and the like are no people.
  [[nodiscard]] std::optional<RedactedName> redacted_name(std::size_t i) const;
  /// Whether word i can be said of whom a redacted name stands for: a name that says a kin is nobody of another kin.
  [[nodiscard]] bool is_one(std::size_t i, const RedactedName& redacted) const;

  /// Whom word i, a kin word, a title or one like "nurse", speaks of, and where that phrase begins.
  [[nodiscard]] Person person_at(std::size_t i, Role role) const;
  /// The "just" or "nobody but" behind word i.
  [[nodiscard]] std::optional<std::size_t> exception_behind(std::size_t i) const;
  /// Who does what the clause says: "my mum and a nurse came", not "I saw my mum".
  [[nodiscard]] bool is_subject(std::size_t person) const;

 private:
  void add_word(const Token& token, const PeopleWords::Form& form);
  void add_behind(Word& word, const Token& token) const;
  [[nodiscard]] std::string phrase(std::size_t first, std::size_t last) const;
  [[nodiscard]] bool is_capital(std::size_t i) const;
  [[nodiscard]] bool is_ageless(std::size_t i) const;
  [[nodiscard]] bool opens_phrase(std::size_t i) const;
  [[nodiscard]] bool stands_alone(std::size_t opener, std::size_t i) const;
  [[nodiscard]] bool is_named(std::size_t i) const;
  [[nodiscard]] std::optional<std::size_t> opener_of(std::size_t i) const;
  [[nodiscard]] std::size_t start_of(std::size_t opener) const;
  [[nodiscard]] std::optional<std::size_t> word_before(std::size_t at) const;
  [[nodiscard]] bool is_being(std::size_t i) const;
  [[nodiscard]] bool is_presented(std::size_t from) const;
  [[nodiscard]] bool is_likened(std::size_t from) const;
  [[nodiscard]] bool is_likened_too(std::size_t from, std::size_t last) const;
  [[nodiscard]] bool is_fragment(std::size_t from, std::size_t last) const;
  [[nodiscard]] bool is_apposed(std::size_t from, std::size_t last) const;
  [[nodiscard]] bool is_told_behind(std::size_t from, std::size_t last) const;
  [[nodiscard]] bool begins_person(std::size_t i) const;
  [[nodiscard]] bool is_named_behind(std::size_t i) const;

  PeopleWords known_;
  const Transcript* transcript_ = nullptr;
  std::vector<Word> words_;
  std::uint32_t seen_ = 0;
};

/// Whether two words may be said of one person.
[[nodiscard]] bool agree(Gender one, Gender other);

/// Sets of cues, a bit each.
template <typename... Cues>
constexpr std::uint32_t cue_bits(Cues... cues) { return ((std::uint32_t{1} << static_cast<unsigned>(cues)) | ...); }

/// The cues of words that may name a person.
constexpr std::uint32_t kCuesOfPeople = cue_bits(PeopleWords::Cue::kin, PeopleWords::Cue::pronoun, PeopleWords::Cue::others,
                                                 PeopleWords::Cue::stranger, PeopleWords::Cue::title);

}  // namespace attune
