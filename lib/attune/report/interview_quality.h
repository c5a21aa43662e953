// How far an interview and its transcript can carry a reading: said before any mark is shown.
#pragma once

#include <string>
#include <vector>

#include "attune/codebook/protocol.h"
#include "attune/report/coded.h"

namespace attune {

struct QualityFinding {
  std::string id;        // stable, for programs: "questions"
  std::string title;     // "Questions of the protocol"
  std::string text;      // one or two sentences, without text of the transcript but the words offered for caregivers
  bool limits = false;   // a reader must mind it

  bool operator==(const QualityFinding&) const = default;
};

/// Length, questions that were not found, words for caregivers that were not followed up, deaths that were told and not taken up,
/// what could not be heard, and whether the transcript is verbatim; always in this order, then the reader's warnings.
[[nodiscard]] std::vector<QualityFinding> interview_quality(const CodedTranscript& coded, const Protocol& protocol);

/// The title a protocol gives a section, or the key itself.
[[nodiscard]] std::string section_title(const Protocol& protocol, const std::string& key);

/// "1 answer", "2,407 words"
[[nodiscard]] std::string counted(std::size_t count, std::string_view thing);

}  // namespace attune
