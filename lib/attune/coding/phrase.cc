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

/// What is reached from a node without taking anything. `seen_for` has by node for which it was reached last.
void add_reached(CompiledPhrase& phrase, std::uint32_t number, std::uint32_t from, std::vector<std::uint32_t>& seen_for) {
  if (number == CompiledPhrase::kNowhere || std::exchange(seen_for[number], from) == from) return;
  const Node& node = phrase.nodes[number];
  // What asks for the start stands at the beginning of a pattern only, where a match begins.
  if (node.kind == Node::Kind::at_start) return;
  if (node.kind != Node::Kind::split) phrase.reached.push_back(number);
  if (node.kind == Node::Kind::split || node.kind == Node::Kind::gap) add_reached(phrase, node.next, from, seen_for);
  if (node.kind == Node::Kind::split) add_reached(phrase, node.other, from, seen_for);
}

void find_reached(CompiledPhrase& phrase) {
  std::vector<std::uint32_t> seen_for(phrase.nodes.size(), CompiledPhrase::kNowhere);
  phrase.reach.reserve(phrase.nodes.size());
  for (std::uint32_t number = 0; number < phrase.nodes.size(); ++number) {
    const auto begin = static_cast<std::uint32_t>(phrase.reached.size());
    add_reached(phrase, number, number, seen_for);
    phrase.reach.push_back({begin, static_cast<std::uint32_t>(phrase.reached.size())});
  }
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
  find_reached(phrase);
  phrase.is_anchored = !parsed.items.empty() && parsed.items.front().kind == Kind::start;
  phrase.outlines = outlines_of(parsed.items, codebook, words_, expressions_);
  phrase.nodes.shrink_to_fit();
  phrase.branches.shrink_to_fit();
  phrase.reached.shrink_to_fit();
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
  const auto is_set = [&](const CompiledPhrase::Branch& branch) { return words_.lexical().is_set(branch.atom); };
  std::ranges::stable_sort(branches, {}, [&](const CompiledPhrase::Branch& branch) { return std::pair(is_set(branch), branch.atom); });
  branches = joined(phrase, branches);
  std::vector<Atom> atoms;
  for (const CompiledPhrase::Branch& branch : branches) atoms.push_back(branch.atom);
  const auto first = static_cast<std::uint32_t>(phrase.branches.size());
  const auto words = static_cast<std::uint32_t>(std::find_if(branches.begin(), branches.end(), is_set) - branches.begin());
  phrase.branches.insert(phrase.branches.end(), branches.begin(), branches.end());
  const std::uint32_t choice = node(phrase, {.kind = Node::Kind::choice, .atom = words_.any_of(std::move(atoms)), .next = first,
                                             .other = static_cast<std::uint32_t>(phrase.branches.size()), .sets = first + words});
  return others == CompiledPhrase::kNowhere ? choice : node(phrase, {.kind = Node::Kind::split, .next = choice, .other = others});
}

/// Branches that begin with the same word become one, which goes on with a choice. REQUIRES: those of one atom stand together.
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

}  // namespace attune
