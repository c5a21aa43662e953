#include "attune/formats/plain.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "attune/error.h"
#include "attune/formats/plain_speakers.h"
#include "attune/formats/salt.h"
#include "attune/formats/time_code.h"
#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

/// One physical line. `content` is what is left of it after line number, time code and the blanks around them.
struct Line {
  Span span;  // without the line end
  Span content;
  std::optional<Token> number;
  std::optional<Token> time_code;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  std::size_t line_feed = 0, carriage_return = text.find('\r');
  for (std::size_t begin = 0; begin <= text.size();) {
    // Each is looked for once, so that a file with one kind of line end is not searched to its end for the other again and again.
    if (line_feed <= begin) line_feed = text.find('\n', begin);
    if (carriage_return < begin) carriage_return = text.find('\r', begin);
    const std::size_t end = std::min({line_feed, carriage_return, text.size()});
    Line line;
    line.span = line.content = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    while (line.content.begin < line.content.end && is_blank(text[line.content.begin])) ++line.content.begin;
    while (line.content.end > line.content.begin && is_blank(text[line.content.end - 1])) --line.content.end;
    lines.push_back(line);
    if (end == text.size()) break;
    begin = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  if (lines.size() > 1 && lines.back().span.begin == text.size()) lines.pop_back();  // behind the last line end
  return lines;
}

bool is_empty(const Line& line) { return line.content.begin == line.content.end; }

void skip_blanks(std::string_view text, Line& line) {
  while (line.content.begin < line.content.end && is_blank(text[line.content.begin])) ++line.content.begin;
}

/// "0142", "142.", "[142]" at the start of a line: the number and where it ends.
std::optional<std::pair<long, std::uint32_t>> line_number_at(std::string_view text, const Line& line) {
  std::uint32_t i = line.content.begin;
  const bool bracket = i < line.content.end && text[i] == '[';
  i += bracket;
  const std::uint32_t digits = i;
  while (i < line.content.end && is_digit(text[i])) ++i;
  if (i == digits || i - digits > 6) return std::nullopt;
  long number = 0;
  std::from_chars(text.data() + digits, text.data() + i, number);
  if (bracket) {
    if (i == line.content.end || text[i] != ']') return std::nullopt;
    ++i;
  } else if (i < line.content.end && (text[i] == '.' || text[i] == ':' || text[i] == ')')) {
    ++i;
  }
  if (i < line.content.end && !is_blank(text[i])) return std::nullopt;
  return std::pair{number, i};
}

/// Line numbers when most lines start with one and most follow the one before by one.
void strip_line_numbers(std::string_view text, std::vector<Line>& lines) {
  constexpr double kMost = 0.6;
  std::size_t filled = 0, numbered = 0, steps = 0;
  std::optional<long> last;
  for (const Line& line : lines) {
    if (is_empty(line)) continue;
    ++filled;
    const auto number = line_number_at(text, line);
    if (!number) continue;
    ++numbered;
    steps += last && number->first == *last + 1;
    last = number->first;
  }
  if (numbered < 5 || static_cast<double>(numbered) < kMost * static_cast<double>(filled) ||
      static_cast<double>(steps) < kMost * static_cast<double>(numbered))
    return;
  for (Line& line : lines)
    if (const auto number = line_number_at(text, line)) {
      line.number = make_token(line.content.begin, number->second - line.content.begin, TokenKind::line_number);
      line.content.begin = number->second;
      skip_blanks(text, line);
    }
}

void strip_time_codes(std::string_view text, std::vector<Line>& lines) {
  for (Line& line : lines) {
    const std::uint32_t end = time_code_end(text, line.content.begin, line.content.end);
    if (end == line.content.begin) continue;
    line.time_code = make_token(line.content.begin, end - line.content.begin, TokenKind::time_code);
    line.content.begin = end;
    skip_blanks(text, line);
  }
}

/// "Date", and not "Interviewer".
bool is_header_key(const NotationProfile& profile, const std::string& name) {
  const auto is_in = [&](const std::vector<std::string>& names) { return std::ranges::find(names, name) != names.end(); };
  return is_in(profile.header_keys) && !is_in(profile.interviewer_labels) && !is_in(profile.participant_labels);
}

/// "K.", "Anna Smith", "07, male", and no sentence: what stands behind a label in a header.
bool may_be_of_header(std::string_view said) {
  constexpr std::ptrdiff_t kMostBlanks = 3;
  if (std::ranges::count(said, ' ') >= kMostBlanks || said.empty()) return false;
  if (said.back() != '.') return is_digit(said.back()) || is_ascii_letter(said.back()) || static_cast<unsigned char>(said.back()) >= 0x80;
  const std::size_t last = said.size() - std::min(said.size(), said.find_last_of(" ") + 1);
  return last <= 2;  // an initial
}

/// Keys that talk has, too: "Note: the telephone rings".
bool may_be_remark(std::string_view key) { return key == "note" || key == "notes" || key == "tape" || key == "time" || key == "recording"; }

/// Where talk begins within lines without a blank one between: at the first label that comes again there, if there are several such lines and it
/// is none of a header: "I: Karen" with "Date:" close behind; or with a remark there, which is less sure, "Interviewer: K.", "Participant: 07",
/// "S: subject". Or the end.
std::size_t talk_begin(std::string_view text, const std::vector<LabelCandidate>& labels, const NotationProfile& profile) {
  constexpr std::size_t kFewest = 4;          // labelled lines that are talk
  constexpr std::size_t kClose = 3;           // lines
  const auto is_key = [&](const LabelCandidate& label) { return is_header_key(profile, label.name); };
  const auto is_header_word = [&](const LabelCandidate& label) { return std::ranges::find(profile.header_keys, label.name) != profile.header_keys.end(); };
  const Speakers known{profile.interviewer_labels, profile.participant_labels, false};
  std::map<std::string_view, std::size_t> counts;
  for (const LabelCandidate& label : labels)
    if (!label.name.empty() && !is_key(label)) ++counts[label.name];
  std::size_t again = 0;
  for (const auto& [name, count] : counts) again += count > 1 ? count : 0;
  if (again < kFewest) return labels.size();
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i].name.empty() || counts[labels[i].name] < 2) continue;
    const std::string_view said = slice(text, labels[i].body);
    const auto at = labels.begin() + static_cast<std::ptrdiff_t>(i), behind = labels.begin() + static_cast<std::ptrdiff_t>(std::min(i + kClose + 1, labels.size()));
    const auto is_sure_key = [&](const LabelCandidate& label) { return is_key(label) && !may_be_remark(label.name); };
    const bool is_header_line = is_header_word(*at) || std::ranges::any_of(said, is_digit) || role_of(known, label_name(said)) != Role::none;
    const bool in_header = std::any_of(at, behind, is_sure_key) || (is_header_line && std::any_of(at, behind, is_key));
    if (!in_header || !may_be_of_header(said)) return i;
  }
  return labels.size();
}

