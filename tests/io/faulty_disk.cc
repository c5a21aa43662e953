#include "faulty_disk.h"

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

namespace attune {
namespace {

/// SQLite allocates it, with room for the system's own file behind it.
struct File : sqlite3_file {
  FaultyDisk* disk;
  FaultyDisk::Contents* contents;

  sqlite3_file* system() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& as_file(sqlite3_file* file) { return *static_cast<File*>(file); }
FaultyDisk& disk_of(sqlite3_vfs* vfs) { return *static_cast<FaultyDisk*>(vfs->pAppData); }

sqlite3_vfs* system_vfs() { return ::sqlite3_vfs_find("unix"); }

int read(sqlite3_file* file, void* to, int bytes, sqlite3_int64 offset) {
  if (const int code = as_file(file).disk->count(Access::read); code != SQLITE_OK) return code;
  sqlite3_file* system = as_file(file).system();
  return system->pMethods->xRead(system, to, bytes, offset);
}

int write(sqlite3_file* file, const void* from, int bytes, sqlite3_int64 offset) {
  File& self = as_file(file);
  const int code = self.disk->count(Access::write);
  if (self.disk->is_off()) return code;
  const int written = code == SQLITE_OK ? bytes : bytes / 2;
  self.contents->unsynced.push_back(
      {static_cast<std::size_t>(offset), std::string(static_cast<const char*>(from), static_cast<std::size_t>(written))});
  const int system_code = self.system()->pMethods->xWrite(self.system(), from, written, offset);
  return code == SQLITE_OK ? system_code : code;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  File& self = as_file(file);
  if (const int code = self.disk->count(Access::truncate); code != SQLITE_OK) return code;
  self.contents->unsynced.push_back({static_cast<std::size_t>(size), ""});
  return self.system()->pMethods->xTruncate(self.system(), size);
}

int sync(sqlite3_file* file, int flags) {
  File& self = as_file(file);
  if (const int code = self.disk->count(Access::sync); code != SQLITE_OK) return code;
  self.contents->sync();
  return self.system()->pMethods->xSync(self.system(), flags);
}

int close(sqlite3_file* file) { return as_file(file).system()->pMethods->xClose(as_file(file).system()); }
int file_size(sqlite3_file* file, sqlite3_int64* size) {
  return as_file(file).system()->pMethods->xFileSize(as_file(file).system(), size);
}
int lock(sqlite3_file* file, int level) { return as_file(file).system()->pMethods->xLock(as_file(file).system(), level); }
int unlock(sqlite3_file* file, int level) { return as_file(file).system()->pMethods->xUnlock(as_file(file).system(), level); }
int check_reserved_lock(sqlite3_file* file, int* held) {
  return as_file(file).system()->pMethods->xCheckReservedLock(as_file(file).system(), held);
}
int file_control(sqlite3_file* file, int operation, void* argument) {
  return as_file(file).system()->pMethods->xFileControl(as_file(file).system(), operation, argument);
}
int sector_size(sqlite3_file* file) { return as_file(file).system()->pMethods->xSectorSize(as_file(file).system()); }
int device_characteristics(sqlite3_file* file) {
  return as_file(file).system()->pMethods->xDeviceCharacteristics(as_file(file).system());
}

// Version 1: without shared memory and memory maps, which Attune does not use.
constexpr sqlite3_io_methods kMethods = {
    .iVersion = 1,
    .xClose = close,
    .xRead = read,
    .xWrite = write,
    .xTruncate = truncate,
    .xSync = sync,
    .xFileSize = file_size,
    .xLock = lock,
    .xUnlock = unlock,
    .xCheckReservedLock = check_reserved_lock,
    .xFileControl = file_control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = device_characteristics,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_given) {
  File& self = as_file(file);
  self.pMethods = nullptr;
  if (disk_of(vfs).is_off()) return SQLITE_CANTOPEN;
  self.disk = &disk_of(vfs);
  self.contents = &self.disk->contents(name == nullptr ? "" : name);  // a temporary file has no name
  const int code = system_vfs()->xOpen(system_vfs(), name, self.system(), flags, flags_given);
  if (code == SQLITE_OK) self.pMethods = &kMethods;
  return code;
}

int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  FaultyDisk& disk = disk_of(vfs);
  if (const int code = disk.count(Access::truncate); code != SQLITE_OK) return code;
  disk.contents(name).unsynced.push_back({0, ""});
  if (sync_folder != 0) disk.contents(name).sync();
  return system_vfs()->xDelete(system_vfs(), name, sync_folder);
}

void apply(const FaultyDisk::Change& change, std::size_t begin, std::size_t length, std::string& to) {
  const std::size_t at = change.offset + begin;
  if (to.size() < at + length) to.resize(at + length);
  to.replace(at, length, change.bytes, begin, length);
}

}  // namespace

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

FaultyDisk::FaultyDisk() : vfs_(*system_vfs()) {
  vfs_.pNext = nullptr;
  vfs_.szOsFile = static_cast<int>(sizeof(File)) + system_vfs()->szOsFile;
  vfs_.zName = "faulty disk";
  vfs_.pAppData = this;
  vfs_.xOpen = open;
  vfs_.xDelete = remove;
  ::sqlite3_vfs_register(&vfs_, 1);
}

void FaultyDisk::unplug() { ::sqlite3_vfs_unregister(&vfs_); }

int FaultyDisk::count(Access access) {
  if (is_off_) return SQLITE_IOERR;
  if (access != Access::read && changes_++ == power_cut_at_) {
    is_off_ = true;
    return SQLITE_IOERR;
  }
  const int number = accesses_.at(static_cast<std::size_t>(access))++;
  const bool fails = access == fault_.access && fault_.number >= 0 &&
                     (number == fault_.number || (number > fault_.number && fault_.lasting == Lasting::for_good));
  has_failed_ = has_failed_ || fails;
  return fails ? fault_.code : SQLITE_OK;
}

FaultyDisk::Contents& FaultyDisk::contents(const std::string& path) {
  const auto [found, is_new] = files_.try_emplace(path);
  if (is_new) found->second.synced = bytes_of(path);
  return found->second;
}

void FaultyDisk::Contents::sync() {
  for (const Change& change : unsynced) {
    if (change.bytes.empty()) synced.resize(change.offset);
    else apply(change, 0, change.bytes.size(), synced);
  }
  unsynced.clear();
}

std::string FaultyDisk::after_power_cut(const std::string& path, const Loss& loss) {
  const Contents& before = contents(path);
  std::string left = before.synced;
  if (loss.sector == 0) return left;
  std::minstd_rand chance(loss.seed + 1);
  const auto draw = [&](std::size_t below) { return static_cast<std::size_t>(chance() >> 8) % below; };
  // By seed nearly all, nearly none or some of them: one missing among many is as dangerous as one kept.
  constexpr std::size_t kShares = 8;
  const std::size_t share = 1 + loss.seed % (kShares - 1);
  const auto is_kept = [&] { return draw(kShares) < share; };
  const auto sector = static_cast<std::size_t>(loss.sector);
  for (const Change& change : before.unsynced) {
    if (change.bytes.empty()) {
      if (is_kept()) left.resize(std::min(left.size(), change.offset));
      continue;
    }
    for (std::size_t begin = 0; begin < change.bytes.size();) {
      const std::size_t whole = std::min(sector - (change.offset + begin) % sector, change.bytes.size() - begin);
      const bool is_torn = draw(kShares) == 0;
      if (is_kept()) apply(change, begin, is_torn ? draw(whole) : whole, left);
      begin += whole;
    }
  }
  return left;
}

}  // namespace attune
