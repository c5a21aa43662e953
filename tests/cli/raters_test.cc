// What raters do with a study, as they would type it: compare, agree, practise, follow, plan, export.
#include <algorithm>

#include <sys/stat.h>

#include "raters_setting.h"

using namespace attune;

namespace {

/// Without breaks of lines and indentation.
std::string unwrapped(const std::string& text) {
  std::string words;
  for (char c : text) {
    const bool is_space = c == ' ' || c == '\n';
    if (is_space && (words.empty() || words.back() == ' ')) continue;
    words += is_space ? ' ' : c;
  }
  if (words.ends_with(' ')) words.pop_back();
  return words;
}

}  // namespace

TEST_CASE("others' codings are kept from who has not locked; shown all the same they make the own one assisted") {
  const Setting at;
  at.rate("A", {5, 6, 3, 4}, {"F4a", "Ds1", "F5", "E2"});
  at.rate("C", {5.5, 6, 4, 4}, {"F4a", "Ds3", "F5", "E2"});
  at.rate("B", {5, 7}, {});
  at.lock("A");
  at.lock("C");
  const Outcome refused = at.run({"compare", at.path, "--as", "B", "--resamples", "100"});
  CHECK(refused.status == 2);
  CHECK(refused.out.empty());
  CHECK(holds(refused.err, "the own coding by B locked before those of others are shown"));
  CHECK(holds(refused.err, "s1, s2"));
  CHECK(at.exposures().empty());

  const Outcome of_a = at.run({"compare", at.path, "--as", "A", "--resamples", "100"});
  CHECK(of_a.status == 0);
  CHECK(holds(of_a.out, "8 by people compared"));
  CHECK_FALSE(holds(of_a.out, "B 5"));

  CHECK(at.run({"compare", at.path, "--as", "B", "--expose", "--resamples", "100"}).status == 0);
  at.lock("B");
  const Outcome after = at.run({"compare", at.path, "--as", "A", "--resamples", "100"});
  CHECK(holds(after.out, "0 draft, 0 submitted, 2 assisted"));
  int of_b = 0;
  for (const Exposure& exposure : at.exposures()) of_b += exposure.rater == "B" && exposure.what == "compare";
  CHECK(of_b == 6);
}

TEST_CASE("a rater is compared with herself in another round, pairs apart, and a gate names the user's criterion") {
  const Setting at;
  at.rate("A", {5, 6, 3, 4}, {});
  at.rate("C", {5.5, 6, 4, 4}, {});
  at.rate("A", {5, 6.5, 3, 4}, {}, 2);
  at.lock("A");
  at.lock("C");
  at.lock("A", 2);
  const Outcome run = at.run({"compare", at.path, "--by", "pair", "--resamples", "100", "--min",
                              "krippendorff_alpha[metric=interval].value=0.99"});
  CHECK(run.status == 1);
  CHECK(holds(run.out, "Your own criterion krippendorff_alpha[metric=interval].value=0.99: not met."));
  CHECK(holds(run.out, "Pair: A and C: ratings on scales"));
  CHECK(holds(run.out, "Over rounds: A round 1 and A round 2: ratings on scales"));
  CHECK(holds(run.out, "4 of other rounds"));
  CHECK(at.run({"compare", at.path, "--by", "rater"}).status == 2);
}

