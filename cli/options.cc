#include "cli/options.h"

#include <algorithm>

namespace attune::cli {

std::vector<Option> options_of(const Command& command) {
  namespace po = boost::program_options;
  po::options_description described;
  if (command.describe != nullptr) command.describe(described);
  std::vector<Option> options;
  for (const auto& option : described.options()) {
    const std::string shortest = option->canonical_display_name(po::command_line_style::allow_dash_for_short);
    const bool has_letter = shortest.size() == 2 && shortest[0] == '-';
    options.push_back({option->long_name(), has_letter ? shortest.substr(1) : "", option->description(),
                       option->semantic()->max_tokens() > 0});
  }
  options.push_back({"help", "h", "show this page", false});
  return options;
}

std::vector<std::string> first_words() {
  std::vector<std::string> words;
  for (const Command* command : commands()) {
    const std::string word(command->name.substr(0, command->name.find(' ')));
    if (std::ranges::find(words, word) == words.end()) words.push_back(word);
  }
  return words;
}

std::vector<const Command*> commands_below(const std::string& word) {
  std::vector<const Command*> below;
  for (const Command* command : commands())
    if (command->name.starts_with(word + " ")) below.push_back(command);
  return below;
}

}  // namespace attune::cli
