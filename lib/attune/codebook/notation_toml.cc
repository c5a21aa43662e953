#include "attune/codebook/notation_toml.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "attune/codebook/shipped.h"
#include "attune/codebook/toml_reader.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr Word<BracketContent> kContents[] = {
    {"comment", BracketContent::comment}, {"spoken", BracketContent::spoken}, {"maze", BracketContent::maze}, {"overlap", BracketContent::overlap}};

/// A list that is there, also an empty one, stands for the one of the profile this one extends.
void take_words(TomlTable& table, std::string_view key, std::vector<std::string>& words) {
  if (table.find(key) == nullptr) return;
  words.clear();
  for (const TomlValue* text : table.texts(key)) words.push_back(folded(text->text));
}

const TomlValue* child(const TomlValue& table, std::string_view key) {
  const auto found = std::ranges::find(table.items, key, &TomlValue::key);
  return found == table.items.end() ? nullptr : &*found;
}

/// Whether a profile says in its header that it extends another.
bool extends_another(std::string_view toml, const std::string& path) {
  const TomlValue root = parse_toml(toml, path);
  const TomlValue* header = child(root, "notation");
  return header != nullptr && child(*header, "extends") != nullptr;
}

/// The profile `base` names; an empty one when it may not be extended.
NotationProfile extended(const TomlValue& base, TomlReport& report) {
  const std::string path = "notation/" + base.text + ".toml";
  const std::string_view shipped = shipped_file(path);
  if (!shipped.empty() && !extends_another(shipped, path)) return parse_notation(shipped, path);
  report.add(base.place, shipped.empty() ? "extends to name a shipped notation profile" : "extends to name a profile that extends none", "\"" + base.text + "\"");
  return {};
}

/// What an extended profile says holds where this one says nothing.
void read_header(TomlTable& table, NotationProfile& profile) {
  profile.id = table.text("id", Need::required);
  profile.title = table.text("title", Need::required);
  profile.language = table.text("language", Need::required);
  profile.interruption = table.text_or_empty("interruption").value_or(profile.interruption);
  profile.cut_off_hyphen = table.flag("cut_off_hyphen").value_or(profile.cut_off_hyphen);
  profile.dots_are_pauses = table.flag("dots_are_pauses").value_or(profile.dots_are_pauses);
  table.finish();
}

void read_labels(TomlTable& table, NotationProfile& profile) {
  take_words(table, "interviewer", profile.interviewer_labels);
  take_words(table, "participant", profile.participant_labels);
  take_words(table, "header", profile.header_keys);
  table.finish();
}

Bracket read_bracket(TomlTable& table) {
  Bracket bracket;
  bracket.open = table.text("open", Need::required);
  bracket.close = table.text("close", Need::required);
  bracket.otherwise = table.choice("otherwise", kContents, Need::required).value_or(bracket.otherwise);
  table.finish();
  return bracket;
}

/// A bracket that opens as an earlier one does would never be tried.
void check_brackets(std::vector<TomlTable>& tables, const std::vector<Bracket>& brackets, TomlReport& report) {
  for (std::size_t i = 0; i < brackets.size(); ++i)
    for (std::size_t k = 0; k < i; ++k)
      if (!brackets[k].open.empty() && brackets[i].open.starts_with(brackets[k].open)) {
        report.add(tables[i].place(), "the longer opening before \"" + brackets[k].open + "\"",
                   "\"" + brackets[i].open + "\" after it");
        break;
      }
}

void read_pauses(TomlTable& table, NotationProfile& profile) {
  take_words(table, "short", profile.short_pauses);
  take_words(table, "long", profile.long_pauses);
  take_words(table, "dots", profile.pause_dots);
  take_words(table, "seconds", profile.seconds);
  take_words(table, "minutes", profile.minutes);
  table.finish();
}

void read_sounds(TomlTable& table, NotationProfile& profile) {
  take_words(table, "laugh", profile.laughs);
  take_words(table, "cry", profile.cries);
  take_words(table, "sigh", profile.sighs);
  take_words(table, "other", profile.other_sounds);
  table.finish();
}

void read_marks(TomlTable& table, NotationProfile& profile) {
  take_words(table, "sic", profile.sic);
  take_words(table, "unintelligible", profile.unintelligible);
  take_words(table, "redacted", profile.redacted);
  table.finish();
}

void read_words(TomlTable& table, NotationProfile& profile) {
  take_words(table, "backchannel", profile.backchannels);
  take_words(table, "filler", profile.fillers);
  take_words(table, "function", profile.function_words);
  take_words(table, "apostrophe", profile.apostrophe_words);
  take_words(table, "abbreviation", profile.abbreviations);
  table.finish();
}

}  // namespace

NotationProfile parse_notation(std::string_view toml, const std::string& file) {
  const TomlValue root = parse_toml(toml, file);
  TomlReport report(toml, file);
  NotationProfile profile;
  TomlTable top(root, "the file", report);
  bool extends = false;
  if (auto table = top.table("notation", Need::required)) {
    const TomlValue* base = table->find_text("extends");
    extends = base != nullptr;
    if (extends) profile = extended(*base, report);
    read_header(*table, profile);
  }
  if (auto table = top.table("labels", extends ? Need::optional : Need::required)) read_labels(*table, profile);
  std::vector<TomlTable> brackets = top.tables("bracket");
  if (!brackets.empty()) profile.brackets.clear();
  for (TomlTable& table : brackets) profile.brackets.push_back(read_bracket(table));
  check_brackets(brackets, profile.brackets, report);
  if (auto table = top.table("pause")) read_pauses(*table, profile);
  if (auto table = top.table("sound")) read_sounds(*table, profile);
  if (auto table = top.table("marks")) read_marks(*table, profile);
  if (auto table = top.table("words")) read_words(*table, profile);
  top.finish();
  report.throw_if_any();
  return profile;
}

}  // namespace attune
