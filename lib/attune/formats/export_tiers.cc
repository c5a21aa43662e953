// ELAN and Praat: tiers of speakers, and one of marks.
#include <algorithm>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/clock.h"
#include "attune/formats/export.h"
#include "attune/formats/export_marks.h"
#include "attune/formats/insert_marks.h"
#include "attune/formats/textgrid.h"
#include "attune/formats/turn_text.h"
#include "attune/formats/xml.h"

namespace attune {
namespace {

/// A speaker's name that is a tier's; ours ends in the speaker's.
std::string marks_tier(const std::string& speaker) { return std::string(kMarksTier) + "@" + speaker; }

/// Two slots a turn, in order of time, as ELAN keeps them. A slot without a value is one whose time is not known: it lies behind the turns
/// before, and before the next that has a time. An end before that place is left out: it would
/// take its turn, which has no start, before others.
std::string time_order(const Transcript& transcript) {
  struct Slot {
    std::int64_t at = 0, ms = kNoTime;
    std::size_t number = 0;
  };
  const std::size_t count = transcript.turns.size();
  std::vector<std::int64_t> next(count + 1, std::numeric_limits<std::int64_t>::max());  // start of the next turn that has one
  for (std::size_t t = count; t-- > 0;) next[t] = transcript.turns[t].start_ms >= 0 ? transcript.turns[t].start_ms : next[t + 1];
  std::vector<Slot> slots;
  std::int64_t last_start = 0, last_end = 0;
  for (std::size_t t = 0; t < count; ++t) {
    const Turn& turn = transcript.turns[t];
    const std::int64_t start = turn.start_ms >= 0 ? turn.start_ms : std::max(last_start, std::min(last_end, next[t]));
    const std::int64_t end = turn.end_ms > turn.start_ms && turn.end_ms >= start ? turn.end_ms : kNoTime;
    slots.push_back({start, turn.start_ms, 2 * t + 1});
    slots.push_back({end >= 0 ? end : start, end, 2 * t + 2});
    last_start = start;
    last_end = std::max(last_end, slots.back().at);
  }
  std::ranges::stable_sort(slots, {}, &Slot::at);
  std::string xml;
  for (const Slot& slot : slots) {
    const std::string value = slot.ms >= 0 ? fmt::format(" TIME_VALUE=\"{}\"", slot.ms) : "";
    xml += fmt::format("    <TIME_SLOT TIME_SLOT_ID=\"ts{}\"{}/>\n", slot.number, value);
  }
  return xml;
}

}  // namespace

Exported export_elan(const MarkedTranscript& marked) {
  if (std::optional<Exported> kept = elan_with_marks(marked)) return *std::move(kept);
  const Transcript& transcript = *marked.transcript;
  const auto by_turn = marks_by_turn(marked);
  const bool with_marks = !marked.codings.empty();
  Exported exported;
  std::string tiers;
  std::size_t annotation = 0, untimed = 0;
  std::map<std::string, std::string> annotations, marks;
  for (std::size_t t = 0; t < transcript.turns.size(); ++t) {
    const Turn& turn = transcript.turns[t];
    untimed += turn.start_ms < 0;
    const std::string id = fmt::format("a{}", ++annotation);
    const std::string speaker = speaker_of(transcript, turn);
    annotations[speaker] += fmt::format("    <ANNOTATION>\n      <ALIGNABLE_ANNOTATION ANNOTATION_ID=\"{}\" TIME_SLOT_REF1=\"ts{}\" TIME_SLOT_REF2=\"ts{}\">\n        <ANNOTATION_VALUE>{}</ANNOTATION_VALUE>\n      "
                                        "</ALIGNABLE_ANNOTATION>\n    </ANNOTATION>\n",
                                        id, 2 * t + 1, 2 * t + 2, xml_escaped(turn_text(transcript, turn).text));
    std::string previous;
    for (const PlacedMark& placed : by_turn[t]) {
      const std::string mark_id = fmt::format("a{}", ++annotation);
      marks[speaker] += elan_mark(mark_id, id, previous, marks_line(transcript, turn, {placed}, Positions::of_turn));
      previous = mark_id;
    }
  }
  for (const std::string& speaker : speakers_of(transcript)) {
    const auto turn = std::ranges::find_if(transcript.turns, [&](const Turn& one) { return speaker_of(transcript, one) == speaker; });
    tiers += fmt::format("  <TIER LINGUISTIC_TYPE_REF=\"talk\" PARTICIPANT=\"{}\" TIER_ID=\"{}\">\n{}  </TIER>\n", xml_escaped(speaker), xml_escaped(std::string(role_name(turn->role)) + "@" + speaker), annotations[speaker]);
    if (with_marks)
      tiers += fmt::format("  <TIER LINGUISTIC_TYPE_REF=\"marks\" PARENT_REF=\"{}\" TIER_ID=\"{}\">\n{}  </TIER>\n", xml_escaped(std::string(role_name(turn->role)) + "@" + speaker), xml_escaped(marks_tier(speaker)), marks[speaker]);
  }
  exported.bytes = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<ANNOTATION_DOCUMENT AUTHOR=\"\" DATE=\"1970-01-01T00:00:00+00:00\" FORMAT=\"3.0\" VERSION=\"3.0\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
      "xsi:noNamespaceSchemaLocation=\"http://www.mpi.nl/tools/elan/EAFv3.0.xsd\">\n"
      "  <HEADER MEDIA_FILE=\"\" TIME_UNITS=\"milliseconds\">\n    <PROPERTY NAME=\"lastUsedAnnotationId\">{}</PROPERTY>\n  </HEADER>\n"
      "  <TIME_ORDER>\n{}  </TIME_ORDER>\n{}"
      "  <LINGUISTIC_TYPE GRAPHIC_REFERENCES=\"false\" LINGUISTIC_TYPE_ID=\"talk\" TIME_ALIGNABLE=\"true\"/>\n"
      "  <LINGUISTIC_TYPE CONSTRAINTS=\"Symbolic_Subdivision\" GRAPHIC_REFERENCES=\"false\" LINGUISTIC_TYPE_ID=\"marks\" TIME_ALIGNABLE=\"false\"/>\n"
      "  <CONSTRAINT DESCRIPTION=\"Symbolic subdivision of a parent annotation. Annotations refering to the same parent are ordered\" STEREOTYPE=\"Symbolic_Subdivision\"/>\n"
      "</ANNOTATION_DOCUMENT>\n",
      annotation, time_order(transcript), tiers);
  if (untimed > 0) exported.left_out.push_back(fmt::format("{} turns have no time; ELAN will show them between their neighbours", untimed));
  exported.left_out.emplace_back("ELAN has no place for sections");
  say_tiers_left_out(transcript, exported);
  return exported;
}

