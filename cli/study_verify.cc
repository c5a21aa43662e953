// attune study verify: is everything in a study still what was stored?
#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "attune/report/study_page.h"
#include "cli/commands.h"
#include "cli/rederive.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  options.add_options()("head", po::value<std::string>()->value_name("N:HASH"),
                        "a head of the log kept from before")(
      "quick", "only the file's structure and the log's chain: no content hashes, no rules run");
  describe_list_format(options);
  describe_actor(options);
}

constexpr std::size_t kHashDigits = 64;

/// "17:9f8e..." Throws `UsageError`.
LogHead head_from(const std::string& text) {
  LogHead head;
  const std::size_t colon = std::min(text.find(':'), text.size());
  const auto [end, error] = std::from_chars(text.data(), text.data() + colon, head.entries);
  if (colon < text.size()) head.hash = text.substr(colon + 1);
  if (error != std::errc() || end != text.data() + colon || head.entries < 1 || head.hash.size() != kHashDigits)
    throw UsageError("--head takes a number and a hash as verify prints them, N:HASH, not \"" + text + "\"");
  return head;
}

int run_verify(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 1) throw UsageError("expected one study file");
  const ListFormat format = list_format_of(arguments);
  std::optional<LogHead> head;
  if (arguments.has("head")) head = head_from(arguments.get<std::string>("head"));
  const bool is_quick = arguments.has("quick");

  Study study = open_study(arguments.operands[0], surroundings_of(arguments), context);
  const Verification verification = study.verify(is_quick ? VerifyLevel::structure : VerifyLevel::full, head);
  // Rules are not run on what is known to be damaged: reading it again would only repeat the finding as an error.
  std::optional<Rederivation> rederivation;
  if (!is_quick && verification.findings.empty()) rederivation = rederive(study);
  write_verification(context.out, arguments.operands[0], verification, rederivation, format);
  return verification.findings.empty() && (!rederivation || rederivation->findings.empty()) ? kDone : kNo;
}

}  // namespace

extern const Command kStudyVerifyCommand{
    .name = "study verify",
    .operands = "STUDY [OPTIONS]",
    .summary = "Look for damage; derive every rule mark again",
    .about =
        "Checks the file's structure, the content hash of every record, and the log's chain, which accounts for every "
        "record; then codes every transcript again with the codebooks in the study and compares the marks. Codings by "
        "another version of Attune or of ICU, and those whose text is not in the study, are counted as not "
        "re-derivable here.\n\n"
        "Whoever owns the file can write it all anew, log and hashes too. Against that, keep the head of the log that "
        "is printed somewhere else and give it as --head later. Nothing is ever repaired in place.",
    .statuses = "a difference was found",
    .example = "attune study verify study.attune",
    .describe = describe,
    .run = run_verify,
};

}  // namespace attune::cli
