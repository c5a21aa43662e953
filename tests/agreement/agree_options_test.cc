// `attune agree` with its less common options.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "attune/version.h"
#include "catch.h"
#include "cli/run.h"

using Json = nlohmann::json;

namespace {

const std::string kData = std::string(ATTUNE_SOURCE_DIR) + "/tests/data/agreement/";

/// The first statistic of this name in the output.
Json statistic(const std::vector<std::string>& words, const std::string& name, const Json& options,
               const std::string& input = "") {
  const Outcome outcome = attune_run(words, input);
  CAPTURE(outcome.err);
  REQUIRE(outcome.status == 0);
  const Json result = Json::parse(outcome.out);
  for (const Json& each : result["statistics"])
    if (each["name"] == name && each["options"] == options) return each;
  FAIL("no " << name << " " << options.dump());
  return {};
}

}  // namespace

TEST_CASE("weights of the user's own: Cohen (1968), table 1, kappa .348") {
  ScratchDirectory scratch;
  const std::string disagreements = scratch.write("d.csv", "category,1,2,3\n1,0,1,3\n2,1,0,6\n3,3,6,0\n");
  const std::string agreements = scratch.write("a.csv", "category,1,2,3\n1,6,5,3\n2,5,6,0\n3,3,0,6\n");
  for (const std::string& weights : {disagreements, agreements}) {
    const Json kappa = statistic({"agree", kData + "n2_cohen1960_p45.csv", "--wide", "--level", "nominal", "--format",
                                  "json", "--weights", weights},
                                 "cohen_kappa", {{"weights", "given"}});
    CHECK_THAT(kappa["value"].get<double>(), Catch::Matchers::WithinAbs(0.347826086956522, 1e-12));
  }
}

TEST_CASE("weights may differ by who gave which category; only kappa, which knows a first rater, has a value then") {
  // Cohen's (1968) formula by hand: v = 0 1 / 3 0 (down the first rater), units aa 4, ab 2, ba 1, bb 3.
  // Observed .2 * 1 + .1 * 3 = .5; by chance .6 * .5 * 1 + .4 * .5 * 3 = .9; kappa 1 - 5/9.
  ScratchDirectory scratch;
  const std::string weights = scratch.write("w.csv", "category,a,b\na,0,1\nb,3,0\n");
  std::string ratings = "unit,first,second\n";
  int unit = 0;
  for (const auto& [said, times] : {std::pair("a,a", 4), std::pair("a,b", 2), std::pair("b,a", 1), std::pair("b,b", 3)})
    for (int i = 0; i < times; ++i) ratings += std::to_string(++unit) + "," + said + "\n";
  const std::vector<std::string> words = {"agree", scratch.write("r.csv", ratings), "--wide", "--weights", weights,
                                          "--format", "json"};
  const Json kappa = statistic(words, "cohen_kappa", {{"weights", "given"}});
  CHECK_THAT(kappa["value"].get<double>(), Catch::Matchers::WithinAbs(4.0 / 9, 1e-12));
  CHECK(kappa["ci_low"].is_number());
  CHECK(statistic(words, "scott_pi", {{"weights", "given"}})["reason"] == "weights are not the same both ways");
  CHECK(statistic(words, "gwet_ac", {{"weights", "given"}})["reason"] == "weights are not the same both ways");
}

TEST_CASE("weights that are no square of the categories are refused with their place") {
  ScratchDirectory scratch;
  const auto refused = [&](const std::string& weights) {
    const Outcome outcome = attune_run({"agree", kData + "n2_cohen1960_p45.csv", "--wide", "--weights", weights});
    CHECK(outcome.status == 2);
    return outcome.err;
  };
  const std::string few = scratch.write("few.csv", "category,1,2\n1,0,1\n2,1,0\n");
  CHECK(refused(few) == few + ": expected a row of weights for \"3\", found none\n");
  const std::string large = scratch.write("large.csv", "category,1,2,3\n1,0,1,3\n2,1,0,1e51\n3,3,1e51,0\n");
  CHECK(refused(large) == large + ":3: expected a number, found one that is too large\n");
}

TEST_CASE("nominal categories have weighted coefficients only where an order is given") {
  const std::vector<std::string> words = {"agree", kData + "n2_aai_class4_40.csv", "--wide", "--level", "nominal",
                                          "--format", "json"};
  CHECK(statistic(words, "cohen_kappa", {{"weights", "linear"}})["reason"] == "no order");
  std::vector<std::string> ordered = words;
  ordered.insert(ordered.end(), {"--order", "Ds,E,F,U"});
  CHECK(statistic(ordered, "cohen_kappa", {{"weights", "linear"}})["value"].is_number());
}

