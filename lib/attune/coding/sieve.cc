#include "attune/coding/sieve.h"

#include <algorithm>
#include <array>
#include <bit>

namespace attune {
namespace {

constexpr std::size_t kWordBits = 64;
// Bits of presence come in blocks of this many words, for loops that the compiler makes wide.
constexpr std::size_t kBlock = 8;
// Where more words than this may stand between, any number may: the scope ends soon.
constexpr std::uint16_t kFarReach = 8;

void set_bit(std::uint64_t* bits, std::uint32_t item) { bits[item / kWordBits] |= std::uint64_t{1} << (item % kWordBits); }

}  // namespace

/// A set of places in a scope, a bit each: unit i, or for bit n of n units the scope's end.
template <std::size_t W>
class Sieve::Places {
 public:
  static Places single(std::uint32_t place) {
    Places one;
    one.add(place);
    return one;
  }
  static Places below(std::uint32_t end) {
    Places all;
    for (std::size_t w = 0; w < W; ++w) {
      const std::uint32_t begin = static_cast<std::uint32_t>(w * kWordBits);
      all.words_[w] = end >= begin + kWordBits ? ~std::uint64_t{0} : end <= begin ? 0 : (std::uint64_t{1} << (end - begin)) - 1;
    }
    return all;
  }
  /// Adds those of the first `size` places for which `bit` is 1.
  template <typename Bit>
  void fill(std::uint32_t size, Bit&& bit) {
    for (std::size_t w = 0; w < W && w * kWordBits < size; ++w) {
      const auto begin = static_cast<std::uint32_t>(w * kWordBits);
      const std::uint32_t count = std::min<std::uint32_t>(size - begin, kWordBits);
      std::uint64_t word = 0;
      for (std::uint32_t i = 0; i < count; ++i) word |= bit(begin + i) << i;
      words_[w] |= word;
    }
  }
  void add(std::uint32_t place) { words_[place / kWordBits] |= std::uint64_t{1} << (place % kWordBits); }
  [[nodiscard]] bool none() const {
    std::uint64_t all = 0;
    for (std::uint64_t word : words_) all |= word;
    return all == 0;
  }
  [[nodiscard]] Places operator&(const Places& other) const {
    Places both;
    for (std::size_t w = 0; w < W; ++w) both.words_[w] = words_[w] & other.words_[w];
    return both;
  }
  [[nodiscard]] Places operator|(const Places& other) const {
    Places either;
    for (std::size_t w = 0; w < W; ++w) either.words_[w] = words_[w] | other.words_[w];
    return either;
  }
  [[nodiscard]] Places without(const Places& other) const {
    Places rest;
    for (std::size_t w = 0; w < W; ++w) rest.words_[w] = words_[w] & ~other.words_[w];
    return rest;
  }
  bool operator==(const Places&) const = default;

  /// The place behind each.
  [[nodiscard]] Places next() const {
    Places moved;
    std::uint64_t carry = 0;
    for (std::size_t w = 0; w < W; ++w) {
      moved.words_[w] = words_[w] << 1 | carry;
      carry = words_[w] >> (kWordBits - 1);
    }
    return moved;
  }
  /// These, and all that is reached from them over places of `open`: adding a place to the run of ones it lies in carries
  /// up to the first place behind the run.
  [[nodiscard]] Places over(const Places& open) const {
    Places reached;
    std::uint64_t carry = 0;
    for (std::size_t w = 0; w < W; ++w) {
      const std::uint64_t seeds = words_[w] & open.words_[w];
      const std::uint64_t half = open.words_[w] + seeds;
      const std::uint64_t sum = half + carry;
      carry = static_cast<std::uint64_t>(half < seeds) | static_cast<std::uint64_t>(sum < half);
      reached.words_[w] = words_[w] | (sum ^ open.words_[w]);
    }
    return reached;
  }
  /// All from the first one on.
  [[nodiscard]] Places and_behind() const {
    Places all;
    std::uint64_t met = 0;
    for (std::size_t w = 0; w < W; ++w) {
      all.words_[w] = met != 0 ? ~std::uint64_t{0} : words_[w] == 0 ? 0 : ~std::uint64_t{0} << std::countr_zero(words_[w]);
      met |= words_[w];
    }
    return all;
  }
  template <typename Do>
  void each(Do&& action) const {
    for (std::size_t w = 0; w < W; ++w)
      for (std::uint64_t rest = words_[w]; rest != 0; rest &= rest - 1)
        action(static_cast<std::uint32_t>(w * kWordBits + static_cast<std::size_t>(std::countr_zero(rest))));
  }

