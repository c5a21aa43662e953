#include "attune/coding/outline.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>

namespace attune {
namespace {

using Kind = PatternItem::Kind;

// A pattern, or an entry of a lexicon, is told apart into this many ways at most. More tell little more, and each is asked for on its own.
constexpr std::size_t kMostWays = 64;

// Of an outliner's items: anything.
constexpr std::uint32_t kAnyItem = 0;

// Words that stand together are rarer than the rarest of them; how much rarer is not known.
constexpr double kTogether = 0.125;

/// A part of one way to say a phrase.
struct Piece {
  std::optional<Item> first;  // what it begins with; none: anything, or nothing
  Item rarest;                // what it cannot do without
  int longest = 1;            // the most words it takes
  bool is_exact = false;      // it is `first`, or else any words, as many as `longest` or fewer: nothing was left out
};
/// The same, its items numbered.
struct Part {
  std::optional<std::uint32_t> first;
  std::uint32_t rarest = 0;
  int longest = 1;
  bool is_exact = false;
};
/// Parts are shared by ways: numbers of an Outliner's parts.
using Way = std::vector<std::uint32_t>;

template <typename T>
void add_all(std::vector<T>& into, const std::vector<T>& from) {
  for (T value : from) {
    const auto at = std::ranges::lower_bound(into, value);
    if (at == into.end() || *at != value) into.insert(at, value);
  }
}

template <typename T>
void append(std::vector<std::uint32_t>& key, const std::vector<T>& values) {
  key.push_back(static_cast<std::uint32_t>(values.size()));
  for (T value : values) key.push_back(static_cast<std::uint32_t>(value));
}

const Item& rarer(const Item& a, const Item& b) { return b.frequency < a.frequency ? b : a; }

/// How far words may stand behind what comes before them.
struct Distance {
  int words = 0;
  bool adjacent = true;

  void pass(const Part& part) {
    if (part.first && part.is_exact) *this = {};
    else if (part.first) *this = {part.longest - 1, part.longest == 1};
    else *this = {words + part.longest, false};
  }
  [[nodiscard]] std::uint16_t reach() const { return static_cast<std::uint16_t>(std::min(words, 0xFFFF)); }
};

class Outliner {
 public:
  Outliner(const Codebook& codebook, WordSets& words, Expressions& expressions) : codebook_(codebook), words_(words), expressions_(expressions) {}

  [[nodiscard]] const Part& part(std::uint32_t number) const { return parts_[number]; }
  [[nodiscard]] double frequency(std::uint32_t item) const { return items_[item].frequency; }
  [[nodiscard]] std::vector<Item> take_items() { return std::move(items_); }

  std::vector<Way> ways(const PatternSequence& items, std::size_t most, bool as_one = true) {
    std::vector<Way> all = {{}};
    for (const PatternItem& item : items) {
      if (is_single_word(item)) {
        const std::uint32_t part = keep_word(words_.lexical().add(item));
        for (Way& way : all) way.push_back(part);
        continue;
      }
      const std::vector<Way> further = ways(item, most / all.size(), as_one);
      if (further.size() == 1) {
        for (Way& way : all) way.insert(way.end(), further.front().begin(), further.front().end());
        continue;
      }
      std::vector<Way> longer;
      for (const Way& way : all)
        for (const Way& next : further) {
          longer.push_back(way);
          longer.back().insert(longer.back().end(), next.begin(), next.end());
        }
      all = std::move(longer);
    }
    return all;
  }

 private:
  /// What is met as one thing: a word, a class, or one of several.
  std::uint32_t keep(Item item) {
    const std::uint32_t number = number_of(std::move(item));
    parts_.push_back({number, number, 1, true});
    return static_cast<std::uint32_t>(parts_.size() - 1);
  }

  std::uint32_t keep(Piece piece) {
    Part part;
    part.longest = piece.longest;
    part.is_exact = piece.is_exact;
    part.rarest = number_of(std::move(piece.rarest));
    if (piece.first) part.first = number_of(*std::move(piece.first));
    parts_.push_back(part);
    return static_cast<std::uint32_t>(parts_.size() - 1);
  }

