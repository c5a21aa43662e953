// Agreement on spans of several texts: laid end to end, and resampled text by text.
#include "attune/agreement/span_bootstrap.h"

#include <algorithm>

#include "attune/agreement/span_match.h"
#include "attune/agreement/span_panel.h"
#include "attune/agreement/unitizing.h"
#include "attune/formats/csv.h"
#include "catch.h"
#include "cli/run.h"

using namespace attune;

namespace {

const std::string kSpans =
    "transcript,rater,category,start,end\n"
    "s1,A,x,0,10\ns1,B,x,0,10\ns1,A,y,20,30\n"
    "s2,A,x,5,9\ns2,B,x,5,9\ns2,B,y,12,14\n"
    "s3,A,x,0,4\ns3,B,z,0,4\n"
    "s4,B,x,3,8\ns4,A,x,3,8\n";

std::vector<Continuum> texts() { return continua_of(parse_csv(kSpans, "s.csv"), {}, "transcript", "s.csv"); }

const Statistic& find(const std::vector<Statistic>& statistics, const std::string& name) {
  const auto found = std::ranges::find_if(statistics, [&](const Statistic& statistic) {
    return statistic.name == name &&
           (statistic.options.empty() || statistic.options.front().first != "match" ||
            statistic.options.front().second == "exact_typed");
  });
  REQUIRE(found != statistics.end());
  return *found;
}

}  // namespace

TEST_CASE("texts have lines of their own with the same raters and categories, and are laid end to end") {
  const std::vector<Continuum> each = texts();
  REQUIRE(each.size() == 4);
  for (const Continuum& text : each) {
    CHECK(text.raters == std::vector<std::string>{"A", "B"});
    CHECK(text.categories == std::vector<std::string>{"x", "y", "z"});
  }
  CHECK(each[2].units[1] == std::vector<ContinuumUnit>{{0, 4, 2}});
  const Continuum all = end_to_end(each);
  CHECK(all.length == 30 + 14 + 4 + 8);
  CHECK(all.units[0] == std::vector<ContinuumUnit>{{0, 10, 0}, {20, 30, 1}, {35, 39, 0}, {44, 48, 0}, {51, 56, 0}});
}

TEST_CASE("counts of texts add up to those of the texts end to end") {
  const std::vector<Continuum> each = texts();
  const std::vector<SpanMatch> all = span_counts(end_to_end(each), 0, 1);
  for (std::size_t match = 0; match < all.size(); ++match) {
    double matched = 0;
    for (const Continuum& text : each) matched += span_counts(text, 0, 1)[match].counts.reference_matched;
    CHECK(matched == all[match].counts.reference_matched);
  }
}

TEST_CASE("matches of spans and alphas of unitizing have an interval by text") {
  const std::vector<Continuum> each = texts();
  const Resampling resampling{.seed = 1, .resamples = 4000, .what = "transcripts"};
  const std::vector<Statistic> panel = with_span_intervals(span_panel_of(end_to_end(each), {}), each, {}, resampling);
  const Statistic& recall = find(panel, "span_recall");
  CHECK(*recall.value == 0.6);
  CHECK(*recall.ci_low < 0.3);
  CHECK(*recall.ci_high == 1);
  CHECK(recall.method.starts_with("percentile of 4000 resamples of transcripts, seed 1"));
  for (const char* name : {"u_alpha", "u_alpha_binary", "alpha_u_1995", "cu_alpha", "cu_coverage"}) {
    const Statistic& alpha = find(panel, name);
    CAPTURE(name, *alpha.value);
    CHECK(alpha.method.starts_with("percentile of 4000 resamples of transcripts, seed 1"));
    CHECK(*alpha.ci_low <= *alpha.value);
    CHECK(*alpha.value <= *alpha.ci_high);
  }
  const std::vector<Continuum> one(each.begin(), each.begin() + 1);
  const std::vector<Statistic> alone = with_span_intervals(span_panel_of(end_to_end(one), {}), one, {}, resampling);
  CHECK(find(alone, "span_recall").method == "none: one of transcripts only");
  CHECK_FALSE(find(alone, "span_recall").ci_low);
}

TEST_CASE("lengths of texts add up to those of the texts end to end") {
  std::vector<Continuum> twice = texts();
  std::vector<UnitizedLengths> lengths;
  for (const Continuum& text : twice) lengths.push_back(unitized_lengths(text));
  const std::vector<std::uint32_t> times = {1, 2, 0, 1};
  twice = {twice[0], twice[1], twice[1], twice[3]};
  const Continuum all = end_to_end(twice);
  CHECK(u_alphas(sum_of(lengths, times), all.categories, true) == u_alphas(all, true));
}

TEST_CASE("gamma has an interval by text, from chance drawn anew for each resample") {
  const std::vector<Continuum> each = texts();
  const SpanPanelOptions options{.all = true, .weights = {}, .seed = 3, .samples = 30};
  const Resampling resampling{.seed = 3, .resamples = 200, .what = "transcripts"};
  const std::vector<Statistic> panel = span_panel_of(end_to_end(each), options);
  const std::vector<Statistic> once = with_span_intervals(panel, each, options, resampling);
  CHECK(once == with_span_intervals(panel, each, options, resampling));
  std::size_t gammas = 0;
  for (const Statistic& statistic : once) {
    if (statistic.name != "gamma" && statistic.name != "gamma_cat") continue;
    CAPTURE(statistic.name, to_string(statistic.options));
    CHECK(statistic.method.starts_with("percentile of 200 resamples of transcripts, seed 3"));
    CHECK(*statistic.ci_low < *statistic.value);
    CHECK(*statistic.ci_high <= 1);
    if (statistic.name == "gamma") CHECK(statistic.se_method == "30 samples, seed 3");
    ++gammas;
  }
  CHECK(gammas == 6);
}

TEST_CASE("agree --spans takes the column of the text with --cluster") {
  const Outcome outcome = attune_run({"agree", "--spans", "-", "--cluster", "transcript", "--format", "csv"}, kSpans);
  CHECK(outcome.status == 0);
  CHECK(outcome.out.find("percentile of 10000 resamples of transcripts, seed 1") != std::string::npos);
  CHECK(attune_run({"agree", "--spans", "-", "--cluster", "text"}, kSpans).err ==
        "-:1: expected a column named \"text\", found none\n");
}
