#include "attune/formats/decode.h"

#include <string>
#include <string_view>
#include <vector>

#include "attune/error.h"
#include "catch.h"

using namespace attune;
using namespace std::string_literals;

namespace {

std::string utf16(std::string_view ascii, bool big_endian) {
  std::string bytes;
  for (char c : ascii) bytes += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
  return bytes;
}

std::string text_of(const std::string& bytes, Encoding encoding = Encoding::detect) { return decode(bytes, "f.txt", encoding).text; }

}  // namespace

TEST_CASE("encodings are told apart, and what they hold comes out as UTF-8 with its line ends") {
  CHECK(text_of("I: caf\u00E9\r\nS: yes\n") == "I: caf\u00E9\r\nS: yes\n");
  CHECK(text_of("\xEF\xBB\xBFI: hello") == "I: hello");
  CHECK(text_of("\xFF\xFE" + utf16("I: hello\r\n", false)) == "I: hello\r\n");
  CHECK(text_of("\xFE\xFF" + utf16("I: hello", true)) == "I: hello");
  CHECK(text_of("\xFF\xFE\x3D\xD8\x2D\xDE"s) == "\U0001F62D");
  CHECK(text_of("I: it\x92s caf\xE9 \x97", Encoding::windows_1252) == "I: it\u2019s caf\u00E9 \u2014");
  CHECK(text_of(utf16("I: hello", false), Encoding::utf16) == "I: hello");
}

TEST_CASE("UTF-16 without a byte order mark is read, and told") {
  for (bool big_endian : {false, true}) {
    const Decoded decoded = decode(utf16("I: Who was there?\nS: Mum.\n", big_endian), "f.txt", Encoding::detect);
    CHECK(decoded.text == "I: Who was there?\nS: Mum.\n");
    CHECK(decoded.guessed);
  }
  CHECK_FALSE(decode("I: hello", "f.txt", Encoding::detect).guessed);
}

TEST_CASE("a byte that does not belong is an error with its place") {
  struct Case {
    std::string bytes;
    Encoding encoding;
    std::string message;
  };
  for (const Case& c : std::vector<Case>{
           {"I: ok\nS: caf\xE9 yes", Encoding::detect,
            "f.txt:2:7: expected UTF-8 text, found byte 0xE9 (if the file is Windows-1252, say --encoding windows-1252)"},
           {"\u00E9\u00E9\xFF", Encoding::utf8,
            "f.txt:1:3: expected UTF-8 text, found byte 0xFF (if the file is Windows-1252, say --encoding windows-1252)"},
           {"\xED\xA0\x80", Encoding::detect, "f.txt:1:1: expected UTF-8 text, found byte 0xED (if the file is Windows-1252, say --encoding windows-1252)"},
           {"I: a\nS: b\0c"s, Encoding::detect, "f.txt:2:5: expected text, found a NUL byte; the file is not plain text"},
           {"I: a\0\xFF"s, Encoding::detect, "f.txt:1:5: expected text, found a NUL byte; the file is not plain text"},
           {"\xFF\xFE\x3D\xD8"s, Encoding::detect, "f.txt: expected UTF-16 text, found half a character (a lone surrogate or an odd byte at the end)"},
           {"\xFF\xFE\x41"s, Encoding::detect, "f.txt: expected UTF-16 text, found half a character (a lone surrogate or an odd byte at the end)"},
           {"\xFF\xFE\x41\x00\x00\x00"s, Encoding::detect, "f.txt:1:2: expected text, found a NUL byte; the file is not plain text"},
           {"PK\x03\x04\x14\x00"s, Encoding::detect, "f.txt: expected plain text, found a Word or OpenDocument file (save it as plain text, UTF-8, and read that)"},
           {"{\\rtf1\\ansi}", Encoding::detect, "f.txt: expected plain text, found an RTF file (save it as plain text, UTF-8, and read that)"},
           {"\xD0\xCF\x11\xE0\xA1"s, Encoding::detect, "f.txt: expected plain text, found an old Word file (save it as plain text, UTF-8, and read that)"},
           {"I: hello", Encoding::utf16, "f.txt: expected UTF-16 text, found neither a byte order mark nor the look of UTF-16"},
           {"a\0b"s, Encoding::windows_1252, "f.txt:1:2: expected text, found a NUL byte; the file is not plain text"},
       }) {
    CAPTURE(c.message);
    CHECK_THROWS_WITH(decode(c.bytes, "f.txt", c.encoding), c.message);
  }
}
