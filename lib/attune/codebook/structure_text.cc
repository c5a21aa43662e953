#include "attune/codebook/structure_text.h"

#include <string_view>

#include <fmt/format.h>

namespace attune {
namespace {

std::string_view shift_name(ShiftTo to) {
  switch (to) {
    case ShiftTo::present: return "the present tense";
    case ShiftTo::past: return "the past tense";
    case ShiftTo::first_person: return "the first person";
    case ShiftTo::second_person: return "the second person";
    case ShiftTo::third_person: return "the third person";
  }
  return "";
}

void add_frame(std::vector<std::string>& texts, Frame frame, std::string_view what) {
  if (frame == Frame::skip) texts.push_back(fmt::format("not what is {}", what));
  if (frame == Frame::require) texts.push_back(fmt::format("only what is {}", what));
}

}  // namespace

std::vector<std::string> structure_texts(const Marker& marker) {
  std::vector<std::string> texts;
  const Structure& structure = marker.structure;
  if (structure.pause && structure.pause->seconds > 0) texts.push_back(fmt::format("a pause of at least {} seconds", structure.pause->seconds));
  if (structure.pause && structure.pause->times_median > 0)
    texts.push_back(fmt::format("a pause at least {} times the speaker's median", structure.pause->times_median));
  if (structure.repeated)
    texts.push_back(fmt::format("the same {} words {} times within {} words", structure.repeated->words, structure.repeated->times, structure.repeated->within));
  if (structure.unfinished) texts.push_back(fmt::format("at least {} unfinished sentences in the answer", *structure.unfinished));
  if (structure.shift)
    texts.push_back(fmt::format("a shift to {}: at least {} times the speaker's usual share, and {} words", shift_name(structure.shift->to), structure.shift->times,
                                structure.shift->least));
  if (structure.response && structure.response->at_least > 0) texts.push_back(fmt::format("an answer of at least {} words", structure.response->at_least));
  if (structure.response && structure.response->at_most > 0) texts.push_back(fmt::format("an answer of at most {} words", structure.response->at_most));
  if (structure.response && structure.response->times_median > 0)
    texts.push_back(fmt::format("an answer at least {} times the speaker's median", structure.response->times_median));
  if (structure.prompts) texts.push_back(fmt::format("behind at least {} questions of the section", *structure.prompts));
  if (!marker.weights.empty()) texts.push_back(fmt::format("marked when the weights of what is found add up to {}", marker.threshold));
  if (marker.words) texts.push_back(fmt::format("marked where the weights of {} words add up to {}", marker.words->words.size(), marker.threshold));
  if (marker.words && marker.words->keeps) texts.push_back(fmt::format("other marks of the code stay where they add up to {}", *marker.words->keeps));
  if (marker.density) texts.push_back(fmt::format("at least {} matches within {} words", marker.density->hits, marker.density->words));
  if (marker.first_words > 0) texts.push_back(fmt::format("in the first {} words of the answer", marker.first_words));
  if (marker.last_words > 0) texts.push_back(fmt::format("in the last {} words of the answer", marker.last_words));
  add_frame(texts, marker.framing.quoted, "quoted");
  add_frame(texts, marker.framing.hypothetical, "supposed");
  add_frame(texts, marker.framing.generic, "about people in general");
  add_frame(texts, marker.framing.hedged, "hedged");
  return texts;
}

}  // namespace attune
