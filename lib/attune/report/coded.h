// What `attune code` found, for people and programs.
#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "attune/coding/adjectives.h"
#include "attune/measures/indices.h"
#include "attune/text/coding.h"
#include "attune/text/transcript.h"

namespace attune {

/// A transcript with its codings and their indices.
struct CodedTranscript {
  Transcript transcript;
  std::vector<Coding> codings;
  std::vector<IndexValue> indices;  // of all codings
  std::vector<Adjective> adjectives;
};

/// One JSON object a mark and line, in the order of the output contract (DESIGN section 7, docs/guide.md).
void write_marks_jsonl(std::ostream& out, const CodedTranscript& coded);

/// The same marks as CSV rows; `write_marks_csv_header` comes first, once.
void write_marks_csv_header(std::ostream& out);
void write_marks_csv(std::ostream& out, const CodedTranscript& coded);

/// {"transcripts": [...]}: `write_coded_json` is called once a transcript between `begin` and `end`.
void begin_coded_json(std::ostream& out);
void write_coded_json(std::ostream& out, const CodedTranscript& coded, bool is_first);
void end_coded_json(std::ostream& out);

/// A row of the summary: what is left of a transcript once it is written out.
struct SummaryRow {
  std::string transcript;
  std::uint32_t words = 0;
  std::size_t turns = 0;
  std::size_t sections = 0;
  std::size_t marks = 0;
  std::size_t away = 0;
  std::size_t toward = 0;
  std::size_t warnings = 0;
};

/// An index over all transcripts.
struct IndexSum {
  std::size_t order = 0;        // as they came
  std::uint64_t count = 0, words = 0, opportunities = 0;
  std::size_t transcripts = 0;  // with at least one passage
  std::size_t counted = 0;      // in which its rules were applied
};

/// Transcripts as rows and sums, so that of forty thousand no more is kept than a line each.
struct Summary {
  std::vector<SummaryRow> rows;
  std::map<std::string, IndexSum> indices;  // by id
};

/// One more transcript. REQUIRES: it was not added yet.
void add_to_summary(Summary& summary, const CodedTranscript& coded);

/// The table of all transcripts and the table of indices, at most 80 columns.
void write_summary(std::ostream& out, const Summary& summary);

}  // namespace attune
