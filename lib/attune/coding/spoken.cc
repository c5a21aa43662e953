#include "attune/coding/spoken.h"

#include <algorithm>
#include <bit>
#include <string_view>
#include <utility>

#include "attune/text/form_set.h"
#include "attune/text/tokenize.h"
#include "attune/text/unicode.h"

namespace attune {

std::uint64_t hash_of(std::string_view folded_word) {
  // The high half of a 128-bit product depends on every bit of both factors.
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(folded_start(folded_word) ^ 0x9E3779B97F4A7C15ULL) * (0xD6E8FEB86659FD93ULL ^ folded_word.size() << 56);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

namespace {

/// "I, um, don't know": the commas and dashes around what is passed over are passed over too, as in `units_of`.
bool is_passed_over(const Transcript& transcript, std::uint32_t mark, std::uint32_t first, std::uint32_t end) {
  const std::string_view text = slice(transcript.text, transcript.tokens[mark].span);
  if (text != "," && text != "-" && text != "\u2013" && text != "\u2014") return false;
  const auto skips = [&](std::uint32_t i) { return is_skippable(transcript.tokens[i].kind); };
  const auto is_space = [&](std::uint32_t i) { return transcript.tokens[i].kind == TokenKind::space; };
  std::uint32_t before = mark, behind = mark + 1;
  while (before > first && is_space(before - 1)) --before;
  while (behind < end && is_space(behind)) ++behind;
  return (before > first && skips(before - 1)) || (behind < end && skips(behind));
}

}  // namespace

std::vector<SpokenWord> spoken_words(const Transcript& transcript, std::uint32_t first, std::uint32_t end) {
  std::vector<SpokenWord> words;
  words.reserve(end - first);
  for (std::uint32_t i = first; i < end; ++i) {
    const Token& token = transcript.tokens[i];
    const std::string_view text = slice(transcript.text, token.span);
    if (token.kind == TokenKind::punctuation && !words.empty()) {
      words.back().ends_clause = true;
      words.back().ends_hedge = words.back().ends_hedge || !is_passed_over(transcript, i, first, end);
      words.back().ends_frame = words.back().ends_frame || text == ";" || text == ":" || text == "\u2014" || text == "\u2013";
    }
    if (!is_said(token.kind)) continue;
    const Span inner{token.span.begin + token.inner_begin, token.span.end - token.inner_end};
    SpokenWord& word = words.emplace_back();
    word.span = token.span;
    word.text = folded(slice(transcript.text, inner));
    word.hash = hash_of(word.text);
    word.words = token.words;
  }
  return words;
}

std::vector<SpokenSentence> sentences_of(const Transcript& transcript, std::uint32_t turn) {
  std::vector<SpokenSentence> sentences;
  auto sentence = std::ranges::lower_bound(transcript.sentences, turn, {}, &Sentence::turn);
  for (; sentence != transcript.sentences.end() && sentence->turn == turn; ++sentence)
    if (SpokenSentence words = spoken_words(transcript, sentence->first_token, sentence->token_end); !words.empty()) sentences.push_back(std::move(words));
  return sentences;
}

PhraseList::PhraseList(const std::vector<std::string>& phrases) {
  for (const std::string& phrase : phrases) {
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin < phrase.size();) {
      const std::size_t end = std::min(phrase.find(' ', begin), phrase.size());
      if (end > begin)
        for (std::string& part : split_clitics(folded(phrase.substr(begin, end - begin)))) words.push_back(std::move(part));
      begin = end + 1;
    }
    if (words.empty()) continue;
    longest_ = std::max(longest_, words.size());
    const std::size_t hash = hash_of(words.front());
    beginnings_[hash / 64 % beginnings_.size()] |= std::uint64_t{1} << (hash % 64);
    entries_.push_back({hash, std::move(words)});
  }
  const std::size_t buckets = std::bit_ceil(2 * entries_.size() + 1);
  const auto bucket_of = [&](const Entry& entry) { return entry.hash & (buckets - 1); };
  std::ranges::sort(entries_, {}, bucket_of);
  buckets_.assign(buckets + 1, 0);
  for (const Entry& entry : entries_) ++buckets_[bucket_of(entry) + 1];
  for (std::size_t i = 0; i < buckets; ++i) buckets_[i + 1] += buckets_[i];
}

std::size_t PhraseList::longest_match(std::span<const SpokenWord> words, std::size_t at) const {
  const std::size_t hash = words[at].hash;
  const std::size_t bucket = hash & (buckets_.size() - 2);
  std::size_t longest = 0;
  for (std::uint32_t i = buckets_[bucket]; i < buckets_[bucket + 1]; ++i) {
    const std::vector<std::string>& phrase = entries_[i].words;
    if (entries_[i].hash != hash || phrase.size() > words.size() - at || phrase.size() <= longest) continue;
    // Many begin with the same word: the others tell them apart.
    const auto is_said = [&](std::size_t k) { return phrase[k] == words[at + k].text; };
    std::size_t k = phrase.size() - 1;
    while (k > 0 && is_said(k)) --k;
    const bool fits = k == 0 && is_said(0);
    if (fits) longest = phrase.size();
  }
  return longest;
}

}  // namespace attune
