// Rows of a study with their content hashes: how they are written, and how they are known again.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

namespace attune {

struct Blob {
  std::string bytes;
};

/// A value of a column; nothing is NULL.
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;
using Columns = std::vector<std::pair<std::string_view, Value>>;

/// Text or NULL: empty text is NULL.
[[nodiscard]] Value text_or_null(const std::string& text);

/// SHA-256 of a table's name, a row's number and its columns, each with its length, so that no two rows share a form.
/// Columns go by name and a NULL counts as absent, so a column that a later version adds leaves old hashes right.
[[nodiscard]] std::string content_hash(std::string_view table, std::int64_t pk, const Columns& columns);

/// The columns of the row a statement is on, without `pk` and `hash`.
[[nodiscard]] Columns columns_of(SQLite::Statement& row);

/// Adds rows within one transaction and keeps account of them for the audit log. Not copyable: it holds statements.
class Writer {
 public:
  explicit Writer(SQLite::Database& database) : database_(database) {}
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  [[nodiscard]] SQLite::Database& database() { return database_; }

  /// Adds a row and gives its number. REQUIRES: within one writer all rows of a table have the same columns.
  std::int64_t insert(std::string_view table, const Columns& columns);

  /// Rows of one table, numbers first to last, and a hash over their hashes.
  struct Added {
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::string hashes;
  };
  [[nodiscard]] bool empty() const { return tables_.empty() && note_.empty(); }
  /// More for the log, `"key":value`, also where no row was added.
  void note(std::string json) { note_ = std::move(json); }
  [[nodiscard]] const std::string& noted() const { return note_; }
  /// `{"mark":{"first":1,"last":3,"sha256":"..."}}`: what goes into the log.
  [[nodiscard]] std::string account() const;

 private:
  struct Open {
    std::unique_ptr<SQLite::Statement> statement;
    Added added;
    bool is_record = true;
  };
  Open& open(std::string_view table, const Columns& columns);

  SQLite::Database& database_;
  std::map<std::string, Open, std::less<>> tables_;
  std::string note_;
};

}  // namespace attune
