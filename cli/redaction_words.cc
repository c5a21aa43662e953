#include "cli/redaction_words.h"

#include <algorithm>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>

#include "attune/codebook/codebooks.h"
#include "attune/error.h"
#include "attune/formats/redaction_key.h"
#include "attune/io/files.h"
#include "attune/text/unicode.h"
#include "attune/text/visible.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr const char* kAnyLanguage = "any";

std::string trimmed(std::string text) {
  text.erase(0, std::min(text.find_first_not_of(" \t\r"), text.size()));
  text.erase(text.find_last_not_of(" \t\r") + 1);
  return text;
}

std::vector<std::string> files_of(const Arguments& arguments, const char* option) {
  return arguments.has(option) ? arguments.get<std::vector<std::string>>(option) : std::vector<std::string>{};
}

std::string utf8_of(const std::string& file, std::string_view what) {
  std::string text = read_file(file);
  if (find_invalid_utf8(text)) throw Errors(Problem{{file, 0, 0}, fmt::format("{} in UTF-8", what), "another encoding"});
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  return text;
}

/// "TERM" or "TERM,KIND" a line; "#" begins a comment.
void add_terms(std::vector<ListedTerm>& terms, const std::string& file, IdentifierKind otherwise) {
  std::istringstream lines(utf8_of(file, "a list"));
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    line = trimmed(line);
    if (line.empty() || line.starts_with('#')) continue;
    ListedTerm term{line, otherwise};
    if (const std::size_t comma = line.rfind(','); comma != std::string::npos) {
      const auto kind = parse_identifier_kind(trimmed(line.substr(comma + 1)));
      if (!kind) throw Errors(Problem{{file, number, 0}, "a kind behind the comma: name, place, institution, date, age, phone, email, url, address, number or listed", "another word"});
      term = {trimmed(line.substr(0, comma)), *kind};
    }
    if (!term.text.empty()) terms.push_back(std::move(term));
  }
}

}  // namespace

void describe_redaction_words(po::options_description& options) {
  const auto files = [] { return po::value<std::vector<std::string>>()->composing()->value_name("FILE"); };
  options.add_options()
      ("list", files(), "names and words of the study's own to find, one a line: TERM or TERM,KIND (may be repeated)")
      ("names", files(), "names to find, one a line: what a register or a list of first names in another language has (may be repeated)")
      ("lists", files(), "what is looked for in transcripts of a language, instead of the shipped lists: a file like codebooks/privacy/de.toml (may be repeated)");
}

RedactionLists::RedactionLists(const Arguments& arguments) {
  for (const std::string& file : files_of(arguments, "list")) add_terms(listed_, file, IdentifierKind::listed);
  for (const std::string& file : files_of(arguments, "names")) add_terms(listed_, file, IdentifierKind::name);
  for (const std::string& file : files_of(arguments, "lists")) given_.push_back(parse_privacy(utf8_of(file, "lists"), file));
}

const RedactionWords& RedactionLists::of(const Transcript& transcript) {
  const std::string& language = transcript.language;
  if (const auto known = known_.find(language); known != known_.end()) return known->second;
  PrivacyWords words;
  if (const auto own = std::ranges::find(given_, language, &PrivacyWords::language); own != given_.end()) {
    words = *own;
  } else if (auto shipped = shipped_privacy(language)) {
    words = *std::move(shipped);
  } else {
    without_.insert(language);
    words = shipped_privacy(kAnyLanguage).value();
  }
  IdentifierFinder finder(words, shipped_language(language).value_or(Language{}), listed_);
  return known_.emplace(language, RedactionWords{std::move(words), std::move(finder)}).first->second;
}

RedactionKey redaction_key_from(const std::string& file, Context& context) {
  const std::string text = utf8_of(file, "a key");
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0 && (status.st_mode & 077) != 0) context.err << fmt::format("{}: others can read this key (chmod 600 takes that away)\n", visible(file));
  return parse_redaction_key(text, file);
}

}  // namespace attune::cli
