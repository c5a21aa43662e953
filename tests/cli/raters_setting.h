// A study for tests of what raters do with one: six transcripts with a rule's marks, and scales to rate.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "attune/codebook/codebook.h"
#include "attune/io/study.h"
#include "catch.h"
#include "io/study_fixture.h"
#include "run.h"

namespace attune {

inline const std::string kScales = R"toml([codebook]
id = "scales"
version = "1.0.0"
language = "en"
title = "Scales"
description = "For a test."
[[scale]]
id = "loving"
title = "Loving"
definition = "D."
target = "figure"
level = "interval"
[[scale]]
id = "coh_mind"
title = "Coherence of mind"
definition = "D."
target = "none"
level = "interval"
[[scale]]
id = "u_loss"
title = "Unresolved loss"
definition = "D."
target = "event"
level = "interval"
[[scale]]
id = "record"
title = "Class"
definition = "D."
target = "none"
level = "class_record"
)toml";

inline RatingEntry record(const std::string& text) {
  return {{"record", {}, std::nullopt, text, std::nullopt, "", ""}, parse_class_record(text).record};
}

/// Six transcripts, s1 to s6, with a rule's marks on each.
struct Setting {
  ScratchDirectory scratch;
  std::string path = scratch / "study.attune";
  std::string scales = scratch.write("scales.toml", kScales);

  Setting() {
    Study study = Study::create(path, counted_surroundings());
    (void)study.store_codebooks({parse_codebook(kScales, "scales.toml")});
    Codebook rules = small_codebook("[codebook]\nid = \"small\"\nversion = \"1.0.0\"\nlanguage = \"en\"\n"
                                    "title = \"Small\"\n");
    (void)study.store_codebooks({rules});
    for (int i = 1; i <= 6; ++i) {
      const Transcript transcript = small_transcript(fmt::format("s{}", i));
      (void)study.store(transcript, {small_coding(transcript, "0.1.0", rules)});
    }
  }
  void rate(const std::string& rater, const std::vector<double>& coherence, const std::vector<std::string>& classes,
            int round = 1) const {
    Study study = Study::open(path, counted_surroundings(rater, 1000 * round + rater.back() * 100'000));
    RatingSheet sheet{rater, round, {}, ""};
    for (std::size_t i = 0; i < coherence.size(); ++i) {
      sheet.transcripts.push_back({fmt::format("s{}", i + 1), {rated("coh_mind", coherence[i])}});
      if (i < classes.size()) sheet.transcripts.back().entries.push_back(record(classes[i]));
    }
    (void)study.store_ratings(sheet);
  }
  void lock(const std::string& rater, int round = 1) const {
    const Outcome outcome =
        attune_run({"rate", "lock", path, "--rater", rater, "--round", fmt::format("{}", round), "-b", scales});
    REQUIRE(outcome.status == 0);
  }
  [[nodiscard]] Outcome run(std::vector<std::string> words) const { return attune_run(words); }
  [[nodiscard]] std::vector<Exposure> exposures() const {
    return Study::open(path, counted_surroundings("x", 77)).exposures();
  }
};

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

inline bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace attune
