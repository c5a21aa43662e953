#include <algorithm>

#include <fmt/format.h>

#include "attune/report/escape.h"
#include "attune/report/interview_formats.h"
#include "attune/report/report_words.h"
#include "attune/report/wrap.h"

namespace attune {
namespace {

constexpr std::size_t kQuotedBytes = 400;

std::string where(const InterviewReport& report, std::uint32_t turn, std::uint32_t offset) {
  const int line = line_at(report.coded->transcript, offset);
  return line > 0 ? fmt::format("line {}", line) : fmt::format("turn {}", turn + 1);
}

/// Words may be longer than a line, and `wrapped` never splits them.
std::string broken(std::string_view text) {
  constexpr std::size_t kLongest = 70;
  std::string result;
  std::size_t run = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
      run = text[i] == ' ' ? 0 : run + 1;
      if (run > kLongest) result += ' ', run = 1;
    }
    result += text[i];
  }
  return result;
}

std::string quoted(std::string_view text) {
  if (text.size() <= kQuotedBytes) return broken(terminal_safe(text));
  std::size_t end = kQuotedBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return broken(terminal_safe(text.substr(0, end))) + " [cut]";
}

void heading(std::ostream& out, std::string_view text) { out << '\n' << text << '\n'; }

std::string rate(std::optional<double> value) { return value ? fmt::format("{:.2f}", *value) : "-"; }

void write_first(std::ostream& out, const InterviewReport& report) {
  const Transcript& transcript = report.coded->transcript;
  out << "Interview " << shortened(transcript.id, 60) << '\n';
  out << wrapped(fmt::format("{} {}", report_words::kNature, report_words::kNoMark), 2);
  if (report.tells_self_harm) out << '\n' << wrapped(report_words::kSelfHarmTold, 2);
  heading(out, "First, the interview itself");
  for (const QualityFinding& finding : report.quality)
    out << wrapped(broken(fmt::format("{} {}: {}", finding.limits ? "!" : "-", finding.title, terminal_safe(finding.text))), 2);
  if (report.suppressed.empty()) out << wrapped("- Rules left out: none, all rules could be applied.", 2);
  for (const std::string& line : report.suppressed) out << wrapped("! Rules left out: " + terminal_safe(line) + ".", 2);
  heading(out, "Passages that rules marked");
  if (report.quotations.empty()) out << wrapped("No rule marked a passage. That says what the rules looked for, not what is in the interview.", 2);
  else out << wrapped(fmt::format("{} of {}, the best evidence first. {}", report.quotations.size(), counted(report.marks.size(), "mark"), report_words::kSides), 2);
  for (const Quotation& quotation : report.quotations) {
    const ReportMark& mark = report.marks[quotation.mark];
    out << '\n' << wrapped(quoted(slice(transcript.text, quotation.sentence)), 4);
    out << wrapped(terminal_safe(fmt::format("[{}] {}, {}", mark.mark->polarity == Polarity::neutral ? "neither" : polarity_name(mark.mark->polarity), report.rules[mark.rule].title,
                                             where(report, mark.mark->turn, mark.mark->span.begin))), 4);
  }
  heading(out, "Answers without a mark, drawn by chance");
  if (report.drawn.empty()) out << wrapped("There is no answer of eight words or more without a mark.", 2);
  else out << wrapped(fmt::format("{} of {} without any mark, drawn by seed {}.", report.drawn.size(), counted(report.unmarked, "answer"), report.seed), 2);
  for (std::size_t number : report.drawn) {
    const Answer& answer = report.answers[number];
    std::string text;
    for (std::uint32_t t = answer.first_turn; t < answer.turn_end; ++t)
      if (transcript.turns[t].role == Role::participant) text += std::string(slice(transcript.text, transcript.turns[t].body)) + " ";
    out << '\n' << wrapped(quoted(text), 4) << wrapped(where(report, answer.first_turn, transcript.turns[answer.first_turn].body.begin), 4);
  }
  heading(out, "What this cannot tell");
  for (std::string_view line : {report_words::kPrecision, report_words::kSpeech, report_words::kUse, report_words::kSelfHarm, report_words::kBlinding})
    out << wrapped(fmt::format("- {}", line), 2);
}

void write_trained(std::ostream& out, const InterviewReport& report) {
  heading(out, "Ratings by trained people");
  if (report.trained.empty()) out << wrapped("None are given. Rules do not replace them.", 2);
  for (const TrainedRatings& trained : report.trained) {
    out << fmt::format("  {}, round {}{}{}\n", terminal_safe(trained.rater), trained.round, trained.date.empty() ? "" : ", " + trained.date, trained.assisted ? ", assisted" : "");
    if (!trained.qualified.empty()) out << wrapped(terminal_safe(trained.qualified), 4);
    for (const Rating& rating : trained.ratings)
      out << fmt::format("    {:<24} {:<24} {}\n", shortened(rating.scale, 23), shortened(to_string(rating.target), 23),
                         rating.reason ? std::string(missing_reason_name(*rating.reason)) : rating.value ? fmt::format("{}", *rating.value) : shortened(rating.category, 20));
  }
}

