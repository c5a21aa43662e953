#include "attune/agreement/score_of_record.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace attune {
namespace {

constexpr std::array<std::string_view, 3> kNames = {"primary", "consensus", "mean"};

using Key = std::pair<std::string, Target>;

bool says_the_same(const Rating& a, const Rating& b) {
  return a.value == b.value && a.category == b.category && a.reason == b.reason;
}

std::map<Key, std::vector<Rating>> by_key(const std::vector<const Coding*>& codings) {
  std::map<Key, std::vector<Rating>> ratings;
  for (const Coding* coding : codings)
    for (const Rating& rating : coding->ratings) ratings[{rating.scale, rating.target}].push_back(rating);
  return ratings;
}

Rating bare(Rating rating) {
  rating.lines.clear();
  rating.note.clear();
  return rating;
}

/// What all said alike.
std::optional<Rating> alike(const std::vector<Rating>& ratings) {
  const bool same = std::ranges::all_of(ratings, [&](const Rating& r) { return says_the_same(r, ratings.front()); });
  return same ? std::optional(bare(ratings.front())) : std::nullopt;
}

std::size_t values_in(const std::vector<Rating>& ratings) {
  return static_cast<std::size_t>(std::ranges::count_if(ratings, [](const Rating& rating) { return rating.value.has_value(); }));
}

std::optional<Rating> mean(const std::vector<Rating>& ratings) {
  const std::size_t n = values_in(ratings);
  if (n == 0) return alike(ratings);
  double sum = 0;
  for (const Rating& rating : ratings) sum += rating.value.value_or(0);
  Rating result = bare(ratings.front());
  result.reason.reset();
  result.value = sum / static_cast<double>(n);
  return result;
}

/// "mean of 2", or "mean of 1 to 2" where some are of fewer values; empty where there is none.
std::string mean_source(const std::map<Key, std::vector<Rating>>& ratings) {
  std::size_t fewest = 0;
  std::size_t most = 0;
  for (const auto& [key, said] : ratings)
    if (const std::size_t n = values_in(said); n > 0) fewest = fewest == 0 ? n : std::min(fewest, n), most = std::max(most, n);
  if (most == 0) return "";
  return fewest == most ? fmt::format("mean of {}", most) : fmt::format("mean of {} to {}", fewest, most);
}

std::string names_of(const std::vector<const Coding*>& codings) {
  std::string names;
  for (const Coding* coding : codings) names += (names.empty() ? "" : " ") + coding->rater;
  return names;
}

void take_primary(ScoreOfRecord& record, const std::vector<const Coding*>& codings,
                  std::span<const std::string> primary) {
  for (const std::string& rater : primary)
    for (const Coding* coding : codings)
      if (coding->rater == rater) {
        record.coding.ratings = coding->ratings;
        record.source = rater;
        return;
      }
  record.why_none = fmt::format("coded by none of {}", fmt::join(primary, " "));
}

void take_all(ScoreOfRecord& record, const std::vector<const Coding*>& codings, const Coding* agreed, Resolve resolve) {
  const std::map<Key, std::vector<Rating>> all = by_key(codings);
  std::map<Key, Rating> ratings;
  for (const auto& [key, said] : all)
    if (const auto rating = resolve == Resolve::mean ? mean(said) : alike(said)) ratings[key] = *rating;
  if (resolve == Resolve::mean) record.source = mean_source(all);
  if (record.source.empty() && !ratings.empty()) record.source = names_of(codings) + " alike";
  if (resolve == Resolve::consensus && agreed != nullptr) {
    for (const Rating& rating : agreed->ratings) ratings[{rating.scale, rating.target}] = rating;
    record.source = "consensus";
  }
  if (ratings.empty()) record.why_none = resolve == Resolve::mean ? "no value, and nothing said alike" : "nothing agreed, and nothing said alike";
  for (auto& [key, rating] : ratings) record.coding.ratings.push_back(std::move(rating));
}

}  // namespace

std::string_view resolve_name(Resolve resolve) { return kNames[static_cast<std::size_t>(resolve)]; }

std::vector<ScoreOfRecord> scores_of_record(std::span<const Coding> people, std::span<const Coding> agreed,
                                            Resolve resolve, std::span<const std::string> primary) {
  std::map<std::string, std::vector<const Coding*>> by_transcript;
  for (const Coding& coding : people) by_transcript[coding.transcript].push_back(&coding);
  std::vector<ScoreOfRecord> records;
  for (auto& [transcript, codings] : by_transcript) {
    std::ranges::sort(codings, {}, [](const Coding* coding) { return coding->rater; });
    ScoreOfRecord record{{transcript, "record", codings.front()->round, {}, {}}, "", codings.size()};
    const auto found = std::ranges::find(agreed, transcript, &Coding::transcript);
    if (codings.size() == 1) {
      record.coding.ratings = codings.front()->ratings;
      record.source = codings.front()->rater;
    } else if (resolve == Resolve::primary) {
      take_primary(record, codings, primary);
    } else {
      take_all(record, codings, found == agreed.end() ? nullptr : &*found, resolve);
    }
    if (record.coding.ratings.empty()) {
      record.source.clear();
      if (record.why_none.empty()) record.why_none = "its coding has no ratings";
    }
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace attune
