#include "cli/rederive.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/text/unicode.h"
#include "attune/version.h"
#include "cli/stored_rules.h"
#include "cli/stored_transcript.h"

namespace attune::cli {
namespace {

/// Nothing where its text is not in the study, or it cannot be read again, which is a finding.
std::optional<Transcript> read_if_kept(Study& study, const std::string& id, std::vector<std::string>& findings) {
  const std::optional<TranscriptRecord> stored = study.transcript(id);
  if (!stored || stored->text.empty()) return std::nullopt;
  try {
    return read_stored(*stored);
  } catch (const Errors& errors) {
    findings.emplace_back(errors.what());
    return std::nullopt;
  }
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
    bool is_known = false;  // whether there is one, or why not
    for (const CodingRecord& record : study.codings({{id}})) {
      if (!is_codebook(record.coding.rater)) continue;
      if (!std::exchange(is_known, true)) transcript = read_if_kept(study, id, result.findings);
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
