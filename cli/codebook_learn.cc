// attune codebook learn: weighted markers from labelled responses or from the marks of raters.
#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebook.h"
#include "attune/codebook/codebooks.h"
#include "attune/error.h"
#include "attune/io/files.h"
#include "attune/learning/learned_book.h"
#include "attune/text/visible.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/display.h"
#include "cli/learning_material.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr std::pair<std::string_view, LearnedUnit> kUnits[] = {
    {"sentence", LearnedUnit::sentence}, {"turn", LearnedUnit::turn}, {"response", LearnedUnit::response}};

void describe(po::options_description& options) {
  options.add_options()
      ("study,s", po::value<std::string>()->value_name("STUDY"), "learn from the passages that raters marked in this study")
      ("rater", po::value<std::vector<std::string>>()->composing()->value_name("RATER"), "of this rater's marks only (may be repeated)")
      ("round", po::value<int>()->default_value(1)->value_name("N"), "of this round of coding")
      ("per", po::value<std::string>()->default_value("sentence")->value_name("UNIT"), "what is marked or not, and read by the new rules: sentence, turn or response")
      ("words", po::bool_switch(), "fit a weight for every common word, instead of a list of few words and pairs")
      ("output,o", po::value<std::string>()->value_name("TO"), "write the codebook here (- is standard output); without it only figures are printed")
      ("code", po::value<std::vector<std::string>>()->composing()->value_name("CODE"), "learn this code only (may be repeated)")
      ("id", po::value<std::string>()->default_value("learned")->value_name("ID"), "the new codebook's id")
      ("seed", po::value<std::uint64_t>()->default_value(1)->value_name("N"), "how the responses are parted; the same seed gives the same codebook")
      ("folds", po::value<int>()->default_value(5)->value_name("N"), "parts of the cross-validation, 2 to 20")
      ("cost", po::value<double>()->value_name("C"), "more fits closer to the labels (with few entries it keeps more of them): 1, with --words 10")
      ("shuffle-labels", po::bool_switch(), "a control: labels are dealt out at random, and what is learned must then be worth nothing")
      ("force,f", po::bool_switch(), "overwrite TO when it exists");
  describe_display(options);
  describe_actor(options);
}

LearnedForm form_from(const Arguments& arguments) { return arguments.get<bool>("words") ? LearnedForm::words : LearnedForm::entries; }

LearningOptions options_from(const Arguments& arguments) {
  LearningOptions options;
  options.seed = arguments.get<std::uint64_t>("seed");
  options.folds = arguments.get<int>("folds");
  if (form_from(arguments) == LearnedForm::words) options.cost = kWordsCost, options.fewest_responses = kFewestResponsesOfWord;
  if (arguments.has("cost")) options.cost = arguments.get<double>("cost");
  options.shuffle_labels = arguments.get<bool>("shuffle-labels");
  if (options.folds < 2 || options.folds > 20) throw UsageError("--folds takes 2 to 20");
  if (!(options.cost > 0 && options.cost <= 1000)) throw UsageError("--cost takes a number above 0, at most 1000");
  return options;
}

LearningMaterial material_of(const Arguments& arguments, Context& context) {
  const bool from_study = arguments.has("study");
  if (from_study ? !arguments.operands.empty() : arguments.operands.size() != 1)
    throw UsageError("expects one FILE of labelled responses, a JSON object a line, or -s STUDY with raters' marks");
  if (!from_study) {
    for (const char* option : {"rater", "round", "per"})
      if (!arguments.options[option].defaulted() && arguments.has(option)) throw UsageError(fmt::format("--{} goes with -s STUDY", option));
    return labelled_material(arguments.operands[0], form_from(arguments), context);
  }
  MarksWanted wanted{{}, arguments.get<int>("round"), choice(arguments, "per", kUnits), form_from(arguments)};
  if (arguments.has("rater")) wanted.raters = arguments.get<std::vector<std::string>>("rater");
  Study study = open_study(arguments.get<std::string>("study"), surroundings_of(arguments), context);
  return marked_material(study, wanted, arguments);
}

