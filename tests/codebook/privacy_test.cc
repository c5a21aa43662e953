#include "attune/codebook/privacy.h"

#include <string>

#include "attune/codebook/codebooks.h"
#include "attune/error.h"
#include "catch.h"

using namespace attune;

TEST_CASE("what identifies people is read from a file, its words folded") {
  const PrivacyWords words = parse_privacy(R"toml(
[privacy]
id = "x"
language = "en"
[names]
capitals = false
titles = ["Mr"]
given = ["Anna"]
words_too = ["Will"]
[places]
before = ["in"]
[known_places]
city = ["New York"]
[dates]
months = ["January"]
[replacements]
name = "Person"
[not_names]
words = ["God"]
[[shape]]
kind = "phone"
pattern = '''\d+'''
least_digits = 7
)toml",
                                           "x.toml");
  CHECK(words == PrivacyWords{"x", "en", false, {"mr"}, {"anna"}, {"will"}, {"in"}, {{"city", "new york"}}, {"god"}, {"january"}, {{IdentifierKind::name, "Person"}}, {{IdentifierKind::phone, "\\d+", 7, 22}}});
}

TEST_CASE("a kind that is none is told with those there are") {
  try {
    (void)parse_privacy("[privacy]\nid = \"x\"\nlanguage = \"en\"\n[[shape]]\nkind = \"fax\"\npattern = \"a\"\n", "x.toml");
    FAIL("nothing was thrown");
  } catch (const Errors& errors) {
    CHECK(std::string(errors.what()).starts_with("x.toml:5:8: expected"));
  }
}

TEST_CASE("every kind has a name that is read again") {
  for (const IdentifierKind kind : {IdentifierKind::name, IdentifierKind::place, IdentifierKind::institution, IdentifierKind::date, IdentifierKind::age, IdentifierKind::phone,
                                    IdentifierKind::email, IdentifierKind::url, IdentifierKind::address, IdentifierKind::number, IdentifierKind::listed})
    CHECK(parse_identifier_kind(identifier_kind_name(kind)) == kind);
  CHECK_FALSE(parse_identifier_kind("fax"));
  CHECK(shipped_privacy("en")->language == "en");
  CHECK(shipped_privacy("de")->language == "de");
  CHECK(shipped_privacy("any")->language == "any");
}
