// attune codebook list: which codebooks there are.
#include <utility>

#include "attune/codebook/codebooks.h"
#include "attune/report/codebook_page.h"
#include "cli/choice.h"
#include "cli/commands.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr std::pair<std::string_view, ListFormat> kFormats[] = {
    {"text", ListFormat::text}, {"csv", ListFormat::csv}, {"json", ListFormat::json}, {"jsonl", ListFormat::jsonl}};

void describe(po::options_description& options) {
  options.add_options()("format", po::value<std::string>()->default_value("text"), "text, csv, json or jsonl");
}

int run_list(const Arguments& arguments, Context& context) {
  if (!arguments.operands.empty()) throw UsageError("takes no operands");
  write_codebook_list(context.out, shipped_codebooks(), choice(arguments, "format", kFormats));
  return kDone;
}

}  // namespace

extern const Command kCodebookListCommand{
    .name = "codebook list",
    .operands = "[OPTIONS]",
    .summary = "The codebooks that come with Attune",
    .about =
        "Lists the codebooks that come with Attune, with their versions. Those marked \"default\" are used when no "
        "codebook is named with -b.",
    .statuses = "",
    .example = "attune codebook list",
    .describe = describe,
    .run = run_list,
};

}  // namespace attune::cli
