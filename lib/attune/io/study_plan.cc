// Who is to code what.
#include <fmt/format.h>

#include "attune/error.h"
#include "attune/io/connection.h"
#include "attune/io/own_coding.h"
#include "attune/io/record.h"
#include "attune/io/rows.h"
#include "attune/io/study.h"

namespace attune {
namespace {

Assignment assignment_of(SQLite::Statement& row) {
  return {row.getColumn(0).getString(), row.getColumn(1).getString(), row.getColumn(2).getInt(),
          row.getColumn(3).getString(), row.getColumn(4).getString(), row.getColumn(5).getString()};
}

constexpr const char* kHolding = "SELECT transcript, rater, round, subset, drawn_by, blind_to FROM v_assignments ";

std::optional<Assignment> known_assignment(SQLite::Database& database, const Assignment& like) {
  SQLite::Statement row(database, std::string(kHolding) + "WHERE transcript = ? AND rater = ? AND round = ?");
  row.bind(1, like.transcript);
  row.bind(2, like.rater);
  row.bind(3, like.round);
  if (!row.executeStep()) return std::nullopt;
  return assignment_of(row);
}

}  // namespace

Stored Study::store_assignments(const std::vector<Assignment>& assignments) {
  const bool added = write("assigned", fmt::format("{} codings", assignments.size()), [&](Writer& writer) {
    const std::string now = surroundings_.now();
    std::vector<Problem> problems;
    for (const Assignment& one : assignments) {
      const auto report = [&](std::string what) {
        problems.push_back({{connection_->path(), 0, 0}, one.transcript + ": " + std::move(what), ""});
      };
      if (!newest_transcript(writer.database(), one.transcript)) {
        report("no transcript of this id is in the study");
        continue;
      }
      if (const auto known = known_assignment(writer.database(), one)) {
        if (*known != one)
          report(fmt::format("{} has it in round {} already, by another draw ({})", one.rater, one.round,
                             known->drawn_by));
        continue;
      }
      const std::int64_t rater = rater_row(writer, one.rater, now);
      if (one.subset == kTrainingSubset && own_coding(writer.database(), one.transcript, rater, one.round)) {
        report(fmt::format("{} has begun it in round {}; a training case is named before it is coded", one.rater, one.round));
        continue;
      }
      writer.insert("assignment", {{"transcript", one.transcript},
                                   {"rater", rater},
                                   {"round", std::int64_t{one.round}},
                                   {"subset", one.subset},
                                   {"drawn_by", one.drawn_by},
                                   {"blind_to", one.blind_to},
                                   {"supersedes", Value{}},
                                   {"reason_for_change", Value{}},
                                   {"made_at", now}});
    }
    if (!problems.empty()) throw Errors(problems);
  });
  return added ? Stored::added : Stored::unchanged;
}

std::vector<Assignment> Study::assignments() {
  std::vector<Assignment> assignments;
  read([&] {
    SQLite::Statement row(connection_->database(), std::string(kHolding) + "ORDER BY round, transcript, rater");
    while (row.executeStep()) assignments.push_back(assignment_of(row));
  });
  return assignments;
}

}  // namespace attune
