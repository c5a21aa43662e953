#include "attune/coding/units.h"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace attune {
namespace {

bool is_hyphen(std::string_view text, std::size_t i, std::size_t& length) {
  if (text[i] == '-') return length = 1, true;
  if (text.substr(i).starts_with("\u2010") || text.substr(i).starts_with("\u2011")) return length = 3, true;
  return false;
}

/// The words of a redacted entity that a rule may look for: "Aunt" of "{{Aunt 2}}", "city" of "[CITY_1]".
Span role_words(std::string_view text, const Token& token) {
  Span inner{token.span.begin + token.inner_begin, token.span.end - token.inner_end};
  const auto drop = [](char c) { return c == ' ' || c == '_' || c == '#' || c == '-' || c == '?' || c == '(' || c == ')' || (c >= '0' && c <= '9'); };
  while (inner.end > inner.begin && drop(text[inner.end - 1])) --inner.end;
  while (inner.begin < inner.end && drop(text[inner.begin])) ++inner.begin;
  return inner;
}

long number_in(std::string_view text) {
  long number = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : -1;
}

class Builder {
 public:
  Builder(const Transcript& transcript, const std::vector<FigureMention>& mentions, Lexical& lexical, TurnUnits buffer)
      : transcript_(transcript), mentions_(mentions), lexical_(lexical), result_(std::move(buffer)) {
    result_.units.clear();
    result_.sentences.clear();
  }

  TurnUnits build(std::uint32_t first, std::uint32_t end) {
    for (std::uint32_t s = first; s < end; ++s) {
      const Sentence& sentence = transcript_.sentences[s];
      UnitRange range{size(), 0};
      has_skippables_ = false;
      for (std::uint32_t i = sentence.first_token; i < sentence.token_end; i = token_behind(transcript_.tokens, i, sentence.token_end)) add(transcript_.tokens[i]);
      range.end = size();
      if (has_skippables_) skip_commas_beside_skippables(range);
      if (range.begin < range.end) result_.sentences.push_back(range);
    }
    if ((classes_ & bit_of(UnitClass::number)) != 0) find_ages();
    flag_mentions();
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(result_.units.size()); }
  [[nodiscard]] std::string_view text() const { return transcript_.text; }

  void add(const Token& token) {
    if (token.kind == TokenKind::word && token.words <= 1) return add_word(token);
    if (token.kind == TokenKind::space) return;
    const bool has_parts = token.kind == TokenKind::word || token.kind == TokenKind::retrace || token.kind == TokenKind::number;
    if (has_parts && token.words > 1) add_parts(token);
    else add(token, token.span);
  }

  /// As nearly all are. Written where it stays: to copy what was just written in pieces makes a processor wait.
  void add_word(const Token& token) {
    Unit& unit = result_.units.emplace_back();
    unit.span = token.span;
    unit.detail = token.detail;
    unit.form = lexical_.form(text(), token.span);
    unit.has_form = true;
    unit.atom_set = lexical_.atom_set(unit.form);
    const FormFlags flags = lexical_.flags(unit.form);
    unit.free = flags.clitic;
    unit.classes = (flags.clitic ? 0 : bit_of(UnitClass::word)) | (flags.number_word ? bit_of(UnitClass::number) : 0);
    classes_ |= unit.classes;
  }

  /// A unit: a token, or a part of one.
  void add(const Token& token, Span span) {
    Unit& unit = result_.units.emplace_back();
    unit.span = span;
    unit.kind = token.kind;
    unit.detail = token.detail;
    Span words = span;
    if (token.kind != TokenKind::word) {
      unit.skippable = is_skippable(token.kind);
      unit.classes = classes_of_kind(token.kind, token.detail, slice(text(), token.span));
      has_skippables_ = has_skippables_ || unit.skippable;
      words = words_of(token, span);
      unit.free = words.begin == words.end && !stands_for_words(token.kind);
    }
    if (words.begin < words.end) with_form(unit, words);
    if (!unit.skippable && !unit.free) unit.classes |= bit_of(UnitClass::word);
    classes_ |= unit.classes;
  }

  /// A word that nobody knows is still a word.
  static bool stands_for_words(TokenKind kind) {
    return kind == TokenKind::redacted || kind == TokenKind::uncertain || kind == TokenKind::unintelligible;
  }

  /// The words in a unit that a rule may look for, if any.
  [[nodiscard]] Span words_of(const Token& token, Span span) const {
    switch (token.kind) {
      case TokenKind::retrace:
      case TokenKind::number:
      case TokenKind::filler:
      case TokenKind::cut_off: return span;
      case TokenKind::redacted:
      case TokenKind::uncertain: return role_words(text(), token);
      default: return {};
    }
  }

  void with_form(Unit& unit, Span words) {
    unit.form = lexical_.form(text(), words);
    unit.atom_set = lexical_.atom_set(unit.form);
    unit.has_form = true;
    const FormFlags flags = lexical_.flags(unit.form);
    unit.free = flags.clitic;
    if (flags.number_word) unit.classes |= bit_of(UnitClass::number);
    if (unit.kind == TokenKind::number) {
      const long number = number_in(slice(text(), words));
      if (number >= 1900 && number < 2100) unit.classes |= bit_of(UnitClass::year);
    }
  }

