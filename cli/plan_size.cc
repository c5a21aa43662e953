// attune plan size: how many interviews must be coded twice.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "attune/agreement/sample_size.h"
#include "attune/formats/csv.h"
#include "attune/report/plan_page.h"
#include "cli/choice.h"
#include "cli/commands.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr std::pair<std::string_view, Level> kLevels[] = {{"nominal", Level::nominal}, {"interval", Level::interval}};

void describe(po::options_description& options) {
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  options.add_options()("width", po::value<double>()->default_value(0.3, "0.3")->value_name("WIDTH"),
                        "of the range in which 95 % of the values fall")(
      "agreement", po::value<double>()->default_value(0.75)->value_name("ALPHA"), "the agreement you expect")(
      "level", text("LEVEL")->default_value("nominal"), "nominal for classes, interval for a scale from 1 to 9")(
      "prevalence", text("A,B,...")->default_value("0.5,0.2,0.1,0.2"), "shares of the classes; they add up to 1")(
      "raters", po::value<std::size_t>()->default_value(2)->value_name("N"), "raters of each of these interviews")(
      "runs", po::value<std::uint32_t>()->default_value(1000)->value_name("N"), "simulations of each number")(
      "seed", po::value<std::uint64_t>()->default_value(1)->value_name("SEED"), "seed of the simulation")(
      "format", text("FORMAT")->default_value("text"), "text or json");
}

std::vector<double> shares_of(const std::string& text) {
  std::vector<double> shares;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::optional<double> share = csv_number(text.substr(begin, end - begin), ',');
    if (!share || *share <= 0) throw UsageError("--prevalence takes shares above 0, such as 0.5,0.3,0.2");
    shares.push_back(*share);
    begin = end + 1;
  }
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  if (shares.size() < 2 || std::abs(sum - 1) > 0.001)
    throw UsageError(fmt::format("--prevalence takes two shares or more that add up to 1, not to {:.4g}", sum));
  return shares;
}

SampleSizeQuestion question_of(const Arguments& arguments) {
  SampleSizeQuestion question;
  question.level = choice(arguments, "level", kLevels);
  question.prevalence = shares_of(arguments.get<std::string>("prevalence"));
  question.raters = arguments.get<std::size_t>("raters");
  question.agreement = arguments.get<double>("agreement");
  question.width = arguments.get<double>("width");
  question.runs = arguments.get<std::uint32_t>("runs");
  question.seed = arguments.get<std::uint64_t>("seed");
  if (question.raters < 2 || question.raters > 100) throw UsageError("--raters is 2 to 100");
  if (!(question.agreement >= 0 && question.agreement < 1)) throw UsageError("--agreement is 0 or more and below 1");
  if (!(question.width > 0 && question.width <= 2)) throw UsageError("--width is above 0 and at most 2");
  if (question.runs < 40 || question.runs > 1'000'000) throw UsageError("--runs is 40 to 1000000");
  return question;
}

int run_size(const Arguments& arguments, Context& context) {
  if (!arguments.operands.empty()) throw UsageError("takes options only");
  constexpr std::pair<std::string_view, bool> kFormats[] = {{"text", false}, {"json", true}};
  const bool is_json = choice(arguments, "format", kFormats);
  const SampleSizeQuestion question = question_of(arguments);
  const SampleSizeAnswer answer = sample_size(question);
  (is_json ? write_sample_size_json : write_sample_size_text)(context.out, question, answer);
  return answer.interviews ? kDone : kNo;
}

}  // namespace

extern const Command kPlanSizeCommand{
    .name = "plan size",
    .operands = "[OPTIONS]",
    .summary = "How many interviews must be coded twice",
    .about =
        "Simulates raters and says how many interviews must be coded by all of them so that their agreement "
        "(Krippendorff's alpha) is known within a range of a given width. It needs the agreement you expect and, for "
        "classes, how common each is: rare classes need more interviews.",
    .statuses = "more than 2000 interviews would be needed",
    .example = "attune plan size --width 0.2 --agreement 0.8 --prevalence 0.5,0.3,0.2",
    .describe = describe,
    .run = run_size,
};

}  // namespace attune::cli
