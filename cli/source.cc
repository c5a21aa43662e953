#include "cli/source.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <ios>
#include <new>
#include <utility>

#include <fmt/format.h>

#include "attune/formats/json_lines.h"
#include "attune/io/files.h"

namespace attune::cli {
namespace {

/// The next line with its end, and no more of it than two bytes over the limit, so that an endless line fills no memory.
bool next_line_of(std::istream& in, std::string& line, std::size_t most_bytes) {
  using Traits = std::istream::traits_type;
  line.clear();
  std::streambuf& buffer = *in.rdbuf();
  for (auto c = buffer.sbumpc(); !Traits::eq_int_type(c, Traits::eof()); c = buffer.sbumpc()) {
    if (line.size() <= most_bytes || c == '\n') line += Traits::to_char_type(c);
    if (c == '\n') return true;
  }
  return !line.empty();
}

std::string without_end(std::string line) {
  if (line.ends_with('\n')) line.pop_back();
  return line;
}

constexpr std::string_view kWhite = " \t\r\n";

std::string_view without_bom(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

/// Reads blanks and the two bytes behind them: enough to see whether JSON lines begin there. What was read.
std::string head_of(std::istream& in) {
  using Traits = std::istream::traits_type;
  constexpr std::size_t kMostBlanks = 4096;
  std::string head;
  std::streambuf& buffer = *in.rdbuf();
  while (head.size() < kMostBlanks) {
    const auto c = buffer.sbumpc();
    if (Traits::eq_int_type(c, Traits::eof())) break;
    head += Traits::to_char_type(c);
    const std::string_view seen = without_bom(head);
    if (starts_json(seen)) break;
    const std::size_t first = seen.find_first_not_of(kWhite);
    if (first != std::string_view::npos && !(std::string_view("\xEF\xBB\xBF").starts_with(seen)) && seen.find_first_not_of(" \t\r\n{", first) != std::string_view::npos) break;
  }
  return head;
}

/// Whether the file's ending says another format than JSON lines, so that its content need not be looked at first.
bool says_another_format(const std::string& file) {
  const std::optional<Format> named = format_by_ending(file);
  return named && *named != Format::json_lines;
}

}  // namespace

Errors errors_of_exception(const std::string& file, int line) {
  try {
    throw;
  } catch (const Errors& errors) {
    return errors;
  } catch (const std::bad_alloc&) {
    return Errors({{file, line, 0}, "enough memory for this transcript", "none left"});
  } catch (const std::ios_base::failure& failure) {
    return Errors(Problem{{file, line, 0}, fmt::format("could not be read: {}", failure.code().message()), ""});
  } catch (const std::exception& error) {
    // Nothing else is thrown on purpose; a fault in one transcript must not end the others.
    return Errors({{file, line, 0}, "a transcript that can be coded", fmt::format("an internal error ({})", error.what())});
  }
}

std::optional<Work> Source::next() {
  if (first_) return std::exchange(first_, std::nullopt);
  while (lines_ != nullptr || !sources_.empty() || file_ < files_.size()) {
    try {
      if (std::optional<Work> work = read_on()) return work;
    } catch (...) {
      // The rest of it is given up. `name_` and `line_` say where that was.
      close();
      return Work{.file = name_, .line = line_, .bytes = "", .broken = errors_of_exception(name_, line_)};
    }
  }
  return std::nullopt;
}

bool Source::may_hold_many() {
  first_ = next();
  return lines_ != nullptr || !sources_.empty() || file_ < files_.size();
}

/// The next piece from what is open, or else from the next file; nothing where there was none.
std::optional<Work> Source::read_on() {
  if (lines_ != nullptr) {
    std::optional<Work> work = next_line();
    if (!work) close();
    return work;
  }
  if (!sources_.empty()) {
    Work work = std::move(sources_.front());
    sources_.pop_front();
    return work;
  }
  name_ = files_[file_++];
  line_ = 0;
  return open(name_);
}

void Source::close() {
  lines_ = nullptr;
  stream_.reset();
}

std::optional<Work> Source::open(const std::string& file) {
  const bool is_stdin = file == "-";
  if (reading_.format == Format::refi || (!reading_.format && !is_stdin && format_by_ending(file) == Format::refi)) {
    open_project(file);
    return std::nullopt;
  }
  const bool said = reading_.format.has_value(), said_json = reading_.format == Format::json_lines;
  if (!is_stdin && !said_json && (said || says_another_format(file))) return Work{file, 0, ""};
  if (!is_stdin) stream_ = open_stream(file);
  std::istream& in = is_stdin ? in_ : *stream_;
  const bool named_json = !said && !is_stdin && format_by_ending(file);
  std::string head = said || named_json ? "" : head_of(in);
  if (said_json || named_json || starts_json(head)) {
    lines_ = &in;
    return open_lines(file, std::move(head));
  }
  // What is no regular file is read where it was opened; a regular one by the worker, beside others.
  if (is_stdin || !std::filesystem::is_regular_file(file)) return Work{file, 0, read_stream(in, file, reading_.options.limits.transcript_bytes, std::move(head))};
  stream_.reset();
  return Work{file, 0, ""};
}

void Source::open_project(const std::string& file) {
  const Limits& limits = reading_.options.limits;
  const std::string bytes = file == "-" ? read_stream(in_, file, limits.transcript_bytes) : read_file(file, limits.transcript_bytes);
  RefiProject project = read_qdpx(bytes, file, limits);
  std::vector<std::string>& first = project.sources.front().not_held;
  first.insert(first.end(), project.not_held.begin(), project.not_held.end());
  for (RefiSource& source : project.sources) {
    Work work{fmt::format("{} ({})", file, source.name), 0, std::move(source.text)};
    work.source = std::move(source);
    sources_.push_back(std::move(work));
  }
}

/// A file with a turn a line is one transcript; else its lines come one by one. `head` was read from it already.
std::optional<Work> Source::open_lines(const std::string& file, std::string head) {
  const std::size_t most = reading_.options.limits.transcript_bytes;
  // What was read already may be a line, the beginning of one, or both.
  const auto take_line = [&](std::string& line) {
    line = head.substr(0, std::min(head.find('\n'), head.size() - 1) + 1);
    head.erase(0, line.size());
    if (line.ends_with('\n')) return true;
    std::string rest;
    return next_line_of(*lines_, rest, most) ? (line += rest, true) : !line.empty();
  };
  std::string all, first;
  while (without_bom(first).find_first_not_of(kWhite) == std::string_view::npos) {
    if (!take_line(first)) throw Errors({{file, 0, 0}, "a transcript", "an empty file"});
    ++line_;
    all += first;
  }
  first = std::string(without_bom(first));
  JsonLines kind = JsonLines::transcripts;
  // A line over the limit is cut off and no JSON any more; whoever reads it says what is wrong with it.
  if (first.size() <= most) {
    try {
      kind = kind_of_json_lines(first, file);
    } catch (const Errors&) {
      // One object over several lines, as programs print it for people?
      for (std::string line; all.size() <= most && take_line(line);) all += line;
      lines_ = nullptr;
      const std::string_view whole = without_bom(all);
      if (all.size() > most || whole == first || kind_of_json_lines(whole, file) != JsonLines::transcripts) throw;
      return Work{file, line_, std::string(whole)};
    }
  }
  if (kind == JsonLines::transcripts) return Work{file, line_, without_end(std::move(first))};
  for (std::string line; all.size() <= most && next_line_of(*lines_, line, most);) all += line;
  lines_ = nullptr;
  return Work{file, 0, std::move(all)};
}

std::optional<Work> Source::next_line() {
  for (std::string line; next_line_of(*lines_, line, reading_.options.limits.transcript_bytes);) {
    ++line_;
    if (line.find_first_not_of(kWhite) != std::string::npos) return Work{name_, line_, without_end(std::move(line))};
  }
  return std::nullopt;
}

}  // namespace attune::cli
