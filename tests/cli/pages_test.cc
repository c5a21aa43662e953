// Pages that compare: the raters of a study, and one interview beside those of a study.
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "raters_setting.h"

using namespace attune;

namespace {

/// A codebook with one index, and twelve short interviews, each with one hit of it more than the one before.
struct Counted {
  ScratchDirectory scratch;
  std::string book = scratch.write("small.toml", R"toml([codebook]
id = "small"
version = "1.0.0"
language = "en"
title = "Small"
[[code]]
id = "w"
title = "W"
definition = "D."
polarity = "neutral"
[[marker]]
id = "w.one"
code = "w"
title = "The word"
why = "For a test."
evidence = "E4"
any = ["teapot"]
hit = ["My teapot.", "The teapot.", "A teapot left."]
miss = ["My kettle.", "The kettle."]
[[index]]
id = "w.rate"
title = "W"
codes = ["w"]
)toml");
  std::string study = scratch / "reference.attune";

  [[nodiscard]] std::string interview(int hits) const {
    std::string text = "I: What was it like?\nP:";
    for (int i = 0; i < 20; ++i) text += i < hits ? " my teapot." : " my kettle.";
    return scratch.write(fmt::format("t{:02}.txt", hits), text + "\n");
  }
  void code(int from, int to) const {
    std::vector<std::string> words = {"code", "-b", book, "-s", study};
    for (int hits = from; hits < to; ++hits) words.push_back(interview(hits));
    const Outcome outcome = attune_run(words);
    CAPTURE(outcome.err);
    REQUIRE(outcome.status == 0);
  }
};

}  // namespace

TEST_CASE("the agreement page goes to a file of its owner, with the numbers that compare prints and the lines raters named") {
  const Setting setting;
  setting.rate("A", {7, 3, 5, 4}, {"F4a", "U/E3/F5", "Ds1"});
  setting.rate("B", {7.5, 6, 5, 4}, {"F4a", "E1", "Ds1"});
  const std::string sheet = setting.scratch.write("c.csv", "transcript,scale,target,value,reason,lines,note\ns2,coh_mind,,1,,1-2,\n");
  REQUIRE(attune_run({"rate", "import", setting.path, sheet, "--rater", "C", "-b", setting.scales}).status == 0);
  for (const char* rater : {"A", "B", "C"}) setting.lock(rater);
  const std::string file = setting.scratch / "agreement.html";
  const Outcome made = setting.run({"compare", setting.path, "--resamples", "200", "--format", "html", "-o", file});
  CHECK(made.out == file + ": written\n");
  REQUIRE(made.status == 0);
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  const std::string page = setting.scratch.read("agreement.html");
  CHECK(page.ends_with("</html>\n"));
  CHECK(holds(page, "Agreement of the raters in study.attune"));
  CHECK(holds(page, "I: Wer \xE2\x80\xA6?\nS: My gran"));
  const auto data = nlohmann::json::parse(setting.run({"compare", setting.path, "--resamples", "200", "--format", "json"}).out);
  int found = 0;
  for (const auto& statistic : data["tables"][0]["statistics"])
    if (statistic["name"] == "krippendorff_alpha" && statistic["options"]["metric"] == "interval" && ++found)
      CHECK(holds(page, fmt::format("<td class=\"n\">{:.3f}</td>", statistic["value"].get<double>())));
    else if (statistic["name"] == "bland_altman" && statistic["options"]["part"] == "bias" && statistic["options"]["diff"] == "A-B" && ++found)
      CHECK(holds(page, fmt::format("data-lines=\"{} ", statistic["value"].get<double>())));
  CHECK(found >= 2);

  CHECK(setting.run({"compare", setting.path, "--resamples", "200", "--format", "html", "-o", file}).status == 2);
  CHECK(setting.run({"compare", setting.path, "--resamples", "200", "-o", file, "--force"}).status == 0);
  CHECK(setting.scratch.read("agreement.html").starts_with("Agreement of the raters in "));
  CHECK(setting.run({"compare", setting.path, "--apa", "--format", "html"}).status == 2);
}

TEST_CASE("the agreement page is kept from who has not locked") {
  const Setting setting;
  setting.rate("A", {7, 3}, {});
  setting.rate("B", {7, 4}, {});
  setting.lock("A");
  const std::string file = setting.scratch / "agreement.html";
  const Outcome refused = setting.run({"compare", setting.path, "--as", "B", "--format", "html", "-o", file});
  CHECK(refused.status == 2);
  CHECK_FALSE(std::filesystem::exists(file));
  CHECK(setting.exposures().empty());
}

TEST_CASE("one interview lies among those of a study, in counts, where there are ten") {
  const Counted counted;
  counted.code(0, 9);
  const std::string mine = counted.scratch.write("mine.txt", "I: What was it like?\nP: my teapot. my teapot. my teapot. my kettle. my kettle. my kettle. my kettle. my kettle. my kettle. my kettle.\n");
  const std::vector<std::string> words = {"report", mine, "-b", counted.book, "--reference", counted.study, "--format"};
  const auto report = [&](const std::string& format) {
    std::vector<std::string> all = words;
    all.push_back(format);
    return attune_run(all);
  };
  CHECK(holds(report("text").out, "no comparison: 9 interviews with a value by small@1.0.0, and 10"));
  counted.code(9, 12);
  const Outcome page = report("html");
  CHECK(page.status == 0);
  CHECK(holds(page.out, "higher than 6 of 12, the same as 1"));
  CHECK(holds(page.out, "12 interviews of reference.attune"));
  CHECK_FALSE(holds(page.out, "percentile"));
  const auto data = nlohmann::json::parse(report("json").out);
  CHECK(data["indices"]["w.rate"]["reference"]["lower"] == 6);
  CHECK(data["indices"]["w.rate"]["reference"]["higher"] == 5);
  CHECK(holds(report("csv").out, ",reference_lower,6,"));
  // Of the study itself the interview does not count.
  CHECK(holds(attune_run({"report", counted.study, "--transcript", "t06", "--reference", counted.study, "--format", "text"}).out, "higher than 6 of 11"));

  CHECK(attune_run({"report", counted.study, "--reference", counted.study}).status == 2);
  CHECK(attune_run({"report", mine, mine, "--reference", counted.study}).status == 2);
  const Outcome no_study = attune_run({"report", mine, "-b", counted.book, "--reference", mine});
  CHECK(no_study.status == 2);
  CHECK(holds(no_study.err, "a study for --reference"));
}
