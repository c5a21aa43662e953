#include "attune/coding/phrase.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>
#include <utility>

#include "attune/text/unicode.h"

namespace attune {
namespace {

using Node = CompiledPhrase::Node;
using Kind = PatternItem::Kind;

/// The shortest pause an untimed mark counts for, in tenths of a second: a "long pause" is taken as 5 s, the usual cut
/// of transcribers' guides for a pause worth a mark of its own.
constexpr std::uint16_t kLongPauseTenths = 50;

/// A match passes over this many units in a row at most: nobody says "um" so often, and time stays linear in the text.
constexpr std::uint32_t kMostPassedOver = 200;

bool is_pause_of(const Unit& unit, std::uint16_t least) {
  if (unit.detail == kUntimedShort) return false;
  return (unit.detail == kUntimedLong ? kLongPauseTenths : unit.detail) >= least;
}

/// `least` is the shortest pause in tenths of a second (0: any pause).
bool in_class(const Unit& unit, UnitClass unit_class, std::uint16_t least) {
  return (unit.classes & bit_of(unit_class)) != 0 && (least == 0 || is_pause_of(unit, least));
}

/// Nothing but what a match passes over, punctuation and marks of breaking off in [begin, end).
bool nothing_said(const std::vector<Unit>& units, std::uint32_t begin, std::uint32_t end) {
  return end - begin <= kMostPassedOver && std::all_of(units.begin() + begin, units.begin() + end, says_nothing);
}

template <typename T>
void tidy(std::vector<T>& set) {
  std::ranges::sort(set);
  set.erase(std::unique(set.begin(), set.end()), set.end());
}

/// What the first unit of a match can be: the taking nodes that are reached from the start without taking anything.
void find_first(CompiledPhrase& phrase, std::uint32_t start) {
  std::vector<std::uint32_t> open = {start};
  std::vector<bool> seen(phrase.nodes.size(), false);
  while (!open.empty()) {
    const std::uint32_t number = open.back();
    open.pop_back();
    if (number == CompiledPhrase::kNowhere || seen[number]) continue;
    seen[number] = true;
    const Node& node = phrase.nodes[number];
    switch (node.kind) {
      case Node::Kind::atom:
      case Node::Kind::choice:
        phrase.initial.push_back(number);
        phrase.first_atoms.push_back(node.atom);
        break;
      case Node::Kind::unit_class:
        phrase.initial.push_back(number);
        phrase.first_classes.push_back(node.unit_class);
        break;
      case Node::Kind::gap:
        phrase.initial.push_back(number);
        phrase.first_is_gap = true;
        open.push_back(node.next);
        break;
      case Node::Kind::split:
        open.insert(open.end(), {node.next, node.other});
        break;
      case Node::Kind::at_start:
        open.push_back(node.next);
        break;
      case Node::Kind::at_end:
      case Node::Kind::accept:
        break;
    }
  }
  tidy(phrase.first_atoms);
  tidy(phrase.first_classes);
}

}  // namespace

// -- compiling -------------------------------------------------------------------------------------------------------

CompiledPhrase PhraseCompiler::compile(std::string_view pattern, const Codebook& codebook) {
  const ParsedPattern parsed = parse_pattern(pattern);
  assert(parsed.mistakes.empty());
  CompiledPhrase phrase;
  const std::uint32_t accept = node(phrase, {});
  const std::uint32_t start = compile_sequence(phrase, parsed.items, accept, codebook);
  find_first(phrase, start);
  phrase.is_anchored = !parsed.items.empty() && parsed.items.front().kind == Kind::start;
  phrase.outlines = outlines_of(parsed.items, codebook, words_);
  return phrase;
}

std::uint32_t PhraseCompiler::node(CompiledPhrase& phrase, Node node) const {
  phrase.nodes.push_back(node);
  return static_cast<std::uint32_t>(phrase.nodes.size() - 1);
}

/// From the last item to the first, so that each knows where it leads.
std::uint32_t PhraseCompiler::compile_sequence(CompiledPhrase& phrase, const PatternSequence& items, std::uint32_t next, const Codebook& codebook) {
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    const std::uint32_t entry = compile_item(phrase, *item, next, codebook);
    next = item->optional ? node(phrase, {.kind = Node::Kind::split, .next = entry, .other = next}) : entry;
  }
  return next;
}

