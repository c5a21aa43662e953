// The study file: everything raters and rules found in a set of transcripts, in one SQLite file that keeps its history.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/io/surroundings.h"
#include "attune/text/adjective.h"
#include "attune/text/class_record.h"
#include "attune/text/coding.h"
#include "attune/text/transcript.h"

namespace attune {

class Connection;
class Writer;

enum class CodingState : std::uint8_t { draft, submitted, locked };

[[nodiscard]] std::string_view coding_state_name(CodingState state);

/// What a study is told of a transcript besides its text, when it is stored.
struct TranscriptDetails {
  std::string participant, family, wave, site, interviewer, transcriber;
  std::string reading;         // how it was read, for whoever reads it again; the study does not look into it
  std::string source;          // the source's bytes, where `text` is not simply them, decoded; else empty
  bool keep_text = true;
  bool new_version = false;    // the id is known with other bytes, and this is a new version of it
  std::string offset_map;      // from the version before as `offset_map_csv` writes it, or empty
};

/// Whose a transcript is, and where it was made.
struct Description {
  std::string transcript;      // its id
  std::string participant, family, wave, site, interviewer, transcriber;

  bool operator==(const Description&) const = default;
};

/// What a study knows of a transcript.
struct TranscriptRecord {
  std::string id;
  int version = 1;
  std::string sha256;          // of the source bytes
  std::string text;            // empty when kept out of the study
  std::string notation, language;
  TranscriptDetails details;
  std::uint32_t marked_turns = 0;  // as many turns as its marks say it has at least; 0 where the text was not read
};

struct CodebookRecord {
  std::string id, version, sha256, title, text;
};

/// A coding as the study holds it.
struct CodingRecord {
  Coding coding;               // spans in bytes; in code points where the text was kept out of the study
  CodingState state = CodingState::draft;
  bool assisted = false;       // made after exposure to machine marks or another rater's values
  int transcript_version = 1;
  std::string transcript_sha256;
  std::string codebook_sha256; // empty for a person
  std::string engine;          // Attune's version for a rule coding
  std::string icu;
  std::string made_at;         // UTC, ISO 8601 with milliseconds
  std::string system = {};     // "AAI"
  bool training = false;       // a training case, to be left out of every analysis
  std::vector<JudgedAdjective> adjectives = {};  // by figure and place
  bool from_packet = false;    // begun in a packet, and collected from it
};

enum class TextReading : std::uint8_t { with_text, without_text };

/// Which codings to read. Empty lists mean all.
struct CodingFilter {
  std::vector<std::string> transcripts = {};
  std::vector<std::string> raters = {};
  bool locked_only = false;
  bool with_marks = true;
  std::optional<std::int64_t> after_entry = std::nullopt;  // ratings, readings and marks as they stood after this entry of the log
};

/// A coding by rules, to be stored.
struct RuleCoding {
  Coding coding;
  std::string codebook_sha256; // of a codebook that the study has
  std::string engine;
  std::string icu;
};

/// A rating to be stored. `class_record` is there when the scale is one; then `rating.category` is how it is written.
struct RatingEntry {
  Rating rating;
  std::optional<ClassRecord> class_record;
};

/// One rater's ratings of one transcript.
struct RatedTranscript {
  std::string transcript;
  std::vector<RatingEntry> entries;
};

struct RatingSheet {
  std::string rater;
  int round = 1;
  std::vector<RatedTranscript> transcripts;
  std::string reason_for_change; // needed where a submitted rating changes
};

struct RatingsStored {
  int added = 0;
  int changed = 0;
  int unchanged = 0;

  bool operator==(const RatingsStored&) const = default;
};

/// What one rater takes the words offered for caregivers to be supported by. A reading that is `probed` and has no support takes
/// an earlier one back.
struct AdjectiveSheet {
  std::string rater;
  int round = 1;
  std::vector<std::pair<std::string, std::vector<JudgedAdjective>>> transcripts;
  std::string reason_for_change; // needed where a submitted reading changes
};

/// The passages one rater marked in a transcript: all of them, whatever was marked before.
struct MarkSheet {
  std::string rater;
  int round = 1;
  std::vector<Mark> marks;       // without marker: a person's
  std::string reason_for_change; // needed where submitted marks change
};

struct MarksStored {
  int added = 0;
  int withdrawn = 0;
  int unchanged = 0;

  bool operator==(const MarksStored&) const = default;
};

/// One person's coding of a transcript in a round.
struct CodingKey {
  std::string transcript, rater;
  int round = 1;

  bool operator==(const CodingKey&) const = default;
};

/// What a rater wrote down to a scale before giving a value.
struct Jotting {
  std::string scale;
  Target target;
  std::string lines, note;

