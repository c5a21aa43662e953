// attune codebook check: every mistake in codebooks.
#include <algorithm>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/codebook/toml.h"
#include "attune/coding/coder.h"
#include "attune/coding/lint.h"
#include "attune/error.h"
#include "attune/io/files.h"
#include "attune/text/visible.h"
#include "cli/commands.h"

namespace attune::cli {
namespace {

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

void describe(boost::program_options::options_description& options) {
  options.add_options()("lint", boost::program_options::bool_switch(), "tell what is no mistake and still a doubt, too");
}

/// The doubts about a codebook; true when there are none.
bool lint(const Codebook& book, Context& context) {
  const std::vector<Doubt> doubts = doubts_of(book);
  for (const Doubt& doubt : doubts) context.out << visible(to_string({doubt.place, fmt::format("{}: {}", doubt.kind, doubt.what), ""})) << '\n';
  context.out << fmt::format("{}: {}\n", visible(book.file), plural(doubts.size(), "doubt"));
  return doubts.empty();
}

/// Throws `Errors` when a regular expression of the codebook does not compile.
void report(const Codebook& book, Context& context) {
  const Coder compiled({book});
  context.out << fmt::format("{}: {}, {}, {}: no mistakes\n", visible(book.file), plural(book.codes.size(), "code"),
                             plural(book.markers.size(), "marker"), plural(book.scales.size(), "scale"));
}

int run_check(const Arguments& arguments, Context& context) {
  int status = kDone;
  const bool with_lint = arguments.get<bool>("lint");
  if (arguments.operands.empty())
    for (const Codebook& book : shipped_codebooks()) {
      report(book, context);
      if (with_lint && !lint(book, context)) status = kNo;
    }
  for (const std::string& file : arguments.operands) {
    try {
      const std::string text = file == "-" ? read_stream(context.in, "(standard input)", kLargestTomlFile)
                                           : read_file(file, kLargestTomlFile);
      const Codebook book = parse_codebook(text, file == "-" ? "(standard input)" : file);
      report(book, context);
      if (with_lint && !lint(book, context)) status = std::max(status, kNo);
    } catch (const Errors& errors) {
      context.err << visible(errors.what()) << '\n';
      status = kCouldNot;
    }
  }
  return status;
}

}  // namespace

extern const Command kCodebookCheckCommand{
    .name = "codebook check",
    .operands = "[--lint] [FILE...]",
    .summary = "Every mistake in a codebook, with its place",
    .about =
        "Reads codebooks and tells every mistake with its line and column, so that a file can be mended in one go. "
        "Without a FILE the shipped codebooks are checked; - is standard input.\n\n"
        "With --lint it tells doubts too: patterns and entries written twice (duplicate), patterns that another finds anyway (shadowed), rules and "
        "lexicons that cannot come to anything (unreachable), patterns that no hit proves (unproved), markers that mark a quarter of the other markers' misses (broad).",
    .statuses = "with --lint: there are doubts",
    .example = "attune codebook check my_markers.toml",
    .describe = describe,
    .run = run_check,
};

}  // namespace attune::cli
