#include "attune/io/connection.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <new>
#include <sstream>
#include <string_view>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "attune/error.h"
#include "attune/io/schema.h"

namespace attune {
namespace {

struct Setting {
  std::string_view name;
  std::string_view value;
  std::string_view read_back;
};

constexpr std::array kSettings = {
    Setting{"temp_store", "MEMORY", "2"},         // else a large sort writes text into /var/tmp
    Setting{"mmap_size", "0", "0"},               // a damaged page is an error, not a crash
    Setting{"trusted_schema", "OFF", "0"},        // a file from elsewhere runs no functions
    Setting{"cell_size_check", "ON", "1"},
    Setting{"journal_mode", "TRUNCATE", "truncate"},  // DELETE may undo the last commit after a power cut; never WAL
    Setting{"synchronous", "FULL", "2"},
    Setting{"secure_delete", "ON", "1"},
    Setting{"foreign_keys", "ON", "1"},
    Setting{"recursive_triggers", "ON", "1"},     // so that REPLACE fires DELETE triggers
};

std::string pragma(SQLite::Database& database, std::string_view name) {
  SQLite::Statement statement(database, fmt::format("PRAGMA {}", name));
  return statement.executeStep() ? statement.getColumn(0).getString() : "";
}

/// " (process 4711)" when the kernel's list of locks says who holds one on the file, else nothing.
std::string holder_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return "";
  std::ifstream locks("/proc/locks");
  const std::string inode = ":" + std::to_string(status.st_ino);
  for (std::string line; std::getline(locks, line);) {
    // "1: POSIX  ADVISORY  WRITE 4711 08:01:131 1073741824 1073742335"
    std::istringstream words(line);
    std::string number, type, advisory, access, process, file;
    words >> number >> type >> advisory >> access >> process >> file;
    if (access == "WRITE" && file.ends_with(inode) && process != std::to_string(::getpid()))
      return fmt::format(" (process {})", process);
  }
  return "";
}

}  // namespace

bool is_network_file_system(std::int64_t type) {
  constexpr std::array<std::int64_t, 8> kTypes = {0x6969,      // NFS
                                                  0x517B,      // SMB
                                                  0xFF534D42,  // CIFS
                                                  0xFE534D42,  // SMB2
                                                  0x5346414F,  // AFS
                                                  0x73757245,  // Coda
                                                  0x00C36400,  // Ceph
                                                  0x564C};     // NCP
  return std::ranges::find(kTypes, type) != kTypes.end();
}

Connection::Connection(std::string path, Opening opening, std::chrono::milliseconds patience)
    : path_(std::move(path)),
      opening_(opening),
      waiting_(std::make_unique<Waiting>(Waiting{patience, {}, std::minstd_rand(std::random_device{}())})) {
  open();
}

void Connection::open() {
  struct stat status {};
  if (::stat(path_.c_str(), &status) != 0)
    throw Errors(Problem{{path_, 0, 0}, "no such study file (attune study init makes one)", ""});
  if (S_ISDIR(status.st_mode)) throw Errors(Problem{{path_, 0, 0}, "a study file", "a directory"});
  refuse_network_disk();
  in_users_words([&] {
    // Without SQLITE_OPEN_CREATE: a file that cannot be opened is never made anew over what is there.
    auto database = std::make_unique<SQLite::Database>(path_, SQLite::OPEN_READWRITE);
    ::sqlite3_extended_result_codes(database->getHandle(), 1);
    ::sqlite3_busy_handler(database->getHandle(), &Connection::wait_a_little, waiting_.get());
    ::sqlite3_db_config(database->getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (opening_ == Opening::existing) check_identity(*database);
    apply_settings(*database);
    database_ = std::move(database);  // with all its settings, or not at all
  });
}

SQLite::Database& Connection::database() {
  if (!database_) open();
  return *database_;
}

void Connection::reopen() {
  database_.reset();
  open();
}

void Connection::refuse_network_disk() const {
  struct statfs disk {};
  if (::statfs(path_.c_str(), &disk) == 0 && is_network_file_system(static_cast<std::uint32_t>(disk.f_type)))
    throw Errors(Problem{
        {path_, 0, 0}, "is on a network disk, whose locks do not keep writers apart; copy it to a local disk", ""});
}

void Connection::check_identity(SQLite::Database& database) const {
  const auto application = std::stoll(pragma(database, "application_id"));
  if (application != kApplicationId)
    throw Errors(Problem{{path_, 0, 0}, fmt::format("not a study file (application id {})", application), ""});
  const auto version = std::stoll(pragma(database, "user_version"));
  if (version > kSchemaVersion)
    throw Errors(Problem{
        {path_, 0, 0},
        fmt::format("made by a newer version of Attune (study version {}, this program reads up to {})", version,
                    kSchemaVersion),
        ""});
}

void Connection::apply_settings(SQLite::Database& database) const {
  for (const Setting& setting : kSettings) {
    database.exec(fmt::format("PRAGMA {} = {}", setting.name, setting.value));
    if (const std::string found = pragma(database, setting.name); found != setting.read_back)
      throw Errors(Problem{{path_, 0, 0},
                           fmt::format("SQLite setting {} = {}", setting.name, setting.value),
                           found + "; the file was not touched"});
  }
}

int Connection::wait_a_little(void* waiting, int attempt) {
  // Random waits: SQLite's own back-off lets one writer of eight go hungry (1 commit against 8,488).
  auto& state = *static_cast<Waiting*>(waiting);
  const auto now = std::chrono::steady_clock::now();
  if (attempt == 0) state.deadline = now + state.patience;
  if (now >= state.deadline) return 0;
  std::this_thread::sleep_for(std::chrono::microseconds(std::uniform_int_distribution(500, 12'000)(state.jitter)));
  return 1;
}

void Connection::complain(const SQLite::Exception& error) const {
  if (error.getErrorCode() == SQLITE_NOMEM) throw std::bad_alloc();
  const Problem problem{{path_, 0, 0}, in_words(error), ""};
  if ((error.getErrorCode() & 0xFF) == SQLITE_READONLY) throw ReadOnlyFile(problem);
  throw Errors(problem);
}

std::string Connection::in_words(const SQLite::Exception& error) const {
  switch (error.getErrorCode() & 0xFF) {  // the low byte is the kind, the rest its detail
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fmt::format("another program{} has kept it locked for {} s; nothing was changed, try again later",
                         holder_of(path_), static_cast<double>(waiting_->patience.count()) / 1000);
    case SQLITE_READONLY: return "is read-only; nothing was changed";
    case SQLITE_FULL: return "the disk is full; nothing was changed";
    case SQLITE_NOTADB: return "not a study file (not an SQLite file)";
    case SQLITE_CORRUPT:
      return "is damaged; keep it as it is, look with \"attune study verify\", and go back to a backup";
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH: return "could not be opened; nothing was changed";
    case SQLITE_IOERR:
      return fmt::format("could not be read or written (disk error {}); what was committed before is kept",
                         error.getExtendedErrorCode());
    default: return fmt::format("SQLite: {} ({})", error.what(), error.getExtendedErrorCode());
  }
}

}  // namespace attune