  /// The parts of "close-knit", each a unit.
  void add_parts(const Token& token) {
    const Span whole = token.span;
    std::uint32_t begin = whole.begin;
    for (std::uint32_t i = whole.begin; i <= whole.end; ++i) {
      std::size_t length = 1;
      const bool cut = i == whole.end || is_hyphen(text(), i, length);
      if (!cut) continue;
      if (begin < i) add(token, {begin, i});
      begin = i + static_cast<std::uint32_t>(length);
      i = begin - 1;
    }
  }

  /// "I, um, don't know": the commas around what is passed over are passed over too.
  void skip_commas_beside_skippables(UnitRange range) {
    const auto skipped = [&](std::uint32_t i) { return i >= range.begin && i < range.end && result_.units[i].skippable; };
    for (std::uint32_t i = range.begin; i < range.end; ++i) {
      Unit& unit = result_.units[i];
      if (unit.kind != TokenKind::punctuation) continue;
      const std::string_view mark = slice(text(), unit.span);
      if (mark != "," && mark != "-" && mark != "\u2013" && mark != "\u2014") continue;
      const bool after = i > range.begin && result_.units[i - 1].skippable && result_.units[i - 1].kind != TokenKind::punctuation;
      if (after || skipped(i + 1)) unit.skippable = true;
    }
  }

  /// "seven" and "7" are an age behind "was", "I'm", "aged", "at" or before "years old".
  void find_ages() {
    const auto cue = [&](std::size_t i) { return i < result_.units.size() && result_.units[i].has_form ? lexical_.flags(result_.units[i].form).age : AgeCue::none; };
    for (std::size_t i = 0; i < result_.units.size(); ++i) {
      Unit& unit = result_.units[i];
      if (!unit.has_form || (unit.classes & bit_of(UnitClass::number)) == 0) continue;
      const long number = unit.kind == TokenKind::number ? number_in(slice(text(), unit.span)) : -1;
      if (!lexical_.flags(unit.form).number_word && (number < 1 || number > 99)) continue;
      bool is_age = false;
      std::size_t before = i;
      for (int steps = 0; before > 0 && steps < 3; ++steps) {
        --before;
        if (cue(before) == AgeCue::between || result_.units[before].skippable) continue;
        is_age = cue(before) == AgeCue::before;
        break;
      }
      if (is_age || cue(i + 1) == AgeCue::after || (cue(i + 1) == AgeCue::unit && cue(i + 2) == AgeCue::old)) unit.classes |= bit_of(UnitClass::age);
    }
  }

  void flag_mentions() {
    if (result_.units.empty()) return;
    auto mention = std::ranges::lower_bound(mentions_, result_.units.front().span.begin, {}, [](const FigureMention& m) { return m.span.begin; });
    if (mention == mentions_.end() || mention->span.begin >= result_.units.back().span.end) return;
    for (Unit& unit : result_.units) {
      while (mention != mentions_.end() && mention->span.end <= unit.span.begin) ++mention;
      if (mention == mentions_.end()) return;
      if (!overlap(mention->span, unit.span)) continue;
      unit.classes |= bit_of(UnitClass::kin);
      if (mention->dead) unit.classes |= bit_of(UnitClass::deceased);
      if (mention->did_harm) unit.classes |= bit_of(UnitClass::harmful);
    }
  }

  const Transcript& transcript_;
  const std::vector<FigureMention>& mentions_;
  Lexical& lexical_;
  TurnUnits result_;
  ClassBits classes_ = 0;        // of all units
  bool has_skippables_ = false;  // the sentence at hand
};

}  // namespace

Span span_of(const TurnUnits& turn, UnitRange units) { return {turn.units[units.begin].span.begin, turn.units[units.end - 1].span.end}; }

UnitRange units_in(const TurnUnits& turn, Span passage, UnitRange scope) {
  const auto begin = turn.units.begin(), scope_end = begin + scope.end;
  const auto first = std::partition_point(begin + scope.begin, scope_end, [&](const Unit& unit) { return unit.span.end <= passage.begin; });
  const auto end = std::partition_point(first, scope_end, [&](const Unit& unit) { return unit.span.begin < passage.end; });
  return {static_cast<std::uint32_t>(first - begin), static_cast<std::uint32_t>(end - begin)};
}

std::uint32_t sentence_at(const TurnUnits& turn, Span passage) {
  const auto begins = [&](UnitRange sentence) { return turn.units[sentence.begin].span.begin <= passage.begin; };
  const auto behind = std::partition_point(turn.sentences.begin(), turn.sentences.end(), begins);
  return static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(behind - turn.sentences.begin(), 1) - 1);
}

std::vector<FigureMention> mentions_of(const Transcript& transcript) {
  std::vector<FigureMention> mentions;
  for (std::uint32_t number = 0; number < transcript.figures.size(); ++number) {
    const Figure& figure = transcript.figures[number];
    for (Span span : figure.mentions) mentions.push_back({span, figure.dead, figure.did_harm, number});
  }
  std::ranges::sort(mentions, {}, [](const FigureMention& mention) { return mention.span; });
  return mentions;
}

TurnUnits units_of(const Transcript& transcript, std::uint32_t first_sentence, std::uint32_t sentence_end,
                   const std::vector<FigureMention>& mentions, Lexical& lexical, TurnUnits buffer) {
  return Builder(transcript, mentions, lexical, std::move(buffer)).build(first_sentence, sentence_end);
}

}  // namespace attune
