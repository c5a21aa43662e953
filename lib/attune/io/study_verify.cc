// Looking for damage and tampering in a study, and copying one safely.
#include <algorithm>
#include <map>
#include <set>

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include "attune/error.h"
#include "attune/hash.h"
#include "attune/io/audit.h"
#include "attune/io/connection.h"
#include "attune/io/erasure.h"
#include "attune/io/files.h"
#include "attune/io/record.h"
#include "attune/io/schema.h"
#include "attune/io/study.h"

namespace attune {
namespace {

/// One check after the other; each adds a line for what it finds. A check that SQLite itself breaks off is a finding
/// too, and the others still run.
class Checks {
 public:
  explicit Checks(SQLite::Database& database) : database_(database) {}

  void structure(VerifyLevel level) {
    run("structure", [&] {
      // quick_check leaves out whether indices and tables agree; the full level does not.
      SQLite::Statement row(database_, level == VerifyLevel::full ? "PRAGMA integrity_check" : "PRAGMA quick_check");
      while (row.executeStep())
        if (const std::string line = row.getColumn(0).getString(); line != "ok") find("structure: " + line);
    });
    run("references", [&] {
      SQLite::Statement row(database_, "PRAGMA foreign_key_check");
      while (row.executeStep())
        find(fmt::format("{} {}: refers to a row of {} that is not there", row.getColumn(0).getString(),
                         row.getColumn(1).getInt64(), row.getColumn(2).getString()));
    });
  }

  /// The tables, triggers and views are those this program makes. What a laboratory added is its own affair, but for
  /// triggers, which could change what is written.
  void schema() {
    run("schema", [&] {
      std::set<std::string> stored;
      SQLite::Statement row(database_, "SELECT type, sql FROM sqlite_schema WHERE sql IS NOT NULL");
      const std::vector<std::string> made = schema_statements();
      const std::set<std::string> expected(made.begin(), made.end());
      while (row.executeStep()) {
        const std::string sql = row.getColumn(1).getString();
        if (row.getColumn(0).getString() == "trigger" && !expected.contains(sql))
          find("schema: a trigger that Attune did not make");
        stored.insert(sql);
      }
      for (const std::string& sql : made)
        if (!stored.contains(sql)) find("schema: missing or changed: " + sql.substr(0, sql.find_first_of("(\n")));
    });
  }

  void log(const std::optional<LogHead>& known_head) {
    run("log", [&] {
      erasures_ = read_erasures(database_);
      std::string prev(kNoEntryBefore);
      bool known_seen = !known_head || known_head->entries == 0;
      SQLite::Statement row(database_,
                            "SELECT a.*, p.salt, p.json FROM audit a LEFT JOIN payload p ON p.pk = a.pk ORDER BY a.pk");
      while (row.executeStep()) {
        const std::int64_t number = row.getColumn("pk").getInt64();
        if (number != verification_.head.entries + 1)
          find(fmt::format("log: entry {} is missing", verification_.head.entries + 1));
        const std::string hash = row.getColumn("hash").getString();
        check_entry(row, number, prev);
        if (known_head && number == known_head->entries) {
          known_seen = true;
          if (hash != known_head->hash) find(fmt::format("log: entry {} is not the one whose head was kept", number));
        }
        prev = hash;
        verification_.head = {number, hash};
      }
      if (verification_.head.entries == 0) find("log: it has no entries");
      if (!known_seen)
        find(fmt::format("log: it ends at entry {}, before entry {} whose head was kept", verification_.head.entries,
                         known_head->entries));
    });
  }

  /// Every row is what was written.
  void content() {
    for (const StudyTable& table : study_tables()) {
      if (table.name == "audit") continue;  // by `log`
      run(table.name, [&] {
        SQLite::Statement row(database_, fmt::format("SELECT * FROM {} ORDER BY pk", table.name));
        while (row.executeStep()) {
          const std::int64_t pk = row.getColumn("pk").getInt64();
          ++verification_.records;
          if (content_hash(table.name, pk, columns_of(row)) != row.getColumn("hash").getString())
            find(fmt::format("{} {}: not what was stored", table.name, pk));
        }
      });
    }
    run("transcript_text", [&] {
      SQLite::Statement row(database_,
                            "SELECT t.id, t.version, t.text_sha256, x.text FROM transcript t "
                            "LEFT JOIN transcript_text x ON x.transcript = t.pk WHERE t.text_kept = 1 ORDER BY t.pk");
      while (row.executeStep()) {
        const std::string name = fmt::format("transcript {} version {}", row.getColumn(0).getString(),
                                             row.getColumn(1).getInt64());
        if (row.isColumnNull(3)) find(name + ": its text is missing");
        else if (sha256(row.getColumn(3).getString()) != row.getColumn(2).getString())
          find(name + ": its text is not what was stored");
      }
    });
  }

