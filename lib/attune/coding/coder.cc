#include "attune/coding/coder.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "attune/codebook/codebooks.h"
#include "attune/coding/conditions.h"
#include "attune/coding/density.h"
#include "attune/coding/framing.h"
#include "attune/coding/pairs.h"
#include "attune/coding/phrase_search.h"
#include "attune/coding/regex_search.h"
#include "attune/coding/rule_finding.h"
#include "attune/coding/rules.h"
#include "attune/coding/structure.h"
#include "attune/coding/units.h"
#include "attune/coding/verbatim.h"
#include "attune/coding/weighing.h"
#include "attune/coding/word_marks.h"
#include "attune/error.h"

namespace attune {
namespace {

constexpr std::size_t kMostAllowances = 256;    // pairs of section and speaker; then they are worked out anew
// Then all are forgotten. A form takes some 270 bytes, and a corpus of 1 GB has some 150,000 of them: so many at a time keep the
// memory below the 64 MB that the whole may take.
constexpr std::size_t kMostForms = 40'000;

/// A match of a rule, before its conditions are looked at.
struct Match {
  std::uint32_t rule = 0;
  UnitRange units;           // empty for a regex
  Span span;
  std::string_view written;  // of the codebook, or a literal
  std::uint32_t sentence = 0;
  std::uint32_t order = 0;   // of the phrase or regex in its codebook
};

/// What was found of a rule in one response.
struct OfResponse {
  std::uint32_t response = Conditions::kNoResponse;
  int marks = 0;                                          // before the cap
  std::optional<std::vector<StructuralFind>> structure;  // when it was looked for
};

Language language_of(const std::vector<Codebook>& codebooks) {
  const std::string id = codebooks.empty() ? "en" : codebooks.front().language;
  std::optional<Language> language = shipped_language(id);
  // Rules of a language without word lists still run: they only lack kin, negators and irregular verbs.
  if (!language) language.emplace().id = id;
  return *std::move(language);
}

/// What copies of a coder share.
struct Compiled {
  Compiled(std::vector<Codebook> books, const Language& words_of) : codebooks(std::move(books)), language(words_of), lexical(language), rules(compile_rules(codebooks, lexical, regexes)) {}

  std::vector<Codebook> codebooks;
  Language language;
  Lexical lexical;  // decides no forms: its copies do
  RegexSet regexes;
  Rules rules;
};

}  // namespace

class Coder::Impl {
 public:
  Impl(std::vector<Codebook> codebooks, const Language& language) : Impl(std::make_shared<const Compiled>(std::move(codebooks), language)) {}
  /// Another for the same rules.
  explicit Impl(const Impl& other) : Impl(other.compiled_) {}
  Impl& operator=(const Impl&) = delete;

  [[nodiscard]] const std::vector<Codebook>& codebooks() const { return codebooks_; }

  std::vector<Coding> code(const Transcript& transcript, WordWeighing weighing) {
    if (lexical_.vocabulary().size() > kMostForms) forget();
    begin(transcript, weighing);
    for (std::uint32_t s = 0; s < transcript.sentences.size();) {
      std::uint32_t end = s;
      const std::uint32_t turn = transcript.sentences[s].turn;
      while (end < transcript.sentences.size() && transcript.sentences[end].turn == turn) ++end;
      const Role role = transcript.turns[turn].role;
      if (role == Role::participant || (role == Role::interviewer && hears_interviewer_)) code_turn(turn, s, end);
      s = end;
    }
    const std::vector<RuleFinding> late = found_late(), by_words = words_.marked_by_words(late);
    findings_.insert(findings_.end(), late.begin(), late.end());
    findings_.insert(findings_.end(), by_words.begin(), by_words.end());
    std::vector<std::vector<Mark>> marks = marks_of(findings_, rules_, transcript, codebooks_.size());
    std::vector<Coding> codings(codebooks_.size());
    for (std::size_t i = 0; i < codebooks_.size(); ++i) {
      codings[i].transcript = transcript.id;
      codings[i].rater = rater_name(codebooks_[i]);
      codings[i].marks = std::move(marks[i]);
    }
    return codings;
  }

 private:
  explicit Impl(std::shared_ptr<const Compiled> compiled)
      : compiled_(std::move(compiled)), codebooks_(compiled_->codebooks), regexes_(compiled_->regexes), rules_(compiled_->rules), lexical_(compiled_->lexical), search_(rules_, lexical_), regex_search_(regexes_, rules_), conditions_(rules_, compiled_->language, lexical_, search_), structure_(compiled_->language), frames_(compiled_->language), words_(codebooks_, rules_), weighted_(rules_.rules.size()) {
    for (std::uint32_t i = 0; i < rules_.rules.size(); ++i)
      if (rules_.rules[i].is_structural) structural_rules_.push_back(i);
    for (const Rule& rule : rules_.rules) hears_interviewer_ = hears_interviewer_ || rule.marker->speaker != Role::participant;
  }

