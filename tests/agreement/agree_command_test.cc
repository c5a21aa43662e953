// `attune agree` as a user runs it: whole outputs.
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "catch.h"
#include "cli/command.h"

using namespace attune;

namespace {

struct Run {
  int status = 0;
  std::string out, err;
};

Run agree(std::vector<std::string> words, const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out, err;
  cli::Context context{in, out, err};
  words.insert(words.begin(), "agree");
  const int status = cli::run(words, context);
  return {status, out.str(), err.str()};
}

const std::string kClasses =
    "unit,rater,value\n"
    "s1,A,F\ns1,B,F\n"
    "s2,A,Ds\ns2,B,F\n"
    "s3,A,F\ns3,B,F\n"
    "s4,A,E\ns4,B,\n";

}  // namespace

TEST_CASE("a long table is read and its agreement printed") {
  const Run run = agree({"-"}, kClasses);
  CHECK(run.err == "");
  CHECK(run.status == 0);
  CHECK(run.out == R"(Agreement in standard input

  level       nominal
  categories  F, Ds, E
  raters      A, B
  units       4
  missing     1 of 8 ratings

                                             value     95 % interval      p
  All raters equal                           0.667    0.208 to 0.939      - a
  Pairs of ratings that agree                0.667   -0.558 to 1.000  0.182 b
  Cohen's kappa                              0.000    0.000 to 0.000      - c
  Largest kappa these margins allow          0.000                 -      -
  Scott's pi                                -0.200   -1.043 to 0.643  0.415 d
  Agreement on "F"                           0.800                 -      -
  Agreement on "Ds"                          0.000                 -      -
  Agreement on "E"                         no value: nobody used the category
  Fleiss' kappa                              0.373   -1.075 to 1.000  0.473 b
  Conger's kappa                             0.333   -0.727 to 1.000  0.391 b
  Gwet's AC1                                 0.546   -1.099 to 1.000  0.368 b
  Brennan & Prediger                         0.500   -1.091 to 1.000  0.391 b
  Krippendorff's alpha, nominal              0.000   -1.033 to 1.000  1.000 b
  Intervals:
    a  Wilson's score interval (1927)
    b  Gwet's linearised standard error (2014), t, at most 1
    c  Fleiss, Cohen & Everitt (1969), normal, not clipped
    d  Gwet's standard error for tables (2014), t, at most 1
  16 more statistics have no value, for nominal categories have no order:
  weighted coefficients, ordinal and interval alpha. --order gives one.
  Units by what A (down) and B (across) gave them:
                     F      Ds       E
  F                  2       0       0
  Ds                 1       0       0
  E                  0       0       0
  Caution: 3 units with two ratings or more. Under 30, read the intervals, not
  the values.

  In words
    Shares of equal ratings take nothing off for chance: raters who always say
    the commonest category agree often.
    Cohen's kappa: of the agreement that two raters with these margins would not
    reach by chance, the share they reached. 1 is full agreement, 0 chance.
    Linear and quadratic count near misses as part agreement.
    Scott's pi and Fleiss' kappa: the same, with one margin for all raters.
    Conger's and Light's kappa: Cohen's for more than two raters.
    Gwet's AC1 (unweighted) and AC2: chance is small where one category is
    common, so they stay high where kappa falls.
    Brennan & Prediger: chance is one in the number of categories (PABAK for
    two).
    Krippendorff's alpha: for any number of raters and with missing ratings; 1
    is full agreement, 0 chance.
    Agreement on a category: when one rater gives it, how often the other does.

  Which to report
    Report nominal alpha with its interval and the share of pairs that agree;
    AC1 too where one category is much commoner than the others.
)");
}

TEST_CASE("a limit that there is not, and an ICC outside -1 to 1, are told") {
  const std::string one_limit = "unit,R1,R2,R3\ns1,8,8.5,8\ns2,7,5.5,7\n";
  const Run text = agree({"-", "--wide", "--level", "interval"}, one_limit);
  for (const char* part :
       {"  ICC(A,k)                                   0.894        - to 1.000  0.130 e\n",
        "    e  F; no lower limit, for one rater's is -1/(k-1) or less\n"})
    CHECK(text.out.find(part) != std::string::npos);
  CHECK(text.out.find("outside -1 to 1") == std::string::npos);
  CHECK(agree({"-", "--wide", "--level", "interval", "--format", "csv"}, one_limit).out.find("11.87") == std::string::npos);
  // Units hardly differ, ratings of one unit do: MSR is small beside MSW, and ICC(k) (MSR - MSW) / MSR.
  const Run outside = agree({"-", "--wide", "--level", "interval"}, "unit,R1,R2\ns1,1,3\ns2,3,1\ns3,2,2.5\n");
  for (const char* part : {"  Caution: outside -1 to 1: ", " ICC(k), "}) CHECK(outside.out.find(part) != std::string::npos);
}

