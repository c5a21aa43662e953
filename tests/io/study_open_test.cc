#include <sqlite3.h>

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "attune/error.h"
#include "attune/io/access.h"
#include "attune/io/connection.h"
#include "attune/io/files.h"
#include "attune/io/schema.h"
#include "attune/io/study.h"
#include "child.h"
#include "scratch.h"
#include "study_fixture.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

/// What a person with a database tool can do to a file.
void tool(const std::string& path, const std::string& sql) {
  SQLite::Database database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(sql);
}

void make(const std::string& path) { static_cast<void>(Study::create(path, counted_surroundings())); }

std::string refusal(const std::string& path) {
  try {
    static_cast<void>(Study::open(path, counted_surroundings()));
  } catch (const Errors& errors) {
    return std::string(errors.what()).substr(path.size());
  }
  return "";
}

}  // namespace

TEST_CASE("a file that is no study is refused with one line and left as it is") {
  const Scratch scratch;
  CHECK(refusal(scratch / "missing") == ": no such study file (attune study init makes one)");
  CHECK(refusal(scratch.path().string()) == ": expected a study file, found a directory");
  write_file(scratch / "text", std::string(5000, 'x'), Overwrite::no);
  CHECK(refusal(scratch / "text") == ": not a study file (not an SQLite file)");
  CHECK(read_file(scratch / "text") == std::string(5000, 'x'));
  std::ofstream(scratch / "empty").flush();
  CHECK(refusal(scratch / "empty") == ": not a study file (application id 0)");
  CHECK(fs::file_size(scratch / "empty") == 0);
  tool(scratch / "other", "CREATE TABLE t (a)");
  CHECK(refusal(scratch / "other") == ": not a study file (application id 0)");
  make(scratch / "newer");
  tool(scratch / "newer", "PRAGMA user_version = 7");
  CHECK(refusal(scratch / "newer") ==
        ": made by a newer version of Attune (study version 7, this program reads up to 6)");
  CHECK_FALSE(fs::exists(scratch / "missing"));
}

TEST_CASE("a new study is its owner's alone and never takes the place of a file") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  const mode_t before = ::umask(0);
  make(path);
  ::umask(before);
  CHECK((fs::status(path).permissions() & fs::perms::mask) == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(std::distance(fs::directory_iterator(scratch.path()), fs::directory_iterator()) == 1);
  CHECK_THROWS_WITH(Study::create(path, counted_surroundings()), path + ": exists already and is not overwritten");
  fs::create_symlink(scratch / "nowhere", scratch / "link");
  CHECK_THROWS_AS(Study::create(scratch / "link", counted_surroundings()), Errors);
  CHECK_THROWS_WITH(Study::create(scratch / "no/s.attune", counted_surroundings()),
                    scratch / "no/s.attune" + ": could not be written: No such file or directory");
}

TEST_CASE("a file that others can get at is told, with how to mend it") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  make(path);
  struct Row {
    mode_t mode;
    std::string caution;
  };
  const std::vector<Row> rows = {
      {0600, ""},
      {0400, ""},
      {0640, path + ": other users can read it (mode 0640); \"chmod 600 " + path + "\" keeps it to you"},
      {0644, path + ": other users can read it (mode 0644); \"chmod 600 " + path + "\" keeps it to you"},
      {0602, path + ": other users can change it (mode 0602); \"chmod 600 " + path + "\" keeps it to you"},
      {0666, path + ": other users can read and change it (mode 0666); \"chmod 600 " + path + "\" keeps it to you"}};
  for (const Row& row : rows) {
    REQUIRE(::chmod(path.c_str(), row.mode) == 0);
    CHECK(access_caution(path) == row.caution);
  }
  CHECK(access_caution(scratch / "none.attune").empty());
  if (::geteuid() == 0) {  // only root can give a file away
    REQUIRE(::chown(path.c_str(), 4711, static_cast<gid_t>(-1)) == 0);
    CHECK(access_caution(path) ==
          path + ": belongs to another user (number 4711), who can read and change it; work on a copy of your own");
  } else {
    CHECK(access_caution("/").find(": belongs to another user (number ") == 1);
  }
}

TEST_CASE("a study made over with WAL is turned back when it is opened") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  make(path);
  tool(path, "PRAGMA journal_mode = WAL; CREATE TABLE added (a)");
  REQUIRE(read_file(path)[18] == 2);  // the header's word for WAL
  Study study = Study::open(path, counted_surroundings());
  CHECK(read_file(path)[18] == 1);
  CHECK_FALSE(fs::exists(path + "-wal"));
  CHECK(study.verify(VerifyLevel::full).findings.empty());
}

TEST_CASE("a WAL file that another program holds open is refused") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  make(path);
  SQLite::Database other(path, SQLite::OPEN_READWRITE);
  other.exec("PRAGMA journal_mode = WAL; BEGIN");
  CHECK(other.execAndGet("SELECT count(*) FROM audit").getInt() == 1);
  Surroundings hasty = counted_surroundings();
  hasty.patience = std::chrono::milliseconds(20);
  CHECK_THROWS_AS(Study::open(path, hasty), Errors);
}

