// Packets beside what they are taken for: copies that went different ways, other studies' files, what was collected by halves.
#include "cli/packet_news.h"
#include "cli/shell_word.h"
#include "packet_setting.h"

using namespace attune;

namespace {

Mark own_mark(std::uint32_t begin, const std::string& code = "loss") {
  Mark mark;
  mark.span = {begin, begin + 7};
  mark.turn = 1;
  mark.code = code;
  return mark;
}

void mark(Handed& of, const std::string& file, const std::vector<Mark>& marks) { (void)of.open(file).store_marks(small_transcript("s1"), {"R1", 1, marks, ""}); }

const std::string kOtherCopy = "not taken: this is an older copy of the packet than was collected before, or one that went on beside it";

}  // namespace

TEST_CASE("a copy of the whole study is no packet: nothing that is collected from it was blind, or drawn before") {
  const Setting at;
  const std::string copy = at.scratch / "copy.attune";
  std::filesystem::copy_file(at.path, copy);
  Study::open(copy, counted_surroundings("R1", 500)).store_ratings({"R1", 1, {{"s1", {rated("coh_mind", 5)}}}, ""});
  (void)Study::open(copy, counted_surroundings("R1", 600)).lock("R1", 1, {});
  REQUIRE(at.run({"plan", "collect", at.path, copy}).out == copy + ": 1 ratings new, 0 changed, 0 as before; 1 codings locked\n");
  const CodingRecord coding = Study::open(at.path, counted_surroundings("x", 9)).codings({{"s1"}, {"R1"}}).at(0);
  CHECK_FALSE(coding.from_packet);
  CHECK(holds(coding.made_at, "2026-03-01T09:30:00"));
  Study::open(copy, counted_surroundings("R1", 700)).store_ratings({"R1", 1, {{"s2", {rated("coh_mind", 5)}}}, ""});
  CHECK(at.run({"plan", "collect", at.path, copy}).out == copy + ": 1 ratings new, 0 changed, 1 as before; 0 codings locked\n");
}

TEST_CASE("who looks into a packet and says no name is its rater") {
  Handed of;
  of.rate(of.packet, "s1", 5);
  const std::string transcript = of.at.scratch.write("s1.txt", small_transcript("s1").text);
  const std::vector<std::string> code = {"code", transcript, "-s", of.packet};
  const Outcome refused = of.at.run(code);
  CHECK(refused.status == 2);
  CHECK(holds(refused.err, "the own coding of s1 by R1 locked before what rules found is shown"));
  std::vector<std::string> exposed = code;
  exposed.emplace_back("--expose");
  REQUIRE(of.at.run(exposed).status == 0);
  (void)of.open(of.packet).lock("R1", 1, {});
  REQUIRE(of.collect().status == 0);
  CHECK(of.coding("s1").assisted);
}

TEST_CASE("what a program writes into a copy by itself makes no other packet of it") {
  Handed of;
  of.rate(of.packet, "s1", 5);
  const std::string copy = of.copy("monday.attune");
  (void)of.open(copy).erase({"s6"});
  of.open(copy).record_exposure("unnamed", {"s1"}, "report");
  REQUIRE(of.collect(copy).status == 0);
  of.rate(of.packet, "s1", 6);
  (void)of.open(of.packet).lock("R1", 1, {});
  (void)of.open(of.at.path).erase({"s6"});
  const Outcome run = of.at.run({"plan", "collect", of.at.path, of.packet});
  CHECK(run.out == of.packet + ": 0 ratings new, 1 changed, 0 as before; 1 codings locked\n");
}

