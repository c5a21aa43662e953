// attune agree: how far raters agree in any table of ratings.
#include <algorithm>
#include <cstdint>
#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "attune/agreement/cluster_intervals.h"
#include "attune/agreement/csv_table.h"
#include "attune/agreement/gate.h"
#include "attune/agreement/panel.h"
#include "attune/formats/csv.h"
#include "attune/io/files.h"
#include "attune/report/agreement.h"
#include "attune/report/agreement_methods.h"
#include "attune/text/visible.h"
#include "cli/agree_spans.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/gates.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

/// Tables hold no transcript, so they may be larger than one.
constexpr std::size_t kLargestTable = std::size_t{1} << 28;

enum class ResultFormat : std::uint8_t { text, csv, json };

constexpr std::pair<std::string_view, ResultFormat> kFormats[] = {
    {"text", ResultFormat::text}, {"csv", ResultFormat::csv}, {"json", ResultFormat::json}};

constexpr std::pair<std::string_view, Level> kLevels[] = {
    {"nominal", Level::nominal}, {"ordinal", Level::ordinal}, {"interval", Level::interval}, {"ratio", Level::ratio}};

void describe(po::options_description& options) {
  options.add_options()("unit", po::value<std::string>(),
                        "column of the units (long: \"unit\"; wide: the first column)")(
      "rater", po::value<std::string>()->default_value("rater"), "column of the raters, in a long table")(
      "value", po::value<std::string>()->default_value("value"), "column of the ratings, in a long table")(
      "wide", "one row per unit, one column per rater")(
      "level", po::value<std::string>(),
      "nominal, ordinal, interval or ratio (default: interval for numbers, "
      "ordinal for text with --order, else nominal)")("order", po::value<std::string>(),
                                                      "categories from low to high: a,b,c")(
      "categories", po::value<std::string>(), "all categories, also those nobody used: a,b,c")(
      "missing", po::value<std::string>()->default_value("NA"),
      "what stands for no rating, beside an empty cell: .,-,999 (\"\": nothing else)")(
      "seed", po::value<std::uint64_t>(), "also the bootstrap of alpha, drawn with this seed")(
      "resamples", po::value<std::uint32_t>()->default_value(100'000), "how many resamples the bootstrap draws")(
      "spans", po::value<std::string>(), "a table of spans instead: columns rater, category, start, end")(
      "continuum", po::value<std::string>(), "where the line of the spans lies, BEGIN:LENGTH (default: 0 to the last end)")(
      "raters", po::value<std::string>(), "the raters of the spans, also those who marked nothing: a,b")(
      "gamma", po::value<std::string>()->default_value("1,1,1"), "alpha, beta and delta_empty of gamma")(
      "masses", po::value<std::string>(), "a table of segmentations instead: columns item, rater, masses")(
      "cluster", po::value<std::string>(), "column of what is resampled as a whole, such as the family, or of the text "
                                                 "that spans are in; intervals are "
                                                 "then of the bootstrap (seed 1 unless --seed)")(
      "kalpha", "also the bootstrap of alpha that the macro KALPHA draws (needs --seed)")(
      "icc", po::value<std::string>()->default_value("anova"),
      "ICC with missing ratings: anova (only units rated by all), reml (mixed model of all ratings) or ebel (one-way)")(
      "permutations", po::value<std::uint32_t>(), "also a permutation test of two raters, with this many orders (needs --seed)")(
      "weights", po::value<std::string>(), "a table of weights for each two categories: agreement weights, or "
      "disagreements with 0 on the diagonal")("all", "every variant, not only those in common use")(
      "apa", "sentences for a methods section instead of the table")(
      "grras", "the items of the GRRAS guidelines, answered or missing, instead of the table")(
      "min", po::value<std::vector<std::string>>()->composing(),
      "exit 1 where a number is lower: 'krippendorff_alpha[metric=interval].ci_low=0.6' (may be repeated)")(
      "format", po::value<std::string>()->default_value("text"), "text, csv or json");
}

struct Options {
  std::string file;
  std::string unit, rater, value, cluster;
  bool wide = false;
  TableOptions table;
  PanelOptions panel;
  std::vector<Gate> gates;
  std::string weights;
  bool apa = false;
  bool grras = false;
  ResultFormat format = ResultFormat::text;
};

std::string given(const Arguments& arguments, const char* option) {
  return arguments.has(option) ? arguments.get<std::string>(option) : std::string();
}

/// The parts of "a,b,c"; quotes as in CSV, so that a category may hold a comma.
std::vector<std::string> list_in(const Arguments& arguments, const char* option) {
  if (!arguments.has(option) || arguments.get<std::string>(option).empty()) return {};
  return parse_csv(arguments.get<std::string>(option), std::string("--") + option).header;
}

Options options_of(const Arguments& arguments) {
  if (arguments.operands.size() != 1) throw UsageError("expects one FILE (\"-\" is standard input)");
  Options options;
  options.file = arguments.operands[0];
  options.unit = given(arguments, "unit");
  options.rater = given(arguments, "rater");
  options.value = given(arguments, "value");
  options.cluster = given(arguments, "cluster");
  options.wide = arguments.has("wide");
  options.format = choice(arguments, "format", kFormats);
  options.table.file = options.file == "-" ? "standard input" : options.file;
  options.table.order = list_in(arguments, "order");
  options.table.categories = list_in(arguments, "categories");
  options.table.missing = list_in(arguments, "missing");
  if (arguments.has("level")) options.table.level = choice(arguments, "level", kLevels);
  options.panel.all = arguments.has("all");
  options.panel.icc = choice(arguments, "icc", kIccEstimators);
  // Units of clusters have no formulas for independent units, so they are resampled whether a seed was given or not.
  if (arguments.has("seed") || !options.cluster.empty()) {
    options.panel.resampling = Resampling{.seed = arguments.has("seed") ? arguments.get<std::uint64_t>("seed") : 1,
                                          .resamples = arguments.get<std::uint32_t>("resamples"),
                                          .what = options.cluster.empty() ? "items" : "clusters"};
    if (options.panel.resampling->resamples < 100) throw UsageError("--resamples is at least 100");
  }
  options.panel.kalpha = arguments.has("kalpha");
  if (options.panel.kalpha && !options.panel.resampling) throw UsageError("--kalpha needs --seed");
  if (arguments.has("permutations")) {
    if (!options.panel.resampling) throw UsageError("--permutations needs --seed");
    options.panel.permutations = arguments.get<std::uint32_t>("permutations");
  }
  options.weights = given(arguments, "weights");
  options.apa = arguments.has("apa");
  options.grras = arguments.has("grras");
  if ((options.apa || options.grras) && options.format != ResultFormat::text)
    throw UsageError("--apa and --grras are text, not csv or json");
  options.gates = gates_of(arguments);
  return options;
}

Table read_table(const Options& options, std::istream& in) {
  const std::string& name = options.table.file;
  const std::string text =
      options.file == "-" ? read_stream(in, name, kLargestTable) : read_file(options.file, kLargestTable);
  const CsvTable csv = parse_csv(text, name);
  TableOptions table = options.table;
  table.separator = csv.separator;
  if (options.wide)
    return make_table(observations_of(csv, WideColumns{options.unit, {}, options.cluster}, name), table);
  const auto has = [&](const std::string& column) { return std::ranges::find(csv.header, column) != csv.header.end(); };
  if (!has(options.rater) && !has(options.value))
    throw UsageError(
        fmt::format("{} has no columns \"{}\" and \"{}\"; name them with --rater and --value, or give --wide for a "
                    "table with one column for each rater",
                    name, options.rater, options.value));
  const LongColumns columns{options.unit.empty() ? "unit" : options.unit, options.rater, options.value,
                            options.cluster};
  return make_table(observations_of(csv, columns, name), table);
}

/// Some values are numbers and others not: one cell written otherwise makes labels of all numbers.
std::string caution_of(const Table& table, const Options& options) {
  if (options.table.level || !table.numbers.empty() || !options.table.order.empty() || !options.table.categories.empty())
    return "";
  std::vector<std::string> others;
  for (const std::string& category : table.categories)
    if (!csv_number(category, options.table.separator)) others.push_back("\"" + visible(category) + "\"");
  if (others.size() * 2 >= table.categories.size()) return "";
  constexpr std::size_t kMostNamed = 3;
  std::string list;
  for (std::size_t i = 0; i < std::min(others.size(), kMostNamed); ++i) list += (i == 0 ? "" : ", ") + others[i];
  if (others.size() > kMostNamed) list += " ...";
  return fmt::format("{}: caution: {} of {} different values are no numbers ({}), so all are taken for labels; --missing names "
                     "what stands for no rating, --level nominal says that labels are meant\n",
                     options.table.file, others.size(), table.categories.size(), list);
}

int run_agree(const Arguments& arguments, Context& context) {
  if (arguments.has("spans") || arguments.has("masses")) return run_agree_spans(arguments, context);
  const Options options = options_of(arguments);
  Table table = read_table(options, context.in);
  context.err << caution_of(table, options);
  if (!options.weights.empty())
    table = with_given_weights(std::move(table), parse_csv(read_file(options.weights, kLargestTable), options.weights),
                               options.weights);
  std::vector<Statistic> statistics = panel_of(table, options.panel);
  if (!table.clusters.empty())
    statistics = with_cluster_intervals(table, std::move(statistics), *options.panel.resampling);
  const bool is_passed = passed(options.gates, statistics, context);
  if (options.format == ResultFormat::json)
    write_agreement_json(context.out, {table.units.size(), table.raters.size(), count_missing_cells(table)}, statistics);
  else if (options.format == ResultFormat::csv)
    write_agreement_csv(context.out, statistics);
  else if (options.apa || options.grras) {
    if (options.apa) write_apa(context.out, table, statistics);
    if (options.apa && options.grras) context.out << "\n";
    if (options.grras) write_grras(context.out, table, statistics);
  } else
    write_agreement_text(context.out, {fmt::format("Agreement in {}", options.table.file), "unit"}, table, statistics);
  return is_passed ? kDone : kNo;
}

}  // namespace

const Command kAgreeCommand = {
    .name = "agree",
    .operands = "[OPTIONS] FILE.csv",
    .summary = "Agreement of raters in any table of ratings",
    .about =
        "Percent agreement, Cohen's kappa of every pair of raters and Krippendorff's alpha, each with its 95 % "
        "confidence interval, of a table of ratings. No study file is needed.\n\n"
        "A long table has one row for each rating, with the columns unit, rater and value; with --wide it has one row "
        "for each unit and one column for each rater. An empty cell or NA is missing. Columns are parted by commas, "
        "semicolons or tabs. A statistic that has no value says why; docs/agreement.md has the formulas and papers.",
    .statuses = "a number is below --min, or has no value",
    .example =
        "attune agree ratings.csv --wide --level interval --seed 1\n"
        "attune agree classes.csv --unit interview --level nominal --format json",
    .describe = describe,
    .run = run_agree,
};

}  // namespace attune::cli