  bool operator==(const Jotting&) const = default;
};

/// What a rater says to a mark by rules. `open`: nothing, or no longer anything.
enum class ProposalAnswer : std::uint8_t { open, accepted, rejected, moved };

/// A mark by rules, shown to a rater whose own coding is locked.
struct Proposal {
  std::int64_t number = 0;     // of the mark in the study
  std::string codebook;        // "id@version"
  Mark mark;                   // spans in bytes
  ProposalAnswer answer = ProposalAnswer::open;

  bool operator==(const Proposal&) const = default;
};

/// Where a rater's answers to proposals go.
struct ProposalRound {
  int round = 2;
  bool is_locked = false;

  bool operator==(const ProposalRound&) const = default;
};

enum class Stored : std::uint8_t { unchanged, added };

/// The end of the log: how many entries, and the hash of the last. Kept elsewhere, it proves that nothing was taken off
/// the end or written anew.
struct LogHead {
  std::int64_t entries = 0;
  std::string hash;

  bool operator==(const LogHead&) const = default;
};

/// A packet, and how far its log went when a coding was taken from it.
struct PacketState {
  std::string packet;          // the hash of the first entry of its log, which no other file has
  LogHead head;                // no entries: nothing was taken yet

  bool operator==(const PacketState&) const = default;
};

struct LogEntry {
  std::int64_t number = 0;
  std::string at, actor, action, object, hash;
  std::string payload;         // JSON, or empty where it was erased

  bool operator==(const LogEntry&) const = default;
};

struct Exposure {
  std::string rater, transcript, what, at;

  bool operator==(const Exposure&) const = default;
};

/// A rating that raters agreed on after each had locked their own.
struct AgreedRating {
  std::string transcript;
  int round = 1;
  Rating rating;               // `lines` and `note` are not used
  std::vector<std::string> attendees;
  std::string why;             // three characters or more
  std::string at = {};

  bool operator==(const AgreedRating&) const = default;
};

/// What is known of a rater's training for a system of coding. Empty: not known.
struct Qualification {
  std::string rater, system;   // "AAI"
  std::string language, role, trainer;
  std::optional<int> year;                     // of the training
  std::string reliability_test;                // that was passed
  std::optional<double> reliability_percent;
  std::string reliability_date;                // "2021-05-01": reliable since then
  std::string made_at = {};

  bool operator==(const Qualification&) const = default;
};

/// The subset of assignments whose codings are training cases: flagged from their beginning, and never analysed.
inline constexpr std::string_view kTrainingSubset = "training";

/// The subset of all assignments in a packet, whose rater is not told which it is.
inline constexpr std::string_view kPacketSubset = "packet";

/// Who is to code what. `subset` is "double" where two raters were drawn before coding began, "training" or "packet".
struct Assignment {
  std::string transcript, rater;
  int round = 1;
  std::string subset;
  std::string drawn_by;        // frame, share and seed of the draw
  std::string blind_to;        // what the packet it was handed out in does not hold; empty where there is none
  std::string made_at = {};
  std::string replaces = {};   // the rater who had it, where another was to take her place
  std::string why = {};        // for the replacement

  bool operator==(const Assignment&) const = default;
};

/// Whether something may stand for why a value changed, or was agreed on: three characters or more.
[[nodiscard]] bool is_reason(std::string_view text);

/// Another rater for what one has not begun. REQUIRES: `is_reason(reason)`.
struct RaterReplacement {
  std::string rater, by;
  int round = 1;
  std::string reason;
};

/// How many interviews went over, and how many stay with the rater because the other has them already.
struct Replaced {
  int given = 0, kept = 0;

  bool operator==(const Replaced&) const = default;
};

/// What erasing did. `found` of `sought` pieces and hashes of the texts are still in the file's bytes, or ids in its log: none, unless another
/// transcript has the same words.
struct Erased {
  std::int64_t rows = 0;
  std::size_t sought = 0;
  std::size_t found = 0;
};

enum class VerifyLevel : std::uint8_t {
  structure,                   // the file as SQLite sees it, references, the log's chain
  full,                        // and the content hash of every record
};

struct Verification {
  std::vector<std::string> findings;  // one line each; none: all is well
  std::int64_t records = 0;
  LogHead head;
};

/// A study file, opened. Every write is one transaction that ends synced on disk, or has not happened (where the disk fails at
/// its end, one of the two, as the message says); several programs may write at once. All members throw `Errors` with one line a
/// person can act on. Movable, not copyable: it holds the file. One thread at a time.
class Study {
 public:
  /// Makes a new study, readable and writable by its owner only. Throws when `path` exists.
  [[nodiscard]] static Study create(const std::string& path, Surroundings surroundings);
  [[nodiscard]] static Study open(const std::string& path, Surroundings surroundings);
  [[nodiscard]] static Study open_or_create(const std::string& path, Surroundings surroundings);
  Study(Study&&) noexcept;
  Study& operator=(Study&&) noexcept;
  ~Study();

