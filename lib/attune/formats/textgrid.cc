#include "attune/formats/textgrid.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/labels.h"
#include "attune/formats/speakers.h"
#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr double kMostSeconds = 1e7;

/// Praat reads free-standing strings, numbers and flags, and passes over all else ("xmin =", "intervals [3]:").
class Values {
 public:
  Values(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  std::string string(std::string_view what) {
    skip();
    if (at_ == text_.size() || text_[at_] != '"') fail(what);
    begin_line_ = line_;
    std::string value;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') ++at_;
        else {
          ++at_;
          return value;
        }
      }
      line_ += text_[at_] == '\n';
      value += text_[at_];
    }
    throw Errors({{file_, begin_line_, 0}, "a closing quotation mark", "none up to the end of the file"});
  }

  double number(std::string_view what) {
    skip();
    if (at_ == text_.size() || text_[at_] == '"' || text_[at_] == '<') fail(what);
    const std::string_view word = text_.substr(at_, std::min(text_.find_first_of(" \t\r\n", at_), text_.size()) - at_);
    const char* begin = word.data() + word.starts_with('+');
    double value = 0;
    // Behind the number something may stand that is none ("2s"), as Praat has it.
    if (std::from_chars(begin, word.data() + word.size(), value).ec != std::errc() || !std::isfinite(value) || std::fabs(value) > kMostSeconds) fail(what);
    at_ += word.size();
    return value;
  }

  bool exists() {
    skip();
    if (at_ == text_.size() || text_[at_] != '<') fail("\"<exists>\"");
    const bool yes = text_.substr(at_).starts_with("<exists>");
    at_ = std::min(text_.find('>', at_), text_.size() - 1) + 1;
    return yes;
  }

  [[nodiscard]] int line() const { return begin_line_; }

 private:
  [[noreturn]] void fail(std::string_view what) const {
    throw Errors({{file_, line_, 0}, std::string(what), at_ == text_.size() ? "the end of the file (is it cut off?)" : "something else"});
  }

  static bool starts_number(std::string_view word) {
    if (!word.empty() && (word[0] == '-' || word[0] == '+')) word.remove_prefix(1);
    return !word.empty() && ((word[0] >= '0' && word[0] <= '9') || (word[0] == '.' && word.size() > 1));
  }

  /// To the next value of any kind.
  void skip() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\n') ++line_;
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        ++at_;
        continue;
      }
      if (c == '!') {
        at_ = std::min(text_.find('\n', at_), text_.size());
        continue;
      }
      const std::size_t end = std::min(text_.find_first_of(" \t\r\n", at_), text_.size());
      if (c == '"' || c == '<' || starts_number(text_.substr(at_, end - at_))) return;
      at_ = end;
    }
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t at_ = 0;
  int line_ = 1, begin_line_ = 1;
};

std::int64_t ms_of(double seconds) { return std::max<std::int64_t>(0, std::llround(seconds * 1000)); }

}  // namespace

bool is_side_tier(std::string_view name) {
  static constexpr std::string_view kSide[] = {"words", "word", "phones", "phone", "phonemes", "phoneme", "segments", "syllables", "syllable", "notes", "note", "comments", "comment",
                                               "translation", "gloss", "tone", "tones", "breaks", "ipa"};
  const std::string plain = folded(name);
  return is_marks_tier(name) || std::ranges::find(kSide, plain) != std::end(kSide);
}

TextGrid parse_text_grid(std::string_view text, const std::string& file) {
  Values values(text, file);
  if (values.string("\"ooTextFile\"") != "ooTextFile") throw Errors({{file, 1, 1}, "a Praat text file", "another file type"});
  if (values.string("\"TextGrid\"") != "TextGrid") throw Errors({{file, values.line(), 1}, "the object class \"TextGrid\"", "another class"});
  TextGrid grid;
  grid.begin = values.number("the time the grid begins");
  grid.end = values.number("the time the grid ends");
  if (!values.exists()) return grid;
  const double count = values.number("how many tiers there are");
  for (double t = 0; t < count; ++t) {
    TextGridTier tier;
    const std::string kind = values.string("the class of a tier");
    if (kind != "IntervalTier" && kind != "TextTier") throw Errors({{file, values.line(), 0}, "\"IntervalTier\" or \"TextTier\"", "another class of tier"});
    tier.points = kind == "TextTier";
    tier.name = values.string("the name of a tier");
    (void)values.number("the time a tier begins");
    (void)values.number("the time a tier ends");
    const double intervals = values.number("how many intervals a tier has");
    for (double i = 0; i < intervals; ++i) {
      TextGridInterval interval;
      interval.begin = interval.end = values.number("the time an interval begins");
      if (!tier.points) interval.end = values.number("the time an interval ends");
      interval.text = values.string("the text of an interval");
      interval.line = values.line();
      if (interval.end < interval.begin) throw Errors({{file, interval.line, 0}, "an interval that ends behind its beginning", "one that ends before"});
      tier.intervals.push_back(std::move(interval));
    }
    grid.tiers.push_back(std::move(tier));
  }
  return grid;
}

Draft read_text_grid(Draft draft, const std::vector<std::string>& tiers, const PlainOptions& options, const NotationProfile& profile) {
  const TextGrid grid = parse_text_grid(draft.text, draft.file);
  std::vector<SourceTurn> turns;
  std::vector<std::string> names;
  std::size_t left_out = 0;
  for (const TextGridTier& tier : grid.tiers) names.push_back(tier.name);
  check_tiers(tiers, names, draft.file);
  for (const TextGridTier& tier : grid.tiers) {
    const bool wanted = tiers.empty() ? !tier.points && (!is_side_tier(tier.name) || grid.tiers.size() == 1) : std::ranges::find(tiers, tier.name) != tiers.end();
    if (!wanted) {
      left_out += !is_marks_tier(tier.name) && !tier.intervals.empty();
      continue;
    }
    for (const TextGridInterval& interval : tier.intervals) {
      if (trimmed(interval.text).empty()) continue;  // silence
      SourceTurn turn;
      turn.speaker = tier.name.empty() ? "tier" : tier.name;
      turn.text = interval.text;
      turn.line = interval.line;
      turn.start_ms = ms_of(interval.begin);
      turn.end_ms = ms_of(interval.end);
      turns.push_back(std::move(turn));
    }
  }
  if (left_out > 0) draft.warnings.push_back({"tiers_left_out", 0, fmt::format("{} tiers were not read as talk (name those that are: --tier NAME)", left_out)});
  order_by_time(turns, draft.warnings, "");  // a tier after the other is how the format is
  return composed(std::move(draft), std::move(turns), options, profile);
}

}  // namespace attune