TEST_CASE("the JSON has every key, null where nothing is known") {
  const Run run = agree({"-", "--format", "json"}, "unit,rater,value\ns1,A,F\ns1,B,Ds\n");
  CHECK(run.status == 0);
  CHECK(run.out.starts_with(R"({
  "n_units": 1,
  "n_raters": 2,
  "n_missing": 0,
  "statistics": [
    {
      "name": "percent_agreement",
      "options": {
        "def": "all_equal",
        "tol": "0"
      },
)"));
  CHECK(run.out.find(R"(    {
      "name": "krippendorff_alpha",
      "options": {
        "metric": "interval"
      },
      "value": null,
      "ci_low": null,
      "ci_high": null,
      "se": null,
      "stat": null,
      "p": null,
      "method": null,
      "se_method": null,
      "test_method": null,
      "reason": "no order"
    })") != std::string::npos);
  CHECK(run.out.ends_with("    }\n  ]\n}\n"));
}

TEST_CASE("a seed adds the bootstrap, always the same") {
  const std::string input = "item;R1;R2\n1;1,5;2\n2;3;3\n3;7;6,5\n4;9;8\n";
  const Run once = agree({"-", "--wide", "--seed", "7", "--resamples", "500", "--format", "csv"}, input);
  CHECK(once.status == 0);
  CHECK(once.out == agree({"-", "--wide", "--seed", "7", "--resamples", "500", "--format", "csv"}, input).out);
  CHECK(once.out.find("bootstrap,\"of=krippendorff_alpha;metric=interval;resample=items;undefined=dropped;B=500\"") !=
        std::string::npos);
}

TEST_CASE("a gate (--min) says what fell short") {
  const Run low = agree({"-", "--min", "krippendorff_alpha[metric=nominal].value=0.5"}, kClasses);
  CHECK(low.status == 1);
  CHECK(low.err == "--min: krippendorff_alpha[metric=nominal].value is 0, below 0.5\n");
  CHECK(agree({"-", "--min", "percent_agreement[def=all_equal].value=0.5"}, kClasses).status == 0);
  const Run none = agree({"-", "--min", "cohen_kappa[weights=linear].value=0"}, kClasses);
  CHECK(none.status == 1);
  CHECK(none.err == "--min: cohen_kappa[weights=linear].value has no value (no order)\n");
}

TEST_CASE("what cannot be used is said in one line, exit 2") {
  struct Case {
    std::vector<std::string> words;
    std::string input;
    std::string err;
  };
  const std::string hint = "(\"attune agree --help\" shows the options)\n";
  const std::vector<Case> cases = {
      {{"-"},
       "item,R1,R2\n1,a,b\n",
       "attune agree: standard input has no columns \"rater\" and \"value\"; name them with --rater and --value, or "
       "give "
       "--wide for a table with one column for each rater\n" +
           hint},
      {{"-", "--unit", "id"},
       kClasses,
       "standard input:1: expected a column named \"id\", found columns \"unit\", \"rater\", \"value\"\n"},
      {{"-", "--level", "interval"},
       kClasses,
       "standard input:2: expected a number (level interval), found \"F\"\n"
       "standard input:3: expected a number (level interval), found \"F\"\n"
       "standard input:4: expected a number (level interval), found \"Ds\"\n"
       "standard input:5: expected a number (level interval), found \"F\"\n"
       "standard input:6: expected a number (level interval), found \"F\"\n"
       "standard input:7: expected a number (level interval), found \"F\"\n"
       "standard input:8: expected a number (level interval), found \"E\"\n"},
      {{"-"}, "unit,rater,value\n", "standard input: no row of ratings below the header\n"},
      {{"-", "--level", "high"},
       kClasses,
       "attune agree: --level takes nominal, ordinal, interval, ratio, not \"high\"\n" + hint},
      {{"-", "--min", "kappa"},
       kClasses,
       "attune agree: --min is NAME[KEY=VALUE].NUMBER=LEAST, such as 'cohen_kappa[weights=linear].ci_low=0.6'; "
       "\"kappa\" "
       "is not\n" +
           hint},
      {{"-", "--min", "icc.value=0"},
       kClasses,
       "attune agree: --min is about icc[], which is not among the statistics\n" + hint},
      {{"-", "--apa", "--format", "json"}, kClasses, "attune agree: --apa and --grras are text, not csv or json\n" + hint},
      {{"-", "--permutations", "100"}, kClasses, "attune agree: --permutations needs --seed\n" + hint},
      {{"--spans", "-", "--masses", "-"},
       "",
       "attune agree: expects one table: FILE, --spans FILE or --masses FILE\n" + hint},
      {{"--spans", "-", "--continuum", "0-9"},
       "rater,category,start,end\nA,x,1,2\n",
       "attune agree: --continuum is BEGIN:LENGTH in whole numbers, such as 0:4000\n" + hint},
      {{"--spans", "-", "--continuum", "0:1099511627777"},
       "rater,category,start,end\nA,x,1,2\n",
       "attune agree: BEGIN and LENGTH in --continuum are at most 1099511627776\n" + hint},
      {{"--spans", "-", "--continuum", "-9223372036854775807:9223372036854775807"},
       "rater,category,start,end\nA,x,1,2\n",
       "attune agree: BEGIN and LENGTH in --continuum are at most 1099511627776\n" + hint},
      {{"--spans", "-"}, "rater,category,start,end\nA,x,-1099511627777,1099511627777\n",
       "-:2:5: expected a whole number, found \"-1099511627777\"\n-:2:20: expected a whole number, found \"1099511627777\"\n"},
      {{"-"}, "unit,rater,value\na,A,1\na,B,1e51\nb,A,-1e300\nb,B,2\n",
       "standard input:3: expected numbers from -1e+50 to 1e+50, found \"1e51\"\n"
       "standard input:4: expected numbers from -1e+50 to 1e+50, found \"-1e300\"\n"},
      {{"-"}, "unit,rater,value\na,A,1\na,B,-1e51\nb,A,3\nb,B,2\n", "standard input:3: expected numbers from -1e+50 to 1e+50, found \"-1e51\"\n"},
      {{"-", "--order", "1,2,3,1e51"}, "unit,rater,value\na,A,1\na,B,1\nb,A,3\nb,B,2\n",
       "standard input: expected numbers from -1e+50 to 1e+50, found others among the categories\n"},
      {{"--spans", "-", "--continuum", "0:9", "--raters", "A"},
       "rater,category,start,end\nA,x,1,12\nB,,5,4\nA,x,1.5,2\n",
       "-:2:5: expected a span in 0 to 9, found 1 to 12\n"
       "-:3:1: expected a rater of --raters, found \"B\"\n"
       "-:3:3: expected a category, found an empty cell\n"
       "-:3:6: expected an end behind 5, found 4\n"
       "-:4:5: expected a whole number, found \"1.5\"\n"},
      {{"--masses", "-"},
       "item,rater,masses\nt,A,2 3\nt,B,4\nt,A,0 5\n",
       "-:3:5: expected 5 units, as the first rater of this item has, found 4\n"
       "-:4:5: expected lengths of segments, whole numbers above 0 parted by blanks, found something else\n"},
      {{"-", "--order", "F,Ds"}, kClasses, "standard input:8: expected one of the declared categories, found \"E\"\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.words);
    const Run run = agree(c.words, c.input);
    CHECK(run.err == c.err);
    CHECK(run.out == "");
    CHECK(run.status == 2);
  }
}

TEST_CASE("Spearman's rho has one p, but for who asks for every variant") {
  const std::string table = "unit,rater,value\na,A,1\na,B,1\nb,A,2\nb,B,3\nc,A,3\nc,B,2\nd,A,4\nd,B,4\n";
  const auto rhos = [&](const std::vector<std::string>& words) {
    const std::string out = agree(words, table).out;
    int count = 0;
    for (std::size_t at = out.find("\nspearman"); at != std::string::npos; at = out.find("\nspearman", at + 1)) ++count;
    return count;
  };
  CHECK(rhos({"-", "--format", "csv"}) == 1);
  CHECK(rhos({"-", "--format", "csv", "--all"}) == 3);
}

TEST_CASE("the farthest positions of spans can be compared") {
  const Run run = agree({"--spans", "-", "--format", "csv"},
                        "rater,category,start,end\nA,x,0,9\nA,y,9,1099511627776\nB,x,0,8\nB,y,9,1099511627776\n");
  CHECK(run.err == "");
  CHECK(run.status == 0);
}

TEST_CASE("no statistic of the largest values is other than a number") {
  std::string table = "unit,rater,value\n";
  for (int unit = 0; unit < 8; ++unit)
    for (const char* rater : {"A", "B", "C"})
      table += fmt::format("u{},{},{}\n", unit, rater, unit == 3 ? "1e50" : unit == 5 && *rater == 'A' ? "-1e50" : fmt::format("{}", unit + *rater % 2));
  for (const char* level : {"interval", "ratio", "ordinal"})
    for (const char* icc : {"anova", "ebel"}) {
      CAPTURE(level, icc);
      const Run run = agree({"-", "--all", "--level", level, "--icc", icc, "--seed", "1", "--resamples", "100", "--format", "csv"}, table);
      CHECK(run.status == 0);
      CHECK(run.err == "");
      for (const char* no_number : {",nan", ",-nan", ",inf", ",-inf"}) CHECK(run.out.find(no_number) == std::string::npos);
    }
}
