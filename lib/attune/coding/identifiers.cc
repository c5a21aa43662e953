#include "attune/coding/identifiers.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>
#include <utility>

#include <re2/re2.h>

#include "attune/coding/capitals.h"
#include "attune/error.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr char kNobodys = '\x01';
constexpr char kTurn = '\x02';
constexpr std::size_t kLongestName = 4;  // words joined to one name

/// A remark without a capital letter and a digit names nobody.
bool may_name(std::string_view remark) {
  return std::ranges::any_of(remark, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; });
}

bool is_blanked(TokenKind kind, std::string_view text) {
  switch (kind) {
    case TokenKind::comment:
    case TokenKind::sound:
      return !may_name(text);
    case TokenKind::redacted:
    case TokenKind::pause:
    case TokenKind::sic:
    case TokenKind::unintelligible:
    case TokenKind::filler:
    case TokenKind::backchannel:
    case TokenKind::line_number:
    case TokenKind::time_code:
    case TokenKind::label:
      return true;
    default:
      return false;
  }
}

using Words = std::unordered_set<std::string>;

Words set_of(const std::vector<std::string>& words) { return {words.begin(), words.end()}; }

/// A replaced name in a notation whose brackets hold ordinary words, or within a remark.
const RE2& placeholder() {
  static const RE2 expression(R"(([\[{<(]{1,2}[A-Za-z]+(?:[ _-][A-Za-z]+)?[ _-]?[0-9][0-9-]*[\]}>)]{1,2}|\b[A-Z][a-z]+_[0-9][0-9-]*\b))");
  return expression;
}

}  // namespace

std::string identifying_text(const Transcript& transcript) {
  const std::string& text = transcript.text;
  std::string shown(text.size(), kNobodys);
  const auto copy = [&](std::size_t begin, std::size_t end) { std::copy(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(end), shown.begin() + static_cast<std::ptrdiff_t>(begin)); };
  for (const Token& token : transcript.tokens) {
    if (token.kind != TokenKind::header) continue;
    const std::size_t colon = slice(text, token.span).find(':');
    if (colon == std::string_view::npos) continue;
    copy(token.span.begin + colon + 1, token.span.end);
    shown[token.span.begin + colon] = kTurn;
  }
  for (const Turn& turn : transcript.turns) {
    for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i)
      if (const Token& token = transcript.tokens[i]; !is_blanked(token.kind, slice(text, token.span))) copy(token.span.begin, token.span.end);
    if (turn.body.begin > 0) shown[turn.body.begin - 1] = kTurn;
  }
  re2::StringPiece left(shown), found;
  while (RE2::FindAndConsume(&left, placeholder(), &found))
    std::fill_n(shown.begin() + (found.data() - shown.data()), found.size(), kNobodys);
  return shown;
}

bool is_whole(std::string_view text, Span span) {
  return (span.begin == 0 || !is_letter_or_digit(text, span.begin - 1)) && (span.end >= text.size() || !is_letter_or_digit(text, span.end));
}

class IdentifierFinder::Impl {
 public:
  Impl(PrivacyWords words, const Language& language, std::vector<ListedTerm> listed)
      : capitals_(words.capitals), titles_(set_of(words.titles)), given_(set_of(words.given)), words_too_(set_of(words.words_too)), before_places_(set_of(words.before_places)),
        ordinary_(set_of(words.not_names)), listed_(std::move(listed)) {
    for (const KnownPlace& place : words.places) {
      places_.emplace(place.name, place.what);
      places_begin_.insert(place.name.substr(0, place.name.find(' ')));
    }
    for (const std::string& word : language.common)
      if (!given_.contains(word)) ordinary_.insert(word);
    for (const Kin& kin : language.kin)
      for (const std::string& word : kin.words) kin_.emplace(word, kin.id), ordinary_.insert(word);
    RE2::Options options;
    options.set_log_errors(false);
    for (PrivacyShape& shape : words.shapes) {
      auto expression = std::make_unique<RE2>(shape.pattern, options);
      if (!expression->ok()) throw Errors(Problem{{words.id, shape.line, 0}, "a regular expression (RE2)", expression->error()});
      shapes_.emplace_back(std::move(shape), std::move(expression));
    }
  }

  std::vector<Identifier> find(const Transcript& transcript) const {
    const std::string text = identifying_text(transcript);
    Found found;
    add_listed(text, found);
    add_shapes(text, found);
    const std::vector<WrittenWord> words = written_words(text);
    std::set<std::string> lower;  // words that are also written small are words
    for (const WrittenWord& word : words)
      if (!word.capital) lower.insert(word.folded);
    for (std::size_t i = 0; i < words.size();) {
      const auto [identifier, length] = named_at(words, i, lower);
      i += length;
      if (identifier) add(found, *identifier);
    }
    std::vector<Identifier> identifiers;
    for (auto& [span, identifier] : found) identifiers.push_back(std::move(identifier));
    return identifiers;
  }

 private:
  /// In order; they do not overlap.
  using Found = std::map<Span, Identifier>;

  static void add(Found& found, const Identifier& one) {
    const auto behind = found.lower_bound({one.span.begin, 0});
    if (behind != found.end() && behind->first.begin < one.span.end) return;
    if (behind != found.begin() && std::prev(behind)->first.end > one.span.begin) return;
    found.emplace(one.span, one);
  }

  void add_listed(std::string_view text, Found& found) const {
    for (const ListedTerm& term : listed_) {
      const RE2 expression("(?i)" + RE2::QuoteMeta(term.text));
      for_each(text, expression, [&](Span span) {
        if (is_whole(text, span)) add(found, {span, term.kind, ""});
      });
    }
  }

