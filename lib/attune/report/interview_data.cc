// The report on one interview as data.
#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "attune/formats/csv.h"
#include "attune/report/interview_formats.h"
#include "attune/report/report_words.h"
#include "attune/text/code_points.h"

namespace attune {
namespace {

using Json = nlohmann::ordered_json;

std::string cell(std::optional<double> value) { return value ? fmt::format("{}", *value) : ""; }
Json or_null(std::optional<double> value) { return value ? Json(*value) : Json(nullptr); }
Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }
Json line_json(const Transcript& transcript, std::uint32_t offset) {
  const int line = line_at(transcript, offset);
  return line > 0 ? Json(line) : Json(nullptr);
}

/// Rows of one report. Numbers go in as they are, since nothing a spreadsheet would run begins like one.
class Rows {
 public:
  Rows(std::ostream& out, const std::string& transcript) : out_(out), transcript_(csv_cell(transcript)) {}
  void add(std::string_view part, std::string_view name, std::string_view of, std::string_view measure, const std::string& value, std::string_view note = "") {
    out_ << transcript_ << ',' << part << ',' << csv_cell(name) << ',' << csv_cell(of) << ',' << measure << ',' << value << ',' << csv_cell(note) << '\n';
  }

 private:
  std::ostream& out_;
  std::string transcript_;
};

Json span_json(Span span, const CodePointMap& positions) { return Json::array({positions.code_point(span.begin), positions.code_point(span.end)}); }

}  // namespace

void write_interview_csv_header(std::ostream& out) { out << "transcript,part,name,of,measure,value,note\n"; }

void write_interview_csv(std::ostream& out, const InterviewReport& report) {
  Rows rows(out, report.coded->transcript.id);
  for (const QualityFinding& finding : report.quality) rows.add("quality", finding.id, "", "limits", finding.limits ? "1" : "0", finding.text);
  for (const IndexValue& index : report.coded->indices) {
    rows.add("index", index.id, index.rater, "count", index.is_suppressed ? "" : std::to_string(index.count), index.reason);
    rows.add("index", index.id, index.rater, "per_1000_words", cell(index.value), index.reason);
    rows.add("index", index.id, index.rater, "ci_low", cell(index.ci_low), index.reason);
    rows.add("index", index.id, index.rater, "ci_high", cell(index.ci_high), index.reason);
    rows.add("index", index.id, index.rater, "per_opportunity", cell(index.per_opportunity), index.reason);
    rows.add("index", index.id, index.rater, "words", std::to_string(index.words));
    rows.add("index", index.id, index.rater, "opportunities", std::to_string(index.opportunities));
    if (!report.reference) continue;
    const ReferencePlace place = report.reference->place(index);
    const bool is_placed = place.reason.empty();
    rows.add("index", index.id, index.rater, "reference_interviews", is_placed ? std::to_string(place.interviews()) : "", place.reason);
    rows.add("index", index.id, index.rater, "reference_lower", is_placed ? std::to_string(place.lower) : "", place.reason);
    rows.add("index", index.id, index.rater, "reference_same", is_placed ? std::to_string(place.same) : "", place.reason);
  }
  for (const SectionStretch& s : report.sections) {
    const std::array<std::pair<std::string_view, std::size_t>, 6> numbers = {
        {{"words", s.words}, {"answers", s.answers}, {"pauses", s.pauses}, {"toward", s.toward}, {"away", s.away}, {"neutral", s.neutral}}};
    for (const auto& [measure, value] : numbers) rows.add("section", s.key, "", measure, std::to_string(value), s.title);
    for (std::size_t c = 0; c < report.codes.size(); ++c)
      if (s.by_code[c] > 0) rows.add("section", s.key, report.codes[c].id, "marks", std::to_string(s.by_code[c]), report.codes[c].title);
  }
  for (const Adjective& a : report.coded->adjectives)
    rows.add("adjective", a.word, a.figure, "support", a.support ? std::string(support_name(*a.support)) : "", a.probed ? "followed up" : "not followed up");
  for (const TrainedRatings& trained : report.trained)
    for (const JudgedAdjective& a : trained.adjectives)
      rows.add("adjective", a.word, a.figure, "support_by_person", a.support ? std::string(support_name(*a.support)) : "", trained.rater);
  for (const TrainedRatings& trained : report.trained)
    for (const Rating& rating : trained.ratings)
      rows.add("rating", rating.scale, to_string(rating.target), "value", rating.value ? fmt::format("{}", *rating.value) : csv_cell(rating.category),
               rating.reason ? missing_reason_name(*rating.reason) : std::string_view(trained.rater));
}

