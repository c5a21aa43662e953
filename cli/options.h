// The options of a command as data, for pages and completions made from the table.
#pragma once

#include <string>
#include <vector>

#include "cli/command.h"

namespace attune::cli {

struct Option {
  std::string name;         // "format", without the dashes
  std::string letter;       // "b", or empty
  std::string description;
  bool takes_value = false;
};

/// In the order of the help page; "help" is the last.
[[nodiscard]] std::vector<Option> options_of(const Command& command);

/// The first words of the names of commands, each once, in the order of the table: "codebook" for "codebook list".
[[nodiscard]] std::vector<std::string> first_words();

/// The commands whose name is `word` and a second word.
[[nodiscard]] std::vector<const Command*> commands_below(const std::string& word);

}  // namespace attune::cli
