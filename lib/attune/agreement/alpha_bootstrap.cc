// The bootstrap of alpha.
#include <deque>

#include "attune/agreement/alpha.h"
#include "attune/agreement/alpha_sums.h"
#include "attune/agreement/bootstrap.h"

namespace attune {

std::vector<Statistic> bootstrap_alpha(const Table& given, std::span<const Metric> metrics,
                                       const Resampling& resampling) {
  const Table table = with_categories_by_name(given);
  const std::vector<Pattern> patterns = patterns_of(table, 2);
  Drawable drawable;
  for (const Pattern& pattern : patterns) drawable.units.push_back(pattern.units);
  if (!table.clusters.empty()) drawable.clusters = clusters_of(table, patterns);
  std::vector<Resampled> statistics;
  std::deque<AlphaSums> sums;  // stays where it is while it grows
  for (Metric metric : metrics) {
    Resampled& each = statistics.emplace_back();
    each.options = {{"of", "krippendorff_alpha"}, {"metric", std::string(metric_name(metric))}};
    each.reason = krippendorff_alpha(table, metric).reason;
    if (!each.reason.empty()) continue;
    const AlphaSums* own = &sums.emplace_back(table, patterns, metric);
    each.value = [own](std::span<const std::uint32_t> units) { return own->alpha(units); };
  }
  return bootstrap(drawable, statistics, resampling);
}

}  // namespace attune
