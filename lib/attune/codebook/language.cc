#include "attune/codebook/language.h"

#include <map>
#include <utility>

#include "attune/codebook/codebook_names.h"
#include "attune/codebook/toml_reader.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr Word<Gender> kGenders[] = {{"female", Gender::female}, {"male", Gender::male}, {"unknown", Gender::unknown}};

constexpr std::string_view kPeopleWords[] = {
    "he", "she", "mine", "yours", "his", "hers", "theirs", "died", "dead", "death", "lost", "killed",
    "passed", "pass", "away", "beyond", "not_really", "of", "was", "got", "harm", "adjectives", "determiners", "supposed", "self", "harmed",
    "contests", "contest_of", "longing", "longing_for", "asked_who", "roles", "male_roles", "female_roles",
    "men", "women", "strangers", "mr", "mrs", "titles", "nobody", "likened", "merely", "pointing", "in_law", "living", "no_names",
    "ages", "ageless", "alone", "joins", "conjunctions", "asides", "there", "called", "spared", "lasting", "besides", "excepting"};

std::vector<std::string> folded_words(const std::vector<const TomlValue*>& texts) {
  std::vector<std::string> words;
  for (const TomlValue* text : texts) words.push_back(folded(text->text));
  return words;
}

class LanguageReader {
 public:
  LanguageReader(std::string_view source, const std::string& file) : report_(source, file) {}

  Language read(const TomlValue& root) {
    TomlTable top(root, "the file", report_);
    if (auto header = top.table("language", Need::required)) read_header(*header);
    if (auto people = top.table("people")) read_people(*people);
    if (auto clauses = top.table("clauses")) read_clauses(*clauses);
    if (auto frames = top.table("frames")) read_frames(*frames);
    if (auto episodes = top.table("episodes")) read_episodes(*episodes);
    if (auto adjectives = top.table("adjectives")) read_adjectives(*adjectives);
    if (auto grammar = top.table("grammar")) read_grammar(*grammar);
    if (auto ages = top.table("ages")) read_ages(*ages);
    if (auto inflection = top.table("inflection")) {
      language_.inflection.dropped = folded_words(inflection->texts("dropped"));
      language_.inflection.endings = folded_words(inflection->texts("endings"));
      inflection->finish();
    }
    if (auto interview = top.table("interview")) read_interview(*interview);
    for (TomlTable& table : top.tables("kin")) read_kin(table);
    if (auto irregular = top.table("irregular")) language_.irregular = read_forms(*irregular);
    if (auto which = top.table("which")) language_.which = read_forms(*which);
    top.finish();
    report_.throw_if_any();
    return std::move(language_);
  }

 private:
  void read_header(TomlTable& table) {
    language_.id = table.text("id", Need::required);
    language_.negators = folded_words(table.texts("negators", Need::required));
    language_.clause_breaks = folded_words(table.texts("clause_breaks"));
    language_.numbers = folded_words(table.texts("numbers"));
    language_.common = folded_words(table.texts("common"));
    table.finish();
  }

  void read_people(TomlTable& table) {
    for (std::string_view key : kPeopleWords)
      if (std::vector<std::string> words = folded_words(table.texts(key)); !words.empty()) language_.people.emplace_back(key, std::move(words));
    table.finish();
  }

  void read_clauses(TomlTable& table) {
    language_.clauses.subjects = folded_words(table.texts("subjects"));
    language_.clauses.takers = folded_words(table.texts("takers"));
    language_.clauses.new_ones = folded_words(table.texts("new_ones"));
    language_.clauses.no_denials = folded_words(table.texts("no_denials"));
    table.finish();
  }

  void read_frames(TomlTable& table) {
    language_.frames.hypothetical = folded_words(table.texts("hypothetical"));
    language_.frames.perfect = folded_words(table.texts("perfect"));
    language_.frames.participles = folded_words(table.texts("participles"));
    language_.frames.adverbs = folded_words(table.texts("adverbs"));
    language_.frames.generic = folded_words(table.texts("generic"));
    language_.frames.hedges = folded_words(table.texts("hedges"));
    language_.frames.plain = folded_words(table.texts("plain"));
    language_.frames.self = folded_words(table.texts("self"));
    language_.frames.somebodys = folded_words(table.texts("somebodys"));
    table.finish();
  }

