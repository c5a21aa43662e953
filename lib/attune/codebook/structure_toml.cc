#include "attune/codebook/structure_toml.h"

#include <fmt/format.h>

namespace attune {
namespace {

constexpr Word<ShiftTo> kShifts[] = {{"present", ShiftTo::present},
                                     {"past", ShiftTo::past},
                                     {"first_person", ShiftTo::first_person},
                                     {"second_person", ShiftTo::second_person},
                                     {"third_person", ShiftTo::third_person}};
constexpr Word<PairWhere> kPairs[] = {
    {"other_section", PairWhere::other_section}, {"same_response", PairWhere::same_response}, {"anywhere", PairWhere::anywhere}};
constexpr Word<Frame> kFrames[] = {{"ignore", Frame::ignore}, {"skip", Frame::skip}, {"require", Frame::require}};

/// A number that must be more than 0, or `usual`.
double positive(TomlTable& table, std::string_view key, double usual, TomlReport& report) {
  const auto number = table.number(key);
  if (!number) return usual;
  if (*number > 0) return *number;
  report.add(table.place(), fmt::format("more than 0 for \"{}\" in {}", key, table.name()), fmt::format("{}", *number));
  return usual;
}

int positive_count(TomlTable& table, std::string_view key, int usual, TomlReport& report) {
  const auto number = table.count(key);
  if (!number) return usual;
  if (*number > 0) return *number;
  report.add(table.place(), fmt::format("1 or more for \"{}\" in {}", key, table.name()), "0");
  return usual;
}

LengthLimit read_length(TomlTable& table, TomlReport& report) {
  LengthLimit limit;
  limit.at_least = positive_count(table, "at_least", 0, report);
  limit.at_most = positive_count(table, "at_most", 0, report);
  limit.times_median = positive(table, "times_median", 0, report);
  if (limit == LengthLimit{}) report.add(table.place(), "\"at_least\", \"at_most\" or \"times_median\" in [response]", "none of them");
  if (limit.at_most > 0 && limit.at_least > limit.at_most)
    report.add(table.place(), "\"at_least\" no larger than \"at_most\" in [response]", fmt::format("{} and {}", limit.at_least, limit.at_most));
  table.finish();
  return limit;
}

PauseLimit read_pause(TomlTable& table, TomlReport& report) {
  PauseLimit limit{positive(table, "seconds", 0, report), positive(table, "times_median", 0, report)};
  if (limit == PauseLimit{}) report.add(table.place(), "\"seconds\" or \"times_median\" in [pause]", "neither");
  table.finish();
  return limit;
}

Density read_density(TomlTable& table, TomlReport& report) {
  Density density;
  density.hits = positive_count(table, "hits", density.hits, report);
  density.words = positive_count(table, "words", density.words, report);
  table.finish();
  return density;
}

Repetition read_repetition(TomlTable& table, TomlReport& report) {
  Repetition repetition;
  repetition.words = positive_count(table, "words", repetition.words, report);
  repetition.times = positive_count(table, "times", repetition.times, report);
  repetition.within = positive_count(table, "within", repetition.within, report);
  if (repetition.times < 2) report.add(table.place(), "2 or more for \"times\" in [repeated]", "1");
  if (repetition.words > 20) report.add(table.place(), "at most 20 for \"words\" in [repeated]", fmt::format("{}", repetition.words));
  table.finish();
  return repetition;
}

Shift read_shift(TomlTable& table, TomlReport& report) {
  Shift shift;
  shift.to = table.choice("to", kShifts, Need::required).value_or(shift.to);
  shift.times = positive(table, "times", shift.times, report);
  shift.least = positive_count(table, "least", shift.least, report);
  table.finish();
  return shift;
}

}  // namespace

void read_structure(TomlTable& table, Marker& marker, CodebookReading& reading) {
  TomlReport& report = reading.report;
  Structure& structure = marker.structure;
  if (auto pause = table.table("pause")) structure.pause = read_pause(*pause, report);
  if (auto repeated = table.table("repeated")) structure.repeated = read_repetition(*repeated, report);
  if (table.find("unfinished") != nullptr) structure.unfinished = positive_count(table, "unfinished", 1, report);
  if (auto shift = table.table("shift")) structure.shift = read_shift(*shift, report);
  if (auto response = table.table("response")) structure.response = read_length(*response, report);
  if (table.find("prompts") != nullptr) structure.prompts = positive_count(table, "prompts", 1, report);
  if (auto density = table.table("density")) marker.density = read_density(*density, report);
  marker.pairing.where = table.choice("pair_where", kPairs).value_or(marker.pairing.where);
  marker.pairing.same_figure = table.flag("pair_figure").value_or(marker.pairing.same_figure);
  marker.first_words = table.count("first_words").value_or(0);
  marker.last_words = table.count("last_words").value_or(0);
  Framing& framing = marker.framing;
  framing.quoted = table.choice("quoted", kFrames).value_or(framing.quoted);
  framing.hypothetical = table.choice("hypothetical", kFrames).value_or(framing.hypothetical);
  framing.generic = table.choice("generic", kFrames).value_or(framing.generic);
  framing.hedged = table.choice("hedged", kFrames).value_or(framing.hedged);
}

}  // namespace attune
