#include "attune/report/long_tables.h"

#include <fmt/format.h>

#include "attune/formats/csv.h"

namespace attune {

void write_ratings_csv(std::ostream& out, std::span<const CodingRecord> codings) {
  out << "transcript,rater,round,system,state,assisted,scale,target,value,category,reason,lines,note\n";
  for (const CodingRecord& record : codings)
    for (const Rating& rating : record.coding.ratings)
      out << fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_cell(record.coding.transcript),
                         csv_cell(record.coding.rater), record.coding.round, csv_cell(record.system),
                         coding_state_name(record.state), record.assisted ? 1 : 0, csv_cell(rating.scale),
                         csv_cell(to_string(rating.target)), rating.value ? fmt::format("{}", *rating.value) : "",
                         csv_cell(rating.category), rating.reason ? missing_reason_name(*rating.reason) : "",
                         csv_cell(rating.lines), csv_cell(rating.note));
}

void write_events_csv(std::ostream& out, std::span<const EventsOfTranscript> events) {
  out << "transcript,event,type,person,age,qualifies,lines\n";
  for (const EventsOfTranscript& of : events)
    for (const Event& event : of.events)
      out << fmt::format("{},{},{},{},{},{},{}\n", csv_cell(of.transcript), csv_cell(event.id),
                         event_type_name(event.type), csv_cell(event.person),
                         event.age ? fmt::format("{}", *event.age) : "", qualifies_name(event.qualifies),
                         csv_cell(event.lines));
}

void write_adjectives_csv(std::ostream& out, std::span<const AdjectiveRow> adjectives) {
  out << "transcript,figure,word,place,probed,support,lines,rater,round,assisted\n";
  for (const AdjectiveRow& row : adjectives) {
    const Adjective& adjective = row.adjective;
    out << fmt::format("{},{},{},{},{},{},{},{},{},{}\n", csv_cell(row.transcript), csv_cell(adjective.figure), csv_cell(adjective.word), adjective.order,
                       adjective.probed ? 1 : 0, adjective.support ? support_name(*adjective.support) : "", csv_cell(row.lines), csv_cell(row.rater),
                       row.round > 0 ? fmt::format("{}", row.round) : "", row.round > 0 ? (row.assisted ? "1" : "0") : "");
  }
}

void write_marks_csv(std::ostream& out, std::span<const CodingRecord> codings) {
  out << "transcript,transcript_version,rater,round,state,assisted,code,subcode,marker,polarity,group,section,turn,"
         "start,end\n";
  for (const CodingRecord& record : codings)
    for (const Mark& mark : record.coding.marks)
      out << fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", csv_cell(record.coding.transcript),
                         record.transcript_version, csv_cell(record.coding.rater), record.coding.round,
                         coding_state_name(record.state), record.assisted ? 1 : 0, csv_cell(mark.code),
                         csv_cell(mark.subcode), csv_cell(mark.marker), polarity_name(mark.polarity),
                         csv_cell(mark.group), csv_cell(mark.section), mark.turn + 1, mark.span.begin, mark.span.end);
}

}  // namespace attune
