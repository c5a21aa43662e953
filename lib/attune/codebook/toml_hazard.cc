#include "attune/codebook/toml_hazard.h"

#include <algorithm>

namespace attune {
namespace {

constexpr int kMostKeyParts = 32;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool begins_key(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '"' || c == '\'';
}

/// Reads only as much of TOML as hazards need: texts, comments, and where tables begin.
class Scanner {
 public:
  explicit Scanner(std::string_view source) : source_(source) {
    if (source_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  std::optional<TomlHazard> scan() {
    while (at_ < source_.size()) {
      const char c = source_[at_];
      if (c == '"' || c == '\'')
        at_ = behind_text();
      else if (c == '#')
        at_ = std::min(source_.find('\n', at_), source_.size());
      else if (c == '[' && line_start_ && depth_ == 0 && !is_header())
        return TomlHazard{at_, "the name of a table", "something else"};
      else if (c == '.' && ++parts_ > kMostKeyParts)
        return TomlHazard{at_, "a key of at most " + std::to_string(kMostKeyParts) + " parts", "more"};
      else
        note(c), ++at_;
      if (c != '\n' && !is_blank(c)) line_start_ = false;
    }
    return std::nullopt;
  }

 private:
  void note(char c) {
    if (c == '\n') line_start_ = true;
    if (c == '[' || c == '{') ++depth_;
    if ((c == ']' || c == '}') && depth_ > 0) --depth_;
    if (c == '=' || c == ',' || c == '\n' || c == '[' || c == ']' || c == '{' || c == '}') parts_ = 1;
  }

  void skip_blanks() {
    while (at_ < source_.size() && is_blank(source_[at_])) ++at_;
  }

  /// Goes on behind the opening brackets of a table header. Its closing ones are passed over later at depth 0. At the
  /// end of the file and before "]" toml++ complains by itself.
  bool is_header() {
    ++at_;
    skip_blanks();
    if (at_ < source_.size() && source_[at_] == '[') ++at_, skip_blanks();
    return at_ == source_.size() || source_[at_] == ']' || begins_key(source_[at_]);
  }

  /// Behind the text, in any of TOML's four quotes, that starts here; at the latest the end of the source.
  [[nodiscard]] std::size_t behind_text() const {
    const char quote = source_[at_];
    const std::string three(3, quote);
    const bool is_long = source_.substr(at_).starts_with(three);
    for (std::size_t i = at_ + (is_long ? 3 : 1); i < source_.size(); ++i) {
      if (quote == '"' && source_[i] == '\\')
        ++i;
      else if (is_long && source_.substr(i).starts_with(three))
        return behind_quotes(i);
      else if (!is_long && (source_[i] == quote || source_[i] == '\n'))
        return i + (source_[i] == quote);
    }
    return source_.size();
  }

  /// A long text may end with up to two quotes of its own before the three that close it.
  [[nodiscard]] std::size_t behind_quotes(std::size_t i) const {
    std::size_t end = i + 3;
    while (end < source_.size() && end < i + 5 && source_[end] == source_[i]) ++end;
    return end;
  }

  std::string_view source_;
  std::size_t at_ = 0;
  int parts_ = 1;  // of the key at hand
  int depth_ = 0;  // of lists and inline tables
  bool line_start_ = true;
};

}  // namespace

std::optional<TomlHazard> find_toml_hazard(std::string_view source) { return Scanner(source).scan(); }

}  // namespace attune
