// A study and a rater's packet of it, for tests of what comes back.
#pragma once

#include <filesystem>

#include "attune/text/redaction.h"
#include "raters_setting.h"

namespace attune {

/// A study with a packet for R1, who has six interviews, and what is done with both.
struct Handed {
  Setting at;
  std::string packet = at.scratch / "packets/R1.attune";
  int draws = 100;

  Handed() { REQUIRE(at.run({"plan", "assign", at.path, "--raters", "R1", "--double", "0", "--packets", at.scratch / "packets"}).status == 0); }

  /// Of a file of the two, each opening with ids of its own.
  Study open(const std::string& file) { return Study::open(file, counted_surroundings("R1", draws += 100)); }
  void rate(const std::string& file, const std::string& transcript, double value, const std::string& scale = "coh_mind", const std::string& target = "") {
    (void)open(file).store_ratings({"R1", 1, {{transcript, {rated(scale, value, target)}}}, ""});
  }
  void withdraw(const std::string& file, const std::string& transcript) { CHECK(open(file).withdraw_rating({transcript, "R1", 1}, "coh_mind", {}, "")); }
  void new_version(const std::string& transcript, const std::string& more, const OffsetMap& map = {}) {
    TranscriptDetails details;
    details.new_version = true;
    details.offset_map = map.empty() ? "" : offset_map_csv(map);
    (void)open(at.path).store(small_transcript(transcript, more), {}, details);
  }
  Outcome collect(const std::string& file) { return at.run({"plan", "collect", at.path, file}); }
  Outcome collect() { return collect(packet); }
  std::string copy(const std::string& name) {
    std::filesystem::copy_file(packet, at.scratch / name);
    return at.scratch / name;
  }
  /// "coh_mind 5, loving figure:mother 4": what the study says of R1's coding.
  std::string said(const std::string& transcript) {
    std::string text;
    for (const CodingRecord& record : open(at.path).codings({{transcript}, {"R1"}}))
      for (const Rating& rating : record.coding.ratings)
        text += fmt::format("{}{}{} {}", text.empty() ? "" : ", ", rating.scale, rating.target == Target{} ? "" : " " + to_string(rating.target), *rating.value);
    return text;
  }
  CodingRecord coding(const std::string& transcript) { return open(at.path).codings({{transcript}, {"R1"}}).at(0); }
};

}  // namespace attune
