#include "attune/formats/word_text.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/clock.h"
#include "attune/formats/labels.h"
#include "attune/formats/speakers.h"
#include "attune/text/characters.h"

namespace attune {
namespace {

std::string text_of(const WordParagraph& paragraph) {
  std::string text;
  for (const WordRun& run : paragraph.runs) text += run.text;
  return text;
}

std::string text_of(const WordCell& cell) {
  std::string text;
  for (const WordParagraph& paragraph : cell.paragraphs) text += (text.empty() ? "" : "\n") + text_of(paragraph);
  return text;
}

/// No-break spaces count too.
bool is_white(std::string_view text) { return text.find_first_not_of(" \t\r\n\u00A0") == std::string_view::npos; }

bool stands_out(const WordRun& run) { return run.bold || run.underlined; }

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

/// What is not among the turns, by paragraph.
struct LeftOut {
  std::vector<int> text;     // beside the tables of turns, or in rows that are no turns
  std::vector<int> columns;  // rows with words in other columns
  std::vector<int> times;    // times that are none
};

int number_of(const WordCell& cell) { return cell.paragraphs.empty() ? 0 : cell.paragraphs.front().number; }

bool has_letter(std::string_view text) { return std::ranges::any_of(text, [](char c) { return is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80; }); }

void leave_out(const WordBlock& block, LeftOut& left_out) {
  if (block.cells.empty() && !is_white(text_of(block.paragraph))) left_out.text.push_back(block.paragraph.number);
  for (const WordCell& cell : block.cells)
    for (const WordParagraph& paragraph : cell.paragraphs)
      if (!is_white(text_of(paragraph))) left_out.text.push_back(paragraph.number);
}

void add_rows(const std::vector<const WordBlock*>& rows, const TurnColumns& columns, std::vector<SourceTurn>& turns, LeftOut& left_out) {
  for (std::size_t r = columns.first; r < rows.size(); ++r) {
    const std::vector<WordCell>& cells = rows[r]->cells;
    // Too few cells, or nothing said: a heading, a break, a name alone.
    if (cells.size() <= std::max(columns.speaker, columns.text) || is_white(text_of(cells[columns.text]))) {
      leave_out(*rows[r], left_out);
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
        if (turn.start_ms == kNoTime && !is_white(text)) left_out.times.push_back(number_of(cells[c]));
      } else if (has_letter(text) && !is_white(text) && (left_out.columns.empty() || left_out.columns.back() != turn.line)) {
        left_out.columns.push_back(turn.line);
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

void warn(std::vector<Warning>& warnings, const char* code, std::string_view message, std::vector<int> paragraphs) {
  std::ranges::sort(paragraphs);
  paragraphs.erase(std::unique(paragraphs.begin(), paragraphs.end()), paragraphs.end());
  if (!paragraphs.empty()) warnings.push_back({code, paragraphs.front(), fmt::format("{} (paragraphs {})", message, listed_lines(paragraphs))});
}

/// Notes, hidden text, boxes and signs: nothing of a page is left out without a word.
void warn_of_page(const WordText& document, std::vector<Warning>& warnings) {
  warn(warnings, "notes_beside", "footnotes and endnotes are kept as comments beside the text", document.notes);
  warn(warnings, "hidden_text", "hidden text is kept as a comment beside the text", document.hidden);
  warn(warnings, "text_boxes", "text in boxes was read behind the paragraph a box is anchored to", document.boxes);
  warn(warnings, "unknown_signs", "signs of a font that Unicode does not say were read as U+FFFD", document.signs);
}

/// The turns of all tables that are tables of turns. A table without a header goes on with the columns of the one before when it has as many.
std::vector<SourceTurn> turns_of_tables(const WordText& document, LeftOut& left_out) {
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
      for (const WordBlock* row : rows) leave_out(*row, left_out);
      continue;
    }
    add_rows(rows, *columns, turns, left_out);
    before = columns;
    width = rows[0]->cells.size();
  }
  return turns;
}

/// "12", "12.", "(12)", "#12": the number of a row.
bool is_row_number(std::string_view text) {
  return text.find_first_of("0123456789") != std::string_view::npos && text.find_first_not_of("0123456789.()[]# \t\r\n\u00A0") == std::string_view::npos;
}

/// Columns, by table and place, whose cells number their rows, but for a heading in the first.
std::set<std::pair<int, std::size_t>> number_columns(const WordText& document) {
  std::map<std::pair<int, std::size_t>, std::size_t> numbers;
  std::set<std::pair<int, std::size_t>> others;
  int table = 0;
  for (const WordBlock& block : document.blocks) {
    const bool is_heading = block.table != table;
    table = block.table;
    for (std::size_t c = 0; c < block.cells.size(); ++c) {
      const std::string text = text_of(block.cells[c]);
      if (is_row_number(text)) ++numbers[{table, c}];
      else if (!is_heading && !is_white(text)) others.emplace(table, c);
    }
  }
  std::set<std::pair<int, std::size_t>> columns;
  for (const auto& [column, count] : numbers)
    if (count >= 2 && !others.contains(column)) columns.insert(column);
  return columns;
}

/// Those of tables too, without the numbers of their rows.
std::vector<WordParagraph> all_paragraphs(WordText& document) {
  const std::set<std::pair<int, std::size_t>> numbers = number_columns(document);
  std::vector<WordParagraph> paragraphs;
  for (WordBlock& block : document.blocks) {
    if (block.cells.empty()) paragraphs.push_back(std::move(block.paragraph));
    for (std::size_t c = 0; c < block.cells.size(); ++c)
      for (WordParagraph& paragraph : block.cells[c].paragraphs) {
        if (numbers.contains({block.table, c}) && is_row_number(text_of(paragraph))) paragraph.runs.clear();
        paragraphs.push_back(std::move(paragraph));
      }
  }
  return paragraphs;
}

/// Whether labels stand at the start of paragraphs, so that the paragraphs read as a plain transcript does.
bool has_labels(const std::string& text, const NotationProfile& profile) {
  std::vector<LabelCandidate> candidates;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::size_t first = text.find_first_not_of(" \t", begin);
    if (first == std::string::npos || first > end) first = end;
    if (LabelCandidate candidate = label_at(text, {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end)}); !candidate.name.empty()) candidates.push_back(std::move(candidate));
    begin = end + 1;
  }
  return !find_speakers(text, candidates, profile).empty();
}

/// The turns of a plain transcript, without what belongs to its page.
std::vector<SourceTurn> turns_of_plain(const Draft& plain) {
  std::vector<SourceTurn> turns;
  const auto line_of = [&](std::uint32_t offset) { return static_cast<int>(std::prev(std::ranges::upper_bound(plain.lines, offset, {}, &LineStart::offset))->line); };
  for (const TurnDraft& found : plain.turns) {
    SourceTurn turn;
    std::string label(slice(plain.text, found.label));
    while (!label.empty() && (label.back() == ':' || label.back() == ' ' || label.back() == '*')) label.pop_back();
    turn.speaker = label.empty() ? std::string(role_name(found.role)) : label;
    turn.role = found.role;
    turn.line = line_of(found.label.begin == found.label.end ? found.body.begin : found.label.begin);
    std::uint32_t done = found.body.begin;
    for (const Token& mark : found.marks) {
      if (mark.span.begin > done) turn.text += plain.text.substr(done, mark.span.begin - done);
      done = std::max(done, mark.span.end);
    }
    if (found.body.end > done) turn.text += plain.text.substr(done, found.body.end - done);
    turns.push_back(std::move(turn));
  }
  return turns;
}

/// Bold or underlined type is the interviewer's. A change inside a paragraph begins a turn, unless it is only a word stressed: then it stays with
/// whoever has most of the paragraph.
std::vector<SourceTurn> turns_by_type(const std::vector<WordParagraph>& paragraphs) {
  std::vector<SourceTurn> turns;
  const auto add = [&](bool interviewer, std::string text, int number) {
    if (is_white(text)) return;
    const Role role = interviewer ? Role::interviewer : Role::participant;
    if (!turns.empty() && turns.back().role == role) {
      turns.back().text += "\n" + std::move(text);
      return;
    }
    SourceTurn turn;
    turn.role = role;
    turn.speaker = role_name(role);
    turn.text = std::move(text);
    turn.line = number;
    turns.push_back(std::move(turn));
  };
  for (const WordParagraph& paragraph : paragraphs) {
    std::size_t out = 0, in = 0;
    for (const WordRun& run : paragraph.runs)
      if (!is_white(run.text)) (stands_out(run) ? out : in) += run.text.size();
    constexpr std::size_t kStress = 4;  // a stretch of less than a quarter is stress or a slip of the key
    const bool mixed = out > 0 && in > 0 && std::min(out, in) * kStress >= std::max(out, in) && std::min(out, in) >= 12;
    if (!mixed) {
      add(out > in, text_of(paragraph), paragraph.number);
    } else {
      std::string text;
      bool open = stands_out(paragraph.runs.front());
      for (const WordRun& run : paragraph.runs) {
        if (!is_white(run.text) && stands_out(run) != open) {
          add(open, std::exchange(text, ""), paragraph.number);
          open = stands_out(run);
        }
        text += run.text;
      }
      add(open, std::move(text), paragraph.number);
    }
    if (!turns.empty()) turns.back().notes.insert(turns.back().notes.end(), paragraph.comments.begin(), paragraph.comments.end());
  }
  return turns;
}

}  // namespace

