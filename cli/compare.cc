// attune compare: how far the raters of a study agree, and where they do not.
#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "attune/agreement/comparison.h"
#include "attune/agreement/gate.h"
#include "attune/codebook/codebooks.h"
#include "attune/io/study.h"
#include "attune/report/comparison.h"
#include "attune/report/comparison_methods.h"
#include "attune/report/qualification_page.h"
#include "cli/choice.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/compare_adjectives.h"
#include "cli/display.h"
#include "cli/gates.h"
#include "cli/page_file.h"
#include "cli/passages.h"
#include "cli/stored_transcript.h"
#include "cli/study_design.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

enum class ClusterBy : std::uint8_t { transcript, participant, family };

enum class ResultFormat : std::uint8_t { text, html, csv, json };

constexpr std::pair<std::string_view, ResultFormat> kFormats[] = {
    {"text", ResultFormat::text}, {"html", ResultFormat::html}, {"csv", ResultFormat::csv}, {"json", ResultFormat::json}};

constexpr std::pair<std::string_view, UnitKind> kUnits[] = {
    {"transcript", UnitKind::transcript}, {"turn", UnitKind::turn}, {"sentence", UnitKind::sentence},
    {"section", UnitKind::section}};

constexpr std::pair<std::string_view, ClusterBy> kClusters[] = {
    {"transcript", ClusterBy::transcript}, {"participant", ClusterBy::participant}, {"family", ClusterBy::family}};

struct Options {
  std::string study;
  ResultFormat format = ResultFormat::text;
  int round = 1;
  std::size_t listed = 20;
  ClusterBy cluster = ClusterBy::transcript;
  ComparisonOptions comparison;
  std::vector<Gate> gates;
  bool adjectives = false;
  bool apa = false;
  bool grras = false;
};

