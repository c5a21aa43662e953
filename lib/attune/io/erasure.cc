#include "attune/io/erasure.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "attune/hash.h"

namespace attune {
namespace {

std::string newest_json(SQLite::Database& database) {
  SQLite::Statement row(database, "SELECT p.json FROM audit a JOIN payload p ON p.pk = a.pk WHERE a.action = ? ORDER BY a.pk DESC LIMIT 1");
  row.bind(1, std::string(kErasedAction));
  return row.executeStep() ? row.getColumn(0).getString() : "";
}

std::set<std::int64_t> numbers_at(SQLite::Database& database, const std::string& json, const char* path) {
  std::set<std::int64_t> numbers;
  SQLite::Statement row(database, "SELECT value FROM json_each(?, ?)");
  row.bind(1, json);
  row.bind(2, path);
  while (row.executeStep()) numbers.insert(row.getColumn(0).getInt64());
  return numbers;
}

}  // namespace

Erasures read_erasures(SQLite::Database& database) {
  Erasures erasures;
  const std::string json = newest_json(database);
  if (json.empty()) return erasures;
  SQLite::Statement range(database, "SELECT t.key, json_extract(r.value, '$[0]'), json_extract(r.value, '$[1]') FROM json_each(?, '$.erased.rows') t, json_each(t.value) r");
  range.bind(1, json);
  while (range.executeStep()) erasures.rows[range.getColumn(0).getString()].emplace_back(range.getColumn(1).getInt64(), range.getColumn(2).getInt64());
  erasures.entries = numbers_at(database, json, "$.erased.entries");
  erasures.payloads = numbers_at(database, json, "$.erased.payloads");
  SQLite::Statement account(database,
                            "SELECT CAST(e.key AS INTEGER), t.key, json_extract(t.value, '$.first'), json_extract(t.value, '$.last'), json_extract(t.value, '$.sha256') "
                            "FROM json_each(?, '$.erased.accounts') e, json_each(e.value) t");
  account.bind(1, json);
  while (account.executeStep())
    erasures.accounts[account.getColumn(0).getInt64()][account.getColumn(1).getString()] = {account.getColumn(2).getInt64(), account.getColumn(3).getInt64(), account.getColumn(4).getString()};
  return erasures;
}

std::map<std::int64_t, TableAccounts> accounts_of(SQLite::Database& database) {
  std::map<std::int64_t, TableAccounts> accounts = read_erasures(database).accounts;
  SQLite::Statement row(database, "SELECT p.pk, j.key, json_extract(j.value, '$.first'), json_extract(j.value, '$.last') FROM payload p, json_each(p.json, '$.records') j");
  while (row.executeStep()) accounts[row.getColumn(0).getInt64()][row.getColumn(1).getString()] = {row.getColumn(2).getInt64(), row.getColumn(3).getInt64(), ""};
  return accounts;
}

std::string erasures_json(const Erasures& erasures) {
  std::vector<std::string> rows, accounts;
  for (const auto& [table, ranges] : erasures.rows) {
    std::vector<std::string> written;
    for (const auto& [first, last] : ranges) written.push_back(fmt::format("[{},{}]", first, last));
    rows.push_back(fmt::format("\"{}\":[{}]", table, fmt::join(written, ",")));
  }
  for (const auto& [entry, tables] : erasures.accounts) {
    std::vector<std::string> written;
    for (const auto& [table, account] : tables) written.push_back(fmt::format("\"{}\":{{\"first\":{},\"last\":{},\"sha256\":\"{}\"}}", table, account.first, account.last, account.sha256));
    accounts.push_back(fmt::format("\"{}\":{{{}}}", entry, fmt::join(written, ",")));
  }
  return fmt::format("\"erased\":{{\"rows\":{{{}}},\"entries\":[{}],\"payloads\":[{}],\"accounts\":{{{}}}}}", fmt::join(rows, ","), fmt::join(erasures.entries, ","),
                     fmt::join(erasures.payloads, ","), fmt::join(accounts, ","));
}

std::int64_t last_erased(SQLite::Database& database, std::string_view table) {
  const std::string json = newest_json(database);
  if (json.empty()) return 0;
  SQLite::Statement highest(database, "SELECT coalesce(max(json_extract(value, '$[1]')), 0) FROM json_each(?, ?)");
  highest.bind(1, json);
  highest.bind(2, "$.erased.rows." + std::string(table));
  return highest.executeStep() ? highest.getColumn(0).getInt64() : 0;
}

std::string hash_of_rows(SQLite::Database& database, const std::string& table, std::int64_t first, std::int64_t last) {
  SQLite::Statement row(database, fmt::format("SELECT hash FROM {} WHERE pk BETWEEN ? AND ? ORDER BY pk", table));
  row.bind(1, first);
  row.bind(2, last);
  std::string text;
  while (row.executeStep()) text += row.getColumn(0).getString();
  return sha256(text);
}

}  // namespace attune
