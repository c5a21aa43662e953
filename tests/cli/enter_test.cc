// A rater enters ratings at the terminal, line by line.
#include <algorithm>
#include <string>
#include <vector>

#include "attune/text/redaction.h"
#include "attune/text/unicode.h"
#include "catch.h"
#include "raters_setting.h"

using namespace attune;

namespace {

struct Entering : Setting {
  [[nodiscard]] Outcome enter(const std::string& typed, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words = {"rate", "enter", path, "s1", "--rater", "R1", "-b", scales};
    words.insert(words.end(), more.begin(), more.end());
    return attune_run(words, typed);
  }
  [[nodiscard]] std::vector<Rating> ratings(int round = 1) const {
    Study study = Study::open(path, counted_surroundings("x", 78));
    for (const CodingRecord& record : study.codings({{"s1"}, {"R1"}}))
      if (record.coding.round == round) return record.coding.ratings;
    return {};
  }
};

}  // namespace

TEST_CASE("a rater reads an interview and rates it in any order, and goes on later") {
  const Entering at;
  const Outcome first = at.enter("\nloving mother 6\nlines coh_mind 2\nnote coh_mind slips\ncoh_mind 5,5\ncoh_mnd 4\nquit\nloving father 9\n");
  CHECK(first.err.empty());
  CHECK(first.out ==
        "s1: 2 lines; R1 in round 1, draft; 5 of 5 not rated.\n"
        "Enter turns the page, \"scales\" lists what to rate, \"?\" says what can be typed.\n"
        "   1  I: Wer \u2026?\n"
        "   2  S: My gran, she likes her t\u00E9 strong.\n"
        "loving mother: 6 (4 missing)\n"
        "coh_mind: not rated yet, lines 2 (4 missing)\n"
        "coh_mind: not rated yet, lines 2, with a note (4 missing)\n"
        "coh_mind: 5.5, lines 2, with a note (3 missing)\n"
        "expected a scale or a command, found \"coh_mnd\"; did you mean \"coh_mind\"?\n"
        "s1: 3 of 5 not rated; all that was entered is stored.\n");
  const Outcome second = at.enter("? coh_mind\nscales\n");
  CHECK(second.out ==
        "s1: 2 lines; R1 in round 1, draft; 3 of 5 not rated.\n"
        "Enter turns the page, \"scales\" lists what to rate, \"?\" says what can be typed.\n"
        "  coh_mind - Coherence of mind\n"
        "    D.\n"
        "    1 to 9 in steps of 0.5; or cannot_rate, not_applicable, not_asked, inaudible\n"
        "  5.5\n"
        "    lines 2\n"
        "   2  S: My gran, she likes her t\u00E9 strong.\n"
        "    note: slips\n"
        "  loving - Loving: 1 to 9 in steps of 0.5\n"
        "      mother 6, father --\n"
        "  coh_mind - Coherence of mind: 1 to 9 in steps of 0.5\n"
        "      5.5\n"
        "  u_loss - Unresolved loss: 1 to 9 in steps of 0.5\n"
        "      loss_1 --\n"
        "  record - Class: a class record such as U/E3/F5\n"
        "      --\n"
        "5 to rate, 3 of them missing (--)\n"
        "s1: 3 of 5 not rated; all that was entered is stored.\n");
}

TEST_CASE("what was entered is taken back step by step, values, lines and notes") {
  const Entering at;
  const Outcome outcome = at.enter("note coh_mind one\ncoh_mind 5\ncoh_mind 6\nundo\nundo\nundo\nundo\n");
  CHECK(lines_of(outcome.out)[5] == "taken back; coh_mind: 5, with a note (4 missing)");
  CHECK(lines_of(outcome.out)[6] == "taken back; coh_mind: not rated yet, with a note (5 missing)");
  CHECK(lines_of(outcome.out)[7] == "taken back; coh_mind: not rated yet (5 missing)");
  CHECK(lines_of(outcome.out)[8] == "Nothing was entered since this was begun.");
  CHECK(at.ratings().empty());
  CHECK(holds(at.enter("coh_mind 7\n").out, "coh_mind: 7 (4 missing)"));
  CHECK(at.ratings().size() == 1);
  CHECK(Study::open(at.path, counted_surroundings("x", 79)).verify(VerifyLevel::full).findings.empty());
}

TEST_CASE("queries are told at submitting and locking, and stop nothing") {
  const Entering at;
  const Outcome outcome = at.enter("record U\nnote loving mother warm\nlock\nsubmit\ncoh_mind 3\nrecord F5\nlock yes\ncoh_mind 4\n");
  CHECK(holds(outcome.out, "query: loving mother: lines or a note, but no value\n"));
  CHECK(holds(outcome.out, "\"lock yes\" locks it.\n"));
  CHECK(holds(outcome.out, "submitted: a change needs a reason from now on (--reason)\n"));
  CHECK(holds(outcome.out, "s1: record: submitted: a change needs a reason"));
  CHECK(holds(outcome.out, "\nlocked\n"));
  CHECK(holds(outcome.out, "s1: coh_mind: the coding is locked"));
  CHECK(at.ratings().size() == 2);
  CHECK(holds(at.enter("").out, "It can be read; a locked coding takes no other value."));
  CHECK(at.enter("coh_mind 4\n", {"--round", "2"}).status == 0);
  CHECK(at.ratings(2).size() == 1);
}

