#include "attune/coding/word_sets.h"

#include <algorithm>
#include <cassert>

namespace attune {
namespace {

using Kind = PatternItem::Kind;

}  // namespace

PatternSequence parts_of(const PatternItem& word) {
  PatternSequence parts;
  for (std::size_t begin = 0; begin <= word.text.size();) {
    const std::size_t end = std::min(word.text.find('-', begin), word.text.size());
    if (end > begin) {
      PatternItem part;
      part.text = word.text.substr(begin, end - begin);
      parts.push_back(std::move(part));
    }
    begin = end + 1;
  }
  if (parts.empty()) parts.push_back(word);
  return parts;
}

bool is_hyphenated(const PatternItem& item) { return item.kind == Kind::word && item.text.find('-') != std::string::npos; }

bool is_single_word(const PatternItem& item) {
  if (item.optional || is_hyphenated(item)) return false;
  return item.kind == Kind::word || item.kind == Kind::prefix || item.kind == Kind::inflection || item.kind == Kind::exact;
}

const WordSets::FlatLexicon& WordSets::lexicon(const std::string& name, const Codebook& codebook) {
  const auto key = std::pair{&codebook, name};
  if (const auto known = lexicons_.find(key); known != lexicons_.end()) return known->second;
  const auto found = std::ranges::find(codebook.lexicons, name, &Lexicon::name);
  assert(found != codebook.lexicons.end());
  FlatLexicon result;
  std::vector<Atom> members, excluded;
  for (const std::string& entry : found->entries) {
    if (std::ranges::find(found->except, entry) != found->except.end()) continue;
    PatternSequence items = parse_pattern(entry).items;
    if (items.size() == 1 && !items[0].optional && items[0].kind == Kind::lexicon) {
      const FlatLexicon& inner = lexicon(items[0].text, codebook);
      if (inner.words) members.push_back(*inner.words);
      result.phrases.insert(result.phrases.end(), inner.phrases.begin(), inner.phrases.end());
    } else if (is_single_word(items)) {
      members.push_back(lexical_.add(items[0]));
    } else {
      result.phrases.push_back(std::move(items));
    }
  }
  for (const std::string& entry : found->except) {
    const PatternSequence items = parse_pattern(entry).items;
    if (items.size() == 1 && !items[0].optional && items[0].kind == Kind::lexicon) {
      const FlatLexicon& inner = lexicon(items[0].text, codebook);
      if (inner.words) excluded.push_back(*inner.words);
      for (const PatternSequence& phrase : inner.phrases) std::erase(result.phrases, phrase);
    } else if (is_single_word(items)) {
      excluded.push_back(lexical_.add(items[0]));
    } else {
      std::erase(result.phrases, items);
    }
  }
  if (!members.empty()) result.words = lexical_.add_set(std::move(members), std::move(excluded));
  return lexicons_.emplace(key, std::move(result)).first->second;
}

std::optional<Atom> WordSets::single_words(const PatternItem& group) {
  std::vector<Atom> members;
  members.reserve(group.alternatives.size());
  for (const PatternSequence& words : group.alternatives)
    if (is_single_word(words)) members.push_back(lexical_.add(words[0]));
  if (members.empty()) return std::nullopt;
  return any_of(std::move(members));
}

Atom WordSets::any_of(std::vector<Atom> members) {
  std::ranges::sort(members);
  members.erase(std::unique(members.begin(), members.end()), members.end());
  if (members.size() == 1) return members[0];
  const auto known = sets_.find(members);
  if (known != sets_.end()) return known->second;
  return sets_.emplace(members, lexical_.add_set(members, {})).first->second;
}

}  // namespace attune
