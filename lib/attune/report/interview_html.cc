#include "attune/report/interview_html.h"

#include <algorithm>

#include <fmt/format.h>

#include "attune/report/html.h"
#include "attune/report/report_words.h"

namespace attune {
namespace {

std::string number(std::optional<double> value) { return value ? fmt::format("{:.2f}", *value) : "&ndash;"; }

double most(const InterviewReport& report, auto of) {
  double result = 0;
  for (const SectionStretch& section : report.sections) result = std::max(result, static_cast<double>(of(section)));
  return result > 0 ? result : 1;
}

/// Marks per 1,000 words of a section, as a bar beside the others.
std::string rate_cell(std::size_t marks, std::uint32_t words, double highest) {
  if (words == 0) return "<td class=\"n\">&ndash;</td>";
  const double rate = 1000.0 * static_cast<double>(marks) / words;
  return bar_cell(fmt::format("{}<small> ({:.1f})</small>", marks, rate), rate / highest);
}

double highest_rate(const InterviewReport& report) {
  return most(report, [](const SectionStretch& s) { return s.words == 0 ? 0.0 : 1000.0 * static_cast<double>(std::max({s.away, s.toward, s.neutral})) / s.words; });
}

void write_sections(std::ostream& out, const InterviewReport& report) {
  if (report.sections.empty()) {
    out << "<p>No section of the interview was recognised, so there is nothing to lay out by section.</p>\n";
    return;
  }
  const double longest = most(report, [](const SectionStretch& s) { return s.words; });
  const double highest = highest_rate(report);
  begin_table(out, "Sections in the order of the interview: marks, and in brackets marks per 1,000 words");
  out << "<thead><tr><th scope=\"col\">Section</th><th scope=\"col\">Where</th><th scope=\"col\">Words</th><th scope=\"col\">Answers</th><th scope=\"col\">Pauses</th>"
         "<th scope=\"col\">Seconds</th><th scope=\"col\">Toward</th><th scope=\"col\">Away</th><th scope=\"col\">Neither</th></tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < report.sections.size(); ++i) {
    const SectionStretch& s = report.sections[i];
    const std::uint32_t at = report.coded->transcript.turns[s.first_turn].body.begin;
    out << fmt::format("<tr><th scope=\"row\"><a href=\"#s{}\">{}</a></th><td>{}</td>{}<td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{:.0f}</td>{}{}{}</tr>\n", i,
                       html_text(s.title), turn_link(report, s.first_turn, at), bar_cell(fmt::format("{}", s.words), s.words / longest), s.answers, s.pauses, s.seconds,
                       rate_cell(s.toward, s.words, highest), rate_cell(s.away, s.words, highest), rate_cell(s.neutral, s.words, highest));
  }
  out << "</tbody>";
  end_table(out);
}

void write_codes_by_section(std::ostream& out, const InterviewReport& report) {
  if (report.sections.empty() || report.codes.empty()) return;
  out << "<details><summary>Every code by section</summary>\n";
  begin_table(out, "Marks of each code in each section; deeper where more marks stand in 1,000 words", "class=\"heat\"");
  out << "<thead><tr><th scope=\"col\">Section</th>";
  for (const ReportCode& code : report.codes) out << "<th scope=\"col\" class=\"tall\"><span>" << html_text(code.title) << "</span></th>";
  out << "</tr></thead>\n<tbody>\n";
  const auto rate = [](const SectionStretch& s, std::size_t code) { return s.words == 0 ? 0.0 : static_cast<double>(s.by_code[code]) / s.words; };
  double highest = 0;
  for (const SectionStretch& s : report.sections)
    for (std::size_t c = 0; c < report.codes.size(); ++c) highest = std::max(highest, rate(s, c));
  for (const SectionStretch& s : report.sections) {
    out << "<tr><th scope=\"row\">" << html_text(s.title) << "</th>";
    for (std::size_t c = 0; c < report.codes.size(); ++c) {
      if (s.by_code[c] == 0) out << "<td class=\"zero\">0</td>";
      else out << fmt::format("<td style=\"--h:{:.0f}%\">{}</td>", 15 + 60 * rate(s, c) / highest, s.by_code[c]);
    }
    out << "</tr>\n";
  }
  out << "</tbody>";
  end_table(out);
  out << "</details>\n";
}

void write_answers(std::ostream& out, const InterviewReport& report) {
  out << "<div class=\"chart\" data-chart=\"answers\" data-table=\"answers\" hidden></div>\n<details><summary>Every answer as a table: words, pauses, marks</summary>\n";
  begin_table(out, "Answers in their order", "id=\"answers\"");
  out << "<thead><tr><th scope=\"col\">Answer</th><th scope=\"col\">Where</th><th scope=\"col\">Words</th><th scope=\"col\">Pauses</th><th scope=\"col\">Seconds of pauses</th>"
         "<th scope=\"col\">Toward</th><th scope=\"col\">Away</th><th scope=\"col\">Neither</th></tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < report.answers.size(); ++i) {
    const Answer& a = report.answers[i];
    out << fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{:.1f}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
                       i + 1, turn_link(report, a.first_turn, report.coded->transcript.turns[a.first_turn].body.begin), a.words, a.pauses, a.seconds, a.toward, a.away, a.neutral);
  }
  out << "</tbody>";
  end_table(out);
  out << "</details>\n";
}