/// Index of the first line after the header: the lines up to the first blank one, or to the first of talk, if one of them starts with a key that
/// headers have ("ID:", "Date:"). "Interviewer: K." in a header is no turn.
std::size_t header_end(std::string_view text, const std::vector<Line>& lines, const NotationProfile& profile) {
  std::size_t first = 0;
  while (first < lines.size() && is_empty(lines[first])) ++first;
  std::vector<LabelCandidate> labels;  // a line each
  for (std::size_t i = first; i < lines.size() && !is_empty(lines[i]); ++i) labels.push_back(label_at(text, lines[i].content));
  const auto is_key = [&](const LabelCandidate& label) { return is_header_key(profile, label.name); };
  const std::size_t size = talk_begin(text, labels, profile);
  const bool is_header = std::any_of(labels.begin(), labels.begin() + static_cast<std::ptrdiff_t>(size), is_key);
  return is_header && first + size < lines.size() ? first + size : first;
}

/// Interviewers' questions that have a number for a label: "3. Could you ...". They count up from a small number, and most stand behind a blank
/// line, or are answered by a labelled line or end in a question mark: a list of what somebody names does neither.
std::vector<std::size_t> numbered_questions(std::string_view text, const std::vector<Line>& lines, std::size_t first_line, const Speakers& speakers) {
  std::vector<std::size_t> found;
  std::size_t behind_blank = 0, asked = 0;
  long last = 0;
  for (std::size_t i = first_line; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (line.number || is_empty(line)) continue;
    const auto number = line_number_at(text, line);
    if (!number || number->second >= line.content.end) continue;
    const char mark = text[number->second - 1];
    if ((mark != '.' && mark != ')') || number->first <= last || number->first > last + 3) continue;
    last = number->first;
    found.push_back(i);
    behind_blank += i == first_line || is_empty(lines[i - 1]);
    const bool is_answered = i + 1 < lines.size() && role_of(speakers, label_at(text, lines[i + 1].content).name) == Role::participant;
    asked += is_answered || slice(text, line.content).ends_with('?');
  }
  if (found.size() < 3 || std::max(behind_blank, asked) * 5 < found.size() * 4) found.clear();
  return found;
}

/// Where "S:" is a label, a line that begins with "S. Jones" has none.
void keep_one_dress(std::vector<LabelCandidate>& candidates) {
  if (std::ranges::none_of(candidates, &LabelCandidate::full_stop)) return;
  std::set<std::string> with_colon;
  for (const LabelCandidate& candidate : candidates)
    if (!candidate.full_stop) with_colon.insert(candidate.name);
  std::erase_if(candidates, [&](const LabelCandidate& candidate) { return candidate.full_stop && with_colon.contains(candidate.name); });
}

/// The turns from label to label, and every token that stands between their words.
class TurnBuilder {
 public:
  TurnBuilder(Draft& draft) : draft_(draft) {}

