// What Word, OpenDocument and RTF files have in common: paragraphs of runs, some of them in tables, and how transcripts
// are found in them.
#pragma once

#include <string>
#include <vector>

#include "attune/formats/limits.h"
#include "attune/formats/plain.h"
#include "attune/text/assemble.h"

namespace attune {

struct WordRun {
  std::string text;
  bool bold = false;
  bool underlined = false;
};

/// A paragraph, numbered from 1 through the whole document, those in tables included.
struct WordParagraph {
  std::vector<WordRun> runs;
  int number = 0;
  std::vector<std::string> comments;  // readers' comments on it, its footnotes and endnotes, its hidden text
};

[[nodiscard]] bool has_words(const WordParagraph& paragraph);

struct WordCell {
  std::vector<WordParagraph> paragraphs;
};

/// Either a paragraph, or a row of a table (then `cells` is not empty). Rows of one table have the same `table` number.
struct WordBlock {
  WordParagraph paragraph;
  std::vector<WordCell> cells;
  int table = 0;
};

struct WordText {
  std::vector<WordBlock> blocks;
  std::string language;
  bool tracked_changes = false;  // some were there; they are read as accepted
  // What was not plain running text; each by the number of its paragraph.
  std::vector<int> notes;     // footnotes and endnotes, now among the comments
  std::vector<int> hidden;    // hidden text, now among the comments
  std::vector<int> boxes;     // paragraphs that stood in a text box, read behind the one they are anchored to
  std::vector<int> numbered;  // paragraphs before which the program sets a number that is not in the text
  std::vector<int> signs;     // signs of a font that Unicode does not say, read as U+FFFD
};

/// docx. Throws `Errors` for a damaged or encrypted file, and over limits.
[[nodiscard]] WordText parse_docx(std::string_view bytes, const std::string& file, const Limits& limits);
[[nodiscard]] WordText parse_odt(std::string_view bytes, const std::string& file, const Limits& limits);
[[nodiscard]] WordText parse_rtf(std::string_view bytes, const std::string& file, const Limits& limits);

/// In this order: a table with a column of speakers and one of what they said; speaker labels at the start of paragraphs; bold or underlined type for the
/// interviewer, as attachment interviews are typed; else everything is taken as the participant's, with a warning.
[[nodiscard]] Draft read_word(Draft draft, WordText document, const PlainOptions& options, const NotationProfile& profile);

}  // namespace attune
