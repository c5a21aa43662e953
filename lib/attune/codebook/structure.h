// What a marker may ask of the shape of an answer and of the frame a passage stands in, besides its words.
#pragma once

#include <cstdint>
#include <optional>

namespace attune {

/// Length of a response in the participant's words. What is 0 is not asked for.
struct LengthLimit {
  int at_least = 0;
  int at_most = 0;
  double times_median = 0;  // at least so many times the speaker's median response

  bool operator==(const LengthLimit&) const = default;
};

/// A pause of the participant: at least `seconds`, and at least `times_median` times the median of the speaker's timed
/// pauses. A pause without a time has none, so only `seconds` up to `kUntimedLongSeconds` finds a long one.
struct PauseLimit {
  double seconds = 0;
  double times_median = 0;

  bool operator==(const PauseLimit&) const = default;
};

/// At least `hits` passages within `words` words of one turn.
struct Density {
  int hits = 3;
  int words = 50;

  bool operator==(const Density&) const = default;
};

/// The same run of at least `words` words said at least `times` times within `within` words of one turn.
struct Repetition {
  int words = 3;
  int times = 2;
  int within = 100;

  bool operator==(const Repetition&) const = default;
};

enum class ShiftTo : std::uint8_t { present, past, first_person, second_person, third_person };

/// At least `least` words of a tense or person in the scope, and at least `times` times as often as in the rest of what
/// this speaker says.
struct Shift {
  ShiftTo to = ShiftTo::present;
  double times = 2;
  int least = 3;

  bool operator==(const Shift&) const = default;
};

/// Alone in a marker the first of these that is given leaves the mark; beside phrases, or beside one given earlier, the
/// response must meet it.
struct Structure {
  std::optional<PauseLimit> pause;
  std::optional<Repetition> repeated;
  std::optional<int> unfinished;  // sentences that break off, in the response
  std::optional<Shift> shift;
  std::optional<LengthLimit> response;
  std::optional<int> prompts;     // questions of the section before the response

  bool operator==(const Structure&) const = default;
  [[nodiscard]] bool is_empty() const { return *this == Structure{}; }
};

/// What a match does when it stands in such a frame.
enum class Frame : std::uint8_t { ignore, skip, require };

struct Framing {
  Frame quoted = Frame::ignore;        // between quotation marks
  Frame hypothetical = Frame::ignore;  // behind "if", "imagine", "as though"
  Frame generic = Frame::ignore;       // about people in general
  Frame hedged = Frame::ignore;        // behind "maybe", "I think"

  bool operator==(const Framing&) const = default;
};

/// Where the other half of a pair is looked for.
enum class PairWhere : std::uint8_t { other_section, same_response, anywhere };

struct Pairing {
  PairWhere where = PairWhere::other_section;
  bool same_figure = true;  // both halves are about one person

  bool operator==(const Pairing&) const = default;
};

}  // namespace attune
