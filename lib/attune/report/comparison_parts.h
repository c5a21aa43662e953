// What the text and the page on a study's raters say alike: which numbers stand for a comparison. Private to the room.
#pragma once

#include <cstddef>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attune/agreement/comparison.h"
#include "attune/report/comparison.h"

namespace attune {

/// "R1 (8)", "R2 (7)": whose codings are compared, and how many of each.
[[nodiscard]] std::vector<std::string> raters_with_codings(const ComparisonHeading& heading);

/// The first statistic of this name that has these options, with a value or not; else none.
[[nodiscard]] const Statistic* find_of(const Comparison& comparison, std::string_view name, const StatisticOptions& options);

/// Krippendorff's alpha at the level of what is compared, and the bootstrap that gives its interval.
[[nodiscard]] const Statistic* alpha_of(const Comparison& comparison);
[[nodiscard]] const Statistic* alpha_interval_of(const Comparison& comparison);

/// The share of equal pairs of ratings, and of those at most a point apart: of the units that `paired_units` counts.
[[nodiscard]] const Statistic* equal_of(const Comparison& comparison);
[[nodiscard]] const Statistic* within_one_of(const Comparison& comparison);

/// ICC(A,1), or where raters differ from unit to unit (Ebel) ICC(1); none of what is no scale of numbers.
[[nodiscard]] const Statistic* icc_of(const Comparison& comparison);

/// "ICC of 2 complete interviews", where fewer units count for it than were rated twice; else empty.
[[nodiscard]] std::string icc_units_note(const Comparison& comparison);

/// "no ICC(A,1)" where `icc_of` has no value and more than one unit to have it of, so that n does not say why; else empty.
[[nodiscard]] std::string lacking_icc(const Comparison& comparison);

/// Of `icc_of`: that note, that it lies outside -1 to 1, or why there is none; else empty.
[[nodiscard]] std::string icc_note(const Comparison& comparison);

/// The fewest units that a number of the comparison rests on.
[[nodiscard]] std::size_t fewest_units(const Comparison& comparison);

/// One pair's kappa, or the lowest and highest of several: "0.660", "0.41 to 0.72", "-".
[[nodiscard]] std::string kappa_range(const Comparison& comparison);

/// "loving figure:mother"
[[nodiscard]] std::string compared_words(const Comparison& comparison);

/// How many units the person marked. REQUIRES: rules against a person.
[[nodiscard]] std::string marked_by_person(const Comparison& comparison);

/// Why there is nothing to compare, or nothing by section; else empty. `transcript`: what one is called.
[[nodiscard]] std::string lacking_words(const ComparisonHeading& heading, bool has_any, std::string_view transcript);

[[nodiscard]] std::vector<const Comparison*> rows_of(std::span<const Comparison> comparisons, Group group, Compared compared);

/// Rows of codes by what they are asked of, in the order in which these come: sections are not transcripts.
[[nodiscard]] std::vector<std::vector<const Comparison*>> by_unit(const std::vector<const Comparison*>& rows);

/// Parts of the page. `id` is of the page's element.
/// Of each two raters of a scale or class: their matrix, and for scales how far they are apart.
void write_each_two(std::ostream& out, const Comparison& comparison, const std::string& id);
/// The worst disagreements, side by side with their passages.
void write_disagreements_html(std::ostream& out, std::span<const Comparison> comparisons, std::size_t most_listed);

}  // namespace attune