TEST_CASE("submitting and locking by command ask for the value a note was written to, and keep the note to themselves") {
  const Entering at;
  REQUIRE(at.enter("note coh_mind hearsay\nlines loving mother 1-2\nnote record hearsay\nrecord F5\nlines u_loss loss_1 2\nu_loss loss_1 cannot_rate\n").status == 0);
  const auto run = [&](const char* command) { return attune_run({"rate", command, at.path, "--rater", "R1", "-b", at.scales}); };
  const std::string notes = "query: s1: coh_mind: lines or a note, but no value\nquery: s1: loving mother: lines or a note, but no value\n";
  const Outcome submitted = run("submit");
  CHECK(submitted.status == 0);
  CHECK(submitted.out == "R1: 1 codings submitted\n");
  CHECK(submitted.err == "query: s1: a class, but no coherence of transcript or of mind\n" + notes);
  CHECK(run("lock").err == submitted.err);
  CHECK(holds(run("lock").out, "R1: 0 codings locked\n"));
}

TEST_CASE("words are looked for and lines shown, and nothing of the rules is") {
  const Entering at;
  const Outcome outcome = at.enter("/GRAN\nn\n/nobody\n1\n3\n\nback\n");
  CHECK(outcome.out ==
        "s1: 2 lines; R1 in round 1, draft; 5 of 5 not rated.\n"
        "Enter turns the page, \"scales\" lists what to rate, \"?\" says what can be typed.\n"
        "   2  S: My gran, she likes her t\u00E9 strong.\n"
        "Found again from the beginning:\n"
        "   2  S: My gran, she likes her t\u00E9 strong.\n"
        "\"nobody\" is not in the interview\n"
        "   1  I: Wer \u2026?\n"
        "   2  S: My gran, she likes her t\u00E9 strong.\n"
        "expected a line from 1 to 2, found \"3\"\n"
        "The interview ends here. A number shows a line, \"back\" the page before.\n"
        "   1  I: Wer \u2026?\n"
        "   2  S: My gran, she likes her t\u00E9 strong.\n"
        "s1: 5 of 5 not rated; all that was entered is stored.\n");
  CHECK(at.exposures().empty());
  CHECK(at.ratings().empty());
}

TEST_CASE("a coding stays with the version it was begun on, and the terminal shows that") {
  const Entering at;
  REQUIRE(at.enter("lines coh_mind 2\n").status == 0);
  {
    Study study = Study::open(at.path, counted_surroundings("A", 500));
    Transcript longer = small_transcript("s1");
    longer.text = "I: Well?\n" + longer.text;
    longer.sha256 = sha256(longer.text);
    TranscriptDetails details;
    details.new_version = true;
    REQUIRE(study.store(longer, {}, details) == Stored::added);
  }
  const Outcome outcome = at.enter("2\n");
  CHECK(outcome.out ==
        "s1: 2 lines; R1 in round 1, draft; 5 of 5 not rated.\n"
        "The coding was begun on version 1 of the text, which is shown; version 2 is the newest.\n"
        "Enter turns the page, \"scales\" lists what to rate, \"?\" says what can be typed.\n"
        "   2  S: My gran, she likes her t\u00E9 strong.\n"
        "s1: 5 of 5 not rated; all that was entered is stored.\n");
  // Where a name was taken out since, the words with it are not shown any more.
  {
    Study study = Study::open(at.path, counted_surroundings("A", 600));
    Transcript without = small_transcript("s1");
    without.text = "I: Well?\nI: Wer \u2026?\nS: {{Name}}.\n";
    without.sha256 = sha256(without.text);
    TranscriptDetails details;
    details.new_version = true;
    details.offset_map = offset_map_csv({{{21, 51}, {21, 29}}});
    REQUIRE(study.store(without, {}, details) == Stored::added);
  }
  CHECK(at.enter("3\n").out ==
        "s1: 3 lines; R1 in round 1, draft; 5 of 5 not rated.\n"
        "The coding was begun on version 1 of the text, which is gone or was redacted; this is version 3.\n"
        "Enter turns the page, \"scales\" lists what to rate, \"?\" says what can be typed.\n"
        "   3  S: {{Name}}.\n"
        "s1: 5 of 5 not rated; all that was entered is stored.\n");
}

TEST_CASE("a long interview is turned page by page in 80 columns, and commands in it are shown, not obeyed") {
  const ScratchDirectory scratch;
  std::string text = "I: And?\n";
  for (int i = 1; i <= 30; ++i) text += "S: " + std::string(100, 'a') + " \x1b[2J end " + std::to_string(i) + "\n";
  const std::string study = scratch / "study.attune";
  REQUIRE(attune_run({"code", scratch.write("a1.txt", text), "-s", study}).status == 0);
  const Outcome outcome = attune_run({"rate", "enter", study, "a1", "--rater", "R1"}, "\n\nback\n?\nscales\nmissing\n? loving\n");
  CHECK(outcome.status == 0);
  std::size_t longest = 0;
  for (const std::string& line : lines_of(outcome.out)) longest = std::max(longest, count_code_points(line));
  CHECK(longest <= 80);
  CHECK(outcome.out.find('\x1b') == std::string::npos);
  CHECK(holds(outcome.out, "\\x1b[2J end 1\n"));
  CHECK(holds(outcome.out, "\n  11  S:\n"));
  const Outcome wrong = attune_run({"rate", "enter", study, "a9", "--rater", "R1"});
  CHECK(wrong.status == 2);
  CHECK(holds(wrong.err, "expected a transcript of the study, found \"a9\""));
}
