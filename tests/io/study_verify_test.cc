#include <sys/stat.h>

#include "attune/error.h"
#include "attune/io/connection.h"
#include "attune/io/files.h"
#include "attune/io/schema.h"
#include "attune/io/study.h"
#include "scratch.h"
#include "study_fixture.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

using Lines = std::vector<std::string>;

/// Two coded and rated transcripts.
Study full_study(const std::string& path) {
  Study study = Study::create(path, counted_surroundings());
  study.store_codebooks({small_codebook()});
  for (const char* id : {"S01", "S02"}) {
    const Transcript transcript = small_transcript(id);
    study.store(transcript, {small_coding(transcript)});
  }
  study.store_ratings({"R1", 1, {{"S01", {rated("coherence_mind", 7), classed("U/F5")}}}, ""});
  study.lock("R1", 1, {});
  return study;
}

/// What somebody does who owns the file and drops what is in the way.
void tamper(const std::string& path, const std::string& sql, bool keep_triggers = false) {
  SQLite::Database database(path, SQLite::OPEN_READWRITE);
  std::string made_again;
  if (!keep_triggers) {
    SQLite::Statement trigger(database, "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'");
    std::string dropped;
    while (trigger.executeStep()) {
      dropped += "DROP TRIGGER " + trigger.getColumn(0).getString() + ";";
      made_again += trigger.getColumn(1).getString() + ";";
    }
    trigger.reset();
    database.exec(dropped);
  }
  database.exec(sql);
  database.exec(made_again);
}

Lines findings(const std::string& path, const std::optional<LogHead>& head = std::nullopt) {
  return Study::open(path, counted_surroundings()).verify(VerifyLevel::full, head).findings;
}

}  // namespace

TEST_CASE("a sound study has nothing to find") {
  const Scratch scratch;
  Study study = full_study(scratch / "s.attune");
  const Verification verification = study.verify(VerifyLevel::full, LogHead{2, study.log().at(1).hash});
  CHECK(verification.findings == Lines{});
  CHECK(verification.records == 31);
  CHECK(verification.head == study.head());
  CHECK(verification.head.entries == 6);
  CHECK(study.verify(VerifyLevel::structure).findings == Lines{});
}

TEST_CASE("every way to tamper with a study is found") {
  struct Row {
    const char* sql;
    Lines expected;
  };
  const Row rows[] = {
      {"UPDATE rating SET value = 6 WHERE pk = 1", {"rating 1: not what was stored"}},
      {"UPDATE mark SET start = 3 WHERE pk = 2", {"mark 2: not what was stored"}},
      {"UPDATE mark SET coding = 2 WHERE pk = 2", {"mark 2: not what was stored"}},
      {"UPDATE transcript_text SET text = replace(text, 'gran', 'aunt') WHERE pk = 1",
       {"transcript_text 1: not what was stored", "transcript S01 version 1: its text is not what was stored"}},
      {"DELETE FROM transcript_text WHERE pk = 2", {"transcript S02 version 1: its text is missing"}},
      {"DELETE FROM mark WHERE pk = 1", {"log: entry 3 does not agree with rows 1 to 2 of mark"}},
      {"DELETE FROM mark WHERE pk = 4", {"log: entry 4 does not agree with rows 3 to 4 of mark"}},
      {"INSERT INTO rater VALUES (9, 'R9', 'person', '', 'x')",
       {"rater 9: not what was stored", "rater: has rows that the log does not know"}},
      {"UPDATE audit SET actor = 'R9' WHERE pk = 3", {"log: entry 3 is not what was stored"}},
      {"UPDATE audit SET hash = prev WHERE pk = 3",
       {"log: entry 3 is not what was stored", "log: entry 4 does not follow on the one before"}},
      {"DELETE FROM audit WHERE pk = 3",
       {"log: entry 3 is missing", "log: entry 4 does not follow on the one before"}},
      {"DELETE FROM payload WHERE pk = 3; DELETE FROM audit WHERE pk = 3",
       {"log: entry 3 is missing", "log: entry 4 does not follow on the one before",
        "log: entry 4 does not agree with rows 2 to 2 of coding",
        "log: entry 4 does not agree with rows 2 to 2 of coding_state",
        "log: entry 4 does not agree with rows 2 to 2 of event",
        "log: entry 4 does not agree with rows 2 to 2 of figure",
        "log: entry 4 does not agree with rows 3 to 4 of mark",
        "log: entry 4 does not agree with rows 2 to 2 of transcript",
        "log: entry 5 does not agree with rows 2 to 2 of rater"}},
      {"UPDATE payload SET salt = 'x' WHERE pk = 3",
       {"log: the payload of entry 3 is not what was stored", "payload 3: not what was stored"}},
      {"DELETE FROM payload WHERE pk = 1", {"log: the payload of entry 1 is missing"}},
      {"DELETE FROM payload; DELETE FROM audit",
       {"log: it has no entries", "codebook: has rows that the log does not know",
        "transcript: has rows that the log does not know", "figure: has rows that the log does not know",
        "event: has rows that the log does not know", "rater: has rows that the log does not know",
        "coding: has rows that the log does not know", "coding_state: has rows that the log does not know",
        "mark: has rows that the log does not know", "rating: has rows that the log does not know",
        "class_record: has rows that the log does not know"}},
      {"CREATE TRIGGER sly AFTER INSERT ON audit BEGIN SELECT 1; END",
       {"schema: a trigger that Attune did not make"}},
      {"DROP VIEW v_log; CREATE VIEW v_log AS SELECT 1", {"schema: missing or changed: CREATE VIEW v_log AS"}},
      {"CREATE VIEW our_own AS SELECT 1", {}},
  };
  const Scratch scratch;
  const std::string whole = scratch / "whole.attune";
  static_cast<void>(full_study(whole));
  for (const Row& row : rows) {
    CAPTURE(row.sql);
    const std::string path = scratch / "s.attune";
    fs::copy_file(whole, path, fs::copy_options::overwrite_existing);
    tamper(path, row.sql);
    Lines expected = row.expected;
    Lines found = findings(path);
    std::ranges::sort(expected);
    std::ranges::sort(found);
    CHECK(found == expected);
  }
}

