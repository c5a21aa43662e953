// Replaced passages: the key that says what stands for what, and how places move from a text to the one without names.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "attune/text/span.h"

namespace attune {

/// One line of a key: wherever `original` stands it becomes `replacement`; nothing when that is empty. Blanks in `original` stand
/// for any white space.
struct RedactionEntry {
  std::string kind;         // "name", "place" ...; "label" for a speaker's label
  std::string original;
  std::string replacement;
  std::uint32_t times = 0;
  std::string where;        // the first place it was found: "s01:12"

  bool operator==(const RedactionEntry&) const = default;
};

using RedactionKey = std::vector<RedactionEntry>;

/// A stretch of a text and what takes its place.
struct Replacement {
  Span span;
  std::string text;

  bool operator==(const Replacement&) const = default;
};

/// REQUIRES: `replacements` are in order and do not overlap, here and below.
[[nodiscard]] std::string replaced(std::string_view text, std::span<const Replacement> replacements);

/// A stretch of the old text that became a stretch of the new one, both in code points. What stands between two moves by the
/// same amount.
struct Edit {
  Span before, after;

  bool operator==(const Edit&) const = default;
};

/// Where the text before and the one after differ; read backwards it leads back.
using OffsetMap = std::vector<Edit>;

/// REQUIRES: `text` is the one the replacements are in.
[[nodiscard]] OffsetMap offset_map(std::string_view text, std::span<const Replacement> replacements);
/// The map back.
[[nodiscard]] OffsetMap reversed(OffsetMap map);

/// One map for two steps, the second from the text that the first leads to.
[[nodiscard]] OffsetMap composed(const OffsetMap& first, const OffsetMap& second);

/// `span`, in code points of the text before, in the text after. What begins or ends within a replaced stretch takes all of it.
[[nodiscard]] Span moved(Span span, const OffsetMap& map);

/// "start,end,new_start,new_end" and a line an edit: what goes beside a copy. It holds no words.
[[nodiscard]] std::string offset_map_csv(const OffsetMap& map);
/// The map again, or nothing where `csv` is no such table or its edits are not in order.
[[nodiscard]] std::optional<OffsetMap> parse_offset_map(std::string_view csv);

/// Two texts of the same turns: what stands between the turns may differ in any way, and what was replaced in them is known.
struct Rewritten {
  std::string_view before, after;
  std::vector<Span> turns_before, turns_after;    // bodies, in order
  std::span<const Replacement> replacements;      // of `before`
};

/// REQUIRES: as many turns before as after.
[[nodiscard]] OffsetMap offset_map(const Rewritten& rewritten);

}  // namespace attune
