#include "attune/coding/sections.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "attune/coding/vocabulary.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

// What a step in the protocol costs, in units of one fitting group of a cue. The next section in order costs nothing;
// skipping one is common, going back is rare.
constexpr double kSkip = 0.08;        // per section skipped
constexpr double kMostSkip = 0.8;
constexpr double kBack = 2.2;
constexpr double kEnter = 1.0;        // a new section must say more than one chance word
constexpr double kTag = 100;          // a transcriber's tag, in the same units
constexpr double kBesideTags = 2.5;   // what cues must say to open a section in a transcript with tags
constexpr double kClear = 2.0;        // a lead of this much is full confidence
constexpr std::size_t kMostForms = 1'000'000;  // hostile input must not fill the memory
constexpr double kNothing = -std::numeric_limits<double>::infinity();

}  // namespace

class SectionFinder::Impl {
 public:
  explicit Impl(Protocol protocol) : protocol_(std::move(protocol)) {
    for (std::uint32_t s = 0; s < protocol_.sections.size(); ++s) {
      const ProtocolSection& section = protocol_.sections[s];
      keys_.emplace(section.key, s);
      tags_.emplace(folded(section.key), s);
      for (const std::string& tag : section.tags) tags_.emplace(folded(tag), s);
      for (const Cue& cue : section.cues) {
        const auto number = static_cast<std::uint32_t>(cues_.size());
        cues_.push_back({s, section.weight * static_cast<double>(cue.groups.size()), cue.groups.size(), 0});
        for (const std::vector<CuePhrase>& group : cue.groups) {
          for (const CuePhrase& phrase : group) groups_of_[number_of(phrase)].push_back(static_cast<std::uint32_t>(groups_.size()));
          groups_.push_back({number, false});
        }
      }
    }
  }

  std::vector<Section> find(const Transcript& transcript) {
    if (vocabulary_.size() > kMostForms) forget();
    // The turns at which a section may begin, and how well each section fits there.
    std::vector<Opening> openings;
    for (std::uint32_t t = 0; t < transcript.turns.size(); ++t) {
      const Turn& turn = transcript.turns[t];
      if (const auto key = given_key(transcript, turn)) {
        if (openings.empty() || !openings.back().key || *openings.back().key != *key || turn.section.empty()) openings.push_back({t, *key, {}});
      } else if (turn.role == Role::interviewer) {
        Opening opening{t, std::nullopt, scores(transcript, turn)};
        if (!opening.scores.empty()) openings.push_back(std::move(opening));
      }
    }
    // Where the format gives each turn a section, it gives them all: cues would only contradict it.
    if (std::ranges::any_of(transcript.turns, [](const Turn& turn) { return !turn.section.empty(); })) {
      std::erase_if(openings, [](const Opening& opening) { return !opening.key; });
      return from_keys(openings, transcript);
    }
    trust_tags(openings);
    return from_cues(openings, transcript);
  }

  std::vector<Warning> unknown_keys(const Transcript& transcript) const {
    std::vector<Warning> warnings;
    std::set<std::string> seen;
    for (const Turn& turn : transcript.turns)
      if (!turn.section.empty() && !keys_.contains(turn.section) && seen.insert(turn.section).second)
        warnings.push_back({"unknown_section", line_at(transcript, turn.body.begin),
                            fmt::format("the protocol map \"{}\" has no section with the key given in the input; it is kept as it is", protocol_.id)});
    return warnings;
  }

 private:
  struct CompiledCue {
    std::uint32_t section;
    double weight;
    std::size_t groups;
    std::size_t groups_met;  // in the turn at hand
  };
  struct Group {
    std::uint32_t cue;
    bool met;  // in the turn at hand
  };
  struct Score {
    std::uint32_t section;
    double score;
  };
  struct Opening {
    std::uint32_t turn;
    std::optional<std::string> key;  // given by the transcriber
    std::vector<Score> scores;       // of the sections that fit, in their order
  };

  /// A phrase by its first word, and the bit of its second: many begin with "you", and few go on.
  struct Start {
    std::uint32_t phrase;
    std::uint64_t second;  // 0: it has one word
  };
  static std::uint64_t bit_of(std::uint32_t word) { return std::uint64_t{1} << (word % 64); }

  /// What is decided of a word form. Its lists lie beside those of all other forms.
  struct Form {
    std::uint64_t bits = 0;     // of its cue words
    std::uint64_t seconds = 0;  // of what may stand behind it; all where a phrase has one word
    std::uint32_t words = 0, words_end = 0;    // in `cue_words_`
    std::uint32_t starts = 0, starts_end = 0;  // in `starts_`
  };

  // -- cue words -------------------------------------------------------------------------------------------------------

