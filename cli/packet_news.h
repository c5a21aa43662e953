// What a packet says that the study does not know yet.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "attune/io/study.h"

namespace attune::cli {

/// One coding as a packet had it when it was last collected, as the packet has it now, and as the study has it. REQUIRES: their marks
/// are places of one text.
struct ThreeCodings {
  CodingRecord before, now, in_study;   // nothing in it where there is none
};

struct PacketNews {
  std::vector<Rating> ratings;                            // new, or changed in the packet alone
  std::vector<std::pair<std::string, Target>> withdrawn;  // scale and target
  std::vector<JudgedAdjective> adjectives;                // those taken back judge nothing
  std::vector<Mark> marks;                                // all that are to be the coding's
  int marks_new = 0;
  bool has_other_marks = false;                           // than the study
  int as_before = 0;                                      // ratings
  std::vector<std::string> contested;                     // "loving figure:mother": changed in the packet, and otherwise in the study
  bool is_none = true;                                    // the packet says what it said before
};

/// Of each rating and reading: what the packet says now counts only where it is not what it said before, and never over what the study
/// came to say otherwise. So an older value is no news, and a correction in the study stands. A mark is there or not.
[[nodiscard]] PacketNews news_of(const ThreeCodings& codings);

}  // namespace attune::cli
