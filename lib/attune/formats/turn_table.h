// Tables of turns: a row a turn, as spreadsheets and other programs export transcripts.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "attune/formats/plain.h"
#include "attune/text/assemble.h"

namespace attune {

/// Which column holds what: keys are role, speaker, text, start, end and section, values the names of columns.
using TableColumns = std::map<std::string, std::string>;

/// Whether `text` begins with the header of a table of turns: two columns or more, among them one for what was said and one for who said it.
[[nodiscard]] bool is_turn_table(std::string_view text);

/// Reads a table with comma, semicolon or tab. Columns not named in `columns` are known by common names ("speaker", "utterance").
/// Throws `Errors` by row when the table is broken, and with the columns there are when none holds what was said.
[[nodiscard]] Draft read_turn_table(Draft draft, const TableColumns& columns, const PlainOptions& options, const NotationProfile& profile);

}  // namespace attune
