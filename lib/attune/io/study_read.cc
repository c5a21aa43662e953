// Reading from a study.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/hash.h"
#include "attune/io/connection.h"
#include "attune/io/own_coding.h"
#include "attune/io/record.h"
#include "attune/io/rows.h"
#include "attune/io/standing.h"
#include "attune/io/study.h"
#include "attune/text/code_points.h"

namespace attune {
namespace {

std::string text_of(SQLite::Statement& row, int column) { return row.getColumn(column).getString(); }

/// A transcript's text, which must be what was stored.
std::string checked_text(const std::string& path, const std::string& id, std::string text, const std::string& hash) {
  if (!text.empty() && sha256(text) != hash)
    throw Errors(Problem{{path, 0, 0}, fmt::format("the text of transcript {} is not what was stored", id), ""});
  return text;
}

/// "12-19 44-51" as spans, in bytes where the text is there.
std::vector<Span> spans_from_code_points(const std::string& text, const CodePointMap* map) {
  std::vector<Span> spans;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t dash = text.find('-', begin);
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    Span span{static_cast<std::uint32_t>(std::stoul(text.substr(begin, dash - begin))),
              static_cast<std::uint32_t>(std::stoul(text.substr(dash + 1, end - dash - 1)))};
    if (map != nullptr) span = {map->byte(span.begin), map->byte(span.end)};
    spans.push_back(span);
    begin = end + 1;
  }
  return spans;
}

Gender parse_gender(std::string_view text) {
  return text == "female" ? Gender::female : text == "male" ? Gender::male : Gender::unknown;
}

CodingState parse_state(std::string_view text) {
  return text == "locked" ? CodingState::locked : text == "submitted" ? CodingState::submitted : CodingState::draft;
}

bool is_wanted(const std::vector<std::string>& wanted, const std::string& name) {
  return wanted.empty() || std::ranges::find(wanted, name) != wanted.end();
}

std::vector<Rating> ratings_of(SQLite::Database& database, std::int64_t coding, const LastRows& last) {
  std::vector<Rating> ratings;
  for (StandingRating& standing : standing_ratings(database, coding, last)) ratings.push_back(std::move(standing.rating));
  return ratings;
}

std::vector<JudgedAdjective> adjectives_of(SQLite::Database& database, std::int64_t coding, const LastRows& last) {
  std::vector<JudgedAdjective> adjectives;
  for (StandingAdjective& standing : standing_adjectives(database, coding, last))
    if (!judges_nothing(standing.judged)) adjectives.push_back(std::move(standing.judged));
  return adjectives;
}

std::vector<Mark> marks_of(SQLite::Database& database, std::int64_t coding, const LastRows& last, const CodePointMap* map) {
  SQLite::Statement row(database,
                        "SELECT start, \"end\", turn, code, subcode, marker, pattern, polarity, group_id, section "
                        "FROM mark t WHERE coding = ? AND " + stands_as_mark(last) + " ORDER BY pk");
  row.bind(1, coding);
  std::vector<Mark> marks;
  while (row.executeStep()) {
    Mark mark;
    mark.span = {static_cast<std::uint32_t>(row.getColumn(0).getInt64()),
                 static_cast<std::uint32_t>(row.getColumn(1).getInt64())};
    if (map != nullptr) mark.span = {map->byte(mark.span.begin), map->byte(mark.span.end)};
    mark.turn = static_cast<std::uint32_t>(row.getColumn(2).getInt64()) - 1;
    mark.code = text_of(row, 3);
    mark.subcode = text_of(row, 4);
    mark.marker = text_of(row, 5);
    mark.pattern = text_of(row, 6);
    mark.polarity = parse_polarity(text_of(row, 7)).value_or(Polarity::neutral);
    mark.group = text_of(row, 8);
    mark.section = text_of(row, 9);
    marks.push_back(std::move(mark));
  }
  return marks;
}

/// The text of one transcript at a time, with its map: codings come ordered by transcript.
class Texts {
 public:
  Texts(SQLite::Database& database, std::string path) : database_(database), path_(std::move(path)) {}

  /// Null when the text was kept out of the study.
  [[nodiscard]] const CodePointMap* map_of(std::int64_t transcript, const std::string& id) {
    if (transcript != transcript_) {
      transcript_ = transcript;
      map_.reset();
      SQLite::Statement row(database_,
                            "SELECT x.text, t.text_sha256 FROM transcript t "
                            "JOIN transcript_text x ON x.transcript = t.pk WHERE t.pk = ?");
      row.bind(1, transcript);
      if (row.executeStep()) {
        text_ = checked_text(path_, id, text_of(row, 0), text_of(row, 1));
        map_.emplace(text_);
      }
    }
    return map_ ? &*map_ : nullptr;
  }

