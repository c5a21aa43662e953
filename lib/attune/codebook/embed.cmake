# Writes OUTPUT, a C++ file that holds FILES (paths below DIRECTORY) for attune::shipped_files(). Run by the build:
#   cmake -DOUTPUT=... -DDIRECTORY=... "-DFILES=a;b" -P embed.cmake
# Bytes and not string literals, because a literal may be no longer than 65,535 characters and could end in mid-word.
set(arrays "")
set(rows "")
set(number 0)
list(SORT FILES)
list(LENGTH FILES count)
foreach(path IN LISTS FILES)
  file(READ "${DIRECTORY}/${path}" bytes HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "constexpr char kFile${number}[] = {\n${bytes}};\n")
  string(APPEND rows "    ShippedFile{\"${path}\", std::string_view(kFile${number}, sizeof kFile${number})},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUTPUT}" "// Made by lib/attune/codebook/embed.cmake from codebooks/.
#include \"attune/codebook/shipped.h\"

#include <array>

namespace attune {
namespace {

${arrays}
constexpr std::array<ShippedFile, ${count}> kFiles = {
${rows}};

}  // namespace

std::span<const ShippedFile> shipped_files() { return kFiles; }

}  // namespace attune
")
