# Writes OUTPUT, a C++ file that holds the style and script of the pages. Run by the build:
#   cmake -DOUTPUT=... -DDIRECTORY=<lib/attune/report> -P page.cmake
set(files page/page.css page/page.js vendor/uPlot.min.css vendor/uPlot.iife.min.js vendor/LICENSE)
set(functions page_style page_script page_chart_style page_chart_script page_chart_licence)
set(arrays "")
set(definitions "")
foreach(file function IN ZIP_LISTS files functions)
  file(READ "${DIRECTORY}/${file}" bytes HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "constexpr char k_${function}[] = {\n${bytes}};\n")
  string(APPEND definitions "std::string_view ${function}() { return {k_${function}, sizeof k_${function}}; }\n")
endforeach()
file(WRITE "${OUTPUT}" "// Made by lib/attune/report/page.cmake from page/ and vendor/.
#include \"attune/report/page.h\"

namespace attune {
namespace {

${arrays}
}  // namespace

${definitions}
}  // namespace attune
")
