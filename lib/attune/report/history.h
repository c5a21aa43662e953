// The log of a study as a history: what was done, in a sentence.
#pragma once

#include <string>

#include "attune/io/study.h"

namespace attune {

/// "entered 3 ratings by R1 in round 1". Counts come from the entry's payload; where that was erased there are none. An action
/// this version does not know is told as it stands.
[[nodiscard]] std::string in_plain_words(const LogEntry& entry);

/// "2026-03-01 09:30  R1: entered 3 ratings by R1 in round 1", with the entry's number before it, on one line of at most 80 columns.
[[nodiscard]] std::string history_line(const LogEntry& entry);

}  // namespace attune
