#include "attune/coding/coder.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "attune/codebook/codebooks.h"
#include "attune/coding/density.h"
#include "attune/coding/framing.h"
#include "attune/coding/pairs.h"
#include "attune/coding/rules.h"
#include "attune/coding/structure.h"
#include "attune/coding/units.h"
#include "attune/coding/verbatim.h"
#include "attune/error.h"

namespace attune {
namespace {

constexpr int kNegationWindow = 4;   // words before a match in which a negator turns it
constexpr int kGuardWindow = 8;      // words before or after it that unless_before and unless_after look at
// Bits of items come in blocks of a fixed size, for loops that the compiler makes wide.
constexpr std::size_t kBlockWords = 8;
constexpr std::size_t kBlockBits = kBlockWords * 64;
constexpr std::size_t kMostAllowances = 256;    // pairs of section and speaker; then they are worked out anew
// Then all are forgotten. A form holds a row of bits, half a kilobyte with the shipped codebooks, and a corpus of 1 GB has some
// 150,000 forms: so many at a time keep the memory below the 64 MB that the whole may take.
constexpr std::size_t kMostForms = 50'000;

/// A match of a rule, before its conditions are looked at.
struct Match {
  std::uint32_t rule = 0;
  UnitRange units;           // empty for a regex
  Span span;
  const std::string* written = nullptr;
  std::uint32_t sentence = 0;
  std::uint32_t order = 0;   // of the phrase or regex in its codebook
};

Language language_of(const std::vector<Codebook>& codebooks) {
  const std::string id = codebooks.empty() ? "en" : codebooks.front().language;
  std::optional<Language> language = shipped_language(id);
  // Rules of a language without word lists still run: they only lack kin, negators and irregular verbs.
  return language ? *std::move(language) : [&] { Language bare; bare.id = id; return bare; }();
}

}  // namespace

class Coder::Impl {
 public:
  Impl(std::vector<Codebook> codebooks, const Language& language)
      : codebooks_(std::move(codebooks)), lexical_(language), rules_(compile_rules(codebooks_, lexical_, regexes_)), runner_(lexical_), structure_(language), frames_(language) {
    for (std::size_t i = 0; i < kUnitClasses; ++i)
      if (!rules_.by_class[i].empty() || !rules_.items_by_class[i].empty()) classes_.push_back(static_cast<UnitClass>(i));
    constexpr auto kWord = static_cast<std::size_t>(UnitClass::word);
    word_class_counts_ = !rules_.by_class[kWord].empty() || !rules_.items_by_class[kWord].empty();
    bit_words_ = (rules_.items / kBlockBits + 1) * kBlockWords;  // never 0: rows of bits are pointed into
    item_classes_.resize(rules_.items, 0);
    for (std::size_t i = 0; i < kUnitClasses; ++i) {
      class_bits_[i].resize(bit_words_, 0);
      for (std::uint32_t item : rules_.items_by_class[i]) {
        set_bit(class_bits_[i].data(), item);
        item_classes_[item] |= std::uint32_t{1} << i;
      }
    }
    sentence_bits_.resize(bit_words_);
    turn_bits_.resize(bit_words_);
    phrase_stamp_.resize(rules_.phrases.size(), 0);
    last_answer_.resize(rules_.phrases.size());
    for (std::uint32_t i = 0; i < rules_.rules.size(); ++i)
      if (rules_.rules[i].is_structural) structural_rules_.push_back(i);
    for (const Rule& rule : rules_.rules) hears_interviewer_ = hears_interviewer_ || rule.marker->speaker != Role::participant;
  }

  [[nodiscard]] const std::vector<Codebook>& codebooks() const { return codebooks_; }

