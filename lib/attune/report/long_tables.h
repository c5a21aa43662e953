// The long exports of a study: a row a rating, an event, an adjective, a mark.
#pragma once

#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "attune/coding/adjectives.h"
#include "attune/io/study.h"

namespace attune {

/// transcript, rater, round, system, state, assisted, scale, target, value, category, reason, lines, note
void write_ratings_csv(std::ostream& out, std::span<const CodingRecord> codings);

struct EventsOfTranscript {
  std::string transcript;
  std::vector<Event> events;
};

/// transcript, event, type, person, age, qualifies, lines
void write_events_csv(std::ostream& out, std::span<const EventsOfTranscript> events);

struct AdjectiveRow {
  std::string transcript;
  Adjective adjective;
  std::string lines;  // of its support, "12, 14"
  std::string rater = "rules";
  int round = 0;      // of a person's reading
  bool assisted = false;
};

/// transcript, figure, word, place, probed, support, lines, rater, round, assisted. `support` is empty where the word was not
/// probed, the last two for rules.
void write_adjectives_csv(std::ostream& out, std::span<const AdjectiveRow> adjectives);

/// transcript, transcript_version, rater, round, state, assisted, code, subcode, marker, polarity, group, section, turn,
/// start, end. No text. REQUIRES: spans are in code points.
void write_marks_csv(std::ostream& out, std::span<const CodingRecord> codings);

}  // namespace attune
