// Tables, TEI, Web Annotation, brat.
#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "attune/formats/clock.h"
#include "attune/formats/csv.h"
#include "attune/formats/export.h"
#include "attune/formats/export_marks.h"
#include "attune/formats/turn_text.h"
#include "attune/formats/xml.h"
#include "attune/text/code_points.h"

namespace attune {

Exported export_table(const MarkedTranscript& marked) {
  const Transcript& transcript = *marked.transcript;
  const auto by_turn = marks_by_turn(marked);
  const bool with_marks = !marked.codings.empty();
  Exported exported;
  exported.bytes = fmt::format("turn,start,end,speaker,role,section,text{}\r\n", with_marks ? ",marks" : "");
  for (std::uint32_t t = 0; t < transcript.turns.size(); ++t) {
    const Turn& turn = transcript.turns[t];
    exported.bytes += fmt::format("{},{},{},{},{},{},{}", t + 1, turn.start_ms >= 0 ? seconds_of(turn.start_ms) : "", turn.end_ms >= 0 ? seconds_of(turn.end_ms) : "", csv_cell(speaker_of(transcript, turn)),
                                  role_name(turn.role), csv_cell(section_at(transcript, t)), csv_cell(turn_text(transcript, turn).text));
    if (with_marks) exported.bytes += "," + csv_cell(marks_line(transcript, turn, by_turn[t], Positions::of_turn));
    exported.bytes += "\r\n";
  }
  say_tiers_left_out(transcript, exported);
  return exported;
}

Exported export_tei(const MarkedTranscript& marked) {
  const Transcript& transcript = *marked.transcript;
  const auto by_turn = marks_by_turn(marked);
  std::map<std::string, std::string> ids;
  std::string people, timeline, body, spans;
  for (const std::string& speaker : speakers_of(transcript)) {
    const auto turn = std::ranges::find_if(transcript.turns, [&](const Turn& one) { return speaker_of(transcript, one) == speaker; });
    const std::string id = fmt::format("P{}", ids.size() + 1);
    ids[speaker] = id;
    people += fmt::format("        <person xml:id=\"{}\" role=\"{}\"><persName>{}</persName></person>\n", id, role_name(turn->role), xml_escaped(speaker));
  }
  for (std::size_t t = 0; t < transcript.turns.size(); ++t) {
    const Turn& turn = transcript.turns[t];
    const std::string speaker = speaker_of(transcript, turn);
    std::string times;
    for (const auto& [name, ms, mark] : {std::tuple{"start", turn.start_ms, "s"}, std::tuple{"end", turn.end_ms, "e"}}) {
      if (ms < 0) continue;
      timeline += fmt::format("      <when xml:id=\"T{}{}\" interval=\"{}\" since=\"#T0\"/>\n", t + 1, mark, ms);
      times += fmt::format(" {}=\"#T{}{}\"", name, t + 1, mark);
    }
    body += fmt::format("      <u xml:id=\"u{}\" who=\"#{}\"{}>{}</u>\n", t + 1, ids[speaker], times, xml_escaped(turn_text(transcript, turn).text));
    for (const PlacedMark& placed : by_turn[t])
      spans += fmt::format("      <span target=\"#u{}\" ana=\"{}\" resp=\"{}\">{}</span>\n", t + 1, xml_escaped(code_of(*placed.mark)), xml_escaped(placed.coding->rater),
                           xml_escaped(marks_line(transcript, turn, {placed}, Positions::of_turn)));
  }
  Exported exported;
  exported.bytes = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"{}\">\n  <teiHeader>\n    <fileDesc><titleStmt><title>{}</title></titleStmt><publicationStmt><p>Not published.</p></publicationStmt>"
      "<sourceDesc><p>Written by Attune.</p></sourceDesc></fileDesc>\n    <profileDesc><particDesc>\n      <listPerson>\n{}      </listPerson>\n    </particDesc></profileDesc>\n  </teiHeader>\n  <text>\n",
      xml_escaped(transcript.language), xml_escaped(transcript.id), people);
  if (!timeline.empty()) exported.bytes += fmt::format("    <timeline unit=\"ms\" origin=\"#T0\">\n      <when xml:id=\"T0\"/>\n{}    </timeline>\n", timeline);
  exported.bytes += fmt::format("    <body>\n{}    </body>\n", body);
  if (!spans.empty()) exported.bytes += fmt::format("    <back>\n      <spanGrp type=\"marks\">\n{}      </spanGrp>\n    </back>\n", spans);
  exported.bytes += "  </text>\n</TEI>\n";
  exported.left_out.emplace_back("notation stays as typed inside <u>; sections have no place");
  say_tiers_left_out(transcript, exported);
  return exported;
}

