#include "attune/coding/automaton.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace attune {
namespace {

using Node = Automaton::Node;
using Branch = Automaton::Branch;
using Kind = PatternItem::Kind;

class Builder {
 public:
  Builder(const Codebook& codebook, const WordSets& words) : codebook_(codebook), words_(words) {}

  Automaton build(const PatternSequence& pattern) {
    const std::uint32_t accept = node({});
    const std::uint32_t start = sequence(pattern, accept);
    find_initial(start);
    find_reached();
    return std::move(automaton_);
  }

 private:
  std::uint32_t node(Node node) {
    automaton_.nodes.push_back(node);
    return static_cast<std::uint32_t>(automaton_.nodes.size() - 1);
  }

  /// From the last item to the first, so that each knows where it leads.
  std::uint32_t sequence(const PatternSequence& items, std::uint32_t next) {
    for (auto item = items.rbegin(); item != items.rend(); ++item) {
      const std::uint32_t entry = entry_of(*item, next);
      next = item->optional ? node({.kind = Node::Kind::split, .next = entry, .other = next}) : entry;
    }
    return next;
  }

  std::uint32_t entry_of(const PatternItem& item, std::uint32_t next) {
    switch (item.kind) {
      case Kind::word:
        if (is_hyphenated(item)) return sequence(parts_of(item), next);
        [[fallthrough]];
      case Kind::prefix:
      case Kind::inflection:
      case Kind::exact: return node({.kind = Node::Kind::atom, .atom = words_.atom_of(item), .next = next});
      case Kind::token_class: {
        const auto least = static_cast<std::uint16_t>(item.number > 0 ? std::lround(item.number * 10) : 0);
        return node({.kind = Node::Kind::unit_class, .unit_class = unit_class_named(item.text).unit_class, .least = least, .next = next});
      }
      case Kind::lexicon: {
        const WordSets::FlatLexicon& lexicon = words_.known_lexicon(item.text, codebook_);
        Choice choice;
        if (lexicon.words) choice.branches.push_back({*lexicon.words, next});
        for (const PatternSequence& words : lexicon.phrases) add(choice, sequence(words, next));
        return entry_of(std::move(choice));
      }
      case Kind::group: {
        Choice choice;
        for (const PatternSequence& words : item.alternatives) {
          if (is_single_word(words)) choice.branches.push_back({words_.atom_of(words[0]), next});
          else add(choice, sequence(words, next));
        }
        return entry_of(std::move(choice));
      }
      case Kind::gap: {
        std::uint32_t entry = node({.kind = Node::Kind::gap, .next = next});
        for (int words = 0; words < static_cast<int>(item.number); ++words) entry = node({.kind = Node::Kind::gap, .next = next, .other = entry});
        return entry;
      }
      case Kind::start: return node({.kind = Node::Kind::at_start, .next = next});
      case Kind::end: return node({.kind = Node::Kind::at_end, .next = next});
    }
    return next;
  }

  /// Ways to go on: those that begin with a word are branches of one node.
  struct Choice {
    std::vector<Branch> branches;
    std::uint32_t others = Automaton::kNowhere;
  };

  void add(Choice& choice, std::uint32_t entry) {
    const Node& way = automaton_.nodes[entry];
    const auto branch = automaton_.branches.begin();
    if (way.kind == Node::Kind::atom) choice.branches.push_back({way.atom, way.next});
    else if (way.kind == Node::Kind::choice) choice.branches.insert(choice.branches.end(), branch + way.next, branch + way.other);
    else choice.others = choice.others == Automaton::kNowhere ? entry : node({.kind = Node::Kind::split, .next = entry, .other = choice.others});
  }

