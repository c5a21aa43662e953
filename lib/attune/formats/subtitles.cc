#include "attune/formats/subtitles.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/labels.h"
#include "attune/formats/other_speakers.h"
#include "attune/formats/speakers.h"
#include "attune/formats/subtitle_cues.h"
#include "attune/text/characters.h"

namespace attune {
namespace {

/// A stretch of a cue by one speaker. `label` is the mark that names the speaker, empty when there is none.
struct Piece {
  std::size_t cue = 0;
  std::string speaker;
  bool named = false;
  Span label;
  Span body;
  std::vector<Span> tags;  // inside `body`
};

Span trimmed_span(std::string_view text, Span span) {
  while (span.begin < span.end && is_blank(text[span.begin])) ++span.begin;
  while (span.end > span.begin && is_blank(text[span.end - 1])) --span.end;
  return span;
}

/// Where the tag at `i` ends, or nothing when "<" is only a sign.
std::optional<std::uint32_t> tag_end(std::string_view text, std::uint32_t i, std::uint32_t end) {
  if (i + 1 >= end) return std::nullopt;
  const char next = text[i + 1];
  if (next != '/' && !(next >= 'a' && next <= 'z') && !(next >= '0' && next <= '9')) return std::nullopt;
  const std::size_t close = text.substr(0, end).find_first_of("<>\n", i + 1);
  if (close == std::string_view::npos || text[close] != '>') return std::nullopt;
  return static_cast<std::uint32_t>(close + 1);
}

/// Tags a subtitle may hold; "<UNIN/>" or "<PERSON_3>" are notation.
bool is_furniture(std::string_view tag) {
  std::string_view name = tag.substr(1, tag.size() - 2);
  if (name.starts_with('/')) name.remove_prefix(1);
  if (!name.empty() && name[0] >= '0' && name[0] <= '9') return true;
  name = name.substr(0, name.find_first_of(" .\t"));
  for (std::string_view known : {"v", "c", "b", "i", "u", "s", "ruby", "rt", "lang", "font"})
    if (name == known) return true;
  return false;
}

/// "ANNA:" or ">> ANNA:" at the start of a cue.
LabelCandidate label_in(std::string_view text, Span span) {
  std::uint32_t begin = span.begin;
  if (slice(text, span).starts_with(">>")) begin += 2;
  while (begin < span.end && text[begin] == ' ') ++begin;
  std::uint32_t line_end = begin;
  while (line_end < span.end && text[line_end] != '\n' && text[line_end] != '\r') ++line_end;
  LabelCandidate found = label_at(text, {begin, line_end});
  if (!found.name.empty() && found.full_stop) found.name.clear();
  if (!found.name.empty()) found.span.begin = span.begin;
  return found;
}

bool starts_line(std::string_view text, Span payload, std::uint32_t i) {
  return i == payload.begin || ((text[i - 1] == '\n' || text[i - 1] == '\r') && text[i] != '\n' && text[i] != '\r');
}

/// "MUM", and not "Mum".
bool is_capital(std::string_view label) {
  return std::ranges::none_of(label, [](char c) { return c >= 'a' && c <= 'z'; }) && std::ranges::any_of(label, is_upper);
}

/// The lines of cues that begin like a label: the first of each cue, and those behind it.
class CueLabels {
 public:
  CueLabels(std::string_view text, const std::vector<SubtitleCue>& cues, const NotationProfile& profile) : text_(text), profile_(profile) {
    for (const SubtitleCue& cue : cues) {
      has_voices_ = has_voices_ || slice(text, cue.payload).find("<v") != std::string_view::npos;
      for (std::uint32_t i = cue.payload.begin; i < cue.payload.end; ++i)
        if (const LabelCandidate label = starts_line(text, cue.payload, i) ? label_in(text, {i, cue.payload.end}) : LabelCandidate{}; !label.name.empty() && !is_phrase(label)) {
          ++all_[label.name];
          if (i == cue.payload.begin) first_.insert(label.name);
        }
    }
  }

