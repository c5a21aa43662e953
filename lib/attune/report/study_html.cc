#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "attune/report/html.h"
#include "attune/report/interview_quality.h"
#include "attune/report/report_words.h"
#include "attune/report/study_report.h"

namespace attune {
namespace {

constexpr std::string_view kNone = "&ndash;";

std::string number(std::optional<double> value) { return value ? fmt::format("{:.2f}", *value) : std::string(kNone); }

void write_heat(std::ostream& out, const StudyReport& report) {
  out << "<section id=\"codes\">\n<h2>Codes by interview</h2>\n";
  if (report.codes.empty()) {
    out << "<p>No rule left a mark in these interviews.</p>\n</section>\n";
    return;
  }
  out << "<p>Marks by rules; the shade compares marks per 1,000 words within one code, since codes are not alike in how often they can occur. A dash is an interview without words.</p>\n";
  begin_table(out, "Marks of each code in each interview", "class=\"heat\"");
  out << "<thead><tr><th scope=\"col\">Interview</th><th scope=\"col\">Words</th>";
  for (const auto& [id, title] : report.codes) out << "<th scope=\"col\" class=\"tall\"><span>" << html_text(title) << "</span></th>";
  out << "</tr></thead>\n<tbody>\n";
  const auto marks = [](const StudyRow& row, const std::string& code) { const auto found = row.codes.find(code); return found == row.codes.end() ? std::size_t{0} : found->second; };
  const auto rate = [&](const StudyRow& row, const std::string& code) { return row.words == 0 ? 0.0 : static_cast<double>(marks(row, code)) / row.words; };
  std::vector<double> highest;
  for (const auto& [id, title] : report.codes) {
    double most = 0;
    for (const StudyRow& row : report.rows) most = std::max(most, rate(row, id));
    highest.push_back(most);
  }
  for (const StudyRow& row : report.rows) {
    out << fmt::format("<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td>", html_text(row.id), row.words);
    for (std::size_t c = 0; c < report.codes.size(); ++c) {
      const std::string& code = report.codes[c].first;
      if (row.words == 0) out << "<td class=\"none\">&ndash;</td>";
      else if (marks(row, code) == 0) out << "<td class=\"zero\">0</td>";
      else out << fmt::format("<td style=\"--h:{:.0f}%\">{}</td>", 15 + 60 * rate(row, code) / highest[c], marks(row, code));
    }
    out << "</tr>\n";
  }
  out << "</tbody>";
  end_table(out);
  out << "</section>\n";
}

void write_spreads(std::ostream& out, const std::vector<StudyIndex>& indices) {
  out << "<section id=\"spread\">\n<h2>How the rates are spread</h2>\n";
  if (indices.empty()) {
    out << "<p>There is no index to show.</p>\n</section>\n";
    return;
  }
  out << "<p>Passages per 1,000 words of the participant, over the interviews. They describe these interviews and are no norms.</p>\n";
  begin_table(out, "Five numbers of each index, and its rank correlation with length");
  out << "<thead><tr><th scope=\"col\">Index</th><th scope=\"col\">n</th><th scope=\"col\">missing</th><th scope=\"col\">lowest</th><th scope=\"col\">lower quarter</th>"
         "<th scope=\"col\">median</th><th scope=\"col\">upper quarter</th><th scope=\"col\">highest</th><th scope=\"col\">with words, rank correlation</th></tr></thead>\n<tbody>\n";
  for (const StudyIndex& index : indices) {
    out << fmt::format("<tr><th scope=\"row\">{}<br><small>{}</small></th><td class=\"n\">{}</td><td class=\"n\">{}</td>", html_text(index.title), html_text(index.id),
                       index.spread ? index.spread->n : 0, index.missing);
    if (index.spread)
      for (double value : {index.spread->min, index.spread->lower, index.spread->median, index.spread->upper, index.spread->max}) out << "<td class=\"n\">" << number(value) << "</td>";
    else
      out << "<td colspan=\"5\">missing everywhere</td>";
    out << "<td class=\"n\">" << (index.by_length ? number(index.by_length) : "no value") << "</td></tr>\n";
  }
  out << "</tbody>";
  end_table(out);
  out << "<p>A rank correlation needs three interviews and some variation. Where it is far from 0, the rate hangs on how long people speak: compare with care.</p>\n</section>\n";
}

void write_length(std::ostream& out, const StudyReport& report, const std::vector<StudyIndex>& indices) {
  out << "<section id=\"length\">\n<h2>Length against every index</h2>\n";
  if (report.rows.empty() || indices.empty()) {
    out << "<p>There is nothing to set against length.</p>\n</section>\n";
    return;
  }
  out << "<p hidden><label for=\"which\">Index </label><select id=\"which\" data-chooser=\"1\">";
  for (std::size_t i = 0; i < indices.size(); ++i) out << fmt::format("<option value=\"{}\">{}</option>", i + 2, html_text(indices[i].id));
  out << "</select></p>\n<div class=\"chart\" data-chart=\"length\" data-table=\"rates\" data-chooser=\"which\" hidden></div>\n";
  begin_table(out, "Passages per 1,000 words of each interview", "id=\"rates\"");
  out << "<thead><tr><th scope=\"col\">Interview</th><th scope=\"col\">Words</th>";
  for (const StudyIndex& index : indices) out << "<th scope=\"col\">" << html_text(index.id) << "</th>";
  out << "</tr></thead>\n<tbody>\n";
  for (const StudyRow& row : report.rows) {
    out << fmt::format("<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td>", html_text(row.id), row.words);
    for (const StudyIndex& index : indices) {
      const auto value = std::ranges::find(row.indices, index.id, &IndexValue::id);
      out << "<td class=\"n\">" << (value == row.indices.end() ? std::string(kNone) : number(value->value)) << "</td>";
    }
    out << "</tr>\n";
  }
  out << "</tbody>";
  end_table(out);
  out << "</section>\n";
}

void write_missing(std::ostream& out, const StudyReport& report) {
  out << "<section id=\"missing\">\n<h2>What is missing</h2>\n";
  if (!report.left_out.empty()) {
    out << "<p>Not in this report:</p>\n<ul>\n";
    for (const std::string& line : report.left_out) out << "<li>" << html_text(line) << "</li>\n";
    out << "</ul>\n";
  }
  begin_table(out, "In each interview");
  out << "<thead><tr><th scope=\"col\">Interview</th><th scope=\"col\">Words</th><th scope=\"col\">Answers</th><th scope=\"col\">Questions not found</th><th scope=\"col\">Words for caregivers not followed up</th>"
         "<th scope=\"col\">Tidied</th><th scope=\"col\">Indices without value</th><th scope=\"col\">Warnings</th></tr></thead>\n<tbody>\n";
  for (const StudyRow& row : report.rows)
    out << fmt::format("<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
                       html_text(row.id), row.words, row.answers, row.missing_questions, row.unprobed, row.is_tidied ? "looks so" : "no",
                       std::ranges::count_if(row.indices, [](const IndexValue& index) { return !index.value; }), row.warnings);
  out << "</tbody>";
  end_table(out);
  out << "<h3>Ratings by people</h3>\n";
  if (report.rated.empty()) {
    out << "<p>There are no locked ratings by people here.</p>\n</section>\n";
    return;
  }
  std::set<std::string> reasons;
  for (const RatedScale& scale : report.rated)
    for (const auto& [reason, count] : scale.reasons) reasons.insert(reason);
  begin_table(out, fmt::format("Of {}", counted(report.people, "locked coding")));
  out << "<thead><tr><th scope=\"col\">Scale</th><th scope=\"col\">Of</th><th scope=\"col\">Rated</th>";
  for (const std::string& reason : reasons) out << "<th scope=\"col\">" << html_text(reason) << "</th>";
  out << "<th scope=\"col\">No row</th></tr></thead>\n<tbody>\n";
  for (const RatedScale& scale : report.rated) {
    out << fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"n\">{}</td>", html_text(scale.scale), html_text(scale.target), scale.values);
    for (const std::string& reason : reasons) {
      const auto found = scale.reasons.find(reason);
      out << "<td class=\"n\">" << (found == scale.reasons.end() ? 0 : found->second) << "</td>";
    }
    out << "<td class=\"n\">" << scale.absent << "</td></tr>\n";
  }
  out << "</tbody>";
  end_table(out);
  out << "</section>\n";
}

}  // namespace