void write_interview_json(std::ostream& out, const InterviewReport& report) {
  const Transcript& transcript = report.coded->transcript;
  const CodePointMap positions(transcript.text);
  const auto answer = [&](std::size_t i) {
    const Answer& a = report.answers[i];
    return Json{{"turn", a.first_turn + 1}, {"line", line_json(transcript, transcript.turns[a.first_turn].body.begin)}, {"words", a.words}, {"rules", a.kinds}};
  };
  Json object = {{"id", transcript.id}, {"nature", report_words::kNature}, {"precision", nullptr}, {"quality", Json::array()}, {"suppressed", report.suppressed},
                 {"quotations", Json::array()}, {"seed", report.seed}, {"unmarked_answers", report.unmarked}, {"drawn", Json::array()}, {"read_first", Json::array()},
                 {"sections", Json::array()}, {"indices", Json::object()}, {"adjectives", Json::array()}, {"rules", Json::array()}, {"ratings", Json::array()}};
  for (const QualityFinding& f : report.quality) object["quality"].push_back({{"id", f.id}, {"title", f.title}, {"text", f.text}, {"limits", f.limits}});
  for (const Quotation& q : report.quotations) {
    const ReportMark& mark = report.marks[q.mark];
    object["quotations"].push_back({{"title", report.rules[mark.rule].title}, {"marker", or_null(mark.mark->marker)}, {"polarity", polarity_name(mark.mark->polarity)},
                                    {"line", line_json(transcript, mark.mark->span.begin)}, {"span", span_json(mark.mark->span, positions)},
                                    {"text", slice(transcript.text, q.sentence)}});
  }
  for (std::size_t i : report.drawn) object["drawn"].push_back(answer(i));
  for (std::size_t i : report.read_first) object["read_first"].push_back(answer(i));
  for (const SectionStretch& s : report.sections) {
    Json codes = Json::object();
    for (std::size_t c = 0; c < report.codes.size(); ++c)
      if (s.by_code[c] > 0) codes[report.codes[c].id] = s.by_code[c];
    object["sections"].push_back({{"key", s.key}, {"title", s.title}, {"confidence", s.confidence}, {"words", s.words}, {"answers", s.answers}, {"pauses", s.pauses},
                                  {"pause_seconds", s.seconds}, {"toward", s.toward}, {"away", s.away}, {"neutral", s.neutral}, {"codes", codes}});
  }
  for (const IndexValue& index : report.coded->indices)
    object["indices"][index.id] = {{"rater", index.rater}, {"value", or_null(index.value)}, {"ci_low", or_null(index.ci_low)}, {"ci_high", or_null(index.ci_high)},
                                   {"count", index.is_suppressed ? Json(nullptr) : Json(index.count)}, {"per_opportunity", or_null(index.per_opportunity)},
                                   {"opportunities", index.opportunities}, {"words", index.words}, {"reason", or_null(index.reason)}};
  if (report.reference) {
    object["reference"] = {{"study", report.reference->study()}, {"interviews", report.reference->interviews()}, {"note", report.reference->description()}};
    for (const IndexValue& index : report.coded->indices) {
      const ReferencePlace place = report.reference->place(index);
      const bool is_placed = place.reason.empty();
      object["indices"][index.id]["reference"] = {{"interviews", is_placed ? Json(place.interviews()) : Json(nullptr)}, {"lower", is_placed ? Json(place.lower) : Json(nullptr)},
                                                  {"same", is_placed ? Json(place.same) : Json(nullptr)}, {"higher", is_placed ? Json(place.higher) : Json(nullptr)}, {"reason", or_null(place.reason)}};
    }
  }
  for (const Adjective& a : report.coded->adjectives) {
    Json spans = Json::array();
    for (const Span& span : a.passages) spans.push_back(span_json(span, positions));
    object["adjectives"].push_back({{"figure", a.figure}, {"word", a.word}, {"order", a.order}, {"probed", a.probed},
                                    {"support", a.support ? Json(support_name(*a.support)) : Json(nullptr)}, {"spans", spans}});
  }
  object["adjectives_by_people"] = Json::array();
  for (const TrainedRatings& trained : report.trained)
    for (const JudgedAdjective& a : trained.adjectives)
      object["adjectives_by_people"].push_back({{"rater", trained.rater}, {"round", trained.round}, {"assisted", trained.assisted}, {"figure", a.figure}, {"word", a.word}, {"order", a.order},
                                                {"probed", a.probed}, {"support", a.support ? Json(support_name(*a.support)) : Json(nullptr)}, {"lines", or_null(a.lines)}});
  for (const ReportRule& rule : report.rules)
    object["rules"].push_back({{"marker", or_null(rule.marker)}, {"title", rule.title}, {"why", or_null(rule.why)}, {"code", rule.code}, {"definition", or_null(rule.definition)},
                               {"rater", rule.rater}, {"evidence", or_null(rule.evidence)}, {"references", rule.references}, {"marks", rule.marks}});
  for (const TrainedRatings& trained : report.trained)
    for (const Rating& rating : trained.ratings)
      object["ratings"].push_back({{"rater", trained.rater}, {"round", trained.round}, {"date", or_null(trained.date)}, {"assisted", trained.assisted}, {"qualified", or_null(trained.qualified)}, {"scale", rating.scale},
                                   {"target", or_null(to_string(rating.target))}, {"value", or_null(rating.value)}, {"category", or_null(rating.category)},
                                   {"reason", rating.reason ? Json(missing_reason_name(*rating.reason)) : Json(nullptr)}});
  out << object.dump(2) << '\n';
}

}  // namespace attune
