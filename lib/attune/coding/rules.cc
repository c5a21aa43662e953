#include "attune/coding/rules.h"

#include <algorithm>
#include <cmath>
#include <map>
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
      const auto code = std::ranges::find(codebook.codes, marker.code, &Code::id);
      const bool has_parent = code != codebook.codes.end() && !code->parent.empty();
      rule.code = has_parent ? code->parent : marker.code;
      rule.subcode = has_parent ? marker.code : "";
      rule.any = compile(marker.any, codebook);
      rule.all = compile(marker.all, codebook);
      rule.unless = compile(marker.unless, codebook);
      rule.unless_before = compile(marker.unless_before, codebook);
      rule.unless_after = compile(marker.unless_after, codebook);
      rule.near = compile(marker.near, codebook);
      rule.needs_verbatim = marker.needs_verbatim;
      rule.is_structural = marker.any.empty() && marker.regex.empty();
      for (const Phrase& regex : marker.regex) {
        rule.regex.push_back(static_cast<std::uint32_t>(regexes_.size()));
        regexes_.add(regex.text, regex.place);
        if (regexes_.size() == rule.regex.back()) rule.regex.pop_back();  // refused: `compile` tells
        else {
          rules_.regex_rules.push_back(static_cast<std::uint32_t>(rules_.rules.size()));
          rules_.regex_written.push_back(&regex.text);
        }
      }
      if (!marker.pair.empty()) rule.half = Rule::Half::first;
      rules_.rules.push_back(std::move(rule));
      if (!marker.pair.empty()) add_other_half(marker, codebook);
    }
  }

  Rules finish(const Lexical& lexical) {
    regexes_.compile();
    rules_.by_atom.resize(lexical.atom_count());
    rules_.items_by_atom.resize(lexical.atom_count());
    for (const Rule& rule : rules_.rules)
      for (std::uint32_t phrase : rule.any)
        for (const Outline& outline : rules_.phrases[phrase].compiled.outlines) rules_.ways.push_back({phrase, outline, Rules::kAnything, rule.marker->scope == Scope::sentence});
    for (Rules::Way& way : rules_.ways) {
      // Where something stands right beside the trigger, that is looked for, and it is enough.
      const Outline& outline = way.outline;
      const std::uint32_t at = outline.trigger_step;
      const auto is_beside_class = [&](std::uint32_t step) { return !outline.items[step].classes.empty(); };
      const bool is_beside = at != Outline::kNowhere && ((at > 0 && outline.steps[at].adjacent && !is_beside_class(at - 1)) ||
                                                         (at + 1 < outline.steps.size() && outline.steps[at + 1].adjacent && !is_beside_class(at + 1)));
      way.companion = is_beside ? Rules::kAnything : number_of(outline.companion);
    }
    for (const RulePhrase& phrase : rules_.phrases) rules_.needed.push_back(number_of(any_trigger(phrase.compiled)));
    rules_.presence_items = rules_.items;
    for (Rules::Way& way : rules_.ways)
      for (Outline::Step& step : way.outline.steps) step.item = number_of(way.outline.items[step.item]);
    for (const RulePhrase& phrase : rules_.phrases) {
      const CompiledPhrase& compiled = phrase.compiled;
      const bool any_word = std::ranges::find(compiled.first_classes, UnitClass::word) != compiled.first_classes.end();
      rules_.first_item.push_back(compiled.first_is_gap || any_word ? Rules::kAnything : number_of({compiled.first_atoms, compiled.first_classes, 0}));
    }
    for (std::uint32_t i = 0; i < rules_.ways.size(); ++i) {
      const Item& trigger = rules_.ways[i].outline.trigger;
      if (std::isinf(trigger.frequency)) rules_.everywhere.push_back(i);
      for (Atom atom : trigger.atoms) rules_.by_atom[atom].push_back(i);
      for (UnitClass unit_class : trigger.classes) rules_.by_class[static_cast<std::size_t>(unit_class)].push_back(i);
    }
    return std::move(rules_);
  }

 private:
  void add_other_half(const Marker& marker, const Codebook& codebook) {
    const Rule& first = rules_.rules.back();
    Rule second;
    second.marker = &marker;
    second.codebook = first.codebook;
    second.code = first.code;
    second.subcode = first.subcode;
    second.half = Rule::Half::second;
    second.any = compile(marker.pair, codebook);
    rules_.rules.push_back(std::move(second));
  }

  /// One of its outlines' triggers must be there.
  static Item any_trigger(const CompiledPhrase& phrase) {
    Item any{{}, {}, 0};
    for (const Outline& outline : phrase.outlines) add_to(any, outline.trigger);
    return any;
  }

  /// The number of an item; equal ones of all phrases share it. An infinite frequency is anything.
  std::uint32_t number_of(const Item& item) {
    if (std::isinf(item.frequency)) return Rules::kAnything;
    const auto [known, is_new] = items_.emplace(std::pair{item.atoms, item.classes}, rules_.items);
    if (!is_new) return known->second;
    for (Atom atom : item.atoms) rules_.items_by_atom[atom].push_back(rules_.items);
    for (UnitClass unit_class : item.classes) rules_.items_by_class[static_cast<std::size_t>(unit_class)].push_back(rules_.items);
    return rules_.items++;
  }

  std::vector<std::uint32_t> compile(const std::vector<Phrase>& written, const Codebook& codebook) {
    std::vector<std::uint32_t> numbers;
    for (const Phrase& phrase : written) {
      numbers.push_back(static_cast<std::uint32_t>(rules_.phrases.size()));
      rules_.phrases.push_back({phrases_.compile(phrase.text, codebook), static_cast<std::uint32_t>(rules_.rules.size()), &phrase.text});
    }
    return numbers;
  }

  PhraseCompiler phrases_;
  RegexSet& regexes_;
  Rules rules_;
  std::map<std::pair<std::vector<Atom>, std::vector<UnitClass>>, std::uint32_t> items_;
};

}  // namespace

Rules compile_rules(const std::vector<Codebook>& codebooks, Lexical& lexical, RegexSet& regexes) {
  Compiler compiler(lexical, regexes);
  for (std::uint32_t i = 0; i < codebooks.size(); ++i) compiler.add(codebooks[i], i);
  return compiler.finish(lexical);
}

}  // namespace attune
