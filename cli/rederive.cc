#include "cli/rederive.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/text/unicode.h"
#include "attune/version.h"
#include "cli/reading.h"
#include "cli/stored_rules.h"

namespace attune::cli {
namespace {

Transcript read_stored(const TranscriptRecord& record) {
  const std::string& source = record.details.source.empty() ? record.text : record.details.source;
  return read_again(record.details.reading, source, record.id);
}

bool is_from_here(const CodingRecord& record) { return record.engine == kVersion && record.icu == icu_version(); }

/// Empty when the marks are the same again, else a line.
std::string difference(const CodingRecord& record, const Transcript& transcript, StoredRules& rules) {
  const std::string name = fmt::format("{} {}", record.coding.transcript, record.coding.rater);
  try {
    const std::vector<Mark> marks = rules.code(record.codebook_sha256, transcript).marks;
    if (marks == record.coding.marks) return "";
    return fmt::format("{}: marks derived again differ ({} stored, {} derived)", name, record.coding.marks.size(),
                       marks.size());
  } catch (const Errors& errors) {
    return fmt::format("{}: could not be coded again: {}", name, errors.what());
  }
}

}  // namespace

Rederivation rederive(Study& study) {
  Rederivation result;
  StoredRules rules(study.codebooks());
  // One transcript at a time: a study may hold more text than memory.
  for (const std::string& id : study.transcript_ids()) {
    std::optional<Transcript> transcript;
    for (const CodingRecord& record : study.codings({{id}})) {
      if (!is_codebook(record.coding.rater)) continue;
      if (!transcript) {
        const auto stored = study.transcript(id);
        if (stored && !stored->text.empty()) transcript = read_stored(*stored);
      }
      if (!transcript || !is_from_here(record)) {
        ++result.not_here;
        continue;
      }
      if (std::string line = difference(record, *transcript, rules); line.empty()) ++result.same;
      else result.findings.push_back(std::move(line));
    }
  }
  return result;
}

}  // namespace attune::cli
