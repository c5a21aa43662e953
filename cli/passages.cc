#include "cli/passages.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "attune/text/code_points.h"
#include "cli/stored_transcript.h"

namespace attune::cli {
namespace {

constexpr std::size_t kMostLines = 40;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads a number at `at`, which moves behind it; no more than `most`.
std::size_t number_at(const std::string& text, std::size_t& at, std::size_t most) {
  std::size_t number = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) number = std::min(most, number * 10 + static_cast<std::size_t>(text[at] - '0'));
  return number;
}

/// The stretches of "120-134, 201": first and last, counted from 1. Whatever else stands there only parts them.
std::vector<std::pair<std::size_t, std::size_t>> stretches_of(const std::string& lines, std::size_t last_line) {
  std::vector<std::pair<std::size_t, std::size_t>> stretches;
  for (std::size_t at = 0; at < lines.size();) {
    if (!is_digit(lines[at])) {
      ++at;
      continue;
    }
    const std::size_t first = number_at(lines, at, last_line + 1);
    std::size_t last = first;
    std::size_t next = lines.find_first_not_of(" \t", at);
    const bool has_dash = next != std::string::npos && (lines[next] == '-' || lines.compare(next, 3, "\xE2\x80\x93") == 0);
    if (has_dash) {
      next = lines.find_first_not_of(" \t", next + (lines[next] == '-' ? 1 : 3));
      if (next != std::string::npos && is_digit(lines[next])) {
        at = next;
        last = number_at(lines, at, last_line + 1);
      }
    }
    stretches.emplace_back(first, last);
  }
  return stretches;
}

/// The text of the lines "120-134, 201", at most the first forty.
std::string text_of_lines(const std::string& text, const std::string& lines) {
  std::vector<std::size_t> begins = {0};
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) begins.push_back(at + 1);
  std::string result;
  std::size_t taken = 0;
  for (const auto& [first, last] : stretches_of(lines, begins.size()))
    for (std::size_t line = std::max<std::size_t>(first, 1); line <= last && line <= begins.size() && taken < kMostLines; ++line, ++taken) {
      const std::size_t begin = begins[line - 1];
      result += (taken == 0 ? "" : "\n") + text.substr(begin, text.find('\n', begin) - begin);
    }
  return result;
}

}  // namespace

OlderVersions older_versions(Study& study, const std::vector<CodingRecord>& codings) {
  std::map<std::string, std::string> newest;
  for (const TranscriptRecord& record : study.transcripts(TextReading::without_text)) newest[record.id] = record.sha256;
  OlderVersions older;
  for (const CodingRecord& record : codings) {
    const Coding& coding = record.coding;
    if (is_codebook(coding.rater) || newest[coding.transcript] == record.transcript_sha256) continue;
    std::vector<TranscriptRecord> versions = study.versions(coding.transcript);
    const auto coded = std::ranges::find(versions, record.transcript_version, &TranscriptRecord::version);
    if (coded == versions.end()) continue;
    if (is_redacted_since(versions, coded->version)) coded->text.clear();
    older[key_of(coding)] = std::move(*coded);
  }
  return older;
}

void fill_passages(std::vector<Comparison>& comparisons, const std::vector<TranscriptRecord>& transcripts, const OlderVersions& older) {
  struct Place {
    const Comparison* comparison;
    Disagreement* disagreement;
  };
  std::map<std::string, std::vector<Place>> by_transcript;
  for (Comparison& comparison : comparisons)
    for (Disagreement& disagreement : comparison.disagreements)
      if (!disagreement.passages.empty()) by_transcript[disagreement.transcript].push_back({&comparison, &disagreement});
  for (const TranscriptRecord& record : transcripts) {
    const auto found = by_transcript.find(record.id);
    if (found == by_transcript.end()) continue;
    const CodePointMap map(record.text);
    for (const auto& [comparison, disagreement] : found->second)
      for (Passage& passage : disagreement->passages) {
        if (!passage.span) {
          const auto coded = older.find({record.id, comparison->person.empty() ? passage.rater : comparison->person, passage.round});
          if (coded != older.end()) {
            passage.older_version = coded->second.version;
            // A text that was kept is empty where it was redacted, or erased with the newest.
            passage.is_withheld = coded->second.text.empty() && coded->second.details.keep_text && !record.text.empty();
          }
          passage.text = text_of_lines(coded == older.end() ? record.text : coded->second.text, passage.lines);
        } else if (!record.text.empty()) {  // marks on an older version are not compared
          passage.text = record.text.substr(passage.span->begin, passage.span->end - passage.span->begin);
          passage.span = Span{map.code_point(passage.span->begin), map.code_point(passage.span->end)};
        }
      }
  }
}

}  // namespace attune::cli