  /// Adds the codebooks it does not have. Versions are told apart by the hash of their text; none is ever replaced.
  Stored store_codebooks(const std::vector<Codebook>& codebooks);

  /// Adds a transcript and what rules found in it, all or nothing. What is there already (the same bytes; the same
  /// codebook, engine and ICU on them) is left as it is: then not one byte of the file changes. A codebook's coding by
  /// another engine supersedes the one before. Throws when the id is known with other bytes, unless
  /// `details.new_version`. A new version with an offset map is a redacted one: people's codings move to it.
  Stored store(const Transcript& transcript, const std::vector<RuleCoding>& codings,
               const TranscriptDetails& details = {});

  /// Says whose these transcripts are, all or nothing, in place of what was said before; it holds for every version. The same
  /// again changes nothing. Throws when one is not known.
  Stored describe(const std::vector<Description>& descriptions);

  /// Adds a rater's ratings, all or nothing. A value that differs from the rater's own before supersedes it. Throws when
  /// a transcript is not known, or a rating of a locked coding would change.
  RatingsStored store_ratings(const RatingSheet& sheet);

  /// The same for readings of words offered for caregivers, which are known by figure and word. Taking back what was never read
  /// begins no coding.
  RatingsStored store_adjectives(const AdjectiveSheet& sheet);

  /// Takes a rating of this scale and target back, so that it is not rated. False when it was not. Throws when the coding is
  /// locked, or submitted and there is no reason.
  bool withdraw_rating(const CodingKey& key, const std::string& scale, const Target& target, const std::string& reason_for_change);

  /// Keeps what a rater writes down to a scale before it is rated, in place of what was written before. Begins the coding
  /// where there is none. Throws when the transcript is not known or the coding is locked.
  Stored jot(const CodingKey& key, const Jotting& jotting);

  /// Stores what a rater says to the proposal of this number. Accepted, its mark is a mark of the rater's coding `key` with
  /// origin "accepted"; moved, it is that at `moved_to` (bytes of `transcript`). An answer before is superseded, and its mark
  /// withdrawn. The coding counts as assisted from then on. Throws when the rater has no locked coding of the transcript in an
  /// earlier round, when `key` is locked, or no mark by rules has the number.
  Stored answer_proposal(const CodingKey& key, const Transcript& transcript, std::int64_t number, ProposalAnswer answer, Span moved_to = {});

  /// Submits the rater's drafts of these transcripts (empty: all in that round), and says how many were drafts: a rating
  /// that is there changes only with a reason from then on. Throws as `lock`.
  int submit(const std::string& rater, int round, const std::vector<std::string>& transcripts);

  /// Adds a rater's marks, all or nothing, and withdraws those of the rater's own before that are not among them. REQUIRES:
  /// `transcript` is read from the text of a version the study knows. Throws when none has its bytes, when the coding is of another
  /// version, or when it is locked and its marks would change.
  MarksStored store_marks(const Transcript& transcript, const MarkSheet& marked);

  /// Locks the rater's codings of these transcripts (empty: all in that round), and says how many were not yet. A
  /// coding made after an exposure becomes an assisted one. Throws when the rater has none of a transcript.
  int lock(const std::string& rater, int round, const std::vector<std::string>& transcripts);

  /// Notes that a rater was shown something of a transcript that raters are kept from: marks, indices, others'
  /// values. Throws when the study is read-only, and says what to do.
  void record_exposure(const std::string& rater, const std::vector<std::string>& transcripts, const std::string& what);

  /// Begins the rater's coding of this version of the transcript (its SHA-256), as it was begun in the packet and at that time; what is
  /// there already stays. Throws when no version has these bytes.
  Stored begin_from_packet(const CodingKey& key, const std::string& transcript_sha256, const std::string& made_at, const std::string& packet);
  /// Notes that all the packet said of a coding then was taken or known. REQUIRES: the coding is there.
  void note_collected(const CodingKey& key, const PacketState& state);
  /// What was noted last of a coding and this packet, or nothing.
  [[nodiscard]] std::optional<PacketState> collected(const CodingKey& key, const std::string& packet);

