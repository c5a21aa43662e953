// What raters do to a study: ratings, locking, and what they were shown.
#include <fmt/format.h>

#include "attune/error.h"
#include "attune/io/connection.h"
#include "attune/io/own_coding.h"
#include "attune/io/record.h"
#include "attune/io/rows.h"
#include "attune/io/standing.h"
#include "attune/io/study.h"

namespace attune {
namespace {

void insert_class_record(Writer& writer, std::int64_t rating, const ClassRecord& record) {
  Columns columns = {{"rating", rating},
                     {"record", to_string(record)},
                     {"no_alternative", std::int64_t{lacks_alternative(record)}}};
  const std::vector<DerivedClass> derived = derived_classes(record);
  for (const DerivedClass& one : derived) columns.emplace_back(one.name, text_or_null(one.value));
  for (const DerivedClass& one : derived) {
    if (one.name == "class3_forced") columns.emplace_back("class3_forced_reason", text_or_null(one.reason));
    if (one.name == "autonomous_forced") columns.emplace_back("autonomous_forced_reason", text_or_null(one.reason));
  }
  writer.insert("class_record", columns);
}

void insert_rating(Writer& writer, std::int64_t coding, const RatingEntry& entry,
                   const std::optional<StandingRating>& before, const std::string& reason_for_change,
                   const std::string& now) {
  const Rating& rating = entry.rating;
  const std::int64_t pk = writer.insert(
      "rating", {{"coding", coding},
                 {"scale", rating.scale},
                 {"target", to_string(rating.target)},
                 {"value", rating.value ? Value{*rating.value} : Value{}},
                 {"category", text_or_null(rating.category)},
                 {"reason", rating.reason ? Value{std::string(missing_reason_name(*rating.reason))} : Value{}},
                 {"lines", rating.lines},
                 {"note", rating.note},
                 {"supersedes", before ? Value{before->pk} : Value{}},
                 {"reason_for_change", before ? Value{reason_for_change} : Value{}},
                 {"made_at", now}});
  if (entry.class_record) insert_class_record(writer, pk, *entry.class_record);
}

std::string in_words(const Rating& rating) {
  const std::string target = to_string(rating.target);
  return target.empty() ? rating.scale : rating.scale + " " + target;
}

}  // namespace

RatingsStored Study::store_ratings(const RatingSheet& sheet) {
  RatingsStored result;
  write("ratings", fmt::format("{} round {}", sheet.rater, sheet.round), [&](Writer& writer) {
    result = {};
    const std::string now = surroundings_.now();
    const std::string why = sheet.reason_for_change.empty() ? "changed while a draft" : sheet.reason_for_change;
    std::vector<Problem> problems;
    const auto report = [&](const std::string& transcript, std::string what) {
      problems.push_back({{connection_->path(), 0, 0}, fmt::format("{}: {}", transcript, what), ""});
    };
    for (const RatedTranscript& rated : sheet.transcripts) {
      if (rated.entries.empty()) continue;
      const auto transcript = newest_transcript(writer.database(), rated.transcript);
      if (!transcript) {
        report(rated.transcript, "no transcript of this id is in the study");
        continue;
      }
      const std::int64_t rater = rater_row(writer, sheet.rater, now);
      auto coding = own_coding(writer.database(), rated.transcript, rater, sheet.round);
      if (!coding) coding = new_coding(writer, transcript->pk, rater, sheet.round, "", now);
      for (const RatingEntry& entry : rated.entries) {
        const auto before = standing_rating(writer.database(), coding->pk, entry.rating.scale, entry.rating.target);
        if (before && before->rating == entry.rating) {
          ++result.unchanged;
          continue;
        }
        if (const std::string no = why_unchangeable(*coding, before.has_value(), sheet.reason_for_change); !no.empty()) {
          report(rated.transcript, fmt::format("{}: {}", in_words(entry.rating), no));
          continue;
        }
        ++(before ? result.changed : result.added);
        insert_rating(writer, coding->pk, entry, before, why, now);
      }
    }
    if (!problems.empty()) throw Errors(problems);
  });
  return result;
}

int Study::advance(CodingState to, const std::string& rater, int round, const std::vector<std::string>& transcripts) {
  int count = 0;
  const std::string state(coding_state_name(to));
  write(state, fmt::format("{} round {}", rater, round), [&](Writer& writer) {
    count = 0;
    const std::string now = surroundings_.now();
    SQLite::Database& database = writer.database();
    const auto rater_pk = known_rater(database, rater);
    if (!rater_pk) throw Errors(Problem{{connection_->path(), 0, 0}, "no ratings by " + rater, ""});

    std::vector<std::string> ids = transcripts;
    if (ids.empty()) {
      SQLite::Statement own(database,
                            "SELECT DISTINCT t.id FROM coding c JOIN transcript t ON t.pk = c.transcript "
                            "WHERE c.rater = ? AND c.round = ? ORDER BY t.id");
      own.bind(1, *rater_pk);
      own.bind(2, round);
      while (own.executeStep()) ids.push_back(own.getColumn(0).getString());
    }
    std::vector<Problem> problems;
    for (const std::string& id : ids) {
      const auto coding = own_coding(database, id, *rater_pk, round);
      if (!coding)
        problems.push_back(
            {{connection_->path(), 0, 0}, fmt::format("{}: no coding by {} in round {}", id, rater, round), ""});
      if (!coding || coding->state == "locked" || coding->state == state) continue;
      ++count;
      writer.insert("coding_state", {{"coding", coding->pk},
                                     {"state", state},
                                     {"assisted", std::int64_t{was_exposed(database, *rater_pk, id)}},
                                     {"reason", state + " by its rater"},
                                     {"at", now}});
    }
    if (!problems.empty()) throw Errors(problems);
  });
  return count;
}

int Study::submit(const std::string& rater, int round, const std::vector<std::string>& transcripts) {
  return advance(CodingState::submitted, rater, round, transcripts);
}

int Study::lock(const std::string& rater, int round, const std::vector<std::string>& transcripts) {
  return advance(CodingState::locked, rater, round, transcripts);
}

void Study::record_exposure(const std::string& rater, const std::vector<std::string>& transcripts,
                            const std::string& what) {
  try {
    write("shown", fmt::format("{}: {}", rater, what), [&](Writer& writer) {
      const std::string now = surroundings_.now();
      if (transcripts.empty()) return;
      const std::int64_t row = rater_row(writer, rater, now);
      for (const std::string& id : transcripts)
        writer.insert("exposure", {{"rater", row}, {"transcript", id}, {"what", what}, {"at", now}});
    });
  } catch (const ReadOnlyFile&) {  // who only wanted to look does not know what there was to write
    const std::string& path = connection_->path();
    throw Errors(Problem{{path, 0, 0},
                         fmt::format("is read-only, and who looks at what raters are kept from must be recorded in it; nothing was shown "
                                     "(\"attune study backup {} COPY\" makes a copy to look at)",
                                     path),
                         ""});
  }
}

}  // namespace attune
