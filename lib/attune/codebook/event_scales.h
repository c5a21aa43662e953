// Scales of losses and traumas: rated for each event, and counted as the highest over events.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/text/coding.h"

namespace attune {

/// Which scales are of events: those of codebooks, and those that somebody rated for an event.
class EventScales {
 public:
  explicit EventScales(std::span<const Scale> scales);
  void add(std::span<const Rating> ratings);

  /// "u_loss" of a rating of one of its events, and of the interview's own "u_loss_max"; nothing of other ratings.
  [[nodiscard]] std::optional<std::string> scale_of(const Rating& rating) const;

 private:
  std::set<std::string> ids_;
};

/// "u_loss_max"
[[nodiscard]] std::string name_of_highest(const std::string& scale);

/// The scales, and for each of events one for the highest over them where none has that name.
[[nodiscard]] std::vector<Scale> scales_with_highest(std::span<const Scale> scales);

/// Whether `rating` stands for the highest over events rather than `known`, both being about one scale of events: a value of an
/// event comes before one that was given for all of them, and that before a reason; of values the higher stands.
[[nodiscard]] bool takes_over(const Rating& rating, const Rating& known);

/// `ratings` with one "u_loss_max" for each scale of events that they say anything about, made by this rule; a "u_loss_max" that
/// was typed gives way to it. The events' own ratings stay.
[[nodiscard]] std::vector<Rating> with_highest_over_events(const std::vector<Rating>& ratings, const EventScales& scales);

}  // namespace attune
