// A phrase without its finer points, for the sieve (sieve.h): what a match holds, in order, and how far apart.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/codebook/pattern.h"
#include "attune/coding/unit_class.h"
#include "attune/coding/word_sets.h"

namespace attune {

/// Words and classes of which one must be met. The frequency (occurrences per million words, roughly) is infinite when anything
/// will do.
struct Item {
  std::vector<Atom> atoms;
  std::vector<UnitClass> classes;
  double frequency = std::numeric_limits<double>::infinity();

  bool operator==(const Item&) const = default;
};

/// Makes `either` met where `other` is, too.
void add_to(Item& either, const Item& other);

/// One way a phrase can be said. Every match of the phrase is a match of one of its outlines. Items are numbers.
struct Outline {
  struct Step {
    std::uint32_t item = 0;    // what may stand here
    std::uint16_t reach = 0;   // this many words may stand between the step before and this one
    bool adjacent = true;      // nothing may but what every match passes over; reach is 0
  };
  std::vector<Step> steps;
  bool starts = false;          // a match begins with the first step
  bool ends = false;            // it ends with the last step, and the scope with it
  std::uint32_t trigger = 0;    // the rarest thing it cannot do without: what it is looked for by
  std::uint32_t companion = 0;  // the next rarest: a scope where it does not occur has no match
  // The first step that takes nothing but the trigger, if there is one: from it the others can be walked to.
  std::uint32_t trigger_step = kNowhere;
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;
};

struct Outlines {
  std::vector<Outline> ways;
  std::vector<Item> items;  // what their numbers stand for; the first is anything
};

/// The outlines of a pattern: alternatives of several words are told apart as long as that does not make too many.
[[nodiscard]] Outlines outlines_of(const PatternSequence& pattern, const Codebook& codebook, WordSets& words);

}  // namespace attune
