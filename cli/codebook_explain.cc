// attune codebook explain: why a marker marks a text, or does not.
#include <algorithm>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/explain.h"
#include "attune/error.h"
#include "attune/text/spelling.h"
#include "attune/text/unicode.h"
#include "attune/text/visible.h"
#include "cli/books.h"
#include "cli/commands.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  options.add_options()
      ("book,b", po::value<std::string>()->value_name("BOOK"), "the marker's codebook, a shipped id or a path; else all shipped ones are searched")
      ("section", po::value<std::string>()->default_value("other")->value_name("KEY"), "the text answers this question of the protocol")
      ("asked", po::value<std::string>()->default_value("")->value_name("TEXT"), "what the interviewer asked before it")
      ("figure", po::value<std::vector<std::string>>()->composing()->value_name("WHO"), "somebody who is known, as in \"gran: dead\" (may be repeated)");
}

struct Found {
  Codebook book;
  Marker marker;
};

Found find_marker(const std::string& id, const Arguments& arguments) {
  std::vector<Codebook> books;
  if (arguments.has("book")) books.push_back(open_codebook(arguments.get<std::string>("book")));
  else books = shipped_codebooks();
  std::vector<std::string_view> ids;
  for (const Codebook& book : books)
    for (const Marker& marker : book.markers) {
      if (marker.id == id) return {book, marker};
      ids.push_back(marker.id);
    }
  throw Errors({{id}, "no marker of that id" + did_you_mean(id, ids), ""});
}

constexpr std::size_t kMostWords = 12;  // of a stretch

std::string weighing_text(const Explanation::Weighing& weighing) {
  std::string text = fmt::format("by {} its words add up to {:+.2f}: {:+.2f} to begin with", weighing.marker, weighing.sum, weighing.base);
  for (std::size_t i = 0; i < std::min(kMostWords, weighing.words.size()); ++i) text += fmt::format(", {} {:+.2f}", weighing.words[i].first, weighing.words[i].second);
  return text + (weighing.words.size() > kMostWords ? fmt::format(", and {} words that weigh less\n", weighing.words.size() - kMostWords) : "\n");
}

int run_explain(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 2) throw UsageError("expects a MARKER and a TEXT in quotes");
  const Found found = find_marker(arguments.operands[0], arguments);
  Example example;
  example.text = arguments.operands[1];
  if (find_invalid_utf8(example.text)) throw UsageError("the text is not UTF-8");
  if (example.text.find_first_not_of(" \t\r\n") == std::string::npos) throw UsageError("the text is empty");
  example.section = arguments.get<std::string>("section");
  example.asked = arguments.get<std::string>("asked");
  if (arguments.has("figure")) example.figures = arguments.get<std::vector<std::string>>("figure");
  for (const std::string& figure : example.figures)
    if (!parse_example_figure(figure)) throw UsageError("--figure takes somebody as in \"gran: dead\" (dead, harmful, female, male)");
  const Explanation explanation = explain(found.book, found.marker, example);
  std::string text;
  for (const Explanation::Found& mark : explanation.marks) text += fmt::format("marks \"{}\"\n  by {}\n", mark.passage, mark.pattern);
  if (explanation.marks.empty() && explanation.matched.empty()) text += "no mark: none of its patterns is in the text\n";
  for (const Explanation::Found& match : explanation.matched) text += fmt::format("no mark, though \"{}\" is found\n  by {}\n", match.passage, match.pattern);
  for (const std::string& condition : explanation.stopped_by) text += fmt::format("stopped by {}\n", condition);
  if (!explanation.matched.empty() && explanation.stopped_by.empty()) text += "stopped by several conditions at once: each by itself would be enough\n";
  for (const std::string& condition : explanation.each_stops) text += fmt::format("  {}\n", condition);
  if (explanation.weighing) text += weighing_text(*explanation.weighing);
  context.out << visible(text);
  return explanation.marks.empty() ? kNo : kDone;
}

}  // namespace

extern const Command kCodebookExplainCommand{
    .name = "codebook explain",
    .operands = "[OPTIONS] MARKER TEXT",
    .summary = "Why a marker marks a text, or does not",
    .about =
        "Tells which pattern of a marker found what in a text, or which condition stopped it: conditions are left out one at a time, and those "
        "without which there would be a mark are named. Where several stop it, each that would do so alone is named. The text is read like an example of a codebook: one answer, or lines with I: and S:.",
    .statuses = "the marker leaves no mark",
    .example = "attune codebook explain recall.insists \"I don't remember anything.\"\nattune codebook explain -b ours.toml needs_no_one \"I never needed help.\"",
    .describe = describe,
    .run = run_explain,
};

}  // namespace attune::cli
