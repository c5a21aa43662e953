#include "attune/agreement/sample_size.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "attune/agreement/alpha.h"
#include "attune/sampling/draws.h"
#include "attune/sampling/sample.h"

namespace attune {
namespace {

constexpr std::int32_t kHalves = 17;  // 1, 1.5 ... 9
constexpr double kMean = 5;
constexpr double kDeviation = 2;

Table empty_table(const SampleSizeQuestion& question, std::size_t interviews) {
  Table table;
  table.level = question.level;
  table.declared = true;
  table.units.resize(interviews);
  table.cells.resize(interviews * question.raters);
  for (std::size_t rater = 0; rater < question.raters; ++rater) table.raters.push_back(fmt::format("{}", rater + 1));
  if (question.level == Level::nominal) {
    for (std::size_t i = 0; i < question.prevalence.size(); ++i) table.categories.push_back(fmt::format("c{}", i + 1));
  } else {
    for (std::int32_t i = 0; i < kHalves; ++i) {
      table.numbers.push_back(1 + 0.5 * i);
      table.categories.push_back(fmt::format("{}", table.numbers.back()));
    }
  }
  return table;
}

std::int32_t draw_class(const std::vector<double>& prevalence, Draws& draws) {
  double left = draws.uniform();
  for (std::size_t i = 0; i + 1 < prevalence.size(); ++i) {
    left -= prevalence[i];
    if (left < 0) return static_cast<std::int32_t>(i);
  }
  return static_cast<std::int32_t>(prevalence.size()) - 1;
}

std::int32_t half_of(double value) {
  return static_cast<std::int32_t>(std::clamp(std::lround(2 * (value - 1)), 0L, static_cast<long>(kHalves - 1)));
}

void fill(Table& table, const SampleSizeQuestion& question, Draws& draws) {
  const double knows = std::sqrt(question.agreement);
  const double error = std::sqrt(1 - question.agreement);
  std::size_t cell = 0;
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    if (question.level == Level::nominal) {
      const std::int32_t truth = draw_class(question.prevalence, draws);
      for (std::size_t rater = 0; rater < question.raters; ++rater)
        table.cells[cell++] = draws.uniform() < knows ? truth : draw_class(question.prevalence, draws);
    } else {
      const double truth = draws.normal(0, 1);
      for (std::size_t rater = 0; rater < question.raters; ++rater)
        table.cells[cell++] = half_of(kMean + kDeviation * (knows * truth + error * draws.normal(0, 1)));
    }
  }
}

}  // namespace

std::optional<SampleSizeStep> simulate_agreement(const SampleSizeQuestion& question, std::size_t interviews) {
  Draws draws(question.seed);
  Table table = empty_table(question, interviews);
  const Metric metric = question.level == Level::nominal ? Metric::nominal : Metric::interval;
  std::vector<double> values;
  for (std::uint32_t run = 0; run < question.runs; ++run) {
    fill(table, question, draws);
    if (const auto value = krippendorff_alpha(table, metric).value) values.push_back(*value);
  }
  if (values.empty()) return std::nullopt;
  std::ranges::sort(values);
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  return SampleSizeStep{interviews, percentile(values, 0.025), sum / static_cast<double>(values.size()),
                        percentile(values, 0.975), question.runs - values.size()};
}

SampleSizeAnswer sample_size(const SampleSizeQuestion& question) {
  std::map<std::size_t, std::optional<SampleSizeStep>> tried;
  const auto is_enough = [&](std::size_t interviews) {
    auto& step = tried[interviews];
    step = simulate_agreement(question, interviews);
    return step && step->width() <= question.width;
  };
  SampleSizeAnswer answer;
  std::size_t too_few = 2;
  std::size_t enough = std::min<std::size_t>(10, question.most);
  while (!is_enough(enough)) {
    too_few = enough;
    if (enough == question.most) break;
    enough = std::min(2 * enough, question.most);
  }
  if (tried[enough] && tried[enough]->width() <= question.width) {
    while (enough - too_few > 1) {
      const std::size_t middle = too_few + (enough - too_few) / 2;
      (is_enough(middle) ? enough : too_few) = middle;
    }
    answer.interviews = enough;
  }
  for (const auto& [interviews, step] : tried)
    if (step) answer.steps.push_back(*step);
  return answer;
}

}  // namespace attune
