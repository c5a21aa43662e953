#include "attune/coding/mutants.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/examples.h"

namespace attune {
namespace {

/// A list of a marker by its key in the codebook.
struct KeyedList {
  std::string_view key;
  std::vector<Phrase> Marker::* phrases;
};

constexpr KeyedList kLists[] = {{"any", &Marker::any},
                                 {"regex", &Marker::regex},
                                 {"all", &Marker::all},
                                 {"near", &Marker::near},
                                 {"pair", &Marker::pair},
                                 {"unless", &Marker::unless},
                                 {"unless_before", &Marker::unless_before},
                                 {"unless_after", &Marker::unless_after}};

/// The stretches of a pattern between "(" or "|" and "|" or ")" of groups with more than one alternative, each with the "|" that
/// goes with it.
std::vector<std::pair<std::size_t, std::size_t>> alternatives_of(const std::string& pattern) {
  std::vector<std::pair<std::size_t, std::size_t>> stretches;
  std::vector<std::vector<std::size_t>> open;  // places of "(" and "|" of the groups one is in
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '(') open.push_back({i});
    if (pattern[i] == '|' && !open.empty()) open.back().push_back(i);
    if (pattern[i] != ')' || open.empty()) continue;
    std::vector<std::size_t> bars = std::move(open.back());
    open.pop_back();
    bars.push_back(i);
    if (bars.size() < 3) continue;
    // The first alternative goes with the bar behind it, each other with the bar before it.
    stretches.emplace_back(bars[0] + 1, bars[1] + 1);
    for (std::size_t k = 1; k + 1 < bars.size(); ++k) stretches.emplace_back(bars[k], bars[k + 1]);
  }
  return stretches;
}

/// How the examples of the one marker come out, in their order.
std::vector<bool> behaviour(const Codebook& book, const Language& language, const NotationProfile& notation) {
  std::vector<bool> as_expected;
  for (const ExampleResult& result : run_examples(book, language, notation)) as_expected.push_back(result.as_expected);
  return as_expected;
}

}  // namespace

Codebook alone(const Codebook& book, const Marker& marker) {
  Codebook one;
  one.id = book.id;
  one.version = book.version;
  one.language = book.language;
  one.codes = book.codes;
  one.lexicons = book.lexicons;
  one.markers = {marker};
  return one;
}

std::vector<Mutant> mutants_of(const Codebook& book, const Marker& marker) {
  std::vector<Mutant> mutants;
  const auto add = [&](std::string dropped, const Place& place, Marker changed) {
    mutants.push_back({marker.id, std::move(dropped), place, alone(book, changed)});
  };
  const bool has_weights = !marker.weights.empty();
  for (const KeyedList& list : kLists) {
    const std::vector<Phrase>& phrases = marker.*list.phrases;
    const bool leaves_marks = list.phrases == &Marker::any || list.phrases == &Marker::regex || list.phrases == &Marker::pair;
    for (std::size_t i = 0; i < phrases.size(); ++i) {
      Marker without = marker;
      (without.*list.phrases).erase((without.*list.phrases).begin() + static_cast<std::ptrdiff_t>(i));
      if (has_weights && list.phrases == &Marker::any) without.weights.erase(without.weights.begin() + static_cast<std::ptrdiff_t>(i));
      if (!leaves_marks || marker.any.size() + marker.regex.size() > 1) add(fmt::format("{} \"{}\"", list.key, phrases[i].text), phrases[i].place, without);
      if (list.phrases == &Marker::regex || has_weights) continue;
      for (const auto& [begin, end] : alternatives_of(phrases[i].text)) {
        Marker narrower = marker;
        (narrower.*list.phrases)[i].text.erase(begin, end - begin);
        if (!parse_pattern((narrower.*list.phrases)[i].text).mistakes.empty()) continue;
        std::string alternative = phrases[i].text.substr(begin, end - begin);
        std::erase(alternative, '|');
        add(fmt::format("the alternative \"{}\" of {} \"{}\"", alternative, list.key, phrases[i].text), phrases[i].place, narrower);
      }
    }
  }
  std::set<std::string> names;
  for (const KeyedList& list : kLists)
    if (list.phrases != &Marker::regex)
      for (const Phrase& phrase : marker.*list.phrases) names.merge(lexicons_in(parse_pattern(phrase.text).items));
  for (std::size_t l = 0; l < book.lexicons.size(); ++l) {
    const Lexicon& lexicon = book.lexicons[l];
    if (!names.contains(lexicon.name) || lexicon.entries.size() < 2) continue;
    for (std::size_t i = 0; i < lexicon.entries.size(); ++i) {
      Mutant mutant{marker.id, fmt::format("the entry \"{}\" of {{{}}}", lexicon.entries[i], lexicon.name), lexicon.place, alone(book, marker)};
      std::vector<std::string>& entries = mutant.book.lexicons[l].entries;
      entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(i));
      mutants.push_back(std::move(mutant));
    }
  }
  return mutants;
}

Survivors survivors(const Codebook& book) {
  Survivors result;
  const Language language = language_of(book);
  const NotationProfile notation = shipped_notation("aai").value();
  for (const Marker& marker : book.markers) {
    const std::vector<bool> usual = behaviour(alone(book, marker), language, notation);
    for (Mutant& mutant : mutants_of(book, marker)) {
      ++result.tried;
      if (behaviour(mutant.book, language, notation) == usual) result.mutants.push_back(std::move(mutant));
    }
  }
  return result;
}

}  // namespace attune
