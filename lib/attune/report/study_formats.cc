// The report on several interviews for a terminal and for programs.
#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "attune/formats/csv.h"
#include "attune/report/escape.h"
#include "attune/report/interview_quality.h"
#include "attune/report/report_words.h"
#include "attune/report/study_report.h"
#include "attune/report/wrap.h"

namespace attune {
namespace {

using Json = nlohmann::ordered_json;

std::string number(std::optional<double> value) { return value ? fmt::format("{:.2f}", *value) : "-"; }
std::string cell(std::optional<double> value) { return value ? fmt::format("{}", *value) : ""; }
Json or_null(std::optional<double> value) { return value ? Json(*value) : Json(nullptr); }
Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

}  // namespace

void write_study_text(std::ostream& out, const StudyReport& report) {
  out << shortened(report.title, 78) << '\n' << wrapped(fmt::format("{} {}", report_words::kNature, report_words::kNoMark), 2) << "\nWhat is missing\n";
  if (report.rows.empty()) out << wrapped("There is no interview to report on.", 2);
  for (const std::string& line : report.left_out) out << wrapped("! Not in this report: " + terminal_safe(line), 2);
  out << fmt::format("  {:<20} {:>7} {:>7} {:>9} {:>11} {:>7} {:>8}\n", "interview", "words", "marks", "questions", "words not", "tidied", "warnings");
  out << fmt::format("  {:<20} {:>7} {:>7} {:>9} {:>11} {:>7} {:>8}\n", "", "", "", "not found", "followed up", "", "");
  for (const StudyRow& row : report.rows)
    out << fmt::format("  {:<20} {:>7} {:>7} {:>9} {:>11} {:>7} {:>8}\n", shortened(row.id, 19), row.words, row.marks, row.missing_questions, row.unprobed, row.is_tidied ? "looks so" : "no", row.warnings);
  out << "\nRatings by people\n";
  if (report.rated.empty()) out << wrapped("There are no locked ratings by people here.", 2);
  else out << fmt::format("  of {}\n  {:<24} {:<24} {:>6} {:>12} {:>7}\n", counted(report.people, "locked coding"), "scale", "of", "rated", "with reason", "no row");
  for (const RatedScale& scale : report.rated) {
    std::size_t reasons = 0;
    for (const auto& [reason, count] : scale.reasons) reasons += count;
    out << fmt::format("  {:<24} {:<24} {:>6} {:>12} {:>7}\n", shortened(scale.scale, 23), shortened(scale.target.empty() ? "interview" : scale.target, 23), scale.values, reasons, scale.absent);
  }
  out << "\nCodes: marks in all interviews, and in how many\n";
  if (report.codes.empty()) out << wrapped("No rule left a mark in these interviews.", 2);
  for (const auto& [id, title] : report.codes) {
    std::size_t marks = 0, in = 0;
    for (const StudyRow& row : report.rows)
      if (const auto found = row.codes.find(id); found != row.codes.end()) marks += found->second, ++in;
    out << fmt::format("  {:<56} {:>7} {:>7}\n", shortened(title, 55), marks, fmt::format("{}/{}", in, report.rows.size()));
  }
  const std::vector<StudyIndex> indices = study_indices(report);
  out << "\nPassages per 1,000 words, and rank correlation with length\n";
  if (indices.empty()) out << wrapped("There is no index to show.", 2);
  else out << fmt::format("  {:<26} {:>4} {:>8} {:>7} {:>7} {:>7} {:>11}\n", "index", "n", "missing", "lowest", "median", "highest", "with words");
  for (const StudyIndex& index : indices)
    out << fmt::format("  {:<26} {:>4} {:>8} {:>7} {:>7} {:>7} {:>11}\n", shortened(index.id, 25), index.spread ? index.spread->n : 0, index.missing,
                       index.spread ? number(index.spread->min) : "-", index.spread ? number(index.spread->median) : "-", index.spread ? number(index.spread->max) : "-", number(index.by_length));
}

void write_study_csv(std::ostream& out, const StudyReport& report) {
  out << "transcript,part,name,of,measure,value,note\n";
  for (const StudyRow& row : report.rows) {
    const std::string id = csv_cell(row.id);
    const auto add = [&](std::string_view part, std::string_view name, std::string_view of, std::string_view measure, const std::string& value, std::string_view note) {
      out << id << ',' << part << ',' << csv_cell(name) << ',' << csv_cell(of) << ',' << measure << ',' << value << ',' << csv_cell(note) << '\n';
    };
    add("interview", "", "", "words", std::to_string(row.words), "");
    add("interview", "", "", "answers", std::to_string(row.answers), "");
    add("interview", "", "", "missing_questions", std::to_string(row.missing_questions), "");
    add("interview", "", "", "words_not_followed_up", std::to_string(row.unprobed), "");
    add("interview", "", "", "tidied", row.is_tidied ? "1" : "0", "");
    for (const auto& [code, title] : report.codes) {
      const auto found = row.codes.find(code);
      add("code", code, "", "marks", std::to_string(found == row.codes.end() ? 0 : found->second), title);
    }
    for (const IndexValue& index : row.indices) {
      add("index", index.id, index.rater, "count", index.is_suppressed ? "" : std::to_string(index.count), index.reason);
      add("index", index.id, index.rater, "per_1000_words", cell(index.value), index.reason);
    }
  }
}

void write_study_json(std::ostream& out, const StudyReport& report) {
  Json interviews = Json::array(), indices = Json::array(), rated = Json::array();
  for (const StudyRow& row : report.rows) {
    Json values = Json::object();
    for (const IndexValue& index : row.indices)
      values[index.id] = {{"value", or_null(index.value)}, {"count", index.is_suppressed ? Json(nullptr) : Json(index.count)}, {"reason", or_null(index.reason)}};
    interviews.push_back({{"id", row.id}, {"words", row.words}, {"answers", row.answers}, {"marks", row.marks}, {"codes", row.codes}, {"indices", values},
                          {"missing_questions", row.missing_questions}, {"words_not_followed_up", row.unprobed}, {"tidied", row.is_tidied}, {"warnings", row.warnings}});
  }
  for (const StudyIndex& index : study_indices(report)) {
    Json spread = nullptr;
    if (index.spread) spread = {{"n", index.spread->n}, {"min", index.spread->min}, {"lower", index.spread->lower}, {"median", index.spread->median}, {"upper", index.spread->upper}, {"max", index.spread->max}};
    indices.push_back({{"id", index.id}, {"title", index.title}, {"missing", index.missing}, {"per_1000_words", spread}, {"rank_correlation_with_words", or_null(index.by_length)}});
  }
  for (const RatedScale& scale : report.rated)
    rated.push_back({{"scale", scale.scale}, {"target", or_null(scale.target)}, {"values", scale.values}, {"reasons", scale.reasons}, {"absent", scale.absent}});
  out << Json{{"nature", report_words::kNature}, {"precision", nullptr}, {"interviews", interviews}, {"indices", indices}, {"locked_codings", report.people}, {"ratings", rated}, {"left_out", report.left_out}}.dump(2)
      << '\n';
}

}  // namespace attune
