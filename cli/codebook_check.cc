// attune codebook check: every mistake in codebooks.
#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/codebook/toml.h"
#include "attune/coding/coder.h"
#include "attune/coding/lint.h"
#include "attune/coding/regex.h"
#include "attune/error.h"
#include "attune/io/files.h"
#include "attune/text/visible.h"
#include "cli/commands.h"

namespace attune::cli {
namespace {

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

constexpr std::pair<std::string_view, std::string_view> kKinds[] = {
    {"duplicate", "written twice"},
    {"shadowed", "found by another pattern of the marker anyway"},
    {"unreachable", "rules and lexicons that cannot come to anything"},
    {"broad", "markers that mark a quarter of the other markers' misses"},
    {"unproved", "patterns that no hit proves"},
};
constexpr std::size_t kShown = 5;  // of each kind, where none was asked for

void describe(boost::program_options::options_description& options) {
  options.add_options()("lint", boost::program_options::value<std::string>()->implicit_value("some")->value_name("KIND"),
                        "tell what is no mistake and still a doubt, too; --lint=KIND lists all of duplicate, shadowed, unreachable, broad, unproved or all");
}

/// The kind to list whole, "all", or "some" of each. Throws `UsageError`.
std::string wanted_kind(const Arguments& arguments) {
  const std::string& kind = arguments.get<std::string>("lint");
  std::string kinds;
  for (const auto& [name, meaning] : kKinds) {
    if (kind == name) return kind;
    kinds += std::string(name) + ", ";
  }
  if (kind != "some" && kind != "all") throw UsageError(fmt::format("--lint takes {}all, not \"{}\"", kinds, kind));
  return kind;
}

/// The doubts about a codebook, by kind; true when there are none of the kind that is asked for.
bool lint(const Codebook& book, const std::string& wanted, Context& context) {
  const std::vector<Doubt> doubts = doubts_of(book);
  const bool is_mixed = wanted == "some" || wanted == "all";
  std::ptrdiff_t told = 0;
  for (const auto& [kind, meaning] : kKinds) {
    const std::ptrdiff_t count = std::ranges::count(doubts, kind, &Doubt::kind);
    if (count == 0 || (!is_mixed && wanted != kind)) continue;
    told += count;
    context.out << fmt::format("{}: {} {}: {}\n", visible(book.file), count, kind, meaning);
    std::size_t listed = 0;
    for (const Doubt& doubt : doubts)
      if (doubt.kind == kind && (wanted != "some" || ++listed <= kShown)) context.out << "  " << visible(to_string({doubt.place, doubt.what, ""})) << '\n';
    if (listed > kShown) context.out << fmt::format("  and {} more: --lint={} lists all\n", listed - kShown, kind);
  }
  context.out << fmt::format("{}: {}\n", visible(book.file), plural(static_cast<std::size_t>(told), is_mixed ? "doubt" : wanted + " doubt"));
  return told == 0;
}

/// Throws `Errors` when a regular expression of the codebook does not compile.
void report(const Codebook& book, Context& context) {
  const Coder compiled({book});
  context.out << fmt::format("{}: {}, {}, {}: no mistakes\n", visible(book.file), plural(book.codes.size(), "code"),
                             plural(book.markers.size(), "marker"), plural(book.scales.size(), "scale"));
}

int run_check(const Arguments& arguments, Context& context) {
  int status = kDone;
  const bool with_lint = arguments.has("lint");
  const std::string wanted = with_lint ? wanted_kind(arguments) : "";
  if (arguments.operands.empty())
    for (const Codebook& book : shipped_codebooks()) {
      report(book, context);
      if (with_lint && !lint(book, wanted, context)) status = kNo;
    }
  for (const std::string& file : arguments.operands) {
    try {
      const std::string text = file == "-" ? read_stream(context.in, "(standard input)", kLargestTomlFile)
                                           : read_file(file, kLargestTomlFile);
      const Codebook book = parse_codebook(text, file == "-" ? "(standard input)" : file, refusal_of);
      report(book, context);
      if (with_lint && !lint(book, wanted, context)) status = std::max(status, kNo);
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
    .operands = "[--lint[=KIND]] [FILE...]",
    .summary = "Every mistake in a codebook, with its place",
    .about =
        "Reads codebooks and tells every mistake with its line and column, so that a file can be mended in one go. "
        "Without a FILE the shipped codebooks are checked; - is standard input.\n\n"
        "With --lint it tells doubts too, by kind, with the first five of each: patterns and entries written twice (duplicate), patterns that another finds anyway (shadowed), rules and "
        "lexicons that cannot come to anything (unreachable), markers that mark a quarter of the other markers' misses (broad), patterns that no hit proves (unproved). The first three are "
        "faults to mend; an unproved pattern wants one more hit. --lint=KIND lists all of one kind, --lint=all of every kind.",
    .statuses = "with --lint: there are doubts",
    .example = "attune codebook check my_markers.toml",
    .describe = describe,
    .run = run_check,
};

}  // namespace attune::cli
