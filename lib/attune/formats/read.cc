#include "attune/formats/read.h"

#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/json_lines.h"
#include "attune/hash.h"
#include "attune/text/assemble.h"

namespace attune {

Format format_of(std::string_view file) { return file.ends_with(".jsonl") ? Format::json_lines : Format::plain; }

TranscriptReader::TranscriptReader(NotationProfile profile, ReadOptions options)
    : profile_(std::move(profile)), options_(std::move(options)), tokenizer_(profile_) {}

void TranscriptReader::check_size(std::size_t bytes, const std::string& file, int line) const {
  if (bytes <= options_.most_bytes) return;
  throw Errors({{file, line, 0},
                fmt::format("at most {} bytes a transcript (raise it with --max-bytes N)", options_.most_bytes),
                fmt::format("{}", bytes)});
}

Transcript TranscriptReader::read(std::string_view bytes, const std::string& file, std::string id, Format format) {
  check_size(bytes.size(), file, 0);
  if (bytes.empty()) throw Errors({{file, 0, 0}, "a transcript", "an empty file"});
  Decoded decoded = decode(bytes, file, options_.encoding);
  if (decoded.text.find_first_not_of(" \t\r\n") == std::string::npos) throw Errors({{file, 0, 0}, "a transcript", "nothing but white space"});
  Draft draft;
  if (format == Format::json_lines) {
    draft = read_json_turns(decoded.text, file, profile_);
  } else {
    draft.file = file;
    draft.text = std::move(decoded.text);
    draft = read_plain(std::move(draft), options_.plain, profile_);
  }
  draft.id = std::move(id);
  draft.sha256 = sha256(bytes);
  if (decoded.guessed)
    draft.warnings.insert(draft.warnings.begin(), {"encoding_assumed", 0, "read as UTF-16, though the file has no byte order mark"});
  return assemble(std::move(draft), profile_, tokenizer_);
}

Transcript TranscriptReader::read_line(std::string_view line, const std::string& file, int line_number) {
  check_size(line.size(), file, line_number);
  Draft draft = read_json_line(line, file, line_number, profile_);
  draft.sha256 = sha256(line);
  return assemble(std::move(draft), profile_, tokenizer_);
}

}  // namespace attune
