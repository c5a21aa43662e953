// What a coding says now: its ratings and readings of adjectives that nothing later stands in place of. Rows of a study are only
// added, so this is asked of them, in this one place.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "attune/text/adjective.h"
#include "attune/text/coding.h"

namespace attune {

/// The last rows of the tables at a moment; at first, of now. Rows are only added, so what stood then can be read.
struct LastRows {
  std::int64_t rating = kNow, rating_withdrawn = kNow, adjective = kNow, mark = kNow, mark_withdrawn = kNow;
  bool and_later = false;  // rows since then count as well, whether they stand or not

  static constexpr std::int64_t kNow = std::numeric_limits<std::int64_t>::max();
};

/// Those that the log up to this entry accounts for.
[[nodiscard]] LastRows last_rows(SQLite::Database& database, std::int64_t entry);

/// Conditions on a row `t` of `rating`, `adjective` and `mark`. A reading that takes an earlier one back stands, and judges nothing.
[[nodiscard]] std::string stands_as_rating(const LastRows& last = {});
[[nodiscard]] std::string stands_as_adjective(const LastRows& last = {});
[[nodiscard]] std::string stands_as_mark(const LastRows& last = {});

struct StandingRating {
  std::int64_t pk = 0;
  Rating rating;
};

struct StandingAdjective {
  std::int64_t pk = 0;
  JudgedAdjective judged;
};

/// By scale and target.
[[nodiscard]] std::vector<StandingRating> standing_ratings(SQLite::Database& database, std::int64_t coding, const LastRows& last = {});
[[nodiscard]] std::optional<StandingRating> standing_rating(SQLite::Database& database, std::int64_t coding, const std::string& scale,
                                                            const Target& target);

/// By figure and place, also those that judge nothing.
[[nodiscard]] std::vector<StandingAdjective> standing_adjectives(SQLite::Database& database, std::int64_t coding, const LastRows& last = {});
[[nodiscard]] std::optional<StandingAdjective> standing_adjective(SQLite::Database& database, std::int64_t coding, const std::string& figure,
                                                                  const std::string& word);

}  // namespace attune
