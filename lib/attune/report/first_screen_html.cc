// What a reader sees first: what the interview can carry, then passages and unmarked answers side by side.
#include <algorithm>

#include <fmt/format.h>

#include "attune/report/html.h"
#include "attune/report/interview_html.h"
#include "attune/report/report_words.h"

namespace attune {
namespace {

constexpr std::size_t kQuotedBytes = 420;

std::string_view side_name(Polarity polarity) {
  switch (polarity) {
    case Polarity::away: return "away";
    case Polarity::toward: return "toward";
    case Polarity::neutral: return "neither";
  }
  return "";
}

void write_quality(std::ostream& out, const InterviewReport& report) {
  out << "<h2 id=\"quality-first\">First, the interview itself</h2>\n<dl class=\"quality\">\n";
  for (const QualityFinding& finding : report.quality)
    out << fmt::format("<div{}><dt>{}{}</dt><dd>{}</dd></div>\n", finding.limits ? " class=\"limits\"" : "", html_text(finding.title),
                       finding.limits ? " <span class=\"tag\">mind this</span>" : "", html_text(finding.text));
  out << "<div><dt>Rules left out</dt><dd>";
  if (report.suppressed.empty()) out << "None: all rules could be applied.";
  for (const std::string& line : report.suppressed) out << html_text(line) << ". ";
  out << "</dd></div>\n</dl>\n";
}

void write_quotation(std::ostream& out, const InterviewReport& report, const Quotation& quotation) {
  const std::string& text = report.coded->transcript.text;
  const ReportMark& mark = report.marks[quotation.mark];
  const Span shown = shortened_around(text, quotation.sentence, mark.mark->span, kQuotedBytes);
  const Span kept{mark.mark->span.begin, std::min(mark.mark->span.end, shown.end)};
  const bool is_cut = kept.end - kept.begin > kQuotedBytes;  // html_text says so
  out << "<li><blockquote dir=\"auto\">" << (shown.begin > quotation.sentence.begin ? "[cut] " : "") << html_text(slice(text, {shown.begin, kept.begin})) << "<b>"
      << html_text(slice(text, kept), kQuotedBytes) << "</b>" << html_text(slice(text, {kept.end, shown.end})) << (shown.end < quotation.sentence.end && !is_cut ? " [cut]" : "")
      << fmt::format("</blockquote><p class=\"by\"><span class=\"tag\">{}</span> <a href=\"#r{}\" data-r=\"{}\">{}</a>, {}</p></li>\n", side_name(mark.mark->polarity),
                     mark.rule + 1, mark.rule + 1, html_text(report.rules[mark.rule].title), turn_link(report, mark.mark->turn, mark.mark->span.begin));
}

void write_answer(std::ostream& out, const InterviewReport& report, const Answer& answer) {
  const Transcript& transcript = report.coded->transcript;
  std::string text;
  for (std::uint32_t t = answer.first_turn; t < answer.turn_end; ++t)
    if (transcript.turns[t].role == Role::participant) text += (text.empty() ? "" : " ") + std::string(slice(transcript.text, transcript.turns[t].body));
  out << "<li><blockquote dir=\"auto\">" << html_text(text, kQuotedBytes) << "</blockquote><p class=\"by\">"
      << turn_link(report, answer.first_turn, transcript.turns[answer.first_turn].body.begin) << "</p></li>\n";
}

void write_side_by_side(std::ostream& out, const InterviewReport& report) {
  out << "<h2>Passages, and answers without a mark</h2>\n<div class=\"two\">\n<section aria-labelledby=\"marked\"><h3 id=\"marked\">Passages that rules marked</h3>\n";
  if (report.quotations.empty())
    out << "<p>No rule marked a passage. That says what the rules looked for, not what is in the interview.</p>\n";
  else
    out << fmt::format("<p>{} of {}, the best evidence first. {}</p>\n<ul class=\"quotes\">\n", report.quotations.size(), counted(report.marks.size(), "mark"), report_words::kSides);
  for (const Quotation& quotation : report.quotations) write_quotation(out, report, quotation);
  out << (report.quotations.empty() ? "" : "</ul>\n") << "</section>\n<section aria-labelledby=\"unmarked\"><h3 id=\"unmarked\">Answers without a mark, drawn by chance</h3>\n";
  if (report.drawn.empty())
    out << "<p>There is no answer of eight words or more without a mark.</p>\n";
  else
    out << fmt::format("<p>{} of {} without any mark, drawn by seed {}. Read them with the same question: would I have marked this?</p>\n<ul class=\"quotes\">\n",
                       report.drawn.size(), counted(report.unmarked, "answer"), report.seed);
  for (std::size_t number : report.drawn) write_answer(out, report, report.answers[number]);
  out << (report.drawn.empty() ? "" : "</ul>\n") << "</section>\n</div>\n";
}

std::string value_of(const Rating& rating) {
  if (rating.reason) return std::string(missing_reason_name(*rating.reason));
  return rating.value ? fmt::format("{}", *rating.value) : rating.category;
}

void write_trained(std::ostream& out, const InterviewReport& report) {
  out << "<h2>Ratings by trained people</h2>\n";
  if (report.trained.empty()) out << "<p>None are given. Rules do not replace them.</p>\n";
  for (const TrainedRatings& trained : report.trained) {
    begin_table(out, fmt::format("Rated by {}, round {}{}{}", trained.rater, trained.round, trained.date.empty() ? "" : ", " + trained.date, trained.assisted ? ", after seeing marks or other ratings" : "") + (trained.qualified.empty() ? "" : ". " + trained.qualified));
    out << "<thead><tr><th scope=\"col\">Scale</th><th scope=\"col\">Of</th><th scope=\"col\">Value</th></tr></thead>\n<tbody>\n";
    for (const Rating& rating : trained.ratings)
      out << fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", html_text(rating.scale), html_text(to_string(rating.target)), html_text(value_of(rating)));
    out << "</tbody>";
    end_table(out);
  }
}

}  // namespace

void write_first_screen(std::ostream& out, const InterviewReport& report) {
  out << "<section id=\"first\" aria-label=\"First screen\">\n"
      << fmt::format("<h1>Interview {}</h1>\n<p class=\"lead\">{} {}</p>\n", html_text(report.coded->transcript.id), report_words::kNature, report_words::kNoMark);
  if (report.tells_self_harm) out << "<p class=\"act\" role=\"note\">" << report_words::kSelfHarmTold << "</p>\n";
  write_quality(out, report);
  write_side_by_side(out, report);
  out << "<h2>What this page cannot tell</h2>\n<ul>\n";
  for (std::string_view line : {report_words::kPrecision, report_words::kSpeech, report_words::kUse, report_words::kSelfHarm, report_words::kBlinding}) out << "<li>" << line << "</li>\n";
  out << "</ul>\n</section>\n";
  // Values of class records and scales stay off the first screen: they are people's, and stand apart.
  out << "<section id=\"trained\">\n";
  write_trained(out, report);
  out << "</section>\n";
}

}  // namespace attune
