// What a rater is shown of the scales and of the own ratings.
#pragma once

#include <string>
#include <vector>

#include "attune/codebook/scale_names.h"
#include "attune/formats/rating_sheet.h"
#include "attune/io/study.h"
#include "cli/entry_pages.h"
#include "cli/entry_words.h"

namespace attune::cli::entry {

/// "loving mother", "coh_mind"
[[nodiscard]] std::string in_words(const std::string& scale, const Target& target);

[[nodiscard]] bool is_rated(const Rating& rating);

/// How many rows are still to be rated. A scale on events that says "not applicable" without an event has none.
[[nodiscard]] std::size_t missing_of(const std::vector<SheetRow>& rows);

/// Every scale with its range and, by target, what is rated; or only what is missing.
[[nodiscard]] std::string scales_page(const std::vector<Scale>& scales, const std::vector<SheetRow>& rows, bool only_missing);

/// What a scale is, its range, and the own ratings on it (or on one target) with the evidence's first words and the notes.
[[nodiscard]] std::string scale_page(const Scale& scale, const About& about, const std::vector<SheetRow>& rows, const std::vector<Jotting>& jottings,
                                     const Pages& pages);

[[nodiscard]] std::string help_text();

}  // namespace attune::cli::entry
