#include "attune/text/bracket.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::string_view kBlank = " \t\r\n\u00A0";
constexpr double kLongestBareNumber = 600;  // seconds: a larger number in brackets is no pause
constexpr std::size_t kLongestLooseRemark = 3;  // words: "(laughing very loudly)"
constexpr std::size_t kLongestRemark = 6;   // words: a longer remark that names a laugh is about something else

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

/// Pieces between blanks and the marks that transcribers put between a remark's words.
std::vector<std::string_view> pieces(std::string_view text) {
  constexpr std::string_view kSeparators = " \t\r\n,;:_=()[]";
  std::vector<std::string_view> result;
  for (std::size_t begin = text.find_first_not_of(kSeparators); begin != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kSeparators, begin), text.size());
    result.push_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(kSeparators, end);
  }
  return result;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/// Pieces with one blank between them: "right, right" is "right right".
std::string joined(const std::vector<std::string_view>& pieces, std::size_t first = 0) {
  std::string result;
  for (std::size_t i = first; i < pieces.size(); ++i) (result += result.empty() ? "" : " ") += pieces[i];
  return result;
}

/// A number at the start of `text` and what follows it ("6s" is 6 and "s").
std::optional<std::pair<double, std::string_view>> leading_number(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && (is_digit(text[end]) || (text[end] == '.' && end > 0 && end + 1 < text.size() && is_digit(text[end + 1]))))
    ++end;
  if (end == 0 || end > 8) return std::nullopt;
  return std::pair{std::strtod(std::string(text.substr(0, end)).c_str(), nullptr), text.substr(end)};
}

/// "14:03", "00:14:03", "00:14:03.250".
bool is_time_code(std::string_view text) {
  std::size_t colons = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ':' && i > 0 && i + 2 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]) && is_digit(text[i + 2])) ++colons;
    else if (!is_digit(text[i]) && !(colons > 0 && (text[i] == '.' || text[i] == ','))) return false;
  }
  return colons == 1 || colons == 2;
}

std::uint16_t tenths(double seconds) {
  return static_cast<std::uint16_t>(std::min<double>(std::lround(seconds * 10), kLongestPause));
}

}  // namespace

BracketReader::BracketReader(const NotationProfile& profile) {
  const auto add = [&](const std::vector<std::string>& words, TokenKind kind, std::uint16_t detail = 0) {
    for (const std::string& word : words) meanings_.emplace(folded(word), Meaning{kind, detail});
  };
  // The first list that names a phrase wins, so the order is from the most to the least particular.
  add(profile.sic, TokenKind::sic);
  add(profile.unintelligible, TokenKind::unintelligible);
  add(profile.pause_dots, TokenKind::pause, kUntimedShort);
  add(profile.short_pauses, TokenKind::pause, kUntimedShort);
  add(profile.long_pauses, TokenKind::pause, kUntimedLong);
  add(profile.laughs, TokenKind::sound, static_cast<std::uint16_t>(Sound::laugh));
  add(profile.cries, TokenKind::sound, static_cast<std::uint16_t>(Sound::cry));
  add(profile.sighs, TokenKind::sound, static_cast<std::uint16_t>(Sound::sigh));
  add(profile.other_sounds, TokenKind::sound, static_cast<std::uint16_t>(Sound::other));
  add(profile.redacted, TokenKind::redacted);
  add(profile.backchannels, TokenKind::backchannel);
  for (const std::string& unit : profile.seconds) units_.emplace(folded(unit), 1.0);
  for (const std::string& unit : profile.minutes) units_.emplace(folded(unit), 60.0);
}

const BracketReader::Meaning* BracketReader::known(std::string_view phrase) const {
  const auto found = meanings_.find(phrase);
  return found == meanings_.end() ? nullptr : &found->second;
}

