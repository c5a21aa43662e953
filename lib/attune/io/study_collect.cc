// What was taken from raters' packets: where a coding was begun, and how far it was taken.
#include <fmt/format.h>

#include "attune/error.h"
#include "attune/io/audit.h"
#include "attune/io/connection.h"
#include "attune/io/own_coding.h"
#include "attune/io/rows.h"
#include "attune/io/study.h"

namespace attune {
namespace {

void insert_collected(Writer& writer, std::int64_t coding, const PacketState& state, const std::string& now) {
  writer.insert("collected", {{"coding", coding}, {"packet", state.packet}, {"entries", state.head.entries}, {"head", state.head.hash}, {"at", now}});
}

bool is_collected(SQLite::Database& database, std::int64_t coding) {
  SQLite::Statement row(database, "SELECT 1 FROM collected WHERE coding = ? LIMIT 1");
  row.bind(1, coding);
  return row.executeStep();
}

std::string begun_at(SQLite::Database& database, std::int64_t coding) {
  SQLite::Statement row(database, "SELECT made_at FROM coding WHERE pk = ?");
  row.bind(1, coding);
  return row.executeStep() ? row.getColumn(0).getString() : "";
}

}  // namespace

Stored Study::begin_from_copy(const CodingKey& key, const std::string& transcript_sha256, const std::string& made_at, const std::string& packet) {
  const bool added = write("collected", object_of(key), [&](Writer& writer) {
    const std::string now = surroundings_.now();
    SQLite::Database& database = writer.database();
    const auto transcript = transcript_with_bytes(database, key.transcript, transcript_sha256);
    if (!transcript) throw Errors(Problem{{connection_->path(), 0, 0}, key.transcript + ": no version of this transcript has these bytes", ""});
    const auto known = known_rater(database, key.rater);
    auto coding = known ? own_coding(database, key.transcript, *known, key.round) : std::nullopt;
    // A coding that was begun in the same millisecond came from there before packets were noted.
    if (coding && (packet.empty() || is_collected(database, coding->pk) || begun_at(database, coding->pk) != made_at)) return;
    if (!coding) coding = new_coding(writer, transcript->pk, known ? *known : rater_row(writer, key.rater, now), key.round, made_at, now);
    if (!packet.empty()) insert_collected(writer, coding->pk, {packet, {0, std::string(kNoEntryBefore)}}, now);
  });
  return added ? Stored::added : Stored::unchanged;
}

void Study::note_collected(const CodingKey& key, const PacketState& state) {
  write("collected", object_of(key), [&](Writer& writer) {
    const auto rater = known_rater(writer.database(), key.rater);
    const auto coding = rater ? own_coding(writer.database(), key.transcript, *rater, key.round) : std::nullopt;
    if (!coding) throw Errors(Problem{{connection_->path(), 0, 0}, fmt::format("{}: no coding by {} in round {}", key.transcript, key.rater, key.round), ""});
    insert_collected(writer, coding->pk, state, surroundings_.now());
  });
}

std::optional<PacketState> Study::collected(const CodingKey& key, const std::string& packet) {
  std::optional<PacketState> state;
  read([&] {
    SQLite::Database& database = connection_->database();
    const auto rater = known_rater(database, key.rater);
    const auto coding = rater ? own_coding(database, key.transcript, *rater, key.round) : std::nullopt;
    if (!coding) return;
    SQLite::Statement row(database, "SELECT entries, head FROM collected WHERE coding = ? AND packet = ? ORDER BY pk DESC LIMIT 1");
    row.bind(1, coding->pk);
    row.bind(2, packet);
    if (row.executeStep()) state = PacketState{packet, {row.getColumn(0).getInt64(), row.getColumn(1).getString()}};
  });
  return state;
}

}  // namespace attune
