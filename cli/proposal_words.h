// What a rater says to a rule's mark at "rate propose", as data. Nothing here reads, prints or stores.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "attune/text/span.h"
#include "cli/entry_words.h"

namespace attune::cli::proposal {

struct Accept {};
struct Reject {};
struct Move { std::string words; };
struct Skip {};
struct Back {};
struct Why {};
using entry::GoToLine;
using entry::Help;
using entry::Mistake;
using entry::Quit;

using Command = std::variant<Accept, Reject, Move, Skip, Back, Why, GoToLine, Help, Quit, Mistake>;

/// Never throws. `lines`: of the interview.
[[nodiscard]] Command parse(std::string_view line, int lines);

/// Where the words of "move" stand within `turn` of `text`: "the words", in quotes or without, or some words of the turn with
/// those meant in double brackets. Of several places the one nearest to `proposed`.
[[nodiscard]] std::variant<Span, Mistake> moved_to(std::string_view words, std::string_view text, Span turn, Span proposed);

/// The passage in its lines, in double brackets, with some words before and after it.
[[nodiscard]] std::string passage_in_brackets(std::string_view text, Span turn, Span passage);

}  // namespace attune::cli::proposal
