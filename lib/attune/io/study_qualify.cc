// Who the raters are, and what is known of their training.
#include <fmt/format.h>

#include "attune/io/connection.h"
#include "attune/io/record.h"
#include "attune/io/rows.h"
#include "attune/io/study.h"

namespace attune {
namespace {

constexpr const char* kHolding =
    "SELECT q.pk, r.id, q.system, q.language, q.role, q.trainer, q.year, q.reliability_test, q.reliability_percent, "
    "q.reliability_date, q.made_at FROM qualification q JOIN rater r ON r.pk = q.rater "
    "WHERE NOT EXISTS (SELECT 1 FROM qualification n WHERE n.supersedes = q.pk) ";

Qualification qualification_of(SQLite::Statement& row) {
  Qualification found;
  found.rater = row.getColumn(1).getString();
  found.system = row.getColumn(2).getString();
  found.language = row.getColumn(3).getString();
  found.role = row.getColumn(4).getString();
  found.trainer = row.getColumn(5).getString();
  if (!row.isColumnNull(6)) found.year = row.getColumn(6).getInt();
  found.reliability_test = row.getColumn(7).getString();
  if (!row.isColumnNull(8)) found.reliability_percent = row.getColumn(8).getDouble();
  found.reliability_date = row.getColumn(9).getString();
  found.made_at = row.getColumn(10).getString();
  return found;
}

}  // namespace

Stored Study::store_qualification(const Qualification& qualification) {
  const bool added = write("qualification", qualification.rater + " " + qualification.system, [&](Writer& writer) {
    const std::string now = surroundings_.now();
    SQLite::Statement known(writer.database(), std::string(kHolding) + "AND r.id = ? AND q.system = ?");
    known.bind(1, qualification.rater);
    known.bind(2, qualification.system);
    Value supersedes;
    if (known.executeStep()) {
      Qualification same = qualification;
      same.made_at = known.getColumn(10).getString();
      if (qualification_of(known) == same) return;
      supersedes = known.getColumn(0).getInt64();
    }
    writer.insert("qualification",
                  {{"rater", rater_row(writer, qualification.rater, now)},
                   {"system", qualification.system},
                   {"language", text_or_null(qualification.language)},
                   {"role", text_or_null(qualification.role)},
                   {"trainer", text_or_null(qualification.trainer)},
                   {"year", qualification.year ? Value{std::int64_t{*qualification.year}} : Value{}},
                   {"reliability_test", text_or_null(qualification.reliability_test)},
                   {"reliability_percent",
                    qualification.reliability_percent ? Value{*qualification.reliability_percent} : Value{}},
                   {"reliability_date", text_or_null(qualification.reliability_date)},
                   {"supersedes", supersedes},
                   {"made_at", now}});
  });
  return added ? Stored::added : Stored::unchanged;
}

std::vector<Qualification> Study::qualifications() {
  std::vector<Qualification> found;
  read([&] {
    SQLite::Statement row(connection_->database(), std::string(kHolding) + "ORDER BY r.id, q.system");
    while (row.executeStep()) found.push_back(qualification_of(row));
  });
  return found;
}

std::vector<std::string> Study::raters() {
  std::vector<std::string> ids;
  read([&] {
    SQLite::Statement row(connection_->database(),
                          "SELECT id FROM rater WHERE kind = 'person' AND pk IN (SELECT rater FROM coding UNION "
                          "SELECT rater FROM assignment UNION SELECT rater FROM qualification) ORDER BY id");
    while (row.executeStep()) ids.push_back(row.getColumn(0).getString());
  });
  return ids;
}

}  // namespace attune