Draft read_word(Draft draft, WordText document, const PlainOptions& options, const NotationProfile& profile) {
  if (draft.language.empty()) draft.language = document.language;
  if (document.tracked_changes) draft.warnings.push_back({"tracked_changes", 0, "the document has tracked changes; they were read as accepted"});

  warn_of_page(document, draft.warnings);

  LeftOut left_out;
  std::vector<SourceTurn> turns = turns_of_tables(document, left_out);
  std::size_t paragraphs_beside = 0;
  for (const WordBlock& block : document.blocks) paragraphs_beside += block.cells.empty() && !is_white(text_of(block.paragraph));
  if (!turns.empty() && turns.size() >= paragraphs_beside) {
    for (const WordBlock& block : document.blocks)
      if (block.cells.empty()) leave_out(block, left_out);
    warn(draft.warnings, "text_outside_turns", "text beside the turns of the table was left out", std::move(left_out.text));
    warn(draft.warnings, "columns_left_out", "words in columns beside speaker, time and text were left out", std::move(left_out.columns));
    warn(draft.warnings, "unread_time", "times that were not understood were left out", std::move(left_out.times));
    return composed(std::move(draft), std::move(turns), options, profile);
  }

  const std::vector<WordParagraph> paragraphs = all_paragraphs(document);
  Draft plain;
  plain.file = draft.file;
  std::vector<LineStart> starts;  // offset of each line of `plain.text` and its paragraph
  for (const WordParagraph& paragraph : paragraphs) {
    starts.push_back({static_cast<std::uint32_t>(plain.text.size()), static_cast<std::uint32_t>(paragraph.number)});
    plain.text += text_of(paragraph) + "\n";
  }
  if (is_white(plain.text)) throw Errors({{draft.file, 0, 0}, "a transcript", "a document without text"});
  const auto paragraph_at = [&](std::uint32_t offset) { return static_cast<int>(std::prev(std::ranges::upper_bound(starts, offset, {}, &LineStart::offset))->line); };
  // Labels that were named must be there: read_plain says which are not.
  const bool named = !options.interviewer.empty() || !options.participant.empty();
  if (options.one_speaker || named || has_labels(plain.text, profile)) {
    plain = read_plain(std::move(plain), options, profile);
    std::vector<SourceTurn> found = turns_of_plain(plain);
    for (std::size_t i = 0; i < found.size(); ++i) {
      const Span place = plain.turns[i].label.begin == plain.turns[i].label.end ? plain.turns[i].body : plain.turns[i].label;
      found[i].line = paragraph_at(place.begin);
    }
    for (Warning& warning : plain.warnings) draft.warnings.push_back(std::move(warning));
    for (const WordParagraph& paragraph : paragraphs) {
      if (paragraph.comments.empty() || found.empty()) continue;
      SourceTurn* home = &found.front();
      for (SourceTurn& turn : found)
        if (turn.line <= paragraph.number) home = &turn;
      home->notes.insert(home->notes.end(), paragraph.comments.begin(), paragraph.comments.end());
    }
    // The roles are decided: what a table would conclude from names is not asked again.
    std::vector<Warning> warnings = std::move(draft.warnings);
    draft.warnings.clear();
    draft = composed(std::move(draft), std::move(found), PlainOptions{}, profile);
    draft.warnings = std::move(warnings);
    return draft;
  }

  bool any = false, all = true;
  for (const WordParagraph& paragraph : paragraphs)
    for (const WordRun& run : paragraph.runs)
      if (!is_white(run.text)) {
        any = any || stands_out(run);
        all = all && stands_out(run);
      }
  if (any && !all) {
    draft.warnings.push_back({"roles_by_type", 0, "no speaker labels: bold or underlined type was taken as the interviewer's, the rest as the participant's"});
    return composed(std::move(draft), turns_by_type(paragraphs), PlainOptions{}, profile);
  }
  turns.clear();
  for (const WordParagraph& paragraph : paragraphs) {
    SourceTurn turn;
    turn.text = text_of(paragraph);
    turn.line = paragraph.number;
    turn.notes = paragraph.comments;
    turns.push_back(std::move(turn));
  }
  return composed(std::move(draft), std::move(turns), PlainOptions{}, profile);
}

}  // namespace attune
