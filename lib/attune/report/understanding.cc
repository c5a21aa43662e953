#include "attune/report/understanding.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "attune/report/escape.h"
#include "attune/report/quality_json.h"
#include "attune/report/quality_page.h"
#include "attune/report/wrap.h"

namespace attune {
namespace {

using json = nlohmann::ordered_json;

constexpr std::size_t kMostEvidence = 3;  // lines on which a death or harm is told that are listed

/// Kinds of notation a reader wants counted, and how they are called.
constexpr std::array<std::pair<TokenKind, std::string_view>, 13> kNotation = {{{TokenKind::pause, "pauses"},
                                                                              {TokenKind::sound, "sounds"},
                                                                              {TokenKind::filler, "fillers"},
                                                                              {TokenKind::retrace, "retraced words"},
                                                                              {TokenKind::cut_off, "cut-off words"},
                                                                              {TokenKind::backchannel, "backchannels"},
                                                                              {TokenKind::interruption, "interruptions"},
                                                                              {TokenKind::trailing_off, "trailing off"},
                                                                              {TokenKind::sic, "sic"},
                                                                              {TokenKind::redacted, "redacted names"},
                                                                              {TokenKind::unintelligible, "unintelligible"},
                                                                              {TokenKind::uncertain, "uncertain words"},
                                                                              {TokenKind::comment, "remarks"}}};

struct Counts {
  std::size_t interviewer = 0, participant = 0;
  std::uint32_t interviewer_words = 0, participant_words = 0;
  std::size_t timed_pauses = 0;
  double pause_seconds = 0, longest_pause = 0;
  std::map<TokenKind, std::size_t> notation;
  std::size_t header_lines = 0;
};

/// Where the tags stand that opened sections ("{{Q13 loss}}"): they were understood, so they are no remarks.
std::vector<std::uint32_t> tag_offsets(const Transcript& transcript) {
  std::vector<std::uint32_t> offsets;
  for (const Section& section : transcript.sections)
    if (section.source == SectionSource::tag) offsets.push_back(transcript.turns[section.first_turn].body.begin);
  return offsets;  // in order, as the sections are
}

Counts counts_of(const Transcript& transcript) {
  Counts counts;
  for (const Turn& turn : transcript.turns) {
    const bool participant = turn.role == Role::participant;
    ++(participant ? counts.participant : counts.interviewer);
    for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) (participant ? counts.participant_words : counts.interviewer_words) += transcript.tokens[i].words;
  }
  const std::vector<std::uint32_t> tags = tag_offsets(transcript);
  for (const Token& token : transcript.tokens) {
    if (std::ranges::binary_search(tags, token.span.begin)) continue;
    ++counts.notation[token.kind];
    if (is_timed_pause(token)) {
      ++counts.timed_pauses;
      counts.pause_seconds += token.detail / 10.0;
      counts.longest_pause = std::max(counts.longest_pause, token.detail / 10.0);
    }
    counts.header_lines += token.kind == TokenKind::header;
  }
  return counts;
}

/// "1 response", "2 responses".
std::string counted(std::size_t count, std::string_view what) { return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s"); }

std::string source_name(SectionSource source) {
  switch (source) {
    case SectionSource::tag: return "tag";
    case SectionSource::cue: return "cue words";
    case SectionSource::order: return "order";
  }
  return "";
}

}  // namespace

void write_understanding(std::ostream& out, const Transcript& transcript, const TranscriptQuality& quality, ShowText show_text) {
  const Counts counts = counts_of(transcript);
  out << fmt::format("{}\n", terminal_safe(transcript.id));
  out << fmt::format("  turns        {} ({} of the interviewer, {} of the participant), {}\n", transcript.turns.size(), counts.interviewer, counts.participant,
                     counted(transcript.responses.size(), "response"));
  out << fmt::format("  words        {} of the participant, {} of the interviewer\n", counts.participant_words, counts.interviewer_words);
  out << fmt::format("  notation     {}{}\n", transcript.notation, counts.header_lines > 0 ? ", header of " + counted(counts.header_lines, "line") : "");
  std::vector<std::string> met;
  for (const auto& [kind, name] : kNotation)
    if (const auto found = counts.notation.find(kind); found != counts.notation.end()) met.push_back(fmt::format("{} {}", name, found->second));
  out << listed("found", met.empty() ? std::vector<std::string>{"no notation"} : met);
  if (counts.timed_pauses > 0)
    out << fmt::format("  pauses       {} with a time, {:.0f} s in all, the longest {:.0f} s\n", counts.timed_pauses, counts.pause_seconds, counts.longest_pause);
  std::vector<std::string> people;
  for (const Figure& figure : transcript.figures) {
    if (figure.mentions.size() < 2 && !figure.dead && !figure.did_harm) continue;
    people.push_back(fmt::format("{} {}{}{}", terminal_safe(figure.id), figure.mentions.size(), figure.dead ? " (dead)" : "", figure.did_harm ? " (did harm)" : ""));
    std::vector<int> lines;  // a line that tells it twice is named once
    for (const Span& evidence : figure.evidence)
      if (const int line = line_at(transcript, evidence.begin); line > 0 && lines.size() < kMostEvidence && std::ranges::find(lines, line) == lines.end()) lines.push_back(line);
    for (const int line : lines) people.back() += fmt::format(" line {}", line);
  }
  if (!people.empty()) out << listed("people", people);
  out << fmt::format("  sections     {}\n", transcript.sections.empty() ? std::string("none recognised") : std::to_string(transcript.sections.size()));
  for (const Section& section : transcript.sections) {
    const int line = line_of(transcript, transcript.turns[section.first_turn]);
    out << fmt::format("    {:<16} {:<10} {} (confidence {:.2f})\n", terminal_safe(section.key),
                       line > 0 ? fmt::format("line {}", line) : fmt::format("turn {}", section.first_turn + 1), source_name(section.source), section.confidence);
  }
  write_quality(out, transcript, quality, show_text);
  for (const Warning& warning : transcript.warnings)
    out << labelled("warning", fmt::format("{}{}", warning.line > 0 ? fmt::format("line {}: ", warning.line) : "", terminal_safe(warning.message)));
}

void write_understanding_json(std::ostream& out, const Transcript& transcript, const TranscriptQuality& quality) {
  const Counts counts = counts_of(transcript);
  json sections = json::array(), figures = json::array(), warnings = json::array(), notation = json::object();
  for (const auto& [kind, name] : kNotation) {
    const auto found = counts.notation.find(kind);
    notation[std::string(token_kind_name(kind))] = found == counts.notation.end() ? 0 : found->second;
  }
  for (const Section& section : transcript.sections) {
    const int line = line_of(transcript, transcript.turns[section.first_turn]);
    sections.push_back({{"key", section.key}, {"line", line > 0 ? json(line) : json(nullptr)}, {"turn", section.first_turn + 1}, {"source", source_name(section.source)}, {"confidence", section.confidence}});
  }
  for (const Figure& figure : transcript.figures)
    figures.push_back({{"id", figure.id}, {"mentions", figure.mentions.size()}, {"dead", figure.dead}, {"did_harm", figure.did_harm}});
  for (const Warning& warning : transcript.warnings)
    warnings.push_back({{"code", warning.code}, {"line", warning.line > 0 ? json(warning.line) : json(nullptr)}, {"message", warning.message}});
  out << json{{"id", transcript.id},
              {"notation_profile", transcript.notation},
              {"turns", transcript.turns.size()},
              {"interviewer_turns", counts.interviewer},
              {"participant_turns", counts.participant},
              {"responses", transcript.responses.size()},
              {"words", counts.participant_words},
              {"interviewer_words", counts.interviewer_words},
              {"timed_pauses", counts.timed_pauses},
              {"pause_seconds", counts.pause_seconds},
              {"longest_pause", counts.longest_pause},
              {"notation", std::move(notation)},
              {"sections", std::move(sections)},
              {"figures", std::move(figures)},
              {"warnings", std::move(warnings)},
              {"quality", quality_json(quality)}}
             .dump();
}

}  // namespace attune
