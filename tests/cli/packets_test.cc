// Plans and packets: what a rater is handed, and what comes back.
#include <filesystem>

#include <sys/stat.h>

#include "attune/text/redaction.h"
#include "cli/packet_news.h"
#include "cli/packet_texts.h"
#include "packet_setting.h"

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
  // R1 has begun s1 and keeps the text it was begun on; R2 has not, and gets the new one.
  Study::open(packets + "/R1.attune", counted_surroundings("R1", 49)).store_ratings({"R1", 1, {{"s1", {rated("coh_mind", 5)}}}, ""});
  const Outcome other = at.run(words);
  CHECK(holds(other.err, packets + "/R1.attune: s1 was begun on an older text and keeps it; \"attune plan collect\" takes it back all the same\n"));
  CHECK(holds(other.out, packets + "/R1.attune: there already, left as it is\n"));
  CHECK(holds(other.out, packets + "/R2.attune: there already, 1 interview with a new text\n"));
  CHECK(Study::open(packets + "/R1.attune", counted_surroundings("x", 59)).transcript("s1")->text == small_transcript("s1").text);
  CHECK(Study::open(packets + "/R2.attune", counted_surroundings("x", 69)).transcript("s1")->text == small_transcript("s1", " And so.").text);
}

TEST_CASE("a packet says only what it did not say when it was collected before, and never over what the study came to say") {
  // What happens to one rating between two times of collecting: in the study, in the packet, and which value the study has then.
  struct Case {
    const char* name;
    double in_study, in_packet;  // 0: taken back; -1: left
    const char* said;
    bool told;
  };
  const Case cases[] = {
      {"nothing", -1, -1, "coh_mind 5", false},
      {"corrected in the study", 8, -1, "coh_mind 8", false},
      {"taken back in the study", 0, -1, "", false},
      {"changed in the packet", -1, 7, "coh_mind 7", false},
      {"taken back in the packet", -1, 0, "", false},
      {"changed in both alike", 7, 7, "coh_mind 7", false},
      {"taken back in both", 0, 0, "", false},
      {"changed in both", 8, 7, "coh_mind 8", true},
      {"changed in the study, taken back in the packet", 8, 0, "coh_mind 8", true},
      {"taken back in the study, changed in the packet", 0, 7, "", true},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    Handed of;
    of.rate(of.packet, "s1", 5);
    of.rate(of.packet, "s2", 3);
    REQUIRE(of.collect().status == 0);
    for (const auto& [file, value] : {std::pair{of.at.path, c.in_study}, {of.packet, c.in_packet}}) {
      if (value > 0) of.rate(file, "s1", value);
      if (value == 0) of.withdraw(file, "s1");
    }
    of.rate(of.packet, "s2", 4);
    const Outcome again = of.collect();
    CHECK(of.said("s1") == c.said);
    CHECK(of.said("s2") == "coh_mind 4");
    CHECK(again.status == (c.told ? 1 : 0));
    CHECK(again.err == (c.told ? of.packet + ": s1, R1: coh_mind: the study has another value, which did not come from the packet; it stays (let both say the same and collect again)\n" : ""));
    const std::string bytes = of.at.scratch.read("study.attune");
    CHECK(of.collect().status == again.status);
    CHECK(of.at.scratch.read("study.attune") == bytes);
  }
}

