// `attune agree` as a user runs it: whole outputs.
#include <sstream>

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
  Pairs of ratings that agree, linear      no value: no order
  Pairs of ratings that agree, quadratic   no value: no order
  Cohen's kappa                              0.000    0.000 to 0.000  1.000 c
  Cohen's kappa, linear                    no value: no order
  Cohen's kappa, quadratic                 no value: no order
  Krippendorff's alpha, nominal              0.000   -1.033 to 1.000  1.000 b
  Krippendorff's alpha, ordinal            no value: no order
  Krippendorff's alpha, interval           no value: no order
  Intervals:
    a  Wilson's score interval (1927)
    b  Gwet's linearised standard error (2014), t, at most 1
    c  Fleiss, Cohen & Everitt (1969), normal, not clipped
  Caution: 3 units with two ratings or more. Under 30, read the intervals, not
  the values.
)");
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
  CHECK(run.out.ends_with(R"(    {
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
    }
  ]
}
)"));
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
