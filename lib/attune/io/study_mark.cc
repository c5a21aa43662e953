// Passages that people mark in transcripts.
#include <algorithm>
#include <tuple>

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

/// A mark that holds, by what tells two of one rater apart.
struct OwnMark {
  std::int64_t pk = 0;
  std::tuple<std::int64_t, std::int64_t, std::string, std::string> what;  // start and end in code points, code, subcode
};

std::vector<OwnMark> own_marks(SQLite::Database& database, std::int64_t coding) {
  SQLite::Statement row(database,
                        "SELECT pk, start, \"end\", code, subcode FROM mark m WHERE coding = ? AND origin = 'person' "
                        "AND NOT EXISTS (SELECT 1 FROM mark_withdrawn w WHERE w.mark = m.pk)");
  row.bind(1, coding);
  std::vector<OwnMark> marks;
  while (row.executeStep())
    marks.push_back({row.getColumn(0).getInt64(),
                     {row.getColumn(1).getInt64(), row.getColumn(2).getInt64(), row.getColumn(3).getString(), row.getColumn(4).getString()}});
  return marks;
}

TranscriptRow version_of(SQLite::Database& database, std::int64_t coding) {
  SQLite::Statement row(database, "SELECT t.pk, t.version, t.sha256 FROM coding c JOIN transcript t ON t.pk = c.transcript WHERE c.pk = ?");
  row.bind(1, coding);
  row.executeStep();
  return {row.getColumn(0).getInt64(), row.getColumn(1).getInt64(), row.getColumn(2).getString()};
}

}  // namespace

MarksStored Study::store_marks(const Transcript& transcript, const MarkSheet& marked) {
  MarksStored result;
  write("marks", object_of({transcript.id, marked.rater, marked.round}), [&](Writer& writer) {
    result = {};
    const std::string now = surroundings_.now();
    const auto refuse = [&](const std::string& what) { throw Errors(Problem{{connection_->path(), 0, 0}, fmt::format("{}: {}", transcript.id, what), ""}); };
    SQLite::Database& database = writer.database();
    if (!newest_transcript(database, transcript.id)) refuse("no transcript of this id is in the study");
    const auto row = transcript_with_bytes(database, transcript.id, transcript.sha256);
    if (!row) refuse("the study has other bytes of it (attune code --new-version adds these)");
    const std::int64_t rater = rater_row(writer, marked.rater, now);
    auto coding = own_coding(database, transcript.id, rater, marked.round);
    if (const auto of = coding ? version_of(database, coding->pk) : *row; of.sha256 != row->sha256)
      refuse(fmt::format("the coding of round {} is of version {}, this is version {}: mark it in another round", marked.round, of.version, row->version));
    if (!coding) coding = new_coding(writer, row->pk, rater, marked.round, "", now);

    const CodePointMap map(transcript.text);
    std::vector<OwnMark> before = own_marks(database, coding->pk);
    std::vector<Mark> added;
    for (const Mark& mark : marked.marks) {
      const std::tuple what{std::int64_t{map.code_point(mark.span.begin)}, std::int64_t{map.code_point(mark.span.end)}, mark.code, mark.subcode};
      const auto known = std::ranges::find(before, what, &OwnMark::what);
      if (known == before.end()) added.push_back(mark);
      else before.erase(known), ++result.unchanged;
    }
    if (added.empty() && before.empty()) return;
    if (const std::string no = why_unchangeable(*coding, true, marked.reason_for_change); !no.empty()) refuse(no);
    insert_marks(writer, coding->pk, added, map);
    for (const OwnMark& mark : before)
      writer.insert("mark_withdrawn", {{"mark", mark.pk}, {"reason", marked.reason_for_change.empty() ? "changed while a draft" : marked.reason_for_change}, {"at", now}});
    result.added = static_cast<int>(added.size());
    result.withdrawn = static_cast<int>(before.size());
  });
  return result;
}

}  // namespace attune
