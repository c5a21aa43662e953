#include "attune/agreement/units.h"

#include "attune/agreement/comparison.h"
#include "catch.h"

using namespace attune;

namespace {

Rating value(std::string scale, std::string target, double number) {
  Rating rating;
  rating.scale = std::move(scale);
  rating.target = parse_target(target).value();
  rating.value = number;
  return rating;
}

Rating reason(std::string scale, std::string target, MissingReason why) {
  Rating rating;
  rating.scale = std::move(scale);
  rating.target = parse_target(target).value();
  rating.reason = why;
  return rating;
}

Rating record(std::string written) {
  Rating rating;
  rating.scale = "class";
  rating.category = std::move(written);
  return rating;
}

Coding rated(std::string transcript, std::string rater, std::vector<Rating> ratings) {
  return {std::move(transcript), std::move(rater), 1, {}, std::move(ratings)};
}

Mark mark(std::uint32_t begin, std::uint32_t end, std::string code) {
  Mark result;
  result.span = {begin, end};
  result.code = std::move(code);
  return result;
}

Coding marked(std::string transcript, std::string rater, std::vector<Mark> marks) {
  return {std::move(transcript), std::move(rater), 1, std::move(marks), {}};
}

std::vector<Scale> scales() {
  Scale loving;
  loving.id = "loving";
  loving.target = TargetKind::figure;
  Scale record_scale;
  record_scale.id = "class";
  record_scale.level = ScaleLevel::class_record;
  return {loving, record_scale};
}

/// "kind name target: rater=cell ..." for a unit a line.
std::string lines_of(const ComparedTable& about) {
  std::string text = std::string(compared_name(about.compared)) + " " + about.name + " " + about.target + "\n";
  const Table& table = about.table;
  for (std::size_t unit = 0; unit < table.units.size(); ++unit) {
    text += table.units[unit];
    for (std::size_t rater = 0; rater < table.raters.size(); ++rater) {
      const std::int32_t cell = table.cell(unit, rater);
      text +=
          " " + table.raters[rater] + "=" + (cell == kMissing ? "-" : table.categories[static_cast<std::size_t>(cell)]);
    }
    text += "\n";
  }
  return text;
}

std::string line_of(const Disagreement& d) {
  std::string text = d.transcript + " " + d.name + " " + d.target + ":";
  for (const auto& [rater, said] : d.said) text += " " + rater + " " + said;
  return text;
}

}  // namespace

TEST_CASE("ratings become a table for each scale and target, of the transcripts rated twice") {
  const std::vector<Coding> codings = {
      rated("s2", "A", {value("loving", "figure:mother", 3), value("loving", "figure:gran", 5)}),
      rated("s1", "B", {value("loving", "figure:mother", 7.5)}),
      rated("s1", "A", {value("loving", "figure:mother", 7)}),
      rated("s2", "B", {reason("loving", "figure:mother", MissingReason::cannot_rate)}),
      rated("s3", "A", {value("loving", "figure:mother", 9)}),  // rated once
  };
  const std::vector<ComparedTable> tables = rating_tables(codings, scales(), {});
  REQUIRE(tables.size() == 2);
  CHECK(lines_of(tables[0]) == "scale loving figure:gran\ns2 A=5\n");
  CHECK(lines_of(tables[1]) == "scale loving figure:mother\ns1 A=7 B=7.5\ns2 A=3 B=-\n");
  CHECK(tables[1].table.level == Level::interval);
  REQUIRE(tables[1].disagreements.size() == 2);
  CHECK(line_of(tables[1].disagreements[0]) == "s1 loving figure:mother: A 7 B 7.5");
  CHECK(*tables[1].disagreements[0].distance == Approx(0.5 / 8));
  CHECK(line_of(tables[1].disagreements[1]) == "s2 loving figure:mother: A 3 B cannot_rate");
  CHECK_FALSE(tables[1].disagreements[1].distance);
}

TEST_CASE("class records are compared by what is derived of them, without an order") {
  const std::vector<Coding> codings = {
      rated("s1", "A", {record("U/E3/F5")}), rated("s1", "B", {record("E1")}), rated("s2", "A", {record("F4a")}),
      rated("s2", "B", {record("F1")}),      rated("s3", "A", {record("U")}),  rated("s3", "B", {record("CC/Ds2/E1")}),
  };
  const std::vector<ComparedTable> tables = rating_tables(codings, scales(), {});
  REQUIRE(tables.size() == 6);
  CHECK(lines_of(tables[0]) == "class class5 \ns1 A=U B=E\ns2 A=F B=F\ns3 A=U B=CC\n");
  CHECK(lines_of(tables[1]) == "class class4 \ns1 A=U/CC B=E\ns2 A=F B=F\ns3 A=U/CC B=U/CC\n");
  CHECK(lines_of(tables[2]) == "class class3_forced \ns1 A=E B=E\ns2 A=F B=F\ns3 A=- B=Ds\n");
  CHECK(tables[0].table.level == Level::nominal);
  CHECK(line_of(tables[2].disagreements.at(0)) == "s3 class3_forced : A no_alternative B Ds");
}

