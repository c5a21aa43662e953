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

struct ClassName {
  std::string_view name;
  UnitClass unit_class;
  double frequency;  // per million words: how often it is met, for the choice of a trigger
};

constexpr ClassName kClasses[] = {
    {"comma", UnitClass::comma, 9e4},          {"period", UnitClass::period, 7e4},
    {"question", UnitClass::question, 5e3},    {"exclamation", UnitClass::exclamation, 2e3},
    {"colon", UnitClass::colon, 1e3},          {"semicolon", UnitClass::semicolon, 1e3},
    {"dash", UnitClass::dash, 2e3},            {"quote", UnitClass::quote, 5e3},
    {"pause", UnitClass::pause, 3e3},          {"laugh", UnitClass::laugh, 1e3},
    {"cry", UnitClass::cry, 50},               {"sigh", UnitClass::sigh, 50},
    {"sound", UnitClass::sound, 1e3},          {"sic", UnitClass::sic, 50},
    {"unfinished", UnitClass::unfinished, 1e3}, {"redacted", UnitClass::redacted, 2e3},
    {"unintelligible", UnitClass::unintelligible, 500}, {"uncertain", UnitClass::uncertain, 100},
    {"filler", UnitClass::filler, 1e4},        {"cut_off", UnitClass::cut_off, 1e3},
    {"retrace", UnitClass::retrace, 5e3},      {"comment", UnitClass::comment, 1e3},
    {"interruption", UnitClass::interruption, 1e3}, {"kin", UnitClass::kin, 3e4},
    {"deceased", UnitClass::deceased, 3e3},    {"harmful", UnitClass::harmful, 1e3},
    {"age", UnitClass::age, 1e3},              {"year", UnitClass::year, 500},
    {"number", UnitClass::number, 3e3},
    {"word", UnitClass::word, std::numeric_limits<double>::infinity()},  // it would be met everywhere: never a trigger
};
static_assert(std::size(kClasses) == kUnitClasses);

const ClassName& class_named(std::string_view name) {
  const auto* found = std::ranges::find(kClasses, name, &ClassName::name);
  assert(found != std::end(kClasses));  // parse_pattern lets no other name through
  return *found;
}

bool is_mark(const Unit& unit, std::string_view text, std::initializer_list<std::string_view> marks) {
  return unit.kind == TokenKind::punctuation && std::ranges::find(marks, slice(text, unit.span)) != marks.end();
}

bool is_sound(const Unit& unit, Sound sound) { return unit.kind == TokenKind::sound && unit.detail == static_cast<std::uint16_t>(sound); }

/// The shortest pause an untimed mark counts for, in tenths of a second: a "long pause" is taken as 5 s, the usual cut
/// of transcribers' guides for a pause worth a mark of its own.
constexpr std::uint16_t kLongPauseTenths = 50;

/// A match passes over this many units in a row at most: nobody says "um" so often, and time stays linear in the text.
constexpr std::uint32_t kMostPassedOver = 200;

bool is_pause_of(const Unit& unit, std::uint16_t least) {
  if (unit.kind != TokenKind::pause) return false;
  if (least == 0) return true;
  if (unit.detail == kUntimedShort) return false;
  return (unit.detail == kUntimedLong ? kLongPauseTenths : unit.detail) >= least;
}

/// The parts of a hyphenated word, which are matched one by one.
PatternSequence parts_of(const PatternItem& word) {
  PatternSequence parts;
  for (std::size_t begin = 0; begin <= word.text.size();) {
    const std::size_t end = std::min(word.text.find('-', begin), word.text.size());
    if (end > begin) {
      PatternItem part;
      part.text = word.text.substr(begin, end - begin);
      parts.push_back(std::move(part));
    }
    begin = end + 1;
  }
  if (parts.empty()) parts.push_back(word);
  return parts;
}

bool is_hyphenated(const PatternItem& item) { return item.kind == Kind::word && item.text.find('-') != std::string::npos; }

bool is_single_word(const PatternSequence& words) {
  if (words.size() != 1 || words[0].optional || is_hyphenated(words[0])) return false;
  const Kind kind = words[0].kind;
  return kind == Kind::word || kind == Kind::prefix || kind == Kind::inflection || kind == Kind::exact;
}

