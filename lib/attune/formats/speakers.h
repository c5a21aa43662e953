// Who asks and who answers where a format names its speakers itself (a tier, a column, a voice), and transcripts made of
// such turns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "attune/formats/plain.h"
#include "attune/text/assemble.h"

namespace attune {

/// A turn as a format gives it. `role` is what the format itself says of it, `line` the source's line, paragraph, row or cue.
struct SourceTurn {
  std::string speaker;
  Role role = Role::none;
  std::string text;
  int line = 0;
  std::int64_t start_ms = kNoTime;
  std::int64_t end_ms = kNoTime;
  std::string section;
  std::vector<std::string> notes;  // comments on it
};

/// What is known of a turn when its role is decided.
struct Talk {
  std::string_view speaker;
  Role role = Role::none;
  std::string_view said;
  int line = 0;
};

/// The role of each. In this order: the labels the user named, what the format says, labels that the profile knows, who
/// asks and who talks most. Speakers beside these two are taken as interviewers, so that their words are nobody's evidence. What was
/// assumed is added to `warnings`. Throws `Errors` when a named label does not occur.
[[nodiscard]] std::vector<Role> roles_of(const std::vector<Talk>& talk, const PlainOptions& options, const NotationProfile& profile, const std::string& file,
                                         std::vector<Warning>& warnings);

/// `turns` as a transcript: its text is each turn's text, line ends in it as blanks, followed by "\n". Turns without text are left out. `draft` brings file, language
/// and warnings. Throws `Errors` when no turn is left.
[[nodiscard]] Draft composed(Draft draft, std::vector<SourceTurn> turns, const PlainOptions& options, const NotationProfile& profile);

/// `text` without blanks around it, each line end with the indentation behind it as one blank: a turn as `composed` puts it into the transcript's text.
[[nodiscard]] std::string on_one_line(std::string_view text);

/// Throws `Errors` when one of `wanted`, as named with --tier, is not among the tiers `there`. Tiers are often named after people, so
/// that a message only counts them.
void check_tiers(const std::vector<std::string>& wanted, const std::vector<std::string>& there, const std::string& file);

/// Orders turns by their time, those without one behind the turn before them, and warns when that changed their order.
void order_by_time(std::vector<SourceTurn>& turns, std::vector<Warning>& warnings, std::string_view what);

/// "3", "3 and 7", "3, 7, 9 and 12 more": lines as messages list them.
[[nodiscard]] std::string listed_lines(const std::vector<int>& lines);

}  // namespace attune
