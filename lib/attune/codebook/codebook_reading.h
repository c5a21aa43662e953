// What the parts of the codebook reader share while one file is read.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/codebook/codebook_names.h"
#include "attune/codebook/pattern.h"
#include "attune/codebook/toml_reader.h"

namespace attune {

/// What is to be done about mistakes in patterns: find them, or know that there are none.
enum class Patterns : bool { checked, sound };

/// An exception of a lexicon that is more than a word.
struct ExceptedPhrase {
  std::string lexicon;
  const TomlValue* text = nullptr;
  PatternSequence items;
};

struct CodebookReading {
  CodebookReading(std::string_view source, const std::string& file, Patterns how, RegexCheck regex_check)
      : report(source, file), patterns(how), check(regex_check) {}

  TomlReport report;
  Patterns patterns;
  RegexCheck check;  // or null
  std::vector<ExceptedPhrase> excepted;
  CodebookNames names;
  std::set<std::string> aliases;  // of scales, folded
};

inline constexpr Word<Polarity> kPolarityWords[] = {
    {"away", Polarity::away}, {"toward", Polarity::toward}, {"neutral", Polarity::neutral}};

/// The "id" of a table, declared as a name of `kind`; empty when it is missing.
[[nodiscard]] std::string read_id(TomlTable& table, NameKind kind, CodebookReading& reading);
/// Notes that `value` names something that must be declared.
void mention(const TomlValue& value, NameKind kind, CodebookReading& reading);
/// A list of keys of sections, each noted as a mention.
[[nodiscard]] std::vector<std::string> read_sections(TomlTable& table, std::string_view key, CodebookReading& reading);
/// A text in quotes, for messages.
[[nodiscard]] std::string quoted(const TomlValue& text);

/// Reports the mistakes of a pattern and notes the lexicons it mentions; `lexicon` is the one it stands in, if any. Of sound patterns
/// nothing is asked, and the result is empty.
PatternSequence read_pattern(const TomlValue& text, const std::string& lexicon, CodebookReading& reading);

/// An entry of [lexicon].
[[nodiscard]] Lexicon read_lexicon(const TomlValue& entry, CodebookReading& reading);
/// Reports exceptions that take nothing away. `lexicons` are all that may be named.
void check_exceptions(const std::vector<Lexicon>& lexicons, CodebookReading& reading);
[[nodiscard]] Scale read_scale(TomlTable& table, CodebookReading& reading);
/// REQUIRES: the codes have been read; a marker has the polarity of its code unless it says its own.
[[nodiscard]] Marker read_marker(TomlTable& table, const std::vector<Code>& codes, CodebookReading& reading);

}  // namespace attune
