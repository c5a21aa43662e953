#include "attune/report/interview_quality.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "attune/coding/verbatim.h"
#include "attune/report/escape.h"

namespace attune {
namespace {

constexpr std::uint32_t kFewWords = 1000;       // rates of so short a text rest on single passages
constexpr double kUnsure = 0.6;                 // a section's confidence below which its place is doubtful
constexpr double kMuchInaudible = 0.01;         // share of words
constexpr std::string_view kAdjectives = "adj_";

std::string joined(const std::vector<std::string>& items) { return fmt::format("{}", fmt::join(items, ", ")); }

QualityFinding length(const Transcript& transcript) {
  std::uint32_t words = 0, interviewer = 0;
  for (const Turn& turn : transcript.turns)
    for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) (turn.role == Role::participant ? words : interviewer) += transcript.tokens[i].words;
  const std::uint32_t all = words + interviewer;
  std::string text = fmt::format("{} of the participant in {}; the interviewer has {} % of all words.", counted(words, "word"),
                                 counted(transcript.responses.size(), "answer"), all == 0 ? 0 : 100 * interviewer / all);
  const bool is_short = words < kFewWords;
  if (is_short) text += " That is little: every rate below rests on single passages.";
  return {"length", "Length", text, is_short};
}

QualityFinding questions(const Transcript& transcript, const Protocol& protocol) {
  std::vector<std::string> missing, unsure;
  std::size_t asked = 0, all = 0;
  for (const ProtocolSection& section : protocol.sections) {
    if (section.order == 0 || !section.codable) continue;
    ++all;
    if (std::ranges::find(transcript.sections, section.key, &Section::key) != transcript.sections.end()) ++asked;
    else missing.push_back(section.title);
  }
  for (const Section& section : transcript.sections)
    if (section.confidence < kUnsure) unsure.push_back(section_title(protocol, section.key));
  std::string text = fmt::format("{} of {} found.", asked, all);
  if (!missing.empty()) text += fmt::format(" Not found: {}. What was not asked could not be answered.", fmt::join(missing, "; "));
  if (!unsure.empty()) text += fmt::format(" Where it begins is doubtful: {}.", fmt::join(unsure, "; "));
  return {"questions", "Questions of the protocol", text, !missing.empty() || !unsure.empty()};
}

QualityFinding adjectives(const CodedTranscript& coded) {
  std::map<std::string, std::pair<std::size_t, std::vector<std::string>>> figures;  // offered, not probed
  for (const Section& section : coded.transcript.sections)
    if (section.key.starts_with(kAdjectives)) figures[section.key.substr(kAdjectives.size())];
  for (const Adjective& adjective : coded.adjectives) {
    auto& [offered, unprobed] = figures[adjective.figure];
    ++offered;
    if (!adjective.probed) unprobed.push_back("\u201c" + adjective.word + "\u201d");
  }
  QualityFinding finding{"adjectives", "Words for caregivers followed up", "", false};
  if (figures.empty()) return {finding.id, finding.title, "The questions that ask for them were not found.", true};
  std::vector<std::string> sentences;
  for (const auto& [figure, words] : figures) {
    const auto& [offered, unprobed] = words;
    finding.limits |= offered == 0 || !unprobed.empty();
    if (offered == 0) sentences.push_back(fmt::format("{}: no words found.", figure));
    else if (unprobed.empty()) sentences.push_back(fmt::format("{}: {}, all followed up.", figure, counted(offered, "word")));
    else sentences.push_back(fmt::format("{}: {}, not followed up by the interviewer: {}.", figure, counted(offered, "word"), joined(unprobed)));
  }
  finding.text = fmt::format("{}", fmt::join(sentences, " "));
  if (finding.limits) finding.text += " A memory that is missing there may be the interviewer's, not the speaker's.";
  return finding;
}

QualityFinding losses(const Transcript& transcript) {
  std::vector<std::string> all, untouched;
  for (const Figure& figure : transcript.figures) {
    if (!figure.dead) continue;
    all.push_back(figure.id);
    const bool taken_up = std::ranges::any_of(transcript.turns, [&](const Turn& turn) {
      const auto number = static_cast<std::uint32_t>(&turn - transcript.turns.data());
      return section_at(transcript, number) == "loss" &&
             std::ranges::any_of(figure.mentions, [&](Span mention) { return mention.begin >= turn.body.begin && mention.end <= turn.body.end; });
    });
    if (!taken_up) untouched.push_back(figure.id);
  }
  QualityFinding finding{"losses", "Deaths told and taken up", "", !untouched.empty()};
  if (all.empty()) finding.text = "No death of a person was recognised. That is not to say that there was none.";
  else if (untouched.empty()) finding.text = fmt::format("Told of: {}; each is spoken of in the section on losses.", joined(all));
  else finding.text = fmt::format("Told of: {}. Not spoken of in the section on losses: {}; it may not have been asked about.", joined(all), joined(untouched));
  return finding;
}

QualityFinding heard(const Transcript& transcript) {
  std::size_t lost = 0, guessed = 0;
  for (const Turn& turn : transcript.turns) {
    if (turn.role != Role::participant) continue;
    for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) {
      lost += transcript.tokens[i].kind == TokenKind::unintelligible;
      guessed += transcript.tokens[i].kind == TokenKind::uncertain;
    }
  }
  const std::uint32_t words = participant_words(transcript);
  const double share = words == 0 ? 0 : static_cast<double>(lost) / words;
  return {"inaudible", "What could not be heard",
          lost + guessed == 0 ? std::string("Nothing is marked as inaudible or guessed.")
                              : fmt::format("{} inaudible ({:.1f} for 1,000 words), {} guessed.", counted(lost, "passage"), 1000 * share, counted(guessed, "word")),
          share > kMuchInaudible};
}

QualityFinding verbatim(const Transcript& transcript) {
  const Fluency fluency = fluency_of(transcript);
  const bool cleaned = looks_cleaned(fluency);
  std::string text = fmt::format("{} of unplanned speech (fillers, repairs, words cut off, pauses) in {}.", counted(fluency.signs, "sign"), counted(fluency.words, "word"));
  text += cleaned ? " The text looks tidied: that there is no hesitation says nothing about the speaker, and rules on fluency are not applied." : " It was not tidied, as far as that shows.";
  return {"verbatim", "Verbatim or tidied", text, cleaned};
}

}  // namespace

std::string counted(std::size_t count, std::string_view thing) {
  std::string digits = std::to_string(count);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return fmt::format("{} {}{}", digits, thing, count == 1 ? "" : "s");
}

std::string section_title(const Protocol& protocol, const std::string& key) {
  const auto section = std::ranges::find(protocol.sections, key, &ProtocolSection::key);
  return section == protocol.sections.end() ? key : section->title;
}

std::vector<QualityFinding> interview_quality(const CodedTranscript& coded, const Protocol& protocol) {
  const Transcript& transcript = coded.transcript;
  std::vector<QualityFinding> findings = {length(transcript),  questions(transcript, protocol), adjectives(coded),
                                          losses(transcript), heard(transcript),               verbatim(transcript)};
  for (const Warning& warning : transcript.warnings) {
    if (warning.code == "not_verbatim" || warning.code == "no_sections") continue;  // said above
    findings.push_back({warning.code, "While reading", warning.line > 0 ? fmt::format("Line {}: {}.", warning.line, warning.message) : warning.message + ".", true});
  }
  return findings;
}

}  // namespace attune