  std::vector<Coding> code(const Transcript& transcript) {
    if (lexical_.vocabulary().size() > kMostForms) forget();
    begin(transcript);
    std::vector<Coding> codings(codebooks_.size());
    for (std::size_t i = 0; i < codebooks_.size(); ++i) {
      codings[i].transcript = transcript.id;
      codings[i].rater = rater_name(codebooks_[i]);
    }
    for (std::uint32_t s = 0; s < transcript.sentences.size();) {
      std::uint32_t end = s;
      const std::uint32_t turn = transcript.sentences[s].turn;
      while (end < transcript.sentences.size() && transcript.sentences[end].turn == turn) ++end;
      const Role role = transcript.turns[turn].role;
      if (role == Role::participant || (role == Role::interviewer && hears_interviewer_)) code_turn(turn, s, end, codings);
      s = end;
    }
    for (PairedMark& paired : pair_up(halves_)) codings[paired.codebook].marks.push_back(std::move(paired.mark));
    for (Coding& coding : codings) std::ranges::sort(coding.marks, mark_order);
    return codings;
  }

 private:
  void forget() {
    lexical_.forget();
    forms_.clear();
    triggers_.clear();
    form_bits_.clear();
  }

  void begin(const Transcript& transcript) {
    transcript_ = &transcript;
    mentions_ = mentions_of(transcript);
    response_of_.assign(transcript.turns.size(), kNoResponse);
    for (std::uint32_t r = 0; r < transcript.responses.size(); ++r)
      for (std::uint32_t t = transcript.responses[r].first_turn; t < transcript.responses[r].turn_end; ++t) response_of_[t] = r;
    is_cleaned_ = looks_cleaned(fluency_of(transcript));
    structure_.begin(transcript);
    frames_.begin(transcript);
    halves_.clear();
    conditions_.clear();
    capped_.clear();
    section_known_ = false;
    other_turn_ = kNoTurn;
  }

  // -- one turn --------------------------------------------------------------------------------------------------------

  void code_turn(std::uint32_t turn, std::uint32_t first_sentence, std::uint32_t sentence_end, std::vector<Coding>& codings) {
    turn_ = turn;
    turn_units_ = units_of(*transcript_, first_sentence, sentence_end, mentions_, lexical_, std::move(turn_units_));
    if (turn_units_.units.empty()) return;
    allow_rules();
    matches_.clear();
    turn_phrases_.clear();
    turn_pieces_.clear();
    std::ranges::fill(turn_bits_, 0);
    ++turn_stamp_;
    unit_classes_.assign(turn_units_.units.size(), 0);
    for (std::uint32_t s = 0; s < turn_units_.sentences.size(); ++s) {
      sentence_phrases_.clear();
      sentence_pieces_.clear();
      gather(turn_units_.sentences[s]);
      drop_hopeless(sentence_phrases_, sentence_bits_);
      if (!sentence_phrases_.empty()) match_phrases(sentence_phrases_, turn_units_.sentences[s], s);
      match_regexes(sentence_pieces_, turn_units_.sentences[s], s, /*sentence_scope=*/true);
    }
    const UnitRange whole{0, static_cast<std::uint32_t>(turn_units_.units.size())};
    drop_hopeless(turn_phrases_, turn_bits_);
    if (!turn_phrases_.empty()) match_phrases(turn_phrases_, whole, 0);
    match_regexes(turn_pieces_, whole, 0, /*sentence_scope=*/false);
    match_structures(whole);
    keep_matches(codings);
  }

  /// Where a phrase is looked for.
  enum class PhraseScope : std::uint8_t { none, sentence, turn };

  /// What may fire in a section when somebody speaks.
  struct Allowance {
    std::vector<bool> rules;
    std::vector<PhraseScope> phrases;
  };

  /// Which rules may fire in this turn, by speaker and section.
  void allow_rules() {
    const std::string_view section = section_at(*transcript_, turn_);
    const Role role = transcript_->turns[turn_].role;
    if (section_known_ && section == section_ && role == role_) return;
    section_known_ = true;
    section_ = section;
    role_ = role;
    // Speakers alternate, and sections are few: what is allowed is worked out once for each pair.
    if (allowances_.size() > kMostAllowances) allowances_.clear();
    const auto [known, is_new] = allowances_.try_emplace({section_, role});
    if (is_new) known->second = allowance_for(section, role);
    allowed_ = &known->second;
  }

