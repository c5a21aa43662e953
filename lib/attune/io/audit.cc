#include "attune/io/audit.h"

#include "attune/hash.h"

namespace attune {

std::string commitment_of(const std::string& salt, const std::string& json) { return sha256(salt + "\n" + json); }

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