TEST_CASE("a consensus stands beside the individual ratings, which do not change") {
  const Setting at;
  at.rate("A", {5, 6, 3}, {"F4a", "Ds1", "F5"});
  at.rate("C", {7, 6, 4}, {"F4a", "F1a", "F5"});
  const std::vector<std::string> agree = {"consensus", at.path, "--transcript", "s1", "--scale", "coh_mind", "--value",
                                          "6",         "--raters", "A,C", "--reason", "both passages count", "-b",
                                          at.scales};
  const Outcome early = at.run(agree);
  CHECK(early.status == 2);
  CHECK(holds(early.err, "s1: round 1 has no two locked codings to agree on"));
  at.lock("A");
  at.lock("C");
  const std::vector<std::string> json = {"compare", at.path, "--resamples", "100", "--format", "json"};
  const Outcome before = at.run(json);
  CHECK(at.run(agree).out == "1 agreed rating\n");
  CHECK(at.run(agree).out == "1 agreed rating, as before\n");
  CHECK(at.run(json).out == before.out);
  const Outcome list = at.run({"consensus", at.path, "--as", "A"});
  CHECK(list.out ==
        "3 differences between locked codings, 2 without an agreed rating\n"
        "\ns1  coh_mind\n  A          5\n  C          7\n"
        "  agreed 6 (A, C): both passages count\n"
        "\ns2  record\n  A          Ds1\n  C          F1a\n"
        "\ns3  coh_mind\n  A          3\n  C          4\n");
  std::vector<std::string> wrong = agree;
  wrong[7] = "12";
  CHECK(at.run(wrong).status == 2);
  wrong = agree;
  wrong[9] = "A,A";
  CHECK(holds(at.run(wrong).err, "two different raters"));
  wrong[9] = "A,B";
  CHECK(holds(at.run(wrong).err, "B has no locked coding in round 1"));
}

TEST_CASE("training cases are in no list for a conference, nor is what was agreed on them as such") {
  const Setting at;
  REQUIRE(at.run({"plan", "assign", at.path, "--raters", "C,D", "--training", "s3"}).status == 0);
  at.rate("A", {5, 6, 3}, {});
  at.rate("C", {7, 6, 4}, {});
  at.rate("D", {5, 6, 5}, {});
  for (const char* rater : {"A", "C", "D"}) at.lock(rater);
  const auto agree = [&](const std::string& raters) {
    return at.run({"consensus", at.path, "--transcript", "s3", "--scale", "coh_mind", "--value", "4.5", "--raters", raters, "--reason", "talked over", "-b", at.scales});
  };
  const std::string s1 = "\ns1  coh_mind\n  A          5\n  C          7\n  D          5\n";
  const auto list = [&] { return at.run({"consensus", at.path}); };
  CHECK(list().out == "1 difference between locked codings, 1 without an agreed rating\n" + s1);
  CHECK(list().err == "left out: 2 locked codings of training cases\n");
  CHECK(agree("C,D").out == "1 agreed rating\n");
  CHECK(list().out == "1 difference between locked codings, 1 without an agreed rating\n" + s1);
  CHECK(agree("A,C").out == "1 agreed rating\n");
  CHECK(list().out == "2 differences between locked codings, 1 without an agreed rating\n" + s1 +
                          "\ns3  coh_mind\n  A          3\n  agreed 4.5 (A, C): talked over\n");
}

TEST_CASE("practice shows agreement with gold by round, certifies nobody, and logs each attempt") {
  const Setting at;
  at.rate("G", {5, 6, 3, 4}, {"F4a", "Ds1", "F5", "U/E2"});
  at.rate("T", {5, 8, 3.5, 4}, {"F4a", "Ds1", "Ds3", "U/E2"});
  at.lock("G");
  at.lock("T");
  const std::vector<std::string> words = {"practice", at.path, "--gold", "G", "--rater", "T", "--cut", "80", "-b",
                                          at.scales};
  const Outcome run = at.run(words);
  CHECK(run.status == 1);
  CHECK(holds(run.out, "This certifies nobody"));
  CHECK(holds(run.out, "      1          4        0         4             75 %         3 of 4  not met\n"));
  CHECK(holds(run.out, "  class4: gold down, rater across\n"));
  const Outcome again = at.run(words);
  CHECK(holds(again.out, "practice against G; round 1: 3 of 4 ratings"));
  const std::string attempts = again.out.substr(again.out.find("Attempts"));
  CHECK(std::count(attempts.begin(), attempts.end(), 'G') == 2);
  const Outcome html = at.run({"practice", at.path, "--gold", "G", "--rater", "T", "--format", "html", "-b", at.scales});
  CHECK(html.status == 0);
  CHECK(holds(html.out, "<strong>For practice only. This certifies nobody"));
  CAPTURE(run.out);
  CHECK(holds(run.out, "  class4                      4   75 %      75 %      -   0.64    0.05 to 1.22\n"));
  for (const std::string& line : lines_of(run.out)) CHECK(line.size() <= 80);
  // What she codes anew after that is assisted.
  at.rate("T", {5, 6}, {}, 2);
  const Outcome refused = at.run(words);
  CHECK(refused.status == 2);
  at.lock("T", 2);
  CHECK(holds(at.run(words).out, "      2          2        2         2            100 %"));
  CHECK(at.run({"practice", at.path, "--gold", "N", "--rater", "T", "-b", at.scales}).status == 2);
}

