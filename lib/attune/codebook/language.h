// What rules must know of a language besides their own words: kin and their gender, irregular verbs, negators, number
// words, how common words are. Data in `codebooks/language/*.toml`, so it can be read and edited.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attune/text/records.h"

namespace attune {

/// A kind of relative: "grandmother" is spoken of as gran, nan, grandma ... Words may be several: "great aunt", "mother in law".
struct Kin {
  std::string id;
  Gender gender = Gender::unknown;
  std::vector<std::string> words;

  bool operator==(const Kin&) const = default;
};

/// Words and phrases that set a frame for what follows: `hypothetical`, `generic` (people at large) and `hedges`. `plain` are phrases
/// that only look so ("in May", "if you ask me"). `self` are the speaker's own pronouns, which make talk of "you" personal
/// again; `somebodys` make people at large somebody's ("your parents").
struct FrameWords {
  std::vector<std::string> hypothetical;
  std::vector<std::string> perfect;      // "would have": supposed only before a participle, "would have tea" is a habit
  std::vector<std::string> participles;  // those that are no past forms of `GrammarWords`: "been", "gone"
  std::vector<std::string> adverbs;      // may stand before a participle: "would have never gone"
  std::vector<std::string> generic;
  std::vector<std::string> hedges;
  std::vector<std::string> plain;
  std::vector<std::string> self;
  std::vector<std::string> somebodys;

  bool operator==(const FrameWords&) const = default;
};

/// Words by which a clause of its own is told from one that a negator reaches: "I couldn't sleep she sat with me", "I don't think she sat".
struct ClauseWords {
  std::vector<std::string> subjects;    // "she": a negator before it does not reach behind it, unless
  std::vector<std::string> takers;      // "think", "that": one of these stands right before it
  std::vector<std::string> new_ones;    // "and my": a negator before it never reaches behind it
  std::vector<std::string> no_denials;  // "can't stop", "no i": a negator that begins one of these negates nothing

  bool operator==(const ClauseWords&) const = default;
};

/// Forms by which tense and person are counted.
struct GrammarWords {
  std::vector<std::string> past;
  std::vector<std::string> present;
  std::vector<std::string> past_endings;  // "ed": a word with it is past too
  std::vector<std::string> not_past;      // but for these: "need", "bed"
  std::vector<std::string> first_person;
  std::vector<std::string> second_person;
  std::vector<std::string> third_person;
  std::vector<std::string> subjects;  // "he", "there": behind one of these "'s" is a verb

  bool operator==(const GrammarWords&) const = default;
};

/// Words by which a specific episode is told from a habit and from a memory that is denied.
struct EpisodeWords {
  std::vector<std::string> anchors;
  std::vector<std::string> habits;
  std::vector<std::string> denials;
  std::vector<std::string> speech;
  std::vector<std::string> same_form;  // "let", "put": past and present are one
  std::vector<std::string> same_form_after;  // "he", "and": behind one of these they are past
  std::vector<std::string> no_events;  // past forms that tell of states, or only help another verb
  std::vector<std::string> helping;        // habits that only help another verb: "would", "'d"
  std::vector<std::string> helping_else;   // before one of these they tell no habit: "would have", "'d better"
  std::vector<std::string> had;            // of the helping ones, those that may be "had": "'d"
  std::vector<std::string> had_before;     // past participles behind it: "'d gone"
  std::vector<std::string> age_after;      // "at": a number right behind it is an age
  std::vector<std::string> age_of;         // "i", "we": a number some words behind it is

  bool operator==(const EpisodeWords&) const = default;
};

/// Words for the check of adjectives: what leads an offer in, what is no offer, and what speaks against a good word.
struct AdjectiveWords {
  std::vector<std::string> lead_ins;
  std::vector<std::string> no_adjectives;
  std::vector<std::string> somebody;  // whose habits and deeds support a word
  std::vector<std::string> good;
  std::vector<std::string> hurtful;   // against any good word
  std::vector<std::string> contrary;  // against it when the word is said again all the same
  std::vector<std::string> owned;     // the speaker holds both sides together
  std::vector<std::string> joins;     // "and": between two words that are offered
  std::vector<std::string> endings;   // "ful", "ing": a word without one is still the word; tried in this order

  bool operator==(const AdjectiveWords&) const = default;
};

/// Words by which a number is an age: "was about seven", "seven years", "a seven year old".
struct AgeWords {
  std::vector<std::string> before;
  std::vector<std::string> between;  // may stand between these and the number
  std::vector<std::string> after;
  std::vector<std::string> unit;     // behind the number, and then one of `old`
  std::vector<std::string> old;

  bool operator==(const AgeWords&) const = default;
};

/// How an inflected form differs from its word: "carry" drops "y" and ends in "ies". A doubled consonant before the ending is passed over.
struct InflectionWords {
  std::vector<std::string> dropped;
  std::vector<std::string> endings;

  bool operator==(const InflectionWords&) const = default;
};

/// What an interviewer should not say: phrases that put an answer into somebody's mouth.
struct InterviewWords {
  std::vector<std::string> leading;

  bool operator==(const InterviewWords&) const = default;
};

struct Language {
  std::string id;
  std::vector<Kin> kin;
  std::vector<std::pair<std::string, std::string>> irregular;  // form, lemma: ("went", "go")
  std::vector<std::string> negators;                           // "not", "never"; words in "n't" are negators anyhow
  std::vector<std::string> clause_breaks;                      // "but": a negator before it does not reach behind it
  std::vector<std::string> numbers;                            // "one" to "ninety"
  std::vector<std::string> common;                             // the most frequent words of talk, most frequent first
  std::vector<std::pair<std::string, std::vector<std::string>>> people{};  // what words say of people: "died" = ["died", "drowned"]
  std::vector<std::pair<std::string, std::string>> which{};   // tells people of one kin apart, as which: ("elder", "older")
  ClauseWords clauses{};
  FrameWords frames{};
  GrammarWords grammar{};
  EpisodeWords episodes{};
  AdjectiveWords adjectives{};
  AgeWords ages{};
  InflectionWords inflection{};
  InterviewWords interview{};

  bool operator==(const Language&) const = default;
};

/// Throws `Errors` with every mistake and its place.
[[nodiscard]] Language parse_language(std::string_view toml, const std::string& file);

}  // namespace attune
