// The text on a study's raters, and its sentences for a methods section: what each number rests on.
#include <optional>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "attune/report/comparison.h"
#include "attune/report/comparison_methods.h"
#include "attune/report/statistic_lines.h"
#include "catch.h"
#include "report/rated_people.h"

using namespace attune;

namespace {

struct Words {
  std::string text, apa, grras;
};

/// Lines, indented or not, as one.
std::string unwrapped(const std::string& text) {
  std::string line;
  for (char c : text) {
    const char plain = c == '\n' ? ' ' : c;
    if (plain != ' ' || line.empty() || line.back() != ' ') line += plain;
  }
  return line;
}

Words words_of(const std::vector<Coding>& people, ComparisonOptions options = {}) {
  options.resampling = {.seed = 1, .resamples = 100, .what = "transcripts"};
  const std::vector<Comparison> comparisons = compare(compared(people), options);
  ComparisonHeading heading;
  heading.options = options;
  StudyDesign design;
  design.raters = {"A", "B"};
  std::ostringstream text, apa, grras;
  write_comparison_text(text, heading, comparisons, 20);
  write_comparison_apa(apa, heading, design, comparisons);
  write_comparison_grras(grras, heading, design, comparisons);
  return {text.str(), unwrapped(apa.str()), unwrapped(grras.str())};
}

/// Eight interviews by two raters who agree on the class of six.
std::vector<Coding> two_raters() {
  std::vector<Coding> people;
  for (const auto& [id, a, b, first, second] : {std::tuple("s1", 7, 7, "F4a", "F4a"), {"s2", 3, 4, "E1", "E1"}, {"s3", 5, 5, "Ds1", "F1"},
                                                {"s4", 8, 6, "F1", "F1"},
                                                {"s5", 2, 2, "Ds1", "Ds1"}, {"s6", 6, 7, "E2", "F2"}, {"s7", 4, 4, "Ds2", "Ds2"}, {"s8", 9, 8, "F3a", "F3a"}}) {
    people.push_back(coding(id, "A", a, first));
    people.push_back(coding(id, "B", b, second));
  }
  return people;
}

}  // namespace

TEST_CASE("a third rater of some interviews takes no percentage from those that two rated") {
  std::vector<Coding> people = two_raters();
  const Words two = words_of(people);
  CHECK(holds(two.text, "  class4                         8  0.750 "));
  CHECK(holds(two.text, "  coh                         8  0.500    0.875 "));
  CHECK_FALSE(holds(two.text, "complete"));
  CHECK(holds(two.apa, "class4 (n = 8): 75 % equal, Cohen's kappa = "));

  people.push_back(coding("s1", "C", 7, "E1"));
  people.push_back(coding("s2", "C", 3, "F1"));
  const Words three = words_of(people);
  // Of s1 and s2 one pair of three is equal, of the others 1 0 1 1 0 1 1 ... : (2/3 + 4) / 8.
  CHECK(holds(three.text, "  class4                         8  0.583 "));
  // Pairs within a point: all but those of s4.
  CHECK(holds(three.text, "  coh                         8  0.542    0.875 "));
  CHECK(holds(three.text, "\n      ICC of 2 complete interviews\n"));
  CHECK(holds(three.text, "ICC of complete interviews: of those that every rater rated."));
  for (const std::string& text : {three.apa, three.grras}) {
    CHECK(holds(text, "class4 (n = 8): 58 % of pairs of ratings equal, "));
    CHECK(holds(text, "coh (n = 8): 88 % of pairs of ratings within one point, ICC(1) = "));
    CHECK(holds(text, "(ICC of 2 complete interviews) and Krippendorff's alpha = "));
  }
  ComparisonOptions all_ratings;
  all_ratings.icc = IccEstimator::reml;
  CHECK_FALSE(holds(words_of(people, all_ratings).text, "complete"));
  ComparisonOptions others;  // who rated may differ from interview to interview
  others.icc = IccEstimator::ebel;
  const Words ebel = words_of(people, others);
  CHECK_FALSE(holds(ebel.text, "  coh                         8  0.542    0.875      - "));
  CHECK(holds(ebel.text, "  coh                         8  0.542    0.875  0.9"));
}