  /// The entries of a lexicon share many words.
  std::uint32_t keep_word(Atom atom) {
    const auto [known, is_new] = word_parts_.try_emplace(atom, 0);
    if (is_new) known->second = keep(word_item(atom));
    return known->second;
  }

  std::uint32_t number_of(Item item) {
    const auto known = std::ranges::find(items_, item);
    if (known != items_.end()) return static_cast<std::uint32_t>(known - items_.begin());
    items_.push_back(std::move(item));
    return static_cast<std::uint32_t>(items_.size() - 1);
  }

  /// `as_one`: alternatives are one piece, with expressions where they are several words; else they are told apart.
  std::vector<Way> ways(const PatternItem& item, std::size_t most, bool as_one) {
    if (item.optional && most > 1) {
      PatternItem always = item;
      always.optional = false;
      std::vector<Way> told = ways(always, most - 1, as_one);
      told.push_back({});
      return told;
    }
    switch (item.kind) {
      case Kind::start:
      case Kind::end: return {{}};
      case Kind::word:
        if (is_hyphenated(item) && !item.optional) return ways(parts_of(item), most, as_one);
        break;
      case Kind::lexicon:
      case Kind::group:
        if (item.optional) break;
        if (!as_one) {
          if (std::vector<Way> told = told_apart(item, most, false); told.size() <= most) return told;
        } else if (std::optional<Item> any = as_item(item)) {
          return {{keep(*std::move(any))}};
        } else if (std::vector<Way> told = told_apart(item, most, true); told.size() <= most) {
          return told;
        }
        break;
      default: break;
    }
    return {{keep(piece(item))}};
  }

  /// A lexicon or a group as one item; none: an alternative is no word, class or expression.
  std::optional<Item> as_item(const PatternItem& item) {
    const auto work_out = [&]() -> std::optional<Item> {
      Item any{{}, {}, {}, 0};
      return add_alternatives(item, any) ? std::optional(any) : std::nullopt;
    };
    return item.kind == Kind::lexicon ? expressions_.lexicon(codebook_, item.text, work_out) : work_out();
  }

  /// Makes `any` met where one of the alternatives is. False: one of them is no word, class or expression.
  bool add_alternatives(const PatternItem& item, Item& any) {
    const auto [singles, phrases] = taken_apart(item);
    if (singles) add_to(any, word_item(*singles));
    return std::ranges::all_of(phrases, [&](const PatternSequence* phrase) { return add_alternative(*phrase, any); });
  }

  bool add_alternative(const PatternSequence& phrase, Item& any) {
    if (phrase.size() == 1 && !phrase[0].optional && (phrase[0].kind == Kind::lexicon || phrase[0].kind == Kind::group)) {
      const std::optional<Item> inner = as_item(phrase[0]);
      if (inner) add_to(any, *inner);
      return inner.has_value();
    }
    if (std::ranges::all_of(phrase, [](const PatternItem& item) { return is_single_word(item); })) {
      add_words(phrase, any);
      return true;
    }
    const std::vector<Way> told = ways(phrase, kMostWays, false);
    return std::ranges::all_of(told, [&](const Way& way) { return add_way(way, any); });
  }

  /// Several words, as most alternatives are that are not one.
  void add_words(const PatternSequence& words, Item& any) {
    Expression expression;
    expression.steps.reserve(words.size());
    double rarest = std::numeric_limits<double>::infinity();
    for (const PatternItem& item : words) {
      expression.steps.push_back({word_item(words_.lexical().add(item))});
      rarest = std::min(rarest, expression.steps.back().item.frequency);
    }
    add_to(any, {{}, {}, {expressions_.number_of(std::move(expression))}, rarest * kTogether});
  }

  bool add_way(const Way& way, Item& any) {
    Expression expression;
    Distance between;
    double rarest = std::numeric_limits<double>::infinity();
    for (std::uint32_t number : way) {
      const Part& part = parts_[number];
      if (!part.is_exact) return false;
      if (part.first) {
        if (expression.steps.empty() && !between.adjacent) return false;
        expression.steps.push_back({items_[*part.first], between.reach(), between.adjacent});
        rarest = std::min(rarest, items_[*part.first].frequency);
      }
      between.pass(part);
    }
    if (expression.steps.empty() || !between.adjacent) return false;
    if (expression.steps.size() == 1) add_to(any, expression.steps[0].item);
    else add_to(any, {{}, {}, {expressions_.number_of(std::move(expression))}, rarest * kTogether});
    return true;
  }

