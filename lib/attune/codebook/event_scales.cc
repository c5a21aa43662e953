#include "attune/codebook/event_scales.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace attune {
namespace {

constexpr std::string_view kMax = "_max";

/// Values before reasons, and of either what is of an event before what is of all.
int weight_of(const Rating& rating) {
  return (rating.value ? 2 : 0) + (rating.target.kind == TargetKind::event ? 1 : 0);
}

}  // namespace

EventScales::EventScales(std::span<const Scale> scales) {
  for (const Scale& scale : scales)
    if (scale.target == TargetKind::event) ids_.insert(scale.id);
}

void EventScales::add(std::span<const Rating> ratings) {
  for (const Rating& rating : ratings)
    if (rating.target.kind == TargetKind::event) ids_.insert(rating.scale);
}

std::optional<std::string> EventScales::scale_of(const Rating& rating) const {
  if (rating.target.kind == TargetKind::event) return rating.scale;
  if (rating.target.kind != TargetKind::none || !rating.scale.ends_with(kMax)) return std::nullopt;
  std::string of_events = rating.scale.substr(0, rating.scale.size() - kMax.size());
  return ids_.contains(of_events) ? std::optional(std::move(of_events)) : std::nullopt;
}

std::string name_of_highest(const std::string& scale) { return scale + std::string(kMax); }

std::vector<Scale> scales_with_highest(std::span<const Scale> scales) {
  std::vector<Scale> result(scales.begin(), scales.end());
  for (const Scale& scale : scales) {
    if (scale.target != TargetKind::event) continue;
    if (std::ranges::find(scales, name_of_highest(scale.id), &Scale::id) != scales.end()) continue;
    result.push_back(scale);
    result.back().id = name_of_highest(scale.id);
    result.back().target = TargetKind::none;
  }
  return result;
}

bool takes_over(const Rating& rating, const Rating& known) {
  if (weight_of(rating) != weight_of(known)) return weight_of(rating) > weight_of(known);
  return rating.value && *rating.value > *known.value;
}

std::vector<Rating> with_highest_over_events(const std::vector<Rating>& ratings, const EventScales& scales) {
  std::vector<Rating> result;
  std::map<std::string, Rating> highest;
  for (const Rating& rating : ratings) {
    const std::optional<std::string> of_events = scales.scale_of(rating);
    const bool is_typed_highest = of_events && rating.target.kind != TargetKind::event;
    if (!is_typed_highest) result.push_back(rating);
    if (!of_events) continue;
    const auto [known, is_new] = highest.emplace(*of_events, rating);
    if (!is_new && takes_over(rating, known->second)) known->second = rating;
  }
  for (auto& [scale, rating] : highest) {
    rating.scale = name_of_highest(scale);
    rating.target = {};
    result.push_back(std::move(rating));
  }
  return result;
}

}  // namespace attune
