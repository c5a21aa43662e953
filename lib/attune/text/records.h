// What raters and rules keep about people and happenings in an interview: figures, events, and what a rating is about.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attune/text/span.h"

namespace attune {

enum class Gender : std::uint8_t { unknown, female, male };

/// A person of the interview, most often a caregiver. `evidence` are the passages each claim rests on.
struct Figure {
  std::string id;               // "mother", "gran", "aunt_2"
  std::string name;             // as first spoken of: kin word, redacted entity
  Gender gender = Gender::unknown;
  bool dead = false;
  bool did_harm = false;
  std::vector<Span> mentions;
  std::vector<Span> evidence;   // of death or harm

  bool operator==(const Figure&) const = default;
};

enum class EventType : std::uint8_t { loss, abuse, other_trauma };
enum class Qualifies : std::uint8_t { yes, no, unsure };

/// A loss, an abuse or another trauma that raters rate one by one.
struct Event {
  std::string id;
  EventType type = EventType::loss;
  std::string person;                  // a figure's id, or empty
  std::optional<double> age;           // of the participant at the event, in years
  Qualifies qualifies = Qualifies::unsure;
  std::string lines;                   // evidence lines, "120-134, 201"

  bool operator==(const Event&) const = default;
};

enum class TargetKind : std::uint8_t { none, figure, event, question };

/// What a rating is about: the whole interview, a figure, an event, or one question of the protocol.
/// Written "", "figure:mother", "event:loss_1", "question:why_parents".
struct Target {
  TargetKind kind = TargetKind::none;
  std::string id;

  auto operator<=>(const Target&) const = default;
};

[[nodiscard]] std::string to_string(const Target& target);
/// Empty when `text` is not a target.
[[nodiscard]] std::optional<Target> parse_target(std::string_view text);

/// Why a rating has no value.
enum class MissingReason : std::uint8_t { cannot_rate, not_applicable, not_asked, inaudible };

[[nodiscard]] std::string_view missing_reason_name(MissingReason reason);
[[nodiscard]] std::optional<MissingReason> parse_missing_reason(std::string_view text);

[[nodiscard]] std::string_view event_type_name(EventType type);
[[nodiscard]] std::optional<EventType> parse_event_type(std::string_view text);
[[nodiscard]] std::string_view qualifies_name(Qualifies qualifies);
[[nodiscard]] std::optional<Qualifies> parse_qualifies(std::string_view text);

}  // namespace attune