TEST_CASE("a lock or a submission in a copy that went on beside the packet is told, not dropped") {
  Handed of;
  of.rate(of.packet, "s1", 5);
  of.rate(of.packet, "s2", 5);
  const std::string monday = of.copy("monday.attune");
  of.rate(of.packet, "s1", 6);
  of.rate(of.packet, "s2", 6);
  REQUIRE(of.collect().status == 0);
  of.rate(monday, "s1", 6);
  of.rate(monday, "s2", 6);
  CHECK(of.collect(monday).status == 0);  // says what the study says
  (void)of.open(monday).lock("R1", 1, {"s1"});
  (void)of.open(monday).submit("R1", 1, {"s2"});
  const Outcome run = of.collect(monday);
  CHECK(run.status == 1);
  CHECK(run.err == monday + ": s1, R1: " + kOtherCopy + ", and there the coding is locked; \"attune rate lock\" does that in the study\n" + monday + ": s2, R1: " + kOtherCopy +
                       ", and there the coding is submitted; \"attune rate submit\" does that in the study\n");
  CHECK(run.out == monday + ": 0 ratings new, 0 changed, 0 as before; 0 codings locked\n");
  for (const char* id : {"s1", "s2"}) CHECK(of.coding(id).state == CodingState::draft);
}

TEST_CASE("what was taken beside a value that stands otherwise is the packet's all the same") {
  Handed of;
  of.rate(of.at.path, "s1", 8);
  of.rate(of.packet, "s1", 5);
  of.rate(of.packet, "s1", 4, "loving", "figure:mother");
  of.rate(of.packet, "s1", 2, "loving", "figure:father");
  mark(of, of.packet, {own_mark(16), own_mark(30)});
  REQUIRE(of.collect().status == 1);
  CHECK(of.said("s1") == "coh_mind 8, loving figure:father 2, loving figure:mother 4");
  // All of it changes in the packet, and both agree on the one.
  of.rate(of.packet, "s1", 8);
  of.rate(of.packet, "s1", 3, "loving", "figure:mother");
  CHECK(of.open(of.packet).withdraw_rating({"s1", "R1", 1}, "loving", *parse_target("figure:father"), ""));
  mark(of, of.packet, {own_mark(30)});
  (void)of.open(of.packet).lock("R1", 1, {});
  const Outcome run = of.collect();
  CHECK(run.err.empty());
  CHECK(run.out == of.packet + ": 0 ratings new, 1 changed, 1 as before; 1 codings locked, 2 taken back\n");
  CHECK(of.said("s1") == "coh_mind 8, loving figure:mother 3");
  REQUIRE(of.coding("s1").coding.marks.size() == 1);
  CHECK(of.coding("s1").coding.marks[0].span == Span{30, 37});
}

TEST_CASE("a coding that was taken from a packet before that was noted goes on with it, and is known to come from it") {
  Handed of;
  of.rate(of.packet, "s1", 5);
  mark(of, of.packet, {own_mark(16)});
  const CodingRecord there = of.open(of.packet).codings({{"s1"}, {"R1"}}).at(0);
  const CodingKey key{"s1", "R1", 1};
  // As a study of version 5, or one whose collecting was interrupted, has it.
  REQUIRE(of.open(of.at.path).begin_from_copy(key, there.transcript_sha256, there.made_at, "") == Stored::added);
  of.rate(of.at.path, "s1", 5);
  mark(of, of.at.path, {own_mark(16)});
  CHECK_FALSE(of.coding("s1").from_packet);
  of.rate(of.packet, "s1", 7);
  mark(of, of.packet, {});
  (void)of.open(of.packet).lock("R1", 1, {});
  CHECK(of.collect().out == of.packet + ": 0 ratings new, 1 changed, 0 as before; 1 codings locked, 1 taken back\n");
  CHECK(of.said("s1") == "coh_mind 7");
  CHECK(of.coding("s1").coding.marks.empty());
  CHECK(of.coding("s1").from_packet);
}