  void add_shapes(std::string_view text, Found& found) const {
    for (const auto& [shape, expression] : shapes_)
      for_each(text, *expression, [&, least = shape.least_digits, kind = shape.kind](Span span) {
        const std::string_view passage = slice(text, span);
        const auto digits = std::ranges::count_if(passage, [](char c) { return c >= '0' && c <= '9'; });
        if (digits >= least && !is_years(passage)) add(found, {span, kind, ""});
      });
  }

  /// "1985-1990" is no telephone number.
  static bool is_years(std::string_view passage) {
    static const RE2 years(R"((?:19|20)\d\d[ .-](?:19|20)\d\d)");
    return RE2::FullMatch(re2::StringPiece(passage.data(), passage.size()), years);
  }

  template <typename Take>
  static void for_each(std::string_view text, const RE2& expression, Take take) {
    const re2::StringPiece whole(text.data(), text.size());
    re2::StringPiece groups[2];
    const int count = std::min(expression.NumberOfCapturingGroups(), 1) + 1;
    for (std::size_t at = 0; at <= text.size() && expression.Match(whole, at, text.size(), RE2::UNANCHORED, groups, count);) {
      const re2::StringPiece& match = groups[1].empty() ? groups[0] : groups[1];
      const auto begin = static_cast<std::size_t>(match.data() - text.data());
      if (!match.empty()) take(Span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + match.size())});
      at = std::max<std::size_t>(begin + match.size(), at + 1);
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    }
  }

  /// What is named at word `i`, and how many words were looked at.
  std::pair<std::optional<Identifier>, std::size_t> named_at(const std::vector<WrittenWord>& words, std::size_t i, const std::set<std::string>& lower) const {
    const WrittenWord& word = words[i];
    if (!word.capital) return {std::nullopt, 1};
    if (const auto [what, length] = place_at(words, i); length > 0) return {Identifier{{word.span.begin, words[i + length - 1].span.end}, IdentifierKind::place, what}, length};
    const WrittenWord* before = i > 0 ? &words[i - 1] : nullptr;
    const bool titled = before != nullptr && word.follows && titles_.contains(before->folded);
    const bool known = given_.contains(word.folded) && !(word.starts && words_too_.contains(word.folded));
    const auto kin = before == nullptr ? kin_.end() : kin_.find(before->folded);
    const bool related = kin != kin_.end() && !ordinary_.contains(word.folded) && !word.starts && (word.follows || (word.behind_comma && known));
    const bool is_title = titles_.contains(word.folded) && !known;  // "Herr Doktor"
    if (word.span.end - word.span.begin < 2 || is_title || (is_ordinary(word.folded) && !titled)) return {std::nullopt, 1};
    if (!titled && !related && !known && (!capitals_ || word.starts || lower.contains(word.folded))) return {std::nullopt, 1};

    std::size_t length = 1;
    // Where nouns have capitals, only a first name is known to go on.
    const std::size_t longest = capitals_ ? kLongestName : known ? 2 : 1;
    while (length < longest && i + length < words.size() && joins(words[i + length])) ++length;
    Identifier identifier{{word.span.begin, words[i + length - 1].span.end}, IdentifierKind::name, related ? kin->second : ""};
    if (related && word.follows && before->capital) identifier.span.begin = before->span.begin;  // "Aunt Carol"
    const bool placed = before != nullptr && before_places_.contains(before->folded) && word.follows;
    if (placed && !known && !titled && !related) identifier.kind = IdentifierKind::place;
    return {identifier, length};
  }

  /// "I-I'm" is as ordinary as its parts.
  bool is_ordinary(const std::string& word) const {
    if (ordinary_.contains(word)) return true;
    for (std::size_t begin = 0; begin <= word.size();) {
      const std::size_t end = std::min(word.find('-', begin), word.size());
      if (end - begin == word.size() || !ordinary_.contains(word.substr(begin, end - begin))) return false;
      begin = end + 1;
    }
    return true;
  }

  bool joins(const WrittenWord& word) const { return word.capital && word.follows && !word.starts && !ordinary_.contains(word.folded) && word.span.end - word.span.begin > 1; }

  /// What the listed place is that begins here, and how many words it takes; 0: none does.
  std::pair<std::string, std::size_t> place_at(const std::vector<WrittenWord>& words, std::size_t i) const {
    std::pair<std::string, std::size_t> longest{"", 0};
    if (!places_begin_.contains(words[i].folded)) return longest;
    std::string name;
    for (std::size_t k = i; k < std::min(words.size(), i + 3); ++k) {
      if (k > i && (!words[k].follows || !words[k].capital)) break;
      name += (k > i ? " " : "") + words[k].folded;
      if (const auto place = places_.find(name); place != places_.end()) longest = {place->second, k - i + 1};
    }
    return longest;
  }

  bool capitals_;
  Words titles_, given_, words_too_, before_places_, places_begin_, ordinary_;
  std::map<std::string, std::string> places_, kin_;  // what each is
  std::vector<ListedTerm> listed_;
  std::vector<std::pair<PrivacyShape, std::unique_ptr<RE2>>> shapes_;
};

IdentifierFinder::IdentifierFinder(PrivacyWords words, const Language& language, std::vector<ListedTerm> listed)
    : impl_(std::make_unique<Impl>(std::move(words), language, std::move(listed))) {}
IdentifierFinder::IdentifierFinder(IdentifierFinder&&) noexcept = default;
IdentifierFinder& IdentifierFinder::operator=(IdentifierFinder&&) noexcept = default;
IdentifierFinder::~IdentifierFinder() = default;

std::vector<Identifier> IdentifierFinder::find(const Transcript& transcript) const { return impl_->find(transcript); }

}  // namespace attune
