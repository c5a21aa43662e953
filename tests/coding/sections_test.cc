#include "attune/coding/sections.h"

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/text/assemble.h"
#include "catch.h"

using namespace attune;

namespace {

/// Three questions in order, and one that may come anywhere.
const char* const kProtocol = R"toml(
[protocol]
id = "p"
title = "P"
language = "en"
[[section]]
key = "apple"
title = "A"
order = 1
tags = ["q1", "apple", "a first one"]
cues = ["apple|apples & red|green"]
[[section]]
key = "banana"
title = "B"
order = 2
tags = ["q2", "banana"]
cues = ["banana* & yellow|ripe fruit", "peel & slip"]
[[section]]
key = "cherry"
title = "C"
order = 3
tags = ["q3", "cherry"]
cues = ["cherry|cherries & red|sweet"]
[[section]]
key = "weather"
title = "W"
cues = ["rain|sun & today"]
)toml";

/// "I words" or "S words" a turn; "I@loss words" has a section in the input.
Transcript transcript_of(const std::vector<std::string>& turns) {
  const NotationProfile profile = *shipped_notation("aai");
  Tokenizer tokenizer(profile);
  Draft draft;
  draft.id = "x";
  for (const std::string& turn : turns) {
    TurnDraft one;
    one.role = turn[0] == 'I' ? Role::interviewer : Role::participant;
    const std::size_t blank = turn.find(' ');
    if (turn[1] == '@') one.section = turn.substr(2, blank - 2);
    one.body.begin = static_cast<std::uint32_t>(draft.text.size());
    draft.text += turn.substr(blank + 1);
    one.body.end = static_cast<std::uint32_t>(draft.text.size());
    draft.text += '\n';
    draft.turns.push_back(one);
  }
  return assemble(std::move(draft), profile, tokenizer);
}

/// "apple 0-2 cue" a section: first turn, last turn, source.
std::string sections_of(const std::vector<std::string>& turns) {
  SectionFinder finder(parse_protocol(kProtocol, "p.toml"));
  std::string shown;
  for (const Section& section : finder.find(transcript_of(turns))) {
    const char* source = section.source == SectionSource::tag ? "tag" : section.source == SectionSource::cue ? "cue" : "order";
    shown += fmt::format("{}{} {}-{} {}", shown.empty() ? "" : ", ", section.key, section.first_turn, section.turn_end - 1, source);
  }
  return shown;
}

}  // namespace

TEST_CASE("a question that has a phrase of every group of a cue opens its section") {
  CHECK(sections_of({"I A red apple?", "S Yes.", "I Yellow bananas?", "S No."}) == "apple 0-1 cue, banana 2-3 cue");
  CHECK(sections_of({"I An apple?", "S A red one."}) == "");
  CHECK(sections_of({"I Is a banana a ripe, um, fruit?", "S Yes."}) == "banana 0-1 cue");
  CHECK(sections_of({"I Ripe? Fruit? Banana?", "S Yes."}) == "banana 0-1 cue");
  CHECK(sections_of({"I Hello.", "S Hello.", "I A red apple?", "S Yes.", "S And pears.", "I Mhm.", "S So."}) == "apple 2-6 cue");
  CHECK(sections_of({"S A red apple."}) == "");
  CHECK(sections_of({"I Apple-green?", "S Yes."}) == "apple 0-1 cue");
  CHECK(sections_of({}) == "");
}

TEST_CASE("a question that fits the section it stands in is a probe of it") {
  CHECK(sections_of({"I A red apple?", "S Yes.", "I A green apple too?", "S Yes.", "I Yellow bananas?", "S No."}) == "apple 0-3 cue, banana 4-5 cue");
}

TEST_CASE("where two fit, the order of the protocol decides; a section come back to is listed again") {
  CHECK(sections_of({"I A red apple?", "S Yes.", "I Yellow bananas?", "S No.", "I A red apple or a red cherry?", "S Yes."}) ==
        "apple 0-1 cue, banana 2-3 cue, cherry 4-5 cue");
  CHECK(sections_of({"I A red apple or a red cherry?", "S Yes.", "I Yellow bananas?", "S No.", "I A red cherry?", "S Yes."}) ==
        "apple 0-1 cue, banana 2-3 cue, cherry 4-5 cue");
  CHECK(sections_of({"I A red apple?", "S Yes.", "I A red cherry?", "S No.", "I Back to the red, green apple apples.", "S Well."}).starts_with("apple 0-1 cue, cherry 2-"));
  CHECK(sections_of({"I Rain today?", "S Yes.", "I A red apple?", "S Yes.", "I More rain today?", "S No.", "I Yellow bananas?", "S No."}) ==
        "weather 0-1 cue, apple 2-3 cue, weather 4-5 cue, banana 6-7 cue");
}

TEST_CASE("tags that a transcriber wrote hold, and cues beside them are not asked") {
  CHECK(sections_of({"I {{Q1}} What?", "S Yes.", "I Yellow bananas?", "S No.", "I [Q3 cherry] Well?", "S Yes."}) == "apple 0-3 tag, cherry 4-5 tag");
  CHECK(sections_of({"I Q2. What?", "S Yes.", "I Q3 And?", "S No."}) == "banana 0-1 tag, cherry 2-3 tag");
  CHECK(sections_of({"I {{a first one}} What?", "S Yes.", "I {{Section: banana}} And?", "S No."}) == "apple 0-1 tag, banana 2-3 tag");
  CHECK(sections_of({"I Apple?", "S Yes."}) == "");
  CHECK(sections_of({"I {{phone rings}} A red apple?", "S Yes."}) == "apple 0-1 cue");
}

TEST_CASE("sections given in the input are kept, unknown keys with a warning") {
  const std::vector<std::string> turns = {"I@banana What?", "S@banana Yes.", "I@pear And?", "S@pear No.", "S@pear No.", "I@banana Back?", "S Yes."};
  CHECK(sections_of(turns) == "banana 0-1 tag, pear 2-4 tag, banana 5-6 tag");
  const SectionFinder finder(parse_protocol(kProtocol, "p.toml"));
  CHECK(finder.unknown_keys(transcript_of(turns)) ==
        std::vector<Warning>{{"unknown_section", 0, "the protocol map \"p\" has no section with the key given in the input; it is kept as it is"}});
}

TEST_CASE("confidence is 1 for a tag, and less where another section fits as well") {
  SectionFinder finder(parse_protocol(kProtocol, "p.toml"));
  const auto confidence = [&](const std::string& question) { return finder.find(transcript_of({question, "S Yes."})).at(0).confidence; };
  CHECK(confidence("I {{Q1}} What?") == 1.0);
  CHECK(confidence("I A red apple?") == 0.99);
  CHECK(confidence("I A red apple or a sweet cherry?") == 0.5);
}

TEST_CASE("a question about therapy opens a section of its own, for which the shipped codebooks have rules") {
  SectionFinder finder(shipped_protocol("aai20").value());
  const std::vector<Section> sections = finder.find(transcript_of({"I Have you ever had any therapy or counselling?", "S Yes."}));
  REQUIRE(sections.size() == 1);
  CHECK(sections[0].key == "therapy");
}

TEST_CASE("the same transcript has the same sections after others") {
  SectionFinder used(parse_protocol(kProtocol, "p.toml"));
  (void)used.find(transcript_of({"I Yellow bananas?", "S Yes.", "I Rain today?"}));
  const Transcript transcript = transcript_of({"I A red apple?", "S Yes.", "I A ripe fruit, a banana?", "S No."});
  CHECK(used.find(transcript) == SectionFinder(parse_protocol(kProtocol, "p.toml")).find(transcript));
}
