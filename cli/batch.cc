#include "cli/batch.h"

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/adjectives.h"
#include "attune/coding/coder.h"
#include "attune/formats/json_lines.h"
#include "attune/io/files.h"
#include "attune/text/language_names.h"

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

/// Hands out the work, one transcript at a time. Reads JSON lines as a stream, so their number has no limit.
class Source {
 public:
  Source(const std::vector<std::string>& files, std::istream& in, const Reading& reading) : files_(files), in_(in), reading_(reading) {}

  /// The next piece of work, or an outcome that is one already (a file that cannot be opened), or nothing at the end.
  std::optional<std::variant<Work, Outcome>> next() {
    while (true) {
      if (lines_ != nullptr) {
        if (auto work = next_line()) return work;
        lines_ = nullptr;
        stream_.reset();
      }
      if (!sources_.empty()) {
        Work work = std::move(sources_.front());
        sources_.pop_front();
        return work;
      }
      if (file_ == files_.size()) return std::nullopt;
      const std::string& file = files_[file_++];
      try {
        if (auto work = open(file)) return work;
      } catch (const Errors& errors) {
        lines_ = nullptr;
        return Outcome{file, errors, "", SourceKind::plain, 0};
      }
    }
  }

 private:
  std::optional<std::variant<Work, Outcome>> open(const std::string& file) {
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
    // Pipes cannot be opened twice.
    if (is_stdin || !std::filesystem::is_regular_file(file)) return Work{file, 0, read_stream(in, file, reading_.options.limits.transcript_bytes, std::move(head))};
    stream_.reset();
    return Work{file, 0, ""};
  }

  void open_project(const std::string& file) {
    const Limits& limits = reading_.options.limits;
    const std::string bytes = file == "-" ? read_stream(in_, file, limits.transcript_bytes) : read_file(file, limits.transcript_bytes);
    RefiProject project = read_qdpx(bytes, file, limits);
    std::vector<std::string>& first = project.sources.front().not_held;
    first.insert(first.end(), project.not_held.begin(), project.not_held.end());
    for (RefiSource& source : project.sources) {
      Work work{fmt::format("{} ({})", file, source.name), 0, source.text};
      work.source = std::move(source);
      sources_.push_back(std::move(work));
    }
  }

  /// A file with a turn a line is one transcript; else its lines come one by one. `head` was read from it already.
  std::optional<std::variant<Work, Outcome>> open_lines(const std::string& file, std::string head) {
    line_ = 0;
    name_ = file;
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

  std::optional<std::variant<Work, Outcome>> next_line() {
    for (std::string line; next_line_of(*lines_, line, reading_.options.limits.transcript_bytes);) {
      ++line_;
      if (line.find_first_not_of(kWhite) != std::string::npos) return Work{name_, line_, without_end(std::move(line))};
    }
    return std::nullopt;
  }

  const std::vector<std::string>& files_;
  std::istream& in_;
  const Reading& reading_;
  std::size_t file_ = 0;
  std::unique_ptr<std::istream> stream_;
  std::istream* lines_ = nullptr;
  std::string name_;
  int line_ = 0;
  std::deque<Work> sources_;  // of a project
};

/// One thread's tools.
class Worker {
 public:
  Worker(const Reading& reading, const BatchOptions& options, std::optional<Coder> coder)
      : reading_(reading), options_(options), understanding_(reading), coder_(std::move(coder)) {
    if (options.adjectives) adjectives_.emplace(shipped_language(reading.notation.language).value_or(Language{}));
  }

  Outcome run(Work work) {
    Outcome outcome{work.file, CodedTranscript{}, "", SourceKind::plain, work.line};
    try {
      if (work.line == 0 && work.bytes.empty()) work.bytes = read_file(work.file, reading_.options.limits.transcript_bytes);
      CodedTranscript coded;
      const Format format = work.source ? Format::plain : reading_.format ? *reading_.format : work.line > 0 ? Format::json_lines : detect_format(work.bytes, work.file, reading_.options.encoding);
      const bool json_turns = format == Format::json_lines;
      outcome.kind = work.line > 0 ? SourceKind::json_line : json_turns ? SourceKind::json_turns : SourceKind::plain;
      coded.transcript = work.line > 0 ? understanding_.read_line(work.bytes, work.file, work.line)
                                       : understanding_.read(work.bytes, work.file, work.source ? work.source->name : transcript_id(work.file, reading_), format);
      if (work.source) tell_not_held(*work.source, coded.transcript);
      if (coder_) {
        check_languages(coded.transcript, work);
        if (adjectives_) coded.adjectives = adjectives_->find(coded.transcript);
        coded.codings = coder_->code(coded.transcript);
        for (std::size_t i = 0; options_.measure && i < coded.codings.size(); ++i)
          for (IndexValue& index : measure(coded.transcript, coded.codings[i], coder_->codebooks()[i], options_.intervals)) coded.indices.push_back(std::move(index));
      }
      if (work.source && options_.people) add_people(*work.source, coded);
      outcome.result = std::move(coded);
      if (options_.keep_bytes) outcome.bytes = std::move(work.bytes);
    } catch (const Errors& errors) {
      outcome.result = errors;
    } catch (const std::bad_alloc&) {
      outcome.result = Errors({{work.file, work.line, 0}, "enough memory for this transcript", "none left"});
    } catch (const std::exception& error) {
      // Nothing else is thrown on purpose; a fault in one transcript must not end the others.
      outcome.result = Errors({{work.file, work.line, 0}, "a transcript that can be coded", fmt::format("an internal error ({})", error.what())});
    }
    return outcome;
  }

