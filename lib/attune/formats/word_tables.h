// The tables of Word, OpenDocument and RTF files: of turns, and with numbers for their rows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attune/formats/speakers.h"
#include "attune/formats/word_text.h"

namespace attune {

[[nodiscard]] std::string text_of(const WordParagraph& paragraph);
/// No-break spaces count too.
[[nodiscard]] bool is_white(std::string_view text);

/// What is not among the turns, by paragraph.
struct BesideTurns {
  std::vector<int> text;     // beside the tables of turns, or in rows that are no turns
  std::vector<int> columns;  // rows with words in other columns
  std::vector<int> times;    // times that are none
  std::vector<int> numbers;  // of the rows of a table
};

/// Adds the paragraphs of `block` that have words.
void leave_out(const WordBlock& block, BesideTurns& beside);

/// The turns of all tables that are tables of turns. A table without a header goes on with the columns of the one before when it has as many.
[[nodiscard]] std::vector<SourceTurn> turns_of_tables(const WordText& document, BesideTurns& beside);

/// All paragraphs of the document, those of tables too, without the numbers of their rows.
[[nodiscard]] std::vector<WordParagraph> all_paragraphs(WordText& document, BesideTurns& beside);

}  // namespace attune
