// Raters, and the rules, compared on what supports the words offered for caregivers.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "attune/agreement/alpha.h"
#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"
#include "attune/agreement/units.h"
#include "attune/text/adjective.h"

namespace attune {

/// One rater's readings of a transcript.
struct ReadAdjectives {
  std::string transcript;
  std::string rater;
  std::vector<JudgedAdjective> words;
};

/// A unit is a word ("s01 mother loving"), a value its class of support, which has no order: contradicted is not more than
/// specific. A word that was not probed, or that a rater does not list, is a missing cell; of a word listed twice for a figure the
/// first counts. Words of one transcript (or of one of `clusters`) are one cluster.
[[nodiscard]] Table adjective_table(std::span<const ReadAdjectives> readings, const Clusters& clusters);

/// Percent agreement, kappas, alpha and AC1, of two raters also the matrix, with intervals that draw whole clusters.
[[nodiscard]] std::vector<Statistic> adjective_statistics(const Table& table, const Resampling& resampling);

}  // namespace attune
