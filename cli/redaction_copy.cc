#include "cli/redaction_copy.h"

#include <map>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "attune/error.h"
#include "attune/hash.h"
#include "attune/report/redacted_copy.h"

namespace attune::cli {
namespace {

constexpr std::size_t kMostLines = 12;

bool is_plain(const Transcript& transcript) { return transcript.format == "plain"; }

std::string without_line_end(std::string line) {
  if (line.ends_with('\n')) line.pop_back();
  return line;
}

Transcript read_copy(const std::string& bytes, const std::string& reading, const Transcript& of, Rereader& reader) {
  Transcript copy = reader.read(reading, bytes, of.id);
  copy.file = of.file;
  copy.sha256 = sha256(bytes);
  if (copy.turns.size() != of.turns.size())
    throw Errors(Problem{{of.file, 0, 0}, fmt::format("the {} turns of the transcript in its copy", of.turns.size()), fmt::format("{} (an entry of the key changes where turns begin)", copy.turns.size())});
  return copy;
}

}  // namespace

RedactionSubject redaction_subject(Transcript read, std::string reading, Rereader& reader) {
  if (is_plain(read)) return {read, read, std::move(reading)};
  std::ostringstream json;
  write_bare(json, read);
  Transcript bare = read_copy(without_line_end(json.str()), reading_of_copy(reading, false), read, reader);
  return {std::move(read), std::move(bare), std::move(reading)};
}

RedactedCopy redacted_copy(const RedactionSubject& subject, const RedactionKey& key, const PrivacyWords& words, Rereader& reader) {
  const std::vector<Replacement> replacements = replacements_in(subject.bare, key, words);
  RedactedCopy copy;
  copy.passages = replacements.size();
  if (is_plain(subject.read)) {
    std::map<std::string, std::string> labels;
    for (const RedactionEntry& entry : key)
      if (entry.kind == "label" && !entry.replacement.empty()) labels.emplace(entry.original, entry.replacement);
    copy.bytes = replaced(subject.bare.text, replacements);
    copy.reading = reading_of_copy(subject.reading, true, labels);
    copy.transcript = read_copy(copy.bytes, copy.reading, subject.read, reader);
    copy.from_bare = copy.from_read = offset_map(subject.bare.text, replacements);
    return copy;
  }
  std::ostringstream json;
  write_redacted(json, subject.bare, replacements);
  copy.bytes = without_line_end(json.str());
  copy.reading = reading_of_copy(subject.reading, false);
  copy.transcript = read_copy(copy.bytes, copy.reading, subject.bare, reader);
  copy.from_bare = map_to_redacted(subject.bare, replacements, copy.transcript);
  copy.from_read = composed(map_to_bare(subject.read, subject.bare), copy.from_bare);
  return copy;
}

std::string lines_of(const Transcript& transcript, const std::vector<Identifier>& identifiers) {
  std::vector<int> lines;
  for (const Identifier& one : identifiers)
    if (const int line = line_at(transcript, one.span.begin); lines.empty() || lines.back() != line) lines.push_back(line);
  const bool more = lines.size() > kMostLines;
  if (more) lines.resize(kMostLines);
  return fmt::format("line{} {}{}", lines.size() == 1 ? "" : "s", fmt::join(lines, ", "), more ? " ..." : "");
}

}  // namespace attune::cli
