// A person's own coding of a transcript in a round: found, begun, and whether it can still change.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "attune/io/record.h"

namespace attune {

struct OwnCoding {
  std::int64_t pk = 0;
  std::string state;  // of coding_state
};

[[nodiscard]] std::optional<OwnCoding> own_coding(SQLite::Database& database, const std::string& transcript,
                                                  std::int64_t rater, int round);

/// Begins one as a draft. `made_at` is empty where it is begun now.
[[nodiscard]] OwnCoding new_coding(Writer& writer, std::int64_t transcript, std::int64_t rater, int round,
                                   const std::string& made_at, const std::string& now);

/// Why nothing may be added to a coding, or, for a change, be changed in it; or empty.
[[nodiscard]] std::string why_unchangeable(const OwnCoding& coding, bool is_change, const std::string& reason_for_change);

}  // namespace attune
