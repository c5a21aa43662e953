#include "attune/formats/insert_marks.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "attune/formats/decode.h"
#include "attune/formats/elan.h"
#include "attune/formats/export_marks.h"
#include "attune/formats/speakers.h"
#include "attune/formats/textgrid.h"
#include "attune/formats/xml.h"

namespace attune {
namespace {

/// The source is as large and deep as its reader allowed.
constexpr Limits kNoLimits{std::size_t{1} << 40, std::size_t{1} << 40, std::size_t{1} << 40, std::size_t{1} << 40, std::size_t{1} << 20, std::size_t{1} << 20};

struct Annotation {
  std::string tier, id;
};

/// What a turn was made of: its line, its speaker, its words.
using Origin = std::tuple<int, std::string, std::string>;

/// Bytes that go in at an offset, and bytes that go out.
struct Edit {
  std::size_t at = 0, drop = 0;
  std::string text;
};

std::string edited(std::string_view text, std::vector<Edit> edits) {
  std::ranges::stable_sort(edits, {}, &Edit::at);
  std::string result;
  std::size_t done = 0;
  for (const Edit& edit : edits) {
    result += text.substr(done, edit.at - done);
    result += edit.text;
    done = edit.at + edit.drop;
  }
  return result += text.substr(done);
}

/// An ELAN file with places where elements can go in.
class ElanFile {
 public:
  ElanFile(std::string_view text, const std::string& file) : text_(text), xml_(text, file, kNoLimits) {}

  [[nodiscard]] std::map<Origin, std::vector<Annotation>> annotations() const {
    std::map<Origin, std::vector<Annotation>> found;
    for (pugi::xml_node tier : xml_.root().children("TIER")) {
      const std::string id = tier.attribute("TIER_ID").value(), participant = tier.attribute("PARTICIPANT").value();
      if (is_marks_tier(id)) continue;
      for (pugi::xml_node annotation : tier.children("ANNOTATION")) {
        const pugi::xml_node inner = annotation_in(annotation);
        const Origin origin{xml_.line(inner), participant.empty() ? id : participant, on_one_line(inner.child_value("ANNOTATION_VALUE"))};
        found[origin].push_back({id, inner.attribute("ANNOTATION_ID").value()});
      }
    }
    return found;
  }

  /// Tiers of marks that were written before.
  [[nodiscard]] std::vector<Edit> without_marks() const {
    std::vector<Edit> edits;
    for (pugi::xml_node tier : xml_.root().children("TIER"))
      if (is_marks_tier(tier.attribute("TIER_ID").value())) edits.push_back({begin_of(tier), end_of(tier) - begin_of(tier), ""});
    return edits;
  }

  [[nodiscard]] bool has(const char* element, const char* attribute, std::string_view value) const {
    return std::ranges::any_of(xml_.root().children(element), [&](pugi::xml_node node) { return value == node.attribute(attribute).value(); });
  }

  /// Where an element goes that stands before the first of `followers` that is there.
  [[nodiscard]] std::size_t place_before(std::span<const std::string_view> followers) const {
    for (pugi::xml_node child : xml_.root().children())
      if (std::ranges::find(followers, std::string_view(child.name())) != followers.end()) return begin_of(child);
    return text_.rfind("</");
  }

 private:
  [[nodiscard]] static std::size_t begin_of(pugi::xml_node node) { return static_cast<std::size_t>(node.offset_debug()) - 1; }
  [[nodiscard]] std::size_t end_of(pugi::xml_node node) const {
    do node = node.next_sibling();
    while (node && node.type() != pugi::node_element);
    return node ? begin_of(node) : text_.rfind("</");
  }

