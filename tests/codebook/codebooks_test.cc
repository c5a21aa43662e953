#include "attune/codebook/codebooks.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "attune/codebook/shipped.h"
#include "catch.h"

using namespace attune;

TEST_CASE("every file of codebooks/ is compiled in, byte by byte and ordered by path") {
  const std::filesystem::path folder = std::filesystem::path(ATTUNE_SOURCE_DIR) / "codebooks";
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().extension() == ".toml")
      paths.push_back(std::filesystem::relative(entry.path(), folder).generic_string());
  std::ranges::sort(paths);
  std::vector<std::string> shipped;
  for (const ShippedFile& file : shipped_files()) {
    shipped.emplace_back(file.path);
    std::ifstream stream(folder / file.path, std::ios::binary);
    CAPTURE(file.path);
    CHECK(file.text == std::string(std::istreambuf_iterator<char>(stream), {}));
  }
  CHECK(shipped == paths);
  CHECK(shipped_file("notation/none.toml").empty());
}

TEST_CASE("every shipped file is read without a mistake, and is named after its id") {
  for (const Codebook& book : shipped_codebooks()) {
    CHECK(book.file == "codebooks/" + book.id + ".toml");
    CHECK_NOTHROW(parse_codebook(shipped_file(book.id + ".toml"), book.file));  // shipped_codebooks() looks for no mistakes in patterns
  }
  for (std::string_view id : shipped_notation_ids()) CHECK(shipped_notation(id)->id == id);
  for (std::string_view id : shipped_protocol_ids()) CHECK(shipped_protocol(id)->id == id);
  CHECK(shipped_language("en")->id == "en");
  CHECK_FALSE(shipped_codebook("nothing"));
  CHECK_FALSE(shipped_codebook("notation/aai"));
  CHECK_FALSE(shipped_notation("nothing"));
  CHECK_FALSE(shipped_protocol("nothing"));
}

TEST_CASE("the keys of sections are those of every shipped protocol map") {
  CHECK(shipped_section_keys().size() == 24);
  for (const std::string_view id : shipped_protocol_ids()) {
    const Protocol protocol = shipped_protocol(id).value();
    for (const ProtocolSection& section : protocol.sections) CHECK(shipped_section_keys().contains(section.key));
  }
}

TEST_CASE("the codebooks used by default are those that say so") {
  std::vector<std::string> used, saying_so;
  for (const Codebook& book : default_codebooks()) used.push_back(book.id);
  for (const Codebook& book : shipped_codebooks())
    if (book.on_by_default) saying_so.push_back(book.id);
  CHECK(used == saying_so);
}
