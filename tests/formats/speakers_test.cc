// Who asks and who answers, where a table names the speakers.
#include "reading_case.h"

using namespace attune;

TEST_CASE("two numbered speakers are two speakers") {
  const Transcript transcript = read_as("speaker,text\nSPEAKER_00,Who raised you?\nSPEAKER_01,\"My gran did, in the house by the sea.\"\nSPEAKER_00,And then?\nSPEAKER_01,Then she died.\n", "a.csv");
  CHECK(turns_of(transcript) == "I 2 Who raised you?\nS 3 My gran did, in the house by the sea.\nI 4 And then?\nS 5 Then she died.\n");
  CHECK(codes_of(transcript) == "roles_assumed:2");
}

TEST_CASE("the user's word goes before all else, and a name that does not occur is told") {
  ReadOptions options;
  options.plain.participant = {"Ann"};
  const std::string table = "speaker,text\nAnn,Why?\nBea,Because it was so long ago.\nCleo,Hm.\n";
  CHECK(turns_of(read_as(table, "a.csv", options)) == "S 2 Why?\nI 3 Because it was so long ago.\nI 4 Hm.\n");
  options.plain.participant = {"Dora"};
  CHECK(refusal(table, "a.csv", options) == "a.csv: expected a speaker \"Dora\" as named with --participant, found none of that name");
}

TEST_CASE("one speaker alone is the participant, and the program says what it took for granted") {
  const Transcript transcript = read_as("WEBVTT\n\n00:01.000 --> 00:02.000\nIt was long ago.\n\n00:02.000 --> 00:03.000\nBy the sea.\n", "a.vtt");
  CHECK(turns_of(transcript) == "S 4 [1000-3000] It was long ago. By the sea.\n");
  CHECK(codes_of(transcript) == "one_role:0");
}
