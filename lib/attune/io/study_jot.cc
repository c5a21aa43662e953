// What a rater does at a terminal besides giving values: taking one back, and writing down what belongs to one to come.
#include <fmt/format.h>

#include "attune/error.h"
#include "attune/io/audit.h"
#include "attune/io/connection.h"
#include "attune/io/own_coding.h"
#include "attune/io/rows.h"
#include "attune/io/standing.h"
#include "attune/io/study.h"

namespace attune {
namespace {

std::vector<Jotting> jottings_of(SQLite::Database& database, std::int64_t coding) {
  SQLite::Statement row(database,
                        "SELECT scale, target, lines, note FROM jotting j WHERE coding = ? AND NOT EXISTS "
                        "(SELECT 1 FROM jotting n WHERE n.coding = j.coding AND n.scale = j.scale AND n.target = j.target AND n.pk > j.pk) "
                        "AND (lines <> '' OR note <> '') ORDER BY scale, target");
  row.bind(1, coding);
  std::vector<Jotting> jottings;
  while (row.executeStep())
    jottings.push_back({row.getColumn(0).getString(), parse_target(row.getColumn(1).getString()).value_or(Target{}), row.getColumn(2).getString(),
                        row.getColumn(3).getString()});
  return jottings;
}

}  // namespace

bool Study::withdraw_rating(const CodingKey& key, const std::string& scale, const Target& target, const std::string& reason_for_change) {
  return write("rating taken back", object_of(key), [&](Writer& writer) {
    const std::string now = surroundings_.now();
    SQLite::Database& database = writer.database();
    const auto rater = known_rater(database, key.rater);
    const auto coding = rater ? own_coding(database, key.transcript, *rater, key.round) : std::nullopt;
    const auto rating = coding ? standing_rating(database, coding->pk, scale, target) : std::nullopt;
    if (!rating) return;
    if (const std::string no = why_unchangeable(*coding, true, reason_for_change); !no.empty())
      throw Errors(Problem{{connection_->path(), 0, 0}, fmt::format("{}: {}: {}", key.transcript, scale, no), ""});
    writer.insert("rating_withdrawn",
                  {{"rating", rating->pk}, {"reason", reason_for_change.empty() ? "taken back while a draft" : reason_for_change}, {"at", now}});
  });
}

Stored Study::jot(const CodingKey& key, const Jotting& jotting) {
  const bool added = write("note to a scale", object_of(key), [&](Writer& writer) {
    const std::string now = surroundings_.now();
    SQLite::Database& database = writer.database();
    const auto refuse = [&](const std::string& what) { throw Errors(Problem{{connection_->path(), 0, 0}, fmt::format("{}: {}", key.transcript, what), ""}); };
    const auto transcript = newest_transcript(database, key.transcript);
    if (!transcript) refuse("no transcript of this id is in the study");
    const std::int64_t rater = rater_row(writer, key.rater, now);
    auto coding = own_coding(database, key.transcript, rater, key.round);
    if (coding) {
      Jotting before{jotting.scale, jotting.target, "", ""};
      for (const Jotting& one : jottings_of(database, coding->pk))
        if (one.scale == jotting.scale && one.target == jotting.target) before = one;
      if (before == jotting) return;
      if (const std::string no = why_unchangeable(*coding, false, ""); !no.empty()) refuse(fmt::format("{}: {}", jotting.scale, no));
    } else {
      coding = new_coding(writer, transcript->pk, rater, key.round, "", now);
    }
    writer.insert("jotting", {{"coding", coding->pk},
                              {"scale", jotting.scale},
                              {"target", to_string(jotting.target)},
                              {"lines", jotting.lines},
                              {"note", jotting.note},
                              {"at", now}});
  });
  return added ? Stored::added : Stored::unchanged;
}

std::vector<Jotting> Study::jottings(const CodingKey& key) {
  std::vector<Jotting> jottings;
  read([&] {
    const auto rater = known_rater(connection_->database(), key.rater);
    const auto coding = rater ? own_coding(connection_->database(), key.transcript, *rater, key.round) : std::nullopt;
    if (coding) jottings = jottings_of(connection_->database(), coding->pk);
  });
  return jottings;
}

}  // namespace attune
