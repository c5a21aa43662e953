#include <algorithm>
#include <fstream>
#include <iterator>

#include <SQLiteCpp/SQLiteCpp.h>

#include "attune/error.h"
#include "attune/io/study.h"
#include "attune/io/study_copies.h"
#include "scratch.h"
#include "study_fixture.h"

using namespace attune;

namespace {

using Lines = std::vector<std::string>;

// Long and rare, so that a grep of the file's bytes means something.
const char* const kGone = "Participant-Zyxwv-0417";
const char* const kStays = "Participant-Other-0001";
const std::string kWords = " The heron at Quillmoor weir never once looked back at me.";

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Everything a study can hold, about two transcripts: two versions, ratings, a lock, consensus, assignments, exposures.
Study full_study(const std::string& path) {
  Study study = Study::create(path, counted_surroundings());
  study.store_codebooks({small_codebook()});
  for (const char* id : {kGone, kStays}) {
    Transcript transcript = small_transcript(id, kWords + id);
    TranscriptDetails details;
    details.participant = std::string("P-") + id;
    details.reading = std::string("file of ") + id;
    study.store(transcript, {small_coding(transcript)}, details);
    transcript = small_transcript(id, kWords + id + " Second version.");
    details.new_version = true;
    study.store(transcript, {small_coding(transcript)}, details);
  }
  study.describe({{kGone, std::string("Q-") + kGone, "F-heron", "1", "north", "I-heron", ""}, {kStays, "Q-stays", "", "", "", "", ""}});
  study.describe({{kGone, std::string("Q-") + kGone, "F-heron", "2", "north", "I-heron", ""}});
  study.store_assignments({{kGone, "R1", 1, "double", "seed 1", ""}, {kStays, "R1", 1, "single", "seed 1", ""}});
  for (const char* rater : {"R1", "R2"}) {
    study.store_ratings({rater, 1, {{kGone, {rated("coherence_mind", 7), classed("U/F5")}}, {kStays, {rated("coherence_mind", 3)}}}, ""});
    study.lock(rater, 1, {});
  }
  // What is taken back, jotted down and answered refers to rows that go, too.
  const Transcript newest = small_transcript(kGone, kWords + kGone + " Second version.");
  Mark mark;
  mark.span = {16, 23};
  mark.turn = 1;
  mark.code = "loss";
  const CodingKey draft{kGone, "R3", 1};
  study.store_marks(newest, {"R3", 1, {mark}, ""});
  study.store_marks(newest, {"R3", 1, {}, ""});
  study.store_ratings({"R3", 1, {{kGone, {rated("coherence_mind", 2)}}}, ""});
  study.withdraw_rating(draft, "coherence_mind", {}, "the heron at Quillmoor");
  study.jot(draft, {"coherence_mind", {}, "2", "the heron at Quillmoor"});
  const CodingKey answers{kGone, "R1", 2};
  for (const Proposal& proposal : study.proposals(answers)) study.answer_proposal(answers, newest, proposal.number, ProposalAnswer::accepted);
  study.record_exposure("R1", {kGone, kStays}, "report");
  AgreedRating agreed;
  agreed.transcript = kGone;
  agreed.rating = rated("coherence_mind", 6).rating;
  agreed.attendees = {"R1", "R2"};
  agreed.why = "the note of R1 on Quillmoor";
  study.store_consensus({agreed});
  return study;
}

/// Hashes of rows that hold something of a transcript, and of its bytes.
Lines hashes_of(const std::string& path, const std::string& id) {
  SQLite::Database database(path);
  Lines hashes;
  for (const char* sql : {"SELECT sha256 FROM transcript WHERE id = ?", "SELECT text_sha256 FROM transcript WHERE id = ?", "SELECT hash FROM transcript WHERE id = ?",
                          "SELECT m.hash FROM mark m JOIN coding c ON c.pk = m.coding JOIN transcript t ON t.pk = c.transcript WHERE t.id = ?",
                          "SELECT r.hash FROM rating r JOIN coding c ON c.pk = r.coding JOIN transcript t ON t.pk = c.transcript WHERE t.id = ?",
                          "SELECT x.hash FROM transcript_text x JOIN transcript t ON t.pk = x.transcript WHERE t.id = ?", "SELECT hash FROM exposure WHERE transcript = ?",
                          "SELECT hash FROM consensus WHERE transcript = ?", "SELECT commitment FROM audit WHERE object = ?1 AND 0"}) {
    SQLite::Statement row(database, sql);
    row.bind(1, id);
    while (row.executeStep()) hashes.push_back(row.getColumn(0).getString());
  }
  return hashes;
}

}  // namespace

