// A protocol map as data: which question of an interview opens which section, by topic and cue words of our own wording
// (the protocols' texts are copyrighted). Read from TOML.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// One word of a cue: folded; `is_stem`: any word that starts with it.
struct CueWord {
  std::string text;
  bool is_stem = false;

  bool operator==(const CueWord&) const = default;
};

/// Words in a row.
using CuePhrase = std::vector<CueWord>;

/// "five|5 & word|words & mother|mom": a question fits when at least one phrase of every group is in it.
struct Cue {
  std::string text;                           // as written
  std::vector<std::vector<CuePhrase>> groups;

  bool operator==(const Cue&) const = default;
};

/// What a question asks of reflective functioning (Fonagy et al. 1998): "demand" questions call for it, "permit"
/// questions allow it.
enum class ReflectiveDemand : std::uint8_t { none, permit, demand };

/// What a probe is asked about: the section once, or each person who died or who did harm and is spoken of in it.
enum class ProbeFor : std::uint8_t { section, each_death, each_harm };

/// A question that belongs into a section besides the first. It counts as asked when one of `cues` fits a turn of the
/// interviewer, or as told when one of `told` fits a sentence of the participant.
struct Probe {
  std::string id;
  std::string title;
  ProbeFor about = ProbeFor::section;
  std::vector<Cue> cues;
  std::vector<Cue> told;

  bool operator==(const Probe&) const = default;
};

struct ProtocolSection {
  std::string key;                 // "loss"
  std::string title;
  int order = 0;                   // place in the protocol, from 1; 0: anywhere
  ReflectiveDemand rf = ReflectiveDemand::none;
  bool codable = true;             // false: warm-up and debriefing
  std::vector<std::string> tags;   // what a transcriber may write as its heading or number: "q12", "loss", folded
  std::vector<Cue> cues;
  double weight = 1;               // how much one fitting cue says
  bool every_word = false;         // rated from single words (loss, trauma): nothing in it may be inaudible
  std::vector<Probe> probes = {};

  bool operator==(const ProtocolSection&) const = default;
};

struct Protocol {
  std::string id;
  std::string title;
  std::string language = "en";
  std::vector<ProtocolSection> sections;  // in the order of the file

  bool operator==(const Protocol&) const = default;
};

/// A file may begin with a shipped map (`extends`), name the questions it counts (`questions`, in their order and numbered anew;
/// the others are then recognised anywhere and never missed), and add or replace sections.
/// Throws `Errors` with every mistake and its place.
[[nodiscard]] Protocol parse_protocol(std::string_view toml, const std::string& file);

}  // namespace attune