void write_over_time(std::ostream& out, const InterviewReport& report) {
  out << "<section id=\"time\">\n<h2>The interview over time</h2>\n";
  if (report.answers.empty()) out << "<p>The participant says nothing in this transcript.</p>\n";
  else write_answers(out, report);
  write_sections(out, report);
  write_codes_by_section(out, report);
  out << "</section>\n";
}

void write_indices(std::ostream& out, const InterviewReport& report) {
  out << "<section id=\"indices\">\n<h2>Counts and rates</h2>\n<p>" << report_words::kIntervals << "</p>\n";
  if (report.coded->indices.empty()) {
    out << "<p>The codebooks in use declare no index.</p>\n</section>\n";
    return;
  }
  if (report.reference) out << "<p>" << html_text(report.reference->description()) << "</p>\n";
  begin_table(out, report.reference ? "Indices with their length beside them. There is no sum of them" : "Indices with their length beside them. There is no sum of them, and no comparison with other interviews");
  out << "<thead><tr><th scope=\"col\">Index</th><th scope=\"col\">Passages</th><th scope=\"col\">per 1,000 words</th><th scope=\"col\">interval</th>"
         "<th scope=\"col\">per answer</th><th scope=\"col\">words</th><th scope=\"col\">answers</th>" << (report.reference ? "<th scope=\"col\">Among the reference</th>" : "") << "<th scope=\"col\">Note</th></tr></thead>\n<tbody>\n";
  for (const IndexValue& index : report.coded->indices)
    out << fmt::format("<tr><th scope=\"row\">{}<br><small>{}, {}</small></th><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
                       "<td class=\"n\">{}</td>{}<td>{}</td></tr>\n",
                       html_text(index.title), html_text(index.id), html_text(index.rater), index.is_suppressed ? "&ndash;" : std::to_string(index.count), number(index.value),
                       index.ci_low && index.ci_high ? fmt::format("{:.2f} to {:.2f}", *index.ci_low, *index.ci_high) : "&ndash;", number(index.per_opportunity), index.words,
                       index.opportunities, report.reference ? "<td>" + html_text(ReferenceStudy::words(report.reference->place(index))) + "</td>" : "", html_text(index.reason));
  out << "</tbody>";
  end_table(out);
  out << "</section>\n";
}

/// What people read in support, apart from the rules.
void write_judged(std::ostream& out, const InterviewReport& report) {
  for (const TrainedRatings& trained : report.trained) {
    if (trained.adjectives.empty()) continue;
    begin_table(out, fmt::format("As {} reads it{}", trained.rater, trained.assisted ? ", after seeing others' (assisted)" : ""));
    out << "<thead><tr><th scope=\"col\">For</th><th scope=\"col\">Word</th><th scope=\"col\">Followed up</th><th scope=\"col\">Support</th><th scope=\"col\">Lines</th></tr></thead>\n<tbody>\n";
    for (const JudgedAdjective& a : trained.adjectives)
      out << fmt::format("<tr><td>{}</td><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n", html_text(a.figure), html_text(a.word), a.probed ? "yes" : "no",
                         a.support ? support_name(*a.support) : "missing: not followed up", html_text(a.lines));
    out << "</tbody>";
    end_table(out);
  }
}

void write_adjectives(std::ostream& out, const InterviewReport& report) {
  const Transcript& transcript = report.coded->transcript;
  out << "<section id=\"words\">\n<h2>Words offered for caregivers</h2>\n";
  if (report.coded->adjectives.empty()) {
    out << "<p>None were found.</p>\n";
    write_judged(out, report);
    out << "</section>\n";
    return;
  }
  out << "<p>" << report_words::kSupport << "</p>\n";
  begin_table(out, "Each word, whether the interviewer came back to it, and what is told in its support");
  out << "<thead><tr><th scope=\"col\">For</th><th scope=\"col\">Word</th><th scope=\"col\">Where</th><th scope=\"col\">Followed up</th><th scope=\"col\">Support found</th><th scope=\"col\">What it rests on</th></tr></thead>\n<tbody>\n";
  const auto turn_of = [&](std::uint32_t offset) {
    const auto after = std::ranges::upper_bound(transcript.turns, offset, {}, [](const Turn& turn) { return turn.body.begin; });
    return static_cast<std::uint32_t>(after == transcript.turns.begin() ? 0 : after - transcript.turns.begin() - 1);
  };
  for (const Adjective& adjective : report.coded->adjectives) {
    out << fmt::format("<tr><td>{}</td><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>", html_text(adjective.figure), html_text(adjective.word),
                       turn_link(report, turn_of(adjective.offered.begin), adjective.offered.begin), adjective.probed ? "yes" : "no",
                       adjective.support ? support_name(*adjective.support) : "missing: not followed up");
    for (const Span& passage : adjective.passages)
      out << "<p dir=\"auto\">" << html_text(slice(transcript.text, passage), 300) << " (" << turn_link(report, turn_of(passage.begin), passage.begin) << ")</p>";
    out << "</td></tr>\n";
  }
  out << "</tbody>";
  end_table(out);
  write_judged(out, report);
  out << "</section>\n";
}

