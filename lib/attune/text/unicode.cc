#include "attune/text/unicode.h"

#include <stdexcept>
#include <utility>

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>
#include <unicode/uversion.h>

#include "attune/text/ascii_words.h"
#include "attune/text/sentence_breaks.h"

namespace attune {
namespace {

constexpr UChar32 kRightQuotationMark = 0x2019;

void append(std::string& text, UChar32 character) {
  char buffer[U8_MAX_LENGTH];
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, character);
  text.append(buffer, static_cast<std::size_t>(length));
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

}  // namespace

std::string icu_version() { return U_ICU_VERSION; }
std::string unicode_version() {
  UVersionInfo version;
  u_getUnicodeVersion(version);
  return std::to_string(version[0]) + "." + std::to_string(version[1]);
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    if (bytes[i] < 0x80) {
      i += static_cast<std::int32_t>(ascii_length(text.substr(static_cast<std::size_t>(i))));
      continue;
    }
    const std::int32_t start = i;
    UChar32 character = 0;
    U8_NEXT(bytes, i, size, character);
    if (character < 0) return static_cast<std::size_t>(start);
  }
  return std::nullopt;
}

std::string folded(std::string_view text) {
  std::string result(text);
  unsigned char all = 0;
  for (char& c : result) {
    all |= static_cast<unsigned char>(c);
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  if (all < 0x80) return result;
  result.clear();
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    const auto byte = static_cast<unsigned char>(text[static_cast<std::size_t>(i)]);
    if (byte < 0x80) {
      result += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : static_cast<char>(byte);
      ++i;
      continue;
    }
    UChar32 character = 0;
    U8_NEXT_OR_FFFD(text.data(), i, size, character);
    if (character == kRightQuotationMark) result += '\'';
    else append(result, u_foldCase(character, U_FOLD_CASE_DEFAULT));
  }
  return result;
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

bool begins_small(std::string_view text) {
  if (text.empty()) return false;
  UChar32 character = 0;
  U8_GET_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), 0, 0, static_cast<std::int32_t>(text.size()), character);
  return u_islower(character) != 0;
}

std::string folded_spelling(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status) != 0 || find_invalid_utf8(text)) return "";
  const icu::StringPiece bytes(text.data(), static_cast<std::int32_t>(text.size()));
  const icu::UnicodeString whole = normalizer->normalize(icu::UnicodeString::fromUTF8(bytes), status);
  if (U_FAILURE(status) != 0) return "";
  icu::UnicodeString kept;
  for (std::int32_t i = 0; i < whole.length(); i = whole.moveIndex32(i, 1))
    if (u_isUWhiteSpace(whole.char32At(i)) == 0) kept.append(whole.char32At(i));
  std::string result;
  return kept.toUTF8String(result);
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (char byte : text) count += (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
  return count;
}

std::optional<std::string> utf8_from_utf16(std::string_view bytes, bool big_endian) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto unit = [&](std::size_t i) -> UChar32 {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    return big_endian ? first << 8 | second : second << 8 | first;
  };
  std::string text;
  text.reserve(bytes.size() / 2);
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    UChar32 character = unit(i);
    if (U16_IS_SURROGATE(character)) {
      if (!U16_IS_SURROGATE_LEAD(character) || i + 2 >= bytes.size() || !U16_IS_TRAIL(unit(i + 2))) return std::nullopt;
      character = U16_GET_SUPPLEMENTARY(character, unit(i + 2));
      i += 2;
    }
    append(text, character);
  }
  return text;
}

std::string utf8_from_windows_1252(std::string_view bytes) {
  // The bytes 0x80 to 0x9F; the others are the code points of the same number (WHATWG Encoding, index windows-1252).
  static constexpr UChar32 kHigh[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  std::string text;
  text.reserve(bytes.size());
  for (char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    append(text, byte >= 0x80 && byte < 0xA0 ? kHigh[byte - 0x80] : static_cast<UChar32>(byte));
  }
  return text;
}

std::optional<std::string> utf8_from_code_page(std::string_view bytes, int page) {
  if (page == 1252) return utf8_from_windows_1252(bytes);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(("windows-" + std::to_string(page)).c_str(), &status));
  if (U_FAILURE(status)) return std::nullopt;
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  const icu::UnicodeString decoded(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.get(), status);
  if (U_FAILURE(status)) return std::nullopt;
  std::string text;
  decoded.toUTF8String(text);
  return text;
}