 private:
  std::array<std::uint64_t, W> words_{};
};

/// What is known of the places of a scope of less than 64 W units.
template <std::size_t W>
struct Sieve::Scope {
  Places<W> skippable, free, all;
  std::uint32_t said_end = 0;       // behind the last unit that says something
  std::vector<Places<W>> items;     // worked out when first asked for
  std::vector<std::uint64_t> known; // by item: the number of the scope it was worked out for
  std::uint64_t number = 0;
};

template <std::size_t W>
void Sieve::begin(std::unique_ptr<Scope<W>>& scope) const {
  if (!scope) {
    scope = std::make_unique<Scope<W>>();
    scope->items.resize(rules_.items);
    scope->known.resize(rules_.items, 0);
  }
  ++scope->number;
  scope->skippable = scope->free = {};
  const std::uint32_t size = scope_.end - scope_.begin;
  scope->all = Places<W>::below(size);
  scope->said_end = 0;
  for (std::uint32_t i = 0; i < size; ++i) {
    const Unit& unit = units_[scope_.begin + i];
    if (unit.skippable) scope->skippable.add(i);
    if (is_free(unit)) scope->free.add(i);
    if (!says_nothing(unit)) scope->said_end = i + 1;
  }
}

template <std::size_t W>
const Sieve::Places<W>& Sieve::places_of(Scope<W>& scope, std::uint32_t item) const {
  if (scope.known[item] == scope.number) return scope.items[item];
  scope.known[item] = scope.number;
  Places<W>& places = scope.items[item];
  places = {};
  const std::size_t word = item / kWordBits;
  const std::size_t bit = item % kWordBits;
  const std::uint32_t size = scope_.end - scope_.begin;
  const std::uint32_t* rows = unit_rows_.data() + scope_.begin;
  const std::uint64_t* column = rows_.data() + word;
  places.fill(size, [&](std::uint32_t i) { return column[rows[i]] >> bit & 1; });
  if (const ClassBits classes = rules_.item_classes[item]; classes != 0)
    places.fill(size, [&](std::uint32_t i) -> std::uint64_t { return (units_[scope_.begin + i].classes & classes) != 0; });
  return places;
}

/// Where the last step can be taken, when the first is taken at one of `at`.
template <std::size_t W>
Sieve::Places<W> Sieve::follow(Scope<W>& scope, const Outline& outline, Places<W> at) const {
  for (std::size_t k = 1; k < outline.steps.size() && !at.none(); ++k) {
    const Outline::Step& step = outline.steps[k];
    Places<W> open = at.next();
    if (step.adjacent) {
      open = open.over(scope.skippable);
    } else {
      open = open.over(scope.free);
      if (step.reach > kFarReach) open = open.and_behind();
      for (std::uint16_t words = 0; words < step.reach; ++words) {
        const Places<W> further = open | open.without(scope.free).next().over(scope.free);
        if (further == open) break;
        open = further;
      }
    }
    at = open & places_of(scope, step.item);
  }
  if (outline.ends && scope.said_end > 0) at = at.without(Places<W>::below(scope.said_end - 1));
  return at;
}

template <std::size_t W>
void Sieve::find(Scope<W>& scope, const Rules::Way& way) {
  const Outline& outline = way.outline;
  if (outline.steps.empty()) return find_by_first(way.phrase);
  Places<W> at = places_of(scope, outline.steps.front().item) & scope.all;
  if (outline.starts && rules_.phrases[way.phrase].compiled.is_anchored) at = at & Places<W>::below(opening_ - scope_.begin + 1);
  if (at.none() || follow(scope, outline, at).none()) return;
  if (!outline.starts) return find_by_first(way.phrase);
  at.each([&](std::uint32_t place) {
    if (!follow(scope, outline, Places<W>::single(place)).none()) beginnings_.push_back(scope_.begin + place);
  });
}

void Sieve::find_by_first(std::uint32_t number) {
  const CompiledPhrase& phrase = rules_.phrases[number].compiled;
  const std::uint32_t first = rules_.first_item[number];
  const std::uint32_t end = phrase.is_anchored ? std::min(opening_ + 1, scope_.end) : scope_.end;
  for (std::uint32_t i = phrase.first_is_gap ? opening_ : scope_.begin; i < end; ++i)
    if (first == Rules::kAnything || is_item(i, first)) beginnings_.push_back(i);
}

const std::vector<std::uint32_t>& Sieve::beginnings(const Rules::Way& way) {
  beginnings_.clear();
  const std::uint32_t size = scope_.end - scope_.begin;
  if (size < kWordBits) find(*short_, way);
  else if (size < 4 * kWordBits) find(*middling_, way);
  else if (size < 16 * kWordBits) find(*long_, way);
  else find_by_first(way.phrase);
  return beginnings_;
}

Sieve::Sieve(const Rules& rules) : rules_(rules) {
  presence_words_ = (rules_.presence_items / (kWordBits * kBlock) + 1) * kBlock;
  row_words_ = std::max<std::size_t>(rules_.items / kWordBits + 1, presence_words_);
  present_.assign(presence_words_, 0);
  present_in_turn_.assign(presence_words_, 0);
  class_rows_.assign(kUnitClasses, std::vector<std::uint64_t>(presence_words_, 0));
  for (std::size_t i = 0; i < kUnitClasses; ++i)
    for (std::uint32_t item : rules_.items_by_class[i]) {
      if (item >= rules_.presence_items) continue;
      set_bit(class_rows_[i].data(), item);
      asked_classes_ |= ClassBits{1} << i;
    }
  forget();
}
Sieve::~Sieve() = default;

void Sieve::learn(std::span<const Atom> atoms) {
  const std::size_t row = rows_.size();
  rows_.resize(row + row_words_, 0);
  for (Atom atom : atoms)
    for (std::uint32_t item : rules_.items_by_atom[atom]) set_bit(&rows_[row], item);
}

void Sieve::forget() { rows_.assign(row_words_, 0); }

void Sieve::begin_turn(std::span<const Unit> units) {
  units_ = units;
  std::ranges::fill(present_in_turn_, 0);
  unit_rows_.resize(units.size());
  for (std::size_t i = 0; i < units.size(); ++i)
    unit_rows_[i] = units[i].has_form && !units[i].skippable ? static_cast<std::uint32_t>((units[i].atom_set + 1) * row_words_) : 0;
}

void Sieve::begin_sentence(UnitRange scope) {
  begin_places(scope);
  std::ranges::fill(present_, 0);
  for (std::uint32_t i = scope.begin; i < scope.end; ++i) {
    add_bits(present_.data(), rows_.data() + unit_rows_[i]);
    for (ClassBits rest = units_[i].classes & asked_classes_; rest != 0; rest &= rest - 1)
      add_bits(present_.data(), class_rows_[static_cast<std::size_t>(std::countr_zero(rest))].data());
  }
  add_bits(present_in_turn_.data(), present_.data());
}

void Sieve::begin_whole_turn() {
  begin_places({0, static_cast<std::uint32_t>(units_.size())});
  present_ = present_in_turn_;
}

void Sieve::begin_places(UnitRange scope) {
  scope_ = scope;
  opening_ = scope.begin;
  while (opening_ < scope.end && is_free(units_[opening_])) ++opening_;
  const std::uint32_t size = scope.end - scope.begin;
  if (size < kWordBits) begin(short_);
  else if (size < 4 * kWordBits) begin(middling_);
  else if (size < 16 * kWordBits) begin(long_);
}

void Sieve::add_bits(std::uint64_t* into, const std::uint64_t* bits) const {
  for (std::size_t i = 0; i < presence_words_; i += kBlock) {
    std::array<std::uint64_t, kBlock> block;  // a copy, so that the compiler knows the two apart and takes many at once
    for (std::size_t k = 0; k < kBlock; ++k) block[k] = into[i + k] | bits[i + k];
    std::ranges::copy(block, into + i);
  }
}

}  // namespace attune
