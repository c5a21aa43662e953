#include "attune/learning/features.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <set>

#include "attune/coding/lexical.h"
#include "attune/coding/spoken.h"
#include "attune/coding/units.h"
#include "attune/coding/word_weights.h"

namespace attune {
namespace {

/// A word that a pattern can write as it stands.
bool is_plain(const std::string& word) {
  const bool has_letter = std::ranges::any_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
  return has_letter && std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || c == '\''; });
}

}  // namespace

std::vector<std::string> features_of(const Transcript& transcript) {
  return features_of(transcript, {0, std::numeric_limits<std::uint32_t>::max()});
}

std::vector<std::string> features_of(const Transcript& transcript, Span stretch) {
  std::set<std::string> features;
  for (const Sentence& sentence : transcript.sentences) {
    if (transcript.turns[sentence.turn].role != Role::participant || sentence.first_token == sentence.token_end) continue;
    const std::uint32_t begin = transcript.tokens[sentence.first_token].span.begin;
    if (begin < stretch.begin || begin >= stretch.end) continue;
    const std::vector<SpokenWord> words = spoken_words(transcript, sentence.first_token, sentence.token_end);
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (!is_plain(words[i].text)) continue;
      if (words[i].words > 0) features.insert(words[i].text);  // a clitic by itself says little
      if (i + 1 < words.size() && !words[i].ends_clause && is_plain(words[i + 1].text)) features.insert(words[i].text + " " + words[i + 1].text);
    }
  }
  return {features.begin(), features.end()};
}

WeighedWordReader::WeighedWordReader(const Language& language) : lexical_(std::make_shared<Lexical>(language)) {}

std::vector<std::string> WeighedWordReader::operator()(const Transcript& transcript, Span stretch) const {
  std::vector<std::string> words;
  for (std::uint32_t s = 0; s < transcript.sentences.size(); ++s) {
    const Sentence& sentence = transcript.sentences[s];
    if (transcript.turns[sentence.turn].role != Role::participant || sentence.first_token == sentence.token_end) continue;
    const std::uint32_t begin = transcript.tokens[sentence.first_token].span.begin;
    if (begin < stretch.begin || begin >= stretch.end) continue;
    for (const Unit& unit : units_of(transcript, s, s + 1, {}, *lexical_).units)
      if (has_weight(unit))
        for (std::string& word : weighed_words(lexical_->vocabulary().form(unit.form))) words.push_back(std::move(word));
  }
  std::ranges::sort(words);
  return words;
}

}  // namespace attune
