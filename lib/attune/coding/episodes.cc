#include "attune/coding/episodes.h"

#include <algorithm>
#include <string_view>

#include "attune/coding/quotations.h"

namespace attune {
namespace {

constexpr std::size_t kLongestEpisode = 4;  // sentences
constexpr int kEventsWithAnchor = 2;
constexpr int kEventsWithSpeech = 3;

bool is_number(std::string_view text) { return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }); }

/// Whether these sentences, one after the other, tell an episode.
bool is_episode(std::span<const EpisodeSigns> sentences) {
  EpisodeSigns all;
  for (const EpisodeSigns& sentence : sentences) {
    if (sentence.denied) return false;
    all.events += sentence.events;
    all.anchors += sentence.anchors;
    all.ages += sentence.ages;
    all.habits += sentence.habits;
    all.speech = all.speech || sentence.speech;
  }
  if (all.ages > 0 && all.events > 0 && all.habits <= all.events + 2) return true;
  if (all.anchors > 0) return all.events >= kEventsWithAnchor && all.events > all.habits;
  return all.speech && all.events >= kEventsWithSpeech && all.habits == 0;
}

}  // namespace

EpisodeReader::EpisodeReader(const Language& language)
    : past_(language.grammar),
      same_form_(language.episodes.same_form),
      same_form_after_(language.episodes.same_form_after),
      helping_(language.episodes.helping),
      helping_else_(language.episodes.helping_else),
      had_(language.episodes.had),
      had_before_(language.episodes.had_before),
      age_after_(language.episodes.age_after),
      age_of_(language.episodes.age_of),
      no_events_(language.episodes.no_events),
      anchors_(language.episodes.anchors),
      habits_(language.episodes.habits),
      denials_(language.episodes.denials),
      speech_(language.episodes.speech),
      numbers_(language.numbers) {}

bool EpisodeReader::is_event(std::span<const SpokenWord> words, std::size_t at) const {
  // "let", "put" with somebody before them and no "-s" are past.
  const bool same = at > 0 && same_form_.match(words, at) > 0 && same_form_after_.match(words, at - 1) > 0;
  const bool past = same || past_.has(words, at);
  if (!past || no_events_.match(words, at) > 0) return false;
  // "was scared", "had gone", "didn't go": a state, what lay before, what was not done.
  return at == 0 || no_events_.match(words, at - 1) == 0;
}

/// "He'd come", but not "he'd gone", "he'd have come", "I'd better".
bool EpisodeReader::is_habit(std::span<const SpokenWord> words, std::size_t at) const {
  if (habits_.match(words, at) == 0) return false;
  if (helping_.match(words, at) == 0 || at + 1 >= words.size()) return true;
  if (helping_else_.match(words, at + 1) > 0) return false;
  const bool is_past = past_.has(words, at + 1) || had_before_.match(words, at + 1) > 0;
  return !(had_.match(words, at) > 0 && is_past);
}

/// "I was seven", "I'd have been about ten", "when I was 7", "at eight".
bool EpisodeReader::is_age(std::span<const SpokenWord> words, std::size_t at) const {
  const std::string& text = words[at].text;
  if (numbers_.match(words, at) == 0 && !(is_number(text) && text.size() <= 2)) return false;
  if (at > 0 && age_after_.match(words, at - 1) > 0) return true;
  for (std::size_t back = 1; back <= 6 && back <= at; ++back) {
    if (age_of_.match(words, at - back) > 0) return back >= 2;
    if (words[at - back].ends_clause) return false;
  }
  return false;
}

std::vector<EpisodeSigns> EpisodeReader::signs(const Transcript& transcript, std::uint32_t turn, std::span<const SpokenSentence> sentences) const {
  std::vector<EpisodeSigns> all;
  const std::vector<Span> quotes = quotations(transcript, turn);
  for (const SpokenSentence& words : sentences) {
    EpisodeSigns signs;
    signs.span = {words.front().span.begin, words.back().span.end};
    for (std::size_t i = 0; i < words.size(); ++i) {
      signs.events += is_event(words, i);
      const bool age = is_age(words, i);
      signs.ages += age;
      signs.anchors += age || anchors_.match(words, i) > 0;
      signs.habits += is_habit(words, i);
      signs.denied = signs.denied || denials_.match(words, i) > 0;
      signs.speech = signs.speech || speech_.match(words, i) > 0;
    }
    signs.speech = signs.speech || std::ranges::any_of(quotes, [&](Span quote) { return overlap(quote, signs.span); });
    all.push_back(signs);
  }
  return all;
}

std::vector<Episode> episodes_of(std::uint32_t turn, std::span<const EpisodeSigns> sentences) {
  std::vector<Episode> episodes;
  for (std::size_t first = 0; first < sentences.size();) {
    // The shortest run that tells one; then as far as things go on happening.
    std::size_t end = first + 1;
    const std::size_t limit = std::min(first + kLongestEpisode, sentences.size());
    const auto run = [&](std::size_t to) { return sentences.subspan(first, to - first); };
    while (end < limit && !is_episode(run(end))) ++end;
    if ((sentences[first].events == 0 && sentences[first].anchors == 0) || !is_episode(run(end))) {
      ++first;
      continue;
    }
    while (end < limit && sentences[end].events > 0 && sentences[end].habits == 0 && !sentences[end].denied) ++end;
    episodes.push_back({turn, {sentences[first].span.begin, sentences[end - 1].span.end}});
    first = end;
  }
  return episodes;
}

}  // namespace attune
