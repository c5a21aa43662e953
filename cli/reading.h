// How transcripts are read, as options that several commands share, and the road from bytes to a coded transcript.
#pragma once

#include <string>
#include <vector>

#include "attune/codebook/protocol.h"
#include "attune/coding/figures.h"
#include "attune/coding/sections.h"
#include "attune/formats/read.h"
#include "cli/command.h"

namespace attune::cli {

/// What the user said about how to read.
struct Reading {
  NotationProfile notation;
  Protocol protocol;
  ReadOptions options;
  bool json_lines = false;     // --from jsonl; else by the file's ending
  std::string id;              // --id, for one transcript
  bool id_from_path = false;   // --id-from path

  /// The same as text, for a study: "notation=aai protocol=aai20 ...", so that what was coded can be coded again.
  [[nodiscard]] std::string to_text() const;
};

void describe_reading(boost::program_options::options_description& options);
/// Throws `UsageError` or `Errors`.
[[nodiscard]] Reading reading_from(const Arguments& arguments);
/// The reading that `Reading::to_text` wrote.
[[nodiscard]] Reading reading_from_text(const std::string& text);

/// The name of a transcript by its file: without folder and last ending, or with all of it for --id-from path.
[[nodiscard]] std::string transcript_id(const std::string& file, const Reading& reading);

/// Reads, finds sections and people. Keep one a thread.
class Understanding {
 public:
  explicit Understanding(const Reading& reading);

  [[nodiscard]] Transcript read(std::string_view bytes, const std::string& file, std::string id, Format format);
  [[nodiscard]] Transcript read_line(std::string_view line, const std::string& file, int line_number);

 private:
  [[nodiscard]] Transcript understood(Transcript transcript);

  TranscriptReader reader_;
  SectionFinder sections_;
  FigureFinder figures_;
};

}  // namespace attune::cli
