// Spans that several raters marked on one line of text, each with a category: what the statistics of unitizing read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "attune/formats/csv.h"

namespace attune {

/// No position is farther from 0, so that lengths can be added and squared.
inline constexpr std::int64_t kLargestPosition = std::int64_t{1} << 40;

/// A marked stretch [begin, end) of the line.
struct ContinuumUnit {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  std::uint32_t category = 0;

  [[nodiscard]] double length() const { return static_cast<double>(end - begin); }
  auto operator<=>(const ContinuumUnit&) const = default;
};

struct Continuum {
  std::int64_t begin = 0;
  std::int64_t length = 0;
  std::vector<std::string> raters;
  std::vector<std::string> categories;     // sorted
  std::vector<std::vector<ContinuumUnit>> units;    // of each rater, in order

  [[nodiscard]] std::size_t number_of_units() const;
};

struct ContinuumOptions {
  std::vector<std::string> raters;  // also those who marked nothing; empty: those who occur, in their order
  std::int64_t begin = 0;
  std::int64_t length = 0;          // 0: from `begin` to the last end
};

/// Reads columns rater (or annotator, coder), category (or code), start (or begin) and end. Throws `Errors` with the
/// place: a missing column, ends that are no whole numbers or not behind their start, a span outside the continuum, a
/// rater who is not among those listed.
[[nodiscard]] Continuum continuum_of(const CsvTable& table, const ContinuumOptions& options, const std::string& file);

/// The same of several texts: `column` says which text a span is in, and each has a line of its own, from `begin` to its
/// last end or as long as `length`. All have the same raters and categories; sorted by name.
[[nodiscard]] std::vector<Continuum> continua_of(const CsvTable& table, const ContinuumOptions& options,
                                                 const std::string& column, const std::string& file);

/// The texts laid end to end, from 0. REQUIRES: they have the same raters and categories.
[[nodiscard]] Continuum end_to_end(const std::vector<Continuum>& continua);

/// Some rater has units that overlap; with `same_category`, units of one category.
[[nodiscard]] bool has_overlaps(const Continuum& continuum, bool same_category);

/// How many positions two units share.
[[nodiscard]] double shared(const ContinuumUnit& a, const ContinuumUnit& b);

}  // namespace attune
