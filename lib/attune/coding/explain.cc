#include "attune/coding/explain.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/coder.h"
#include "attune/coding/examples.h"
#include "attune/coding/figures.h"
#include "attune/coding/mutants.h"
#include "attune/coding/units.h"
#include "attune/coding/word_weights.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr double kNever = 1e6;  // no sum of weights reaches it

/// Asks variants of one marker about one text.
class Questioner {
 public:
  Questioner(const Codebook& book, const Example& example) : book_(book), language_(language_of(book)) {
    const NotationProfile notation = shipped_notation("aai").value();
    Tokenizer tokenizer(notation);
    FigureFinder figures(language_);
    transcript_ = example_transcript(example, notation, tokenizer, figures);
  }

  [[nodiscard]] std::vector<Explanation::Found> marks(const Marker& marker) const { return marks_in(alone(book_, marker), marker); }

  /// The stretch whose words add up to most.
  [[nodiscard]] Explanation::Weighing weighing(const Marker& marker) const {
    const std::vector<Codebook> books = {alone(book_, marker)};
    Lexical lexical(language_);
    WordWeigher weigher(books);
    Explanation::Weighing heaviest{marker.id, -kNever, marker.words->base, {}};
    for (std::uint32_t first = 0, end = 0; first < transcript_.sentences.size(); first = end) {
      const std::uint32_t turn = transcript_.sentences[first].turn;
      while (end < transcript_.sentences.size() && transcript_.sentences[end].turn == turn) ++end;
      if (transcript_.turns[turn].role != Role::participant) continue;
      const TurnUnits units = units_of(transcript_, first, end, {}, lexical);
      weigher.learn(lexical.vocabulary());
      weigher.begin_turn(units);
      for (std::size_t s = 0; s < units.sentences.size(); ++s)
        if (const double sum = static_cast<double>(weigher.sum(0, s)) / 100; sum > heaviest.sum) heaviest.sum = sum, heaviest.words = weighed(units, s, lexical, weigher);
    }
    return heaviest;
  }

  /// The same where the code's word weights have a say.
  [[nodiscard]] std::vector<Explanation::Found> marks_beside(const Marker& marker, const Marker& words) const {
    Codebook both = alone(book_, marker);
    both.markers.push_back(words);
    return marks_in(std::move(both), marker);
  }

 private:
  [[nodiscard]] std::vector<Explanation::Found> marks_in(Codebook book, const Marker& marker) const {
    Coder coder({std::move(book)}, language_);
    std::vector<Explanation::Found> found;
    const std::vector<Coding> codings = coder.code(transcript_);
    for (const Mark& mark : codings.front().marks)
      if (mark.marker == marker.id) found.push_back({mark.pattern, std::string(slice(transcript_.text, mark.span))});
    return found;
  }

  /// What the words of a sentence's stretch add, heaviest first.
  [[nodiscard]] static std::vector<std::pair<std::string, double>> weighed(const TurnUnits& turn, std::size_t sentence, const Lexical& lexical, const WordWeigher& weigher) {
    const UnitRange stretch = weigher.stretch(sentence);
    std::map<std::string, double> sums;
    for (std::uint32_t i = turn.sentences[stretch.begin].begin; i < turn.sentences[stretch.end - 1].end; ++i)
      if (const Unit& unit = turn.units[i]; has_weight(unit) && weigher.weight(0, unit.form) != 0)
        sums[folded(lexical.vocabulary().form(unit.form))] += weigher.weight(0, unit.form) / 100.0;
    std::vector<std::pair<std::string, double>> words(sums.begin(), sums.end());
    std::ranges::stable_sort(words, std::greater<>(), [](const auto& word) { return std::abs(word.second); });
    return words;
  }

  const Codebook& book_;
  Language language_;
  Transcript transcript_;
};

/// A condition, and what drops it from its marker.
struct Condition {
  std::string name;
  std::function<void(Marker&)> drop;
};

