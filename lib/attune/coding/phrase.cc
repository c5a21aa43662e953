#include "attune/coding/phrase.h"

#include <cassert>

namespace attune {
namespace {

/// Whether a gap is met before anything must be.
bool begins_with_gap(const PatternSequence& items) {
  for (const PatternItem& item : items) {
    if (item.kind == PatternItem::Kind::gap) return true;
    if (!is_passable(item)) return false;
  }
  return false;
}

}  // namespace

CompiledPhrase PhraseCompiler::compile(const std::string& pattern, const Codebook& codebook) {
  const ParsedPattern parsed = parse_pattern(pattern);
  assert(parsed.mistakes.empty() && !parsed.items.empty());
  const bool is_anchored = parsed.items.front().kind == PatternItem::Kind::start;
  return {&pattern, &codebook, &words_, begins_with_gap(parsed.items), is_anchored, outlines_of(parsed.items, codebook, words_, expressions_)};
}

}  // namespace attune