  /// Single words are one way together; each of the others is at least one. More than `most`: too many.
  std::vector<Way> told_apart(const PatternItem& item, std::size_t most, bool as_one) {
    std::vector<Way> told;
    const auto [singles, phrases] = taken_apart(item);
    if (singles) told.push_back({keep_word(*singles)});
    for (const PatternSequence* phrase : phrases) {
      if (told.size() >= most) return std::vector<Way>(most + 1);
      for (Way& way : ways(*phrase, most - told.size(), as_one)) told.push_back(std::move(way));
    }
    return told;
  }

  /// The set of an item's single words, and its phrases.
  std::pair<std::optional<Atom>, std::vector<const PatternSequence*>> taken_apart(const PatternItem& item) {
    const WordSets::FlatLexicon* lexicon = item.kind == Kind::lexicon ? &words_.lexicon(item.text, codebook_) : nullptr;
    std::vector<const PatternSequence*> phrases;
    for (const PatternSequence& phrase : lexicon != nullptr ? lexicon->phrases : item.alternatives)
      if (!is_single_word(phrase)) phrases.push_back(&phrase);
    return {lexicon != nullptr ? lexicon->words : words_.single_words(item), std::move(phrases)};
  }

  Item word_item(Atom atom) const { return {{atom}, {}, {}, words_.lexical().frequency(atom)}; }
  Piece word(Atom atom) const { return {word_item(atom), word_item(atom), 1, true}; }

  /// An item as one piece.
  Piece piece(const PatternItem& item) {
    Piece piece = whole(item);
    if (item.optional) piece.first.reset(), piece.rarest = {}, piece.is_exact = false;
    return piece;
  }

  Piece whole(const PatternItem& item) {
    switch (item.kind) {
      case Kind::word:
        if (is_hyphenated(item)) return joined(parts_of(item));
        [[fallthrough]];
      case Kind::prefix:
      case Kind::inflection:
      case Kind::exact: return word(words_.lexical().add(item));
      case Kind::token_class: {
        const UnitClassName& name = unit_class_named(item.text);
        const Item of_class{{}, {name.unit_class}, {}, name.frequency};
        const bool is_any = item.number < 0;  // not only the long ones
        return {of_class, of_class, 1, is_any};
      }
      case Kind::gap: return {std::nullopt, {}, static_cast<int>(item.number), true};
      case Kind::start:
      case Kind::end: return {std::nullopt, {}, 0};
      case Kind::lexicon:
      case Kind::group: break;
    }
    const auto [singles, phrases] = taken_apart(item);
    Piece any{Item{{}, {}, {}, 0}, Item{{}, {}, {}, 0}, 1};
    const auto allow = [&](const Piece& other) {
      any.longest = std::max(any.longest, other.longest);
      add_to(any.rarest, other.rarest);
      if (!other.first) any.first.reset();
      else if (any.first) add_to(*any.first, *other.first);
    };
    if (singles) allow(word(*singles));
    for (const PatternSequence* phrase : phrases) allow(joined(*phrase));
    return any;
  }

  /// A sequence as one piece.
  Piece joined(const PatternSequence& items) {
    Piece all{Item{{}, {}, {}, 0}, {}, 0};
    bool open = true;  // nothing yet that a match must begin with
    for (const PatternItem& item : items) {
      const Piece next = whole(item);
      all.longest += next.longest;
      if (open && !next.first) all.first.reset();
      if (open && all.first) add_to(*all.first, *next.first);
      if (!item.optional) open = false, all.rarest = rarer(all.rarest, next.rarest);
    }
    if (open) all.first.reset();
    return all;
  }

