// What was erased from a study, as its newest entry "erased" tells: which rows, which log entries lost what, and what the log
// now says instead. It names nobody. Whoever checks the log or adds rows must know it.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

namespace attune {

/// "erased", the action of the log.
inline constexpr std::string_view kErasedAction = "erased";

/// Rows first to last of a table, and the hash over the hashes of those that are there.
struct Account {
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::string sha256;

  bool operator==(const Account&) const = default;
};

using TableAccounts = std::map<std::string, Account>;
using RowRanges = std::map<std::string, std::vector<std::pair<std::int64_t, std::int64_t>>>;

struct Erasures {
  RowRanges rows;                                // by table; in order, not touching
  std::set<std::int64_t> entries;                // of the log, whose object was blanked: their hash stands for what is not there
  std::set<std::int64_t> payloads;               // entries whose payload was erased
  std::map<std::int64_t, TableAccounts> accounts;// of these entries, as they are now

  bool operator==(const Erasures&) const = default;
};

/// The log's accounts: by entry, as they are told now. They have no hashes where nothing was erased from them.
[[nodiscard]] std::map<std::int64_t, TableAccounts> accounts_of(SQLite::Database& database);

/// What the newest entry says, which is about all erasures so far; empty when nothing ever was.
[[nodiscard]] Erasures read_erasures(SQLite::Database& database);

/// `"erased":{...}` for a log entry's payload.
[[nodiscard]] std::string erasures_json(const Erasures& erasures);

/// The highest number of a row that was erased from a table, 0 when none was: numbers are never given twice.
[[nodiscard]] std::int64_t last_erased(SQLite::Database& database, std::string_view table);

/// Hash over the hashes of rows first to last of a table.
[[nodiscard]] std::string hash_of_rows(SQLite::Database& database, const std::string& table, std::int64_t first, std::int64_t last);

}  // namespace attune
