#include "agreement/reference.h"

#include <algorithm>

#include "agreement/tables.h"

namespace attune::test {
namespace {

/// Whether `text` is `pattern`, in which * stands for anything.
bool fits(std::string_view pattern, std::string_view text) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == text;
  if (text.substr(0, star) != pattern.substr(0, star)) return false;
  for (std::size_t at = star; at <= text.size(); ++at)
    if (fits(pattern.substr(star + 1), text.substr(at))) return true;
  return false;
}

}  // namespace

std::vector<Expected> expected_rows() {
  std::vector<Expected> rows;
  for (const std::vector<std::string>& row : reference_rows("expected.csv"))
    if (row[0] != "dataset")
      rows.push_back({row[0], row[1], row[2], row[3], row[4], row[5] == "yes", row[6],
                      row[7].empty() ? 0 : std::stod(row[7])});
  return rows;
}

std::string exception_for(const Expected& row) {
  static const std::vector<std::vector<std::string>> exceptions = reference_rows("exceptions.csv");
  for (const std::vector<std::string>& e : exceptions)
    if (fits(e[0], row.dataset) && fits(e[1], row.statistic) && fits(e[2], row.options) && fits(e[3], row.quantity) &&
        fits(e[4], row.method))
      return e[5];
  return "";
}

bool has_readable_options(const Expected& row) {
  std::size_t begin = 0;
  while (begin < row.options.size()) {
    const std::size_t end = std::min(row.options.find(';', begin), row.options.size());
    if (row.options.substr(begin, end - begin).find('=') == std::string::npos) return false;
    begin = end + 1;
  }
  return true;
}

}  // namespace attune::test
