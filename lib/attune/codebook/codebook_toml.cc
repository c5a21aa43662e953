// From TOML to a Codebook. Names are resolved at the end (codebook_names.h), everything else where it is read.
#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebook.h"
#include "attune/codebook/codebook_reading.h"
#include "attune/codebook/codebooks.h"
#include "attune/codebook/extend.h"

namespace attune {
namespace {

/// "1.0.0"
bool is_version(std::string_view text) {
  int numbers = 0;
  while (true) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits == 0 || digits > 9) return false;
    ++numbers;
    text.remove_prefix(digits);
    if (text.empty()) return numbers == 3;
    if (text.front() != '.') return false;
    text.remove_prefix(1);
  }
}

/// "en", "en-GB": a language of two or three letters, then subtags (BCP 47, as far as it matters here).
bool is_language(std::string_view text) {
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto fits = [&](char c) {
    return is_letter(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  const std::string_view first = text.substr(0, text.find('-'));
  return (first.size() == 2 || first.size() == 3) && std::ranges::all_of(first, is_letter) && text.size() <= 35 &&
         std::ranges::all_of(text, fits) && text.back() != '-';
}

void read_header(TomlTable& table, Codebook& book, std::optional<Extension>& extension, CodebookReading& reading) {
  TomlReport& report = reading.report;
  if (const TomlValue* value = table.find_text("id", Need::required)) {
    // A codebook is alone in its file, so its id has no names to clash with.
    CodebookNames().declare(NameKind::code, value->text, value->place, report);
    book.id = value->text;
  }
  if (const TomlValue* value = table.find_text("version", Need::required)) {
    if (!is_version(value->text)) report.add(value->place, "a version of three numbers, as in 1.0.0", quoted(*value));
    book.version = value->text;
  }
  if (const TomlValue* value = table.find_text("language", Need::required)) {
    if (!is_language(value->text)) report.add(value->place, "a language tag, as in en or en-GB", quoted(*value));
    book.language = value->text;
  }
  book.title = table.text("title", Need::required);
  book.description = table.text("description");
  book.on_by_default = table.flag("default").value_or(true);
  for (const TomlValue* key : table.texts("own_sections")) reading.names.declare(NameKind::section, key->text, key->place, report);
  extension = read_extension(table, reading);
  if (extension && extension->base.id == book.id) report.add(table.place(), "an id other than that of the codebook it extends", "\"" + book.id + "\"");
  table.finish();
}

Reference read_reference(TomlTable& table, CodebookReading& reading) {
  Reference reference;
  reference.id = read_id(table, NameKind::reference, reading);
  reference.text = table.text("text", Need::required);
  table.finish();
  return reference;
}

Code read_code(TomlTable& table, CodebookReading& reading) {
  Code code;
  code.id = read_id(table, NameKind::code, reading);
  code.title = table.text("title", Need::required);
  code.definition = table.text("definition", Need::required);
  code.polarity = table.choice("polarity", kPolarityWords, Need::required).value_or(Polarity::neutral);
  if (const TomlValue* parent = table.find_text("parent")) {
    code.parent = parent->text;
    mention(*parent, NameKind::code, reading);
  }
  table.finish();
  return code;
}

Index read_index(TomlTable& table, CodebookReading& reading) {
  Index index;
  index.place = table.place();
  index.id = read_id(table, NameKind::index, reading);
  index.title = table.text("title", Need::required);
  for (const TomlValue* code : table.texts("codes", Need::required)) {
    index.codes.push_back(code->text);
    mention(*code, NameKind::code, reading);
  }
  index.polarity = table.choice("polarity", kPolarityWords);
  index.sections = read_sections(table, "sections", reading);
  if (auto weights = table.table("weights")) {
    for (const TomlValue& entry : weights->entries()) {
      if (const auto weight = weights->number(entry.key)) index.weights.emplace_back(entry.key, *weight);
      reading.names.mention({NameKind::code, entry.key, entry.key_place, ""});
    }
  }
  table.finish();
  return index;
}

/// Marks have a code and a sub-code and no third level.
void check_parents(const std::vector<TomlTable>& tables, const std::vector<Code>& codes, TomlReport& report) {
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const auto parent = std::ranges::find(codes, codes[i].parent, &Code::id);
    if (!codes[i].parent.empty() && parent != codes.end() && !parent->parent.empty())
      report.add(tables[i].place(), "a parent code that has no parent itself", "\"" + parent->id + "\"");
  }
}

}  // namespace

std::string read_id(TomlTable& table, NameKind kind, CodebookReading& reading) {
  const TomlValue* value = table.find_text("id", Need::required);
  if (value == nullptr) return "";
  reading.names.declare(kind, value->text, value->place, reading.report);
  return value->text;
}

void mention(const TomlValue& value, NameKind kind, CodebookReading& reading) {
  reading.names.mention({kind, value.text, value.place, ""});
}

std::vector<std::string> read_sections(TomlTable& table, std::string_view key, CodebookReading& reading) {
  std::vector<std::string> sections;
  for (const TomlValue* section : table.texts(key)) {
    mention(*section, NameKind::section, reading);
    sections.push_back(section->text);
  }
  return sections;
}

std::string quoted(const TomlValue& text) { return "\"" + text.text + "\""; }

namespace {

Codebook parse(std::string_view toml, const std::string& file, Patterns patterns, RegexCheck check) {
  const TomlValue root = parse_toml(toml, file);
  CodebookReading reading(toml, file, patterns, check);
  Codebook book;
  TomlTable top(root, "the file", reading.report);
  std::optional<Extension> extension;
  if (auto header = top.table("codebook", Need::required)) read_header(*header, book, extension, reading);
  for (TomlTable& table : top.tables("reference")) book.references.push_back(read_reference(table, reading));
  std::vector<TomlTable> codes = top.tables("code");
  for (TomlTable& table : codes) book.codes.push_back(read_code(table, reading));
  check_parents(codes, book.codes, reading.report);
  for (TomlTable& table : top.tables("scale")) book.scales.push_back(read_scale(table, reading));
  if (auto lexicons = top.table("lexicon"))
    for (const TomlValue& entry : lexicons->entries()) book.lexicons.push_back(read_lexicon(entry, reading));
  std::vector<Code> known_codes = book.codes;
  if (extension) known_codes.insert(known_codes.end(), extension->base.codes.begin(), extension->base.codes.end());
  for (TomlTable& table : top.tables("marker")) book.markers.push_back(read_marker(table, known_codes, reading));
  for (TomlTable& table : top.tables("index")) book.indices.push_back(read_index(table, reading));
  top.finish();
  for (const std::string& key : shipped_section_keys()) reading.names.inherit(NameKind::section, key);
  reading.names.resolve(reading.report);
  const std::string base_sha256 = extension ? sha256_of(extension->base) : "";
  if (extension) book = extended(*std::move(extension), std::move(book), reading.report);
  check_exceptions(book.lexicons, reading);
  reading.report.throw_if_any();
  book.file = file;
  book.text = std::string(toml);
  book.base_sha256 = base_sha256;
  return book;
}

}  // namespace

Codebook parse_codebook(std::string_view toml, const std::string& file, RegexCheck check) { return parse(toml, file, Patterns::checked, check); }
Codebook parse_sound_codebook(std::string_view toml, const std::string& file) { return parse(toml, file, Patterns::sound, nullptr); }

}  // namespace attune
