// A codebook as data: codes, scales, lexicons, markers, indices. Read from TOML by `parse_codebook`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attune/codebook/pattern.h"
#include "attune/codebook/structure.h"
#include "attune/error.h"
#include "attune/text/coding.h"
#include "attune/text/transcript.h"

namespace attune {

/// What a trained reader would mark. `parent` is empty for a code that stands by itself.
struct Code {
  std::string id;
  std::string parent;
  std::string title;
  std::string definition;
  Polarity polarity = Polarity::neutral;

  bool operator==(const Code&) const = default;
};

enum class ScaleLevel : std::uint8_t { nominal, ordinal, interval, class_record };

/// What a rater gives a value on. For `interval` and `ordinal`: `min` to `max` in steps of `step`. For `nominal`:
/// `categories`. A class record is written "U/E3/F5" (text/class_record.h).
struct Scale {
  std::string id;
  std::string title;
  std::string definition;
  TargetKind target = TargetKind::none;
  ScaleLevel level = ScaleLevel::interval;
  double min = 1;
  double max = 9;
  double step = 0.5;
  std::vector<std::string> categories;
  std::vector<std::string> aliases;   // other names in people's files: "idealisation_mother"

  bool operator==(const Scale&) const = default;
};

/// A named list of words and phrases. An entry is a phrase pattern (so may hold "{other}", "pre*", "~verb").
struct Lexicon {
  std::string name;
  std::vector<std::string> entries;
  std::vector<std::string> except;
  Place place;

  bool operator==(const Lexicon&) const = default;
};

/// How sure the field is that such a cue means what it is taken for (docs/codebooks.md).
enum class Evidence : std::uint8_t { e1_text, e1_human, e2, e3, e4 };

[[nodiscard]] std::string_view evidence_name(Evidence evidence);

/// What a rule reads at a time. Nothing a rule reads crosses a turn of the other speaker.
enum class Scope : std::uint8_t { sentence, turn, response, section };

/// What a match does when a negator ("not", "never") stands up to four words before it in its clause.
enum class Negation : std::uint8_t { ignore, skip, require };

/// Which of the overlapping matches of one marker are kept. `longest`: leftmost first, then longest, not overlapping.
enum class Overlap : std::uint8_t { longest, all, first };

/// A phrase or regex as written, with its place in the codebook for messages.
struct Phrase {
  std::string text;
  Place place;

  bool operator==(const Phrase&) const = default;
};

/// A text a marker must fire on, or must not. Written as a string (one participant turn) or a table.
struct Example {
  std::string text;                  // "I: ...\nS: ..." makes it a small transcript, "@loss" on a line opens a section
  std::string section = "other";
  std::string asked;                 // the interviewer's question before it, or empty
  std::vector<std::string> figures;  // "gran: dead"
  std::vector<std::string> spans;    // the passages that must be marked, when given
  Place place;

  bool operator==(const Example&) const = default;
};

/// How words speak for a code or against it. A word adds its weight each time it is said in a stretch of talk: a sentence with as
/// many of those around it as make no more than `kStretchWords` words.
struct WordWeights {
  static constexpr int kStretchWords = 60;
  std::vector<std::pair<std::string, double>> words;  // folded; in hundredths, from -100 to 100
  double base = 0;                                    // of a stretch without any of them
  std::optional<double> keeps;  // marks that other markers of the code leave stay where the sum is at least so; empty: all stay

