#include "attune/formats/chat.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/chat_check.h"
#include "attune/formats/chat_file.h"
#include "attune/formats/chat_words.h"
#include "attune/formats/clock.h"
#include "attune/formats/speakers.h"
#include "attune/text/bracket.h"
#include "attune/text/language_names.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

struct Utterance {
  const ChatLine* line = nullptr;
  std::vector<ChatItem> items;
  std::vector<const ChatLine*> tiers;
  std::string section;
  std::int64_t start_ms = kNoTime, end_ms = kNoTime;
};

bool starts_with_linker(std::string_view text, const Utterance& utterance, std::string_view linker) {
  return !utterance.items.empty() && utterance.items.front().kind == ChatItemKind::linker && slice(text, utterance.items.front().span) == linker;
}

std::string_view terminator_of(std::string_view text, const Utterance& utterance) {
  for (const ChatItem& item : utterance.items)
    if (item.kind == ChatItemKind::terminator) return slice(text, item.span);
  return {};
}

/// What an utterance promises to the next ones: a quotation that follows, a completion of what was left open.
void check_links(std::string_view text, const std::vector<Utterance>& utterances, ChatReport& report) {
  const auto left_open = [&](const Utterance& utterance) {
    const std::string_view end = terminator_of(text, utterance);
    return end.starts_with("+") && end != "+\"/." && end != "+\".";
  };
  for (std::size_t i = 0; i < utterances.size(); ++i) {
    const Utterance& now = utterances[i];
    const auto tell = [&](std::string_view message) { report.warn("linker", now.line->line, fmt::format("*{}: {}", now.line->name, message)); };
    if (terminator_of(text, now) == "+\"/." && (i + 1 == utterances.size() || !starts_with_linker(text, utterances[i + 1], "+\""))) tell("expected an utterance with +\" behind +\"/.");
    if (starts_with_linker(text, now, "+,")) {
      std::size_t before = i;
      while (before > 0 && utterances[before - 1].line->name != now.line->name) --before;
      if (before == 0 || !left_open(utterances[before - 1])) tell("expected an utterance of the same speaker that was left open before +,");
    }
    if (starts_with_linker(text, now, "++") && (i == 0 || utterances[i - 1].line->name == now.line->name || !left_open(utterances[i - 1])))
      tell("expected an utterance of another speaker that was left open before ++");
  }
}

/// "⌈" of one speaker needs "⌊" of another, with the same number, soon after or before.
void check_overlaps(std::string_view text, const std::vector<Utterance>& utterances, ChatReport& report) {
  constexpr std::size_t kNear = 12;
  const auto holds = [&](std::size_t at, std::string_view sign) {
    return std::ranges::any_of(utterances[at].items, [&](const ChatItem& item) { return item.kind == ChatItemKind::overlap && slice(text, item.span) == sign; });
  };
  for (std::size_t i = 0; i < utterances.size(); ++i)
    for (const ChatItem& item : utterances[i].items) {
      if (item.kind != ChatItemKind::overlap) continue;
      const std::string_view sign = slice(text, item.span);
      const bool top = sign.starts_with("\u2308"), bottom = sign.starts_with("\u230A");
      if (!top && !bottom) continue;
      const std::string other = std::string(top ? "\u230A" : "\u2308") + std::string(sign.substr(3));
      bool found = false;
      for (std::size_t k = i > kNear ? i - kNear : 0; k < std::min(utterances.size(), i + kNear) && !found; ++k)
        found = k != i && utterances[k].line->name != utterances[i].line->name && holds(k, other);
      if (!found) {
        report.warn("overlap", utterances[i].line->line, fmt::format("*{}: expected the other side of the overlap with another speaker", utterances[i].line->name));
        break;
      }
    }
}