  void read_episodes(TomlTable& table) {
    EpisodeWords& episodes = language_.episodes;
    episodes.anchors = folded_words(table.texts("anchors"));
    episodes.habits = folded_words(table.texts("habits"));
    episodes.denials = folded_words(table.texts("denials"));
    episodes.speech = folded_words(table.texts("speech"));
    episodes.same_form = folded_words(table.texts("same_form"));
    episodes.same_form_after = folded_words(table.texts("same_form_after"));
    episodes.no_events = folded_words(table.texts("no_events"));
    episodes.helping = folded_words(table.texts("helping"));
    episodes.helping_else = folded_words(table.texts("helping_else"));
    episodes.had = folded_words(table.texts("had"));
    episodes.had_before = folded_words(table.texts("had_before"));
    episodes.age_after = folded_words(table.texts("age_after"));
    episodes.age_of = folded_words(table.texts("age_of"));
    table.finish();
  }

  void read_adjectives(TomlTable& table) {
    AdjectiveWords& adjectives = language_.adjectives;
    adjectives.lead_ins = folded_words(table.texts("lead_ins"));
    adjectives.no_adjectives = folded_words(table.texts("no_adjectives"));
    adjectives.somebody = folded_words(table.texts("somebody"));
    adjectives.good = folded_words(table.texts("good"));
    adjectives.hurtful = folded_words(table.texts("hurtful"));
    adjectives.contrary = folded_words(table.texts("contrary"));
    adjectives.owned = folded_words(table.texts("owned"));
    adjectives.joins = folded_words(table.texts("joins"));
    adjectives.endings = folded_words(table.texts("endings"));
    table.finish();
  }

  void read_grammar(TomlTable& table) {
    GrammarWords& grammar = language_.grammar;
    grammar.past = folded_words(table.texts("past"));
    grammar.present = folded_words(table.texts("present"));
    grammar.past_endings = folded_words(table.texts("past_endings"));
    grammar.not_past = folded_words(table.texts("not_past"));
    grammar.first_person = folded_words(table.texts("first_person"));
    grammar.second_person = folded_words(table.texts("second_person"));
    grammar.third_person = folded_words(table.texts("third_person"));
    grammar.subjects = folded_words(table.texts("subjects"));
    table.finish();
  }

  void read_ages(TomlTable& table) {
    AgeWords& ages = language_.ages;
    ages.before = folded_words(table.texts("before"));
    ages.between = folded_words(table.texts("between"));
    ages.after = folded_words(table.texts("after"));
    ages.unit = folded_words(table.texts("unit"));
    ages.old = folded_words(table.texts("old"));
    table.finish();
  }

  void read_interview(TomlTable& table) {
    language_.interview.leading = folded_words(table.texts("leading"));
    table.finish();
  }

  /// Lists under keys that are the author's, as pairs of a form and its key.
  std::vector<std::pair<std::string, std::string>> read_forms(TomlTable& table) {
    std::vector<std::pair<std::string, std::string>> forms;
    for (const TomlValue& key : table.entries())
      for (std::string& form : folded_words(texts_of(key, Need::required, report_))) forms.emplace_back(std::move(form), folded(key.key));
    return forms;
  }

  void read_kin(TomlTable& table) {
    Kin kin;
    if (const TomlValue* id = table.find_text("id", Need::required)) {
      names_.declare(NameKind::kin, id->text, id->place, report_);
      kin.id = id->text;
    }
    kin.gender = table.choice("gender", kGenders, Need::required).value_or(Gender::unknown);
    for (const TomlValue* text : table.texts("words", Need::required)) {
      const std::string word = folded(text->text);
      const auto [before, is_new] = kin_of_.emplace(word, kin.id);
      if (!is_new) report_.add(text->place, "a word of one kin", "\"" + word + "\", a word of " + before->second);
      kin.words.push_back(word);
    }
    table.finish();
    language_.kin.push_back(std::move(kin));
  }

  TomlReport report_;
  CodebookNames names_;
  std::map<std::string, std::string> kin_of_;  // by word
  Language language_;
};

}  // namespace

Language parse_language(std::string_view toml, const std::string& file) {
  return LanguageReader(toml, file).read(parse_toml(toml, file));
}

}  // namespace attune
