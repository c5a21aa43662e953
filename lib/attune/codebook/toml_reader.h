// A checked view over TOML tables: what is missing, unknown or of the wrong kind is collected with its place, so that
// one reading of a file tells every mistake.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attune/codebook/toml.h"
#include "attune/error.h"

namespace attune {

/// The problems of one TOML file. Holds on to `source`, which must outlive it; neither copies nor moves, because the
/// tables read through it point to it.
class TomlReport {
 public:
  TomlReport(std::string_view source, std::string file);
  TomlReport(const TomlReport&) = delete;
  TomlReport& operator=(const TomlReport&) = delete;

  void add(const Place& place, std::string expected, std::string found = "");
  /// A problem at code point `column` (from 1) of a text.
  void add_inside(const TomlValue& text, int column, std::string expected, std::string found = "");
  [[nodiscard]] Place inside(const TomlValue& text, int column) const;
  [[nodiscard]] const std::string& file() const { return file_; }

  /// Throws `Errors` with all problems in the order of the file, if there are any.
  void throw_if_any();

 private:
  std::string_view source_;
  std::vector<std::size_t> lines_;  // where each begins
  std::string file_;
  std::vector<Problem> problems_;
};

enum class Need : bool { optional, required };

/// One word of a choice and what it means.
template <typename T>
using Word = std::pair<std::string_view, T>;

/// The texts of a list; whatever else is in it is reported. `required`: so is an empty list.
[[nodiscard]] std::vector<const TomlValue*> texts_of(const TomlValue& list, Need need, TomlReport& report);

/// A table whose keys are asked for one by one; a key nobody asked for is unknown when `finish` is called. An answer
/// with a mistake in it is reported and then as good as absent.
class TomlTable {
 public:
  /// `name` is what messages call it: "[[marker]]". REQUIRES: `value` is a table, and it and `report` outlive this.
  TomlTable(const TomlValue& value, std::string name, TomlReport& report);

  [[nodiscard]] const Place& place() const { return value_->place; }
  [[nodiscard]] const std::string& name() const { return name_; }

  /// The value of any kind, or null.
  const TomlValue* find(std::string_view key, Need need = Need::optional);
  /// A text that is more than blanks, or null.
  const TomlValue* find_text(std::string_view key, Need need = Need::optional);
  /// Its text, or empty.
  std::string text(std::string_view key, Need need = Need::optional);
  /// A text that may be empty, where "" says "none".
  std::optional<std::string> text_or_empty(std::string_view key);
  std::optional<double> number(std::string_view key);
  std::optional<int> count(std::string_view key);  // 0 to a million
  std::optional<bool> flag(std::string_view key);
  /// The items of a list of texts.
  std::vector<const TomlValue*> texts(std::string_view key, Need need = Need::optional);
  /// The same, as strings.
  std::vector<std::string> strings(std::string_view key, Need need = Need::optional);
  /// The tables of "[[key]]".
  std::vector<TomlTable> tables(std::string_view key);
  std::optional<TomlTable> table(std::string_view key, Need need = Need::optional);
  /// All entries, none of which is unknown then: for tables whose keys are the author's.
  [[nodiscard]] const std::vector<TomlValue>& entries();

  template <typename T, std::size_t N>
  std::optional<T> choice(std::string_view key, const Word<T> (&words)[N], Need need = Need::optional) {
    const TomlValue* value = find_text(key, need);
    if (value == nullptr) return std::nullopt;
    std::vector<std::string_view> names;
    for (const Word<T>& word : words) {
      if (word.first == value->text) return word.second;
      names.push_back(word.first);
    }
    unknown_word(*value, names);
    return std::nullopt;
  }

  /// Reports the keys nobody asked for.
  void finish();

 private:
  void wrong_kind(const TomlValue& value, std::string_view expected);
  void unknown_word(const TomlValue& value, const std::vector<std::string_view>& words);

  const TomlValue* value_;
  std::string name_;
  TomlReport* report_;
  std::vector<std::string_view> known_;  // keys are literals, or the keys of `value_` itself
  bool all_known_ = false;
};

}  // namespace attune
