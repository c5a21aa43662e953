#include "attune/report/statistic_lines.h"

#include <algorithm>
#include <ostream>
#include <vector>

#include <fmt/format.h>

#include "attune/report/agreement_words.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::size_t kNameColumns = 40;

std::string p_words(std::optional<double> p) {
  if (!p) return "-";
  return *p < 0.001 ? "<.001" : fmt::format("{:.3f}", *p);
}

/// `text` and blanks up to `columns`; longer text stays as it is.
std::string padded(const std::string& text, std::size_t columns) {
  const std::size_t width = count_code_points(text);
  return text + std::string(width < columns ? columns - width : 0, ' ');
}

}  // namespace

std::string decimals(std::optional<double> number, int places) {
  if (!number) return "-";
  const std::string text = fmt::format("{:.{}f}", *number, places);
  return text.find_first_not_of("-0.") == std::string::npos && text.front() == '-' ? text.substr(1) : text;
}

void write_statistic_lines(std::ostream& out, std::span<const Statistic> statistics) {
  out << fmt::format("  {} {:>7}  {:>16} {:>6}\n", padded("", kNameColumns), "value", "95 % interval", "p");
  std::vector<std::string> methods;
  for (const Statistic& statistic : statistics) {
    const std::string name = padded(plain_name(statistic), kNameColumns);
    if (!statistic.value) {
      out << fmt::format("  {} no value: {}\n", name, statistic.reason);
      continue;
    }
    std::string letter;
    if (!statistic.method.empty()) {
      auto method = std::ranges::find(methods, statistic.method);
      if (method == methods.end()) method = methods.insert(methods.end(), statistic.method);
      letter = fmt::format(" {:c}", static_cast<char>('a' + (method - methods.begin())));
    }
    const std::string interval =
        statistic.ci_low || statistic.ci_high ? decimals(statistic.ci_low) + " to " + decimals(statistic.ci_high) : "-";
    out << fmt::format("  {} {:>7}  {:>16} {:>6}{}\n", name, decimals(statistic.value), interval,
                       p_words(statistic.p), letter);
  }
  if (!methods.empty()) out << "  Intervals:\n";
  for (std::size_t i = 0; i < methods.size(); ++i)
    out << fmt::format("    {:c}  {}\n", static_cast<char>('a' + i), method_words(methods[i]));
}

void write_cautions(std::ostream& out, const Table& table) {
  const std::size_t pairable = count_units_with(table, 2);
  if (pairable > 0 && pairable < 30)
    out << fmt::format(
        "  Caution: {} unit{} with two ratings or more. Under 30, read the intervals, not\n"
        "  the values.\n",
        pairable, pairable == 1 ? "" : "s");
  const std::size_t ratings = table.cells.size() - count_missing_cells(table);
  for (std::size_t category = 0; category < table.categories.size(); ++category) {
    const auto count = std::ranges::count(table.cells, static_cast<std::int32_t>(category));
    const double share = static_cast<double>(count) / static_cast<double>(ratings);
    if (share > 0.9 && share < 1)
      out << fmt::format(
          "  Caution: \"{}\" has {:.0f} % of the ratings. Kappa and alpha can be low here although\n"
          "  raters agree nearly always; look at percent agreement beside them.\n",
          table.categories[category], 100 * share);
  }
}

nlohmann::ordered_json json_of(const Statistic& statistic) {
  const auto number = [](const std::optional<double>& value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
  };
  const auto text = [](const std::string& value) {
    return value.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(value);
  };
  nlohmann::ordered_json options = nlohmann::ordered_json::object();
  for (const auto& [key, value] : statistic.options) options[key] = value;
  return {{"name", statistic.name},
          {"options", options},
          {"value", number(statistic.value)},
          {"ci_low", number(statistic.ci_low)},
          {"ci_high", number(statistic.ci_high)},
          {"se", number(statistic.se)},
          {"stat", number(statistic.stat)},
          {"p", number(statistic.p)},
          {"method", text(statistic.method)},
          {"se_method", text(statistic.se_method)},
          {"test_method", text(statistic.test_method)},
          {"reason", text(statistic.reason)}};
}

}  // namespace attune
