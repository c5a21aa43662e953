#include "attune/coding/sections.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>
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
        CompiledCue compiled{s, section.weight * static_cast<double>(cue.groups.size()), {}};
        for (const std::vector<CuePhrase>& group : cue.groups) {
          compiled.groups.emplace_back();
          for (const CuePhrase& phrase : group) compiled.groups.back().push_back(number_of(phrase));
        }
        cues_.push_back(std::move(compiled));
      }
    }
  }

  std::vector<Section> find(const Transcript& transcript) {
    if (vocabulary_.size() > kMostForms) vocabulary_.clear(), decided_.clear();
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
    std::vector<std::vector<std::uint32_t>> groups;  // of phrase numbers
  };
  struct Opening {
    std::uint32_t turn;
    std::optional<std::string> key;                // given by the transcriber
    std::map<std::uint32_t, double> scores;        // by section, only those that fit
  };

  // -- cue words -------------------------------------------------------------------------------------------------------

  /// Phrases and words are numbered, so that each is looked for once a turn.
  std::uint32_t number_of(const CuePhrase& phrase) {
    std::vector<std::uint32_t> words;
    for (const CueWord& word : phrase) {
      const auto [known, is_new] = words_.emplace(std::pair{word.is_stem, word.text}, static_cast<std::uint32_t>(words_.size()));
      (void)is_new;
      words.push_back(known->second);
    }
    for (std::uint32_t i = 0; i < phrases_.size(); ++i)
      if (phrases_[i] == words) return i;
    phrases_.push_back(words);
    return static_cast<std::uint32_t>(phrases_.size() - 1);
  }

  std::uint32_t form_of(std::string_view form) {
    const std::uint32_t number = vocabulary_.intern(form);
    if (number == decided_.size()) {
      std::vector<std::uint32_t> found;
      const std::string lower = folded(form);
      if (const auto word = words_.find({false, lower}); word != words_.end()) found.push_back(word->second);
      for (std::size_t length = 1; length <= lower.size(); ++length)
        if (const auto stem = words_.find({true, lower.substr(0, length)}); stem != words_.end()) found.push_back(stem->second);
      decided_.push_back(std::move(found));
    }
    return number;
  }

  std::map<std::uint32_t, double> scores(const Transcript& transcript, const Turn& turn) {
    // The turn's words as lists of cue words, hyphenated ones in parts.
    said_.clear();
    bool any = false;
    for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) {
      const Token& token = transcript.tokens[i];
      if (token.kind != TokenKind::word && token.kind != TokenKind::number && token.kind != TokenKind::retrace) continue;
      std::string_view word = slice(transcript.text, token.span);
      while (!word.empty()) {
        const std::size_t end = token.words > 1 ? std::min(word.find('-'), word.size()) : word.size();
        said_.push_back(form_of(word.substr(0, end)));
        any = any || !decided_[said_.back()].empty();
        word.remove_prefix(std::min(end + 1, word.size()));
      }
    }
    std::map<std::uint32_t, double> result;
    if (!any) return result;
    occurs_.assign(phrases_.size(), false);
    for (std::size_t p = 0; p < phrases_.size(); ++p) occurs_[p] = occurs(phrases_[p]);
    for (const CompiledCue& cue : cues_) {
      const bool fits = std::ranges::all_of(cue.groups, [&](const std::vector<std::uint32_t>& group) {
        return std::ranges::any_of(group, [&](std::uint32_t phrase) { return occurs_[phrase]; });
      });
      if (fits) {
        double& score = result[cue.section];
        score = std::max(score, cue.weight);
      }
    }
    return result;
  }

  bool says(std::uint32_t form, std::uint32_t word) const { return std::ranges::find(decided_[form], word) != decided_[form].end(); }

  bool occurs(const std::vector<std::uint32_t>& phrase) const {
    for (std::size_t i = 0; i + phrase.size() <= said_.size(); ++i) {
      std::size_t k = 0;
      while (k < phrase.size() && says(said_[i + k], phrase[k])) ++k;
      if (k == phrase.size()) return true;
    }
    return false;
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
        std::erase_if(opening.scores, [&](const auto& score) { return tagged.contains(score.first) || score.second < kBesideTags; });
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
    // came_from[i][s]: the section before s was entered at opening i, `count` for none, or kStay.
    std::vector<std::vector<std::uint32_t>> came_from(openings.size(), std::vector<std::uint32_t>(count, kStay));
    double outside = 0;  // before the first section
    for (std::size_t i = 0; i < openings.size(); ++i) {
      std::vector<double> next = best;
      for (const auto& [section, score] : openings[i].scores) {
        const double gain = score - kEnter;
        const int order = protocol_.sections[section].order;
        double from_best = outside - std::min(kMostSkip, kSkip * std::max(0, order - 1));
        auto from = static_cast<std::uint32_t>(count);
        for (std::uint32_t s = 0; s < count; ++s)
          if (s != section && best[s] - step_cost(s, section) > from_best) from_best = best[s] - step_cost(s, section), from = s;
        // A turn that fits the section it stands in is a probe of it, not a new start.
        if (from_best + gain > next[section]) next[section] = from_best + gain, came_from[i][section] = from;
        if (best[section] > kNothing && best[section] + std::min(gain, 0.5) >= next[section] && gain > 0) {
          next[section] = best[section] + std::min(gain, 0.5);
          came_from[i][section] = kStay;
        }
      }
      best = std::move(next);
    }
    const auto last = std::ranges::max_element(best);
    if (last == best.end() || *last == kNothing) return {};
    std::vector<std::pair<std::size_t, std::uint32_t>> entered;  // opening, section
    auto section = static_cast<std::uint32_t>(last - best.begin());
    for (std::size_t i = openings.size(); i-- > 0 && section < count;) {
      if (came_from[i][section] == kStay) continue;
      entered.emplace_back(i, section);
      section = came_from[i][section];
    }
    std::ranges::reverse(entered);

    std::vector<Section> sections;
    const auto turns = static_cast<std::uint32_t>(transcript.turns.size());
    for (const auto& [opening, entered_section] : entered) {
      const Opening& where = openings[opening];
      double second = 0;
      for (const auto& [other, score] : where.scores)
        if (other != entered_section) second = std::max(second, score);
      const double score = where.scores.at(entered_section);
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
  std::vector<CompiledCue> cues_;
  Vocabulary vocabulary_;
  std::vector<std::vector<std::uint32_t>> decided_;               // by form: its cue words
  std::vector<std::uint32_t> said_;                               // forms of the turn at hand
  std::vector<bool> occurs_;
};

SectionFinder::SectionFinder(Protocol protocol) : impl_(std::make_unique<Impl>(std::move(protocol))) {}
SectionFinder::SectionFinder(SectionFinder&&) noexcept = default;
SectionFinder& SectionFinder::operator=(SectionFinder&&) noexcept = default;
SectionFinder::~SectionFinder() = default;

std::vector<Section> SectionFinder::find(const Transcript& transcript) { return impl_->find(transcript); }
std::vector<Warning> SectionFinder::unknown_keys(const Transcript& transcript) const { return impl_->unknown_keys(transcript); }

}  // namespace attune
