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
          row.getColumn(6).getString()};
}

/// The assignments that hold, with `more` of a query.
SQLite::Statement holding(SQLite::Database& database, std::string_view more) {
  return {database, fmt::format("SELECT transcript, rater, round, subset, drawn_by, blind_to, made_at, assignment_pk, replaces FROM v_assignments {}", more)};
}
constexpr int kRow = 7, kReplaces = 8;  // columns of it

/// From the first who had it. The view tells the last only.
std::vector<Handover> handovers_to(SQLite::Database& database, std::int64_t assignment) {
  SQLite::Statement step(database,
                         "SELECT b.pk, o.id, r.id, a.reason_for_change FROM assignment a JOIN rater r ON r.pk = a.rater "
                         "JOIN assignment b ON b.pk = a.supersedes AND b.pk < a.pk JOIN rater o ON o.pk = b.rater WHERE a.pk = ?");
  std::vector<Handover> handovers;
  for (step.bind(1, assignment); step.executeStep(); step.bind(1, assignment)) {
    handovers.insert(handovers.begin(), Handover{step.getColumn(1).getString(), step.getColumn(2).getString(), step.getColumn(3).getString()});
    assignment = step.getColumn(0).getInt64();
    step.reset();
  }
  if (!handovers.empty() && handovers.front().from == handovers.back().to) handovers.clear();
  return handovers;
}

Columns columns_for(const Assignment& one, std::int64_t rater, const std::string& now) {
  return {{"transcript", one.transcript}, {"rater", rater},      {"round", std::int64_t{one.round}}, {"subset", one.subset}, {"drawn_by", one.drawn_by},
          {"blind_to", one.blind_to},     {"supersedes", Value{}}, {"reason_for_change", Value{}},   {"made_at", now}};
}

std::optional<Assignment> known_assignment(SQLite::Database& database, const Assignment& like) {
  SQLite::Statement row = holding(database, "WHERE transcript = ? AND rater = ? AND round = ?");
  row.bind(1, like.transcript);
  row.bind(2, like.rater);
  row.bind(3, like.round);
  if (!row.executeStep()) return std::nullopt;
  return assignment_of(row);
}

bool is_held_by_another_draw(SQLite::Database& database, const Assignment& like) {
  SQLite::Statement row = holding(database, "WHERE transcript = ? AND round = ? AND drawn_by <> ?");
  row.bind(1, like.transcript);
  row.bind(2, like.round);
  row.bind(3, like.drawn_by);
  return row.executeStep();
}

}  // namespace

Stored Study::store_assignments(const std::vector<Assignment>& assignments, OthersWith others) {
  const bool added = write("assigned", fmt::format("{} codings", assignments.size()), [&](Writer& writer) {
    const std::string now = surroundings_.now();
    std::vector<Problem> problems;
    if (others == OthersWith::refused && std::ranges::any_of(assignments, [&](const Assignment& one) { return is_held_by_another_draw(writer.database(), one); }))
      throw Errors(Problem{{connection_->path(), 0, 0}, "some of these interviews were given out by another draw while this one was made; nothing was changed, draw again", ""});
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
      SQLite::Statement row = holding(database, "WHERE rater = ? AND round = ? ORDER BY transcript");
      row.bind(1, replacement.rater);
      row.bind(2, replacement.round);
      while (row.executeStep()) own.emplace_back(row.getColumn(kRow).getInt64(), assignment_of(row));
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
    SQLite::Statement row = holding(connection_->database(), "ORDER BY round, transcript, rater");
    while (row.executeStep()) {
      assignments.push_back(assignment_of(row));
      if (!row.isColumnNull(kReplaces)) assignments.back().handovers = handovers_to(connection_->database(), row.getColumn(kRow).getInt64());
    }
  });
  return assignments;
}

}  // namespace attune
