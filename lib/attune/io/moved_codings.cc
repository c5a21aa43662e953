#include "attune/io/moved_codings.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "attune/io/standing.h"

namespace attune {
namespace {

/// Old row to new row.
using Numbers = std::map<std::int64_t, std::int64_t>;

void set(Columns& columns, std::string_view name, Value value) {
  std::ranges::find(columns, name, &Columns::value_type::first)->second = std::move(value);
}

std::int64_t number_at(const Columns& columns, std::string_view name) {
  return std::get<std::int64_t>(std::ranges::find(columns, name, &Columns::value_type::first)->second);
}

struct Row {
  std::int64_t pk = 0;
  std::vector<std::pair<std::string, Value>> columns;  // names outlive the statement
};

/// Copies the rows of `table` that `condition` (of row `t`) takes, with what `change` makes of each; false leaves one out.
Numbers copy_rows(Writer& writer, const std::string& table, const std::string& condition, std::int64_t bound,
                  const std::function<bool(std::int64_t, Columns&)>& change) {
  std::vector<Row> rows;
  {
    SQLite::Statement row(writer.database(), fmt::format("SELECT * FROM {} t WHERE {} ORDER BY pk", table, condition));
    row.bind(1, bound);
    while (row.executeStep()) {
      Row& read = rows.emplace_back();
      read.pk = row.getColumn("pk").getInt64();
      for (auto& [name, value] : columns_of(row)) read.columns.emplace_back(name, std::move(value));
    }
  }
  Numbers numbers;
  for (Row& row : rows) {
    Columns columns;
    for (auto& [name, value] : row.columns) columns.emplace_back(name, std::move(value));
    if (change(row.pk, columns)) numbers[row.pk] = writer.insert(table, columns);
  }
  return numbers;
}

/// What tells a rules' mark apart from the others of its version.
using RuleMark = std::tuple<std::string, Span, std::string, std::string, std::string>;  // rater, place, code, subcode, marker

std::vector<std::pair<std::int64_t, RuleMark>> rule_marks(SQLite::Database& database, std::int64_t transcript) {
  SQLite::Statement row(database,
                        "SELECT m.pk, r.id, m.start, m.\"end\", m.code, m.subcode, m.marker FROM mark m JOIN coding c ON c.pk = m.coding "
                        "JOIN rater r ON r.pk = c.rater WHERE c.transcript = ? AND r.kind = 'codebook' ORDER BY m.pk");
  row.bind(1, transcript);
  std::vector<std::pair<std::int64_t, RuleMark>> marks;
  const auto text = [&](int column) { return row.getColumn(column).getString(); };
  while (row.executeStep())
    marks.emplace_back(row.getColumn(0).getInt64(), RuleMark{text(1), {row.getColumn(2).getUInt(), row.getColumn(3).getUInt()}, text(4), text(5), text(6)});
  return marks;
}

/// The rules' marks of the version before as numbers of those of the new one.
Numbers rule_mark_numbers(SQLite::Database& database, const VersionStep& step) {
  std::map<RuleMark, std::int64_t> now;
  for (auto& [pk, mark] : rule_marks(database, step.to)) now[std::move(mark)] = pk;
  Numbers numbers;
  for (auto& [pk, mark] : rule_marks(database, step.from)) {
    std::get<Span>(mark) = moved(std::get<Span>(mark), step.map);
    if (const auto found = now.find(mark); found != now.end()) numbers[pk] = found->second;
  }
  return numbers;
}

void move_contents(Writer& writer, std::int64_t from, std::int64_t to, const OffsetMap& map, const Numbers& rules) {
  const auto of_coding = [to](std::int64_t, Columns& columns) { return set(columns, "coding", to), true; };
  copy_rows(writer, "coding_state", "coding = ?", from, of_coding);
  copy_rows(writer, "collected", "coding = ?", from, of_coding);
  const Numbers ratings = copy_rows(writer, "rating",
                                    "coding = ? AND " + stands_as_rating(), from, [&](std::int64_t, Columns& columns) {
                                      set(columns, "coding", to);
                                      set(columns, "supersedes", {});
                                      set(columns, "reason_for_change", {});
                                      return true;
                                    });
  for (const auto& [old_rating, new_rating] : ratings)
    copy_rows(writer, "class_record", "rating = ?", old_rating, [rating = new_rating](std::int64_t, Columns& columns) { return set(columns, "rating", rating), true; });
  copy_rows(writer, "jotting", "coding = ?", from, of_coding);
  copy_rows(writer, "adjective", "coding = ? AND " + stands_as_adjective(), from, [&](std::int64_t, Columns& columns) {
    set(columns, "coding", to);
    set(columns, "supersedes", {});
    set(columns, "reason_for_change", {});
    return true;
  });
  const Numbers marks = copy_rows(writer, "mark", "coding = ? AND " + stands_as_mark(), from, [&](std::int64_t, Columns& columns) {
    const Span place = moved({static_cast<std::uint32_t>(number_at(columns, "start")), static_cast<std::uint32_t>(number_at(columns, "end"))}, map);
    set(columns, "coding", to);
    set(columns, "start", std::int64_t{place.begin});
    set(columns, "end", std::int64_t{place.end});
    return true;
  });
  copy_rows(writer, "proposal", "coding = ? AND pk = (SELECT max(pk) FROM proposal n WHERE n.coding = t.coding AND n.proposed = t.proposed)", from,
            [&](std::int64_t, Columns& columns) {
              const auto rule = rules.find(number_at(columns, "proposed"));
              if (rule == rules.end()) return false;
              const Value mark = std::ranges::find(columns, "mark", &Columns::value_type::first)->second;
              set(columns, "coding", to);
              set(columns, "proposed", rule->second);
              if (std::holds_alternative<std::int64_t>(mark)) set(columns, "mark", marks.at(std::get<std::int64_t>(mark)));
              return true;
            });
}

}  // namespace

void move_codings(Writer& writer, const VersionStep& step) {
  const Numbers codings = copy_rows(writer, "coding",
                                    "transcript = ? AND EXISTS (SELECT 1 FROM rater r WHERE r.pk = t.rater AND r.kind = 'person') "
                                    "AND NOT EXISTS (SELECT 1 FROM coding n WHERE n.supersedes = t.pk)",
                                    step.from, [&](std::int64_t pk, Columns& columns) {
                                      set(columns, "transcript", step.to);
                                      set(columns, "supersedes", pk);
                                      set(columns, "reason_for_change", fmt::format("moved to version {} of the transcript", step.number));
                                      return true;
                                    });
  if (codings.empty()) return;
  const Numbers rules = rule_mark_numbers(writer.database(), step);
  for (const auto& [from, to] : codings) move_contents(writer, from, to, step.map, rules);
}

}  // namespace attune
