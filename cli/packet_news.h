// What a packet says that the study does not know yet.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "attune/io/study.h"

namespace attune::cli {

/// One coding as a packet had it when it was last collected, all that was said in the packet since, as the packet has it now, and as the
/// study has it. REQUIRES: their marks are places of one text.
struct CodingInTwoFiles {
  CodingRecord before, since, now, in_study;   // nothing in it where there is none; of a scale `since` may have several
};

struct PacketNews {
  std::vector<Rating> ratings;                            // new, or changed in the packet alone
  std::vector<std::pair<std::string, Target>> withdrawn;  // scale and target
  std::vector<JudgedAdjective> adjectives;                // those taken back judge nothing
  std::vector<Mark> marks;                                // all that are to be the coding's
  int marks_new = 0, marks_withdrawn = 0;                 // than the study has
  int answers = 0;                                        // to rules' proposals, which stay in the packet
  int as_before = 0;                                      // ratings
  std::vector<std::string> contested;                     // "loving figure:mother": changed in the packet, and otherwise in the study
  bool is_none = true;                                    // the packet says what it said before
};

/// Of each rating and reading: what the packet says now counts only where it is not what it said before, and never over what the study
/// came to say otherwise. So an older value is no news, and a correction in the study stands. What the packet said in between may be in
/// the study all the same, where it was taken without being noted. A mark is there or not.
[[nodiscard]] PacketNews news_of(const CodingInTwoFiles& codings);

}  // namespace attune::cli
