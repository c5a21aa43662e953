// attune plan collect: takes raters' packets back into the study.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/text/visible.h"
#include "cli/commands.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  options.add_options()("reason", po::value<std::string>()->value_name("TEXT"),
                        "why submitted ratings change, three characters or more");
  describe_actor(options);
}

bool is_class_record(const std::string& category) {
  return !category.empty() && !parse_class_record(category).mistake;
}

/// The raters' codings of a packet as sheets, one for each rater and round.
std::vector<RatingSheet> sheets_of(const std::vector<CodingRecord>& codings, const std::string& reason) {
  std::map<std::pair<std::string, int>, RatingSheet> sheets;
  for (const CodingRecord& record : codings) {
    const Coding& coding = record.coding;
    RatingSheet& sheet = sheets[{coding.rater, coding.round}];
    sheet.rater = coding.rater;
    sheet.round = coding.round;
    sheet.reason_for_change = reason;
    RatedTranscript rated{coding.transcript, {}, record.made_at};
    for (const Rating& rating : coding.ratings) {
      RatingEntry entry{rating, std::nullopt};
      if (is_class_record(rating.category)) entry.class_record = parse_class_record(rating.category).record;
      rated.entries.push_back(std::move(entry));
    }
    sheet.transcripts.push_back(std::move(rated));
  }
  std::vector<RatingSheet> result;
  for (auto& [key, sheet] : sheets) result.push_back(std::move(sheet));
  return result;
}

std::vector<CodingRecord> checked_codings(Study& study, Study& packet, const std::string& file) {
  std::map<std::string, std::string> hashes;
  for (const TranscriptRecord& record : study.transcripts(TextReading::without_text)) hashes[record.id] = record.sha256;
  std::vector<Problem> problems;
  for (const TranscriptRecord& record : packet.transcripts(TextReading::without_text)) {
    const auto known = hashes.find(record.id);
    if (known == hashes.end())
      problems.push_back({{file, 0, 0}, "transcripts of the study", record.id + ", which is not in it"});
    else if (known->second != record.sha256)
      problems.push_back({{file, 0, 0}, "transcripts as the study has them", record.id + " with other bytes"});
  }
  if (!problems.empty()) throw Errors(problems);
  std::vector<CodingRecord> codings = packet.codings();
  std::erase_if(codings, [](const CodingRecord& record) { return is_codebook(record.coding.rater); });
  return codings;
}

/// What a packet's raters read in support of words offered for caregivers. Returns how many readings are new or changed.
int take_adjectives(const std::vector<CodingRecord>& codings, const std::string& reason, Study& study) {
  int taken = 0;
  for (const CodingRecord& record : codings) {
    const RatingsStored stored = study.store_adjectives({record.coding.rater, record.coding.round, {{record.coding.transcript, record.adjectives}}, reason});
    taken += stored.added + stored.changed;
  }
  return taken;
}

/// Takes back what a packet's raters took back there, so that a packet that is collected again leaves nothing standing that its
/// rater no longer says. Returns how many ratings and readings.
int take_back(const std::vector<CodingRecord>& codings, const std::string& reason, Study& study, Study& packet) {
  int withdrawn = 0;
  for (const CodingRecord& record : codings) {
    const CodingKey key{record.coding.transcript, record.coding.rater, record.coding.round};
    const TakenBack taken = packet.taken_back(key);
    for (const auto& [scale, target] : taken.ratings) withdrawn += study.withdraw_rating(key, scale, target, reason);
    withdrawn += study.store_adjectives({key.rater, key.round, {{key.transcript, taken.adjectives}}, reason}).changed;
  }
  return withdrawn;
}

/// The marks of a packet's codings. Returns how many are new.
int take_marks(const std::vector<CodingRecord>& codings, const std::string& reason, Study& study, Study& packet) {
  int added = 0;
  for (const CodingRecord& record : codings) {
    // A coding of ratings alone says nothing of marks; one of neither says that there is nothing to mark.
    if (record.coding.marks.empty() && !(record.coding.ratings.empty() && record.adjectives.empty())) continue;
    const std::optional<TranscriptRecord> stored = packet.transcript(record.coding.transcript);
    if (!stored || stored->text.empty()) continue;
    Transcript transcript;
    transcript.id = stored->id;
    transcript.text = stored->text;
    transcript.sha256 = stored->sha256;
    added += study.store_marks(transcript, {record.coding.rater, record.coding.round, record.coding.marks, reason}).added;
  }
  return added;
}

