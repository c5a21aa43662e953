#include "attune/io/rows.h"

namespace attune {

std::optional<TranscriptRow> newest_transcript(SQLite::Database& database, const std::string& id) {
  SQLite::Statement newest(database,
                           "SELECT pk, version, sha256 FROM transcript WHERE id = ? ORDER BY version DESC LIMIT 1");
  newest.bind(1, id);
  if (!newest.executeStep()) return std::nullopt;
  return TranscriptRow{newest.getColumn(0).getInt64(), newest.getColumn(1).getInt64(), newest.getColumn(2).getString()};
}

std::optional<TranscriptRow> transcript_with_bytes(SQLite::Database& database, const std::string& id, const std::string& sha256) {
  SQLite::Statement found(database, "SELECT pk, version FROM transcript WHERE id = ? AND sha256 = ? ORDER BY version DESC LIMIT 1");
  found.bind(1, id);
  found.bind(2, sha256);
  if (!found.executeStep()) return std::nullopt;
  return TranscriptRow{found.getColumn(0).getInt64(), found.getColumn(1).getInt64(), sha256};
}

std::optional<std::int64_t> known_rater(SQLite::Database& database, const std::string& id) {
  SQLite::Statement known(database, "SELECT pk FROM rater WHERE id = ?");
  known.bind(1, id);
  return first_number(known);
}

std::int64_t rater_row(Writer& writer, const std::string& id, const std::string& now) {
  if (const auto pk = known_rater(writer.database(), id)) return *pk;
  const std::string kind = is_codebook(id) ? "codebook" : "person";
  return writer.insert("rater", {{"id", id}, {"kind", kind}, {"made_at", now}});
}

bool was_exposed(SQLite::Database& database, std::int64_t rater, const std::string& transcript) {
  SQLite::Statement exposed(database, "SELECT 1 FROM exposure WHERE rater = ? AND transcript = ? LIMIT 1");
  exposed.bind(1, rater);
  exposed.bind(2, transcript);
  return exposed.executeStep();
}

void insert_marks(Writer& writer, std::int64_t coding_row, const std::vector<Mark>& marks, const CodePointMap& map) {
  for (const Mark& mark : marks)
    writer.insert("mark", {{"coding", coding_row},
                           {"start", std::int64_t{map.code_point(mark.span.begin)}},
                           {"end", std::int64_t{map.code_point(mark.span.end)}},
                           {"turn", std::int64_t{mark.turn} + 1},
                           {"section", mark.section},
                           {"code", mark.code},
                           {"subcode", mark.subcode},
                           {"marker", mark.marker},
                           {"pattern", mark.pattern},
                           {"polarity", std::string(polarity_name(mark.polarity))},
                           {"group_id", mark.group},
                           {"origin", mark.marker.empty() ? "person" : "rule"}});
}

std::optional<std::int64_t> first_number(SQLite::Statement& statement) {
  if (!statement.executeStep()) return std::nullopt;
  return statement.getColumn(0).getInt64();
}

}  // namespace attune
