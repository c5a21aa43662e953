#include "attune/formats/redaction_key.h"

#include <string>

#include "attune/error.h"
#include "catch.h"

using namespace attune;

TEST_CASE("a key is written as a table and read again") {
  const RedactionKey key = {{"name", "O'Neil, Anna", "{{Person 1}}", 3, "s01:12"}, {"phone", "+44 20", "{{Phone 1}}", 1, "s02:4"}};
  const std::string csv = redaction_key_csv(key);
  CHECK(csv == "kind,original,replacement,times,where\nname,\"O'Neil, Anna\",{{Person 1}},3,s01:12\nphone,\"'+44 20\",{{Phone 1}},1,s02:4\n");
  RedactionKey read = parse_redaction_key(csv, "k.csv");
  for (std::size_t i = 0; i < key.size(); ++i) read[i].times = key[i].times;  // how often is for people
  CHECK(read == key);
}

TEST_CASE("a key that cannot be meant is told with its place and without its words") {
  const auto problems = [](const std::string& csv) {
    try {
      (void)parse_redaction_key(csv, "k.csv");
    } catch (const Errors& errors) {
      return std::string(errors.what());
    }
    return std::string();
  };
  CHECK(problems("original,what\na,b\n") == "k.csv:1: the columns original and replacement");
  CHECK(problems("original,replacement\nAnna,X\n ,Y\nAnna,Z\nAnna,X\n") ==
        "k.csv:3:1: expected what is to be replaced, found an empty cell\nk.csv:4:1: expected one replacement for each original, found another than in a row above");
}
