#include "cli/quality_gates.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "attune/formats/csv.h"
#include "attune/text/spelling.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kSection = "[section=";

/// "unintelligible_share[section=loss]=0.02"
std::optional<QualityGate> parse(const std::string& text, bool is_max) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string::npos) return std::nullopt;
  const std::optional<double> limit = csv_number(std::string_view(text).substr(equals + 1), ',');
  if (!limit) return std::nullopt;
  QualityGate gate{text, text.substr(0, equals), "", *limit, is_max};
  if (const std::size_t bracket = gate.measure.find('['); bracket != std::string::npos) {
    const std::string within = gate.measure.substr(bracket);
    if (!within.starts_with(kSection) || !within.ends_with(']') || within.size() <= kSection.size() + 1) return std::nullopt;
    gate.section = within.substr(kSection.size(), within.size() - kSection.size() - 1);
    gate.measure.resize(bracket);
  }
  return gate;
}

void check_name(const QualityGate& gate) {
  const std::vector<std::string> names = quality_measure_names();
  const std::vector<std::string> of_sections = {"words", "unintelligible_share", "sic"};
  const std::vector<std::string>& known = gate.section.empty() ? names : of_sections;
  if (std::ranges::find(known, gate.measure) != known.end()) return;
  std::string list;
  for (const std::string& name : known) list += (list.empty() ? "" : ", ") + name;
  throw UsageError(fmt::format("there is no measure \"{}\"{} (there are {}){}", gate.measure, gate.section.empty() ? "" : " of a section", list,
                               did_you_mean(gate.measure, {known.begin(), known.end()})));
}

void read(const Arguments& arguments, const char* option, bool is_max, std::vector<QualityGate>& gates) {
  if (!arguments.has(option)) return;
  for (const std::string& text : arguments.get<std::vector<std::string>>(option)) {
    const std::optional<QualityGate> gate = parse(text, is_max);
    if (!gate) throw UsageError(fmt::format("--{} is MEASURE=NUMBER or MEASURE[section=KEY]=NUMBER, such as 'unintelligible_share[section=loss]=0.02'; \"{}\" is not", option, text));
    check_name(*gate);
    gates.push_back(*gate);
  }
}

}  // namespace

void describe_quality_gates(po::options_description& options) {
  options.add_options()
      ("max", po::value<std::vector<std::string>>()->composing()->value_name("MEASURE=N"), "exit 1 when a transcript has more, such as unintelligible_share=0.05 or unintelligible_share[section=loss]=0 (may be repeated)")
      ("min", po::value<std::vector<std::string>>()->composing()->value_name("MEASURE=N"), "exit 1 when a transcript has less, such as words=1500 (may be repeated)");
}

std::vector<QualityGate> quality_gates_of(const Arguments& arguments) {
  std::vector<QualityGate> gates;
  read(arguments, "max", true, gates);
  read(arguments, "min", false, gates);
  return gates;
}

std::vector<std::string> unmet(const std::vector<QualityGate>& gates, const std::string& transcript, const TranscriptQuality& quality) {
  std::vector<std::string> lines;
  const std::vector<QualityMeasure> measures = quality_measures(quality);
  for (const QualityGate& gate : gates) {
    const std::string name = gate.section.empty() ? gate.measure : fmt::format("{}[section={}]", gate.measure, gate.section);
    const auto measure = std::ranges::find_if(measures, [&](const QualityMeasure& m) { return m.name == gate.measure && m.section == gate.section; });
    if (measure == measures.end()) lines.push_back(fmt::format("{}: {} has no value (the section was not found)", transcript, name));
    else if (!measure->value) lines.push_back(fmt::format("{}: {} has no value ({})", transcript, name, measure->reason));
    else if (gate.is_max ? *measure->value > gate.limit : *measure->value < gate.limit)
      lines.push_back(fmt::format("{}: {} is {:.4g}, {} {:g}", transcript, name, *measure->value, gate.is_max ? "above" : "below", gate.limit));
  }
  return lines;
}

}  // namespace attune::cli