TEST_CASE("drift says where a rater left the band") {
  const Setting at;
  at.rate("G", {5, 5, 5, 5, 5, 5}, {});
  at.rate("T", {5, 5.5, 5, 5.5, 5, 9}, {});
  at.lock("G");
  at.lock("T");
  const Outcome run = at.run({"drift", at.path, "--rater", "T", "--gold", "G", "--baseline", "4"});
  CHECK(run.status == 1);
  CHECK(holds(run.out, "centre 0.25, band 0.00 to 1.58, made of the first 4 of 6 interviews"));
  CHECK(holds(run.out, "Left the band at s6 ("));
  CHECK(at.run({"drift", at.path, "--rater", "T", "--baseline", "6"}).status == 0);
  CHECK(holds(at.run({"drift", at.path, "--rater", "T", "--gold", "T"}).err, "another rater"));
}

TEST_CASE("a study that others can read is told on opening it") {
  const Setting at;
  CHECK(at.run({"study", "list", at.path}).err.empty());
  REQUIRE(::chmod(at.path.c_str(), 0644) == 0);
  CHECK(at.run({"study", "list", at.path}).err ==
        at.path + ": other users can read it (mode 0644); \"chmod 600 " + at.path + "\" keeps it to you\n");
}

TEST_CASE("rules' marks are not shown to a rater at work, and what she is shown is noted") {
  const Setting at;
  at.rate("A", {5}, {});
  const std::vector<std::string> words = {"code", at.scratch.write("s1.txt", small_transcript("s1").text), "-s", at.path,
                                          "--as", "A"};
  const Outcome refused = at.run(words);
  CHECK(refused.status == 2);
  CHECK(refused.out.empty());
  CHECK(holds(refused.err, "the own coding of s1 by A locked before what rules found is shown"));
  CHECK(at.exposures().empty());
  at.lock("A");
  CHECK(at.run(words).status == 0);
  REQUIRE(at.exposures().size() == 1);
  CHECK(at.exposures()[0].rater == "A");
  CHECK(at.exposures()[0].what == "code");
}