void check_times(std::vector<Utterance>& utterances, const ChatHeaders& headers, std::string_view text, ChatReport& report) {
  std::map<std::string, std::int64_t> ends;
  std::int64_t last_start = -1, last_end = -1;
  std::string last_speaker;
  std::vector<int> without, across;
  int first_timed = 0;
  for (Utterance& utterance : utterances) {
    for (const ChatItem& item : utterance.items) {
      std::int64_t start = 0, end = 0;
      if (item.kind != ChatItemKind::bullet || !chat_bullet(slice(text, item.span), start, end)) continue;
      if (utterance.start_ms == kNoTime) utterance.start_ms = start;
      utterance.end_ms = end;
    }
    const int line = utterance.line->line;
    if (utterance.start_ms == kNoTime) {
      without.push_back(line);
      continue;
    }
    if (first_timed == 0) first_timed = line;
    const std::string& speaker = utterance.line->name;
    if (utterance.start_ms < last_start) report.warn("time", line, fmt::format("*{}: expected a bullet that starts no earlier than the one before", speaker));
    else if (ends.contains(speaker) && utterance.start_ms < ends[speaker]) report.warn("time", line, fmt::format("*{}: expected a bullet that starts behind the same speaker's last", speaker));
    else if (utterance.start_ms < last_end && speaker != last_speaker) across.push_back(line);
    last_start = utterance.start_ms;
    last_end = utterance.end_ms;
    last_speaker = speaker;
    ends[speaker] = utterance.end_ms;
  }
  if (first_timed > 0 && !without.empty())
    report.warn("bullets", without.front(), fmt::format("{} utterances have no bullet while others have (lines {})", without.size(), listed_lines(without)));
  if (!across.empty()) report.warn("times_overlap", across.front(), fmt::format("{} utterances begin before another speaker's ends (lines {})", across.size(), listed_lines(across)));
  int timed_tier = 0;
  for (const Utterance& utterance : utterances)
    for (const ChatLine* tier : utterance.tiers)
      if (timed_tier == 0 && tier->name == "wor" && slice(text, tier->value).find(kBullet) != std::string_view::npos) timed_tier = tier->line;
  const int timed = first_timed > 0 ? first_timed : timed_tier;
  if (timed > 0 && !headers.has_media) report.warn("media", timed, "expected @Media in a file with bullets, found none");
  if (timed > 0 && headers.media_unlinked) {
    report.warn("media", headers.media_line, "@Media: expected no \"unlinked\" in a file with bullets");
    report.warn("media", timed, "expected no bullets, as @Media says unlinked");
  }
  if (timed == 0 && headers.has_media && !headers.media_silent && !utterances.empty())
    report.warn("media", headers.media_line, "@Media: expected \"unlinked\" in a file without bullets");
}

/// Who is interviewed, by the roles of @Participants: the first of these that occurs. Where somebody has a role of those who ask, nobody else
/// asks; where nobody has, everyone else does.
std::map<std::string, Role> chat_roles(const ChatHeaders& headers) {
  static constexpr std::string_view kParticipants[] = {"Participant", "Subject", "Interviewee", "Patient", "Client", "Informant", "Narrator", "Target_Adult", "Target_Child", "Student", "Speaker", "Child", "Adult"};
  std::map<std::string, Role> roles;
  for (std::string_view wanted : kParticipants) {
    for (const auto& [code, role] : headers.roles)
      if (role == wanted) roles[code] = Role::participant;
    if (!roles.empty()) break;
  }
  if (roles.empty()) return {};
  static constexpr std::string_view kInterviewers[] = {"Investigator", "Interviewer", "Examiner", "Clinician", "Therapist", "Doctor"};
  const auto asks = [&](const auto& speaker) {
    return !roles.contains(speaker.first) && std::ranges::find(kInterviewers, speaker.second) != std::end(kInterviewers);
  };
  const bool somebody_asks = std::ranges::any_of(headers.roles, asks);
  for (const auto& speaker : headers.roles)
    if (!somebody_asks || asks(speaker)) roles.emplace(speaker.first, Role::interviewer);
  return roles;
}

class Tokens {
 public:
  Tokens(std::string_view text, const NotationProfile& profile) : text_(text), brackets_(profile) {}

  std::vector<Token> of(const Utterance& utterance) {
    marks_.clear();
    const std::vector<bool> guessed = guessed_items(utterance.items);
    for (std::size_t i = 0; i < utterance.items.size(); ++i) add(utterance.items[i], guessed[i]);
    return std::move(marks_);
  }

 private:
  void mark(Span span, TokenKind kind, std::uint16_t detail = 0, std::uint8_t words = 0) {
    Token token;
    token.span = span;
    token.kind = kind;
    token.detail = detail;
    token.words = words;
    marks_.push_back(token);
  }

  /// Words that are a best guess: "[?]" stands behind them, or behind the group around them.
  std::vector<bool> guessed_items(const std::vector<ChatItem>& items) const {
    std::vector<bool> guessed(items.size(), false);
    std::vector<bool> groups;  // those open at an item, seen from the end; the innermost is the last
    for (std::size_t i = items.size(); i-- > 0;) {
      const bool has_next = i + 1 < items.size();
      const bool sign_behind = has_next && slice(text_, items[i + 1].span) == "[?]";
      if (items[i].kind == ChatItemKind::group_end) groups.push_back(sign_behind);
      else if (items[i].kind == ChatItemKind::group_begin && !groups.empty()) groups.pop_back();
      else if (items[i].kind == ChatItemKind::word) guessed[i] = has_next && items[i + 1].kind == ChatItemKind::code ? sign_behind : !groups.empty() && groups.back();
    }
    return guessed;
  }

