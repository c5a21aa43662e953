#include "attune/report/quality_json.h"

#include <utility>

namespace attune {
namespace {

using json = nlohmann::ordered_json;

json line_of(int line) { return line > 0 ? json(line) : json(nullptr); }

json lines_of(const std::vector<Finding>& findings) {
  json lines = json::array();
  for (const Finding& finding : findings) lines.push_back(line_of(finding.line));
  return lines;
}

json number(const std::optional<double>& value) { return value ? json(*value) : json(nullptr); }

}  // namespace

nlohmann::ordered_json quality_json(const TranscriptQuality& quality) {
  json sections = json::array(), unprobed = json::array(), probes = json::array(), gaps = json::array(), measures = json::object();
  for (const SectionQuality& section : quality.sections)
    sections.push_back({{"key", section.key.empty() ? json(nullptr) : json(section.key)},
                        {"line", line_of(section.line)},
                        {"words", section.words},
                        {"unintelligible", section.unintelligible},
                        {"unintelligible_share", number(unintelligible_share(section.unintelligible, section.words))},
                        {"sic", section.sic},
                        {"warning", section.every_word && section.unintelligible > 0}});
  for (const UnprobedAdjective& word : quality.unprobed) unprobed.push_back({{"figure", word.figure}, {"order", word.order}, {"line", line_of(word.line)}});
  for (const MissingProbe& probe : quality.probes)
    probes.push_back({{"section", probe.section}, {"probe", probe.id}, {"about", probe.about.empty() ? json(nullptr) : json(probe.about)}, {"line", line_of(probe.line)}});
  for (const RedactionGap& gap : quality.gaps)
    gaps.push_back({{"role", gap.role}, {"missing", gap.missing}, {"also_unnumbered", gap.also_unnumbered}, {"line", line_of(gap.line)}});
  for (const QualityMeasure& measure : quality_measures(quality))
    if (measure.section.empty()) measures[measure.name] = number(measure.value);
  return {{"protocol", quality.protocol},
          {"missing_sections", quality.missing},
          {"unprobed_adjectives", std::move(unprobed)},
          {"missing_probes", std::move(probes)},
          {"cut_off_lines", lines_of(quality.cut_offs)},
          {"leading_lines", lines_of(quality.leading)},
          {"sections", std::move(sections)},
          {"redaction_gaps", std::move(gaps)},
          {"name_lines", lines_of(quality.names)},
          {"not_understood_lines", lines_of(quality.remarks)},
          {"bracket_lines", lines_of(quality.loose_brackets)},
          {"measures", std::move(measures)}};
}

}  // namespace attune
