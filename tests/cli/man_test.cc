#include "cli/man.h"

#include <fstream>
#include <iterator>
#include <string>

#include "catch.h"
#include "cli/command.h"

using namespace attune::cli;

TEST_CASE("the man page in docs/ is the one made from the table of commands (target \"man\" writes it)") {
  std::ifstream stream(ATTUNE_SOURCE_DIR "/docs/attune.1", std::ios::binary);
  CHECK(std::string(std::istreambuf_iterator<char>(stream), {}) == man_page());
}

TEST_CASE("the help pages of all commands fit 80 columns") {
  for (const Command* command : commands()) {
    CAPTURE(command->name);
    std::size_t longest = 0;
    std::size_t column = 0;
    for (char c : help_page(*command)) {
      column = c == '\n' ? 0 : column + 1;
      longest = std::max(longest, column);
    }
    CHECK(longest <= 80);
  }
}
