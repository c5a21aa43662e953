#include "attune/measures/indices.h"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/text/assemble.h"
#include "catch.h"

using namespace attune;

namespace {

/// Ten words in two responses of two sections, with one interviewer's turn before each.
Transcript interview() {
  const NotationProfile profile = *shipped_notation("aai");
  Tokenizer tokenizer(profile);
  Draft draft;
  draft.id = "x";
  for (const auto& [role, said] : std::vector<std::pair<Role, std::string>>{
           {Role::interviewer, "Who was there then?"}, {Role::participant, "one two three four five six"}, {Role::interviewer, "And who else?"}, {Role::participant, "seven um eight nine ten"}}) {
    TurnDraft turn;
    turn.role = role;
    turn.body.begin = static_cast<std::uint32_t>(draft.text.size());
    draft.text += said;
    turn.body.end = static_cast<std::uint32_t>(draft.text.size());
    draft.text += '\n';
    draft.turns.push_back(turn);
  }
  Transcript transcript = assemble(std::move(draft), profile, tokenizer);
  transcript.sections = {{"loss", 0, 2, 1, SectionSource::tag}, {"now", 2, 4, 1, SectionSource::tag}};
  return transcript;
}

/// A mark of the words `from` to `to` of the interview.
Mark mark(const Transcript& transcript, const std::string& from, const std::string& to, const std::string& code, const std::string& subcode,
          Polarity polarity = Polarity::away) {
  Mark result;
  result.span.begin = static_cast<std::uint32_t>(transcript.text.find(from));
  result.span.end = static_cast<std::uint32_t>(transcript.text.find(to) + to.size());
  result.turn = result.span.begin < transcript.turns[3].body.begin ? 1 : 3;
  result.code = code;
  result.subcode = subcode;
  result.polarity = polarity;
  result.section = section_at(transcript, result.turn);
  return result;
}

IndexValue measured(const Transcript& transcript, std::vector<Mark> marks, Index index, Intervals intervals = Intervals::none) {
  Codebook book;
  book.indices = {std::move(index)};
  return measure(transcript, {"x", "b@1", 1, std::move(marks), {}}, book, intervals).at(0);
}

std::string shown(const IndexValue& value) {
  const auto number = [](const std::optional<double>& n) { return n ? fmt::format("{:.2f}", *n) : std::string("-"); };
  return fmt::format("value {} count {} per 1000 {} per answer {} of {} in {} words {}", number(value.value), value.count, number(value.per_1000_words),
                     number(value.per_opportunity), value.opportunities, value.words, value.reason);
}

Index index_of(std::vector<std::string> codes) {
  Index index;
  index.id = "i";
  index.codes = std::move(codes);
  return index;
}

}  // namespace

TEST_CASE("passages are counted with their length and opportunities") {
  const Transcript t = interview();
  CHECK(shown(measured(t, {mark(t, "one", "two", "q", "q.a"), mark(t, "nine", "nine", "q", "q.b")}, index_of({"q.*"}))) ==
        "value 200.00 count 2 per 1000 200.00 per answer 1.00 of 2 in 10 words ");
  CHECK(shown(measured(t, {}, index_of({"q.*"}))) == "value 0.00 count 0 per 1000 0.00 per answer 0.00 of 2 in 10 words ");
}

TEST_CASE("marks of one code that overlap are one passage, those of different codes are not") {
  const Transcript t = interview();
  CHECK(measured(t, {mark(t, "one", "three", "q", "q.a"), mark(t, "two", "four", "q", "q.b"), mark(t, "four", "five", "q", "q.a")}, index_of({"q"})).count == 1);
  CHECK(measured(t, {mark(t, "one", "two", "q", "q.a"), mark(t, "three", "four", "q", "q.a")}, index_of({"q"})).count == 2);
  CHECK(measured(t, {mark(t, "one", "three", "q", "q.a"), mark(t, "two", "four", "r", "r.a")}, index_of({"q", "r"})).count == 2);
}

TEST_CASE("an index names codes, sub-codes or all below a code, and a polarity") {
  const Transcript t = interview();
  const std::vector<Mark> marks = {mark(t, "one", "one", "q", "q.a"), mark(t, "two", "two", "q", "q.b", Polarity::toward), mark(t, "three", "three", "qq", ""), mark(t, "four", "four", "r.x", "")};
  CHECK(measured(t, marks, index_of({"q"})).count == 2);
  CHECK(measured(t, marks, index_of({"q.*"})).count == 2);
  CHECK(measured(t, marks, index_of({"q.a"})).count == 1);
  CHECK(measured(t, marks, index_of({"r.*"})).count == 1);
  CHECK(measured(t, marks, index_of({"q.*", "q.a", "qq"})).count == 3);
  Index away = index_of({"q"});
  away.polarity = Polarity::away;
  CHECK(measured(t, marks, away).count == 1);
}

TEST_CASE("weights are the sub-code's, else the code's, else 1; joined passages take the greatest") {
  const Transcript t = interview();
  Index index = index_of({"q", "r"});
  index.weights = {{"q", 0.5}, {"q.a", 3}};
  CHECK(shown(measured(t, {mark(t, "one", "one", "q", "q.a"), mark(t, "two", "two", "q", "q.b"), mark(t, "three", "three", "r", "")}, index)) ==
        "value 450.00 count 3 per 1000 300.00 per answer 1.50 of 2 in 10 words ");
  CHECK(measured(t, {mark(t, "one", "two", "q", "q.b"), mark(t, "two", "three", "q", "q.a")}, index).value == 300.0);
}

TEST_CASE("sections narrow marks, words and opportunities") {
  const Transcript t = interview();
  Index index = index_of({"q"});
  index.sections = {"now"};
  CHECK(shown(measured(t, {mark(t, "one", "one", "q", ""), mark(t, "nine", "nine", "q", "")}, index)) ==
        "value 250.00 count 1 per 1000 250.00 per answer 1.00 of 1 in 4 words ");
  index.sections = {"closer"};
  CHECK(shown(measured(t, {mark(t, "one", "one", "q", "")}, index)) ==
        "value - count 0 per 1000 - per answer - of 0 in 0 words no responses in these sections");
}

TEST_CASE("no words, no rate") {
  Transcript t = interview();
  for (Token& token : t.tokens) token.words = 0;
  CHECK(shown(measured(t, {}, index_of({"q"}))) == "value - count 0 per 1000 - per answer - of 2 in 0 words no words of the participant");
}

TEST_CASE("an interval comes from two responses or more, the same every time") {
  const Transcript t = interview();
  const std::vector<Mark> marks = {mark(t, "one", "one", "q", "")};
  const IndexValue value = measured(t, marks, index_of({"q"}), Intervals::bootstrap);
  // Resampling two answers, one with one passage in six words and one with none in four: 0, 100 or 1000/6.
  CHECK(value.ci_low == 0.0);
  CHECK(value.ci_high == 1000.0 / 6);
  CHECK(measured(t, marks, index_of({"q"}), Intervals::bootstrap) == value);
  CHECK(value.reason.empty());
  Index one = index_of({"q"});
  one.sections = {"loss"};
  const IndexValue single = measured(t, marks, one, Intervals::bootstrap);
  CHECK(single.value == 1000.0 / 6);
  CHECK_FALSE(single.ci_low);
  CHECK(single.reason == "no interval from one response");
}
