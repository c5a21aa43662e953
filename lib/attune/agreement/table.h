// Units by raters, with missing cells: what every statistic of agreement is computed from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// What may be done with the values: only compare them (nominal), also order them (ordinal), also subtract them
/// (interval), also divide them (ratio).
enum class Level : std::uint8_t { nominal, ordinal, interval, ratio };

[[nodiscard]] std::string_view level_name(Level level);

/// A cell without a rating.
inline constexpr std::int32_t kMissing = -1;

struct Table {
  std::vector<std::string> units;
  std::vector<std::string> raters;
  std::vector<std::string> categories;  // numbers ascending, else in the declared order, else as first met
  std::vector<double> numbers;          // of the categories when all are numbers, else empty
  std::vector<std::int32_t> cells;      // row by row: an index into `categories`, or kMissing
  std::vector<std::uint32_t> clusters;  // of each unit, numbered from 0; empty when every unit stands alone
  std::vector<double> given_distances;  // of the categories, row by row; empty unless a user gave weights
  Level level = Level::nominal;
  bool declared = false;  // `categories` was given, and may hold some that nobody used
  bool ordered = false;   // an order was given, so that even nominal categories have one

  [[nodiscard]] std::int32_t cell(std::size_t unit, std::size_t rater) const {
    return cells[unit * raters.size() + rater];
  }

  bool operator==(const Table&) const = default;
};

/// One rating as it was written. An empty value is a missing cell, but names its unit and rater all the same.
/// `line` is for messages, 0 when there is none; `cluster` may be empty everywhere.
struct Observation {
  std::string unit;
  std::string rater;
  std::string value;
  std::string cluster;
  int line = 0;
};

struct TableOptions {
  std::optional<Level> level;           // else numbers are interval, ordered text is ordinal, other text nominal
  std::vector<std::string> order;       // categories from low to high; declares an order
  std::vector<std::string> categories;  // all that could have been used
  std::string file;                     // for messages
  std::vector<std::string> missing = {};  // what stands for no rating, beside an empty cell, unless it is declared
  char separator = ',';                 // of the table the values come from; another one allows decimal commas
};

/// Units and raters come in the order they are met, values are trimmed, case is kept. Values that all read as numbers
/// (`csv_number`) are numbers: "10" follows "2", "1.50" is "1.5", "-0" is "0". Text is in the declared
/// order; without one it is nominal, whatever `level` says of ordinal.
/// Throws `Errors`: a unit rated twice by a rater, a value outside the declared list, text at interval or ratio level.
[[nodiscard]] Table make_table(std::span<const Observation> observations, const TableOptions& options);

/// Some unit that was rated at all lacks a rater. Such tables have listwise and pairwise variants of their statistics.
[[nodiscard]] bool has_missing_cells(const Table& table);

[[nodiscard]] std::size_t count_missing_cells(const Table& table);

/// How many units have at least so many ratings.
[[nodiscard]] std::size_t count_units_with(const Table& table, std::size_t ratings);

/// The units that every rater rated. The categories stay: what was used elsewhere could have been used here.
[[nodiscard]] Table complete_units(const Table& table);

/// The table with text categories that nobody ordered in the order of their names, for who draws by category: which of them was met
/// first goes by the order of raters and rows.
[[nodiscard]] Table with_categories_by_name(const Table& table);

/// The table with its raters in the order of their names, for who draws by row: in which order they were met goes by the file. Those of
/// one name keep their order.
[[nodiscard]] Table with_raters_by_name(const Table& table);

/// The table with the ratings of each unit sorted, whoever gave them, for who draws by row what takes raters alike: its draws then go
/// neither by raters' order nor by their names.
[[nodiscard]] Table with_sorted_ratings(const Table& table);

/// The table with only these raters, in this order.
[[nodiscard]] Table with_raters(const Table& table, std::span<const std::size_t> raters);

}  // namespace attune
