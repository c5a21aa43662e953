// attune codebook show: a codebook or a marker as a page to read.
#include <algorithm>
#include <filesystem>

#include "attune/codebook/codebooks.h"
#include "attune/error.h"
#include "attune/report/codebook_page.h"
#include "attune/text/spelling.h"
#include "cli/books.h"
#include "cli/commands.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  options.add_options()("book,b", po::value<std::vector<std::string>>(),
                        "look for the marker in this codebook, a shipped id or a path; may be repeated");
}

/// Throws `Errors` when no codebook has it.
void show_marker(const std::string& id, const std::vector<Codebook>& books, Context& context) {
  std::vector<std::string_view> known;
  for (const Codebook& book : books) {
    known.push_back(book.id);
    for (const Marker& marker : book.markers) {
      if (marker.id == id) return write_marker_page(context.out, book, marker);
      known.push_back(marker.id);
    }
  }
  throw Errors({{id}, "neither a codebook nor a marker" + did_you_mean(id, known), ""});
}

int run_show(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 1) throw UsageError("takes one codebook or marker");
  const std::string& name = arguments.operands[0];
  if (arguments.has("book")) {
    show_marker(name, open_codebooks(arguments.get<std::vector<std::string>>("book")), context);
    return kDone;
  }
  std::error_code unknown;
  const std::vector<std::string_view> shipped = shipped_codebook_ids();
  const bool is_book = std::ranges::find(shipped, name) != shipped.end() || name.find('/') != std::string::npos ||
                       name.ends_with(".toml") || std::filesystem::exists(name, unknown);
  if (is_book)
    write_codebook_page(context.out, open_codebook(name));
  else
    show_marker(name, shipped_codebooks(), context);
  return kDone;
}

}  // namespace

extern const Command kCodebookShowCommand{
    .name = "codebook show",
    .operands = "[OPTIONS] BOOK|MARKER",
    .summary = "A codebook or a marker, as a page to read",
    .about =
        "Shows a codebook (a shipped id or a path): its codes, markers with their patterns and reasons, lexicons, "
        "scales, indices and references. Given the id of a marker, shows that marker with its examples and the "
        "lexicons it uses.",
    .statuses = "",
    .example = "attune codebook show unresolved\nattune codebook show unresolved.present_tense",
    .describe = describe,
    .run = run_show,
};

}  // namespace attune::cli
