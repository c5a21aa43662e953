#include "attune/coding/rules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "attune/coding/item_numbers.h"

namespace attune {
namespace {

/// Occurrences per million words from which on most turns have something: to ask for it would tell little.
constexpr double kNearlyAlways = 3e4;

class Compiler {
 public:
  Compiler(Lexical& lexical, RegexSet& regexes) : words_(std::make_unique<WordSets>(lexical)), phrases_(*words_), regexes_(regexes) {}

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
    rules_.calls_ways.by_atom.resize(lexical.atom_count());
    rules_.calls_expressions.by_atom.resize(lexical.atom_count());
    rules_.items_by_atom.resize(lexical.atom_count());
    rules_.by_expression.resize(phrases_.expressions().size());
    is_found_first_.resize(phrases_.expressions().size(), false);
    rules_.items_by_expression.resize(phrases_.expressions().size());
    for (RulePhrase& phrase : rules_.phrases) phrase.is_exact = std::ranges::all_of(phrase.compiled.outlines.ways, &Outline::is_exact);
    add_asked();
    for (const Rule& rule : rules_.rules)
      for (std::uint32_t phrase : rule.any) {
        for (Outline& outline : rules_.phrases[phrase].compiled.outlines.ways) add_way(phrase, std::move(outline), rule.marker->scope == Scope::sentence);
        // Outlines know nothing of gaps that stop at negators.
        if (rule.marker->negation == Negation::skip) rules_.phrases[phrase].is_exact = false;
      }
    for (const Expression& expression : phrases_.expressions()) add_expression(expression);
    rules_.presence_items = rules_.items;
    numbers_.put_common_first();
    for (const auto& [phrase, item] : asked_triggers_) {
      rules_.needed[phrase] = present_of(numbers_.number_of(words_of(item, rarest_of)));
      tell_expressions(item, rules_.triggers[phrase]);
    }
    for (Rules::Way& way : rules_.ways) {
      const std::vector<const Item*> items = items_of(way);
      number_steps(way, items);
      tell_surroundings(way, items);
    }
    for (std::vector<Rules::Way>& ways : rules_.asked)
      for (Rules::Way& way : ways) number_steps(way, items_of(way));
    for (std::size_t i = 0; i < rules_.expressions.size(); ++i) {
      const std::vector<const Item*> items = items_of(phrases_.expressions()[i]);
      number_steps(rules_.expressions[i], items);
      if (is_found_first_[i]) tell_surroundings(rules_.expressions[i], items);
    }
    for (RulePhrase& phrase : rules_.phrases) {
      rules_.first_item.push_back(present_of(numbers_.number_of(words_of(phrase.compiled.outlines.first, first_of))));
      phrase.compiled.outlines = {};
    }
    rules_.item_classes.resize(rules_.items, 0);
    for (std::size_t i = 0; i < kUnitClasses; ++i)
      for (std::uint32_t item : rules_.items_by_class[i]) rules_.item_classes[item] |= ClassBits{1} << i;
    rules_.expressions_of.resize(rules_.items, Rules::kAnything);
    for (const auto& [item, told] : told_) rules_.expressions_of[item] = told;
    rules_.words = std::move(words_);
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

  void add_asked() {
    rules_.needed.assign(rules_.phrases.size(), Rules::kAlways);
    rules_.triggers.assign(rules_.phrases.size(), Rules::kAnything);
    rules_.asked.resize(rules_.phrases.size());
    for (std::uint32_t phrase : asked_for()) {
      // One of its outlines' triggers must be there.
      Outlines& outlines = rules_.phrases[phrase].compiled.outlines;
      Item any = any_trigger(outlines);
      for (std::uint32_t expression : any.expressions) is_found_first_[expression] = true;
      rules_.triggers[phrase] = numbers_.number_of(any);
      asked_triggers_.emplace_back(phrase, std::move(any));
      for (Outline& outline : outlines.ways) rules_.asked[phrase].push_back(way_of(phrase, std::move(outline)));
    }
  }

  static Item any_trigger(const Outlines& outlines) {
    Item any{{}, {}, {}, 0};
    std::vector<bool> added(outlines.items.size(), false);
    for (const Outline& outline : outlines.ways) {
      if (!added[outline.trigger]) add_to(any, outlines.items[outline.trigger]);
      added[outline.trigger] = true;
    }
    return any;
  }

