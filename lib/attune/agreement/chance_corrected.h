// Coefficients that correct pairwise agreement for chance, of any number of raters with missing cells.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "attune/agreement/distance.h"
#include "attune/agreement/statistic.h"
#include "attune/agreement/table.h"

namespace attune {

/// What chance agreement is made of: `fleiss` (1971) the categories' shares among all ratings; `conger` (1980) each
/// rater's own shares; `gwet` (2008, AC1 and AC2) the chance of a rating given at random; `brennan_prediger` (1981)
/// equally likely categories.
enum class Chance : std::uint8_t { fleiss, conger, gwet, brennan_prediger };

/// fleiss_kappa, conger_kappa, gwet_ac or brennan_prediger, weighted, over what is there: units with one rating count in
/// the shares of categories (Gwet 2014, ch. 2 to 5). Linearised standard error over the rated units (Gwet 2008), t
/// interval, upper end at most 1; none for one unit. AC with one category only is 1: its chance agreement is 0 for any
/// number of declared categories.
/// No value: one rater; no unit with two ratings; no variation; weights without an order; for `conger` a rater who
/// rated nothing.
[[nodiscard]] Statistic chance_corrected(const Table& table, Chance chance, Weights weights, Spacing spacing);

/// The unweighted coefficients over the units rated by all: value only, for comparison with software that drops units.
[[nodiscard]] std::vector<Statistic> listwise_coefficients(const Table& table);

/// Fleiss' kappa over the units rated by all, with the standard error and test under kappa 0 of Fleiss, Nee & Landis
/// (1979). It is for the test only; it gives no interval.
[[nodiscard]] Statistic fleiss_null_test(const Table& table);

/// Fleiss' (1971) kappa of each category against all others, over the units rated by all; test as above.
[[nodiscard]] std::vector<Statistic> fleiss_categories(const Table& table);

/// Light's (1971) kappa: the mean of the kappas of all pairs of raters, over the units rated by all or by each pair. On
/// complete units it has no value when a pair has none; with missing cells such pairs are left out.
enum class PairUnits : std::uint8_t { listwise, pairwise };
[[nodiscard]] Statistic light_kappa(const Table& table, PairUnits units);

}  // namespace attune
