#include "attune/report/methods_words.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "attune/report/agreement_words.h"

namespace attune {
namespace {

/// The bootstrap of a statistic, percentile interval, or nothing.
const Statistic* bootstrap_of(std::span<const Statistic> statistics, const Statistic& point) {
  StatisticOptions options = {{"of", point.name}};
  for (const auto& [key, value] : point.options)
    if (key == "metric" || key == "form" || key == "weights") options.emplace_back(key, value);
  return find_statistic(statistics, "bootstrap", options);
}

}  // namespace

std::string apa_number(double value) {
  std::string text = fmt::format("{:.2f}", value);
  if (text == "-0.00") text = "0.00";
  if (std::abs(value) < 0.995) text.erase(text.find("0."), 1);
  return text;
}

std::string in_a_row(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i)
    text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return text;
}

std::string raters_in_words(std::size_t raters) {
  constexpr std::array<const char*, 10> kWords = {"No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight",
                                                  "Nine"};
  return fmt::format("{} rater{}", raters < kWords.size() ? std::string(kWords[raters]) : fmt::format("{}", raters),
                     raters == 1 ? "" : "s");
}

const Statistic& interval_of(std::span<const Statistic> statistics, const Statistic& point) {
  const Statistic* resampled = bootstrap_of(statistics, point);
  return resampled != nullptr ? *resampled : point;
}

std::string clause(std::span<const Statistic> statistics, const Statistic& point, const std::string& name) {
  const std::string estimator = option_of(point, "estimator");
  const char* how = estimator == "reml" ? " (REML, all ratings)" : estimator == "ebel" ? " (Ebel, all ratings)" : "";
  std::string text = fmt::format("{}{} = {}", name, how, apa_number(*point.value));
  const Statistic& interval = interval_of(statistics, point);
  if (interval.ci_low && interval.ci_high)
    text += fmt::format(", 95 % CI [{}, {}]", apa_number(*interval.ci_low), apa_number(*interval.ci_high));
  if (is_outside(point)) text += fmt::format(" ({})", kOutside);
  return text;
}

std::string intervals_sentence(const std::vector<const Statistic*>& used) {
  std::vector<std::string> methods;
  for (const Statistic* statistic : used)
    if (!statistic->method.empty() && !statistic->method.starts_with("none")) {
      const std::string words = method_words(statistic->method);
      if (std::ranges::find(methods, words) == methods.end()) methods.push_back(words);
    }
  return methods.empty() ? "" : "Intervals: " + in_a_row(methods) + ". ";
}

}  // namespace attune
