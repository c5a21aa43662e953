#include "attune/agreement/segmentation.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace attune {
namespace {

constexpr std::size_t kAdjacent = 2;  // n_t: near misses are one unit apart

Statistic valued(const char* name, StatisticOptions options, double value) {
  Statistic result;
  result.name = name;
  result.options = std::move(options);
  result.value = value;
  return result;
}

void append(std::vector<Statistic>& to, std::vector<Statistic> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

double similarity(const BoundaryEdits& edits) {
  const double all = edits.matches + edits.transpositions + edits.additions;
  return all > 0 ? 1 - edits.weighted / all : 1;
}

StatisticOptions pair_options(const Segmentation& a, const Segmentation& b) {
  return {{"item", a.item}, {"a", a.rater}, {"b", b.rater}};
}

StatisticOptions with(StatisticOptions options, const char* key, std::string value) {
  options.emplace_back(key, std::move(value));
  return options;
}

Statistic boundary_f1(const Segmentation& a, const Segmentation& b) {
  const StatisticOptions options = with(pair_options(a, b), "tolerance", "0");
  double both = 0;
  for (std::size_t i = 0; i < a.boundaries.size(); ++i) both += a.boundaries[i] && b.boundaries[i] ? 1 : 0;
  const double all = static_cast<double>(std::ranges::count(a.boundaries, true) + std::ranges::count(b.boundaries, true));
  if (all == 0) return without_value("boundary_f1", options, "no boundary");
  return valued("boundary_f1", options, 2 * both / all);
}

std::vector<Statistic> of_pair(const Segmentation& a, const Segmentation& b, bool all) {
  std::vector<Statistic> panel;
  const StatisticOptions options = pair_options(a, b);
  for (std::size_t n_t : {kAdjacent, kAdjacent + 1})
    if (n_t == kAdjacent || all)
      panel.push_back(valued("boundary_similarity", with(options, "n_t", fmt::format("{}", n_t)),
                             similarity(boundary_edits(a, b, n_t))));
  const BoundaryEdits edits = boundary_edits(a, b, kAdjacent);
  const StatisticOptions adjacent = with(options, "n_t", "2");
  if (a.boundaries.empty())
    panel.push_back(without_value("segmentation_similarity", adjacent, "one unit"));
  else
    panel.push_back(valued("segmentation_similarity", adjacent,
                           1 - edits.weighted / static_cast<double>(a.boundaries.size())));
  panel.push_back(boundary_f1(a, b));
  if (!all) return panel;
  panel.push_back(valued("boundary_edit", with(adjacent, "count", "matches"), edits.matches));
  panel.push_back(valued("boundary_edit", with(adjacent, "count", "transpositions"), edits.transpositions));
  panel.push_back(valued("boundary_edit", with(adjacent, "count", "additions"), edits.additions));
  panel.push_back(valued("boundary_edit", with(adjacent, "count", "full_misses"), edits.additions + 2 * edits.transpositions));
  panel.push_back(valued("boundary_edit", with(adjacent, "count", "edits_weighted"), edits.weighted));
  return panel;
}

}  // namespace

BoundaryEdits boundary_edits(const Segmentation& a, const Segmentation& b, std::size_t n_t) {
  BoundaryEdits edits;
  std::vector<bool> left_a = a.boundaries;
  std::vector<bool> left_b = b.boundaries;
  const std::size_t slots = left_a.size();
  for (std::size_t i = 0; i < slots; ++i)
    if (left_a[i] && left_b[i]) {
      edits.matches += 1;
      left_a[i] = left_b[i] = false;
    }
  for (std::size_t span = 1; span < n_t; ++span)
    for (std::size_t i = 0; i + span < slots; ++i)
      for (auto [one, other] : {std::pair(&left_a, &left_b), std::pair(&left_b, &left_a)})
        if ((*one)[i] && (*other)[i + span]) {
          edits.transpositions += 1;
          edits.weighted += static_cast<double>(span) / static_cast<double>(n_t);
          (*one)[i] = (*other)[i + span] = false;
        }
  edits.additions = static_cast<double>(std::ranges::count(left_a, true) + std::ranges::count(left_b, true));
  edits.weighted += edits.additions;
  return edits;
}

std::vector<Statistic> corrected_similarities(const std::vector<Segmentation>& segmentations) {
  std::vector<std::string> raters;
  for (const Segmentation& each : segmentations)
    if (std::ranges::find(raters, each.rater) == raters.end()) raters.push_back(each.rater);
  std::vector<double> boundaries(raters.size(), 0.0);
  std::vector<double> slots(raters.size(), 0.0);
  double share_sum = 0;
  double shares = 0;
  for (const Segmentation& each : segmentations) {
    const auto rater = static_cast<std::size_t>(std::ranges::find(raters, each.rater) - raters.begin());
    const double count = static_cast<double>(std::ranges::count(each.boundaries, true));
    boundaries[rater] += count;
    slots[rater] += static_cast<double>(each.boundaries.size());
    if (each.boundaries.empty()) continue;
    share_sum += count / static_cast<double>(each.boundaries.size());
    shares += 1;
  }
  double edits = 0;
  double events = 0;
  double places = 0;
  bool is_empty_pair = false;
  for (std::size_t i = 0; i < segmentations.size(); ++i)
    for (std::size_t j = i + 1; j < segmentations.size(); ++j) {
      if (segmentations[i].item != segmentations[j].item) continue;
      const BoundaryEdits pair = boundary_edits(segmentations[i], segmentations[j], kAdjacent);
      const double all = pair.matches + pair.transpositions + pair.additions;
      is_empty_pair = is_empty_pair || all == 0;
      edits += pair.weighted;
      events += all;
      places += static_cast<double>(segmentations[i].boundaries.size());
    }
  double by_rater = 0;
  double pairs = 0;
  for (std::size_t a = 0; a < raters.size(); ++a)
    for (std::size_t b = a + 1; b < raters.size(); ++b) {
      if (slots[a] == 0 || slots[b] == 0) continue;
      by_rater += boundaries[a] / slots[a] * boundaries[b] / slots[b];
      pairs += 1;
    }
  const double chance_kappa = pairs > 0 ? by_rater / pairs : 0;
  const double chance_pi = shares > 0 ? share_sum / shares * share_sum / shares : 0;
  std::string reason;
  if (raters.size() < 2) reason = "one rater";
  else if (places == 0) reason = "no item cut by two raters";
  else if (is_empty_pair) reason = "two raters cut an item nowhere";
  else if (events == 0) reason = "no boundary";
  std::vector<Statistic> panel;
  for (bool b : {true, false}) {
    const StatisticOptions options = {{"similarity", b ? "B" : "S"}, {"n_t", "2"}};
    const double agreement = 1 - edits / (b ? events : places);
    const auto add = [&](const char* name, double value, bool is_defined) {
      panel.push_back(reason.empty() && is_defined ? valued(name, options, value)
                                                   : without_value(name, options, reason.empty() ? "no variation" : reason));
    };
    add("seg_actual_agreement", agreement, true);
    add("seg_fleiss_kappa", (agreement - chance_kappa) / (1 - chance_kappa), chance_kappa < 1);
    add("seg_fleiss_pi", (agreement - chance_pi) / (1 - chance_pi), chance_pi < 1);
    add("seg_artstein_poesio_bias", chance_pi - chance_kappa, true);
  }
  return panel;
}

std::vector<Statistic> segmentation_panel(const std::vector<Segmentation>& segmentations, bool all) {
  std::vector<Statistic> panel = corrected_similarities(segmentations);
  if (!all) std::erase_if(panel, [](const Statistic& s) { return s.name == "seg_artstein_poesio_bias"; });
  for (std::size_t i = 0; i < segmentations.size(); ++i)
    for (std::size_t j = i + 1; j < segmentations.size(); ++j) {
      if (segmentations[i].item != segmentations[j].item) continue;
      append(panel, of_pair(segmentations[i], segmentations[j], all));
      append(panel, window_statistics(segmentations[i], segmentations[j], all));
      append(panel, window_statistics(segmentations[j], segmentations[i], all));
    }
  return panel;
}

}  // namespace attune
