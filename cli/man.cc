#include "cli/man.h"

#include <sstream>
#include <string_view>

#include <fmt/format.h>

#include "attune/version.h"
#include "cli/command.h"
#include "cli/options.h"

namespace attune::cli {
namespace {

/// Text as roff reads it: its own signs escaped, a line never begun with one.
std::string roff(std::string_view text) {
  std::string result;
  bool line_start = true;
  for (char c : text) {
    if (line_start && (c == '.' || c == '\'')) result += "\\&";
    if (c == '\\')
      result += "\\e";
    else if (c == '-')
      result += "\\-";
    else
      result += c;
    line_start = c == '\n';
  }
  return result;
}

/// Paragraphs parted by blank lines, each after ".PP".
std::string paragraphs(std::string_view text) {
  std::string page = ".PP\n";
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) page += line.empty() ? ".PP\n" : roff(line) + "\n";
  return page;
}

std::string option_lines(const Option& option) {
  std::string name = option.letter.empty() ? "" : fmt::format("\\fB\\-{}\\fR, ", option.letter);
  name += fmt::format("\\fB{}\\fR", roff("--" + option.name));
  if (option.takes_value) name += " \\fIVALUE\\fR";
  return fmt::format(".TP\n{}\n{}\n", name, roff(option.description));
}

std::string command_lines(const Command& command) {
  std::string page = fmt::format(".SS attune {}\n", roff(command.name));
  page += fmt::format("\\fBattune {}\\fR {}\n", roff(command.name), roff(command.operands));
  page += paragraphs(command.about);
  for (const Option& option : options_of(command)) page += option_lines(option);
  if (!command.statuses.empty()) page += fmt::format(".PP\nExit status 1: {}.\n", roff(command.statuses));
  if (!command.example.empty())
    page += fmt::format(".PP\nExample:\n.PP\n.nf\n.RS\n{}\n.RE\n.fi\n", roff(command.example));
  return page;
}

}  // namespace

std::string man_page() {
  std::string page = fmt::format(
      ".\\\" Made from the table of commands; see CONTRIBUTING.\n"
      ".TH ATTUNE 1 \"\" \"Attune {}\" \"User Commands\"\n"
      ".SH NAME\n"
      "attune \\- code attachment interviews with rules people can read, and compare raters\n"
      ".SH SYNOPSIS\n"
      "\\fBattune\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIFILE\\fR...]\n"
      ".SH DESCRIPTION\n"
      "Attune codes attachment interviews with rules that people can read and edit, keeps what rules and raters found "
      "in\n"
      "one study file, and tells how far raters agree. It works offline, and its outputs are the same bytes every "
      "time. It\n"
      "makes no diagnosis and prints no attachment classification of its own.\n"
      ".PP\n"
      "Results go to standard output, complaints to standard error; a FILE of \\fB\\-\\fR is standard input.\n"
      ".SH COMMANDS\n",
      kVersion);
  for (const Command* command : commands()) page += command_lines(*command);
  return page +
         ".SH EXIT STATUS\n"
         ".TP\n0\ndone\n"
         ".TP\n1\ndone, and the answer is no\n"
         ".TP\n2\ncould not: usage, bad input, input or output. Of several files the highest wins.\n"
         ".SH ENVIRONMENT\n"
         ".TP\n\\fBNO_COLOR\\fR, \\fBTERM\\fR\nNo colour when the first is set or the second is \"dumb\".\n"
         ".TP\n\\fBATTUNE_RATER\\fR\nWho works on a study, when \\fB\\-\\-as\\fR does not say.\n";
}

}  // namespace attune::cli