  Token sound(Span span, std::string_view name) const {
    std::string words(name);
    std::ranges::replace(words, ':', ' ');
    std::ranges::replace(words, '_', ' ');
    const BracketMeaning meaning = brackets_.read(words, {"{{", "}}", BracketContent::comment});
    Token token;
    token.span = span;
    token.kind = TokenKind::sound;
    if (meaning.kind == TokenKind::sound) token.detail = meaning.detail;
    return token;
  }

  void pause(Span span) {
    const std::string_view said = slice(text_, span);
    const std::string_view inside = said.substr(1, said.size() - 2);
    if (inside[0] == '.') return mark(span, TokenKind::pause, inside.size() == 1 ? kUntimedShort : kUntimedLong);
    std::string digits(inside);
    if (digits.ends_with('.')) digits.pop_back();
    const auto ms = parse_clock(digits);
    mark(span, TokenKind::pause, static_cast<std::uint16_t>(std::min<std::int64_t>(ms.value_or(0) / 100, kLongestPause)));
  }

  void word(const ChatItem& item, bool guessed) {
    const std::string_view said = slice(text_, item.span);
    const std::size_t at = said.find('@');
    const Span stem{item.span.begin, at == std::string_view::npos ? item.span.end : static_cast<std::uint32_t>(item.span.begin + at)};
    const std::string_view written = slice(text_, stem);
    const auto parts = static_cast<std::uint8_t>(1 + std::min<std::ptrdiff_t>(20, std::ranges::count(written, '+')));
    if (item.retraced) mark(stem, TokenKind::retrace, 0, 1);
    else if (guessed) mark(stem, TokenKind::uncertain, 0, 1);
    else if (written.find_first_of("():^~+") != std::string_view::npos) mark(stem, TokenKind::word, 0, parts);
    if (stem.end < item.span.end) mark({stem.end, item.span.end}, TokenKind::label);
  }

  void code(Span span) {
    const std::string_view code = slice(text_, span);
    if (code.starts_with("[*")) return mark(span, TokenKind::sic);
    if (code.starts_with("[<") || code.starts_with("[>")) return mark(span, TokenKind::overlap);
    if (code.starts_with("[=! ")) {
      const std::string_view inside = code.substr(4, code.size() - 5);
      const Token found = sound(span, inside);
      if (brackets_.read(inside, {"{{", "}}", BracketContent::comment}).kind == TokenKind::sound) return marks_.push_back(found);
      return mark(span, TokenKind::comment);
    }
    const bool remark = code.starts_with("[= ") || code.starts_with("[% ") || code.starts_with("[^");
    mark(span, remark ? TokenKind::comment : TokenKind::label);
  }

  void add(const ChatItem& item, bool guessed) {
    const std::string_view said = slice(text_, item.span);
    switch (item.kind) {
      case ChatItemKind::word: return word(item, guessed);
      case ChatItemKind::untranscribed: return mark(item.span, TokenKind::unintelligible);
      case ChatItemKind::filler: return mark(item.span, TokenKind::filler);
      case ChatItemKind::fragment: return mark(item.span, TokenKind::cut_off);
      case ChatItemKind::nonword: return mark(item.span, TokenKind::sound);
      case ChatItemKind::event: return marks_.push_back(sound(item.span, said.substr(2)));
      case ChatItemKind::interposed: return mark(item.span, TokenKind::backchannel);
      case ChatItemKind::pause: return pause(item.span);
      case ChatItemKind::code: return code(item.span);
      case ChatItemKind::bullet: return mark(item.span, TokenKind::time_code);
      case ChatItemKind::overlap: case ChatItemKind::group_begin: case ChatItemKind::group_end: return mark(item.span, TokenKind::overlap);
      case ChatItemKind::long_feature: case ChatItemKind::omitted: case ChatItemKind::linker: return mark(item.span, TokenKind::label);
      case ChatItemKind::terminator:
        if (said == "+..." || said == "+..?") return mark(item.span, TokenKind::trailing_off);
        if (said.starts_with("+/") || said.starts_with("+!")) return mark(item.span, TokenKind::interruption);
        if (said.size() > 1) return mark(item.span, TokenKind::punctuation);
        return;
      case ChatItemKind::separator: case ChatItemKind::other: return;
    }
  }

