#include "cli/shell_word.h"

#include <algorithm>
#include <string_view>

#include "attune/text/characters.h"
#include "attune/text/visible.h"

namespace attune::cli {

std::string shell_word(const std::string& text) {
  const auto is_plain = [](char c) { return is_ascii_letter(c) || is_digit(c) || std::string_view("-_./:,@+").find(c) != std::string_view::npos; };
  std::string shown = visible(text);
  if (!shown.empty() && shown[0] != '-' && std::ranges::all_of(shown, is_plain)) return shown;
  std::string word = "'";
  for (const char c : shown) word += c == '\'' ? "'\\''" : std::string(1, c);
  return word + "'";
}

}  // namespace attune::cli
