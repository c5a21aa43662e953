#include "attune/coding/rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <utility>

namespace attune {
namespace {

class Compiler {
 public:
  Compiler(Lexical& lexical, RegexSet& regexes) : phrases_(lexical), regexes_(regexes) {}

  void add(const Codebook& codebook, std::uint32_t number) {
    for (const Marker& marker : codebook.markers) {
      Rule rule;
      rule.marker = &marker;
      rule.codebook = number;
      const MarkCode code = code_of(marker, codebook);
      rule.code = code.code;
      rule.subcode = code.subcode;
      rule.any = compile(marker.any, codebook);
      rule.all = compile_asked(marker.all, codebook, number);
      rule.unless = compile_asked(marker.unless, codebook, number);
      rule.unless_before = compile_asked(marker.unless_before, codebook, number);
      rule.unless_after = compile_asked(marker.unless_after, codebook, number);
      rule.near = compile_asked(marker.near, codebook, number);
      rule.is_structural = marker.any.empty() && marker.regex.empty() && !marker.words;
      for (const Phrase& regex : marker.regex) {
        const std::size_t before = regexes_.size();
        regexes_.add(regex.text, regex.place);
        if (regexes_.size() == before) continue;  // refused: `compile` tells
        rules_.regex_rules.push_back(static_cast<std::uint32_t>(rules_.rules.size()));
        rules_.regex_written.push_back(&regex.text);
      }
      rules_.rules.push_back(std::move(rule));
      if (!marker.pair.empty()) add_other_half(marker, codebook);
    }
  }

  Rules finish(const Lexical& lexical) {
    regexes_.compile();
    rules_.by_atom.resize(lexical.atom_count());
    rules_.items_by_atom.resize(lexical.atom_count());
    const std::vector<std::uint32_t> asked = asked_for();
    rules_.needed.assign(rules_.phrases.size(), Rules::kAnything);
    rules_.asked.resize(rules_.phrases.size());
    for (std::uint32_t phrase : asked) {
      rules_.needed[phrase] = needed_by(rules_.phrases[phrase].compiled);
      add_asked_ways(phrase);
    }
    for (const Rule& rule : rules_.rules)
      for (std::uint32_t phrase : rule.any)
        for (Outline& outline : rules_.phrases[phrase].compiled.outlines.ways) add_way(phrase, std::move(outline), rule.marker->scope == Scope::sentence);
    rules_.presence_items = rules_.items;
    put_common_first();
    for (Rules::Way& way : rules_.ways) number_steps(way);
    for (std::vector<Rules::Way>& ways : rules_.asked) std::ranges::for_each(ways, [&](Rules::Way& way) { number_steps(way); });
    for (RulePhrase& phrase : rules_.phrases) {
      phrase.compiled.outlines = {};
      const CompiledPhrase& compiled = phrase.compiled;
      const bool any_word = std::ranges::find(compiled.first_classes, UnitClass::word) != compiled.first_classes.end();
      rules_.first_item.push_back(compiled.first_is_gap || any_word ? Rules::kAnything : number_of({compiled.first_atoms, compiled.first_classes, 0}));
    }
    rules_.item_classes.resize(rules_.items, 0);
    for (std::size_t i = 0; i < kUnitClasses; ++i)
      for (std::uint32_t item : rules_.items_by_class[i]) rules_.item_classes[item] |= ClassBits{1} << i;
    return std::move(rules_);
  }

 private:
  void add_other_half(const Marker& marker, const Codebook& codebook) {
    Rule& first = rules_.rules.back();
    first.half = Rule::Half::first;
    Rule second;
    second.marker = &marker;
    second.codebook = first.codebook;
    second.code = first.code;
    second.subcode = first.subcode;
    second.half = Rule::Half::second;
    second.any = compile(marker.pair, codebook);
    rules_.rules.push_back(std::move(second));
  }

