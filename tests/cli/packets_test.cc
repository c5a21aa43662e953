// Plans and packets: what a rater is handed, and what comes back.
#include <filesystem>

#include <sys/stat.h>

#include "raters_setting.h"

using namespace attune;

TEST_CASE("a plan is drawn once, packets hold texts only, and come back idempotently") {
  const Setting at;
  const std::string packets = at.scratch / "packets";
  const std::vector<std::string> words = {"plan",   "assign", at.path, "--raters",  "R1,R2", "--double",
                                          "0.3",    "--seed", "7",     "--packets", packets};
  const Outcome run = at.run(words);
  CHECK(run.status == 0);
  CHECK(holds(run.out, "6 interviews in round 1, 6 newly drawn (seed 7); 2 for two raters\n" +
                           fmt::format("  {:<20} {:>5}\n  {:<20} {:>5}\n", "R1", 4, "R2", 4)));
  const Outcome again = at.run(words);
  CHECK(holds(again.out, "6 interviews in round 1, 0 newly drawn (seed 7); 2 for two raters\n"));
  CHECK(holds(again.out, "R1.attune: there already, left as it is\n"));

  const std::string packet = packets + "/R1.attune";
  std::string first;
  {
    Study of_r1 = Study::open(packet, counted_surroundings("R1", 5));
    CHECK(of_r1.transcript_ids().size() == 4);
    first = of_r1.transcript_ids().front();
    CHECK(of_r1.codings().empty());
    CHECK(of_r1.figures(first).empty());
    CHECK(of_r1.events(first).empty());
    for (const Assignment& assignment : of_r1.assignments()) CHECK(assignment.subset == "packet");
  }
  const std::string sheet = at.scratch.write("r1.csv", "transcript,scale,value\n" + first + ",coh_mind,5\n" + first +
                                                           ",record,F4a\n");
  REQUIRE(at.run({"rate", "import", packet, sheet, "--rater", "R1", "--lock", "-b", at.scales}).status == 0);
  CHECK(at.run({"plan", "collect", at.path, packet}).out ==
        packet + ": 2 ratings new, 0 changed, 0 as before; 1 codings locked\n");
  CHECK(at.run({"plan", "collect", at.path, packet}).out ==
        packet + ": 0 ratings new, 0 changed, 2 as before; 0 codings locked\n");
  CHECK(Study::open(at.path, counted_surroundings("x", 9)).verify(VerifyLevel::full).findings.empty());
  CHECK(at.run({"plan", "assign", at.path, "--raters", "R1", "--double", "0.3"}).status == 2);
}

TEST_CASE("packets are whole: later draws are added, other texts told, and who has no text is in none") {
  const Setting at;
  const std::string packets = at.scratch / "packets";
  const std::vector<std::string> words = {"plan", "assign", at.path, "--raters", "R1,R2", "--double", "1", "--packets", packets};
  REQUIRE(at.run(words).status == 0);
  for (const auto& file : std::filesystem::directory_iterator(packets))
    CHECK(file.path().extension() == ".attune");
  {
    Study study = Study::open(at.path, counted_surroundings("x", 9));
    (void)study.store(small_transcript("s7"), {});
    TranscriptDetails details;
    details.keep_text = false;
    (void)study.store(small_transcript("s8"), {}, details);
  }
  const Outcome later = at.run(words);
  CHECK(later.status == 2);
  CHECK(later.err == "s8: its text was kept out of the study, so it is in no packet\n");
  CHECK(holds(later.out, packets + "/R1.attune: there already, 1 interview added\n"));
  CHECK(Study::open(packets + "/R1.attune", counted_surroundings("x", 19)).transcript_ids().size() == 7);
  {
    Study study = Study::open(at.path, counted_surroundings("x", 29));
    TranscriptDetails details;
    details.new_version = true;
    (void)study.store(small_transcript("s1", " And so."), {}, details);
  }
  const Outcome other = at.run(words);
  CHECK(holds(other.err, packets + "/R1.attune: expected the text of s1 as the study has it now, found another"));
  CHECK(holds(other.err, packets + "/R2.attune: expected the text of s1"));
}

TEST_CASE("what a packet's rater was shown makes assisted only what she locked later, and when she began is kept") {
  const Setting at;
  const std::string packets = at.scratch / "packets";
  REQUIRE(at.run({"plan", "assign", at.path, "--raters", "R1,R2", "--packets", packets}).status == 0);
  const std::string packet = packets + "/R1.attune";
  std::vector<std::string> ids;
  {
    Study of_r1 = Study::open(packet, counted_surroundings("R1", 5));
    ids = of_r1.transcript_ids();
    (void)of_r1.store_ratings({"R1", 1, {{ids[0], {rated("coh_mind", 5)}}, {ids[1], {rated("coh_mind", 6)}}}, ""});
    Mark mark;
    mark.span = {16, 23};
    mark.turn = 1;
    mark.code = "loss";
    CHECK(of_r1.store_marks(small_transcript(ids[0]), {"R1", 1, {mark}, ""}).added == 1);
    CHECK(of_r1.lock("R1", 1, {ids[0]}) == 1);
    of_r1.record_exposure("R1", {ids[0], ids[1]}, "compare");
    CHECK(of_r1.lock("R1", 1, {ids[1]}) == 1);
  }
  REQUIRE(at.run({"plan", "collect", at.path, packet}).status == 0);
  const std::vector<CodingRecord> codings = Study::open(at.path, counted_surroundings("x", 9)).codings({{}, {"R1"}});
  REQUIRE(codings.size() == 2);
  CHECK_FALSE(codings[0].assisted);
  CHECK(codings[0].coding.marks.size() == 1);
  CHECK(codings[1].assisted);
  for (const CodingRecord& coding : codings) {
    CHECK(coding.state == CodingState::locked);
    CHECK(holds(coding.made_at, "2026-03-01T09:30:00"));
  }
  CHECK(at.exposures().size() == 2);
}

