#include "attune/measures/coding_queries.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "attune/codebook/event_scales.h"
#include "attune/text/class_record.h"

namespace attune {
namespace {

/// The record among the ratings, when there is one.
std::optional<ClassRecord> class_record_of(const std::vector<Rating>& ratings, const ScaleNames& scales) {
  for (const Rating& rating : ratings) {
    const auto named = scales.find(rating.scale);
    if (!named || named->scale->level != ScaleLevel::class_record || rating.category.empty()) continue;
    const ParsedClassRecord parsed = parse_class_record(rating.category);
    if (!parsed.mistake) return parsed.record;
  }
  return std::nullopt;
}

/// The highest score of an event, when one is scored.
std::optional<double> highest_event_score(const std::vector<Rating>& ratings, const ScaleNames& scales) {
  std::optional<double> highest;
  for (const Rating& rating : ratings) {
    const auto named = scales.find(rating.scale);
    const bool is_event = named && named->scale->target == TargetKind::event;
    if (is_event && rating.value) highest = std::max(highest.value_or(*rating.value), *rating.value);
  }
  return highest;
}

/// A value for all events ("u_loss_max") that is not the highest of theirs ("u_loss").
void query_highest(const std::vector<Rating>& ratings, std::vector<std::string>& queries) {
  for (const Rating& all : ratings) {
    if (all.target.kind != TargetKind::none || !all.value) continue;
    std::optional<double> highest;
    for (const Rating& rating : ratings)
      if (rating.target.kind == TargetKind::event && rating.value && name_of_highest(rating.scale) == all.scale)
        highest = std::max(highest.value_or(*rating.value), *rating.value);
    if (highest && *highest != *all.value)
      queries.push_back(fmt::format("{} is rated {}, but the highest event {}", all.scale, *all.value, *highest));
  }
}

bool has(const ClassRecord& record, AttachmentClass name) {
  return std::ranges::find(record.parts, name, &ClassPart::name) != record.parts.end();
}

/// The first part is a U, or follows on nothing but a CC.
bool is_unresolved(const ClassRecord& record) { return record.parts.front().name == AttachmentClass::u; }

void query_class(const ClassRecord& record, std::optional<double> score, double cut, std::vector<std::string>& queries) {
  const std::string written = to_string(record);
  if (lacks_alternative(record))
    queries.push_back(has(record, AttachmentClass::cc)
                          ? fmt::format("{}: a CC has two organised alternatives as a rule", written)
                          : fmt::format("{}: a U has an organised alternative as a rule", written));
  if (!score) return;
  if (is_unresolved(record) && *score < cut)
    queries.push_back(fmt::format("{}: no event is rated {} or higher, the highest is {}", written, cut, *score));
  if (!has(record, AttachmentClass::u) && *score > cut)
    queries.push_back(fmt::format("{}: an event is rated {}, but the class has no U", written, *score));
}

}  // namespace

std::vector<std::string> coding_queries(const std::vector<Rating>& ratings, const ScaleNames& scales, double cut) {
  std::vector<std::string> queries;
  if (const auto record = class_record_of(ratings, scales)) {
    query_class(*record, highest_event_score(ratings, scales), cut, queries);
    const bool has_coherence = std::ranges::any_of(ratings, [](const Rating& rating) {
      return (rating.scale == "coh_transcript" || rating.scale == "coh_mind") && rating.value;
    });
    if (!has_coherence) queries.push_back("a class, but no coherence of transcript or of mind");
  }
  query_highest(ratings, queries);
  std::map<std::string, std::pair<bool, bool>> figures;  // rated, not applicable
  for (const Rating& rating : ratings) {
    if (rating.target.kind != TargetKind::figure) continue;
    auto& [is_rated, is_absent] = figures[rating.target.id];
    is_rated |= rating.value.has_value();
    is_absent |= rating.reason == MissingReason::not_applicable;
  }
  for (const auto& [figure, seen] : figures)
    if (seen.first && seen.second)
      queries.push_back(fmt::format("figure:{} is rated on one scale and not applicable on another", figure));
  return queries;
}

}  // namespace attune
