// Rows that several kinds of writes look up, or add when they are missing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "attune/io/record.h"
#include "attune/text/code_points.h"
#include "attune/text/coding.h"

namespace attune {

struct TranscriptRow {
  std::int64_t pk = 0;
  std::int64_t version = 0;
  std::string sha256;
};

/// The newest version of a transcript.
[[nodiscard]] std::optional<TranscriptRow> newest_transcript(SQLite::Database& database, const std::string& id);

/// The newest version with these bytes.
[[nodiscard]] std::optional<TranscriptRow> transcript_with_bytes(SQLite::Database& database, const std::string& id, const std::string& sha256);

[[nodiscard]] std::optional<std::int64_t> known_rater(SQLite::Database& database, const std::string& id);

/// The row of a rater, added when it is the first time.
[[nodiscard]] std::int64_t rater_row(Writer& writer, const std::string& id, const std::string& now);

/// Whether the rater was ever shown something of the transcript that raters are kept from.
[[nodiscard]] bool was_exposed(SQLite::Database& database, std::int64_t rater, const std::string& transcript);

/// Adds a coding's marks. `map` is of the transcript's text.
void insert_marks(Writer& writer, std::int64_t coding_row, const std::vector<Mark>& marks, const CodePointMap& map);

/// The first column of the first row, or nothing.
[[nodiscard]] std::optional<std::int64_t> first_number(SQLite::Statement& statement);

}  // namespace attune
