#include "attune/text/class_record.h"

#include "catch.h"

using namespace attune;

namespace {

/// The derived classes in order, each its value or "(reason)".
std::string shown(const std::vector<DerivedClass>& derived) {
  std::string text;
  for (const DerivedClass& one : derived)
    text += (text.empty() ? "" : " ") + (one.reason.empty() ? one.value : "(" + one.reason + ")");
  return text;
}

}  // namespace

TEST_CASE("what analyses use is derived from the written class") {
  struct Row {
    const char* text;
    const char* canonical;
    bool queried;
    const char* derived;  // class5 class4 class3_forced autonomous_forced autonomous_nonU U_primary CC_any
  };
  const Row rows[] = {
      {"U/E3/F5", "U/E3/F5", false, "U U/CC E no no yes no"},
      {"CC/Ds2/E1", "CC/Ds2/E1", false, "CC U/CC Ds no no no yes"},
      {"U", "U", true, "U U/CC (no_alternative) (no_alternative) no yes no"},
      {"F", "F", false, "F F F yes yes no no"},
      {"F4a", "F4a", false, "F F F yes yes no no"},
      {"Ds1/F1a", "Ds1/F1a", false, "Ds Ds Ds no no no no"},
      {"U/F5", "U/F5", false, "U U/CC F yes no yes no"},
      {"U/CC/E2/F3b", "U/CC/E2/F3b", false, "U U/CC E no no yes yes"},
      {"U/CC/E2", "U/CC/E2", true, "U U/CC E no no yes yes"},
      {"CC/F", "CC/F", true, "CC U/CC F yes no no yes"},
      {"CC", "CC", true, "CC U/CC (no_alternative) (no_alternative) no no yes"},
      {"F5/U", "F5/U", false, "F F F yes yes no no"},
      {"E3/CC", "E3/CC", false, "E E E no no no yes"},
      {" u / ds3 ", "U/Ds3", false, "U U/CC Ds no no yes no"},
      {"cc/DS2B/f4A", "CC/Ds2b/F4a", false, "CC U/CC Ds no no no yes"},
      {"E1/E2", "E1/E2", false, "E E E no no no no"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const ParsedClassRecord parsed = parse_class_record(row.text);
    REQUIRE(!parsed.mistake);
    CHECK(to_string(parsed.record) == row.canonical);
    CHECK(lacks_alternative(parsed.record) == row.queried);
    CHECK(shown(derived_classes(parsed.record)) == row.derived);
    CHECK(parse_class_record(row.canonical).record == parsed.record);
  }
}

TEST_CASE("what is no class record is refused with its column") {
  const std::pair<const char*, ClassMistake> rows[] = {
      {"", {1, "a class like F4a, Ds2, E, U or CC", "nothing"}},
      {"F6", {1, "a class like F4a, Ds2, E, U or CC", "\"F6\""}},
      {"Fa", {1, "a class like F4a, Ds2, E, U or CC", "\"Fa\""}},
      {"U2/F", {1, "a class like F4a, Ds2, E, U or CC", "\"U2\""}},
      {"U/", {3, "a class like F4a, Ds2, E, U or CC", "nothing"}},
      {"U//F", {3, "a class like F4a, Ds2, E, U or CC", "nothing"}},
      {"U/secure", {3, "a class like F4a, Ds2, E, U or CC", "\"secure\""}},
      {"U/F5/ F5", {7, "each class once", "\"F5\""}},
      {"CC/U/F", {4, "U before CC", "\"U\""}},
      {"D", {1, "a class like F4a, Ds2, E, U or CC", "\"D\""}},
  };
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    const ParsedClassRecord parsed = parse_class_record(text);
    CHECK(parsed.mistake == expected);
    CHECK(parsed.record.parts.empty());
  }
}
