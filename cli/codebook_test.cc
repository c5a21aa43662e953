// attune codebook test: codebooks against their own examples.
#include <algorithm>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/examples.h"
#include "attune/error.h"
#include "attune/text/visible.h"
#include "cli/books.h"
#include "cli/commands.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  options.add_options()("book,b", po::value<std::vector<std::string>>(),
                        "test this codebook, a shipped id or a path; may be repeated");
}

/// "FILE:LINE:COL: MARKER: what was expected".
std::string complaint(const ExampleResult& result) {
  std::string what = result.is_hit ? "this hit is not marked" : "this miss is marked";
  if (result.is_hit && !result.marked.empty()) what = "this hit is marked elsewhere";
  std::string line = to_string({result.example.place, fmt::format("{}: {}", result.marker, what), ""});
  for (const std::string& passage : result.marked) line += fmt::format("\n    marked: {}", passage);
  return visible(line);
}

/// One line of counts, then the examples that misbehave. False when there are any.
bool test(const Codebook& book, Context& context) {
  const std::vector<ExampleResult> results = run_examples(book);
  const auto misbehaving = std::ranges::count(results, false, &ExampleResult::as_expected);
  context.out << fmt::format("{}: markers {}, examples {}, misbehaving {}\n", rater_name(book), book.markers.size(),
                             results.size(), misbehaving);
  for (const ExampleResult& result : results)
    if (!result.as_expected) context.out << complaint(result) << '\n';
  return misbehaving == 0;
}

int run_test(const Arguments& arguments, Context& context) {
  std::vector<std::string> names = arguments.operands;
  if (arguments.has("book")) {
    const auto& books = arguments.get<std::vector<std::string>>("book");
    names.insert(names.begin(), books.begin(), books.end());
  }
  if (names.empty()) {
    bool all_good = true;
    for (const Codebook& book : shipped_codebooks()) all_good = test(book, context) && all_good;
    return all_good ? kDone : kNo;
  }
  int status = kDone;
  for (const std::string& name : names) {
    try {
      if (!test(open_codebook(name), context)) status = std::max(status, kNo);
    } catch (const Errors& errors) {
      context.err << visible(errors.what()) << '\n';
      status = kCouldNot;
    }
  }
  return status;
}

}  // namespace

extern const Command kCodebookTestCommand{
    .name = "codebook test",
    .operands = "[-b BOOK]... [FILE...]",
    .summary = "Codebooks against their own examples",
    .about =
        "Runs the examples of codebooks: every hit must be marked by its marker, and no miss may be. A hit that names "
        "spans must have them marked. Without a BOOK or FILE all shipped codebooks are tested.",
    .statuses = "an example misbehaves",
    .example = "attune codebook test\nattune codebook test my_markers.toml",
    .describe = describe,
    .run = run_test,
};

}  // namespace attune::cli
