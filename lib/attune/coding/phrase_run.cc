#include "attune/coding/phrase_run.h"

#include <algorithm>

namespace attune {
namespace {

using Node = CompiledPhrase::Node;

/// The shortest pause an untimed mark counts for, in tenths of a second: a "long pause" is taken as 5 s, the usual cut
/// of transcribers' guides for a pause worth a mark of its own.
constexpr std::uint16_t kLongPauseTenths = 50;

/// A match passes over this many units in a row at most: nobody says "um" so often, and time stays linear in the text.
constexpr std::uint32_t kMostPassedOver = 200;

// What is remembered takes some 4 MB at most; then it is worked out anew.
constexpr std::size_t kMostStates = 1 << 13;
constexpr std::size_t kMostSteps = 1 << 16;

constexpr std::uint32_t kUnknown = 0xFFFFFFFF;
constexpr std::uint32_t kNoSet = 0xFFFFFFFF;

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

bool is_word(const Unit& unit) { return unit.has_form && !unit.skippable; }

}  // namespace

void PhraseRunner::forget() {
  states_.assign(1, {});
  numbers_.clear();
  beginnings_.clear();
  known_.assign(1 << 10, {});
  known_count_ = 0;
}

std::optional<std::uint32_t> PhraseRunner::match(const CompiledPhrase& phrase, const std::vector<Unit>& units, UnitRange scope,
                                                 std::uint32_t begin, GapsAtNegators gaps) {
  if (phrase.is_anchored && !nothing_said(units, scope.begin, begin)) return std::nullopt;
  if (states_.size() > kMostStates || known_count_ > kMostSteps) forget();
  std::optional<std::uint32_t> longest;
  std::uint32_t state = beginning(phrase, gaps);
  std::uint32_t passed_over = 0;
  for (std::uint32_t at = begin; at < scope.end && state != 0 && passed_over <= kMostPassedOver; ++at) {
    const Unit& unit = units[at];
    passed_over = is_free(unit) ? passed_over + 1 : 0;
    std::uint32_t traits = 0;
    if (is_free(unit)) traits |= kFree;
    // What is skippable may be passed over anywhere but before the first unit.
    if (unit.skippable && at > begin) traits |= kPassedOver;
    if (states_[state].asks_negator && unit.has_form && lexical_.flags(unit.form).negator) traits |= kNegator;
    if (phrase.has_end && nothing_said(units, at + 1, scope.end)) traits |= kLast;
    const Step next = step(state, unit, traits);
    if ((next & 1) != 0) longest = at + 1;
    state = next >> 1;
  }
  return longest;
}

std::uint32_t PhraseRunner::beginning(const CompiledPhrase& phrase, GapsAtNegators gaps) {
  const std::size_t number = 2 * std::size_t{phrase.number} + (gaps == GapsAtNegators::stop);
  if (number >= beginnings_.size()) beginnings_.resize(number + 1, kUnknown);
  if (beginnings_[number] == kUnknown) beginnings_[number] = state_of(phrase, gaps, phrase.initial);
  return beginnings_[number];
}

PhraseRunner::Step PhraseRunner::step(std::uint32_t number, const Unit& unit, std::uint32_t traits) {
  const State& state = states_[number];
  const ClassBits classes = unit.classes & state.classes;
  const auto has = [&](Atom atom) { return lexical_.has(unit.atom_set, atom); };
  const bool has_word = is_word(unit) && std::ranges::any_of(state.atoms, has);
  if (!has_word && classes == 0) {
    if (state.otherwise[traits] == kUnknown) {
      const Step next = work_out(number, unit, traits);
      states_[number].otherwise[traits] = next;
    }
    return states_[number].otherwise[traits];
  }
  Known key;
  key.state_and_set = std::uint64_t{number} << 32 | (has_word ? unit.atom_set : kNoSet);
  key.rest = std::uint64_t{classes} << 32 | std::uint32_t{state.asks_pause ? unit.detail : std::uint16_t{0}} << 8 | traits;
  // The high bits of a product depend on all bits of its factors.
  const std::uint64_t hash = (key.state_and_set ^ key.rest * 0x9E3779B97F4A7C15ULL) * 0xD6E8FEB86659FD93ULL;
  const std::size_t mask = known_.size() - 1;
  std::size_t i = (hash >> 32) & mask;
  for (; known_[i].state_and_set != 0; i = (i + 1) & mask)
    if (known_[i].state_and_set == key.state_and_set && known_[i].rest == key.rest) return known_[i].step;
  key.step = work_out(number, unit, traits);
  known_[i] = key;
  if (++known_count_ * 2 > known_.size()) grow();
  return key.step;
}

void PhraseRunner::grow() {
  std::vector<Known> old(known_.size() * 2);
  old.swap(known_);
  const std::size_t mask = known_.size() - 1;
  for (const Known& known : old) {
    if (known.state_and_set == 0) continue;
    const std::uint64_t hash = (known.state_and_set ^ known.rest * 0x9E3779B97F4A7C15ULL) * 0xD6E8FEB86659FD93ULL;
    std::size_t i = (hash >> 32) & mask;
    while (known_[i].state_and_set != 0) i = (i + 1) & mask;
    known_[i] = known;
  }
}

PhraseRunner::Step PhraseRunner::work_out(std::uint32_t number, const Unit& unit, std::uint32_t traits) {
  const CompiledPhrase& phrase = *states_[number].phrase;
  const GapsAtNegators gaps = states_[number].gaps;
  reached_.clear();
  seen_.assign(phrase.nodes.size(), false);
  accepted_ = false;
  const bool is_last = (traits & kLast) != 0;
  const auto has = [&](Atom atom) { return is_word(unit) && lexical_.has(unit.atom_set, atom); };
  for (std::uint32_t at : states_[number].nodes) {
    const Node& node = phrase.nodes[at];
    switch (node.kind) {
      case Node::Kind::atom:
        if (has(node.atom)) enter(phrase, node.next, is_last);
        break;
      case Node::Kind::choice:
        if (!has(node.atom)) break;
        for (std::uint32_t i = node.next; i < node.other; ++i)
          if (has(phrase.branches[i].atom)) enter(phrase, phrase.branches[i].next, is_last);
        break;
      case Node::Kind::unit_class:
        if (in_class(unit, node.unit_class, node.least)) enter(phrase, node.next, is_last);
        break;
      case Node::Kind::gap:
        // A gap's own place is kept for what costs nothing; a word leads to the gap with one word less.
        if ((traits & kFree) != 0) enter(phrase, at, is_last);
        else if (gaps == GapsAtNegators::pass || (traits & kNegator) == 0) enter(phrase, node.other, is_last);
        break;
      default:
        break;
    }
    if ((traits & kPassedOver) != 0 && node.kind != Node::Kind::gap && !seen_[at]) {
      seen_[at] = true;
      reached_.push_back(at);
    }
  }
  const Step accepted = accepted_;
  return state_of(phrase, gaps, reached_) << 1 | accepted;
}

/// Reaches a node, and all behind it that takes nothing.
void PhraseRunner::enter(const CompiledPhrase& phrase, std::uint32_t number, bool is_last) {
  if (number == CompiledPhrase::kNowhere || seen_[number]) return;
  seen_[number] = true;
  const Node& node = phrase.nodes[number];
  switch (node.kind) {
    case Node::Kind::split:
      enter(phrase, node.next, is_last);
      enter(phrase, node.other, is_last);
      return;
    case Node::Kind::gap:
      reached_.push_back(number);
      enter(phrase, node.next, is_last);
      return;
    case Node::Kind::at_end:
      if (is_last) enter(phrase, node.next, is_last);
      return;
    case Node::Kind::at_start:  // stands at the beginning of a pattern only, where a match begins
      return;
    case Node::Kind::accept:
      accepted_ = true;
      return;
    default:
      reached_.push_back(number);
  }
}

std::uint32_t PhraseRunner::state_of(const CompiledPhrase& phrase, GapsAtNegators gaps, std::vector<std::uint32_t> nodes) {
  if (nodes.empty()) return 0;
  std::ranges::sort(nodes);
  const std::uint32_t run = phrase.number << 1 | static_cast<std::uint32_t>(gaps == GapsAtNegators::stop);
  const auto [known, is_new] = numbers_.try_emplace({run, nodes}, static_cast<std::uint32_t>(states_.size()));
  if (!is_new) return known->second;
  State state;
  state.phrase = &phrase;
  state.gaps = gaps;
  state.otherwise.fill(kUnknown);
  for (std::uint32_t at : nodes) {
    const Node& node = phrase.nodes[at];
    if (node.kind == Node::Kind::atom || node.kind == Node::Kind::choice) state.atoms.push_back(node.atom);
    if (node.kind == Node::Kind::unit_class) state.classes |= bit_of(node.unit_class);
    state.asks_pause = state.asks_pause || node.least > 0;
    state.asks_negator = state.asks_negator || (node.kind == Node::Kind::gap && gaps == GapsAtNegators::stop);
  }
  std::ranges::sort(state.atoms);
  state.atoms.erase(std::unique(state.atoms.begin(), state.atoms.end()), state.atoms.end());
  state.nodes = std::move(nodes);
  states_.push_back(std::move(state));
  return known->second;
}

}  // namespace attune
