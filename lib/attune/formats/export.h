// Transcripts and marks in the formats of other programs.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/text/coding.h"
#include "attune/text/transcript.h"

namespace attune {

/// Where a file cannot hold everything, and what it left out, a sentence each.
struct Exported {
  std::string bytes;
  std::vector<std::string> left_out;
};

/// A transcript with the marks to write with it.
struct MarkedTranscript {
  const Transcript* transcript = nullptr;
  std::span<const Coding> codings;
  std::string_view source = {};  // the bytes it was read from, where they are at hand: what they hold beside the talk can then be kept
};

/// CHAT: a file that was CHAT stays as it is but for a tier "%xattune" behind each marked utterance ("CODE FROM-TO RATER; ...", positions in code points of the file); any other is
/// written anew, a sentence an utterance.
[[nodiscard]] Exported export_chat(const MarkedTranscript& marked);
/// ELAN 3.0: a tier a speaker, and below it a tier of marks. A file that was ELAN stays as it is, all its tiers, but for tiers "attune@TIER" of marks when its source is at hand.
[[nodiscard]] Exported export_elan(const MarkedTranscript& marked);
/// Praat, long form: a tier a speaker, and a point tier "attune" of marks. A file that was a TextGrid keeps all its tiers when its source is at hand. Throws `Errors` when no turn
/// has a time.
[[nodiscard]] Exported export_text_grid(const MarkedTranscript& marked);
/// turn, start, end (seconds), speaker, role, section, text, and with codings marks ("CODE FROM-TO RATER; ...").
[[nodiscard]] Exported export_table(const MarkedTranscript& marked);
/// TEI P5: <u> with a timeline, marks as <spanGrp> stand-off.
[[nodiscard]] Exported export_tei(const MarkedTranscript& marked);
/// W3C Web Annotation, a JSON object a mark and line; positions in code points of the transcript's text.
[[nodiscard]] Exported export_web_annotation(const MarkedTranscript& marked);
/// brat standoff (.ann), positions in code points of the transcript's text.
[[nodiscard]] Exported export_brat(const MarkedTranscript& marked);

/// REFI-QDA 1.5 codebook (.qdc).
[[nodiscard]] Exported export_qdc(std::span<const Codebook> codebooks);
/// REFI-QDA 1.5 project (.qdpx) with the texts, the codes that were marked, a user a rater, and all marks. The same input gives the same bytes.
[[nodiscard]] Exported export_qdpx(std::span<const MarkedTranscript> transcripts);

}  // namespace attune
