// Storing codebooks, transcripts, and what rules found in them.
#include <algorithm>
#include <cassert>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/hash.h"
#include "attune/io/connection.h"
#include "attune/io/moved_codings.h"
#include "attune/io/record.h"
#include "attune/io/rows.h"
#include "attune/io/study.h"
#include "attune/text/code_points.h"

namespace attune {
namespace {

/// `origin` of figures and events that the program found.
constexpr const char* kProgram = "attune";

/// "12-19 44-51", in code points.
std::string spans_in_code_points(const std::vector<Span>& spans, const CodePointMap& map) {
  std::string text;
  for (const Span& span : spans)
    text += fmt::format("{}{}-{}", text.empty() ? "" : " ", map.code_point(span.begin), map.code_point(span.end));
  return text;
}

std::string_view gender_name(Gender gender) {
  switch (gender) {
    case Gender::unknown: return "unknown";
    case Gender::female: return "female";
    case Gender::male: return "male";
  }
  return "";
}

Value number_or_null(const std::optional<double>& number) { return number ? Value{*number} : Value{}; }

void insert_people_and_events(Writer& writer, std::int64_t transcript_row, const Transcript& transcript,
                              const CodePointMap& map) {
  for (const Figure& figure : transcript.figures)
    writer.insert("figure", {{"transcript", transcript_row},
                             {"origin", kProgram},
                             {"id", figure.id},
                             {"name", figure.name},
                             {"gender", std::string(gender_name(figure.gender))},
                             {"dead", std::int64_t{figure.dead}},
                             {"did_harm", std::int64_t{figure.did_harm}},
                             {"evidence", spans_in_code_points(figure.evidence, map)}});
  for (const Event& event : transcript.events)
    writer.insert("event", {{"transcript", transcript_row},
                            {"origin", kProgram},
                            {"id", event.id},
                            {"type", std::string(event_type_name(event.type))},
                            {"person", event.person},
                            {"age", number_or_null(event.age)},
                            {"qualifies", std::string(qualifies_name(event.qualifies))},
                            {"lines", event.lines}});
}

std::int64_t insert_transcript(Writer& writer, const Transcript& transcript, const TranscriptDetails& details,
                               const std::optional<TranscriptRow>& before, const CodePointMap& map,
                               const std::string& now) {
  const std::int64_t row =
      writer.insert("transcript", {{"id", transcript.id},
                                   {"version", before ? before->version + 1 : std::int64_t{1}},
                                   {"supersedes", before ? Value{before->pk} : Value{}},
                                   {"sha256", transcript.sha256},
                                   {"text_sha256", sha256(transcript.text)},
                                   {"text_kept", std::int64_t{details.keep_text}},
                                   {"offset_map", text_or_null(details.offset_map)},
                                   {"notation", transcript.notation},
                                   {"language", transcript.language},
                                   {"reading", details.reading},
                                   {"participant", details.participant},
                                   {"family", details.family},
                                   {"wave", details.wave},
                                   {"site", details.site},
                                   {"interviewer", details.interviewer},
                                   {"transcriber", details.transcriber},
                                   {"made_at", now}});
  if (details.keep_text)
    writer.insert("transcript_text", {{"transcript", row},
                                      {"text", transcript.text},
                                      {"source", details.source.empty() ? Value{} : Value{Blob{details.source}}}});
  insert_people_and_events(writer, row, transcript, map);
  return row;
}

/// The newest coding of a transcript by a codebook's rater name.
struct KnownCoding {
  std::int64_t pk = 0;
  std::int64_t transcript = 0;
  std::string codebook_sha256, engine, icu;
};

std::optional<KnownCoding> newest_coding(SQLite::Database& database, const std::string& transcript,
                                         const std::string& rater) {
  SQLite::Statement newest(database,
                           "SELECT c.pk, c.transcript, b.sha256, c.engine, c.icu FROM coding c "
                           "JOIN transcript t ON t.pk = c.transcript JOIN rater r ON r.pk = c.rater "
                           "JOIN codebook b ON b.pk = c.codebook "
                           "WHERE t.id = ? AND r.id = ? ORDER BY c.pk DESC LIMIT 1");
  newest.bind(1, transcript);
  newest.bind(2, rater);
  if (!newest.executeStep()) return std::nullopt;
  return KnownCoding{newest.getColumn(0).getInt64(), newest.getColumn(1).getInt64(), newest.getColumn(2).getString(),
                     newest.getColumn(3).getString(), newest.getColumn(4).getString()};
}

std::string what_changed(const KnownCoding& before, const RuleCoding& now, std::int64_t transcript_row) {
  if (before.transcript != transcript_row) return "new version of the transcript";
  if (before.codebook_sha256 != now.codebook_sha256) return "the codebook's text changed";
  return fmt::format("engine {} and ICU {} instead of {} and {}", now.engine, now.icu, before.engine, before.icu);
}

std::int64_t codebook_row(Writer& writer, const RuleCoding& coding) {
  SQLite::Statement found(writer.database(), "SELECT pk FROM codebook WHERE sha256 = ?");
  found.bind(1, coding.codebook_sha256);
  const auto row = first_number(found);
  assert(row && "store_codebooks comes first");
  return row.value();
}

void insert_rule_coding(Writer& writer, const Transcript& transcript, std::int64_t transcript_row,
                        const RuleCoding& coding, const CodePointMap& map, const std::string& now) {
  const auto before = newest_coding(writer.database(), transcript.id, coding.coding.rater);
  if (before && before->transcript == transcript_row && before->codebook_sha256 == coding.codebook_sha256 &&
      before->engine == coding.engine && before->icu == coding.icu)
    return;
  const std::int64_t rater = rater_row(writer, coding.coding.rater, now);
  const std::int64_t row = writer.insert(
      "coding", {{"transcript", transcript_row},
                 {"rater", rater},
                 {"round", std::int64_t{coding.coding.round}},
                 {"system", "AAI"},
                 {"training", std::int64_t{0}},
                 {"codebook", codebook_row(writer, coding)},
                 {"engine", coding.engine},
                 {"icu", coding.icu},
                 {"supersedes", before ? Value{before->pk} : Value{}},
                 {"reason_for_change", before ? Value{what_changed(*before, coding, transcript_row)} : Value{}},
                 {"made_at", now}});
  // Rules do not deliberate: their coding is final when it is made.
  writer.insert("coding_state", {{"coding", row},
                                 {"state", "locked"},
                                 {"assisted", std::int64_t{0}},
                                 {"reason", "made by rules"},
                                 {"at", now}});
  insert_marks(writer, row, coding.coding.marks, map);
}

[[noreturn]] void refuse_other_bytes(const Transcript& transcript, const std::string& known) {
  throw Errors(Problem{{transcript.file, 0, 0},
                       fmt::format("the bytes of transcript {} as the study has them (SHA-256 {})", transcript.id, known),
                       fmt::format("others (SHA-256 {}); \"attune code --new-version\" adds them as a new version",
                                   transcript.sha256)});
}

}  // namespace

Stored Study::store_codebooks(const std::vector<Codebook>& codebooks) {
  std::string names;
  for (const Codebook& codebook : codebooks) 
    names += fmt::format("{}{}@{}", names.empty() ? "" : " ", codebook.id, codebook.version);
  const bool added = write("codebooks added", names, [&](Writer& writer) {
    for (const Codebook& codebook : codebooks) {
      const std::string sha256 = sha256_of(codebook);
      SQLite::Statement known(writer.database(), "SELECT 1 FROM codebook WHERE sha256 = ?");
      known.bind(1, sha256);
      if (known.executeStep()) continue;
      writer.insert("codebook", {{"id", codebook.id},
                                 {"version", codebook.version},
                                 {"sha256", sha256},
                                 {"title", codebook.title},
                                 {"text", codebook.text},
                                 {"made_at", surroundings_.now()}});
    }
  });
  return added ? Stored::added : Stored::unchanged;
}

Stored Study::store(const Transcript& transcript, const std::vector<RuleCoding>& codings,
                    const TranscriptDetails& details) {
  const CodePointMap map(transcript.text);
  const std::optional<OffsetMap> offsets = details.offset_map.empty() ? std::nullopt : parse_offset_map(details.offset_map);
  const bool added = write(offsets ? "redacted" : "coded", transcript.id, [&](Writer& writer) {
    const std::string now = surroundings_.now();
    const auto known = newest_transcript(writer.database(), transcript.id);
    const bool same_bytes = known && known->sha256 == transcript.sha256;
    if (known && !same_bytes && !details.new_version) refuse_other_bytes(transcript, known->sha256);
    const std::int64_t row =
        same_bytes ? known->pk : insert_transcript(writer, transcript, details, known, map, now);
    for (const RuleCoding& coding : codings) insert_rule_coding(writer, transcript, row, coding, map, now);
    if (offsets && known && !same_bytes) move_codings(writer, {known->pk, row, known->version + 1, *offsets});
  });
  return added ? Stored::added : Stored::unchanged;
}

}  // namespace attune
