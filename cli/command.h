// The commands of the program: one file and one row of the table each. Help, man page and completion are made from the
// rows, so they cannot disagree.
#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/program_options.hpp>

namespace attune::cli {

/// Exit statuses (docs/guide.md): of several files the highest wins.
inline constexpr int kDone = 0;      // done
inline constexpr int kNo = 1;        // done, and the answer is no
inline constexpr int kCouldNot = 2;  // usage, bad input, input or output

/// What a command may touch besides files. The streams are handed in, so that tests read what a person would see.
struct Context {
  std::istream& in;
  std::ostream& out;   // results
  std::ostream& err;   // complaints and progress
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool colour = false; // on `out`
};

/// A command line after parsing.
struct Arguments {
  boost::program_options::variables_map options;
  std::vector<std::string> operands;  // what is not an option, in order

  [[nodiscard]] bool has(const char* option) const { return options.count(option) > 0; }
  /// REQUIRES: the option was given or has a default.
  template <typename T>
  [[nodiscard]] const T& get(const char* option) const { return options[option].as<T>(); }
};

/// A complaint about the command line itself: "attune NAME: what" and where to read on. Exit 2.
class UsageError : public std::exception {
 public:
  explicit UsageError(std::string what) : what_(std::move(what)) {}
  [[nodiscard]] const char* what() const noexcept override { return what_.c_str(); }

 private:
  std::string what_;
};

struct Command {
  std::string_view name;      // "code", "rate sheet"
  std::string_view operands;  // "FILE...", "STUDY"
  std::string_view summary;   // one line for the list of commands, no full stop
  std::string_view about;     // paragraphs parted by a blank line; wrapped for the page
  std::string_view statuses;  // what exit 1 means here, or empty when it does not occur
  std::string_view example;   // one command line or a few, as typed
  void (*describe)(boost::program_options::options_description& options);
  /// Throws `Errors`, `UsageError` or boost::program_options::error; all are caught in one place, `run`.
  int (*run)(const Arguments& arguments, Context& context);
};

/// Every command, in the order of the help page.
[[nodiscard]] std::span<const Command* const> commands();

/// The whole help page of a command, at most 80 columns.
[[nodiscard]] std::string help_page(const Command& command);

/// Runs the program on the words after its name. The only place that catches.
[[nodiscard]] int run(const std::vector<std::string>& words, Context& context);

}  // namespace attune::cli
