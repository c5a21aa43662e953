// attune plan collect: takes raters' packets back into the study.
#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "attune/error.h"
#include "attune/text/visible.h"
#include "cli/commands.h"
#include "cli/packet_news.h"
#include "cli/packet_texts.h"
#include "cli/rater_ids.h"
#include "cli/shell_word.h"
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

/// A packet that is being taken back, or another study with codings of the same texts. Its log is read before its codings: what is entered
/// meanwhile is news the next time.
struct Packet {
  std::string name;
  Study file;
  std::vector<LogEntry> log;
  std::vector<std::string> raters;  // whose packet it is; empty where it is a study like any

  /// Up to the last work in it, by which copies that went different ways are told apart.
  [[nodiscard]] PacketState state() const {
    const auto last = std::ranges::find_if(log.rbegin(), log.rend(), is_work_on_coding);
    return {log.front().hash, last == log.rend() ? LogHead{} : LogHead{last->number, last->hash}};
  }
  /// Is this the packet as it was when its log ended there, or as it became since? An older copy of it is not, nor one that went on by itself.
  [[nodiscard]] bool goes_on_from(const LogHead& head) const {
    const auto entry = static_cast<std::size_t>(head.entries);
    return entry == 0 || (entry <= log.size() && log[entry - 1].hash == head.hash);
  }
};

struct Counts {
  RatingsStored ratings;
  int marks = 0, words = 0, withdrawn = 0, submitted = 0, locked = 0;
};

/// A coding of the packet that the study has now, as far as it takes it.
struct Taken {
  CodingRecord record;   // as the packet has it
  CodingKey key;
  bool is_to_note = false;
  bool is_contested = false;
  bool has_answers = false;  // to rules, which stay in the packet
  bool goes_on = true;   // the packet it is from; another copy says nothing of whether the coding is done
};

CodingRecord coding_of(Study& study, const CodingKey& key, CodingFilter filter = {}) {
  filter.transcripts = {key.transcript};
  filter.raters = {key.rater};
  for (CodingRecord& record : study.codings(filter))
    if (record.coding.round == key.round) return std::move(record);
  return {};
}

std::vector<CodingRecord> peoples_codings(Study& packet) {
  std::vector<CodingRecord> codings = packet.codings();
  std::erase_if(codings, [](const CodingRecord& record) { return is_codebook(record.coding.rater); });
  return codings;
}

std::string text_of(const std::vector<TranscriptRecord>& versions, const std::string& sha256) {
  const auto found = std::ranges::find(versions, sha256, &TranscriptRecord::sha256);
  return found == versions.end() ? "" : found->text;
}

constexpr std::string_view kOtherCopy = "this is an older copy of the packet than was collected before, or one that went on beside it";

/// Says why one interview is not taken; the others are.
[[noreturn]] void refuse(const Packet& packet, const CodingKey& key, const std::string& why) {
  throw Errors(Problem{{packet.name, 0, 0}, fmt::format("{}, {}: not taken: {}", visible(key.transcript), key.rater, why), ""});
}

/// The version of the study's transcript that a packet's coding is of.
CodedVersion version_of(const Packet& packet, const CodingRecord& record, const CodingRecord& in_study, Study& study) {
  const CodingKey key = key_of(record.coding);
  std::optional<CodedVersion> version = coded_version(study.versions(key.transcript), record.transcript_sha256);
  if (!version) refuse(packet, key, "the study never had the text it was coded on (\"attune code --new-version\" adds one)");
  const bool begun = !in_study.coding.transcript.empty();
  if (begun && in_study.transcript_sha256 != version->transcript.sha256)
    refuse(packet, key, fmt::format("it is a coding of version {}, and the study has one of version {} in round {}", version->transcript.version, in_study.transcript_version, key.round));
  return std::move(*version);
}

/// What the packet and the study say of a coding; marks in the text of `version`. `noted`: up to which entry of the packet's log the study
/// has it; nothing of a copy that went another way.
CodingInTwoFiles in_two_files(Packet& packet, const CodingRecord& record, CodingRecord in_study, const CodedVersion& version, std::optional<std::int64_t> noted) {
  CodingInTwoFiles coding{{}, {}, record, std::move(in_study)};
  if (noted) {
    CodingFilter filter;
    filter.after_entry = noted;
    coding.before = coding_of(packet.file, key_of(record.coding), filter);
    filter.and_later = true;
    coding.since = coding_of(packet.file, key_of(record.coding), filter);
  }
  const std::string text = text_of(packet.file.versions(record.coding.transcript), record.transcript_sha256);
  for (CodingRecord* of_packet : {&coding.before, &coding.since, &coding.now}) move_marks(of_packet->coding.marks, text, version);
  return coding;
}

