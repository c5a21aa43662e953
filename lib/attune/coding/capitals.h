// A text as words with their capital letters, for what looks for names.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "attune/text/span.h"

namespace attune {

/// A word as it is written: letters, with apostrophes and hyphens within; a final 's or 'S is not part of it.
struct WrittenWord {
  Span span;
  std::string folded;
  bool capital = false;       // its first letter
  bool shouted = false;       // its second letter too
  bool starts = false;        // the first of a sentence, of a quotation, or of a turn: its capital says nothing
  bool follows = false;       // only blanks, or the full stop of an abbreviation, part it from the word before
  bool behind_comma = false;

  bool operator==(const WrittenWord&) const = default;
};

/// REQUIRES: valid UTF-8. "\x02" begins a turn; other control characters part words and say nothing about sentences.
[[nodiscard]] std::vector<WrittenWord> written_words(std::string_view text);

/// What the hyphens of a word part; the word itself where it has none.
[[nodiscard]] std::vector<std::string_view> hyphen_parts(std::string_view word);

/// Whether the byte at `at` belongs to a letter or digit.
[[nodiscard]] bool is_letter_or_digit(std::string_view text, std::size_t at);

}  // namespace attune
