#include "attune/io/rows.h"

#include "attune/text/coding.h"

namespace attune {

std::optional<TranscriptRow> newest_transcript(SQLite::Database& database, const std::string& id) {
  SQLite::Statement newest(database,
                           "SELECT pk, version, sha256 FROM transcript WHERE id = ? ORDER BY version DESC LIMIT 1");
  newest.bind(1, id);
  if (!newest.executeStep()) return std::nullopt;
  return TranscriptRow{newest.getColumn(0).getInt64(), newest.getColumn(1).getInt64(), newest.getColumn(2).getString()};
}

std::int64_t rater_row(Writer& writer, const std::string& id, const std::string& now) {
  SQLite::Statement known(writer.database(), "SELECT pk FROM rater WHERE id = ?");
  known.bind(1, id);
  if (const auto pk = first_number(known)) return *pk;
  const std::string kind = is_codebook(id) ? "codebook" : "person";
  return writer.insert("rater", {{"id", id}, {"kind", kind}, {"made_at", now}});
}

bool was_exposed(SQLite::Database& database, std::int64_t rater, const std::string& transcript) {
  SQLite::Statement exposed(database, "SELECT 1 FROM exposure WHERE rater = ? AND transcript = ? LIMIT 1");
  exposed.bind(1, rater);
  exposed.bind(2, transcript);
  return exposed.executeStep();
}

std::optional<std::int64_t> first_number(SQLite::Statement& statement) {
  if (!statement.executeStep()) return std::nullopt;
  return statement.getColumn(0).getInt64();
}

}  // namespace attune
