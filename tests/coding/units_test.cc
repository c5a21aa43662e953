// Places of a turn, as units and as text.
#include "attune/coding/units.h"

#include "catch.h"
#include "coding/coding_case.h"

using namespace attune;

namespace {

/// The units of the participant's first turn. "My dad came. He had a well-used belt.": my 0 dad 1 came 2 . 3 he 4 had 5 a 6 well 7 used 8 belt 9 . 10
struct Read {
  explicit Read(const std::string& text) : transcript(example_of(text)) {
    turn = units_of(transcript, 0, static_cast<std::uint32_t>(transcript.sentences.size()), {}, lexical);
  }
  [[nodiscard]] Span span(const std::string& words) const {
    const auto begin = static_cast<std::uint32_t>(transcript.text.find(words));
    return {begin, begin + static_cast<std::uint32_t>(words.size())};
  }

  Transcript transcript;
  Lexical lexical{*shipped_language("en")};
  TurnUnits turn;
};

}  // namespace

TEST_CASE("a passage of a turn is units, and units are a passage") {
  const Read read("My dad came. He had a well-used belt.");
  const UnitRange all{0, static_cast<std::uint32_t>(read.turn.units.size())};
  REQUIRE(all.end == 11);
  struct Case {
    std::string words;
    UnitRange units;
    std::uint32_t sentence;
  };
  const std::vector<Case> cases = {
      {"My", {0, 1}, 0},
      {"dad came.", {1, 4}, 0},
      {"came. He", {2, 5}, 0},
      {"He", {4, 5}, 1},
      {"used", {8, 9}, 1},   // a part of a hyphenated word
      {"elt.", {9, 11}, 1},  // a word that is touched
      {" He", {4, 5}, 0},    // begins between two sentences
  };
  for (const Case& c : cases) {
    CAPTURE(c.words);
    CHECK(units_in(read.turn, read.span(c.words), all) == c.units);
    CHECK(sentence_at(read.turn, read.span(c.words)) == c.sentence);
  }
  CHECK(slice(read.transcript.text, span_of(read.turn, {1, 4})) == "dad came.");
  CHECK(slice(read.transcript.text, span_of(read.turn, read.turn.sentences[1])) == "He had a well-used belt.");
  // Of a scope only; and what touches no unit stands where it would.
  CHECK(units_in(read.turn, read.span("came. He"), read.turn.sentences[1]) == UnitRange{4, 5});
  const Span space{read.span(" had").begin, read.span("had").begin};
  CHECK(units_in(read.turn, space, all) == UnitRange{5, 5});
}
