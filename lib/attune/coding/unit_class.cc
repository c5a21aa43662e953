#include "attune/coding/unit_class.h"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace attune {
namespace {

constexpr UnitClassName kClasses[] = {
    {"comma", UnitClass::comma, 9e4},          {"period", UnitClass::period, 7e4},
    {"question", UnitClass::question, 5e3},    {"exclamation", UnitClass::exclamation, 2e3},
    {"colon", UnitClass::colon, 1e3},          {"semicolon", UnitClass::semicolon, 1e3},
    {"dash", UnitClass::dash, 2e3},            {"quote", UnitClass::quote, 5e3},
    {"pause", UnitClass::pause, 3e3},          {"laugh", UnitClass::laugh, 1e3},
    {"cry", UnitClass::cry, 50},               {"sigh", UnitClass::sigh, 50},
    {"sound", UnitClass::sound, 1e3},          {"sic", UnitClass::sic, 50},
    {"unfinished", UnitClass::unfinished, 1e3}, {"redacted", UnitClass::redacted, 2e3},
    {"unintelligible", UnitClass::unintelligible, 500}, {"uncertain", UnitClass::uncertain, 100},
    {"filler", UnitClass::filler, 1e4},        {"cut_off", UnitClass::cut_off, 1e3},
    {"retrace", UnitClass::retrace, 5e3},      {"comment", UnitClass::comment, 1e3},
    {"interruption", UnitClass::interruption, 1e3}, {"kin", UnitClass::kin, 3e4},
    {"deceased", UnitClass::deceased, 3e3},    {"harmful", UnitClass::harmful, 1e3},
    {"age", UnitClass::age, 1e3},              {"year", UnitClass::year, 500},
    {"number", UnitClass::number, 3e3},
    {"word", UnitClass::word, 1e6},  // nearly everything is one
};
static_assert(std::size(kClasses) == kUnitClasses);

ClassBits classes_of_mark(std::string_view mark) {
  if (mark.size() == 1) switch (mark[0]) {
      case ',': return bit_of(UnitClass::comma);
      case '.': return bit_of(UnitClass::period);
      case '?': return bit_of(UnitClass::question);
      case '!': return bit_of(UnitClass::exclamation);
      case ':': return bit_of(UnitClass::colon);
      case ';': return bit_of(UnitClass::semicolon);
      case '-': return bit_of(UnitClass::dash);
      case '"':
      case '\'': return bit_of(UnitClass::quote);
      default: return 0;
    }
  if (mark == "--" || mark == "\u2013" || mark == "\u2014") return bit_of(UnitClass::dash);
  for (std::string_view quote : {"\u201C", "\u201D", "\u2018", "\u00AB", "\u00BB"})
    if (mark == quote) return bit_of(UnitClass::quote);
  return 0;
}

ClassBits classes_of_sound(Sound sound) {
  switch (sound) {
    case Sound::laugh: return bit_of(UnitClass::sound) | bit_of(UnitClass::laugh);
    case Sound::cry: return bit_of(UnitClass::sound) | bit_of(UnitClass::cry);
    case Sound::sigh: return bit_of(UnitClass::sound) | bit_of(UnitClass::sigh);
    case Sound::other: break;
  }
  return bit_of(UnitClass::sound);
}

}  // namespace

const UnitClassName& unit_class_named(std::string_view name) {
  const auto* found = std::ranges::find(kClasses, name, &UnitClassName::name);
  assert(found != std::end(kClasses));
  return *found;
}

ClassBits classes_of_kind(TokenKind kind, std::uint16_t detail, std::string_view text) {
  switch (kind) {
    case TokenKind::punctuation: return classes_of_mark(text);
    case TokenKind::pause: return bit_of(UnitClass::pause);
    case TokenKind::sound: return classes_of_sound(static_cast<Sound>(detail));
    case TokenKind::sic: return bit_of(UnitClass::sic);
    case TokenKind::trailing_off: return bit_of(UnitClass::unfinished);
    case TokenKind::interruption: return bit_of(UnitClass::unfinished) | bit_of(UnitClass::interruption);
    case TokenKind::redacted: return bit_of(UnitClass::redacted);
    case TokenKind::unintelligible: return bit_of(UnitClass::unintelligible);
    case TokenKind::uncertain: return bit_of(UnitClass::uncertain);
    case TokenKind::filler: return bit_of(UnitClass::filler);
    case TokenKind::cut_off: return bit_of(UnitClass::cut_off);
    case TokenKind::retrace: return bit_of(UnitClass::retrace);
    case TokenKind::comment: return bit_of(UnitClass::comment);
    case TokenKind::number: return bit_of(UnitClass::number);
    default: return 0;
  }
}

}  // namespace attune
