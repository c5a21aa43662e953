#include "attune/formats/subtitles.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/clock.h"
#include "attune/formats/labels.h"
#include "attune/formats/speakers.h"
#include "attune/text/characters.h"

namespace attune {
namespace {

struct Line {
  Span span;  // without its end
  int number = 0;
};

struct Cue {
  int line = 0;               // of its times
  std::uint32_t begin = 0;    // of its number or name, else of its times
  std::int64_t start_ms = 0, end_ms = 0;
  Span payload;               // lines behind the times, up to an empty one
};

/// A stretch of a cue by one speaker. `label` is the mark that names the speaker, empty when there is none.
struct Piece {
  std::size_t cue = 0;
  std::string speaker;
  bool named = false;
  Span label;
  Span body;
  std::vector<Span> tags;  // inside `body`
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  int number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    lines.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, ++number});
    begin = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  return lines;
}

Span trimmed_span(std::string_view text, Span span) {
  while (span.begin < span.end && is_blank(text[span.begin])) ++span.begin;
  while (span.end > span.begin && is_blank(text[span.end - 1])) --span.end;
  return span;
}

bool times_of(std::string_view line, Cue& cue) {
  const std::size_t arrow = line.find("-->");
  if (arrow == std::string_view::npos) return false;
  const std::string_view before = trimmed(line.substr(0, arrow)), after = trimmed(line.substr(arrow + 3));
  const auto start = parse_clock(before), end = parse_clock(after.substr(0, after.find_first_of(" \t")));
  if (!start || !end || before.find(':') == std::string_view::npos) return false;
  cue.start_ms = *start;
  cue.end_ms = *end;
  return true;
}

/// "NOTE", "STYLE" or "REGION" alone or with a remark behind it, and no name of a cue ("NOTEworthy").
bool says_nothing(std::string_view line) {
  for (std::string_view word : {"NOTE", "STYLE", "REGION"})
    if (line.starts_with(word) && (line.size() == word.size() || is_blank(line[word.size()]))) return true;
  return false;
}

/// Reads the cues, and tells what stands where one should.
class CueReader {
 public:
  CueReader(const Draft& draft, Subtitles kind) : text_(draft.text), file_(draft.file), kind_(kind), lines_(lines_of(draft.text)) {}

  std::vector<Cue> read() {
    std::size_t i = 0;
    if (kind_ == Subtitles::vtt)  // "WEBVTT" and what is said of the file; a cue may follow without an empty line
      while (i < lines_.size() && !is_empty(i) && !has_arrow(i) && !(i > 0 && is_number(i) && i + 1 < lines_.size() && has_arrow(i + 1))) ++i;
    while (i < lines_.size()) {
      if (is_empty(i)) {
        ++i;
        continue;
      }
      std::size_t end = i;
      while (end < lines_.size() && !is_empty(end)) ++end;
      const bool named = i + 1 < end && has_arrow(i + 1);
      if (kind_ != Subtitles::vtt || named || !says_nothing(line(i))) read_block(i, end);
      i = end;
    }
    if (!problems_.empty()) throw Errors(std::move(problems_));
    if (cues_.empty()) throw Errors({{file_, 0, 0}, "at least one cue", "none"});
    return std::move(cues_);
  }

 private:
  [[nodiscard]] std::string_view line(std::size_t i) const { return slice(text_, lines_[i].span); }
  [[nodiscard]] bool is_empty(std::size_t i) const { return trimmed(line(i)).empty(); }
  [[nodiscard]] bool has_arrow(std::size_t i) const { return line(i).find("-->") != std::string_view::npos; }
  [[nodiscard]] bool is_number(std::size_t i) const { return trimmed(line(i)).find_first_not_of("0123456789") == std::string_view::npos; }

  /// Lines without an empty one between them: one cue, or several that nothing parts but their times.
  void read_block(std::size_t first, std::size_t end) {
    std::size_t times = first;
    if (!has_arrow(first) && first + 1 < end) ++times;
    while (first < end) {
      Cue cue;
      if (!times_of(line(times), cue)) {
        problems_.push_back({{file_, lines_[times].number, 1}, "the times of a cue (\"00:00:01.000 --> 00:00:04.000\")", "another line"});
        return;
      }
      cue.begin = lines_[first].span.begin;
      cue.line = lines_[times].number;
      std::size_t next = times + 1;
      Cue other;
      while (next < end && !times_of(line(next), other)) ++next;
      const std::size_t next_first = next < end && next > times + 1 && is_number(next - 1) ? next - 1 : next;
      if (times + 1 < next_first) cue.payload = {lines_[times + 1].span.begin, lines_[next_first - 1].span.end};
      else cue.payload = {lines_[times].span.end, lines_[times].span.end};
      cues_.push_back(cue);
      first = next_first;
      times = next;
    }
  }