  /// Every row is accounted for in the log, and every row of the log's accounts is there.
  void accounts() {
    run("accounts", [&] {
      std::map<std::string, std::int64_t> last;
      // What is left of entries from which something was erased is accounted for by the entry that says so.
      std::map<std::int64_t, TableAccounts> told = erasures_.accounts;
      SQLite::Statement account(database_,
                                "SELECT p.pk, j.key, json_extract(j.value, '$.first'), "
                                "json_extract(j.value, '$.last'), json_extract(j.value, '$.sha256') "
                                "FROM payload p, json_each(p.json, '$.records') j ORDER BY p.pk");
      while (account.executeStep())
        told[account.getColumn(0).getInt64()][account.getColumn(1).getString()] = {
            account.getColumn(2).getInt64(), account.getColumn(3).getInt64(), account.getColumn(4).getString()};
      for (const auto& [entry, tables] : told)
        for (const auto& [table, of] : tables) {
          if (!is_record_table(table) || of.first != last[table] + 1 ||
              hash_of_rows(database_, table, of.first, of.last) != of.sha256)
            find(fmt::format("log: entry {} does not agree with rows {} to {} of {}", entry, of.first, of.last, table));
          last[table] = of.last;
        }
      for (const StudyTable& table : study_tables()) {
        if (!table.is_record) continue;
        SQLite::Statement row(database_, fmt::format("SELECT coalesce(max(pk), 0) FROM {}", table.name));
        row.executeStep();
        if (row.getColumn(0).getInt64() > last[std::string(table.name)])
          find(fmt::format("{}: has rows that the log does not know", table.name));
      }
    });
  }

  [[nodiscard]] Verification result() && { return std::move(verification_); }

 private:
  void find(std::string line) { verification_.findings.push_back(std::move(line)); }

  template <typename Check>
  void run(std::string_view name, Check&& check) {
    try {
      check();
    } catch (const SQLite::Exception& error) {
      find(fmt::format("{}: could not be read to the end: {}", name, error.what()));
    }
  }

  /// REQUIRES: the row has the columns of `audit`, then `salt` and `json`.
  void check_entry(SQLite::Statement& row, std::int64_t number, const std::string& prev) {
    Columns columns = columns_of(row);
    columns.resize(columns.size() - 2);
    if (row.getColumn("prev").getString() != prev)
      find(fmt::format("log: entry {} does not follow on the one before", number));
    if (!erasures_.entries.contains(number) && content_hash("audit", number, columns) != row.getColumn("hash").getString())
      find(fmt::format("log: entry {} is not what was stored", number));
    const SQLite::Column salt = row.getColumn("salt");
    const SQLite::Column json = row.getColumn("json");
    if (json.isNull() && erasures_.payloads.contains(number)) return;
    if (json.isNull()) find(fmt::format("log: the payload of entry {} is missing", number));
    else if (commitment_of(salt.getString(), json.getString()) != row.getColumn("commitment").getString())
      find(fmt::format("log: the payload of entry {} is not what was stored", number));
  }

  [[nodiscard]] static bool is_record_table(const std::string& name) {
    const auto is_it = [&](const StudyTable& table) { return table.is_record && table.name == name; };
    return std::ranges::any_of(study_tables(), is_it);
  }

  SQLite::Database& database_;
  Erasures erasures_;
  Verification verification_;
};

void sync_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (!synced) throw Errors(Problem{{path, 0, 0}, "could not be synced to the disk", ""});
}

/// Throws where it is the copy that could not be written; of the study, a copy only reads.
void refuse_unwritten(const std::string& to, const SQLite::Exception& error) {
  const auto refuse = [&](std::string why) { throw Errors(Problem{{to, 0, 0}, std::move(why) + "; no copy was made", ""}); };
  const int code = error.getExtendedErrorCode();
  if ((code & 0xFF) == SQLITE_FULL) refuse("the disk is full");
  if (code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_TRUNCATE) refuse(fmt::format("could not be written (disk error {})", code));
}

}  // namespace

Verification Study::verify(VerifyLevel level, const std::optional<LogHead>& known_head) {
  Verification verification;
  read([&] {
    Checks checks(connection_->database());
    checks.structure(level);
    checks.log(known_head);
    if (level == VerifyLevel::full) {
      checks.schema();
      checks.content();
      checks.accounts();
    }
    verification = std::move(checks).result();
  });
  return verification;
}

LogHead Study::backup(const std::string& to) {
  const std::string temporary = make_temporary_beside(to);
  try {
    connection_->in_users_words([&] {
      SQLite::Statement copy(connection_->database(), "VACUUM INTO ?");
      copy.bind(1, temporary);
      try {
        copy.exec();
      } catch (const SQLite::Exception& error) {
        refuse_unwritten(to, error);
        throw;
      }
    });
    LogHead head;
    {
      // A copy of its own, so its name may change once it is closed.
      Study written = open(temporary, surroundings_);
      Verification verification = written.verify(VerifyLevel::full);
      if (!verification.findings.empty())
        throw Errors(Problem{{to, 0, 0}, "the copy does not verify and was not kept: " + verification.findings[0], ""});
      head = verification.head;
    }
    sync_file(temporary);
    rename_durably(temporary, to, Overwrite::no);
    return head;
  } catch (...) {
    discard_temporary(temporary);
    throw;
  }
}

}  // namespace attune
