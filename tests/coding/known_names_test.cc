#include "attune/coding/known_names.h"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "catch.h"
#include "coding_case.h"

using namespace attune;

TEST_CASE("names are known from speakers' labels and from a key") {
  struct Row {
    std::string label;
    RedactionKey key;
    std::string names;
  };
  const std::vector<Row> rows = {
      {"Hildegard", {}, "hildegard:1"},
      {"hildegard", {}, "hildegard:1"},
      {"Dr. Anna-Lena Keane 2", {}, "anna:1 anna-lena:1 keane:1 lena:1"},
      {"Male voice", {}, "male:1"},
      {"Subject", {}, ""},
      {"S2", {}, ""},
      {"Hildegard", {{"label", "Hildegard", "", 0, ""}}, ""},
      {"Subject", {{"name", "Ottilie Brock", "{{Person 1}}", 0, ""}, {"place", "Aldgrove", "{{Place 1}}", 0, ""}, {"name", "Zed", "", 0, ""}}, "brock:1 ottilie:1"},
      {"Subject", {{"name", "Orla", "{{Person 1}}", 0, ""}}, "orla:1000000"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.label);
    Transcript transcript = example_of("I: Who?\nS: Nobody.");
    transcript.turns.resize(1);
    transcript.turns[0].speaker = row.label;
    std::string names;
    for (const auto& [word, times] : known_names(transcript, *shipped_notation("aai"), row.key)) names += fmt::format("{}{}:{}", names.empty() ? "" : " ", word, times);
    CHECK(names == row.names);
  }
}

TEST_CASE("codes of speakers in a CHAT file are no names") {
  Transcript transcript = example_of("I: Who?\nS: Nobody.");
  transcript.turns.resize(1);
  transcript.turns[0].speaker = "MOT";
  CHECK_FALSE(known_names(transcript, *shipped_notation("aai"), {}).empty());
  transcript.format = "chat";
  CHECK(known_names(transcript, *shipped_notation("aai"), {}).empty());
}

TEST_CASE("the name of a file that holds a name of the key is known however it is written") {
  const RedactionKey key = {
      {"name", "Aunt Ottilie Brock", "{{Aunt 1}}", 0, ""}, {"name", "Jo", "{{Person 1}}", 0, ""},       {"label", "Dr. Weatherby", "Interviewer", 0, ""},
      {"name", "Tobin", "", 0, ""},                        {"number", "48213", "{{Number 1}}", 0, ""},  {"place", "New York", "{{State 1}}", 0, ""},
      {"age", "93", "{{Age 1}}", 0, ""},                   {"name", "J\u00F6rg", "{{Person 2}}", 0, ""},
      {"place", "Mill St.", "{{Place 2}}", 0, ""},         {"number", "--", "{{Number 2}}", 0, ""},
  };
  struct Row {
    std::string file;
    bool is_named;
  };
  const std::vector<Row> rows = {
      {"brock_2", true}, {"Mrs_Ottilie", true}, {"OttilieInterview", true}, {"interviewottilie", true}, {"ottilie.brock", true}, {"jo-1", true},
      {"jo1", true}, {"interviewJo", true}, {"interviewjo", false}, {"interviewbrock", true}, {"interviewj\u00F6rg", false}, {"weatherby", true}, {"aai_48213", true}, {"new_york_3", true}, {"mill_st_2", true}, {"s01-", false}, {"J\u00D6RG", true},
      {"s01", false}, {"aunt_study", false}, {"dr_3", false}, {"tobin", false}, {"s93", false}, {"john", false}, {"york", false}, {"", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.file);
    CHECK(is_named_in(row.file, key, *shipped_privacy("en"), *shipped_notation("aai")) == row.is_named);
  }
}