TEST_CASE("what was taken back in a packet is taken back when it is collected again") {
  const Setting at;
  const std::string packets = at.scratch / "packets";
  REQUIRE(at.run({"plan", "assign", at.path, "--raters", "R1", "--double", "0", "--packets", packets}).status == 0);
  const std::string packet = packets + "/R1.attune";
  const CodingKey key{"s1", "R1", 1};
  const JudgedAdjective strict{"mother", "strict", 1, true, Support::general, "2"}, kind{"mother", "kind", 2, true, Support::none, ""};
  const JudgedAdjective no_longer{"mother", "strict", 1, true, std::nullopt, ""};
  const auto collect = [&](const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"plan", "collect", at.path, packet};
    words.insert(words.end(), more.begin(), more.end());
    return at.run(words);
  };
  const auto in_study = [&] { return Study::open(at.path, counted_surroundings("x", 9)).codings({{"s1"}, {"R1"}}); };
  {
    Study of_r1 = Study::open(packet, counted_surroundings("R1", 5));
    (void)of_r1.store_ratings({"R1", 1, {{"s1", {rated("coh_mind", 5), rated("loving", 4, "figure:mother")}}}, ""});
    (void)of_r1.store_adjectives({"R1", 1, {{"s1", {strict, kind}}}, ""});
  }
  CHECK(collect().out == packet + ": 2 ratings new, 0 changed, 0 as before; 0 codings locked, 2 words read\n");
  {
    Study of_r1 = Study::open(packet, counted_surroundings("R1", 105));
    CHECK(of_r1.withdraw_rating(key, "loving", *parse_target("figure:mother"), ""));
    (void)of_r1.store_adjectives({"R1", 1, {{"s1", {no_longer}}}, ""});
  }
  CHECK(collect().out == packet + ": 0 ratings new, 0 changed, 1 as before; 0 codings locked, 2 taken back\n");
  REQUIRE(in_study().size() == 1);
  REQUIRE(in_study()[0].coding.ratings.size() == 1);
  CHECK(in_study()[0].coding.ratings[0].scale == "coh_mind");
  CHECK(in_study()[0].adjectives == std::vector<JudgedAdjective>{kind});
  CHECK(collect().out == packet + ": 0 ratings new, 0 changed, 1 as before; 0 codings locked\n");

  // What was submitted is taken back with a reason only, and what is rated anew stands.
  {
    Study of_r1 = Study::open(packet, counted_surroundings("R1", 205));
    (void)of_r1.store_ratings({"R1", 1, {{"s1", {rated("loving", 3, "figure:mother")}}}, ""});
    CHECK(of_r1.submit("R1", 1, {}) == 1);
  }
  CHECK(collect().out == packet + ": 1 ratings new, 0 changed, 1 as before; 0 codings locked, 1 submitted\n");
  {
    Study of_r1 = Study::open(packet, counted_surroundings("R1", 305));
    CHECK(of_r1.withdraw_rating(key, "coh_mind", {}, "read again"));
  }
  CHECK(collect().err == at.path + ": s1: coh_mind: submitted: a change needs a reason\n");
  CHECK(collect({"--reason", "read again"}).out == packet + ": 0 ratings new, 0 changed, 1 as before; 0 codings locked, 1 taken back\n");
  REQUIRE(in_study()[0].coding.ratings.size() == 1);
  CHECK(in_study()[0].coding.ratings[0].scale == "loving");
  CHECK(Study::open(at.path, counted_surroundings("x", 19)).verify(VerifyLevel::full).findings.empty());
}

TEST_CASE("what was submitted changes only with a reason, and comes back from a packet as submitted") {
  const Setting at;
  at.rate("A", {5, 6}, {});
  const std::vector<std::string> submit = {"rate", "submit", at.path, "--rater", "A", "-b", at.scales};
  CHECK(at.run(submit).out == "A: 2 codings submitted\n");
  CHECK(at.run(submit).out == "A: 0 codings submitted\n");
  const std::string sheet = at.scratch.write("a.csv", "transcript,scale,value\ns1,coh_mind,7\n");
  std::vector<std::string> import = {"rate", "import", at.path, sheet, "--rater", "A", "-b", at.scales};
  CHECK(holds(at.run(import).err, "s1: coh_mind: submitted: a change needs a reason"));
  import.insert(import.end(), {"--reason", "read again"});
  CHECK(at.run(import).out == "A: 0 ratings new, 1 changed, 0 as before, 0 rows left empty\n");
  CHECK(holds(at.run({"compare", at.path, "--resamples", "100"}).out, "0 draft, 2 submitted, 0 assisted"));
  at.lock("A");
  CHECK(at.run(submit).out == "A: 0 codings submitted\n");

  const std::string packets = at.scratch / "packets";
  REQUIRE(at.run({"plan", "assign", at.path, "--raters", "R1", "--double", "0", "--packets", packets}).status == 0);
  const std::string packet = packets + "/R1.attune";
  struct stat status {};
  REQUIRE(::stat(packet.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  REQUIRE(at.run({"rate", "import", packet, sheet, "--rater", "R1", "-b", at.scales}).status == 0);
  REQUIRE(at.run({"rate", "submit", packet, "--rater", "R1", "-b", at.scales}).status == 0);
  CHECK(at.run({"plan", "collect", at.path, packet}).out ==
        packet + ": 1 ratings new, 0 changed, 0 as before; 0 codings locked, 1 submitted\n");
}
