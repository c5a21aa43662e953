// Finds the command, parses its options, and turns whatever it throws into a line a person can act on.
#include "cli/command.h"

#include <algorithm>
#include <iostream>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/report/wrap.h"
#include "attune/text/spelling.h"
#include "attune/text/visible.h"
#include "cli/version.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

po::options_description options_of(const Command& command) {
  po::options_description options("", kPageColumns, kPageColumns / 2);
  if (command.describe != nullptr) command.describe(options);
  options.add_options()("help,h", "show this page");
  return options;
}

std::string first_word(std::string_view name) { return std::string(name.substr(0, name.find(' '))); }

std::string list_of_commands() {
  std::string page =
      "attune - codes attachment interviews with rules people can read, and compares\n"
      "raters\n\nUsage: attune COMMAND [OPTIONS] [FILE...]\n\nCommands:\n";
  for (const Command* command : commands()) page += fmt::format("  {:<20} {}\n", command->name, command->summary);
  page +=
      "\n\"attune help COMMAND\" or \"attune COMMAND --help\" shows a command's page;\n"
      "\"attune --version\" the versions of the program and of what it is built on.\n\n"
      "Exit status: 0 done; 1 done, and the answer is no; 2 could not.\n";
  return page;
}

std::string list_of_subcommands(std::string_view group) {
  std::string page = fmt::format("Usage: attune {} COMMAND [OPTIONS] [FILE...]\n\nCommands:\n", group);
  for (const Command* command : commands())
    if (first_word(command->name) == group && command->name != group)
      page += fmt::format("  {:<20} {}\n", command->name, command->summary);
  return page;
}

const Command* find_command(std::string_view name) {
  for (const Command* command : commands())
    if (command->name == name) return command;
  return nullptr;
}

/// An option whose value may be left out has it after "=" only: Boost would take the next word for it. Gives the option and the
/// value that stands for none, or nothing where `word` is no such option.
std::pair<std::string, std::string> left_out_value(const po::options_description& options, const std::string& word) {
  for (const auto& option : options.options()) {
    if (word != "--" + option->long_name() || option->semantic()->min_tokens() > 0 || option->semantic()->max_tokens() == 0) continue;
    boost::any value;
    option->semantic()->parse(value, {}, true);
    return {option->long_name(), boost::any_cast<std::string>(value)};
  }
  return {};
}

Arguments parse(const Command& command, const std::vector<std::string>& words) {
  po::options_description all = options_of(command);
  all.add_options()("operand", po::value<std::vector<std::string>>());
  po::positional_options_description positional;
  positional.add("operand", -1);
  namespace style = po::command_line_style;
  Arguments arguments;
  po::store(po::command_line_parser(words)
                .options(all)
                .positional(positional)
                .style(style::unix_style & ~style::allow_guessing)
                .extra_parser([&all](const std::string& word) { return left_out_value(all, word); })
                .run(),
            arguments.options);
  if (arguments.has("help")) return arguments;  // a page is shown even when a required option is missing
  po::notify(arguments.options);
  if (arguments.has("operand")) arguments.operands = arguments.get<std::vector<std::string>>("operand");
  return arguments;
}

/// "attune NAME: what", and a hint for an option that was nearly right.
void complain(const Command& command, std::string what, const std::string& option, Context& context) {
  const po::options_description options = options_of(command);
  std::vector<std::string> names;
  for (const auto& description : options.options()) names.push_back("--" + description->long_name());
  if (!option.empty()) what += did_you_mean(option, {names.begin(), names.end()});
  context.err << fmt::format("attune {}: {}\n(\"attune {} --help\" shows the options)\n", command.name, what, command.name);
}