  /// The phrases that conditions ask for, each once.
  [[nodiscard]] std::vector<std::uint32_t> asked_for() const {
    std::vector<std::uint32_t> all;
    for (const Rule& rule : rules_.rules)
      for (const auto* phrases : {&rule.all, &rule.unless, &rule.unless_before, &rule.unless_after, &rule.near})
        all.insert(all.end(), phrases->begin(), phrases->end());
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

  /// One of its outlines' triggers must be there.
  std::uint32_t needed_by(const CompiledPhrase& phrase) {
    Item any{{}, {}, 0};
    std::vector<bool> added(phrase.outlines.items.size(), false);
    for (const Outline& outline : phrase.outlines.ways) {
      if (!added[outline.trigger]) add_to(any, phrase.outlines.items[outline.trigger]);
      added[outline.trigger] = true;
    }
    return number_of(any);
  }

  void add_way(std::uint32_t phrase, Outline outline, bool in_sentence) {
    const auto number = static_cast<std::uint32_t>(rules_.ways.size());
    const std::vector<Item>& items = rules_.phrases[phrase].compiled.outlines.items;
    const Item& trigger = items[outline.trigger];
    if (std::isinf(trigger.frequency)) rules_.everywhere.push_back(number);
    for (Atom atom : trigger.atoms) rules_.by_atom[atom].push_back(number);
    for (UnitClass unit_class : trigger.classes) rules_.by_class[static_cast<std::size_t>(unit_class)].push_back(number);
    Rules::Way way;
    way.phrase = phrase;
    way.in_sentence = in_sentence;
    if (const std::uint32_t at = outline.trigger_step; at != Outline::kNowhere) {
      way.is_before = at > 0 && outline.steps[at].adjacent;
      way.is_behind = at + 1 < outline.steps.size() && outline.steps[at + 1].adjacent;
    }
    way.outline = std::move(outline);
    way.companions = companions_of(way, items);
    rules_.ways.push_back(std::move(way));
  }

  /// The rarest things of a way that are neither its trigger nor right beside it.
  std::array<std::uint32_t, 2> companions_of(const Rules::Way& way, const std::vector<Item>& items) {
    const Outline& outline = way.outline;
    std::vector<std::uint32_t> others = {outline.companion}, told = {outline.trigger};
    for (std::uint32_t k = 0; k < outline.steps.size(); ++k) {
      const bool is_beside = (way.is_before && k + 1 == outline.trigger_step) || (way.is_behind && k == outline.trigger_step + 1);
      (is_beside ? told : others).push_back(outline.steps[k].item);
    }
    std::erase_if(others, [&](std::uint32_t item) { return std::ranges::find(told, item) != told.end(); });
    std::ranges::sort(others, {}, [&](std::uint32_t item) { return std::pair(items[item].frequency, item); });
    others.erase(std::unique(others.begin(), others.end()), others.end());
    std::array<std::uint32_t, 2> companions = {Rules::kAnything, Rules::kAnything};
    for (std::size_t i = 0; i < std::min(companions.size(), others.size()); ++i) companions[i] = number_of(way.phrase, others[i]);
    return companions;
  }

  void add_asked_ways(std::uint32_t phrase) {
    for (Outline& outline : rules_.phrases[phrase].compiled.outlines.ways) {
      Rules::Way way;
      way.phrase = phrase;
      way.trigger = number_of(phrase, outline.trigger);
      way.outline = std::move(outline);
      way.companions = companions_of(way, rules_.phrases[phrase].compiled.outlines.items);
      rules_.asked[phrase].push_back(std::move(way));
    }
  }

  void number_steps(Rules::Way& way) {
    for (Outline::Step& step : way.outline.steps) step.item = number_of(way.phrase, step.item);
  }

  /// Numbers the items anew, common ones first: what common words have stands close together then, and whole blocks of bits have
  /// nothing of them (sieve.cc).
  void put_common_first() {
    std::vector<std::uint32_t> order(rules_.items), number(rules_.items);
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) { return frequencies_[a] > frequencies_[b]; });
    for (std::uint32_t i = 0; i < rules_.items; ++i) number[order[i]] = i;
    const auto renumber = [&](std::uint32_t& item) { if (item != Rules::kAnything) item = number[item]; };
    for (std::vector<std::uint32_t>& items : rules_.items_by_atom) std::ranges::for_each(items, renumber);
    for (std::vector<std::uint32_t>& items : rules_.items_by_class) std::ranges::for_each(items, renumber);
    std::ranges::for_each(rules_.needed, renumber);
    for (Rules::Way& way : rules_.ways) std::ranges::for_each(way.companions, renumber);
    for (std::vector<Rules::Way>& ways : rules_.asked)
      for (Rules::Way& way : ways) renumber(way.trigger), std::ranges::for_each(way.companions, renumber);
    for (auto& [item, known] : items_) renumber(known);
    numbered_.clear();
  }

