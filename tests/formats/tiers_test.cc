// A law: what an ELAN file or a TextGrid holds beside the talk is still there when marks have been put in.
#include "attune/formats/elan.h"
#include "attune/formats/export.h"
#include "attune/formats/textgrid.h"
#include "attune/formats/xml.h"
#include "reading_case.h"

using namespace attune;

namespace {

constexpr const char* kElan =
    "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<ANNOTATION_DOCUMENT FORMAT=\"3.0\" VERSION=\"3.0\">\r\n  <HEADER MEDIA_FILE=\"\" TIME_UNITS=\"milliseconds\"><MEDIA_DESCRIPTOR MEDIA_URL=\"file:///a.wav\"/></HEADER>\r\n"
    "  <TIME_ORDER><TIME_SLOT TIME_SLOT_ID=\"ts1\" TIME_VALUE=\"0\"/><TIME_SLOT TIME_SLOT_ID=\"ts2\" TIME_VALUE=\"900\"/><TIME_SLOT TIME_SLOT_ID=\"ts3\" TIME_VALUE=\"2000\"/></TIME_ORDER>\r\n"
    "  <TIER LINGUISTIC_TYPE_REF=\"talk\" TIER_ID=\"linguist\"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a1\" TIME_SLOT_REF1=\"ts1\" TIME_SLOT_REF2=\"ts2\"><ANNOTATION_VALUE>Who?</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>\r\n"
    "  <TIER LINGUISTIC_TYPE_REF=\"talk\" TIER_ID=\"subject\">\r\n    <ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a2\" TIME_SLOT_REF1=\"ts2\" TIME_SLOT_REF2=\"ts3\"><ANNOTATION_VALUE>My gran &amp;\n she is strict.</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>\r\n"
    "  <TIER LINGUISTIC_TYPE_REF=\"gloss\" PARENT_REF=\"subject\" TIER_ID=\"rus\"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID=\"a3\" ANNOTATION_REF=\"a2\"><ANNOTATION_VALUE>x</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>\r\n"
    "  <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID=\"talk\" TIME_ALIGNABLE=\"true\"/>\r\n  <LINGUISTIC_TYPE CONSTRAINTS=\"Symbolic_Association\" LINGUISTIC_TYPE_ID=\"gloss\" TIME_ALIGNABLE=\"false\"/>\r\n"
    "  <CONTROLLED_VOCABULARY CV_ID=\"v\"/>\r\n</ANNOTATION_DOCUMENT>\r\n";

Coding coding_of(const Transcript& transcript, const std::string& passage) {
  Coding coding;
  coding.transcript = transcript.id;
  coding.rater = "book@1.0.0";
  const auto at = static_cast<std::uint32_t>(transcript.text.find(passage));
  Mark mark;
  mark.span = {at, at + static_cast<std::uint32_t>(passage.size())};
  for (std::uint32_t t = 0; t < transcript.turns.size(); ++t)
    if (transcript.turns[t].body.begin <= at && at < transcript.turns[t].body.end) mark.turn = t;
  mark.code = "quality";
  coding.marks = {mark};
  return coding;
}

/// "TIER < PARENT: ID text; ..." a tier and line.
std::string tiers_of(const std::string& bytes) {
  const Xml xml(bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes, "a.eaf", {});
  std::string shown;
  for (pugi::xml_node tier : xml.root().children("TIER")) {
    shown += fmt::format("{} < {}:", tier.attribute("TIER_ID").value(), tier.attribute("PARENT_REF").value());
    for (pugi::xml_node annotation : tier.children("ANNOTATION")) {
      const pugi::xml_node inner = annotation_in(annotation);
      shown += fmt::format(" {}>{} {};", inner.attribute("ANNOTATION_ID").value(), inner.attribute("ANNOTATION_REF").value(), inner.child_value("ANNOTATION_VALUE"));
    }
    shown += '\n';
  }
  return shown;
}

}  // namespace

TEST_CASE("an ELAN file without marks is written as it was") {
  const Transcript transcript = read_as(kElan, "a.eaf");
  CHECK(export_elan({&transcript, {}, kElan}).bytes == kElan);
}

TEST_CASE("marks go into an ELAN file on a tier of their own, and taking it out gives the tiers back") {
  const Transcript transcript = read_as(kElan, "a.eaf");
  const std::vector<Coding> codings = {coding_of(transcript, "she is")};
  const Exported written = export_elan({&transcript, codings, kElan});
  CHECK(written.left_out.empty());
  CHECK(tiers_of(written.bytes) == tiers_of(kElan) + "attune@subject < subject: attune1>a2 quality 10-16 book@1.0.0;\n");
  const Transcript again = read_as(written.bytes, "a.eaf");
  CHECK(turns_of(again) == turns_of(transcript));
  CHECK(again.warnings == transcript.warnings);
  // Marks that are put in anew take the place of those before.
  CHECK(export_elan({&again, codings, written.bytes}).bytes == written.bytes);
  CHECK(tiers_of(export_elan({&again, {}, written.bytes}).bytes) == tiers_of(kElan));
}

TEST_CASE("a TextGrid keeps its words, its points and its empty intervals beside the marks") {
  const std::string source =
      "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n0\n4\n<exists>\n4\n\"IntervalTier\"\n\"Interviewer\"\n0\n4\n2\n0\n1.5\n\"Who said \"\"no\"\"?\"\n1.5\n4\n\"\"\n"
      "\"IntervalTier\"\n\"Participant\"\n0\n4\n2\n0\n1.6180339887\n\"\"\n1.6180339887\n4\n\"Mum is strict.\"\n\"IntervalTier\"\n\"words\"\n0\n4\n1\n0\n4\n\"Mum\"\n\"TextTier\"\n\"clicks\"\n0\n4\n1\n2\n\"x\"\n";
  const Transcript transcript = read_as(source, "a.TextGrid");
  CHECK(export_text_grid({&transcript, {}, source}).bytes == source);
  const std::vector<Coding> codings = {coding_of(transcript, "is strict")};
  const std::string written = export_text_grid({&transcript, codings, source}).bytes;
  const auto shown = [](const std::string& bytes) {
    std::string tiers;
    for (const TextGridTier& tier : parse_text_grid(bytes, "a").tiers) {
      tiers += tier.name + (tier.points ? " points:" : ":");
      for (const TextGridInterval& interval : tier.intervals) tiers += fmt::format(" {}-{} {};", interval.begin, interval.end, interval.text);
      tiers += '\n';
    }
    return tiers;
  };
  CHECK(shown(written) == shown(source) + "attune points: 1.618-1.618 quality 4-13 book@1.0.0;\n");
  const Transcript again = read_as(written, "a.TextGrid");
  CHECK(export_text_grid({&again, codings, written}).bytes == written);
}
