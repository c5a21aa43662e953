#include "attune/formats/elan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
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

/// A place on the time line: its time, where the file has one, and its rank in TIME_ORDER.
struct Slot {
  std::int64_t ms = kNoTime;
  std::int64_t at = kNoTime;  // `ms`, or that of the last slot before that has one
  std::size_t rank = 0;
};

/// ELAN keeps the slots in order of time, so that one without a time lies behind those before it. Other programs write them
/// as they come, so that times go before ranks.
bool is_before(const Slot& a, const Slot& b) { return std::tie(a.at, a.rank) < std::tie(b.at, b.rank); }

std::map<std::string, Slot> slots_of(pugi::xml_node root, const Xml& xml, const std::string& file) {
  std::map<std::string, Slot> slots;
  Slot slot;
  for (pugi::xml_node node : root.child("TIME_ORDER").children("TIME_SLOT")) {
    const pugi::xml_attribute value = node.attribute("TIME_VALUE");
    const std::optional<std::int64_t> time = value ? parse_time(value.value(), TimeUnit::milliseconds) : kNoTime;
    if (!time) throw Errors({{file, xml.line(node), 0}, "TIME_VALUE in milliseconds", "no such number"});
    slot.ms = *time;
    if (slot.ms != kNoTime) slot.at = slot.ms;
    ++slot.rank;
    slots[node.attribute("TIME_SLOT_ID").value()] = slot;
  }
  return slots;
}

struct Stretch {
  Slot begin, end;
};

const Slot& slot_at(const std::map<std::string, Slot>& slots, pugi::xml_node annotation, const char* reference, const Xml& xml, const std::string& file) {
  const auto found = slots.find(annotation.attribute(reference).value());
  if (found == slots.end()) throw Errors({{file, xml.line(annotation), 0}, fmt::format("{} to name a time slot", reference), "none of that name"});
  return found->second;
}

/// Where each annotation lies, by its id; those of dependent tiers lie where the annotation does that they refer to.
std::map<std::string, Stretch> stretches_of(pugi::xml_node root, const std::map<std::string, Slot>& slots, const Xml& xml, const std::string& file) {
  std::map<std::string, Stretch> stretches;
  std::map<std::string, std::string> refers;
  for (pugi::xml_node tier : root.children("TIER"))
    for (pugi::xml_node annotation : tier.children("ANNOTATION")) {
      if (const pugi::xml_node aligned = annotation.child("ALIGNABLE_ANNOTATION"))
        stretches[aligned.attribute("ANNOTATION_ID").value()] = {slot_at(slots, aligned, "TIME_SLOT_REF1", xml, file),
                                                                 slot_at(slots, aligned, "TIME_SLOT_REF2", xml, file)};
      else if (const pugi::xml_node refer = annotation.child("REF_ANNOTATION"))
        refers[refer.attribute("ANNOTATION_ID").value()] = refer.attribute("ANNOTATION_REF").value();
    }
  for (const auto& [id, target] : refers) {
    std::string at = target;
    for (int steps = 0; steps < 32 && !stretches.contains(at) && refers.contains(at); ++steps) at = refers[at];
    if (const auto found = stretches.find(at); found != stretches.end()) stretches[id] = found->second;
  }
  return stretches;
}

}  // namespace

pugi::xml_node annotation_in(pugi::xml_node annotation) {
  return annotation.find_child([](pugi::xml_node node) { return node.type() == pugi::node_element; });
}

Draft read_elan(Draft draft, const std::vector<std::string>& tiers, const Limits& limits, const PlainOptions& options, const NotationProfile& profile) {
  const Xml xml(draft.text, draft.file, limits);
  const pugi::xml_node root = xml.root();
  if (local_name(root) != "ANNOTATION_DOCUMENT") throw Errors({{draft.file, xml.line(root), 0}, "an ELAN file (ANNOTATION_DOCUMENT)", "another kind of XML"});
  const auto slots = slots_of(root, xml, draft.file);
  const auto stretches = stretches_of(root, slots, xml, draft.file);

  std::vector<std::string> names;
  bool top_has_words = false;
  for (pugi::xml_node tier : root.children("TIER")) {
    names.emplace_back(tier.attribute("TIER_ID").value());
    if (!tier.attribute("PARENT_REF")) top_has_words = top_has_words || tier.child("ANNOTATION");
  }
  check_tiers(tiers, names, draft.file);

  std::vector<std::pair<Slot, SourceTurn>> found;  // and where each begins
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
      Slot begin = found.empty() ? Slot{} : found.back().first;  // where it lies nowhere, behind the turn before
      if (const auto stretch = stretches.find(inner.attribute("ANNOTATION_ID").value()); stretch != stretches.end()) {
        begin = stretch->second.begin;
        turn.start_ms = begin.ms;
        turn.end_ms = stretch->second.end.ms;
      }
      found.emplace_back(begin, std::move(turn));
    }
  }
  if (left_out > 0) draft.warnings.push_back({"tiers_left_out", 0, fmt::format("{} tiers that depend on others were not read as talk (name those that are: --tier NAME)", left_out)});
  std::ranges::stable_sort(found, is_before, &std::pair<Slot, SourceTurn>::first);
  std::vector<SourceTurn> turns;
  for (auto& [begin, turn] : found) turns.push_back(std::move(turn));
  return composed(std::move(draft), std::move(turns), options, profile);
}

}  // namespace attune
