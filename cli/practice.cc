// attune practice: a rater in training against a gold rater.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/agreement/practice.h"
#include "attune/error.h"
#include "attune/report/practice_page.h"
#include "cli/choice.h"
#include "cli/commands.h"
#include "cli/display.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

enum class PracticeFormat : unsigned char { text, html, json };

constexpr std::pair<std::string_view, PracticeFormat> kFormats[] = {
    {"text", PracticeFormat::text}, {"html", PracticeFormat::html}, {"json", PracticeFormat::json}};

constexpr std::string_view kAttempt = "practice against ";

void describe(po::options_description& options) {
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  options.add_options()("gold", text("RATER"), "whose locked codings are taken for right")(
      "rater", text("RATER"), "who practises")(
      "cut", po::value<double>()->value_name("PERCENT"),
      "your own cut: percent of ratings within --within, and of class4 equal; exit 1 below it in the last round")(
      "within", po::value<double>()->default_value(1)->value_name("POINTS"), "how far a rating may be from gold")(
      "format", text("FORMAT")->default_value("text"), "text, html or json")(
      "expose", "show it although the rater has one of the interviews still to lock in another round");
  describe_scales(options, "the codebooks whose scales were used; may be repeated");
}

/// The newest locked coding of each transcript.
std::vector<Coding> newest_of_each(const std::vector<CodingRecord>& records) {
  std::map<std::string, Coding> newest;
  for (const CodingRecord& record : records) {
    Coding& known = newest[record.coding.transcript];
    if (known.transcript.empty() || known.round < record.coding.round) known = record.coding;
  }
  std::vector<Coding> codings;
  for (auto& [transcript, coding] : newest) codings.push_back(std::move(coding));
  return codings;
}

std::vector<CodingRecord> locked_by(Study& study, const std::string& rater, const std::string& file) {
  CodingFilter filter{{}, {rater}, true};
  filter.with_marks = false;
  std::vector<CodingRecord> records = study.codings(filter);
  if (records.empty()) throw Errors(Problem{{file, 0, 0}, "locked codings by " + rater, "none"});
  return records;
}

std::vector<PracticeRound> rounds_of(const std::vector<Coding>& gold, const std::vector<CodingRecord>& own,
                                     const ScaleNames& scales, double tolerance) {
  std::map<int, std::vector<Coding>> by_round;
  std::map<int, std::size_t> assisted;
  for (const CodingRecord& record : own) {
    if (std::ranges::find(gold, record.coding.transcript, &Coding::transcript) == gold.end()) continue;
    by_round[record.coding.round].push_back(record.coding);
    assisted[record.coding.round] += record.assisted;
  }
  std::vector<PracticeRound> rounds;
  for (const auto& [round, codings] : by_round) {
    rounds.push_back(practice_round(gold, codings, scales.scales(), tolerance));
    rounds.back().assisted = assisted[round];
  }
  return rounds;
}

std::string attempt_words(const Practice& practice) {
  std::string words = std::string(kAttempt) + practice.gold;
  for (const PracticeRound& round : practice.rounds) {
    const PracticeTotals totals = totals_of(round);
    words += fmt::format("; round {}: {} of {} ratings within {:g}, {} of {} classes", round.round, totals.within,
                         totals.ratings, practice.tolerance, totals.classes_equal, totals.classes);
  }
  return words;
}

/// An exposure is a row for each transcript; an attempt is one.
std::vector<PracticeAttempt> attempts_of(Study& study, const std::string& rater) {
  std::vector<PracticeAttempt> attempts;
  for (const Exposure& exposure : study.exposures()) {
    if (exposure.rater != rater || !exposure.what.starts_with(kAttempt)) continue;
    if (attempts.empty() || attempts.back().at != exposure.at) attempts.push_back({exposure.at, exposure.what});
  }
  return attempts;
}

int run_practice(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 1) throw UsageError("expected one study file");
  if (!arguments.has("gold")) throw UsageError("expected --gold with the id of the gold rater");
  Practice practice;
  practice.rater = rater_of(arguments);
  practice.gold = arguments.get<std::string>("gold");
  if (practice.gold == practice.rater) throw UsageError("--gold is another rater than --rater");
  practice.tolerance = arguments.get<double>("within");
  if (!(practice.tolerance >= 0)) throw UsageError("--within is 0 or more points");
  if (arguments.has("cut")) {
    practice.cut = arguments.get<double>("cut") / 100;
    if (!(*practice.cut >= 0 && *practice.cut <= 1)) throw UsageError("--cut is a percentage from 0 to 100");
  }
  const PracticeFormat format = choice(arguments, "format", kFormats);
  const ScaleNames scales = scales_of(arguments);

  Study study = open_study(arguments.operands[0], real_surroundings(practice.rater), context);
  const std::vector<Coding> gold = newest_of_each(locked_by(study, practice.gold, arguments.operands[0]));
  const std::vector<CodingRecord> own = locked_by(study, practice.rater, arguments.operands[0]);
  practice.rounds = rounds_of(gold, own, scales, practice.tolerance);
  std::set<std::string> shown;
  for (const CodingRecord& record : own)
    if (std::ranges::find(gold, record.coding.transcript, &Coding::transcript) != gold.end())
      shown.insert(record.coding.transcript);
  record_display_to(practice.rater, study, arguments, {shown.begin(), shown.end()}, attempt_words(practice));
  practice.attempts = attempts_of(study, practice.rater);

  switch (format) {
    case PracticeFormat::text: write_practice_text(context.out, practice); break;
    case PracticeFormat::html: write_practice_html(context.out, practice); break;
    case PracticeFormat::json: write_practice_json(context.out, practice); break;
  }
  if (!practice.cut) return kDone;
  return !practice.rounds.empty() && is_met(totals_of(practice.rounds.back()), *practice.cut) ? kDone : kNo;
}

}  // namespace

extern const Command kPracticeCommand{
    .name = "practice",
    .operands = "STUDY --gold RATER --rater RATER [OPTIONS]",
    .summary = "A rater in training against gold ratings",
    .about =
        "Shows how far a rater's locked codings agree with those of a gold rater, round by round: each scale, the "
        "classes with their matrix of confusion, and how often she was within a point. There is no cut but your own "
        "(--cut). It certifies nobody, and is no reliability test of the AAI, of reflective functioning or of the DMM.\n\n"
        "The rater sees gold values here, so each time is recorded as an exposure; these records are the log of "
        "attempts. What she codes anew of the same interviews is assisted from then on.",
    .statuses = "the last round is below --cut",
    .example = "attune practice study.attune --gold G --rater R1 --cut 80",
    .describe = describe,
    .run = run_practice,
};

}  // namespace attune::cli
