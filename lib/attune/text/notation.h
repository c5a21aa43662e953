// A notation profile as data: how one laboratory's transcribers write pauses, laughter, slips and labels. One symbol
// means different things in different laboratories, so there is never one greedy grammar. Read from TOML by
// codebook/notation_toml.h; a transcriber can read and edit the file.
#pragma once

#include <string>
#include <vector>

namespace attune {

/// What the inside of a bracket is when it is nothing the profile knows.
enum class BracketContent : unsigned char {
  comment,  // the transcriber's remark
  spoken,   // ordinary words of the speaker
  maze,     // the speaker's false starts and repetitions: said, and no part of what was meant
  overlap,  // words spoken at the same time
};

struct Bracket {
  std::string open;
  std::string close;
  BracketContent otherwise = BracketContent::comment;

  bool operator==(const Bracket&) const = default;
};

/// All lists are words or short phrases, compared folded.
struct NotationProfile {
  std::string id;
  std::string title;
  std::string language = "en";

  std::vector<std::string> interviewer_labels;  // "i", "interviewer", "q"
  std::vector<std::string> participant_labels;  // "s", "participant", "a"
  std::vector<std::string> header_keys;         // "id", "date": what a header line starts with, before its colon

  std::vector<Bracket> brackets;                // tried in this order: the longer opening first
  std::vector<std::string> backchannels;        // "mhm", "okay": the listener's, in brackets or as a whole turn
  std::vector<std::string> short_pauses;        // "pause": in brackets, without a time
  std::vector<std::string> long_pauses;         // "long pause"
  std::vector<std::string> pause_dots;          // ".", "..": the inside of a bracket that is only these
  std::vector<std::string> seconds;             // "sec", "seconds": after a number in brackets
  std::vector<std::string> minutes;
  std::vector<std::string> laughs;
  std::vector<std::string> cries;
  std::vector<std::string> sighs;
  std::vector<std::string> other_sounds;
  std::vector<std::string> sic;
  std::vector<std::string> unintelligible;
  std::vector<std::string> redacted;            // role words: "aunt" makes "{{Aunt 2}}" a redacted entity

  std::vector<std::string> fillers;             // "um", "uh"
  std::vector<std::string> function_words;      // a repeated stretch of up to three of these is a retrace
  std::vector<std::string> apostrophe_words;    // "'cause": keeps its leading apostrophe
  std::vector<std::string> abbreviations;       // "mr": no sentence ends behind it

  std::string interruption = "//";              // empty: the profile has none
  bool cut_off_hyphen = true;                   // "terr-" is a word cut off
  bool dots_are_pauses = true;                  // "..." inside a clause is a pause

  bool operator==(const NotationProfile&) const = default;
};

}  // namespace attune
