#include "attune/agreement/adjective_table.h"

#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/agreement/chance_corrected.h"
#include "attune/agreement/cluster_intervals.h"
#include "attune/agreement/panel.h"
#include "attune/agreement/two_raters.h"

namespace attune {

Table adjective_table(std::span<const ReadAdjectives> readings, const Clusters& clusters) {
  std::vector<Observation> observations;
  std::set<std::pair<std::string, std::string>> known;  // unit and rater
  for (const ReadAdjectives& reading : readings) {
    const auto cluster = clusters.find(reading.transcript);
    for (const JudgedAdjective& judged : reading.words) {
      const std::string unit = fmt::format("{} {} {}", reading.transcript, judged.figure, judged.word);
      if (!known.emplace(unit, reading.rater).second) continue;
      observations.push_back({unit, reading.rater, judged.support ? std::string(support_name(*judged.support)) : "",
                              cluster == clusters.end() ? "transcript " + reading.transcript : cluster->second, 0});
    }
  }
  TableOptions options;
  options.level = Level::nominal;
  for (const Support support : {Support::none, Support::restated, Support::general, Support::specific, Support::contradicted})
    options.categories.emplace_back(support_name(support));
  return make_table(observations, options);
}

std::vector<Statistic> adjective_statistics(const Table& table, const Resampling& resampling) {
  std::vector<Statistic> statistics = core_panel_of(table, {.all = false, .resampling = resampling});
  statistics.push_back(chance_corrected(table, Chance::gwet, Weights::unweighted, Spacing::value));
  if (table.raters.size() == 2) {
    std::vector<Statistic> matrix = confusion_matrix(table);
    statistics.insert(statistics.end(), std::make_move_iterator(matrix.begin()), std::make_move_iterator(matrix.end()));
  }
  return with_cluster_intervals(table, std::move(statistics), resampling);
}

}  // namespace attune
