#include "attune/coding/identifiers.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <re2/re2.h>

#include "attune/coding/identifying_text.h"
#include "attune/error.h"
#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::size_t kLongestName = 4;  // words joined to one name
constexpr std::uint32_t kClearly = 2;    // times as often is clearly more often

/// How often a word is written small, and how often with a capital that no sentence asks for.
struct Spelling {
  std::uint32_t small = 0, capital = 0;
};

/// Of a word of talk a capital is the slip, of a name a small letter. Between the two both are believed; what is known to name is given more credit.
bool is_word_of_talk(Spelling spelling) { return spelling.small > kClearly * spelling.capital; }
bool is_name_with_slips(Spelling spelling) { return spelling.capital >= kClearly * spelling.small; }

/// What is known of a word that names. `alone`: it stood so without others, and is no "Mill" of "Old Mill Farm".
struct Name {
  IdentifierKind kind = IdentifierKind::name;
  bool alone = false;
};

using Words = std::unordered_set<std::string>;

Words set_of(const std::vector<std::string>& words) { return {words.begin(), words.end()}; }

}  // namespace

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

  std::vector<Identifier> find(const Transcript& transcript, const KnownNames& known) const {
    const std::string text = identifying_text(transcript);
    Found found;
    add_listed(text, found);
    add_shapes(text, found);
    Reading reading{text, identifying_words(transcript, text), known, {}, {}};
    for (const auto& [word, times] : known) {
      reading.spellings[word].capital += times;
      if (!is_no_name(word)) reading.names.try_emplace(word);
    }
    for (const WrittenWord& word : reading.words) {
      if (is_taken(found, word.span)) continue;  // the words of an address are nobody's
      Spelling& spelling = reading.spellings[word.folded];
      if (!word.capital) ++spelling.small;
      else if (!word.starts && !word.shouted) ++spelling.capital;
    }
    for (std::size_t i = 0; i < reading.words.size();) {
      const auto [identifier, length] = named_at(reading, i);
      if (identifier && add(found, *identifier)) learn(reading, *identifier, i, length);
      i += length;
    }
    add_again(reading, found);
    std::vector<Identifier> identifiers;
    for (auto& [span, identifier] : found) identifiers.push_back(std::move(identifier));
    return identifiers;
  }

 private:
  /// In order; they do not overlap.
  using Found = std::map<Span, Identifier>;

  /// A text's words, how they are spelled, and what became known of single ones.
  struct Reading {
    std::string_view text;
    std::vector<WrittenWord> words;
    const KnownNames& known;
    std::unordered_map<std::string, Spelling> spellings;
    std::unordered_map<std::string, Name> names;

    [[nodiscard]] Spelling spelling_of(const std::string& word) const {
      const auto spelling = spellings.find(word);
      return spelling == spellings.end() ? Spelling{} : spelling->second;
    }
  };

  static bool is_taken(const Found& found, Span span) {
    const auto behind = found.lower_bound({span.begin, 0});
    return (behind != found.end() && behind->first.begin < span.end) || (behind != found.begin() && std::prev(behind)->first.end > span.begin);
  }

  static bool add(Found& found, const Identifier& one) { return !is_taken(found, one.span) && found.emplace(one.span, one).second; }

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
  std::pair<std::optional<Identifier>, std::size_t> named_at(const Reading& reading, std::size_t i) const {
    const std::vector<WrittenWord>& words = reading.words;
    const WrittenWord& word = words[i];
    if (!word.capital) return {std::nullopt, 1};
    if (const auto [what, length] = place_at(words, i); length > 0) return {Identifier{{word.span.begin, words[i + length - 1].span.end}, IdentifierKind::place, what}, length};
    const WrittenWord* before = i > 0 ? &words[i - 1] : nullptr;
    const bool titled = before != nullptr && word.follows && titles_.contains(before->folded);
    const auto is_talk = [&] { return word.starts && is_word_of_talk(reading.spelling_of(word.folded)); };
    const bool is_known = given_.contains(word.folded) || (reading.known.contains(word.folded) && !titles_.contains(word.folded) && !is_talk());
    const bool known = is_known && !(word.starts && words_too_.contains(word.folded));
    const auto kin = before == nullptr ? kin_.end() : kin_.find(before->folded);
    const bool related = kin != kin_.end() && !ordinary_.contains(word.folded) && !word.starts && (word.follows || (word.behind_comma && known));
    const bool is_title = titles_.contains(word.folded) && !known;  // "Herr Doktor"
    if (word.span.end - word.span.begin < 2 || is_title || ((is_ordinary(word.folded) || ends_phrase(words, i)) && !titled)) return {std::nullopt, 1};
    if (!titled && !related && !known && (!capitals_ || word.starts || is_word_of_talk(reading.spelling_of(word.folded)))) return {std::nullopt, 1};

    std::size_t length = 1;
    // Where nouns have capitals, only a first name is known to go on.
    const std::size_t longest = capitals_ ? kLongestName : known ? 2 : 1;
    while (length < longest && i + length < words.size() && joins(reading, i + length)) ++length;
    Identifier identifier{{word.span.begin, words[i + length - 1].span.end}, IdentifierKind::name, related ? kin->second : ""};
    if (related && word.follows && before->capital) identifier.span.begin = before->span.begin;  // "Aunt Carol"
    const bool placed = before != nullptr && before_places_.contains(before->folded) && word.follows;
    if (placed && !known && !titled && !related) identifier.kind = IdentifierKind::place;
    return {identifier, length};
  }

  /// "the North Sea"
  bool ends_phrase(const std::vector<WrittenWord>& words, std::size_t i) const {
    return i > 0 && words[i].follows && ordinary_.contains(words[i - 1].folded + " " + words[i].folded);
  }

  bool is_no_name(const std::string& word) const { return is_ordinary(word) || titles_.contains(word); }

  /// The words of a name, or of a place that no list has, name by themselves.
  void learn(Reading& reading, const Identifier& identifier, std::size_t first, std::size_t length) const {
    if (identifier.kind == IdentifierKind::place && !identifier.role.empty()) return;
    for (std::size_t i = first; i < first + length; ++i) {
      if (is_no_name(reading.words[i].folded)) continue;
      Name& name = reading.names.try_emplace(reading.words[i].folded, Name{identifier.kind}).first->second;
      name.alone = name.alone || length == 1;
    }
  }

  /// Names that stand once more: at the beginning of a sentence, in another case, within a double name, in the genitive of German.
  void add_again(const Reading& reading, Found& found) const {
    for (const WrittenWord& word : reading.words) {
      if (const auto kind = named_again(reading, word, word.folded)) {
        add(found, {word.span, *kind, ""});
        continue;
      }
      const std::vector<std::string_view> parts = hyphen_parts(slice(reading.text, word.span));
      if (parts.size() == 1) continue;
      const bool is_double = std::ranges::all_of(parts, [&](std::string_view part) { return is_name_part(part); });  // not "No-Anna"
      for (std::string_view part : parts) {
        const auto begin = static_cast<std::uint32_t>(part.data() - reading.text.data());
        const Span span{begin, begin + static_cast<std::uint32_t>(part.size())};
        if (const auto kind = named_again(reading, word, folded(part))) add(found, {is_double ? word.span : span, *kind, ""});
      }
    }
  }

  std::optional<IdentifierKind> named_again(const Reading& reading, const WrittenWord& word, const std::string& written) const {
    auto name = reading.names.find(written);
    // The genitive of German, and a family: "Brocks".
    if (name == reading.names.end() && word.capital && written.ends_with('s')) name = reading.names.find(written.substr(0, written.size() - 1));
    if (name == reading.names.end()) return std::nullopt;
    const Spelling spelling = reading.spelling_of(name->first);
    const bool says_nothing = word.starts || !word.capital;
    if (says_nothing && (words_too_.contains(name->first) || is_word_of_talk(spelling))) return std::nullopt;
    const bool is_slip = reading.known.contains(name->first) ? !is_word_of_talk(spelling) : name->second.alone && is_name_with_slips(spelling);
    if (!word.capital && !is_slip) return std::nullopt;
    return name->second.kind;
  }

  bool is_name_part(std::string_view part) const { return folded(part) != part && !is_ordinary(folded(part)); }

  /// "I-I'm" is as ordinary as its parts.
  bool is_ordinary(const std::string& word) const {
    return std::ranges::all_of(hyphen_parts(word), [&](std::string_view part) { return ordinary_.contains(std::string(part)); }) || ordinary_.contains(word);
  }

  /// "Orla Keane", but not "Orla's Mill".
  bool joins(const Reading& reading, std::size_t i) const {
    const WrittenWord& word = reading.words[i];
    const bool is_owned = apostrophe_at(reading.text, reading.words[i - 1].span.end) > 0;
    return word.capital && word.follows && !is_owned && !word.starts && !ordinary_.contains(word.folded) && word.span.end - word.span.begin > 1;
  }

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

std::vector<Identifier> IdentifierFinder::find(const Transcript& transcript, const KnownNames& names) const { return impl_->find(transcript, names); }

}  // namespace attune
