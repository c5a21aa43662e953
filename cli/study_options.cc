#include "cli/study_options.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "attune/codebook/codebooks.h"
#include "attune/codebook/shipped.h"
#include "attune/error.h"
#include "attune/io/access.h"
#include "attune/text/visible.h"
#include "cli/books.h"
#include "cli/choice.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr std::pair<std::string_view, ListFormat> kFormats[] = {
    {"text", ListFormat::text}, {"csv", ListFormat::csv}, {"json", ListFormat::json}, {"jsonl", ListFormat::jsonl}};

constexpr std::size_t kLongestId = 64;

/// REQUIRES: `what` names where the id comes from.
std::string checked_id(const std::string& id, const std::string& what) {
  if (!is_id(id)) throw UsageError(what + " takes 1 to 64 letters, digits and . _ - signs, not \"" + id + "\"");
  return id;
}

}  // namespace

void describe_actor(po::options_description& options) {
  options.add_options()("as", po::value<std::string>()->value_name("NAME"),
                        "who acts, for the log (else ATTUNE_RATER)");
}

void describe_list_format(po::options_description& options) {
  options.add_options()("format", po::value<std::string>()->default_value("text")->value_name("FORMAT"),
                        "text, csv, json or jsonl");
}

Surroundings surroundings_of(const Arguments& arguments, const std::string& otherwise) {
  if (arguments.has("as")) return real_surroundings(checked_id(arguments.get<std::string>("as"), "--as"));
  const char* rater = std::getenv("ATTUNE_RATER");
  if (rater != nullptr && *rater != '\0') return real_surroundings(checked_id(rater, "ATTUNE_RATER"));
  return real_surroundings(otherwise);
}

Study open_study(const std::string& path, Surroundings surroundings, Context& context) {
  Study study = Study::open(path, std::move(surroundings));
  warn_of_access(path, context);
  return study;
}

void warn_of_access(const std::string& path, Context& context) {
  if (const std::string caution = access_caution(path); !caution.empty()) context.err << visible(caution) << '\n';
}

ListFormat list_format_of(const Arguments& arguments) { return choice(arguments, "format", kFormats); }

void describe_scales(po::options_description& options, const char* what) {
  options.add_options()("codebook,b", po::value<std::vector<std::string>>()->composing()->value_name("BOOK"), what);
}

ScaleNames scales_of(const Arguments& arguments) {
  std::vector<std::string> names;
  if (arguments.has("codebook")) names = arguments.get<std::vector<std::string>>("codebook");
  ScaleNames scales(open_codebooks(names));
  if (scales.scales().empty())
    throw Errors(Problem{{names.empty() ? "" : names[0], 0, 0}, "the codebooks in use have no scales", ""});
  return scales;
}

std::vector<Codebook> codebooks_of(Study& study) {
  std::vector<Codebook> codebooks;
  for (const CodebookRecord& record : study.codebooks()) codebooks.push_back(parse_codebook(record.text, record.id));
  return codebooks;
}

std::vector<Codebook> shipped_and(std::vector<Codebook> codebooks) {
  std::vector<Codebook> all = shipped_codebooks();
  for (Codebook& codebook : codebooks) all.push_back(std::move(codebook));
  return all;
}

std::vector<Scale> scales_of(const std::vector<Codebook>& codebooks) {
  std::vector<Scale> scales;
  for (const Codebook& codebook : codebooks)
    for (const Scale& scale : codebook.scales)
      if (std::ranges::find(scales, scale.id, &Scale::id) == scales.end()) scales.push_back(scale);
  return scales;
}

std::string rater_of(const Arguments& arguments) {
  if (!arguments.has("rater")) throw UsageError("expected --rater with the rater's id");
  return checked_id(arguments.get<std::string>("rater"), "--rater");
}

bool is_id(const std::string& text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._-").find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= kLongestId && std::ranges::all_of(text, fits);
}

std::vector<std::string> split_at_commas(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

}  // namespace attune::cli
