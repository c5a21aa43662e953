// How far an interview can be scored, as part of a JSON object.
#pragma once

#include <nlohmann/json.hpp>

#include "attune/measures/transcript_quality.h"

namespace attune {

[[nodiscard]] nlohmann::ordered_json quality_json(const TranscriptQuality& quality);

}  // namespace attune
