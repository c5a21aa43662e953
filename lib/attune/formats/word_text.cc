#include "attune/formats/word_text.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/labels.h"
#include "attune/formats/plain_speakers.h"
#include "attune/formats/speakers.h"
#include "attune/formats/word_tables.h"

namespace attune {
namespace {

bool stands_out(const WordRun& run) { return run.bold || run.underlined; }

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
  warn(warnings, "list_numbers", "numbers that Word sets by itself are not in the text", document.numbered);
  warn(warnings, "unknown_signs", "signs of a font that Unicode does not say were read as U+FFFD", document.signs);
}

/// Whether labels stand at the start of paragraphs, so that the paragraphs read as a plain transcript does.
bool has_labels(const Draft& plain, const NotationProfile& profile) {
  const std::string_view text = plain.text;
  std::vector<LabelCandidate> candidates;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::size_t first = text.find_first_not_of(" \t", begin);
    if (first == std::string_view::npos || first > end) first = end;
    if (LabelCandidate candidate = label_at(text, {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end)}); !candidate.name.empty()) candidates.push_back(std::move(candidate));
    begin = end + 1;
  }
  return !plain_speakers(candidates, {}, profile, plain).empty();
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

bool has_words(const WordParagraph& paragraph) { return !is_white(text_of(paragraph)); }

Draft read_word(Draft draft, WordText document, const PlainOptions& options, const NotationProfile& profile) {
  if (draft.language.empty()) draft.language = document.language;
  if (document.tracked_changes) draft.warnings.push_back({"tracked_changes", 0, "the document has tracked changes; they were read as accepted"});

  warn_of_page(document, draft.warnings);

  BesideTurns beside;
  std::vector<SourceTurn> turns = turns_of_tables(document, beside);
  std::size_t paragraphs_beside = 0;
  for (const WordBlock& block : document.blocks) paragraphs_beside += block.cells.empty() && !is_white(text_of(block.paragraph));
  if (!turns.empty() && turns.size() >= paragraphs_beside) {
    for (const WordBlock& block : document.blocks)
      if (block.cells.empty()) leave_out(block, beside);
    warn(draft.warnings, "text_outside_turns", "text beside the turns of the table was left out", std::move(beside.text));
    warn(draft.warnings, "columns_left_out", "words in columns beside speaker, time and text were left out", std::move(beside.columns));
    warn(draft.warnings, "unread_time", "times that were not understood were left out", std::move(beside.times));
    return composed(std::move(draft), std::move(turns), options, profile);
  }

  const std::vector<WordParagraph> paragraphs = all_paragraphs(document, beside);
  warn(draft.warnings, "row_numbers", "numbers that count the rows of a table were left out", std::move(beside.numbers));
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
  if (options.one_speaker || named || has_labels(plain, profile)) {
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
