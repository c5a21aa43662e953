// `attune agree --format json` against every row of the reference data: names, options, methods and numbers.
#include <algorithm>
#include <fstream>
#include <map>
#include <tuple>

#include <nlohmann/json.hpp>

#include "agreement/reference.h"
#include "agreement/tables.h"
#include "catch.h"
#include "cli/run.h"

using namespace attune::test;
using Json = nlohmann::json;

namespace {

using Words = std::vector<std::string>;

std::string data_file(const std::string& dataset) {
  return std::string(ATTUNE_SOURCE_DIR) + "/tests/data/agreement/" + dataset + ".csv";
}

/// The row of a list of data sets, or nothing.
std::vector<std::string> description(const std::string& list, const std::string& dataset) {
  static std::map<std::string, std::vector<std::vector<std::string>>> lists;
  const auto [entry, is_new] = lists.try_emplace(list);
  if (is_new) entry->second = reference_rows(list);
  for (const std::vector<std::string>& row : entry->second)
    if (row[0] == dataset) return row;
  return {};
}

std::string with_commas(std::string text, char from) {
  std::ranges::replace(text, from, ',');
  return text;
}

/// The categories inside "categories=declared(a|b)", parted by commas, or empty.
std::string declared_in(const std::string& options) {
  const std::string key = "categories=declared(";
  const std::size_t start = options.find(key);
  if (start == std::string::npos) return "";
  const std::size_t first = start + key.size();
  return with_commas(options.substr(first, options.find(')', first) - first), '|');
}

/// How a user would ask for the statistics of a data set. `ordered` gives nominal categories an order.
Words words_for(const std::string& dataset, const std::string& declared, bool ordered) {
  if (dataset.starts_with("sp_")) {
    const std::vector<std::string> about = description("datasets_spans.csv", dataset);
    return {"agree",    "--spans", data_file(dataset),         "--continuum", about[2] + ":" + about[3],
            "--raters", with_commas(about[1], ' '), "--all", "--format", "json"};
  }
  if (dataset.starts_with("sg_")) return {"agree", "--masses", data_file(dataset), "--all", "--format", "json"};
  const std::vector<std::string> about = description("datasets.csv", dataset);
  Words words = {"agree", data_file(dataset), "--wide", "--all", "--format", "json", "--level",
                 ordered ? "ordinal" : about[1]};
  const std::string categories = declared.empty() ? with_commas(about[5], ' ') : declared;
  if (ordered) words.insert(words.end(), {"--order", categories});
  if (!declared.empty()) words.insert(words.end(), {"--categories", categories});
  return words;
}

/// "a=1;b=2" in one order, whatever the order it is written in.
std::string sorted_options(const Json& options) {
  std::string text;
  for (const auto& [key, value] : options.items()) text += key + "=" + value.get<std::string>() + ";";
  return text;
}

std::string sorted_options(const std::string& text) {
  Json options = Json::object();
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(';', begin), text.size());
    const std::size_t equals = text.find('=', begin);
    options[text.substr(begin, equals - begin)] = text.substr(equals + 1, end - equals - 1);
    begin = end + 1;
  }
  return sorted_options(options);
}

using Records = std::multimap<std::string, Json>;

/// Outputs of the program, each asked for once.
class Outputs {
 public:
  explicit Outputs(Words more) : more_(std::move(more)) {}

  const Records& of(const std::string& dataset, const std::string& declared, bool ordered) {
    const auto [entry, is_new] = outputs_.try_emplace({dataset, declared, ordered});
    if (!is_new) return entry->second;
    Words words = words_for(dataset, declared, ordered);
    words.insert(words.end(), more_.begin(), more_.end());
    const Outcome outcome = attune_run(words);
    CAPTURE(dataset);
    CHECK(outcome.err == "");
    REQUIRE(outcome.status == 0);
    const Json result = Json::parse(outcome.out);
    for (const Json& record : result["statistics"])
      entry->second.emplace(record["name"].get<std::string>() + " " + sorted_options(record["options"]), record);
    return entry->second;
  }