void write_read_first(std::ostream& out, const InterviewReport& report) {
  out << "<section id=\"read-first\">\n<h2>Passages to read first</h2>\n";
  if (report.read_first.empty()) out << "<p>No answer has marks of more than one rule. Read the interview from the start.</p>\n";
  else out << "<p>Answers in which the most different rules left marks. That is a reading order, nothing more.</p>\n<ol>\n";
  for (std::size_t i : report.read_first) {
    const Answer& a = report.answers[i];
    out << fmt::format("<li>{}: {}, {} toward, {} away, {} neither, in {}</li>\n", turn_link(report, a.first_turn, report.coded->transcript.turns[a.first_turn].body.begin),
                       counted(a.kinds, "rule"), a.toward, a.away, a.neutral, counted(a.words, "word"));
  }
  out << (report.read_first.empty() ? "" : "</ol>\n") << "</section>\n";
}

void write_understood(std::ostream& out, const InterviewReport& report) {
  const Transcript& transcript = report.coded->transcript;
  out << "<section id=\"quality\">\n<h2>What the quality check found</h2>\n<p>The findings stand on the first screen. Here is what they rest on.</p>\n";
  if (report.sections.empty()) out << "<p>No question of the protocol was recognised.</p>\n";
  else {
    begin_table(out, "How surely each section was found (1 is sure)");
    out << "<thead><tr><th scope=\"col\">Section</th><th scope=\"col\">Where</th><th scope=\"col\">Confidence</th></tr></thead>\n<tbody>\n";
    for (const SectionStretch& s : report.sections)
      out << fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"n\">{:.2f}</td></tr>\n", html_text(s.title),
                         turn_link(report, s.first_turn, transcript.turns[s.first_turn].body.begin), s.confidence);
    out << "</tbody>";
    end_table(out);
  }
  out << fmt::format("<p>Read as {}, SHA-256 {}.</p>\n</section>\n", html_text(transcript.notation), html_text(transcript.sha256));
}

void write_rules(std::ostream& out, const InterviewReport& report) {
  out << "<section id=\"rules\">\n<h2>The rules behind the marks</h2>\n"
         "<p>Evidence: E1-text, this cue was measured on attachment interviews; E1-human, raters' indicator was measured, the cue was not; E2 to E4, it was measured on neither.</p>\n";
  if (report.rules.empty()) out << "<p>No rule left a mark.</p>\n";
  for (std::size_t i = 0; i < report.rules.size(); ++i) {
    const ReportRule& rule = report.rules[i];
    out << fmt::format("<article class=\"rule\" id=\"r{0}\" tabindex=\"-1\"><h3>{0}. {1}</h3>\n<p>{2}</p>\n<dl><dt>Code</dt><dd>{3} <small>({4})</small></dd><dt>Definition</dt><dd>{5}</dd>", i + 1,
                       html_text(rule.title), html_text(rule.why), html_text(rule.code_title), html_text(rule.code), rule.definition.empty() ? "none given" : html_text(rule.definition));
    out << fmt::format("<dt>Evidence</dt><dd>{}</dd><dt>Right in real interviews</dt><dd>{}</dd><dt>Rests on</dt><dd>", rule.evidence.empty() ? "a person's mark" : html_text(rule.evidence),
                       rule.evidence.empty() ? "a person's judgement" : "not known");
    if (rule.references.empty()) out << "no reference given";
    for (const std::string& reference : rule.references) out << html_text(reference) << "<br>";
    out << fmt::format("</dd><dt>Left by</dt><dd>{}{}{}, {} here</dd></dl></article>\n", html_text(rule.rater), rule.marker.empty() ? "" : ", rule ", html_text(rule.marker), counted(rule.marks, "mark"));
  }
  out << "</section>\n";
}

}  // namespace

void write_interview_html(std::ostream& out, const InterviewReport& report) {
  begin_page(out, "Interview " + report.coded->transcript.id, mark_style(report));
  out << "<nav aria-label=\"Parts of the report\"><ul><li><a href=\"#first\">First</a></li><li><a href=\"#transcript\">Transcript</a></li><li><a href=\"#time\">Over time</a></li>"
         "<li><a href=\"#indices\">Counts and rates</a></li><li><a href=\"#words\">Words for caregivers</a></li><li><a href=\"#quality\">Quality</a></li>"
         "<li><a href=\"#read-first\">Read first</a></li><li><a href=\"#rules\">Rules</a></li></ul></nav>\n<main id=\"main\" tabindex=\"-1\">\n";
  write_first_screen(out, report);
  write_marked_transcript(out, report);
  write_over_time(out, report);
  write_indices(out, report);
  write_adjectives(out, report);
  write_understood(out, report);
  write_read_first(out, report);
  write_rules(out, report);
  out << "</main>\n";
  end_page(out);
}

}  // namespace attune