void describe(po::options_description& options) {
  options.add_options()("per", po::value<std::string>()->default_value("transcript"),
                        "unit for codes: transcript, section, turn or sentence of the participant")(
      "by", po::value<std::vector<std::string>>()->composing(),
      "also codes by \"section\", or people by \"pair\" (may be repeated)")(
      "round", po::value<int>()->default_value(1), "the round of coding that is compared")(
      "cluster", po::value<std::string>()->default_value("transcript"),
      "what is resampled as a whole: transcript, participant or family")(
      "seed", po::value<std::uint64_t>()->default_value(1), "seed of the bootstrap")(
      "resamples", po::value<std::uint32_t>()->default_value(10'000), "how many resamples the bootstrap draws")(
      "disagreements", po::value<std::size_t>()->default_value(20), "how many to list in the text or on the page")(
      "icc", po::value<std::string>()->default_value("anova"),
      "ICC with missing ratings: anova (only interviews rated by all), reml (mixed model of all ratings) or ebel (one-way)")(
      "min", po::value<std::vector<std::string>>()->composing(),
      "exit 1 where a number of people's agreement is lower, such as "
      "'krippendorff_alpha[scale=coh_mind;metric=interval].ci_low=0.6' (may be repeated)")(
      "adjectives", "the support of the words offered for caregivers instead, people among each other and rules against each of them")(
      "apa", "sentences for a methods section instead of the tables")(
      "grras", "the items of the GRRAS guidelines, answered or missing, instead of the tables")(
      "format", po::value<std::string>()->default_value("text"), "text, html (a page with charts), csv or json")(
      "force", "overwrite the FILE of --output");
  describe_page_file(options);
  describe_display(options);
  describe_actor(options);
}

std::string plural(ClusterBy cluster) {
  switch (cluster) {
    case ClusterBy::transcript: return "transcripts";
    case ClusterBy::participant: return "participants";
    case ClusterBy::family: return "families";
  }
  return "";
}

Options options_of(const Arguments& arguments) {
  if (arguments.operands.size() != 1) throw UsageError("expects one STUDY");
  Options options;
  options.study = arguments.operands[0];
  options.format = choice(arguments, "format", kFormats);
  options.round = arguments.get<int>("round");
  options.listed = arguments.get<std::size_t>("disagreements");
  options.comparison.per = choice(arguments, "per", kUnits);
  options.cluster = choice(arguments, "cluster", kClusters);
  options.comparison.icc = choice(arguments, "icc", kIccEstimators);
  options.comparison.resampling = {.seed = arguments.get<std::uint64_t>("seed"),
                                   .resamples = arguments.get<std::uint32_t>("resamples"),
                                   .what = plural(options.cluster)};
  if (arguments.has("by"))
    for (const std::string& by : arguments.get<std::vector<std::string>>("by")) {
      if (by != "section" && by != "pair") throw UsageError("--by takes section or pair, not \"" + by + "\"");
      (by == "section" ? options.comparison.by_section : options.comparison.by_pair) = true;
    }
  if (options.comparison.resampling.resamples < 100) throw UsageError("--resamples is at least 100");
  options.gates = gates_of(arguments);
  options.adjectives = arguments.has("adjectives");
  options.apa = arguments.has("apa");
  options.grras = arguments.has("grras");
  if (options.adjectives && (options.apa || options.grras || !options.gates.empty() || options.format != ResultFormat::text))
    throw UsageError("--adjectives is text, and goes with neither --apa, --grras nor --min");
  if ((options.apa || options.grras) && options.format != ResultFormat::text)
    throw UsageError("--apa and --grras are text, not html, csv or json");
  return options;
}

/// A study's codings of one round, sorted into those that are compared and those that are not.
struct Sorted {
  ComparedCodings compared;
  LeftOut left_out;
};

/// Codings of `ratings_only` by raters who mark: one without a mark would be compared too, if it were of the newest version.
std::size_t marks_on_other_versions(const ComparedCodings& codings) {
  std::set<std::string> marking;
  for (const Coding& coding : codings.people)
    if (!coding.marks.empty()) marking.insert(coding.rater);
  return static_cast<std::size_t>(std::ranges::count_if(codings.ratings_only, [&](const CodingKey& name) { return marking.contains(name.rater); }));
}

Sorted sort_codings(std::vector<CodingRecord> records, const std::vector<TranscriptRecord>& transcripts, int round) {
  std::map<std::string, std::string> newest;
  for (const TranscriptRecord& transcript : transcripts) newest[transcript.id] = transcript.sha256;
  Sorted sorted;
  for (CodingRecord& record : records) {
    if (is_codebook(record.coding.rater)) {
      sorted.compared.codebooks.push_back(std::move(record.coding));
    } else if (record.coding.round != round) {
      ++sorted.left_out.other_rounds;
      if (record.state == CodingState::locked && !record.assisted && !record.training &&
          newest[record.coding.transcript] == record.transcript_sha256)
        sorted.compared.other_rounds.push_back(std::move(record.coding));
    } else if (record.state == CodingState::draft) {
      ++sorted.left_out.drafts;
    } else if (record.state == CodingState::submitted) {
      ++sorted.left_out.submitted;
    } else if (record.training) {
      ++sorted.left_out.training;
    } else if (record.assisted) {
      ++sorted.left_out.assisted;
    } else {
      // A mark on an older version lies in another text, and no mark there says nothing of what is new in this one.
      if (newest[record.coding.transcript] != record.transcript_sha256) sorted.compared.ratings_only.insert(key_of(record.coding));
      sorted.compared.people.push_back(std::move(record.coding));
    }
  }
  sorted.left_out.other_versions = marks_on_other_versions(sorted.compared);
  return sorted;
}

Clusters clusters_of(const std::vector<TranscriptRecord>& transcripts, ClusterBy by) {
  Clusters clusters;
  if (by == ClusterBy::transcript) return clusters;
  for (const TranscriptRecord& transcript : transcripts) {
    const std::string& name = by == ClusterBy::family ? transcript.details.family : transcript.details.participant;
    // One without a name stands alone, and apart from a family that is called like it.
    clusters[transcript.id] = name.empty() ? "transcript " + transcript.id : "name " + name;
  }
  return clusters;
}

/// People's codings with marks on a transcript.
std::size_t with_marks(const ComparedCodings& codings, const std::string& transcript) {
  return static_cast<std::size_t>(std::ranges::count_if(codings.people, [&](const Coding& coding) {
    return coding.transcript == transcript && !coding.marks.empty() && !codings.ratings_only.contains(key_of(coding));
  }));
}

/// Units for marks. Whether a whole transcript holds a mark can be told without its text.
void add_units(const std::vector<TranscriptRecord>& transcripts, const ComparisonOptions& options, Sorted& sorted) {
  const bool is_whole = options.per == UnitKind::transcript;
  for (const TranscriptRecord& record : transcripts) {
    if (is_whole) sorted.compared.transcripts.push_back({record.id, units_of(Transcript{}, options.per)});
    if (is_whole && !options.by_section) continue;
    if (record.text.empty()) {
      (is_whole ? sorted.left_out.without_sections : sorted.left_out.without_text) += with_marks(sorted.compared, record.id);
      continue;
    }
    const Transcript transcript = read_stored(record);
    if (!is_whole) sorted.compared.transcripts.push_back({record.id, units_of(transcript, options.per)});
    if (!options.by_section) continue;
    sorted.compared.in_sections.push_back(units_by_section(transcript, unit_in_sections(options)));
    sorted.compared.in_sections.back().id = record.id;
  }
}

/// Transcripts with codings by two people.
std::size_t double_coded(const std::vector<Coding>& people) {
  std::map<std::string, std::size_t> codings;
  for (const Coding& coding : people) ++codings[coding.transcript];
  return static_cast<std::size_t>(std::ranges::count_if(codings, [](const auto& each) { return each.second > 1; }));
}

/// Every transcript that something is shown of.
std::vector<std::string> shown(const ComparedCodings& codings) {
  std::set<std::string> ids;
  for (const auto* group : {&codings.people, &codings.other_rounds})
    for (const Coding& coding : *group) ids.insert(coding.transcript);
  for (const Coding& coding : codings.codebooks)
    if (!coding.marks.empty()) ids.insert(coding.transcript);
  return {ids.begin(), ids.end()};
}

/// What a level does not allow is no shortfall of agreement.
bool is_allowed(const Statistic& statistic) {
  return statistic.reason != "no order" && statistic.reason != "categories are not numbers";
}

/// Statistics of people with what they are about among their options, so that a gate can name it.
std::vector<Statistic> gated(const std::vector<Comparison>& comparisons) {
  std::vector<Statistic> result;
  for (const Comparison& comparison : comparisons) {
    if (comparison.group != Group::people) continue;
    for (Statistic statistic : comparison.statistics) {
      if (!is_allowed(statistic)) continue;
      if (!comparison.target.empty())
        statistic.options.insert(statistic.options.begin(), {"target", comparison.target});
      statistic.options.insert(statistic.options.begin(),
                               {std::string(compared_name(comparison.compared)), comparison.name});
      result.push_back(std::move(statistic));
    }
  }
  return result;
}

std::vector<Criterion> criteria_of(const Arguments& arguments, const std::vector<Gate>& gates,
                                   const std::vector<Statistic>& statistics) {
  std::vector<Criterion> criteria;
  if (gates.empty()) return criteria;
  const auto& texts = arguments.get<std::vector<std::string>>("min");
  for (std::size_t i = 0; i < gates.size(); ++i)
    criteria.push_back({texts[i], check_gate(gates[i], statistics).failures.empty()});
  return criteria;
}

void write(std::ostream& out, const Options& options, const ComparisonHeading& heading, const std::vector<Comparison>& comparisons) {
  switch (options.format) {
    case ResultFormat::text: return write_comparison_text(out, heading, comparisons, options.listed);
    case ResultFormat::html: return write_comparison_html(out, heading, comparisons, options.listed);
    case ResultFormat::csv: return write_comparison_csv(out, comparisons);
    case ResultFormat::json: return write_comparison_json(out, heading, comparisons);
  }
}

int run_compare(const Arguments& arguments, Context& context) {
  const Options options = options_of(arguments);
  Study study = open_study(options.study, surroundings_of(arguments), context);
  std::vector<TranscriptRecord> transcripts = study.transcripts();
  std::ranges::sort(transcripts, {}, &TranscriptRecord::id);
  std::vector<CodingRecord> records = study.codings();
  if (options.adjectives) {
    const PeoplesReadings readings = readings_of_people(records, transcripts, options.round);
    std::set<std::string> read;
    for (const ReadAdjectives& reading : readings.independent) read.insert(reading.transcript);
    record_display(study, arguments, {read.begin(), read.end()}, "compare");
    std::ostringstream page;
    write_adjective_agreement(page, options.study, readings, transcripts, clusters_of(transcripts, options.cluster), options.comparison.resampling);
    put_page(page.str(), arguments, context);
    return kDone;
  }
  const OlderVersions older = older_versions(study, records);
  Sorted sorted = sort_codings(std::move(records), transcripts, options.round);

  const std::vector<Codebook> codebooks = codebooks_of(study);
  for (const Codebook& codebook : codebooks)
    for (const Code& code : codebook.codes)
      sorted.compared.codes_of_codebook[rater_name(codebook)].push_back(code.id);
  sorted.compared.scales = scales_of(shipped_and(codebooks));
  sorted.compared.clusters = clusters_of(transcripts, options.cluster);
  add_units(transcripts, options.comparison, sorted);
  record_display(study, arguments, shown(sorted.compared), "compare");

  std::vector<Comparison> comparisons = compare(sorted.compared, options.comparison);
  fill_passages(comparisons, transcripts, older);
  const std::vector<Statistic> statistics = gated(comparisons);
  const bool is_passed = passed(options.gates, statistics, context);
  std::map<std::string, std::size_t> codings_by;
  for (const Coding& coding : sorted.compared.people) ++codings_by[coding.rater];
  std::vector<std::string> raters;
  for (const auto& [rater, codings] : codings_by) raters.push_back(rater);
  const ComparisonHeading heading{options.study, options.round, sorted.compared.people.size(), sorted.left_out,
                                  options.comparison, criteria_of(arguments, options.gates, statistics),
                                  qualified_raters(raters, study.qualifications()),
                                  {codings_by.begin(), codings_by.end()},
                                  double_coded(sorted.compared.people),
                                  lacks_sections(sorted.compared, options.comparison)};
  std::ostringstream page;
  if (options.apa || options.grras) {
    const StudyDesign design = design_of(study, sorted.compared.people, transcripts.size(), options.round);
    if (options.apa) write_comparison_apa(page, heading, design, comparisons);
    if (options.apa && options.grras) page << "\n";
    if (options.grras) write_comparison_grras(page, heading, design, comparisons);
  } else {
    write(page, options, heading, comparisons);
  }
  put_page(page.str(), arguments, context);
  return is_passed ? kDone : kNo;
}

}  // namespace

