// Erasing transcripts from a study: from every table, the log and the file's free pages, while the log's chain stays whole.
#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/io/audit.h"
#include "attune/io/connection.h"
#include "attune/io/erasure.h"
#include "attune/io/record.h"
#include "attune/io/schema.h"
#include "attune/io/study.h"

namespace attune {
namespace {

constexpr std::size_t kPieces = 5;          // of each text are looked for afterwards
constexpr std::size_t kPieceBytes = 20;
constexpr std::size_t kReadBytes = std::size_t{1} << 20;

using Rows = std::map<std::string, std::set<std::int64_t>>;

/// Tables from those that refer to others to those that are referred to.
constexpr std::string_view kErasedTables[] = {"class_record", "mark_withdrawn", "rating_withdrawn", "jotting",    "proposal",  "mark",            "adjective", "coding_state", "collected", "rating",
                                              "coding",       "figure",         "event",            "exposure",   "assignment", "consensus",       "description",     "transcript_text", "transcript"};

/// Rows of `table` whose `column` is one of `values`.
template <typename T>
void collect(SQLite::Database& database, Rows& rows, const std::string& table, const char* column, const std::set<T>& values) {
  SQLite::Statement row(database, fmt::format("SELECT pk FROM {} WHERE {} = ?", table, column));
  for (const T& value : values) {
    row.reset();
    row.bind(1, value);
    while (row.executeStep()) rows[table].insert(row.getColumn(0).getInt64());
  }
}

Rows rows_of(SQLite::Database& database, const std::set<std::string>& ids) {
  Rows rows;
  collect(database, rows, "transcript", "id", ids);
  for (const char* table : {"transcript_text", "figure", "event", "coding"}) collect(database, rows, table, "transcript", rows["transcript"]);
  for (const char* table : {"exposure", "assignment", "consensus", "description"}) collect(database, rows, table, "transcript", ids);
  for (const char* table : {"coding_state", "collected", "mark", "rating", "adjective", "jotting", "proposal"}) collect(database, rows, table, "coding", rows["coding"]);
  collect(database, rows, "class_record", "rating", rows["rating"]);
  collect(database, rows, "mark_withdrawn", "mark", rows["mark"]);
  collect(database, rows, "rating_withdrawn", "rating", rows["rating"]);
  return rows;
}

void add_ranges(RowRanges& ranges, const Rows& rows) {
  for (const auto& [table, numbers] : rows) {
    if (std::ranges::none_of(study_tables(), [&, &name = table](const StudyTable& t) { return t.name == name && t.is_record; })) continue;
    std::set<std::int64_t> all = numbers;
    for (const auto& [first, last] : ranges[table])
      for (std::int64_t number = first; number <= last; ++number) all.insert(number);
    ranges[table].clear();
    for (const std::int64_t number : all) {
      if (!ranges[table].empty() && ranges[table].back().second == number - 1) ranges[table].back().second = number;
      else ranges[table].emplace_back(number, number);
    }
  }
  std::erase_if(ranges, [](const auto& table) { return table.second.empty(); });
}

bool touches(const TableAccounts& accounts, const Rows& rows) {
  return std::ranges::any_of(accounts, [&](const auto& entry) {
    const auto erased = rows.find(entry.first);
    if (erased == rows.end()) return false;
    const auto first = erased->second.lower_bound(entry.second.first);
    return first != erased->second.end() && *first <= entry.second.last;
  });
}

std::set<std::int64_t> entries_naming(SQLite::Database& database, const std::set<std::string>& ids) {
  std::set<std::int64_t> entries;
  SQLite::Statement row(database, "SELECT pk, action, object FROM audit");
  while (row.executeStep())
    if (std::ranges::any_of(ids, [action = row.getColumn(1).getString(), object = row.getColumn(2).getString()](const std::string& id) { return names_transcript(action, object, id); })) entries.insert(row.getColumn(0).getInt64());
  return entries;
}

void drop_guards(SQLite::Database& database) {
  for (const StudyTable& table : study_tables())
    for (const char* event : {"UPDATE", "DELETE"}) database.exec(fmt::format("DROP TRIGGER IF EXISTS {}_no_{}", table.name, event));
}

void put_guards_back(SQLite::Database& database) {
  for (const std::string& statement : schema_statements())
    if (statement.starts_with("CREATE TRIGGER") && statement.find("_no_REPLACE ") == std::string::npos) database.exec(statement);
}

void remove_rows(SQLite::Database& database, std::string_view table, const std::set<std::int64_t>& numbers) {
  SQLite::Statement remove(database, fmt::format("DELETE FROM {} WHERE pk = ?", table));
  for (const std::int64_t number : numbers) {
    remove.reset();
    remove.bind(1, number);
    remove.exec();
  }
}

bool is_in_another(SQLite::Database& database, const std::string& id) {
  SQLite::Statement row(database, "SELECT 1 FROM transcript WHERE id <> ?1 AND instr(id, ?1) LIMIT 1");
  row.bind(1, id);
  return row.executeStep();
}

/// Hashes and pieces of the texts, and ids that are as long as a piece, to look for when they should be gone. Shorter ids stand in other words,
/// and some in other ids.
std::vector<std::string> canaries_of(SQLite::Database& database, const std::set<std::string>& ids) {
  std::vector<std::string> canaries;
  SQLite::Statement row(database, "SELECT t.sha256, t.text_sha256, t.hash, x.text, x.source FROM transcript t LEFT JOIN transcript_text x ON x.transcript = t.pk WHERE t.id = ?");
  for (const std::string& id : ids) {
    if (id.size() >= kPieceBytes && !is_in_another(database, id)) canaries.push_back(id);
    row.reset();
    row.bind(1, id);
    while (row.executeStep()) {
      for (int column = 0; column < 3; ++column) canaries.push_back(row.getColumn(column).getString());
      for (int column = 3; column < 5; ++column) {
        const std::string text = row.isColumnNull(column) ? "" : row.getColumn(column).getString();
        for (std::size_t i = 0; i < kPieces && text.size() >= kPieceBytes; ++i) canaries.push_back(text.substr(i * (text.size() - kPieceBytes) / kPieces, kPieceBytes));
      }
    }
  }
  return canaries;
}

std::size_t found_in(const std::string& path, const std::vector<std::string>& canaries) {
  std::size_t longest = 1;
  for (const std::string& canary : canaries) longest = std::max(longest, canary.size());
  std::set<std::string_view> found;
  std::ifstream file(path, std::ios::binary);
  std::string window;
  std::string block(kReadBytes, '\0');
  while (file.read(block.data(), static_cast<std::streamsize>(block.size())) || file.gcount() > 0) {
    window.append(block, 0, static_cast<std::size_t>(file.gcount()));
    for (const std::string& canary : canaries)
      if (window.find(canary) != std::string::npos) found.insert(canary);
    window.erase(0, window.size() - std::min(window.size(), longest - 1));
  }
  return found.size();
}

}  // namespace

Erased Study::erase(const std::vector<std::string>& transcripts) {
  Erased erased;
  std::vector<std::string> canaries;
  const std::set<std::string> ids(transcripts.begin(), transcripts.end());
  SQLite::Database* database = &connection_->database();
  // What the entry calls it: how much, not whom.
  std::string object;
  read([&] {
    const Rows rows = rows_of(*database, ids);
    for (const auto& [table, numbers] : rows) erased.rows += static_cast<std::int64_t>(numbers.size());
    for (const std::string& id : ids) {
      SQLite::Statement known(*database, "SELECT 1 FROM transcript WHERE id = ?");
      known.bind(1, id);
      if (!known.executeStep()) throw Errors(Problem{{connection_->path(), 0, 0}, "no transcript " + id + " is in the study; nothing was erased", ""});
    }
    canaries = canaries_of(*database, ids);
    object = fmt::format("{} transcript{}, {} rows", ids.size(), ids.size() == 1 ? "" : "s", erased.rows);
  });
  if (ids.empty()) return erased;
  write(kErasedAction, object, [&](Writer& writer) {
    SQLite::Database& file = writer.database();
    file.exec("PRAGMA defer_foreign_keys = ON");
    drop_guards(file);
    const Rows rows = rows_of(file, ids);
    Erasures erasures = read_erasures(file);
    const std::map<std::int64_t, TableAccounts> accounts = accounts_of(file);
    for (std::string_view table : kErasedTables)
      if (const auto found = rows.find(std::string(table)); found != rows.end()) remove_rows(file, table, found->second);
    add_ranges(erasures.rows, rows);

    // Entries that accounted for what is gone: the new entry accounts for what is left of them.
    std::set<std::int64_t> payloads;
    for (const auto& [entry, tables] : accounts) {
      if (!touches(tables, rows)) continue;
      payloads.insert(entry);
      for (const auto& [table, account] : tables) erasures.accounts[entry][table] = {account.first, account.last, hash_of_rows(file, table, account.first, account.last)};
    }
    // An earlier erasure's entry is taken up by this one.
    SQLite::Statement earlier(file, "SELECT a.pk FROM audit a JOIN payload p ON p.pk = a.pk WHERE a.action = ?");
    earlier.bind(1, std::string(kErasedAction));
    while (earlier.executeStep()) payloads.insert(earlier.getColumn(0).getInt64());
    remove_rows(file, "payload", payloads);
    erasures.payloads.merge(payloads);

    SQLite::Statement blank(file, "UPDATE audit SET object = '', write_id = ? WHERE pk = ?");
    for (const std::int64_t entry : entries_naming(file, ids)) {
      blank.reset();
      blank.bind(1, fmt::format("erased-{}", entry));
      blank.bind(2, entry);
      blank.exec();
      erasures.entries.insert(entry);
    }
    put_guards_back(file);
    writer.note(erasures_json(erasures));
  });
  try {
    connection_->database().exec("VACUUM");
  } catch (const SQLite::Exception& error) {
    // Not in the words of a write that failed, by which nothing was changed.
    throw Errors(Problem{{connection_->path(), 0, 0},
                         fmt::format("the transcripts are erased, but the file could not be packed anew without their pages ({}); \"attune study backup\" writes a packed copy", error.what()),
                         ""});
  }
  erased.sought = canaries.size() + ids.size();
  erased.found = found_in(connection_->path(), canaries) + entries_naming(connection_->database(), ids).size();
  return erased;
}

}  // namespace attune
