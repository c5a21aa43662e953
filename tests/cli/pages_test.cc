// The page that compares the raters of a study.
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "raters_setting.h"

using namespace attune;

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