  bool operator==(const WordWeights&) const = default;
};

/// A rule: it leaves marks of `code` where one of `any` (or `regex`) matches, all of `all` are found in the scope, and
/// nothing of `unless` forbids it. Without phrases its `structure` leaves the marks, or its `words` do where their sum reaches
/// `threshold`.
struct Marker {
  std::string id;
  std::string code;
  std::string title;
  std::string why;
  Polarity polarity = Polarity::neutral;
  Evidence evidence = Evidence::e2;
  std::vector<std::string> references;     // ids of the codebook's references
  Scope scope = Scope::sentence;
  Role speaker = Role::participant;        // none: both
  std::vector<std::string> sections;       // only in these; empty: in all
  std::vector<std::string> not_sections;
  std::vector<Phrase> any;
  std::vector<Phrase> regex;
  std::vector<Phrase> all;                 // each must match somewhere in the scope; leaves no mark of its own
  std::vector<Phrase> unless;              // anywhere in the scope
  std::vector<Phrase> unless_before;       // within eight words before the match
  std::vector<Phrase> unless_after;        // within eight words after it
  std::vector<Phrase> near;                // each within `near_words` words before or after the match, in any order
  int near_words = 8;
  std::vector<double> weights;             // one for each of `any`; then marks are left where they add up to `threshold`
  double threshold = 0;
  std::optional<WordWeights> words;
  bool count_each = false;                 // an entry counts as often as it is met in the scope, not once
  std::vector<Phrase> pair;                // the other half of a pair; both halves are marked, with one group
  Pairing pairing;
  Structure structure;
  std::optional<Density> density;          // of the matches; leaves one mark from the first to the last
  int first_words = 0;                     // the match begins within so many words of the response's start; 0: anywhere
  int last_words = 0;                      // and ends within so many of its end
  Framing framing;
  Negation negation = Negation::ignore;
  Overlap overlap = Overlap::longest;
  bool needs_verbatim = false;             // not applied to a transcript that was tidied: the codebook asks so, or `is_about_fluency`
  int cap = 0;                             // most marks in one response; 0: no limit
  std::vector<Example> hit;
  std::vector<Example> miss;
  Place place;

  bool operator==(const Marker&) const = default;
};

/// A number made of marks: how many of `codes` with `polarity`, per 1,000 words of the participant and per opportunity.
/// A code id ending in ".*" stands for all codes below it. Weights are 1 unless the codebook declares them.
struct Index {
  std::string id;
  std::string title;
  std::vector<std::string> codes;
  std::optional<Polarity> polarity;                    // of the mark; empty: any
  std::vector<std::string> sections;                   // only marks, words and responses of these; empty: all
  std::vector<std::pair<std::string, double>> weights; // by code or sub-code
  Place place;

  bool operator==(const Index&) const = default;
};

/// What markers rest on: a paper or a book, as a reference list gives it.
struct Reference {
  std::string id;
  std::string text;

  bool operator==(const Reference&) const = default;
};

struct Codebook {
  std::string id;
  std::string version;
  std::string language = "en";
  std::string title;
  std::string description;
  bool on_by_default = true;
  std::string extends;    // the rater name of the shipped codebook it changes, or empty
  std::vector<Reference> references;
  std::vector<Code> codes;
  std::vector<Scale> scales;
  std::vector<Lexicon> lexicons;
  std::vector<Marker> markers;
  std::vector<Index> indices;
  std::string file;
  std::string text;       // the TOML itself: kept in a study with every coding made by it
  std::string base_sha256;  // of the codebook it extends, or empty
};

/// The SHA-256 of its text and of the codebook it extends: what a study knows it by. Worked out anew at every call.
[[nodiscard]] std::string sha256_of(const Codebook& codebook);

/// Whether everything a marker looks for is a pause, a filler, a word cut off or said again, or a sentence that breaks off: such a
/// marker says nothing of a transcript that was tidied for reading.
[[nodiscard]] bool is_about_fluency(const Marker& marker);

/// The code a marker's marks bear, and the sub-code when the marker's code has a parent.
struct MarkCode {
  std::string code;
  std::string subcode;

  bool operator==(const MarkCode&) const = default;
};
[[nodiscard]] MarkCode code_of(const Marker& marker, const Codebook& codebook);

/// "id@version": the codebook as a rater.
[[nodiscard]] std::string rater_name(const Codebook& codebook);

/// A figure as an example writes it: "gran", "gran: dead", "uncle joe: male, harmful". Empty when `text` is not one.
/// The id is the folded name with "_" for blanks.
[[nodiscard]] std::optional<Figure> parse_example_figure(std::string_view text);

/// Why an engine refuses a regular expression.
struct RegexRefusal {
  std::string expected;
  std::string found;
};
/// Asks an engine; the codebook itself knows none.
using RegexCheck = std::optional<RegexRefusal> (*)(const std::string& pattern);

/// Reads a codebook. Throws `Errors` with every mistake of meaning and its place, in the order of the file; a TOML
/// syntax error is one, for the TOML parser stops there. Without a `check`, a mistake in a regular expression waits until it is compiled.
[[nodiscard]] Codebook parse_codebook(std::string_view toml, const std::string& file, RegexCheck check = nullptr);
/// The same of one that is known to hold no mistakes: its patterns are parsed when they are compiled, and not before that.
[[nodiscard]] Codebook parse_sound_codebook(std::string_view toml, const std::string& file);

}  // namespace attune
