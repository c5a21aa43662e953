#include "attune/report/quality_page.h"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "attune/report/escape.h"
#include "attune/report/wrap.h"

namespace attune {
namespace {

constexpr std::uint32_t kFewWords = 500;   // of fewer nothing can be said on how they were typed
constexpr std::size_t kShownColumns = 50;

std::string counted(std::size_t count, std::string_view one, std::string_view many) { return fmt::format("{} {}", count, count == 1 ? one : many); }

std::string at_line(int line) { return line > 0 ? fmt::format(" (line {})", line) : ""; }

/// " (line 5)", " (lines 5, 9)", or nothing in a transcript without lines.
std::string at_lines(const std::vector<Finding>& findings) {
  std::vector<int> lines;
  for (const Finding& finding : findings)
    if (finding.line > 0 && (lines.empty() || lines.back() != finding.line)) lines.push_back(finding.line);
  if (lines.empty()) return "";
  return fmt::format(" (line{} {})", lines.size() == 1 ? "" : "s", fmt::join(lines, ", "));
}

void show(std::ostream& out, const Transcript& transcript, const std::vector<Finding>& findings, ShowText show_text) {
  if (show_text == ShowText::no) return;
  for (const Finding& finding : findings)
    out << fmt::format("    {:<10} {}\n", finding.line > 0 ? fmt::format("line {}", finding.line) : "", shortened(slice(transcript.text, finding.span), kShownColumns));
}

std::string questions(const TranscriptQuality& quality) {
  std::string text = fmt::format("{} of {} found ({})", quality.questions - quality.missing.size(), quality.questions, terminal_safe(quality.protocol));
  std::vector<std::string> missing;
  for (const std::string& key : quality.missing) missing.push_back(terminal_safe(key));
  return missing.empty() ? text : fmt::format("{}; not found: {}", text, fmt::join(missing, ", "));
}

void write_probes(std::ostream& out, const Transcript& transcript, const TranscriptQuality& quality, ShowText show_text) {
  if (quality.adjectives > 0) {
    std::vector<std::string> unprobed;
    for (const UnprobedAdjective& word : quality.unprobed) {
      const std::string name = show_text == ShowText::yes ? terminal_safe(slice(transcript.text, word.offered)) : fmt::format("word {}", word.order);
      unprobed.push_back(fmt::format("{} {}{}", terminal_safe(word.figure), name, at_line(word.line)));
    }
    out << labelled("adjectives", unprobed.empty() ? fmt::format("{} offered, a memory asked for each", quality.adjectives)
                                                   : fmt::format("{} offered; no memory asked for {}", quality.adjectives, fmt::join(unprobed, ", ")));
  }
  if (!quality.probes.empty()) out << labelled("not asked", counted(quality.probes.size(), "probe was neither asked nor answered unasked", "probes were neither asked nor answered unasked"));
  for (const MissingProbe& probe : quality.probes) {
    const std::string about = probe.about.empty() ? "" : terminal_safe(probe.about) + ": ";
    const std::string text = wrapped(about + terminal_safe(probe.title) + at_line(probe.line), 21);
    out << fmt::format("    {:<16} {}", terminal_safe(probe.section), text.substr(21));
  }
}

void write_heard(std::ostream& out, const TranscriptQuality& quality) {
  std::uint32_t passages = 0, sic = 0;
  std::vector<std::string> slips;
  for (const SectionQuality& section : quality.sections) {
    passages += section.unintelligible;
    sic += section.sic;
    if (section.sic > 0) slips.push_back(fmt::format("{} {}", section.key.empty() ? "before the first question" : terminal_safe(section.key), section.sic));
  }
  const auto share = [](std::uint32_t part, std::uint32_t words) { return 100 * unintelligible_share(part, words).value_or(0); };
  if (passages == 0) out << labelled("inaudible", "nothing of the participant");
  else out << labelled("inaudible", fmt::format("{} of the participant, {:.1f} % beside the words", counted(passages, "passage", "passages"), share(passages, quality.words)));
  for (const SectionQuality& section : quality.sections) {
    if (section.unintelligible == 0) continue;
    const std::string text = wrapped(fmt::format("{}, {:.1f} %{}", counted(section.unintelligible, "passage", "passages"), share(section.unintelligible, section.words),
                                                 section.every_word ? "; WARNING: it is scored from single words, listen again" : ""), 21);
    out << fmt::format("    {:<16} {}", section.key.empty() ? "-" : terminal_safe(section.key), text.substr(21));
  }
  if (sic > 0) out << labelled("sic", fmt::format("{} ({})", sic, fmt::join(slips, ", ")));
}

std::string verbatim(const TranscriptQuality& quality) {
  const std::string signs = fmt::format("{} in {} words", counted(quality.fluency.signs, "sign of unplanned speech", "signs of unplanned speech"), quality.fluency.words);
  if (quality.cleaned) return signs + ": it looks tidied, rules on fluency are not applied";
  return signs + (quality.fluency.words < kFewWords ? ": too short to say" : ": not tidied, as far as that shows");
}

void write_redaction(std::ostream& out, const Transcript& transcript, const TranscriptQuality& quality, ShowText show_text) {
  if (quality.redacted == 0) return;
  std::string text = counted(quality.redacted, "replaced name", "replaced names");
  for (const RedactionGap& gap : quality.gaps) {
    if (!gap.missing.empty()) text += fmt::format("; {} has no number {}{}", terminal_safe(gap.role), fmt::join(gap.missing, ", "), at_line(gap.line));
    if (gap.also_unnumbered) text += fmt::format("; {} with and without a number{}", terminal_safe(gap.role), at_line(gap.line));
  }
  if (!quality.names.empty()) text += fmt::format("; beside them {}{}", counted(quality.names.size(), "word that looks like a name or place", "words that look like names or places"), at_lines(quality.names));
  out << labelled("redaction", text);
  show(out, transcript, quality.names, show_text);
}

}  // namespace

void write_quality(std::ostream& out, const Transcript& transcript, const TranscriptQuality& quality, ShowText show_text) {
  out << labelled("questions", questions(quality));
  write_probes(out, transcript, quality, show_text);
  const std::uint32_t all = quality.words + quality.interviewer_words;
  std::string interviewer = fmt::format("{} % of all words, {}{}", all == 0 ? 0 : 100 * std::uint64_t{quality.interviewer_words} / all, counted(quality.cut_offs.size(), "cut-off", "cut-offs"), at_lines(quality.cut_offs));
  interviewer += fmt::format(", {}{}", counted(quality.leading.size(), "phrase that may lead", "phrases that may lead"), at_lines(quality.leading));
  out << labelled("interviewer", interviewer);
  show(out, transcript, quality.leading, show_text);
  write_heard(out, quality);
  out << labelled("verbatim", verbatim(quality));
  write_redaction(out, transcript, quality, show_text);
  if (!quality.remarks.empty()) out << labelled("not known", fmt::format("{} in brackets, taken as the transcriber's{}", counted(quality.remarks.size(), "remark", "remarks"), at_lines(quality.remarks)));
  show(out, transcript, quality.remarks, show_text);
  if (!quality.loose_brackets.empty()) out << labelled("brackets", fmt::format("{} alone, so that what was meant is read as talk{}", counted(quality.loose_brackets.size(), "stands", "stand"), at_lines(quality.loose_brackets)));
}

}  // namespace attune
