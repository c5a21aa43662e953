// The phrase language of markers: what a psychologist writes, parsed into a small tree. See docs/codebooks.md.
//
//   seq  = item+            item = atom ["?"]
//   atom = word | word* | ~word | =Word | {lexicon} | <class ...> | (seq|seq) | ...N | ^ | $
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// One item of a phrase. A plain struct rather than a class a kind: the tree is small, and written and read in one
/// place each.
struct PatternItem {
  enum class Kind : std::uint8_t {
    word,         // text: folded
    prefix,       // text: folded, without the "*"
    inflection,   // text: folded, any inflected form
    exact,        // text: as written
    lexicon,      // text: name
    token_class,  // text: name; number: its argument (seconds of a pause), or -1
    group,        // alternatives
    gap,          // number: 0 to this many words
    start,        // of the scope
    end,
  };
  Kind kind = Kind::word;
  bool optional = false;
  int column = 1;  // in the pattern, in code points from 1
  double number = -1;
  std::string text;
  std::vector<std::vector<PatternItem>> alternatives;

  bool operator==(const PatternItem&) const = default;
};

using PatternSequence = std::vector<PatternItem>;

/// A mistake in a pattern: its column (code points, from 1), what was expected, what was found.
struct PatternMistake {
  int column = 1;
  std::string expected;
  std::string found;

  bool operator==(const PatternMistake&) const = default;
};

struct ParsedPattern {
  PatternSequence items;                 // empty when there are mistakes
  std::vector<PatternMistake> mistakes;  // every one, not the first
};

/// Parses `text`. Knows the grammar and the names of token classes; that a lexicon exists is checked by the caller.
[[nodiscard]] ParsedPattern parse_pattern(std::string_view text);

/// Whether an item can be passed without taking a token.
[[nodiscard]] bool is_passable(const PatternItem& item);

/// The names of the lexicons in a sequence, also in its alternatives.
[[nodiscard]] std::set<std::string> lexicons_in(const PatternSequence& items);

/// The default length of a bare "...", in words.
inline constexpr int kDefaultGap = 5;
/// A gap longer than this is a mistake: it would join what nobody said together.
inline constexpr int kLongestGap = 50;

}  // namespace attune
