// The one way from a file's bytes to a transcript, whatever the format.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "attune/formats/decode.h"
#include "attune/formats/detect.h"
#include "attune/formats/limits.h"
#include "attune/formats/plain.h"
#include "attune/formats/turn_table.h"
#include "attune/text/notation.h"
#include "attune/text/tokenize.h"

namespace attune {

struct ReadOptions {
  Encoding encoding = Encoding::detect;
  PlainOptions plain;
  TableColumns columns = {};               // of tables of turns
  std::vector<std::string> tiers = {};     // of ELAN files and TextGrids: those that are talk; empty: found by their kind
  std::string language = {};               // as the user says it; empty: as the file says it
  Limits limits = {};
  bool hash = true;                        // fill in `Transcript::sha256`; it costs as much as a step of reading
};

/// What a file is: by its content, held against the ending of its name. Throws `Errors` when the name says another format.
[[nodiscard]] Format detect_format(std::string_view bytes, const std::string& file, Encoding encoding);

/// Reads transcripts. Keep one a thread: it holds a `Tokenizer`. Movable, not copyable.
class TranscriptReader {
 public:
  TranscriptReader(NotationProfile profile, ReadOptions options);

  /// A transcript that fills a file; JSON lines with a turn a line. Sections, figures and events are not yet
  /// looked for. Throws `Errors` with the place when the bytes cannot be read as a transcript.
  [[nodiscard]] Transcript read(std::string_view bytes, const std::string& file, std::string id, Format format);
  /// A transcript that fills a line of JSON lines.
  [[nodiscard]] Transcript read_line(std::string_view line, const std::string& file, int line_number);

 private:
  [[nodiscard]] Draft read_text(Draft draft, Format format) const;
  void check_size(std::size_t bytes, const std::string& file, int line) const;

  NotationProfile profile_;
  ReadOptions options_;
  Tokenizer tokenizer_;
};

}  // namespace attune