/// Nothing but what a match passes over, punctuation and marks of breaking off in [begin, end).
bool nothing_said(const std::vector<Unit>& units, std::uint32_t begin, std::uint32_t end) {
  return end - begin <= kMostPassedOver && std::all_of(units.begin() + begin, units.begin() + end, [](const Unit& unit) {
           return unit.skippable || unit.kind == TokenKind::punctuation || unit.kind == TokenKind::trailing_off ||
                  unit.kind == TokenKind::interruption;
         });
}

void merge(Trigger& into, const Trigger& from) {
  into.atoms.insert(into.atoms.end(), from.atoms.begin(), from.atoms.end());
  into.classes.insert(into.classes.end(), from.classes.begin(), from.classes.end());
  into.frequency += from.frequency;
}

}  // namespace

bool in_class(const Unit& unit, UnitClass unit_class, std::uint16_t least, std::string_view text, const Lexical& lexical) {
  switch (unit_class) {
    case UnitClass::comma: return is_mark(unit, text, {","});
    case UnitClass::period: return is_mark(unit, text, {"."});
    case UnitClass::question: return is_mark(unit, text, {"?"});
    case UnitClass::exclamation: return is_mark(unit, text, {"!"});
    case UnitClass::colon: return is_mark(unit, text, {":"});
    case UnitClass::semicolon: return is_mark(unit, text, {";"});
    case UnitClass::dash: return is_mark(unit, text, {"-", "--", "\u2013", "\u2014"});
    case UnitClass::quote: return is_mark(unit, text, {"\"", "\u201C", "\u201D", "\u2018", "'", "\u00AB", "\u00BB"});
    case UnitClass::pause: return is_pause_of(unit, least);
    case UnitClass::laugh: return is_sound(unit, Sound::laugh);
    case UnitClass::cry: return is_sound(unit, Sound::cry);
    case UnitClass::sigh: return is_sound(unit, Sound::sigh);
    case UnitClass::sound: return unit.kind == TokenKind::sound;
    case UnitClass::sic: return unit.kind == TokenKind::sic;
    case UnitClass::unfinished: return unit.kind == TokenKind::trailing_off || unit.kind == TokenKind::interruption;
    case UnitClass::redacted: return unit.kind == TokenKind::redacted;
    case UnitClass::unintelligible: return unit.kind == TokenKind::unintelligible;
    case UnitClass::uncertain: return unit.kind == TokenKind::uncertain;
    case UnitClass::filler: return unit.kind == TokenKind::filler;
    case UnitClass::cut_off: return unit.kind == TokenKind::cut_off;
    case UnitClass::retrace: return unit.kind == TokenKind::retrace;
    case UnitClass::comment: return unit.kind == TokenKind::comment;
    case UnitClass::interruption: return unit.kind == TokenKind::interruption;
    case UnitClass::kin: return unit.kin;
    case UnitClass::deceased: return unit.deceased;
    case UnitClass::harmful: return unit.harmful;
    case UnitClass::age: return unit.age;
    case UnitClass::year: return unit.year;
    case UnitClass::number: return unit.kind == TokenKind::number || (unit.has_form && lexical.flags(unit.form).number_word);
    case UnitClass::word: return !unit.skippable && !unit.free;
  }
  return false;
}

namespace {

/// What the first unit of a match can be: the taking nodes that are reached from the start without taking anything.
void find_first(CompiledPhrase& phrase) {
  std::vector<std::uint32_t> open = {phrase.start};
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
  std::ranges::sort(phrase.first_atoms);
  phrase.first_atoms.erase(std::unique(phrase.first_atoms.begin(), phrase.first_atoms.end()), phrase.first_atoms.end());
  std::ranges::sort(phrase.first_classes);
  phrase.first_classes.erase(std::unique(phrase.first_classes.begin(), phrase.first_classes.end()), phrase.first_classes.end());
}

}  // namespace

// -- compiling -------------------------------------------------------------------------------------------------------

