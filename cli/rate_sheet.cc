// attune rate sheet: what a rater fills in.
#include <cstdint>
#include <utility>

#include "attune/codebook/scale_names.h"
#include "attune/error.h"
#include "attune/formats/rating_sheet.h"
#include "attune/sampling/draws.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/display.h"
#include "cli/entry_lists.h"
#include "cli/rater_ids.h"
#include "cli/sheet_rows.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr std::pair<std::string_view, char> kSeparators[] = {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}};

void describe(po::options_description& options) {
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  options.add_options()("rater", text("RATER"), "whose sheet it is")(
      "round", po::value<int>()->default_value(1)->value_name("N"), "round of coding")(
      "separator", text("NAME")->default_value("comma"),
      "comma, or semicolon or tab for spreadsheets with a decimal comma")(
      "blank", "leave out what the rater has entered already")(
      "bare", "leave out the columns title, range and definition")(
      "seed", po::value<std::uint64_t>()->value_name("N"), "interviews in an order drawn by this seed instead of by name");
  describe_scales(options, "take the scales of this codebook instead of the default ones; may be repeated");
  describe_display(options);
  describe_actor(options);
}

/// Of which something that the rater said stands in the sheet.
std::vector<std::string> rated_in(const std::vector<SheetRow>& sheet) {
  std::set<std::string> ids;
  for (const SheetRow& row : sheet)
    if (entry::is_rated(row.rating)) ids.insert(row.transcript);
  return {ids.begin(), ids.end()};
}

int run_sheet(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 1) throw UsageError("expected one study file");
  const std::string rater = rater_of(arguments);
  const int round = arguments.get<int>("round");
  const char separator = choice(arguments, "separator", kSeparators);
  const ScaleNames scales = scales_of(arguments);

  Study study = open_study_of(rater, arguments, context);
  // Of the rater's own codings only: nothing of other raters, and no marks.
  CodingFilter own{{}, {rater}};
  own.with_marks = false;
  const std::vector<CodingRecord> codings =
      arguments.has("blank") ? std::vector<CodingRecord>{} : study.codings(own);
  std::vector<SheetRow> sheet;
  std::vector<std::string> ids = study.transcript_ids();
  if (arguments.has("seed")) {
    Draws draws(arguments.get<std::uint64_t>("seed"));
    shuffle(ids, draws);
  }
  for (const std::string& id : ids) {
    const std::vector<SheetRow> rows = sheet_rows(study, scales, {id, rater, round}, codings);
    sheet.insert(sheet.end(), rows.begin(), rows.end());
  }
  record_onlooker(rater, study, arguments, rated_in(sheet), "rating sheet");
  context.out << rating_sheet_csv(sheet, separator, arguments.has("bare") ? nullptr : &scales);
  return kDone;
}

}  // namespace

extern const Command kRateSheetCommand{
    .name = "rate sheet",
    .operands = "STUDY --rater RATER [OPTIONS]",
    .summary = "A rating sheet to fill in with a spreadsheet",
    .about =
        "Writes a sheet as CSV on standard output: one row for each transcript, scale and target, with the rater's own "
        "ratings so far. Nothing of other raters and nothing the rules found is in it. Fill in either \"value\" or "
        "\"reason\" (cannot_rate, not_applicable, not_asked, inaudible); lines and note are free. Rows for other "
        "figures or events are added by hand: figure:ID, event:ID. Rows left empty are not yet rated. The last columns "
        "say what each scale is; they are not read.\n\n"
        "\"attune rate import\" takes the sheet in. Where another than RATER is named as acting (--as, ATTUNE_RATER), the sheet shows others' values: "
        "it is recorded, and refused to a rater who has still one of these interviews to lock, unless --expose.",
    .statuses = "",
    .example = "attune rate sheet study.attune --rater R1 > r1.csv",
    .describe = describe,
    .run = run_sheet,
};

}  // namespace attune::cli
