#include "attune/io/files.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attune/error.h"

namespace attune {
namespace {

[[noreturn]] void fail(const std::string& path, std::string what) {
  throw Errors(Problem{{path, 0, 0}, std::move(what), ""});
}

/// "could not be read: Permission denied". strerror's words are the system's and need no translation of ours.
[[noreturn]] void fail_with_reason(const std::string& path, const char* what, int error) {
  fail(path, fmt::format("{}: {}", what, std::strerror(error)));
}

/// An open file. Not copyable: it closes what it holds.
class Descriptor {
 public:
  Descriptor(const std::string& path, int flags, mode_t mode = 0)
      : number_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int get() const { return number_; }
  /// Closes now and tells whether that went well: a full network disk may say so only here.
  [[nodiscard]] bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

[[noreturn]] void fail_over_limit(const std::string& path, std::size_t limit) {
  fail(path, fmt::format("expected at most {} bytes, found more (--max-bytes raises the limit)", limit));
}

/// Names of temporary files that are being written, where a signal handler can read them: no memory of theirs is ever freed. More than a few at
/// a time there are not; one too many is only not known.
struct Temporary {
  std::atomic<bool> is_there = false;
  std::array<char, PATH_MAX> name{};
};

std::array<Temporary, 8> temporaries;

void note_temporary(const std::string& name) {
  const auto place = std::ranges::find_if(temporaries, [](const Temporary& one) { return !one.is_there; });
  if (place == temporaries.end() || name.size() >= place->name.size()) return;
  name.copy(place->name.data(), name.size());
  place->name[name.size()] = '\0';
  place->is_there = true;
}

void forget_temporary(const std::string& name) {
  for (Temporary& one : temporaries)
    if (one.is_there && name == one.name.data()) one.is_there = false;
}

/// Calls nothing that a signal handler may not.
void unlink_with_journal(const char* name) {
  constexpr std::string_view kJournal = "-journal";
  std::array<char, PATH_MAX + kJournal.size()> journal{};
  const std::size_t size = std::strlen(name);
  std::memcpy(journal.data(), name, size);
  std::memcpy(journal.data() + size, kJournal.data(), kJournal.size());
  ::unlink(name);
  ::unlink(journal.data());
}

std::string directory_of(const std::string& path) {
  const std::filesystem::path parent = std::filesystem::path(path).parent_path();
  return parent.empty() ? "." : parent.string();
}

void sync_directory(const std::string& path) {
  const Descriptor directory(directory_of(path), O_RDONLY | O_DIRECTORY);
  if (directory.get() < 0 || (::fsync(directory.get()) != 0 && errno != EINVAL))
    fail_with_reason(path, "its directory could not be synced", errno);
}

/// 0 when all went well, else the reason. The caller removes the file then.
int write_all(Descriptor& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file.get()) != 0) return errno;
  return file.close() ? 0 : errno;
}

/// 0, or the reason: EEXIST when the name is taken. The kernel is asked, so that no other program's file is ever replaced.
int rename_to_free(const std::string& temporary, const std::string& path) {
  if (::renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP) return errno;
  // Many network disks (NFS) and encrypted folders know no such renaming. A second name is refused where one is taken, too.
  if (::link(temporary.c_str(), path.c_str()) == 0) {
    ::unlink(temporary.c_str());
    return 0;
  }
  if (errno != EPERM && errno != ENOTSUP && errno != ENOSYS) return errno;
  // Disks without second names (FAT, some folders shared with a host): the name is taken first, by an empty file that is surely ours.
  if (Descriptor place(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600); place.get() < 0) return errno;
  if (std::rename(temporary.c_str(), path.c_str()) == 0) return 0;
  const int error = errno;
  ::unlink(path.c_str());
  return error;
}

}  // namespace