  std::uint32_t entry_of(Choice choice) {
    if (choice.branches.empty()) return choice.others;
    const auto is_set = [&](const Branch& branch) { return words_.is_set(branch.atom); };
    std::ranges::stable_sort(choice.branches, {}, [&](const Branch& branch) { return std::pair(is_set(branch), branch.atom); });
    const std::vector<Branch> branches = joined(choice.branches);
    const auto first = static_cast<std::uint32_t>(automaton_.branches.size());
    const auto words = static_cast<std::uint32_t>(std::ranges::find_if(branches, is_set) - branches.begin());
    automaton_.branches.insert(automaton_.branches.end(), branches.begin(), branches.end());
    const std::uint32_t entry = branches.size() == 1 ? node({.kind = Node::Kind::atom, .atom = branches[0].atom, .next = branches[0].next})
                                                     : node({.kind = Node::Kind::choice, .next = first, .other = static_cast<std::uint32_t>(automaton_.branches.size()), .sets = first + words});
    return choice.others == Automaton::kNowhere ? entry : node({.kind = Node::Kind::split, .next = entry, .other = choice.others});
  }

  /// Branches that begin with the same word become one, which goes on with a choice. REQUIRES: those of one atom stand together.
  std::vector<Branch> joined(const std::vector<Branch>& branches) {
    std::vector<Branch> all;
    for (auto begin = branches.begin(); begin != branches.end();) {
      const auto end = std::find_if(begin, branches.end(), [&](const Branch& branch) { return branch.atom != begin->atom; });
      std::vector<std::uint32_t> entries;
      for (auto branch = begin; branch != end; ++branch) entries.push_back(branch->next);
      std::ranges::sort(entries);
      entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
      all.push_back({begin->atom, entries.front()});
      if (entries.size() > 1) {
        Choice choice;
        for (std::uint32_t entry : entries) add(choice, entry);
        all.back().next = entry_of(std::move(choice));
      }
      begin = end;
    }
    return all;
  }

  /// The taking nodes that are reached from the start without taking anything.
  void find_initial(std::uint32_t start) {
    std::vector<std::uint32_t> open = {start};
    std::vector<bool> seen(automaton_.nodes.size(), false);
    while (!open.empty()) {
      const std::uint32_t number = open.back();
      open.pop_back();
      if (number == Automaton::kNowhere || seen[number]) continue;
      seen[number] = true;
      const Node& node = automaton_.nodes[number];
      if (node.kind == Node::Kind::split) open.insert(open.end(), {node.next, node.other});
      if (node.kind == Node::Kind::gap || node.kind == Node::Kind::at_start) open.push_back(node.next);
      if (node.kind <= Node::Kind::unit_class || node.kind == Node::Kind::gap) automaton_.initial.push_back(number);
    }
  }

  void find_reached() {
    std::vector<std::uint32_t> seen_for(automaton_.nodes.size(), Automaton::kNowhere);
    automaton_.reach.reserve(automaton_.nodes.size());
    for (std::uint32_t number = 0; number < automaton_.nodes.size(); ++number) {
      const auto begin = static_cast<std::uint32_t>(automaton_.reached.size());
      add_reached(number, number, seen_for);
      automaton_.reach.push_back({begin, static_cast<std::uint32_t>(automaton_.reached.size())});
    }
  }

  /// What is reached from a node without taking anything. `seen_for` has by node for which it was reached last.
  void add_reached(std::uint32_t number, std::uint32_t from, std::vector<std::uint32_t>& seen_for) {
    if (number == Automaton::kNowhere || std::exchange(seen_for[number], from) == from) return;
    const Node& node = automaton_.nodes[number];
    // What asks for the start stands at the beginning of a pattern only, where a match begins.
    if (node.kind == Node::Kind::at_start) return;
    if (node.kind != Node::Kind::split) automaton_.reached.push_back(number);
    if (node.kind == Node::Kind::split || node.kind == Node::Kind::gap) add_reached(node.next, from, seen_for);
    if (node.kind == Node::Kind::split) add_reached(node.other, from, seen_for);
  }

  const Codebook& codebook_;
  const WordSets& words_;
  Automaton automaton_;
};

}  // namespace

Automaton automaton_of(const PatternSequence& pattern, const Codebook& codebook, const WordSets& words) { return Builder(codebook, words).build(pattern); }

}  // namespace attune
