#include "cli/adjective_rows.h"

#include <set>
#include <utility>

#include "attune/codebook/codebooks.h"
#include "cli/stored_transcript.h"

namespace attune::cli {
namespace {

std::string lines_of(const Transcript& transcript, const std::vector<Span>& passages) {
  std::set<int> lines;
  for (const Span& passage : passages)
    if (const int line = line_at(transcript, passage.begin); line > 0) lines.insert(line);
  std::string text;
  for (int line : lines) text += (text.empty() ? "" : ", ") + std::to_string(line);
  return text;
}

}  // namespace

std::vector<ReadAdjective> read_adjectives(const TranscriptRecord& record) {
  if (record.text.empty()) return {};
  const AdjectiveReader reader(shipped_language(record.language.empty() ? "en" : record.language).value_or(Language{}));
  const Transcript transcript = read_stored(record);
  std::vector<ReadAdjective> rows;
  for (Adjective& adjective : reader.find(transcript)) {
    ReadAdjective row{{}, lines_of(transcript, {adjective.offered}), lines_of(transcript, adjective.passages)};
    row.adjective = std::move(adjective);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace attune::cli
