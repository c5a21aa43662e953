// Speaker labels of a plain transcript: which of the words before a colon are labels, and whose they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attune/text/notation.h"
#include "attune/text/transcript.h"

namespace attune {

/// A label as it could be, at the start of a line's content.
struct LabelCandidate {
  std::string name;  // folded, without number and decoration: "participant" of "**Participant 07:**"; see tell_numbers_apart
  std::string whole; // with its number: "participant 07"
  Span span;         // from its first byte to the colon or full stop, decoration included
  Span body;         // what follows on that line
  bool full_stop = false;  // "Q." rather than "Q:"

  bool operator==(const LabelCandidate&) const = default;
};

/// The label candidate at the start of `line` of `text`, or one with an empty name.
[[nodiscard]] LabelCandidate label_at(std::string_view text, Span line);

/// Where numbers tell speakers apart ("Speaker 1", "Speaker 2"), they belong to the names. Numbers of questions ("Q1", "A1", "Q2") do not: they count
/// up, or other labels have the same ones. Interviewers are interviewers, however many. `wanted` are labels that the user named: their numbers
/// count if there are others.
void tell_numbers_apart(std::vector<LabelCandidate>& candidates, const std::vector<std::string>& wanted, const NotationProfile& profile);

/// Labels and whose they are. `assumed` says that roles were concluded from how people talk, not known from the labels.
struct Speakers {
  std::vector<std::string> interviewer;
  std::vector<std::string> participant;
  bool assumed = false;

  bool operator==(const Speakers&) const = default;
  [[nodiscard]] bool empty() const { return interviewer.empty() && participant.empty(); }
};

/// The folded name of a label as people type it: "Participant 07" and "P:" are "participant" and "p".
[[nodiscard]] std::string label_name(std::string_view label);
/// The same with its number: "participant 07".
[[nodiscard]] std::string whole_label(std::string_view label);

/// The most frequent label besides those of one `speaker`, the first of them the most frequent, if it comes about as often: who talks with them. Or "".
[[nodiscard]] std::string counterpart(const std::vector<LabelCandidate>& candidates, const std::vector<std::string>& speaker, const NotationProfile& profile);

/// Decides from all candidates of a transcript, in order of the text. Known labels (profile) decide when both roles have one; a single known
/// role makes the most frequent other label the other role; unknown names, and two that are known for one role only, are told apart by who asks
/// questions and who talks most. So are initials where who asks and talks less is clearly the other: "S" may be Sarah. Empty when nothing looks
/// like a label.
[[nodiscard]] Speakers find_speakers(std::string_view text, const std::vector<LabelCandidate>& candidates,
                                     const NotationProfile& profile);

[[nodiscard]] Role role_of(const Speakers& speakers, std::string_view name);

}  // namespace attune
