#include <map>

#include <fmt/format.h>

#include "attune/agreement/assignment.h"
#include "attune/agreement/sample_size.h"
#include "catch.h"

using namespace attune;

namespace {

std::vector<Candidate> forty(const std::string& last_stratum = "") {
  std::vector<Candidate> candidates;
  for (int i = 0; i < 40; ++i) candidates.push_back({fmt::format("s{:02}", i), i < 30 ? "" : last_stratum});
  return candidates;
}

}  // namespace

// practice.md's rule of thumb: under 30 double-coded interviews a four-way kappa of .75 ranges from about .55 to .94.
TEST_CASE("thirty interviews tell a four-way agreement of .75 within about .55 to .94") {
  SampleSizeQuestion question;
  question.prevalence = {0.5, 0.2, 0.1, 0.2};
  question.runs = 2000;
  const auto step = simulate_agreement(question, 30);
  REQUIRE(step);
  CHECK(step->mean == Approx(0.75).margin(0.015));
  CHECK(step->low == Approx(0.55).margin(0.05));
  CHECK(step->high == Approx(0.94).margin(0.03));
  CHECK(simulate_agreement(question, 30) == step);
}

TEST_CASE("a narrower range needs more interviews, more raters fewer") {
  SampleSizeQuestion question;
  question.prevalence = {0.5, 0.5};
  question.runs = 200;
  question.width = 0.6;
  const auto wide = sample_size(question).interviews;
  question.width = 0.4;
  const auto narrow = sample_size(question).interviews;
  question.raters = 4;
  const auto many = sample_size(question).interviews;
  REQUIRE((wide && narrow && many));
  CHECK(*wide < *narrow);
  CHECK(*many < *narrow);
  question.most = 5;
  CHECK_FALSE(sample_size(question).interviews);
}

TEST_CASE("a scale's expected agreement is what the simulation finds on average") {
  SampleSizeQuestion question;
  question.level = Level::interval;
  question.runs = 300;
  const auto step = simulate_agreement(question, 60);
  REQUIRE(step);
  CHECK(step->mean == Approx(0.75).margin(0.02));
}

TEST_CASE("everything is assigned, the share twice, loads and pairs are even, strata too") {
  const std::vector<std::string> raters = {"A", "B", "C"};
  const std::vector<Drawn> drawn = draw_assignment(forty("wave 2"), raters, 0.3, 7);
  REQUIRE(drawn.size() == 40);
  std::map<std::string, int> loads, pairs;
  int twice = 0;
  int twice_in_wave_2 = 0;
  for (const Drawn& one : drawn) {
    for (const std::string& rater : one.raters) ++loads[rater];
    if (one.raters.size() < 2) continue;
    CHECK(one.raters[0] != one.raters[1]);
    ++twice;
    twice_in_wave_2 += one.transcript >= "s30";
    ++pairs[std::min(one.raters[0], one.raters[1]) + std::max(one.raters[0], one.raters[1])];
  }
  CHECK(twice == 12);
  CHECK(twice_in_wave_2 == 3);
  for (const std::string& rater : raters) CHECK(loads[rater] >= 17);
  for (const char* pair : {"AB", "AC", "BC"}) CHECK(pairs[pair] >= 3);
  CHECK(draw_assignment(forty("wave 2"), raters, 0.3, 7) == drawn);
  CHECK(draw_assignment(forty("wave 2"), raters, 0.3, 8) != drawn);
  CHECK(draw_assignment(forty(), std::vector<std::string>{"A"}, 0, 1).size() == 40);
}