TEST_CASE("a read-only study, or one in a read-only folder, can be read and copied and not written; who wants to look is told why") {
  const bool is_file = GENERATE(true, false);
  CAPTURE(is_file);
  const Scratch scratch, elsewhere;
  const std::string path = scratch / "s.attune";
  make(path);
  fs::permissions(elsewhere.path(), static_cast<fs::perms>(0777));
  // Without the journal that lies beside a study, none can be made in a folder nobody may write to.
  fs::remove(path + "-journal");
  fs::permissions(path, static_cast<fs::perms>(is_file ? 0444 : 0666));
  fs::permissions(scratch.path(), static_cast<fs::perms>(is_file ? 0755 : 0555));
  const int status = in_child([&] {
    if (::geteuid() == 0 && ::setuid(65534) != 0) return 2;  // root may write anything
    Study study = Study::open(path, counted_surroundings("R1", 100));
    if (study.log().size() != 1) return 3;
    const auto refused = [](const auto& work) -> std::string {
      try {
        work();
      } catch (const Errors& errors) {
        return errors.what();
      }
      return "";
    };
    if (refused([&] { study.store(small_transcript("S01"), {}); }) != path + ": is read-only; nothing was changed") return 4;
    const std::string told = path + ": is read-only, and who looks at what raters are kept from must be recorded in it; nothing was shown "
                                    "(\"attune study backup " + path + " COPY\" makes a copy to look at)";
    if (refused([&] { study.record_exposure("R1", {"S01"}, "compare"); }) != told) return 5;
    // The advice holds: the copy is made, and belongs to who made it.
    if (!refused([&] { static_cast<void>(study.backup(elsewhere / "copy.attune")); }).empty()) return 6;
    return refused([&] { Study::open(elsewhere / "copy.attune", counted_surroundings("R1", 200)).record_exposure("R1", {"S01"}, "compare"); }).empty() ? 0 : 7;
  });
  fs::permissions(scratch.path(), static_cast<fs::perms>(0700));
  CHECK(status == 0);
}

TEST_CASE("a study of an older version that cannot be written says that it is brought up to date first") {
  const bool is_file = GENERATE(true, false);
  CAPTURE(is_file);
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  make(path);
  tool(path, "PRAGMA user_version = 5");
  fs::remove(path + "-journal");
  fs::permissions(path, static_cast<fs::perms>(is_file ? 0444 : 0666));
  fs::permissions(scratch.path(), static_cast<fs::perms>(is_file ? 0755 : 0555));
  const int status = in_child([&] {
    if (::geteuid() == 0 && ::setuid(65534) != 0) return 2;  // root may write anything
    return refusal(path) == ": is read-only, and was made by an older Attune (study version 5): it is brought up to date before it is read; copy the file to "
                            "where it can be written, and open the copy" ? 0 : 1;
  });
  fs::permissions(scratch.path(), static_cast<fs::perms>(0700));
  CHECK(status == 0);
}

TEST_CASE("the settings that keep committed work are those the connection has") {
  const Scratch scratch;
  make(scratch / "s.attune");
  Connection connection(scratch / "s.attune", Opening::existing, std::chrono::milliseconds(100));
  const std::pair<const char*, const char*> rows[] = {
      {"journal_mode", "truncate"}, {"synchronous", "2"},  {"temp_store", "2"},         {"secure_delete", "1"},
      {"foreign_keys", "1"},        {"mmap_size", "0"},    {"trusted_schema", "0"},     {"cell_size_check", "1"},
      {"application_id", "1098151022"}, {"user_version", "6"},
  };
  for (const auto& [name, value] : rows) {
    CAPTURE(name);
    CHECK(connection.database().execAndGet(std::string("PRAGMA ") + name).getString() == value);
  }
  int defensive = 0;
  ::sqlite3_db_config(connection.database().getHandle(), SQLITE_DBCONFIG_DEFENSIVE, -1, &defensive);
  CHECK(defensive == 1);
}

TEST_CASE("no row of any table can be changed, deleted or replaced") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  Study study = Study::create(path, counted_surroundings());
  study.store_codebooks({small_codebook()});
  const Transcript transcript = small_transcript("S01");
  study.store(transcript, {small_coding(transcript)});
  study.store_ratings({"R1", 1, {{"S01", {classed("U/F5")}}}, ""});
  study.record_exposure("R1", {"S01"}, "marks");
  SQLite::Database database(path, SQLite::OPEN_READWRITE);  // with none of our settings
  for (const StudyTable& table : study_tables()) {
    CAPTURE(table.name);
    const std::string name(table.name);
    if (database.execAndGet("SELECT count(*) FROM " + name).getInt() == 0) continue;
    CHECK_THROWS_WITH(database.exec("UPDATE " + name + " SET hash = 'x'"), "rows of " + name + " are never changed");
    CHECK_THROWS_WITH(database.exec("DELETE FROM " + name), "rows of " + name + " are never changed");
    CHECK_THROWS_WITH(database.exec("REPLACE INTO " + name + " SELECT * FROM " + name),
                      "rows of " + name + " are never replaced");
  }
  CHECK_THROWS_WITH(database.exec("REPLACE INTO rater SELECT 99, id, kind, made_at, hash FROM rater"),
                    "rows of rater are never replaced");
}

TEST_CASE("disks whose locks do not hold between machines are told by their type") {
  CHECK(is_network_file_system(0x6969));
  CHECK(is_network_file_system(0xFF534D42));
  CHECK_FALSE(is_network_file_system(0xEF53));      // ext4
  CHECK_FALSE(is_network_file_system(0x01021994));  // tmpfs
}
