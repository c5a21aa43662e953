// How transcripts are read, as options that several commands share, and the road from bytes to a coded transcript.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "attune/codebook/protocol.h"
#include "attune/coding/figures.h"
#include "attune/coding/sections.h"
#include "attune/formats/read.h"
#include "cli/command.h"

namespace attune::cli {

/// The .toml files that --notation and --protocol name, as they lie there; empty for shipped ones.
struct ProfileTexts {
  std::string notation, protocol;
};

/// What the user said about how to read.
struct Reading {
  NotationProfile notation;
  bool notation_given = false;   // --notation names one; else CHAT and subtitles have their own
  bool suggest_notation = false; // --notation auto
  Protocol protocol;
  ProfileTexts texts;            // of `notation` and `protocol`
  ReadOptions options;
  std::optional<Format> format;  // --from; else by content and ending
  bool force = false;          // --force: codebooks in another language too
  std::string id;              // --id, for one transcript
  bool id_from_path = false;   // --id-from path
};

void describe_reading(boost::program_options::options_description& options);
/// Texts in `kept` stand for the files the arguments name. Throws `UsageError` or `Errors`.
[[nodiscard]] Reading reading_from(const Arguments& arguments, const ProfileTexts& kept = {});

/// The name of a transcript by its file: without folder and last ending, or with all of it for --id-from path.
[[nodiscard]] std::string transcript_id(const std::string& file, const Reading& reading);

/// Reads, finds sections and people. Keep one a thread; `reading` must outlive it.
class Understanding {
 public:
  explicit Understanding(const Reading& reading);

  [[nodiscard]] Transcript read(std::string_view bytes, const std::string& file, std::string id, Format format);
  [[nodiscard]] Transcript read_line(std::string_view line, const std::string& file, int line_number);

 private:
  [[nodiscard]] Transcript understood(Transcript transcript);
  /// The reader with this notation profile, made when it is first needed.
  [[nodiscard]] TranscriptReader& reader_for(const std::string& notation);

  const Reading& reading_;
  std::map<std::string, TranscriptReader> readers_;
  SectionFinder sections_;
  FigureFinder figures_;
};

/// How one transcript came: a file, JSON lines with a turn a line, or one line of JSON lines.
enum class SourceKind : unsigned char { plain, json_turns, json_line };

/// What a study must keep to read `transcript` again as it was read now by `reading`, which came of `arguments`: the options that matter,
/// and the text of a notation profile and protocol map of the user's own, a line each. No other file is needed then.
[[nodiscard]] std::string reading_to_text(const Arguments& arguments, const Reading& reading, SourceKind kind, const Transcript& transcript);

/// How a copy of a transcript is read that is its text in UTF-8 (`is_plain`) or one line of JSON: as the transcript itself was by
/// `reading`, but with the labels of `new_labels` in place of the old ones.
[[nodiscard]] std::string reading_of_copy(const std::string& reading, bool is_plain, const std::map<std::string, std::string>& new_labels = {});

/// Lines of `reading` that `other` has not, as options: "--one-speaker --interviewer=Q".
[[nodiscard]] std::string options_apart(const std::string& reading, const std::string& other);

/// Whether they say the same but for the folders and the texts of files.
[[nodiscard]] bool is_same_but_for_folders(const std::string& reading, const std::string& other);

/// Reads transcripts again, quickly where many were read in one way. Keep one a thread.
class Rereader {
 public:
  /// `source` is the transcript's bytes, `reading` what `reading_to_text` wrote. Throws `Errors` as reading does.
  [[nodiscard]] Transcript read(const std::string& reading, std::string_view source, const std::string& id);
  [[nodiscard]] const NotationProfile& notation(const std::string& reading);

 private:
  struct Way {
    Way(SourceKind of, Reading with) : kind(of), reading(std::move(with)), understanding(reading) {}
    SourceKind kind;
    Reading reading;
    Understanding understanding;  // keeps a reference to `reading`
  };
  [[nodiscard]] Way& way(const std::string& reading);

  std::map<std::string, std::unique_ptr<Way>> ways_;
};

/// One transcript.
[[nodiscard]] Transcript read_again(const std::string& reading, std::string_view source, const std::string& id);

}  // namespace attune::cli