Exported export_text_grid(const MarkedTranscript& marked) {
  if (std::optional<Exported> kept = text_grid_with_marks(marked)) return *std::move(kept);
  const Transcript& transcript = *marked.transcript;
  Exported exported;
  std::int64_t end = 0;
  std::size_t untimed = 0;
  for (const Turn& turn : transcript.turns) {
    end = std::max({end, turn.end_ms, turn.start_ms});
    untimed += !is_timed(turn);
  }
  if (untimed == transcript.turns.size()) throw Errors({{transcript.file, 0, 0}, "turns with times, for a TextGrid is a grid of times", "none"});
  if (untimed > 0) exported.left_out.push_back(fmt::format("{} turns without a time have no place in a TextGrid", untimed));
  std::vector<std::pair<std::string, std::string>> tiers;  // class and body
  for (const std::string& speaker : speakers_of(transcript)) {
    std::string intervals;
    std::size_t count = 0;
    std::int64_t at = 0;
    const auto add = [&](std::int64_t from, std::int64_t to, std::string_view text) {
      intervals += fmt::format("        intervals [{}]:\n            xmin = {}\n            xmax = {}\n            text = {}\n", ++count, seconds_of(from), seconds_of(to), praat_text(text));
      at = to;
    };
    std::vector<const Turn*> turns;
    for (const Turn& turn : transcript.turns)
      if (is_timed(turn) && speaker_of(transcript, turn) == speaker) turns.push_back(&turn);
    std::ranges::stable_sort(turns, {}, &Turn::start_ms);
    std::size_t clipped = 0;
    for (const Turn* turn : turns) {
      // Intervals of a tier do not overlap: a turn begins where the one before ends.
      const std::int64_t from = std::max(turn->start_ms, at);
      clipped += from != turn->start_ms;
      if (turn->end_ms <= from) {
        exported.left_out.push_back("a turn lies wholly inside another of the same speaker and has no place in a TextGrid");
        continue;
      }
      if (from > at) add(at, from, "");
      add(from, turn->end_ms, turn_text(transcript, *turn).text);
    }
    if (at < end) add(at, end, "");
    if (clipped > 0) exported.left_out.push_back(fmt::format("{} turns of one speaker overlapped and were cut to the end of the one before", clipped));
    tiers.emplace_back("IntervalTier", fmt::format("        name = {}\n        xmin = 0\n        xmax = {}\n        intervals: size = {}\n{}", praat_text(speaker), seconds_of(end), count, intervals));
  }
  if (!marked.codings.empty()) {
    const auto points = mark_points(marked);
    std::string body;
    std::size_t count = 0;
    for (const auto& [time, text] : points) body += fmt::format("        points [{}]:\n            number = {}\n            mark = {}\n", ++count, seconds_of(time), praat_text(text));
    tiers.emplace_back("TextTier", fmt::format("        name = {}\n        xmin = 0\n        xmax = {}\n        points: size = {}\n{}", praat_text(kMarksTier), seconds_of(end), count, body));
  }
  exported.bytes = fmt::format("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0\nxmax = {}\ntiers? <exists>\nsize = {}\nitem []:\n", seconds_of(end), tiers.size());
  for (std::size_t i = 0; i < tiers.size(); ++i) exported.bytes += fmt::format("    item [{}]:\n        class = \"{}\"\n{}", i + 1, tiers[i].first, tiers[i].second);
  exported.left_out.emplace_back("a TextGrid has no place for roles and sections");
  say_tiers_left_out(transcript, exported);
  return exported;
}

}  // namespace attune
