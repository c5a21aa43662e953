// A stretch of talk as plain words, for what looks at words across a whole transcript and needs no compiled phrases.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attune/text/transcript.h"

namespace attune {

/// A word in the view as intended: folded, a clitic by itself.
struct SpokenWord {
  Span span;
  std::string text;
  std::size_t hash = 0;        // hash_of(text)
  std::uint8_t words = 0;      // what it counts for (Token::words)
  bool ends_clause = false;    // punctuation stands behind it
  bool ends_frame = false;     // a semicolon, colon or dash stands behind it

  bool operator==(const SpokenWord&) const = default;
};

/// What a phrase list finds a word by.
[[nodiscard]] inline std::size_t hash_of(std::string_view folded_word) { return std::hash<std::string_view>()(folded_word); }

/// The words of tokens [first, end): no fillers, retraces, pauses and the like. Redacted entities are words.
[[nodiscard]] std::vector<SpokenWord> spoken_words(const Transcript& transcript, std::uint32_t first, std::uint32_t end);

/// Phrases of plain words, ready to be compared with spoken words.
class PhraseList {
 public:
  PhraseList() = default;
  explicit PhraseList(const std::vector<std::string>& phrases);

  /// How many words the longest phrase takes that begins with `words[at]`; 0 when none does.
  [[nodiscard]] std::size_t match(std::span<const SpokenWord> words, std::size_t at) const;

 private:
  struct Entry {
    std::size_t hash = 0;  // of the first word
    std::vector<std::string> words;
  };
  std::vector<Entry> entries_;             // those whose first words share a bucket stand together
  std::vector<std::uint32_t> buckets_ = {0, 0};  // where each begins in entries_, and the end: a power of two, and one
};

}  // namespace attune
