#include "attune/report/reference_study.h"

#include <algorithm>

#include <fmt/format.h>

#include "attune/report/interview_quality.h"

namespace attune {

ReferenceStudy::ReferenceStudy(std::string study, std::string notation, std::string sha256)
    : study_(std::move(study)), notation_(std::move(notation)), sha256_(std::move(sha256)) {}

void ReferenceStudy::add(const CodedTranscript& coded) {
  if (coded.transcript.sha256 == sha256_) {
    ++itself_;
    return;
  }
  if (coded.transcript.notation != notation_) {
    ++other_notation_;
    return;
  }
  ++interviews_;
  for (const IndexValue& index : coded.indices)
    if (index.value) values_[{index.id, index.rater}].push_back(*index.value);
}

ReferencePlace ReferenceStudy::place(const IndexValue& index) const {
  ReferencePlace place;
  if (!index.value) {
    place.reason = "it has no value here";
    return place;
  }
  const auto found = values_.find({index.id, index.rater});
  const std::size_t known = found == values_.end() ? 0 : found->second.size();
  if (known < kLeastReference) {
    place.reason = fmt::format("{} with a value by {}, and {} are needed", known == 0 ? "no interview" : counted(known, "interview"), index.rater, kLeastReference);
    return place;
  }
  // Rates of one formula: what differs by rounding only is the same.
  constexpr double kRounding = 1e-9;
  for (double value : found->second) {
    if (value < *index.value - kRounding) ++place.lower;
    else if (value > *index.value + kRounding) ++place.higher;
    else ++place.same;
  }
  return place;
}

std::string ReferenceStudy::words(const ReferencePlace& place) {
  if (!place.reason.empty()) return "no comparison: " + place.reason;
  return fmt::format("higher than {} of {}{}", place.lower, place.interviews(), place.same > 0 ? fmt::format(", the same as {}", place.same) : "");
}

std::string ReferenceStudy::description() const {
  std::string text = fmt::format("Reference: {} of {}, read as {} as this one is, coded by the same version of the codebook.", counted(interviews_, "interview"), study_, notation_);
  if (itself_ > 0) text += " The interview itself does not count.";
  if (other_notation_ > 0) text += fmt::format(" Left out: {} in another notation.", counted(other_notation_, "interview"));
  if (without_text_ > 0) text += fmt::format(" Left out: {} without text.", counted(without_text_, "interview"));
  return text + " It says where this one lies among them and nothing else: they are no norm.";
}

}  // namespace attune
