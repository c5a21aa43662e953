// Style and script of the pages, compiled into the library from page/ and vendor/ (page.cmake). Private to the room.
#pragma once

#include <string_view>

namespace attune {

[[nodiscard]] std::string_view page_style();
[[nodiscard]] std::string_view page_script();
/// Of uPlot, which draws the charts; vendor/SOURCE.md says which version, and script/vendor renews it.
[[nodiscard]] std::string_view page_chart_style();
[[nodiscard]] std::string_view page_chart_script();
[[nodiscard]] std::string_view page_chart_licence();

}  // namespace attune
