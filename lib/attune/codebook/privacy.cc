#include "attune/codebook/privacy.h"

#include <utility>

#include "attune/codebook/toml_reader.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr Word<IdentifierKind> kKinds[] = {
    {"name", IdentifierKind::name},   {"place", IdentifierKind::place}, {"institution", IdentifierKind::institution}, {"date", IdentifierKind::date},
    {"age", IdentifierKind::age},     {"phone", IdentifierKind::phone}, {"email", IdentifierKind::email},             {"url", IdentifierKind::url},
    {"address", IdentifierKind::address}, {"number", IdentifierKind::number}, {"listed", IdentifierKind::listed}};

std::vector<std::string> folded_words(TomlTable& table, std::string_view key) {
  std::vector<std::string> words;
  for (const TomlValue* text : table.texts(key)) words.push_back(folded(text->text));
  return words;
}

}  // namespace

std::string_view identifier_kind_name(IdentifierKind kind) {
  for (const auto& [name, meaning] : kKinds)
    if (meaning == kind) return name;
  return "";
}

std::optional<IdentifierKind> parse_identifier_kind(std::string_view text) {
  for (const auto& [name, meaning] : kKinds)
    if (name == text) return meaning;
  return std::nullopt;
}

PrivacyWords parse_privacy(std::string_view toml, const std::string& file) {
  const TomlValue root = parse_toml(toml, file);
  TomlReport report(toml, file);
  PrivacyWords words;
  TomlTable top(root, "the file", report);
  if (auto header = top.table("privacy", Need::required)) {
    words.id = header->text("id", Need::required);
    words.language = header->text("language", Need::required);
    header->finish();
  }
  if (auto names = top.table("names")) {
    words.capitals = names->flag("capitals").value_or(words.capitals);
    words.titles = folded_words(*names, "titles");
    words.given = folded_words(*names, "given");
    words.words_too = folded_words(*names, "words_too");
    names->finish();
  }
  if (auto places = top.table("places")) {
    words.before_places = folded_words(*places, "before");
    places->finish();
  }
  if (auto known = top.table("known_places"))
    for (const TomlValue& what : known->entries())
      for (const TomlValue* name : texts_of(what, Need::required, report)) words.places.push_back({what.key, folded(name->text)});
  if (auto dates = top.table("dates")) {
    words.months = folded_words(*dates, "months");
    dates->finish();
  }
  if (auto nouns = top.table("replacements")) {
    for (const auto& [name, kind] : kKinds)
      if (const TomlValue* noun = nouns->find_text(name)) words.nouns.push_back({kind, noun->text});
    nouns->finish();
  }
  if (auto others = top.table("not_names")) {
    words.not_names = folded_words(*others, "words");
    others->finish();
  }
  for (TomlTable& table : top.tables("shape")) {
    PrivacyShape shape;
    shape.kind = table.choice("kind", kKinds, Need::required).value_or(shape.kind);
    if (const TomlValue* pattern = table.find_text("pattern", Need::required)) {
      shape.pattern = pattern->text;
      shape.line = pattern->place.line;
    }
    shape.least_digits = table.count("least_digits").value_or(0);
    table.finish();
    words.shapes.push_back(std::move(shape));
  }
  top.finish();
  report.throw_if_any();
  return words;
}

}  // namespace attune