  Allowance allowance_for(std::string_view section, Role role) const {
    Allowance allowance;
    allowance.rules.assign(rules_.rules.size(), false);
    for (std::size_t i = 0; i < rules_.rules.size(); ++i) {
      const Marker& marker = *rules_.rules[i].marker;
      const auto names = [&](const std::vector<std::string>& keys) { return std::ranges::find(keys, section) != keys.end(); };
      allowance.rules[i] = (marker.speaker == Role::none || marker.speaker == role) && (rules_.rules[i].half == Rule::Half::second || ((marker.sections.empty() || names(marker.sections)) && !names(marker.not_sections)));
    }
    allowance.phrases.resize(rules_.phrases.size());
    for (std::size_t i = 0; i < rules_.phrases.size(); ++i) {
      const std::uint32_t rule = rules_.phrases[i].rule;
      const bool by_sentence = rules_.rules[rule].marker->scope == Scope::sentence;
      allowance.phrases[i] = !allowance.rules[rule] ? PhraseScope::none : by_sentence ? PhraseScope::sentence : PhraseScope::turn;
    }
    return allowance;
  }

  /// What a word form calls for: decided when it is first met.
  struct FormRules {
    std::uint32_t begin = 0;  // in `triggers_`
    std::uint32_t count = 0;
    std::vector<std::uint32_t> pieces;
  };

  const FormRules& rules_of(std::uint32_t form) {
    while (forms_.size() <= form) {
      const auto number = static_cast<std::uint32_t>(forms_.size());
      FormRules rules;
      rules.begin = static_cast<std::uint32_t>(triggers_.size());
      for (Atom atom : lexical_.atoms(number)) triggers_.insert(triggers_.end(), rules_.by_atom[atom].begin(), rules_.by_atom[atom].end());
      rules.count = static_cast<std::uint32_t>(triggers_.size()) - rules.begin;
      form_bits_.resize((number + 1) * bit_words_, 0);
      for (Atom atom : lexical_.atoms(number))
        for (std::uint32_t item : rules_.items_by_atom[atom]) set_bit(&form_bits_[number * bit_words_], item);
      rules.pieces = regexes_.pieces_in(lexical_.vocabulary().form(number));
      forms_.push_back(std::move(rules));
    }
    return forms_[form];
  }

  /// Phrases and pieces of regular expressions that the units of a sentence call for.
  void gather(UnitRange sentence) {
    ++sentence_stamp_;
    std::ranges::fill(sentence_bits_, 0);
    for (std::uint32_t phrase : rules_.everywhere) want(phrase);
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
      const Unit& unit = turn_units_.units[i];
      // A regex sees a bracket whole, a phrase only the words in it.
      if (unit.kind == TokenKind::redacted || unit.kind == TokenKind::uncertain || unit.kind == TokenKind::unintelligible || unit.kind == TokenKind::sic)
        add_pieces(regexes_.pieces_in(slice(transcript_->text, unit.span)));
      if (unit.has_form) {
        const FormRules& rules = rules_of(unit.form);
        for (std::uint32_t k = 0; k < rules.count; ++k) want(triggers_[rules.begin + k]);
        add_bits(sentence_bits_.data(), &form_bits_[unit.form * bit_words_]);
        add_pieces(rules.pieces);
        if (is_plain_word(unit)) continue;
      }
      for (UnitClass unit_class : classes_)
        if (in_class(unit, unit_class, 0, transcript_->text, lexical_)) {
          unit_classes_[i] |= std::uint32_t{1} << static_cast<unsigned>(unit_class);
          for (std::uint32_t phrase : rules_.by_class[static_cast<std::size_t>(unit_class)]) want(phrase);
          add_bits(sentence_bits_.data(), class_bits_[static_cast<std::size_t>(unit_class)].data());
        }
    }
    add_bits(turn_bits_.data(), sentence_bits_.data());
  }