std::string utf8_of(std::uint32_t code_point) {
  std::string text;
  const bool is_character = code_point != 0 && code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
  append(text, is_character ? static_cast<UChar32>(code_point) : 0xFFFD);
  return text;
}

struct Breaker::Iterators {
  std::unique_ptr<icu::BreakIterator> word;
  std::unique_ptr<icu::BreakIterator> sentence;
  UText text = UTEXT_INITIALIZER;
  std::vector<Word> words;
  std::vector<std::uint32_t> ends;
  bool has_own_rules = false;  // the language breaks text as ascii_words.h and sentence_breaks.h do

  Iterators() = default;
  Iterators(const Iterators&) = delete;
  Iterators& operator=(const Iterators&) = delete;
  ~Iterators() { utext_close(&text); }

  /// Adds the words of `stretch`, which begins at byte `offset` of the text.
  void add_words(std::string_view stretch, std::uint32_t offset) {
    if (stretch.empty()) return;
    point_at(*word, stretch);
    std::int32_t begin = word->first();
    for (std::int32_t end = word->next(); end != icu::BreakIterator::DONE; begin = end, end = word->next())
      words.push_back({{offset + static_cast<std::uint32_t>(begin), offset + static_cast<std::uint32_t>(end)},
                       word->getRuleStatus() >= UBRK_WORD_NUMBER});
  }

  void point_at(icu::BreakIterator& iterator, std::string_view bytes) {
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&text, bytes.data(), static_cast<std::int64_t>(bytes.size()), &status);
    iterator.setText(&text, status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU could not read a text");
  }
};

Breaker::Breaker(const std::string& language) : iterators_(std::make_unique<Iterators>()) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale(language.c_str());
  iterators_->has_own_rules = language == "en";
  iterators_->word.reset(icu::BreakIterator::createWordInstance(locale, status));
  iterators_->sentence.reset(icu::BreakIterator::createSentenceInstance(locale, status));
  if (U_FAILURE(status)) throw std::runtime_error("ICU's data for words and sentences is missing");
}
Breaker::Breaker(Breaker&&) noexcept = default;
Breaker& Breaker::operator=(Breaker&&) noexcept = default;
Breaker::~Breaker() = default;

bool Breaker::has_own_rules() const { return iterators_->has_own_rules; }

const std::vector<Breaker::Word>& Breaker::words(std::string_view text) {
  std::vector<Word>& words = iterators_->words;
  words.clear();
  for (std::uint32_t done = 0; done < text.size();) {
    if (iterators_->has_own_rules) {
      const std::string_view ascii = text.substr(0, done + ascii_stretch(text.substr(done)));
      for (; done < ascii.size(); done = words.back().span.end) words.push_back(ascii_word_at(ascii, done));
    }
    const std::string_view rest = text.substr(done);
    const std::string_view other = iterators_->has_own_rules ? rest.substr(0, other_stretch(rest)) : rest;
    iterators_->add_words(other, done);
    done += static_cast<std::uint32_t>(other.size());
  }
  return words;
}

const std::vector<std::uint32_t>& Breaker::sentence_ends(std::string_view text) {
  std::vector<std::uint32_t> stops;
  if (has_own_rules()) find_stops(text, stops);
  return sentence_ends(text, stops);
}

const std::vector<std::uint32_t>& Breaker::sentence_ends(std::string_view text, const std::vector<std::uint32_t>& stops) {
  std::vector<std::uint32_t>& ends = iterators_->ends;
  ends.clear();
  if (text.empty()) return ends;
  if (iterators_->has_own_rules) {
    append_sentence_ends(text, stops, ends);
    return ends;
  }
  icu::BreakIterator& iterator = *iterators_->sentence;
  iterators_->point_at(iterator, text);
  iterator.first();
  for (std::int32_t end = iterator.next(); end != icu::BreakIterator::DONE; end = iterator.next())
    ends.push_back(static_cast<std::uint32_t>(end));
  return ends;
}

}  // namespace attune