  void add_way(std::uint32_t phrase, Outline outline, bool in_sentence) {
    const auto number = static_cast<std::uint32_t>(rules_.ways.size());
    const Item& trigger = rules_.phrases[phrase].compiled.outlines.items[outline.trigger];
    if (std::isinf(trigger.frequency)) rules_.everywhere.push_back(number);
    call(rules_.calls_ways, trigger, number);
    for (std::uint32_t expression : trigger.expressions) {
      rules_.by_expression[expression].push_back(number);
      is_found_first_[expression] = true;
    }
    rules_.ways.push_back(way_of(phrase, std::move(outline)));
    rules_.ways.back().in_sentence = in_sentence;
  }

  static void call(Rules::Calls& calls, const Item& trigger, std::uint32_t number) {
    for (Atom atom : trigger.atoms) calls.by_atom[atom].push_back(number);
    for (UnitClass unit_class : trigger.classes) calls.by_class[static_cast<std::size_t>(unit_class)].push_back(number);
  }

  Rules::Way way_of(std::uint32_t phrase, Outline outline) {
    const CompiledPhrase& compiled = rules_.phrases[phrase].compiled;
    Rules::Way way;
    way.phrase = phrase;
    way.rule = rules_.phrases[phrase].rule;
    way.is_anchored = compiled.is_anchored;
    way.outline = std::move(outline);
    if (way.outline.is_exact) count_words(way, compiled.outlines.items);
    way.companions = companions_of(way.outline, compiled.outlines.items);
    return way;
  }

  /// How many words an item can take.
  std::uint32_t most_words(const Item& item) const {
    std::uint32_t longest = 1;
    for (std::uint32_t expression : item.expressions) {
      std::uint32_t words = 0;
      for (const Expression::Step& step : phrases_.expressions()[expression].steps) words += step.reach + 1u;
      longest = std::max(longest, words);
    }
    return longest;
  }

  /// How many words a match can have before its trigger, and behind it.
  void count_words(Rules::Way& way, const std::vector<Item>& items) const {
    const std::vector<Outline::Step>& steps = way.outline.steps;
    way.most_before = way.most_behind = 0;
    for (std::uint32_t k = 0; k < steps.size(); ++k) {
      const std::uint32_t longest = most_words(items[steps[k].item]);
      if (k < way.outline.trigger_step) way.most_before += longest;
      if (k > way.outline.trigger_step) way.most_behind += longest;
      (k <= way.outline.trigger_step ? way.most_before : way.most_behind) += steps[k].reach;
    }
  }

  /// Whether a step stands right before the trigger, and right behind it.
  static bool is_before(const Outline& outline) { return outline.trigger_step != Outline::kNowhere && outline.trigger_step > 0 && outline.steps[outline.trigger_step].adjacent; }
  static bool is_behind(const Outline& outline) {
    return outline.trigger_step != Outline::kNowhere && outline.trigger_step + 1 < outline.steps.size() && outline.steps[outline.trigger_step + 1].adjacent;
  }

  static const Item* first_of(const Expression& expression) { return &expression.steps.front().item; }
  static const Item* last_of(const Expression& expression) { return &expression.steps.back().item; }
  static const Item* rarest_of(const Expression& expression) {
    return &std::ranges::min_element(expression.steps, {}, [](const Expression::Step& step) { return step.item.frequency; })->item;
  }

  /// An item with a word of each expression in its place.
  template <typename WordOf>
  Item words_of(const Item& item, WordOf word_of) const {
    Item words{item.atoms, item.classes, {}, item.frequency};
    for (std::uint32_t expression : item.expressions) add_to(words, *word_of(phrases_.expressions()[expression]));
    return words;
  }

