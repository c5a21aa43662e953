#include "attune/text/sentence_breaks.h"

#include <array>
#include <cstddef>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "attune/text/characters.h"

namespace attune {
namespace {

using Class = USentenceBreak;

/// The property Sentence_Break of ASCII, and whether a scan must look at a byte at all: at what ends a sentence or a
/// paragraph, and at what is not ASCII.
struct Tables {
  std::array<Class, 128> classes{};
  std::array<bool, 256> stops{};
};

Tables make_tables() {
  Tables tables;
  for (std::size_t c = 0; c < 128; ++c) {
    const auto found = static_cast<Class>(u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_SENTENCE_BREAK));
    tables.classes[c] = found;
    tables.stops[c] = found == U_SB_ATERM || found == U_SB_STERM || found == U_SB_SEP || found == U_SB_CR || found == U_SB_LF;
  }
  for (std::size_t c = 128; c < 256; ++c) tables.stops[c] = true;
  return tables;
}

const Tables& tables() {
  static const Tables kTables = make_tables();
  return kTables;
}

bool is_terminator(Class c) { return c == U_SB_ATERM || c == U_SB_STERM; }
bool ends_paragraph(Class c) { return c == U_SB_SEP || c == U_SB_CR || c == U_SB_LF; }
bool is_attached(Class c) { return c == U_SB_EXTEND || c == U_SB_FORMAT; }
bool is_cased(Class c) { return c == U_SB_LOWER || c == U_SB_UPPER; }

class Scanner {
 public:
  Scanner(std::string_view text, std::span<const std::uint32_t> stops, std::vector<std::uint32_t>& ends)
      : text_(text), stop_(stops.begin()), stops_end_(stops.end()), ends_(ends), tables_(tables()) {}

  void run() {
    for (std::size_t at = next_stop(0); at < text_.size(); at = next_stop(at)) {
      const Character mark = character(at);
      if (ends_paragraph(mark.what)) {  // SB4
        at = behind_paragraph(at);
        end(at);
      } else if (is_terminator(mark.what)) {
        at = behind_terminator(at, mark);
      } else {
        at = mark.end;
      }
    }
    end(text_.size());
  }

 private:
  struct Character {
    std::size_t end;
    Class what;
  };

  std::size_t next_stop(std::size_t at) {
    while (stop_ != stops_end_ && (*stop_ < at || !tables_.stops[static_cast<unsigned char>(text_[*stop_])])) ++stop_;
    return stop_ == stops_end_ ? text_.size() : *stop_;
  }

  /// The character at `at`, or at the end of the text one of no class.
  Character character(std::size_t at) const {
    if (at >= text_.size()) return {at, U_SB_OTHER};
    const auto byte = static_cast<unsigned char>(text_[at]);
    if (byte < 128) return {at + 1, tables_.classes[byte]};
    auto next = static_cast<std::int32_t>(at);
    UChar32 code = 0;
    U8_NEXT_OR_FFFD(text_.data(), next, static_cast<std::int32_t>(text_.size()), code);
    return {static_cast<std::size_t>(next), static_cast<Class>(u_getIntPropertyValue(code, UCHAR_SENTENCE_BREAK))};
  }

  /// The same, with the marks that belong to it (SB5).
  Character whole(std::size_t at) const {
    Character found = character(at);
    if (!ends_paragraph(found.what)) found.end = behind_attached(found.end);
    return found;
  }

  std::size_t behind_attached(std::size_t at) const {
    while (at < text_.size() && static_cast<unsigned char>(text_[at]) >= 128) {
      const Character next = character(at);
      if (!is_attached(next.what)) break;
      at = next.end;
    }
    return at;
  }

  std::size_t behind_paragraph(std::size_t at) const {
    const Character mark = character(at);
    if (mark.what == U_SB_CR && mark.end < text_.size() && text_[mark.end] == '\n') return mark.end + 1;  // SB3
    return mark.end;
  }

  /// What stands before `at`, without the marks that belong to it.
  Class before(std::size_t at) const {
    auto i = static_cast<std::int32_t>(at);
    while (i > static_cast<std::int32_t>(begin_)) {
      UChar32 code = 0;
      U8_PREV_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text_.data()), 0, i, code);
      const auto what = static_cast<Class>(u_getIntPropertyValue(code, UCHAR_SENTENCE_BREAK));
      if (!is_attached(what)) return what;
    }
    return U_SB_OTHER;
  }

  /// Ends the sentence behind the terminator at `at`, or not; where to go on.
  std::size_t behind_terminator(std::size_t at, const Character& terminator) {
    std::size_t i = terminator.end;
    // Nearly all end so: a mark, a blank and a capital.
    if (i + 1 < text_.size() && text_[i] == ' ' && is_upper(text_[i + 1])) {
      end(i + 1);
      return i + 1;
    }
    i = behind_attached(i);
    Character next = whole(i);
    const bool may_abbreviate = terminator.what == U_SB_ATERM;
    if (may_abbreviate && next.what == U_SB_NUMERIC) return i;                       // SB6
    if (may_abbreviate && next.what == U_SB_UPPER && is_cased(before(at))) return i;  // SB7
    while (next.what == U_SB_CLOSE) i = next.end, next = whole(i);                   // SB9
    while (next.what == U_SB_SP) i = next.end, next = whole(i);                      // SB10
    if (i == text_.size()) return i;
    if (next.what == U_SB_SCONTINUE || is_terminator(next.what)) return i;           // SB8a
    if (may_abbreviate) {                                                            // SB8
      std::size_t ahead = i;
      Character far = next;
      while (ahead < text_.size() && far.what != U_SB_OLETTER && !is_cased(far.what) && !ends_paragraph(far.what) && !is_terminator(far.what))
        ahead = far.end, far = whole(ahead);
      if (ahead < text_.size() && far.what == U_SB_LOWER) return ahead;
    }
    if (ends_paragraph(next.what)) i = behind_paragraph(i);
    end(i);                                                                          // SB11
    return i;
  }

  void end(std::size_t at) {
    if (at == begin_) return;
    ends_.push_back(static_cast<std::uint32_t>(at));
    begin_ = at;
  }

  std::string_view text_;
  std::span<const std::uint32_t>::iterator stop_, stops_end_;  // what may be the next one
  std::vector<std::uint32_t>& ends_;
  const Tables& tables_;
  std::size_t begin_ = 0;  // of the sentence at hand
};

}  // namespace

void append_sentence_ends(std::string_view text, std::span<const std::uint32_t> stops, std::vector<std::uint32_t>& ends) { Scanner(text, stops, ends).run(); }

}  // namespace attune
