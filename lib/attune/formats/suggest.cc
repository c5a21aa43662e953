#include "attune/formats/suggest.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "attune/text/characters.h"

namespace attune {
namespace {

std::size_t count_of(std::string_view text, std::string_view sign) {
  std::size_t count = 0;
  for (std::size_t i = text.find(sign); i != std::string_view::npos; i = text.find(sign, i + sign.size())) ++count;
  return count;
}

/// "(0.4)" and "(.)".
std::size_t timed_pauses(std::string_view text) {
  std::size_t count = count_of(text, "(.)");
  for (std::size_t i = text.find('('); i != std::string_view::npos; i = text.find('(', i + 1))
    count += i + 4 < text.size() && is_digit(text[i + 1]) && text[i + 2] == '.' && is_digit(text[i + 3]) && text[i + 4] == ')';
  return count;
}

/// Lines that begin with one of these signs and a blank or letter code.
std::size_t lines_starting(std::string_view text, std::string_view start) {
  std::size_t count = text.starts_with(start);
  for (std::size_t i = text.find('\n'); i != std::string_view::npos; i = text.find('\n', i + 1)) count += text.substr(i + 1).starts_with(start);
  return count;
}

struct Sign {
  std::size_t count;
  std::string_view what;
};

}  // namespace

NotationGuess suggest_notation(std::string_view text) {
  const std::size_t lengthened = count_of(text, "::");
  struct Candidate {
    std::string_view id;
    std::vector<Sign> signs;
  };
  const std::vector<Candidate> candidates = {
      {"aai", {{count_of(text, "{{"), "remarks in {{ }}"}, {count_of(text, "(mhm"), "listener's (mhm)"}, {count_of(text, "[laugh") + count_of(text, "[unintell") + count_of(text, "[inaud"), "remarks in [ ]"}}},
      {"chat", {{lines_starting(text, "*") > 0 && count_of(text, ":\t") > 0 ? count_of(text, ":\t") : 0, "tiers with a tab"}, {count_of(text, "&-"), "fillers with &-"}, {count_of(text, "[/"), "retraces with [/]"}}},
      {"jefferson", {{timed_pauses(text), "pauses such as (0.4) and (.)"}, {lengthened, "lengthenings with ::"}, {count_of(text, "\u00B0") + count_of(text, "\u2191") + count_of(text, "\u2193"), "signs of pitch and loudness"}}},
      {"salt", {{lines_starting(text, "$ ") * 10, "a line of speakers with $"}, {lines_starting(text, "C ") + lines_starting(text, "E "), "utterances of C and E"}, {lines_starting(text, "+ "), "headers with +"}}},
      {"mergenthaler", {{lines_starting(text, "P:") + lines_starting(text, "T:"), "labels P: and T:"}}},
      {"vtt", {{count_of(text, " --> "), "cue times"}}},
  };
  NotationGuess guess{"plain", "next to no signs of a notation"};
  std::size_t best = 2;  // a sign or two prove nothing
  for (const Candidate& candidate : candidates) {
    std::size_t total = 0;
    std::string reason;
    for (const Sign& sign : candidate.signs) {
      total += sign.count;
      if (sign.count > 0) reason += fmt::format("{}{} {}", reason.empty() ? "" : ", ", sign.count, sign.what);
    }
    if (total <= best) continue;
    best = total;
    guess = {std::string(candidate.id), reason};
  }
  return guess;
}

}  // namespace attune