int run_command(const Command& command, const std::vector<std::string>& words, Context& context) {
  try {
    const Arguments arguments = parse(command, words);
    if (arguments.has("help")) {
      context.out << help_page(command);
      return kDone;
    }
    return command.run(arguments, context);
  } catch (const Errors& errors) {
    context.err << visible(errors.what()) << '\n';
  } catch (const UsageError& error) {
    complain(command, error.what(), "", context);
  } catch (const po::unknown_option& error) {
    complain(command, error.what(), error.get_option_name(), context);
  } catch (const po::error& error) {
    complain(command, error.what(), "", context);
  } catch (const std::bad_alloc&) {
    context.err << "attune: out of memory\n";
  } catch (const std::exception& error) {
    // Nothing but the above is thrown on purpose; a fault must still end in a line and a status.
    context.err << fmt::format("attune {}: internal error: {}\n", command.name, visible(error.what()));
  }
  return kCouldNot;
}

int run_help(const std::vector<std::string>& topic, Context& context) {
  if (topic.empty()) {
    context.out << list_of_commands();
    return kDone;
  }
  std::string name = topic[0];
  for (std::size_t i = 1; i < topic.size(); ++i) name += " " + topic[i];
  if (const Command* command = find_command(name)) {
    context.out << help_page(*command);
    return kDone;
  }
  const bool is_group = std::ranges::any_of(
      commands(), [&](const Command* command) { return first_word(command->name) == name; });
  if (is_group) {
    context.out << list_of_subcommands(name);
    return kDone;
  }
  context.err << fmt::format("attune: there is no command \"{}\"\n", name);
  return kCouldNot;
}

}  // namespace

std::string help_page(const Command& command) {
  std::ostringstream options;
  options << options_of(command);
  std::string page = fmt::format("Usage: attune {} {}\n\n", command.name, command.operands);
  page += wrapped(command.about, 0);
  page += fmt::format("\nOptions:\n{}\n", options.str());
  page += command.statuses.empty()
              ? std::string("Exit status: 0 done; 2 could not.\n")
              : wrapped(fmt::format("Exit status: 0 done; 1 {}; 2 could not.", command.statuses), 0);
  if (!command.example.empty()) {
    page += "\nExample:\n";
    std::istringstream lines{std::string(command.example)};
    for (std::string line; std::getline(lines, line);) page += "  " + line + "\n";
  }
  return page;
}

int run(const std::vector<std::string>& words, Context& context) {
  if (words.empty()) {
    context.err << list_of_commands();
    return kCouldNot;
  }
  if (words[0] == "--help" || words[0] == "-h" || words[0] == "help")
    return run_help({words.begin() + 1, words.end()}, context);
  if (words[0] == "--version") {
    context.out << version_page();
    return kDone;
  }
  // A name of two words is tried first: "rate sheet" before "rate".
  for (std::size_t length : {2U, 1U}) {
    if (words.size() < length) continue;
    const std::string name = length == 2 ? words[0] + " " + words[1] : words[0];
    if (const Command* command = find_command(name))
      return run_command(*command, {words.begin() + static_cast<std::ptrdiff_t>(length), words.end()}, context);
  }
  const bool is_group = std::ranges::any_of(
      commands(), [&](const Command* command) { return first_word(command->name) == words[0]; });
  if (is_group && words.size() == 2 && (words[1] == "--help" || words[1] == "-h")) return run_help({words[0]}, context);
  const std::string given = is_group && words.size() > 1 ? words[0] + " " + words[1] : words[0];
  if (is_group && words.size() == 1) {
    context.err << list_of_subcommands(words[0]);
    return kCouldNot;
  }
  std::vector<std::string_view> names;
  for (const Command* command : commands()) names.push_back(command->name);
  std::vector<std::string> groups;
  for (const Command* command : commands()) groups.push_back(first_word(command->name));
  names.insert(names.end(), groups.begin(), groups.end());
  context.err << fmt::format("attune: there is no command \"{}\"{}\n(\"attune help\" lists the commands)\n", given,
                             did_you_mean(given, names));
  return kCouldNot;
}

}  // namespace attune::cli
