// A phrase without its finer points, for the sieve (sieve.h): what a match holds, in order, and how far apart. Of most phrases
// that is all there is to know.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/codebook/pattern.h"
#include "attune/coding/unit_class.h"
#include "attune/coding/word_sets.h"

namespace attune {

/// Words, classes and expressions, rising, of which one must be met. The frequency (occurrences per million words, roughly) is infinite when
/// anything will do.
struct Item {
  std::vector<Atom> atoms;
  std::vector<UnitClass> classes;
  std::vector<std::uint32_t> expressions;  // numbers of an `Expressions`
  double frequency = std::numeric_limits<double>::infinity();

  bool operator==(const Item&) const = default;
};

/// What tells it from other items, as numbers. `key` is a buffer to use again.
[[nodiscard]] std::vector<std::uint32_t> key_of(const Item& item, std::vector<std::uint32_t> key = {});

/// Makes `either` met where `other` is, too.
void add_to(Item& either, const Item& other);

/// Several words that a lexicon or a group has as one entry ("made a fuss"). It is looked for once in a text, however many patterns
/// have it, and stands as one piece in them.
struct Expression {
  struct Step {
    Item item;                // without expressions
    std::uint16_t reach = 0;  // as in an outline
    bool adjacent = true;
  };
  std::vector<Step> steps;  // two or more
};

/// All expressions of some codebooks, each once, and the lexicons that are made of them.
class Expressions {
 public:
  [[nodiscard]] std::uint32_t number_of(Expression expression);
  [[nodiscard]] const std::vector<Expression>& all() const { return all_; }
  /// A lexicon as one item, worked out by `work_out` when it is asked for first; none if it can not be one.
  template <typename WorkOut>
  const std::optional<Item>& lexicon(const Codebook& codebook, const std::string& name, WorkOut work_out) {
    const auto key = std::pair{&codebook, name};
    const auto known = lexicons_.find(key);
    return known != lexicons_.end() ? known->second : lexicons_.emplace(key, work_out()).first->second;
  }

 private:
  std::vector<Expression> all_;
  std::unordered_map<std::vector<std::uint32_t>, std::uint32_t, NumbersHash> numbers_;
  std::map<std::pair<const Codebook*, std::string>, std::optional<Item>> lexicons_;  // by codebook and name
};

/// One way a phrase can be said. Every match of the phrase is a match of one of its outlines. Items are numbers.
struct Outline {
  struct Step {
    std::uint32_t item = 0;    // what may stand here
    std::uint16_t reach = 0;   // this many words may stand between the step before and this one
    bool adjacent = true;      // nothing may but what every match passes over; reach is 0
  };
  std::vector<Step> steps;
  bool starts = false;          // a match begins with the first step
  bool is_exact = false;        // a match of the outline is one of the phrase: nothing was left out
  bool ends = false;            // it ends with the last step, and the scope with it
  std::uint32_t trigger = 0;    // a rare thing it cannot do without: what it is looked for by
  std::uint32_t companion = 0;  // the next rarest: a scope where it does not occur has no match
  // The step that takes nothing but the trigger, if there is one: from it the others can be walked to.
  std::uint32_t trigger_step = kNowhere;
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;
};

struct Outlines {
  std::vector<Outline> ways;
  std::vector<Item> items;  // what their numbers stand for; the first is anything
  Item first{{}, {}, {}, 0};  // what a match begins with
};

/// The step that costs least to look for: its word is rare, or seldom stands beside what must stand beside it. kNowhere when all
/// frequencies, which are those of the steps, are infinite.
[[nodiscard]] std::uint32_t best_trigger(std::span<const Outline::Step> steps, std::span<const double> frequencies);

/// The outlines of a pattern: with and without what is optional are told apart as long as that does not make too many.
[[nodiscard]] Outlines outlines_of(const PatternSequence& pattern, const Codebook& codebook, WordSets& words, Expressions& expressions);

}  // namespace attune
