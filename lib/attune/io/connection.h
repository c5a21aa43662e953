// An open SQLite file with the settings that keep committed work, each read back (docs/study.md says why each).
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <random>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>

#include "attune/error.h"

namespace attune {

/// The file, or the folder it lies in, can be read and not be written.
class ReadOnlyFile : public Errors {
 public:
  using Errors::Errors;
};

enum class Opening { existing, fresh };

/// Movable, not copyable: it holds the file.
class Connection {
 public:
  /// Opens `path`. `existing` must be a study of this version or older; `fresh` is an empty file to make one of.
  /// Throws `Errors` with one line.
  Connection(std::string path, Opening opening, std::chrono::milliseconds patience);

  /// Throws `Errors` where the file could not be opened again.
  [[nodiscard]] SQLite::Database& database();
  [[nodiscard]] const std::string& path() const { return path_; }

  /// Runs `work` and turns SQLite's errors into `Errors` in the user's words.
  template <typename Work>
  decltype(auto) in_users_words(Work&& work) {
    try {
      return work();
    } catch (const SQLite::Exception& error) {
      complain(error);
    }
  }

  /// Closes and opens again, after an error that leaves unknown what was committed. Where that fails, too, `database` tries anew.
  void reopen();

 private:
  void open();
  void apply_settings(SQLite::Database& database) const;
  void check_identity(SQLite::Database& database) const;
  void refuse_network_disk() const;
  [[noreturn]] void complain(const SQLite::Exception& error) const;
  [[nodiscard]] std::string in_words(const SQLite::Exception& error) const;

  /// What the busy handler needs; SQLite keeps a pointer to it, so it does not move with the connection.
  struct Waiting {
    std::chrono::milliseconds patience;
    std::chrono::steady_clock::time_point deadline;
    std::minstd_rand jitter;
  };
  static int wait_a_little(void* waiting, int attempt);

  std::string path_;
  Opening opening_;
  std::unique_ptr<Waiting> waiting_;
  std::unique_ptr<SQLite::Database> database_;  // none after a `reopen` that failed
};

/// Do the locks of a file system of this kind (statfs f_type) not hold between machines?
[[nodiscard]] bool is_network_file_system(std::int64_t type);

}  // namespace attune