std::uint32_t PhraseCompiler::compile_item(CompiledPhrase& phrase, const PatternItem& item, std::uint32_t next, const Codebook& codebook) {
  switch (item.kind) {
    case Kind::word:
      if (is_hyphenated(item)) return compile_sequence(phrase, parts_of(item), next, codebook);
      [[fallthrough]];
    case Kind::prefix:
    case Kind::inflection:
    case Kind::exact:
      return node(phrase, {.kind = Node::Kind::atom, .atom = words_.lexical().add(item), .next = next});
    case Kind::token_class: {
      const auto least = static_cast<std::uint16_t>(item.number > 0 ? std::lround(item.number * 10) : 0);
      return node(phrase, {.kind = Node::Kind::unit_class, .unit_class = unit_class_named(item.text).unit_class, .least = least, .next = next});
    }
    case Kind::lexicon: {
      const WordSets::FlatLexicon& lexicon = words_.lexicon(item.text, codebook);
      std::vector<std::uint32_t> entries;
      if (lexicon.words) entries.push_back(node(phrase, {.kind = Node::Kind::atom, .atom = *lexicon.words, .next = next}));
      for (const PatternSequence& words : lexicon.phrases) entries.push_back(compile_sequence(phrase, words, next, codebook));
      return choice_of(phrase, entries);
    }
    case Kind::group: {
      std::vector<std::uint32_t> entries;
      if (const std::optional<Atom> words = words_.single_words(item)) entries.push_back(node(phrase, {.kind = Node::Kind::atom, .atom = *words, .next = next}));
      for (const PatternSequence& words : item.alternatives)
        if (!is_single_word(words)) entries.push_back(compile_sequence(phrase, words, next, codebook));
      return choice_of(phrase, entries);
    }
    case Kind::gap: {
      std::uint32_t entry = node(phrase, {.kind = Node::Kind::gap, .next = next});
      for (int words = 0; words < static_cast<int>(item.number); ++words)
        entry = node(phrase, {.kind = Node::Kind::gap, .next = next, .other = entry});
      return entry;
    }
    case Kind::start: return node(phrase, {.kind = Node::Kind::at_start, .next = next});
    case Kind::end: return node(phrase, {.kind = Node::Kind::at_end, .next = next});
  }
  return next;
}

/// One entry for all: those that begin with a word become branches of a choice.
std::uint32_t PhraseCompiler::choice_of(CompiledPhrase& phrase, const std::vector<std::uint32_t>& entries) {
  if (entries.size() == 1) return entries.front();
  std::vector<CompiledPhrase::Branch> branches;
  std::uint32_t others = CompiledPhrase::kNowhere;
  for (std::uint32_t entry : entries) {
    const Node& way = phrase.nodes[entry];
    if (way.kind == Node::Kind::atom) branches.push_back({way.atom, way.next});
    else if (way.kind == Node::Kind::choice) branches.insert(branches.end(), phrase.branches.begin() + way.next, phrase.branches.begin() + way.other);
    else others = node(phrase, {.kind = Node::Kind::split, .next = entry, .other = others});
  }
  if (branches.empty()) return others;
  std::ranges::stable_sort(branches, {}, &CompiledPhrase::Branch::atom);
  branches = joined(phrase, branches);
  std::vector<Atom> atoms;
  for (const CompiledPhrase::Branch& branch : branches) atoms.push_back(branch.atom);
  const auto first = static_cast<std::uint32_t>(phrase.branches.size());
  phrase.branches.insert(phrase.branches.end(), branches.begin(), branches.end());
  const std::uint32_t choice = node(phrase, {.kind = Node::Kind::choice, .atom = words_.any_of(std::move(atoms)), .next = first,
                                             .other = static_cast<std::uint32_t>(phrase.branches.size()), .choice = choices_++});
  return others == CompiledPhrase::kNowhere ? choice : node(phrase, {.kind = Node::Kind::split, .next = choice, .other = others});
}

/// Branches that begin with the same word become one, which goes on with a choice. REQUIRES: by rising atom.
std::vector<CompiledPhrase::Branch> PhraseCompiler::joined(CompiledPhrase& phrase, const std::vector<CompiledPhrase::Branch>& branches) {
  std::vector<CompiledPhrase::Branch> all;
  for (auto begin = branches.begin(); begin != branches.end();) {
    const auto end = std::find_if(begin, branches.end(), [&](const CompiledPhrase::Branch& branch) { return branch.atom != begin->atom; });
    std::vector<std::uint32_t> entries;
    for (auto branch = begin; branch != end; ++branch) entries.push_back(branch->next);
    std::ranges::sort(entries);
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
    all.push_back({begin->atom, choice_of(phrase, entries)});
    begin = end;
  }
  return all;
}

