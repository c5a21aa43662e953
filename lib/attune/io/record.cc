#include "attune/io/record.h"

#include <algorithm>

#include <fmt/format.h>

#include "attune/hash.h"
#include "attune/io/erasure.h"
#include "attune/io/schema.h"

namespace attune {
namespace {

/// A letter for the type, and the value as text. Doubles in the shortest form that reads back the same.
std::pair<char, std::string> written(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return {'i', fmt::format("{}", *number)};
  if (const auto* number = std::get_if<double>(&value)) return {'r', fmt::format("{}", *number)};
  if (const auto* text = std::get_if<std::string>(&value)) return {'t', *text};
  return {'b', std::get<Blob>(value).bytes};
}

void bind(SQLite::Statement& statement, int index, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return statement.bind(index, *number);
  if (const auto* number = std::get_if<double>(&value)) return statement.bind(index, *number);
  if (const auto* text = std::get_if<std::string>(&value)) return statement.bind(index, *text);
  if (const auto* blob = std::get_if<Blob>(&value))
    return statement.bind(index, static_cast<const void*>(blob->bytes.data()), static_cast<int>(blob->bytes.size()));
  statement.bind(index);
}

bool is_record(std::string_view table) {
  return std::ranges::find(study_tables(), table, &StudyTable::name)->is_record;
}

}  // namespace

Value text_or_null(const std::string& text) { return text.empty() ? Value{} : Value{text}; }

std::string content_hash(std::string_view table, std::int64_t pk, const Columns& columns) {
  std::vector<const std::pair<std::string_view, Value>*> sorted;
  for (const auto& column : columns) sorted.push_back(&column);
  std::ranges::sort(sorted, {}, [](const auto* column) { return column->first; });
  std::string canonical = fmt::format("{}:{},{}", table.size(), table, pk);
  for (const auto* column : sorted) {
    if (std::holds_alternative<std::monostate>(column->second)) continue;
    const auto [type, text] = written(column->second);
    canonical += fmt::format("\n{} {}{}:", column->first, type, text.size());
    canonical += text;
  }
  return sha256(canonical);
}

Columns columns_of(SQLite::Statement& row) {
  Columns columns;
  for (int i = 0; i < row.getColumnCount(); ++i) {
    const std::string_view name = row.getColumnName(i);
    if (name == "pk" || name == "hash") continue;
    const SQLite::Column column = row.getColumn(i);
    if (column.isInteger()) columns.emplace_back(name, column.getInt64());
    else if (column.isFloat()) columns.emplace_back(name, column.getDouble());
    else if (column.isText()) columns.emplace_back(name, column.getString());
    else if (column.isBlob()) columns.emplace_back(name, Blob{column.getString()});
    else columns.emplace_back(name, Value{});
  }
  return columns;
}

Writer::Open& Writer::open(std::string_view table, const Columns& columns) {
  if (const auto found = tables_.find(table); found != tables_.end()) return found->second;
  std::string names = "pk";
  std::string marks = "?";
  for (const auto& column : columns) {
    names += fmt::format(", \"{}\"", column.first);
    marks += ", ?";
  }
  Open& open = tables_[std::string(table)];
  open.statement = std::make_unique<SQLite::Statement>(
      database_, fmt::format("INSERT INTO {} ({}, hash) VALUES ({}, ?)", table, names, marks));
  open.is_record = attune::is_record(table);
  // A payload has the number of its entry, which comes first; payloads may be erased.
  SQLite::Statement highest(database_, table == "payload" ? "SELECT max(pk) - 1 FROM audit" : fmt::format("SELECT coalesce(max(pk), 0) FROM {}", table));
  highest.executeStep();
  open.added.last = std::max(highest.getColumn(0).getInt64(), open.is_record ? last_erased(database_, table) : 0);
  open.added.first = open.added.last + 1;
  return open;
}

std::int64_t Writer::insert(std::string_view table, const Columns& columns) {
  Open& to = open(table, columns);
  const std::int64_t pk = ++to.added.last;
  const std::string hash = content_hash(table, pk, columns);
  SQLite::Statement& statement = *to.statement;
  statement.reset();
  int index = 0;
  statement.bind(++index, pk);
  for (const auto& column : columns) bind(statement, ++index, column.second);
  statement.bind(++index, hash);
  statement.exec();
  if (to.is_record) to.added.hashes += hash;
  return pk;
}

std::string Writer::account() const {
  std::string account;
  for (const auto& [table, open] : tables_) {
    if (!open.is_record) continue;
    account += fmt::format("{}\"{}\":{{\"first\":{},\"last\":{},\"sha256\":\"{}\"}}", account.empty() ? "" : ",", table,
                           open.added.first, open.added.last, sha256(open.added.hashes));
  }
  return "{" + account + "}";
}

}  // namespace attune
