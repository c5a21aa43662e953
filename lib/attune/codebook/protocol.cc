#include "attune/codebook/protocol.h"

#include <algorithm>
#include <utility>

#include "attune/codebook/codebook_names.h"
#include "attune/codebook/codebooks.h"
#include "attune/codebook/cue.h"
#include "attune/codebook/toml_reader.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr Word<ReflectiveDemand> kDemands[] = {
    {"none", ReflectiveDemand::none}, {"permit", ReflectiveDemand::permit}, {"demand", ReflectiveDemand::demand}};

constexpr Word<ProbeFor> kProbeFor[] = {{"section", ProbeFor::section}, {"death", ProbeFor::each_death}, {"harm", ProbeFor::each_harm}};

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

Probe read_probe(TomlTable& table, const CueLists& lists, TomlReport& report) {
  Probe probe;
  probe.id = table.text("id", Need::required);
  probe.title = table.text("title", Need::required);
  probe.about = table.choice("each", kProbeFor).value_or(probe.about);
  for (const TomlValue* text : table.texts("cues", Need::required)) probe.cues.push_back(read_cue(*text, lists, report).cue);
  for (const TomlValue* text : table.texts("told")) probe.told.push_back(read_cue(*text, lists, report).cue);
  table.finish();
  return probe;
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
  section.every_word = table.flag("every_word").value_or(section.every_word);
  for (TomlTable& probe : table.tables("probe")) section.probes.push_back(read_probe(probe, lists, report));
  if (section.weight <= 0) report.add(table.place(), "a \"weight\" above 0 in [[section]]", "another");
  table.finish();
  return section;
}

/// "q13", "q 13"
bool is_number_tag(const std::string& tag) {
  const std::size_t digit = tag.find_first_of("0123456789");
  return tag.starts_with('q') && digit != std::string::npos && tag.find_first_not_of("0123456789", digit) == std::string::npos;
}

/// Numbers the sections anew. What is not among `questions` may come anywhere.
void number_questions(Protocol& protocol, const std::vector<const TomlValue*>& questions, TomlReport& report) {
  for (ProtocolSection& section : protocol.sections) {
    if (!section.codable) continue;
    section.order = 0;
    std::erase_if(section.tags, is_number_tag);
  }
  int number = 0;
  for (const TomlValue* key : questions) {
    const auto section = std::ranges::find(protocol.sections, key->text, &ProtocolSection::key);
    ++number;
    if (section == protocol.sections.end()) {
      report.add(key->place, "the key of a section", "\"" + key->text + "\"");
      continue;
    }
    section->order = number;
    section->tags.push_back("q" + std::to_string(number));
    section->tags.push_back("q " + std::to_string(number));
  }
}

void add_or_replace(std::vector<ProtocolSection>& sections, ProtocolSection section) {
  const auto known = std::ranges::find(sections, section.key, &ProtocolSection::key);
  if (known == sections.end()) sections.push_back(std::move(section));
  else *known = std::move(section);
}

}  // namespace

Protocol parse_protocol(std::string_view toml, const std::string& file) {
  const TomlValue root = parse_toml(toml, file);
  TomlReport report(toml, file);
  CodebookNames names;
  Protocol protocol;
  std::vector<const TomlValue*> questions;
  TomlTable top(root, "the file", report);
  if (auto header = top.table("protocol", Need::required)) {
    if (const TomlValue* base = header->find_text("extends")) {
      if (auto shipped = shipped_protocol(base->text)) protocol = *std::move(shipped);
      else report.add(base->place, "the id of a shipped protocol map", "\"" + base->text + "\"");
    }
    questions = header->texts("questions");
    protocol.id = header->text("id", Need::required);
    protocol.title = header->text("title", Need::required);
    protocol.language = header->text("language", Need::required);
    header->finish();
  }
  CueLists lists;
  if (auto words = top.table("words")) lists = read_lists(*words, report);
  for (TomlTable& table : top.tables("section")) add_or_replace(protocol.sections, read_section(table, lists, names, report));
  if (!questions.empty()) number_questions(protocol, questions, report);
  top.finish();
  report.throw_if_any();
  return protocol;
}

}  // namespace attune