TEST_CASE("the wide table has what is derived of class records, the highest over events, and reasons") {
  const Setting at;
  at.rate("A", {5, 6, 3, 4}, {"U/E3/F5", "CC/Ds2/E1", "U", "F"});
  {
    Study study = Study::open(at.path, counted_surroundings("A", 500'000));
    (void)study.store_ratings({"A",
                               1,
                               {{"s1",
                                 {rated("loving", 7.5, "figure:mother"),
                                  not_rated("loving", MissingReason::not_applicable, "figure:father"),
                                  rated("u_loss", 3, "event:loss_1"), rated("u_loss", 7, "event:loss_2")}}},
                               ""});
  }
  at.lock("A");
  const std::string tables = at.scratch / "tables";
  const Outcome run = at.run({"study", "export", at.path, "--to", tables, "--resolve", "consensus"});
  CHECK(run.err == "");
  CHECK(run.status == 0);
  const std::string wide = at.scratch.read("tables/wide.csv");
  CHECK(wide.substr(0, wide.find('\n')) ==
        "id,participant,family,wave,site,language,interviewer,transcriber,rater,round,date,system,blind,assisted,"
        "record,record_reason,class5,class5_reason,class4,class4_reason,class3_forced,class3_forced_reason,"
        "autonomous_forced,autonomous_forced_reason,autonomous_nonU,autonomous_nonU_reason,U_primary,U_primary_reason,"
        "CC_any,CC_any_reason,alt1,alt2,coh_mind,coh_mind_reason,loving_mother,loving_mother_reason,loving_father,"
        "loving_father_reason,u_loss_max,u_loss_max_reason,n_events");
  CHECK(holds(wide, "s1,,,,,en,,,A,1,2026-03-01,AAI,0,0,U/E3/F5,,U,,U/CC,,E,,no,,no,,yes,,no,,E3,F5,5,,7.5,,,"
                    "not_applicable,7,,2\n"));
  CHECK(holds(wide, ",CC/Ds2/E1,,CC,,U/CC,,Ds,,no,,no,,no,,yes,,Ds2,E1,6,"));
  CHECK(holds(wide, ",U,,U,,U/CC,,,no_alternative,,no_alternative,no,,yes,,no,,,,3,"));
  CHECK(holds(wide, ",F,,F,,F,,F,,yes,,yes,,no,,no,,,,4,"));
  CHECK(holds(at.scratch.read("tables/wide_columns.csv"), "u_loss_max,number,"));
  CHECK(holds(at.scratch.read("tables/wide.sps"), "/coh_mind 'Coherence of mind'"));
  CHECK(holds(at.scratch.read("tables/wide.R"), "attr(wide$coh_mind, \"label\") <- \"Coherence of mind\"\n"));
  CHECK(holds(at.scratch.read("tables/marks.csv"), "s1,1,small@1.0.0,1,locked,0,unresolved.disbelief,"));
  CHECK(at.scratch.read("tables/adjectives.csv") == "transcript,figure,word,place,probed,support,lines,rater,round,assisted\n");
  CHECK(at.run({"study", "export", at.path, "--to", tables}).status == 2);
  CHECK(at.run({"study", "export", at.path, "--to", tables, "--force"}).status == 0);
}

TEST_CASE("training cases are named before they are coded, compared with gold by practice, and analysed nowhere") {
  const Setting at;
  CHECK(at.run({"plan", "assign", at.path, "--raters", "G,T", "--training", "s1,s2"}).out ==
        "2 training cases for 2 raters in round 1\n");
  at.rate("G", {5, 6, 3, 4}, {"F4a", "Ds1", "F5", "E2"});
  at.rate("T", {5, 8, 3.5, 4}, {"F4a", "Ds1", "Ds3", "E2"});
  // s3 was begun as any other interview.
  const Outcome late = at.run({"plan", "assign", at.path, "--raters", "T", "--training", "s3"});
  CHECK(late.status == 2);
  CHECK(holds(late.err, "s3: T has begun it in round 1; a training case is named before it is coded"));
  at.lock("G");
  at.lock("T");
  const Outcome practice = at.run({"practice", at.path, "--gold", "G", "--rater", "T", "-b", at.scales});
  CHECK(holds(practice.out, "      1          4 "));
  const Outcome compared = at.run({"compare", at.path, "--as", "G", "--resamples", "100"});
  CHECK(holds(compared.out, "4 by people compared"));
  CHECK(holds(compared.out, "4 training cases"));
  CHECK_FALSE(holds(compared.out, "\n  s2 "));
  // Another round of one is a training case too.
  at.rate("T", {5}, {}, 2);
  at.lock("T", 2);
  const Outcome again = at.run({"compare", at.path, "--as", "G", "--resamples", "100", "--round", "2"});
  CHECK(holds(again.out, "0 by people compared"));
  const Outcome tables = at.run({"study", "export", at.path, "--to", at.scratch / "tables", "--as", "G"});
  CHECK(holds(tables.out, "left out: 5 training cases\n"));
  // Nor are they missing among the scores of record.
  const Outcome records = at.run({"study", "export", at.path, "--to", at.scratch / "tables", "--resolve", "mean", "--force", "--as", "G"});
  CHECK(holds(records.out, "without a score of record: 2 of 4 interviews, no locked coding in round 1 (no row)\n"));
  const Outcome drawn = at.run({"plan", "assign", at.path, "--raters", "G,T", "--round", "3", "--double", "1"});
  CHECK(holds(drawn.out, "4 interviews in round 3"));
}

TEST_CASE("what is known of a rater's training stands beside what the rater says") {
  const Setting at;
  CHECK(at.run({"rate", "rater", at.path}).out == "Nothing is recorded of any rater's training.\n");
  const std::vector<std::string> words = {"rate", "rater", at.path, "--rater", "A", "--role", "coder", "--trainer", "N. N.",
                                          "--year", "2018", "--test", "30 transcripts", "--percent", "83", "--since",
                                          "2019-05", "--language", "en"};
  const std::string line =
      "AAI: coder, trained by N. N. 2018, reliability passed 2019-05 (30 transcripts, 83 %), in en";
  const Outcome first = at.run(words);
  CHECK(unwrapped(first.out) == "A " + line);
  CHECK(at.run(words).out == first.out);
  CHECK(at.run({"rate", "rater", at.path, "--rater", "A", "--system", "RF", "--since", "2020"}).status == 0);
  CHECK(at.run({"rate", "rater", at.path, "--format", "csv"}).out ==
        "rater,system,language,role,trainer,year,reliability_test,reliability_percent,reliability_date\n"
        "A,AAI,en,coder,N. N.,2018,30 transcripts,83,2019-05\nA,RF,,,,,,,2020\n");
  // A new record takes the place of the one before.
  CHECK(unwrapped(at.run({"rate", "rater", at.path, "--rater", "A", "--system", "RF", "--role", "student"}).out) ==
        "A " + line + " A RF: student");
  at.rate("A", {5, 6, 3, 4}, {"F4a", "Ds1", "F5", "E2"});
  at.rate("B", {5, 6, 3, 5}, {"F4a", "Ds1", "F5", "E2"});
  at.lock("A");
  at.lock("B");
  const std::vector<std::string> compare = {"compare", at.path, "--as", "A", "--resamples", "100"};
  const auto with = [&](const char* more) {
    std::vector<std::string> all = compare;
    all.emplace_back(more);
    return unwrapped(at.run(all).out);
  };
  CHECK(holds(unwrapped(at.run(compare).out), "Raters: A (" + line + "; RF: student)."));
  CHECK(holds(with("--apa"), "Two raters (A and B) coded 4 of 6 interviews"));
  CHECK(holds(with("--apa"), "Training: A (" + line + "; RF: student) [their profession and experience]."));
  CHECK(holds(with("--grras"), "4 Which raters: their profession, training, experience: A (" + line));
  CHECK(holds(with("--format=json"), "\"raters\": \"A (" + line));
  struct Case {
    const char* option;
    const char* value;
    const char* complaint;
  };
  for (const Case& c : {Case{"--since", "May 2019", "--since takes a date as 2021-05-01, 2021-05 or 2021"},
                        Case{"--since", "2019-13", "--since takes a date"}, Case{"--percent", "101", "--percent is"},
                        Case{"--year", "19", "--year takes a year"}, Case{"--role", "", "--role takes one line"}}) {
    const Outcome refused = at.run({"rate", "rater", at.path, "--rater", "A", c.option, c.value});
    CHECK(refused.status == 2);
    CHECK(holds(refused.err, c.complaint));
  }
  CHECK(holds(at.run({"rate", "rater", at.path, "--role", "coder"}).err, "expected --rater"));
}
