// What reads and codes many transcripts: pipes, disks that fail, and systems without threads.
#include "cli/batch.h"

#include <atomic>
#include <csignal>
#include <ios>
#include <new>
#include <streambuf>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attune/codebook/codebooks.h"
#include "catch.h"
#include "run.h"

namespace {

using attune::Errors;

/// A named pipe and somebody who writes `text` into it once.
class Pipe {
 public:
  Pipe(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {
    std::signal(SIGPIPE, SIG_IGN);
    REQUIRE(::mkfifo(path_.c_str(), 0600) == 0);
    writer_ = std::jthread([this](const std::stop_token& stop) { write(stop); });
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    writer_ = {};
    std::signal(SIGPIPE, SIG_DFL);
  }

 private:
  void write(const std::stop_token& stop) const {
    const int pipe = ::open(path_.c_str(), O_WRONLY);
    for (std::size_t done = 0; done < text_.size();) {
      const ssize_t written = ::write(pipe, text_.data() + done, text_.size() - done);
      if (written < 0) break;  // the reader is gone
      done += static_cast<std::size_t>(written);
    }
    ::close(pipe);
    // Who opens it a second time finds it empty, and does not wait for ever.
    for (; !stop.stop_requested(); ::usleep(2000))
      if (const int again = ::open(path_.c_str(), O_WRONLY | O_NONBLOCK); again >= 0) ::close(again);
  }

  std::string path_, text_;
  std::jthread writer_;
};

/// More than a pipe holds.
std::string long_talk() {
  std::string talk;
  for (int i = 0; i < 2000; ++i) talk += fmt::format("I: Tell me about year {0}, please.\nS: In that year {0} my mother was kind, I think.\n", i);
  return talk;
}

std::string json_line(const std::string& id) {
  return fmt::format(R"({{"id":"{}","turns":[{{"role":"interviewer","text":"Who?"}},{{"role":"participant","text":"Mum was kind."}}]}})", id) + "\n";
}

/// Gives its text, then throws.
template <typename Exception>
class Broken : public std::streambuf {
 public:
  explicit Broken(std::string text) : text_(std::move(text)) { setg(text_.data(), text_.data(), text_.data() + text_.size()); }

 private:
  int_type underflow() override { throw Exception(); }
  std::string text_;
};

/// What became of each: its id, or what was wrong with it.
std::vector<std::string> outcomes(const std::vector<std::string>& files, std::streambuf& input, unsigned threads) {
  std::istream in(&input);
  attune::cli::Reading reading;
  reading.notation = *attune::shipped_notation("aai");
  reading.protocol = *attune::shipped_protocol("aai20");
  attune::cli::BatchOptions options;
  options.threads = threads;
  std::vector<std::string> lines;
  attune::cli::run_batch(files, in, reading, options, [&](const attune::cli::Outcome& outcome) {
    const auto* coded = std::get_if<attune::CodedTranscript>(&outcome.result);
    lines.push_back(coded != nullptr ? coded->transcript.id : std::get<Errors>(outcome.result).what());
  });
  return lines;
}

/// While it lives the system gives no thread: none has room for its stack.
class NoThreads {
 public:
  NoThreads() {
    ::pthread_getattr_default_np(&before_);
    pthread_attr_t without;
    ::pthread_attr_init(&without);
    REQUIRE(::pthread_attr_setstacksize(&without, std::size_t{1} << 47) == 0);
    REQUIRE(::pthread_setattr_default_np(&without) == 0);
    ::pthread_attr_destroy(&without);
  }
  NoThreads(const NoThreads&) = delete;
  NoThreads& operator=(const NoThreads&) = delete;
  ~NoThreads() {
    ::pthread_setattr_default_np(&before_);
    ::pthread_attr_destroy(&before_);
  }

