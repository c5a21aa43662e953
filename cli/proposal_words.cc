#include "cli/proposal_words.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "attune/text/characters.h"
#include "attune/text/numbered_lines.h"
#include "attune/text/spelling.h"
#include "attune/text/unicode.h"
#include "attune/text/visible.h"

namespace attune::cli::proposal {
namespace {

constexpr std::uint32_t kAround = 240;  // bytes of a turn shown before a passage, and after it

constexpr std::string_view kWords[] = {"accept", "reject", "move", "skip", "back", "why", "help", "quit"};

std::uint32_t distance(Span a, Span b) { return a.begin < b.begin ? b.begin - a.begin : a.begin - b.begin; }

/// The place of `words` in the turn that is nearest to `proposed`.
std::optional<Span> nearest_place(std::string_view words, std::string_view text, Span turn, Span proposed) {
  const std::string_view said = slice(text, turn);
  std::optional<Span> best;
  for (std::size_t at = said.find(words); at != std::string_view::npos; at = said.find(words, at + 1)) {
    const std::uint32_t begin = turn.begin + static_cast<std::uint32_t>(at);
    const Span place{begin, begin + static_cast<std::uint32_t>(words.size())};
    if (!best || distance(place, proposed) < distance(*best, proposed)) best = place;
  }
  return best;
}

std::string_view without_quotes(std::string_view words) {
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"\"", "\""}, {"\u201C", "\u201D"}})
    if (words.size() > open.size() + close.size() && words.starts_with(open) && words.ends_with(close))
      return words.substr(open.size(), words.size() - open.size() - close.size());
  return words;
}

}  // namespace

Command parse(std::string_view line, int lines) {
  line = trimmed(line);
  if (line.empty()) return Skip{};
  if (line == "?") return Help{};
  if (line.starts_with("[[")) return Move{std::string(line)};
  if (const auto ranges = parse_line_ranges(line)) {
    if (ranges->front().last <= lines) return GoToLine{ranges->front().first};
    return Mistake{fmt::format("expected a line from 1 to {}, found \"{}\"", lines, visible(line))};
  }
  const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
  const std::string word = folded(line.substr(0, end));
  const std::string_view rest = trimmed(line.substr(end));
  if (word == "move" || word == "m") {
    if (rest.empty()) return Mistake{"expected the exact words behind \"move\", found nothing"};
    return Move{std::string(rest)};
  }
  if (rest.empty()) {
    if (word == "accept" || word == "a") return Accept{};
    if (word == "reject" || word == "r") return Reject{};
    if (word == "skip" || word == "s") return Skip{};
    if (word == "back" || word == "b") return Back{};
    if (word == "why" || word == "w") return Why{};
    if (word == "help") return Help{};
    if (word == "quit" || word == "q" || word == "exit") return Quit{};
  }
  return Mistake{fmt::format("expected accept, reject, move, skip, back, why or quit, found \"{}\"{}", visible(line),
                             did_you_mean(word, {std::begin(kWords), std::end(kWords)}))};
}

std::variant<Span, Mistake> moved_to(std::string_view words, std::string_view text, Span turn, Span proposed) {
  words = without_quotes(trimmed(words));
  const std::size_t open = words.find("[[");
  const std::size_t close = words.find("]]");
  std::string bare(words);
  std::size_t skip = 0, length = words.size();
  if (open != std::string_view::npos || close != std::string_view::npos) {
    if (open == std::string_view::npos || close == std::string_view::npos || close < open + 3)
      return Mistake{"expected the words between [[ and ]], found " + std::string(open == std::string_view::npos ? "no [[" : close == std::string_view::npos ? "no ]]" : "none")};
    bare = std::string(words.substr(0, open)) + std::string(words.substr(open + 2, close - open - 2)) + std::string(words.substr(close + 2));
    skip = open;
    length = close - open - 2;
  }
  const std::optional<Span> place = bare.empty() ? std::nullopt : nearest_place(bare, text, turn, proposed);
  if (!place) return Mistake{fmt::format("expected words of this turn as they stand there, found \"{}\"", visible(bare))};
  const auto begin = static_cast<std::uint32_t>(place->begin + skip);
  return Span{begin, static_cast<std::uint32_t>(begin + length)};
}

std::string passage_in_brackets(std::string_view text, Span turn, Span passage) {
  std::uint32_t begin = passage.begin - std::min(passage.begin - turn.begin, kAround);
  std::uint32_t end = passage.end + std::min(turn.end - passage.end, kAround);
  // Whole words, so that no character is cut either.
  while (begin > turn.begin && text[begin - 1] != ' ' && text[begin - 1] != '\n') --begin;
  while (end < turn.end && text[end] != ' ' && text[end] != '\n') ++end;
  return fmt::format("{}{}[[{}]]{}{}", begin > turn.begin ? "... " : "", slice(text, {begin, passage.begin}), slice(text, passage),
                     slice(text, {passage.end, end}), end < turn.end ? " ..." : "");
}

}  // namespace attune::cli::proposal
