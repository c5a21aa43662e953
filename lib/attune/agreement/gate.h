// Gates: "krippendorff_alpha[metric=interval].ci_low=0.6" asks that a number of a statistic is not below another.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attune/agreement/statistic.h"

namespace attune {

struct Gate {
  std::string name;
  StatisticOptions options;  // those a statistic must have, among others
  std::string quantity;      // value, se, ci_low, ci_high, stat or p
  double least = 0;

  bool operator==(const Gate&) const = default;
};

/// `NAME[KEY=VALUE;...].QUANTITY=NUMBER`, the bracket optional. Empty when `text` is not that.
[[nodiscard]] std::optional<Gate> parse_gate(std::string_view text);

/// How the statistics stand to a gate.
struct GateResult {
  std::size_t matching = 0;           // statistics the gate is about
  std::vector<std::string> failures;  // "cohen_kappa[weights=linear].value is 0.41, below 0.6" or "... has no value"
};

/// A statistic that `is_outside` meets no gate.
[[nodiscard]] GateResult check_gate(const Gate& gate, std::span<const Statistic> statistics);

}  // namespace attune
