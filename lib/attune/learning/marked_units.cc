#include "attune/learning/marked_units.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace attune {
namespace {

bool has_word(const Transcript& transcript, std::uint32_t first_token, std::uint32_t token_end) {
  for (std::uint32_t token = first_token; token < token_end; ++token)
    if (transcript.tokens[token].words > 0) return true;
  return false;
}

bool is_spoken(const Transcript& transcript, const Turn& turn) {
  return turn.role == Role::participant && has_word(transcript, turn.first_token, turn.token_end);
}

}  // namespace

std::string_view learned_unit_name(LearnedUnit unit) {
  switch (unit) {
    case LearnedUnit::sentence: return "sentence";
    case LearnedUnit::turn: return "turn";
    case LearnedUnit::response: return "response";
  }
  return "";
}

std::vector<Span> learned_units(const Transcript& transcript, LearnedUnit unit) {
  std::vector<Span> units;
  if (unit == LearnedUnit::sentence) {
    for (const Sentence& sentence : transcript.sentences)
      if (transcript.turns[sentence.turn].role == Role::participant && has_word(transcript, sentence.first_token, sentence.token_end))
        units.push_back({transcript.tokens[sentence.first_token].span.begin, transcript.tokens[sentence.token_end - 1].span.end});
  } else if (unit == LearnedUnit::turn) {
    for (const Turn& turn : transcript.turns)
      if (is_spoken(transcript, turn)) units.push_back(turn.body);
  } else {
    for (const Response& response : transcript.responses) {
      Span whole{0, 0};
      for (std::uint32_t turn = response.first_turn; turn < response.turn_end; ++turn) {
        const Turn& said = transcript.turns[turn];
        if (!is_spoken(transcript, said)) continue;
        if (whole.end == 0) whole.begin = said.body.begin;
        whole.end = said.body.end;
      }
      if (whole.end > 0) units.push_back(whole);
    }
  }
  return units;
}

std::vector<LabelledFeatures> marked_units(const Transcript& transcript, std::span<const Coding> codings, LearnedUnit unit, const FeatureReader& features) {
  std::vector<LabelledFeatures> rows;
  for (const Span& span : learned_units(transcript, unit)) {
    std::map<std::string, std::size_t> raters;
    for (const Coding& coding : codings) {
      std::set<std::string> codes;
      for (const Mark& mark : coding.marks)
        if (mark.span.begin < span.end && span.begin < mark.span.end) codes.insert(mark.code);
      for (const std::string& code : codes) ++raters[code];
    }
    LabelledFeatures row{transcript.id, features(transcript, span), {}};
    for (const auto& [code, count] : raters)
      if (2 * count > codings.size()) row.labels.push_back(code);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace attune
