#include "attune/coding/adjectives.h"

#include <algorithm>
#include <array>
#include <utility>

#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::size_t kLongestWord = 3;      // "good role model"
constexpr std::size_t kAskedFor = 5;
constexpr std::size_t kShortProbe = 4;       // words: "And kind?"
constexpr std::size_t kSharedStem = 4;       // letters: "close" and "closeness", "fair" and "fairly"
constexpr std::size_t kFewestWordsToldOf = 3;

/// What forms of a word begin with: "caring" and "cared", "loving" and "loved", without the ending.
std::string_view stem_of(std::string_view offered, const std::vector<std::string>& endings) {
  for (const std::string& ending : endings)
    if (offered.size() >= kSharedStem + ending.size() - 1 && offered.ends_with(ending)) return offered.substr(0, offered.size() - ending.size());
  return offered;
}

bool has_stem(std::string_view word, std::string_view stem) { return stem.size() >= 3 && word.starts_with(stem) && word.size() <= stem.size() + 5; }

bool says(std::span<const SpokenWord> words, std::size_t at, const std::vector<std::string>& phrase) {
  const auto is_same = [](const std::string& word, const SpokenWord& spoken) { return word == spoken.text; };
  return phrase.size() <= words.size() - at && std::equal(phrase.begin(), phrase.end(), words.begin() + static_cast<std::ptrdiff_t>(at), is_same);
}

/// Where a phrase, or a form of a single word, is said first, if it is.
std::optional<std::size_t> find_word(std::span<const SpokenWord> words, const std::vector<std::string>& phrase, const std::vector<std::string>& endings) {
  const std::string_view stem = phrase.size() == 1 ? stem_of(phrase[0], endings) : "";
  for (std::size_t i = 0; i < words.size(); ++i)
    if (says(words, i, phrase) || has_stem(words[i].text, stem)) return i;
  return std::nullopt;
}

std::vector<SpokenWord> words_of_turn(const Transcript& transcript, std::uint32_t turn) {
  return spoken_words(transcript, transcript.turns[turn].first_token, transcript.turns[turn].token_end);
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

Span span_of(const std::vector<SpokenWord>& words) { return {words.front().span.begin, words.back().span.end}; }

}  // namespace

struct AdjectiveReader::Offered {
  std::vector<std::string> words;
  Span span;
  Span sentence;            // it was offered in
  bool is_explained = false;  // the sentence says more than the words it offers
  std::vector<std::uint32_t> turns;  // of the participant, behind its probe
  bool probed = false;
};

AdjectiveReader::AdjectiveReader(const Language& language)
    : episodes_(language),
      lead_ins_(language.adjectives.lead_ins),
      no_adjectives_(language.adjectives.no_adjectives),
      denials_(language.episodes.denials),
      somebody_(language.adjectives.somebody),
      good_(language.adjectives.good),
      hurtful_(language.adjectives.hurtful),
      contrary_(language.adjectives.contrary),
      owned_(language.adjectives.owned),
      joins_(language.adjectives.joins),
      endings_(language.adjectives.endings) {}

std::vector<Adjective> AdjectiveReader::find(const Transcript& transcript) const {
  std::vector<Adjective> found;
  for (const Section& section : transcript.sections)
    if (section.key.starts_with("adj_")) read_section(transcript, section, found);
  return found;
}

/// The words a turn offers: what is left between punctuation and "and" without its lead-in, when it is short and holds no
/// word that tells or refers ("was", "she", "the").
std::vector<AdjectiveReader::Offered> AdjectiveReader::words_of(const Transcript& transcript, std::uint32_t turn) const {
  std::vector<Offered> offered;
  for (const SpokenSentence& sentence : sentences_of(transcript, turn)) {
    const std::size_t first_of_sentence = offered.size();
    bool explains = false;
    for (std::size_t begin = 0; begin < sentence.size();) {
      std::size_t end = begin;
      while (end < sentence.size() && joins_.match(sentence, end) == 0 && !(sentence[end].ends_clause)) ++end;
      const bool at_and = end < sentence.size() && joins_.match(sentence, end) > 0;
      const std::size_t next = std::min(end + 1, sentence.size());
      if (!at_and) end = next;
      std::size_t first = begin;
      while (first < end) {
        const std::size_t length = lead_ins_.match(sentence, first);
        if (length == 0 || first + length > end) break;
        first += length;
      }
      std::vector<std::string> words;
      bool fits = first < end && end - first <= kLongestWord;
      for (std::size_t i = first; fits && i < end; ++i) {
        fits = no_adjectives_.match(sentence, i) == 0;
        words.push_back(sentence[i].text);
      }
      const bool is_new = std::ranges::none_of(offered, [&](const Offered& other) { return find_word(std::span(sentence).subspan(first, end - first), other.words, endings_).has_value(); });
      explains = explains || (first < end && !fits);
      if (fits && is_new) offered.push_back({std::move(words), {sentence[first].span.begin, sentence[end - 1].span.end}, span_of(sentence), false, {}, false});
      begin = next;
    }
    for (std::size_t i = first_of_sentence; i < offered.size(); ++i) offered[i].is_explained = explains;
  }
  return offered;
}

