#include "attune/coding/density.h"

#include <algorithm>

namespace attune {

std::uint32_t words_in(const Transcript& transcript, Span span) {
  auto token = std::ranges::lower_bound(transcript.tokens, span.begin, {}, [](const Token& t) { return t.span.begin; });
  std::uint32_t words = 0;
  for (; token != transcript.tokens.end() && token->span.begin < span.end; ++token) words += token->words;
  return words;
}

std::vector<Span> dense_stretches(const Transcript& transcript, std::span<const Span> passages, const Density& density) {
  std::vector<Span> apart;
  for (Span passage : passages)
    if (apart.empty() || passage.begin >= apart.back().end) apart.push_back(passage);
  std::vector<Span> stretches;
  const auto hits = static_cast<std::size_t>(density.hits);
  for (std::size_t last = hits - 1; last < apart.size(); ++last) {
    const Span stretch{apart[last + 1 - hits].begin, apart[last].end};
    if (words_in(transcript, stretch) > static_cast<std::uint32_t>(density.words)) continue;
    if (!stretches.empty() && stretch.begin <= stretches.back().end) stretches.back().end = stretch.end;
    else stretches.push_back(stretch);
  }
  return stretches;
}

}  // namespace attune