  std::string_view text_;
  Xml xml_;
};

/// What follows tiers, linguistic types and constraints in EAF 3.0.
constexpr std::string_view kBehindTiers[] = {"LINGUISTIC_TYPE", "LOCALE", "LANGUAGE", "CONSTRAINT", "CONTROLLED_VOCABULARY", "LEXICON_REF", "REF_LINK_SET", "EXTERNAL_REF"};
constexpr std::string_view kBehindConstraints[] = {"CONTROLLED_VOCABULARY", "LEXICON_REF", "REF_LINK_SET", "EXTERNAL_REF"};
constexpr const char* kMarksType = "attune-marks";

}  // namespace

std::string praat_text(std::string_view text) {
  std::string quoted = "\"";
  for (char c : text) (quoted += c) += c == '"' ? "\"" : "";
  return quoted + "\"";
}

std::string elan_mark(const std::string& id, const std::string& of, const std::string& previous, std::string_view marks) {
  return fmt::format("    <ANNOTATION>\n      <REF_ANNOTATION ANNOTATION_ID=\"{}\" ANNOTATION_REF=\"{}\"{}>\n        <ANNOTATION_VALUE>{}</ANNOTATION_VALUE>\n      </REF_ANNOTATION>\n    </ANNOTATION>\n", id,
                     xml_escaped(of), previous.empty() ? "" : fmt::format(" PREVIOUS_ANNOTATION=\"{}\"", previous), xml_escaped(marks));
}

std::map<std::int64_t, std::string> mark_points(const MarkedTranscript& marked) {
  const Transcript& transcript = *marked.transcript;
  const auto by_turn = marks_by_turn(marked);
  std::map<std::int64_t, std::string> points;
  for (std::size_t t = 0; t < transcript.turns.size(); ++t) {
    if (by_turn[t].empty() || !is_timed(transcript.turns[t])) continue;
    std::string& point = points[transcript.turns[t].start_ms];
    point += (point.empty() ? "" : "; ") + marks_line(transcript, transcript.turns[t], by_turn[t], Positions::of_turn);
  }
  return points;
}

std::optional<Exported> elan_with_marks(const MarkedTranscript& marked) {
  const Transcript& transcript = *marked.transcript;
  if (transcript.format != "elan" || marked.source.empty()) return std::nullopt;
  const std::string text = decode(marked.source, transcript.file, Encoding::detect).text;
  if (!marked.source.ends_with(text)) return std::nullopt;
  const ElanFile file(text, transcript.file);
  auto annotations = file.annotations();
  const auto by_turn = marks_by_turn(marked);
  std::map<std::string, std::string> tiers;
  std::size_t count = 0, lost = 0;
  for (std::size_t t = 0; t < transcript.turns.size(); ++t) {
    const Turn& turn = transcript.turns[t];
    const auto found = annotations.find({line_of(transcript, turn), turn.speaker, std::string(slice(transcript.text, turn.body))});
    if (found == annotations.end() || found->second.empty()) {
      lost += by_turn[t].size();
      continue;
    }
    const Annotation annotation = found->second.front();
    found->second.erase(found->second.begin());
    std::string previous;
    for (const PlacedMark& placed : by_turn[t]) {
      const std::string id = fmt::format("attune{}", ++count);
      tiers[annotation.tier] += elan_mark(id, annotation.id, previous, marks_line(transcript, turn, {placed}, Positions::of_turn));
      previous = id;
    }
  }
  Exported exported;
  std::vector<Edit> edits = file.without_marks();
  if (count > 0) {
    std::string added;
    for (const auto& [tier, marks] : tiers)
      added += fmt::format("<TIER LINGUISTIC_TYPE_REF=\"{}\" PARENT_REF=\"{}\" TIER_ID=\"{}\">\n{}    </TIER>\n    ", kMarksType, xml_escaped(tier), xml_escaped(std::string(kMarksTier) + "@" + tier), marks);
    if (!file.has("LINGUISTIC_TYPE", "LINGUISTIC_TYPE_ID", kMarksType))
      added += fmt::format("<LINGUISTIC_TYPE CONSTRAINTS=\"Symbolic_Subdivision\" GRAPHIC_REFERENCES=\"false\" LINGUISTIC_TYPE_ID=\"{}\" TIME_ALIGNABLE=\"false\"/>\n    ", kMarksType);
    edits.push_back({file.place_before(kBehindTiers), 0, added});
    if (!file.has("CONSTRAINT", "STEREOTYPE", "Symbolic_Subdivision"))
      edits.push_back({file.place_before(kBehindConstraints), 0,
                       "<CONSTRAINT DESCRIPTION=\"Symbolic subdivision of a parent annotation. Annotations refering to the same parent are ordered\" STEREOTYPE=\"Symbolic_Subdivision\"/>\n    "});
  }
  exported.bytes = std::string(marked.source.substr(0, marked.source.size() - text.size())) + edited(text, std::move(edits));
  if (lost > 0) exported.left_out.push_back(fmt::format("{} marks whose annotation was not found again", lost));
  return exported;
}

std::optional<Exported> text_grid_with_marks(const MarkedTranscript& marked) {
  const Transcript& transcript = *marked.transcript;
  if (transcript.format != "textgrid" || marked.source.empty()) return std::nullopt;
  if (marked.codings.empty()) return Exported{std::string(marked.source), {}};
  TextGrid grid = parse_text_grid(decode(marked.source, transcript.file, Encoding::detect).text, transcript.file);
  std::erase_if(grid.tiers, [](const TextGridTier& tier) { return is_marks_tier(tier.name); });
  TextGridTier marks{std::string(kMarksTier), true, {}};
  for (const auto& [time, text] : mark_points(marked)) {
    const double seconds = static_cast<double>(time) / 1000;
    marks.intervals.push_back({seconds, seconds, text, 0});
  }
  grid.tiers.push_back(std::move(marks));
  Exported exported;
  exported.bytes = fmt::format("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = {}\nxmax = {}\ntiers? <exists>\nsize = {}\nitem []:\n", grid.begin, grid.end, grid.tiers.size());
  for (std::size_t t = 0; t < grid.tiers.size(); ++t) {
    const TextGridTier& tier = grid.tiers[t];
    const char* parts = tier.points ? "points" : "intervals";
    exported.bytes += fmt::format("    item [{}]:\n        class = \"{}\"\n        name = {}\n        xmin = {}\n        xmax = {}\n        {}: size = {}\n", t + 1, tier.points ? "TextTier" : "IntervalTier",
                                  praat_text(tier.name), grid.begin, grid.end, parts, tier.intervals.size());
    for (std::size_t i = 0; i < tier.intervals.size(); ++i) {
      const TextGridInterval& interval = tier.intervals[i];
      exported.bytes += tier.points ? fmt::format("        points [{}]:\n            number = {}\n            mark = {}\n", i + 1, interval.begin, praat_text(interval.text))
                                    : fmt::format("        intervals [{}]:\n            xmin = {}\n            xmax = {}\n            text = {}\n", i + 1, interval.begin, interval.end, praat_text(interval.text));
    }
  }
  exported.left_out.emplace_back("a TextGrid has no place for roles and sections");
  return exported;
}

}  // namespace attune
