// Scales of a codebook, from TOML.
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "attune/codebook/codebook_reading.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr Word<TargetKind> kTargets[] = {{"none", TargetKind::none},
                                         {"figure", TargetKind::figure},
                                         {"event", TargetKind::event},
                                         {"question", TargetKind::question}};
constexpr Word<ScaleLevel> kLevels[] = {{"interval", ScaleLevel::interval},
                                        {"ordinal", ScaleLevel::ordinal},
                                        {"nominal", ScaleLevel::nominal},
                                        {"class_record", ScaleLevel::class_record}};

void check_scale(const Scale& scale, const TomlTable& table, bool has_range, TomlReport& report) {
  const bool ordered = scale.level == ScaleLevel::interval || scale.level == ScaleLevel::ordinal;
  if (ordered) {
    if (scale.min >= scale.max)
      report.add(table.place(), "\"min\" below \"max\" in [[scale]]", fmt::format("{} and {}", scale.min, scale.max));
    else if (scale.step <= 0)
      report.add(table.place(), "a \"step\" above 0 in [[scale]]", fmt::format("{}", scale.step));
    else if (const double steps = (scale.max - scale.min) / scale.step; std::abs(steps - std::round(steps)) > 1e-6)
      report.add(table.place(), "\"min\" to \"max\" in whole steps in [[scale]]",
                 fmt::format("{} to {} in steps of {}", scale.min, scale.max, scale.step));
    if (!scale.categories.empty())
      report.add(table.place(), "\"categories\" only for the level nominal", "an ordered scale with them");
    return;
  }
  if (has_range)
    report.add(table.place(), "\"min\", \"max\" and \"step\" only for the levels interval and ordinal",
               "another level with them");
  const std::set<std::string> different(scale.categories.begin(), scale.categories.end());
  if (scale.level == ScaleLevel::nominal && (scale.categories.size() < 2 || different.size() < scale.categories.size()))
    report.add(table.place(), "two or more different \"categories\" in a nominal [[scale]]",
               fmt::format("{}", different.size()));
  if (scale.level == ScaleLevel::class_record && !scale.categories.empty())
    report.add(table.place(), "\"categories\" only for the level nominal", "a class_record with them");
}

/// "coherence" or "loving_mother=figure:mother".
void read_alias(Scale& scale, const TomlValue& alias, CodebookReading& reading) {
  const std::size_t sign = alias.text.find('=');
  if (sign != std::string::npos) {
    const auto target = parse_target(std::string_view(alias.text).substr(sign + 1));
    if (!target || target->kind == TargetKind::none)
      reading.report.add(alias.place, "an alias with a target, as in loving_mother=figure:mother", quoted(alias));
    else if (target->kind != scale.target)
      reading.report.add(alias.place, "an alias with the scale's own kind of target", quoted(alias));
  }
  if (!reading.aliases.insert(folded(alias.text.substr(0, sign))).second)
    reading.report.add(alias.place, "an alias that is used once", quoted(alias));
  scale.aliases.push_back(alias.text);
}

}  // namespace

Scale read_scale(TomlTable& table, CodebookReading& reading) {
  Scale scale;
  scale.id = read_id(table, NameKind::scale, reading);
  scale.title = table.text("title", Need::required);
  scale.definition = table.text("definition", Need::required);
  scale.target = table.choice("target", kTargets, Need::required).value_or(TargetKind::none);
  const auto level = table.choice("level", kLevels, Need::required);
  scale.level = level.value_or(ScaleLevel::interval);
  const auto minimum = table.number("min");
  const auto maximum = table.number("max");
  const auto step = table.number("step");
  scale.min = minimum.value_or(scale.min);
  scale.max = maximum.value_or(scale.max);
  scale.step = step.value_or(scale.step);
  scale.categories = table.strings("categories");
  for (const TomlValue* alias : table.texts("aliases")) read_alias(scale, *alias, reading);
  table.finish();
  if (level) check_scale(scale, table, minimum || maximum || step, reading.report);
  return scale;
}

}  // namespace attune
