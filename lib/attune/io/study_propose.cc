// What raters whose own coding is locked say to the marks of rules.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/io/audit.h"
#include "attune/io/connection.h"
#include "attune/io/own_coding.h"
#include "attune/io/rows.h"
#include "attune/io/study.h"
#include "attune/text/code_points.h"

namespace attune {
namespace {

constexpr std::string_view kAnswers[] = {"open", "accepted", "rejected", "moved"};

std::string answer_name(ProposalAnswer answer) { return std::string(kAnswers[static_cast<std::size_t>(answer)]); }

ProposalAnswer parse_answer(const std::string& name) {
  return static_cast<ProposalAnswer>(std::ranges::find(kAnswers, name) - std::begin(kAnswers));
}

/// What was said last to a mark in a coding, and the mark that it left there.
struct Said {
  ProposalAnswer answer = ProposalAnswer::open;
  std::optional<std::int64_t> mark;
};

Said said_to(SQLite::Database& database, std::int64_t coding, std::int64_t number) {
  SQLite::Statement row(database, "SELECT answer, mark FROM proposal WHERE coding = ? AND proposed = ? ORDER BY pk DESC LIMIT 1");
  row.bind(1, coding);
  row.bind(2, number);
  if (!row.executeStep()) return {};
  Said said{parse_answer(row.getColumn(0).getString()), std::nullopt};
  if (!row.isColumnNull(1)) said.mark = row.getColumn(1).getInt64();
  return said;
}

/// The version of the transcript that the rater's locked coding of an earlier round is of, or nothing.
std::optional<std::int64_t> locked_version(SQLite::Database& database, const CodingKey& key) {
  SQLite::Statement row(database,
                        "SELECT transcript_version FROM v_codings WHERE transcript = ? AND rater = ? AND round < ? AND state = 'locked' "
                        "ORDER BY round DESC LIMIT 1");
  row.bind(1, key.transcript);
  row.bind(2, key.rater);
  row.bind(3, key.round);
  return first_number(row);
}

struct Stretch {
  std::int64_t start = 0, end = 0;  // code points

