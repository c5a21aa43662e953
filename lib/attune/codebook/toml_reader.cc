#include "attune/codebook/toml_reader.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "attune/text/spelling.h"

namespace attune {
namespace {

using Kind = TomlValue::Kind;

std::string_view kind_name(const TomlValue& value) {
  switch (value.kind) {
    case Kind::text: return "a text";
    case Kind::integer: return "a number";
    case Kind::number: return "a number";
    case Kind::flag: return "true or false";
    case Kind::date: return "a date";
    case Kind::list: return "a list";
    case Kind::table: return "a table";
  }
  return "";
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

TomlReport::TomlReport(std::string_view source, std::string file) : source_(source), lines_{0}, file_(std::move(file)) {
  for (std::size_t end = source_.find('\n'); end != std::string_view::npos; end = source_.find('\n', end + 1)) lines_.push_back(end + 1);
}

void TomlReport::add(const Place& place, std::string expected, std::string found) {
  problems_.push_back({place, std::move(expected), std::move(found)});
}

void TomlReport::add_inside(const TomlValue& text, int column, std::string expected, std::string found) {
  add(inside(text, column), std::move(expected), std::move(found));
}

Place TomlReport::inside(const TomlValue& text, int column) const {
  const auto line = std::min(static_cast<std::size_t>(std::max(text.place.line, 1)), lines_.size());
  return place_in_text(source_.substr(lines_[line - 1]), text.place, column);
}

void TomlReport::throw_if_any() {
  if (problems_.empty()) return;
  std::ranges::stable_sort(problems_, {},
                           [](const Problem& problem) { return std::tuple(problem.place.line, problem.place.column); });
  throw Errors(std::move(problems_));
}

TomlTable::TomlTable(const TomlValue& value, std::string name, TomlReport& report)
    : value_(&value), name_(std::move(name)), report_(&report) {}

const TomlValue* TomlTable::find(std::string_view key, Need need) {
  known_.push_back(key);
  for (const TomlValue& entry : value_->items)
    if (entry.key == key) return &entry;
  if (need == Need::required) report_->add(place(), fmt::format("the key \"{}\" in {}", key, name_), "none");
  return nullptr;
}

void TomlTable::wrong_kind(const TomlValue& value, std::string_view expected) {
  report_->add(value.place, fmt::format("{} for \"{}\"", expected, value.key), std::string(kind_name(value)));
}

void TomlTable::unknown_word(const TomlValue& value, const std::vector<std::string_view>& words) {
  std::string hint = did_you_mean(value.text, words);
  report_->add(value.place, fmt::format("{} for \"{}\"", fmt::join(words, ", "), value.key),
               fmt::format("\"{}\"{}", value.text, hint));
}

const TomlValue* TomlTable::find_text(std::string_view key, Need need) {
  const TomlValue* value = find(key, need);
  if (value == nullptr) return nullptr;
  if (value->kind != Kind::text) {
    wrong_kind(*value, "a text");
    return nullptr;
  }
  if (is_blank(value->text)) {
    report_->add(value->place, fmt::format("a text for \"{}\"", key), "an empty one");
    return nullptr;
  }
  return value;
}

std::string TomlTable::text(std::string_view key, Need need) {
  const TomlValue* value = find_text(key, need);
  return value == nullptr ? "" : value->text;
}

std::optional<std::string> TomlTable::text_or_empty(std::string_view key) {
  const TomlValue* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->kind == Kind::text) return value->text;
  wrong_kind(*value, "a text");
  return std::nullopt;
}

std::optional<double> TomlTable::number(std::string_view key) {
  const TomlValue* value = find(key);
  if (value == nullptr) return std::nullopt;
  const bool is_number = value->kind == Kind::integer || value->kind == Kind::number;
  // TOML has "inf" and "nan", which no measure here can use.
  if (is_number && value->number > -1e9 && value->number < 1e9) return value->number;
  if (is_number)
    report_->add(value->place, fmt::format("a number within a thousand million for \"{}\"", key), "another");
  else
    wrong_kind(*value, "a number");
  return std::nullopt;
}

std::optional<int> TomlTable::count(std::string_view key) {
  const TomlValue* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->kind == Kind::integer && value->number >= 0 && value->number <= 1e6)
    return static_cast<int>(value->number);
  if (value->kind == Kind::integer)
    report_->add(value->place, fmt::format("0 to 1,000,000 for \"{}\"", key), "another number");
  else
    wrong_kind(*value, "a whole number");
  return std::nullopt;
}

std::optional<bool> TomlTable::flag(std::string_view key) {
  const TomlValue* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->kind == Kind::flag) return value->flag;
  wrong_kind(*value, "true or false");
  return std::nullopt;
}

std::vector<const TomlValue*> texts_of(const TomlValue& list, Need need, TomlReport& report) {
  std::vector<const TomlValue*> texts;
  if (list.kind != Kind::list) {
    report.add(list.place, fmt::format("a list of texts for \"{}\"", list.key), std::string(kind_name(list)));
    return texts;
  }
  for (const TomlValue& item : list.items) {
    const bool is_text = item.kind == Kind::text;
    if (is_text && !is_blank(item.text))
      texts.push_back(&item);
    else
      report.add(item.place, fmt::format("a text in \"{}\"", list.key),
                 std::string(is_text ? "an empty one" : kind_name(item)));
  }
  if (need == Need::required && list.items.empty())
    report.add(list.place, fmt::format("at least one text in \"{}\"", list.key), "none");
  return texts;
}

std::vector<const TomlValue*> TomlTable::texts(std::string_view key, Need need) {
  const TomlValue* value = find(key, need);
  return value == nullptr ? std::vector<const TomlValue*>{} : texts_of(*value, need, *report_);
}

std::vector<std::string> TomlTable::strings(std::string_view key, Need need) {
  std::vector<std::string> strings;
  for (const TomlValue* text : texts(key, need)) strings.push_back(text->text);
  return strings;
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
  std::vector<TomlTable> tables;
  const TomlValue* value = find(key);
  if (value == nullptr) return tables;
  const bool all_tables = value->kind == Kind::list && std::ranges::all_of(value->items, [](const TomlValue& item) {
                            return item.kind == Kind::table;
                          });
  if (!all_tables) {
    report_->add(value->key_place, fmt::format("[[{}]], a table for each", key), std::string(kind_name(*value)));
    return tables;
  }
  for (const TomlValue& item : value->items) tables.emplace_back(item, fmt::format("[[{}]]", key), *report_);
  return tables;
}

std::optional<TomlTable> TomlTable::table(std::string_view key, Need need) {
  known_.push_back(key);
  for (const TomlValue& entry : value_->items) {
    if (entry.key != key) continue;
    if (entry.kind == Kind::table) return TomlTable(entry, fmt::format("[{}]", key), *report_);
    report_->add(entry.key_place, fmt::format("a table [{}]", key), std::string(kind_name(entry)));
    return std::nullopt;
  }
  if (need == Need::required) report_->add({report_->file()}, fmt::format("a table [{}]", key), "none");
  return std::nullopt;
}

const std::vector<TomlValue>& TomlTable::entries() {
  all_known_ = true;
  return value_->items;
}

void TomlTable::finish() {
  if (all_known_) return;
  for (const TomlValue& entry : value_->items)
    if (std::ranges::find(known_, entry.key) == known_.end())
      report_->add(entry.key_place,
                   fmt::format("unknown key \"{}\" in {}{}", entry.key, name_, did_you_mean(entry.key, known_)));
}

}  // namespace attune