  // Bits say which items occur.
  static void set_bit(std::uint64_t* bits, std::uint32_t item) { bits[item / 64] |= std::uint64_t{1} << (item % 64); }
  void add_bits(std::uint64_t* into, const std::uint64_t* bits) const {
    for (std::size_t i = 0; i < bit_words_; i += kBlockWords) {
      std::array<std::uint64_t, kBlockWords> block;  // a copy, so that the two cannot overlap
      for (std::size_t k = 0; k < kBlockWords; ++k) block[k] = into[i + k] | bits[i + k];
      std::ranges::copy(block, into + i);
    }
  }
  bool has_all_items(std::uint32_t phrase, const std::vector<std::uint64_t>& bits) const {
    return std::ranges::all_of(rules_.required[phrase], [&](std::uint32_t item) { return bit(bits.data(), item); });
  }
  /// Keeps only the wanted phrases that have all their items in the scope.
  void drop_hopeless(std::vector<std::uint32_t>& phrases, const std::vector<std::uint64_t>& bits) {
    std::erase_if(phrases, [&](std::uint32_t phrase) { return !has_all_items(phrase, bits); });
  }

  void add_pieces(const std::vector<std::uint32_t>& pieces) {
    for (std::uint32_t piece : pieces) {
      add_once(sentence_pieces_, piece);
      add_once(turn_pieces_, piece);
    }
  }

  static void add_once(std::vector<std::uint32_t>& list, std::uint32_t value) {
    if (std::ranges::find(list, value) == list.end()) list.push_back(value);
  }

  void want(std::uint32_t phrase) {
    const PhraseScope scope = allowed_->phrases[phrase];
    if (scope == PhraseScope::none) return;
    // Sentences and turns are counted apart, so that one field a phrase says where it was last wanted.
    const std::uint64_t stamp = scope == PhraseScope::sentence ? sentence_stamp_ * 2 : turn_stamp_ * 2 + 1;
    if (phrase_stamp_[phrase] == stamp) return;
    phrase_stamp_[phrase] = stamp;
    (scope == PhraseScope::sentence ? sentence_phrases_ : turn_phrases_).push_back(phrase);
  }

  /// Runs the wanted phrases where they can begin.
  void match_phrases(const std::vector<std::uint32_t>& phrases, UnitRange scope, std::uint32_t sentence) {
    std::uint32_t opening = scope.begin;
    while (opening < scope.end && !counts_as_word(turn_units_.units[opening])) ++opening;
    for (std::uint32_t number : phrases) {
      const RulePhrase& phrase = rules_.phrases[number];
      const std::uint32_t end = std::min(begin_limit(number, scope), phrase.compiled.is_anchored ? opening + 1 : scope.end);
      const std::uint32_t begin = phrase.compiled.first_is_gap ? opening : scope.begin;
      const std::uint32_t first = rules_.first_item[number];
      for (std::uint32_t i = begin; i < end; ++i) {
        if (first != Rules::kAnything && !is_item(i, first)) continue;
        const GapsAtNegators gaps = rules_.rules[phrase.rule].marker->negation == Negation::skip ? GapsAtNegators::stop : GapsAtNegators::pass;
        const auto match_end = runner_.match(phrase.compiled, turn_units_.units, scope, i, transcript_->text, gaps);
        if (match_end)
          matches_.push_back({phrase.rule, {i, *match_end}, {turn_units_.units[i].span.begin, turn_units_.units[*match_end - 1].span.end}, phrase.written, sentence, number});
      }
    }
  }

  /// The unit before which a match of the phrase must begin: from there on, all the phrase needs still occurs, in its order.
  std::uint32_t begin_limit(std::uint32_t phrase, UnitRange scope) const {
    std::uint32_t limit = scope.end;
    const std::vector<std::uint32_t>& items = rules_.required[phrase];
    for (std::size_t k = items.size(); k-- > 0;) {
      std::uint32_t last = limit;
      while (last > scope.begin && !is_item(last - 1, items[k])) --last;
      if (last == scope.begin) return scope.begin;
      // The item before this one must stand before it; a match may begin with the first.
      limit = k > 0 ? last - 1 : last;
    }
    return limit;
  }

  static bool bit(const std::uint64_t* bits, std::uint32_t item) { return (bits[item / 64] >> (item % 64) & 1) != 0; }

  /// Whether a unit of the turn is an item.
  bool is_item(std::uint32_t number, std::uint32_t item) const {
    const Unit& unit = turn_units_.units[number];
    if (unit.has_form && !unit.skippable && bit(&form_bits_[unit.form * bit_words_], item)) return true;
    return (unit_classes_[number] & item_classes_[item]) != 0;
  }