  std::string_view text_;
  const std::string& file_;
  Subtitles kind_;
  std::vector<Line> lines_;
  std::vector<Cue> cues_;
  std::vector<Problem> problems_;
};

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

std::vector<Piece> pieces_of(std::string_view text, const std::vector<Cue>& cues) {
  bool has_voices = false;
  std::map<std::string, int> counts;
  for (const Cue& cue : cues) {
    has_voices = has_voices || slice(text, cue.payload).find("<v") != std::string_view::npos;
    if (const LabelCandidate label = label_in(text, cue.payload); !label.name.empty()) ++counts[label.name];
  }
  std::vector<Piece> pieces;
  for (std::size_t c = 0; c < cues.size(); ++c) {
    Piece piece;
    piece.cue = c;
    piece.body = cues[c].payload;
    if (!has_voices) {
      const std::string_view said = slice(text, cues[c].payload);
      const LabelCandidate label = label_in(text, cues[c].payload);
      const bool arrows = said.starts_with(">>");
      if (!label.name.empty() && (arrows || counts[label.name] >= 2 || counts.size() <= 2)) {
        std::string_view name = slice(text, label.span);
        while (!name.empty() && (name.front() == '>' || name.front() == ' ' || name.front() == '*')) name.remove_prefix(1);
        while (!name.empty() && (name.back() == ':' || name.back() == ' ' || name.back() == '*')) name.remove_suffix(1);
        piece.speaker = name;
        piece.named = true;
        piece.label = label.span;
        piece.body.begin = label.span.end;
      } else if (arrows) {
        piece.named = true;  // another speaker, who is not named
        piece.label = {cues[c].payload.begin, cues[c].payload.begin + 2};
        piece.body.begin += 2;
      }
    }
    for (std::uint32_t i = piece.body.begin; i < cues[c].payload.end; ++i) {
      if (text[i] != '<') continue;
      const std::optional<std::uint32_t> end = tag_end(text, i, cues[c].payload.end);
      if (!end || !is_furniture(text.substr(i, *end - i))) continue;
      const std::string_view tag = text.substr(i, *end - i);
      if (tag.starts_with("<v") && tag.size() > 2 && (tag[2] == ' ' || tag[2] == '.' || tag[2] == '\t')) {
        Piece before = piece;
        before.body.end = i;
        if (!trimmed(slice(text, before.body)).empty()) pieces.push_back(std::move(before));
        piece.tags.clear();
        const std::size_t blank = tag.find_first_of(" \t");
        piece.speaker = blank == std::string_view::npos ? "" : trimmed(tag.substr(blank, tag.size() - 1 - blank));
        piece.named = true;
        piece.label = {i, *end};
        piece.body = {*end, cues[c].payload.end};
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

void warn_of_cues(std::string_view text, const std::vector<Cue>& cues, const std::vector<Piece>& pieces, std::vector<Warning>& warnings) {
  std::vector<int> empty, nameless;
  for (const Cue& cue : cues)
    if (trimmed(slice(text, cue.payload)).empty()) empty.push_back(cue.line);
  bool any_named = false;
  for (const Piece& piece : pieces) {
    any_named = any_named || piece.named;
    if (!piece.named && piece.body.begin < piece.body.end) nameless.push_back(cues[piece.cue].line);
  }
  if (!empty.empty()) warnings.push_back({"empty_cue", empty.front(), fmt::format("cues without words (lines {})", listed_lines(empty))});
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
  const std::vector<Cue> cues = CueReader(draft, kind).read();
  const std::string_view text = draft.text;
  std::vector<Piece> pieces = pieces_of(text, cues);
  warn_of_cues(text, cues, pieces, draft.warnings);
  std::erase_if(pieces, [](const Piece& piece) { return piece.body.begin >= piece.body.end; });
  draft.language = language_of(text);
  std::int64_t last = 0;
  bool in_order = true, entities = false;
  for (const Cue& cue : cues) {
    in_order = in_order && cue.start_ms >= last;
    last = cue.start_ms;
    entities = entities || has_entity(slice(text, cue.payload));
  }

  if (!in_order || entities) {
    std::vector<SourceTurn> turns;
    for (const Piece& piece : pieces) {
      const Cue& cue = cues[piece.cue];
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

  for (const Line& line : lines_of(text)) draft.lines.push_back({line.span.begin, static_cast<std::uint32_t>(line.number)});
  std::vector<Talk> talk;
  std::uint32_t last_end = 0;
  for (const Piece& piece : pieces) {
    const Cue& cue = cues[piece.cue];
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
