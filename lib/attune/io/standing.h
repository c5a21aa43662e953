// What a coding says now: its ratings and readings of adjectives that nothing later stands in place of. Rows of a study are only
// added, so this is asked of them, in this one place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "attune/text/adjective.h"
#include "attune/text/coding.h"

namespace attune {

/// Conditions on a row `t` of `rating` and of `adjective`. A reading that takes an earlier one back stands, and judges nothing.
inline constexpr std::string_view kStandingRating =
    "NOT EXISTS (SELECT 1 FROM rating n WHERE n.supersedes = t.pk) AND NOT EXISTS (SELECT 1 FROM rating_withdrawn w WHERE w.rating = t.pk)";
inline constexpr std::string_view kStandingAdjective = "NOT EXISTS (SELECT 1 FROM adjective n WHERE n.supersedes = t.pk)";

struct StandingRating {
  std::int64_t pk = 0;
  Rating rating;
};

struct StandingAdjective {
  std::int64_t pk = 0;
  JudgedAdjective judged;
};

/// By scale and target.
[[nodiscard]] std::vector<StandingRating> standing_ratings(SQLite::Database& database, std::int64_t coding);
[[nodiscard]] std::optional<StandingRating> standing_rating(SQLite::Database& database, std::int64_t coding, const std::string& scale,
                                                            const Target& target);

/// What was rated and taken back, and is not rated now: scale and target, by them.
[[nodiscard]] std::vector<std::pair<std::string, Target>> withdrawn_ratings(SQLite::Database& database, std::int64_t coding);

/// By figure and place, also those that judge nothing.
[[nodiscard]] std::vector<StandingAdjective> standing_adjectives(SQLite::Database& database, std::int64_t coding);
[[nodiscard]] std::optional<StandingAdjective> standing_adjective(SQLite::Database& database, std::int64_t coding, const std::string& figure,
                                                                  const std::string& word);

}  // namespace attune