  [[nodiscard]] bool has_voices() const { return has_voices_; }

  /// Where cues begin, a name that comes again, or one of two. Inside a cue people go on talking: there it must begin cues too, or be in capitals, or answer
  /// the only one who begins cues.
  [[nodiscard]] bool is_speaker(const LabelCandidate& label, bool at_start) const {
    if (label.name.empty() || is_phrase(label)) return false;
    const bool again = all_.at(label.name) >= 2;
    if (at_start) return again || first_.size() <= 2;
    if (!again || !may_be_name(text_, label, profile_)) return false;
    const bool answers = first_.size() == 1 && all_.at(label.name) * 3 >= all_.at(*first_.begin());
    return answers || first_.contains(label.name) || is_capital(slice(text_, label.span));
  }

 private:
  std::string_view text_;
  const NotationProfile& profile_;
  bool has_voices_ = false;
  std::map<std::string, int> all_;
  std::set<std::string> first_;
};

/// `piece` from its label on, if it begins with one of a speaker or with ">>".
void take_label(std::string_view text, const CueLabels& labels, bool at_start, Piece& piece) {
  const LabelCandidate label = label_in(text, piece.body);
  const bool arrows = slice(text, piece.body).starts_with(">>");
  if (!label.name.empty() && (arrows ? !is_phrase(label) : labels.is_speaker(label, at_start))) {
    std::string_view name = slice(text, label.span);
    while (!name.empty() && (name.front() == '>' || name.front() == ' ' || name.front() == '*')) name.remove_prefix(1);
    while (!name.empty() && (name.back() == ':' || name.back() == ' ' || name.back() == '*')) name.remove_suffix(1);
    piece.speaker = name;
    piece.named = true;
    piece.label = label.span;
    piece.body.begin = label.span.end;
  } else if (arrows) {
    piece.named = true;  // another speaker, who is not named
    piece.label = {piece.body.begin, piece.body.begin + 2};
    piece.body.begin += 2;
  }
}

std::vector<Piece> pieces_of(std::string_view text, const std::vector<SubtitleCue>& cues, const NotationProfile& profile) {
  const CueLabels labels(text, cues, profile);
  std::vector<Piece> pieces;
  for (std::size_t c = 0; c < cues.size(); ++c) {
    const Span payload = cues[c].payload;
    Piece piece;
    piece.cue = c;
    piece.body = payload;
    if (!labels.has_voices()) take_label(text, labels, true, piece);
    // What stands before `at` is a piece of its own.
    const auto part = [&](std::uint32_t at) {
      Piece before = piece;
      before.body.end = at;
      if (!trimmed(slice(text, before.body)).empty()) pieces.push_back(std::move(before));
      piece.tags.clear();
    };
    for (std::uint32_t i = piece.body.begin; i < payload.end; ++i) {
      const bool is_small = text[i] >= 'a' && text[i] <= 'z';  // a name is not: "well: I was six"
      if (!labels.has_voices() && i > payload.begin && !is_small && starts_line(text, payload, i)) {
        Piece next;
        next.cue = c;
        next.body = {i, payload.end};
        take_label(text, labels, false, next);
        if (next.named) {
          part(i);
          piece = std::move(next);
          i = piece.body.begin;
          if (i >= payload.end) break;
        }
      }
      if (text[i] != '<') continue;
      const std::optional<std::uint32_t> end = tag_end(text, i, payload.end);
      if (!end || !is_furniture(text.substr(i, *end - i))) continue;
      const std::string_view tag = text.substr(i, *end - i);
      if (tag.starts_with("<v") && tag.size() > 2 && (tag[2] == ' ' || tag[2] == '.' || tag[2] == '\t')) {
        part(i);
        const std::size_t blank = tag.find_first_of(" \t");
        piece.speaker = blank == std::string_view::npos ? "" : trimmed(tag.substr(blank, tag.size() - 1 - blank));
        piece.named = true;
        piece.label = {i, *end};
        piece.body = {*end, payload.end};
      } else {
        piece.tags.push_back({i, *end});
      }
      i = *end - 1;
    }
    pieces.push_back(std::move(piece));
  }
  for (Piece& piece : pieces) {
    // Tags at the ends are no part of what was said.
    piece.body = trimmed_span(text, piece.body);
    std::size_t first = 0;
    while (piece.tags.size() > first && piece.tags[first].begin == piece.body.begin) {
      piece.body.begin = piece.tags[first++].end;
      piece.body = trimmed_span(text, piece.body);
    }
    piece.tags.erase(piece.tags.begin(), piece.tags.begin() + static_cast<std::ptrdiff_t>(first));
    while (!piece.tags.empty() && piece.tags.back().end == piece.body.end) {
      piece.body.end = piece.tags.back().begin;
      piece.tags.pop_back();
      piece.body = trimmed_span(text, piece.body);
    }
    if (piece.body.begin > piece.body.end) piece.body.begin = piece.body.end;
  }
  return pieces;
}

/// The entities of WebVTT, and those people write.
constexpr std::pair<std::string_view, std::string_view> kEntities[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&nbsp;", "\u00A0"}, {"&lrm;", "\u200E"},
                                                                       {"&rlm;", "\u200F"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&#39;", "'"}};

bool has_entity(std::string_view text) {
  for (std::size_t i = text.find('&'); i != std::string_view::npos; i = text.find('&', i + 1))
    for (const auto& [entity, character] : kEntities)
      if (text.substr(i).starts_with(entity)) return true;
  return false;
}

/// What was said, without tags and with entities as the characters they stand for.
std::string spoken(std::string_view text, const Piece& piece) {
  std::string result;
  auto tag = piece.tags.begin();
  for (std::uint32_t i = piece.body.begin; i < piece.body.end;) {
    if (tag != piece.tags.end() && tag->begin == i) {
      i = tag->end;
      ++tag;
      continue;
    }
    bool was_entity = false;
    for (const auto& [entity, character] : kEntities)
      if (text.substr(i).starts_with(entity)) {
        result += character;
        i += static_cast<std::uint32_t>(entity.size());
        was_entity = true;
        break;
      }
    if (!was_entity) result += text[i++];
  }
  return result;
}

Token furniture(std::uint32_t begin, std::uint32_t end) {
  Token token;
  token.span = {begin, end};
  token.kind = TokenKind::time_code;
  return token;
}

void warn_of_cues(std::string_view text, const std::vector<SubtitleCue>& cues, const std::vector<Piece>& pieces, std::vector<Warning>& warnings) {
  std::vector<int> empty, nameless, labelled;
  for (const SubtitleCue& cue : cues)
    if (trimmed(slice(text, cue.payload)).empty()) empty.push_back(cue.line);
  bool any_named = false;
  for (const Piece& piece : pieces) {
    any_named = any_named || piece.named;
    if (!piece.named && piece.body.begin < piece.body.end) nameless.push_back(cues[piece.cue].line);
    const int line = cues[piece.cue].line;
    for (std::uint32_t i = piece.body.begin + 1; i < piece.body.end && (labelled.empty() || labelled.back() != line); ++i)
      if (is_upper(text[i]) && starts_line(text, piece.body, i) && !label_in(text, {i, piece.body.end}).name.empty()) labelled.push_back(line);
  }
  if (!empty.empty()) warnings.push_back({"empty_cue", empty.front(), fmt::format("cues without words (lines {})", listed_lines(empty))});
  if (!labelled.empty())
    warnings.push_back({"label_in_cue", labelled.front(), fmt::format("lines inside cues that begin like a speaker's label were taken as words of the cue's speaker (cues of lines {})",
                                                                      listed_lines(labelled))});
  if (any_named && !nameless.empty())
    warnings.push_back({"cue_without_speaker", nameless.front(), fmt::format("cues without a speaker were taken as the speaker's before (lines {})", listed_lines(nameless))});
}

std::string language_of(std::string_view text) {
  const std::string_view head = text.substr(0, text.find("-->"));
  const std::size_t at = head.find("\nLanguage:");
  if (at == std::string_view::npos) return "";
  std::string_view value = head.substr(at + 10);
  return std::string(trimmed(value.substr(0, value.find('\n'))));
}

}  // namespace

Draft read_subtitles(Draft draft, Subtitles kind, const PlainOptions& options, const NotationProfile& profile) {
  const std::vector<SubtitleCue> cues = read_subtitle_cues(draft, kind);
  const std::string_view text = draft.text;
  std::vector<Piece> pieces = pieces_of(text, cues, profile);
  warn_of_cues(text, cues, pieces, draft.warnings);
  std::erase_if(pieces, [](const Piece& piece) { return piece.body.begin >= piece.body.end; });
  draft.language = language_of(text);
  std::int64_t last = 0;
  bool in_order = true, entities = false;
  for (const SubtitleCue& cue : cues) {
    in_order = in_order && cue.start_ms >= last;
    last = cue.start_ms;
    entities = entities || has_entity(slice(text, cue.payload));
  }

  if (!in_order || entities) {
    std::vector<SourceTurn> turns;
    for (const Piece& piece : pieces) {
      const SubtitleCue& cue = cues[piece.cue];
      SourceTurn turn;
      turn.speaker = piece.speaker;
      turn.text = spoken(text, piece);
      turn.line = cue.line;
      turn.start_ms = cue.start_ms;
      turn.end_ms = cue.end_ms;
      if (piece.named || turns.empty() || !in_order) turns.push_back(std::move(turn));
      else {
        turns.back().text += "\n" + turn.text;
        turns.back().end_ms = std::max(turns.back().end_ms, turn.end_ms);
      }
    }
    order_by_time(turns, draft.warnings, "cues");
    draft.warnings.push_back({"text_of_turns", 0, "offsets count in the text of the turns (transcript convert --to text), not in the file"});
    return composed(std::move(draft), std::move(turns), options, profile);
  }

  for (const SubtitleLine& line : subtitle_lines(text)) draft.lines.push_back({line.span.begin, static_cast<std::uint32_t>(line.number)});
  std::vector<Talk> talk;
  std::uint32_t last_end = 0;
  for (const Piece& piece : pieces) {
    const SubtitleCue& cue = cues[piece.cue];
    if (piece.named || draft.turns.empty()) {
      TurnDraft turn;
      turn.label = piece.label;
      turn.body = piece.body;
      turn.speaker = piece.speaker;
      turn.start_ms = cue.start_ms;
      draft.turns.push_back(std::move(turn));
      talk.push_back({piece.speaker, Role::none, slice(text, piece.body), cue.line});
    } else {
      // Between two cues of one turn stand blanks, numbers and times: nobody's words.
      const Span between = trimmed_span(text, {last_end, piece.body.begin});
      if (between.begin < between.end) draft.turns.back().marks.push_back(furniture(between.begin, between.end));
      draft.turns.back().body.end = piece.body.end;
    }
    for (Span tag : piece.tags) draft.turns.back().marks.push_back(furniture(tag.begin, tag.end));
    draft.turns.back().end_ms = std::max(draft.turns.back().end_ms, cue.end_ms);
    last_end = piece.body.end;
  }
  if (draft.turns.empty()) throw Errors({{draft.file, 0, 0}, "at least one cue with words", "none"});
  const std::vector<Role> roles = roles_of(talk, options, profile, draft.file, draft.warnings);
  for (std::size_t i = 0; i < roles.size(); ++i) draft.turns[i].role = roles[i];
  return draft;
}

}  // namespace attune
