// Segmentations from CSV.
#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "attune/agreement/segmentation.h"
#include "attune/error.h"

namespace attune {
namespace {

constexpr std::uint64_t kMostUnits = 10'000'000;

std::size_t column_of(const CsvTable& table, const std::vector<std::string>& names, const std::string& file,
                      std::vector<Problem>& problems) {
  for (const std::string& name : names) {
    const auto found = std::ranges::find(table.header, name);
    if (found != table.header.end()) return static_cast<std::size_t>(found - table.header.begin());
  }
  problems.push_back({{file, 1, 0}, fmt::format("a column named \"{}\"", names.front()), "none"});
  return 0;
}

/// The numbers in "5 3 5", or nothing when one of them is none.
std::optional<std::vector<std::uint32_t>> masses_in(std::string_view text) {
  std::vector<std::uint32_t> masses;
  const char* at = text.data();
  const char* end = at + text.size();
  while (at != end) {
    if (*at == ' ') {
      ++at;
      continue;
    }
    std::uint32_t mass = 0;
    const auto [next, error] = std::from_chars(at, end, mass);
    if (error != std::errc() || mass == 0 || (next != end && *next != ' ')) return std::nullopt;
    masses.push_back(mass);
    at = next;
  }
  if (masses.empty()) return std::nullopt;
  return masses;
}

/// Rater 2 before rater 10, else by name.
bool before(const std::string& a, const std::string& b) {
  const auto is_number = [](const std::string& text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  };
  if (is_number(a) && is_number(b) && a.size() != b.size()) return a.size() < b.size();
  return a < b;
}

}  // namespace

std::vector<Segmentation> segmentations_of(const CsvTable& table, const std::string& file) {
  std::vector<Problem> problems;
  const std::size_t item = column_of(table, {"item", "unit", "transcript"}, file, problems);
  const std::size_t rater = column_of(table, {"rater", "coder", "annotator"}, file, problems);
  const std::size_t cut = column_of(table, {"masses"}, file, problems);
  if (!problems.empty()) throw Errors(std::move(problems));
  if (table.rows.empty()) throw Errors(Problem{{file, 0, 0}, "no segmentation below the header", ""});
  std::vector<Segmentation> result;
  std::map<std::string, std::size_t> units_of_item;
  for (const CsvRow& row : table.rows) {
    const Place place{file, row.positions[cut].line, row.positions[cut].column};
    const auto masses = masses_in(row.cells[cut]);
    if (!masses) {
      problems.push_back({place, "lengths of segments, whole numbers above 0 parted by blanks", "something else"});
      continue;
    }
    const std::uint64_t units = std::accumulate(masses->begin(), masses->end(), std::uint64_t{0});
    if (units > kMostUnits) {
      problems.push_back({place, fmt::format("at most {} units", kMostUnits), fmt::format("{}", units)});
      continue;
    }
    const auto [known, is_new] = units_of_item.try_emplace(row.cells[item], units);
    if (known->second != units)
      problems.push_back({place, fmt::format("{} units, as the first rater of this item has", known->second),
                          fmt::format("{}", units)});
    for (const Segmentation& other : result)
      if (other.item == row.cells[item] && other.rater == row.cells[rater])
        problems.push_back({place, "one row for each item and rater", "a second one"});
    Segmentation segmentation{row.cells[item], row.cells[rater], *masses, std::vector<bool>(units - 1, false)};
    std::size_t at = 0;
    for (std::size_t i = 0; i + 1 < masses->size(); ++i) segmentation.boundaries[(at += (*masses)[i]) - 1] = true;
    result.push_back(std::move(segmentation));
  }
  if (!problems.empty()) throw Errors(std::move(problems));
  // Pairs of raters are named in one order, whatever that of the rows; items stay as they come.
  std::map<std::string, std::size_t> order;
  for (const Segmentation& each : result) order.try_emplace(each.item, order.size());
  std::ranges::stable_sort(result, [&](const Segmentation& a, const Segmentation& b) {
    const std::size_t item_a = order.at(a.item);
    const std::size_t item_b = order.at(b.item);
    return item_a != item_b ? item_a < item_b : before(a.rater, b.rater);
  });
  return result;
}

}  // namespace attune
