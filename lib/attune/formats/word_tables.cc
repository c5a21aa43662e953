#include "attune/formats/word_tables.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "attune/formats/clock.h"
#include "attune/formats/labels.h"
#include "attune/text/characters.h"

namespace attune {
namespace {

std::string text_of(const WordCell& cell) {
  std::string text;
  for (const WordParagraph& paragraph : cell.paragraphs) text += (text.empty() ? "" : "\n") + text_of(paragraph);
  return text;
}

/// Columns of a table of turns. `first` is the first row of turns.
struct TurnColumns {
  std::size_t speaker = 0, text = 0, first = 0;
  std::optional<std::size_t> time;
};

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) { return std::ranges::find(names, name) != names.end(); }

/// By the header when it names them; else the text column is the longest and the speaker's the one before it with few, short and recurring names.
std::optional<TurnColumns> turn_columns(const std::vector<const WordBlock*>& rows) {
  if (rows.size() < 2) return std::nullopt;
  const std::size_t columns = rows[0]->cells.size();
  if (columns < 2) return std::nullopt;
  std::vector<std::map<std::string, int>> values(columns);
  std::vector<std::size_t> bytes(columns, 0), filled(columns, 0);
  for (const WordBlock* row : rows)
    for (std::size_t c = 0; c < std::min(columns, row->cells.size()); ++c) {
      const std::string text = text_of(row->cells[c]);
      bytes[c] += text.size();
      filled[c] += !is_white(text);
      ++values[c][label_name(text)];
    }
  TurnColumns found;
  std::optional<std::size_t> speaker, text;
  for (std::size_t c = 0; c < columns; ++c) {
    const std::string name = label_name(text_of(rows[0]->cells[c]));
    if (is_one_of(name, {"speaker", "who", "role", "name", "person", "sprecher", "hablante"}) && !speaker) speaker = c;
    else if (is_one_of(name, {"text", "utterance", "transcript", "talk", "speech", "words", "content", "said"}) && !text) text = c;
    else if (is_one_of(name, {"time", "start", "timecode", "time code", "timestamp"})) found.time = c;
  }
  if (speaker && text) {
    found.first = 1;
  } else {
    text = static_cast<std::size_t>(std::ranges::max_element(bytes) - bytes.begin());
    std::optional<std::size_t> best;
    for (std::size_t c = 0; c < columns; ++c) {
      if (c == *text || filled[c] == 0) continue;
      const std::size_t names = values[c].size() - values[c].contains("");
      const bool short_names = bytes[c] / filled[c] <= 40;
      if (names >= 1 && short_names && names * 2 <= filled[c] + 1 && (!best || names < values[*best].size())) best = c;
    }
    if (!best) return std::nullopt;
    speaker = best;
  }
  found.speaker = *speaker;
  found.text = *text;
  return found;
}

int number_of(const WordCell& cell) { return cell.paragraphs.empty() ? 0 : cell.paragraphs.front().number; }

bool has_letter(std::string_view text) { return std::ranges::any_of(text, [](char c) { return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80; }); }

void add_rows(const std::vector<const WordBlock*>& rows, const TurnColumns& columns, std::vector<SourceTurn>& turns, BesideTurns& beside) {
  for (std::size_t r = columns.first; r < rows.size(); ++r) {
    const std::vector<WordCell>& cells = rows[r]->cells;
    // Too few cells, or nothing said: a heading, a break, a name alone.
    if (cells.size() <= std::max(columns.speaker, columns.text) || is_white(text_of(cells[columns.text]))) {
      leave_out(*rows[r], beside);
      continue;
    }
    SourceTurn turn;
    turn.speaker = text_of(cells[columns.speaker]);
    while (!turn.speaker.empty() && (turn.speaker.back() == ':' || turn.speaker.back() == ' ')) turn.speaker.pop_back();
    turn.text = text_of(cells[columns.text]);
    turn.line = number_of(cells[columns.text]);
    for (const WordCell& cell : cells)
      for (const WordParagraph& paragraph : cell.paragraphs) turn.notes.insert(turn.notes.end(), paragraph.comments.begin(), paragraph.comments.end());
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (c == columns.speaker || c == columns.text) continue;
      const std::string text = text_of(cells[c]);
      if (c == columns.time) {
        turn.start_ms = parse_clock(trimmed(text)).value_or(kNoTime);
        if (turn.start_ms == kNoTime && !is_white(text)) beside.times.push_back(number_of(cells[c]));
      } else if (has_letter(text) && !is_white(text) && (beside.columns.empty() || beside.columns.back() != turn.line)) {
        beside.columns.push_back(turn.line);
      }
    }
    // A row without a speaker goes on with the turn before.
    if (is_white(turn.speaker) && !turns.empty()) {
      turns.back().text += "\n" + turn.text;
      turns.back().notes.insert(turns.back().notes.end(), turn.notes.begin(), turn.notes.end());
    } else {
      turns.push_back(std::move(turn));
    }
  }
}

