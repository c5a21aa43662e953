// A disk that fails: an SQLite VFS over the system's that also knows what a power cut would leave of each file.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <sqlite3.h>

namespace attune {

enum class Access : std::uint8_t { read, write, sync, truncate };

enum class Lasting : std::uint8_t { once, for_good };

/// All bytes of a file, none where there is no file.
[[nodiscard]] std::string bytes_of(const std::string& path);

/// What a power cut takes of the writes that were not synced: all of them where `sector` is 0; else the seed says which sectors
/// of them stay, whatever their order was, and which stay in part.
struct Loss {
  int sector = 0;
  std::uint32_t seed = 0;
};

/// Until it is unplugged, SQLite opens every file through it. It passes everything on to the system, and keeps beside it what is synced.
/// An empty journal says as much as none, so that a file made or deleted is one that changed its length: SQLite syncs the folder
/// when it first syncs a new journal, and Attune's journals are emptied, not deleted. A sync that fails leaves its writes to the next
/// one (Linux may forget them instead). Not copyable: SQLite has its address.
class FaultyDisk {
 public:
  FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;
  ~FaultyDisk() { unplug(); }

  /// From now on SQLite opens files as before.
  void unplug();

  /// From the change of this number on (writes, syncs and truncations, from 0), nothing works.
  void cut_power_at(int change) { power_cut_at_ = change; }
  /// The access of this number among its kind gives `code`. A write that fails has written its first half.
  void fail(Access access, int number, int code, Lasting lasting) { fault_ = {access, number, code, lasting}; }

  [[nodiscard]] bool is_off() const { return is_off_; }
  [[nodiscard]] bool has_failed() const { return has_failed_; }

  /// What would be in the file if the power were cut now.
  [[nodiscard]] std::string after_power_cut(const std::string& path, const Loss& loss);

  // For the functions that SQLite calls:

  /// Counts an access and gives what it fails with, or SQLITE_OK.
  int count(Access access);

  struct Change {
    std::size_t offset;
    std::string bytes;  // empty: the file was cut off at `offset`
  };
  struct Contents {
    std::string synced;
    std::vector<Change> unsynced;

    void sync();
  };
  Contents& contents(const std::string& path);

 private:
  struct Fault {
    Access access;
    int number;
    int code;
    Lasting lasting;
  };

  sqlite3_vfs vfs_;
  std::map<std::string, Contents> files_;
  Fault fault_{Access::read, -1, SQLITE_OK, Lasting::once};
  int power_cut_at_ = -1;
  int changes_ = 0;
  std::array<int, 4> accesses_{};
  bool is_off_ = false;
  bool has_failed_ = false;
};

}  // namespace attune
