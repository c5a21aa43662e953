#include "attune/formats/rating_sheet.h"

#include <fmt/format.h>

#include "catch.h"

using namespace attune;

namespace {

Codebook scales_of_a_study() {
  Codebook book;
  const auto add = [&](const char* id, TargetKind target, ScaleLevel level, std::vector<std::string> aliases = {}) {
    Scale scale;
    scale.id = id;
    scale.target = target;
    scale.level = level;
    scale.aliases = std::move(aliases);
    book.scales.push_back(scale);
  };
  add("ideal", TargetKind::figure, ScaleLevel::interval, {"idealisation_mother=figure:mother"});
  add("coh_mind", TargetKind::none, ScaleLevel::interval, {"coherence_of_mind"});
  add("u_loss", TargetKind::event, ScaleLevel::interval);
  add("u_trauma", TargetKind::event, ScaleLevel::interval);
  add("rf_question", TargetKind::question, ScaleLevel::ordinal);
  book.scales.back().min = -1;
  book.scales.back().step = 1;
  add("two_way", TargetKind::none, ScaleLevel::nominal);
  book.scales.back().categories = {"F", "not F"};
  add("record", TargetKind::none, ScaleLevel::class_record);
  return book;
}

const ScaleNames kScales{{scales_of_a_study()}};

ParsedSheet parse(const std::string& csv, const std::string& rater = "R1") {
  return parse_rating_sheet(csv, "r1.csv", {kScales, {"s01", "s02"}, rater, 1});
}

std::string problems(const ParsedSheet& sheet) {
  std::string text;
  for (const Problem& problem : sheet.problems) text += to_string(problem) + "\n";
  return text;
}

/// "s01 ideal figure:mother=7.5" a row; rounds other than 1 and notes behind.
std::string shown(const ParsedSheet& sheet) {
  std::string text;
  for (const SheetRow& row : sheet.rows) {
    const Rating& rating = row.rating;
    text += fmt::format("{} {} {}={}{}{}{}\n", row.transcript, rating.scale, to_string(rating.target),
                        rating.value    ? rating_value(*rating.value)
                        : rating.reason ? std::string(missing_reason_name(*rating.reason))
                                        : rating.category,
                        row.round != 1 ? fmt::format(" round {}", row.round) : "",
                        rating.lines.empty() ? "" : " @" + rating.lines, rating.note.empty() ? "" : " #" + rating.note);
  }
  return text;
}

}  // namespace

TEST_CASE("a filled-in sheet is read with its targets, reasons, lines and notes") {
  const ParsedSheet sheet = parse(
      "transcript,scale,target,value,reason,lines,note\n"
      "s01,ideal,figure:mother,7.5,,\"120-134, 201\",\n"
      "s01,ideal,figure:father,,not_applicable,,no father\n"
      "s01,Coherence_of_mind,,3,,,\n"
      "s01,u_loss,event:loss_1,3,,,\n"
      "s01,u_loss,event:loss_2,7,,,\n"
      "s01,u_trauma,event:trauma_1,,,,\n"
      "s01,rf_question,question:why_parents,-1,,,\n"
      "s01,two_way,,NOT F,,,\n"
      "s01,class_record,,u/e3/f5,,,\n"
      "s02,record,, ,cannot_rate,,\n");
  CHECK(problems(sheet).empty());
  CHECK(shown(sheet) ==
        "s01 ideal figure:mother=7.5 @120-134, 201\n"
        "s01 ideal figure:father=not_applicable #no father\n"
        "s01 coh_mind =3\n"
        "s01 u_loss event:loss_1=3\n"
        "s01 u_loss event:loss_2=7\n"
        "s01 rf_question question:why_parents=-1\n"
        "s01 two_way =not F\n"
        "s01 record =U/E3/F5\n"
        "s02 record =cannot_rate\n");
  CHECK(sheet.blank_rows == 1);
  REQUIRE(sheet.rows[7].class_record);
  CHECK(to_string(*sheet.rows[7].class_record) == "U/E3/F5");
}

TEST_CASE("an interview without an event is not applicable on its scale, and no event is named") {
  const ParsedSheet sheet = parse(
      "transcript,scale,target,value,reason\n"
      "s01,u_trauma,,,not_applicable\n"
      "s01,u_loss,,,cannot_rate\n"
      "s01,u_loss,,1,\n");
  CHECK(shown(sheet) == "s01 u_trauma =not_applicable\n");
  CHECK(problems(sheet) ==
        "r1.csv:3:12: expected a target like event:loss_1 for the scale u_loss, found none\n"
        "r1.csv:4:12: expected a target like event:loss_1 for the scale u_loss, found none\n");
}

