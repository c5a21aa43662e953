// Numbers for the items of rules' phrases.
#pragma once

#include <cstdint>
#include <limits>
#include <unordered_map>
#include <vector>

#include "attune/coding/outline.h"
#include "attune/coding/rules.h"

namespace attune {

/// Equal items of all phrases share a number. Rules are told which items an atom, a class or an expression is.
class ItemNumbers {
 public:
  /// REQUIRES: `rules`, which have room for their atoms and expressions, outlive it and do not move.
  explicit ItemNumbers(Rules& rules) : rules_(rules) {}

  /// An item of infinite frequency is anything, and has no number: `Rules::kAnything`.
  [[nodiscard]] std::uint32_t number_of(const Item& item);
  /// Numbers all anew, the common ones first: what common words have stands close together then, and whole words of bits have
  /// nothing of them (sieve.h). Of ways it tells their companions only, so that their steps must be numbered after.
  void put_common_first();

 private:
  Rules& rules_;
  std::unordered_map<std::vector<std::uint32_t>, std::uint32_t, NumbersHash> numbers_;  // by key
  std::vector<std::uint32_t> key_;  // a buffer to use again
  std::vector<double> frequencies_ = {std::numeric_limits<double>::infinity()};  // by item; the first is always there
};

}  // namespace attune