TEST_CASE("of marks a packet says which are new and which are gone, and those of others and of proposals stay") {
  const auto mark = [](std::uint32_t begin, const char* marker = "") { return Mark{{begin, begin + 5}, 0, "loss", "", marker, "", {}, "", ""}; };
  struct Case {
    const char* name;
    std::vector<Mark> before, now, in_study, marks;
    int marks_new;
    bool has_other_marks, is_none;
  };
  const Case cases[] = {
      {"nothing", {mark(1)}, {mark(1)}, {mark(1)}, {mark(1)}, 0, false, true},
      {"one more", {mark(1)}, {mark(1), mark(9)}, {mark(1)}, {mark(1), mark(9)}, 1, true, false},
      {"one less", {mark(1), mark(9)}, {mark(9)}, {mark(1), mark(9)}, {mark(9)}, 0, true, false},
      {"one less, which the study took back itself", {mark(1)}, {}, {}, {}, 0, false, false},
      {"one more, which the study has", {}, {mark(1)}, {mark(1)}, {mark(1)}, 0, false, false},
      {"taken back in the study", {mark(1)}, {mark(1)}, {}, {}, 0, false, true},
      {"beside the study's own", {}, {mark(9)}, {mark(1)}, {mark(1), mark(9)}, 1, true, false},
      {"beside an answer to a proposal", {}, {mark(9)}, {mark(1, "rules.loss")}, {mark(9)}, 1, true, false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    cli::CodingInTwoFiles codings;
    codings.before.coding.marks = c.before;
    codings.now.coding.marks = c.now;
    codings.in_study.coding.marks = c.in_study;
    const cli::PacketNews news = cli::news_of(codings);
    CHECK(news.marks == c.marks);
    CHECK(news.marks_new == c.marks_new);
    CHECK((news.marks_new + news.marks_withdrawn > 0) == c.has_other_marks);
    CHECK(news.is_none == c.is_none);
  }
}

TEST_CASE("a mark that is made in a packet after it was collected comes in the next time") {
  Handed of;
  std::vector<Mark> marks(2);
  marks[0].span = {16, 23};
  marks[1].span = {25, 28};
  for (Mark& mark : marks) mark.turn = 1, mark.code = "loss";
  (void)of.open(of.packet).store_marks(small_transcript("s1"), {"R1", 1, {marks[0]}, ""});
  REQUIRE(of.collect().status == 0);
  (void)of.open(of.packet).store_marks(small_transcript("s1"), {"R1", 1, marks, ""});
  CHECK(holds(of.collect().out, ", 1 marks new\n"));
  CHECK(of.coding("s1").coding.marks.size() == 2);
}

TEST_CASE("a packet's coding is of the last version with its bytes, whose text marks need") {
  std::vector<TranscriptRecord> versions(3);
  for (int i = 0; i < 3; ++i) versions[static_cast<std::size_t>(i)].id = "s1", versions[static_cast<std::size_t>(i)].version = i + 1;
  versions[0].sha256 = versions[2].sha256 = "one";
  versions[1].sha256 = "other";
  CHECK(cli::coded_version(versions, "one")->transcript.version == 3);
  CHECK(cli::coded_version(versions, "other")->transcript.version == 2);
  CHECK_FALSE(cli::coded_version(versions, "none"));
  std::vector<Mark> marks(1), none;
  cli::move_marks(none, "text", *cli::coded_version(versions, "one"));
  CHECK_THROWS_WITH(cli::move_marks(marks, "text", *cli::coded_version(versions, "one")), "s1: expected the text of version 3 in the study, for marks to stand in, found a study without it");
}

TEST_CASE("a packet keeps its text where the study's new one was kept out of it") {
  Handed of;
  TranscriptDetails details;
  details.new_version = true;
  details.keep_text = false;
  (void)of.open(of.at.path).store(small_transcript("s1", " And so."), {}, details);
  const Outcome run = of.at.run({"plan", "assign", of.at.path, "--raters", "R1", "--double", "0", "--packets", of.at.scratch / "packets"});
  CHECK(holds(run.out, of.packet + ": there already, left as it is\n"));
  CHECK(of.open(of.packet).transcript("s1")->text == small_transcript("s1").text);
}

TEST_CASE("an older copy of a packet takes nothing back, and what a packet was completed with comes in") {
  Handed of;
  of.rate(of.packet, "s1", 5);
  of.rate(of.packet, "s2", 3);
  const std::string monday = of.copy("monday.attune");
  of.rate(of.packet, "s1", 8);
  of.rate(of.packet, "s3", 6);
  REQUIRE(of.collect().status == 0);
  REQUIRE(of.open(monday).lock("R1", 1, {"s1"}) == 1);  // in the copy alone: the packet's coding goes on
  const Outcome old = of.collect(monday);
  CHECK(old.status == 1);
  CHECK(old.err.starts_with(monday + ": s1, R1: not taken: this is an older copy of the packet than was collected before"));
  CHECK(old.out == monday + ": 0 ratings new, 0 changed, 1 as before; 0 codings locked\n");
  CHECK(of.said("s1") == "coh_mind 8");
  // One that went on beside it brings what was never collected, and nothing over what was.
  of.rate(monday, "s2", 4);
  of.rate(monday, "s4", 2);
  const Outcome beside = of.collect(monday);
  CHECK(beside.status == 1);
  CHECK(holds(beside.err, monday + ": s2, R1: not taken: "));
  CHECK(of.said("s2") == "coh_mind 3");
  CHECK(of.said("s4") == "coh_mind 2");
  // A later draw, and work after it.
  (void)of.open(of.at.path).store(small_transcript("s7"), {});
  REQUIRE(of.at.run({"plan", "assign", of.at.path, "--raters", "R1", "--double", "0", "--packets", of.at.scratch / "packets"}).status == 0);
  of.rate(of.packet, "s7", 7);
  of.rate(of.packet, "s1", 8.5);
  CHECK(of.collect().out == of.packet + ": 1 ratings new, 1 changed, 2 as before; 0 codings locked\n");
  CHECK(of.said("s7") == "coh_mind 7");
  CHECK(of.said("s1") == "coh_mind 8.5");
}

TEST_CASE("a value that the study has by itself stands, and the coding is not locked by the packet") {
  Handed of;
  (void)of.open(of.at.path).begin_from_copy({"s1", "R1", 1}, small_transcript("s1").sha256, "2026-02-01T10:00:00.000Z", "");  // at another time
  of.rate(of.at.path, "s1", 8);
  of.rate(of.packet, "s1", 5);
  of.rate(of.packet, "s1", 4, "loving", "figure:mother");
  CHECK(of.open(of.packet).lock("R1", 1, {}) == 1);
  const Outcome first = of.collect();
  CHECK(first.status == 1);
  CHECK(holds(first.err, "it stays, and the coding is not locked by this"));
  CHECK(of.said("s1") == "coh_mind 8, loving figure:mother 4");
  CHECK(of.coding("s1").state == CodingState::draft);
  of.rate(of.at.path, "s1", 5);
  CHECK(of.collect().out == of.packet + ": 0 ratings new, 0 changed, 2 as before; 1 codings locked\n");
  CHECK_FALSE(of.coding("s1").from_packet);  // it was begun in the study
}

TEST_CASE("a coding with a contested value is not submitted by the packet, and an older copy's new marks are told") {
  Handed of;
  of.rate(of.at.path, "s1", 8);
  of.rate(of.packet, "s1", 5);
  of.rate(of.packet, "s2", 3);
  const std::string monday = of.copy("monday.attune");
  of.rate(of.packet, "s2", 4);
  CHECK(of.open(of.packet).submit("R1", 1, {"s1"}) == 1);
  CHECK(of.collect().status == 1);
  CHECK(of.coding("s1").state == CodingState::draft);
  Mark mark;
  mark.span = {16, 23};
  mark.turn = 1;
  mark.code = "loss";
  of.rate(monday, "s2", 4);
  (void)of.open(monday).store_marks(small_transcript("s2"), {"R1", 1, {mark}, ""});
  const Outcome beside = of.collect(monday);
  CHECK(beside.status == 1);
  CHECK(holds(beside.err, monday + ": s2, R1: not taken: "));
  CHECK(of.coding("s2").coding.marks.empty());
}

TEST_CASE("a packet brings back no word of an interview that was erased") {
  Handed of;
  of.rate(of.packet, "s1", 5);
  of.rate(of.packet, "s4", 5);
  of.open(of.packet).record_exposure("R1", {"s1", "s4"}, "compare");
  (void)of.open(of.at.path).erase({"s4"});
  CHECK(of.collect().status == 1);
  const std::vector<Exposure> exposures = of.open(of.at.path).exposures();
  REQUIRE(exposures.size() == 1);
  CHECK(exposures[0].transcript == "s1");
  CHECK(of.said("s4").empty());
}

TEST_CASE("whoever erases an interview is told of a packet that holds an older text of it, and not to delete that") {
  Handed of;
  of.new_version("s1", " And so.");
  const Outcome run = of.at.run({"study", "erase", of.at.path, "s1", "--yes"});
  CHECK(holds(run.out, "still holds it, with a rater's other work: " + of.packet + " (do not delete it: \"attune study erase " + of.packet + " s1\" takes that out"));  // and not the others, which have the same bytes
  CHECK_FALSE(holds(run.out, "delete it yourself"));
}

TEST_CASE("an interview with another text, or without one, holds back no other") {
  Handed of;
  for (const char* id : {"s1", "s2", "s3", "s4"}) of.rate(of.packet, id, 5);
  Mark mark;
  mark.span = {16, 23};
  mark.turn = 1;
  mark.code = "loss";
  for (const char* id : {"s1", "s3"}) (void)of.open(of.packet).store_marks(small_transcript(id), {"R1", 1, {mark}, ""});
  CHECK(of.open(of.packet).lock("R1", 1, {}) == 4);
  of.new_version("s1", " And so.");
  // s3 lost a name at its beginning: "I" became "{{I}}".
  const std::string text = small_transcript("s3").text;
  Transcript without = small_transcript("s3");
  without.text = "{{I}}" + text.substr(1);
  without.sha256 = std::string(64, '7');
  TranscriptDetails details;
  details.new_version = true;
  details.offset_map = offset_map_csv({{{0, 1}, {0, 5}}});
  (void)of.open(of.at.path).store(without, {}, details);
  (void)of.open(of.at.path).erase({"s4"});

  const Outcome run = of.collect();
  CHECK(run.status == 1);
  CHECK(run.err == of.packet + ": not in the study, so not taken: s4. Where a participant withdrew, \"attune study erase " + of.packet + " s4\" takes that out of the packet too\n");
  CHECK(run.out == of.packet + ": 3 ratings new, 0 changed, 0 as before; 3 codings locked, 2 marks new\n");
  CHECK(of.coding("s1").transcript_version == 1);
  CHECK(of.coding("s1").coding.marks.at(0).span == Span{16, 23});
  CHECK(of.coding("s2").transcript_version == 1);
  CHECK(of.coding("s3").transcript_version == 2);
  CHECK(slice(without.text, of.coding("s3").coding.marks.at(0).span) == slice(text, mark.span));
  CHECK(of.open(of.at.path).transcript_ids().size() == 5);
  // As it was told.
  CHECK(holds(of.at.run({"study", "erase", of.packet, "s4", "--yes"}).out, "erased 1 transcript"));
  const std::string bytes = of.at.scratch.read("study.attune");
  const Outcome again = of.collect();
  CHECK(again.status == 0);
  CHECK(again.err.empty());
  CHECK(again.out == of.packet + ": 0 ratings new, 0 changed, 3 as before; 0 codings locked\n");
  CHECK(of.at.scratch.read("study.attune") == bytes);
  CHECK(of.open(of.at.path).verify(VerifyLevel::full).findings.empty());
}

TEST_CASE("what was collected moves with a text whose names are replaced, and the packet goes on with it") {
  Handed of;
  of.rate(of.packet, "s1", 5);
  REQUIRE(of.collect().status == 0);
  of.new_version("s1", " {{Name 1}}.", {{{46, 46}, {46, 58}}});
  of.rate(of.packet, "s1", 6);
  CHECK(of.collect().out == of.packet + ": 0 ratings new, 1 changed, 0 as before; 0 codings locked\n");
  CHECK(of.coding("s1").transcript_version == 2);
  CHECK(of.coding("s1").from_packet);
}

TEST_CASE("an interview that the study knows otherwise is told with its reason") {
  Handed of;
  of.rate(of.packet, "s1", 5);
  of.rate(of.packet, "s2", 5);
  of.new_version("s1", " And so.");
  of.rate(of.at.path, "s1", 5);  // begun in the study, on version 2
  const Outcome other = of.collect();
  CHECK(other.status == 1);
  CHECK(other.err == of.packet + ": s1, R1: not taken: it is a coding of version 1, and the study has one of version 2 in round 1\n");
  CHECK(of.said("s2") == "coh_mind 5");

  const std::string foreign = of.at.scratch / "foreign.attune";
  {
    Study study = Study::create(foreign, counted_surroundings("R1", 9000));
    (void)study.store(small_transcript("s3", " Otherwise."), {});
    (void)study.store_ratings({"R1", 1, {{"s3", {rated("coh_mind", 5)}}}, ""});
  }
  CHECK(holds(of.collect(foreign).err, foreign + ": s3, R1: not taken: the study never had the text it was coded on"));
  CHECK(of.said("s3").empty());
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
