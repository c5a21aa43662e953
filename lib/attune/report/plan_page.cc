#include "attune/report/plan_page.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "attune/report/wrap.h"

namespace attune {

void write_sample_size_text(std::ostream& out, const SampleSizeQuestion& question, const SampleSizeAnswer& answer) {
  const std::string what =
      question.level == Level::nominal ? fmt::format("{} classes", question.prevalence.size()) : "a scale from 1 to 9";
  if (answer.interviews)
    out << wrapped(fmt::format("{} interviews coded by {} raters: 95 % of the values of alpha then fall into a range of "
                               "{:g} or less.",
                               *answer.interviews, question.raters, question.width),
                   0);
  else
    out << wrapped(fmt::format("Not with {} interviews or fewer.", question.most), 0);
  out << fmt::format("\n  {:>10}  {:>16}  {:>6}  {:>6}\n", "interviews", "95 % of values", "mean", "width");
  for (const SampleSizeStep& step : answer.steps)
    out << fmt::format("  {:>10}  {:>16}  {:>6.3f}  {:>6.3f}\n", step.interviews,
                       fmt::format("{:.3f} to {:.3f}", step.low, step.high), step.mean, step.width());
  out << "\n"
      << wrapped(fmt::format("Krippendorff's alpha of {}, expected agreement {:g}, {} raters, {} simulations of each "
                             "number, seed {}. A plan, not a promise: it is as good as the agreement and the prevalence "
                             "you expect.",
                             what, question.agreement, question.raters, question.runs, question.seed),
                 0);
}

void write_sample_size_json(std::ostream& out, const SampleSizeQuestion& question, const SampleSizeAnswer& answer) {
  using Json = nlohmann::ordered_json;
  Json steps = Json::array();
  for (const SampleSizeStep& step : answer.steps)
    steps.push_back({{"n", step.interviews},
                     {"low", step.low},
                     {"mean", step.mean},
                     {"high", step.high},
                     {"undefined", step.undefined}});
  const Json result = {{"n", answer.interviews ? Json(*answer.interviews) : Json(nullptr)},
                       {"level", level_name(question.level)},
                       {"prevalence", question.prevalence},
                       {"raters", question.raters},
                       {"agreement", question.agreement},
                       {"width", question.width},
                       {"runs", question.runs},
                       {"seed", question.seed},
                       {"steps", steps}};
  out << result.dump(2) << "\n";
}

}  // namespace attune