TEST_CASE("a dropped trigger is found") {
  const Scratch scratch;
  static_cast<void>(full_study(scratch / "s.attune"));
  tamper(scratch / "s.attune", "DROP TRIGGER rating_no_UPDATE", true);
  CHECK(findings(scratch / "s.attune") == Lines{"schema: missing or changed: CREATE TRIGGER rating_no_UPDATE BEFORE "
                                                "UPDATE ON rating BEGIN SELECT RAISE"});
}

TEST_CASE("what was taken off the end, or written anew from the start, shows against a head kept elsewhere") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  LogHead head;
  {
    Study study = Study::create(path, counted_surroundings());
    fs::copy_file(path, scratch / "early.attune");
    study.store(small_transcript("S01"), {});
    head = study.head();
  }
  CHECK(findings(path, head) == Lines{});
  CHECK(findings(scratch / "early.attune") == Lines{});
  CHECK(findings(scratch / "early.attune", head) ==
        Lines{"log: it ends at entry 1, before entry 2 whose head was kept"});
  Study other = Study::create(scratch / "other.attune", counted_surroundings("somebody"));
  other.store(small_transcript("S01"), {});
  CHECK(findings(scratch / "other.attune", head) == Lines{"log: entry 2 is not the one whose head was kept"});
}

TEST_CASE("damaged bytes are never taken for sound ones") {
  const Scratch scratch;
  const std::string whole = scratch / "whole.attune";
  static_cast<void>(full_study(whole));
  const std::string bytes = read_file(whole);
  const auto dump = [](const std::string& path) {
    // Every value of every row, so that damage that changes no data (free space) is told from damage that does.
    std::string text;
    SQLite::Database database(path, SQLite::OPEN_READONLY);
    for (const StudyTable& table : study_tables()) {
      SQLite::Statement row(database, "SELECT * FROM " + std::string(table.name) + " ORDER BY pk");
      while (row.executeStep())
        for (int i = 0; i < row.getColumnCount(); ++i)
          text += fmt::format("{}:{}|", row.getColumn(i).getType(), row.getColumn(i).getString());
    }
    return text;
  };
  const std::string sound = dump(whole);
  int changed = 0;
  for (std::size_t i = 0; i < 300; ++i) {
    const std::size_t at = (i * 7919 + 13) * 31 % bytes.size();
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << i % 8));
    const std::string path = scratch / "damaged.attune";
    write_file(path, damaged, Overwrite::yes);
    std::string seen;
    try {
      seen = dump(path);
    } catch (const SQLite::Exception&) {
      seen = "broken";
    }
    if (seen == sound) continue;
    ++changed;
    bool found = true;
    try {
      found = !findings(path).empty();
    } catch (const Errors&) {  // too damaged to be opened: told, too
    }
    if (!found) FAIL("a flipped bit in byte " << at << " was not found");
  }
  CHECK(changed > 20);
}

TEST_CASE("a backup is a whole study, made also while others write, and never over a file") {
  const Scratch scratch;
  Study study = full_study(scratch / "s.attune");
  const LogHead head = study.backup(scratch / "copy.attune");
  CHECK(head == study.head());
  Study copy = Study::open(scratch / "copy.attune", counted_surroundings());
  CHECK(copy.verify(VerifyLevel::full, head).findings == Lines{});
  CHECK(copy.codings().size() == study.codings().size());
  CHECK((fs::status(scratch / "copy.attune").permissions() & fs::perms::mask) ==
        (fs::perms::owner_read | fs::perms::owner_write));
  CHECK_THROWS_WITH(study.backup(scratch / "copy.attune"),
                    scratch / "copy.attune" + ": exists already and is not overwritten");
  CHECK(std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator()) == 3);  // and s.attune-journal
}

TEST_CASE("a backup of a damaged study is not kept") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  static_cast<void>(full_study(path));
  tamper(path, "UPDATE rating SET value = 6 WHERE pk = 1");
  Study study = Study::open(path, counted_surroundings());
  CHECK_THROWS_WITH(study.backup(scratch / "copy.attune"),
                    scratch / "copy.attune" + ": the copy does not verify and was not kept: rating 1: not what was stored");
  CHECK_FALSE(fs::exists(scratch / "copy.attune"));
}