void AdjectiveReader::read_section(const Transcript& transcript, const Section& section, std::vector<Adjective>& found) const {
  std::vector<Offered> offered;
  std::size_t at_hand = 0;
  bool is_listing = true;
  bool heard_question = false;
  for (std::uint32_t turn = section.first_turn; turn < section.turn_end; ++turn) {
    const Role role = transcript.turns[turn].role;
    if (role == Role::participant) {
      if (!is_listing) {
        for (Offered& word : offered)
          if (&word == &offered[at_hand]) word.turns.push_back(turn);
        continue;
      }
      for (Offered& word : words_of(transcript, turn)) {
        const bool is_new = std::ranges::none_of(offered, [&](const Offered& other) { return other.words == word.words; });
        if (is_new) offered.push_back(std::move(word));
      }
      continue;
    }
    if (role != Role::interviewer || !std::exchange(heard_question, true)) continue;
    // The word that is taken up: the last named that was not yet at hand.
    const std::vector<SpokenWord> words = words_of_turn(transcript, turn);
    std::vector<std::pair<std::size_t, std::size_t>> named;  // place in the turn, word
    for (std::size_t i = 0; i < offered.size(); ++i)
      if (const auto place = find_word(words, offered[i].words, endings_)) named.emplace_back(*place, i);
    std::ranges::sort(named);
    for (const auto& [place, word] : named) {
      const bool is_return = offered[word].probed && words.size() > kShortProbe;
      if (is_return) continue;
      offered[word].probed = true;
      at_hand = word;
      is_listing = false;
    }
  }
  // More than were asked for: those that nobody took up were most likely no offers, or were taken back.
  for (std::size_t i = offered.size(); i > 0 && offered.size() > kAskedFor; --i)
    if (!offered[i - 1].probed && std::ranges::any_of(offered, &Offered::probed)) offered.erase(offered.begin() + static_cast<std::ptrdiff_t>(i) - 1);
  if (offered.size() > kAskedFor && std::ranges::none_of(offered, &Offered::probed)) offered.resize(kAskedFor);
  int order = 0;
  for (Offered& word : offered) {
    Adjective adjective;
    adjective.figure = section.key.substr(std::string_view("adj_").size());
    adjective.word = joined(word.words);
    adjective.order = ++order;
    adjective.probed = word.probed;
    adjective.offered = word.span;
    if (word.probed) {
      Judged judged = judge(transcript, word.words, word.turns);
      if (word.turns.empty() && word.is_explained) judged = {Support::restated, {word.sentence}};
      adjective.support = judged.support;
      adjective.passages = std::move(judged.passages);
    }
    found.push_back(std::move(adjective));
  }
}

AdjectiveReader::Judged AdjectiveReader::judge(const Transcript& transcript, const std::vector<std::string>& word, const std::vector<std::uint32_t>& turns) const {
  Judged specific{Support::specific, {}}, general{Support::general, {}}, restated{Support::restated, {}}, against{Support::contradicted, {}};
  std::vector<SpokenWord> self;
  for (const std::string& part : word) self.push_back({{}, part, hash_of(part), 1, false, false});
  const bool is_good = std::ranges::any_of(self, [&](const SpokenWord& part) { return good_.match(std::span(&part, 1), 0) > 0; });
  bool is_hurtful = false, is_reasserted = false, is_owned = false, is_denied = false;
  for (std::uint32_t turn : turns) {
    const std::vector<SpokenSentence> sentences = sentences_of(transcript, turn);
    const std::vector<EpisodeSigns> signs = episodes_.signs(transcript, turn, sentences);
    for (const Episode& episode : episodes_of(turn, signs)) specific.passages.push_back(episode.span);
    std::size_t number = 0;
    for (const SpokenSentence& sentence : sentences) {
      const EpisodeSigns& tells = signs[number++];
      bool denies = false, somebody = false, hurts = false, contrary = false;
      std::size_t told = 0;
      for (std::size_t i = 0; i < sentence.size(); ++i) {
        denies = denies || denials_.match(sentence, i) > 0;
        somebody = somebody || somebody_.match(sentence, i) > 0;
        hurts = hurts || hurtful_.match(sentence, i) > 0;
        contrary = contrary || contrary_.match(sentence, i) > 0;
        is_owned = is_owned || owned_.match(sentence, i) > 0;
        told += sentence[i].words;
      }
      const std::optional<std::size_t> again = find_word(sentence, word, endings_);
      if (is_good && (hurts || contrary)) {
        is_hurtful = is_hurtful || hurts;
        against.passages.push_back(span_of(sentence));
      }
      // "but she was a very cheerful woman": said once more, after what speaks against it.
      if (again && !against.passages.empty() && (against.passages.back().end < sentence[*again].span.begin || contrary || hurts)) is_reasserted = true;
      is_denied = is_denied || denies;
      if (denies) continue;
      // A habit or a deed of somebody, however often; the word said again with nothing done is no support.
      if (somebody && told >= kFewestWordsToldOf && (tells.habits > 0 || tells.events > 0)) general.passages.push_back(span_of(sentence));
      else if (again) restated.passages.push_back(span_of(sentence));
    }
  }
  if (!against.passages.empty() && !is_owned && (is_hurtful || is_reasserted)) return against;
  if (!specific.passages.empty()) return specific;
  if (!general.passages.empty()) return general;
  // "She was very loving. Nothing springs to mind": asked for more, and refused.
  if (!is_denied && !restated.passages.empty()) return restated;
  return {};
}

}  // namespace attune
