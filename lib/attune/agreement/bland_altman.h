// How far two raters are apart, in points of the scale.
#pragma once

#include <cstddef>
#include <vector>

#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// bland_altman (1986, 1999) of first minus second, over the units both rated: bias (t interval), sd, and limits of
/// agreement at 1.96 sd, with Bland & Altman's approximate standard error sqrt(3/n) sd; and the slope of the differences
/// on the means (bland_altman_proportional_bias, t(n-2)). No value: fewer than two units rated by both.
[[nodiscard]] std::vector<Statistic> bland_altman(const Table& table, std::size_t first, std::size_t second);

/// The limits again with se=exact_delta: sd sqrt(1/n + 1.96^2/(2(n-1))).
[[nodiscard]] std::vector<Statistic> bland_altman_delta(const Table& table, std::size_t first, std::size_t second);

}  // namespace attune
