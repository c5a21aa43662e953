#include "attune/coding/phrase_run.h"

#include <algorithm>

namespace attune {
namespace {

using Node = Automaton::Node;

/// The shortest pause an untimed mark counts for, in tenths of a second: a "long pause" is taken as 5 s, the usual cut
/// of transcribers' guides for a pause worth a mark of its own.
constexpr std::uint16_t kLongPauseTenths = 50;

bool is_pause_of(const Unit& unit, std::uint16_t least) {
  if (unit.detail == kUntimedShort) return false;
  return (unit.detail == kUntimedLong ? kLongPauseTenths : unit.detail) >= least;
}

/// `least` is the shortest pause in tenths of a second (0: any pause).
bool in_class(const Unit& unit, UnitClass unit_class, std::uint16_t least) {
  return (unit.classes & bit_of(unit_class)) != 0 && (least == 0 || is_pause_of(unit, least));
}

/// No word but one that may be passed over anywhere.
bool may_be_passed_over(const Unit& unit) { return unit.skippable || (unit.free && !unit.has_form); }

/// Nothing but what a match passes over, punctuation and marks of breaking off in [begin, end).
bool nothing_said(const std::vector<Unit>& units, std::uint32_t begin, std::uint32_t end) {
  return end - begin <= kMostPassedOver && std::all_of(units.begin() + begin, units.begin() + end, says_nothing);
}

}  // namespace

const Automaton& PhraseRunner::automaton_of(const CompiledPhrase& phrase) {
  const auto known = automata_.find(&phrase);
  if (known != automata_.end()) return known->second;
  return automata_.emplace(&phrase, attune::automaton_of(parse_pattern(*phrase.pattern).items, *phrase.codebook, *phrase.words)).first->second;
}

struct PhraseRunner::Run {
  const CompiledPhrase& phrase;
  const Automaton& automaton;
  const std::vector<Unit>& units;
  UnitRange scope;
  std::uint32_t begin = 0;
  GapsAtNegators gaps = GapsAtNegators::pass;
  bool is_first_enough = false;  // else the longest match is sought
  std::uint32_t at = 0;     // the unit at hand
  bool accepted = false;    // a match ends with it
};

/// Reaches a node, and all behind it that takes nothing.
void PhraseRunner::enter(Run& run, std::uint32_t number) {
  if (number == Automaton::kNowhere) return;
  const Automaton::Reach reach = run.automaton.reach[number];
  for (std::uint32_t i = reach.begin; i < reach.end; ++i) {
    const std::uint32_t reached = run.automaton.reached[i];
    if (!is_new(reached)) continue;
    const Node& node = run.automaton.nodes[reached];
    if (node.kind == Node::Kind::accept) run.accepted = true;
    else if (node.kind != Node::Kind::at_end) reached_.push_back(reached);
    else if (nothing_said(run.units, run.at + 1, run.scope.end)) enter(run, node.next);
  }
}

/// Over one unit: from `nodes` to those `reached_`.
void PhraseRunner::step(Run& run, std::span<const std::uint32_t> nodes) {
  const Unit& unit = run.units[run.at];
  const bool is_word = unit.has_form && !unit.skippable;
  const bool is_passed_over = unit.skippable && run.at > run.begin;  // anywhere but before the first unit
  ++step_;
  reached_.clear();
  run.accepted = false;
  for (std::uint32_t number : nodes) {
    const Node& node = run.automaton.nodes[number];
    const auto branch = run.automaton.branches.begin();
    switch (node.kind) {
      case Node::Kind::atom:
        if (is_word && lexical_.has(unit.atom_set, node.atom)) enter(run, node.next);
        break;
      case Node::Kind::choice:
        if (!is_word) break;
        for (Atom word : lexical_.words(unit.atom_set)) {
          const auto is_less = [](const Automaton::Branch& each, Atom atom) { return each.atom < atom; };
          const auto found = std::lower_bound(branch + node.next, branch + node.sets, word, is_less);
          if (found != branch + node.sets && found->atom == word) enter(run, found->next);
        }
        for (std::uint32_t i = node.sets; i < node.other; ++i)
          if (lexical_.has(unit.atom_set, branch[i].atom)) enter(run, branch[i].next);
        break;
      case Node::Kind::unit_class:
        if (in_class(unit, node.unit_class, node.least)) enter(run, node.next);
        break;
      case Node::Kind::gap:
        // A gap's own place is kept for what costs nothing; a word leads to the gap with one word less.
        if (is_free(unit)) enter(run, number);
        else if (run.gaps == GapsAtNegators::pass || !unit.has_form || !lexical_.flags(unit.form).negator) enter(run, node.other);
        continue;
      default:
        break;
    }
    if (is_passed_over && is_new(number)) reached_.push_back(number);
  }
}

std::optional<std::uint32_t> PhraseRunner::match(const CompiledPhrase& phrase, const std::vector<Unit>& units, UnitRange scope,
                                                 std::uint32_t begin, GapsAtNegators gaps) {
  return end_of({phrase, automaton_of(phrase), units, scope, begin, gaps});
}

bool PhraseRunner::has_match(const CompiledPhrase& phrase, const std::vector<Unit>& units, UnitRange scope, std::uint32_t begin) {
  return end_of({phrase, automaton_of(phrase), units, scope, begin, GapsAtNegators::pass, true}).has_value();
}

std::optional<std::uint32_t> PhraseRunner::end_of(Run run) {
  if (run.phrase.is_anchored && !nothing_said(run.units, run.scope.begin, run.begin)) return std::nullopt;
  if (seen_in_.size() < run.automaton.nodes.size()) seen_in_.resize(run.automaton.nodes.size(), 0);
  std::optional<std::uint32_t> end;
  std::uint32_t passed_over = 0;
  std::span<const std::uint32_t> nodes = run.automaton.initial;
  for (run.at = run.begin; run.at < run.scope.end && !nodes.empty() && passed_over <= kMostPassedOver; ++run.at) {
    passed_over = may_be_passed_over(run.units[run.at]) ? passed_over + 1 : 0;
    step(run, nodes);
    if (run.accepted) end = run.at + 1;
    if (run.accepted && run.is_first_enough) break;
    at_.swap(reached_);
    nodes = at_;
  }
  return end;
}

}  // namespace attune