void write_time(std::ostream& out, const InterviewReport& report) {
  heading(out, "The interview over time");
  if (report.sections.empty()) {
    out << wrapped("No section of the interview was recognised, so there is nothing to lay out by section.", 2);
    return;
  }
  out << fmt::format("  {:<33} {:>6} {:>7} {:>7} {:>6} {:>6} {:>7}\n", "section", "words", "answers", "pauses", "toward", "away", "neither");
  for (const SectionStretch& s : report.sections)
    out << fmt::format("  {:<33} {:>6} {:>7} {:>7} {:>6} {:>6} {:>7}\n", shortened(s.title, 32), s.words, s.answers, s.pauses, s.toward, s.away, s.neutral);
}

void write_indices(std::ostream& out, const InterviewReport& report) {
  heading(out, "Counts and rates");
  out << wrapped(report_words::kIntervals, 2);
  if (report.coded->indices.empty()) {
    out << wrapped("The codebooks in use declare no index.", 2);
    return;
  }
  if (report.reference) out << wrapped(broken(terminal_safe(report.reference->description())), 2);
  out << fmt::format("\n  {:<28} {:>8} {:>9} {:>16} {:>7} {:>5}\n", "index", "passages", "per 1,000", "interval", "words", "answ.");
  for (const IndexValue& index : report.coded->indices) {
    out << fmt::format("  {:<28} {:>8} {:>9} {:>16} {:>7} {:>5}\n", shortened(index.id, 27), index.is_suppressed ? "-" : std::to_string(index.count), rate(index.value),
                       index.ci_low && index.ci_high ? fmt::format("{:.2f} to {:.2f}", *index.ci_low, *index.ci_high) : "-", index.words, index.opportunities);
    if (report.reference) out << wrapped(terminal_safe(ReferenceStudy::words(report.reference->place(index))), 6);
    if (!index.reason.empty()) out << wrapped(terminal_safe(index.reason), 6);
  }
}

void write_judged(std::ostream& out, const InterviewReport& report) {
  for (const TrainedRatings& trained : report.trained) {
    if (trained.adjectives.empty()) continue;
    out << '\n' << wrapped(fmt::format("As {} reads it{}:", terminal_safe(trained.rater), trained.assisted ? ", after seeing others' (assisted)" : ""), 2);
    for (const JudgedAdjective& a : trained.adjectives)
      out << fmt::format("  {:<12} {:<24} {:>8} {:>10}  {}{}\n", shortened(a.figure, 11), shortened(a.word, 23), "", a.probed ? "yes" : "no",
                         a.support ? support_name(*a.support) : "missing", a.lines.empty() ? "" : " (lines " + terminal_safe(a.lines) + ")");
  }
}

void write_adjectives(std::ostream& out, const InterviewReport& report) {
  heading(out, "Words offered for caregivers");
  if (report.coded->adjectives.empty()) {
    out << wrapped("None were found.", 2);
    write_judged(out, report);
    return;
  }
  out << wrapped(report_words::kSupport, 2) << fmt::format("\n  {:<12} {:<24} {:>8} {:>10}  {}\n", "for", "word", "where", "followed", "support found");
  for (const Adjective& a : report.coded->adjectives)
    out << fmt::format("  {:<12} {:<24} {:>8} {:>10}  {}\n", shortened(a.figure, 11), shortened(a.word, 23), where(report, 0, a.offered.begin), a.probed ? "yes" : "no",
                       a.support ? support_name(*a.support) : "missing");
  write_judged(out, report);
}

void write_read_first(std::ostream& out, const InterviewReport& report) {
  heading(out, "Passages to read first");
  if (report.read_first.empty()) out << wrapped("No answer has marks of more than one rule. Read the interview from the start.", 2);
  for (std::size_t i : report.read_first) {
    const Answer& a = report.answers[i];
    out << fmt::format("  {:<10} {}, {} toward, {} away, {} neither, in {}\n", where(report, a.first_turn, report.coded->transcript.turns[a.first_turn].body.begin), counted(a.kinds, "rule"),
                       a.toward, a.away, a.neutral, counted(a.words, "word"));
  }
}

}  // namespace

void write_interview_text(std::ostream& out, const InterviewReport& report) {
  write_first(out, report);
  write_trained(out, report);
  write_time(out, report);
  write_indices(out, report);
  write_adjectives(out, report);
  write_read_first(out, report);
}

}  // namespace attune