Exported export_web_annotation(const MarkedTranscript& marked) {
  using json = nlohmann::ordered_json;
  constexpr std::uint32_t kAround = 32;  // bytes of context on each side
  const Transcript& transcript = *marked.transcript;
  const CodePointMap positions(transcript.text);
  Exported exported;
  std::size_t number = 0;
  for (const Coding& coding : marked.codings)
    for (const Mark& mark : coding.marks) {
      const auto character_start = [&](std::uint32_t at) {
        while (at > 0 && at < transcript.text.size() && (static_cast<unsigned char>(transcript.text[at]) & 0xC0) == 0x80) --at;
        return at;
      };
      const std::uint32_t before = character_start(mark.span.begin > kAround ? mark.span.begin - kAround : 0);
      const std::uint32_t after = character_start(std::min<std::uint32_t>(static_cast<std::uint32_t>(transcript.text.size()), mark.span.end + kAround));
      json annotation = {
          {"@context", "http://www.w3.org/ns/anno.jsonld"},
          {"id", fmt::format("urn:sha256:{}#mark-{}", transcript.sha256, ++number)},
          {"type", "Annotation"},
          {"motivation", "tagging"},
          {"creator", {{"type", is_codebook(coding.rater) ? "Software" : "Person"}, {"name", coding.rater}}},
          {"body", {{"type", "TextualBody"}, {"purpose", "tagging"}, {"value", code_of(mark)}}},
          {"target",
           {{"source", fmt::format("urn:sha256:{}", transcript.sha256)},
            {"selector",
             json::array({{{"type", "TextPositionSelector"}, {"start", positions.code_point(mark.span.begin)}, {"end", positions.code_point(mark.span.end)}},
                          {{"type", "TextQuoteSelector"},
                           {"exact", slice(transcript.text, mark.span)},
                           {"prefix", slice(transcript.text, {before, mark.span.begin})},
                           {"suffix", slice(transcript.text, {mark.span.end, after})}}})},
            {"state", {{"type", "State"}, {"sha256", transcript.sha256}}}}}};
      exported.bytes += annotation.dump() + "\n";
    }
  return exported;
}

Exported export_brat(const MarkedTranscript& marked) {
  const Transcript& transcript = *marked.transcript;
  const CodePointMap positions(transcript.text);
  Exported exported;
  std::size_t number = 0;
  for (const Coding& coding : marked.codings)
    for (const Mark& mark : coding.marks) {
      std::string code = code_of(mark);
      std::ranges::replace(code, '.', '-');  // brat's types hold letters, digits, "-" and "_"
      // A passage over a line end is written as one of several parts.
      std::string parts, quote;
      for (std::uint32_t begin = mark.span.begin; begin < mark.span.end;) {
        const std::uint32_t end = static_cast<std::uint32_t>(std::min<std::size_t>(transcript.text.find('\n', begin), mark.span.end));
        if (end > begin) {
          parts += fmt::format("{}{} {}", parts.empty() ? "" : ";", positions.code_point(begin), positions.code_point(end));
          quote += (quote.empty() ? "" : " ") + transcript.text.substr(begin, end - begin);
        }
        begin = end + 1;
      }
      exported.bytes += fmt::format("T{}\t{} {}\t{}\n#{}\tAnnotatorNotes T{}\t{}\n", number + 1, code, parts, quote, number + 1, number + 1, coding.rater);
      ++number;
    }
  return exported;
}

}  // namespace attune
