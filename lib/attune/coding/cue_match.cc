#include "attune/coding/cue_match.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace attune {
namespace {

/// A clitic is a word of its own among spoken words and part of one in a cue: "i'm".
std::vector<std::string> joined_clitics(std::span<const SpokenWord> words) {
  std::vector<std::string> joined;
  for (const SpokenWord& word : words) {
    if (word.text.starts_with('\'') && word.words == 0 && !joined.empty()) joined.back() += word.text;
    else joined.push_back(word.text);
  }
  return joined;
}

bool stands_at(const CuePhrase& phrase, const std::vector<std::string>& words, std::size_t at) {
  if (at + phrase.size() > words.size()) return false;
  for (std::size_t i = 0; i < phrase.size(); ++i)
    if (phrase[i].is_stem ? !words[at + i].starts_with(phrase[i].text) : words[at + i] != phrase[i].text) return false;
  return true;
}

}  // namespace

bool fits(const Cue& cue, std::span<const SpokenWord> words) {
  const std::vector<std::string> said = joined_clitics(words);
  return std::ranges::all_of(cue.groups, [&](const std::vector<CuePhrase>& group) {
    return std::ranges::any_of(group, [&](const CuePhrase& phrase) {
      for (std::size_t at = 0; at < said.size(); ++at)
        if (stands_at(phrase, said, at)) return true;
      return false;
    });
  });
}

}  // namespace attune
