// Markers compiled: what the coder runs, and which phrases a word form calls for.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/coding/lexical.h"
#include "attune/coding/phrase.h"
#include "attune/coding/regex.h"
#include "attune/coding/word_sets.h"

namespace attune {

/// A marker ready to run. Phrases and regexes are numbers into `Rules`.
struct Rule {
  const Marker* marker = nullptr;
  std::uint32_t codebook = 0;
  std::string code, subcode;
  std::vector<std::uint32_t> any, all, unless, unless_before, unless_after, near;
  enum class Half : std::uint8_t { none, first, second };
  Half half = Half::none;        // of a pair: the second half is a rule of its own, with phrases and nothing else
  bool is_structural = false;  // nothing but its structure leaves marks
};

/// A phrase, the rule it belongs to (of a condition that several rules have, the first), and how it was written.
struct RulePhrase {
  CompiledPhrase compiled;
  std::uint32_t rule = 0;
  const std::string* written = nullptr;
  bool is_exact = false;  // its outlines' matches are its own: no automaton need run
};

/// Every rule of some codebooks. REQUIRES: the codebooks outlive it and do not move.
struct Rules {
  std::vector<Rule> rules;
  std::vector<RulePhrase> phrases;
  std::unique_ptr<WordSets> words;                     // of the phrases, which point to it
  std::vector<std::uint32_t> regex_rules;              // by regex: its rule
  std::vector<const std::string*> regex_written;
  // Phrases are looked for by their outlines, the rules' own (`any`) all at once.
  struct Way {
    std::uint32_t phrase = 0, rule = 0;
    Outline outline;                  // its steps' items are numbers of items of all phrases
    std::uint32_t trigger = 0;        // an item, or kAnything
    std::array<std::uint32_t, 2> companions = {kAlways, kAlways};  // of the others, the rarest first
    bool in_sentence = false;         // looked for in sentences, else in turns
    bool is_anchored = false;         // as the phrase
    bool is_words = false;            // words side by side, no classes or expressions among them
    bool is_chain = false;            // the same but for its trigger
    std::uint32_t most_before = kAnything, most_behind = kAnything;  // so many words a match can have there
    // Words of which one stands right before the trigger, and right behind it; kAnything is asked of none.
    std::uint32_t before = kAnything, behind = kAnything;
    /// Words of which one stands near the trigger, with no more than so many between.
    struct Nearby {
      std::uint32_t item = kAnything;
      std::uint32_t reach = 0;
      bool is_behind = false;
    };
    Nearby near, far;                 // of the step next to it, if words may stand between; the rarest of those farther off
  };
  static constexpr std::uint32_t kAnything = 0xFFFFFFFF;
  static constexpr std::uint32_t kAlways = 0;          // an item that everything is
  std::vector<Way> ways;
  std::vector<Way> expressions;                        // by expression, the same of its words
  std::vector<std::vector<Way>> asked;                 // by phrase that a condition asks for: its ways
  /// What is looked for where an atom or a class is met.
  struct Calls {
    std::vector<std::vector<std::uint32_t>> by_atom;
    std::array<std::vector<std::uint32_t>, kUnitClasses> by_class;
  };
  Calls calls_ways, calls_expressions;
  std::vector<std::vector<std::uint32_t>> by_expression;  // ways to try where an expression is met
  std::vector<std::uint32_t> everywhere;               // ways without anything that must be there
  // Items are numbered, shared by phrases. The first of them are those whose presence in a turn is asked.
  std::uint32_t items = 1;
  std::uint32_t presence_items = 0;
  std::vector<std::vector<std::uint32_t>> items_by_atom;
  std::array<std::vector<std::uint32_t>, kUnitClasses> items_by_class;
  std::vector<std::vector<std::uint32_t>> items_by_expression;
  std::vector<ClassBits> item_classes;                 // by item
  /// The expressions of an item. Those that anything is looked for by are found first; others are tried where the item is asked for.
  struct ItemExpressions {
    /// Those that begin, or end, with the same word.
    struct Others {
      std::uint32_t word = 0;                          // an item
      std::vector<std::uint32_t> expressions;
    };
    bool any_found_first = false;
    std::vector<Others> by_first, by_last;             // all others, by either
    std::uint32_t first_words = 0, last_words = 0;     // items: words that they begin with, and end with
  };
  std::vector<ItemExpressions> item_expressions;
  std::vector<std::uint32_t> expressions_of;           // by item: in `item_expressions`, or kAnything
  // By phrase that a condition asks for: words of which it needs one, and what it is looked for by, or kAnything.
  std::vector<std::uint32_t> needed, triggers;
  std::vector<std::uint32_t> first_item;               // by phrase: what a match begins with
};

/// Throws `Errors` from `regexes`. REQUIRES: `lexical` outlives the rules and does not move.
[[nodiscard]] Rules compile_rules(const std::vector<Codebook>& codebooks, Lexical& lexical, RegexSet& regexes);

}  // namespace attune
