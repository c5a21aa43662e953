// Rich Text Format, version 1.9.1, as far as text, its type and tables go. Pictures, fields' codes and all destinations that are
// not known to hold text are passed over, as the standard asks of readers.
#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/word_text.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::size_t kDeepestGroup = 500;

/// What a group changes and its end restores.
struct State {
  bool bold = false, underlined = false;
  bool skipped = false;    // in a destination that is no text
  bool deleted = false;    // a tracked change
  bool annotation = false;
  int fallback = 1;        // characters that stand for \uN to readers without Unicode
};

class Reader {
 public:
  Reader(std::string_view bytes, const std::string& file) : bytes_(bytes), file_(file) {}

  WordText read() {
    while (at_ < bytes_.size()) {
      const char c = bytes_[at_++];
      if (c == '{') open();
      else if (c == '}') close();
      else if (c == '\\') control();
      else if (c != '\r' && c != '\n') byte(static_cast<unsigned char>(c));
      if (done_) break;
    }
    if (!done_) throw Errors({{file_, 0, 0}, "a whole RTF file", "one that ends inside a group (is it cut off?)"});
    end_paragraph(true);
    return std::move(text_);
  }

 private:
  void open() {
    if (states_.size() > kDeepestGroup) throw Errors({{file_, 0, 0}, fmt::format("at most {} groups inside one another", kDeepestGroup), "more"});
    flush();
    states_.push_back(state_);
    skip_ = 0;
    group_starts_ = true;
  }

  void close() {
    flush();
    if (states_.empty()) return;
    const bool was_annotation = state_.annotation;
    state_ = states_.back();
    states_.pop_back();
    skip_ = 0;
    if (was_annotation && !state_.annotation && !comment_.empty()) {
      paragraph_.comments.push_back(std::move(comment_));
      comment_.clear();
    }
    done_ = states_.empty();
  }

