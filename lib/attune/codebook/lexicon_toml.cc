// Patterns and lexicons of a codebook, from TOML.
#include "attune/codebook/codebook_reading.h"

#include <utility>

#include <fmt/format.h>

namespace attune {
namespace {

void mention_lexicons(const PatternSequence& items, const TomlValue& text, const std::string& from,
                      CodebookReading& reading) {
  for (const PatternItem& item : items) {
    if (item.kind == PatternItem::Kind::lexicon)
      reading.names.mention({NameKind::lexicon, item.text, reading.report.inside(text, item.column), from});
    for (const PatternSequence& alternative : item.alternatives) mention_lexicons(alternative, text, from, reading);
  }
}

/// The phrases of a lexicon. They may stand anywhere in a pattern, so the scope's ends have no place in them.
std::vector<std::string> read_phrases(const std::vector<const TomlValue*>& texts, const std::string& lexicon,
                                      CodebookReading& reading) {
  std::vector<std::string> phrases;
  for (const TomlValue* text : texts) {
    for (const PatternItem& item : read_pattern(*text, lexicon, reading))
      if (item.kind == PatternItem::Kind::start || item.kind == PatternItem::Kind::end)
        reading.report.add_inside(*text, item.column, "\"^\" and \"$\" only in the patterns of markers",
                                  "one in a lexicon");
    phrases.push_back(text->text);
  }
  return phrases;
}

}  // namespace

PatternSequence read_pattern(const TomlValue& text, const std::string& lexicon, CodebookReading& reading) {
  if (reading.patterns == Patterns::sound) return {};
  ParsedPattern parsed = parse_pattern(text.text);
  for (PatternMistake& mistake : parsed.mistakes)
    reading.report.add_inside(text, mistake.column, std::move(mistake.expected), std::move(mistake.found));
  mention_lexicons(parsed.items, text, lexicon, reading);
  return std::move(parsed.items);
}

Lexicon read_lexicon(const TomlValue& entry, CodebookReading& reading) {
  Lexicon lexicon;
  lexicon.name = entry.key;
  lexicon.place = entry.key_place;
  reading.names.declare(NameKind::lexicon, entry.key, entry.key_place, reading.report);
  if (entry.kind != TomlValue::Kind::table) {
    lexicon.entries = read_phrases(texts_of(entry, Need::required, reading.report), entry.key, reading);
    return lexicon;
  }
  TomlTable table(entry, fmt::format("the lexicon {}", entry.key), reading.report);
  lexicon.entries = read_phrases(table.texts("entries", Need::required), entry.key, reading);
  lexicon.except = read_phrases(table.texts("except"), entry.key, reading);
  table.finish();
  return lexicon;
}

}  // namespace attune