  bool operator==(const Stretch&) const = default;
};

/// Copies the rules' mark into the rater's coding, at `at` where it was moved.
std::int64_t accept(Writer& writer, std::int64_t coding, std::int64_t number, const std::optional<Stretch>& at) {
  SQLite::Statement row(writer.database(), "SELECT start, \"end\", turn, section, code, subcode, marker, pattern, polarity, group_id FROM mark WHERE pk = ?");
  row.bind(1, number);
  row.executeStep();
  const auto text = [&](int column) { return row.getColumn(column).getString(); };
  return writer.insert("mark", {{"coding", coding},
                                {"start", at ? at->start : row.getColumn(0).getInt64()},
                                {"end", at ? at->end : row.getColumn(1).getInt64()},
                                {"turn", row.getColumn(2).getInt64()},
                                {"section", text(3)},
                                {"code", text(4)},
                                {"subcode", text(5)},
                                {"marker", text(6)},
                                {"pattern", text(7)},
                                {"polarity", text(8)},
                                {"group_id", text(9)},
                                {"origin", "accepted"}});
}

bool is_at(SQLite::Database& database, std::int64_t mark, const Stretch& at) {
  SQLite::Statement row(database, "SELECT start, \"end\" FROM mark WHERE pk = ?");
  row.bind(1, mark);
  return row.executeStep() && Stretch{row.getColumn(0).getInt64(), row.getColumn(1).getInt64()} == at;
}

bool is_by_rules(SQLite::Database& database, std::int64_t number, const std::string& transcript) {
  SQLite::Statement row(database,
                        "SELECT 1 FROM mark m JOIN v_codings c ON c.coding_pk = m.coding WHERE m.pk = ? AND c.transcript = ? AND c.rater_kind = 'codebook'");
  row.bind(1, number);
  row.bind(2, transcript);
  return row.executeStep();
}

}  // namespace

Stored Study::answer_proposal(const CodingKey& key, const Transcript& transcript, std::int64_t number, ProposalAnswer answer, Span moved_to) {
  const bool added = write("proposal", object_of(key), [&](Writer& writer) {
    const std::string now = surroundings_.now();
    SQLite::Database& database = writer.database();
    const auto refuse = [&](const std::string& what) { throw Errors(Problem{{connection_->path(), 0, 0}, fmt::format("{}: {}", key.transcript, what), ""}); };
    const auto row = newest_transcript(database, key.transcript);
    if (!row) refuse("no transcript of this id is in the study");
    if (row->sha256 != transcript.sha256) refuse("the study has other bytes of it");
    const auto version = locked_version(database, key);
    if (!version) refuse(fmt::format("no coding by {} is locked in a round before {}", key.rater, key.round));
    if (*version != row->version) refuse(fmt::format("the own coding is of version {}, the rules' of version {}", *version, row->version));
    if (!is_by_rules(database, number, key.transcript)) refuse(fmt::format("no mark by rules has the number {}", number));

    const std::int64_t rater = rater_row(writer, key.rater, now);
    auto coding = own_coding(database, key.transcript, rater, key.round);
    const Said before = coding ? said_to(database, coding->pk, number) : Said{};
    std::optional<Stretch> at;
    if (answer == ProposalAnswer::moved) {
      const CodePointMap map(transcript.text);
      at = Stretch{map.code_point(moved_to.begin), map.code_point(moved_to.end)};
    }
    if (before.answer == answer && (!at || is_at(database, *before.mark, *at))) return;
    if (coding)
      if (const std::string no = why_unchangeable(*coding, false, ""); !no.empty()) refuse(no);
    if (!coding) coding = new_coding(writer, row->pk, rater, key.round, "", now);
    if (!was_exposed(database, rater, key.transcript))
      writer.insert("exposure", {{"rater", rater}, {"transcript", key.transcript}, {"what", "rules' proposals"}, {"at", now}});
    if (before.mark) writer.insert("mark_withdrawn", {{"mark", *before.mark}, {"reason", "answered anew"}, {"at", now}});
    const bool leaves_mark = answer == ProposalAnswer::accepted || answer == ProposalAnswer::moved;
    const Value mark = leaves_mark ? Value{accept(writer, coding->pk, number, at)} : Value{};
    writer.insert("proposal", {{"coding", coding->pk}, {"proposed", number}, {"answer", answer_name(answer)}, {"mark", mark}, {"at", now}});
  });
  return added ? Stored::added : Stored::unchanged;
}

std::vector<Proposal> Study::proposals(const CodingKey& key) {
  std::vector<CodingRecord> codings = this->codings({{key.transcript}, {}});
  std::erase_if(codings, [](const CodingRecord& record) { return !is_codebook(record.coding.rater); });
  std::vector<Proposal> proposals;
  read([&] {
    // Marks are read by `codings` in the order of their rows, so their numbers are those of the rows.
    for (const CodingRecord& record : codings) {
      SQLite::Statement row(connection_->database(),
                            "SELECT m.pk, (SELECT p.answer FROM proposal p JOIN v_codings o ON o.coding_pk = p.coding "
                            "WHERE p.proposed = m.pk AND o.rater = ? AND o.round = ? ORDER BY p.pk DESC LIMIT 1) "
                            "FROM mark m JOIN v_codings c ON c.coding_pk = m.coding WHERE c.transcript = ? AND c.rater = ? ORDER BY m.pk");
      row.bind(1, key.rater);
      row.bind(2, key.round);
      row.bind(3, key.transcript);
      row.bind(4, record.coding.rater);
      for (const Mark& mark : record.coding.marks) {
        if (!row.executeStep()) break;
        const std::string answer = row.getColumn(1).getString();
        proposals.push_back({row.getColumn(0).getInt64(), record.coding.rater, mark, answer.empty() ? ProposalAnswer::open : parse_answer(answer)});
      }
    }
  });
  std::ranges::stable_sort(proposals, [](const Proposal& a, const Proposal& b) { return mark_order(a.mark, b.mark); });
  return proposals;
}

ProposalRound Study::proposal_round(const CodingKey& own) {
  ProposalRound result{own.round + 1, false};
  read([&] {
    SQLite::Database& database = connection_->database();
    SQLite::Statement answered(database,
                               "SELECT round, state = 'locked' FROM v_codings c WHERE transcript = ? AND rater = ? AND round > ? "
                               "AND EXISTS (SELECT 1 FROM proposal p WHERE p.coding = c.coding_pk) ORDER BY round DESC LIMIT 1");
    answered.bind(1, own.transcript);
    answered.bind(2, own.rater);
    answered.bind(3, own.round);
    if (answered.executeStep()) {
      result = {answered.getColumn(0).getInt(), answered.getColumn(1).getInt() == 1};
      return;
    }
    SQLite::Statement taken(database,
                            "SELECT max(round) FROM (SELECT round FROM v_codings WHERE transcript = ?1 AND rater = ?2 "
                            "UNION ALL SELECT round FROM v_assignments WHERE transcript = ?1 AND rater = ?2)");
    taken.bind(1, own.transcript);
    taken.bind(2, own.rater);
    if (taken.executeStep() && !taken.isColumnNull(0)) result.round = std::max(result.round, taken.getColumn(0).getInt() + 1);
  });
  return result;
}

}  // namespace attune