  void start(Role role, Span label, Span body) {
    finish();
    TurnDraft& turn = draft_.turns.emplace_back();
    turn.role = role;
    turn.label = label;
    turn.body = body.begin == body.end ? Span{label.end, label.end} : body;
    is_open_ = true;
  }
  void mark(const Token& token) {
    (is_open_ ? pending_ : draft_.outside).push_back(token);
  }
  void add_line(Span content) {
    if (!is_open_ || content.begin == content.end) return;
    TurnDraft& turn = draft_.turns.back();
    turn.marks.insert(turn.marks.end(), pending_.begin(), pending_.end());
    pending_.clear();
    if (turn.body.begin == turn.body.end) turn.body.begin = content.begin;
    turn.body.end = content.end;
  }
  void finish() {
    if (!is_open_) return;
    TurnDraft& turn = draft_.turns.back();
    // Marks behind the last words (the line number of an empty line) belong to no turn.
    const auto inside = [&](const Token& token) { return token.span.begin >= turn.body.begin && token.span.end <= turn.body.end; };
    for (const Token& token : turn.marks)
      if (!inside(token)) draft_.outside.push_back(token);
    std::erase_if(turn.marks, [&](const Token& token) { return !inside(token); });
    draft_.outside.insert(draft_.outside.end(), pending_.begin(), pending_.end());
    pending_.clear();
    is_open_ = false;
  }

 private:
  Draft& draft_;
  bool is_open_ = false;  // the last turn goes on
  std::vector<Token> pending_;
};

}  // namespace

Draft read_plain(Draft draft, const PlainOptions& options, const NotationProfile& profile) {
  const std::string_view text = draft.text;
  std::vector<Line> lines = lines_of(text);
  strip_line_numbers(text, lines);
  strip_time_codes(text, lines);
  draft.lines.reserve(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) draft.lines.push_back({lines[i].span.begin, static_cast<std::uint32_t>(i + 1)});

  const std::string salt = options.one_speaker ? "" : salt_speakers(text);
  const std::size_t first_line = options.one_speaker || !salt.empty() ? 0 : header_end(text, lines, profile);
  std::vector<LabelCandidate> candidates;
  std::vector<std::size_t> numbered;
  Speakers speakers;
  if (!options.one_speaker) {
    for (std::size_t i = first_line; i < lines.size(); ++i)
      if (LabelCandidate candidate = salt.empty() ? label_at(text, lines[i].content) : salt_label_at(text, lines[i].content, salt); !candidate.name.empty())
        candidates.push_back(std::move(candidate));
    keep_one_dress(candidates);
    speakers = plain_speakers(candidates, options, profile, draft);
    std::size_t first_filled = first_line;
    while (first_filled + 1 < lines.size() && is_empty(lines[first_filled])) ++first_filled;
    if (speakers.empty())
      throw Errors({{draft.file, static_cast<int>(first_filled) + 1, 0},
                    "speaker labels at the start of lines, such as \"I:\" and \"S:\"",
                    fmt::format("none in lines {} to {} (name them with --interviewer LABEL --participant LABEL, or say --one-speaker)",
                                first_filled + 1, lines.size())});
    if (!speakers.participant.empty() && salt.empty()) numbered = numbered_questions(text, lines, first_line, speakers);
    take_others(speakers, candidates, options, profile, draft);
    if (speakers.interviewer.empty() && numbered.empty())
      draft.warnings.push_back({"no_interviewer", 0, "only the participant has a label"});
    if (speakers.participant.empty())
      draft.warnings.push_back({"no_participant", 0, "only the interviewer has a label"});
  }

  draft.turns.reserve(candidates.size() + numbered.size() + 1);
  TurnBuilder turns(draft);
  if (options.one_speaker) turns.start(Role::participant, {0, 0}, {0, 0});
  auto candidate = candidates.cbegin();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    Span content = line.content;
    if (line.number) turns.mark(*line.number);
    if (i < first_line) {
      const std::uint32_t begin = line.time_code ? line.time_code->span.begin : content.begin;
      if (begin < content.end) draft.outside.push_back(make_token(begin, content.end - begin, TokenKind::header));
      continue;
    }
    if (const auto kind = salt.empty() ? std::nullopt : salt_line_kind(slice(text, content))) {
      turns.mark(make_token(content.begin, content.end - content.begin, *kind));
      continue;
    }
    if (line.time_code) turns.mark(*line.time_code);
    while (candidate != candidates.cend() && candidate->span.begin < content.begin) ++candidate;
    const bool labelled = candidate != candidates.cend() && candidate->span.begin == content.begin;
    if (const Role role = labelled ? role_of(speakers, candidate->name) : Role::none; role != Role::none) {
      Span body = candidate->body;
      turns.start(role, candidate->span, {body.begin, body.begin});
      if (const std::uint32_t end = time_code_end(text, body.begin, body.end); end > body.begin) {
        turns.mark(make_token(body.begin, end - body.begin, TokenKind::time_code));
        body.begin = end;
        while (body.begin < body.end && is_blank(text[body.begin])) ++body.begin;
      }
      content = body;
    } else if (std::ranges::binary_search(numbered, i)) {
      const std::uint32_t end = line_number_at(text, line)->second;
      content.begin = end;
      while (content.begin < content.end && is_blank(text[content.begin])) ++content.begin;
      turns.start(Role::interviewer, {line.content.begin, end}, {content.begin, content.begin});
    }
    turns.add_line(content);
  }
  turns.finish();
  std::ranges::sort(draft.outside, {}, &Token::span);
  return draft;
}

}  // namespace attune
