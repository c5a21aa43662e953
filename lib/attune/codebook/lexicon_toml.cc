// Patterns and lexicons of a codebook, from TOML.
#include "attune/codebook/codebook_reading.h"

#include <algorithm>
#include <set>
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

/// One word, or the words of a lexicon: these are taken out of whatever finds them. All else is a phrase, and takes out its like.
bool is_taken_word_by_word(const PatternSequence& items) {
  using Kind = PatternItem::Kind;
  if (items.size() != 1 || items[0].optional) return false;
  const Kind kind = items[0].kind;
  if (kind == Kind::word) return items[0].text.find('-') == std::string::npos;
  return kind == Kind::lexicon || kind == Kind::prefix || kind == Kind::inflection || kind == Kind::exact;
}

/// Whether a phrase is an entry of a lexicon or of those it holds.
bool holds(const std::string& name, const PatternSequence& phrase, const std::vector<Lexicon>& lexicons, std::set<std::string>& asked) {
  const auto lexicon = std::ranges::find(lexicons, name, &Lexicon::name);
  if (lexicon == lexicons.end() || !asked.insert(name).second) return false;
  return std::ranges::any_of(lexicon->entries, [&](const std::string& entry) {
    const PatternSequence items = parse_pattern(entry).items;
    const bool is_lexicon = items.size() == 1 && items[0].kind == PatternItem::Kind::lexicon;
    return items == phrase || (is_lexicon && holds(items[0].text, phrase, lexicons, asked));
  });
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
  const std::vector<const TomlValue*> except = table.texts("except");
  lexicon.except = read_phrases(except, entry.key, reading);
  for (const TomlValue* text : except)
    if (ParsedPattern parsed = parse_pattern(text->text); parsed.mistakes.empty() && !is_taken_word_by_word(parsed.items))
      reading.excepted.push_back({entry.key, text, std::move(parsed.items)});
  table.finish();
  return lexicon;
}

void check_exceptions(const std::vector<Lexicon>& lexicons, CodebookReading& reading) {
  for (const ExceptedPhrase& phrase : reading.excepted) {
    std::set<std::string> asked;
    if (!holds(phrase.lexicon, phrase.items, lexicons, asked))
      reading.report.add(phrase.text->place, "a word, or a phrase that is an entry, in \"except\"", quoted(*phrase.text) + ", which takes nothing away");
  }
}

}  // namespace attune
