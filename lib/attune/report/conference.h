// What a consensus conference has on the table: locked ratings side by side, and what was agreed.
#pragma once

#include <map>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "attune/agreement/units.h"
#include "attune/io/study.h"
#include "attune/report/codebook_page.h"

namespace attune {

/// One scale and target of a transcript.
struct ConferenceItem {
  std::string transcript;
  std::string scale;
  std::string target;
  std::vector<std::pair<std::string, Rating>> ratings;  // by rater; locked, independent
  std::vector<AgreedRating> agreed;                     // none or one
  int round = 1;
};

/// What a rating says: "7.5", "U/E3/F5", or the reason for none.
[[nodiscard]] std::string said(const Rating& rating);

/// The items on which locked, unassisted codings of people in `round` differ, and those with an agreed rating, by
/// transcript, scale and target. Training cases are left out, and what was agreed on one by those who had it as such.
[[nodiscard]] std::vector<ConferenceItem> conference_items(const std::vector<CodingRecord>& codings,
                                                           const std::vector<AgreedRating>& agreed, int round);

/// The version a coding was made on, where it is not the newest. Its text is empty where it is not to be quoted: the study has it no
/// more, or names in it were replaced later.
using OlderVersions = std::map<CodingKey, TranscriptRecord>;

/// Texts that evidence lines are lines of. `newest` goes by transcript; those kept out of a study are not there.
struct ConferenceTexts {
  std::map<std::string, std::string> newest;
  OlderVersions older;
};

/// Text of at most 80 columns; CSV: a row a rating and one for what was agreed; JSON: an array (or lines) of items. Where there is
/// the text that was coded, evidence lines stand there with their words; lines of an older version name it.
void write_conference(std::ostream& out, const std::vector<ConferenceItem>& items, const ConferenceTexts& texts, ListFormat format);

}  // namespace attune
