// attune codebook mutate: what could be dropped from a codebook without an example noticing.
#include <algorithm>

#include <fmt/format.h>

#include "attune/coding/mutants.h"
#include "attune/error.h"
#include "attune/text/spelling.h"
#include "attune/text/visible.h"
#include "cli/books.h"
#include "cli/commands.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  options.add_options()("marker", po::value<std::vector<std::string>>()->composing()->value_name("ID"), "only this marker (may be repeated)");
}

/// Only the markers that were named.
void keep_named(Codebook& book, const Arguments& arguments) {
  if (!arguments.has("marker")) return;
  const auto& named = arguments.get<std::vector<std::string>>("marker");
  std::vector<std::string_view> ids;
  for (const Marker& marker : book.markers) ids.push_back(marker.id);
  for (const std::string& name : named)
    if (std::ranges::find(ids, name) == ids.end()) throw Errors({{name}, "no marker of that id" + did_you_mean(name, ids), ""});
  std::erase_if(book.markers, [&](const Marker& marker) { return std::ranges::find(named, marker.id) == named.end(); });
}

int run_mutate(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 1) throw UsageError("expects one BOOK, a shipped id or a path");
  Codebook book = open_codebook(arguments.operands[0]);
  keep_named(book, arguments);
  std::size_t tried = 0, missed = 0;
  for (const Marker& marker : book.markers) {
    const Survivors found = survivors(alone(book, marker));  // marker by marker, so that one sees it at work
    tried += found.tried;
    missed += found.mutants.size();
    for (const Mutant& mutant : found.mutants)
      context.out << visible(to_string({mutant.place, fmt::format("{}: no example misses {}", mutant.marker, mutant.dropped), ""})) << '\n';
  }
  context.out << fmt::format("{}: {} of {} parts could be dropped and no example would miss them\n", rater_name(book), missed, tried);
  return missed == 0 ? kDone : kNo;
}

}  // namespace

extern const Command kCodebookMutateCommand{
    .name = "codebook mutate",
    .operands = "[--marker ID]... BOOK",
    .summary = "What no example of a codebook would miss",
    .about =
        "Drops each pattern, alternative, guard and lexicon entry of each marker in turn and runs the marker's examples. What could be dropped without an example "
        "noticing is listed: it needs an example, or is not needed. A large codebook takes minutes; --marker looks at single ones.",
    .statuses = "something could be dropped",
    .example = "attune codebook mutate --marker needs_no_one ours.toml",
    .describe = describe,
    .run = run_mutate,
};

}  // namespace attune::cli