TEST_CASE("what is erased is nowhere in the file's bytes, and the rest is as it was") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  LogHead before;
  {
    Study study = full_study(path);
    before = study.head();
  }
  Lines gone = hashes_of(path, kGone);
  CHECK(gone.size() >= 20);
  gone.insert(gone.end(), {kGone, std::string("P-") + kGone, "Quillmoor on R1"});
  for (const std::string& text : {std::string(kGone), kWords + kGone, gone[0]}) CHECK(bytes_of(path).find(text) != std::string::npos);

  Study study = Study::open(path, counted_surroundings("keeper", 100));
  const Erased erased = study.erase({kGone});
  CHECK(erased.rows > 30);
  CHECK(erased.sought > 0);
  CHECK(erased.found < erased.sought);  // the other transcript has some of the same words

  const std::string bytes = bytes_of(path) + bytes_of(path + "-journal");
  for (const std::string& text : gone) {
    CAPTURE(text);
    CHECK(bytes.find(text) == std::string::npos);
  }
  CHECK(bytes.find(kWords + kStays) != std::string::npos);
  CHECK(bytes.find("the note of R1 on Quillmoor") == std::string::npos);

  CHECK(study.transcript_ids() == Lines{kStays});
  CHECK(study.codings().size() == 3);  // the rules', R1's and R2's of the other
  CHECK(study.verify(VerifyLevel::full, before).findings == Lines{});
  const LogEntry last = study.log().back();
  CHECK(last.action == "erased");
  CHECK(last.actor == "keeper");
  CHECK(last.object.starts_with("1 transcript, "));
  CHECK(last.at.starts_with("2026-03-01T"));
}

TEST_CASE("an id is gone from the log whatever characters it has, and others that only begin like it stay") {
  const Scratch scratch;
  int number = 0;
  for (const char* id : {"s01", "my interview", "Doe, Jane", "a:b,c", ": x", "wave 1: s01", "Zo\u00EB B."}) {
    CAPTURE(id);
    const std::string path = scratch / ("s" + std::to_string(++number));
    Study study = Study::create(path, counted_surroundings());
    const std::string longer = std::string(id) + "0", joined = std::string(id) + "-b";
    for (const std::string& name : {std::string(id), longer, joined}) {
      study.store(small_transcript(name), {});
      Mark mark;
      mark.span = {16, 23};
      mark.turn = 1;
      mark.code = "loss";
      study.store_marks(small_transcript(name), {"R2", 1, {mark}, ""});
      study.jot({name, "R2", 1}, {"coherence_mind", {}, "2", "a note"});
      study.record_exposure("R1", {name}, "report");
    }
    const auto entries_with = [&](const std::string& name) {
      const std::vector<LogEntry> log = study.log();
      return std::count_if(log.begin(), log.end(), [&](const LogEntry& entry) { return entry.object.find(name) != std::string::npos; });
    };
    REQUIRE(entries_with(id) == 9);
    const Erased erased = study.erase({id});
    CHECK(entries_with(longer) == 3);
    CHECK(entries_with(joined) == 3);
    CHECK(entries_with(id) == 6);  // those two begin with it
    CHECK(erased.found < erased.sought);  // the others have the same words
    CHECK(study.verify(VerifyLevel::full).findings == Lines{});
  }
}

TEST_CASE("an id that is a number, or begins another id, is not taken for one that is left") {
  const Scratch scratch;
  for (const std::string id : {"1", "participant-0001-interview"}) {
    CAPTURE(id);
    Study study = Study::create(scratch / id, counted_surroundings());
    study.store(small_transcript(id), {});
    Transcript other = small_transcript(id + "-b");
    other.text = "S: Another text, of which not a piece is the same.\n";
    other.sha256 = sha256(other.text);
    other.figures.clear();
    study.store(other, {});
    CHECK(study.erase({id}).found == 0);
    CHECK(study.transcript_ids() == Lines{id + "-b"});
  }
}

