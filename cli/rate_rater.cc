// attune rate rater: what is known of raters' training.
#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "attune/report/qualification_page.h"
#include "cli/commands.h"
#include "cli/rater_ids.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  options.add_options()("rater", text("RATER"), "whose training; without more it is listed")(
      "system", text("SYSTEM")->default_value("AAI"), "the system of coding: AAI, RF, DMM or another")(
      "role", text("TEXT"), "coder, trainer, student ...")("trainer", text("TEXT"), "who trained the rater")(
      "year", po::value<int>()->value_name("YEAR"), "of the training")(
      "language", text("CODES"), "languages the rater codes in: en,de")(
      "test", text("TEXT"), "the reliability test that was passed")(
      "percent", po::value<double>()->value_name("PERCENT"), "agreement in that test")(
      "since", text("DATE"), "reliable since, as 2021-05-01, 2021-05 or 2021");
  describe_list_format(options);
  describe_actor(options);
}

/// "2021", "2021-05" or "2021-05-01".
bool is_date(const std::string& text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (i == 4 || i == 7 ? text[i] != '-' : std::isdigit(static_cast<unsigned char>(text[i])) == 0) return false;
  const auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + text[at + 1] - '0'; };
  return (text.size() < 7 || (two(5) >= 1 && two(5) <= 12)) && (text.size() < 10 || (two(8) >= 1 && two(8) <= 31));
}

std::string given(const Arguments& arguments, const char* option) {
  if (!arguments.has(option)) return "";
  const std::string text = arguments.get<std::string>(option);
  constexpr std::size_t kLongest = 200;
  if (text.empty() || text.size() > kLongest || std::ranges::any_of(text, [](char c) { return c >= 0 && c < ' '; }))
    throw UsageError(fmt::format("--{} takes one line of text", option));
  return text;
}

/// What the options say, or nothing to store.
std::optional<Qualification> qualification_in(const Arguments& arguments) {
  constexpr const char* kFacts[] = {"role", "trainer", "year", "language", "test", "percent", "since"};
  if (std::ranges::none_of(kFacts, [&](const char* option) { return arguments.has(option); })) return std::nullopt;
  Qualification qualification;
  qualification.rater = rater_of(arguments);
  qualification.system = given(arguments, "system");
  qualification.role = given(arguments, "role");
  qualification.trainer = given(arguments, "trainer");
  qualification.language = given(arguments, "language");
  qualification.reliability_test = given(arguments, "test");
  qualification.reliability_date = given(arguments, "since");
  if (!qualification.reliability_date.empty() && !is_date(qualification.reliability_date))
    throw UsageError("--since takes a date as 2021-05-01, 2021-05 or 2021");
  if (arguments.has("year")) qualification.year = arguments.get<int>("year");
  if (qualification.year && (*qualification.year < 1950 || *qualification.year > 2200))
    throw UsageError("--year takes a year such as 2018");
  if (arguments.has("percent")) qualification.reliability_percent = arguments.get<double>("percent");
  if (qualification.reliability_percent && !(*qualification.reliability_percent >= 0 && *qualification.reliability_percent <= 100))
    throw UsageError("--percent is a percentage from 0 to 100");
  return qualification;
}

int run_rater(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 1) throw UsageError("expected one study file");
  const std::optional<Qualification> qualification = qualification_in(arguments);
  const ListFormat format = list_format_of(arguments);
  const std::string only = arguments.has("rater") ? rater_of(arguments) : "";
  Study study = open_study(arguments.operands[0], surroundings_of(arguments), context);
  if (qualification) {
    refuse_other_spelling(study, qualification->rater);
    static_cast<void>(study.store_qualification(*qualification));
  }
  std::vector<Qualification> all = study.qualifications();
  std::erase_if(all, [&](const Qualification& one) { return !only.empty() && one.rater != only; });
  write_qualifications(context.out, all, format);
  return kDone;
}

}  // namespace

extern const Command kRateRaterCommand{
    .name = "rate rater",
    .operands = "STUDY [--rater RATER] [OPTIONS]",
    .summary = "What is known of raters' training",
    .about =
        "Records who trained a rater for a system of coding and when, which reliability test was passed, with which "
        "percentage and since when; without such options it lists what is recorded. Attune does not check it, and no "
        "practice of its own is a reliability test. It is shown beside the rater's ratings, on the pages of \"compare\", and "
        "in --apa and --grras.\n\n"
        "A new record of a rater and system takes the place of the one before, which the study keeps. Say all that "
        "holds, not only what changed.",
    .statuses = "",
    .example = "attune rate rater study.attune --rater R1 --trainer \"N. N.\" --year 2018 \\\n"
               "    --test \"30 transcripts\" --percent 83 --since 2019-05",
    .describe = describe,
    .run = run_rater,
};

}  // namespace attune::cli
