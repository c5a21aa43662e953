#include "attune/coding/lint.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/coder.h"
#include "attune/coding/examples.h"
#include "attune/coding/figures.h"
#include "attune/coding/weighing.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::size_t kFewestTexts = 20;  // fewer misses of others say nothing of how broad a marker is
constexpr double kBroad = 0.25;

/// Patterns as they run: case and blanks do not matter.
std::string normal(const std::string& pattern) {
  std::string text;
  for (const char c : folded(pattern)) {
    if (c == ' ' && (text.empty() || text.back() == ' ')) continue;
    text += c;
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

/// Whether a sequence of plain words stands inside another, so that the shorter one is found wherever the longer is.
bool stands_in(const std::string& shorter, const std::string& longer) {
  constexpr std::string_view kSigns = "(|)?*{}<>~^$=.";
  if (shorter == longer || shorter.find_first_of(kSigns) != std::string::npos || longer.find_first_of(kSigns) != std::string::npos) return false;
  return (" " + longer + " ").find(" " + shorter + " ") != std::string::npos;
}

void find_twins(const Marker& marker, std::vector<Doubt>& doubts) {
  std::set<std::string> seen;
  for (const auto* list : {&marker.any, &marker.regex, &marker.all, &marker.near, &marker.pair, &marker.unless, &marker.unless_before, &marker.unless_after}) {
    seen.clear();
    for (const Phrase& phrase : *list) {
      // Case and blanks mean something in a regular expression: "\\S" is not "\\s".
      const bool is_new = seen.insert(list == &marker.regex ? phrase.text : normal(phrase.text)).second;
      if (!is_new) doubts.push_back({"duplicate", phrase.place, fmt::format("{}: \"{}\" stands twice", marker.id, phrase.text)});
    }
  }
  // Of two marks the longer is kept, so a longer pattern beside a shorter one only widens the mark: told where every other
  // condition is the same, that is, within the marker.
  if (!marker.weights.empty()) return;
  for (const Phrase& phrase : marker.any)
    for (const Phrase& other : marker.any)
      if (stands_in(normal(other.text), normal(phrase.text)))
        doubts.push_back({"shadowed", phrase.place, fmt::format("{}: \"{}\" is found by \"{}\" anyway", marker.id, phrase.text, other.text)});
}

void find_unreachable(const Marker& marker, std::vector<Doubt>& doubts) {
  const auto is_out = [&](const std::string& section) { return std::ranges::find(marker.not_sections, section) != marker.not_sections.end(); };
  if (!marker.sections.empty() && std::ranges::all_of(marker.sections, is_out))
    doubts.push_back({"unreachable", marker.place, fmt::format("{}: every one of its \"sections\" is in \"not_sections\"", marker.id)});
  for (const Phrase& phrase : marker.any)
    for (const Phrase& guard : marker.unless)
      if (normal(phrase.text) == normal(guard.text) || stands_in(normal(guard.text), normal(phrase.text)))
        doubts.push_back({"unreachable", phrase.place, fmt::format("{}: \"{}\" never fires: \"unless\" has \"{}\"", marker.id, phrase.text, guard.text)});
}

/// Whether every pattern takes a word at least: pauses and punctuation have none.
bool takes_words(const Marker& marker) {
  return marker.regex.empty() && std::ranges::none_of(marker.any, [](const Phrase& phrase) { return phrase.text.find_first_of("<{") != std::string::npos; });
}

/// Sums and counts that cannot come about.
void find_out_of_reach(const Marker& marker, std::vector<Doubt>& doubts) {
  const auto doubt = [&](std::string what) { doubts.push_back({"unreachable", marker.place, marker.id + ": " + std::move(what)}); };
  if (marker.density && marker.density->hits > marker.density->words && takes_words(marker))
    doubt(fmt::format("{} passages have no room in {} words", marker.density->hits, marker.density->words));
  if (marker.weights.empty()) return;
  double most = 0;
  for (const double weight : marker.weights) most += std::max(weight, 0.0);
  if (!reaches(most, marker.threshold) && (most == 0 || !marker.count_each))
    doubt(fmt::format("its weights add up to {:g} at most, and \"threshold\" is {:g}", most, marker.threshold));
}

/// Patterns that left no mark on any hit.
void find_unproved(const Marker& marker, const std::set<std::string>& used, std::vector<Doubt>& doubts) {
  if (!marker.weights.empty() || marker.density) return;
  for (const auto* list : {&marker.any, &marker.regex})
    for (const Phrase& phrase : *list)
      if (!used.contains(phrase.text)) doubts.push_back({"unproved", phrase.place, fmt::format("{}: no hit is marked by \"{}\"", marker.id, phrase.text)});
}

}  // namespace

std::vector<Doubt> doubts_of(const Codebook& book) {
  std::vector<Doubt> doubts;
  const Language language = language_of(book);
  Coder coder({book}, language);
  FigureFinder figures(language);
  const NotationProfile notation = shipped_notation("aai").value();
  Tokenizer tokenizer(notation);
  std::map<std::string, std::set<std::string>> used;     // patterns that marked a hit, by marker
  std::map<std::string, std::size_t> marked_of_others;   // misses of other markers that a marker marks
  std::size_t misses = 0;
  std::map<std::string, std::size_t> own_misses;
  const auto code = [&](const Example& example) {
    return std::move(coder.code(example_transcript(example, notation, tokenizer, figures), Coder::WordWeighing::apart).front().marks);
  };
  for (const Marker& marker : book.markers) {
    for (const Example& example : marker.hit)
      for (const Mark& mark : code(example))
        if (mark.marker == marker.id) used[marker.id].insert(mark.pattern);
    for (const Example& example : marker.miss) {
      ++misses;
      ++own_misses[marker.id];
      std::set<std::string> by;
      for (const Mark& mark : code(example)) by.insert(mark.marker);
      for (const std::string& other : by) ++marked_of_others[other];
    }
  }
  std::set<std::string> names;
  for (const Marker& marker : book.markers)
    for (const auto* list : {&marker.any, &marker.all, &marker.near, &marker.pair, &marker.unless, &marker.unless_before, &marker.unless_after})
      for (const Phrase& phrase : *list) names.merge(lexicons_in(parse_pattern(phrase.text).items));
  for (const Lexicon& lexicon : book.lexicons) {
    std::set<std::string> seen;
    for (const std::string& entry : lexicon.entries) {
      names.merge(lexicons_in(parse_pattern(entry).items));
      if (!seen.insert(normal(entry)).second) doubts.push_back({"duplicate", lexicon.place, fmt::format("{{{}}}: \"{}\" stands twice", lexicon.name, entry)});
    }
    for (const std::string& entry : lexicon.except) names.merge(lexicons_in(parse_pattern(entry).items));
  }
  for (const Lexicon& lexicon : book.lexicons)
    if (!names.contains(lexicon.name)) doubts.push_back({"unreachable", lexicon.place, fmt::format("{{{}}} is named nowhere", lexicon.name)});
  for (const Marker& marker : book.markers) {
    find_twins(marker, doubts);
    find_unreachable(marker, doubts);
    find_out_of_reach(marker, doubts);
    find_unproved(marker, used[marker.id], doubts);
    const std::size_t others = misses - own_misses[marker.id];
    if (others >= kFewestTexts && static_cast<double>(marked_of_others[marker.id]) > kBroad * static_cast<double>(others))
      doubts.push_back({"broad", marker.place, fmt::format("{}: marks {} of {} misses of other markers", marker.id, marked_of_others[marker.id], others)});
  }
  return doubts;
}

}  // namespace attune
