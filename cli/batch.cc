#include "cli/batch.h"

#include <condition_variable>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/adjectives.h"
#include "attune/coding/coder.h"
#include "attune/io/files.h"
#include "attune/text/language_names.h"
#include "cli/source.h"

namespace attune::cli {
namespace {

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
      if (work.broken) throw *work.broken;
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
    } catch (...) {
      outcome.result = errors_of_exception(work.file, work.line);
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

/// One after the other, in this thread.
void run_alone(Source& source, Worker& worker, const std::function<void(Outcome)>& take) {
  while (std::optional<Work> work = source.next()) take(worker.run(*std::move(work)));
}

/// Threads take work under one lock and put outcomes under their number; this thread takes them out in order.
class Pool {
 public:
  Pool(Source& source, const Reading& reading, const BatchOptions& options, std::optional<Coder> coder) : source_(source) {
    for (unsigned i = 1; i < options.threads; ++i) workers_.push_back(std::make_unique<Worker>(reading, options, coder));
    workers_.push_back(std::make_unique<Worker>(reading, options, std::move(coder)));
  }

  void run(const std::function<void(Outcome)>& take) {
    std::vector<std::jthread> threads;  // outside, so that they are told to stop before they are waited for
    try {
      start(threads);
      if (threads.empty()) return run_alone(source_, *workers_.front(), take);
      for (std::size_t number = 0;; ++number) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return failure_ || done_.contains(number) || (ended_ && number >= handed_out_); });
        if (failure_) std::rethrow_exception(failure_);
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
      stop();
      throw;  // jthread joins
    }
  }

 private:
  /// As many threads as there are workers, or as the system gives: a limit on them (ulimit -u) or on memory is no reason not to work.
  void start(std::vector<std::jthread>& threads) {
    threads.reserve(workers_.size());
    try {
      for (auto& worker : workers_) threads.emplace_back([this, &worker] { work(*worker); });
    } catch (const std::system_error&) {
      return;
    }
  }

  void stop(std::exception_ptr failure = nullptr) {
    const std::lock_guard lock(mutex_);
    ended_ = stopped_ = true;
    failure_ = std::move(failure);
    changed_.notify_all();
  }

  /// What is thrown here is not about one transcript (no memory for an outcome), and ends the run.
  void work(Worker& worker) {
    try {
      take_work(worker);
    } catch (...) {
      stop(std::current_exception());
    }
  }

  void take_work(Worker& worker) {
    const std::size_t ahead = 4 * workers_.size();  // transcripts held at a time
    while (true) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return ended_ || handed_out_ < taken_ + ahead; });
      if (ended_) return;
      std::optional<Work> next = source_.next();
      if (!next) {
        ended_ = true;
        changed_.notify_all();
        return;
      }
      const std::size_t number = handed_out_++;
      lock.unlock();
      Outcome outcome = worker.run(*std::move(next));
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
  std::exception_ptr failure_;
};

}  // namespace

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
  if (options.threads > 1 && source.may_hold_many()) return Pool(source, reading, options, std::move(coder)).run(take_named);
  Worker worker(reading, options, std::move(coder));
  run_alone(source, worker, take_named);
}

}  // namespace attune::cli