TEST_CASE("a long table of several raters gives the rows of one") {
  const std::string csv =
      "transcript,rater,scale,value\n"
      "s01,R1,idealisation_mother,7.5\n"
      "s01,R2,idealisation_mother,2\n"
      "s01,R1,class_record,F\n"
      "s02,R2,no_such_scale,2\n";
  const ParsedSheet sheet = parse(csv);
  CHECK(problems(sheet).empty());
  CHECK(shown(sheet) == "s01 ideal figure:mother=7.5\ns01 record =F\n");
  CHECK(sheet.other_raters == std::map<std::string, int>{{"R2", 2}});
  CHECK(other_raters_in_words(sheet) == "2 rows of R2");
  CHECK(other_raters_in_words(parse("rater,transcript,scale,value\nR2,s01,coh_mind,2\nR3,s01,coh_mind,3\nR3,s02,coh_mind,3\n")) == "1 row of R2, 2 rows of R3");
}

TEST_CASE("a row of nobody, or of the rater in another spelling, is a problem where it rates") {
  struct Row {
    const char* cells;  // rater,transcript,scale,value
    const char* expected;
  };
  const Row rows[] = {
      {"R1,s01,coh_mind,4", ""},
      {" R1 ,s01,coh_mind,4", ""},
      {"R10,s01,coh_mind,4", ""},
      {",s01,coh_mind,4", "r1.csv:2:1: expected \"R1\" or another rater's id, found none\n"},
      {"r1,s01,coh_mind,4", "r1.csv:2:1: expected \"R1\" or another rater's id, found \"r1\"\n"},
      {"R 1,s01,coh_mind,4", "r1.csv:2:1: expected \"R1\" or another rater's id, found \"R 1\"\n"},
      {"\uFF32\uFF11,s01,coh_mind,4", "r1.csv:2:1: expected \"R1\" or another rater's id, found \"\uFF32\uFF11\"\n"},
      {",s01,coh_mind,", ""},  // says nothing, whose it ever is
      {"r1,s01,coh_mind,", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.cells);
    CHECK(problems(parse(std::string("rater,transcript,scale,value\n") + row.cells + "\n")) == row.expected);
  }
}

