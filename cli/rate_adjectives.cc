// attune rate adjectives: what a rater takes the words offered for caregivers to be supported by.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "attune/coding/adjectives.h"
#include "attune/error.h"
#include "attune/formats/adjective_sheet.h"
#include "attune/io/files.h"
#include "cli/adjective_rows.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/display.h"
#include "cli/rater_ids.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr std::pair<std::string_view, char> kSeparators[] = {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}};
constexpr std::size_t kLargestSheet = std::size_t{64} << 20;

void describe(po::options_description& options) {
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  options.add_options()("rater", text("RATER"), "whose reading it is")(
      "round", po::value<int>()->default_value(1)->value_name("N"), "round of coding")(
      "separator", text("NAME")->default_value("comma"), "of the sheet that is written: comma, semicolon or tab")(
      "reason", text("TEXT"), "why a submitted reading changes, three characters or more");
  describe_display(options);
  describe_actor(options);
}

/// The rater's own readings so far.
std::vector<JudgedAdjective> own_of(Study& study, const std::string& id, const std::string& rater, int round) {
  CodingFilter own{{id}, {rater}};
  own.with_marks = false;
  for (CodingRecord& record : study.codings(own))
    if (record.coding.round == round) return std::move(record.adjectives);
  return {};
}

/// The words of a transcript without what the rules read in their support, and what the rater read so far.
std::vector<AdjectiveSheetRow> rows_for(Study& study, const std::string& id, std::vector<JudgedAdjective> own) {
  std::vector<AdjectiveSheetRow> rows;
  for (const ReadAdjective& read : read_adjectives(study.transcript(id).value())) {
    AdjectiveSheetRow row{id, {read.adjective.figure, read.adjective.word, read.adjective.order, true, std::nullopt, ""}, read.offered};
    const auto known = std::ranges::find_if(own, [&](const JudgedAdjective& j) { return j.figure == row.judged.figure && j.word == row.judged.word; });
    if (known != own.end()) {
      row.judged = *known;
      own.erase(known);
    }
    rows.push_back(std::move(row));
  }
  for (JudgedAdjective& judged : own) rows.push_back({id, std::move(judged), ""});  // words only the rater found
  return rows;
}

int write_sheet(Study& study, const Arguments& arguments, const std::string& rater, Context& context) {
  std::vector<AdjectiveSheetRow> sheet;
  std::vector<std::string> read;
  for (const std::string& id : study.transcript_ids()) {
    std::vector<JudgedAdjective> own = own_of(study, id, rater, arguments.get<int>("round"));
    if (!own.empty()) read.push_back(id);
    for (AdjectiveSheetRow& row : rows_for(study, id, std::move(own))) sheet.push_back(std::move(row));
  }
  record_onlooker(rater, study, arguments, read, "sheet of words");
  context.out << adjective_sheet_csv(sheet, choice(arguments, "separator", kSeparators));
  return kDone;
}

int take_sheet(Study& study, const Arguments& arguments, const std::string& rater, Context& context) {
  const std::string& file = arguments.operands[1];
  const std::string csv = file == "-" ? read_stream(context.in, "(standard input)", kLargestSheet) : read_file(file, kLargestSheet);
  std::vector<std::string> ids = study.transcript_ids();
  std::ranges::sort(ids);
  ParsedAdjectives parsed = parse_adjective_sheet(csv, file, ids);
  if (!parsed.problems.empty()) throw Errors(parsed.problems);
  std::map<std::string, std::vector<JudgedAdjective>> by_transcript;
  for (AdjectiveSheetRow& row : parsed.rows) by_transcript[row.transcript].push_back(std::move(row.judged));
  const AdjectiveSheet sheet{rater, arguments.get<int>("round"), {by_transcript.begin(), by_transcript.end()}, arguments.has("reason") ? arguments.get<std::string>("reason") : ""};
  const RatingsStored stored = study.store_adjectives(sheet);
  context.out << fmt::format("{}: {} words new, {} changed, {} as before, {} rows left empty\n", rater, stored.added, stored.changed, stored.unchanged, parsed.blank_rows);
  return kDone;
}

int run_adjectives(const Arguments& arguments, Context& context) {
  if (arguments.operands.empty() || arguments.operands.size() > 2) throw UsageError("expected a study file, and a SHEET to take in");
  const std::string rater = rater_of(arguments);
  Study study = open_study_of(rater, arguments, context);
  return arguments.operands.size() == 1 ? write_sheet(study, arguments, rater, context) : take_sheet(study, arguments, rater, context);
}

}  // namespace

extern const Command kRateAdjectivesCommand{
    .name = "rate adjectives",
    .operands = "STUDY [SHEET.csv] --rater RATER [OPTIONS]",
    .summary = "A rater's reading of what supports each adjective",
    .about =
        "Without a SHEET it writes one as CSV: the words that each speaker offered for a caregiver, with the line, and the rater's own reading so far. What the rules read in their support "
        "is not in it. In \"support\" the rater writes none, restated, general, specific, contradicted or not_probed, in \"lines\" what it rests on; words that were overlooked are "
        "added as rows. \"withdrawn\" takes a reading back.\n\n"
        "With a SHEET (\"-\" is standard input) it takes it in, all or nothing, as part of the rater's coding. It stands beside the rules' reading and never replaces it: "
        "\"attune study export\" writes both.\n\n"
        "Where another than RATER is named as acting (--as, ATTUNE_RATER), a sheet with readings is recorded as a display, and refused to one who has "
        "still to lock one of these interviews, unless --expose.",
    .statuses = "",
    .example = "attune rate adjectives study.attune --rater R1 > words.csv\nattune rate adjectives study.attune words.csv --rater R1",
    .describe = describe,
    .run = run_adjectives,
};

}  // namespace attune::cli
