// What a consensus conference has on the table: locked ratings side by side, and what was agreed.
#pragma once

#include <map>
#include <ostream>
#include <string>
#include <vector>

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
};

/// What a rating says: "7.5", "U/E3/F5", or the reason for none.
[[nodiscard]] std::string said(const Rating& rating);

/// The items on which locked, unassisted codings of people in `round` differ, and those with an agreed rating, by
/// transcript, scale and target. Training cases are left out, and what was agreed on one by those who had it as such.
[[nodiscard]] std::vector<ConferenceItem> conference_items(const std::vector<CodingRecord>& codings,
                                                           const std::vector<AgreedRating>& agreed, int round);

/// Texts of transcripts by id; those kept out of a study are not there.
using ConferenceTexts = std::map<std::string, std::string>;

/// Text of at most 80 columns; CSV: a row a rating and one for what was agreed; JSON: an array (or lines) of items. Where there is
/// the text of a transcript, evidence lines stand there with their words.
void write_conference(std::ostream& out, const std::vector<ConferenceItem>& items, const ConferenceTexts& texts, ListFormat format);

}  // namespace attune
