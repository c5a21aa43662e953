#include "attune/formats/elan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/clock.h"
#include "attune/formats/labels.h"
#include "attune/formats/speakers.h"
#include "attune/formats/textgrid.h"
#include "attune/formats/xml.h"

namespace attune {
namespace {

/// Times by slot; slots without one lie evenly between those that have one, in their order.
std::map<std::string, std::int64_t> times_of(pugi::xml_node root, const Xml& xml, const std::string& file) {
  std::vector<std::pair<std::string, std::int64_t>> slots;
  for (pugi::xml_node slot : root.child("TIME_ORDER").children("TIME_SLOT")) {
    const pugi::xml_attribute value = slot.attribute("TIME_VALUE");
    const std::optional<std::int64_t> time = value ? parse_time(value.value(), TimeUnit::milliseconds) : kNoTime;
    if (!time) throw Errors({{file, xml.line(slot), 0}, "TIME_VALUE in milliseconds", "no such number"});
    slots.emplace_back(slot.attribute("TIME_SLOT_ID").value(), *time);
  }
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (slots[i].second != kNoTime) continue;
    std::size_t end = i;
    while (end < slots.size() && slots[end].second == kNoTime) ++end;
    const std::int64_t before = i == 0 ? 0 : slots[i - 1].second;
    const std::int64_t after = end == slots.size() ? before : std::max(before, slots[end].second);
    const auto steps = static_cast<std::int64_t>(end - i + 1);
    for (std::size_t k = i; k < end; ++k) slots[k].second = before + (after - before) * static_cast<std::int64_t>(k - i + 1) / steps;
    i = end;
  }
  return {slots.begin(), slots.end()};
}

std::int64_t time_at(const std::map<std::string, std::int64_t>& times, pugi::xml_node annotation, const char* reference, const Xml& xml, const std::string& file) {
  const auto found = times.find(annotation.attribute(reference).value());
  if (found == times.end()) throw Errors({{file, xml.line(annotation), 0}, fmt::format("{} to name a time slot", reference), "none of that name"});
  return found->second;
}

/// Time of each annotation by its id, those of dependent tiers by the annotation they refer to.
std::map<std::string, std::pair<std::int64_t, std::int64_t>> annotation_times(pugi::xml_node root, const std::map<std::string, std::int64_t>& slots, const Xml& xml, const std::string& file) {
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> times;
  std::map<std::string, std::string> refers;
  for (pugi::xml_node tier : root.children("TIER"))
    for (pugi::xml_node annotation : tier.children("ANNOTATION")) {
      if (const pugi::xml_node aligned = annotation.child("ALIGNABLE_ANNOTATION"))
        times[aligned.attribute("ANNOTATION_ID").value()] = {time_at(slots, aligned, "TIME_SLOT_REF1", xml, file), time_at(slots, aligned, "TIME_SLOT_REF2", xml, file)};
      else if (const pugi::xml_node refer = annotation.child("REF_ANNOTATION"))
        refers[refer.attribute("ANNOTATION_ID").value()] = refer.attribute("ANNOTATION_REF").value();
    }
  for (const auto& [id, target] : refers) {
    std::string at = target;
    for (int steps = 0; steps < 32 && !times.contains(at) && refers.contains(at); ++steps) at = refers[at];
    if (const auto found = times.find(at); found != times.end()) times[id] = found->second;
  }
  return times;
}

}  // namespace

pugi::xml_node annotation_in(pugi::xml_node annotation) {
  return annotation.find_child([](pugi::xml_node node) { return node.type() == pugi::node_element; });
}

Draft read_elan(Draft draft, const std::vector<std::string>& tiers, const Limits& limits, const PlainOptions& options, const NotationProfile& profile) {
  const Xml xml(draft.text, draft.file, limits);
  const pugi::xml_node root = xml.root();
  if (local_name(root) != "ANNOTATION_DOCUMENT") throw Errors({{draft.file, xml.line(root), 0}, "an ELAN file (ANNOTATION_DOCUMENT)", "another kind of XML"});
  const auto slots = times_of(root, xml, draft.file);
  const auto times = annotation_times(root, slots, xml, draft.file);

  std::vector<std::string> names;
  bool top_has_words = false;
  for (pugi::xml_node tier : root.children("TIER")) {
    names.emplace_back(tier.attribute("TIER_ID").value());
    if (!tier.attribute("PARENT_REF")) top_has_words = top_has_words || tier.child("ANNOTATION");
  }
  check_tiers(tiers, names, draft.file);

  std::vector<SourceTurn> turns;
  std::size_t left_out = 0;
  for (pugi::xml_node tier : root.children("TIER")) {
    const std::string id = tier.attribute("TIER_ID").value();
    const bool is_top = !tier.attribute("PARENT_REF");
    const bool wanted = !tiers.empty() ? std::ranges::find(tiers, id) != tiers.end() : !is_marks_tier(id) && (top_has_words ? is_top : true);
    if (!wanted) {
      left_out += !is_marks_tier(id) && tier.child("ANNOTATION");
      continue;
    }
    const std::string participant = tier.attribute("PARTICIPANT").value();
    // A tier called "interviewer" says more than whose name stands beside it.
    const Speakers known{profile.interviewer_labels, profile.participant_labels, false};
    const Role by_id = role_of(known, label_name(id.substr(0, id.find('@'))));  // "interviewer@Anna", as ELAN users write it
    if (const std::string language = tier.attribute("LANG_REF").value(); !language.empty() && draft.language.empty()) draft.language = language;
    for (pugi::xml_node annotation : tier.children("ANNOTATION")) {
      const pugi::xml_node inner = annotation_in(annotation);
      SourceTurn turn;
      turn.speaker = participant.empty() ? id : participant;
      if (!participant.empty()) turn.role = by_id;
      turn.text = inner.child_value("ANNOTATION_VALUE");
      turn.line = xml.line(inner);
      if (const auto time = times.find(inner.attribute("ANNOTATION_ID").value()); time != times.end()) {
        turn.start_ms = time->second.first;
        turn.end_ms = time->second.second;
      }
      turns.push_back(std::move(turn));
    }
  }
  if (left_out > 0) draft.warnings.push_back({"tiers_left_out", 0, fmt::format("{} tiers that depend on others were not read as talk (name those that are: --tier NAME)", left_out)});
  order_by_time(turns, draft.warnings, "");
  return composed(std::move(draft), std::move(turns), options, profile);
}

}  // namespace attune
