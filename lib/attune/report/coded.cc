#include "attune/report/coded.h"

#include <algorithm>
#include <map>
#include <optional>

#include <nlohmann/json.hpp>

#include "attune/formats/csv.h"
#include "attune/text/code_points.h"

namespace attune {
namespace {

using json = nlohmann::ordered_json;

/// A mark of any of the codings, with the rater it belongs to.
struct RatedMark {
  const Mark* mark;
  const std::string* rater;
};

std::vector<RatedMark> marks_in_order(const std::vector<Coding>& codings) {
  std::vector<RatedMark> marks;
  for (const Coding& coding : codings)
    for (const Mark& mark : coding.marks) marks.push_back({&mark, &coding.rater});
  std::ranges::stable_sort(marks, [](const RatedMark& a, const RatedMark& b) { return mark_order(*a.mark, *b.mark); });
  return marks;
}

json or_null(const std::string& text) { return text.empty() ? json(nullptr) : json(text); }
json or_null(int number) { return number == 0 ? json(nullptr) : json(number); }
json or_null(const std::optional<double>& number) { return number ? json(*number) : json(nullptr); }

json mark_json(const CodedTranscript& coded, const RatedMark& rated, const CodePointMap& positions) {
  const Mark& mark = *rated.mark;
  return {{"transcript", coded.transcript.id},
          {"rater", *rated.rater},
          {"code", mark.code},
          {"subcode", or_null(mark.subcode)},
          {"marker", or_null(mark.marker)},
          {"pattern", or_null(mark.pattern)},
          {"polarity", polarity_name(mark.polarity)},
          {"group", or_null(mark.group)},
          {"section", or_null(mark.section)},
          {"turn", mark.turn + 1},
          {"line", or_null(line_at(coded.transcript, mark.span.begin))},
          {"start", positions.code_point(mark.span.begin)},
          {"end", positions.code_point(mark.span.end)},
          {"text", slice(coded.transcript.text, mark.span)}};
}

json index_json(const IndexValue& index) {
  return {{"rater", index.rater},
          {"value", or_null(index.value)},
          {"ci_low", or_null(index.ci_low)},
          {"ci_high", or_null(index.ci_high)},
          {"count", index.is_suppressed ? json(nullptr) : json(index.count)},
          {"per_1000_words", or_null(index.per_1000_words)},
          {"per_opportunity", or_null(index.per_opportunity)},
          {"opportunities", index.opportunities},
          {"words", index.words},
          {"reason", or_null(index.reason)}};
}

json adjective_json(const Transcript& transcript, const Adjective& adjective, const CodePointMap& positions) {
  json spans = json::array();
  for (Span passage : adjective.passages) spans.push_back({positions.code_point(passage.begin), positions.code_point(passage.end)});
  return {{"figure", adjective.figure},
          {"word", adjective.word},
          {"order", adjective.order},
          {"probed", adjective.probed},
          {"support", adjective.support ? json(support_name(*adjective.support)) : json(nullptr)},
          {"line", or_null(line_at(transcript, adjective.offered.begin))},
          {"spans", std::move(spans)}};
}

}  // namespace

void write_marks_jsonl(std::ostream& out, const CodedTranscript& coded) {
  const CodePointMap positions(coded.transcript.text);
  for (const RatedMark& mark : marks_in_order(coded.codings)) out << mark_json(coded, mark, positions).dump() << '\n';
}

void write_marks_csv_header(std::ostream& out) {
  out << "transcript,rater,code,subcode,marker,pattern,polarity,group,section,turn,line,start,end,text\n";
}

void write_marks_csv(std::ostream& out, const CodedTranscript& coded) {
  const CodePointMap positions(coded.transcript.text);
  for (const RatedMark& mark : marks_in_order(coded.codings)) {
    const json object = mark_json(coded, mark, positions);  // outlives its items
    bool first = true;
    for (const auto& [key, value] : object.items()) {
      if (!first) out << ',';
      first = false;
      if (value.is_string()) out << csv_cell(value.get<std::string>());
      else if (!value.is_null()) out << value.dump();
    }
    out << '\n';
  }
}

void begin_coded_json(std::ostream& out) { out << "{\"transcripts\":["; }
void end_coded_json(std::ostream& out) { out << "]}\n"; }

void write_coded_json(std::ostream& out, const CodedTranscript& coded, bool is_first) {
  const Transcript& transcript = coded.transcript;
  const CodePointMap positions(transcript.text);
  json sections = json::array(), marks = json::array(), warnings = json::array();
  for (const Section& section : transcript.sections)
    sections.push_back({{"key", section.key},
                        {"line", or_null(line_of(transcript, transcript.turns[section.first_turn]))},
                        {"confidence", section.confidence}});
  for (const RatedMark& mark : marks_in_order(coded.codings)) marks.push_back(mark_json(coded, mark, positions));
  for (const Warning& warning : transcript.warnings)
    warnings.push_back({{"code", warning.code}, {"line", or_null(warning.line)}, {"message", warning.message}});
  json adjectives = json::array();
  for (const Adjective& adjective : coded.adjectives) adjectives.push_back(adjective_json(transcript, adjective, positions));
  json indices = json::object();
  for (const IndexValue& index : coded.indices) indices[index.id] = index_json(index);
  const json object = {{"id", transcript.id},
                       {"words", participant_words(transcript)},
                       {"turns", transcript.turns.size()},
                       {"sections", std::move(sections)},
                       {"marks", std::move(marks)},
                       {"indices", std::move(indices)},
                       {"adjectives", std::move(adjectives)},
                       {"warnings", std::move(warnings)}};
  out << (is_first ? "\n" : ",\n") << object.dump();
}

}  // namespace attune