void add_each(const Marker& marker, std::vector<Phrase> Marker::* list, std::string_view key, std::vector<Condition>& all) {
  for (const Phrase& phrase : marker.*list) {
    const auto drop = [list, text = phrase.text](Marker& m) { std::erase_if(m.*list, [&](const Phrase& p) { return p.text == text; }); };
    all.push_back({fmt::format("{} \"{}\"", key, phrase.text), drop});
  }
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

/// Every condition of a marker.
std::vector<Condition> conditions_of(const Marker& marker) {
  std::vector<Condition> all;
  add_each(marker, &Marker::all, "all", all);
  add_each(marker, &Marker::near, "near", all);
  add_each(marker, &Marker::unless, "unless", all);
  add_each(marker, &Marker::unless_before, "unless_before", all);
  add_each(marker, &Marker::unless_after, "unless_after", all);
  const auto change = [&](bool has, std::string name, std::function<void(Marker&)> drop) {
    if (has) all.push_back({std::move(name), std::move(drop)});
  };
  const bool has_words = !marker.any.empty() || !marker.regex.empty();
  change(!marker.sections.empty(), "sections: only in " + joined(marker.sections), [](Marker& m) { m.sections.clear(); });
  change(!marker.not_sections.empty(), "not_sections: not in " + joined(marker.not_sections), [](Marker& m) { m.not_sections.clear(); });
  change(marker.speaker != Role::none, "speaker", [](Marker& m) { m.speaker = Role::none; });
  change(marker.negation != Negation::ignore, marker.negation == Negation::skip ? "negation = \"skip\"" : "negation = \"require\"", [](Marker& m) { m.negation = Negation::ignore; });
  change(marker.framing.quoted != Frame::ignore, "quoted", [](Marker& m) { m.framing.quoted = Frame::ignore; });
  change(marker.framing.hypothetical != Frame::ignore, "hypothetical", [](Marker& m) { m.framing.hypothetical = Frame::ignore; });
  change(marker.framing.generic != Frame::ignore, "generic", [](Marker& m) { m.framing.generic = Frame::ignore; });
  change(marker.framing.hedged != Frame::ignore, "hedged", [](Marker& m) { m.framing.hedged = Frame::ignore; });
  change(marker.first_words > 0, "first_words", [](Marker& m) { m.first_words = 0; });
  change(marker.last_words > 0, "last_words", [](Marker& m) { m.last_words = 0; });
  change(marker.density.has_value(), "density", [](Marker& m) { m.density.reset(); });
  change(has_words && !marker.structure.is_empty(), "the shape of the answer", [](Marker& m) { m.structure = {}; });
  change(!marker.weights.empty() || marker.words, "threshold", [](Marker& m) { m.threshold = -kNever; });
  change(!marker.pair.empty(), "pair: the other half", [](Marker& m) { m.pair.clear(); });
  return all;
}

/// Nothing but what leaves marks.
Marker bare(Marker marker) {
  const bool has_words = !marker.any.empty() || !marker.regex.empty();
  marker.all = marker.near = marker.unless = marker.unless_before = marker.unless_after = marker.pair = {};
  marker.sections = marker.not_sections = {};
  marker.speaker = Role::none;
  marker.negation = Negation::ignore;
  marker.framing = {};
  marker.first_words = marker.last_words = 0;
  marker.density.reset();
  marker.weights.clear();
  if (marker.words) marker.threshold = -kNever;
  if (has_words) marker.structure = {};
  return marker;
}

}  // namespace

Explanation explain(const Codebook& book, const Marker& marker, const Example& example) {
  const Questioner ask(book, example);
  Explanation explanation;
  explanation.marks = ask.marks(marker);
  if (marker.words) explanation.weighing = ask.weighing(marker);
  for (const Marker& words : book.markers) {
    if (explanation.marks.empty() || !words.words || words.id == marker.id || code_of(words, book).code != code_of(marker, book).code) continue;
    if (!ask.marks_beside(marker, words).empty()) continue;
    explanation.matched = std::exchange(explanation.marks, {});
    explanation.stopped_by.push_back(fmt::format("the words around it: \"{}\" does not keep it", words.id));
    explanation.weighing = ask.weighing(words);
  }
  if (!explanation.marks.empty() || !explanation.matched.empty()) return explanation;
  explanation.matched = ask.marks(bare(marker));
  if (explanation.matched.empty()) return explanation;
  const std::vector<Condition> conditions = conditions_of(marker);
  for (const Condition& condition : conditions) {
    Marker without = marker;
    condition.drop(without);
    if (!ask.marks(without).empty()) explanation.stopped_by.push_back(condition.name);
  }
  if (!explanation.stopped_by.empty()) return explanation;
  for (const Condition& condition : conditions) {
    Marker only = marker;
    for (const Condition& other : conditions)
      if (&other != &condition) other.drop(only);
    if (ask.marks(only).empty()) explanation.each_stops.push_back(condition.name);
  }
  return explanation;
}

}  // namespace attune
