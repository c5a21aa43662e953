// attune codebook new: a codebook to begin with.
#include <filesystem>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/error.h"
#include "attune/formats/qdc_codebook.h"
#include "attune/io/files.h"
#include "attune/text/visible.h"
#include "cli/books.h"
#include "cli/commands.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  options.add_options()
      ("from", po::value<std::string>()->value_name("BOOK"), "change this shipped codebook: what is not said anew is taken from it")
      ("from-qdc", po::value<std::string>()->value_name("FILE"), "begin with the codes of a REFI-QDA codebook (.qdc)")
      ("id", po::value<std::string>()->default_value("ours")->value_name("ID"), "the new codebook's id; marks are filed under it")
      ("force,f", po::bool_switch(), "overwrite TO when it exists");
}

/// A marker that shows every part, and whose examples are right.
constexpr std::string_view kMarker = R"toml([[code]]
id = "example.no_one_to_ask"
title = "Nobody to ask"
definition = "The speaker says that there was nobody to turn to. Write here what a trained reader would mark."
polarity = "neutral"

[[marker]]
id = "example.no_one_to_ask"
code = "example.no_one_to_ask"
title = "Nobody to ask"
why = "The reason a trained reader would give."
evidence = "E4"
any = ["{nobody} to (ask|tell|turn to)"]
unless = ["(now|today|these days)"]
hit = ["There was nobody to ask.", "I had no one to tell.", "And, um, nobody, nobody to turn to."]
miss = ["I have nobody to ask these days.", "Nobody asked."]
)toml";

std::string skeleton(const std::string& id, const Codebook* base) {
  std::string text = fmt::format("# What is marked, and why. The language of markers is told in docs/codebooks.md.\n[codebook]\nid = \"{}\"\nversion = \"0.1.0\"\n", id);
  if (base == nullptr) return text + "language = \"en\"\ntitle = \"A codebook of our own\"\n\n[lexicon]\nnobody = [\"nobody\", \"no one\"]\n\n" + std::string(kMarker);
  text += fmt::format("language = \"{}\"\ntitle = \"Our changes to {}\"\nextends = \"{}\"\n", base->language, base->id, rater_name(*base));
  text += "# Ids of markers to leave out, or of codes with all their markers.\noff = []\n\n";
  text += "# A code, lexicon, marker, scale or index with an id of the codebook above replaces it; others are added.\n";
  return text + "[lexicon]\nnobody = [\"nobody\", \"no one\"]\n\n" + std::string(kMarker);
}

int run_new(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() > 1) throw UsageError("takes one TO, where the codebook goes");
  const std::string& id = arguments.get<std::string>("id");
  std::string text;
  if (arguments.has("from") && arguments.has("from-qdc")) throw UsageError("--from and --from-qdc do not go together");
  if (arguments.has("from-qdc")) {
    const std::string& file = arguments.get<std::string>("from-qdc");
    const QdcCodebook book = codebook_of(read_qdc(read_file(file), file, Limits{}), id, std::filesystem::path(file).filename().string());
    for (const std::string& what : book.told) context.err << visible(fmt::format("note: {}\n", what));
    text = book.toml;
  } else if (arguments.has("from")) {
    const std::string& from = arguments.get<std::string>("from");
    const std::optional<Codebook> base = shipped_codebook(from);
    if (!base) {
      (void)open_codebook(from);  // tells what is wrong with the name
      throw UsageError("--from takes a shipped codebook; a file of your own is changed in place or copied");
    }
    text = skeleton(id, &*base);
  } else {
    text = skeleton(id, nullptr);
  }
  const std::string to = arguments.operands.empty() ? id + ".toml" : arguments.operands[0];
  (void)parse_codebook(text, to);  // an id that is none is told before anything is written
  if (to == "-") {
    context.out << text;
    return kDone;
  }
  write_file(to, text, arguments.get<bool>("force") ? Overwrite::yes : Overwrite::no);
  context.out << visible(fmt::format("{}: written\n", to));
  return kDone;
}

}  // namespace

extern const Command kCodebookNewCommand{
    .name = "codebook new",
    .operands = "[OPTIONS] [TO]",
    .summary = "A codebook to begin with, empty or on a shipped one",
    .about =
        "Writes a small codebook with one marker as an example to TO (ID.toml unless said; - is standard output). With --from it extends a shipped codebook: "
        "everything of that one holds, except what is named under off or written anew. With --from-qdc it has the codes of a REFI-QDA codebook, as other programs write "
        "them, and no markers yet. Check, test and use it like any other.",
    .statuses = "",
    .example = "attune codebook new --from coherence --id ours ours.toml",
    .describe = describe,
    .run = run_new,
};

}  // namespace attune::cli