void store_news(const PacketNews& news, const CodingKey& key, const CodedVersion& version, const std::string& reason, Study& study, Counts& counts) {
  RatedTranscript rated{key.transcript, {}};
  for (const Rating& rating : news.ratings) {
    RatingEntry entry{rating, std::nullopt};
    if (is_class_record(rating.category)) entry.class_record = parse_class_record(rating.category).record;
    rated.entries.push_back(std::move(entry));
  }
  const RatingsStored ratings = study.store_ratings({key.rater, key.round, {std::move(rated)}, reason});
  counts.ratings.added += ratings.added;
  counts.ratings.changed += ratings.changed;
  for (const auto& [scale, target] : news.withdrawn) counts.withdrawn += study.withdraw_rating(key, scale, target, reason);
  if (!news.adjectives.empty()) {
    const int taken_back = static_cast<int>(std::ranges::count_if(news.adjectives, judges_nothing));
    const RatingsStored words = study.store_adjectives({key.rater, key.round, {{key.transcript, news.adjectives}}, reason});
    counts.words += words.added + words.changed - taken_back;
    counts.withdrawn += taken_back;
  }
  if (news.marks_new + news.marks_withdrawn == 0) return;
  Transcript transcript;
  transcript.id = key.transcript;
  transcript.text = version.transcript.text;
  transcript.sha256 = version.transcript.sha256;
  const MarksStored marks = study.store_marks(transcript, {key.rater, key.round, news.marks, reason});
  counts.marks += marks.added;
  counts.withdrawn += marks.withdrawn;
}

/// Whose coding it is: one of the packet's raters, and spelled as the study has it.
void check_rater(const Packet& packet, const CodingKey& key, Study& study) {
  if (!packet.raters.empty() && std::ranges::find(packet.raters, key.rater) == packet.raters.end())
    refuse(packet, key, fmt::format("the packet is for {}", fmt::join(packet.raters, " and ")));
  if (const std::string meant = other_spelling(study, key.rater); !meant.empty()) refuse(packet, key, fmt::format("the study has that rater's id as \"{}\"", meant));
}

/// Takes what is new of one coding. Throws `Errors` where it cannot be taken.
Taken take(Packet& packet, const CodingRecord& record, const std::string& reason, Study& study, Counts& counts, Context& context) {
  const CodingKey key = key_of(record.coding);
  check_rater(packet, key, study);
  CodingRecord in_study = coding_of(study, key);
  const CodingState state_in_study = in_study.state;
  const CodedVersion version = version_of(packet, record, in_study, study);
  const std::optional<PacketState> known = study.collected(key, packet.state().packet);
  const bool goes_on = !known || packet.goes_on_from(known->head);
  const std::optional<std::int64_t> noted = goes_on ? std::optional(known ? known->head.entries : 0) : std::nullopt;
  const PacketNews news = news_of(in_two_files(packet, record, std::move(in_study), version, noted));
  if (!goes_on && (!news.contested.empty() || !news.ratings.empty() || !news.adjectives.empty() || news.marks_new > 0))
    refuse(packet, key, fmt::format("{}, and the study says otherwise; what is new in it comes in as a sheet (\"attune rate sheet\", \"attune rate import\")", kOtherCopy));
  if (!goes_on && record.state > state_in_study)
    refuse(packet, key, fmt::format("{}, and there the coding is {}; \"attune rate {}\" does that in the study", kOtherCopy, coding_state_name(record.state), record.state == CodingState::locked ? "lock" : "submit"));
  counts.ratings.unchanged += news.as_before;
  if (!goes_on) return {.record = record, .key = key, .goes_on = false};
  (void)study.begin_from_copy(key, version.transcript.sha256, record.made_at, packet.raters.empty() ? "" : packet.state().packet);
  store_news(news, key, version, reason, study, counts);
  if (!news.contested.empty())
    context.err << fmt::format("{}: {}, {}: {}: the study has another value, which did not come from the packet; it stays{} (let both say the same and collect again)\n", visible(packet.name),
                               visible(key.transcript), key.rater, visible(fmt::format("{}", fmt::join(news.contested, ", "))), record.state == CodingState::locked ? ", and the coding is not locked by this" : "");
  if (news.answers > 0) context.err << fmt::format("{}: {}, {}: {} accepted marks of rules are not taken: they stay where the rules left them\n", visible(packet.name), visible(key.transcript), key.rater, news.answers);
  return {.record = record, .key = key, .is_to_note = !known || !news.is_none, .is_contested = !news.contested.empty(), .has_answers = news.answers > 0};
}

/// What the packet's raters were shown while they worked in it counts here too.
void take_exposures(Study& study, Study& packet) {
  const std::vector<std::string> transcripts = study.transcript_ids();
  const std::vector<Exposure> known = study.exposures();
  for (const Exposure& exposure : packet.exposures()) {
    if (!std::ranges::binary_search(transcripts, exposure.transcript)) continue;  // what was erased is not brought back
    const std::string what = fmt::format("{} (in the packet, {})", exposure.what, exposure.at);
    const bool is_new = std::ranges::none_of(known, [&](const Exposure& e) {
      return e.rater == exposure.rater && e.transcript == exposure.transcript && e.what == what;
    });
    if (is_new) study.record_exposure(exposure.rater, {exposure.transcript}, what);
  }
}

