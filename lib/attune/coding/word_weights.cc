#include "attune/coding/word_weights.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <utility>

#include "attune/text/unicode.h"

namespace attune {
namespace {

// Whole hundredths add up to the same in every order.
int hundredths(double weight) { return static_cast<int>(std::lround(weight * 100)); }

constexpr int kMostWeighedWords = 2;  // of a form

}  // namespace

std::vector<std::string> weighed_words(std::string_view form) {
  constexpr std::string_view kContracted = "n't";
  std::string word = folded(form);
  if (word.size() <= kContracted.size() || !word.ends_with(kContracted)) return {std::move(word)};
  word.resize(word.size() - kContracted.size());
  return {std::move(word), std::string(kContracted)};
}

std::vector<UnitRange> stretches_of(std::span<const int> words_by_sentence, std::vector<UnitRange> buffer) {
  std::vector<UnitRange> stretches = std::move(buffer);
  stretches.clear();
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
  for (const Codebook& codebook : codebooks)
    for (const Marker& marker : codebook.markers) {
      if (!marker.words) continue;
      const int keeps = marker.words->keeps ? hundredths(*marker.words->keeps) : std::numeric_limits<int>::min();
      lists_.push_back({&marker, hundredths(marker.threshold), keeps, hundredths(marker.words->base)});
    }
  blocks_ = (lists_.size() + kBlock - 1) / kBlock;
  // Where there is no list nothing is reached.
  needed_.resize(blocks_);
  for (Sums& needed : needed_) needed.fill(1);
  int heaviest = 1;
  for (std::size_t list = 0; list < lists_.size(); ++list) {
    needed_[list / kBlock][list % kBlock] = static_cast<std::uint32_t>(lists_[list].threshold - lists_[list].base);
    for (const auto& [word, weight] : lists_[list].marker->words->words) {
      std::vector<Weights>& row = weights_[word];
      row.resize(blocks_, Weights{});
      row[list / kBlock][list % kBlock] = static_cast<std::int16_t>(hundredths(weight));
      heaviest = std::max(heaviest, kMostWeighedWords * std::abs(hundredths(weight)));
    }
  }
  at_once_ = static_cast<std::size_t>(std::numeric_limits<std::int16_t>::max() / heaviest);
  // Half of what fits leaves room for the threshold that is taken off.
  most_ = static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max() / 2 / heaviest);
  forget();
}

void WordWeigher::forget() {
  row_of_.clear();
  rows_.assign(blocks_, Weights{});
}

void WordWeigher::learn(const Vocabulary& vocabulary) {
  if (lists_.empty()) return;
  while (row_of_.size() < vocabulary.size()) {
    const std::size_t row = rows_.size();
    for (const std::string& word : weighed_words(vocabulary.form(static_cast<std::uint32_t>(row_of_.size())))) {
      const auto known = weights_.find(word);
      if (known == weights_.end()) continue;
      rows_.resize(row + blocks_, Weights{});
      for (std::size_t block = 0; block < blocks_; ++block)
        for (std::size_t i = 0; i < kBlock; ++i) rows_[row + block][i] = static_cast<std::int16_t>(rows_[row + block][i] + known->second[block][i]);
    }
    row_of_.push_back(rows_.size() == row ? 0 : static_cast<std::uint32_t>(row / blocks_));
  }
}

void WordWeigher::begin_turn(const TurnUnits& turn) {
  spans_.clear();
  before_.assign(blocks_, Sums{});
  counts_.clear();
  for (const UnitRange sentence : turn.sentences) {
    spans_.push_back({turn.units[sentence.begin].span.begin, turn.units[sentence.end - 1].span.end});
    counts_.push_back(gather_words(turn, sentence));
    for (std::size_t block = 0; block < blocks_; ++block) before_.push_back(sum_of_words(block));
  }
  stretches_ = stretches_of(counts_, std::move(stretches_));
  missing_.clear();
  for (std::size_t block = 0; block < blocks_; ++block) {
    Sums missing;
    missing.fill(~std::uint32_t{0});
    for (const UnitRange stretch : stretches_) {
      const Sums &begin = before_[stretch.begin * blocks_ + block], &end = before_[stretch.end * blocks_ + block];
      for (std::size_t i = 0; i < kBlock; ++i) missing[i] &= end[i] - begin[i] - needed_[block][i];
    }
    missing_.push_back(missing);
  }
}

/// Finds the rows of a sentence's words; how many words it has.
int WordWeigher::gather_words(const TurnUnits& turn, UnitRange sentence) {
  words_.resize(sentence.end - sentence.begin);
  int words = 0;
  std::size_t weighed = 0;
  for (const Unit& unit : std::span(turn.units).subspan(sentence.begin, words_.size())) {
    if (!has_weight(unit)) continue;
    ++words;
    const std::uint32_t row = row_of_[unit.form];
    words_[weighed] = rows_.data() + row * blocks_;
    weighed += static_cast<std::size_t>(row != 0);
  }
  words_.resize(std::min(weighed, most_));
  return words;
}

/// What is said up to the end of the sentence at hand. REQUIRES: the blocks before this one are in `before_` already.
WordWeigher::Sums WordWeigher::sum_of_words(std::size_t block) const {
  Sums all = before_[before_.size() - blocks_];
  for (std::size_t begin = 0; begin < words_.size(); begin += at_once_) {
    Weights sum{};
    for (const Weights* word : std::span(words_).subspan(begin, std::min(at_once_, words_.size() - begin)))
      for (std::size_t i = 0; i < kBlock; ++i) sum[i] = static_cast<std::int16_t>(sum[i] + word[block][i]);
    for (std::size_t i = 0; i < kBlock; ++i) all[i] += static_cast<std::uint32_t>(sum[i]);
  }
  return all;
}

bool WordWeigher::keeps(std::size_t list, Span passage) const {
  for (std::size_t s = 0; s < spans_.size() && spans_[s].begin < passage.end; ++s)
    if (overlap(spans_[s], passage) && sum(list, s) >= lists_[list].keeps) return true;
  return false;
}

std::vector<WordWeigher::Reached> WordWeigher::reached(std::size_t list) const {
  const auto own = [&](std::size_t sentence) { return said(list, {static_cast<std::uint32_t>(sentence), static_cast<std::uint32_t>(sentence) + 1}); };
  std::vector<Reached> all;
  if (!is_reached(list)) return all;
  for (std::size_t begin = 0; begin < spans_.size(); ++begin) {
    std::size_t end = begin, heaviest = begin;
    for (; end < spans_.size() && sum(list, end) >= lists_[list].threshold; ++end)
      if (own(end) > own(heaviest)) heaviest = end;
    if (end > begin) all.push_back({{spans_[begin].begin, spans_[end - 1].end}, spans_[heaviest]}), begin = end;
  }
  return all;
}

}  // namespace attune
