#include "attune/formats/qdc_codebook.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::size_t kLongestId = 64;

bool fits_id(char c) { return is_ascii_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '-'; }

bool is_code_id(std::string_view name) { return !name.empty() && name.size() <= kLongestId && std::ranges::all_of(name, fits_id); }

/// "I don't know" is "i_don_t_know".
std::string id_of(const std::string& name) {
  if (is_code_id(name)) return name;
  std::string id;
  for (char c : folded(name))
    if (fits_id(c)) id += c;
    else if (!id.empty() && id.back() != '_') id += '_';
  if (id.size() > kLongestId - 4) id.resize(kLongestId - 4);  // room for a number
  while (!id.empty() && id.back() == '_') id.pop_back();
  return id.empty() ? "code" : id;
}

std::string toml_text(std::string_view text) {
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') (quoted += '\\') += c;
    else if (c == '\n') quoted += "\\n";
    else if (c == '\t') quoted += "\\t";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) quoted += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    else quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

QdcCodebook codebook_of(const std::vector<RefiCode>& codes, const std::string& id, const std::string& file) {
  QdcCodebook book;
  book.toml = fmt::format("# Codes taken over from a REFI-QDA codebook. Markers find them, or people mark them; docs/codebooks.md tells how.\n[codebook]\nid = {}\nversion = \"0.1.0\"\nlanguage = \"en\"\ntitle = {}\n",
                          toml_text(id), toml_text("Codes of " + file));
  std::map<std::string, std::string> tops;  // by name: the id of the code at the top it belongs to
  std::set<std::string> taken;
  std::size_t renamed = 0, raised = 0;
  std::set<std::string> below;  // names of codes that have a parent
  for (const RefiCode& code : codes) {
    std::string own = id_of(code.name);
    for (int number = 2; !taken.insert(own).second; ++number) own = fmt::format("{}_{}", id_of(code.name), number);
    renamed += own != code.name;
    const auto parent = code.parent.empty() ? tops.end() : tops.find(code.parent);
    const std::string top = parent == tops.end() ? "" : parent->second;
    raised += below.contains(code.parent);
    if (!top.empty()) below.insert(code.name);
    tops.insert_or_assign(code.name, top.empty() ? own : top);
    // What Attune wrote has the title in the first line.
    std::string title = code.name, definition = code.description;
    if (const std::size_t end = definition.find('\n'); own == code.name && end != std::string::npos) {
      title = definition.substr(0, end);
      definition.erase(0, end + 1);
    }
    if (trimmed(definition).empty()) definition = "No definition was given.";
    book.toml += fmt::format("\n[[code]]\nid = {}\ntitle = {}\ndefinition = {}\npolarity = \"neutral\"\n", toml_text(own), toml_text(title), toml_text(definition));
    if (!top.empty()) book.toml += fmt::format("parent = {}\n", toml_text(top));
  }
  if (renamed > 0) book.told.push_back(fmt::format("{} codes have an id made of their name, for ids are letters, digits, \".\", \"_\" and \"-\"", renamed));
  if (raised > 0) book.told.push_back(fmt::format("{} codes hung below a sub-code and hang on its parent now, for there are two levels", raised));
  book.told.emplace_back("every code is neutral until its polarity is set; colours and sets are left out");
  return book;
}

}  // namespace attune
