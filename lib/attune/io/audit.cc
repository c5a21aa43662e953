#include "attune/io/audit.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "attune/hash.h"

namespace attune {

std::string commitment_of(const std::string& salt, const std::string& json) { return sha256(salt + "\n" + json); }

std::string object_of(const CodingKey& key) { return fmt::format("{} round {} {}", key.rater, key.round, key.transcript); }

bool names_transcript(std::string_view action, std::string_view object, std::string_view id) {
  if (action == "coded" || action == "redacted") return object == id;
  // Ids and raters may hold blanks: "R1 round 1 2 3" is of "2 3", and not of "3".
  constexpr std::string_view kRound = " round ";
  if (!object.ends_with(id)) return false;
  object.remove_suffix(id.size());
  if (!object.ends_with(' ')) return false;
  object.remove_suffix(1);
  const std::size_t before_number = object.find_last_not_of("0123456789") + 1;
  return before_number < object.size() && object.substr(0, before_number).ends_with(kRound);
}

bool is_work_on_coding(const LogEntry& entry) {
  constexpr std::string_view kWork[] = {"ratings", "rating taken back", "note to a scale", "adjectives", "marks", "proposal", "submitted", "locked"};
  return std::ranges::find(kWork, entry.action) != std::end(kWork);
}

void append_to_log(Writer& writer, const LogEvent& event) {
  std::string prev(kNoEntryBefore);
  SQLite::Statement last(writer.database(), "SELECT hash FROM audit ORDER BY pk DESC LIMIT 1");
  if (last.executeStep()) prev = last.getColumn(0).getString();
  const std::string note = writer.noted().empty() ? "" : "," + writer.noted();
  const std::string json = "{\"records\":" + writer.account() + note + "}";
  writer.insert("audit", {{"at", event.at},
                          {"actor", event.actor},
                          {"action", event.action},
                          {"object", event.object},
                          {"write_id", event.write_id},
                          {"commitment", commitment_of(event.salt, json)},
                          {"prev", prev}});
  writer.insert("payload", {{"salt", event.salt}, {"json", json}});
}

}  // namespace attune
