#include "attune/codebook/codebooks.h"

#include <algorithm>
#include <string>

#include "attune/codebook/notation_toml.h"
#include "attune/codebook/shipped.h"
#include "attune/codebook/toml.h"

namespace attune {
namespace {

constexpr std::string_view kEnding = ".toml";

// A shipped file is named after the id in it (a test holds that), so that one is found without parsing all.
std::string path_of(std::string_view folder, std::string_view id) {
  return std::string(folder) + std::string(id) + std::string(kEnding);
}

/// Ids of the files right in `folder` ("" or "notation/").
std::vector<std::string_view> ids_in(std::string_view folder) {
  std::vector<std::string_view> ids;
  for (const ShippedFile& file : shipped_files()) {
    if (!file.path.starts_with(folder) || !file.path.ends_with(kEnding)) continue;
    const std::string_view name = file.path.substr(folder.size(), file.path.size() - folder.size() - kEnding.size());
    if (name.find('/') == std::string_view::npos) ids.push_back(name);
  }
  return ids;
}

std::string name_for_messages(const std::string& path) { return "codebooks/" + path; }

template <typename T>
std::optional<T> parsed(std::string_view folder, std::string_view id,
                        T (*parse)(std::string_view, const std::string&)) {
  const std::string path = path_of(folder, id);
  const std::string_view text = shipped_file(path);
  if (text.empty()) return std::nullopt;
  return parse(text, name_for_messages(path));
}

const TomlValue* entry_of(const TomlValue& table, std::string_view key) {
  const auto entry = std::ranges::find(table.items, key, &TomlValue::key);
  return entry == table.items.end() ? nullptr : &*entry;
}

/// Whether a codebook is used when nobody names one. Its head, the table before the first of a list, says so: the rest need not be
/// read for that.
bool is_on_by_default(std::string_view id) {
  const std::string_view text = shipped_file(path_of("", id));
  const TomlValue head = parse_toml(text.substr(0, text.find("\n[[")), "");
  const TomlValue* codebook = entry_of(head, "codebook");
  const TomlValue* flag = codebook == nullptr ? nullptr : entry_of(*codebook, "default");
  return flag == nullptr || flag->flag;
}

}  // namespace

std::optional<Codebook> shipped_codebook(std::string_view id) {
  if (id.find('/') != std::string_view::npos) return std::nullopt;
  return parsed<Codebook>("", id, parse_sound_codebook);
}

std::vector<std::string_view> shipped_codebook_ids() { return ids_in(""); }

std::vector<Codebook> shipped_codebooks() {
  std::vector<Codebook> books;
  for (std::string_view id : shipped_codebook_ids()) books.push_back(*shipped_codebook(id));
  return books;
}

std::vector<Codebook> default_codebooks() {
  std::vector<Codebook> books;
  for (std::string_view id : shipped_codebook_ids())
    if (is_on_by_default(id)) books.push_back(*shipped_codebook(id));
  return books;
}

std::optional<Language> shipped_language(std::string_view id) {
  return parsed<Language>("language/", id, parse_language);
}

Language language_of(const Codebook& codebook) {
  Language language = shipped_language(codebook.language).value_or(Language{});
  language.id = codebook.language;
  return language;
}
std::optional<PrivacyWords> shipped_privacy(std::string_view id) { return parsed<PrivacyWords>("privacy/", id, parse_privacy); }

std::optional<NotationProfile> shipped_notation(std::string_view id) {
  return parsed<NotationProfile>("notation/", id, parse_notation);
}
std::vector<std::string_view> shipped_notation_ids() { return ids_in("notation/"); }

std::optional<Protocol> shipped_protocol(std::string_view id) {
  return parsed<Protocol>("protocol/", id, parse_protocol);
}
std::vector<std::string_view> shipped_protocol_ids() { return ids_in("protocol/"); }

const std::set<std::string>& shipped_section_keys() {
  static const std::set<std::string> keys = [] {
    std::set<std::string> all;
    for (std::string_view id : shipped_protocol_ids()) {
      // The sections of a map that this one extends are told there, and of cues nobody asks.
      const TomlValue root = parse_toml(shipped_file(path_of("protocol/", id)), "");
      const TomlValue* sections = entry_of(root, "section");
      if (sections == nullptr) continue;
      for (const TomlValue& section : sections->items) all.insert(entry_of(section, "key")->text);
    }
    return all;
  }();
  return keys;
}

}  // namespace attune
