#include "attune/formats/word_text.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/clock.h"
#include "attune/formats/labels.h"
#include "attune/formats/speakers.h"
#include "attune/text/unicode.h"

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

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n\u00A0") == std::string_view::npos; }

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
      filled[c] += !is_blank(text);
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

void add_rows(const std::vector<const WordBlock*>& rows, const TurnColumns& columns, std::vector<SourceTurn>& turns) {
  for (std::size_t r = columns.first; r < rows.size(); ++r) {
    const std::vector<WordCell>& cells = rows[r]->cells;
    if (cells.size() <= std::max(columns.speaker, columns.text)) continue;
    SourceTurn turn;
    turn.speaker = text_of(cells[columns.speaker]);
    while (!turn.speaker.empty() && (turn.speaker.back() == ':' || turn.speaker.back() == ' ')) turn.speaker.pop_back();
    turn.text = text_of(cells[columns.text]);
    if (!cells[columns.text].paragraphs.empty()) turn.line = cells[columns.text].paragraphs.front().number;
    for (const WordCell& cell : cells)
      for (const WordParagraph& paragraph : cell.paragraphs) turn.notes.insert(turn.notes.end(), paragraph.comments.begin(), paragraph.comments.end());
    if (columns.time && *columns.time < cells.size()) turn.start_ms = parse_clock(text_of(cells[*columns.time])).value_or(kNoTime);
    // A row without a speaker goes on with the turn before.
    if (is_blank(turn.speaker) && !turns.empty()) {
      turns.back().text += "\n" + turn.text;
      turns.back().notes.insert(turns.back().notes.end(), turn.notes.begin(), turn.notes.end());
    } else {
      turns.push_back(std::move(turn));
    }
  }
}

std::vector<WordParagraph> all_paragraphs(WordText& document) {
  std::vector<WordParagraph> paragraphs;
  for (WordBlock& block : document.blocks) {
    if (block.cells.empty()) paragraphs.push_back(std::move(block.paragraph));
    for (WordCell& cell : block.cells)
      for (WordParagraph& paragraph : cell.paragraphs) paragraphs.push_back(std::move(paragraph));
  }
  return paragraphs;
}

/// Whether labels stand at the start of paragraphs, so that the paragraphs read as a plain transcript does.
bool has_labels(const std::string& text, const PlainOptions& options, const NotationProfile& profile) {
  std::vector<LabelCandidate> candidates;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::size_t first = text.find_first_not_of(" \t", begin);
    if (first == std::string::npos || first > end) first = end;
    if (LabelCandidate candidate = label_at(text, {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end)}); !candidate.name.empty()) candidates.push_back(std::move(candidate));
    begin = end + 1;
  }
  for (const auto* labels : {&options.interviewer, &options.participant})
    for (const std::string& label : *labels)
      if (std::ranges::find(candidates, label_name(label), &LabelCandidate::name) != candidates.end()) return true;
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
    if (is_blank(text)) return;
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
      if (!is_blank(run.text)) (stands_out(run) ? out : in) += run.text.size();
    constexpr std::size_t kStress = 4;  // a stretch of less than a quarter is stress or a slip of the key
    const bool mixed = out > 0 && in > 0 && std::min(out, in) * kStress >= std::max(out, in) && std::min(out, in) >= 12;
    if (!mixed) {
      add(out > in, text_of(paragraph), paragraph.number);
    } else {
      std::string text;
      bool open = stands_out(paragraph.runs.front());
      for (const WordRun& run : paragraph.runs) {
        if (!is_blank(run.text) && stands_out(run) != open) {
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

  // Tables of turns, in the order of the document.
  std::map<int, std::vector<const WordBlock*>> tables;
  for (const WordBlock& block : document.blocks)
    if (!block.cells.empty()) tables[block.table].push_back(&block);
  std::vector<SourceTurn> turns;
  std::size_t in_tables = 0;
  for (const auto& [number, rows] : tables)
    if (const auto columns = turn_columns(rows)) {
      const std::size_t before = turns.size();
      add_rows(rows, *columns, turns);
      in_tables += turns.size() - before;
    }
  std::size_t paragraphs_beside = 0;
  for (const WordBlock& block : document.blocks) paragraphs_beside += block.cells.empty() && !is_blank(text_of(block.paragraph));
  if (in_tables > 0 && in_tables >= paragraphs_beside) {
    if (paragraphs_beside > 0) draft.warnings.push_back({"text_outside_turns", 0, fmt::format("{} paragraphs beside the table of turns were left out", paragraphs_beside)});
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
  if (is_blank(plain.text)) throw Errors({{draft.file, 0, 0}, "a transcript", "a document without text"});
  const auto paragraph_at = [&](std::uint32_t offset) { return static_cast<int>(std::prev(std::ranges::upper_bound(starts, offset, {}, &LineStart::offset))->line); };
  if (options.one_speaker || has_labels(plain.text, options, profile)) {
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
      if (!is_blank(run.text)) {
        any = any || stands_out(run);
        all = all && stands_out(run);
      }
  if (any && !all) {
    draft.warnings.push_back({"roles_by_type", 0, "no speaker labels: bold or underlined type was taken as the interviewer's, the rest as the participant's"});
    return composed(std::move(draft), turns_by_type(paragraphs), options.one_speaker ? options : PlainOptions{}, profile);
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
