#include "cli/agree_spans.h"

#include <algorithm>
#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "attune/agreement/continuum.h"
#include "attune/agreement/segmentation.h"
#include "attune/agreement/span_bootstrap.h"
#include "attune/agreement/span_panel.h"
#include "attune/formats/csv.h"
#include "attune/io/files.h"
#include "attune/report/agreement.h"
#include "cli/gates.h"

namespace attune::cli {
namespace {

constexpr std::size_t kLargestTable = std::size_t{1} << 28;

std::vector<std::string> list_in(const Arguments& arguments, const char* option) {
  if (!arguments.has(option)) return {};
  return parse_csv(arguments.get<std::string>(option), std::string("--") + option).header;
}

std::int64_t whole_number(const std::string& text) {
  std::size_t used = 0;
  try {
    const std::int64_t number = std::stoll(text, &used);
    if (used == text.size() && !text.empty()) return number;
  } catch (const std::exception&) {
    used = 0;
  }
  throw UsageError("--continuum is BEGIN:LENGTH in whole numbers, such as 0:4000");
}

ContinuumOptions continuum_in(const Arguments& arguments) {
  ContinuumOptions options;
  options.raters = list_in(arguments, "raters");
  if (!arguments.has("continuum")) return options;
  const auto& text = arguments.get<std::string>("continuum");
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) throw UsageError("--continuum is BEGIN:LENGTH in whole numbers, such as 0:4000");
  options.begin = whole_number(text.substr(0, colon));
  options.length = whole_number(text.substr(colon + 1));
  if (options.length < 1) throw UsageError("the length in --continuum is at least 1");
  if (options.begin < -kLargestPosition || options.begin > kLargestPosition || options.length > kLargestPosition)
    throw UsageError(fmt::format("BEGIN and LENGTH in --continuum are at most {}", kLargestPosition));
  return options;
}

GammaWeights weights_in(const Arguments& arguments) {
  std::vector<double> numbers;
  std::string_view left = arguments.get<std::string>("gamma");
  for (bool more = true; more;) {
    const std::size_t comma = left.find(',');
    const std::optional<double> number = csv_number(left.substr(0, comma), ',');
    if (!number || *number < 0) break;
    numbers.push_back(*number);
    more = comma != std::string_view::npos;
    if (more) left.remove_prefix(comma + 1);
  }
  if (numbers.size() != 3 || numbers[2] == 0)
    throw UsageError("--gamma is three numbers, alpha,beta,delta_empty, such as 1,1,1");
  return {numbers[0], numbers[1], numbers[2]};
}

CsvTable read_table(const std::string& file, Context& context) {
  const std::string name = file == "-" ? "standard input" : file;
  return parse_csv(file == "-" ? read_stream(context.in, name, kLargestTable) : read_file(file, kLargestTable), name);
}

SpanPanelOptions panel_options(const Arguments& arguments) {
  SpanPanelOptions options;
  options.all = arguments.has("all");
  options.weights = weights_in(arguments);
  if (arguments.has("seed")) options.seed = arguments.get<std::uint64_t>("seed");
  if (!arguments.options["resamples"].defaulted()) {
    options.samples = arguments.get<std::uint32_t>("resamples");
    if (*options.samples < 2) throw UsageError("--resamples is at least 2");
  }
  return options;
}

/// Of texts, whether a seed was given or not.
Resampling resampling_in(const Arguments& arguments) {
  constexpr std::uint32_t kResamples = 10'000;
  Resampling resampling{.seed = 1, .resamples = kResamples, .what = arguments.get<std::string>("cluster") + "s"};
  if (arguments.has("seed")) resampling.seed = arguments.get<std::uint64_t>("seed");
  if (!arguments.options["resamples"].defaulted()) resampling.resamples = arguments.get<std::uint32_t>("resamples");
  return resampling;
}

/// Writes the statistics in the format asked for; `write_text` writes the page.
template <typename WriteText>
int written(const Arguments& arguments, Context& context, const std::vector<Statistic>& statistics,
            const AgreementCounts& counts, const WriteText& write_text) {
  const bool is_passed = passed(gates_of(arguments), statistics, context);
  const auto& format = arguments.get<std::string>("format");
  if (format == "json")
    write_agreement_json(context.out, counts, statistics);
  else if (format == "csv")
    write_agreement_csv(context.out, statistics);
  else if (format == "text")
    write_text();
  else
    throw UsageError("--format takes text, csv, json, not \"" + format + "\"");
  return is_passed ? kDone : kNo;
}

}  // namespace

int run_agree_spans(const Arguments& arguments, Context& context) {
  if (!arguments.operands.empty() || (arguments.has("spans") && arguments.has("masses")))
    throw UsageError("expects one table: FILE, --spans FILE or --masses FILE");
  if (arguments.has("masses")) {
    const auto& file = arguments.get<std::string>("masses");
    const std::vector<Segmentation> segmentations = segmentations_of(read_table(file, context), file);
    std::vector<std::string> raters;
    std::vector<std::string> items;
    for (const Segmentation& each : segmentations) {
      if (std::find(raters.begin(), raters.end(), each.rater) == raters.end()) raters.push_back(each.rater);
      if (std::find(items.begin(), items.end(), each.item) == items.end()) items.push_back(each.item);
    }
    const AgreementCounts counts{items.size(), raters.size(), items.size() * raters.size() - segmentations.size()};
    const std::vector<Statistic> statistics = segmentation_panel(segmentations, arguments.has("all"));
    return written(arguments, context, statistics, counts, [&] {
      write_segmentation_agreement_text(context.out, "Agreement on segments in " + file, segmentations, statistics);
    });
  }
  const auto& file = arguments.get<std::string>("spans");
  const CsvTable table = read_table(file, context);
  std::vector<Continuum> texts;
  if (arguments.has("cluster"))
    texts = continua_of(table, continuum_in(arguments), arguments.get<std::string>("cluster"), file);
  const Continuum continuum = texts.empty() ? continuum_of(table, continuum_in(arguments), file) : end_to_end(texts);
  std::vector<Statistic> statistics = span_panel_of(continuum, panel_options(arguments));
  if (!texts.empty()) statistics = with_span_intervals(std::move(statistics), texts, panel_options(arguments), resampling_in(arguments));
  const AgreementCounts counts{continuum.number_of_units(), continuum.raters.size(), 0};
  return written(arguments, context, statistics, counts, [&] {
    write_span_agreement_text(context.out, "Agreement on spans in " + file, continuum, statistics);
  });
}

}  // namespace attune::cli