  void forget() {
    lexical_.forget();
    regex_search_.forget();
    search_.forget();
    words_.forget();
  }

  void begin(const Transcript& transcript, WordWeighing weighing) {
    transcript_ = &transcript;
    mentions_ = mentions_of(transcript);
    response_of_.assign(transcript.turns.size(), Conditions::kNoResponse);
    for (std::uint32_t r = 0; r < transcript.responses.size(); ++r)
      for (std::uint32_t t = transcript.responses[r].first_turn; t < transcript.responses[r].turn_end; ++t) response_of_[t] = r;
    is_cleaned_.reset();
    structure_.begin(transcript);
    frames_.begin(transcript);
    halves_.clear();
    for (std::vector<WeightedHit>& hits : weighted_) hits.clear();
    findings_.clear();
    words_.begin(weighing == WordWeighing::together);
    conditions_.begin(transcript, mentions_, response_of_);
    of_response_.assign(rules_.rules.size(), {});
    section_known_ = false;
  }

  // -- one turn --------------------------------------------------------------------------------------------------------

  void code_turn(std::uint32_t turn, std::uint32_t first_sentence, std::uint32_t sentence_end) {
    turn_ = turn;
    turn_units_ = units_of(*transcript_, first_sentence, sentence_end, mentions_, lexical_, std::move(turn_units_));
    if (turn_units_.units.empty()) return;
    allow_rules();
    matches_.clear();
    learn();
    search_.begin_turn(turn_units_, *allowed_);
    regex_search_.begin_turn(turn_units_.units, transcript_->text, *allowed_);
    conditions_.begin_turn(turn, turn_units_);
    for (std::uint32_t s = 0; s < turn_units_.sentences.size(); ++s) keep_found(regex_search_.find_in_sentence(turn_units_.sentences[s]), turn_units_.sentences[s], s);
    const UnitRange whole{0, static_cast<std::uint32_t>(turn_units_.units.size())};
    keep_found(search_.find());
    keep_found(regex_search_.find_in_turn(), whole, 0);
    match_structures(whole);
    words_.begin_turn(turn_units_, role_, *allowed_);
    const std::size_t before = findings_.size();
    keep_matches();
    words_.end_turn(turn_, std::span(findings_).subspan(before));
  }

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

  /// By rule: whether it may fire in a section when somebody speaks.
  std::vector<bool> allowance_for(std::string_view section, Role role) const {
    std::vector<bool> allowance(rules_.rules.size(), false);
    for (std::size_t i = 0; i < rules_.rules.size(); ++i) {
      const Marker& marker = *rules_.rules[i].marker;
      const auto names = [&](const std::vector<std::string>& keys) { return std::ranges::find(keys, section) != keys.end(); };
      const bool by_section = (marker.sections.empty() || names(marker.sections)) && !names(marker.not_sections);
      allowance[i] = (marker.speaker == Role::none || marker.speaker == role) && (rules_.rules[i].half == Rule::Half::second || by_section);
    }
    return allowance;
  }

  /// Decides what the words call for that were met since.
  void learn() {
    search_.learn();
    const Vocabulary& vocabulary = lexical_.vocabulary();
    words_.learn(vocabulary);
    regex_search_.learn(vocabulary);
  }

  void keep_found(const std::vector<PhraseSearch::Found>& all) {
    for (const PhraseSearch::Found& found : all) {
      const RulePhrase& phrase = rules_.phrases[found.phrase];
      matches_.push_back({phrase.rule, found.units, span_of(turn_units_, found.units), *phrase.written, found.sentence, found.phrase});
    }
  }

  void keep_found(const std::vector<RegexSearch::Found>& all, UnitRange scope, std::uint32_t sentence) {
    for (const RegexSearch::Found& found : all) {
      const auto order = static_cast<std::uint32_t>(rules_.phrases.size() + found.regex);
      matches_.push_back({rules_.regex_rules[found.regex], units_in(turn_units_, found.span, scope), found.span, *rules_.regex_written[found.regex], sentence, order});
    }
  }

  // -- the shape of answers ----------------------------------------------------------------------------------------------

