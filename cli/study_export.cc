// attune study export: tables for a statistics program.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "attune/agreement/score_of_record.h"
#include "attune/codebook/codebooks.h"
#include "attune/error.h"
#include "attune/io/files.h"
#include "attune/report/long_tables.h"
#include "attune/report/wide_table.h"
#include "attune/text/code_points.h"
#include "cli/adjective_rows.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/display.h"
#include "cli/rater_ids.h"
#include "cli/study_design.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr std::pair<std::string_view, Resolve> kResolve[] = {
    {"primary", Resolve::primary}, {"consensus", Resolve::consensus}, {"mean", Resolve::mean}};

void describe(po::options_description& options) {
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  options.add_options()("to", text("DIR"), "where the tables go; made when it is not there")(
      "resolve", text("HOW"), "also scores of record, one row an interview: primary, consensus or mean")(
      "primary", text("R1,R2,..."), "with --resolve primary: whose scores, the first of these who coded it")(
      "round", po::value<int>()->default_value(1)->value_name("N"), "round of the scores of record")(
      "force", "overwrite tables that are there");
  describe_display(options);
  describe_actor(options);
}

/// Writes tables into one directory.
class Files {
 public:
  Files(std::string directory, Overwrite overwrite, Context& context)
      : directory_(std::move(directory)), overwrite_(overwrite), context_(context) {
    std::error_code failed;
    std::filesystem::create_directories(directory_, failed);
    if (failed) throw Errors(Problem{{directory_, 0, 0}, "a directory to write tables to", failed.message()});
  }

  template <typename Write>
  void write(const std::string& name, Write&& content) {
    std::ostringstream out;
    content(out);
    const std::string path = (std::filesystem::path(directory_) / name).string();
    write_file(path, out.str(), overwrite_);
    context_.out << path << '\n';
  }

  /// A table with its columns, and what SPSS and R need to read it.
  void write_table(const std::string& name, const WideTable& table) {
    write(name + ".csv", [&](std::ostream& out) { write_wide_csv(out, table); });
    write(name + "_columns.csv", [&](std::ostream& out) { write_dictionary_csv(out, table); });
    write(name + ".sps", [&](std::ostream& out) { write_spss(out, table, name + ".csv"); });
    write(name + ".R", [&](std::ostream& out) { write_r(out, table, name + ".csv"); });
  }

 private:
  std::string directory_;
  Overwrite overwrite_;
  Context& context_;
};

std::vector<WideRow> rows_of(const std::vector<CodingRecord>& codings,
                             const std::map<std::string, TranscriptRecord>& transcripts) {
  std::vector<WideRow> rows;
  for (const CodingRecord& record : codings)
    if (!is_codebook(record.coding.rater))
      rows.push_back({transcripts.at(record.coding.transcript), record, is_blinded(record), "", 0});
  return rows;
}

std::vector<Coding> agreed_codings(const std::vector<AgreedRating>& agreed, int round) {
  std::map<std::string, Coding> codings;
  for (const AgreedRating& one : agreed) {
    if (one.round != round) continue;
    Coding& coding = codings[one.transcript];
    coding.transcript = one.transcript;
    coding.rater = "consensus";
    coding.ratings.push_back(one.rating);
  }
  std::vector<Coding> result;
  for (auto& [transcript, coding] : codings) result.push_back(std::move(coding));
  return result;
}

std::vector<std::string> primary_of(const Arguments& arguments) {
  return arguments.has("primary") ? split_at_commas(arguments.get<std::string>("primary")) : std::vector<std::string>{};
}

std::vector<ScoreOfRecord> scores_of(Study& study, const std::vector<CodingRecord>& codings, Resolve resolve, const std::vector<Scale>& scales, const Arguments& arguments) {
  const int round = arguments.get<int>("round");
  std::vector<Coding> people;
  for (const CodingRecord& record : codings)
    if (!is_codebook(record.coding.rater) && record.coding.round == round) people.push_back(record.coding);
  const std::vector<std::string> primary = primary_of(arguments);
  return scores_of_record(people, agreed_codings(study.consensus(), round), {resolve, primary, scales});
}

/// How many interviews are not training cases. One that somebody coded otherwise, too, is in the table.
std::size_t analysed(Study& study, std::size_t interviews, const std::vector<ScoreOfRecord>& scores) {
  std::set<std::string> training;
  for (const Assignment& assignment : study.assignments())
    if (assignment.subset == kTrainingSubset) training.insert(assignment.transcript);
  for (const ScoreOfRecord& score : scores) training.erase(score.coding.transcript);
  return interviews - training.size();
}

/// Which interviews have no score of record, by the rule that left them out: a table that is short, or a row that is empty, is
/// easily taken for an analysis of all.
void say_who_has_none(const std::vector<ScoreOfRecord>& scores, std::size_t interviews, int round, Context& context) {
  std::map<std::string, std::size_t> by_rule;
  for (const ScoreOfRecord& score : scores)
    if (!score.why_none.empty()) ++by_rule[score.why_none];
  if (interviews > scores.size()) by_rule[fmt::format("no locked coding in round {} (no row)", round)] = interviews - scores.size();
  for (const auto& [why, n] : by_rule) context.out << fmt::format("without a score of record: {} of {} interviews, {}\n", n, interviews, why);
}