TEST_CASE("every bad row is told by line and column, and the good ones are kept") {
  struct Row {
    const char* cells;  // transcript,scale,target,value,reason,round
    const char* expected;
  };
  const Row rows[] = {
      {"s09,coh_mind,,3,,", "r1.csv:2:1: expected the id of a transcript in the study, found \"s09\"\n"},
      {"s01,coherence,,3,,", "r1.csv:2:5: expected a scale of the codebooks in use, found \"coherence\"\n"},
      {"s01,coh_mind,,9.5,,", "r1.csv:2:15: expected 1 to 9 in steps of 0.5 for the scale coh_mind, found \"9.5\"\n"},
      {"s01,coh_mind,,3.3,,", "r1.csv:2:15: expected 1 to 9 in steps of 0.5 for the scale coh_mind, found \"3.3\"\n"},
      {"s01,coh_mind,,high,,", "r1.csv:2:15: expected 1 to 9 in steps of 0.5 for the scale coh_mind, found \"high\"\n"},
      {"s01,coh_mind,,3,not_asked,", "r1.csv:2:17: expected either a value or a reason, found both\n"},
      {"s01,coh_mind,,,unsure,",
       "r1.csv:2:16: expected cannot_rate, not_applicable, not_asked or inaudible, found \"unsure\"\n"},
      {"s01,coh_mind,figure:mother,3,,",
       "r1.csv:2:14: expected no target for the scale coh_mind, found \"figure:mother\"\n"},
      {"s01,ideal,,3,,", "r1.csv:2:11: expected a target like figure:mother for the scale ideal, found none\n"},
      {"s01,ideal,mother,3,,",
       "r1.csv:2:11: expected a target like figure:mother for the scale ideal, found \"mother\"\n"},
      {"s01,ideal,figure:my mum,3,,",
       "r1.csv:2:11: expected a target like figure:mother for the scale ideal, found \"figure:my mum\"\n"},
      {"s01,u_loss,figure:mother,3,,",
       "r1.csv:2:12: expected a target like event:loss_1 for the scale u_loss, found \"figure:mother\"\n"},
      {"s01,idealisation_mother,figure:father,3,,",
       "r1.csv:2:25: expected figure:mother as the scale's name says, found \"figure:father\"\n"},
      {"s01,rf_question,question:loss,0.5,,",
       "r1.csv:2:31: expected -1 to 9 in steps of 1 for the scale rf_question, found \"0.5\"\n"},
      {"s01,two_way,,D,,", "r1.csv:2:14: expected F, not F for the scale two_way, found \"D\"\n"},
      {"s01,record,,U/F6,,", "r1.csv:2:13: expected a class like F4a, Ds2, E, U or CC, found \"F6\"\n"},
      {"s01,coh_mind,,3,,0", "r1.csv:2:18: expected a round from 1, found \"0\"\n"},
      {"s09,coherence,,3,,0",
       "r1.csv:2:1: expected the id of a transcript in the study, found \"s09\"\n"
       "r1.csv:2:19: expected a round from 1, found \"0\"\n"
       "r1.csv:2:5: expected a scale of the codebooks in use, found \"coherence\"\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.cells);
    const ParsedSheet sheet = parse(std::string("transcript,scale,target,value,reason,round\n") + row.cells +
                                    "\ns02,coh_mind,,5,,\n");
    CHECK(problems(sheet) == row.expected);
    CHECK(shown(sheet) == "s02 coh_mind =5\n");
  }
}

TEST_CASE("two rows on one thing, and a note without a value, are problems") {
  const ParsedSheet sheet = parse(
      "transcript,scale,target,value,note,round\n"
      "s01,coh_mind,,3,,\n"
      "s01,coherence_of_mind,,4,,\n"
      "s01,coh_mind,,4,,2\n"
      "s02,coh_mind,,,unsure,\n");
  CHECK(problems(sheet) ==
        "r1.csv:3:1: expected one row for each transcript, scale and target, found what line 2 rates already\n"
        "r1.csv:5:15: expected a value or a reason beside lines or a note, found neither\n");
  CHECK(shown(sheet) == "s01 coh_mind =3\ns01 coh_mind =4 round 2\n");
}

TEST_CASE("a sheet without a needed column, or with one nobody knows, is refused") {
  CHECK_THROWS_WITH(parse("transcript,scale,resaon\ns01,coh_mind,x\n"),
                    "r1.csv:1: expected one of the columns transcript, scale, target, value, reason, lines, note, round, "
                    "rater, found \"resaon\"\nr1.csv:1: expected a column \"value\", found none");
}

TEST_CASE("a blank sheet asks for every figure and event, and reads back with nothing rated") {
  Event loss{"loss_gran", EventType::loss, "gran", std::nullopt, Qualifies::yes, ""};
  const std::vector<SheetRow> rows =
      blank_rows("s01", kScales.scales(), {{"mother", "father"}, {loss}, {"why_parents", "loss"}});
  const std::string csv = rating_sheet_csv(rows, ',');
  CHECK(csv ==
        "transcript,scale,target,value,reason,lines,note\n"
        "s01,ideal,figure:mother,,,,\n"
        "s01,ideal,figure:father,,,,\n"
        "s01,coh_mind,,,,,\n"
        "s01,u_loss,event:loss_gran,,,,\n"
        "s01,u_trauma,event:trauma_1,,,,\n"
        "s01,rf_question,question:why_parents,,,,\n"
        "s01,rf_question,question:loss,,,,\n"
        "s01,two_way,,,,,\n"
        "s01,record,,,,,\n");
  CHECK(parse(csv).blank_rows == 9);
}

TEST_CASE("a round trip through a decimal-comma spreadsheet keeps reasons, targets and notes") {
  ParsedSheet first = parse(
      "transcript;scale;target;value;reason;lines;note\n"
      "s01;ideal;figure:mother;7,5;;120-134, 201;\"=not a formula; \"\"really\"\"\"\n"
      "s01;ideal;figure:father;;not_applicable;;\n"
      "s02;record;;U;;;\n");
  REQUIRE(problems(first).empty());
  for (SheetRow& row : first.rows) row.place = {};
  for (char separator : {';', '\t', ','}) {
    ParsedSheet again = parse(rating_sheet_csv(first.rows, separator));
    CHECK(problems(again).empty());
    for (SheetRow& row : again.rows) row.place = {};
    CHECK(again.rows == first.rows);
  }
  CHECK(rating_sheet_csv({first.rows[0]}, ';') ==
        "transcript;scale;target;value;reason;lines;note\n"
        "s01;ideal;figure:mother;7,5;;\"120-134, 201\";\"'=not a formula; \"\"really\"\"\"\n");
}