  /// The rarest things of an outline that are neither its trigger nor right beside it, and not nearly everywhere.
  std::array<std::uint32_t, 2> companions_of(const Outline& outline, const std::vector<Item>& items) {
    std::vector<std::uint32_t> others = {outline.companion}, told = {outline.trigger};
    for (std::uint32_t k = 0; k < outline.steps.size(); ++k) {
      const bool is_beside = (is_before(outline) && k + 1 == outline.trigger_step) || (is_behind(outline) && k == outline.trigger_step + 1);
      (is_beside ? told : others).push_back(outline.steps[k].item);
    }
    std::erase_if(others, [&](std::uint32_t item) { return items[item].frequency > kNearlyAlways || std::ranges::find(told, item) != told.end(); });
    std::ranges::sort(others, {}, [&](std::uint32_t item) { return std::pair(items[item].frequency, item); });
    others.erase(std::unique(others.begin(), others.end()), others.end());
    std::array<std::uint32_t, 2> companions = {Rules::kAlways, Rules::kAlways};
    for (std::size_t i = 0; i < std::min(companions.size(), others.size()); ++i) companions[i] = present_of(numbers_.number_of(words_of(items[others[i]], rarest_of)));
    return companions;
  }

  static std::uint32_t present_of(std::uint32_t item) { return item == Rules::kAnything ? Rules::kAlways : item; }

  void add_expression(const Expression& expression) {
    Rules::Way way;
    way.phrase = static_cast<std::uint32_t>(rules_.expressions.size());
    way.outline.starts = way.outline.is_exact = true;
    // An outline whose items are its steps'.
    std::vector<Item> items;
    std::vector<double> frequencies;
    items.reserve(expression.steps.size());
    for (const Expression::Step& step : expression.steps) {
      way.outline.steps.push_back({static_cast<std::uint32_t>(items.size()), step.reach, step.adjacent});
      items.push_back(step.item);
      frequencies.push_back(step.item.frequency);
    }
    way.outline.trigger = way.outline.companion = way.outline.trigger_step = best_trigger(way.outline.steps, frequencies);
    if (is_found_first_[way.phrase]) {
      way.companions = companions_of(way.outline, items);
      call(rules_.calls_expressions, items[way.outline.trigger], way.phrase);
    }
    rules_.expressions.push_back(std::move(way));
  }

  /// Numbers the steps' items, of which nobody asks whether they are in a turn.
  void number_steps(Rules::Way& way, const std::vector<const Item*>& items) {
    Outline& outline = way.outline;
    for (std::size_t i = 0; i < items.size(); ++i) {
      outline.steps[i].item = numbers_.number_of(*items[i]);
      tell_expressions(*items[i], outline.steps[i].item);
    }
    way.is_chain = way.is_words = outline.starts;
    for (std::uint32_t i = 0; i < items.size(); ++i) {
      const bool is_word = items[i]->classes.empty() && items[i]->expressions.empty();
      const bool is_adjacent = i == 0 || outline.steps[i].adjacent;
      way.is_words = way.is_words && is_adjacent && is_word;
      // A class may be what is passed over, too: how much of that stands together is not told from its either side.
      way.is_chain = way.is_chain && is_adjacent && (is_word || (i == outline.trigger_step && (items[i]->classes.empty() || items.size() == 1)));
    }
  }

  /// What must stand beside and near a trigger that is looked for.
  void tell_surroundings(Rules::Way& way, const std::vector<const Item*>& items) {
    set_near(way, items);
    set_far(way, items);
    if (is_before(way.outline)) way.before = numbers_.number_of(words_of(*items[way.outline.trigger_step - 1], last_of));
    if (is_behind(way.outline)) way.behind = numbers_.number_of(words_of(*items[way.outline.trigger_step + 1], first_of));
  }

  /// Of two steps next to the trigger, the one behind it.
  void set_near(Rules::Way& way, const std::vector<const Item*>& items) {
    const std::vector<Outline::Step>& steps = way.outline.steps;
    const std::uint32_t trigger = way.outline.trigger_step;
    if (trigger == Outline::kNowhere) return;
    if (trigger + 1 < steps.size() && !steps[trigger + 1].adjacent) way.near = {numbers_.number_of(words_of(*items[trigger + 1], first_of)), steps[trigger + 1].reach, true};
    else if (trigger > 0 && !steps[trigger].adjacent) way.near = {numbers_.number_of(words_of(*items[trigger - 1], last_of)), steps[trigger].reach, false};
  }