  /// Phrases and words are numbered, so that each is looked for once a turn.
  std::uint32_t number_of(const CuePhrase& phrase) {
    std::vector<std::uint32_t> words;
    for (const CueWord& word : phrase) {
      words.push_back(words_.emplace(std::pair{word.is_stem, word.text}, static_cast<std::uint32_t>(words_.size())).first->second);
    }
    phrases_from_.resize(words_.size());
    for (const Start& known : phrases_from_[words[0]])
      if (phrases_[known.phrase] == words) return known.phrase;
    const auto number = static_cast<std::uint32_t>(phrases_.size());
    phrases_from_[words[0]].push_back({number, words.size() > 1 ? bit_of(words[1]) : 0});
    phrases_.push_back(std::move(words));
    groups_of_.emplace_back();
    occurs_.push_back(false);
    return number;
  }

  std::uint32_t form_of(std::string_view text, Span word) {
    const std::uint32_t known = vocabulary_.known(text, word);
    return known != Vocabulary::kNone ? known : meet(slice(text, word));
  }

  std::uint32_t meet(std::string_view form) {
    const std::uint32_t number = vocabulary_.intern(form);
    if (number == forms_.size()) decide(folded(form));
    return number;
  }

  void forget() {
    vocabulary_.clear();
    forms_.clear();
    cue_words_.clear();
    starts_.clear();
  }

  /// Which cue words a form is that is met for the first time.
  void decide(const std::string& lower) {
    Form form;
    form.words = static_cast<std::uint32_t>(cue_words_.size());
    form.starts = static_cast<std::uint32_t>(starts_.size());
    const auto add = [&](bool is_stem, const std::string& text) {
      const auto word = words_.find({is_stem, text});
      if (word == words_.end()) return;
      cue_words_.push_back(word->second);
      form.bits |= bit_of(word->second);
      for (const Start& start : phrases_from_[word->second]) {
        starts_.push_back(start);
        form.seconds |= start.second == 0 ? ~std::uint64_t{0} : start.second;
      }
    };
    add(false, lower);
    for (std::size_t length = 1; length <= lower.size(); ++length) add(true, lower.substr(0, length));
    form.words_end = static_cast<std::uint32_t>(cue_words_.size());
    form.starts_end = static_cast<std::uint32_t>(starts_.size());
    forms_.push_back(form);
  }

  std::vector<Score> scores(const Transcript& transcript, const Turn& turn) {
    // The turn's words as cue words, hyphenated ones in parts.
    said_.clear();
    for (std::uint32_t i = turn.first_token; i < turn.token_end; i = token_behind(transcript.tokens, i, turn.token_end)) {
      const Token& token = transcript.tokens[i];
      if (token.kind != TokenKind::word && token.kind != TokenKind::number && token.kind != TokenKind::retrace) continue;
      if (token.words > 1) add_parts(transcript.text, token.span);
      else said_.push_back(form_of(transcript.text, token.span));
    }
    std::vector<Score> result;
    for (std::size_t i = 0; i < said_.size(); ++i) {
      const Form& form = forms_[said_[i]];
      const std::uint64_t behind = i + 1 < said_.size() ? forms_[said_[i + 1]].bits : 0;
      if (form.seconds != ~std::uint64_t{0} && (form.seconds & behind) == 0) continue;
      for (const Start& start : std::span(starts_).subspan(form.starts, form.starts_end - form.starts))
        if ((start.second & ~behind) == 0 && !occurs_[start.phrase] && stands_at(phrases_[start.phrase], i)) note(start.phrase, result);
    }
    for (std::uint32_t phrase : occurring_) occurs_[phrase] = false;
    for (std::uint32_t group : met_) groups_[group].met = false, cues_[groups_[group].cue].groups_met = 0;
    occurring_.clear();
    met_.clear();
    std::ranges::sort(result, {}, &Score::section);
    return result;
  }

  /// The parts of "close-knit". Nothing between two hyphens is a part too, and no cue word.
  void add_parts(std::string_view text, Span word) {
    for (std::uint32_t begin = word.begin; begin < word.end;) {
      const std::string_view rest = slice(text, {begin, word.end});
      const std::uint32_t end = begin + static_cast<std::uint32_t>(std::min(rest.find('-'), rest.size()));
      said_.push_back(begin < end ? form_of(text, {begin, end}) : meet(" "));
      begin = end + 1;
    }
  }

  /// A phrase was said: the cues all of whose groups are met now fit.
  void note(std::uint32_t phrase, std::vector<Score>& result) {
    occurs_[phrase] = true;
    occurring_.push_back(phrase);
    for (std::uint32_t group : groups_of_[phrase]) {
      if (groups_[group].met) continue;
      groups_[group].met = true;
      met_.push_back(group);
      CompiledCue& cue = cues_[groups_[group].cue];
      if (++cue.groups_met < cue.groups) continue;
      const auto known = std::ranges::find(result, cue.section, &Score::section);
      if (known == result.end()) result.push_back({cue.section, std::max(0.0, cue.weight)});
      else known->score = std::max(known->score, cue.weight);
    }
  }