TEST_CASE("entries that only happen to hold an erased id keep what they say") {
  const Scratch scratch;
  for (const std::string id : {"1", "2", "R1", "1 2", "round 1", "R1 round 1", "AAI", "report", "codings"}) {
    CAPTURE(id);
    Study study = Study::create(scratch / id, counted_surroundings());
    study.store_codebooks({small_codebook()});
    for (const std::string& name : {id, std::string("s07")}) {
      const Transcript transcript = small_transcript(name, " " + name);
      study.store(transcript, {});
      study.store_ratings({"R1", 1, {{name, {rated("coherence_mind", 7)}}}, ""});
      study.store_ratings({"R 1", 2, {{name, {rated("coherence_mind", 7)}}}, ""});
      study.store_marks(transcript, {"R1", 1, {Mark{{16, 23}, 1, "loss", "", "", "", {}, "", ""}}, ""});
      study.jot({name, "R1", 12}, {"coherence_mind", {}, "2", "a note"});
      study.jot({name, "1 2", 1}, {"coherence_mind", {}, "2", "a note"});
      study.record_exposure("R1", {name}, "report");
    }
    study.store_assignments({{"s07", "R1", 1, "single", "seed 1", ""}});
    Qualification trained;
    trained.rater = "R1";
    trained.system = "AAI";
    study.store_qualification(trained);
    study.submit("R1", 1, {});
    study.lock("R1", 1, {});
    const auto said = [&] {
      Lines lines;
      for (const LogEntry& entry : study.log()) lines.push_back(entry.action + ": " + entry.object);
      return lines;
    };
    Lines expected = said();
    REQUIRE(expected.size() == 20);
    for (std::string& line : expected)
      for (const char* of_it : {"coded: ", "marks: R1 round 1 ", "note to a scale: R1 round 12 ", "note to a scale: 1 2 round 1 "})
        if (line == of_it + id) line.erase(line.find(": ") + 2);
    study.erase({id});
    Lines left = said();
    left.pop_back();  // the erasure
    CHECK(left == expected);
    CHECK(study.verify(VerifyLevel::full).findings == Lines{});
  }
}

TEST_CASE("a study from which something was erased goes on, and can be erased from again") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  Study study = full_study(path);
  study.erase({kStays});  // the last rows of many tables: their numbers are not given again
  const Transcript transcript = small_transcript("S03", " Third.");
  study.store(transcript, {small_coding(transcript)});
  study.store_ratings({"R1", 2, {{kGone, {rated("coherence_mind", 5)}}, {"S03", {rated("coherence_mind", 4)}}}, ""});
  CHECK(study.verify(VerifyLevel::full).findings == Lines{});
  study.erase({kGone});
  CHECK(study.verify(VerifyLevel::full).findings == Lines{});
  const std::string bytes = bytes_of(path);
  for (const char* id : {kGone, kStays}) CHECK(bytes.find(id) == std::string::npos);
  CHECK(study.transcript_ids() == Lines{"S03"});
  study.store(small_transcript("S04"), {});
  study.backup(scratch / "copy.attune");
  CHECK(Study::open(scratch / "copy.attune", counted_surroundings("x", 500)).verify(VerifyLevel::full).findings == Lines{});
}

TEST_CASE("damage is still found after an erasure, also in what the erasure says") {
  const Scratch scratch;
  struct Row {
    const char* sql;
    const char* finding;
  };
  const Row rows[] = {
      {"UPDATE rating SET value = 6 WHERE pk = (SELECT max(pk) FROM rating)", ": not what was stored"},
      {"DELETE FROM mark WHERE pk = (SELECT max(pk) FROM mark)", "does not agree with rows"},
      {"DELETE FROM payload WHERE pk = (SELECT max(pk) FROM payload)", "is missing"},
      {"UPDATE payload SET json = replace(json, '\"entries\":[', '\"entries\":[1,') WHERE pk = (SELECT max(pk) FROM payload)", "is not what was stored"},
      {"UPDATE audit SET actor = 'nobody' WHERE pk = 2", "is not what was stored"},
      {"UPDATE audit SET prev = '0' WHERE object = ''", "does not follow"},
  };
  int number = 0;
  for (const Row& row : rows) {
    CAPTURE(row.sql);
    const std::string path = scratch / ("s" + std::to_string(++number));
    full_study(path).erase({kGone});
    {
      SQLite::Database database(path, SQLite::OPEN_READWRITE);
      std::string drop;
      std::string make;
      {
        SQLite::Statement trigger(database, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
        while (trigger.executeStep()) {
          drop += "DROP TRIGGER " + trigger.getColumn(0).getString() + ";";
          make += trigger.getColumn(1).getString() + ";";
        }
      }
      database.exec(drop + row.sql + ";" + make);
    }
    const Lines findings = Study::open(path, counted_surroundings()).verify(VerifyLevel::full).findings;
    REQUIRE_FALSE(findings.empty());
    CHECK(std::any_of(findings.begin(), findings.end(), [&](const std::string& line) { return line.find(row.finding) != std::string::npos; }));
  }
}

TEST_CASE("an unknown transcript is told and nothing is erased") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  Study study = full_study(path);
  const std::string before = bytes_of(path);
  CHECK_THROWS_WITH(study.erase({kGone, "S99"}), path + ": no transcript S99 is in the study; nothing was erased");
  CHECK(bytes_of(path) == before);
}