  void match_structures(UnitRange whole) {
    const std::uint32_t response = response_of_[turn_];
    if (response == Conditions::kNoResponse) return;
    for (std::uint32_t rule : structural_rules_) {
      if (!(*allowed_)[rule]) continue;
      for (const StructuralFind& find : structure_in(rule, response))
        if (find.turn == turn_)
          matches_.push_back({rule, units_in(turn_units_, find.span, whole), find.span, find.key, sentence_at(turn_units_, find.span), static_cast<std::uint32_t>(rules_.phrases.size() + regexes_.size())});
    }
  }

  /// What is known of a rule in a response; of the last one asked, for turns come in order.
  OfResponse& of_response(std::uint32_t rule, std::uint32_t response) {
    OfResponse& known = of_response_[rule];
    if (known.response != response) known = {response, 0, std::nullopt};
    return known;
  }

  /// What there is of a rule's structure in a response: found once, however many matches ask.
  const std::vector<StructuralFind>& structure_in(std::uint32_t rule, std::uint32_t response) {
    OfResponse& known = of_response(rule, response);
    const Marker& marker = *rules_.rules[rule].marker;
    if (!known.structure) known.structure = structure_.find(marker.structure, marker.scope, response);
    return *known.structure;
  }

  /// Where matches of a rule stand close together, each stretch one match.
  std::vector<Match> dense(const std::vector<Match>& matches, const Density& density) {
    std::vector<Span> spans;
    for (const Match& match : matches) spans.push_back(match.span);
    std::vector<Match> stretches;
    const UnitRange whole{0, static_cast<std::uint32_t>(turn_units_.units.size())};
    for (Span span : dense_stretches(*transcript_, spans, density))
      stretches.push_back({matches.front().rule, units_in(turn_units_, span, whole), span, "density", sentence_at(turn_units_, span), 0});
    return stretches;
  }

  /// Whether the response has the shape that a rule asks for beside its phrases.
  bool is_shaped(const Rule& rule, std::uint32_t number) {
    if (rule.is_structural || rule.half == Rule::Half::second || rule.marker->structure.is_empty()) return true;
    const std::uint32_t response = response_of_[turn_];
    return response != Conditions::kNoResponse && !structure_in(number, response).empty();
  }

  /// What a marker asks of the place and the frame of a match, besides words.
  bool stands_right(const Rule& rule, const Match& match) {
    const Marker& marker = *rule.marker;
    const std::uint32_t response = response_of_[turn_];
    if (marker.first_words > 0 || marker.last_words > 0)
      if (response == Conditions::kNoResponse || !structure_.is_placed(marker.first_words, marker.last_words, response, match.span)) return false;
    return frames_.fits(marker.framing, turn_, match.span);
  }

  // -- conditions ------------------------------------------------------------------------------------------------------

  void keep_matches() {
    // By rule: leftmost first, then longest; of equal ones the phrase that stands first in the codebook. So they come from the search.
    const auto stands_before = [](const Match& a, const Match& b) {
      if (a.rule != b.rule) return a.rule < b.rule;
      if (a.span.begin != b.span.begin) return a.span.begin < b.span.begin;
      return a.span.end != b.span.end ? a.span.end > b.span.end : a.order < b.order;
    };
    if (!std::ranges::is_sorted(matches_, stands_before)) std::ranges::sort(matches_, stands_before);
    for (std::size_t i = 0; i < matches_.size();) {
      std::size_t end = i;
      while (end < matches_.size() && matches_[end].rule == matches_[i].rule) ++end;
      keep_matches_of(std::span(matches_).subspan(i, end - i));
      i = end;
    }
  }

  void keep_matches_of(std::span<const Match> matches) {
    const Rule& rule = rules_.rules[matches.front().rule];
    const Marker& marker = *rule.marker;
    if ((marker.needs_verbatim && is_cleaned()) || !is_shaped(rule, matches.front().rule)) return;
    kept_.clear();
    for (const Match& match : matches)
      if (holds(rule, match)) kept_.push_back(match);
    if (kept_.empty()) return;
    if (!marker.weights.empty()) return keep_weighted(rule);
    if (marker.density) {
      if (kept_.size() < static_cast<std::size_t>(marker.density->hits)) return;
      kept_ = dense(kept_, *marker.density);
    }
    const std::uint32_t response = response_of_[turn_];
    std::uint32_t done = 0;
    std::optional<std::uint32_t> first_in;
    for (const Match& match : kept_) {
      if (marker.overlap != Overlap::all && match.span.begin < done) continue;
      if (marker.overlap == Overlap::first && first_in == match.sentence) continue;
      first_in = match.sentence;
      if (marker.cap > 0 && response != Conditions::kNoResponse && ++of_response(match.rule, response).marks > marker.cap) continue;
      done = std::max(done, match.span.end);
      const RuleFinding finding{match.span, turn_, match.rule, match.written};
      if (rule.half != Rule::Half::none) halves_.push_back({rule.marker, rule.half == Rule::Half::first, finding, section_at(*transcript_, turn_), response, figure_near(match.span, span_of(turn_units_, turn_units_.sentences[sentence_at(turn_units_, match.span)]), mentions_)});
      else if (words_.let_stand(match.rule, match.span)) findings_.push_back(finding);
    }
  }

