// What is asked of one transcript or one coding reads an index, not a table: a study of thousands of interviews is as quick as one of ten.
#include <set>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include "attune/io/schema.h"
#include "attune/io/study.h"
#include "scratch.h"
#include "study_fixture.h"

using namespace attune;

namespace {

/// Every statement that connections of this process run while it lives, as they are prepared.
class Statements {
 public:
  Statements() {
    seen().clear();
    ::sqlite3_auto_extension(entry());
  }
  Statements(const Statements&) = delete;
  Statements& operator=(const Statements&) = delete;
  ~Statements() { ::sqlite3_cancel_auto_extension(entry()); }

  static std::set<std::string>& seen() {
    static std::set<std::string> statements;
    return statements;
  }

 private:
  using Entry = void (*)();
  static Entry entry() { return reinterpret_cast<Entry>(&watch); }
  static int watch(sqlite3* connection, const char**, const void*) {
    return ::sqlite3_trace_v2(connection, SQLITE_TRACE_STMT, [](unsigned, void*, void* statement, void*) {
      if (const char* sql = ::sqlite3_sql(static_cast<sqlite3_stmt*>(statement))) seen().insert(sql);
      return 0;
    }, nullptr);
  }
};

/// "SCAN t" and the like among the steps SQLite would take: reading a table or an index of it from end to end.
std::vector<std::string> scans(SQLite::Database& database, const std::string& sql) {
  std::vector<std::string> found;
  SQLite::Statement step(database, "EXPLAIN QUERY PLAN " + sql);
  while (step.executeStep()) {
    const std::string detail = step.getColumn(3).getString();
    // A constant row, what a subquery gave, and JSON are no tables.
    const auto says = [&](const char* words) { return detail.find(words) != std::string::npos; };
    if (says("SCAN ") && !says("CONSTANT ROW") && !says("VIRTUAL TABLE") && !says("SCAN (")) found.push_back(detail);
  }
  return found;
}

}  // namespace

TEST_CASE("what is asked of one transcript scans no table") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  {
    Study study = Study::create(path, counted_surroundings());
    study.store_codebooks({small_codebook()});
    for (const char* id : {"S01", "S02"}) study.store(small_transcript(id), {small_coding(small_transcript(id))});
  }
  const Statements watched;
  Study study = Study::open(path, counted_surroundings("tester", 500));
  Statements::seen().clear();
  study.describe({{"S01", "P01", "", "", "", "", ""}});
  study.describe({{"S01", "P02", "", "", "", "", ""}});
  study.store_assignments({{"S01", "R1", 1, "double", "seed 1", ""}});
  study.store_assignments({{"S02", "R1", 1, "double", "seed 1", ""}}, OthersWith::refused);
  study.store_adjectives({"R1", 1, {{"S01", {{"mother", "loving", 1, true, Support::general, "3"}}}}, ""});
  study.store_adjectives({"R1", 1, {{"S01", {{"mother", "loving", 1, true, Support::specific, "3"}}}}, ""});
  for (const char* rater : {"R1", "R2"}) {
    study.store_ratings({rater, 1, {{"S01", {rated("coherence_mind", 7)}}}, ""});
    study.lock(rater, 1, {"S01"});
  }
  AgreedRating agreed;
  agreed.transcript = "S01";
  agreed.rating = rated("coherence_mind", 6).rating;
  agreed.attendees = {"R1", "R2"};
  agreed.why = "talked over";
  study.store_consensus({agreed});
  REQUIRE(study.transcript("S01"));
  REQUIRE(study.codings({{"S01"}}).size() == 3);
  REQUIRE(study.proposals({"S01", "R1", 2}).size() == 2);
  CHECK(study.proposal_round({"S01", "R1", 1}) == ProposalRound{2, false});
  CHECK(study.figures("S01", "R1").size() == 1);
  CHECK(study.events("S01", "R1").size() == 1);
  CHECK(!study.collected({"S01", "R1", 1}, "packet"));

  const std::set<std::string> of_all = {
      "SELECT hash FROM audit ORDER BY pk DESC LIMIT 1",  // reads one row
      "SELECT transcript, participant, family, wave, site, interviewer, transcriber FROM v_transcripts ORDER BY transcript",  // once for all that are described
  };
  SQLite::Database database(path);
  std::size_t queries = 0;
  for (const std::string& sql : Statements::seen()) {
    if (!sql.starts_with("SELECT") || of_all.contains(sql)) continue;
    ++queries;
    CAPTURE(sql);
    CHECK(scans(database, sql) == std::vector<std::string>{});
  }
  CHECK(queries >= 20);
}
