// Markers compiled: what the coder runs, and which phrases a word form calls for.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/coding/lexical.h"
#include "attune/coding/phrase.h"
#include "attune/coding/regex.h"

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
};

/// Every rule of some codebooks. REQUIRES: the codebooks outlive it and do not move.
struct Rules {
  std::vector<Rule> rules;
  std::vector<RulePhrase> phrases;
  std::vector<std::uint32_t> regex_rules;              // by regex: its rule
  std::vector<const std::string*> regex_written;
  // Phrases are looked for by their outlines, the rules' own (`any`) all at once.
  struct Way {
    std::uint32_t phrase = 0;
    Outline outline;                  // its steps' items are numbers of items of all phrases
    std::uint32_t trigger = 0;        // an item, or kAnything: of what conditions ask for
    std::array<std::uint32_t, 2> companions{};  // the same: of the others, the rarest first
    bool in_sentence = false;         // looked for in sentences, else in turns
    bool is_before = false;           // the step before the trigger takes what stands right beside it
    bool is_behind = false;
  };
  std::vector<Way> ways;
  std::vector<std::vector<Way>> asked;                 // by phrase that a condition asks for: its ways
  std::vector<std::vector<std::uint32_t>> by_atom;     // ways to try where an atom or a class is met
  std::array<std::vector<std::uint32_t>, kUnitClasses> by_class;
  std::vector<std::uint32_t> everywhere;               // ways without anything that must be there
  // Items are numbered, shared by phrases. The first of them are those whose presence in a scope is asked.
  static constexpr std::uint32_t kAnything = 0xFFFFFFFF;
  std::uint32_t items = 0;
  std::uint32_t presence_items = 0;
  std::vector<std::vector<std::uint32_t>> items_by_atom;
  std::array<std::vector<std::uint32_t>, kUnitClasses> items_by_class;
  std::vector<ClassBits> item_classes;                 // by item
  std::vector<std::uint32_t> needed;                   // by phrase that a condition asks for: an item it cannot do without, or kAnything
  std::vector<std::uint32_t> first_item;               // by phrase: what a match begins with, or kAnything
};

/// Throws `Errors` from `regexes`.
[[nodiscard]] Rules compile_rules(const std::vector<Codebook>& codebooks, Lexical& lexical, RegexSet& regexes);

}  // namespace attune