  /// In no class but perhaps `<word>`.
  bool is_plain_word(const Unit& unit) const {
    return unit.has_form && unit.kind == TokenKind::word && !unit.kin && !unit.age && !lexical_.flags(unit.form).number_word && !word_class_counts_;
  }

  void match_regexes(const std::vector<std::uint32_t>& pieces, UnitRange scope, std::uint32_t sentence, bool sentence_scope) {
    std::optional<IntendedView> view;
    for (int number : regexes_.candidates(pieces)) {
      const auto regex = static_cast<std::size_t>(number);
      const std::uint32_t rule = rules_.regex_rules[regex];
      if (!allowed_->rules[rule] || (rules_.rules[rule].marker->scope == Scope::sentence) != sentence_scope) continue;
      if (!view) view = intended_view(turn_units_.units, scope, transcript_->text);
      for (Span span : regexes_.find(regex, *view))
        matches_.push_back({rule, units_in(span, scope), span, rules_.regex_written[regex], sentence, static_cast<std::uint32_t>(rules_.phrases.size() + regex)});
    }
  }

  UnitRange units_in(Span span, UnitRange scope) const {
    UnitRange range{scope.end, scope.begin};
    for (std::uint32_t i = scope.begin; i < scope.end; ++i)
      if (overlap(turn_units_.units[i].span, span)) range = {std::min(range.begin, i), i + 1};
    return range;
  }

  // -- the shape of answers ----------------------------------------------------------------------------------------------

  void match_structures(UnitRange whole) {
    const std::uint32_t response = response_of_[turn_];
    if (response == kNoResponse) return;
    for (std::uint32_t rule : structural_rules_) {
      if (!allowed_->rules[rule]) continue;
      const Marker& marker = *rules_.rules[rule].marker;
      for (const StructuralFind& find : structure_.find(marker.structure, marker.scope, response)) {
        if (find.turn != turn_) continue;
        const std::string& key = *structural_keys_.emplace(find.key).first;
        matches_.push_back({rule, units_in(find.span, whole), find.span, &key, sentence_of(find.span), static_cast<std::uint32_t>(rules_.phrases.size() + regexes_.size())});
      }
    }
  }

  /// The sentence of the turn that a span begins in.
  std::uint32_t sentence_of(Span span) const {
    std::uint32_t number = 0;
    while (number + 1 < turn_units_.sentences.size() && turn_units_.units[turn_units_.sentences[number + 1].begin].span.begin <= span.begin) ++number;
    return number;
  }

  /// Where matches of a rule stand close together, each stretch one match.
  std::vector<Match> dense(const std::vector<Match>& matches, const Density& density) {
    std::vector<Span> spans;
    for (const Match& match : matches) spans.push_back(match.span);
    std::vector<Match> stretches;
    const UnitRange whole{0, static_cast<std::uint32_t>(turn_units_.units.size())};
    for (Span span : dense_stretches(*transcript_, spans, density))
      stretches.push_back({matches.front().rule, units_in(span, whole), span, &*structural_keys_.emplace("density").first, sentence_of(span), 0});
    return stretches;
  }

  /// What a marker asks of the place and the frame of a match, besides words.
  bool stands_right(const Rule& rule, const Match& match) {
    const Marker& marker = *rule.marker;
    const std::uint32_t response = response_of_[turn_];
    if (marker.first_words > 0 || marker.last_words > 0)
      if (response == kNoResponse || !structure_.is_placed(marker.first_words, marker.last_words, response, match.span)) return false;
    if (!rule.is_structural && !marker.structure.is_empty())
      if (response == kNoResponse || structure_.find(marker.structure, marker.scope, response).empty()) return false;
    return frames_.fits(marker.framing, turn_, match.span);
  }

  // -- conditions ------------------------------------------------------------------------------------------------------

