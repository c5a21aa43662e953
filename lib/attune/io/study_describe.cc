// Whose transcripts are, and where they were made.
#include <algorithm>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/io/connection.h"
#include "attune/io/record.h"
#include "attune/io/rows.h"
#include "attune/io/study.h"

namespace attune {
namespace {

std::vector<Description> read_descriptions(SQLite::Database& database) {
  SQLite::Statement row(database, "SELECT transcript, participant, family, wave, site, interviewer, transcriber FROM v_transcripts ORDER BY transcript");
  const auto text = [&](int column) { return row.getColumn(column).getString(); };
  std::vector<Description> descriptions;
  while (row.executeStep()) descriptions.push_back({text(0), text(1), text(2), text(3), text(4), text(5), text(6)});
  return descriptions;
}

/// The row of a transcript's description that holds, or nothing.
std::optional<std::int64_t> holding_row(SQLite::Database& database, const std::string& transcript) {
  SQLite::Statement row(database, "SELECT pk FROM description WHERE transcript = ? ORDER BY pk DESC LIMIT 1");
  row.bind(1, transcript);
  return first_number(row);
}

}  // namespace

Stored Study::describe(const std::vector<Description>& descriptions) {
  const bool added = write("described", "", [&](Writer& writer) {
    const std::string now = surroundings_.now();
    const std::vector<Description> known = read_descriptions(writer.database());
    std::vector<Problem> problems;
    for (const Description& one : descriptions) {
      const auto before = std::ranges::lower_bound(known, one.transcript, {}, &Description::transcript);
      if (before == known.end() || before->transcript != one.transcript) {
        problems.push_back({{connection_->path(), 0, 0}, one.transcript + ": no transcript of this id is in the study", ""});
        continue;
      }
      if (*before == one) continue;
      const auto holding = holding_row(writer.database(), one.transcript);
      writer.insert("description", {{"transcript", one.transcript},
                                    {"participant", one.participant},
                                    {"family", one.family},
                                    {"wave", one.wave},
                                    {"site", one.site},
                                    {"interviewer", one.interviewer},
                                    {"transcriber", one.transcriber},
                                    {"supersedes", holding ? Value{*holding} : Value{}},
                                    {"made_at", now}});
    }
    if (!problems.empty()) throw Errors(problems);
  });
  return added ? Stored::added : Stored::unchanged;
}

std::vector<Description> Study::descriptions() {
  std::vector<Description> descriptions;
  read([&] { descriptions = read_descriptions(connection_->database()); });
  return descriptions;
}

}  // namespace attune