std::string read_file(const std::string& path, std::size_t limit) {
  // Not blocking, for a pipe nobody writes to would hold the program for ever.
  const Descriptor file(path, O_RDONLY | O_NONBLOCK);
  if (file.get() < 0 && errno == ENOENT) fail(path, "no such file");
  if (file.get() < 0) fail_with_reason(path, "could not be read", errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail_with_reason(path, "could not be read", errno);
  if (S_ISDIR(status.st_mode)) fail(path, "expected a file, found a directory");
  if (S_ISREG(status.st_mode) && static_cast<std::size_t>(status.st_size) > limit) fail_over_limit(path, limit);
  if (::fcntl(file.get(), F_SETFL, 0) != 0) fail_with_reason(path, "could not be read", errno);

  // A regular file has a size, so that one read fills the string and another finds the end; what has none comes in chunks.
  std::string bytes;
  std::size_t filled = 0;
  for (std::size_t chunk = static_cast<std::size_t>(std::max<off_t>(status.st_size, 0)) + 1;; chunk = std::size_t{1} << 16) {
    if (bytes.size() == filled) bytes.resize(filled + chunk);
    const ssize_t got = ::read(file.get(), bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno != EINTR) fail_with_reason(path, "could not be read", errno);
    filled += static_cast<std::size_t>(got < 0 ? 0 : got);
    if (filled > limit) fail_over_limit(path, limit);
    if (got == 0) break;
  }
  bytes.resize(filled);
  if (bytes.empty()) fail(path, "the file is empty");
  return bytes;
}

std::unique_ptr<std::istream> open_stream(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 && errno == ENOENT) fail(path, "no such file");
  if (S_ISDIR(status.st_mode)) fail(path, "expected a file, found a directory");
  auto stream = std::make_unique<std::ifstream>(path, std::ios::binary);
  if (!*stream) fail_with_reason(path, "could not be read", errno);
  return stream;
}

std::string read_stream(std::istream& in, const std::string& name, std::size_t limit, std::string head) {
  std::string bytes = std::move(head);
  char chunk[1 << 14];
  while (in.read(chunk, sizeof chunk) || in.gcount() > 0) {
    bytes.append(chunk, static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > limit) fail_over_limit(name, limit);
  }
  if (in.bad()) fail(name, "could not be read");
  if (bytes.empty()) fail(name, "it is empty");
  return bytes;
}

std::string make_temporary_beside(const std::string& path) {
  // The process id keeps programs apart, the count those of one program. O_EXCL and O_NOFOLLOW refuse whatever somebody
  // may have put there.
  for (int count = 0; count < 1000; ++count) {
    const std::string name = fmt::format("{}.{}.{}.tmp", path, ::getpid(), count);
    const Descriptor file(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
    if (file.get() >= 0) {
      note_temporary(name);
      return name;
    }
    if (errno != EEXIST) fail_with_reason(path, "could not be written", errno);
  }
  fail(path, "could not be written: no free temporary name beside it");
}

void discard_temporary(const std::string& temporary) noexcept {
  if (temporary.size() < PATH_MAX) unlink_with_journal(temporary.c_str());
  forget_temporary(temporary);
}

void discard_temporaries() noexcept {
  for (const Temporary& one : temporaries)
    if (one.is_there) unlink_with_journal(one.name.data());
}

void rename_durably(const std::string& temporary, const std::string& path, Overwrite overwrite) {
  const int error = overwrite == Overwrite::no ? rename_to_free(temporary, path) : std::rename(temporary.c_str(), path.c_str()) == 0 ? 0 : errno;
  if (error != 0) ::unlink(temporary.c_str());
  forget_temporary(temporary);
  if (error == EEXIST) fail(path, "exists already and is not overwritten");
  if (error != 0) fail_with_reason(path, "could not be written", error);
  sync_directory(path);
}

void write_file(const std::string& path, std::string_view bytes, Overwrite overwrite) {
  struct stat status {};
  if (overwrite == Overwrite::no && ::lstat(path.c_str(), &status) == 0)
    fail(path, "exists already and is not overwritten");
  const std::string temporary = make_temporary_beside(path);
  Descriptor file(temporary, O_WRONLY | O_NOFOLLOW);
  if (const int error = file.get() < 0 ? errno : write_all(file, bytes); error != 0) {
    discard_temporary(temporary);
    fail_with_reason(path, "could not be written", error);
  }
  rename_durably(temporary, path, overwrite);
}

}  // namespace attune
