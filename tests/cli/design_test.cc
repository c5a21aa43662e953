// How a study's codings came about, as its methods texts and tables tell it: drawn before, blinded, replaced.
#include <array>

#include "cli/study_design.h"
#include "raters_setting.h"

using namespace attune;

namespace {

/// Without breaks of lines.
std::string in_one_line(std::string text) {
  for (char& c : text)
    if (c == '\n') c = ' ';
  return text;
}

std::string apa(const Setting& at) { return in_one_line(at.run({"compare", at.path, "--apa", "--as", "M", "--resamples", "100"}).out); }

/// "A s1 1": rater, interview and what stands under "blind" in the wide table.
std::vector<std::string> blind_column(const Setting& at) {
  const Outcome run = at.run({"study", "export", at.path, "--to", at.scratch / "tables", "--force", "--as", "M"});
  REQUIRE(run.status == 0);
  std::vector<std::string> lines;
  for (const std::string& row : lines_of(at.scratch.read("tables/wide.csv"))) {
    std::vector<std::string> cells;
    std::istringstream in(row);
    for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
    if (cells[0] != "id") lines.push_back(cells[8] + " round " + cells[9] + " " + cells[0] + " " + cells[12]);
  }
  return lines;
}

/// Rates as a person does, at the time it is: the setting's own clock stands still before any draw.
void rate_now(const Setting& at, const std::string& rater, const std::vector<double>& values, int first = 1) {
  std::string rows = "transcript,scale,value\n";
  for (std::size_t i = 0; i < values.size(); ++i) rows += fmt::format("s{},coh_mind,{}\n", static_cast<std::size_t>(first) + i, values[i]);
  REQUIRE(at.run({"rate", "import", at.path, at.scratch.write("now.csv", rows), "--rater", rater, "--lock", "-b", at.scales}).status == 0);
}

/// A sheet of one interview, taken into a packet and collected.
void rate_in_packet(const Setting& at, const std::string& rater, const std::string& transcript, double value) {
  const std::string packet = at.scratch / ("packets/" + rater + ".attune");
  const std::string sheet = at.scratch.write("sheet.csv", fmt::format("transcript,scale,value\n{},coh_mind,{}\n", transcript, value));
  REQUIRE(at.run({"rate", "import", packet, sheet, "--rater", rater, "--lock", "-b", at.scales}).status == 0);
  REQUIRE(at.run({"plan", "collect", at.path, packet}).status == 0);
}

}  // namespace

TEST_CASE("a draw after the coding was no draw before it, and without a packet nothing is vouched for") {
  const Setting at;
  at.rate("A", {5, 6}, {"F4a", "Ds1"});
  at.rate("B", {5, 6}, {"F4a", "Ds3"});
  at.lock("A");
  at.lock("B");
  REQUIRE(at.run({"plan", "assign", at.path, "--raters", "A,B", "--double", "1"}).status == 0);
  CHECK(holds(apa(at), "[Which were coded twice, drawn how, from which frame.] [What raters were blind to.]"));
  for (const std::string& line : blind_column(at)) CHECK(line.ends_with(" 0"));
  // Two more, begun after the draw.
  rate_now(at, "A", {4}, 3);
  rate_now(at, "B", {4}, 3);
  const std::string text = apa(at);
  CHECK(holds(text, "Of 2 of 6 codings it was drawn before coding who makes them, and which interviews are coded twice (seed 1, 6 interviews, double 1, strata wave,site, raters A,B); the others were "
                    "begun before a draw or without one. [What raters were blind to.]"));
}

TEST_CASE("blinded is what came from a packet, and not what was coded anew after that") {
  const Setting at;
  REQUIRE(at.run({"plan", "assign", at.path, "--raters", "A,B", "--double", "1", "--packets", at.scratch / "packets"}).status == 0);
  rate_in_packet(at, "A", "s1", 5);
  rate_in_packet(at, "A", "s2", 6);
  rate_now(at, "B", {5, 7});
  const std::string text = apa(at);
  CHECK(holds(text, "Who coded which interview, and which were coded twice, was drawn before coding (seed 1"));
  CHECK(holds(text, "In 2 of 4 codings raters worked from files without marks, others' ratings"));
  CHECK(at.run({"compare", at.path, "--as", "A", "--expose", "--resamples", "100"}).status == 0);
  at.rate("A", {5}, {}, 2);
  at.lock("A", 2);
  CHECK(blind_column(at) == std::vector<std::string>{"A round 1 s1 1", "A round 2 s1 0", "B round 1 s1 0", "A round 1 s2 1", "B round 1 s2 0"});
}

