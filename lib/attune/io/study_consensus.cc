// Agreed ratings, beside the individual ones.
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/io/connection.h"
#include "attune/io/record.h"
#include "attune/io/rows.h"
#include "attune/io/study.h"

namespace attune {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

AgreedRating agreed_of(SQLite::Statement& row) {
  AgreedRating agreed;
  agreed.transcript = row.getColumn(1).getString();
  agreed.round = row.getColumn(2).getInt();
  agreed.rating.scale = row.getColumn(3).getString();
  agreed.rating.target = parse_target(row.getColumn(4).getString()).value_or(Target{});
  if (!row.isColumnNull(5)) agreed.rating.value = row.getColumn(5).getDouble();
  agreed.rating.category = row.getColumn(6).getString();
  agreed.rating.reason = parse_missing_reason(row.getColumn(7).getString());
  agreed.attendees = words_of(row.getColumn(8).getString());
  agreed.why = row.getColumn(9).getString();
  agreed.at = row.getColumn(10).getString();
  return agreed;
}

constexpr const char* kHolding =
    "SELECT consensus_pk, transcript, round, scale, target, value, category, reason, attendees, why, made_at "
    "FROM v_consensus ";

/// People whose codings of the transcript are locked in the round.
std::vector<std::string> locked_raters(SQLite::Database& database, const AgreedRating& agreed) {
  SQLite::Statement row(database,
                        "SELECT rater FROM v_codings WHERE transcript = ? AND round = ? AND rater_kind = 'person' "
                        "AND state = 'locked' ORDER BY rater");
  row.bind(1, agreed.transcript);
  row.bind(2, agreed.round);
  std::vector<std::string> raters;
  while (row.executeStep()) raters.push_back(row.getColumn(0).getString());
  return raters;
}

/// Why the rating cannot be an agreed one, or empty.
std::string refusal(SQLite::Database& database, const AgreedRating& agreed) {
  if (!newest_transcript(database, agreed.transcript)) return "no transcript of this id is in the study";
  if (!is_reason(agreed.why)) return "a consensus needs a reason of three characters or more";
  if (std::set<std::string>(agreed.attendees.begin(), agreed.attendees.end()).size() < 2)
    return "a consensus needs two different raters who agreed";
  const std::vector<std::string> locked = locked_raters(database, agreed);
  if (locked.size() < 2) return fmt::format("round {} has no two locked codings to agree on", agreed.round);
  for (const std::string& attendee : agreed.attendees)
    if (std::ranges::find(locked, attendee) == locked.end())
      return fmt::format("{} has no locked coding in round {}", attendee, agreed.round);
  return "";
}

struct Known {
  std::int64_t pk = 0;
  AgreedRating agreed;
};

std::optional<Known> known_consensus(SQLite::Database& database, const AgreedRating& like) {
  SQLite::Statement row(database, std::string(kHolding) + "WHERE transcript = ? AND round = ? AND scale = ? AND target = ?");
  row.bind(1, like.transcript);
  row.bind(2, like.round);
  row.bind(3, like.rating.scale);
  row.bind(4, to_string(like.rating.target));
  if (!row.executeStep()) return std::nullopt;
  return Known{row.getColumn(0).getInt64(), agreed_of(row)};
}

}  // namespace

Stored Study::store_consensus(const std::vector<AgreedRating>& agreed) {
  const bool added = write("consensus", fmt::format("{} ratings", agreed.size()), [&](Writer& writer) {
    const std::string now = surroundings_.now();
    std::vector<Problem> problems;
    std::set<std::pair<std::string, std::string>> exposed;  // attendee, transcript
    for (const AgreedRating& one : agreed) {
      if (const std::string no = refusal(writer.database(), one); !no.empty()) {
        problems.push_back({{connection_->path(), 0, 0}, fmt::format("{}: {}", one.transcript, no), ""});
        continue;
      }
      const std::optional<Known> before = known_consensus(writer.database(), one);
      if (before) {
        AgreedRating same = one;
        same.at = before->agreed.at;
        if (same == before->agreed) continue;
      }
      const Rating& rating = one.rating;
      writer.insert("consensus",
                    {{"transcript", one.transcript},
                     {"round", std::int64_t{one.round}},
                     {"scale", rating.scale},
                     {"target", to_string(rating.target)},
                     {"value", rating.value ? Value{*rating.value} : Value{}},
                     {"category", text_or_null(rating.category)},
                     {"reason", rating.reason ? Value{std::string(missing_reason_name(*rating.reason))} : Value{}},
                     {"attendees", joined(one.attendees)},
                     {"why", one.why},
                     {"supersedes", before ? Value{before->pk} : Value{}},
                     {"made_at", now}});
      for (const std::string& attendee : one.attendees) {
        if (!exposed.emplace(attendee, one.transcript).second) continue;
        writer.insert("exposure", {{"rater", rater_row(writer, attendee, now)},
                                   {"transcript", one.transcript},
                                   {"what", "consensus"},
                                   {"at", now}});
      }
    }
    if (!problems.empty()) throw Errors(problems);
  });
  return added ? Stored::added : Stored::unchanged;
}

std::vector<AgreedRating> Study::consensus() {
  std::vector<AgreedRating> agreed;
  read([&] {
    SQLite::Statement row(connection_->database(), std::string(kHolding) + "ORDER BY transcript, round, scale, target");
    while (row.executeStep()) agreed.push_back(agreed_of(row));
  });
  return agreed;
}

}  // namespace attune