/// "12", "12.", "(12)", "#12": the number of a row.
std::optional<long> row_number(std::string_view text) {
  const std::size_t first = text.find_first_of("0123456789"), last = text.find_last_of("0123456789");
  if (first == std::string_view::npos || last - first > 6 || text.find_first_not_of("0123456789.()[]# \t\r\n\u00A0") != std::string_view::npos) return std::nullopt;
  long number = 0;
  const char* end = text.data() + last + 1;
  return std::from_chars(text.data() + first, end, number).ptr == end ? std::optional(number) : std::nullopt;
}

/// Columns, by table and place, whose cells number their rows, but for a heading in the first: they rise by one from row to row or from number to number.
/// Others answer ("How many?", "3").
std::set<std::pair<int, std::size_t>> number_columns(const WordText& document) {
  struct Column {
    std::size_t numbers = 0, row = 0;
    long last = 0;
    bool counts_up = true;
  };
  std::map<std::pair<int, std::size_t>, Column> found;
  int table = 0;
  for (std::size_t row = 0; row < document.blocks.size(); ++row) {
    const WordBlock& block = document.blocks[row];
    const bool is_heading = block.table != table;
    table = block.table;
    for (std::size_t c = 0; c < block.cells.size(); ++c) {
      const std::string text = text_of(block.cells[c]);
      Column& column = found[{table, c}];
      if (const std::optional<long> number = row_number(text)) {
        const long step = *number - column.last;
        column.counts_up = column.counts_up && (column.numbers == 0 || step == 1 || (step > 0 && step == static_cast<long>(row - column.row)));
        ++column.numbers;
        column.row = row;
        column.last = *number;
      } else if (!is_heading && !is_white(text)) {
        column.counts_up = false;
      }
    }
  }
  std::set<std::pair<int, std::size_t>> columns;
  for (const auto& [place, column] : found)
    if (column.numbers >= 2 && column.counts_up) columns.insert(place);
  return columns;
}

}  // namespace

std::string text_of(const WordParagraph& paragraph) {
  std::string text;
  for (const WordRun& run : paragraph.runs) text += run.text;
  return text;
}

bool is_white(std::string_view text) { return text.find_first_not_of(" \t\r\n\u00A0") == std::string_view::npos; }

void leave_out(const WordBlock& block, BesideTurns& beside) {
  if (block.cells.empty() && !is_white(text_of(block.paragraph))) beside.text.push_back(block.paragraph.number);
  for (const WordCell& cell : block.cells)
    for (const WordParagraph& paragraph : cell.paragraphs)
      if (!is_white(text_of(paragraph))) beside.text.push_back(paragraph.number);
}

std::vector<SourceTurn> turns_of_tables(const WordText& document, BesideTurns& beside) {
  std::map<int, std::vector<const WordBlock*>> tables;
  for (const WordBlock& block : document.blocks)
    if (!block.cells.empty()) tables[block.table].push_back(&block);
  std::vector<SourceTurn> turns;
  std::optional<TurnColumns> before;
  std::size_t width = 0;
  for (const auto& [number, rows] : tables) {
    std::optional<TurnColumns> columns = turn_columns(rows);
    if ((!columns || columns->first == 0) && before && rows[0]->cells.size() == width) {
      columns = before;
      columns->first = 0;
    }
    if (!columns) {
      for (const WordBlock* row : rows) leave_out(*row, beside);
      continue;
    }
    add_rows(rows, *columns, turns, beside);
    before = columns;
    width = rows[0]->cells.size();
  }
  return turns;
}

std::vector<WordParagraph> all_paragraphs(WordText& document, BesideTurns& beside) {
  const std::set<std::pair<int, std::size_t>> numbers = number_columns(document);
  std::vector<WordParagraph> paragraphs;
  for (WordBlock& block : document.blocks) {
    if (block.cells.empty()) paragraphs.push_back(std::move(block.paragraph));
    for (std::size_t c = 0; c < block.cells.size(); ++c)
      for (WordParagraph& paragraph : block.cells[c].paragraphs) {
        if (numbers.contains({block.table, c}) && row_number(text_of(paragraph))) {
          paragraph.runs.clear();
          beside.numbers.push_back(paragraph.number);
        }
        paragraphs.push_back(std::move(paragraph));
      }
  }
  return paragraphs;
}

}  // namespace attune
