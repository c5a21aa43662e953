#include "attune/io/standing.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "attune/io/erasure.h"

namespace attune {
namespace {

SQLite::Statement ratings_that_stand(SQLite::Database& database, const LastRows& last, std::string_view more) {
  return {database, fmt::format("SELECT t.pk, t.scale, t.target, t.value, t.category, t.reason, t.lines, t.note FROM rating t "
                                "WHERE t.coding = ? AND {} {} ORDER BY t.scale, t.target",
                                stands_as_rating(last), more)};
}

StandingRating rating_at(SQLite::Statement& row) {
  StandingRating standing;
  standing.pk = row.getColumn(0).getInt64();
  Rating& rating = standing.rating;
  rating.scale = row.getColumn(1).getString();
  rating.target = parse_target(row.getColumn(2).getString()).value_or(Target{});
  if (!row.isColumnNull(3)) rating.value = row.getColumn(3).getDouble();
  rating.category = row.getColumn(4).getString();
  rating.reason = parse_missing_reason(row.getColumn(5).getString());
  rating.lines = row.getColumn(6).getString();
  rating.note = row.getColumn(7).getString();
  return standing;
}

SQLite::Statement adjectives_that_stand(SQLite::Database& database, const LastRows& last, std::string_view more) {
  return {database, fmt::format("SELECT t.pk, t.figure, t.word, t.place, t.probed, t.support, t.lines FROM adjective t "
                                "WHERE t.coding = ? AND {} {} ORDER BY t.figure, t.place, t.word",
                                stands_as_adjective(last), more)};
}

StandingAdjective adjective_at(SQLite::Statement& row) {
  StandingAdjective standing;
  standing.pk = row.getColumn(0).getInt64();
  JudgedAdjective& judged = standing.judged;
  judged.figure = row.getColumn(1).getString();
  judged.word = row.getColumn(2).getString();
  judged.order = row.getColumn(3).getInt();
  judged.probed = row.getColumn(4).getInt() == 1;
  judged.support = parse_support(row.getColumn(5).getString());
  judged.lines = row.getColumn(6).getString();
  return standing;
}

/// Rows `t` that no row up to `last` supersedes.
std::string not_superseded(std::string_view table, std::int64_t last) {
  return fmt::format("NOT EXISTS (SELECT 1 FROM {} n WHERE n.supersedes = t.pk AND n.pk <= {})", table, last);
}

/// Rows `t` that no row up to `last` takes back.
std::string not_withdrawn(std::string_view table, std::int64_t last) {
  return fmt::format("NOT EXISTS (SELECT 1 FROM {0}_withdrawn w WHERE w.{0} = t.pk AND w.pk <= {1})", table, last);
}

/// Rows up to `row` that `stand`, and where it is asked for all that came later.
std::string standing(std::int64_t row, const std::string& stand, const LastRows& last) {
  const std::string then = fmt::format("t.pk <= {} AND {}", row, stand);
  return last.and_later ? fmt::format("(t.pk > {} OR ({}))", row, then) : then;
}

}  // namespace

LastRows last_rows(SQLite::Database& database, std::int64_t entry) {
  LastRows last{0, 0, 0, 0, 0, false};
  for (const auto& [number, tables] : accounts_of(database)) {
    if (number > entry) break;
    for (const auto& [name, row] : std::initializer_list<std::pair<const char*, std::int64_t*>>{{"rating", &last.rating}, {"rating_withdrawn", &last.rating_withdrawn}, {"adjective", &last.adjective},
                                                                                              {"mark", &last.mark}, {"mark_withdrawn", &last.mark_withdrawn}})
      if (const auto found = tables.find(name); found != tables.end()) *row = std::max(*row, found->second.last);
  }
  return last;
}

std::string stands_as_rating(const LastRows& last) {
  return standing(last.rating, not_superseded("rating", last.rating) + " AND " + not_withdrawn("rating", last.rating_withdrawn), last);
}
std::string stands_as_adjective(const LastRows& last) { return standing(last.adjective, not_superseded("adjective", last.adjective), last); }
std::string stands_as_mark(const LastRows& last) { return standing(last.mark, not_withdrawn("mark", last.mark_withdrawn), last); }

std::vector<StandingRating> standing_ratings(SQLite::Database& database, std::int64_t coding, const LastRows& last) {
  SQLite::Statement row = ratings_that_stand(database, last, "");
  row.bind(1, coding);
  std::vector<StandingRating> ratings;
  while (row.executeStep()) ratings.push_back(rating_at(row));
  return ratings;
}

std::optional<StandingRating> standing_rating(SQLite::Database& database, std::int64_t coding, const std::string& scale, const Target& target) {
  SQLite::Statement row = ratings_that_stand(database, {}, "AND t.scale = ? AND t.target = ?");
  row.bind(1, coding);
  row.bind(2, scale);
  row.bind(3, to_string(target));
  if (!row.executeStep()) return std::nullopt;
  return rating_at(row);
}

std::vector<StandingAdjective> standing_adjectives(SQLite::Database& database, std::int64_t coding, const LastRows& last) {
  SQLite::Statement row = adjectives_that_stand(database, last, "");
  row.bind(1, coding);
  std::vector<StandingAdjective> adjectives;
  while (row.executeStep()) adjectives.push_back(adjective_at(row));
  return adjectives;
}

std::optional<StandingAdjective> standing_adjective(SQLite::Database& database, std::int64_t coding, const std::string& figure, const std::string& word) {
  SQLite::Statement row = adjectives_that_stand(database, {}, "AND t.figure = ? AND t.word = ?");
  row.bind(1, coding);
  row.bind(2, figure);
  row.bind(3, word);
  if (!row.executeStep()) return std::nullopt;
  return adjective_at(row);
}

}  // namespace attune
