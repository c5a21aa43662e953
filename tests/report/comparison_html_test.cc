// The page on a study's raters: the numbers of the comparison, words where there is none, and nothing that becomes markup.
#include <sstream>

#include <fmt/format.h>

#include "attune/report/comparison.h"
#include "catch.h"
#include "report/rated_people.h"

using namespace attune;

namespace {

std::string page_of(std::vector<Comparison> comparisons, std::size_t codings, std::size_t listed = 20, std::vector<std::pair<std::string, std::size_t>> codings_by = {}) {
  ComparisonHeading heading;
  heading.study = "somewhere/<b>study.attune";
  heading.compared = codings;
  heading.codings_by = std::move(codings_by);
  heading.options.resampling = {.seed = 1, .resamples = 200, .what = "transcripts"};
  std::ostringstream out;
  write_comparison_html(out, heading, comparisons, listed);
  return out.str();
}

std::vector<Comparison> compare(const ComparedCodings& codings) { return attune::compare(codings, {.resampling = {.seed = 1, .resamples = 200, .what = "transcripts"}}); }

std::string page_of(const std::vector<Coding>& people) { return page_of(compare(compared(people)), people.size()); }

/// What a reader sees: the page without the script and style in it.
std::string body(const std::string& page) {
  const std::size_t begin = page.find("<body>");
  return page.substr(begin, page.find("<script>", begin) - begin);
}

Coding with_lines(Coding coding, const std::string& lines) {
  coding.ratings.front().lines = lines;
  return coding;
}

const std::vector<Coding> kTwoRaters = {with_lines(coding("s1", "A", 7, "F4a"), "2"), coding("s1", "B", 7.5, "F4a"), coding("s2", "A", 3, "U/E3/F5"), coding("s2", "B", 6, "E1"),
                                        coding("s3", "A", 5, "Ds1"),      coding("s3", "B", 5, "Ds1"),  coding("s4", "A", 4, "Ds1"),     coding("s4", "B", 4, "Ds2")};

}  // namespace

TEST_CASE("the page has the numbers of the comparison, a matrix, the differences and the disagreements") {
  std::vector<Comparison> comparisons = compare(compared(kTwoRaters));
  for (Comparison& comparison : comparisons)
    for (Disagreement& disagreement : comparison.disagreements)
      for (Passage& passage : disagreement.passages) passage.text = "she was always there";
  const Statistic* alpha = nullptr;
  const Statistic* bias = nullptr;
  for (const Statistic& statistic : comparisons.at(0).statistics) {
    if (statistic.name == "krippendorff_alpha" && statistic.options.front().second == "interval") alpha = &statistic;
    if (statistic.name == "bland_altman" && statistic.options.front().second == "bias") bias = &statistic;
  }
  REQUIRE(alpha != nullptr);
  REQUIRE(bias != nullptr);
  CHECK(*bias->value == -0.875);
  const std::string text = body(page_of(comparisons, 8, 20, {{"A", 4}, {"B", 4}}));
  for (const std::string& part : {fmt::format("<td class=\"n\">{:.3f}</td>", *alpha->value), std::string("data-chart=\"forest\""), std::string("data-chart=\"differences\""), std::string("data-lines=\"-0.875 "),
                                  std::string("On average A gave 0.88 points less than B."), std::string("Interviews by what A (down) and B (across) gave"), std::string("4 interviews rated by both, 2 of them equally."),
                                  std::string("<h3>s2: classes</h3>"), std::string("class5 U, class4 U/CC, U_primary yes"), std::string("<h3>s2: coh</h3>"), std::string("Apart by 38 % of the scale."),
                                  std::string("<blockquote dir=\"auto\">she was always there</blockquote><p class=\"by\">lines 2</p>"), std::string("fewer than 30"), std::string("8 codings by A (4) and B (4) of round 1")}) {
    CAPTURE(part);
    CHECK(holds(text, part));
  }
  CHECK(text.find("s2: classes") < text.find("s2: coh"));
}

TEST_CASE("of three raters each two have their matrix and differences") {
  std::vector<Coding> people = kTwoRaters;
  for (const char* id : {"s1", "s2", "s3"}) people.push_back(coding(id, "C", 6));
  const std::string text = body(page_of(people));
  CHECK(holds(text, "<h4>A and B</h4>"));
  CHECK(holds(text, "<h4>A and C</h4>"));
  CHECK(holds(text, "<h4>B and C</h4>"));
  CHECK(holds(text, "A minus C"));
}

TEST_CASE("data that show nothing are told in words, without an empty chart") {
  const std::string nothing = body(page_of(std::vector<Comparison>{}, 0));
  CHECK(holds(nothing, "No interview has locked codings by two raters, so there is nothing to compare."));
  CHECK_FALSE(holds(nothing, "data-chart"));

  const std::string one = body(page_of({coding("s1", "A", 7), coding("s1", "B", 5)}));
  CHECK(holds(one, "No coefficient has a value and an interval here"));
  CHECK(holds(one, "No differences are shown: fewer than two units rated by both."));
  CHECK_FALSE(holds(one, "data-chart"));

  const std::string same = body(page_of({coding("s1", "A", 5), coding("s1", "B", 5), coding("s2", "A", 5), coding("s2", "B", 5)}));
  CHECK(holds(same, "no alpha: all ratings are the same"));
  CHECK(holds(same, "On average A and B gave the same. The difference is the same in every interview, so the limits have no width."));
  CHECK(holds(same, "<p>There are none.</p>"));

  ComparedCodings ordinal = compared(kTwoRaters);
  ordinal.scales[0].level = ScaleLevel::ordinal;
  const std::string steps = body(page_of(compare(ordinal), 8));
  CHECK(holds(steps, "The steps of this scale have an order but no size, so nothing is subtracted."));
  for (const std::string& text : {nothing, one, same, steps}) {
    CHECK_FALSE(holds(text, "nan"));
    CHECK_FALSE(holds(text, "inf"));
  }
}

TEST_CASE("nothing that a study holds becomes markup on the page") {
  const std::string hostile = "<script>alert(1)</script>";
  std::vector<Coding> people;
  for (const Coding& one : kTwoRaters) {
    people.push_back(one);
    people.back().transcript += hostile;
    people.back().rater += "<i>";
    people.back().ratings[0].lines = hostile;
  }
  std::vector<Comparison> comparisons = compare(compared(people));
  for (Comparison& comparison : comparisons) {
    comparison.name += hostile;
    for (Disagreement& disagreement : comparison.disagreements) {
      disagreement.name += hostile;
      for (Passage& passage : disagreement.passages) passage.text = hostile + std::string(100'000, 'x');
    }
  }
  const std::string page = page_of(comparisons, 8);
  CHECK_FALSE(holds(body(page), "<script>alert"));
  CHECK_FALSE(holds(body(page), "<i>"));
  CHECK_FALSE(holds(page, "<b>study"));
  CHECK(holds(page, "&lt;b&gt;study.attune"));
  CHECK(body(page).size() < 200'000);
  CHECK(holds(page, "default-src 'none'"));
}

TEST_CASE("the page says what an ICC of some of the interviews rests on") {
  std::vector<Coding> people = kTwoRaters;
  people.push_back(coding("s1", "C", 7));
  CHECK(holds(body(page_of(people)), "<td>no ICC(A,1): fewer than two units rated by all raters</td>"));
  people.push_back(coding("s2", "C", 4));
  CHECK(holds(body(page_of(people)), "<td>ICC of 2 complete interviews</td>"));
}