  void control() {
    if (at_ >= bytes_.size()) return;
    const char c = bytes_[at_];
    const bool first = std::exchange(group_starts_, false);
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) {
      ++at_;
      switch (c) {
        case '\'': hex(); break;
        case '*': if (first) state_.skipped = !next_is_known_destination(); break;
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
    const std::string_view rest = bytes_.substr(at_, 16);
    return rest.starts_with("\\annotation") && !rest.starts_with("\\annotationr");
  }

  void word_of_control(std::string_view word, bool has_number, long number, bool first) {
    static const std::set<std::string_view> kNoText = {"fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "listtable",
                                                       "listoverridetable", "revtbl", "rsidtbl", "generator", "xmlnstbl", "themedata", "fldinst", "object", "objdata", "footnote", "atnid", "atnauthor", "atndate", "atnref", "filetbl", "nonshppict"};
    if (first && kNoText.contains(word)) {
      state_.skipped = true;
      return;
    }
    if (word == "annotation") {
      flush();
      state_.annotation = true;
      state_.skipped = false;
      return;
    }
    const bool on = !has_number || number != 0;
    if (word == "bin") {
      at_ = std::min(bytes_.size(), at_ + static_cast<std::size_t>(std::max(0L, number)));
    } else if (word == "uc") {
      state_.fallback = static_cast<int>(std::clamp(number, 0L, 16L));
    } else if (word == "u") {
      code_point(number);
      skip_ = state_.fallback;
    } else if (word == "ansicpg") {
      code_page_ = number;
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
      state_.bold = state_.underlined = state_.deleted = false;
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
    } else if (word == "line") {
      add("\n");
    } else if (word == "tab") {
      add("\t");
    } else if (word == "emdash") {
      add("\u2014");
    } else if (word == "endash") {
      add("\u2013");
    } else if (word == "lquote") {
      add("\u2018");
    } else if (word == "rquote") {
      add("\u2019");
    } else if (word == "ldblquote") {
      add("\u201C");
    } else if (word == "rdblquote") {
      add("\u201D");
    } else if (word == "bullet") {
      add("\u2022");
    } else if (word == "emspace" || word == "enspace" || word == "qmspace") {
      add(" ");
    }
  }

  void hex() {
    const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
    if (at_ + 1 >= bytes_.size()) return;
    const int high = digit(bytes_[at_]), low = digit(bytes_[at_ + 1]);
    if (high < 0 || low < 0) throw Errors({{file_, 0, 0}, "two digits behind \\'", "something else"});
    at_ += 2;
    byte(static_cast<unsigned char>(high * 16 + low));
  }

  void byte(unsigned char c) {
    group_starts_ = false;
    if (skip_ > 0) {
      --skip_;
      return;
    }
    if (c >= 0x80 && !ignored() && code_page_ != 1252 && code_page_ != 0)
      throw Errors({{file_, 0, 0}, "RTF in Windows-1252 or Unicode", fmt::format("a character of code page {} (save it anew as docx)", code_page_)});
    add(utf8_from_windows_1252(std::string(1, static_cast<char>(c))));
  }

  /// \uN holds 16 bits with a sign; characters beyond come as two.
  void code_point(long number) {
    const auto unit = static_cast<std::uint32_t>(number < 0 ? number + 65536 : number) & 0xFFFF;
    std::uint32_t point = unit;
    if (unit >= 0xD800 && unit < 0xDC00) {
      high_ = unit;
      return;
    }
    if (unit >= 0xDC00 && unit < 0xE000) {
      if (high_ == 0) return add("\uFFFD");
      point = 0x10000 + ((high_ - 0xD800) << 10) + (unit - 0xDC00);
    }
    high_ = 0;
    std::string text;
    if (point == 0) return;
    if (point < 0x80) text += static_cast<char>(point);
    else if (point < 0x800) (text += static_cast<char>(0xC0 | (point >> 6))) += static_cast<char>(0x80 | (point & 0x3F));
    else if (point < 0x10000) ((text += static_cast<char>(0xE0 | (point >> 12))) += static_cast<char>(0x80 | ((point >> 6) & 0x3F))) += static_cast<char>(0x80 | (point & 0x3F));
    else (((text += static_cast<char>(0xF0 | (point >> 18))) += static_cast<char>(0x80 | ((point >> 12) & 0x3F))) += static_cast<char>(0x80 | ((point >> 6) & 0x3F))) += static_cast<char>(0x80 | (point & 0x3F));
    add(text);
  }

  [[nodiscard]] bool ignored() const { return state_.skipped || state_.deleted; }

  void add(std::string_view text) {
    group_starts_ = false;
    if (ignored()) return;
    if (state_.annotation) comment_ += text;
    else run_ += text;
  }

  void flush() {
    if (run_.empty()) return;
    if (paragraph_.runs.empty() || paragraph_.runs.back().bold != state_.bold || paragraph_.runs.back().underlined != state_.underlined)
      paragraph_.runs.push_back({"", state_.bold, state_.underlined});
    paragraph_.runs.back().text += run_;
    run_.clear();
  }

  void end_paragraph(bool at_end) {
    if (state_.skipped) return;
    if (state_.annotation) {
      comment_ += ' ';
      return;
    }
    flush();
    if (at_end && paragraph_.runs.empty() && paragraph_.comments.empty()) return;
    paragraph_.number = ++paragraphs_;
    if (in_table_) {
      cell_.paragraphs.push_back(std::move(paragraph_));
    } else {
      WordBlock block;
      block.paragraph = std::move(paragraph_);
      text_.blocks.push_back(std::move(block));
      if (!row_open_) table_open_ = false;
    }
    paragraph_ = {};
  }

  void end_cell() {
    if (ignored()) return;
    flush();
    paragraph_.number = ++paragraphs_;
    cell_.paragraphs.push_back(std::move(paragraph_));
    paragraph_ = {};
    row_.push_back(std::move(cell_));
    cell_ = {};
  }

  void end_row() {
    if (ignored() || row_.empty()) return;
    if (!table_open_) ++tables_;
    table_open_ = true;
    row_open_ = false;
    WordBlock block;
    block.cells = std::move(row_);
    block.table = tables_;
    text_.blocks.push_back(std::move(block));
    row_ = {};
  }

  std::string_view bytes_;
  const std::string& file_;
  std::size_t at_ = 0;
  State state_;
  std::vector<State> states_;
  bool group_starts_ = false, done_ = false, in_table_ = false, row_open_ = false, table_open_ = false;
  int skip_ = 0, paragraphs_ = 0, tables_ = 0;
  long code_page_ = 1252;
  std::uint32_t high_ = 0;
  std::string run_, comment_;
  WordParagraph paragraph_;
  WordCell cell_;
  std::vector<WordCell> row_;
  WordText text_;
};

}  // namespace

WordText parse_rtf(std::string_view bytes, const std::string& file) { return Reader(bytes, file).read(); }

}  // namespace attune
