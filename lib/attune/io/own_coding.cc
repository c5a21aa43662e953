#include "attune/io/own_coding.h"

#include "attune/io/connection.h"
#include "attune/io/study.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

bool is_training_case(SQLite::Database& database, std::int64_t transcript, std::int64_t rater) {
  SQLite::Statement found(database,
                          "SELECT 1 FROM assignment a JOIN transcript t ON t.id = a.transcript "
                          "WHERE t.pk = ? AND a.rater = ? AND a.subset = ? LIMIT 1");
  found.bind(1, transcript);
  found.bind(2, rater);
  found.bind(3, std::string(kTrainingSubset));
  return found.executeStep();
}

}  // namespace

std::optional<OwnCoding> own_coding(SQLite::Database& database, const std::string& transcript, std::int64_t rater,
                                    int round) {
  SQLite::Statement found(database,
                          "SELECT c.pk, (SELECT state FROM coding_state WHERE coding = c.pk ORDER BY pk DESC LIMIT 1) "
                          "FROM coding c JOIN transcript t ON t.pk = c.transcript "
                          "WHERE t.id = ? AND c.rater = ? AND c.round = ? ORDER BY c.pk DESC LIMIT 1");
  found.bind(1, transcript);
  found.bind(2, rater);
  found.bind(3, round);
  if (!found.executeStep()) return std::nullopt;
  return OwnCoding{found.getColumn(0).getInt64(), found.getColumn(1).getString()};
}

OwnCoding new_coding(Writer& writer, std::int64_t transcript, std::int64_t rater, int round, const std::string& made_at,
                     const std::string& now) {
  const std::int64_t pk = writer.insert("coding", {{"transcript", transcript},
                                                   {"rater", rater},
                                                   {"round", std::int64_t{round}},
                                                   {"system", "AAI"},
                                                   {"training", std::int64_t{is_training_case(writer.database(), transcript, rater)}},
                                                   {"codebook", Value{}},
                                                   {"engine", Value{}},
                                                   {"icu", Value{}},
                                                   {"supersedes", Value{}},
                                                   {"reason_for_change", Value{}},
                                                   {"made_at", made_at.empty() ? now : made_at}});
  writer.insert("coding_state",
                {{"coding", pk}, {"state", "draft"}, {"assisted", std::int64_t{0}}, {"reason", "begun"}, {"at", now}});
  return {pk, "draft"};
}

std::string why_unchangeable(const OwnCoding& coding, bool is_change, const std::string& reason_for_change) {
  if (coding.state == "locked") return "the coding is locked";
  if (!is_change || is_reason(reason_for_change)) return "";
  if (coding.state == "submitted") return "submitted: a change needs a reason";
  return reason_for_change.empty() ? "" : "a reason for a change has three characters or more";
}

bool is_reason(std::string_view text) { return count_code_points(text) >= 3; }

}  // namespace attune
