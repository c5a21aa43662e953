// The log of a study: a chain in which every entry holds the hash of the one before, so that a change shows.
#pragma once

#include <cstdint>
#include <string>

#include "attune/io/record.h"
#include "attune/io/study_records.h"

namespace attune {

/// `prev` of the first entry.
inline constexpr std::string_view kNoEntryBefore = "0000000000000000000000000000000000000000000000000000000000000000";

struct LogEvent {
  std::string at, actor, action, object;
  std::string write_id;  // made by the writer; UNIQUE in the file
  std::string salt;
};

/// What an entry's `commitment` is: it proves a payload without telling it, also when the payload is easy to guess.
[[nodiscard]] std::string commitment_of(const std::string& salt, const std::string& json);

/// `object` of an entry about one coding of one transcript: "R1 round 2 s01".
[[nodiscard]] std::string object_of(const CodingKey& key);

/// Whether an entry names this transcript, in the places where entries do: "coded" and "redacted" have its id alone, others as `object_of`. An id
/// that is a number, or a rater's, stands in many objects where it is none.
[[nodiscard]] bool names_transcript(std::string_view action, std::string_view object, std::string_view id);

/// Adds an entry that accounts for all rows `writer` added.
void append_to_log(Writer& writer, const LogEvent& event);

}  // namespace attune
