#include "attune/report/coded.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>
#include <utility>

#include <nlohmann/json.hpp>

#include "attune/formats/csv.h"
#include "attune/report/json_string.h"
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

/// The fields of a mark in the order of the output contract, each handed to `fields` under its key: `text`, `text_or_null`
/// (null when empty), `number`, `number_or_null` (null when 0).
template <typename Fields>
void tell_mark(const CodedTranscript& coded, const RatedMark& rated, const CodePointMap& positions, Fields& fields) {
  const Mark& mark = *rated.mark;
  fields.text("transcript", coded.transcript.id);
  fields.text("rater", *rated.rater);
  fields.text("code", mark.code);
  fields.text_or_null("subcode", mark.subcode);
  fields.text_or_null("marker", mark.marker);
  fields.text_or_null("pattern", mark.pattern);
  fields.text("polarity", polarity_name(mark.polarity));
  fields.text_or_null("group", mark.group);
  fields.text_or_null("section", mark.section);
  fields.number("turn", mark.turn + 1);
  fields.number_or_null("line", static_cast<std::uint32_t>(line_at(coded.transcript, mark.span.begin)));
  fields.number("start", positions.code_point(mark.span.begin));
  fields.number("end", positions.code_point(mark.span.end));
  fields.text("text", slice(coded.transcript.text, mark.span));
}

/// A mark as an object among others.
struct JsonFields {
  json object = json::object();

  void text(const char* key, std::string_view value) { object[key] = value; }
  void text_or_null(const char* key, std::string_view value) { object[key] = value.empty() ? json(nullptr) : json(value); }
  void number(const char* key, std::uint32_t value) { object[key] = value; }
  void number_or_null(const char* key, std::uint32_t value) { object[key] = value == 0 ? json(nullptr) : json(value); }
};

/// What a mark's line takes at most.
std::size_t most_line_bytes(const CodedTranscript& coded, const RatedMark& rated) {
  constexpr std::size_t kKeysAndNumbers = 256;
  const Mark& mark = *rated.mark;
  std::size_t bytes = kKeysAndNumbers;
  for (const std::size_t text : {coded.transcript.id.size(), rated.rater->size(), mark.code.size(), mark.subcode.size(), mark.marker.size(), mark.pattern.size(), mark.group.size(),
                                 mark.section.size(), static_cast<std::size_t>(mark.span.end - mark.span.begin)})
    bytes += most_json_bytes(text);
  return bytes;
}

/// A mark as a line of JSON, written where there is room for it. There may be a hundred times more of them than of anything else
/// that is written.
struct LineFields {
  char* end = nullptr;

  void write(std::string_view text) { end = static_cast<char*>(std::memcpy(end, text.data(), text.size())) + text.size(); }
  void key(std::string_view name) {
    write(",\"");
    write(name);
    write("\":");
  }
  void text(std::string_view name, std::string_view value) {
    key(name);
    end = write_json_string(end, value);
  }
  void text_or_null(std::string_view name, std::string_view value) {
    if (!value.empty()) return text(name, value);
    key(name);
    write("null");
  }
  void number(std::string_view name, std::uint32_t value) {
    constexpr std::ptrdiff_t kMostDigits = 10;
    key(name);
    end = std::to_chars(end, end + kMostDigits, value).ptr;
  }
  void number_or_null(std::string_view name, std::uint32_t value) { value == 0 ? text_or_null(name, {}) : number(name, value); }
};

/// Marks as rows of CSV; null is an empty cell.
struct RowFields {
  std::ostream& out;
  bool is_first = true;

  void next_cell() {
    if (!is_first) out << ',';
    is_first = false;
  }
  void text(std::string_view, std::string_view value) { next_cell(), out << csv_cell(value); }
  void text_or_null(std::string_view, std::string_view value) {
    next_cell();
    if (!value.empty()) out << csv_cell(value);
  }
  void number(std::string_view, std::uint32_t value) { next_cell(), out << value; }
  void number_or_null(std::string_view, std::uint32_t value) {
    next_cell();
    if (value != 0) out << value;
  }
};

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
  constexpr std::size_t kUsualLine = 512;
  const std::vector<RatedMark> marks = marks_in_order(coded.codings);
  std::string lines, line;
  lines.reserve(marks.size() * kUsualLine);
  for (const RatedMark& mark : marks) {
    line.resize(std::max(line.size(), most_line_bytes(coded, mark)));
    LineFields fields{line.data()};
    tell_mark(coded, mark, positions, fields);
    fields.write("}\n");
    line.front() = '{';  // each key comes with a comma before it
    lines.append(line.data(), fields.end);
  }
  out << lines;
}

void write_marks_csv_header(std::ostream& out) {
  out << "transcript,rater,code,subcode,marker,pattern,polarity,group,section,turn,line,start,end,text\n";
}

void write_marks_csv(std::ostream& out, const CodedTranscript& coded) {
  const CodePointMap positions(coded.transcript.text);
  for (const RatedMark& mark : marks_in_order(coded.codings)) {
    RowFields fields{out};
    tell_mark(coded, mark, positions, fields);
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
  for (const RatedMark& mark : marks_in_order(coded.codings)) {
    JsonFields fields;
    tell_mark(coded, mark, positions, fields);
    marks.push_back(std::move(fields.object));
  }
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
