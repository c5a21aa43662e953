#include "attune/coding/explain.h"

#include <functional>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/coder.h"
#include "attune/coding/examples.h"
#include "attune/coding/figures.h"
#include "attune/coding/mutants.h"

namespace attune {
namespace {

/// Asks variants of one marker about one text.
class Questioner {
 public:
  Questioner(const Codebook& book, const Example& example) : book_(book), language_(language_of(book)) {
    const NotationProfile notation = shipped_notation("aai").value();
    Tokenizer tokenizer(notation);
    FigureFinder figures(language_);
    transcript_ = example_transcript(example, notation, tokenizer, figures);
  }

  [[nodiscard]] std::vector<Explanation::Found> marks(const Marker& marker) const {
    Coder coder({alone(book_, marker)}, language_);
    std::vector<Explanation::Found> found;
    const std::vector<Coding> codings = coder.code(transcript_);
    for (const Mark& mark : codings.front().marks) found.push_back({mark.pattern, std::string(slice(transcript_.text, mark.span))});
    return found;
  }

 private:
  const Codebook& book_;
  Language language_;
  Transcript transcript_;
};

/// A condition and the marker without it.
struct Loosened {
  std::string condition;
  Marker marker;
};

void drop_each(const Marker& marker, std::vector<Phrase> Marker::* list, std::string_view key, std::vector<Loosened>& all) {
  for (std::size_t i = 0; i < (marker.*list).size(); ++i) {
    Loosened loosened{fmt::format("{} \"{}\"", key, (marker.*list)[i].text), marker};
    (loosened.marker.*list).erase((loosened.marker.*list).begin() + static_cast<std::ptrdiff_t>(i));
    all.push_back(std::move(loosened));
  }
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

/// The marker without one condition at a time, for every condition it has.
std::vector<Loosened> loosened(const Marker& marker) {
  std::vector<Loosened> all;
  drop_each(marker, &Marker::all, "all", all);
  drop_each(marker, &Marker::near, "near", all);
  drop_each(marker, &Marker::unless, "unless", all);
  drop_each(marker, &Marker::unless_before, "unless_before", all);
  drop_each(marker, &Marker::unless_after, "unless_after", all);
  const auto change = [&](bool has, std::string condition, const std::function<void(Marker&)>& drop) {
    if (!has) return;
    Loosened loosened{std::move(condition), marker};
    drop(loosened.marker);
    all.push_back(std::move(loosened));
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
  change(!marker.weights.empty(), "threshold", [](Marker& m) { m.threshold = -1e9; });
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
  if (has_words) marker.structure = {};
  return marker;
}

}  // namespace

Explanation explain(const Codebook& book, const Marker& marker, const Example& example) {
  const Questioner ask(book, example);
  Explanation explanation;
  explanation.marks = ask.marks(marker);
  if (!explanation.marks.empty()) return explanation;
  explanation.matched = ask.marks(bare(marker));
  if (explanation.matched.empty()) return explanation;
  for (const Loosened& loosened : loosened(marker))
    if (!ask.marks(loosened.marker).empty()) explanation.stopped_by.push_back(loosened.condition);
  return explanation;
}

}  // namespace attune
