#include "attune/coding/cue_match.h"

#include <string>

#include "attune/codebook/cue.h"
#include "catch.h"
#include "coding_case.h"

using namespace attune;

TEST_CASE("a cue fits when a phrase of every group is said") {
  struct Row {
    std::string cue, text;
    bool fits;
  };
  const Row rows[] = {
      {"how old & you", "And how, um, how old were you then?", true}, {"how old & you", "How old was she?", false}, {"feel*", "your feelings", true},
      {"i'd been|i was & nine|9", "I'd been nine.", true},            {"i'd", "She'd gone.", false},                {"", "anything", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.cue, row.text);
    const Transcript transcript = example_of(row.text);
    CHECK(fits(parse_cue(row.cue).cue, spoken_words(transcript, transcript.turns[0].first_token, transcript.turns[0].token_end)) == row.fits);
  }
}
