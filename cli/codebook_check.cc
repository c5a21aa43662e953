// attune codebook check: every mistake in codebooks.
#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/codebook/toml.h"
#include "attune/coding/coder.h"
#include "attune/error.h"
#include "attune/io/files.h"
#include "attune/text/visible.h"
#include "cli/commands.h"

namespace attune::cli {
namespace {

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// Throws `Errors` when a regular expression of the codebook does not compile.
void report(const Codebook& book, Context& context) {
  const Coder compiled({book});
  context.out << fmt::format("{}: {}, {}, {}: no mistakes\n", visible(book.file), plural(book.codes.size(), "code"),
                             plural(book.markers.size(), "marker"), plural(book.scales.size(), "scale"));
}

int run_check(const Arguments& arguments, Context& context) {
  if (arguments.operands.empty())
    for (const Codebook& book : shipped_codebooks()) report(book, context);
  int status = kDone;
  for (const std::string& file : arguments.operands) {
    try {
      const std::string text = file == "-" ? read_stream(context.in, "(standard input)", kLargestTomlFile)
                                           : read_file(file, kLargestTomlFile);
      report(parse_codebook(text, file == "-" ? "(standard input)" : file), context);
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
    .operands = "[FILE...]",
    .summary = "Every mistake in a codebook, with its place",
    .about =
        "Reads codebooks and tells every mistake with its line and column, so that a file can be mended in one go. "
        "Without a FILE the shipped codebooks are checked; - is standard input.",
    .statuses = "",
    .example = "attune codebook check my_markers.toml",
    .describe = nullptr,
    .run = run_check,
};

}  // namespace attune::cli
