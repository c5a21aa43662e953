// Who is to code what.
#include <algorithm>
#include <utility>

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
          row.getColumn(3).getString(), row.getColumn(4).getString(), row.getColumn(5).getString(),
          row.getColumn(6).getString(), row.getColumn(7).getString(), row.getColumn(8).getString()};
}

constexpr const char* kHolding =
    "SELECT transcript, rater, round, subset, drawn_by, blind_to, made_at, replaces, reason_for_change, assignment_pk FROM v_assignments ";

Columns columns_for(const Assignment& one, std::int64_t rater, const std::string& now) {
  return {{"transcript", one.transcript}, {"rater", rater},      {"round", std::int64_t{one.round}}, {"subset", one.subset}, {"drawn_by", one.drawn_by},
          {"blind_to", one.blind_to},     {"supersedes", Value{}}, {"reason_for_change", Value{}},   {"made_at", now}};
}

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
        if (known->subset != one.subset || known->drawn_by != one.drawn_by)
          report(fmt::format("{} has it in round {} already, by another draw ({})", one.rater, one.round,
                             known->drawn_by));
        continue;
      }
      const std::int64_t rater = rater_row(writer, one.rater, now);
      if (one.subset == kTrainingSubset && own_coding(writer.database(), one.transcript, rater, one.round)) {
        report(fmt::format("{} has begun it in round {}; a training case is named before it is coded", one.rater, one.round));
        continue;
      }
      writer.insert("assignment", columns_for(one, rater, now));
    }
    if (!problems.empty()) throw Errors(problems);
  });
  return added ? Stored::added : Stored::unchanged;
}

Replaced Study::replace_rater(const RaterReplacement& replacement) {
  Replaced replaced;
  write("assigned", fmt::format("{} for {} in round {}", replacement.by, replacement.rater, replacement.round), [&](Writer& writer) {
    replaced = {};
    const std::string now = surroundings_.now();
    SQLite::Database& database = writer.database();
    std::vector<std::pair<std::int64_t, Assignment>> own;
    {
      SQLite::Statement row(database, std::string(kHolding) + "WHERE rater = ? AND round = ? ORDER BY transcript");
      row.bind(1, replacement.rater);
      row.bind(2, replacement.round);
      while (row.executeStep()) own.emplace_back(row.getColumn(9).getInt64(), assignment_of(row));
    }
    const auto has_begun = [&](const std::string& rater, const Assignment& one) {
      const auto known = known_rater(database, rater);
      return known && own_coding(database, one.transcript, *known, one.round);
    };
    for (auto& [pk, one] : own) {
      if (has_begun(replacement.rater, one)) continue;
      one.rater = replacement.by;
      one.blind_to.clear();
      if (known_assignment(database, one) || has_begun(replacement.by, one)) {
        ++replaced.kept;
        continue;
      }
      Columns columns = columns_for(one, rater_row(writer, replacement.by, now), now);
      std::ranges::find(columns, "supersedes", &Columns::value_type::first)->second = pk;
      std::ranges::find(columns, "reason_for_change", &Columns::value_type::first)->second = replacement.reason;
      writer.insert("assignment", columns);
      ++replaced.given;
    }
    if (replaced.given == 0)
      throw Errors(Problem{{connection_->path(), 0, 0}, fmt::format("{} has no interview in round {} that is not begun and that {} has not", replacement.rater, replacement.round, replacement.by), ""});
  });
  return replaced;
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