std::vector<WideRow> record_rows(std::vector<ScoreOfRecord> scores, const std::map<std::string, TranscriptRecord>& transcripts) {
  std::vector<WideRow> rows;
  for (ScoreOfRecord& score : scores) {
    WideRow row{transcripts.at(score.coding.transcript), {}, false, score.source, score.n_raters, score.n_events};
    row.coding.coding = std::move(score.coding);
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Positions as all outputs have them.
void to_code_points(std::vector<CodingRecord>& codings, const std::map<std::string, TranscriptRecord>& transcripts) {
  std::string mapped;
  std::optional<CodePointMap> map;
  for (CodingRecord& record : codings) {
    const TranscriptRecord& transcript = transcripts.at(record.coding.transcript);
    if (transcript.text.empty() || record.transcript_sha256 != transcript.sha256) continue;
    if (mapped != transcript.id) map.emplace(transcript.text);
    mapped = transcript.id;
    for (Mark& mark : record.coding.marks)
      mark.span = Span{map->code_point(mark.span.begin), map->code_point(mark.span.end)};
  }
}

/// What the rules read in support of the words offered for caregivers, and beside it what people do.
std::vector<AdjectiveRow> adjectives_of(const TranscriptRecord& record, const std::vector<CodingRecord>& codings) {
  std::vector<AdjectiveRow> rows;
  for (ReadAdjective& read : read_adjectives(record)) {
    rows.push_back({record.id, std::move(read.adjective), std::move(read.lines), "rules", 0, false});
  }
  for (const CodingRecord& coding : codings)
    if (coding.coding.transcript == record.id)
      for (const JudgedAdjective& judged : coding.adjectives) {
        Adjective adjective;
        adjective.figure = judged.figure;
        adjective.word = judged.word;
        adjective.order = judged.order;
        adjective.probed = judged.probed;
        adjective.support = judged.support;
        rows.push_back({record.id, std::move(adjective), judged.lines, coding.coding.rater, coding.coding.round, coding.assisted});
      }
  return rows;
}

int run_export(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 1) throw UsageError("expected one study file");
  if (!arguments.has("to")) throw UsageError("expected --to with a directory for the tables");
  std::optional<Resolve> resolve;
  if (arguments.has("resolve")) resolve = choice(arguments, "resolve", kResolve);
  if (resolve == Resolve::primary && !arguments.has("primary"))
    throw UsageError("--resolve primary needs --primary with the raters' ids");

  Study study = open_study(arguments.operands[0], surroundings_of(arguments), context);
  refuse_unknown(study, primary_of(arguments), "--primary");
  std::map<std::string, TranscriptRecord> transcripts;
  for (TranscriptRecord& record : study.transcripts()) {
    const std::string id = record.id;
    transcripts.emplace(id, std::move(record));
  }
  std::vector<CodingRecord> codings = study.codings();
  const auto unlocked = std::erase_if(codings, [](const CodingRecord& r) { return r.state != CodingState::locked; });
  const auto training = std::erase_if(codings, [](const CodingRecord& r) { return r.training; });
  // Marks on an older version have positions in a text that is not the one exported.
  for (CodingRecord& record : codings)
    if (record.transcript_sha256 != transcripts.at(record.coding.transcript).sha256) record.coding.marks.clear();
  std::set<std::string> shown;
  for (const CodingRecord& record : codings) shown.insert(record.coding.transcript);
  record_display(study, arguments, {shown.begin(), shown.end()}, "export");

  const std::vector<Scale> scales = scales_of(shipped_and(codebooks_of(study)));
  Files files(arguments.get<std::string>("to"), arguments.has("force") ? Overwrite::yes : Overwrite::no, context);
  files.write_table("wide", wide_table(rows_of(codings, transcripts), scales, WideKind::by_rater));
  std::vector<ScoreOfRecord> scores;
  if (resolve) {
    scores = scores_of(study, codings, *resolve, scales, arguments);
    files.write_table("record", wide_table(record_rows(scores, transcripts), scales, WideKind::of_record));
  }
  files.write("ratings.csv", [&](std::ostream& out) { write_ratings_csv(out, codings); });
  std::vector<EventsOfTranscript> events;
  std::vector<AdjectiveRow> adjectives;
  for (const std::string& id : shown) {
    events.push_back({id, study.events(id)});
    for (AdjectiveRow& row : adjectives_of(transcripts.at(id), codings)) adjectives.push_back(std::move(row));
  }
  files.write("events.csv", [&](std::ostream& out) { write_events_csv(out, events); });
  files.write("adjectives.csv", [&](std::ostream& out) { write_adjectives_csv(out, adjectives); });
  to_code_points(codings, transcripts);
  files.write("marks.csv", [&](std::ostream& out) { write_marks_csv(out, codings); });
  if (training > 0) context.out << fmt::format("left out: {} training cases\n", training);
  if (unlocked > 0) context.out << fmt::format("left out: {} codings that are not locked\n", unlocked);
  if (resolve) say_who_has_none(scores, analysed(study, transcripts.size(), scores), arguments.get<int>("round"), context);
  return kDone;
}

}  // namespace

extern const Command kStudyExportCommand{
    .name = "study export",
    .operands = "STUDY --to DIR [OPTIONS]",
    .summary = "Tables for R, SPSS and others",
    .about =
        "Writes locked codings as tables: wide.csv has one row an interview and rater, with the class record and what "
        "is derived from it, a column a scale and figure, and for each a column that says why a value is missing; "
        "wide_columns.csv tells the columns, wide.sps and wide.R read them with labels. ratings.csv, events.csv, "
        "adjectives.csv and marks.csv are long. No transcript text is written but the words offered for caregivers.\n\n"
        "With --resolve, record.csv has one row an interview: the primary rater's scores, what was agreed (else what all "
        "said alike), or the mean (its source says of how many values). Reliability is never computed from it. Where nothing is resolved the "
        "cell is empty; how many interviews have no score at all is said, and which rule left them out.",
    .statuses = "",
    .example = "attune study export study.attune --to tables --resolve consensus",
    .describe = describe,
    .run = run_export,
};

}  // namespace attune::cli