int run_learn(const Arguments& arguments, Context& context) {
  const LearningOptions options = options_from(arguments);
  const LearningMaterial material = material_of(arguments, context);
  if (!material.left_out.empty()) context.err << material.left_out << '\n';
  std::map<std::string, int> counts;
  for (const LabelledFeatures& row : material.rows)
    for (const std::string& label : row.labels) ++counts[label];
  std::vector<std::string> codes;
  for (const auto& [code, count] : counts) codes.push_back(code);
  if (arguments.has("code")) codes = arguments.get<std::vector<std::string>>("code");
  for (const std::string& code : codes)
    if (!counts.contains(code)) throw Errors({{arguments.has("study") ? arguments.get<std::string>("study") : arguments.operands[0], 0, 0}, "a code that something carries", "\"" + code + "\""});
  std::vector<LearnedList> lists;
  std::string table = fmt::format("{:<34} {:>6} {:>8} {:>10} {:>7} {:>6}\n", "code", "n", "entries", "precision", "recall", "F1");
  LearnedFigures sum;
  double f1_sum = 0;
  const auto number = [](std::optional<double> value) { return value ? fmt::format("{:.2f}", *value) : std::string("-"); };
  for (const std::string& code : codes) {
    lists.push_back(form_from(arguments) == LearnedForm::words ? learn_words(code, material.rows, options) : learn(code, material.rows, options));
    const LearnedFigures& figures = lists.back().figures;
    table += fmt::format("{:<34} {:>6} {:>8} {:>10} {:>7} {:>6}\n", code, figures.positives, lists.back().entries.size(), number(precision_of(figures)), number(recall_of(figures)), number(f1_of(figures)));
    sum.positives += figures.positives;
    sum.true_marks += figures.true_marks;
    sum.false_marks += figures.false_marks;
    sum.missed += figures.missed;
    f1_sum += f1_of(figures).value_or(0);
  }
  const std::string origin = fmt::format("{}, seed {}, {} folds", material.origin, options.seed, options.folds);
  const std::string scope = arguments.has("study") ? arguments.get<std::string>("per") : "response";
  std::string book;
  const bool writes = arguments.has("output");
  if (writes) book = learned_book({arguments.get<std::string>("id"), material.language, scope, origin}, lists, material.texts, material.rows);
  const bool to_stdout = writes && arguments.get<std::string>("output") == "-";
  std::ostream& figures_out = to_stdout ? context.err : context.out;
  figures_out << visible(table) << fmt::format("{:<34} {:>6} {:>8} {:>10} {:>7} {:>6}\n", "all marks", sum.positives, "", number(precision_of(sum)), number(recall_of(sum)), number(f1_of(sum)));
  if (!codes.empty()) figures_out << fmt::format("mean F1 of {} codes: {:.2f}. Cross-validated by transcript in {} parts, seed {}{}\n", codes.size(), f1_sum / static_cast<double>(codes.size()), options.folds, options.seed,
                                                 options.shuffle_labels ? "; labels shuffled" : "");
  figures_out << visible(fmt::format("from {}\n", material.origin));
  for (const LearnedList& list : lists)
    if (list.groups < options.folds)
      figures_out << visible(fmt::format("not learned: {}, in {} transcripts; {} parts need as many\n", list.code, list.groups, options.folds));
  if (!writes) return kDone;
  if (parse_codebook(book, arguments.get<std::string>("output")).markers.empty()) {
    context.err << visible(fmt::format("{}: nothing was learned, and it was not written\n", arguments.get<std::string>("output")));
    return kNo;
  }
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
    .operands = "[OPTIONS] FILE | -s STUDY",
    .summary = "Weighted markers fitted to labels or raters' marks",
    .about =
        "Reads labelled responses, one JSON object a line ({\"id\", \"text\", \"labels\": [...]}, and \"transcript\" where several are of one), and fits a list of weighted words "
        "and pairs of words for each code (logistic regression with an L1 penalty). Prints precision, recall and F1 of a cross-validation in which no transcript stands on both "
        "sides, and writes an ordinary codebook to read, prune and version. With --words all common words get a weight (L2 penalty): such a list keeps or drops the marks of other "
        "markers of its code by the words around them, when both stand in one codebook.\n\n"
        "With -s it learns from the passages that people marked in a study (\"attune rate mark\"): only codings that are locked, were made without sight of others' and are no training cases count, and a unit has a "
        "code when more than half of those who coded its transcript marked it there. Codings of an older version of a transcript are left out, and it says how many. The codebook then holds words of the interviews, but no passage: its examples are made of the entries. Try "
        "it on interviews that nobody's marks were learned from.\n\nWhat is learned says how these labels go with words. It is no reason why.",
    .statuses = "nothing was learned, and no codebook is written",
    .example = "attune codebook learn labelled.jsonl -o learned.toml --seed 7",
    .describe = describe,
    .run = run_learn,
};

}  // namespace attune::cli
