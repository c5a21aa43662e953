#include "attune/measures/transcript_quality.h"

#include <algorithm>
#include <set>
#include <span>
#include <utility>

#include "attune/coding/cue_match.h"
#include "attune/measures/transcript_redaction.h"

namespace attune {
namespace {

/// The last token of a turn that is more than white space, or null.
const Token* last_said(const Transcript& transcript, const Turn& turn) {
  for (std::uint32_t i = turn.token_end; i-- > turn.first_token;)
    if (transcript.tokens[i].kind != TokenKind::space) return &transcript.tokens[i];
  return nullptr;
}

bool is_spoken_of(const Transcript& transcript, const Figure& figure, std::uint32_t turn) {
  const Span body = transcript.turns[turn].body;
  return std::ranges::any_of(figure.mentions, [&](Span mention) { return mention.begin >= body.begin && mention.end <= body.end; });
}

/// The turns in which a person is the topic: from the first of the section that speaks of them to the one in which the next
/// such person comes in.
struct Topic {
  const Figure* figure = nullptr;
  std::uint32_t first_turn = 0, turn_end = 0;
};

std::vector<Topic> topics_of(const Transcript& transcript, const Section& section, ProbeFor about, std::set<std::string>& seen) {
  std::vector<Topic> topics;
  for (std::uint32_t t = section.first_turn; t < section.turn_end; ++t) {
    if (transcript.turns[t].role == Role::none) continue;
    for (const Figure& figure : transcript.figures) {
      if (!(about == ProbeFor::each_death ? figure.dead : figure.did_harm) || !is_spoken_of(transcript, figure, t) || !seen.insert(figure.id).second) continue;
      topics.push_back({&figure, t, section.turn_end});
    }
  }
  for (std::size_t i = 0; i + 1 < topics.size(); ++i)
    if (topics[i + 1].first_turn > topics[i].first_turn) topics[i].turn_end = topics[i + 1].first_turn;
  return topics;
}

std::vector<int> lines_of(const std::vector<Finding>& findings) {
  std::vector<int> lines;
  for (const Finding& finding : findings) lines.push_back(finding.line);
  return lines;
}

QualityMeasure counted(std::string name, const std::vector<Finding>& findings) {
  return {std::move(name), "", static_cast<double>(findings.size()), "", lines_of(findings)};
}

template <typename Items>
QualityMeasure counted_items(std::string name, const Items& items) {
  QualityMeasure measure{std::move(name), "", static_cast<double>(items.size()), "", {}};
  for (const auto& item : items) measure.lines.push_back(item.line);
  return measure;
}

QualityMeasure share_of(std::string name, std::string section, std::uint32_t part, std::uint32_t whole) {
  QualityMeasure measure{std::move(name), std::move(section), std::nullopt, "no words", {}};
  if (whole > 0) measure.value = static_cast<double>(part) / whole, measure.reason.clear();
  return measure;
}

}  // namespace

std::optional<double> unintelligible_share(std::uint32_t passages, std::uint32_t words) {
  if (passages + words == 0) return std::nullopt;
  return static_cast<double>(passages) / (passages + words);
}

QualityReader::QualityReader(Protocol protocol, const Language& language, PrivacyWords privacy, const NotationProfile& notation)
    : protocol_(std::move(protocol)), adjectives_(language), leading_(language.interview.leading), listening_(notation.backchannels), identifiers_(std::move(privacy), language) {}

bool QualityReader::is_only_listening(const Transcript& transcript, const Turn& turn) const {
  const std::vector<SpokenWord> words = spoken_words(transcript, turn.first_token, turn.token_end);
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t length = listening_.match(words, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

TranscriptQuality QualityReader::read(const Transcript& transcript) const {
  TranscriptQuality quality;
  quality.protocol = protocol_.id;
  for (const ProtocolSection& section : protocol_.sections) {
    if (section.order == 0 || !section.codable) continue;
    ++quality.questions;
    if (std::ranges::find(transcript.sections, section.key, &Section::key) == transcript.sections.end()) quality.missing.push_back(section.key);
  }
  for (const Adjective& adjective : adjectives_.find(transcript)) {
    ++quality.adjectives;
    if (!adjective.probed) quality.unprobed.push_back({adjective.figure, adjective.order, adjective.offered, line_at(transcript, adjective.offered.begin)});
  }
  read_turns(transcript, quality);
  read_probes(transcript, quality);
  quality.fluency = fluency_of(transcript);
  quality.cleaned = looks_cleaned(quality.fluency);
  quality.gaps = redaction_gaps(transcript);
  if (quality.redacted > 0)
    for (const Identifier& identifier : identifiers_.find(transcript))
      if (identifier.kind == IdentifierKind::name || identifier.kind == IdentifierKind::place) quality.names.push_back({identifier.span, line_at(transcript, identifier.span.begin)});
  quality.remarks = unread_remarks(transcript);
  quality.loose_brackets = loose_brackets(transcript);
  return quality;
}

void QualityReader::read_turns(const Transcript& transcript, TranscriptQuality& quality) const {
  for (std::uint32_t t = 0; t < transcript.turns.size(); ++t) {
    const Turn& turn = transcript.turns[t];
    const std::string key(section_at(transcript, t));
    auto section = std::ranges::find(quality.sections, key, &SectionQuality::key);
    if (section == quality.sections.end()) {
      const auto known = std::ranges::find(protocol_.sections, key, &ProtocolSection::key);
      section = quality.sections.insert(section, {key, line_of(transcript, turn), known != protocol_.sections.end() && known->every_word});
    }
    for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) {
      const Token& token = transcript.tokens[i];
      quality.redacted += token.kind == TokenKind::redacted;
      if (turn.role == Role::interviewer) quality.interviewer_words += token.words;
      if (turn.role != Role::participant) continue;
      section->words += token.words;
      section->unintelligible += token.kind == TokenKind::unintelligible;
      section->sic += token.kind == TokenKind::sic;
    }
    if (turn.role == Role::participant) {
      const Token* last = last_said(transcript, turn);
      const bool broken_into = last != nullptr && last->kind == TokenKind::interruption && t + 1 < transcript.turns.size() &&
                               transcript.turns[t + 1].role == Role::interviewer && !is_only_listening(transcript, transcript.turns[t + 1]);
      if (broken_into) quality.cut_offs.push_back({last->span, line_at(transcript, last->span.begin)});
    }
    if (turn.role != Role::interviewer) continue;
    const std::vector<SpokenWord> words = spoken_words(transcript, turn.first_token, turn.token_end);
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t length = leading_.match(words, at);
      if (length > 0) quality.leading.push_back({{words[at].span.begin, words[at + length - 1].span.end}, line_at(transcript, words[at].span.begin)});
      at += std::max<std::size_t>(length, 1);
    }
  }
  for (const SectionQuality& section : quality.sections) quality.words += section.words;
}

bool QualityReader::was_probed(const Transcript& transcript, const Probe& probe, std::uint32_t first_turn, std::uint32_t turn_end) const {
  const auto fits_one = [](const std::vector<Cue>& cues, std::span<const SpokenWord> words) {
    return std::ranges::any_of(cues, [&](const Cue& cue) { return fits(cue, words); });
  };
  for (std::uint32_t t = first_turn; t < turn_end; ++t) {
    const Turn& turn = transcript.turns[t];
    if (turn.role == Role::interviewer && fits_one(probe.cues, spoken_words(transcript, turn.first_token, turn.token_end))) return true;
  }
  const auto first = std::ranges::lower_bound(transcript.sentences, first_turn, {}, &Sentence::turn);
  for (auto sentence = first; sentence != transcript.sentences.end() && sentence->turn < turn_end; ++sentence)
    if (transcript.turns[sentence->turn].role == Role::participant && fits_one(probe.told, spoken_words(transcript, sentence->first_token, sentence->token_end))) return true;
  return false;
}

void QualityReader::read_probes(const Transcript& transcript, TranscriptQuality& quality) const {
  for (const ProtocolSection& known : protocol_.sections) {
    for (const Probe& probe : known.probes) {
      std::set<std::string> seen;
      const Section* first = nullptr;
      bool asked = false;
      for (const Section& section : transcript.sections) {
        if (section.key != known.key) continue;
        if (first == nullptr) first = &section;
        if (probe.about == ProbeFor::section) {
          asked = asked || was_probed(transcript, probe, section.first_turn, section.turn_end);
          continue;
        }
        for (const Topic& topic : topics_of(transcript, section, probe.about, seen))
          if (!was_probed(transcript, probe, topic.first_turn, topic.turn_end))
            quality.probes.push_back({known.key, probe.id, probe.title, topic.figure->id, line_of(transcript, transcript.turns[topic.first_turn])});
      }
      if (probe.about == ProbeFor::section && first != nullptr && !asked)
        quality.probes.push_back({known.key, probe.id, probe.title, "", line_of(transcript, transcript.turns[first->first_turn])});
    }
  }
}

std::vector<QualityMeasure> quality_measures(const TranscriptQuality& quality) {
  std::uint32_t unintelligible = 0, sic = 0;
  for (const SectionQuality& section : quality.sections) unintelligible += section.unintelligible, sic += section.sic;
  std::vector<QualityMeasure> measures;
  const auto plain = [&](const char* name, double value) { measures.push_back({name, "", value, "", {}}); };
  plain("words", quality.words);
  measures.push_back(share_of("interviewer_share", "", quality.interviewer_words, quality.words + quality.interviewer_words));
  plain("sections_missing", static_cast<double>(quality.missing.size()));
  plain("adjectives", static_cast<double>(quality.adjectives));
  measures.push_back(counted_items("adjectives_unprobed", quality.unprobed));
  measures.push_back(counted_items("probes_missing", quality.probes));
  measures.push_back(counted("cut_offs", quality.cut_offs));
  measures.push_back(counted("leading", quality.leading));
  plain("unintelligible", unintelligible);
  measures.push_back(share_of("unintelligible_share", "", unintelligible, unintelligible + quality.words));
  plain("sic", sic);
  plain("not_verbatim", quality.cleaned ? 1 : 0);
  measures.push_back(counted_items("redaction_gaps", quality.gaps));
  measures.push_back(counted("names_left", quality.names));
  measures.push_back(counted("not_understood", quality.remarks));
  measures.push_back(counted("brackets_open", quality.loose_brackets));
  for (const SectionQuality& section : quality.sections) {
    if (section.key.empty()) continue;
    measures.push_back({"words", section.key, static_cast<double>(section.words), "", {section.line}});
    measures.push_back(share_of("unintelligible_share", section.key, section.unintelligible, section.unintelligible + section.words));
    measures.push_back({"sic", section.key, static_cast<double>(section.sic), "", {}});
  }
  return measures;
}

std::vector<std::string> quality_measure_names() {
  std::vector<std::string> names;
  for (const QualityMeasure& measure : quality_measures({})) names.push_back(measure.name);
  return names;
}

}  // namespace attune