  /// The number of an item of a phrase's outlines.
  std::uint32_t number_of(std::uint32_t phrase, std::uint32_t item) {
    constexpr std::uint32_t kUnknown = Rules::kAnything - 1;
    const std::vector<Item>& items = rules_.phrases[phrase].compiled.outlines.items;
    if (numbered_.size() <= phrase) numbered_.resize(rules_.phrases.size());
    if (numbered_[phrase].empty()) numbered_[phrase].assign(items.size(), kUnknown);
    std::uint32_t& number = numbered_[phrase][item];
    if (number == kUnknown) number = number_of(items[item]);
    return number;
  }

  /// The number of an item; equal ones of all phrases share it. An infinite frequency is anything.
  std::uint32_t number_of(const Item& item) {
    if (std::isinf(item.frequency)) return Rules::kAnything;
    const auto [known, is_new] = items_.emplace(std::pair{item.atoms, item.classes}, rules_.items);
    if (!is_new) return known->second;
    for (Atom atom : item.atoms) rules_.items_by_atom[atom].push_back(rules_.items);
    for (UnitClass unit_class : item.classes) rules_.items_by_class[static_cast<std::size_t>(unit_class)].push_back(rules_.items);
    frequencies_.push_back(item.frequency);
    return rules_.items++;
  }

  std::vector<std::uint32_t> compile(const std::vector<Phrase>& written, const Codebook& codebook) {
    std::vector<std::uint32_t> numbers;
    for (const Phrase& phrase : written) numbers.push_back(compile(phrase, codebook));
    return numbers;
  }

  std::uint32_t compile(const Phrase& phrase, const Codebook& codebook) {
    rules_.phrases.push_back({phrases_.compile(phrase.text, codebook), static_cast<std::uint32_t>(rules_.rules.size()), &phrase.text});
    return static_cast<std::uint32_t>(rules_.phrases.size() - 1);
  }

  /// Phrases that conditions ask for: the same one of several markers of a codebook is one, and looked for once.
  std::vector<std::uint32_t> compile_asked(const std::vector<Phrase>& written, const Codebook& codebook, std::uint32_t number) {
    std::vector<std::uint32_t> numbers;
    for (const Phrase& phrase : written) {
      const auto known = asked_.find({number, phrase.text});
      numbers.push_back(known != asked_.end() ? known->second : asked_.emplace(std::pair{number, phrase.text}, compile(phrase, codebook)).first->second);
    }
    return numbers;
  }

  PhraseCompiler phrases_;
  RegexSet& regexes_;
  Rules rules_;
  std::map<std::pair<std::vector<Atom>, std::vector<UnitClass>>, std::uint32_t> items_;
  std::vector<double> frequencies_;  // by item
  std::vector<std::vector<std::uint32_t>> numbered_;  // by phrase, and item of its outlines
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> asked_;  // phrases of conditions, by codebook and text
};

}  // namespace

Rules compile_rules(const std::vector<Codebook>& codebooks, Lexical& lexical, RegexSet& regexes) {
  Compiler compiler(lexical, regexes);
  for (std::uint32_t i = 0; i < codebooks.size(); ++i) compiler.add(codebooks[i], i);
  return compiler.finish(lexical);
}

}  // namespace attune
