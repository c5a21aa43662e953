#include "cli/rederive.h"

#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "attune/coding/coder.h"
#include "attune/error.h"
#include "attune/text/unicode.h"
#include "attune/version.h"
#include "cli/reading.h"

namespace attune::cli {
namespace {

/// The study's codebooks as rules, by the hash of their text. Compiled when first asked for.
class Rules {
 public:
  explicit Rules(std::vector<CodebookRecord> records) : records_(std::move(records)) {}

  /// The marks a codebook leaves in a transcript. Throws `Errors` when it cannot be read.
  [[nodiscard]] std::vector<Mark> marks(const std::string& codebook_sha256, const Transcript& transcript) {
    std::vector<Coding> codings = coder(codebook_sha256).code(transcript);
    return std::move(codings.at(0).marks);
  }

 private:
  Coder& coder(const std::string& codebook_sha256) {
    const auto known = coders_.find(codebook_sha256);
    if (known != coders_.end()) return known->second;
    const auto record = std::ranges::find(records_, codebook_sha256, &CodebookRecord::sha256);
    if (record == records_.end()) throw Errors(Problem{{"", 0, 0}, "its codebook is not in the study", ""});
    Codebook codebook = parse_codebook(record->text, record->id + "@" + record->version);
    return coders_.emplace(codebook_sha256, Coder(std::vector<Codebook>{std::move(codebook)})).first->second;
  }

  std::vector<CodebookRecord> records_;
  std::map<std::string, Coder> coders_;
};

Transcript read_stored(const TranscriptRecord& record) {
  const std::string& source = record.details.source.empty() ? record.text : record.details.source;
  return read_again(record.details.reading, source, record.id);
}

bool is_from_here(const CodingRecord& record) { return record.engine == kVersion && record.icu == icu_version(); }

/// Empty when the marks are the same again, else a line.
std::string difference(const CodingRecord& record, const Transcript& transcript, Rules& rules) {
  const std::string name = fmt::format("{} {}", record.coding.transcript, record.coding.rater);
  try {
    const std::vector<Mark> marks = rules.marks(record.codebook_sha256, transcript);
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
  Rules rules(study.codebooks());
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
