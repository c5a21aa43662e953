// attune completion: what a shell needs to complete commands and options, made from the table of commands.
#include <string>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/options.h"

namespace attune::cli {
namespace {

std::string second_word(const Command& command) { return std::string(command.name.substr(command.name.find(' ') + 1)); }

/// `text` in single quotes as POSIX shells and zsh read them.
std::string shell_quoted(std::string_view text) {
  std::string result = "'";
  for (char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

/// A summary for a word of the first place: of the command, or the names below it.
std::string summary_of(const std::string& word) {
  for (const Command* command : commands())
    if (command->name == word) return std::string(command->summary);
  std::string names;
  for (const Command* command : commands_below(word)) names += (names.empty() ? "" : ", ") + second_word(*command);
  return names;
}

std::string words_of_first_place() {
  std::string words;
  for (const std::string& word : first_words()) words += word + " ";
  return words + "help --version";
}

std::string bash() {
  std::string script = fmt::format(
      "# Completion for bash: source this file, or keep it in a directory of bash-completion.\n"
      "_attune() {{\n"
      "  local current=${{COMP_WORDS[COMP_CWORD]}} command=${{COMP_WORDS[1]}} options=--help\n"
      "  COMPREPLY=()\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    COMPREPLY=($(compgen -W {} -- \"$current\"))\n"
      "    return\n"
      "  fi\n"
      "  case $command in\n",
      shell_quoted(words_of_first_place()));
  for (const std::string& word : first_words()) {
    std::string seconds;
    for (const Command* command : commands_below(word)) seconds += (seconds.empty() ? "" : " ") + second_word(*command);
    if (seconds.empty()) continue;
    script += fmt::format(
        "    {})\n"
        "      if [ \"$COMP_CWORD\" -eq 2 ]; then\n"
        "        COMPREPLY=($(compgen -W {} -- \"$current\"))\n"
        "        return\n"
        "      fi\n"
        "      command=\"$command ${{COMP_WORDS[2]}}\" ;;\n",
        word, shell_quoted(seconds));
  }
  script += "  esac\n  case $command in\n";
  for (const Command* command : commands()) {
    std::string options;
    for (const Option& option : options_of(*command)) options += (options.empty() ? "--" : " --") + option.name;
    script += fmt::format("    {}) options={} ;;\n", shell_quoted(command->name), shell_quoted(options));
  }
  return script +
         "  esac\n"
         "  case $current in\n"
         "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$current\")) ;;\n"
         "  esac\n"
         "}\n"
         "complete -o default -F _attune attune\n";
}

/// A line of `_describe`: "name:text", a colon in the text escaped.
std::string described(std::string_view name, std::string_view text) {
  std::string escaped;
  for (char c : text) escaped += c == ':' ? std::string("\\:") : std::string(1, c);
  return shell_quoted(fmt::format("{}:{}", name, escaped));
}

std::string zsh() {
  std::string script =
      "#compdef attune\n"
      "# Completion for zsh: keep this file as _attune in a directory of $fpath.\n"
      "_attune() {\n"
      "  local -a items\n"
      "  local command=$words[2]\n"
      "  if (( CURRENT == 2 )); then\n"
      "    items=(\n";
  for (const std::string& word : first_words()) script += fmt::format("      {}\n", described(word, summary_of(word)));
  script +=
      "      'help:The page of a command'\n"
      "    )\n"
      "    _describe command items\n"
      "    return\n"
      "  fi\n"
      "  case $command in\n";
  for (const std::string& word : first_words()) {
    if (commands_below(word).empty()) continue;
    script += fmt::format("    {})\n      if (( CURRENT == 3 )); then\n        items=(\n", word);
    for (const Command* command : commands_below(word))
      script += fmt::format("          {}\n", described(second_word(*command), command->summary));
    script +=
        "        )\n        _describe command items\n        return\n      fi\n      command=\"$command $words[3]\" "
        ";;\n";
  }
  script += "  esac\n  case $command in\n";
  for (const Command* command : commands()) {
    script += fmt::format("    {})\n      items=(\n", shell_quoted(command->name));
    for (const Option& option : options_of(*command))
      script += fmt::format("        {}\n", described("--" + option.name, option.description));
    script += "      ) ;;\n";
  }
  return script +
         "  esac\n"
         "  if [[ $PREFIX == -* ]]; then _describe -o option items; else _files; fi\n"
         "}\n"
         "_attune \"$@\"\n";
}

/// `text` in single quotes as fish reads them.
std::string fish_quoted(std::string_view text) {
  std::string result = "'";
  for (char c : text) result += (c == '\'' || c == '\\' ? "\\" : "") + std::string(1, c);
  return result + "'";
}

std::string fish() {
  std::string script = "# Completion for fish: keep this file as attune.fish in ~/.config/fish/completions.\n";
  for (const std::string& word : first_words())
    script += fmt::format("complete -c attune -f -n __fish_use_subcommand -a {} -d {}\n", word,
                          fish_quoted(summary_of(word)));
  for (const std::string& word : first_words()) {
    std::string seconds;
    for (const Command* command : commands_below(word)) seconds += (seconds.empty() ? "" : " ") + second_word(*command);
    for (const Command* command : commands_below(word))
      script += fmt::format(
          "complete -c attune -f -n '__fish_seen_subcommand_from {}; and not __fish_seen_subcommand_from {}' -a {} -d "
          "{}\n",
          word, seconds, second_word(*command), fish_quoted(command->summary));
  }
  for (const Command* command : commands()) {
    const std::size_t blank = command->name.find(' ');
    std::string seen = fmt::format("__fish_seen_subcommand_from {}", command->name.substr(0, blank));
    if (blank != std::string_view::npos)
      seen += fmt::format("; and __fish_seen_subcommand_from {}", second_word(*command));
    for (const Option& option : options_of(*command))
      script += fmt::format("complete -c attune -n '{}' -l {}{}{} -d {}\n", seen, option.name,
                            option.letter.empty() ? "" : " -s " + option.letter, option.takes_value ? " -r" : "",
                            fish_quoted(option.description));
  }
  return script;
}

int run_completion(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 1) throw UsageError("takes bash, zsh or fish");
  const std::string& shell = arguments.operands[0];
  if (shell == "bash")
    context.out << bash();
  else if (shell == "zsh")
    context.out << zsh();
  else if (shell == "fish")
    context.out << fish();
  else
    throw UsageError("takes bash, zsh or fish, not \"" + shell + "\"");
  return kDone;
}

}  // namespace

extern const Command kCompletionCommand{
    .name = "completion",
    .operands = "bash|zsh|fish",
    .summary = "Completion of commands and options for a shell",
    .about =
        "Prints a script that teaches a shell to complete Attune's commands and options. Its first line says where "
        "it goes.",
    .statuses = "",
    .example = "attune completion bash > ~/.local/share/bash-completion/completions/attune",
    .describe = nullptr,
    .run = run_completion,
};

}  // namespace attune::cli