TEST_CASE("a random permutation test comes to the exact one") {
  const std::vector<std::string> words = {"agree", kData + "tn_7x2.csv", "--wide", "--all", "--format", "json", "--seed",
                                          "2", "--resamples", "100", "--permutations", "20000"};
  const Json options = {{"of", "scott_pi"}, {"weights", "unweighted"}, {"permute", "rater2 over items"},
                        {"tail", "two_sided_abs"}};
  const Json exact = statistic(words, "permutation_exact", options);
  const Json random = statistic(words, "permutation", options);
  CHECK_THAT(random["p"].get<double>(), Catch::Matchers::WithinAbs(exact["p"].get<double>(), 0.01));
  CHECK(random["test_method"] == "20000 random permutations, seed 2");
}

TEST_CASE("matrix of two raters, and why spans differ, are counted") {
  const std::string input = "rater,category,start,end\nA,x,0,5\nA,x,10,15\nA,y,20,25\nA,y,30,35\nB,x,0,5\nB,x,11,15\nB,x,21,24\n";
  const std::vector<std::string> words = {"agree", "--spans", "-", "--continuum", "0:40", "--format", "json"};
  const auto part = [&](const std::string& category, const std::string& name) {
    return statistic(words, "span_decomposition",
                     {{"category", category}, {"part", name}, {"ref", "A"}, {"hyp", "B"}}, input)["value"];
  };
  CHECK(part("x", "agreed") == 1);
  CHECK(part("x", "boundary_differs") == 1);
  CHECK(part("y", "code_differs") == 1);
  CHECK(part("y", "not_detected") == 1);
  CHECK(statistic({"agree", "-", "--format", "json"}, "confusion", {{"first", "F"}, {"second", "Ds"}},
                  "unit,rater,value\n1,A,F\n1,B,Ds\n2,A,F\n2,B,F\n")["value"] == 1);
}

TEST_CASE("degenerate spans have reasons: nobody, one rater, nothing that meets") {
  const std::string header = "rater,category,start,end\n";
  const auto reason = [&](const std::string& rows, const std::string& raters, const std::string& name,
                          const Json& options) {
    return statistic({"agree", "--spans", "-", "--continuum", "0:40", "--raters", raters, "--seed", "1", "--all",
                      "--format", "json"},
                     name, options, header + rows)["reason"];
  };
  const Json gamma = {{"alpha", "1"}, {"beta", "1"}, {"delta_empty", "1"}};
  CHECK(reason("A,x,1,2\n", "A", "gamma", gamma) == "one rater");
  CHECK(reason("A,x,1,2\n", "A", "u_alpha", Json::object()) == "one rater");
  CHECK(reason("A,x,1,2\n", "A,B", "span_precision", {{"match", "exact_typed"}, {"ref", "A"}, {"hyp", "B"}}) ==
        "hyp marked nothing");
  CHECK(reason("A,x,1,2\nB,x,8,9\n", "A,B", "cu_alpha", {{"self_pairing", "pairwise"}}) == "only one value");
  CHECK(attune_run({"agree", "--spans", "-"}, header).status == 0);
}

TEST_CASE("a methods paragraph and the GRRAS items say what is missing") {
  const std::vector<std::string> words = {"agree", kData + "n2_feinstein_cicchetti_b.csv", "--wide", "--level",
                                          "nominal"};
  std::vector<std::string> apa = words;
  apa.emplace_back("--apa");
  CHECK(attune_run(apa).out ==
        std::string("Two raters [who they were, trained how, blind to what] independently rated 100\n"
        "units, of which 100 were rated by two or more. [Which units, drawn how and from\n"
        "how many; whether these are the ratings before any consensus.] 85 % of pairs of\n"
        "ratings agreed. Cohen's kappa = .32, 95 % CI [.06, .58], Krippendorff's alpha\n"
        "(nominal) = .32, 95 % CI [.05, .59] and Gwet's AC1 = .81, 95 % CI [.70, .91].\n"
        "Intervals: Fleiss, Cohen & Everitt (1969), normal, not clipped and Gwet's\n"
        "linearised standard error (2014), t, at most 1. Base rates over all ratings: yes\n"
        "88 % and no 12 %. Disagreements were resolved by [how]. Computed with Attune\n") +
            std::string(attune::kVersion) + ".\n");
  std::vector<std::string> grras = words;
  grras.emplace_back("--grras");
  CHECK(attune_run(grras).out.find("10 of 15 items are missing: 1, 2, 3, 4, 5, 7, 8, 9, 12 and 14.\n") !=
        std::string::npos);
  CHECK(attune_run(words).out.find("kappa paradox") != std::string::npos);
}

