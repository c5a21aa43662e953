#include "attune/text/clitics.h"

#include <string>
#include <vector>

#include "attune/text/characters.h"
#include "attune/text/tokenize.h"

namespace attune {

std::size_t clitic_start(std::string_view word) {
  std::size_t letters = 0;
  while (letters < 2 && letters < word.size() && is_ascii_letter(word[word.size() - 1 - letters])) ++letters;
  for (std::size_t length = 1; length <= letters; ++length) {
    const std::size_t begin = word.size() - length;
    std::size_t mark = 0;
    if (begin >= 1 && word[begin - 1] == '\'') mark = 1;
    else if (begin >= 3 && word.substr(begin - 3, 3) == kTypographicApostrophe) mark = 3;
    if (mark == 0 || begin == mark) continue;
    const std::string_view tail = word.substr(begin);
    const auto is = [&](char first, char second) {
      return (tail[0] | 0x20) == first && (second == 0 ? tail.size() == 1 : tail.size() == 2 && (tail[1] | 0x20) == second);
    };
    if (is('s', 0) || is('d', 0) || is('m', 0) || is('r', 'e') || is('v', 'e') || is('l', 'l')) return begin - mark;
  }
  return word.size();
}

std::vector<std::string> split_clitics(std::string_view word) {
  std::vector<std::string> parts;
  for (std::size_t start = clitic_start(word); start < word.size(); start = clitic_start(word)) {
    parts.insert(parts.begin(), std::string(word.substr(start)));
    word = word.substr(0, start);
  }
  parts.insert(parts.begin(), std::string(word));
  return parts;
}

}  // namespace attune
