// `attune compare` as a user runs it, on a small study.
#include <sstream>

#include "attune/codebook/codebook.h"
#include "attune/io/study.h"
#include "catch.h"
#include "cli/command.h"
#include "io/scratch.h"
#include "io/study_fixture.h"

using namespace attune;

namespace {

struct Run {
  int status = 0;
  std::string out, err;
};

Run compare(std::vector<std::string> words) {
  std::istringstream in;
  std::ostringstream out, err;
  cli::Context context{in, out, err};
  words.insert(words.begin(), "compare");
  const int status = cli::run(words, context);
  return {status, out.str(), err.str()};
}

const std::string kScales = R"([codebook]
id = "scales"
version = "1.0.0"
language = "en"
title = "Two scales"

[[scale]]
id = "loving"
title = "Loving"
definition = "How loving."
target = "figure"
level = "interval"
min = 1
max = 9
step = 0.5

[[scale]]
id = "class_record"
title = "Class record"
definition = "As written."
target = "none"
level = "class_record"
)";

/// Four transcripts, rated by two who locked, and by a third who did not.
std::string make_study(const Scratch& scratch) {
  const std::string path = scratch / "study.attune";
  Study study = Study::create(path, counted_surroundings());
  (void)study.store_codebooks({parse_codebook(kScales, "scales.toml")});
  for (const char* id : {"s1", "s2", "s3", "s4"}) (void)study.store(small_transcript(id), {});
  const auto sheet = [](std::string rater, std::vector<RatedTranscript> transcripts) {
    return RatingSheet{std::move(rater), 1, std::move(transcripts), ""};
  };
  (void)study.store_ratings(sheet("A", {{"s1", {rated("loving", 7, "figure:mother"), classed("F4a")}},
                                        {"s2", {rated("loving", 3, "figure:mother"), classed("U/E3/F5")}},
                                        {"s3", {rated("loving", 5, "figure:mother"), classed("Ds1")}},
                                        {"s4", {rated("loving", 4, "figure:mother")}}}));
  (void)study.store_ratings(
      sheet("B", {{"s1", {rated("loving", 7.5, "figure:mother"), classed("F4a")}},
                  {"s2", {rated("loving", 6, "figure:mother"), classed("E1")}},
                  {"s3", {not_rated("loving", MissingReason::cannot_rate, "figure:mother"), classed("Ds1")}}}));
  (void)study.store_ratings(sheet("C", {{"s1", {rated("loving", 1, "figure:mother")}}}));
  (void)study.lock("A", 1, {});
  (void)study.lock("B", 1, {});
  return path;
}

}  // namespace

TEST_CASE("a study's locked codings are compared, the others counted, disagreements listed worst first") {
  const Scratch scratch;
  const Run run = compare({make_study(scratch), "--resamples", "1000"});
  CHECK(run.err == "");
  CHECK(run.status == 0);
  // The first line names the file, which is another at every run; numbers of classes are in rating_tables' tests.
  const std::vector<std::string> parts = {
      "\n\n"
      "  codings     7 by people compared: locked, unassisted, round 1\n"
      "  raters      A (4), B (3)\n"
      "  left out    1 draft, 0 submitted, 0 assisted, 0 of other rounds\n"
      "  intervals   percentiles of 1000 resamples of transcripts, seed 1\n\n",
      "  loving figure:mother        2  0.000    0.500  0.565   0.431   -0.500 to 0.431\n",
      "People: classes derived from class records, by transcript\n",
      "  class5                         3  0.667 ",
      "  class3_forced                  3  1.000 ",
      "Disagreements, worst first (6 of 6)\n"
      "  s2             class5                     A U, B E\n"
      "  s2             class4                     A U/CC, B E\n"
      "  s2             U_primary                  A yes, B no\n"
      "  s2             loving figure:mother       A 3, B 6\n"
      "  s1             loving figure:mother       A 7, B 7.5\n"
      "  s3             loving figure:mother       A 5, B cannot_rate\n\n"};
  std::size_t at = 0;
  for (const std::string& part : parts) {
    CAPTURE(part, run.out);
    at = run.out.find(part, at);
    REQUIRE(at != std::string::npos);
  }
}