TEST_CASE("of one interview n says enough, and a reason that stands in the row is not said again") {
  const std::vector<Coding> people = {coding("s1", "A", 3), coding("s1", "B", 5)};
  CHECK_FALSE(holds(words_of(people).text, "no ICC"));
  std::vector<Coding> alike;
  for (const char* id : {"s1", "s2", "s3"})
    for (const char* rater : {"A", "B"}) alike.push_back(coding(id, rater, 5));
  const std::string text = words_of(alike).text;
  CHECK(holds(text, "no variation"));
  CHECK_FALSE(holds(text, "no ICC"));
}

TEST_CASE("an ICC that rests on few interviews is cautioned of, and one that is not there says why") {
  std::vector<Coding> people;
  for (int i = 0; i < 40; ++i)
    for (const char* rater : {"A", "B"}) people.push_back(coding("s" + std::to_string(i), rater, i % 9 + (rater[0] == 'A' && i % 4 == 0), "F1"));
  CHECK_FALSE(holds(words_of(people).text, "Caution"));
  people.push_back(coding("s1", "C", 2, "F1"));
  const Words one = words_of(people);
  CHECK(holds(one.text, "\n      no ICC(A,1): fewer than two units rated by all raters\n"));
  CHECK(holds(one.apa, "within one point, no ICC(A,1) (fewer than two units rated by all raters) and Krippendorff's alpha"));
  CHECK_FALSE(holds(one.text, "Caution"));  // of an ICC that is not there
  people.push_back(coding("s2", "C", 2, "F1"));
  const Words few = words_of(people);
  CHECK(holds(few.text, "\n      ICC of 2 complete interviews\n"));
  CHECK(holds(few.text, "Caution: where a number rests on fewer than 30 units"));
}

TEST_CASE("an ICC outside -1 to 1 is told beside it") {
  const Words words = words_of({coding("s1", "A", 1), coding("s1", "B", 3), coding("s2", "A", 3), coding("s2", "B", 1.5)});
  CHECK(holds(words.text, "ICC(A,1) outside -1 to 1: too few ratings for variance components\n"));
  const std::string told = words.apa.substr(words.apa.find("ICC(A,1) = "));
  CHECK(told.substr(0, told.find("ICC(C,1)")).ends_with("] (outside -1 to 1: too few ratings for variance components), "));
  CHECK(told.find("(outside", told.find("(outside") + 1) == std::string::npos);
}

TEST_CASE("an ICC that is not there goes by the name of its form, beside those that are, in lines of 80 columns") {
  // Between interviews nothing varies: ICC(1) and ICC(C,1) are -1, and ICC(A,1) is 0 over 0.
  const std::vector<Coding> crossed = {coding("s1", "A", 1), coding("s1", "B", 2), coding("s2", "A", 2), coding("s2", "B", 1)};
  const Words words = words_of(crossed);
  CHECK(holds(words.text, "\n      no ICC(A,1): no variance of units\n"));
  CHECK(holds(words.apa, "no ICC(A,1) (no variance of units)"));
  std::vector<Coding> people = {coding("s1", "A", 1), coding("s1", "B", 3), coding("s2", "A", 3), coding("s2", "B", 1.5), coding("s3", "A", 3), coding("s3", "B", 3), coding("s1", "C", 5), coding("s2", "C", 1)};
  const Words outside = words_of(people);
  CHECK(holds(outside.text, "ICC of 2 complete interviews"));
  std::istringstream lines(outside.text);
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
  // Ebel's ICC rests on single ratings too, so there may be something to tell where n is 1.
  ComparisonOptions ebel;
  ebel.icc = IccEstimator::ebel;
  people = {coding("s1", "A", 4), coding("s1", "B", 9), coding("s2", "A", 6.5), coding("s2", "B", 1, "F1")};
  people.back().ratings.erase(people.back().ratings.begin());
  CHECK(holds(words_of(people, ebel).text, "\n      ICC(1) outside -1 to 1: too few ratings for variance components\n"));
}

