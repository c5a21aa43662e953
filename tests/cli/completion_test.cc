#include <string>

#include "catch.h"
#include "cli/options.h"
#include "run.h"

using namespace attune::cli;

TEST_CASE("every command and option is completed, in every shell") {
  const std::string bash = attune_run({"completion", "bash"}).out;
  const std::string zsh = attune_run({"completion", "zsh"}).out;
  const std::string fish = attune_run({"completion", "fish"}).out;
  for (const Command* command : commands()) {
    CAPTURE(command->name);
    CHECK(bash.find("'" + std::string(command->name) + "') options=") != std::string::npos);
    CHECK(zsh.find("'" + std::string(command->name) + "')") != std::string::npos);
    for (const Option& option : options_of(*command)) {
      CAPTURE(option.name);
      CHECK(bash.find("--" + option.name) != std::string::npos);
      CHECK(zsh.find("'--" + option.name + ":") != std::string::npos);
      CHECK(fish.find(" -l " + option.name) != std::string::npos);
    }
  }
  for (const std::string& word : first_words())
    CHECK(fish.find("-n __fish_use_subcommand -a " + word) != std::string::npos);
}

TEST_CASE("another shell is told which there are") {
  CHECK(attune_run({"completion", "tcsh"}).err ==
        "attune completion: takes bash, zsh or fish, not \"tcsh\"\n(\"attune completion --help\" shows the options)\n");
  CHECK(attune_run({"completion"}).status == 2);
}
