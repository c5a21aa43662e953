#include "attune/io/standing.h"

#include <utility>

#include <fmt/format.h>

namespace attune {
namespace {

SQLite::Statement ratings_that_stand(SQLite::Database& database, std::string_view more) {
  return {database, fmt::format("SELECT t.pk, t.scale, t.target, t.value, t.category, t.reason, t.lines, t.note FROM rating t "
                                "WHERE t.coding = ? AND {} {} ORDER BY t.scale, t.target",
                                kStandingRating, more)};
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

SQLite::Statement adjectives_that_stand(SQLite::Database& database, std::string_view more) {
  return {database, fmt::format("SELECT t.pk, t.figure, t.word, t.place, t.probed, t.support, t.lines FROM adjective t "
                                "WHERE t.coding = ? AND {} {} ORDER BY t.figure, t.place, t.word",
                                kStandingAdjective, more)};
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

}  // namespace

std::vector<StandingRating> standing_ratings(SQLite::Database& database, std::int64_t coding) {
  SQLite::Statement row = ratings_that_stand(database, "");
  row.bind(1, coding);
  std::vector<StandingRating> ratings;
  while (row.executeStep()) ratings.push_back(rating_at(row));
  return ratings;
}

std::optional<StandingRating> standing_rating(SQLite::Database& database, std::int64_t coding, const std::string& scale, const Target& target) {
  SQLite::Statement row = ratings_that_stand(database, "AND t.scale = ? AND t.target = ?");
  row.bind(1, coding);
  row.bind(2, scale);
  row.bind(3, to_string(target));
  if (!row.executeStep()) return std::nullopt;
  return rating_at(row);
}

std::vector<std::pair<std::string, Target>> withdrawn_ratings(SQLite::Database& database, std::int64_t coding) {
  SQLite::Statement row(database,
                        "SELECT t.scale, t.target FROM rating t JOIN rating_withdrawn w ON w.rating = t.pk WHERE t.coding = ? "
                        "AND NOT EXISTS (SELECT 1 FROM rating n WHERE n.coding = t.coding AND n.scale = t.scale AND n.target = t.target AND n.pk > t.pk) "
                        "ORDER BY t.scale, t.target");
  row.bind(1, coding);
  std::vector<std::pair<std::string, Target>> withdrawn;
  while (row.executeStep()) withdrawn.emplace_back(row.getColumn(0).getString(), parse_target(row.getColumn(1).getString()).value_or(Target{}));
  return withdrawn;
}

std::vector<StandingAdjective> standing_adjectives(SQLite::Database& database, std::int64_t coding) {
  SQLite::Statement row = adjectives_that_stand(database, "");
  row.bind(1, coding);
  std::vector<StandingAdjective> adjectives;
  while (row.executeStep()) adjectives.push_back(adjective_at(row));
  return adjectives;
}

std::optional<StandingAdjective> standing_adjective(SQLite::Database& database, std::int64_t coding, const std::string& figure, const std::string& word) {
  SQLite::Statement row = adjectives_that_stand(database, "AND t.figure = ? AND t.word = ?");
  row.bind(1, coding);
  row.bind(2, figure);
  row.bind(3, word);
  if (!row.executeStep()) return std::nullopt;
  return adjective_at(row);
}

}  // namespace attune