TEST_CASE("where cells are missing, --icc takes all ratings") {
  const std::vector<std::string> words = {"agree", kData + "tn_6x3_missing.csv", "--wide", "--format", "json"};
  const auto with = [&](const std::vector<std::string>& more) {
    std::vector<std::string> all = words;
    all.insert(all.end(), more.begin(), more.end());
    return all;
  };
  const auto options = [](const char* form, const char* estimator, const char* missing) {
    return Json{{"form", form}, {"estimator", estimator}, {"missing", missing}};
  };
  // psych 2.5.3 with lme4, and irrNA 0.2.3.
  const Json reml = statistic(with({"--icc", "reml"}), "icc", options("ICC(A,1)", "reml", "available"));
  CHECK_THAT(reml["value"].get<double>(), Catch::Matchers::WithinAbs(0.834525755, 1e-6));
  CHECK_THAT(reml["ci_low"].get<double>(), Catch::Matchers::WithinAbs(0.513936774, 1e-6));
  const Json ebel = statistic(with({"--icc", "ebel"}), "icc", options("ICC(1)", "ebel", "available"));
  CHECK_THAT(ebel["value"].get<double>(), Catch::Matchers::WithinAbs(0.824357912178956, 1e-12));
  CHECK(statistic(words, "icc", options("ICC(1)", "anova", "listwise"))["value"].is_number());
  std::string apa = attune_run({"agree", kData + "tn_6x3_missing.csv", "--wide", "--icc", "reml", "--apa"}).out;
  std::ranges::replace(apa, '\n', ' ');
  CHECK(apa.find("ICC(A,1) (REML,") != std::string::npos);
}

TEST_CASE("KALPHA's bootstrap needs a seed") {
  const Outcome outcome = attune_run({"agree", kData + "tn_6x3_missing.csv", "--wide", "--kalpha"});
  CHECK(outcome.status == 2);
  CHECK(outcome.err.starts_with("attune agree: --kalpha needs --seed\n"));
}

TEST_CASE("NA is no rating; one cell that is no number is told before it makes labels of all") {
  const std::string table = "item,r1,r2\na,1,2\nb,NA,3\nc,2,2\nd,3,3\n";
  const Outcome na = attune_run({"agree", "-", "--wide"}, table);
  CHECK(na.err == "");
  CHECK(na.out.find("missing     1 of 8 ratings") != std::string::npos);
  CHECK(na.out.find("level       interval") != std::string::npos);
  const std::string caution =
      "standard input: caution: 1 of 4 different values are no numbers (\"NA\"), so all are taken for labels; --missing "
      "names what stands for no rating, --level nominal says that labels are meant\n";
  CHECK(attune_run({"agree", "-", "--wide", "--missing", ""}, table).err == caution);
  CHECK(attune_run({"agree", "-", "--wide", "--missing", "", "--level", "nominal"}, table).err == "");
  CHECK(attune_run({"agree", "-", "--wide", "--missing", ".,9"}, "item,r1,r2\na,1,2\nb,.,3\nc,9,2\n").err == "");
}

TEST_CASE("an ICC outside -1 to 1 meets no gate, and is cautioned of wherever it is told") {
  ScratchDirectory scratch;
  const std::string table = scratch.write("t.csv", "item,R1,R2,R3,R4,R5,R6\ns00,2.0,-0.5,2.0,-1.0,2.0,-2.0\ns01,-0.5,3.0,0.0,3.0,-3.0,-3.0\n");
  const Outcome gated = attune_run({"agree", table, "--wide", "--min", "icc[form=ICC(A,k)].value=0.6"});
  CHECK(gated.status == 1);
  CHECK(gated.err.find("--min: icc[form=ICC(A,k);estimator=anova].value is of a value outside -1 to 1 (18), ") == 0);
  CHECK(gated.out.find("Caution: outside -1 to 1: ") != std::string::npos);
  const std::string crossed = scratch.write("c.csv", "item,a,b\n1,1,3\n2,3,1.5\n");
  for (const char* page : {"--apa", "--grras"}) {
    std::string text = attune_run({"agree", crossed, "--wide", page}).out;
    std::string line;
    for (char c : text)
      if (c != '\n') line += c;
      else if (line.empty() || line.back() != ' ') line += ' ';
    CAPTURE(page, text);
    std::string one_blank;
    for (char c : line)
      if (c != ' ' || one_blank.empty() || one_blank.back() != ' ') one_blank += c;
    CHECK(one_blank.find("ICC(A,1) = -") != std::string::npos);
    CHECK(one_blank.find("(outside -1 to 1: too few ratings for variance components)") != std::string::npos);
  }
}
