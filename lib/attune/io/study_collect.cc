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

}  // namespace

Stored Study::begin_from_packet(const CodingKey& key, const std::string& transcript_sha256, const std::string& made_at, const std::string& packet) {
  const bool added = write("collected", fmt::format("{} round {} {}", key.rater, key.round, key.transcript), [&](Writer& writer) {
    const std::string now = surroundings_.now();
    const auto transcript = transcript_with_bytes(writer.database(), key.transcript, transcript_sha256);
    if (!transcript) throw Errors(Problem{{connection_->path(), 0, 0}, key.transcript + ": no version of this transcript has these bytes", ""});
    const auto known = known_rater(writer.database(), key.rater);
    if (known && own_coding(writer.database(), key.transcript, *known, key.round)) return;
    const OwnCoding coding = new_coding(writer, transcript->pk, known ? *known : rater_row(writer, key.rater, now), key.round, made_at, now);
    insert_collected(writer, coding.pk, {packet, {0, std::string(kNoEntryBefore)}}, now);
  });
  return added ? Stored::added : Stored::unchanged;
}

void Study::note_collected(const CodingKey& key, const PacketState& state) {
  write("collected", fmt::format("{} round {} {}", key.rater, key.round, key.transcript), [&](Writer& writer) {
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
