#include "attune/agreement/score_of_record.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/event_scales.h"

namespace attune {
namespace {

constexpr std::array<std::string_view, 3> kNames = {"primary", "consensus", "mean"};

using Key = std::pair<std::string, Target>;

/// Who said something, and what.
using Said = std::pair<std::string, Rating>;

constexpr double kBelowAll = -std::numeric_limits<double>::infinity();

bool says_the_same(const Rating& a, const Rating& b) {
  return a.value == b.value && a.category == b.category && a.reason == b.reason;
}

bool is_of_event(const Rating& rating) { return rating.target.kind == TargetKind::event; }

std::map<Key, std::vector<Said>> by_key(const std::vector<Coding>& codings) {
  std::map<Key, std::vector<Said>> ratings;
  for (const Coding& coding : codings)
    for (const Rating& rating : coding.ratings) ratings[{rating.scale, rating.target}].emplace_back(coding.rater, rating);
  return ratings;
}

Rating bare(Rating rating) {
  rating.lines.clear();
  rating.note.clear();
  return rating;
}

/// What all said alike who said anything.
std::optional<Rating> alike(const std::vector<Said>& said) {
  const Rating& first = said.front().second;
  const bool same = std::ranges::all_of(said, [&](const Said& one) { return says_the_same(one.second, first); });
  return same ? std::optional(bare(first)) : std::nullopt;
}

std::size_t values_in(const std::vector<Said>& said) {
  return static_cast<std::size_t>(std::ranges::count_if(said, [](const Said& one) { return one.second.value.has_value(); }));
}

std::optional<Rating> mean(const std::vector<Said>& said) {
  const std::size_t n = values_in(said);
  if (n == 0) return std::nullopt;
  double sum = 0;
  for (const auto& [rater, rating] : said) sum += rating.value.value_or(0);
  Rating result = bare(said.front().second);
  result.reason.reset();
  result.value = sum / static_cast<double>(n);
  return result;
}

std::size_t scored_events(const Coding& coding) {
  std::set<std::string> events;
  for (const Rating& rating : coding.ratings)
    if (is_of_event(rating) && rating.value) events.insert(rating.target.id);
  return events.size();
}

/// The highest over events of one scale, of which `known` was agreed. What all rated alike needs no agreement; an event that is
/// open, and that somebody rated above what is known, leaves the highest open, unless that itself was agreed.
std::optional<Rating> agreed_highest(const std::string& scale, std::vector<Rating> known, const std::map<Key, std::vector<Said>>& all,
                                     std::size_t raters, const EventScales& scales) {
  const auto itself = std::ranges::find_if_not(known, is_of_event);
  const std::optional<Rating> typed = itself == known.end() ? std::nullopt : std::optional(*itself);
  double highest_open = kBelowAll;
  for (const auto& [key, said] : all) {
    const bool is_agreed = std::ranges::any_of(known, [&](const Rating& rating) { return rating.target == key.second; });
    if (key.first != scale || !is_of_event(said.front().second) || is_agreed) continue;
    const std::optional<Rating> same = said.size() == raters ? alike(said) : std::nullopt;
    if (same) known.push_back(*same);
    else
      for (const auto& [rater, rating] : said) highest_open = std::max(highest_open, rating.value.value_or(kBelowAll));
  }
  Rating highest = with_highest_over_events(known, scales).back();
  return highest_open > highest.value.value_or(kBelowAll) ? typed : highest;
}

/// What was agreed; without a rating where it leaves open what the record needs.
std::map<Key, std::optional<Rating>> agreed_ratings(const Coding& agreed, const std::map<Key, std::vector<Said>>& all, std::size_t raters,
                                                    const EventScales& scales) {
  std::map<Key, std::optional<Rating>> result;
  std::map<std::string, std::vector<Rating>> of_events;
  for (const Rating& rating : agreed.ratings) {
    if (const auto scale = scales.scale_of(rating)) of_events[*scale].push_back(rating);
    else result[{rating.scale, rating.target}] = rating;
  }
  for (const auto& [scale, known] : of_events) result[{name_of_highest(scale), {}}] = agreed_highest(scale, known, all, raters, scales);
  return result;
}

/// Where the ratings of a record are from.
struct Sources {
  bool has_agreed = false;
  std::set<std::size_t> values;                        // how many each mean is of
  std::map<std::size_t, std::set<std::string>> alike;  // by how many raters, who they are
};

/// "R1 R2 alike, R3 alone": what one said is not taken for what all said.
std::string to_text(const Sources& sources, std::size_t raters) {
  std::vector<std::string> parts;
  if (sources.has_agreed) parts.emplace_back("consensus");
  if (!sources.values.empty()) {
    const std::size_t fewest = *sources.values.begin();
    const std::size_t most = *sources.values.rbegin();
    parts.push_back(fewest == most ? fmt::format("mean of {}", most) : fmt::format("mean of {} to {}", fewest, most));
  }
  const bool goes_without_saying = !parts.empty();  // what all said alike
  for (auto of = sources.alike.rbegin(); of != sources.alike.rend(); ++of)
    if (of->first < raters || !goes_without_saying)
      for (const std::string& names : of->second) parts.push_back(names + (of->first > 1 ? " alike" : " alone"));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string names_of(const std::vector<Said>& said) {
  std::string names;
  for (const auto& [rater, rating] : said) names += (names.empty() ? "" : " ") + rater;
  return names;
}

void take(ScoreOfRecord& record, const Coding& coding) {
  record.coding.ratings = coding.ratings;
  record.source = coding.rater;
  record.n_events = scored_events(coding);
}

void take_primary(ScoreOfRecord& record, const std::vector<Coding>& codings, std::span<const std::string> primary) {
  for (const std::string& rater : primary)
    if (const auto found = std::ranges::find(codings, rater, &Coding::rater); found != codings.end()) return take(record, *found);
  record.why_none = fmt::format("coded by none of {}", fmt::join(primary, " "));
}

void take_all(ScoreOfRecord& record, const std::vector<Coding>& codings, const Coding* agreed, Resolve resolve, const EventScales& scales) {
  const std::map<Key, std::vector<Said>> all = by_key(codings);
  std::map<Key, std::optional<Rating>> ratings;
  Sources sources;
  if (resolve == Resolve::consensus && agreed != nullptr) {
    ratings = agreed_ratings(*agreed, all, codings.size(), scales);
    sources.has_agreed = std::ranges::any_of(ratings, [](const auto& each) { return each.second.has_value(); });
  }
  for (const auto& [key, said] : all) {
    if (is_of_event(said.front().second) || ratings.contains(key)) continue;
    if (const auto of_values = resolve == Resolve::mean ? mean(said) : std::nullopt) {
      ratings[key] = of_values;
      sources.values.insert(values_in(said));
    } else if (const auto same = alike(said)) {
      ratings[key] = same;
      sources.alike[said.size()].insert(names_of(said));
    }
  }
  record.source = to_text(sources, codings.size());
  for (auto& [key, rating] : ratings)
    if (rating) record.coding.ratings.push_back(std::move(*rating));
  if (record.coding.ratings.empty()) record.why_none = resolve == Resolve::mean ? "no value, and nothing said alike" : "nothing agreed, and nothing said alike";
  const std::size_t n_events = scored_events(codings.front());
  if (std::ranges::all_of(codings, [&](const Coding& coding) { return scored_events(coding) == n_events; })) record.n_events = n_events;
}

}  // namespace

std::string_view resolve_name(Resolve resolve) { return kNames[static_cast<std::size_t>(resolve)]; }

std::vector<ScoreOfRecord> scores_of_record(std::span<const Coding> people, std::span<const Coding> agreed, const Resolution& resolution) {
  EventScales scales(resolution.scales);
  for (const auto& group : {people, agreed})
    for (const Coding& coding : group) scales.add(coding.ratings);
  std::map<std::string, std::vector<Coding>> by_transcript;
  for (const Coding& coding : people) {
    std::vector<Coding>& codings = by_transcript[coding.transcript];
    codings.push_back(coding);
    codings.back().ratings = with_highest_over_events(coding.ratings, scales);
  }
  std::vector<ScoreOfRecord> records;
  for (auto& [transcript, codings] : by_transcript) {
    std::ranges::sort(codings, {}, &Coding::rater);
    ScoreOfRecord record{{transcript, "record", codings.front().round, {}, {}}, "", codings.size()};
    const auto found = std::ranges::find(agreed, transcript, &Coding::transcript);
    if (codings.size() == 1) {
      take(record, codings.front());
    } else if (resolution.resolve == Resolve::primary) {
      take_primary(record, codings, resolution.primary);
    } else {
      take_all(record, codings, found == agreed.end() ? nullptr : &*found, resolution.resolve, scales);
    }
    std::erase_if(record.coding.ratings, is_of_event);
    if (record.coding.ratings.empty()) {
      record.source.clear();
      record.n_events.reset();
      if (record.why_none.empty()) record.why_none = "its coding has no ratings";
    }
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace attune