  std::string_view text_;
  BracketReader brackets_;
  std::vector<Token> marks_;
};

bool is_key(std::string_view label) { return !label.empty() && label.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos; }

}  // namespace

Draft read_chat(Draft draft, const std::string& name, const PlainOptions& options, const NotationProfile& profile) {
  ChatReport report;
  const std::string_view text = draft.text;
  ChatFile chat = parse_chat_lines(text, draft.file, report);
  const ChatHeaders headers = check_chat_headers(text, chat, name, report);
  static constexpr std::string_view kToneLanguages[] = {"zho", "cmn", "yue", "nan", "hak", "wuu", "vie", "tha", "lao"};
  const bool tones = std::ranges::any_of(headers.languages, [](const std::string& code) { return std::ranges::find(kToneLanguages, code) != std::end(kToneLanguages); });

  std::vector<Utterance> utterances;
  std::string gem;
  for (const ChatLine& line : chat.lines) {
    if (line.kind == ChatKind::header) {
      const std::string_view label = slice(text, line.value);
      if (line.name == "G" || line.name == "Bg") gem = is_key(label) ? std::string(label) : "";
      if (line.name == "Eg") gem.clear();
    } else if (line.kind == ChatKind::main) {
      if (!headers.roles.empty() && !headers.roles.contains(line.name)) report.warn("speaker", line.line, "expected a speaker of @Participants");
      else if (line.name.empty() || line.name.size() > 7) report.warn("speaker", line.line, "expected a speaker code of up to seven characters");
      Utterance utterance;
      utterance.line = &line;
      utterance.section = gem;
      utterance.items = chat_items(text, line, tones, report);
      check_chat_utterance(text, line, headers, utterance.items, report);
      utterances.push_back(std::move(utterance));
    } else if (utterances.empty()) {
      report.warn("tier", line.line, fmt::format("%{}: expected a main line before it", line.name));
    } else {
      utterances.back().tiers.push_back(&line);
    }
  }
  for (const Utterance& utterance : utterances)
    if (!utterance.tiers.empty()) check_chat_tiers(text, utterance.items, utterance.tiers, report);
  check_links(text, utterances, report);
  check_overlaps(text, utterances, report);
  check_times(utterances, headers, text, report);
  if (utterances.empty() && !headers.media_silent) report.warn("empty", chat.line_count, "expected utterances, found none");
  for (Warning& warning : report.take()) draft.warnings.push_back(std::move(warning));

  draft.lines = std::move(chat.starts);
  if (!headers.languages.empty()) draft.language = short_language(headers.languages.front());
  const std::map<std::string, Role> roles = chat_roles(headers);
  std::vector<Talk> talk;
  Tokens tokens(text, profile);
  const ChatLine* last = nullptr;
  const auto outside = [&](const ChatLine& line) {
    Token token;
    token.span = {line.label.begin, std::max(line.label.end, line.value.end)};
    token.kind = TokenKind::header;
    draft.outside.push_back(token);
  };
  auto utterance = utterances.begin();
  for (const ChatLine& line : chat.lines) {
    last = &line;
    if (line.kind != ChatKind::main) {
      outside(line);
      continue;
    }
    TurnDraft turn;
    turn.label = line.label;
    turn.body = line.value;
    turn.marks = tokens.of(*utterance);
    turn.section = utterance->section;
    turn.speaker = line.name;
    turn.start_ms = utterance->start_ms;
    turn.end_ms = utterance->end_ms;
    while (!turn.marks.empty() && turn.marks.back().kind == TokenKind::time_code && turn.marks.back().span.end == turn.body.end) {
      draft.outside.push_back(turn.marks.back());
      turn.body.end = turn.marks.back().span.begin;
      turn.marks.pop_back();
      while (turn.body.end > turn.body.begin && (text[turn.body.end - 1] == ' ' || text[turn.body.end - 1] == '\t')) --turn.body.end;
    }
    const auto role = roles.find(line.name);
    talk.push_back({line.name, role == roles.end() ? Role::none : role->second, slice(text, turn.body), line.line});
    draft.turns.push_back(std::move(turn));
    ++utterance;
  }
  if (last == nullptr) throw Errors({{draft.file, 1, 0}, "a CHAT file", "no line of one"});
  if (draft.turns.empty()) {
    return draft;
  }
  const std::vector<Role> decided = roles_of(talk, options, profile, draft.file, draft.warnings);
  for (std::size_t i = 0; i < decided.size(); ++i) draft.turns[i].role = decided[i];
  return draft;
}

}  // namespace attune
