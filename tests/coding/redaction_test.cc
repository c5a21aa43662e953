#include "attune/coding/redaction.h"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "catch.h"
#include "coding_case.h"

using namespace attune;

namespace {

const PrivacyWords& words() {
  static const PrivacyWords privacy = *shipped_privacy("en");
  return privacy;
}

std::vector<Identifier> found_in(const Transcript& transcript) {
  static const IdentifierFinder finder(words(), *shipped_language("en"));
  return finder.find(transcript);
}

RedactionKey key_for(const std::vector<std::string>& texts, const RedactionKey& known = {}, int shift_days = 0) {
  RedactionProposal proposal(words(), known, {shift_days});
  for (const std::string& text : texts) {
    const Transcript transcript = example_of(text);
    proposal.add(transcript, found_in(transcript), *shipped_notation("aai"));
  }
  return proposal.key();
}

/// "Carol={{Aunt 1}} Leeds={{City 1}}"
std::string shown(const RedactionKey& key) {
  std::string line;
  for (const RedactionEntry& entry : key) line += fmt::format("{}{}={}", line.empty() ? "" : " ", entry.original, entry.replacement);
  return line;
}

std::string redacted(const std::string& text, const RedactionKey& key) {
  const Transcript transcript = example_of(text);
  return replaced(transcript.text, replacements_in(transcript, key, words()));
}

}  // namespace

TEST_CASE("one person has one replacement, in every text and under every name") {
  CHECK(shown(key_for({"My sister Orla went to Leeds. And Orla Keane came.", "I saw Orla, and Tobin, in Leeds."})) ==
        "Orla={{Sister 1}} Orla Keane={{Sister 1}} Tobin={{Person 1}} Leeds={{City 1}}");
  CHECK(shown(key_for({"I saw Aunt Carol and then Carol."})) == "Aunt Carol={{Aunt 1}} Carol={{Aunt 1}}");
  // Two who share a first name stay two; who is meant by it alone is for a person to say.
  CHECK(shown(key_for({"I saw Orla Keane, Orla Burke and Orla."})) == "Orla Keane={{Person 1}} Orla Burke={{Person 2}} Orla={{Person 3}}");
}

TEST_CASE("numbers go on behind those that are in use") {
  CHECK(shown(key_for({"I saw {{Person 4}} and Tobin."})) == "Tobin={{Person 5}}");
  CHECK(shown(key_for({"I saw Tobin and Zed."}, {{"name", "Zed", "{{Person 7}}", 0, ""}})) == "Zed={{Person 7}} Tobin={{Person 8}}");
}

TEST_CASE("a name in another case has the replacement of the key from before") {
  CHECK(shown(key_for({"I saw ZED."}, {{"name", "Zed", "{{Person 7}}", 0, ""}})) == "Zed={{Person 7}} ZED={{Person 7}}");
}

TEST_CASE("a label that is in the key is proposed all the same where the talk names it") {
  CHECK(shown(key_for({"I saw Zed."}, {{"label", "Zed", "Participant", 0, ""}})) == "Zed=Participant Zed={{Person 1}}");
}

TEST_CASE("what a key leaves it leaves in any case, and a label's row says nothing of the talk") {
  const Transcript transcript = example_of("I saw Zed and ZED.");
  const auto left = [&](const RedactionEntry& entry) { return not_in_key(transcript, found_in(transcript), {entry}).size(); };
  CHECK(left({"name", "Zed", "{{Person 1}}", 0, ""}) == 1);
  CHECK(left({"name", "Zed", "", 0, ""}) == 0);
  CHECK(left({"label", "Zed", "Participant", 0, ""}) == 2);
  CHECK(left({"label", "Zed", "", 0, ""}) == 0);
}

TEST_CASE("dates get a number, or move by the days that were asked for") {
  CHECK(shown(key_for({"It was 12 March 1987."})) == "12 March 1987={{Date 1}}");
  CHECK(shown(key_for({"It was 12 March 1987 or 03/04/1987."}, {}, -30)) == "12 March 1987={{Date_1987-02-10}} 03/04/1987={{Date 1}}");
}

TEST_CASE("a key replaces whole words as they are written, the longest first, and keeps lines") {
  const RedactionKey key = {{"name", "Orla", "{{P 1}}", 0, ""}, {"name", "Orla Keane", "{{P 2}}", 0, ""}, {"name", "Will", "{{P 3}}", 0, ""}, {"name", "Zed", "", 0, ""}};
  CHECK(redacted("Orla's Orlando, Orla\n   Keane, orla, Zed.", key) == "{{P 1}}'s Orlando, {{P 2}}\n, orla, Zed.");
  CHECK(redacted("Will you? I saw Will.", key) == "Will you? I saw {{P 3}}.");
  CHECK(redacted("She came {{Orla knocks}} in.", key) == "She came {{P_1 knocks}} in.");
  const RedactionKey in_brackets = {{"name", "Orla", "{{P 1}}", 0, ""}, {"name", "ORLA", "{{P 1}}", 0, ""}};
  CHECK(redacted("She came [unclear, Orla's house] [ORLA] {{pause}} in.", in_brackets) == "She came [unclear, P_1's house] [P_1] {{pause}} in.");
}

TEST_CASE("what was redacted has nothing left to redact") {
  const std::string text = "I saw Aunt Carol in New York on 12 March 1987, Tobin {{Tobin laughs at Zed}} called 020 7946 0018, at 12 Mill Lane.";
  for (const int days : {0, 40}) {
    const RedactionKey key = key_for({text}, {}, days);
    const Transcript again = example_of(redacted(text, key));
    CAPTURE(again.text);
    CHECK(found_in(again).empty());
    CHECK(not_in_key(example_of(text), found_in(example_of(text)), key).empty());
  }
  const Transcript other = example_of("I saw Tobin.");
  CHECK(not_in_key(other, found_in(other), {}).size() == 1);
}
