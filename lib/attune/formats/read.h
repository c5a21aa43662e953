// The one way from a file's bytes to a transcript, whatever the format.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "attune/formats/decode.h"
#include "attune/formats/plain.h"
#include "attune/text/notation.h"
#include "attune/text/tokenize.h"

namespace attune {

inline constexpr std::size_t kMostTranscriptBytes = std::size_t{16} << 20;

struct ReadOptions {
  Encoding encoding = Encoding::detect;
  PlainOptions plain;
  std::size_t most_bytes = kMostTranscriptBytes;  // of one transcript
};

enum class Format : unsigned char { plain, json_lines };

/// By the ending of a file's name: ".jsonl" is JSON lines, all else plain.
[[nodiscard]] Format format_of(std::string_view file);

/// Reads transcripts. Keep one a thread: it holds a `Tokenizer`. Movable, not copyable.
class TranscriptReader {
 public:
  TranscriptReader(NotationProfile profile, ReadOptions options);

  /// A transcript that fills a file: plain, or JSON lines with a turn a line. Sections, figures and events are not yet
  /// looked for. Throws `Errors` with the place when the bytes cannot be read as a transcript.
  [[nodiscard]] Transcript read(std::string_view bytes, const std::string& file, std::string id, Format format);
  /// A transcript that fills a line of JSON lines.
  [[nodiscard]] Transcript read_line(std::string_view line, const std::string& file, int line_number);

 private:
  void check_size(std::size_t bytes, const std::string& file, int line) const;

  NotationProfile profile_;
  ReadOptions options_;
  Tokenizer tokenizer_;
};

}  // namespace attune