TEST_CASE("a packet brings codings of its own rater, by the id that the study has") {
  Handed of;
  (void)of.open(of.packet).store_ratings({"r1", 1, {{"s1", {rated("coh_mind", 5)}}}, ""});
  of.rate(of.packet, "s2", 5);
  const Outcome run = of.collect();
  CHECK(run.status == 1);
  CHECK(run.err == of.packet + ": s1, r1: not taken: the packet is for R1\n");
  CHECK(of.said("s2") == "coh_mind 5");

  const std::string copy = of.at.scratch / "copy.attune";
  std::filesystem::copy_file(of.at.path, copy);
  (void)of.open(copy).store_ratings({"r1", 1, {{"s1", {rated("coh_mind", 5)}}}, ""});
  CHECK(holds(of.collect(copy).err, copy + ": s1, r1: not taken: the study has that rater's id as \"R1\"\n"));
}

TEST_CASE("the packets of another study are left as they are") {
  Handed of;
  const Setting other;
  {
    Study study = Study::open(other.path, counted_surroundings("x", 9));
    TranscriptDetails details;
    details.new_version = true;
    (void)study.store(small_transcript("s1", " Otherwise."), {}, details);
    (void)study.erase({"s1"});
    (void)study.store(small_transcript("s1", " Otherwise."), {});
  }
  const std::string before = of.at.scratch.read("packets/R1.attune");
  const Outcome run = other.run({"plan", "assign", other.path, "--raters", "R1", "--double", "0", "--packets", of.at.scratch / "packets"});
  CHECK(run.status == 2);
  CHECK(run.err == of.packet + ": expected a packet of this study, or none yet, found one whose text of s1 this study never had; it was left as it is\n");
  CHECK(of.at.scratch.read("packets/R1.attune") == before);
}

TEST_CASE("a text from which names were taken out comes in the place of the one with them, which leaves the packet") {
  Handed of;
  of.open(of.packet).record_exposure("R1", {"s1"}, "report");
  of.rate(of.packet, "s2", 5);
  Transcript without = small_transcript("s1");
  without.text = "I: {{All of it}}.\nS: Yes.\n";
  without.sha256 = sha256(without.text);
  for (const char* id : {"s1", "s2", "s3", "s4", "s5", "s6"}) {
    without.id = id;
    TranscriptDetails details;
    details.new_version = true;
    (void)of.open(of.at.path).store(without, {}, details);
  }
  const std::vector<std::string> again = {"plan", "assign", of.at.path, "--raters", "R1", "--double", "0", "--packets", of.at.scratch / "packets"};
  CHECK(holds(of.at.run(again).out, "there already, 5 interviews with a new text\n"));
  Study packet = of.open(of.packet);
  CHECK(packet.versions("s1").size() == 1);
  CHECK(packet.versions("s2").size() == 1);  // begun, and keeps its text
  CHECK(packet.transcript("s2")->text == small_transcript("s2").text);
  CHECK(packet.exposures().size() == 1);
  CHECK(packet.assignments().size() == 6);
  // Another round is handed out on the text it was begun on.
  std::vector<std::string> second = again;
  second.insert(second.end(), {"--round", "2"});
  CHECK(holds(of.at.run(second).out, "there already, 6 interviews added\n"));
  CHECK(of.open(of.packet).versions("s2").size() == 1);
}

TEST_CASE("answers to rules' proposals are no marks of a packet") {
  Mark accepted = own_mark(16);
  accepted.marker = "recall.gone";
  cli::CodingInTwoFiles coding;
  coding.now.coding.marks = {accepted, own_mark(30)};
  coding.in_study.coding.marks = {accepted};
  const cli::PacketNews news = cli::news_of(coding);
  CHECK(news.answers == 1);
  CHECK(news.marks_new == 1);
  REQUIRE(news.marks.size() == 1);
  CHECK(news.marks[0].span == Span{30, 37});
}

TEST_CASE("a printed command is one for a shell") {
  for (const auto& [text, word] : {std::pair("s01", "s01"), {"./pk/R1.attune", "./pk/R1.attune"}, {"Müller, Anna", "'Müller, Anna'"}, {"it's", "'it'\\''s'"},
                                   {"-x", "'-x'"}, {"", "''"}, {"a\x1b", "'a\\x1b'"}})
    CHECK(cli::shell_word(text) == word);
}
