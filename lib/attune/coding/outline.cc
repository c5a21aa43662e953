#include "attune/coding/outline.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace attune {
namespace {

using Kind = PatternItem::Kind;

// A pattern is told apart into this many ways at most. More tell little more, and each is asked for on its own.
constexpr std::size_t kMostWays = 256;

/// A part of one way to say a phrase.
struct Piece {
  std::optional<Item> first;  // what it begins with; none: anything, or nothing
  Item rarest;                // what it cannot do without
  int longest = 1;            // the most words it takes
};
/// The same, its items numbered.
struct Part {
  std::optional<std::uint32_t> first;
  std::uint32_t rarest = 0;
  int longest = 1;
};
/// Parts are shared by ways: numbers of an Outliner's parts.
using Way = std::vector<std::uint32_t>;

template <typename T>
void add_all(std::vector<T>& into, const std::vector<T>& from) {
  into.insert(into.end(), from.begin(), from.end());
  std::ranges::sort(into);
  into.erase(std::unique(into.begin(), into.end()), into.end());
}

const Item& rarer(const Item& a, const Item& b) { return b.frequency < a.frequency ? b : a; }

class Outliner {
 public:
  Outliner(const Codebook& codebook, WordSets& words) : codebook_(codebook), words_(words) {}

  [[nodiscard]] const Part& part(std::uint32_t number) const { return parts_[number]; }
  [[nodiscard]] double frequency(std::uint32_t item) const { return items_[item].frequency; }
  [[nodiscard]] std::vector<Item> take_items() { return std::move(items_); }

  std::vector<Way> ways(const PatternSequence& items, std::size_t most) {
    std::vector<Way> all = {{}};
    for (const PatternItem& item : items) {
      const std::vector<Way> further = ways(item, most / all.size());
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
  std::uint32_t keep(Piece piece) {
    Part part;
    part.longest = piece.longest;
    part.rarest = number_of(std::move(piece.rarest));
    if (piece.first) part.first = number_of(*std::move(piece.first));
    parts_.push_back(part);
    return static_cast<std::uint32_t>(parts_.size() - 1);
  }

  std::uint32_t number_of(Item item) {
    const auto known = std::ranges::find(items_, item);
    if (known != items_.end()) return static_cast<std::uint32_t>(known - items_.begin());
    items_.push_back(std::move(item));
    return static_cast<std::uint32_t>(items_.size() - 1);
  }

  std::vector<Way> ways(const PatternItem& item, std::size_t most) {
    switch (item.kind) {
      case Kind::start:
      case Kind::end: return {{}};
      case Kind::word:
        if (is_hyphenated(item) && !item.optional) return ways(parts_of(item), most);
        break;
      case Kind::lexicon:
      case Kind::group:
        if (item.optional) break;
        if (std::vector<Way> told = alternatives_of(item, most); told.size() <= most) return told;
        break;
      default: break;
    }
    return {{keep(piece(item))}};
  }

  /// Single words are one way together; each of the others is at least one. More than `most`: too many.
  std::vector<Way> alternatives_of(const PatternItem& item, std::size_t most) {
    std::vector<Way> told;
    const auto [singles, phrases] = taken_apart(item);
    if (singles) told.push_back({keep(word(*singles))});
    for (const PatternSequence& phrase : phrases) {
      if (told.size() >= most) return std::vector<Way>(most + 1);
      for (Way& way : ways(phrase, most - told.size())) told.push_back(std::move(way));
    }
    return told;
  }

  std::pair<std::optional<Atom>, std::vector<PatternSequence>> taken_apart(const PatternItem& item) {
    if (item.kind == Kind::lexicon) {
      const WordSets::FlatLexicon& lexicon = words_.lexicon(item.text, codebook_);
      return {lexicon.words, lexicon.phrases};
    }
    std::vector<PatternSequence> phrases = item.alternatives;
    std::erase_if(phrases, is_single_word);
    return {words_.single_words(item), std::move(phrases)};
  }

  Piece word(Atom atom) const {
    const Item item{{atom}, {}, words_.lexical().frequency(atom)};
    return {item, item, 1};
  }

  /// An item as one piece.
  Piece piece(const PatternItem& item) {
    Piece piece = whole(item);
    if (item.optional) piece.first.reset(), piece.rarest = {};
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
        const Item of_class{{}, {name.unit_class}, name.frequency};
        return name.unit_class == UnitClass::word ? Piece{std::nullopt, {}, 1} : Piece{of_class, of_class, 1};
      }
      case Kind::gap: return {std::nullopt, {}, static_cast<int>(item.number)};
      case Kind::start:
      case Kind::end: return {std::nullopt, {}, 0};
      case Kind::lexicon:
      case Kind::group: break;
    }
    const auto [singles, phrases] = taken_apart(item);
    Piece any{Item{{}, {}, 0}, Item{{}, {}, 0}, 1};
    const auto allow = [&](const Piece& other) {
      any.longest = std::max(any.longest, other.longest);
      add_to(any.rarest, other.rarest);
      if (!other.first) any.first.reset();
      else if (any.first) add_to(*any.first, *other.first);
    };
    if (singles) allow(word(*singles));
    for (const PatternSequence& phrase : phrases) allow(joined(phrase));
    return any;
  }

  /// A sequence as one piece.
  Piece joined(const PatternSequence& items) {
    Piece all{Item{{}, {}, 0}, {}, 0};
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
  std::vector<Part> parts_;
  std::vector<Item> items_ = {{}};
};

Outline outline_of(const Way& way, const Outliner& outliner, const PatternSequence& pattern) {
  Outline outline;
  int between = 0;       // words that may stand behind the step before
  bool adjacent = true;  // nothing may
  bool leading = true;
  for (std::uint32_t number : way) {
    const Part& part = outliner.part(number);
    if (part.rarest == outline.trigger) {}
    else if (outliner.frequency(part.rarest) < outliner.frequency(outline.trigger)) outline.companion = std::exchange(outline.trigger, part.rarest);
    else if (outliner.frequency(part.rarest) < outliner.frequency(outline.companion)) outline.companion = part.rarest;
    if (!part.first) {
      between += part.longest;
      adjacent = false;
    } else {
      if (outline.steps.empty()) outline.starts = leading;
      const auto reach = static_cast<std::uint16_t>(std::min(between, 0xFFFF));
      outline.steps.push_back({*part.first, reach, adjacent});
      between = part.longest - 1;
      adjacent = part.longest == 1;
    }
    leading = false;
  }
  if (const auto step = std::ranges::find(outline.steps, outline.trigger, &Outline::Step::item); step != outline.steps.end())
    outline.trigger_step = static_cast<std::uint32_t>(step - outline.steps.begin());
  outline.ends = !outline.steps.empty() && adjacent && pattern.back().kind == Kind::end;
  return outline;
}

}  // namespace

void add_to(Item& either, const Item& other) {
  add_all(either.atoms, other.atoms);
  add_all(either.classes, other.classes);
  either.frequency += other.frequency;
}

Outlines outlines_of(const PatternSequence& pattern, const Codebook& codebook, WordSets& words) {
  Outlines outlines;
  Outliner outliner(codebook, words);
  for (const Way& way : outliner.ways(pattern, kMostWays)) outlines.ways.push_back(outline_of(way, outliner, pattern));
  outlines.items = outliner.take_items();
  return outlines;
}

}  // namespace attune
