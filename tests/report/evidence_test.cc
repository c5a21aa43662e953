#include <sstream>

#include "attune/report/conference.h"
#include "attune/report/evidence_lines.h"
#include "catch.h"

using namespace attune;

namespace {

constexpr const char* kText = "I: And then?\nS: He died, \"I think\".\nS: \x1b[2J No.\n";

std::vector<ConferenceItem> items() {
  Rating one{"coh_mind", {}, 5.0, "", std::nullopt, "2-3", "slips"};
  Rating other{"coh_mind", {}, 7.0, "", std::nullopt, "", std::string(70, 'n')};
  AgreedRating agreed{"s1", 1, {"coh_mind", {}, 6.0, "", std::nullopt, "", ""}, {"A", "B"}, "read again", "2026-03-01T09:30:00.000Z"};
  return {{"s1", "coh_mind", "", {{"A", one}, {"B", other}}, {agreed}}};
}

std::string written(ListFormat format, const ConferenceTexts& texts) {
  std::ostringstream out;
  write_conference(out, items(), texts, format);
  return out.str();
}

}  // namespace

TEST_CASE("evidence lines stand there with their words") {
  CHECK(evidence_lines("2, 1", kText, 9) == std::vector<EvidenceLine>{{2, "S: He died, \"I think\"."}, {1, "I: And then?"}});
  CHECK(evidence_lines("1-3", kText, 2).size() == 2);
  CHECK(evidence_lines("3-9", kText, 9).size() == 1);
  CHECK(evidence_lines("p. 4", kText, 9).empty());
}

TEST_CASE("a conference has ratings, evidence in words, whole notes, and who agreed why") {
  CHECK(written(ListFormat::text, {{{"s1", kText}}, {}}) ==
        "1 difference between locked codings, 0 without an agreed rating\n"
        "\n"
        "s1  coh_mind\n"
        "  A          5, lines 2-3: slips\n"
        "      2: S: He died, \"I think\".\n"
        "      3: S: \\x1b[2J No.\n"
        "  B          7\n"
        "      " + std::string(70, 'n') + "\n"
        "  agreed 6 (A, B): read again\n");
  CHECK(written(ListFormat::text, {}).find("He died") == std::string::npos);
  CHECK(written(ListFormat::csv, {{{"s1", kText}}, {}}).find(",2-3,,slips,\"2: S: He died, \"\"I think\"\". / 3: S: ") != std::string::npos);
  CHECK(written(ListFormat::jsonl, {{{"s1", kText}}, {}}).find(R"("evidence":[{"line":2,"text":"S: He died, \"I think\"."},)") != std::string::npos);
}

TEST_CASE("lines of an older version have that version's words, and without them its number") {
  TranscriptRecord older;
  older.id = "s1";
  older.version = 1;
  older.text = "I: Well?\nS: In May.\nS: Yes.\n";
  const ConferenceTexts texts{{{"s1", kText}}, {{{"s1", "A"}, older}}};
  const std::string text = written(ListFormat::text, texts);
  CHECK(text.find("  A          5, lines 2-3 of version 1: slips\n      2: S: In May.\n      3: S: Yes.\n  B          7\n") != std::string::npos);
  CHECK(written(ListFormat::csv, texts).find(",2-3,1,slips,2: S: In May. / 3: S: Yes.\n") != std::string::npos);
  CHECK(written(ListFormat::jsonl, texts).find(R"("lines":"2-3","older_version":1,)") != std::string::npos);
  CHECK(written(ListFormat::jsonl, texts).find(R"("older_version":null,)") != std::string::npos);
  older.text.clear();
  CHECK(written(ListFormat::text, {{{"s1", kText}}, {{{"s1", "A"}, older}}}).find("lines 2-3 of version 1: slips\n  B ") != std::string::npos);
}
