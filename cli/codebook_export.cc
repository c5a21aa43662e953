// attune codebook export: a shipped file, to edit.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "attune/codebook/shipped.h"
#include "attune/error.h"
#include "attune/io/files.h"
#include "attune/text/spelling.h"
#include "cli/commands.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  options.add_options()("force,f", po::bool_switch(), "overwrite TO when it exists");
}

/// Codebooks go by their ids, the other shipped files by their paths: "notation/aai".
const ShippedFile& find_shipped(std::string_view name) {
  std::vector<std::string_view> names;
  for (const ShippedFile& file : shipped_files()) {
    const std::string_view stem = file.path.substr(0, file.path.rfind('.'));
    if (name == stem || name == file.path) return file;
    names.push_back(stem);
  }
  throw Errors({{std::string(name)}, "nothing of that name is shipped" + did_you_mean(name, names), ""});
}

int run_export(const Arguments& arguments, Context& context) {
  if (arguments.operands.empty() || arguments.operands.size() > 2)
    throw UsageError("takes a codebook and where it goes");
  const ShippedFile& file = find_shipped(arguments.operands[0]);
  if (arguments.operands.size() == 2 && arguments.operands[1] == "-") {
    context.out << file.text;
    return kDone;
  }
  namespace fs = std::filesystem;
  const fs::path name = fs::path(file.path).filename();
  fs::path to = arguments.operands.size() == 2 ? fs::path(arguments.operands[1]) : name;
  std::error_code unknown;
  if (fs::is_directory(to, unknown)) to /= name;
  write_file(to.string(), file.text, arguments.get<bool>("force") ? Overwrite::yes : Overwrite::no);
  context.out << fmt::format("{}: written\n", to.string());
  return kDone;
}

}  // namespace

extern const Command kCodebookExportCommand{
    .name = "codebook export",
    .operands = "[OPTIONS] BOOK [TO]",
    .summary = "A copy of a shipped codebook, to edit",
    .about =
        "Writes the file of a shipped codebook to TO (a file, a directory, or - for standard output; without it, to "
        "the file's own name here), so that a laboratory can change it. Give the copy an id and a version of its "
        "own, check and test it, and use it with -b. Notation profiles, protocol maps and languages are shipped "
        "too: export notation/aai and its like.",
    .statuses = "",
    .example = "attune codebook export unresolved our_unresolved.toml",
    .describe = describe,
    .run = run_export,
};

}  // namespace attune::cli
