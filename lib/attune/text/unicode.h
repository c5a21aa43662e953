// Unicode: with sentence_breaks.cc the one place that names ICU. Text is UTF-8 everywhere; positions are bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attune/text/span.h"

namespace attune {

/// "72.1"
[[nodiscard]] std::string icu_version();
/// "15.0"
[[nodiscard]] std::string unicode_version();

/// Byte offset of the first byte that is not part of a UTF-8 character, or nothing when all are.
[[nodiscard]] std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// Simple case folding, character by character, with both apostrophes (' and U+2019) written as "'".
[[nodiscard]] std::string folded(std::string_view text);

/// With its first letter a capital, where that is of ASCII.
[[nodiscard]] std::string capitalised(std::string text);

/// Whether its first character is a small letter. Letters of scripts without case are neither small nor large. REQUIRES: valid UTF-8.
[[nodiscard]] bool begins_small(std::string_view text);

/// What `text` has in common with its other spellings: without blanks and what is not seen, case and full-width forms folded
/// (NFKC_Casefold). For names that are to differ by more than how they are typed. Empty when `text` is no UTF-8.
[[nodiscard]] std::string folded_spelling(std::string_view text);

/// How many code points `text` has. REQUIRES: valid UTF-8.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

/// `bytes` decoded from UTF-16 (without BOM), or nothing when a surrogate stands alone or a byte is left over.
[[nodiscard]] std::optional<std::string> utf8_from_utf16(std::string_view bytes, bool big_endian);
/// `bytes` decoded from Windows-1252. The five bytes without a character become U+0081 and so on, as browsers do.
[[nodiscard]] std::string utf8_from_windows_1252(std::string_view bytes);
/// `bytes` decoded from a code page of Windows by its number (1251, 932), or nothing when there is none of that number or they are not of it.
[[nodiscard]] std::optional<std::string> utf8_from_code_page(std::string_view bytes, int page);
/// U+FFFD for what is no character.
[[nodiscard]] std::string utf8_of(std::uint32_t code_point);

/// Breaks text into words and sentences as UAX #29 does (ICU's rules for the language). Costly to make, cheap to use
/// again: keep one a thread. Movable, not copyable, because ICU's iterators hold state.
class Breaker {
 public:
  explicit Breaker(const std::string& language);
  Breaker(Breaker&&) noexcept;
  Breaker& operator=(Breaker&&) noexcept;
  ~Breaker();

  /// Whether plain ASCII is parted as ascii_words.h says, whatever stands around it.
  [[nodiscard]] bool has_own_rules() const;

  /// One piece between two word boundaries. `is_word`: it has a letter, a digit, or an ideograph.
  struct Word {
    Span span;
    bool is_word = false;
  };
  /// All pieces of `text`, in order; they tile it. The result is good until the next call.
  [[nodiscard]] const std::vector<Word>& words(std::string_view text);
  /// Ends of the sentences of `text`, in order; the last is its size. The result is good until the next call.
  [[nodiscard]] const std::vector<std::uint32_t>& sentence_ends(std::string_view text);
  /// The same with the `find_stops` of `text`, or of a text that had no blank where this has none.
  [[nodiscard]] const std::vector<std::uint32_t>& sentence_ends(std::string_view text, const std::vector<std::uint32_t>& stops);

 private:
  struct Iterators;
  std::unique_ptr<Iterators> iterators_;
};

}  // namespace attune