const Command kCompareCommand = {
    .name = "compare",
    .operands = "[OPTIONS] STUDY",
    .summary = "Agreement of the raters in a study",
    .about =
        "Agreement of people on every scale and target, on the classes derived from class records, and on the codes "
        "they marked; then rules against people (recall and precision), in tables of their own: a codebook never enters "
        "a coefficient of people. Only locked codings that were made without help are compared; how many were left out is said.\n\n"
        "Intervals are percentiles of a bootstrap that draws whole transcripts (or participants or families), so that "
        "the turns and sentences of one interview are not taken for independent. The list of disagreements begins with "
        "the worst, and shows passages.\n\n"
        "--apa writes a paragraph for a methods section and --grras goes through the items of the GRRAS guidelines: "
        "pre-consensus coefficients of each class and scale, how many interviews were coded twice and how they were drawn, "
        "with [brackets] or MISSING where only you know.\n\n"
        "--adjectives compares what supports the words offered for caregivers (\"attune rate adjectives\"), word by word.\n\n"
        "--format html is a page to read, keep and print: coefficients with their intervals, a matrix of each two raters, how far "
        "they are apart on each scale, and what each said beside its passages. It needs nothing else and loads nothing; it holds "
        "words of the interviews, so keep it as you keep the transcripts.\n\n"
        "A rater with a locked coding of another round is compared with herself too. Whoever looks (--as) is recorded as "
        "exposed to these transcripts; a rater who still has one of them to lock is shown nothing, unless --expose.",
    .statuses = "a number is below --min, or has no value",
    .example =
        "attune compare study.attune\n"
        "attune compare study.attune --format html -o agreement.html\n"
        "attune compare study.attune --per sentence --seed 7 --format json",
    .describe = describe,
    .run = run_compare,
};

}  // namespace attune::cli
