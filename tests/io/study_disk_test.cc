// Power cuts at every moment of a write, and disks that fail: what a study holds afterwards.
#include <fstream>
#include <functional>
#include <set>
#include <tuple>

#include "attune/error.h"
#include "attune/io/connection.h"
#include "attune/io/study.h"
#include "faulty_disk.h"
#include "scratch.h"
#include "study_fixture.h"

using namespace attune;
namespace fs = std::filesystem;

namespace {

struct Operation {
  std::string name;
  std::vector<std::function<void(Study&)>> steps;  // each acknowledged when it returns
  int every = 1;                                   // of how many accesses one is tried
};

const Transcript& stored_before() {
  static const Transcript transcript = small_transcript("S01", std::string(9000, 'x'));
  return transcript;
}

std::vector<Operation> operations() {
  return {
      {"a coding by rules",
       {[](Study& study) {
         const Transcript transcript = small_transcript("S02", std::string(9000, 'y'));
         study.store(transcript, {small_coding(transcript)});
       }}},
      {"ratings, then locked",
       {[](Study& study) {
          study.store_ratings({"R2", 1, {{"S01", {rated("coherence_mind", 7), rated("u_loss", 3, "event:loss_1"), classed("U/E3")}}}, ""});
        },
        [](Study& study) { study.lock("R2", 1, {}); }},
       3},
      {"an erasure", {[](Study& study) { study.erase({"S01"}); }}, 12},
  };
}

/// A study with one coded transcript, and ratings that another rater has locked.
void make_study(const std::string& path) {
  Study study = Study::create(path, counted_surroundings());
  study.store_codebooks({small_codebook()});
  study.store(stored_before(), {small_coding(stored_before())});
  study.store_ratings({"R1", 1, {{"S01", {rated("coherence_mind", 6), classed("F4")}}}, ""});
  study.lock("R1", 1, {});
}

/// Every row of every table, with all its bytes.
std::string rows_of(const std::string& path) {
  SQLite::Database database(path);
  std::string rows;
  SQLite::Statement table(database, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
  while (table.executeStep()) {
    rows += "== " + table.getColumn(0).getString() + "\n";
    SQLite::Statement row(database, fmt::format("SELECT * FROM \"{}\" ORDER BY rowid", table.getColumn(0).getString()));
    while (row.executeStep()) {
      for (int i = 0; i < row.getColumnCount(); ++i) rows += row.getColumn(i).getString() + "|";
      rows += "\n";
    }
  }
  return rows;
}

struct Trial {
  std::size_t acknowledged = 0;  // steps that returned
  std::string complaint;         // of the one that did not

  [[nodiscard]] bool claims_nothing_changed() const { return complaint.find("nothing was changed") != std::string::npos; }
};

/// Does the operation until something is wrong. Then the study is asked once more: it answers or complains.
Trial attempt(const Operation& operation, const std::string& path) {
  Trial trial;
  try {
    Study study = Study::open(path, counted_surroundings("R2", 1000));
    try {
      for (const auto& step : operation.steps) {
        step(study);
        ++trial.acknowledged;
      }
    } catch (const Errors& errors) {
      trial.complaint = errors.what();
      (void)study.log();
    }
  } catch (const Errors& errors) {
    if (trial.complaint.empty()) trial.complaint = errors.what();
  }
  return trial;
}

/// An operation, a study to do it on, and what may be found afterwards.
class Bench {
 public:
  explicit Bench(const Operation& operation) : operation_(operation) {
    make_study(original_);
    for (std::size_t steps = 0; steps <= operation.steps.size(); ++steps) {
      put_study_back();
      Operation part = operation;
      part.steps.resize(steps);
      REQUIRE(attempt(part, path_).acknowledged == steps);
      states_.push_back(rows_of(path_));
    }
  }

  /// Makes the study as it was before the operation.
  void put_study_back() {
    fs::remove(path_ + "-journal");
    fs::copy_file(original_, path_, fs::copy_options::overwrite_existing);
  }

  Trial run() {
    put_study_back();
    return attempt(operation_, path_);
  }

  [[nodiscard]] const std::string& path() const { return path_; }

  /// Writes down what a power cut leaves of the study at `path`, and gives the name of the file.
  std::string cut_power(FaultyDisk& disk, const std::string& path, const Loss& loss) const {
    const std::string study = disk.after_power_cut(path, loss);
    const std::string journal = disk.after_power_cut(path + "-journal", loss);
    write(left_, study);
    write(left_ + "-journal", journal);
    return left_;
  }

  /// The file is a whole study that holds what was there before, all steps that were acknowledged, and at most one more.
  void require_kept(const std::string& path, const Trial& trial) {
    CAPTURE(operation_.name, trial.acknowledged, trial.complaint);
    // Many faults leave the same bytes.
    if (!known_.insert({bytes_of(path), bytes_of(path + "-journal"), trial.acknowledged, trial.claims_nothing_changed()}).second) return;
    Study study = Study::open(path, counted_surroundings());
    const std::vector<std::string> findings = study.verify(VerifyLevel::full).findings;
    REQUIRE(findings == std::vector<std::string>{});
    const std::string rows = rows_of(path);
    const bool is_as_acknowledged = rows == states_.at(trial.acknowledged);
    const bool is_one_further = trial.acknowledged + 1 < states_.size() && rows == states_.at(trial.acknowledged + 1);
    REQUIRE((is_as_acknowledged || is_one_further));
    if (trial.claims_nothing_changed()) REQUIRE(is_as_acknowledged);
  }

 private:
  static void write(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
  }

  const Operation& operation_;
  Scratch scratch_;
  std::string original_ = scratch_ / "original.attune";
  std::string path_ = fs::canonical(scratch_.path()) / "s.attune";
  std::string left_ = scratch_ / "left.attune";
  std::vector<std::string> states_;  // rows after 0, 1, ... steps
  std::set<std::tuple<std::string, std::string, std::size_t, bool>> known_;
};

}  // namespace

TEST_CASE("a power cut at any moment leaves what was acknowledged and no half of anything") {
  for (const Operation& operation : operations()) {
    Bench bench(operation);
    int cuts = 0;
    for (bool is_cut = true; is_cut; ++cuts) {
      CAPTURE(cuts);
      FaultyDisk disk;
      disk.cut_power_at(cuts * operation.every);
      const Trial trial = bench.run();
      disk.unplug();
      is_cut = disk.is_off();
      CHECK(is_cut == (trial.acknowledged < operation.steps.size()));
      const auto seed = static_cast<std::uint32_t>(cuts);
      for (const Loss& loss : {Loss{}, Loss{512, seed}, Loss{512, seed + 3}, Loss{4096, seed}}) {
        CAPTURE(loss.sector, loss.seed);
        bench.require_kept(bench.cut_power(disk, bench.path(), loss), trial);
      }
    }
  }
}

TEST_CASE("a power cut while a study recovers from another takes nothing more") {
  const Operation operation = operations().front();
  Bench bench(operation);
  constexpr int kEvery = 3;
  int cuts = 0, cuts_in_recovery = 0;
  for (bool is_cut = true; is_cut; ++cuts) {
    FaultyDisk disk;
    disk.cut_power_at(cuts * kEvery);
    const Trial trial = bench.run();
    disk.unplug();
    is_cut = disk.is_off();
    const Loss loss{512, static_cast<std::uint32_t>(cuts)};
    int recoveries = 0;
    for (bool is_cut_again = true; is_cut_again; ++recoveries) {
      CAPTURE(cuts, recoveries);
      const std::string path = bench.cut_power(disk, bench.path(), loss);
      FaultyDisk other;
      other.cut_power_at(recoveries * kEvery);
      (void)attempt({}, path);
      other.unplug();
      is_cut_again = other.is_off();
      cuts_in_recovery += is_cut_again;
      bench.require_kept(bench.cut_power(other, path, loss), trial);
    }
  }
  CHECK(cuts_in_recovery > 10);
}

TEST_CASE("a disk that fails is told of, and leaves what was acknowledged and no half of anything") {
  struct Failure {
    Access access;
    int code;
  };
  for (const Operation& operation : operations()) {
    Bench bench(operation);
    for (const Failure& failure : {Failure{Access::read, SQLITE_IOERR_READ}, Failure{Access::write, SQLITE_IOERR_WRITE},
                                   Failure{Access::write, SQLITE_FULL}, Failure{Access::sync, SQLITE_IOERR_FSYNC},
                                   Failure{Access::truncate, SQLITE_IOERR_TRUNCATE}}) {
      const bool is_rare = failure.access == Access::sync || failure.access == Access::truncate;
      const int every = is_rare ? 1 : operation.every;
      for (Lasting lasting : {Lasting::once, Lasting::for_good}) {
        int failures = 0;
        for (bool has_failed = true; has_failed; ++failures) {
          CAPTURE(failures, failure.code, static_cast<int>(lasting));
          FaultyDisk disk;
          disk.fail(failure.access, failures * every, failure.code, lasting);
          const Trial trial = bench.run();
          disk.unplug();
          has_failed = disk.has_failed();
          CHECK(has_failed == trial.complaint.starts_with(bench.path() + ": "));
          for (const Loss& loss : {Loss{}, Loss{512, static_cast<std::uint32_t>(failures)}})
            bench.require_kept(bench.cut_power(disk, bench.path(), loss), trial);
          bench.require_kept(bench.path(), trial);
        }
      }
    }
  }
}

TEST_CASE("a copy that could not be written is what the complaint is about, not the study") {
  struct Row {
    int code;
    const char* told;
  };
  for (const Row& row : {Row{SQLITE_FULL, ": the disk is full; no copy was made"}, Row{SQLITE_IOERR_WRITE, ": could not be written (disk error 778); no copy was made"}}) {
    const Scratch scratch;
    make_study(scratch / "s.attune");
    FaultyDisk disk;
    disk.fail(Access::write, 0, row.code, Lasting::for_good);
    Study study = Study::open(scratch / "s.attune", counted_surroundings("R2", 1000));
    CHECK_THROWS_WITH(study.backup(scratch / "copy.attune"), scratch / "copy.attune" + row.told);
    disk.unplug();
    CHECK_FALSE(fs::exists(scratch / "copy.attune"));
  }
}

TEST_CASE("a study whose disk failed once takes the write when it is done again") {
  const Operation operation = operations().front();
  Bench bench(operation);
  int failures = 0;
  for (bool has_failed = true; has_failed; ++failures) {
    CAPTURE(failures);
    bench.put_study_back();
    FaultyDisk disk;
    disk.fail(Access::sync, failures, SQLITE_IOERR_FSYNC, Lasting::once);
    Study study = Study::open(bench.path(), counted_surroundings("R2", 1000));
    try {
      operation.steps.front()(study);
    } catch (const Errors&) {
      operation.steps.front()(study);
    }
    has_failed = disk.has_failed();
    CHECK(study.transcript_ids() == std::vector<std::string>{"S01", "S02"});
    CHECK(study.verify(VerifyLevel::full).findings == std::vector<std::string>{});
  }
  CHECK(failures > 3);
}
