// attune drift: a rater's agreement over time.
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/agreement/drift.h"
#include "attune/error.h"
#include "attune/report/drift_page.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/display.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr std::pair<std::string_view, DriftOf> kKinds[] = {{"distance", DriftOf::distance},
                                                           {"difference", DriftOf::difference}};

void describe(po::options_description& options) {
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  options.add_options()("rater", text("RATER"), "whose codings are followed")(
      "gold", text("RATER"), "compare with this rater; without it with the mean of all other people")(
      "scale", text("SCALE"), "one scale by its id; without it all that have numbers")(
      "of", text("WHAT")->default_value("distance"), "distance, or difference, which tells the direction")(
      "baseline", po::value<std::size_t>()->default_value(10)->value_name("N"),
      "how many interviews the band is made of");
  describe_list_format(options);
  describe_display(options);
  describe_actor(options);
}

int run_drift(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 1) throw UsageError("expected one study file");
  const std::string rater = rater_of(arguments);
  const std::string gold = arguments.has("gold") ? arguments.get<std::string>("gold") : "";
  if (gold == rater) throw UsageError("--gold is another rater than --rater");
  const DriftOf of = choice(arguments, "of", kKinds);
  const std::size_t baseline = arguments.get<std::size_t>("baseline");
  if (baseline < 3) throw UsageError("--baseline is at least 3");
  DriftHeading heading{rater, gold.empty() ? "the other raters" : "gold " + gold,
                       arguments.has("scale") ? arguments.get<std::string>("scale") : "", of};

  Study study = open_study(arguments.operands[0], surroundings_of(arguments), context);
  CodingFilter filter;
  filter.locked_only = true;
  filter.with_marks = false;
  std::vector<TimedCoding> own;
  std::vector<Coding> others;
  for (CodingRecord& record : study.codings(filter)) {
    const bool is_own = record.coding.rater == rater;
    if (is_codebook(record.coding.rater) || (!is_own && !gold.empty() && record.coding.rater != gold)) continue;
    if (record.training) continue;
    if (record.assisted) {
      heading.assisted += is_own;
      continue;
    }
    if (is_own)
      own.push_back({std::move(record.coding), record.made_at});
    else
      others.push_back(std::move(record.coding));
  }
  if (own.empty()) throw Errors(Problem{{arguments.operands[0], 0, 0}, "locked codings by " + rater, "none"});
  if (!gold.empty() && others.empty())
    throw Errors(Problem{{arguments.operands[0], 0, 0}, "locked codings by " + gold, "none"});
  std::vector<DriftPoint> points = drift_points(own, others, heading.scale, of);
  std::vector<std::string> shown;
  for (const DriftPoint& point : points) shown.push_back(point.transcript);
  record_display(study, arguments, shown, "drift");
  const ControlChart chart = control_chart(std::move(points), baseline, of);
  write_drift(context.out, heading, chart, list_format_of(arguments));
  return chart.left_band || chart.run_begins ? kNo : kDone;
}

}  // namespace

extern const Command kDriftCommand{
    .name = "drift",
    .operands = "STUDY --rater RATER [OPTIONS]",
    .summary = "A rater's agreement over time, as a control chart",
    .about =
        "Follows a rater's locked, independent codings in the order they were begun. For each interview: the mean "
        "distance of her ratings from those of a gold rater, or from the mean of the other people who rated it; never "
        "from a consensus, which she is part of. The band is that of an individuals chart: the mean of the first "
        "interviews (--baseline) and 2.66 times their mean moving range to either side.\n\n"
        "An interview outside the band, or eight in a row on one side of the centre, say that something changed; they "
        "do not say who is right.",
    .statuses = "the rater left the band, or eight interviews in a row lie on one side",
    .example = "attune drift study.attune --rater R1 --gold G --scale coh_mind --of difference",
    .describe = describe,
    .run = run_drift,
};

}  // namespace attune::cli
