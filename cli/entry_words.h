// What a rater types at "rate enter", line by line, as data. Nothing here reads, prints or stores.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "attune/codebook/scale_names.h"
#include "attune/formats/rating_sheet.h"
#include "attune/text/numbered_lines.h"

namespace attune::cli::entry {

/// A scale and what of the interview it is about.
struct About {
  std::string scale;
  Target target;

  bool operator==(const About&) const = default;
};

struct Help {};
struct NextPage {};
struct PageBack {};
struct GoToLine { int line = 1; };
struct Search { std::string words; };
struct SearchOn {};
struct ListScales { bool only_missing = false; };
struct Explain { About about; };                                 // what a scale is, and what is rated on it
struct Rate { SheetRow row; };
struct KeepLines { About about; std::vector<LineRange> lines; };  // no line: take them away
struct KeepNote { About about; std::string note; };                // empty: take it away
struct Undo {};
struct Check {};
struct Submit {};
struct Lock { bool is_sure = false; };
struct Quit {};
/// What was expected, what was found, and the nearest name.
struct Mistake { std::string what; };

using Command = std::variant<Help, NextPage, PageBack, GoToLine, Search, SearchOn, ListScales, Explain, Rate, KeepLines, KeepNote, Undo, Check, Submit,
                             Lock, Quit, Mistake>;

/// What lines are read against.
struct EntryRules {
  const SheetRules& sheet;             // of the one transcript
  const std::vector<SheetRow>& rows;   // what there is to rate: other targets are written in full, "figure:gran"
  int lines = 0;                       // of the interview
};

/// Never throws: what is not understood is a `Mistake`.
[[nodiscard]] Command parse(std::string_view line, const EntryRules& rules);

}  // namespace attune::cli::entry
