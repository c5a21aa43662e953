// A stretch of talk as plain words, for what looks at words across a whole transcript and needs no compiled phrases.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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
  std::uint64_t hash = 0;        // hash_of(text)
  std::uint8_t words = 0;      // what it counts for (Token::words)
  bool ends_clause = false;    // punctuation stands behind it
  bool ends_hedge = false;     // the same, but for the commas around a filler
  bool ends_frame = false;     // a semicolon, colon or dash stands behind it

  bool operator==(const SpokenWord&) const = default;
};

/// What a phrase list finds a word by: of its first bytes and its length.
[[nodiscard]] std::uint64_t hash_of(std::string_view folded_word);

/// The words of tokens [first, end): no fillers, retraces, pauses and the like. Redacted entities are words.
[[nodiscard]] std::vector<SpokenWord> spoken_words(const Transcript& transcript, std::uint32_t first, std::uint32_t end);

/// Whether a token is one of them.
[[nodiscard]] constexpr bool is_said(TokenKind kind) {
  constexpr auto bit = [](TokenKind said) { return std::uint32_t{1} << static_cast<unsigned>(said); };
  constexpr std::uint32_t kSaid = bit(TokenKind::word) | bit(TokenKind::number) | bit(TokenKind::redacted) | bit(TokenKind::uncertain);
  return (kSaid & bit(kind)) != 0;
}

using SpokenSentence = std::vector<SpokenWord>;

/// The sentences of a turn that have words, in order.
[[nodiscard]] std::vector<SpokenSentence> sentences_of(const Transcript& transcript, std::uint32_t turn);

/// Phrases of plain words, ready to be compared with spoken words.
class PhraseList {
 public:
  PhraseList() = default;
  explicit PhraseList(const std::vector<std::string>& phrases);

  /// How many words the longest phrase takes that begins with `words[at]`; 0 when none does.
  [[nodiscard]] std::size_t match(std::span<const SpokenWord> words, std::size_t at) const {
    return may_begin(words[at].hash) ? longest_match(words, at) : 0;
  }
  /// The words of the longest phrase.
  [[nodiscard]] std::size_t longest() const { return longest_; }

 private:
  /// Most words begin none: that is told from a few bits of the hash.
  [[nodiscard]] bool may_begin(std::uint64_t hash) const { return (beginnings_[hash / 64 % beginnings_.size()] >> (hash % 64) & 1) != 0; }
  [[nodiscard]] std::size_t longest_match(std::span<const SpokenWord> words, std::size_t at) const;

  struct Entry {
    std::uint64_t hash = 0;  // of the first word
    std::vector<std::string> words;
  };
  std::array<std::uint64_t, 16> beginnings_{};
  std::size_t longest_ = 0;
  std::vector<Entry> entries_;             // those whose first words share a bucket stand together
  std::vector<std::uint32_t> buckets_ = {0, 0};  // where each begins in entries_, and the end: a power of two, and one
};

}  // namespace attune