/// Submits what is submitted in the packet.
int submit_as_in(const std::vector<Taken>& taken, Study& study) {
  int submitted = 0;
  for (const Taken& one : taken)
    if (one.record.state == CodingState::submitted && one.goes_on && !one.is_contested) submitted += study.submit(one.key.rater, one.key.round, {one.key.transcript});
  return submitted;
}

/// Locks what is locked in the packet, of the assisted or of the independent codings.
int lock_as_in(const std::vector<Taken>& taken, bool assisted, Study& study) {
  int locked = 0;
  for (const Taken& one : taken)
    if (one.record.state == CodingState::locked && one.record.assisted == assisted && one.goes_on && !one.is_contested) locked += study.lock(one.key.rater, one.key.round, {one.key.transcript});
  return locked;
}

/// Tells of interviews that the study does not have: erased, or of another study. True when there are some.
bool tell_unknown(Packet& packet, Study& study, Context& context) {
  const std::vector<std::string> known = study.transcript_ids();
  std::string unknown, words;
  for (const std::string& id : packet.file.transcript_ids()) {
    if (std::ranges::binary_search(known, id)) continue;
    unknown += (unknown.empty() ? "" : ", ") + visible(id);
    words += " " + shell_word(id);
  }
  if (unknown.empty()) return false;
  context.err << fmt::format("{}: not in the study, so not taken: {}. Where a participant withdrew, \"attune study erase {}{}\" takes that out of the packet too\n", visible(packet.name), unknown,
                             shell_word(packet.name), words);
  return true;
}

int collect(Study& study, const std::string& file, const std::string& reason, Context& context) {
  Packet packet{file, Study::open(file, real_surroundings("attune")), {}, {}};
  packet.log = packet.file.log();
  packet.raters = raters_of_packet(packet.file.assignments());
  if (packet.log.empty()) throw Errors(Problem{{file, 0, 0}, "a packet with its log", "one without entries"});
  int status = tell_unknown(packet, study, context) ? kNo : kDone;
  const std::vector<std::string> known = study.transcript_ids();
  Counts counts;
  std::vector<Taken> taken;
  for (const CodingRecord& record : peoples_codings(packet.file)) {
    if (!std::ranges::binary_search(known, record.coding.transcript)) continue;
    try {
      taken.push_back(take(packet, record, reason, study, counts, context));
      if (taken.back().is_contested || taken.back().has_answers) status = kNo;
    } catch (const Errors& errors) {  // one interview does not hold back the others
      context.err << visible(errors.what()) << '\n';
      status = kNo;
    }
  }
  // What was locked in the packet before its rater was shown anything is independent here too.
  counts.locked = lock_as_in(taken, false, study);
  take_exposures(study, packet.file);
  counts.locked += lock_as_in(taken, true, study);
  counts.submitted = submit_as_in(taken, study);
  for (const Taken& one : taken)
    if (one.is_to_note && !one.is_contested) study.note_collected(one.key, packet.state());
  const auto more = [](int count, std::string_view what) { return count > 0 ? fmt::format(", {} {}", count, what) : ""; };
  context.out << fmt::format("{}: {} ratings new, {} changed, {} as before; {} codings locked{}{}{}{}\n", visible(file), counts.ratings.added, counts.ratings.changed, counts.ratings.unchanged,
                             counts.locked, more(counts.marks, "marks new"), more(counts.words, "words read"), more(counts.withdrawn, "taken back"), more(counts.submitted, "submitted"));
  return status;
}

int run_collect(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() < 2) throw UsageError("expected a study file and packets");
  const std::string reason = arguments.has("reason") ? arguments.get<std::string>("reason") : "";
  Study study = open_study(arguments.operands[0], surroundings_of(arguments), context);
  int status = kDone;
  for (auto packet = arguments.operands.begin() + 1; packet != arguments.operands.end(); ++packet) {
    try {
      status = std::max(status, collect(study, *packet, reason, context));
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
        "packet count here too. A coding belongs to the version of the transcript that the packet has; where names were replaced since, it moves on, marks too.\n\n"
        "Only what is new in a packet since it was last collected is taken: the same packet again changes nothing, an older copy takes no value back, and a value that was "
        "changed in the study since stands and is told. An interview that cannot be taken is told with the reason, and the others are taken.",
    .statuses = "an interview or a value was not taken",
    .example = "attune plan collect study.attune packets/R1.attune packets/R2.attune",
    .describe = describe,
    .run = run_collect,
};

}  // namespace attune::cli