TEST_CASE("an id within another word is not the id, on neither side of it") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s", counted_surroundings());
  const Lines others = {"ann-b", "ann\u00EB", "b-ann", "joann", "\u00EBann"};
  for (const std::string& id : others) study.store(small_transcript(id), {});
  study.store(small_transcript("ann"), {});
  std::vector<std::string> objects;
  for (const LogEntry& entry : study.log()) objects.push_back(entry.object);
  study.erase({"ann"});
  std::size_t lost = 0;
  const std::vector<LogEntry> log = study.log();
  for (std::size_t i = 0; i < objects.size(); ++i) lost += log[i].object != objects[i];
  CHECK(lost == 1);
  CHECK(study.transcript_ids() == others);
}

TEST_CASE("a long id that another transcript's words name is told to be left") {
  const Scratch scratch;
  Study study = Study::create(scratch / "s", counted_surroundings());
  study.store(small_transcript(kGone), {});
  Transcript other = small_transcript("other");
  other.text = "S: They also asked Participant-Zyxwv-0417, that is my sister.\n";
  other.sha256 = sha256(other.text);
  other.figures.clear();
  study.store(other, {});
  CHECK(study.erase({kGone}).found == 1);
}

TEST_CASE("what was collected from a packet goes with its transcript") {
  const Scratch scratch;
  Study study = full_study(scratch / "s");
  for (const char* id : {kGone, kStays}) {
    const CodingKey key{id, "R9", 1};
    CHECK(study.begin_from_copy(key, study.transcript(id)->sha256, "", "packet") == Stored::added);
    study.note_collected(key, {"packet", {7, "head"}});
  }
  study.erase({kGone});
  const PacketState stays{"packet", {7, "head"}};
  CHECK(study.collected({kStays, "R9", 1}, "packet") == stays);
  CHECK(study.verify(VerifyLevel::full).findings == Lines{});
  SQLite::Database file(scratch / "s", SQLite::OPEN_READONLY);
  CHECK(file.execAndGet("SELECT count(*) FROM collected").getInt() == 2);
}

TEST_CASE("copies beside a study that hold a transcript are found") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  Study study = full_study(path);
  study.backup(scratch / "copy.attune");
  std::filesystem::create_directory(scratch / "below");
  study.backup(scratch / "below/copy.attune");
  static_cast<void>(Study::create(scratch / "other.attune", counted_surroundings()));
  std::ofstream(scratch / "notes.txt") << "nothing";
  const std::string hash = study.transcript(kGone)->sha256;
  {
    Study packet = Study::create(scratch / "below/R1.attune", counted_surroundings("p", 500));
    (void)packet.store(small_transcript(kGone, kWords + kGone + std::string(" Second version.")), {});
    (void)packet.store_assignments({{kGone, "R1", 1, std::string(kPacketSubset), "packet", ""}});
  }
  const std::vector<std::string> ids = {kGone};
  CHECK(copies_with(path, {{kGone}, {hash}}) == std::vector<StudyCopy>{{scratch / "below/R1.attune", ids, true}, {scratch / "below/copy.attune", ids}, {scratch / "copy.attune", ids}});
  CHECK(copies_with(path, {{kGone}, {"0"}}).empty());
  // Known by another id it is there all the same.
  CHECK(copies_with(path, {{"renamed"}, {hash}}).at(0).transcripts == ids);
}
