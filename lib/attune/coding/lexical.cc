#include "attune/coding/lexical.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <libstemmer.h>

#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::size_t kShortestPrefix = 3;
constexpr double kRare = 20;       // per million: a word that is not among the common ones
constexpr double kCommonest = 4e4; // per million: the first of the common words

/// Snowball joins derived words too ("careful" has the stem of "care"); an inflection differs by an ending only. A language that
/// names no endings takes all that Snowball joins.
bool is_inflection(std::string_view form, std::string_view lemma, const InflectionWords& inflection) {
  if (inflection.endings.empty()) return true;
  const auto shared = static_cast<std::size_t>(std::ranges::mismatch(form, lemma).in1 - form.begin());
  std::string_view ending = form.substr(shared);
  const std::string_view dropped = lemma.substr(shared);
  const auto is_one_of = [](std::string_view text, const std::vector<std::string>& all) { return text.empty() || std::ranges::find(all, text) != all.end(); };
  if (shared == 0 || !is_one_of(dropped, inflection.dropped)) return false;
  // "stopped", "stopping": the last consonant doubled.
  if (ending.size() > 2 && ending[0] == form[shared - 1]) ending.remove_prefix(1);
  return is_one_of(ending, inflection.endings);
}

}  // namespace

struct Stemmer::Handle {
  sb_stemmer* stemmer = nullptr;
  ~Handle() { sb_stemmer_delete(stemmer); }
};

Stemmer::Stemmer(const std::string& language) : handle_(std::make_unique<Handle>()) {
  // Snowball names languages in English; a language it does not know is compared unstemmed.
  handle_->stemmer = sb_stemmer_new(language.c_str(), "UTF_8");
}
Stemmer::~Stemmer() = default;