 private:
  Words more_;
  std::map<std::tuple<std::string, std::string, bool>, Records> outputs_;
};

/// The key under which a record says how a number was made.
std::string method_key(const std::string& quantity) {
  if (quantity == "se") return "se_method";
  if (quantity.starts_with("ci_")) return "method";
  return quantity == "p" ? "test_method" : "";
}

bool is_made_so(const Json& record, const Expected& row) {
  const std::string key = method_key(row.quantity);
  if (key.empty() || row.method.empty() || row.method.starts_with("B>=")) return true;
  if (row.method == "peer's own algorithm") return true;
  return record[key].is_string() && record[key] == row.method;
}

/// What is wrong with the records of a row, or empty.
std::string fault(const Records& records, const Expected& row, const std::string& options) {
  const auto [first, last] = records.equal_range(row.statistic + " " + sorted_options(options));
  if (first == last) return "no such record";
  std::string found;
  for (auto record = first; record != last; ++record) {
    const Json& number = record->second[row.quantity];
    if (number.is_null()) {
      if (row.value == "NaN" && record->second["reason"].is_string()) return "";
      found += " null";
      continue;
    }
    found += " " + number.dump();
    if (row.value == "NaN" || !is_made_so(record->second, row)) continue;
    // The lowest p values of the file are powers of rounding errors; 1e-13 is 0 to any reader.
    if (std::abs(number.get<double>() - std::stod(row.value)) <= std::max(row.tolerance, 1e-13)) return "";
    if (row.primary && row.quantity == "value") break;  // the first record is the recommended one
  }
  return "found" + found;
}

/// A text data set without an order has no weighted coefficients; they are arithmetic with its order declared.
std::string fault_of(Outputs& outputs, const Expected& row, const std::string& options) {
  const std::string declared = declared_in(row.options);
  std::string result = fault(outputs.of(row.dataset, declared, false), row, options);
  // The approximation of few units, whose p is exact, goes by an option of its own.
  if (!result.empty() && row.statistic == "spearman" && row.method == "t(n-2) approximation")
    result = fault(outputs.of(row.dataset, declared, false), row, options + ";test=t(n-2)");
  if (result.empty()) return result;
  const std::vector<std::string> about = description("datasets.csv", row.dataset);
  if (about.empty() || about[1] != "nominal" || about[5].empty()) return result;
  return fault(outputs.of(row.dataset, declared, true), row, options);
}

struct Checked {
  std::size_t met = 0;
  std::size_t excepted = 0;
};

template <typename Choose>
Checked check_rows(Outputs& outputs, const Choose& is_chosen) {
  Checked checked;
  for (const Expected& row : expected_rows()) {
    if (!has_readable_options(row) || !is_chosen(row)) continue;
    const std::string wrong = fault_of(outputs, row, row.options);
    if (wrong.empty()) {
      ++checked.met;
    } else if (!exception_for(row).empty()) {
      ++checked.excepted;
    } else {
      FAIL_CHECK(row.dataset << " " << row.statistic << " " << row.options << " " << row.quantity << " [" << row.method
                             << "] " << row.value << ": " << wrong);
    }
  }
  return checked;
}

bool is_random(const Expected& row) {
  return row.statistic == "bootstrap" || row.statistic == "krippendorff_alpha_bootstrap" || row.method == "Monte Carlo";
}

}  // namespace

