// Marks put into a file of tiers that is there already, so that nothing else in it changes.
#pragma once

#include <map>
#include <optional>

#include "attune/formats/export.h"

namespace attune {

/// The source of an ELAN file with a tier of marks below each tier that has some; tiers of marks written before give way. The source itself when there are none. Nothing when
/// the source is not at hand, or is not UTF-8.
[[nodiscard]] std::optional<Exported> elan_with_marks(const MarkedTranscript& marked);
/// All tiers of a TextGrid with its point tier of marks; the source itself when there are none. Nothing when it is not at hand.
[[nodiscard]] std::optional<Exported> text_grid_with_marks(const MarkedTranscript& marked);

/// What stands at each time on the point tier of marks; no two points of a tier have one time (milliseconds).
[[nodiscard]] std::map<std::int64_t, std::string> mark_points(const MarkedTranscript& marked);
/// A string as Praat writes it.
[[nodiscard]] std::string praat_text(std::string_view text);
/// ELAN's annotation "ID" of marks that refers to "OF", behind "PREVIOUS" of the same parent when that is not empty.
[[nodiscard]] std::string elan_mark(const std::string& id, const std::string& of, const std::string& previous, std::string_view marks);

}  // namespace attune