  void keep_matches(std::vector<Coding>& codings) {
    std::ranges::stable_sort(matches_, {}, &Match::rule);
    for (std::size_t i = 0; i < matches_.size();) {
      std::size_t end = i;
      while (end < matches_.size() && matches_[end].rule == matches_[i].rule) ++end;
      keep_matches_of(std::span(matches_).subspan(i, end - i), codings);
      i = end;
    }
  }

  void keep_matches_of(std::span<Match> matches, std::vector<Coding>& codings) {
    const Rule& rule = rules_.rules[matches.front().rule];
    const Marker& marker = *rule.marker;
    if (is_cleaned_ && rule.needs_verbatim) return;
    std::vector<Match> kept;
    for (const Match& match : matches)
      if (holds(rule, match)) kept.push_back(match);
    // Leftmost first, then longest; of equal ones the phrase that stands first in the codebook.
    std::ranges::stable_sort(kept, [](const Match& a, const Match& b) {
      if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
      return a.span.end != b.span.end ? a.span.end > b.span.end : a.order < b.order;
    });
    if (marker.density) kept = dense(kept, *marker.density);
    std::uint32_t done = 0;
    std::optional<std::uint32_t> first_in;
    for (const Match& match : kept) {
      if (marker.overlap != Overlap::all && match.span.begin < done) continue;
      if (marker.overlap == Overlap::first && first_in == match.sentence) continue;
      first_in = match.sentence;
      const std::uint32_t response = response_of_[turn_];
      if (marker.cap > 0 && response != kNoResponse && ++capped_[{match.rule, response}] > marker.cap) continue;
      done = std::max(done, match.span.end);
      Mark mark;
      mark.span = match.span;
      mark.turn = turn_;
      mark.code = rule.code;
      mark.subcode = rule.subcode;
      mark.marker = marker.id;
      mark.pattern = *match.written;
      mark.polarity = marker.polarity;
      mark.section = section_;
      if (rule.half == Rule::Half::none) codings[rule.codebook].marks.push_back(std::move(mark));
      else halves_.push_back({rule.marker, rule.codebook, rule.half == Rule::Half::first, std::move(mark), response, figure_of(match)});
    }
  }

  /// Who a match is about: the first person named in it, else the nearest before it in its sentence, else the first behind it.
  std::optional<std::uint32_t> figure_of(const Match& match) const {
    const UnitRange sentence = turn_units_.sentences[sentence_of(match.span)];
    const std::uint32_t begin = turn_units_.units[sentence.begin].span.begin, end = turn_units_.units[sentence.end - 1].span.end;
    std::optional<std::uint32_t> before;
    auto mention = std::ranges::lower_bound(mentions_, begin, {}, [](const FigureMention& m) { return m.span.begin; });
    for (; mention != mentions_.end() && mention->span.begin < std::max(end, match.span.end); ++mention) {
      if (mention->span.end > match.span.begin) return mention->span.begin < match.span.end || !before ? mention->figure : before;
      before = mention->figure;
    }
    return before;
  }

  bool holds(const Rule& rule, const Match& match) {
    const Marker& marker = *rule.marker;
    if (rule.half == Rule::Half::second) return frames_.fits(marker.framing, turn_, match.span);
    const UnitRange scope = marker.scope == Scope::sentence ? turn_units_.sentences[match.sentence] : UnitRange{0, static_cast<std::uint32_t>(turn_units_.units.size())};
    if (marker.negation != Negation::ignore && is_negated(match, scope) != (marker.negation == Negation::require)) return false;
    for (std::uint32_t phrase : rule.unless_before)
      if (found_in(phrase, {words_before(match, scope, kGuardWindow), match.units.begin})) return false;
    for (std::uint32_t phrase : rule.unless_after)
      if (found_in(phrase, {match.units.end, words_after(match, scope, kGuardWindow)})) return false;
    for (std::uint32_t phrase : rule.near)
      if (!found_in(phrase, {words_before(match, scope, marker.near_words), match.units.begin}) && !found_in(phrase, {match.units.end, words_after(match, scope, marker.near_words)})) return false;
    for (std::uint32_t phrase : rule.unless)
      if (found_in_scope(phrase, marker.scope, scope)) return false;
    for (std::uint32_t phrase : rule.all)
      if (!found_in_scope(phrase, marker.scope, scope)) return false;
    return stands_right(rule, match);
  }