TEST_CASE("marks become one unit marked or not, for each rater") {
  const std::vector<UnitsOfTranscript> transcripts = {
      {"s1", {{0, 10}, {10, 20}, {25, 30}}, {"loss", "loss", "now"}}, {"s2", {{0, 5}}, {"now"}}, {"s3", {{0, 5}}, {""}}};
  const std::vector<Coding> codings = {
      marked("s1", "A", {mark(2, 4, "anger"), mark(8, 12, "anger"), mark(26, 28, "lack_of_recall")}),
      marked("s1", "B", {mark(20, 25, "anger")}),  // between units
      marked("s2", "A", {}),
      marked("s2", "B", {mark(0, 5, "anger")}),
      marked("s3", "A", {mark(0, 5, "anger")}),  // coded once
  };
  const ComparedTable table = code_table("anger", codings, transcripts, UnitKind::sentence, {});
  CHECK(lines_of(table) ==
        "code anger \n A=marked B=unmarked\n A=marked B=unmarked\n A=unmarked B=unmarked\n A=unmarked B=marked\n");
  CHECK(table.table.clusters == std::vector<std::uint32_t>{0, 0, 0, 1});
  REQUIRE(table.disagreements.size() == 2);
  CHECK(line_of(table.disagreements[0]) == "s1 anger : A 2 of 3 sentences B 0 of 3 sentences");
  CHECK(*table.disagreements[0].distance == Approx(2.0 / 3));
  // The passages that the other does not have.
  REQUIRE(table.disagreements[0].passages.size() == 3);
  CHECK(table.disagreements[0].passages[0] == Passage{"A", "", Span{2, 4}, ""});
  CHECK(table.disagreements[0].passages[2] == Passage{"B", "", Span{20, 25}, ""});
  const std::vector<UnitsOfTranscript> now = in_section(transcripts, "now");
  CHECK(lines_of(code_table("anger", codings, now, UnitKind::sentence, {})) ==
        "code anger \n A=unmarked B=unmarked\n A=unmarked B=marked\n");
  CHECK(marked_codes(codings) == std::vector<std::string>{"anger", "lack_of_recall"});
}

TEST_CASE("a unit is a participant's turn or sentence with a word in it") {
  Transcript transcript;
  transcript.turns.resize(3);
  transcript.turns[0] = {Role::interviewer, {}, {0, 5}, 0, 1, ""};
  transcript.turns[1] = {Role::participant, {}, {6, 20}, 1, 4, ""};
  transcript.turns[2] = {Role::participant, {}, {21, 30}, 4, 5, ""};
  const auto token = [](std::uint32_t begin, std::uint32_t end, std::uint8_t words) {
    Token result;
    result.span = {begin, end};
    result.words = words;
    return result;
  };
  transcript.tokens = {token(0, 5, 1), token(6, 10, 1), token(10, 12, 0), token(12, 20, 1), token(21, 30, 0)};
  transcript.sentences = {{0, 0, 1}, {1, 1, 3}, {1, 3, 4}, {2, 4, 5}};
  CHECK(units_of(transcript, UnitKind::turn) == std::vector<Span>{{6, 20}});
  CHECK(units_of(transcript, UnitKind::sentence) == std::vector<Span>{{6, 12}, {12, 20}});
  CHECK(units_of(transcript, UnitKind::transcript).size() == 1);
}

TEST_CASE("codebooks never enter a coefficient of people") {
  ComparedCodings codings;
  codings.transcripts = {{"s1", {{0, 10}, {10, 20}}}, {"s2", {{0, 10}, {10, 20}}}};
  codings.people = {
      marked("s1", "A", {mark(0, 4, "anger")}),
      marked("s1", "B", {mark(2, 6, "anger")}),
      marked("s2", "A", {mark(12, 14, "anger"), mark(0, 2, "own_code")}),
      marked("s2", "B", {}),
      rated("s1", "C", {value("loving", "figure:mother", 5)}),  // gave ratings only
  };
  codings.codebooks = {marked("s1", "rules@1", {mark(0, 4, "anger")}),
                       marked("s2", "rules@1", {mark(0, 4, "passivity")})};
  codings.codes_of_codebook["rules@1"] = {"anger", "passivity"};
  const ComparisonOptions options{.per = UnitKind::turn,
                                  .resampling = {.seed = 1, .resamples = 200, .what = "transcripts"}};
  std::vector<std::string> lines;
  const std::vector<Comparison> comparisons = compare(codings, options);
  for (const Comparison& c : comparisons) {
    std::string line = std::string(group_name(c.group)) + " " + c.name;
    for (const std::string& rater : c.raters) line += " " + rater;
    lines.push_back(line + " " + std::to_string(c.paired_units));
  }
  CHECK(lines == std::vector<std::string>{"people anger A B 4", "people own_code A B 4",
                                          "rules_and_people anger A rules@1 4", "rules_and_people anger B rules@1 4"});
  // Turns of one transcript are not independent: no interval but the bootstrap's.
  for (const Statistic& statistic : comparisons[0].statistics)
    if (!statistic.method.starts_with("percentile")) CHECK_FALSE(statistic.ci_low);
  const std::vector<Disagreement> worst = worst_first(comparisons);
  REQUIRE(worst.size() == 3);
  CHECK(*worst[0].distance >= *worst[2].distance);
}
