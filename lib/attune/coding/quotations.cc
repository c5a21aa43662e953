#include "attune/coding/quotations.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "attune/text/characters.h"

namespace attune {
namespace {

constexpr std::string_view kCurlyOpen = "\u2018", kCurlyClose = kTypographicApostrophe;

bool is_mark(char c) { return std::string_view(".,;:!?()[]{}\"-").find(c) != std::string_view::npos; }

/// "'I hate him'", not "'90s": behind a blank or another mark, before a letter.
bool may_open(std::string_view text, Span mark) {
  const bool is_open = mark.begin == 0 || is_blank(text[mark.begin - 1]) || is_mark(text[mark.begin - 1]);
  const auto is_inside = [](char c) { return !is_blank(c) && !is_mark(c) && !is_digit(c); };
  return is_open && mark.end < text.size() && is_inside(text[mark.end]);
}

/// "hate him.'", "hate him',": before a blank or another mark, and not as in "the boys' room" and "goin' home".
bool may_close(std::string_view text, Span mark) {
  if (mark.begin == 0 || is_blank(text[mark.begin - 1])) return false;
  const bool ends = mark.end >= text.size() || text[mark.end] == '\n' || is_mark(text[mark.end]);
  if (!ends && !is_blank(text[mark.end])) return false;
  const std::string_view before = text.substr(0, mark.begin);
  return ends || is_mark(before.back()) || (!before.ends_with("s") && !before.ends_with("in"));
}

class Quotations {
 public:
  Quotations(const Transcript& transcript, std::uint32_t turn) : transcript_(transcript) {
    first_ = std::ranges::lower_bound(transcript.sentences, turn, {}, &Sentence::turn);
    end_ = std::ranges::upper_bound(transcript.sentences, turn, {}, &Sentence::turn);
  }

  std::vector<Span> find() {
    // A quotation may run over sentences, but only when it is closed further on.
    for (auto sentence = first_; sentence != end_; ++sentence)
      for (std::uint32_t i = sentence->first_token; i < sentence->token_end; ++i)
        if (const Token& token = transcript_.tokens[i]; token.kind == TokenKind::punctuation) read(token.span, slice(transcript_.text, token.span));
    if (double_) end_with_sentence(*double_);
    std::ranges::sort(spans_);
    return std::move(spans_);
  }

 private:
  void read(Span span, std::string_view mark) {
    if (mark == "'" || mark == kCurlyOpen || mark == kCurlyClose) return read_single(span, mark);
    const bool opens = mark == "\u201C" || mark == "\u00AB" || mark == "\u201E" || (mark == "\"" && !double_);
    const bool closes = double_ && (mark == "\u201D" || mark == "\u00BB" || mark == "\"");
    if (closes) {
      spans_.push_back({*double_, span.begin});
      double_.reset();
    } else if (opens) {
      double_ = span.end;
    }
  }

  void read_single(Span span, std::string_view mark) {
    if (single_ && mark != kCurlyOpen && may_close(transcript_.text, span)) {
      spans_.push_back({*single_, span.begin});
      single_.reset();
    } else if (mark != kCurlyClose && may_open(transcript_.text, span)) {
      single_ = span.end;  // one that was open before was an apostrophe: "'cause"
    }
  }

  void end_with_sentence(std::uint32_t begin) {
    const auto holds = [&](const Sentence& sentence) {
      return sentence.token_end > sentence.first_token && transcript_.tokens[sentence.token_end - 1].span.end > begin;
    };
    const auto sentence = std::find_if(first_, end_, holds);
    if (sentence != end_) spans_.push_back({begin, transcript_.tokens[sentence->token_end - 1].span.end});
  }

  const Transcript& transcript_;
  std::vector<Sentence>::const_iterator first_, end_;
  std::optional<std::uint32_t> double_, single_;  // where one that is open begins
  std::vector<Span> spans_;
};

}  // namespace

std::vector<Span> quotations(const Transcript& transcript, std::uint32_t turn) { return Quotations(transcript, turn).find(); }

}  // namespace attune