  /// Whether a condition is met in part of the turn at hand.
  bool found_in(std::uint32_t phrase, UnitRange range) {
    return range.begin < range.end && has_all_items(phrase, turn_bits_) && found_among(phrase, turn_units_.units, range);
  }

  /// Whether a match of the phrase may begin at a unit, by that unit alone.
  bool may_begin(std::uint32_t phrase, const Unit& unit) const {
    const std::uint32_t first = rules_.first_item[phrase];
    return first == Rules::kAnything || !is_plain_word(unit) || bit(&form_bits_[unit.form * bit_words_], first);
  }

  bool found_among(std::uint32_t phrase, const std::vector<Unit>& units, UnitRange range) {
    for (std::uint32_t begin = range.begin; begin < range.end; ++begin) {
      if (!may_begin(phrase, units[begin])) continue;
      if (runner_.match(rules_.phrases[phrase].compiled, units, range, begin, transcript_->text)) return true;
    }
    return false;
  }

  /// A negator up to four words before the match, in its clause.
  bool is_negated(const Match& match, UnitRange scope) const {
    int words = 0;
    for (std::uint32_t i = match.units.begin; i > scope.begin && words < kNegationWindow; --i) {
      const Unit& unit = turn_units_.units[i - 1];
      if (unit.skippable) continue;
      if (unit.kind == TokenKind::punctuation || !unit.has_form) return false;
      const FormFlags flags = lexical_.flags(unit.form);
      if (flags.negator) return true;
      if (flags.clause_break) return false;
      words += !unit.free;
    }
    return false;
  }

  static bool counts_as_word(const Unit& unit) { return !unit.free && !unit.skippable && unit.kind != TokenKind::punctuation; }

  std::uint32_t words_before(const Match& match, UnitRange scope, int window) const {
    std::uint32_t begin = match.units.begin;
    for (int words = 0; begin > scope.begin; --begin)
      if (counts_as_word(turn_units_.units[begin - 1]) && ++words > window) break;
    return begin;
  }
  std::uint32_t words_after(const Match& match, UnitRange scope, int window) const {
    std::uint32_t end = match.units.end;
    for (int words = 0; end < scope.end; ++end)
      if (counts_as_word(turn_units_.units[end]) && ++words > window) break;
    return end;
  }

  /// Looked for once in each scope, however many matches ask.
  bool found_in_scope(std::uint32_t phrase, Scope scope, UnitRange range) {
    if (scope == Scope::sentence || scope == Scope::turn) {
      Answer& last = last_answer_[phrase];
      if (last.turn_stamp != turn_stamp_ || last.begin != range.begin) last = {turn_stamp_, range.begin, found_in(phrase, range)};
      return last.found;
    }
    const auto [first, end] = turns_of(scope);
    const auto key = std::tuple{phrase, first, role_};
    if (const auto known = conditions_.find(key); known != conditions_.end()) return known->second;
    bool found = found_in(phrase, {0, static_cast<std::uint32_t>(turn_units_.units.size())});
    for (std::uint32_t turn = first; turn < end && !found; ++turn)
      if (turn != turn_ && transcript_->turns[turn].role == role_) found = found_in_turn(phrase, turn);
    conditions_[key] = found;
    return found;
  }

  bool found_in_turn(std::uint32_t phrase, std::uint32_t turn) {
    if (other_turn_ != turn) {
      const std::vector<Sentence>& sentences = transcript_->sentences;
      const auto first = std::ranges::lower_bound(sentences, turn, {}, &Sentence::turn);
      const auto end = std::ranges::upper_bound(sentences, turn, {}, &Sentence::turn);
      const auto begin = static_cast<std::uint32_t>(first - sentences.begin());
      other_units_ = units_of(*transcript_, begin, begin + static_cast<std::uint32_t>(end - first), mentions_, lexical_, std::move(other_units_));
      for (const Unit& unit : other_units_.units)
        if (unit.has_form) (void)rules_of(unit.form);
      other_turn_ = turn;
    }
    const UnitRange whole{0, static_cast<std::uint32_t>(other_units_.units.size())};
    return whole.end > 0 && found_among(phrase, other_units_.units, whole);
  }

