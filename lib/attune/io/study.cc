// Opening and making a study, and the one way in which anything is written to it.
#include "attune/io/study.h"

#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attune/error.h"
#include "attune/io/audit.h"
#include "attune/io/connection.h"
#include "attune/io/files.h"
#include "attune/io/record.h"
#include "attune/io/schema.h"

namespace attune {
namespace {

/// Takes back what a transaction did unless it was committed.
class Transaction {
 public:
  explicit Transaction(SQLite::Database& database) : database_(database) { database_.exec("BEGIN IMMEDIATE"); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() {
    // SQLite may have rolled back by itself (a full disk); then there is nothing to do and this fails.
    if (!done_) database_.tryExec("ROLLBACK");
  }
  void commit() {
    database_.exec("COMMIT");
    done_ = true;
  }

 private:
  SQLite::Database& database_;
  bool done_ = false;
};

/// Is nothing there of the write whose COMMIT failed? Where its rows are seen, it may be that only the last sync failed and that a
/// power cut would still undo it: that it is surely there, nobody can say.
bool is_surely_absent(Connection& connection, const std::string& write_id) {
  try {
    connection.reopen();
    SQLite::Statement found(connection.database(), "SELECT 1 FROM audit WHERE write_id = ?");
    found.bind(1, write_id);
    return !found.executeStep();
  } catch (const Errors&) {
    return false;
  } catch (const SQLite::Exception&) {
    return false;
  }
}

bool exists(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0;
}

/// Makes an empty study of the empty file at `path`.
void lay_out(const std::string& path, const Surroundings& surroundings) {
  Connection connection(path, Opening::fresh, surroundings.patience);
  connection.in_users_words([&] {
    SQLite::Database& database = connection.database();
    Transaction transaction(database);
    database.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
    database.exec(fmt::format("PRAGMA user_version = {}", kSchemaVersion));
    for (const std::string& statement : schema_statements()) database.exec(statement);
    {
      Writer writer(database);
      append_to_log(writer, {surroundings.now(), surroundings.actor, "study made", "", surroundings.random_hex(16),
                             surroundings.random_hex(16)});
    }
    transaction.commit();
  });
}

/// Adds what an older version's study lacks, once, and says so in its log. What it has stays as it is.
void bring_up_to_date(Connection& connection, const Surroundings& surroundings) {
  connection.in_users_words([&] {
    SQLite::Database& database = connection.database();
    const auto version = [&] { return database.execAndGet("PRAGMA user_version").getInt(); };
    if (version() >= kSchemaVersion) return;
    Transaction transaction(database);
    const int old = version();
    if (old >= kSchemaVersion) return;  // another program was quicker
    // Views hold nothing, and a newer version may show more in them: they are made anew.
    std::vector<std::string> present, views;
    {
      SQLite::Statement row(database, "SELECT name, type FROM sqlite_schema");
      while (row.executeStep()) (row.getColumn(1).getString() == "view" ? views : present).push_back(row.getColumn(0).getString());
    }
    for (const std::string& view : views) database.exec(fmt::format("DROP VIEW \"{}\"", view));
    for (const std::string& statement : statements_for_missing(present)) database.exec(statement);
    database.exec(fmt::format("PRAGMA user_version = {}", kSchemaVersion));
    {
      Writer writer(database);
      append_to_log(writer, {surroundings.now(), surroundings.actor, "brought up to date",
                             fmt::format("study version {} to {}", old, kSchemaVersion), surroundings.random_hex(16),
                             surroundings.random_hex(16)});
    }
    transaction.commit();
  });
}

}  // namespace

std::string_view coding_state_name(CodingState state) {
  switch (state) {
    case CodingState::draft: return "draft";
    case CodingState::submitted: return "submitted";
    case CodingState::locked: return "locked";
  }
  return "";
}

Study::Study(std::unique_ptr<Connection> connection, Surroundings surroundings)
    : connection_(std::move(connection)), surroundings_(std::move(surroundings)) {}
Study::Study(Study&&) noexcept = default;
Study& Study::operator=(Study&&) noexcept = default;
Study::~Study() = default;

Study Study::create(const std::string& path, Surroundings surroundings) {
  if (exists(path)) throw Errors(Problem{{path, 0, 0}, "exists already and is not overwritten", ""});
  // Made under another name, so that a crash leaves no half study where one is looked for.
  const std::string temporary = make_temporary_beside(path);
  try {
    lay_out(temporary, surroundings);
  } catch (...) {
    discard_temporary(temporary);
    throw;
  }
  ::unlink((temporary + "-journal").c_str());  // TRUNCATE leaves it, empty
  rename_durably(temporary, path, Overwrite::no);
  return open(path, std::move(surroundings));
}

Study Study::open(const std::string& path, Surroundings surroundings) {
  auto connection = std::make_unique<Connection>(path, Opening::existing, surroundings.patience);
  try {
    bring_up_to_date(*connection, surroundings);
  } catch (const ReadOnlyFile&) {
    throw Errors(Problem{{path, 0, 0},
                         fmt::format("is read-only, and was made by an older Attune (study version {}): it is brought up to date before it is read; copy the file to where "
                                     "it can be written, and open the copy",
                                     connection->database().execAndGet("PRAGMA user_version").getInt()),
                         ""});
  }
  return Study(std::move(connection), std::move(surroundings));
}

Study Study::open_or_create(const std::string& path, Surroundings surroundings) {
  if (exists(path)) return open(path, std::move(surroundings));
  try {
    return create(path, surroundings);
  } catch (const Errors&) {
    if (!exists(path)) throw;
    return open(path, std::move(surroundings));  // another program was quicker
  }
}

bool Study::write(std::string_view action, const std::string& object, const std::function<void(Writer&)>& work) {
  const std::string write_id = surroundings_.random_hex(16);
  return connection_->in_users_words([&] {
    bool committing = false;
    try {
      Transaction transaction(connection_->database());
      {
        Writer writer(connection_->database());
        work(writer);
        if (writer.empty()) return false;
        append_to_log(writer, {surroundings_.now(), surroundings_.actor, std::string(action), object, write_id,
                               surroundings_.random_hex(16)});
      }
      committing = true;
      transaction.commit();
      return true;
    } catch (const SQLite::Exception& error) {
      if (!committing || is_surely_absent(*connection_, write_id)) throw;
      throw Errors(Problem{{connection_->path(), 0, 0},
                           fmt::format("failed when all was written (disk error {}); what was to be written is there whole or not "
                                       "at all, look with \"attune study log\"",
                                       error.getExtendedErrorCode()),
                           ""});
    }
  });
}

void Study::read(const std::function<void()>& work) {
  connection_->in_users_words([&] {
    SQLite::Database& database = connection_->database();
    database.exec("BEGIN");
    try {
      work();
    } catch (...) {
      database.tryExec("ROLLBACK");
      throw;
    }
    database.exec("COMMIT");
  });
}

}  // namespace attune