  /// Adds agreed ratings, all or nothing; one that is there already for its transcript, round, scale and target is
  /// superseded. Individual ratings stay as they are. What was said at the conference is noted as one exposure of each
  /// attendee to each transcript. Throws when a transcript has no two locked codings of people in the round, there are
  /// not two different attendees, one's own coding is not among the locked, or the reason is too short.
  Stored store_consensus(const std::vector<AgreedRating>& agreed);

  /// Adds assignments, all or nothing. The same again changes nothing. Throws when a transcript is not known or the rater
  /// has the transcript in this round by another draw, or began a coding of what is now to be a training case.
  Stored store_assignments(const std::vector<Assignment>& assignments);

  /// Gives what `rater` was assigned in the round and has not begun to `by`, in place of the assignments before, but for what `by` has
  /// too. Throws when nothing can be given.
  Replaced replace_rater(const RaterReplacement& replacement);

  /// Keeps what is known of a rater's training, in place of what was known of that system.
  Stored store_qualification(const Qualification& qualification);
  /// Those that hold, by rater and system.
  [[nodiscard]] std::vector<Qualification> qualifications();
  /// Ids of people who began a coding, were assigned one, or whose training is recorded; not of who only looked.
  [[nodiscard]] std::vector<std::string> raters();

  /// The newest version of each, by id. Throws when a text is not what was stored.
  [[nodiscard]] std::vector<TranscriptRecord> transcripts(TextReading texts = TextReading::with_text);
  /// The newest version of one, or nothing.
  [[nodiscard]] std::optional<TranscriptRecord> transcript(const std::string& id);
  /// All versions of one that the study holds, from the first.
  [[nodiscard]] std::vector<TranscriptRecord> versions(const std::string& id);
  /// Of each transcript, by id.
  [[nodiscard]] std::vector<Description> descriptions();
  /// Ids of the transcripts, in order; quicker, for no text is read.
  [[nodiscard]] std::vector<std::string> transcript_ids();
  /// What the program found in the newest version of a transcript, and what `rater` added.
  [[nodiscard]] std::vector<Figure> figures(const std::string& transcript, const std::string& rater = "");
  [[nodiscard]] std::vector<Event> events(const std::string& transcript, const std::string& rater = "");
  [[nodiscard]] std::vector<CodebookRecord> codebooks();
  /// By transcript, rater and round. Codebooks' codings are those of the newest version of each transcript.
  [[nodiscard]] std::vector<CodingRecord> codings(const CodingFilter& filter = {});
  /// Those that hold, by scale and target; also where there is a rating by now.
  [[nodiscard]] std::vector<Jotting> jottings(const CodingKey& key);
  /// The marks of rules on the newest version of a transcript, in `mark_order`, with what the rater said to them in `key`.
  [[nodiscard]] std::vector<Proposal> proposals(const CodingKey& key);
  /// The rater's round with answers to proposals, after that of `own`; else one that was neither begun nor assigned.
  [[nodiscard]] ProposalRound proposal_round(const CodingKey& own);
  [[nodiscard]] std::vector<Exposure> exposures();
  /// Those that hold now, by transcript, round, scale and target.
  [[nodiscard]] std::vector<AgreedRating> consensus();
  /// By round, transcript and rater.
  [[nodiscard]] std::vector<Assignment> assignments();
  [[nodiscard]] std::vector<LogEntry> log();
  [[nodiscard]] LogHead head();

  /// Erases transcripts, all versions, with all that was found in them, from every table, the log and the file's free pages. The
  /// log's chain stays whole and says that something was erased and when, not what. Copies of the file keep it. Throws when one is
  /// not known; then nothing was erased. Throws, too, when all is erased and the file cannot be packed anew.
  Erased erase(const std::vector<std::string>& transcripts);

  /// Looks for damage and tampering. With a head kept from before, also for what was taken off or written anew since.
  [[nodiscard]] Verification verify(VerifyLevel level, const std::optional<LogHead>& known_head = std::nullopt);

  /// Writes a whole copy, also while others write, and verifies it before it gets its name. Throws when `to` exists.
  LogHead backup(const std::string& to);

 private:
  Study(std::unique_ptr<Connection> connection, Surroundings surroundings);

  /// Runs `work` in one transaction and writes it to the log. False when it added no row: then nothing happened.
  bool write(std::string_view action, const std::string& object, const std::function<void(Writer&)>& work);
  int advance(CodingState to, const std::string& rater, int round, const std::vector<std::string>& transcripts);
  /// Runs `work` so that all it reads is of one moment.
  void read(const std::function<void()>& work);

  std::unique_ptr<Connection> connection_;
  Surroundings surroundings_;
};

}  // namespace attune