 private:
  void tell_not_held(const RefiSource& source, Transcript& transcript) const {
    for (const std::string& what : source.not_held) transcript.warnings.push_back({"refi_not_held", 0, what});
    if (!options_.people && !source.marks.empty())
      transcript.warnings.push_back({"refi_marks", 0, fmt::format("{} codings of people in the project are not taken over (transcript convert --people carries them)", source.marks.size())});
  }

  static void add_people(const RefiSource& source, CodedTranscript& coded) {
    RefiCodings found = codings_of(source, coded.transcript);
    if (found.outside > 0) coded.transcript.warnings.push_back({"refi_not_held", 0, fmt::format("{} coded passages lie in no turn and are left out", found.outside)});
    for (Coding& coding : found.codings) coded.codings.push_back(std::move(coding));
  }

  /// Words of one language found in another would mean nothing.
  void check_languages(const Transcript& transcript, const Work& work) const {
    if (reading_.force || transcript.language_assumed) return;
    std::string others;
    for (const Codebook& book : coder_->codebooks())
      if (book.language != transcript.language) others += fmt::format("{}{} in {}", others.empty() ? "" : ", ", book.id, language_name(book.language));
    if (!others.empty())
      throw Errors({{work.file, work.line, 0}, fmt::format("codebooks in {}, the language of the transcript (name them with -b BOOK, or say --force)", language_name(transcript.language)), others});
  }

  const Reading& reading_;
  const BatchOptions& options_;
  Understanding understanding_;
  std::optional<AdjectiveReader> adjectives_;  // where they are asked for
  std::optional<Coder> coder_;
};

/// Two transcripts of one name would be one in every table and in a study.
class Names {
 public:
  void check(Outcome& outcome) {
    const auto* coded = std::get_if<CodedTranscript>(&outcome.result);
    if (coded == nullptr) return;
    const auto [known, is_new] = files_.emplace(coded->transcript.id, outcome.file);
    if (!is_new)
      outcome.result = Errors({{outcome.file, outcome.line, 0}, "a transcript id of its own (--id-from path tells files of one name apart)",
                               fmt::format("\"{}\" again, as in {}", coded->transcript.id, known->second)});
  }

 private:
  std::map<std::string, std::string> files_;
};

/// Threads take work under one lock and put outcomes under their number; this thread takes them out in order.
class Pool {
 public:
  Pool(Source& source, const Reading& reading, const BatchOptions& options, std::optional<Coder> coder) : source_(source) {
    for (unsigned i = 1; i < options.threads; ++i) workers_.push_back(std::make_unique<Worker>(reading, options, coder));
    workers_.push_back(std::make_unique<Worker>(reading, options, std::move(coder)));
  }

  void run(const std::function<void(Outcome)>& take) {
    std::vector<std::jthread> threads;
    for (auto& worker : workers_) threads.emplace_back([this, &worker] { work(*worker); });
    try {
      for (std::size_t number = 0;; ++number) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return done_.contains(number) || (ended_ && number >= handed_out_); });
        const auto outcome = done_.find(number);
        if (outcome == done_.end()) break;
        Outcome taken = std::move(outcome->second);
        done_.erase(outcome);
        taken_ = number + 1;
        lock.unlock();
        changed_.notify_all();
        take(std::move(taken));
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      ended_ = stopped_ = true;
      changed_.notify_all();
      throw;  // jthread joins
    }
  }

 private:
  void work(Worker& worker) {
    const std::size_t ahead = 4 * workers_.size();  // transcripts held at a time
    while (true) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return ended_ || handed_out_ < taken_ + ahead; });
      if (ended_) return;
      std::optional<std::variant<Work, Outcome>> next = source_.next();
      if (!next) {
        ended_ = true;
        changed_.notify_all();
        return;
      }
      const std::size_t number = handed_out_++;
      lock.unlock();
      Outcome outcome = std::holds_alternative<Outcome>(*next) ? std::get<Outcome>(std::move(*next)) : worker.run(std::get<Work>(std::move(*next)));
      lock.lock();
      if (stopped_) return;
      done_.emplace(number, std::move(outcome));
      changed_.notify_all();
    }
  }

  Source& source_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::size_t, Outcome> done_;
  std::size_t handed_out_ = 0, taken_ = 0;
  bool ended_ = false, stopped_ = false;
};

}  // namespace

bool may_hold_many(const std::string& file, std::istream& in, const Reading& reading) {
  if (reading.format) return *reading.format == Format::json_lines || *reading.format == Format::refi;
  if (file == "-") return in.peek() == '{';
  if (format_by_ending(file) == Format::refi) return true;
  if (says_another_format(file)) return false;
  if (format_by_ending(file)) return true;
  try {
    return starts_json(head_of(*open_stream(file)));
  } catch (const Errors&) {
    return false;  // it is told when it is read
  }
}

void run_batch(const std::vector<std::string>& files, std::istream& in, const Reading& reading, BatchOptions options,
               const std::function<void(Outcome)>& take) {
  Source source(files, in, reading);
  Names names;
  const auto take_named = [&](Outcome outcome) {
    names.check(outcome);
    take(std::move(outcome));
  };
  std::optional<Coder> coder;
  if (!options.codebooks.empty()) coder.emplace(std::move(options.codebooks));
  if (options.threads > 1) return Pool(source, reading, options, std::move(coder)).run(take_named);
  Worker worker(reading, options, std::move(coder));
  while (std::optional<std::variant<Work, Outcome>> next = source.next())
    take_named(std::holds_alternative<Outcome>(*next) ? std::get<Outcome>(std::move(*next)) : worker.run(std::get<Work>(std::move(*next))));
}

}  // namespace attune::cli