std::string Stemmer::stem(std::string_view word) const {
  if (handle_->stemmer == nullptr) return std::string(word);
  const sb_symbol* stemmed = sb_stemmer_stem(handle_->stemmer, reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
  if (stemmed == nullptr) return std::string(word);
  return {reinterpret_cast<const char*>(stemmed), static_cast<std::size_t>(sb_stemmer_length(handle_->stemmer))};
}

struct Lexical::Tables {
  struct Set {
    std::vector<Atom> members, excluded;
    Atom atom = 0;
  };
  std::string language;
  std::unordered_map<std::string, Atom> words, prefixes, exact, inflections;
  std::unordered_map<std::string, std::vector<std::pair<std::string, Atom>>> stems;  // stem -> words asked for, atoms
  std::size_t longest_prefix = 0;
  std::vector<Set> sets;                                            // a set comes after the sets it holds
  std::unordered_map<Atom, std::vector<std::uint32_t>> sets_with;   // atom -> sets with it as a member
  std::unordered_map<std::string, std::vector<std::string>> lemmas; // irregular form -> lemmas
  std::unordered_map<std::string, double> common;
  std::unordered_set<std::string> negators, numbers, clause_breaks, clause_subjects, clause_takers, clause_openers;
  std::unordered_map<std::string, AgeCue> ages;
  InflectionWords inflection;

  std::unordered_map<std::string, Atom>& of_kind(PatternItem::Kind kind) {
    return kind == PatternItem::Kind::word ? words : kind == PatternItem::Kind::prefix ? prefixes : kind == PatternItem::Kind::inflection ? inflections : exact;
  }
};

Lexical::Lexical(const Language& language) : tables_(std::make_shared<Tables>()), stemmer_(language.id) {
  tables_->language = language.id;
  for (const auto& [form, lemma] : language.irregular) tables_->lemmas[folded(form)].push_back(folded(lemma));
  for (std::size_t i = 0; i < language.common.size(); ++i)
    tables_->common.emplace(folded(language.common[i]), kCommonest / static_cast<double>(i + 1) + kRare);
  for (const std::string& word : language.negators) tables_->negators.insert(folded(word));
  for (const std::string& word : language.clause_breaks) tables_->clause_breaks.insert(folded(word));
  for (const std::string& word : language.clauses.subjects) tables_->clause_subjects.insert(folded(word));
  for (const std::string& word : language.clauses.takers) tables_->clause_takers.insert(folded(word));
  for (const auto* phrases : {&language.clauses.new_ones, &language.clauses.no_denials})
    for (const std::string& phrase : *phrases) tables_->clause_openers.insert(folded(phrase.substr(0, phrase.find(' '))));
  for (const std::string& word : language.numbers) tables_->numbers.insert(folded(word));
  const auto add_ages = [&](const std::vector<std::string>& words, AgeCue cue) {
    for (const std::string& word : words) tables_->ages.emplace(folded(word), cue);
  };
  add_ages(language.ages.before, AgeCue::before);
  add_ages(language.ages.between, AgeCue::between);
  add_ages(language.ages.after, AgeCue::after);
  add_ages(language.ages.unit, AgeCue::unit);
  add_ages(language.ages.old, AgeCue::old);
  tables_->inflection = language.inflection;
}
Lexical::~Lexical() = default;
Lexical::Lexical(const Lexical& other) : tables_(other.tables_), stemmer_(other.tables_->language), closed_(true), frequencies_(other.frequencies_), is_set_(other.is_set_) {}

Atom Lexical::add(const PatternItem& item) {
  const auto atom = static_cast<Atom>(frequencies_.size());
  const auto [known, is_new] = tables_->of_kind(item.kind).try_emplace(item.text, atom);
  if (!is_new) return known->second;
  assert(!closed_);
  is_set_.push_back(false);
  const auto frequency = [&](const std::string& word) {
    const auto common = tables_->common.find(word);
    return common == tables_->common.end() ? kRare : common->second;
  };
  switch (item.kind) {
    case PatternItem::Kind::word:
      frequencies_.push_back(frequency(item.text));
      break;
    case PatternItem::Kind::prefix:
      tables_->longest_prefix = std::max(tables_->longest_prefix, item.text.size());
      frequencies_.push_back(4 * kRare);
      break;
    case PatternItem::Kind::inflection: {
      tables_->stems[stemmer_.stem(item.text)].emplace_back(item.text, atom);
      double sum = frequency(item.text) + kRare;
      for (const auto& [form, lemmas] : tables_->lemmas)
        if (std::ranges::find(lemmas, item.text) != lemmas.end()) sum += frequency(form);
      frequencies_.push_back(sum);
      break;
    }
    default:
      assert(item.kind == PatternItem::Kind::exact);
      frequencies_.push_back(frequency(folded(item.text)));
  }
  return atom;
}

Atom Lexical::atom_of(const PatternItem& item) const {
  return tables_->of_kind(item.kind).at(item.text);
}

Atom Lexical::add_set(std::vector<Atom> members, std::vector<Atom> excluded) {
  assert(!closed_);
  const auto atom = static_cast<Atom>(frequencies_.size());
  double sum = 0;
  for (Atom member : members) sum += frequencies_[member];
  frequencies_.push_back(sum);
  is_set_.push_back(true);
  for (Atom member : members) tables_->sets_with[member].push_back(static_cast<std::uint32_t>(tables_->sets.size()));
  tables_->sets.push_back({std::move(members), std::move(excluded), atom});
  return atom;
}

std::uint32_t Lexical::meet(std::string_view word) {
  const std::uint32_t number = vocabulary_.intern(word);
  if (number == decided_.size()) decide(word);
  return number;
}

void Lexical::forget() {
  vocabulary_.clear();
  decided_.clear();
  numbers_.clear();
  sets_.clear();
  bits_.clear();
  words_.clear();
  words_begin_ = {0};
}

void Lexical::decide(std::string_view word) {
  closed_ = true;
  const std::string lower = folded(word);
  std::vector<Atom> found;
  const auto look = [&](const std::unordered_map<std::string, Atom>& table, const std::string& key) {
    if (const auto entry = table.find(key); entry != table.end()) found.push_back(entry->second);
  };
  look(tables_->words, lower);
  look(tables_->exact, std::string(word));
  for (std::size_t length = kShortestPrefix; length <= std::min(lower.size(), tables_->longest_prefix); ++length)
    look(tables_->prefixes, lower.substr(0, length));
  if (const auto stems = tables_->stems.find(stemmer_.stem(lower)); stems != tables_->stems.end())
    for (const auto& [asked, atom] : stems->second)
      if (is_inflection(lower, asked, tables_->inflection)) found.push_back(atom);
  if (const auto lemmas = tables_->lemmas.find(lower); lemmas != tables_->lemmas.end())
    for (const std::string& lemma : lemmas->second)
      if (const auto stems = tables_->stems.find(stemmer_.stem(lemma)); stems != tables_->stems.end())
        for (const auto& [asked, atom] : stems->second)
          if (asked == lemma) found.push_back(atom);
  // Sets, until none is added: a set may be a member of another.
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto sets = tables_->sets_with.find(found[i]);
    if (sets == tables_->sets_with.end()) continue;
    for (std::uint32_t number : sets->second) {
      const Tables::Set& set = tables_->sets[number];
      const bool excluded = std::ranges::any_of(set.excluded, [&](Atom atom) { return std::ranges::find(found, atom) != found.end(); });
      if (!excluded && std::ranges::find(found, set.atom) == found.end()) found.push_back(set.atom);
    }
  }
  std::ranges::sort(found);
  found.erase(std::unique(found.begin(), found.end()), found.end());

  Decided decided;
  const auto [set, is_new] = numbers_.emplace(std::move(found), static_cast<std::uint32_t>(sets_.size()));
  if (is_new) {
    sets_.push_back(&set->first);
    set_words_ = frequencies_.size() / 64 + 1;
    const std::size_t begin = bits_.size();
    bits_.resize(begin + set_words_, 0);
    for (Atom atom : set->first) {
      bits_[begin + atom / 64] |= std::uint64_t{1} << (atom % 64);
      if (!is_set_[atom]) words_.push_back(atom);
    }
    words_begin_.push_back(static_cast<std::uint32_t>(words_.size()));
  }
  decided.atom_set = set->second;
  decided.flags.negator = tables_->negators.contains(lower) || lower.ends_with("n't");
  decided.flags.clause_break = tables_->clause_breaks.contains(lower);
  decided.flags.clause_subject = tables_->clause_subjects.contains(lower);
  decided.flags.clause_taker = tables_->clause_takers.contains(lower);
  decided.flags.clause_opener = tables_->clause_openers.contains(lower);
  decided.flags.number_word = tables_->numbers.contains(lower);
  if (const auto age = tables_->ages.find(lower); age != tables_->ages.end()) decided.flags.age = age->second;
  decided.flags.clitic = lower.size() > 1 && lower[0] == '\'' && (lower == "'s" || lower == "'re" || lower == "'ve" || lower == "'ll" || lower == "'d" || lower == "'m");
  decided_.push_back(decided);
}

}  // namespace attune