  bool stands_at(const std::vector<std::uint32_t>& phrase, std::size_t at) const {
    if (at + phrase.size() > said_.size()) return false;
    for (std::size_t k = 1; k < phrase.size(); ++k) {
      const Form& form = forms_[said_[at + k]];
      const auto words = std::span(cue_words_).subspan(form.words, form.words_end - form.words);
      if (std::ranges::find(words, phrase[k]) == words.end()) return false;
    }
    return true;
  }

  // -- tags ------------------------------------------------------------------------------------------------------------

  /// A tag outweighs every cue. A transcriber forgets some: cues may open the sections that no tag names, and no others.
  void trust_tags(std::vector<Opening>& openings) const {
    std::set<std::uint32_t> tagged;
    for (Opening& opening : openings)
      if (opening.key) opening.scores = {{keys_.at(*opening.key), kTag}}, tagged.insert(keys_.at(*opening.key));
    if (tagged.empty()) return;
    for (Opening& opening : openings)
      if (!opening.key)
        std::erase_if(opening.scores, [&](const Score& score) { return tagged.contains(score.section) || score.score < kBesideTags; });
    std::erase_if(openings, [](const Opening& opening) { return opening.scores.empty(); });
  }

  /// A key given with the turn, or written at its start: "{{Q13 loss}}", "[Q3]", "Q13."; a numbered one in brackets counts
  /// anywhere in the turn ("That is quite something. {{Q14}} Was there ...").
  std::optional<std::string> given_key(const Transcript& transcript, const Turn& turn) const {
    if (!turn.section.empty()) return turn.section;
    if (turn.role != Role::interviewer) return std::nullopt;
    if (auto key = opening_tag(transcript, turn)) return key;
    for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) {
      const Token& token = transcript.tokens[i];
      if (token.kind != TokenKind::comment && token.kind != TokenKind::redacted) continue;
      const Span inner{token.span.begin + token.inner_begin, token.span.end - token.inner_end};
      const std::string written = folded(slice(transcript.text, inner));
      if (written.size() < 2 || written[0] != 'q' || written[1] < '0' || written[1] > '9') continue;
      if (const auto tag = tags_.find(written.substr(0, written.find_first_of(" :,-"))); tag != tags_.end())
        return protocol_.sections[tag->second].key;
    }
    return std::nullopt;
  }

  std::optional<std::string> opening_tag(const Transcript& transcript, const Turn& turn) const {
    std::uint32_t i = turn.first_token;
    while (i < turn.token_end && transcript.tokens[i].kind == TokenKind::space) ++i;
    if (i == turn.token_end) return std::nullopt;
    const Token& token = transcript.tokens[i];
    const bool bracketed = token.kind == TokenKind::comment || token.kind == TokenKind::redacted;
    if (!bracketed && token.kind != TokenKind::word) return std::nullopt;
    const Span inner{token.span.begin + token.inner_begin, token.span.end - token.inner_end};
    const std::string written = folded(slice(transcript.text, inner));
    if (bracketed) {
      // The whole, then its last word, then its first: "Q13 loss", "Section: loss", "Q 13".
      const std::size_t last = written.find_last_of(" :,-");
      for (const std::string& part : {written, last == std::string::npos ? written : written.substr(last + 1), written.substr(0, written.find_first_of(" :,-"))})
        if (const auto tag = tags_.find(part); tag != tags_.end()) return protocol_.sections[tag->second].key;
      return std::nullopt;
    }
    // Without brackets only a numbered tag ("Q13") is one; "loss" or "now" could be the question's first word.
    const bool numbered = written.size() >= 2 && written[0] == 'q' && written.back() >= '0' && written.back() <= '9';
    if (const auto tag = tags_.find(written); numbered && tag != tags_.end()) return protocol_.sections[tag->second].key;
    return std::nullopt;
  }

  std::vector<Section> from_keys(const std::vector<Opening>& openings, const Transcript& transcript) const {
    std::vector<Section> sections;
    const auto turns = static_cast<std::uint32_t>(transcript.turns.size());
    for (const Opening& opening : openings) {
      if (!sections.empty() && sections.back().key == *opening.key) continue;
      if (!sections.empty()) sections.back().turn_end = opening.turn;
      sections.push_back({*opening.key, opening.turn, turns, 1.0, SectionSource::tag});
    }
    return sections;
  }

  // -- order -----------------------------------------------------------------------------------------------------------

  double step_cost(std::uint32_t from, std::uint32_t to) const {
    const int a = protocol_.sections[from].order, b = protocol_.sections[to].order;
    if (a == 0 || b == 0) return kSkip;
    if (b < a) return kBack;
    return std::min(kMostSkip, kSkip * std::max(0, b - a - 1));
  }

  /// The path through the openings that gains most: at each, stay in the section or enter one whose cues fit.
  std::vector<Section> from_cues(const std::vector<Opening>& openings, const Transcript& transcript) const {
    const std::size_t count = protocol_.sections.size();
    constexpr std::uint32_t kStay = 0xFFFFFFFF;
    std::vector<double> best(count, kNothing);
    // [i * count + s]: the section before s was entered at opening i, `count` for none, or kStay.
    std::vector<std::uint32_t> came_from(openings.size() * count, kStay);
    std::vector<double> next;
    double outside = 0;  // before the first section
    for (std::size_t i = 0; i < openings.size(); ++i) {
      next = best;
      const std::span<std::uint32_t> from_here = std::span(came_from).subspan(i * count, count);
      for (const auto& [section, score] : openings[i].scores) {
        const double gain = score - kEnter;
        const int order = protocol_.sections[section].order;
        double from_best = outside - std::min(kMostSkip, kSkip * std::max(0, order - 1));
        auto from = static_cast<std::uint32_t>(count);
        for (std::uint32_t s = 0; s < count; ++s)
          if (s != section && best[s] - step_cost(s, section) > from_best) from_best = best[s] - step_cost(s, section), from = s;
        // A turn that fits the section it stands in is a probe of it, not a new start.
        if (from_best + gain > next[section]) next[section] = from_best + gain, from_here[section] = from;
        if (best[section] > kNothing && best[section] + std::min(gain, 0.5) >= next[section] && gain > 0) {
          next[section] = best[section] + std::min(gain, 0.5);
          from_here[section] = kStay;
        }
      }
      best.swap(next);
    }
    const auto last = std::ranges::max_element(best);
    if (last == best.end() || *last == kNothing) return {};
    std::vector<std::pair<std::size_t, std::uint32_t>> entered;  // opening, section
    auto section = static_cast<std::uint32_t>(last - best.begin());
    for (std::size_t i = openings.size(); i-- > 0 && section < count;) {
      const std::uint32_t from = came_from[i * count + section];
      if (from == kStay) continue;
      entered.emplace_back(i, section);
      section = from;
    }
    std::ranges::reverse(entered);

    std::vector<Section> sections;
    const auto turns = static_cast<std::uint32_t>(transcript.turns.size());
    for (const auto& [opening, entered_section] : entered) {
      const Opening& where = openings[opening];
      double second = 0;
      for (const auto& [other, score] : where.scores)
        if (other != entered_section) second = std::max(second, score);
      const double score = std::ranges::find(where.scores, entered_section, &Score::section)->score;  // it was entered by it
      const double confidence = std::clamp(0.5 + (score - second) / (2 * kClear) - (second > score ? 0.25 : 0), 0.05, 0.99);
      if (!sections.empty()) sections.back().turn_end = where.turn;
      const SectionSource source = second > score ? SectionSource::order : SectionSource::cue;
      if (where.key) sections.push_back({*where.key, where.turn, turns, 1.0, SectionSource::tag});
      else sections.push_back({protocol_.sections[entered_section].key, where.turn, turns, std::round(confidence * 100) / 100, source});
    }
    return sections;
  }

  Protocol protocol_;
  std::unordered_map<std::string, std::uint32_t> keys_, tags_;
  std::map<std::pair<bool, std::string>, std::uint32_t> words_;   // (is a stem, text) -> number
  std::vector<std::vector<std::uint32_t>> phrases_;               // of word numbers
  std::vector<std::vector<Start>> phrases_from_;                  // by word: the phrases that begin with it
  std::vector<std::vector<std::uint32_t>> groups_of_;             // by phrase
  std::vector<Group> groups_;
  std::vector<CompiledCue> cues_;
  Vocabulary vocabulary_;
  std::vector<Form> forms_;                                       // by number
  std::vector<std::uint32_t> cue_words_;                          // of all forms
  std::vector<Start> starts_;                                     // of all forms: the phrases that begin with their cue words
  std::vector<std::uint32_t> said_;                               // forms of the turn at hand
  std::vector<bool> occurs_;                                      // by phrase, in the turn at hand
  std::vector<std::uint32_t> occurring_, met_;                    // what must be undone after it
};

SectionFinder::SectionFinder(Protocol protocol) : impl_(std::make_unique<Impl>(std::move(protocol))) {}
SectionFinder::SectionFinder(SectionFinder&&) noexcept = default;
SectionFinder& SectionFinder::operator=(SectionFinder&&) noexcept = default;
SectionFinder::~SectionFinder() = default;

std::vector<Section> SectionFinder::find(const Transcript& transcript) { return impl_->find(transcript); }
std::vector<Warning> SectionFinder::unknown_keys(const Transcript& transcript) const { return impl_->unknown_keys(transcript); }

}  // namespace attune
