#include "attune/codebook/protocol.h"

#include <utility>

#include "attune/codebook/codebook_names.h"
#include "attune/codebook/cue.h"
#include "attune/codebook/toml_reader.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr Word<ReflectiveDemand> kDemands[] = {
    {"none", ReflectiveDemand::none}, {"permit", ReflectiveDemand::permit}, {"demand", ReflectiveDemand::demand}};

ParsedCue read_cue(const TomlValue& text, const CueLists& lists, TomlReport& report) {
  ParsedCue parsed = parse_cue(text.text, lists);
  for (PatternMistake& mistake : parsed.mistakes)
    report.add_inside(text, mistake.column, std::move(mistake.expected), std::move(mistake.found));
  return parsed;
}

/// The lists of [words], each "mother|mum|mom"; a list may name those above it.
CueLists read_lists(TomlTable& table, TomlReport& report) {
  CueLists lists;
  for (const TomlValue& entry : table.entries()) {
    const TomlValue* text = table.find_text(entry.key);
    if (text == nullptr) continue;
    ParsedCue parsed = read_cue(*text, lists, report);
    if (parsed.cue.groups.size() > 1)
      report.add(text->place, "one list of phrases parted by \"|\" in [words]", "\"&\"");
    if (parsed.cue.groups.size() == 1) lists.emplace(entry.key, std::move(parsed.cue.groups.front()));
  }
  return lists;
}

ProtocolSection read_section(TomlTable& table, const CueLists& lists, CodebookNames& names, TomlReport& report) {
  ProtocolSection section;
  if (const TomlValue* key = table.find_text("key", Need::required)) {
    names.declare(NameKind::section, key->text, key->place, report);
    section.key = key->text;
  }
  section.title = table.text("title", Need::required);
  section.order = table.count("order").value_or(0);
  section.rf = table.choice("rf", kDemands).value_or(section.rf);
  section.codable = table.flag("codable").value_or(section.codable);
  for (const std::string& tag : table.strings("tags")) section.tags.push_back(folded(tag));
  for (const TomlValue* text : table.texts("cues")) section.cues.push_back(read_cue(*text, lists, report).cue);
  section.weight = table.number("weight").value_or(section.weight);
  if (section.weight <= 0) report.add(table.place(), "a \"weight\" above 0 in [[section]]", "another");
  table.finish();
  return section;
}

}  // namespace

Protocol parse_protocol(std::string_view toml, const std::string& file) {
  const TomlValue root = parse_toml(toml, file);
  TomlReport report(toml, file);
  CodebookNames names;
  Protocol protocol;
  TomlTable top(root, "the file", report);
  if (auto header = top.table("protocol", Need::required)) {
    protocol.id = header->text("id", Need::required);
    protocol.title = header->text("title", Need::required);
    protocol.language = header->text("language", Need::required);
    header->finish();
  }
  CueLists lists;
  if (auto words = top.table("words")) lists = read_lists(*words, report);
  for (TomlTable& table : top.tables("section")) protocol.sections.push_back(read_section(table, lists, names, report));
  top.finish();
  report.throw_if_any();
  return protocol;
}

}  // namespace attune
