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

#include "attune/io/study_records.h"
#include "attune/io/surroundings.h"
#include "attune/text/transcript.h"

namespace attune {

class Connection;
class Writer;

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
  /// values. `what` names no transcript, for an erasure does not look there. Throws when the study is read-only, and says what to do.
  void record_exposure(const std::string& rater, const std::vector<std::string>& transcripts, const std::string& what);

  /// Begins the rater's coding of this version of the transcript (its SHA-256), as it was begun in another file and at that time, and notes
  /// the `packet` that this is (empty: none, but a copy of a study); what is there already stays. Throws when no version has these bytes.
  Stored begin_from_copy(const CodingKey& key, const std::string& transcript_sha256, const std::string& made_at, const std::string& packet);
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
  /// With `OthersWith::refused` also when somebody holds one of the transcripts in this round by another draw: a draw deals out what nobody
  /// has, and another may have been quicker.
  Stored store_assignments(const std::vector<Assignment>& assignments, OthersWith others = OthersWith::kept);

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
