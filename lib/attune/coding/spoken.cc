#include "attune/coding/spoken.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "attune/text/tokenize.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

bool is_said(TokenKind kind) {
  return kind == TokenKind::word || kind == TokenKind::number || kind == TokenKind::redacted || kind == TokenKind::uncertain;
}

}  // namespace

std::vector<SpokenWord> spoken_words(const Transcript& transcript, std::uint32_t first, std::uint32_t end) {
  std::vector<SpokenWord> words;
  for (std::uint32_t i = first; i < end; ++i) {
    const Token& token = transcript.tokens[i];
    const std::string_view text = slice(transcript.text, token.span);
    if (token.kind == TokenKind::punctuation && !words.empty()) {
      words.back().ends_clause = true;
      words.back().ends_frame = words.back().ends_frame || text == ";" || text == ":" || text == "\u2014" || text == "\u2013";
    }
    if (!is_said(token.kind)) continue;
    const Span inner{token.span.begin + token.inner_begin, token.span.end - token.inner_end};
    words.push_back({token.span, folded(slice(transcript.text, inner)), token.words, false, false});
  }
  return words;
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
    if (!words.empty()) phrases_.push_back(std::move(words));
  }
  std::ranges::sort(phrases_);
}

std::size_t PhraseList::match(std::span<const SpokenWord> words, std::size_t at) const {
  std::size_t longest = 0;
  const auto first = std::ranges::lower_bound(phrases_, words[at].text, {}, [](const auto& phrase) { return phrase.front(); });
  for (auto phrase = first; phrase != phrases_.end() && phrase->front() == words[at].text; ++phrase) {
    if (phrase->size() > words.size() - at) continue;
    const bool fits = std::equal(phrase->begin(), phrase->end(), words.begin() + static_cast<std::ptrdiff_t>(at),
                                 [](const std::string& word, const SpokenWord& spoken) { return word == spoken.text; });
    if (fits) longest = std::max(longest, phrase->size());
  }
  return longest;
}

}  // namespace attune
