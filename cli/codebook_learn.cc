// attune codebook learn: weighted markers from labelled responses.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "attune/codebook/codebook.h"
#include "attune/codebook/codebooks.h"
#include "attune/coding/examples.h"
#include "attune/error.h"
#include "attune/formats/labelled.h"
#include "attune/io/files.h"
#include "attune/learning/features.h"
#include "attune/learning/learned_book.h"
#include "attune/text/visible.h"
#include "cli/commands.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr std::size_t kLargestLabelled = std::size_t{256} << 20;

void describe(po::options_description& options) {
  options.add_options()
      ("output,o", po::value<std::string>()->value_name("TO"), "write the codebook here (- is standard output); without it only figures are printed")
      ("code", po::value<std::vector<std::string>>()->composing()->value_name("CODE"), "learn this code only (may be repeated)")
      ("id", po::value<std::string>()->default_value("learned")->value_name("ID"), "the new codebook's id")
      ("seed", po::value<std::uint64_t>()->default_value(1)->value_name("N"), "how the responses are parted; the same seed gives the same codebook")
      ("folds", po::value<int>()->default_value(5)->value_name("N"), "parts of the cross-validation, 2 to 20")
      ("cost", po::value<double>()->default_value(1)->value_name("C"), "more keeps more entries, less keeps fewer")
      ("shuffle-labels", po::bool_switch(), "a control: labels are dealt out at random, and what is learned must then be worth nothing")
      ("force,f", po::bool_switch(), "overwrite TO when it exists");
}

LearningOptions options_from(const Arguments& arguments) {
  LearningOptions options;
  options.seed = arguments.get<std::uint64_t>("seed");
  options.folds = arguments.get<int>("folds");
  options.cost = arguments.get<double>("cost");
  options.shuffle_labels = arguments.get<bool>("shuffle-labels");
  if (options.folds < 2 || options.folds > 20) throw UsageError("--folds takes 2 to 20");
  if (!(options.cost > 0 && options.cost <= 1000)) throw UsageError("--cost takes a number above 0, at most 1000");
  return options;
}

int run_learn(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 1) throw UsageError("expects one FILE of labelled responses, a JSON object a line");
  const LearningOptions options = options_from(arguments);
  const std::string& file = arguments.operands[0];
  const std::string bytes = file == "-" ? read_stream(context.in, "(standard input)", kLargestLabelled) : read_file(file, kLargestLabelled);
  const std::vector<LabelledResponse> responses = read_labelled(bytes, file);
  const NotationProfile notation = shipped_notation("aai").value();
  Tokenizer tokenizer(notation);
  std::vector<LabelledFeatures> rows;
  std::vector<LabelledText> texts;
  std::map<std::string, int> counts;
  for (const LabelledResponse& response : responses) {
    Example example;
    example.text = response.text;
    rows.push_back({response.transcript.empty() ? "response " + response.id : response.transcript, features_of(example_transcript(example, notation, tokenizer)), response.labels});
    texts.push_back({response.text, response.labels});
    for (const std::string& label : response.labels) ++counts[label];
  }
  std::vector<std::string> codes;
  for (const auto& [code, count] : counts) codes.push_back(code);
  if (arguments.has("code")) codes = arguments.get<std::vector<std::string>>("code");
  for (const std::string& code : codes)
    if (!counts.contains(code)) throw Errors({{file}, "a code that some response carries", "\"" + code + "\""});
  std::vector<LearnedList> lists;
  std::string table = fmt::format("{:<34} {:>6} {:>8} {:>10} {:>7} {:>6}\n", "code", "n", "entries", "precision", "recall", "F1");
  LearnedFigures sum;
  double f1_sum = 0;
  const auto number = [](std::optional<double> value) { return value ? fmt::format("{:.2f}", *value) : std::string("-"); };
  for (const std::string& code : codes) {
    lists.push_back(learn(code, rows, options));
    const LearnedFigures& figures = lists.back().figures;
    table += fmt::format("{:<34} {:>6} {:>8} {:>10} {:>7} {:>6}\n", code, figures.positives, lists.back().entries.size(), number(precision_of(figures)), number(recall_of(figures)), number(f1_of(figures)));
    sum.positives += figures.positives;
    sum.true_marks += figures.true_marks;
    sum.false_marks += figures.false_marks;
    sum.missed += figures.missed;
    f1_sum += f1_of(figures).value_or(0);
  }
  const std::string origin = fmt::format("{} labelled responses of {}, seed {}, {} folds", responses.size(), file.substr(file.rfind('/') + 1), options.seed, options.folds);
  std::string book;
  const bool writes = arguments.has("output");
  if (writes) {
    book = learned_book({arguments.get<std::string>("id"), "en", origin}, lists, texts, rows);
    (void)parse_codebook(book, arguments.get<std::string>("output"));  // what is written can be read
  }
  const bool to_stdout = writes && arguments.get<std::string>("output") == "-";
  std::ostream& figures_out = to_stdout ? context.err : context.out;
  figures_out << visible(table) << fmt::format("{:<34} {:>6} {:>8} {:>10} {:>7} {:>6}\n", "all marks", sum.positives, "", number(precision_of(sum)), number(recall_of(sum)), number(f1_of(sum)));
  if (!codes.empty()) figures_out << fmt::format("mean F1 of {} codes: {:.2f}. Cross-validated by transcript in {} parts, seed {}{}\n", codes.size(), f1_sum / static_cast<double>(codes.size()), options.folds, options.seed,
                                                 options.shuffle_labels ? "; labels shuffled" : "");
  if (!writes) return kDone;
  if (to_stdout) {
    context.out << book;
    return kDone;
  }
  write_file(arguments.get<std::string>("output"), book, arguments.get<bool>("force") ? Overwrite::yes : Overwrite::no);
  context.out << visible(fmt::format("{}: written\n", arguments.get<std::string>("output")));
  return kDone;
}

}  // namespace

extern const Command kCodebookLearnCommand{
    .name = "codebook learn",
    .operands = "[OPTIONS] FILE",
    .summary = "Weighted markers fitted to labelled responses",
    .about =
        "Reads labelled responses, one JSON object a line ({\"id\", \"text\", \"labels\": [...]}, and \"transcript\" where several are of one), and fits a list of weighted words "
        "and pairs of words for each code (logistic regression with an L1 penalty). Prints precision, recall and F1 of a cross-validation in which no transcript stands on both "
        "sides, and writes an ordinary codebook to read, prune and version.\n\nWhat is learned says how these labels go with words. It is no reason why.",
    .statuses = "",
    .example = "attune codebook learn labelled.jsonl -o learned.toml --seed 7",
    .describe = describe,
    .run = run_learn,
};

}  // namespace attune::cli
