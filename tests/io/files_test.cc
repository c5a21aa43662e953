#include "attune/io/files.h"

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "attune/error.h"
#include "scratch.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

bool disk_knows_flags = true, disk_knows_links = true;

std::size_t files_in(const fs::path& directory) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(directory), fs::directory_iterator()));
}

}  // namespace

// The linker takes this for the C library's: a disk that knows no flags, as NFS.
extern "C" int renameat2(int from, const char* old_name, int to, const char* new_name, unsigned int flags) noexcept {
  if (disk_knows_flags || flags == 0) return static_cast<int>(::syscall(SYS_renameat2, from, old_name, to, new_name, flags));
  errno = EINVAL;
  return -1;
}

// And one that knows no second names, as FAT.
extern "C" int link(const char* old_name, const char* new_name) noexcept {
  if (disk_knows_links) return static_cast<int>(::syscall(SYS_linkat, AT_FDCWD, old_name, AT_FDCWD, new_name, 0));
  errno = EPERM;
  return -1;
}

TEST_CASE("a file that cannot be read is told in one line") {
  const Scratch scratch;
  write_file(scratch / "full", "12345", Overwrite::no);
  std::ofstream(scratch / "empty").flush();
  CHECK(read_file(scratch / "full") == "12345");
  CHECK(read_file(scratch / "full", 5) == "12345");
  CHECK_THROWS_WITH(read_file(scratch / "missing"), scratch / "missing" + ": no such file");
  CHECK_THROWS_WITH(read_file(scratch.path().string()),
                    scratch.path().string() + ": expected a file, found a directory");
  CHECK_THROWS_WITH(read_file(scratch / "empty"), scratch / "empty" + ": the file is empty");
  CHECK_THROWS_WITH(read_file(scratch / "full", 4),
                    scratch / "full" + ": expected at most 4 bytes, found more (--max-bytes raises the limit)");
  if (::geteuid() == 0) return;  // root reads everything
  fs::permissions(scratch / "full", fs::perms::none);
  CHECK_THROWS_WITH(read_file(scratch / "full"), scratch / "full" + ": could not be read: Permission denied");
}

TEST_CASE("a stream is read whole, and over the limit is an error too") {
  std::istringstream in(std::string(100'000, 'x'));
  CHECK(read_stream(in, "standard input").size() == 100'000);
  std::istringstream empty;
  CHECK_THROWS_WITH(read_stream(empty, "standard input"), "standard input: it is empty");
  std::istringstream large(std::string(100, 'x'));
  CHECK_THROWS_WITH(read_stream(large, "standard input", 99),
                    "standard input: expected at most 99 bytes, found more (--max-bytes raises the limit)");
}

TEST_CASE("a written file is its owner's alone, whole, and replaces another only when told to") {
  const Scratch scratch;
  const std::string path = scratch / "out.csv";
  const mode_t before = ::umask(0);
  write_file(path, "one", Overwrite::no);
  ::umask(before);
  CHECK((fs::status(path).permissions() & fs::perms::mask) == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK_THROWS_WITH(write_file(path, "two", Overwrite::no), path + ": exists already and is not overwritten");
  CHECK(read_file(path) == "one");
  write_file(path, "two", Overwrite::yes);
  CHECK(read_file(path) == "two");
  CHECK(files_in(scratch.path()) == 1);
}

TEST_CASE("a disk that knows no renaming without replacing keeps what is there, too") {
  const bool knows_links = GENERATE(true, false);
  CAPTURE(knows_links);
  const Scratch scratch;
  const std::string path = scratch / "out.csv";
  disk_knows_flags = false;
  disk_knows_links = knows_links;
  write_file(path, "one", Overwrite::no);
  CHECK_THROWS_WITH(write_file(path, "two", Overwrite::no), path + ": exists already and is not overwritten");
  const std::string temporary = make_temporary_beside(path);
  // As if another program had been quicker.
  CHECK_THROWS_WITH(rename_durably(temporary, path, Overwrite::no), path + ": exists already and is not overwritten");
  disk_knows_flags = disk_knows_links = true;
  CHECK(read_file(path) == "one");
  CHECK(files_in(scratch.path()) == 1);
}

TEST_CASE("a symbolic link in the place of the file is not followed") {
  const Scratch scratch;
  write_file(scratch / "precious", "keep", Overwrite::no);
  fs::create_symlink(scratch / "precious", scratch / "link");
  CHECK_THROWS_AS(write_file(scratch / "link", "x", Overwrite::no), Errors);
  write_file(scratch / "link", "x", Overwrite::yes);
  CHECK(read_file(scratch / "precious") == "keep");
  CHECK(read_file(scratch / "link") == "x");
}

TEST_CASE("a failed write leaves nothing behind") {
  const Scratch scratch;
  CHECK_THROWS_WITH(write_file(scratch / "no/such/place", "x", Overwrite::yes),
                    scratch / "no/such/place" + ": could not be written: No such file or directory");
  CHECK_THROWS_AS(write_file("/dev/full/x", "x", Overwrite::yes), Errors);
  fs::create_directory(scratch / "taken");
  CHECK_THROWS_AS(write_file(scratch / "taken", "x", Overwrite::yes), Errors);
  CHECK(files_in(scratch.path()) == 1);
}

TEST_CASE("a temporary file is known as one until it has its name, however many were written before") {
  const Scratch scratch;
  for (int i = 0; i < 20; ++i) write_file(scratch / std::to_string(i), "text", Overwrite::no);
  (void)make_temporary_beside(scratch / "study.attune");
  CHECK(files_in(scratch.path()) == 21);
  discard_temporaries();
  CHECK(files_in(scratch.path()) == 20);
}
