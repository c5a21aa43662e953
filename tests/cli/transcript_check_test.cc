#include <algorithm>

#include "catch.h"
#include "run.h"

namespace {

const char* const kTalk =
    "I: {{Q3 adj_mother}} Five words for your mother?\n"
    "S: Warm, distant. {{Aunt 2}} said so.\n"
    "I: Why warm? You must have been happy.\n"
    "S: She held {{inaudible}} me//\n"
    "I: {{Q13 loss}} Who died?\n"
    "S: My gran {{inaudible}} and Orla told me {{door slams}}.\n";

}  // namespace

TEST_CASE("check says how far a transcript can be scored, by line and without its words") {
  const ScratchDirectory scratch;
  const Outcome outcome = attune_run({"transcript", "check", scratch.write("a.txt", kTalk)});
  CHECK(outcome.status == 0);
  CHECK(outcome.err.empty());
  const std::string page = outcome.out.substr(outcome.out.find("  questions"));
  CHECK(page ==
        "  questions    2 of 20 found (aai20); not found: orient, rel_parents,\n"
        "               adj_father, closer, upset, separation, rejection, threat_abuse,\n"
        "               effect, why_parents, other_adults, other_trauma, changes, now,\n"
        "               child_sep, wishes, learned, hope_child\n"
        "  adjectives   2 offered; no memory asked for mother word 2 (line 2)\n"
        "  not asked    3 probes were neither asked nor answered unasked\n"
        "    loss             grandmother: how old the participant was (line 6)\n"
        "    loss             how the participant took it at the time (line 5)\n"
        "    loss             how the feelings have changed since (line 5)\n"
        "  interviewer  50 % of all words, 1 cut-off (line 4), 1 phrase that may lead\n"
        "               (line 3)\n"
        "  inaudible    2 passages of the participant, 12.5 % beside the words\n"
        "    adj_mother       1 passage, 11.1 %\n"
        "    loss             1 passage, 14.3 %; WARNING: it is scored from single words,\n"
        "                     listen again\n"
        "  verbatim     0 signs of unplanned speech in 14 words: too short to say\n"
        "  redaction    1 replaced name; aunt has no number 1 (line 2); beside them 1\n"
        "               word that looks like a name or place (line 6)\n"
        "  not known    1 remark in brackets, taken as the transcriber's (line 6)\n");
  CHECK(page.find("Orla") == std::string::npos);
  const std::string shown = attune_run({"transcript", "check", "--show-text", scratch / "a.txt"}).out;
  CHECK(shown.find("    line 6     Orla\n") != std::string::npos);
  CHECK(shown.find("no memory asked for mother distant (line 2)") != std::string::npos);
}

TEST_CASE("check gates by the user's own criteria") {
  const ScratchDirectory scratch;
  const std::string a = scratch.write("a.txt", kTalk);
  const std::string b = scratch.write("b.txt", "I: How was it?\nS: It was fine, I think.\n");
  const Outcome outcome = attune_run({"transcript", "check", a, b, "--format", "csv", "--max", "unintelligible_share=0.05", "--min", "words=6"});
  CHECK(outcome.status == 1);
  CHECK(outcome.err ==
        "criterion: a: unintelligible_share is 0.125, above 0.05\ncriterion: b: words is 5, below 6\n"
        "2 transcripts do not meet the criteria given with --max and --min, which are your own\n");
  CHECK(outcome.out.starts_with("transcript,section,measure,value,reason,lines\na,,words,14,,\na,,interviewer_share,0.5,,\n"));
  CHECK(outcome.out.find("a,loss,unintelligible_share,0.142857,,\n") != std::string::npos);
  CHECK(outcome.out.find("a,,cut_offs,1,,4\n") != std::string::npos);
  CHECK(attune_run({"transcript", "check", a, "--max", "unintelligible_share[section=loss]=0.2"}).status == 0);
  CHECK(attune_run({"transcript", "check", b, "--max", "unintelligible_share[section=loss]=0.2"}).err ==
        "criterion: b: unintelligible_share[section=loss] has no value (the section was not found)\n"
        "1 transcript does not meet the criteria given with --max and --min, which are your own\n");
  CHECK(attune_run({"transcript", "check", a, b, "--min", "words=1"}).status == 0);
}

TEST_CASE("a criterion that cannot be read is told before anything is") {
  CHECK(attune_run({"transcript", "check", "missing.txt", "--max", "sic"}).err.find("--max is MEASURE=NUMBER") != std::string::npos);
  const Outcome outcome = attune_run({"transcript", "check", "missing.txt", "--max", "leadin=0"});
  CHECK(outcome.status == 2);
  CHECK(outcome.err.find("there is no measure \"leadin\"") != std::string::npos);
  CHECK(outcome.err.find("did you mean \"leading\"?") != std::string::npos);
  CHECK(attune_run({"transcript", "check", "missing.txt", "--max", "leading[section=loss]=0"}).status == 2);
}

TEST_CASE("check writes one JSON value for a batch, or a line for each") {
  const ScratchDirectory scratch;
  const std::string a = scratch.write("a.txt", kTalk);
  const std::string b = scratch.write("b.txt", "I: How was it?\nS: It was fine.\n");
  const std::string json = attune_run({"transcript", "check", a, b, "--format", "json"}).out;
  CHECK(json.starts_with("{\"transcripts\":[\n{\"id\":\"a\","));
  CHECK(json.ends_with("}\n]}\n"));
  CHECK(json.find("\"cut_off_lines\":[4],\"leading_lines\":[3]") != std::string::npos);
  CHECK(json.find("\"redaction_gaps\":[{\"role\":\"aunt\",\"missing\":[1],\"also_unnumbered\":false,\"line\":2}]") != std::string::npos);
  const std::string rows = attune_run({"transcript", "check", a, b, "--format", "jsonl"}).out;
  CHECK(std::count(rows.begin(), rows.end(), '\n') == 2);
}

TEST_CASE("lines of check have at most eighty columns") {
  const ScratchDirectory scratch;
  const std::string out = attune_run({"transcript", "check", scratch.write("a.txt", "K: How was it there, in the house by the sea?\nB: It was fine.\nC: Well.\n")}).out;
  std::istringstream lines(out);
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(line.size() <= 80);
  }
}