  const Codebook& codebook_;
  WordSets& words_;
  Expressions& expressions_;
  std::vector<Part> parts_;
  std::vector<Item> items_ = {{}};
  std::unordered_map<Atom, std::uint32_t> word_parts_;
};

Outline outline_of(const Way& way, const Outliner& outliner, const PatternSequence& pattern) {
  Outline outline;
  outline.is_exact = true;
  outline.steps.reserve(way.size());
  std::vector<double> frequencies;  // of steps that take nothing but what they cannot do without
  Distance between;
  bool leading = true;
  for (std::uint32_t number : way) {
    const Part& part = outliner.part(number);
    if (outliner.frequency(part.rarest) < outliner.frequency(outline.trigger)) outline.trigger = part.rarest;
    if (part.first) {
      if (outline.steps.empty()) outline.starts = leading;
      outline.steps.push_back({*part.first, between.reach(), between.adjacent});
      frequencies.push_back(part.first == part.rarest ? outliner.frequency(part.rarest) : std::numeric_limits<double>::infinity());
    }
    between.pass(part);
    leading = false;
    outline.is_exact = outline.is_exact && part.is_exact;
  }
  outline.trigger_step = best_trigger(outline.steps, frequencies);
  if (outline.trigger_step != Outline::kNowhere) outline.trigger = outline.steps[outline.trigger_step].item;
  for (std::uint32_t number : way) {
    const std::uint32_t rarest = outliner.part(number).rarest;
    if (rarest != outline.trigger && outliner.frequency(rarest) < outliner.frequency(outline.companion)) outline.companion = rarest;
  }
  outline.ends = !outline.steps.empty() && between.adjacent && pattern.back().kind == Kind::end;
  outline.is_exact = outline.is_exact && outline.starts && between.adjacent && outline.trigger_step != Outline::kNowhere;
  return outline;
}

}  // namespace

std::vector<std::uint32_t> key_of(const Item& item, std::vector<std::uint32_t> key) {
  key.clear();
  key.reserve(3 + item.atoms.size() + item.classes.size() + item.expressions.size());
  append(key, item.atoms);
  append(key, item.classes);
  append(key, item.expressions);
  return key;
}

void add_to(Item& either, const Item& other) {
  add_all(either.atoms, other.atoms);
  add_all(either.classes, other.classes);
  add_all(either.expressions, other.expressions);
  either.frequency += other.frequency;
}

std::uint32_t Expressions::number_of(Expression expression) {
  std::vector<std::uint32_t> key;
  key.reserve(5 * expression.steps.size());
  for (const Expression::Step& step : expression.steps) {
    append(key, step.item.atoms);
    append(key, step.item.classes);
    key.push_back(std::uint32_t{step.reach} << 1 | (step.adjacent ? 1 : 0));
  }
  const auto [known, is_new] = numbers_.try_emplace(std::move(key), static_cast<std::uint32_t>(all_.size()));
  if (is_new) all_.push_back(std::move(expression));
  return known->second;
}

std::uint32_t best_trigger(std::span<const Outline::Step> steps, std::span<const double> frequencies) {
  constexpr double kWalk = 20;   // what a walk costs, counted in tests of what stands beside a word
  constexpr double kText = 1e6;  // words of which frequencies are told
  std::uint32_t best = Outline::kNowhere;
  double least = std::numeric_limits<double>::infinity();
  for (std::uint32_t k = 0; k < steps.size(); ++k) {
    double walks = kWalk;
    if (k > 0 && steps[k].adjacent) walks *= std::min(1.0, frequencies[k - 1] / kText);
    if (k + 1 < steps.size() && steps[k + 1].adjacent) walks *= std::min(1.0, frequencies[k + 1] / kText);
    const double cost = frequencies[k] * (1 + walks);
    if (cost < least) least = cost, best = k;
  }
  return best;
}

Outlines outlines_of(const PatternSequence& pattern, const Codebook& codebook, WordSets& words, Expressions& expressions) {
  Outlines outlines;
  Outliner outliner(codebook, words, expressions);
  for (const Way& way : outliner.ways(pattern, kMostWays)) outlines.ways.push_back(outline_of(way, outliner, pattern));
  outlines.items = outliner.take_items();
  for (const Outline& outline : outlines.ways) add_to(outlines.first, outlines.items[outline.starts ? outline.steps.front().item : kAnyItem]);
  return outlines;
}

}  // namespace attune