BracketMeaning BracketReader::read(std::string_view inside, const Bracket& bracket) const {
  const std::string_view raw = trimmed(inside);
  const std::string phrase = folded(raw);
  const bool loose = bracket.otherwise == BracketContent::spoken || bracket.otherwise == BracketContent::maze;

  if (raw.empty() || raw.find_first_not_of("_") == std::string_view::npos)
    return {.kind = TokenKind::unintelligible};
  const Meaning* meaning = known(phrase);
  std::vector<std::string_view> parts;
  if (meaning == nullptr) parts = pieces(phrase);
  // "Mhm.", "right, right", "Laughs!"
  if (meaning == nullptr && !parts.empty()) {
    std::string bare = joined(parts);
    while (!bare.empty() && (bare.back() == '.' || bare.back() == '!')) bare.pop_back();
    meaning = known(bare);
  }
  if (meaning != nullptr) {
    // A bare kin word in round brackets, "(mother)", is the speaker's; in transcribers' brackets it is a replaced name.
    if (meaning->kind == TokenKind::redacted && loose && !is_upper(raw[0]) && !phrase.ends_with("name")) return {.spoken = true};
    return {.kind = meaning->kind, .detail = meaning->detail, .words = static_cast<std::uint8_t>(meaning->kind == TokenKind::redacted)};
  }

  if (is_time_code(phrase)) return {.kind = TokenKind::time_code};
  if (parts.empty()) return {.spoken = loose};

  // "pause 6 sec", "6 seconds", "pause: 6s", "1 min 20 sec", "1.5", "pause 6".
  double seconds = 0;
  bool has_number = false, has_unit = false, only_time = true, says_pause = false, has_point = false;
  for (std::size_t i = 0; i < parts.size() && only_time; ++i) {
    if (const auto number = leading_number(parts[i])) {
      std::string_view unit = number->second;
      if (unit.starts_with('-')) unit.remove_prefix(1);  // "6-second"
      if (unit.empty() && i + 1 < parts.size() && units_.contains(parts[i + 1])) unit = parts[++i];
      const auto length = units_.find(unit);
      if (!unit.empty() && length == units_.end()) only_time = false;
      else {
        has_number = true;
        has_point = has_point || parts[i].find('.') != std::string_view::npos;
        has_unit = has_unit || !unit.empty();
        seconds += number->first * (unit.empty() ? 1.0 : length->second);
      }
    } else if (const Meaning* part = known(parts[i]); part != nullptr && part->kind == TokenKind::pause) {
      says_pause = true;
    } else if (parts[i] != "long" && parts[i] != "of" && parts[i] != "for" && parts[i] != "approx" && parts[i] != "about" && parts[i] != "-") {
      only_time = false;
    }
  }
  const bool bare_ok = has_point || (!loose && parts.size() == 1 && bracket.open == "[");
  if (only_time && has_number && seconds <= kLongestBareNumber && (has_unit || says_pause || bare_ok))
    return {.kind = TokenKind::pause, .detail = tenths(seconds)};

  // "Aunt 2", "CITY_1", "PERSON_3", "aunt2": a role word, or any capitalised word, with a number.
  std::string_view role = trimmed(std::string_view(phrase).substr(0, phrase.find_last_not_of("0123456789") + 1));
  while (!role.empty() && (role.back() == '_' || role.back() == '#' || role.back() == '-')) role.remove_suffix(1);
  role = trimmed(role);
  const bool numbered = is_digit(phrase.back()) && !role.empty();
  const Meaning* role_meaning = known(role);
  const bool capitalised = is_upper(raw[0]);
  const bool shouted = raw.size() > 1 && std::ranges::none_of(raw, [](char c) { return c >= 'a' && c <= 'z'; }) && capitalised;
  const bool one_word = role.find(' ') == std::string_view::npos;
  if (numbered && role == "q") return {.kind = TokenKind::comment};  // "{{Q13}}" is a question's number, not a name
  if ((numbered && role_meaning != nullptr && role_meaning->kind == TokenKind::redacted) || (numbered && capitalised && one_word) ||
      (shouted && one_word && !loose) || (shouted && bracket.open == "<"))
    return {.kind = TokenKind::redacted, .words = 1};

  // "coat?", "coat (?)", "?": a best guess at a word or two.
  const bool lone_mark = parts.back() == "?";
  if ((phrase.back() == '?' || lone_mark) && parts.size() <= (loose ? 1U : 3U)) {
    const auto words = static_cast<std::uint8_t>(parts.size() - (lone_mark ? 1U : 0U));
    return {.kind = TokenKind::uncertain, .words = words};
  }

  // "I: mhm": the listener, named.
  if (inside.find(':') != std::string_view::npos && parts.size() >= 2 && parts.size() <= 4) {
    std::string rest = joined(parts, 1);
    while (!rest.empty() && (rest.back() == '.' || rest.back() == '!')) rest.pop_back();
    if (const Meaning* said = known(rest); said != nullptr && said->kind == TokenKind::backchannel)
      return {.kind = TokenKind::backchannel};
  }

  if (loose) {
    // "(laughs loudly)" is a remark, "(she laughs at me)" is spoken.
    const Meaning* first = parts.size() <= kLongestLooseRemark ? known(parts[0]) : nullptr;
    if (first != nullptr && first->kind == TokenKind::sound) return {.kind = TokenKind::sound, .detail = first->detail};
    return {.spoken = true};
  }
  if (bracket.otherwise == BracketContent::overlap) return {.kind = TokenKind::overlap};

  // "laughs loudly", "inaudible 3 words", "Mary sighs": a short remark that names something known.
  if (parts.size() <= kLongestRemark)
    for (std::size_t first = 0; first < parts.size(); ++first) {
      std::string words;
      for (std::size_t last = first; last < std::min(parts.size(), first + 3); ++last) {
        words += (words.empty() ? "" : " ") + std::string(parts[last]);
        const Meaning* named = known(words);
        if (named != nullptr && (named->kind == TokenKind::sound || named->kind == TokenKind::unintelligible ||
                                 named->kind == TokenKind::pause || named->kind == TokenKind::sic))
          return {.kind = named->kind, .detail = named->detail};
      }
    }
  return {.kind = TokenKind::comment};
}

}  // namespace attune
