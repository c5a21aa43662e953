// Every statistic of the panel against the reference data of tests/data/agreement, number by number.
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "agreement/tables.h"
#include "attune/agreement/panel.h"
#include "catch.h"

using namespace attune;
using namespace attune::test;

namespace {

struct Exception {
  std::string dataset, statistic, options, quantity, reason;
};

/// Rows of expected.csv that Attune does not follow.
const std::vector<Exception> kExceptions = {
    {"dg_constant_vs_varying", "cohen_kappa", "weights=quadratic", "se",
     "the standard error is 0; 1.9e-08 is the root of a rounding error"},
    {"dg_one_item_disagree", "krippendorff_alpha", "metric=nominal", "ci_high",
     "one unit has no standard error and so no interval; 1 is what capping an undefined end gives"},
    {"dg_one_item_disagree", "percent_agreement", "def=pairwise;weights=unweighted", "ci_high", "the same"},
    {"dg_one_item_disagree", "percent_agreement", "def=all_equal;tol=0", "value",
     "no unit of one agrees: 0; a share of 2 is a slip of the peer (irr::agree)"},
    {"dg_perfect_disagree", "percent_agreement", "def=all_equal;tol=0", "value", "the same"},
    {"dg_single_rater", "percent_agreement", "def=all_equal;tol=0", "value",
     "one rater agrees with nobody: no value, rather than a false 1"},
    {"iv_negative_values_2r_50", "cohen_kappa", "weights=quadratic;spacing=value", "value",
     "from one peer whose weighted kappa scales the two disagreements apart; Lin's concordance of these ratings, which "
     "quadratic kappa equals, is .8195 like ours"},
};

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts(1);
  for (char c : text)
    if (c == at)
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

/// The categories inside "categories=declared(a|b)", or none.
std::vector<std::string> declared_in(const std::string& options) {
  const std::string key = "categories=declared(";
  const std::size_t start = options.find(key);
  if (start == std::string::npos) return {};
  const std::size_t first = start + key.size();
  return split(options.substr(first, options.find(')', first) - first), '|');
}

/// What is tested: a data set with its declared categories, all statistics of it by name and options.
using Panel = std::map<std::string, Statistic>;

class Panels {
 public:
  const Panel& of(const std::string& dataset, const std::vector<std::string>& declared) {
    auto [entry, is_new] = panels_.try_emplace({dataset, declared});
    if (is_new) entry->second = make(dataset, declared);
    return entry->second;
  }

 private:
  static Panel make(const std::string& dataset, const std::vector<std::string>& declared) {
    TableOptions options;
    options.categories = declared;
    if (reference_table(dataset, options).numbers.empty())
      options.order = declared.empty() ? order_of(dataset) : declared;
    if (!declared.empty()) options.categories = declared;
    Panel panel;
    for (Statistic& statistic : panel_of(reference_table(dataset, options), {.all = true, .resampling = {}})) {
      const std::string key = statistic.name + " " + to_string(statistic.options);
      panel[key] = std::move(statistic);
    }
    return panel;
  }

  static std::vector<std::string> order_of(const std::string& dataset) {
    for (const std::vector<std::string>& row : reference_rows("datasets.csv"))
      if (row[0] == dataset) return split(row[5], ' ');
    return {};
  }

  std::map<std::pair<std::string, std::vector<std::string>>, Panel> panels_;
};

std::string method_of(const Statistic& statistic, const std::string& quantity) {
  if (quantity == "se") return statistic.se_method;
  if (quantity.starts_with("ci_")) return statistic.method;
  if (quantity == "p") return statistic.test_method;
  if (quantity == "stat") return statistic.test_method == "wald_t(n-1)" ? "wald" : statistic.test_method;
  return "";
}

bool is_exception(const std::vector<std::string>& row) {
  for (const Exception& e : kExceptions)
    if (e.dataset == row[0] && e.statistic == row[1] && e.options == row[2] && e.quantity == row[3]) return true;
  return false;
}

}  // namespace

TEST_CASE("every number of the reference data is met within its tolerance, under its name and method") {
  Panels panels;
  std::size_t checked = 0;
  for (const std::vector<std::string>& row : reference_rows("expected.csv")) {
    if (row[0] == "dataset" || row[1] == "bootstrap" || is_exception(row)) continue;
    CAPTURE(row[0], row[1], row[2], row[3], row[5]);
    const Panel& panel = panels.of(row[0], declared_in(row[2]));
    const auto found = panel.find(row[1] + " " + row[2]);
    REQUIRE(found != panel.end());
    const Statistic& statistic = found->second;
    const std::optional<double> number = quantity_of(statistic, row[3]);
    ++checked;
    if (row[5] == "NaN") {
      CHECK_FALSE(number);
      CHECK_FALSE(statistic.reason.empty());
      continue;
    }
    if (!number) {
      FAIL_CHECK("no value: " << statistic.reason);
      continue;
    }
    // The lowest p values of the file are powers of rounding errors; 1e-13 is 0 to any reader.
    const double tolerance = std::max(std::stod(row[6]), 1e-13);
    CHECK_THAT(*number, Catch::Matchers::WithinAbs(std::stod(row[5]), tolerance));
    CHECK(method_of(statistic, row[3]) == row[4]);
  }
  CHECK(checked > 2700);
}

TEST_CASE("values printed in papers and manuals are met") {
  Panels panels;
  for (const std::vector<std::string>& row : reference_rows("published.csv")) {
    if (row[0] == "dataset") continue;
    CAPTURE(row[0], row[1], row[2], row[5]);
    const Panel& panel = panels.of(row[0], {});
    const auto found = panel.find(row[1] + " " + row[2]);
    REQUIRE(found != panel.end());
    REQUIRE(found->second.value);
    CHECK_THAT(*found->second.value, Catch::Matchers::WithinAbs(std::stod(row[3]), std::stod(row[4])));
  }
}
