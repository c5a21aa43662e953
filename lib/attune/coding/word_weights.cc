#include "attune/coding/word_weights.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "attune/text/unicode.h"

namespace attune {
namespace {

// Whole hundredths add up to the same in every order.
int hundredths(double weight) { return static_cast<int>(std::lround(weight * 100)); }

}  // namespace

bool has_weight(const Unit& unit) { return unit.kind == TokenKind::word && unit.has_form && !unit.skippable; }

std::vector<std::string> weighed_words(std::string_view form) {
  constexpr std::string_view kContracted = "n't";
  std::string word = folded(form);
  if (word.size() <= kContracted.size() || !word.ends_with(kContracted)) return {std::move(word)};
  word.resize(word.size() - kContracted.size());
  return {std::move(word), std::string(kContracted)};
}

std::vector<UnitRange> stretches_of(std::span<const int> words_by_sentence) {
  std::vector<UnitRange> stretches;
  const auto count = static_cast<std::uint32_t>(words_by_sentence.size());
  for (std::uint32_t sentence = 0; sentence < count; ++sentence) {
    UnitRange stretch{sentence, sentence + 1};
    int words = words_by_sentence[sentence];
    const auto fits = [&](std::uint32_t other) { return words + words_by_sentence[other] <= WordWeights::kStretchWords; };
    for (bool grew = true; grew;) {
      grew = false;
      if (stretch.end < count && fits(stretch.end)) words += words_by_sentence[stretch.end++], grew = true;
      if (stretch.begin > 0 && fits(stretch.begin - 1)) words += words_by_sentence[--stretch.begin], grew = true;
    }
    stretches.push_back(stretch);
  }
  return stretches;
}

WordWeigher::WordWeigher(const std::vector<Codebook>& codebooks) {
  for (std::uint32_t i = 0; i < codebooks.size(); ++i)
    for (const Marker& marker : codebooks[i].markers) {
      if (!marker.words) continue;
      const MarkCode code = code_of(marker, codebooks[i]);
      const int keeps = marker.words->keeps ? hundredths(*marker.words->keeps) : std::numeric_limits<int>::min();
      lists_.push_back({&marker, i, code.code, code.subcode, hundredths(marker.threshold), keeps});
      bases_.push_back(hundredths(marker.words->base));
    }
  for (std::size_t list = 0; list < lists_.size(); ++list)
    for (const auto& [word, weight] : lists_[list].marker->words->words) {
      std::vector<std::int16_t>& row = weights_[word];
      row.resize(lists_.size(), 0);
      row[list] = static_cast<std::int16_t>(hundredths(weight));
    }
}

void WordWeigher::learn(const Vocabulary& vocabulary) {
  if (lists_.empty()) return;
  for (std::size_t form = rows_.size() / lists_.size(); form < vocabulary.size(); ++form) {
    rows_.resize(rows_.size() + lists_.size(), 0);
    std::int16_t* const row = rows_.data() + form * lists_.size();
    for (const std::string& word : weighed_words(vocabulary.form(static_cast<std::uint32_t>(form))))
      if (const auto known = weights_.find(word); known != weights_.end())
        for (std::size_t list = 0; list < lists_.size(); ++list) row[list] = static_cast<std::int16_t>(row[list] + known->second[list]);
  }
}

void WordWeigher::begin_turn(const TurnUnits& turn) {
  const std::size_t count = lists_.size();
  own_.assign(turn.sentences.size() * count, 0);
  spans_.clear();
  std::vector<int> words;
  for (std::size_t s = 0; s < turn.sentences.size(); ++s) {
    const UnitRange sentence = turn.sentences[s];
    spans_.push_back({turn.units[sentence.begin].span.begin, turn.units[sentence.end - 1].span.end});
    std::int64_t* const own = own_.data() + s * count;
    words.push_back(0);
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      if (!has_weight(turn.units[i])) continue;
      ++words.back();
      const std::int16_t* const row = rows_.data() + turn.units[i].form * count;
      for (std::size_t list = 0; list < count; ++list) own[list] += row[list];
    }
  }
  stretches_ = stretches_of(words);
  sums_.assign(own_.size(), 0);
  for (std::size_t s = 0; s < stretches_.size(); ++s) {
    std::int64_t* const sum = sums_.data() + s * count;
    std::ranges::copy(bases_, sum);
    for (std::uint32_t other = stretches_[s].begin; other < stretches_[s].end; ++other)
      for (std::size_t list = 0; list < count; ++list) sum[list] += own_[other * count + list];
  }
}

bool WordWeigher::keeps(std::size_t list, Span passage) const {
  for (std::size_t s = 0; s < spans_.size(); ++s)
    if (overlap(spans_[s], passage) && sum(list, s) >= lists_[list].keeps) return true;
  return false;
}

std::vector<WordWeigher::Reached> WordWeigher::reached(std::size_t list) const {
  std::vector<Reached> all;
  for (std::size_t begin = 0; begin < spans_.size(); ++begin) {
    std::size_t end = begin, heaviest = begin;
    for (; end < spans_.size() && sum(list, end) >= lists_[list].threshold; ++end)
      if (own_[end * lists_.size() + list] > own_[heaviest * lists_.size() + list]) heaviest = end;
    if (end > begin) all.push_back({{spans_[begin].begin, spans_[end - 1].end}, spans_[heaviest]}), begin = end;
  }
  return all;
}

}  // namespace attune
