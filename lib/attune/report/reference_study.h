// Where the indices of one interview lie among those of a study, in counts. No percentile, no sum, no class: too few interviews
// stand behind it.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "attune/report/coded.h"

namespace attune {

/// Interviews of the reference in which an index must have a value before one is laid beside them.
inline constexpr std::size_t kLeastReference = 10;

/// One index among the reference's: in how many it is lower, the same, higher. With a `reason` there is no comparison.
struct ReferencePlace {
  std::size_t lower = 0, same = 0, higher = 0;
  std::string reason;

  [[nodiscard]] std::size_t interviews() const { return lower + same + higher; }
};

/// What is kept of a reference study: values by index and codebook version, no text.
class ReferenceStudy {
 public:
  /// `study` is its name in words, `notation` that of the interview to be placed, `sha256` its own, which does not count.
  ReferenceStudy(std::string study, std::string notation, std::string sha256);

  /// Takes the values of an interview. Another notation is another way to write pauses and repairs, so it only counts as left out.
  void add(const CodedTranscript& coded);
  void leave_out() { ++without_text_; }

  [[nodiscard]] ReferencePlace place(const IndexValue& index) const;
  /// "higher than 12 of 30, the same as 3", or "no comparison: ..."
  [[nodiscard]] static std::string words(const ReferencePlace& place);
  /// What it is made of, and what was left out, in a sentence.
  [[nodiscard]] std::string description() const;
  [[nodiscard]] const std::string& study() const { return study_; }
  [[nodiscard]] std::size_t interviews() const { return interviews_; }

 private:
  std::string study_, notation_, sha256_;
  std::size_t interviews_ = 0, other_notation_ = 0, itself_ = 0, without_text_ = 0;
  std::map<std::pair<std::string, std::string>, std::vector<double>> values_;  // by index and "id@version"
};

}  // namespace attune
