#include "attune/codebook/notation_toml.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "attune/codebook/toml_reader.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr Word<BracketContent> kContents[] = {
    {"comment", BracketContent::comment}, {"spoken", BracketContent::spoken}, {"overlap", BracketContent::overlap}};

std::vector<std::string> words(TomlTable& table, std::string_view key) {
  std::vector<std::string> words;
  for (const TomlValue* text : table.texts(key)) words.push_back(folded(text->text));
  return words;
}

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
  profile.interviewer_labels = words(table, "interviewer");
  profile.participant_labels = words(table, "participant");
  profile.header_keys = words(table, "header");
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
  profile.short_pauses = words(table, "short");
  profile.long_pauses = words(table, "long");
  profile.pause_dots = words(table, "dots");
  profile.seconds = words(table, "seconds");
  profile.minutes = words(table, "minutes");
  table.finish();
}

void read_sounds(TomlTable& table, NotationProfile& profile) {
  profile.laughs = words(table, "laugh");
  profile.cries = words(table, "cry");
  profile.sighs = words(table, "sigh");
  profile.other_sounds = words(table, "other");
  table.finish();
}

void read_marks(TomlTable& table, NotationProfile& profile) {
  profile.sic = words(table, "sic");
  profile.unintelligible = words(table, "unintelligible");
  profile.redacted = words(table, "redacted");
  table.finish();
}

void read_words(TomlTable& table, NotationProfile& profile) {
  profile.backchannels = words(table, "backchannel");
  profile.fillers = words(table, "filler");
  profile.function_words = words(table, "function");
  profile.apostrophe_words = words(table, "apostrophe");
  profile.abbreviations = words(table, "abbreviation");
  table.finish();
}

}  // namespace

NotationProfile parse_notation(std::string_view toml, const std::string& file) {
  const TomlValue root = parse_toml(toml, file);
  TomlReport report(toml, file);
  NotationProfile profile;
  TomlTable top(root, "the file", report);
  if (auto table = top.table("notation", Need::required)) read_header(*table, profile);
  if (auto table = top.table("labels", Need::required)) read_labels(*table, profile);
  std::vector<TomlTable> brackets = top.tables("bracket");
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