TEST_CASE("every number of tables is met within its tolerance, under its name, options and method") {
  Outputs outputs({});
  const Checked checked = check_rows(outputs, [](const Expected& row) {
    return !is_random(row) && !row.dataset.starts_with("s") && !row.dataset.starts_with("lg_");
  });
  const Checked scales = check_rows(outputs, [](const Expected& row) {
    return !is_random(row) && row.dataset.starts_with("sc_");
  });
  CHECK(checked.met + scales.met > 12'500);
}

TEST_CASE("every number of spans and segmentations is met") {
  Outputs outputs({});
  const Checked checked = check_rows(outputs, [](const Expected& row) {
    return !is_random(row) && (row.dataset.starts_with("sp_") || row.dataset.starts_with("sg_"));
  });
  CHECK(checked.met > 3'500);
}

TEST_CASE("every number of a table of 100,000 units is met") {
  ScratchDirectory scratch;
  std::ofstream file(scratch / "lg_nominal_100k_5r.csv");
  std::size_t unit = 0;
  for (const std::vector<std::string>& row : reference_rows("lg_nominal_100k_5r.patterns.csv")) {
    std::string cells;
    for (std::size_t i = 1; i < row.size(); ++i) cells += "," + row[i];
    if (row[0] == "n")
      file << "item" << cells << "\n";
    else
      for (int i = std::stoi(row[0]); i > 0; --i) file << ++unit << cells << "\n";
  }
  file.close();
  REQUIRE(unit == 100'000);
  const Outcome outcome = attune_run(
      {"agree", scratch / "lg_nominal_100k_5r.csv", "--wide", "--level", "nominal", "--all", "--format", "json"});
  REQUIRE(outcome.status == 0);
  Records records;
  const Json result = Json::parse(outcome.out);
  for (const Json& record : result["statistics"])
    records.emplace(record["name"].get<std::string>() + " " + sorted_options(record["options"]), record);
  std::size_t met = 0;
  for (const Expected& row : expected_rows()) {
    if (!row.dataset.starts_with("lg_") || !exception_for(row).empty()) continue;
    CAPTURE(row.statistic, row.options, row.quantity);
    CHECK(fault(records, row, row.options) == "");
    ++met;
  }
  CHECK(met > 30);
}

TEST_CASE("random numbers come to the reference's, within Monte Carlo error") {
  // The reference drew 100,000; its tolerances allow for 10,000 or more. Data sets of few units have steps near the ends
  // of the interval, and get as many as it drew.
  Outputs few({"--seed", "1", "--resamples", "100000"});
  Outputs many({"--seed", "1", "--resamples", "10000"});
  Outputs kalpha({"--seed", "2", "--resamples", "20000"});
  Outputs spans({"--seed", "1"});
  std::map<std::string, int> units;
  for (const std::vector<std::string>& row : reference_rows("datasets.csv"))
    units[row[0]] = row[2].find_first_not_of("0123456789") == std::string::npos ? std::stoi(row[2]) : 0;
  std::size_t met = 0;
  for (const Expected& row : expected_rows()) {
    if (!is_random(row) || !exception_for(row).empty()) continue;
    std::string options = row.options;
    const bool is_span = row.dataset.starts_with("sp_");
    const bool is_small = units[row.dataset] < 15;
    const bool is_kalpha = row.statistic == "krippendorff_alpha_bootstrap";
    if (!is_span && !is_small)
      if (const std::size_t at = options.find("B=100000"); at != std::string::npos) options.replace(at, 8, "B=10000");
    CAPTURE(row.dataset, row.statistic, row.options, row.quantity, row.value, row.tolerance);
    CHECK(fault_of(is_span ? spans : is_kalpha ? kalpha : is_small ? few : many, row, options) == "");
    ++met;
  }
  CHECK(met > 400);
}

TEST_CASE("values printed in papers and manuals are met") {
  Outputs outputs({});
  for (const std::vector<std::string>& row : reference_rows("published.csv")) {
    if (row[0] == "dataset") continue;
    const Expected printed{row[0], row[1], row[2], "value", "", true, row[3], std::stod(row[4])};
    if (!has_readable_options(printed)) continue;
    CAPTURE(row[0], row[1], row[2], row[3]);
    CHECK(fault_of(outputs, printed, printed.options) == "");
  }
}
