// attune codebook export: a shipped file, to edit.
#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "attune/codebook/shipped.h"
#include "attune/error.h"
#include "attune/formats/export.h"
#include "attune/io/files.h"
#include "attune/text/spelling.h"
#include "cli/books.h"
#include "cli/choice.h"
#include "cli/commands.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  options.add_options()("force,f", po::bool_switch(), "overwrite TO when it exists")(
      "to", po::value<std::string>()->default_value("toml")->value_name("FORMAT"), "toml (the file as it is), or qdc (its codes, for programs that read REFI-QDA)");
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

constexpr std::pair<std::string_view, bool> kTargets[] = {{"toml", false}, {"qdc", true}};

/// The codes of a codebook, shipped or a file, as a REFI-QDA codebook.
int export_codes(const Arguments& arguments, Context& context) {
  const Codebook book = open_codebook(arguments.operands[0]);
  const Exported exported = export_qdc({&book, 1});
  for (const std::string& what : exported.left_out) context.err << fmt::format("note: {}\n", what);
  if (arguments.operands.size() == 2 && arguments.operands[1] == "-") {
    context.out << exported.bytes;
    return kDone;
  }
  const std::string to = arguments.operands.size() == 2 ? arguments.operands[1] : book.id + ".qdc";
  write_file(to, exported.bytes, arguments.get<bool>("force") ? Overwrite::yes : Overwrite::no);
  context.out << fmt::format("{}: written\n", to);
  return kDone;
}

int run_export(const Arguments& arguments, Context& context) {
  if (arguments.operands.empty() || arguments.operands.size() > 2)
    throw UsageError("takes a codebook and where it goes");
  if (choice(arguments, "to", kTargets)) return export_codes(arguments, context);
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
