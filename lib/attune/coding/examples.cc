#include "attune/coding/examples.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "attune/codebook/codebooks.h"
#include "attune/codebook/example_text.h"
#include "attune/coding/coder.h"
#include "attune/coding/figures.h"
#include "attune/text/assemble.h"

namespace attune {
namespace {

constexpr std::size_t kLabelSize = 2;  // "I:", "S:"

Role role_of_label(std::string_view line) {
  if (line.starts_with("I:")) return Role::interviewer;
  if (line.starts_with("S:")) return Role::participant;
  return Role::none;
}

Span span_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

/// A line without a label goes on with the turn before it; "@loss" opens a section.
struct LabelledTurns {
  std::vector<TurnDraft> turns;
  std::vector<Section> sections;  // but for the first, which is the example's own
};

LabelledTurns labelled_turns(std::string_view text) {
  LabelledTurns read;
  std::vector<TurnDraft>& turns = read.turns;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    const Role role = role_of_label(text.substr(begin, end - begin));
    if (const auto key = opened_section(text.substr(begin, end - begin))) {
      read.sections.push_back({std::string(*key), static_cast<std::uint32_t>(turns.size()), 0, 1, SectionSource::tag});
    } else if (role != Role::none) {
      TurnDraft turn;
      turn.role = role;
      turn.label = span_of(begin, begin + kLabelSize);
      turn.body = span_of(begin + kLabelSize, end);
      turns.push_back(std::move(turn));
    } else if (!turns.empty()) {
      turns.back().body.end = static_cast<std::uint32_t>(end);
    }
    begin = end;
  }
  return read;
}

TurnDraft plain_turn(Role role, std::size_t begin, std::size_t end) {
  TurnDraft turn;
  turn.role = role;
  turn.label = span_of(begin, begin);
  turn.body = span_of(begin, end);
  return turn;
}

/// What the codebook is held against: its coder and people finder, made once for all examples.
class ExampleRunner {
 public:
  ExampleRunner(const Codebook& codebook, const Language& language, const NotationProfile& notation)
      : coder_({codebook}, language), figures_(language), notation_(notation), tokenizer_(notation) {}

  ExampleResult run(const Marker& marker, const Example& example, bool is_hit) {
    const Transcript transcript = example_transcript(example, notation_, tokenizer_, figures_);
    ExampleResult result{marker.id, is_hit, example, {}, false};
    const std::vector<Coding> codings = coder_.code(transcript, Coder::WordWeighing::apart);
    for (const Mark& mark : codings.front().marks)
      if (mark.marker == marker.id) result.marked.emplace_back(slice(transcript.text, mark.span));
    const auto is_marked = [&](const std::string& span) {
      return std::ranges::find(result.marked, span) != result.marked.end();
    };
    result.as_expected =
        is_hit ? !result.marked.empty() && std::ranges::all_of(example.spans, is_marked) : result.marked.empty();
    return result;
  }

 private:
  Coder coder_;
  FigureFinder figures_;
  const NotationProfile& notation_;
  Tokenizer tokenizer_;
};

}  // namespace

Transcript example_transcript(const Example& example, const NotationProfile& notation, Tokenizer& tokenizer) {
  Draft draft;
  draft.id = "example";
  if (!example.asked.empty()) {
    draft.text = example.asked + "\n";
    draft.turns.push_back(plain_turn(Role::interviewer, 0, draft.text.size()));
  }
  const std::size_t begin = draft.text.size();
  draft.text += example.text;
  std::vector<Section> sections = {{example.section, 0, 0, 1, SectionSource::tag}};
  if (!is_small_transcript(example.text)) {
    draft.turns.push_back(plain_turn(Role::participant, begin, draft.text.size()));
  } else {
    LabelledTurns read = labelled_turns(draft.text);
    const auto asked = static_cast<std::uint32_t>(draft.turns.size());
    for (Section& section : read.sections) {
      section.first_turn += asked;
      if (section.first_turn == sections.back().first_turn) sections.pop_back();
      sections.push_back(std::move(section));
    }
    for (TurnDraft& turn : read.turns) draft.turns.push_back(std::move(turn));
  }
  Transcript transcript = assemble(std::move(draft), notation, tokenizer);
  for (std::size_t i = 0; i < sections.size(); ++i)
    sections[i].turn_end = i + 1 < sections.size() ? sections[i + 1].first_turn : static_cast<std::uint32_t>(transcript.turns.size());
  transcript.sections = std::move(sections);
  return transcript;
}

Transcript example_transcript(const Example& example, const NotationProfile& notation, Tokenizer& tokenizer, FigureFinder& figures) {
  Transcript transcript = example_transcript(example, notation, tokenizer);
  std::vector<Figure> known;
  for (const std::string& text : example.figures)
    if (std::optional<Figure> figure = parse_example_figure(text)) known.push_back(*std::move(figure));
  transcript.figures = figures.find(transcript, known);
  return transcript;
}

std::vector<ExampleResult> run_examples(const Codebook& codebook, const Language& language,
                                        const NotationProfile& notation) {
  ExampleRunner runner(codebook, language, notation);
  std::vector<ExampleResult> results;
  for (const Marker& marker : codebook.markers) {
    for (const Example& example : marker.hit) results.push_back(runner.run(marker, example, true));
    for (const Example& example : marker.miss) results.push_back(runner.run(marker, example, false));
  }
  return results;
}

std::vector<ExampleResult> run_examples(const Codebook& codebook) {
  return run_examples(codebook, language_of(codebook), shipped_notation("aai").value());
}

}  // namespace attune
