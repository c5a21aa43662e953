#include "attune/formats/other_speakers.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>

#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

using Words = std::set<std::string_view>;

// Folded. Of the languages transcripts are most often in; words that are also names (es "ella", it "mia") are not among them.

/// Pronouns, verbs of saying, and words that begin or hold a clause.
const Words kTalk = {
    "i", "me", "my", "mine", "myself", "you", "your", "he", "him", "his", "she", "her", "hers", "it", "its", "we", "us", "our", "they", "them", "their", "this", "that", "these",
    "those", "who", "what", "which", "there", "someone", "somebody", "everyone", "everybody", "nobody", "i'm", "he's", "she's", "it's", "i'd", "he'd", "she'd", "i'll", "that's",
    "said", "say", "says", "saying", "told", "tell", "tells", "telling", "ask", "asks", "asked", "asking", "think", "thinks", "thinking", "thought", "reply", "replies", "replied",
    "shout", "shouts", "shouted", "shouting", "yell", "yells", "yelled", "yelling", "scream", "screams", "screamed", "screaming", "cried", "whispered", "whispers", "call", "called",
    "calls", "write", "writes", "wrote", "remember", "remembers", "remembered", "mean", "means", "meant", "feel", "feels", "felt", "goes", "went", "going", "begged", "answered",
    "am", "is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does", "did", "would", "could", "should",
    "but", "so", "because", "or", "if", "when", "well", "anyway", "like", "yes", "yeah", "no", "okay", "ok", "now", "maybe", "um", "uh", "er", "mhm",
    "ich", "mir", "mich", "mein", "meine", "wir", "uns", "sagt", "sagte", "sagten", "gesagt", "fragt", "fragte", "meint", "meinte", "dachte", "denke", "schrie", "rief",
    "je", "moi", "mon", "nous", "dit", "disait", "dis", "disais", "demandait", "pensais", "yo", "nosotros", "dije", "dijo", "decía", "dice", "digo", "dijeron", "pensé", "pregunté",
    "ik", "mij", "mijn", "hij", "zij", "wij", "zei", "zegt", "zeg", "vroeg", "dacht", "io", "mio", "noi", "disse", "dissi", "dico", "diceva", "eu", "meu", "disseram", "diz", "falei", "falou",
    "я", "ты", "он", "она", "мы", "они", "мне", "мой", "моя", "сказал", "сказала", "сказали", "говорит", "говорил", "говорила", "говорю", "спросил", "спросила", "думал", "думала"};

/// What counts up: a place in a row, and what people are asked for several of.
const Words kRow = {
    "first", "second", "third", "fourth", "fifth", "sixth", "firstly", "secondly", "thirdly", "last", "lastly", "finally", "next", "then", "also", "again", "later", "one", "two", "three",
    "four", "five", "word", "words", "adjective", "adjectives", "memory", "example", "part", "item", "number", "reason", "age", "year",
    "erstens", "zweitens", "drittens", "wort", "adjektiv", "dann", "primero", "segundo", "tercero", "luego", "palabra", "adjetivo", "premier", "puis", "ensuite", "mot", "adjectif",
    "woord", "parola", "palavra", "слово", "потом"};

const Words kTitles = {"dr", "mr", "mrs", "ms", "miss", "prof", "professor", "herr", "frau", "mme", "sr", "sra"};  // "Dr So" is somebody

std::vector<std::string_view> words_of(std::string_view label) {
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin < label.size();) {
    const std::size_t end = std::min(label.find(' ', begin), label.size());
    std::string_view word = label.substr(begin, end - begin);
    while (!word.empty() && (is_digit(word.back()) || word.back() == ',' || word.back() == '.')) word.remove_suffix(1);
    if (!word.empty()) words.push_back(word);
    begin = end + 1;
  }
  return words;
}

bool holds(const std::vector<std::string_view>& words, const Words& some) {
  if (!words.empty() && kTitles.contains(words.front())) return false;
  return std::ranges::any_of(words, [&](std::string_view word) { return some.contains(word); });
}

bool is_in(const std::vector<std::string>& names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

bool is_known(const LabelCandidate& candidate, const NotationProfile& profile) {
  const std::string name = label_name(candidate.name);
  return is_in(profile.interviewer_labels, name) || is_in(profile.participant_labels, name);
}

/// How a label that is none of the speakers' is used.
struct Use {
  int turns = 0;
  int own = 0;  // that stand where a turn of somebody else does
  bool known = false;
  std::set<std::string_view> numbers;  // with them, as typed: "word 1", "word 2"
};

bool is_sure(const Use& use, int busiest) {
  const bool often = use.known ? use.turns >= 2 : use.turns >= 3 && use.turns * 10 >= busiest;
  // Numbers that tell speakers apart are part of their names (tell_numbers_apart); others count something.
  return often && use.own * 4 >= use.turns && (use.known || use.numbers.size() == 1);
}

}  // namespace

bool is_phrase(const LabelCandidate& candidate) {
  const std::vector<std::string_view> words = words_of(candidate.whole);
  return words.size() > 1 && holds(words, kTalk);
}

bool may_be_name(std::string_view text, const LabelCandidate& candidate, const NotationProfile& profile) {
  constexpr std::size_t kMostWords = 3;
  if (is_known(candidate, profile)) return true;
  std::string_view label = slice(text, candidate.span);
  label.remove_prefix(std::min(label.find_first_not_of("*[<> "), label.size()));
  const std::vector<std::string_view> words = words_of(candidate.whole);
  if (words.size() > kMostWords || begins_small(label) || holds(words, kTalk)) return false;
  // "Second interviewer" is one.
  return !holds(words, kRow) || std::ranges::any_of(words, [&](std::string_view word) { return word.size() > 1 && is_in(profile.interviewer_labels, word); });
}

OtherSpeakers other_speakers(std::string_view text, const std::vector<LabelCandidate>& candidates, const Speakers& speakers, const NotationProfile& profile) {
  std::map<std::string_view, Use> uses;
  std::vector<std::string_view> names;  // that come again
  std::map<std::string_view, int> turns;
  int busiest = 0;
  Role before = Role::none;
  std::vector<Use*> waiting;  // to see who speaks behind
  for (const LabelCandidate& candidate : candidates) {
    const Role role = role_of(speakers, candidate.name);
    if (role != Role::none) {
      busiest = std::max(busiest, ++turns[candidate.name]);
      if (role == Role::participant)
        for (Use* use : waiting) ++use->own;
      waiting.clear();
      before = role;
      continue;
    }
    const bool is_key = is_in(profile.header_keys, candidate.name) && !is_known(candidate, profile);
    if (candidate.full_stop || is_key || !may_be_name(text, candidate, profile)) continue;
    Use& use = uses[candidate.name];
    use.known = is_known(candidate, profile);
    use.numbers.insert(candidate.whole);
    if (++use.turns == 2) names.push_back(candidate.name);
    if (speakers.interviewer.empty()) use.own += slice(text, candidate.body).find('?') != std::string_view::npos;
    else if (before != Role::participant) ++use.own;
    else waiting.push_back(&use);
  }
  OtherSpeakers others;
  for (std::string_view name : names) (is_sure(uses[name], busiest) ? others.sure : others.doubtful).emplace_back(name);
  return others;
}

}  // namespace attune
