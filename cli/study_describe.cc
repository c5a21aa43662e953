// attune study describe: whose the transcripts of a study are, and where they were made.
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/csv.h"
#include "attune/formats/decode.h"
#include "attune/formats/limits.h"
#include "attune/formats/sheet_columns.h"
#include "attune/io/files.h"
#include "cli/commands.h"
#include "cli/display.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

constexpr std::string_view kTranscript = "transcript";
constexpr std::pair<std::string_view, std::string Description::*> kColumns[] = {
    {"participant", &Description::participant}, {"family", &Description::family},           {"wave", &Description::wave},
    {"site", &Description::site},               {"interviewer", &Description::interviewer}, {"transcriber", &Description::transcriber}};

void describe(boost::program_options::options_description& options) {
  describe_display(options);
  describe_actor(options);
}

void print(Study& study, const Arguments& arguments, Context& context) {
  const std::vector<Description> descriptions = study.descriptions();
  record_display(study, arguments, study.transcript_ids(), "whose transcripts are");
  context.out << kTranscript;
  for (const auto& [name, member] : kColumns) context.out << ',' << name;
  context.out << '\n';
  for (const Description& one : descriptions) {
    context.out << csv_cell(one.transcript);
    for (const auto& [name, member] : kColumns) context.out << ',' << csv_cell(one.*member);
    context.out << '\n';
  }
}

/// The descriptions that `csv` changes; a column that is not in it stays. Throws `Errors` with every row that is wrong.
std::vector<Description> described(const std::string& csv, const std::string& file, Study& study) {
  const CsvTable table = parse_csv(csv, file);
  std::vector<std::string_view> names = {kTranscript};
  for (const auto& [name, member] : kColumns) names.push_back(name);
  const SheetColumns columns = sheet_columns(table, file, {names, {&kTranscript, 1}});
  std::map<std::string, Description> known;
  for (Description& one : study.descriptions()) known.emplace(one.transcript, std::move(one));
  std::map<std::string, int> lines;
  std::vector<Description> descriptions;
  std::vector<Problem> problems;
  for (const CsvRow& row : table.rows) {
    const std::string id(sheet_cell(columns, row, kTranscript));
    const auto before = known.find(id);
    if (before == known.end()) {
      problems.push_back({{file, row.line, 0}, "a transcript of the study", fmt::format("\"{}\"", id)});
      continue;
    }
    if (const auto [first, is_new] = lines.emplace(id, row.line); !is_new) {
      problems.push_back({{file, row.line, 0}, "each transcript once", fmt::format("\"{}\" as in line {}", id, first->second)});
      continue;
    }
    Description& now = descriptions.emplace_back(before->second);
    for (const auto& [name, member] : kColumns)
      if (columns.contains(name)) now.*member = sheet_cell(columns, row, name);
  }
  if (!problems.empty()) throw Errors(problems);
  return descriptions;
}

int run_describe(const Arguments& arguments, Context& context) {
  if (arguments.operands.empty() || arguments.operands.size() > 2) throw UsageError("expected a study file and a table, or the study alone to print one");
  Study study = open_study(arguments.operands[0], surroundings_of(arguments, "unnamed"), context);
  if (arguments.operands.size() == 1) {
    print(study, arguments, context);
    return kDone;
  }
  const std::string& file = arguments.operands[1];
  const std::string bytes = file == "-" ? read_stream(context.in, file, Limits{}.transcript_bytes) : read_file(file);
  const std::vector<Description> descriptions = described(decode(bytes, file, Encoding::detect).text, file, study);
  const bool changed = study.describe(descriptions) == Stored::added;
  context.out << fmt::format("{}: {} transcript{} in the table{}\n", arguments.operands[0], descriptions.size(), descriptions.size() == 1 ? "" : "s", changed ? "" : "; nothing changed");
  return kDone;
}

}  // namespace

extern const Command kStudyDescribeCommand{
    .name = "study describe",
    .operands = "STUDY [TABLE.csv] [OPTIONS]",
    .summary = "Say whose the transcripts of a study are",
    .about =
        "Takes a table with a row a transcript: columns transcript, and any of participant, family, wave, site, interviewer and transcriber, which hold for "
        "every version of it. Agreement is clustered by them, assignments are spread over them, exports carry them, and \"study erase --participant\" finds a "
        "participant's transcripts by them. Use pseudonyms. A column that is not in the table stays as it was; all rows are taken in, or none.\n\n"
        "Without a table it prints the one there is, to be filled in. A rater who has still to lock a coding is not shown it.",
    .statuses = "",
    .example = "attune study describe study.attune > who.csv\nattune study describe study.attune who.csv",
    .describe = describe,
    .run = run_describe,
};

}  // namespace attune::cli