 private:
  pthread_attr_t before_{};
};

}  // namespace

TEST_CASE("a pipe is opened once, and read whole") {
  struct Case {
    const char* about;
    std::string text;
    std::vector<std::string> command;
  };
  const Case cases[] = {
      {"text, coded", long_talk(), {"code", "-b", "unresolved", "--id", "x"}},
      {"text, on several threads", long_talk(), {"code", "-b", "unresolved", "-j", "4"}},
      {"JSON lines", json_line("a") + json_line("b"), {"code", "-b", "unresolved"}},
      {"a turn a line", "{\"role\":\"interviewer\",\"text\":\"Who?\"}\n{\"role\":\"participant\",\"text\":\"Mum.\"}\n", {"code", "-b", "unresolved"}},
      {"by its format", long_talk(), {"transcript", "convert", "--to", "text"}},
      {"for a report", long_talk(), {"report", "--format", "text", "-b", "unresolved"}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.about);
    const ScratchDirectory scratch, other;
    std::vector<std::string> of_file = c.command, of_pipe = c.command;
    of_file.push_back(scratch.write("s", c.text));
    of_pipe.push_back(other / "s");
    const Pipe pipe(other / "s", c.text);
    const Outcome expected = attune_run(of_file), found = attune_run(of_pipe);
    CHECK(expected.status == 0);
    CHECK(found.status == 0);
    CHECK(found.out == expected.out);
  }
}

TEST_CASE("a file that cannot be read to its end is told, and the others are read") {
  const ScratchDirectory scratch;
  const std::string good = scratch.write("good.txt", "I: Who?\nS: Mum.\n");
  for (const char* jobs : {"1", "2", "4"}) {
    CAPTURE(jobs);
    // Its first page cannot be read by anybody.
    const Outcome outcome = attune_run({"code", "-b", "unresolved", "-j", jobs, "/proc/self/mem", good, "/proc/self/mem"});
    CHECK(outcome.status == 2);
    CHECK(outcome.err.starts_with("/proc/self/mem: could not be read: Input/output error\n"));
    CHECK(outcome.out.find("good ") != std::string::npos);
    const std::string line = scratch.write("a.jsonl", json_line("a"));
    const Outcome lines = attune_run({"code", "-b", "unresolved", "--from", "jsonl", "-j", jobs, "/proc/self/mem", line});
    CHECK(lines.status == 2);
    CHECK(lines.err.starts_with("/proc/self/mem: could not be read: Input/output error\n"));
    CHECK(lines.out.find("a ") != std::string::npos);
  }
}

TEST_CASE("whatever is thrown while a file is read becomes an outcome of that file") {
  const ScratchDirectory scratch;
  const std::string good = scratch.write("good.txt", "I: Who?\nS: Mum.\n");
  for (const unsigned threads : {1U, 2U, 5U}) {
    CAPTURE(threads);
    Broken<std::bad_alloc> no_memory(json_line("a") + json_line("b"));
    CHECK(outcomes({"-", good}, no_memory, threads) ==
          std::vector<std::string>{"a", "b", "-:2: expected enough memory for this transcript, found none left", "good"});
    Broken<std::bad_exception> at_once("");
    CHECK(outcomes({good, "-"}, at_once, threads) ==
          std::vector<std::string>{"good", "-: expected a transcript that can be coded, found an internal error (std::bad_exception)"});
  }
}

TEST_CASE("where the system gives no threads the work is done without them") {
  const ScratchDirectory scratch;
  std::vector<std::string> words = {"code", "-b", "unresolved", "-j", "1"};
  for (const char* name : {"a.txt", "b.txt", "c.txt"}) words.push_back(scratch.write(name, "I: Who?\nS: Mum was kind.\n"));
  const Outcome alone = attune_run(words);
  words[4] = "8";
  const NoThreads none;
  const Outcome outcome = attune_run(words);
  CHECK(outcome.status == 0);
  CHECK(outcome.err == alone.err);
  CHECK(outcome.out == alone.out);
}
