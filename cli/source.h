// Where transcripts come from: files, lines of JSON lines, texts of REFI-QDA projects, one after the other.
#pragma once

#include <cstddef>
#include <deque>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "attune/error.h"
#include "attune/formats/refi.h"
#include "cli/reading.h"

namespace attune::cli {

/// One transcript to read: a file, a line of a file of JSON lines, or a text of a REFI-QDA project.
struct Work {
  std::string file;
  int line = 0;            // 0: the whole file
  std::string bytes;       // of the line; empty: the worker reads the file itself
  std::optional<RefiSource> source = {};  // of a project: its name, its text and what people marked in it
  std::optional<Errors> broken = {};      // why there is nothing to read
};

/// What is being thrown, as what is wrong with this file. REQUIRES: an exception is being handled.
[[nodiscard]] Errors errors_of_exception(const std::string& file, int line);

/// Hands out the work, one transcript at a time. Reads JSON lines as a stream, so their number has no limit, and opens what is no regular
/// file once: a pipe gives its bytes to the first who reads them. Not copyable: it holds a stream, and refers to what it was given.
class Source {
 public:
  /// `in` is standard input, "-" among the files.
  Source(const std::vector<std::string>& files, std::istream& in, const Reading& reading) : files_(files), in_(in), reading_(reading) {}
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  /// The next piece of work, or nothing at the end. What cannot be opened or read is a piece of work that says why.
  [[nodiscard]] std::optional<Work> next();

  /// Whether more than one piece may come: more files than one, JSON lines, or a project of several texts. Opens the first file.
  /// REQUIRES: nothing was taken yet.
  [[nodiscard]] bool may_hold_many();

 private:
  [[nodiscard]] std::optional<Work> read_on();
  [[nodiscard]] std::optional<Work> open(const std::string& file);
  void open_project(const std::string& file);
  [[nodiscard]] std::optional<Work> open_lines(const std::string& file, std::string head);
  [[nodiscard]] std::optional<Work> next_line();
  void close();

  const std::vector<std::string>& files_;
  std::istream& in_;
  const Reading& reading_;
  std::optional<Work> first_;  // taken to see what follows it
  std::size_t file_ = 0;       // that is opened next
  std::unique_ptr<std::istream> stream_;
  std::istream* lines_ = nullptr;
  std::string name_;
  int line_ = 0;
  std::deque<Work> sources_;  // of a project
};

}  // namespace attune::cli