  /// Matches that count only together.
  void keep_weighted(const Rule& rule) {
    const Marker& marker = *rule.marker;
    const std::uint64_t first_turn = conditions_.turns_of(marker.scope).first;
    for (const Match& match : kept_) {
      const std::uint32_t entry = match.order - rule.any.front();
      if (entry >= marker.weights.size()) continue;  // a regular expression has no weight
      const std::uint64_t scope = marker.scope == Scope::sentence ? (std::uint64_t{turn_} << 32) + match.sentence : first_turn;
      weighted_[match.rule].push_back({match.span, turn_, entry, scope, words_.let_stand(match.rule, match.span)});
    }
  }

  /// What is found only when the whole transcript is seen.
  std::vector<RuleFinding> found_late() const {
    std::vector<RuleFinding> late = pair_up(halves_);
    for (std::uint32_t rule = 0; rule < weighted_.size(); ++rule)
      for (const WeighedPassage& passage : weigh(*rules_.rules[rule].marker, weighted_[rule])) late.push_back({passage.span, passage.turn, rule, "weights"});
    return late;
  }

  /// Whether how things were said is not in the transcript.
  bool is_cleaned() {
    if (!is_cleaned_) is_cleaned_ = looks_cleaned(fluency_of(*transcript_));
    return *is_cleaned_;
  }

  bool holds(const Rule& rule, const Match& match) {
    const Marker& marker = *rule.marker;
    if (rule.half == Rule::Half::second) return frames_.fits(marker.framing, turn_, match.span);
    return conditions_.hold(rule, match.units, match.sentence) && stands_right(rule, match);
  }

  std::shared_ptr<const Compiled> compiled_;  // with copies, of which nobody knows which will be the last
  const std::vector<Codebook>& codebooks_;    // of these, as the next two
  const RegexSet& regexes_;
  const Rules& rules_;
  Lexical lexical_;
  PhraseSearch search_;
  RegexSearch regex_search_;
  Conditions conditions_;
  StructureReader structure_;
  FrameReader frames_;
  WordMarks words_;
  std::optional<bool> is_cleaned_;  // when it was asked
  std::vector<std::uint32_t> structural_rules_;
  bool hears_interviewer_ = false;

  // Of the transcript at hand.
  const Transcript* transcript_ = nullptr;
  std::vector<FigureMention> mentions_;
  std::vector<std::uint32_t> response_of_;                                // by turn
  std::vector<OfResponse> of_response_;                                   // by rule
  std::vector<RuleFinding> findings_;
  std::vector<HalfPair> halves_;
  std::vector<std::vector<WeightedHit>> weighted_;                        // by rule

  // Of the turn at hand; buffers to use again.
  std::uint32_t turn_ = 0;
  bool section_known_ = false;
  std::string section_;
  Role role_ = Role::none;
  std::map<std::pair<std::string, Role>, std::vector<bool>> allowances_;
  const std::vector<bool>* allowed_ = nullptr;
  TurnUnits turn_units_;
  std::vector<Match> matches_;
  std::vector<Match> kept_;  // of one rule
};

Coder::Coder(std::vector<Codebook> codebooks, const Language& language) : impl_(std::make_unique<Impl>(std::move(codebooks), language)) {}
Coder::Coder(std::vector<Codebook> codebooks) {
  const Language language = language_of(codebooks);
  impl_ = std::make_unique<Impl>(std::move(codebooks), language);
}
Coder::Coder(const Coder& other) : impl_(std::make_unique<Impl>(*other.impl_)) {}
Coder::Coder(Coder&&) noexcept = default;
Coder& Coder::operator=(Coder&&) noexcept = default;
Coder::~Coder() = default;

const std::vector<Codebook>& Coder::codebooks() const { return impl_->codebooks(); }
std::vector<Coding> Coder::code(const Transcript& transcript, WordWeighing weighing) { return impl_->code(transcript, weighing); }

}  // namespace attune
