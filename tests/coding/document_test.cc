// The markers shown in docs/codebooks.md work as they are shown: their own examples are run.
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "attune/codebook/codebook.h"
#include "attune/coding/examples.h"
#include "catch.h"

using namespace attune;

namespace {

/// The ```toml blocks of the document that have hits and misses.
std::vector<std::string> shown_markers() {
  std::ifstream file(std::string(ATTUNE_SOURCE_DIR) + "/docs/codebooks.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::string open = "```toml\n", close = "```";
  std::vector<std::string> blocks;
  for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
    at += open.size();
    const std::size_t end = text.find(close, at);
    std::string block = text.substr(at, end - at);
    if (block.find("hit = [") != std::string::npos && block.find("miss = [") != std::string::npos) blocks.push_back(std::move(block));
    at = end;
  }
  return blocks;
}

/// A block by itself as a codebook: what it leaves out is added.
Codebook book_of_block(const std::string& block) {
  std::string text =
      "[codebook]\nid = \"shown\"\nversion = \"1.0.0\"\nlanguage = \"en\"\ntitle = \"Shown\"\n"
      "[[reference]]\nid = \"haydon2012\"\ntext = \"-\"\n"
      "[lexicon]\nfelt_cost = [\"lonely\", \"hard\"]\nreally = [\"really\"]\n";
  const std::size_t key = block.find("code = \"");
  const std::string code = key == std::string::npos ? "lab.code" : block.substr(key + 8, block.find('"', key + 8) - key - 8);
  text += fmt::format("[[code]]\nid = \"{}\"\ntitle = \"C\"\ndefinition = \"D\"\npolarity = \"away\"\n", code);
  if (!block.starts_with("[[marker]]"))
    text += fmt::format("[[marker]]\nid = \"m\"\ncode = \"{}\"\ntitle = \"T\"\nwhy = \"W\"\nevidence = \"E4\"\n", code);
  return parse_codebook(text + block, "docs/codebooks.md");
}

}  // namespace

TEST_CASE("every marker of the document marks its hits and no miss") {
  const std::vector<std::string> blocks = shown_markers();
  REQUIRE(blocks.size() >= 10);
  for (const std::string& block : blocks) {
    CAPTURE(block);
    for (const ExampleResult& result : run_examples(book_of_block(block))) {
      CAPTURE(result.example.text, result.marked);
      CHECK(result.as_expected);
    }
  }
}