TEST_CASE("how many units an ICC rests on is said of what has one") {
  const Scratch scratch;
  const std::string out = compare({make_study(scratch), "--resamples", "100", "--format", "json"}).out;
  CHECK(out.find("\"n_icc\": 2") != std::string::npos);     // loving
  CHECK(out.find("\"n_icc\": null") != std::string::npos);  // classes
}

TEST_CASE("a gate can name a scale") {
  const Scratch scratch;
  const std::string study = make_study(scratch);
  const std::string gate = "krippendorff_alpha[scale=loving;target=figure:mother;metric=interval].value=0.9";
  const Run run = compare({study, "--resamples", "100", "--min", gate});
  CHECK(run.status == 1);
  CHECK(run.err ==
        "--min: krippendorff_alpha[scale=loving;target=figure:mother;metric=interval].value is 0.4308, below 0.9\n");
  CHECK(run.out.find("met.\n") != std::string::npos);
  // Statistics that a level does not allow are no shortfall: classes have no interval alpha.
  CHECK(compare({study, "--resamples", "100", "--min", "krippendorff_alpha[metric=interval].value=0.4"}).status == 0);
  CHECK(compare({study, "--resamples", "100", "--min", "percent_agreement[class=class5;def=all_equal].value=0.6"})
            .status == 0);
}

TEST_CASE("a methods paragraph and the GRRAS items of a study say what it knows and what is missing") {
  const Scratch scratch;
  const std::string study = make_study(scratch);
  const auto unwrapped = [](std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
  };
  const Run apa = compare({study, "--resamples", "100", "--apa"});
  CHECK(apa.status == 0);
  const std::string text = unwrapped(apa.out);
  const std::vector<std::string> parts = {
      "Two raters (A and B) [who they were, trained how and by whom] coded 4 of 4 interviews; 3 (75 % of 4) were coded by "
      "two or more. [Which were coded twice, drawn how, from which frame.] [What raters were blind to.]",
      "before any consensus (round 1); 0 codings made after exposure to marks or others' values and 1 that were not locked "
      "are left out. ",
      "class4 (n = 3): 67 % equal, Cohen's kappa = ", "class3_forced (n = 3): 100 % equal",
      "U_primary (n = 3): ", "loving figure:mother (n = 2): 50 % within one point, ICC(1) = ", "ICC(A,1) = .56",
      "Disagreements were resolved by [how]. Computed with Attune "};
  std::size_t at = 0;
  for (const std::string& part : parts) {
    CAPTURE(part, text);
    at = text.find(part, at);
    REQUIRE(at != std::string::npos);
  }
  const Run grras = compare({study, "--resamples", "100", "--grras"});
  CHECK(unwrapped(grras.out).find("9 of 15 items are missing: 1, 2, 3, 4, 5, 7, 8, 12 and 14.") != std::string::npos);
  CHECK(grras.out.find("  class3_forced: A down, B across\n") != std::string::npos);
  for (const Run* run : {&apa, &grras}) {
    std::size_t begin = 0;
    for (std::size_t end; (end = run->out.find('\n', begin)) != std::string::npos; begin = end + 1)
      CHECK(end - begin <= 80);
  }
  CHECK(compare({study, "--apa", "--format", "json"}).status == 2);
}

TEST_CASE("the same study and seed give the same bytes in every format") {
  const Scratch scratch;
  const std::string study = make_study(scratch);
  for (const char* format : {"text", "csv", "json"}) {
    const Run once = compare({study, "--resamples", "200", "--format", format});
    CHECK(once.status == 0);
    CHECK(once.out == compare({study, "--resamples", "200", "--format", format}).out);
  }
}

TEST_CASE("a study without two raters has nothing to compare, and that is an answer") {
  const Scratch scratch;
  const std::string path = scratch / "study.attune";
  (void)Study::create(path, counted_surroundings());
  const Run run = compare({path});
  CHECK(run.status == 0);
  CHECK(run.out.find("No transcript has locked codings by two raters, so there is nothing to compare.\n") !=
        std::string::npos);
}
