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

std::optional<Rating> mean(const std::vector<Rating>& ratings) {
  double sum = 0;
  double n = 0;
  for (const Rating& rating : ratings)
    if (rating.value) sum += *rating.value, ++n;
  if (n == 0) return alike(ratings);
  Rating result = bare(ratings.front());
  result.reason.reset();
  result.value = sum / n;
  return result;
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
}

void take_all(ScoreOfRecord& record, const std::vector<const Coding*>& codings, const Coding* agreed, Resolve resolve) {
  std::map<Key, Rating> ratings;
  for (const auto& [key, said] : by_key(codings))
    if (const auto rating = resolve == Resolve::mean ? mean(said) : alike(said)) ratings[key] = *rating;
  record.source = resolve == Resolve::mean ? fmt::format("mean of {}", codings.size()) : names_of(codings) + " alike";
  if (resolve == Resolve::consensus && agreed != nullptr) {
    for (const Rating& rating : agreed->ratings) ratings[{rating.scale, rating.target}] = rating;
    record.source = "consensus";
  }
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
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace attune