  /// Steps next to the trigger are asked for otherwise.
  void set_far(Rules::Way& way, const std::vector<const Item*>& items) {
    const std::vector<Outline::Step>& steps = way.outline.steps;
    const std::uint32_t trigger = way.outline.trigger_step;
    if (trigger == Outline::kNowhere) return;
    double least = std::numeric_limits<double>::infinity();
    const auto consider = [&](std::uint32_t k, std::uint32_t words, bool is_behind) {
      if (items[k]->frequency >= least) return;
      least = items[k]->frequency;
      way.far = {numbers_.number_of(words_of(*items[k], rarest_of)), words - 1, is_behind};
    };
    std::uint32_t words = 0;
    for (std::uint32_t k = trigger + 1; k < steps.size(); ++k) {
      words += steps[k].reach + most_words(*items[k]);
      if (k > trigger + 1) consider(k, words, true);
    }
    words = 0;
    for (std::uint32_t k = trigger; k > 0; --k) {
      words += steps[k].reach + most_words(*items[k - 1]);
      if (k < trigger || (way.near.is_behind && !steps[k].adjacent)) consider(k - 1, words, false);
    }
  }

  void tell_expressions(const Item& item, std::uint32_t number) {
    if (number == Rules::kAnything || item.expressions.empty() || !told_.emplace(number, rules_.item_expressions.size()).second) return;
    Rules::ItemExpressions all;
    Item others{{}, {}, {}, 0};
    const auto add = [](std::vector<Rules::ItemExpressions::Others>& into, std::uint32_t word, std::uint32_t expression) {
      const auto known = std::ranges::find(into, word, &Rules::ItemExpressions::Others::word);
      (known != into.end() ? *known : into.emplace_back(Rules::ItemExpressions::Others{word, {}})).expressions.push_back(expression);
    };
    for (std::uint32_t expression : item.expressions) {
      all.any_found_first = all.any_found_first || is_found_first_[expression];
      if (is_found_first_[expression]) continue;
      others.expressions.push_back(expression);
      const Expression& words = phrases_.expressions()[expression];
      add(all.by_first, numbers_.number_of(*first_of(words)), expression);
      add(all.by_last, numbers_.number_of(*last_of(words)), expression);
    }
    if (!all.by_first.empty()) {
      all.first_words = numbers_.number_of(words_of(others, first_of));
      all.last_words = numbers_.number_of(words_of(others, last_of));
    }
    rules_.item_expressions.push_back(std::move(all));
  }

  /// The items of a way's steps, of which the trigger is numbered.
  std::vector<const Item*> items_of(Rules::Way& way) {
    std::vector<const Item*> items;
    for (const Outline::Step& step : way.outline.steps) items.push_back(&rules_.phrases[way.phrase].compiled.outlines.items[step.item]);
    way.trigger = numbers_.number_of(rules_.phrases[way.phrase].compiled.outlines.items[way.outline.trigger]);
    return items;
  }

  static std::vector<const Item*> items_of(const Expression& expression) {
    std::vector<const Item*> items;
    for (const Expression::Step& step : expression.steps) items.push_back(&step.item);
    return items;
  }

  std::vector<std::uint32_t> compile(const std::vector<Phrase>& written, const Codebook& codebook) {
    std::vector<std::uint32_t> numbers;
    for (const Phrase& phrase : written) numbers.push_back(compile(phrase, codebook));
    return numbers;
  }

  std::uint32_t compile(const Phrase& phrase, const Codebook& codebook) {
    rules_.phrases.push_back({phrases_.compile(phrase.text, codebook), static_cast<std::uint32_t>(rules_.rules.size()), &phrase.text, false});
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

  std::unique_ptr<WordSets> words_;
  PhraseCompiler phrases_;
  RegexSet& regexes_;
  Rules rules_;
  ItemNumbers numbers_{rules_};
  std::vector<std::pair<std::uint32_t, Item>> asked_triggers_;  // by phrase that a condition asks for
  std::vector<bool> is_found_first_;  // by expression: anything is looked for by it
  std::map<std::uint32_t, std::uint32_t> told_;  // by item: where its expressions are told
  std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> asked_;  // phrases of conditions, by codebook and text
};

}  // namespace

Rules compile_rules(const std::vector<Codebook>& codebooks, Lexical& lexical, RegexSet& regexes) {
  Compiler compiler(lexical, regexes);
  for (std::uint32_t i = 0; i < codebooks.size(); ++i) compiler.add(codebooks[i], i);
  return compiler.finish(lexical);
}

}  // namespace attune