/// What the packet's raters were shown while they worked in it counts here too.
void take_exposures(Study& study, Study& packet) {
  const std::vector<Exposure> known = study.exposures();
  for (const Exposure& exposure : packet.exposures()) {
    const std::string what = fmt::format("{} (in the packet, {})", exposure.what, exposure.at);
    const bool is_new = std::ranges::none_of(known, [&](const Exposure& e) {
      return e.rater == exposure.rater && e.transcript == exposure.transcript && e.what == what;
    });
    if (is_new) study.record_exposure(exposure.rater, {exposure.transcript}, what);
  }
}

/// Submits what is submitted in the packet.
int submit_as_in(const std::vector<CodingRecord>& codings, Study& study) {
  int submitted = 0;
  for (const CodingRecord& record : codings)
    if (record.state == CodingState::submitted)
      submitted += study.submit(record.coding.rater, record.coding.round, {record.coding.transcript});
  return submitted;
}

/// Locks what is locked in the packet, of the assisted or of the independent codings.
int lock_as_in(const std::vector<CodingRecord>& codings, bool assisted, Study& study) {
  int locked = 0;
  for (const CodingRecord& record : codings)
    if (record.state == CodingState::locked && record.assisted == assisted)
      locked += study.lock(record.coding.rater, record.coding.round, {record.coding.transcript});
  return locked;
}

void collect(Study& study, const std::string& file, const std::string& reason, Context& context) {
  Study packet = Study::open(file, real_surroundings("attune"));
  const std::vector<CodingRecord> codings = checked_codings(study, packet, file);
  RatingsStored stored;
  for (const RatingSheet& sheet : sheets_of(codings, reason)) {
    const RatingsStored one = study.store_ratings(sheet);
    stored = {stored.added + one.added, stored.changed + one.changed, stored.unchanged + one.unchanged};
  }
  const int marks = take_marks(codings, reason, study, packet);
  const int words = take_adjectives(codings, reason, study);
  const int withdrawn = take_back(codings, reason, study, packet);
  // What was locked in the packet before its rater was shown anything is independent here too.
  int locked = lock_as_in(codings, false, study);
  take_exposures(study, packet);
  locked += lock_as_in(codings, true, study);
  const int submitted = submit_as_in(codings, study);
  context.out << fmt::format("{}: {} ratings new, {} changed, {} as before; {} codings locked{}{}{}{}\n", visible(file),
                             stored.added, stored.changed, stored.unchanged, locked, marks > 0 ? fmt::format(", {} marks new", marks) : "",
                             words > 0 ? fmt::format(", {} words read", words) : "", withdrawn > 0 ? fmt::format(", {} taken back", withdrawn) : "",
                             submitted > 0 ? fmt::format(", {} submitted", submitted) : "");
}

int run_collect(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() < 2) throw UsageError("expected a study file and packets");
  const std::string reason = arguments.has("reason") ? arguments.get<std::string>("reason") : "";
  Study study = open_study(arguments.operands[0], surroundings_of(arguments), context);
  int status = kDone;
  for (auto packet = arguments.operands.begin() + 1; packet != arguments.operands.end(); ++packet) {
    try {
      collect(study, *packet, reason, context);
    } catch (const Errors& errors) {  // one bad packet does not stop the others
      context.err << visible(errors.what()) << '\n';
      status = kCouldNot;
    }
  }
  return status;
}

}  // namespace

extern const Command kPlanCollectCommand{
    .name = "plan collect",
    .operands = "STUDY PACKET.attune...",
    .summary = "Take raters' packets back into the study",
    .about =
        "Adds to the study what raters entered in their packets, takes back what they took back there, and submits and locks what they did there. Exposures noted in a "
        "packet count here too. The same packet again changes nothing; a packet with other texts than the study's is "
        "refused, and the others are taken.",
    .statuses = "",
    .example = "attune plan collect study.attune packets/R1.attune packets/R2.attune",
    .describe = describe,
    .run = run_collect,
};

}  // namespace attune::cli