  /// The turns of the response or section the current turn lies in.
  std::pair<std::uint32_t, std::uint32_t> turns_of(Scope scope) const {
    if (scope == Scope::response && response_of_[turn_] != kNoResponse) {
      const Response& response = transcript_->responses[response_of_[turn_]];
      return {response.first_turn, response.turn_end};
    }
    if (scope == Scope::section)
      for (const Section& section : transcript_->sections)
        if (turn_ >= section.first_turn && turn_ < section.turn_end) return {section.first_turn, section.turn_end};
    return {turn_, turn_ + 1};
  }

  static constexpr std::uint32_t kNoTurn = 0xFFFFFFFF;
  static constexpr std::uint32_t kNoResponse = 0xFFFFFFFF;

  std::vector<Codebook> codebooks_;
  Lexical lexical_;
  RegexSet regexes_;
  Rules rules_;
  PhraseRunner runner_;
  StructureReader structure_;
  FrameReader frames_;
  std::vector<HalfPair> halves_;    // of the transcript at hand
  bool is_cleaned_ = false;         // how things were said is not in the transcript
  std::vector<std::uint32_t> structural_rules_;
  std::set<std::string, std::less<>> structural_keys_;  // matches point to what is written of them
  std::vector<UnitClass> classes_;  // those some phrase is looked for by
  bool hears_interviewer_ = false;
  bool word_class_counts_ = false;  // some phrase is looked for by, or begins with, <word>

  // By word form.
  std::vector<FormRules> forms_;
  std::vector<std::uint32_t> triggers_;
  std::size_t bit_words_ = 0;
  std::vector<std::uint64_t> form_bits_;
  std::array<std::vector<std::uint64_t>, kUnitClasses> class_bits_;
  std::vector<std::uint32_t> item_classes_;  // by item: its classes, a bit each

  // Of the transcript at hand.
  const Transcript* transcript_ = nullptr;
  std::vector<FigureMention> mentions_;
  std::vector<std::uint32_t> response_of_;                                // by turn
  std::map<std::tuple<std::uint32_t, std::uint32_t, Role>, bool> conditions_;  // (phrase, first turn of the scope, whose turns)
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> capped_;         // (rule, response)

  // Of the turn at hand; buffers to use again.
  std::uint32_t turn_ = 0;
  std::uint32_t other_turn_ = kNoTurn;  // whose units are in `other_units_`
  bool section_known_ = false;
  std::string section_;
  Role role_ = Role::none;
  std::map<std::pair<std::string, Role>, Allowance> allowances_;
  const Allowance* allowed_ = nullptr;
  TurnUnits turn_units_, other_units_;
  std::vector<std::uint32_t> sentence_phrases_, turn_phrases_, sentence_pieces_, turn_pieces_;
  std::vector<std::uint64_t> phrase_stamp_;
  /// Whether a phrase was found in the last sentence or turn it was looked for in.
  struct Answer {
    std::uint64_t turn_stamp = 0;
    std::uint32_t begin = 0;
    bool found = false;
  };
  std::vector<Answer> last_answer_;  // by phrase
  std::uint64_t sentence_stamp_ = 0, turn_stamp_ = 0;
  std::vector<std::uint64_t> sentence_bits_, turn_bits_;
  std::vector<std::uint32_t> unit_classes_;  // by unit: its classes, a bit each
  std::vector<Match> matches_;
};

Coder::Coder(std::vector<Codebook> codebooks, const Language& language) : impl_(std::make_unique<Impl>(std::move(codebooks), language)) {}
Coder::Coder(std::vector<Codebook> codebooks) : Coder(codebooks, language_of(codebooks)) {}
Coder::Coder(Coder&&) noexcept = default;
Coder& Coder::operator=(Coder&&) noexcept = default;
Coder::~Coder() = default;

const std::vector<Codebook>& Coder::codebooks() const { return impl_->codebooks(); }
std::vector<Coding> Coder::code(const Transcript& transcript) { return impl_->code(transcript); }

}  // namespace attune
