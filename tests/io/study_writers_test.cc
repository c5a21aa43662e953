// Several programs writing at once, programs that are killed, disks that are full.
#include <csignal>
#include <set>

#include <poll.h>
#include <sys/mount.h>

#include "attune/error.h"
#include "attune/io/connection.h"
#include "attune/io/files.h"
#include "attune/io/study.h"
#include "child.h"
#include "scratch.h"
#include "study_fixture.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

/// Surroundings of a program among others: the ids it draws are its own.
Surroundings surroundings_of(int program) {
  Surroundings surroundings = counted_surroundings("P" + std::to_string(program));
  surroundings.random_hex = [program, draw = 0](std::size_t bytes) mutable {
    return fmt::format("{:02x}{:0{}x}", program, ++draw, bytes * 2 - 2);
  };
  return surroundings;
}

std::string name_of(int program, int number) { return fmt::format("P{}-{:03}", program, number); }

/// Stores transcripts, one a transaction, and says "P1-000" to `acknowledged` after each.
int write_transcripts(const std::string& path, int program, int count, int acknowledged) {
  Study study = Study::open_or_create(path, surroundings_of(program));
  study.store_codebooks({small_codebook()});
  for (int i = 0; i < count; ++i) {
    const Transcript transcript = small_transcript(name_of(program, i));
    study.store(transcript, {small_coding(transcript)});
    const std::string line = transcript.id + "\n";
    if (::write(acknowledged, line.data(), line.size()) != static_cast<ssize_t>(line.size())) return 1;
  }
  return 0;
}

std::set<std::string> lines_of(int file) {
  std::string text;
  char buffer[4096];
  for (ssize_t got = 0; (got = ::read(file, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(got));
  std::set<std::string> lines;
  for (std::size_t begin = 0; begin < text.size(); begin = text.find('\n', begin) + 1)
    lines.insert(text.substr(begin, text.find('\n', begin) - begin));
  return lines;
}

}  // namespace

TEST_CASE("eight programs write at once, the first makes the file, and nothing acknowledged is lost") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  constexpr int kPrograms = 8;
  constexpr int kEach = 12;
  int pipe_ends[2];
  REQUIRE(::pipe(pipe_ends) == 0);
  std::vector<pid_t> children;
  for (int program = 0; program < kPrograms; ++program)
    children.push_back(start_child([&] { return write_transcripts(path, program, kEach, pipe_ends[1]); }));
  ::close(pipe_ends[1]);
  const std::set<std::string> acknowledged = lines_of(pipe_ends[0]);
  ::close(pipe_ends[0]);
  for (pid_t child : children) CHECK(wait_for(child) == 0);

  Study study = Study::open(path, counted_surroundings());
  const std::vector<std::string> ids = study.transcript_ids();
  CHECK(acknowledged.size() == kPrograms * kEach);
  CHECK(std::set<std::string>(ids.begin(), ids.end()) == acknowledged);
  CHECK(study.codings().size() == kPrograms * kEach);
  CHECK(study.codebooks().size() == 1);
  const Verification verification = study.verify(VerifyLevel::full);
  CHECK(verification.findings == std::vector<std::string>{});
  CHECK(verification.head.entries == 2 + kPrograms * kEach);
}

TEST_CASE("programs killed in the middle lose nothing they acknowledged") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  std::set<std::string> acknowledged;
  for (int round = 0; round < 8; ++round) {
    int pipe_ends[2];
    REQUIRE(::pipe(pipe_ends) == 0);
    std::vector<pid_t> children;
    for (int program : {round * 2, round * 2 + 1})
      children.push_back(start_child([&, program] { return write_transcripts(path, program, 1000, pipe_ends[1]); }));
    ::close(pipe_ends[1]);
    // At first wherever they are, then when the first transcript is acknowledged, however busy the machine is.
    pollfd acknowledgement{pipe_ends[0], POLLIN, 0};
    if (round >= 4) CHECK(::poll(&acknowledgement, 1, -1) == 1);
    ::usleep(static_cast<useconds_t>(20'000 + round * 7'000));
    for (pid_t child : children) ::kill(child, SIGKILL);
    acknowledged.merge(lines_of(pipe_ends[0]));
    ::close(pipe_ends[0]);
    for (pid_t child : children) CHECK(wait_for(child) == 128 + SIGKILL);
    if (!fs::exists(path)) continue;  // killed before there was a study

    Study study = Study::open(path, counted_surroundings());
    const std::vector<std::string> ids = study.transcript_ids();
    const std::set<std::string> stored(ids.begin(), ids.end());
    CHECK(std::ranges::includes(stored, acknowledged));
    CHECK(study.verify(VerifyLevel::full).findings == std::vector<std::string>{});
  }
  CHECK(!acknowledged.empty());
}

TEST_CASE("a study that another program keeps locked is told so, and nothing changes") {
  const Scratch scratch;
  const std::string path = scratch / "s.attune";
  Surroundings hasty = counted_surroundings();
  hasty.patience = std::chrono::milliseconds(100);
  Study study = Study::create(path, hasty);
  int ready[2];
  REQUIRE(::pipe(ready) == 0);
  const pid_t child = start_child([&] {
    SQLite::Database other(path, SQLite::OPEN_READWRITE);
    other.exec("BEGIN IMMEDIATE");
    if (::write(ready[1], "x", 1) != 1) return 1;
    ::pause();
    return 0;
  });
  char byte = 0;
  REQUIRE(::read(ready[0], &byte, 1) == 1);
  std::string what;
  try {
    study.store(small_transcript("S01"), {});
  } catch (const Errors& errors) {
    what = errors.what();
  }
  ::kill(child, SIGKILL);
  CHECK(wait_for(child) == 128 + SIGKILL);
  const std::string rest = " has kept it locked for 0.1 s; nothing was changed, try again later";
  const bool told = what == path + ": another program (process " + std::to_string(child) + ")" + rest ||
                    what == path + ": another program" + rest;  // where the kernel keeps its list of locks to itself
  CAPTURE(what);
  CHECK(told);
  CHECK(study.store(small_transcript("S01"), {}) == Stored::added);
}

TEST_CASE("a full disk is told so, and what was committed is still there") {
  const Scratch scratch;
  if (::mount("tmpfs", scratch.path().c_str(), "tmpfs", 0, "size=512k") != 0) {
    WARN("no disk of 512 KiB could be mounted here; not tested");
    return;
  }
  const std::string path = scratch / "s.attune";
  {
    Study study = Study::create(path, counted_surroundings());
    int stored = 0;
    std::string what;
    try {
      for (; stored < 1000; ++stored) study.store(small_transcript(name_of(0, stored), std::string(5000, 'x')), {});
    } catch (const Errors& errors) {
      what = errors.what();
    }
    CHECK(what == path + ": the disk is full; nothing was changed");
    CHECK(stored > 3);
    CHECK(study.transcript_ids().size() == static_cast<std::size_t>(stored));
    CHECK(study.verify(VerifyLevel::full).findings == std::vector<std::string>{});
    CHECK_THROWS_WITH(study.backup(scratch / "copy.attune"), scratch / "copy.attune" + ": the disk is full; no copy was made");
    CHECK_FALSE(fs::exists(scratch / "copy.attune"));
  }
  CHECK(::umount(scratch.path().c_str()) == 0);
}
