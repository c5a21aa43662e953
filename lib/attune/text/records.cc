#include "attune/text/records.h"

#include <array>

namespace attune {
namespace {

/// The first of `values` whose name is `text`.
template <typename Enum, std::size_t N>
std::optional<Enum> by_name(const std::array<Enum, N>& values, std::string_view (*name)(Enum), std::string_view text) {
  for (Enum value : values)
    if (name(value) == text) return value;
  return std::nullopt;
}

constexpr std::array kTargets = {std::pair{TargetKind::figure, std::string_view("figure:")},
                                 std::pair{TargetKind::event, std::string_view("event:")},
                                 std::pair{TargetKind::question, std::string_view("question:")}};

}  // namespace

std::string to_string(const Target& target) {
  for (const auto& [kind, prefix] : kTargets)
    if (kind == target.kind) return std::string(prefix) + target.id;
  return "";
}

std::optional<Target> parse_target(std::string_view text) {
  if (text.empty()) return Target{};
  for (const auto& [kind, prefix] : kTargets)
    if (text.starts_with(prefix) && text.size() > prefix.size())
      return Target{kind, std::string(text.substr(prefix.size()))};
  return std::nullopt;
}

std::string_view missing_reason_name(MissingReason reason) {
  switch (reason) {
    case MissingReason::cannot_rate: return "cannot_rate";
    case MissingReason::not_applicable: return "not_applicable";
    case MissingReason::not_asked: return "not_asked";
    case MissingReason::inaudible: return "inaudible";
  }
  return "";
}

std::optional<MissingReason> parse_missing_reason(std::string_view text) {
  return by_name(std::array{MissingReason::cannot_rate, MissingReason::not_applicable, MissingReason::not_asked,
                            MissingReason::inaudible},
                 missing_reason_name, text);
}

std::string_view event_type_name(EventType type) {
  switch (type) {
    case EventType::loss: return "loss";
    case EventType::abuse: return "abuse";
    case EventType::other_trauma: return "other_trauma";
  }
  return "";
}

std::optional<EventType> parse_event_type(std::string_view text) {
  return by_name(std::array{EventType::loss, EventType::abuse, EventType::other_trauma}, event_type_name, text);
}

std::string_view qualifies_name(Qualifies qualifies) {
  switch (qualifies) {
    case Qualifies::yes: return "yes";
    case Qualifies::no: return "no";
    case Qualifies::unsure: return "unsure";
  }
  return "";
}

std::optional<Qualifies> parse_qualifies(std::string_view text) {
  return by_name(std::array{Qualifies::yes, Qualifies::no, Qualifies::unsure}, qualifies_name, text);
}

}  // namespace attune