// -- running ---------------------------------------------------------------------------------------------------------

void PhraseRunner::add(const CompiledPhrase& phrase, std::uint32_t number, std::uint32_t at) {
  if (number == CompiledPhrase::kNowhere || seen_[number] == stamp_) return;
  seen_[number] = stamp_;
  const Node& node = phrase.nodes[number];
  switch (node.kind) {
    case Node::Kind::split:
      add(phrase, node.next, at);
      add(phrase, node.other, at);
      return;
    case Node::Kind::gap:
      then_.push_back(number);
      add(phrase, node.next, at);
      return;
    case Node::Kind::at_start:
      if (nothing_said(*units_, scope_.begin, at)) add(phrase, node.next, at);
      return;
    case Node::Kind::at_end:
      if (nothing_said(*units_, at, scope_.end)) add(phrase, node.next, at);
      return;
    case Node::Kind::accept:
      accepted_ = true;
      return;
    default:
      then_.push_back(number);
  }
}

/// Where the branches lead that a word with these atoms takes: the same words come again and again, and lexicons are long.
const std::vector<std::uint32_t>& PhraseRunner::ways_on(const CompiledPhrase& phrase, const Node& choice, std::uint32_t atom_set) {
  const auto [known, is_new] = ways_on_.try_emplace(std::uint64_t{choice.choice} << 32 | atom_set);
  if (is_new) {
    for (std::uint32_t i = choice.next; i < choice.other; ++i)
      if (lexical_.has(atom_set, phrase.branches[i].atom)) known->second.push_back(phrase.branches[i].next);
  }
  return known->second;
}

std::optional<std::uint32_t> PhraseRunner::match(const CompiledPhrase& phrase, const std::vector<Unit>& units, UnitRange scope,
                                                 std::uint32_t begin, GapsAtNegators gaps) {
  units_ = &units;
  scope_ = scope;
  if (seen_.size() < phrase.nodes.size()) seen_.resize(phrase.nodes.size(), 0);
  std::optional<std::uint32_t> longest;
  const auto next_stamp = [&] {
    if (++stamp_ == 0) std::ranges::fill(seen_, 0), stamp_ = 1;
  };
  if (phrase.is_anchored && !nothing_said(units, scope.begin, begin)) return std::nullopt;
  then_.assign(phrase.initial.begin(), phrase.initial.end());
  std::uint32_t passed_over = 0;
  for (std::uint32_t at = begin; at < scope.end && !then_.empty() && passed_over <= kMostPassedOver; ++at) {
    const bool can_pass = is_free(units[at]);
    passed_over = can_pass ? passed_over + 1 : 0;
    now_.swap(then_);
    then_.clear();
    next_stamp();
    accepted_ = false;
    const Unit& unit = units[at];
    const bool is_word = unit.has_form && !unit.skippable;
    const auto has = [&](Atom atom) { return is_word && lexical_.has(unit.atom_set, atom); };
    for (std::uint32_t number : now_) {
      const Node& node = phrase.nodes[number];
      switch (node.kind) {
        case Node::Kind::atom:
          if (has(node.atom)) add(phrase, node.next, at + 1);
          break;
        case Node::Kind::choice:
          if (has(node.atom))
            for (std::uint32_t next : ways_on(phrase, node, unit.atom_set)) add(phrase, next, at + 1);
          break;
        case Node::Kind::unit_class:
          if (in_class(unit, node.unit_class, node.least)) add(phrase, node.next, at + 1);
          break;
        case Node::Kind::gap:
          // A gap's own place is kept for what costs nothing; a word leads to the gap with one word less.
          if (can_pass) add(phrase, number, at + 1);
          else if (node.other != CompiledPhrase::kNowhere &&
                   (gaps == GapsAtNegators::pass || !unit.has_form || !lexical_.flags(unit.form).negator)) add(phrase, node.other, at + 1);
          break;
        default:
          break;
      }
      // What is skippable may be passed over anywhere but before the first unit.
      if (unit.skippable && at > begin && node.kind != Node::Kind::gap && seen_[number] != stamp_) {
        seen_[number] = stamp_;
        then_.push_back(number);
      }
    }
    if (accepted_) longest = at + 1;
  }
  return longest;
}

}  // namespace attune