TEST_CASE("who is named and gets nothing is told, and a rater who leaves is replaced for what was not begun") {
  const Setting at;
  REQUIRE(at.run({"plan", "assign", at.path, "--raters", "A,B", "--double", "1"}).status == 0);
  rate_now(at, "A", {5, 6});
  rate_now(at, "B", {5, 6, 4, 4, 4, 4});
  const Outcome idle = at.run({"plan", "assign", at.path, "--raters", "B,C", "--double", "1"});
  CHECK(idle.status == 1);
  CHECK(idle.err == "C has no interview in round 1: none was left to draw (\"attune plan assign " + at.path + " --replace OTHER=C --reason WHY\" gives what another has not begun)\n");

  const std::vector<std::string> words = {"plan", "assign", at.path, "--replace", "A=C", "--reason", "left in May"};
  const Outcome run = at.run(words);
  CHECK(run.status == 0);
  CHECK(run.out == "C takes over 4 interviews of A in round 1\n");
  CHECK(at.run(words).err == at.path + ": A has no interview in round 1 that is not begun and that C has not\n");
  rate_now(at, "C", {5, 6, 4, 4});  // also of two that it was not given
  const std::string text = apa(at);
  CHECK(holds(text, "Of 10 of 12 codings it was drawn before coding"));
  CHECK(holds(text, "; raters who left were replaced for what they had not begun: C for A (left in May) in 2 codings"));
  CHECK(holds(in_one_line(at.run({"compare", at.path, "--grras", "--as", "M", "--resamples", "100"}).out), "C for A (left in May)"));
  CHECK(Study::open(at.path, counted_surroundings("x", 9)).verify(VerifyLevel::full).findings.empty());

  struct Case {
    std::vector<std::string> words;
    const char* complaint;
  };
  for (const Case& c : {Case{{"--replace", "A"}, "--replace takes two raters' ids"}, Case{{"--replace", "A=A"}, "--replace takes two raters' ids"}, Case{{"--replace", "A=.B", "--reason", "ill"}, "--replace takes two raters' ids"},
                        Case{{"--replace", "A=C"}, "--replace needs a --reason"}, Case{{"--replace", "A=C", "--raters", "A,B"}, "--replace goes with neither"}}) {
    std::vector<std::string> all = {"plan", "assign", at.path};
    all.insert(all.end(), c.words.begin(), c.words.end());
    const Outcome refused = at.run(all);
    CHECK(refused.status == 2);
    CHECK(holds(refused.err, c.complaint));
  }
}

TEST_CASE("what the one who takes over has already stays with the one who leaves, in counts only") {
  const Setting at;
  REQUIRE(at.run({"plan", "assign", at.path, "--raters", "A,B", "--double", "0"}).status == 0);
  REQUIRE(at.run({"plan", "assign", at.path, "--raters", "A,B", "--training", "s1"}).status == 2);  // by another draw
  Study study = Study::open(at.path, counted_surroundings("M", 900));
  const std::string of_a = [&] {
    for (const Assignment& one : study.assignments())
      if (one.rater == "A") return one.transcript;
    return std::string();
  }();
  (void)study.store_assignments({{of_a, "B", 1, "double", "by hand", ""}});
  const Outcome run = at.run({"plan", "assign", at.path, "--replace", "A=B", "--reason", "ill"});
  CHECK(run.out == "B takes over 2 interviews of A in round 1\n1 more stay with A: B has them already\n");
  CHECK(study.replace_rater({"B", "C", 1, "ill"}) == Replaced{6, 0});
  for (const Assignment& one : study.assignments())
    if (one.rater == "C") CHECK(one.handovers.back() == Handover{"B", "C", "ill"});
}

TEST_CASE("who is replaced again is told with every step, and who came back with none") {
  struct Row {
    std::vector<std::array<std::string, 3>> steps;
    std::string rater, told;
  };
  const std::vector<Row> rows = {
      {{{"A", "C", "left in May"}}, "C", ": C for A (left in May) in 2 codings"},
      {{{"A", "C", "left in May"}, {"C", "D", "ill"}}, "D", ": C for A (left in May), then D for C (ill) in 2 codings"},
      {{{"A", "C", "left in May"}, {"C", "A", "came back"}}, "A", ""},
      {{{"A", "C", "left in May"}, {"C", "A", "came back"}, {"A", "D", "left for good"}}, "D",
       ": C for A (left in May), then A for C (came back), then D for A (left for good) in 2 codings"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.told);
    const Setting at;
    REQUIRE(at.run({"plan", "assign", at.path, "--raters", "A,B", "--double", "1"}).status == 0);
    for (const auto& [from, to, why] : row.steps) REQUIRE(at.run({"plan", "assign", at.path, "--replace", from + "=" + to, "--reason", why}).status == 0);
    rate_now(at, row.rater, {5, 6});
    rate_now(at, "B", {5, 6});
    const std::string text = apa(at);
    CHECK(holds(text, "drawn before coding"));
    const std::string replaced = "raters who left were replaced for what they had not begun";
    if (row.told.empty()) CHECK_FALSE(holds(text, replaced));
    else CHECK(holds(text, replaced + row.told));
  }
}

TEST_CASE("what is vouched for is told of the round's codings, whatever clock a packet went by, and of none that saw more") {
  const Setting at;
  REQUIRE(at.run({"plan", "assign", at.path, "--raters", "R1", "--double", "0", "--packets", at.scratch / "packets"}).status == 0);
  const std::string packet = at.scratch / "packets/R1.attune";
  {
    Study of_r1 = Study::open(packet, counted_surroundings("R1", 500));  // on the setting's clock, which stands before the draw
    (void)of_r1.store_ratings({"R1", 1, {{"s1", {rated("coh_mind", 5)}}, {"s2", {rated("coh_mind", 6)}}}, ""});
    CHECK(of_r1.lock("R1", 1, {"s1"}) == 1);
    of_r1.record_exposure("R1", {"s2"}, "compare");
    CHECK(of_r1.lock("R1", 1, {"s2"}) == 1);
  }
  REQUIRE(at.run({"plan", "collect", at.path, packet}).status == 0);
  at.rate("R1", {4}, {}, 2);  // anew, in the study
  Study study = Study::open(at.path, counted_surroundings("x", 9));
  std::vector<Coding> compared;
  for (const CodingRecord& record : study.codings({{}, {"R1"}}))
    if (record.coding.round == 1) compared.push_back(record.coding);
  REQUIRE(compared.size() == 2);
  const StudyDesign design = cli::design_of(study, compared, 6, 1);
  CHECK(design.assigned == 2);
  CHECK(design.blinded == 1);
}