TEST_CASE("no number is minus zero, and CSV says what an ICC rests on") {
  std::vector<Coding> people;
  // Cohen's kappa and alpha of these are within .0005 of 0 from below, or on the edge: nothing prints with a sign.
  for (const auto& [id, a, b] : {std::tuple("s1", "F1", "F1"), {"s2", "F1", "E1"}, {"s3", "E1", "F1"}, {"s4", "E1", "E1"}})
    for (const auto& [rater, record] : {std::pair("A", a), {"B", b}}) people.push_back(coding(id, rater, 3, record));
  CHECK_FALSE(holds(words_of(people).text, "-0.000"));
  CHECK(decimals(-0.0004) == "0.000");
  CHECK(decimals(-0.0006) == "-0.001");
  CHECK(decimals(-0.004, 2) == "0.00");
  CHECK(decimals(std::nullopt) == "-");
  std::ostringstream csv;
  const std::vector<Comparison> comparisons = compare(compared(people), {.resampling = {.seed = 1, .resamples = 100, .what = "transcripts"}});
  write_comparison_csv(csv, comparisons);
  const std::string text = csv.str();
  CHECK(text.substr(0, text.find('\n')).ends_with(",reason,n_icc"));
  std::istringstream lines(text);
  std::string line;
  for (std::getline(lines, line); std::getline(lines, line);) CHECK(line.ends_with(line.starts_with("people,scale,") ? ",4" : ","));
}

TEST_CASE("codes in sections stand apart from those of whole transcripts, each under what it is asked of") {
  ComparedCodings codings;
  const Mark mark{{10, 15}, 0, "c", "", "", "", {}, "", ""};
  for (const char* transcript : {"s1", "s2"}) {
    for (const char* rater : {"A", "B"}) codings.people.push_back({transcript, rater, 1, {mark}, {}});
    codings.transcripts.push_back({transcript, {{0, 100}}, {}});
    codings.in_sections.push_back({transcript, {{0, 50}}, {"loss"}});
  }
  ComparisonHeading heading;
  heading.options = {.by_section = true, .resampling = {.seed = 1, .resamples = 100, .what = "transcripts"}};
  const std::vector<Comparison> comparisons = compare(codings, heading.options);
  std::ostringstream text, page;
  write_comparison_text(text, heading, comparisons, 20);
  write_comparison_html(page, heading, comparisons, 20);
  const std::size_t whole = text.str().find("People: codes marked, by transcript\n"), parts = text.str().find("People: codes marked, by section\n");
  REQUIRE(whole < parts);
  REQUIRE(parts != std::string::npos);
  CHECK(text.str().find("  c section:loss ") > parts);
  CHECK(holds(page.str(), "Codes marked, by transcript"));
  CHECK(holds(page.str(), "Codes marked, by section"));
  CHECK(holds(page.str(), "id=\"people-code-section\""));
}

TEST_CASE("names are shown whole, so that no two of them look alike") {
  std::vector<Coding> people;
  for (const char* figure : {"grandmother_maternal", "grandmother_paternal"})
    for (const char* rater : {"A", "B"}) people.push_back(coding(std::string("participant_of_wave_1_") + figure, rater, rater[0] == 'A' ? 3 : 5, "F1", *parse_target(std::string("figure:") + figure)));
  const std::string text = words_of(people).text;
  CHECK(holds(text, "\n  coh figure:grandmother_maternal\n                              1  0.000    0.000 "));
  CHECK(holds(text, "\n  coh figure:grandmother_paternal\n                              1  0.000 "));
  CHECK(holds(text, "\n  participant_of_wave_1_grandmother_paternal coh figure:grandmother_paternal A 3, B 5\n"));
}

TEST_CASE("where nothing is compared the true reason is given") {
  struct Case {
    bool lacks_sections;
    std::size_t double_coded;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {false, 0, "No transcript has locked codings by two raters, so there is nothing to compare.\n"},
      {false, 2, "The raters of one text have no rating or mark in common to compare.\n"},
      {true, 2, "No section was recognised in these texts, so no code is compared by section.\n"},
      {true, 0, "No transcript has locked codings by two raters, so there is nothing to compare.\nNo section was recognised in these texts, so no code is compared by section.\n"},
  };
  for (const Case& c : cases) {
    ComparisonHeading heading;
    heading.lacks_sections = c.lacks_sections;
    heading.double_coded = c.double_coded;
    std::ostringstream text, page;
    write_comparison_text(text, heading, {}, 20);
    CHECK(text.str().ends_with(c.expected));
    write_comparison_html(page, heading, {}, 20);
    CHECK(holds(page.str(), "nothing to compare") == (c.double_coded == 0));
  }
}