CompiledPhrase PhraseCompiler::compile(std::string_view pattern, const Codebook& codebook) {
  const ParsedPattern parsed = parse_pattern(pattern);
  assert(parsed.mistakes.empty());
  CompiledPhrase phrase;
  const std::uint32_t accept = node(phrase, {});
  phrase.start = compile_sequence(phrase, parsed.items, accept, codebook);
  phrase.trigger = trigger_of(parsed.items, codebook);
  find_first(phrase);
  phrase.is_anchored = !parsed.items.empty() && parsed.items.front().kind == Kind::start;
  for (const PatternItem& item : parsed.items)
    if (!item.optional && item.kind != Kind::gap && item.kind != Kind::start && item.kind != Kind::end)
      if (Trigger trigger = trigger_of(item, codebook); std::isfinite(trigger.frequency)) phrase.required.push_back(std::move(trigger));
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
      return node(phrase, {.kind = Node::Kind::atom, .atom = lexical_.add(item), .next = next});
    case Kind::token_class: {
      const auto least = static_cast<std::uint16_t>(item.number > 0 ? std::lround(item.number * 10) : 0);
      return node(phrase, {.kind = Node::Kind::unit_class, .unit_class = class_named(item.text).unit_class, .least = least, .next = next});
    }
    case Kind::lexicon: {
      const FlatLexicon& lexicon = flat(item.text, codebook);
      std::vector<std::uint32_t> entries;
      if (lexicon.words) entries.push_back(node(phrase, {.kind = Node::Kind::atom, .atom = *lexicon.words, .next = next}));
      for (const PatternSequence& words : lexicon.phrases) entries.push_back(compile_sequence(phrase, words, next, codebook));
      return choice_of(phrase, entries);
    }
    case Kind::group: {
      std::vector<std::uint32_t> entries;
      if (const std::optional<Atom> words = word_set(item)) entries.push_back(node(phrase, {.kind = Node::Kind::atom, .atom = *words, .next = next}));
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
  std::vector<Atom> atoms;
  for (const CompiledPhrase::Branch& branch : branches) atoms.push_back(branch.atom);
  const auto first = static_cast<std::uint32_t>(phrase.branches.size());
  phrase.branches.insert(phrase.branches.end(), branches.begin(), branches.end());
  const std::uint32_t choice = node(phrase, {.kind = Node::Kind::choice, .atom = any_of(std::move(atoms)), .next = first,
                                             .other = static_cast<std::uint32_t>(phrase.branches.size())});
  return others == CompiledPhrase::kNowhere ? choice : node(phrase, {.kind = Node::Kind::split, .next = choice, .other = others});
}

const PhraseCompiler::FlatLexicon& PhraseCompiler::flat(const std::string& name, const Codebook& codebook) {
  const auto key = std::pair{codebook.id + "@" + codebook.version, name};
  if (const auto known = lexicons_.find(key); known != lexicons_.end()) return known->second;
  const auto lexicon = std::ranges::find(codebook.lexicons, name, &Lexicon::name);
  assert(lexicon != codebook.lexicons.end());
  FlatLexicon result;
  std::vector<Atom> members, excluded;
  for (const std::string& entry : lexicon->entries) {
    if (std::ranges::find(lexicon->except, entry) != lexicon->except.end()) continue;
    PatternSequence items = parse_pattern(entry).items;
    if (items.size() == 1 && !items[0].optional && items[0].kind == Kind::lexicon) {
      const FlatLexicon& inner = flat(items[0].text, codebook);
      if (inner.words) members.push_back(*inner.words);
      result.phrases.insert(result.phrases.end(), inner.phrases.begin(), inner.phrases.end());
    } else if (is_single_word(items)) {
      members.push_back(lexical_.add(items[0]));
    } else {
      result.phrases.push_back(std::move(items));
    }
  }
  for (const std::string& entry : lexicon->except) {
    const PatternSequence items = parse_pattern(entry).items;
    if (items.size() != 1) {
      std::erase(result.phrases, items);
    } else if (items[0].kind == Kind::lexicon) {
      const FlatLexicon& inner = flat(items[0].text, codebook);
      if (inner.words) excluded.push_back(*inner.words);
      for (const PatternSequence& phrase : inner.phrases) std::erase(result.phrases, phrase);
    } else {
      excluded.push_back(lexical_.add(items[0]));
    }
  }
  if (!members.empty()) result.words = lexical_.add_set(std::move(members), std::move(excluded));
  return lexicons_.emplace(key, std::move(result)).first->second;
}

/// The atom of all alternatives that are a single word, so that a group of twenty words is one step and not twenty.
std::optional<Atom> PhraseCompiler::word_set(const PatternItem& group) {
  std::vector<Atom> members;
  for (const PatternSequence& words : group.alternatives)
    if (is_single_word(words)) members.push_back(lexical_.add(words[0]));
  if (members.empty()) return std::nullopt;
  return any_of(std::move(members));
}

Atom PhraseCompiler::any_of(std::vector<Atom> members) {
  std::ranges::sort(members);
  members.erase(std::unique(members.begin(), members.end()), members.end());
  if (members.size() == 1) return members[0];
  const auto known = sets_.find(members);
  if (known != sets_.end()) return known->second;
  const Atom atom = lexical_.add_set(members, {});
  sets_.emplace(std::move(members), atom);
  return atom;
}

Trigger PhraseCompiler::trigger_of(const PatternSequence& items, const Codebook& codebook) {
  Trigger rarest;
  for (const PatternItem& item : items) {
    if (item.optional) continue;
    if (Trigger trigger = trigger_of(item, codebook); trigger.frequency < rarest.frequency) rarest = std::move(trigger);
  }
  return rarest;
}

Trigger PhraseCompiler::trigger_of(const PatternItem& item, const Codebook& codebook) {
  Trigger none;
  switch (item.kind) {
    case Kind::word:
      if (is_hyphenated(item)) return trigger_of(parts_of(item), codebook);
      [[fallthrough]];
    case Kind::prefix:
    case Kind::inflection:
    case Kind::exact: {
      const Atom atom = lexical_.add(item);
      return {{atom}, {}, lexical_.frequency(atom)};
    }
    case Kind::token_class: {
      const ClassName& name = class_named(item.text);
      return {{}, {name.unit_class}, name.frequency};
    }
    case Kind::lexicon: {
      const FlatLexicon& lexicon = flat(item.text, codebook);
      Trigger all{{}, {}, 0};
      if (lexicon.words) merge(all, {{*lexicon.words}, {}, lexical_.frequency(*lexicon.words)});
      for (const PatternSequence& words : lexicon.phrases) merge(all, trigger_of(words, codebook));
      return all;
    }
    case Kind::group: {
      Trigger all{{}, {}, 0};
      if (const std::optional<Atom> words = word_set(item)) merge(all, {{*words}, {}, lexical_.frequency(*words)});
      for (const PatternSequence& words : item.alternatives)
        if (!is_single_word(words)) merge(all, trigger_of(words, codebook));
      return all;
    }
    default:
      return none;
  }
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

std::optional<std::uint32_t> PhraseRunner::match(const CompiledPhrase& phrase, const std::vector<Unit>& units, UnitRange scope,
                                                 std::uint32_t begin, std::string_view text, GapsAtNegators gaps) {
  units_ = &units;
  scope_ = scope;
  text_ = text;
  if (seen_.size() < phrase.nodes.size()) seen_.resize(phrase.nodes.size(), 0);
  std::optional<std::uint32_t> longest;
  const auto next_stamp = [&] {
    if (++stamp_ == 0) std::ranges::fill(seen_, 0), stamp_ = 1;
  };
  if (phrase.is_anchored && !nothing_said(units, scope.begin, begin)) return std::nullopt;
  then_.assign(phrase.initial.begin(), phrase.initial.end());
  std::uint32_t passed_over = 0;
  for (std::uint32_t at = begin; at < scope.end && !then_.empty() && passed_over <= kMostPassedOver; ++at) {
    const bool can_pass = units[at].skippable || units[at].free || units[at].kind == TokenKind::punctuation;
    passed_over = can_pass ? passed_over + 1 : 0;
    now_.swap(then_);
    then_.clear();
    next_stamp();
    accepted_ = false;
    const Unit& unit = units[at];
    const std::span<const Atom> atoms = unit.has_form && !unit.skippable ? lexical_.atoms(unit.form) : std::span<const Atom>();
    const auto has = [&](Atom atom) { return std::binary_search(atoms.begin(), atoms.end(), atom); };
    for (std::uint32_t number : now_) {
      const Node& node = phrase.nodes[number];
      switch (node.kind) {
        case Node::Kind::atom:
          if (has(node.atom)) add(phrase, node.next, at + 1);
          break;
        case Node::Kind::choice:
          if (!has(node.atom)) break;
          for (std::uint32_t i = node.next; i < node.other; ++i)
            if (has(phrase.branches[i].atom)) add(phrase, phrase.branches[i].next, at + 1);
          break;
        case Node::Kind::unit_class:
          if (in_class(unit, node.unit_class, node.least, text, lexical_)) add(phrase, node.next, at + 1);
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
