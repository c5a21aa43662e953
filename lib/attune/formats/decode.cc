#include "attune/formats/decode.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::string_view kUtf8Bom = "\xEF\xBB\xBF";
constexpr std::string_view kUtf16LittleBom = "\xFF\xFE";
constexpr std::string_view kUtf16BigBom = "\xFE\xFF";

Place place_of(std::string_view text, std::size_t offset, const std::string& file) {
  const std::string_view before = text.substr(0, offset);
  const auto line = 1 + std::ranges::count(before, '\n');
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return {file, static_cast<int>(line), static_cast<int>(1 + count_code_points(before.substr(line_start)))};
}

/// Which of the two bytes of a unit is NUL in plain text: 0 (big endian), 1 (little endian), or neither.
std::optional<int> utf16_nul_side(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, 4096);
  if (bytes.size() % 2 != 0 || sample.size() < 4 || sample.find('\0') == std::string_view::npos) return std::nullopt;
  std::size_t nul[2] = {0, 0};
  for (std::size_t i = 0; i < sample.size(); ++i) nul[i % 2] += sample[i] == '\0';
  for (int side : {0, 1})
    if (nul[side] * 4 > sample.size() && nul[1 - side] == 0) return side;
  return std::nullopt;
}

std::string from_utf16(std::string_view bytes, bool big_endian, const std::string& file) {
  std::optional<std::string> text = utf8_from_utf16(bytes, big_endian);
  if (!text) throw Errors({{file, 0, 0}, "UTF-16 text", "half a character (a lone surrogate or an odd byte at the end)"});
  return *std::move(text);
}

void check_characters(std::string_view text, const std::string& file) {
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos)
    throw Errors({place_of(text, nul, file), "text", "a NUL byte; the file is not plain text"});
}

/// A file as a word processor keeps it is not text; say what to do instead of naming a byte.
void refuse_word_processor(std::string_view bytes, const std::string& file) {
  constexpr std::pair<std::string_view, std::string_view> kSignatures[] = {
      {"PK\x03\x04", "a Word or OpenDocument file"}, {"{\\rtf", "an RTF file"}, {"\xD0\xCF\x11\xE0", "an old Word file"}};
  for (const auto& [signature, name] : kSignatures)
    if (bytes.starts_with(signature))
      throw Errors({{file, 0, 0}, "plain text", fmt::format("{} (save it as plain text, UTF-8, and read that)", name)});
}

}  // namespace

Decoded decode(std::string_view bytes, const std::string& file, Encoding encoding) {
  refuse_word_processor(bytes, file);
  Decoded decoded;
  if (encoding == Encoding::windows_1252) {
    decoded.text = utf8_from_windows_1252(bytes);
  } else if (encoding != Encoding::utf8 && (bytes.starts_with(kUtf16LittleBom) || bytes.starts_with(kUtf16BigBom))) {
    decoded.text = from_utf16(bytes.substr(2), bytes.starts_with(kUtf16BigBom), file);
  } else if (const std::optional<int> side = utf16_nul_side(bytes); side && encoding != Encoding::utf8) {
    decoded.text = from_utf16(bytes, *side == 0, file);
    decoded.guessed = encoding == Encoding::detect;
  } else if (encoding == Encoding::utf16) {
    throw Errors({{file, 0, 0}, "UTF-16 text", "neither a byte order mark nor the look of UTF-16"});
  } else {
    decoded.text = bytes.substr(bytes.starts_with(kUtf8Bom) ? kUtf8Bom.size() : 0);
    if (const std::optional<std::size_t> bad = find_invalid_utf8(decoded.text)) {
      check_characters(std::string_view(decoded.text).substr(0, *bad), file);
      throw Errors({place_of(decoded.text, *bad, file), "UTF-8 text",
                    fmt::format("byte 0x{:02X} (if the file is Windows-1252, say --encoding windows-1252)",
                                static_cast<unsigned char>(decoded.text[*bad]))});
    }
  }
  check_characters(decoded.text, file);
  return decoded;
}

}  // namespace attune
