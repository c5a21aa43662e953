// One score an interview for analyses, out of several raters'. Never what reliability is computed from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/text/coding.h"

namespace attune {

/// `primary`: the first of a list of raters who coded it. `consensus`: what was agreed, else what all said alike who said
/// anything of it. `mean`: of the values; classes and reasons as with `consensus`, without what was agreed.
enum class Resolve : std::uint8_t { primary, consensus, mean };

[[nodiscard]] std::string_view resolve_name(Resolve resolve);

struct Resolution {
  Resolve resolve = Resolve::primary;
  std::span<const std::string> primary = {};
  std::span<const Scale> scales = {};  // which of them are of events
};

struct ScoreOfRecord {
  Coding coding;            // rater "record"; ratings on which nothing could be resolved are not in it, nor those of single events
  std::string source;       // "R1", "consensus", "mean of 2", "R1 R2 alike, R1 alone"; empty where it has no ratings
  std::size_t n_raters = 0;
  std::optional<std::size_t> n_events = {};  // events with a value, where all codings have as many
  std::string why_none = {};  // which rule left it without ratings: "coded by none of R1 R3"; else empty
};

/// One for each transcript, by id. An interview coded by one rater takes her scores. `primary` without a rater of the
/// list gives no ratings. A mean is of as many values as there are, which the source says, "mean of 1 to 2" where scales
/// differ: who could not rate is in none. Of scales of events each coding's highest over them is what is resolved, for two may
/// call one event by different names.
/// REQUIRES: one coding for each transcript and rater; `agreed` one for each transcript at most.
[[nodiscard]] std::vector<ScoreOfRecord> scores_of_record(std::span<const Coding> people, std::span<const Coding> agreed,
                                                          const Resolution& resolution);

}  // namespace attune