 private:
  SQLite::Database& database_;
  std::string path_;
  std::int64_t transcript_ = 0;
  std::string text_;
  std::optional<CodePointMap> map_;
};

enum class Versions : std::uint8_t { newest, all };

/// Versions of every transcript, or of the one with this id.
std::vector<TranscriptRecord> transcripts_of(Connection& connection, TextReading texts, Versions versions,
                                             const std::optional<std::string>& id) {
  SQLite::Statement row(connection.database(),
                        fmt::format("SELECT t.id, t.version, t.sha256, x.text, t.text_sha256, t.notation, t.language, "
                                    "v.participant, v.family, v.wave, v.site, v.interviewer, v.transcriber, t.reading, x.source, "
                                    "t.text_kept, t.offset_map, "
                                    "CASE WHEN ?1 THEN (SELECT max(m.turn) FROM coding c JOIN mark m ON m.coding = c.pk WHERE c.transcript = t.pk) END "
                                    "FROM transcript t JOIN v_transcripts v ON {} LEFT JOIN transcript_text x ON x.transcript = t.pk AND ?1 "
                                    "WHERE {} ORDER BY t.id, t.version",
                                    versions == Versions::newest ? "v.transcript_pk = t.pk" : "v.transcript = t.id",
                                    id ? "t.id = ?2" : "TRUE"));  // not both in one, which would read the table for a single one
  row.bind(1, texts == TextReading::with_text ? 1 : 0);
  if (id) row.bind(2, *id);
  std::vector<TranscriptRecord> records;
  while (row.executeStep()) {
    TranscriptRecord record;
    record.id = text_of(row, 0);
    record.version = row.getColumn(1).getInt();
    record.sha256 = text_of(row, 2);
    record.text = checked_text(connection.path(), record.id, text_of(row, 3), text_of(row, 4));
    record.notation = text_of(row, 5);
    record.language = text_of(row, 6);
    TranscriptDetails& details = record.details;
    details.participant = text_of(row, 7);
    details.family = text_of(row, 8);
    details.wave = text_of(row, 9);
    details.site = text_of(row, 10);
    details.interviewer = text_of(row, 11);
    details.transcriber = text_of(row, 12);
    details.reading = text_of(row, 13);
    details.source = text_of(row, 14);
    details.keep_text = row.getColumn(15).getInt() == 1;
    details.offset_map = text_of(row, 16);
    record.marked_turns = static_cast<std::uint32_t>(row.getColumn(17).getInt64());
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace

std::vector<TranscriptRecord> Study::transcripts(TextReading texts) {
  std::vector<TranscriptRecord> records;
  read([&] { records = transcripts_of(*connection_, texts, Versions::newest, std::nullopt); });
  return records;
}

std::optional<TranscriptRecord> Study::transcript(const std::string& id) {
  std::vector<TranscriptRecord> records;
  read([&] { records = transcripts_of(*connection_, TextReading::with_text, Versions::newest, id); });
  if (records.empty()) return std::nullopt;
  return std::move(records[0]);
}

std::vector<TranscriptRecord> Study::versions(const std::string& id) {
  std::vector<TranscriptRecord> records;
  read([&] { records = transcripts_of(*connection_, TextReading::with_text, Versions::all, id); });
  return records;
}

std::vector<std::string> Study::transcript_ids() {
  std::vector<std::string> ids;
  read([&] {
    SQLite::Statement row(connection_->database(), "SELECT DISTINCT id FROM transcript ORDER BY id");
    while (row.executeStep()) ids.push_back(text_of(row, 0));
  });
  return ids;
}

std::vector<Figure> Study::figures(const std::string& transcript, const std::string& rater) {
  std::vector<Figure> figures;
  read([&] {
    Texts texts(connection_->database(), connection_->path());
    SQLite::Statement row(connection_->database(),
                          "SELECT f.transcript, f.id, f.name, f.gender, f.dead, f.did_harm, f.evidence FROM figure f "
                          "JOIN transcript t ON t.pk = f.transcript WHERE t.id = ?1 AND f.origin IN ('attune', ?2) "
                          "AND t.version = (SELECT max(version) FROM transcript WHERE id = ?1) ORDER BY f.pk");
    row.bind(1, transcript);
    row.bind(2, rater);
    while (row.executeStep()) {
      Figure figure;
      figure.id = text_of(row, 1);
      figure.name = text_of(row, 2);
      figure.gender = parse_gender(text_of(row, 3));
      figure.dead = row.getColumn(4).getInt() == 1;
      figure.did_harm = row.getColumn(5).getInt() == 1;
      figure.evidence =
          spans_from_code_points(text_of(row, 6), texts.map_of(row.getColumn(0).getInt64(), transcript));
      figures.push_back(std::move(figure));
    }
  });
  return figures;
}

std::vector<Event> Study::events(const std::string& transcript, const std::string& rater) {
  std::vector<Event> events;
  read([&] {
    SQLite::Statement row(connection_->database(),
                          "SELECT e.id, e.type, e.person, e.age, e.qualifies, e.lines FROM event e "
                          "JOIN transcript t ON t.pk = e.transcript WHERE t.id = ?1 AND e.origin IN ('attune', ?2) "
                          "AND t.version = (SELECT max(version) FROM transcript WHERE id = ?1) ORDER BY e.pk");
    row.bind(1, transcript);
    row.bind(2, rater);
    while (row.executeStep()) {
      Event event;
      event.id = text_of(row, 0);
      event.type = parse_event_type(text_of(row, 1)).value_or(EventType::loss);
      event.person = text_of(row, 2);
      if (!row.isColumnNull(3)) event.age = row.getColumn(3).getDouble();
      event.qualifies = parse_qualifies(text_of(row, 4)).value_or(Qualifies::unsure);
      event.lines = text_of(row, 5);
      events.push_back(std::move(event));
    }
  });
  return events;
}

std::vector<CodebookRecord> Study::codebooks() {
  std::vector<CodebookRecord> records;
  read([&] {
    SQLite::Statement row(connection_->database(),
                          "SELECT id, version, sha256, title, text FROM codebook ORDER BY id, pk");
    while (row.executeStep())
      records.push_back({text_of(row, 0), text_of(row, 1), text_of(row, 2), text_of(row, 3), text_of(row, 4)});
  });
  return records;
}

std::vector<CodingRecord> Study::codings(const CodingFilter& filter) {
  std::vector<CodingRecord> records;
  read([&] {
    SQLite::Database& database = connection_->database();
    Texts texts(database, connection_->path());
    LastRows last = filter.after_entry ? last_rows(database, *filter.after_entry) : LastRows{};
    last.and_later = filter.and_later;
    // One transcript is looked up, for those who go through a study transcript by transcript.
    const bool is_one = filter.transcripts.size() == 1;
    SQLite::Statement row(
        database, fmt::format("SELECT v.coding_pk, v.transcript, v.transcript_version, v.rater, v.round, v.state, "
                              "v.assisted, v.codebook_sha256, v.engine, v.icu, v.made_at, t.sha256, t.pk, v.system, v.training, "
                              "EXISTS (SELECT 1 FROM collected k WHERE k.coding = v.coding_pk AND k.entries = 0) "
                              "FROM v_codings v "
                              "JOIN transcript t ON t.id = v.transcript AND t.version = v.transcript_version {} "
                              "ORDER BY v.transcript, v.transcript_version, v.rater, v.round",
                              is_one ? "WHERE v.transcript = ?" : ""));
    if (is_one) row.bind(1, filter.transcripts[0]);
    while (row.executeStep()) {
      CodingRecord record;
      record.coding.transcript = text_of(row, 1);
      record.coding.rater = text_of(row, 3);
      record.state = parse_state(text_of(row, 5));
      if (!is_wanted(filter.transcripts, record.coding.transcript) || !is_wanted(filter.raters, record.coding.rater) ||
          (filter.locked_only && record.state != CodingState::locked))
        continue;
      record.transcript_version = row.getColumn(2).getInt();
      record.coding.round = row.getColumn(4).getInt();
      record.assisted = row.getColumn(6).getInt() == 1;
      record.codebook_sha256 = text_of(row, 7);
      record.engine = text_of(row, 8);
      record.icu = text_of(row, 9);
      record.made_at = text_of(row, 10);
      record.transcript_sha256 = text_of(row, 11);
      record.system = text_of(row, 13);
      record.training = row.getColumn(14).getInt() == 1;
      record.from_packet = row.getColumn(15).getInt() == 1;
      const std::int64_t coding = row.getColumn(0).getInt64();
      record.coding.ratings = ratings_of(database, coding, last);
      record.adjectives = adjectives_of(database, coding, last);
      if (filter.with_marks)
        record.coding.marks =
            marks_of(database, coding, last, texts.map_of(row.getColumn(12).getInt64(), record.coding.transcript));
      records.push_back(std::move(record));
    }
  });
  return records;
}

std::vector<Exposure> Study::exposures() {
  std::vector<Exposure> exposures;
  read([&] {
    SQLite::Statement row(connection_->database(), "SELECT rater, transcript, what, at FROM v_exposures");
    while (row.executeStep()) exposures.push_back({text_of(row, 0), text_of(row, 1), text_of(row, 2), text_of(row, 3)});
  });
  return exposures;
}

std::vector<LogEntry> Study::log() {
  std::vector<LogEntry> entries;
  read([&] {
    SQLite::Statement row(connection_->database(),
                          "SELECT seq, at, actor, action, object, hash, payload FROM v_log ORDER BY seq");
    while (row.executeStep())
      entries.push_back({row.getColumn(0).getInt64(), text_of(row, 1), text_of(row, 2), text_of(row, 3),
                         text_of(row, 4), text_of(row, 5), text_of(row, 6)});
  });
  return entries;
}

LogHead Study::head() {
  LogHead head;
  read([&] {
    SQLite::Statement row(connection_->database(), "SELECT pk, hash FROM audit ORDER BY pk DESC LIMIT 1");
    if (row.executeStep()) head = {row.getColumn(0).getInt64(), text_of(row, 1)};
  });
  return head;
}

}  // namespace attune
