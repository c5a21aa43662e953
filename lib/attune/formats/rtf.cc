// Rich Text Format, version 1.9.1, as far as text, its type and tables go. Pictures, fields' codes and all destinations that are
// not known to hold text are passed over, as the standard asks of readers.
#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/rtf_words.h"
#include "attune/formats/word_text.h"
#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

/// Text beside the running text.
enum class Aside : unsigned char { none, annotation, note, box };

/// What a group changes and its end restores.
struct State {
  bool bold = false, underlined = false;
  bool skipped = false;    // in a destination that is no text
  bool deleted = false;    // a tracked change
  bool replaced = false;   // what older readers see instead of a shape: its text is read already
  bool fonts = false;      // in the table of fonts
  bool hidden = false;
  Aside aside = Aside::none;
  int fallback = 1;        // characters that stand for \uN to readers without Unicode
  int font = -1;           // the default
};

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& file, const Limits& limits) : bytes_(bytes), file_(file), limits_(limits) {}

  WordText read() {
    while (at_ < bytes_.size()) {
      const char c = bytes_[at_++];
      if (c == '{') open();
      else if (c == '}') close();
      else if (c == '\\') control();
      else if (c != '\r' && c != '\n') byte(static_cast<unsigned char>(c));
      if (done_) break;
    }
    if (!done_) throw Errors({place(), "a whole RTF file", "one that ends inside a group (is it cut off?)"});
    end_paragraph(true);
    return std::move(text_);
  }

 private:
  /// The paragraph that is being read.
  [[nodiscard]] Place place() const { return {file_, paragraphs_ + 1, 0}; }

  void open() {
    if (states_.size() >= limits_.rtf_groups) throw Errors({place(), fmt::format("at most {} groups inside one another", limits_.rtf_groups), "more"});
    flush();
    states_.push_back(state_);
    skip_ = 0;
    group_starts_ = true;
  }

  void close() {
    flush();
    if (states_.empty()) return;
    const Aside aside = state_.aside;
    state_ = states_.back();
    states_.pop_back();
    skip_ = 0;
    if (aside != state_.aside) end_aside(aside);
    done_ = states_.empty();
  }

  void begin_aside(Aside aside) {
    if (state_.skipped || state_.aside == aside) return;  // of a page's head, say; or a box in a box, which is read as one
    flush();
    state_.aside = aside;
    state_.hidden = false;
    if (aside == Aside::box) outer_.push_back({std::exchange(paragraph_, {}), std::exchange(in_table_, false)});
  }

  void end_aside(Aside aside) {
    if (aside == Aside::box) {
      if (!paragraph_.runs.empty() || !paragraph_.comments.empty()) boxes_.push_back(std::move(paragraph_));
      paragraph_ = std::move(outer_.back().paragraph);
      in_table_ = outer_.back().in_table;
      outer_.pop_back();
      return;
    }
    if (!trimmed(comment_).empty()) {
      paragraph_.comments.emplace_back(trimmed(comment_));
      noted_ = noted_ || aside == Aside::note;
    }
    comment_.clear();
  }

  void control() {
    if (at_ >= bytes_.size()) return;
    const char c = bytes_[at_];
    const bool first = std::exchange(group_starts_, false);
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) {
      ++at_;
      switch (c) {
        case '\'': hex(); break;
        case '*': if (first) state_.skipped = state_.skipped || !next_is_known_destination(); break;
        case '~': add("\u00A0"); break;
        case '_': add("\u2011"); break;
        case '-': break;  // a hyphen that shows only at a line's end
        case '\\': case '{': case '}': byte(static_cast<unsigned char>(c)); break;
        case '\n': case '\r': end_paragraph(false); break;
        default: break;
      }
      return;
    }
    const std::size_t begin = at_;
    while (at_ < bytes_.size() && ((bytes_[at_] >= 'a' && bytes_[at_] <= 'z') || (bytes_[at_] >= 'A' && bytes_[at_] <= 'Z'))) ++at_;
    const std::string_view word = bytes_.substr(begin, at_ - begin);
    bool negative = false, has_number = false;
    long number = 0;
    if (at_ < bytes_.size() && bytes_[at_] == '-') negative = true, ++at_;
    while (at_ < bytes_.size() && bytes_[at_] >= '0' && bytes_[at_] <= '9') {
      if (number < 100'000'000) number = number * 10 + (bytes_[at_] - '0');
      has_number = true;
      ++at_;
    }
    if (negative) number = -number;
    if (at_ < bytes_.size() && bytes_[at_] == ' ') ++at_;
    word_of_control(word, has_number, number, first);
  }

  bool next_is_known_destination() const {
    const std::string_view rest = bytes_.substr(at_, 24);
    const std::string_view word = rest.substr(0, rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz", 1));
    return word == "\\annotation" || word == "\\footnote" || word == "\\shpinst" || word == "\\do" || word == "\\shptxt" || word == "\\dptxbxtext";
  }

  void word_of_control(std::string_view word, bool has_number, long number, bool first) {
    if (first && holds_no_text(word)) {
      flush();
      state_.skipped = true;
      state_.replaced = state_.replaced || word == "shprslt";
      return;
    }
    if (first && word == "fonttbl") state_.fonts = true;
    if (state_.fonts) {
      if (word == "f") font_ = static_cast<int>(number);
      else if (word == "fcharset") font_pages_[font_] = page_of_charset(number);
      return;
    }
    if (state_.replaced) return;
    if (word == "annotation" || word == "footnote") return begin_aside(word == "footnote" ? Aside::note : Aside::annotation);
    if (word == "shptxt" || word == "dptxbxtext") return begin_aside(Aside::box);
    const bool on = !has_number || number != 0;
    if (word == "bin") {
      at_ = std::min(bytes_.size(), at_ + static_cast<std::size_t>(std::max(0L, number)));
    } else if (word == "uc") {
      state_.fallback = static_cast<int>(std::clamp(number, 0L, 16L));
    } else if (word == "u") {
      code_point(number);
      skip_ = state_.fallback;
    } else if (word == "ansicpg") {
      code_page_ = number == 0 ? 1252 : number;
    } else if (word == "deff") {
      default_font_ = static_cast<int>(number);
    } else if (word == "b") {
      flush();
      state_.bold = on;
    } else if (word == "ul" || word == "uld" || word == "uldb" || word == "ulw" || word == "ulth" || word == "uldash") {
      flush();
      state_.underlined = on;
    } else if (word == "ulnone") {
      flush();
      state_.underlined = false;
    } else if (word == "plain") {
      flush();
      state_.bold = state_.underlined = state_.deleted = state_.hidden = false;
      state_.font = -1;
    } else if (word == "f") {
      flush();
      state_.font = static_cast<int>(number);
    } else if (word == "v") {
      flush();
      state_.hidden = on;
    } else if (word == "deleted") {
      flush();
      state_.deleted = on;
      text_.tracked_changes = true;
    } else if (word == "revised") {
      text_.tracked_changes = true;
    } else if (word == "par" || word == "sect" || word == "page") {
      end_paragraph(false);
    } else if (word == "pard") {
      in_table_ = false;
    } else if (word == "intbl") {
      in_table_ = true;
    } else if (word == "cell" || word == "nestcell") {
      end_cell();
    } else if (word == "row") {
      end_row();
    } else if (word == "trowd") {
      row_open_ = true;
    } else if (const std::string_view sign = sign_of_word(word); !sign.empty()) {
      add(sign);
    }
  }

  void hex() {
    const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
    if (at_ + 1 >= bytes_.size()) return;
    const int high = digit(bytes_[at_]), low = digit(bytes_[at_ + 1]);
    if (high < 0 || low < 0) throw Errors({place(), "two digits behind \\'", "something else"});
    at_ += 2;
    byte(static_cast<unsigned char>(high * 16 + low));
  }

  void byte(unsigned char c) {
    group_starts_ = false;
    if (skip_ > 0) {
      --skip_;
      return;
    }
    if (c < 0x80 && raw_.empty()) return add(std::string_view(reinterpret_cast<const char*>(&c), 1));
    if (!ignored()) raw_ += static_cast<char>(c);  // in some code pages a character has two bytes, and the second may be a letter
  }

  /// The code page of the font in use, else of the file.
  [[nodiscard]] int page() const {
    const auto font = font_pages_.find(state_.font < 0 ? default_font_ : state_.font);
    const int own = font == font_pages_.end() ? 0 : font->second;
    return own > 0 && !(own == 1252 && code_page_ != 1252) ? own : static_cast<int>(code_page_);
  }

  /// Bytes that wait for their code page.
  void decode_raw() {
    if (raw_.empty()) return;
    const std::string bytes = std::exchange(raw_, "");
    const auto text = utf8_from_code_page(bytes, page());
    if (!text) throw Errors({place(), "characters of a code page that is known (save it anew as docx)", fmt::format("others, said to be of code page {}", page())});
    put(*text);
  }

  /// \uN holds 16 bits with a sign; characters beyond come as two.
  void code_point(long number) {
    const auto unit = static_cast<std::uint32_t>(number < 0 ? number + 65536 : number) & 0xFFFF;
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_ = unit;
      return;
    }
    const bool second = unit >= 0xDC00 && unit < 0xE000;
    const std::uint32_t point = second && high_ != 0 ? 0x10000 + ((high_ - 0xD800) << 10) + (unit - 0xDC00) : unit;
    high_ = 0;
    if (point != 0) add(utf8_of(point));
  }

  [[nodiscard]] bool ignored() const { return state_.skipped || state_.deleted || state_.fonts || state_.replaced; }
  [[nodiscard]] bool in_remark() const { return state_.aside == Aside::annotation || state_.aside == Aside::note; }

  void add(std::string_view text) {
    group_starts_ = false;
    decode_raw();
    if (!ignored()) put(text);
  }

  void put(std::string_view text) {
    if (in_remark()) comment_ += text;
    else if (state_.hidden) hidden_ += text;
    else run_ += text;
  }

  void flush() {
    decode_raw();
    if (run_.empty()) return;
    end_hidden();
    if (paragraph_.runs.empty() || paragraph_.runs.back().bold != state_.bold || paragraph_.runs.back().underlined != state_.underlined)
      paragraph_.runs.push_back({"", state_.bold, state_.underlined});
    paragraph_.runs.back().text += run_;
    run_.clear();
  }

  void end_hidden() {
    if (!trimmed(hidden_).empty()) {
      paragraph_.comments.emplace_back(trimmed(hidden_));
      had_hidden_ = true;
    }
    hidden_.clear();
  }

  /// The paragraph gets its number, and what was found in it is told by that.
  void number_paragraph() {
    end_hidden();
    paragraph_.number = ++paragraphs_;
    if (std::exchange(noted_, false)) text_.notes.push_back(paragraphs_);
    if (std::exchange(had_hidden_, false)) text_.hidden.push_back(paragraphs_);
  }

  void end_paragraph(bool at_end) {
    decode_raw();
    if (state_.skipped || state_.fonts || state_.replaced) return;
    if (in_remark()) {
      comment_ += ' ';
      return;
    }
    flush();
    if (state_.aside == Aside::box) {
      end_hidden();
      boxes_.push_back(std::exchange(paragraph_, {}));
      return;
    }
    end_hidden();
    if (at_end && paragraph_.runs.empty() && paragraph_.comments.empty() && boxes_.empty()) return;
    number_paragraph();
    if (in_table_) {
      cell_.paragraphs.push_back(std::move(paragraph_));
    } else {
      WordBlock block;
      block.paragraph = std::move(paragraph_);
      text_.blocks.push_back(std::move(block));
      if (!row_open_) table_open_ = false;
    }
    paragraph_ = {};
    add_boxes();
  }

  /// Text boxes stand behind the paragraph they are anchored to.
  void add_boxes() {
    for (WordParagraph& boxed : std::exchange(boxes_, {})) {
      boxed.number = ++paragraphs_;
      if (!boxed.runs.empty()) text_.boxes.push_back(paragraphs_);
      if (in_table_) {
        cell_.paragraphs.push_back(std::move(boxed));
      } else {
        WordBlock block;
        block.paragraph = std::move(boxed);
        text_.blocks.push_back(std::move(block));
      }
    }
  }

  void end_cell() {
    decode_raw();
    if (state_.aside == Aside::box) return end_paragraph(false);
    if (ignored() || in_remark()) return;
    flush();
    number_paragraph();
    cell_.paragraphs.push_back(std::move(paragraph_));
    paragraph_ = {};
    add_boxes();
    row_.push_back(std::move(cell_));
    cell_ = {};
  }

  void end_row() {
    if (ignored() || row_.empty() || state_.aside != Aside::none) return;
    if (!table_open_) ++tables_;
    table_open_ = true;
    row_open_ = false;
    WordBlock block;
    block.cells = std::move(row_);
    block.table = tables_;
    text_.blocks.push_back(std::move(block));
    row_ = {};
  }

  /// A paragraph with a box in it, while the box is read.
  struct Outer {
    WordParagraph paragraph;
    bool in_table = false;
  };

  std::string_view bytes_;
  const std::string& file_;
  const Limits& limits_;
  std::size_t at_ = 0;
  State state_;
  std::vector<State> states_;
  bool group_starts_ = false, done_ = false, in_table_ = false, row_open_ = false, table_open_ = false;
  int skip_ = 0, paragraphs_ = 0, tables_ = 0;
  bool noted_ = false, had_hidden_ = false;  // in this paragraph
  long code_page_ = 1252;
  int default_font_ = -1;
  int font_ = -1;                            // of the table of fonts, while it is read
  std::map<int, int> font_pages_;
  std::uint32_t high_ = 0;
  std::string raw_, run_, comment_, hidden_;
  WordParagraph paragraph_;
  WordCell cell_;
  std::vector<WordCell> row_;
  std::vector<WordParagraph> boxes_;
  std::vector<Outer> outer_;
  WordText text_;
};

}  // namespace

WordText parse_rtf(std::string_view bytes, const std::string& file, const Limits& limits) { return Reader(bytes, file, limits).read(); }

}  // namespace attune
