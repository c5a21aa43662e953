// What a study holds and is given, as plain records: transcripts, codings, ratings, plans, the log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/text/adjective.h"
#include "attune/text/class_record.h"
#include "attune/text/coding.h"

namespace attune {

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
  bool and_later = false;      // and all that were said since, changed and taken back ones too
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

/// Whether it is a rater's work on a coding. All else programs write into any copy of a file by themselves: that it was brought up to date,
/// what was shown, what was erased.
[[nodiscard]] bool is_work_on_coding(const LogEntry& entry);

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

/// A rater who took over from another what that one had not begun.
struct Handover {
  std::string from, to, why;

  bool operator==(const Handover&) const = default;
};

/// Who is to code what. `subset` is "double" where two raters were drawn before coding began, "training" or "packet".
struct Assignment {
  std::string transcript, rater;
  int round = 1;
  std::string subset;
  std::string drawn_by;        // frame, share and seed of the draw
  std::string blind_to = {};   // in a packet: what it does not hold; empty in a study, where codings say whether they came from one
  std::string made_at = {};
  std::vector<Handover> handovers = {};  // from the rater who had it first to this one; none where it came back to her

  bool operator==(const Assignment&) const = default;
};

/// What is done where others were given the same transcripts.
enum class OthersWith { kept, refused };

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

}  // namespace attune
