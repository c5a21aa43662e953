// The transcript with its marks, and the switches that show and hide them.
#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "attune/report/html.h"
#include "attune/report/interview_html.h"

namespace attune {
namespace {

char letter(Polarity polarity) {
  switch (polarity) {
    case Polarity::away: return 'a';
    case Polarity::toward: return 't';
    case Polarity::neutral: return 'n';
  }
  return 'n';
}

/// The class of marks of one code and side: "k3a".
std::string class_of(const ReportMark& mark) { return fmt::format("k{}{}", mark.code, letter(mark.mark->polarity)); }

void write_switches(std::ostream& out, const InterviewReport& report) {
  std::vector<std::size_t> order(report.codes.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(report.codes[i].title, report.codes[i].id); });
  out << "<fieldset class=\"switches\"><legend>Show marks of</legend>\n<p class=\"all\" hidden><button type=\"button\" data-all=\"1\">All</button> <button type=\"button\" data-all=\"\">None</button></p>\n";
  for (std::size_t i : order)
    out << fmt::format("<label><input type=\"checkbox\" id=\"k{}\" checked> {} <span class=\"count\">{}</span></label>\n", i, html_text(report.codes[i].title), report.codes[i].marks);
  out << "</fieldset>\n<p class=\"legend\"><mark class=\"sample t\">toward</mark> <mark class=\"sample a\">away</mark> <mark class=\"sample n\">neither</mark> "
         "The number after a passage is its rule; open it for the definition, the evidence and the source.</p>\n";
}

/// One turn's text, cut where marks begin and end. Marks may overlap, so a piece belongs to any number of them.
void write_body(std::ostream& out, const InterviewReport& report, Span body, const std::vector<const ReportMark*>& marks) {
  const std::string& text = report.coded->transcript.text;
  std::set<std::uint32_t> cuts = {body.begin, body.end};
  for (const ReportMark* mark : marks) cuts.insert({std::clamp(mark->mark->span.begin, body.begin, body.end), std::clamp(mark->mark->span.end, body.begin, body.end)});
  std::vector<const ReportMark*> open;
  auto next = marks.begin();
  for (auto cut = cuts.begin(); std::next(cut) != cuts.end(); ++cut) {
    const Span piece{*cut, *std::next(cut)};
    while (next != marks.end() && (*next)->mark->span.begin <= piece.begin) open.push_back(*next++);
    std::erase_if(open, [&](const ReportMark* mark) { return mark->mark->span.end <= piece.begin; });
    if (open.empty()) {
      out << html_text(slice(text, piece));
      continue;
    }
    std::set<std::string> classes;
    std::set<std::size_t> rules;
    for (const ReportMark* mark : open) classes.insert(class_of(*mark)), rules.insert(mark->rule + 1);
    out << fmt::format("<mark class=\"{}\" data-r=\"{}\">", fmt::join(classes, " "), fmt::join(rules, " ")) << html_text(slice(text, piece)) << "</mark>";
    std::set<std::pair<std::size_t, std::string>> ended;
    for (const ReportMark* mark : open)
      if (mark->mark->span.end <= piece.end) ended.emplace(mark->rule, class_of(*mark));
    for (const auto& [rule, kind] : ended)
      out << fmt::format("<a class=\"ref {0}\" href=\"#r{1}\" data-r=\"{1}\" title=\"{2}\" aria-label=\"Rule {1}: {2}\">{1}</a>", kind, rule + 1, html_text(report.rules[rule].title));
  }
}

}  // namespace

std::string mark_style(const InterviewReport& report) {
  // A browser that cannot ask about switches shows all marks.
  std::string style = "@supports selector(:has(a)){\n.said mark { all: unset }\n";
  std::set<std::pair<std::size_t, Polarity>> kinds;
  for (const ReportMark& mark : report.marks) kinds.emplace(mark.code, mark.mark->polarity);
  for (const auto& [code, polarity] : kinds)
    style += fmt::format("body:has(#k{0}:not(:checked)) a.k{0}{1} {{ display: none }}\n", code, letter(polarity));
  for (const auto& [code, polarity] : kinds) {
    const std::string_view look = polarity == Polarity::away     ? "border-bottom: 2px dashed var(--away)"
                                  : polarity == Polarity::toward ? "text-decoration: underline 2px var(--toward); text-underline-offset: 3px"
                                                                 : "border-top: 2px dotted var(--neither)";
    style += fmt::format("body:has(#k{0}:checked) mark.k{0}{1} {{ background: var(--tint); cursor: pointer; {2} }}\n", code, letter(polarity), look);
  }
  return style + "}\n";
}

std::string turn_link(const InterviewReport& report, std::uint32_t turn, std::uint32_t offset) {
  const int line = line_at(report.coded->transcript, offset);
  return line > 0 ? fmt::format("<a href=\"#t{}\">line {}</a>", turn + 1, line) : fmt::format("<a href=\"#t{0}\">turn {0}</a>", turn + 1);
}

void write_marked_transcript(std::ostream& out, const InterviewReport& report) {
  const Transcript& transcript = report.coded->transcript;
  out << "<section id=\"transcript\">\n<h2>The transcript</h2>\n";
  if (report.marks.empty()) out << "<p>There are no marks in it.</p>\n";
  else write_switches(out, report);
  std::vector<std::vector<const ReportMark*>> by_turn(transcript.turns.size());
  for (const ReportMark& mark : report.marks) by_turn[mark.mark->turn].push_back(&mark);
  auto section = report.sections.begin();
  out << "<div class=\"part\">\n";
  for (std::uint32_t t = 0; t < transcript.turns.size(); ++t) {
    for (; section != report.sections.end() && section->first_turn <= t; ++section)
      out << fmt::format("</div>\n<div class=\"part\">\n<h3 id=\"s{}\">{}</h3>\n", section - report.sections.begin(), html_text(section->title));
    const Turn& turn = transcript.turns[t];
    const int line = line_of(transcript, turn);
    out << fmt::format("<div class=\"turn {0}\" id=\"t{1}\"><p class=\"who\">{2} <span class=\"line\">{3}</span></p><p class=\"said\" dir=\"auto\" lang=\"{4}\">",
                       role_name(turn.role), t + 1, turn.role == Role::participant ? "Participant" : turn.role == Role::interviewer ? "Interviewer" : "Not known",
                       line > 0 ? fmt::format("line {}", line) : fmt::format("turn {}", t + 1), html_text(transcript.language));
    write_body(out, report, turn.body, by_turn[t]);
    out << "</p></div>\n";
  }
  out << "</div>\n</section>\n";
}

}  // namespace attune
