#include "cli/entry_words.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "attune/text/characters.h"
#include "attune/text/spelling.h"
#include "attune/text/unicode.h"
#include "attune/text/visible.h"

namespace attune::cli::entry {
namespace {

constexpr std::size_t kLongestNote = 10'000;  // bytes

constexpr std::string_view kWords[] = {"help", "next", "back", "scales", "missing", "lines", "note", "undo", "check", "submit", "lock", "quit"};

constexpr std::string_view kReasons[] = {"cannot_rate", "not_applicable", "not_asked", "inaudible"};

/// The first word of `text`, which is taken off with the blanks behind it.
std::string_view take_word(std::string_view& text) {
  text = trimmed(text);
  const std::size_t end = std::min(text.find_first_of(" \t="), text.size());
  const std::string_view word = text.substr(0, end);
  text = trimmed(text.substr(end));
  if (text.starts_with('=')) text = trimmed(text.substr(1));  // "coh_mind = 5.5"
  return word;
}

std::string in_quotes(std::string_view text) { return "\"" + visible(text) + "\""; }

Mistake mistake(std::string_view expected, std::string_view found) { return {fmt::format("expected {}, found {}", expected, found)}; }

Mistake unknown_name(std::string_view name, const EntryRules& rules) {
  const std::vector<Scale>& scales = rules.sheet.scales.scales();
  std::vector<std::string_view> names;
  for (const Scale& scale : scales) names.push_back(scale.id);
  for (const Scale& scale : scales)
    for (const std::string& alias : scale.aliases) names.push_back(std::string_view(alias).substr(0, alias.find('=')));
  names.insert(names.end(), std::begin(kWords), std::end(kWords));
  const std::string nearest = did_you_mean(folded(name), names);
  return mistake("a scale or a command", in_quotes(name) + (nearest.empty() ? " (\"scales\" lists the scales, \"?\" the commands)" : nearest));
}

bool is_number(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

std::string_view kind_word(TargetKind kind) {
  return kind == TargetKind::figure ? "figure" : kind == TargetKind::event ? "event" : "question";
}

/// A target as typed, "mother" or "figure:mother", in full. Short, it must be one that there is to rate.
std::string full_target(std::string_view word, const Scale& scale, const EntryRules& rules, std::optional<Mistake>& wrong) {
  if (word.find(':') != std::string_view::npos) return std::string(word);
  std::vector<std::string_view> known;
  for (const SheetRow& row : rules.rows)
    if (row.rating.target.kind == scale.target) known.push_back(row.rating.target.id);
  const auto found = std::ranges::find_if(known, [&](std::string_view id) { return folded(id) == folded(word); });
  if (found != known.end()) return fmt::format("{}:{}", kind_word(scale.target), *found);
  const std::string nearest = did_you_mean(folded(word), known);
  wrong = mistake(fmt::format("{} that the scale {} is about", scale.target == TargetKind::question ? "a question" : scale.target == TargetKind::event ? "an event" : "a person", scale.id),
                  in_quotes(word) + (!nearest.empty()                        ? nearest
                                  : scale.target == TargetKind::question ? fmt::format(" (\"? {}\" lists them)", scale.id)
                                                                         : fmt::format(" (another one is written {}:{})", kind_word(scale.target), visible(folded(word)))));
  return "";
}

/// Checks scale, target and value as a rating sheet does.
std::variant<SheetRow, Mistake> checked(TypedRating typed, const EntryRules& rules) {
  typed.transcript = rules.sheet.transcripts.front();
  ParsedSheet sheet;
  try {
    sheet = parse_rating_sheet(sheet_of(typed), "", rules.sheet);
  } catch (const Errors&) {  // a byte that no table holds
    return mistake("letters and digits", in_quotes(typed.value));
  }
  if (!sheet.problems.empty()) return mistake(sheet.problems[0].expected, sheet.problems[0].found);
  if (sheet.rows.empty()) return mistake("a value, or cannot_rate, not_applicable, not_asked or inaudible", "nothing");
  return sheet.rows[0];
}

/// What stands behind a scale's name: "mother 6", "6" (where there is no target, or the name says it), "mother".
struct Behind {
  std::string target;
  std::string_view rest;
};

std::variant<Behind, Mistake> take_target(const NamedScale& named, std::string_view rest, const EntryRules& rules) {
  if (named.scale->target == TargetKind::none || named.target.kind != TargetKind::none) return Behind{"", rest};
  std::string_view after = rest;
  const std::string_view word = take_word(after);
  // "loving 6" lacks its target, and "u_loss not_applicable" may: then there is no event.
  if (word.empty() || is_digit(word[0]) || word[0] == '-' || (after.empty() && parse_missing_reason(word))) return Behind{"", rest};
  std::optional<Mistake> wrong;
  std::string target = full_target(word, *named.scale, rules, wrong);
  if (wrong) return *wrong;
  return Behind{std::move(target), after};
}

/// Scale and target as a sheet takes them, and the words behind.
struct Named {
  About about;
  std::string_view rest;
};

std::variant<Named, Mistake> take_named(std::string_view rest, const EntryRules& rules) {
  const std::string_view name = take_word(rest);
  if (name.empty()) return mistake("the name of a scale", "nothing");
  const auto named = rules.sheet.scales.find(name);
  if (!named) return unknown_name(name, rules);
  auto behind = take_target(*named, rest, rules);
  if (const auto* wrong = std::get_if<Mistake>(&behind)) return *wrong;
  const Behind& found = std::get<Behind>(behind);
  // Any row that rates shows whether the target fits.
  auto row = checked({"", std::string(name), found.target, "", "cannot_rate"}, rules);
  if (const auto* wrong = std::get_if<Mistake>(&row)) return *wrong;
  const Rating& rating = std::get<SheetRow>(row).rating;
  return Named{{rating.scale, rating.target}, found.rest};
}

Explain explain(const NamedScale& named, const std::string& target) {
  return {{named.scale->id, named.target.kind != TargetKind::none ? named.target : parse_target(target).value_or(Target{})}};
}

Command parse_rating(const NamedScale& named, std::string_view name, std::string_view rest, const EntryRules& rules) {
  auto behind = take_target(named, rest, rules);
  if (const auto* wrong = std::get_if<Mistake>(&behind)) return *wrong;
  const Behind& found = std::get<Behind>(behind);
  if (found.rest.empty()) return explain(named, found.target);
  const std::string said(found.rest);
  const bool is_reason = parse_missing_reason(folded(said)).has_value();
  auto row = checked({"", std::string(name), found.target, is_reason ? "" : said, is_reason ? folded(said) : ""}, rules);
  if (const auto* wrong = std::get_if<Mistake>(&row)) {
    const bool is_ordered = named.scale->level == ScaleLevel::interval || named.scale->level == ScaleLevel::ordinal;
    const std::string nearest = is_ordered ? did_you_mean(folded(said), {std::begin(kReasons), std::end(kReasons)}) : "";
    return Mistake{wrong->what + nearest};
  }
  return Rate{std::get<SheetRow>(row)};
}

Command parse_evidence(std::string_view rest, const EntryRules& rules) {
  auto named = take_named(rest, rules);
  if (const auto* wrong = std::get_if<Mistake>(&named)) return *wrong;
  const Named& found = std::get<Named>(named);
  if (found.rest == "-") return KeepLines{found.about, {}};
  const auto ranges = parse_line_ranges(found.rest);
  if (!ranges) return mistake("lines such as 12-20, 31 (or - for none)", found.rest.empty() ? "nothing" : in_quotes(found.rest));
  for (const LineRange& range : *ranges)
    if (range.last > rules.lines) return mistake(fmt::format("lines from 1 to {}", rules.lines), fmt::format("{}", range.last));
  return KeepLines{found.about, *ranges};
}

Command parse_remark(std::string_view rest, const EntryRules& rules) {
  auto named = take_named(rest, rules);
  if (const auto* wrong = std::get_if<Mistake>(&named)) return *wrong;
  const Named& found = std::get<Named>(named);
  if (found.rest.empty()) return mistake("the words of a note (or - for none)", "nothing");
  if (found.rest.size() > kLongestNote) return mistake(fmt::format("a note of at most {} bytes", kLongestNote), fmt::format("{}", found.rest.size()));
  if (find_invalid_utf8(found.rest)) return mistake("text in UTF-8", "other bytes");
  return KeepNote{found.about, found.rest == "-" ? "" : std::string(found.rest)};
}

Command parse_explain(std::string_view rest, const EntryRules& rules) {
  const std::string_view name = take_word(rest);
  const auto named = rules.sheet.scales.find(name);
  if (!named) return unknown_name(name, rules);
  auto behind = take_target(*named, rest, rules);
  if (const auto* wrong = std::get_if<Mistake>(&behind)) return *wrong;
  return explain(*named, std::get<Behind>(behind).target);
}

}  // namespace

Command parse(std::string_view line, const EntryRules& rules) {
  line = trimmed(line);
  if (line.empty()) return NextPage{};
  if (line[0] == '/') {
    const std::string_view words = trimmed(line.substr(1));
    if (words.empty()) return SearchOn{};
    return Search{std::string(words)};
  }
  if (line[0] == '?') {
    const std::string_view rest = trimmed(line.substr(1));
    if (rest.empty()) return Help{};
    return parse_explain(rest, rules);
  }
  if (is_number(line)) {
    const auto ranges = parse_line_ranges(line);
    if (!ranges || ranges->front().last > rules.lines) return mistake(fmt::format("a line from 1 to {}", rules.lines), in_quotes(line));
    return GoToLine{ranges->front().first};
  }
  std::string_view rest = line;
  const std::string_view word = take_word(rest);
  const std::string name = folded(word);
  if (name == "lines") return parse_evidence(rest, rules);
  if (name == "note") return parse_remark(rest, rules);
  if (name == "lock" && folded(rest) == "yes") return Lock{true};
  if (rest.empty()) {
    if (name == "help" || name == "h") return Help{};
    if (name == "next") return NextPage{};
    if (name == "n") return SearchOn{};
    if (name == "back" || name == "b") return PageBack{};
    if (name == "scales") return ListScales{};
    if (name == "missing") return ListScales{true};
    if (name == "undo") return Undo{};
    if (name == "check") return Check{};
    if (name == "submit") return Submit{};
    if (name == "lock") return Lock{};
    if (name == "quit" || name == "q" || name == "exit") return Quit{};
  }
  const auto named = rules.sheet.scales.find(word);
  if (named) return parse_rating(*named, word, rest, rules);
  if (std::ranges::find(kWords, name) != std::end(kWords)) return mistake(fmt::format("nothing behind \"{}\"", name), in_quotes(rest));
  return unknown_name(word, rules);
}

}  // namespace attune::cli::entry