void write_study_html(std::ostream& out, const StudyReport& report) {
  const std::vector<StudyIndex> indices = study_indices(report);
  std::uint64_t words = 0;
  for (const StudyRow& row : report.rows) words += row.words;
  begin_page(out, report.title, "");
  out << "<nav aria-label=\"Parts of the report\"><ul><li><a href=\"#first\">First</a></li><li><a href=\"#missing\">What is missing</a></li><li><a href=\"#codes\">Codes by interview</a></li>"
         "<li><a href=\"#spread\">Spread</a></li><li><a href=\"#length\">Length</a></li><li><a href=\"#data\">Data</a></li></ul></nav>\n<main id=\"main\" tabindex=\"-1\">\n"
      << "<section id=\"first\">\n<h1>" << html_text(report.title) << "</h1>\n<p class=\"lead\">" << report_words::kNature << ' ' << report_words::kNoMark << "</p>\n"
      << fmt::format("<p>{} with {} of the participants; {} by people. {}</p>\n<ul>\n", counted(report.rows.size(), "interview"), counted(words, "word"), counted(report.people, "locked coding"), report_words::kSides);
  for (std::string_view line : {report_words::kPrecision, report_words::kUse, report_words::kBlinding}) out << "<li>" << line << "</li>\n";
  out << "</ul>\n</section>\n";
  if (report.rows.empty()) out << "<p>There is no interview to report on.</p>\n";
  write_missing(out, report);
  write_heat(out, report);
  write_spreads(out, indices);
  write_length(out, report, indices);
  out << "<section id=\"data\">\n<h2>Data</h2>\n<p>The same numbers for programs: <code>--format csv</code> (a number a row) and <code>--format json</code>. "
         "Every mark with its place: <code>attune code --format jsonl</code>.</p>\n</section>\n</main>\n";
  end_page(out);
}

}  // namespace attune
