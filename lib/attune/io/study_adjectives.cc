// What raters take the words offered for caregivers to be supported by.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/io/connection.h"
#include "attune/io/own_coding.h"
#include "attune/io/rows.h"
#include "attune/io/standing.h"
#include "attune/io/study.h"

namespace attune {

RatingsStored Study::store_adjectives(const AdjectiveSheet& sheet) {
  RatingsStored result;
  write("adjectives", fmt::format("{} round {}", sheet.rater, sheet.round), [&](Writer& writer) {
    result = {};
    const std::string now = surroundings_.now();
    const std::string why = sheet.reason_for_change.empty() ? "changed while a draft" : sheet.reason_for_change;
    std::vector<Problem> problems;
    const auto report = [&](std::string what) { problems.push_back({{connection_->path(), 0, 0}, std::move(what), ""}); };
    for (const auto& [id, words] : sheet.transcripts) {
      if (words.empty()) continue;
      const auto transcript = newest_transcript(writer.database(), id);
      if (!transcript) {
        report(id + ": no transcript of this id is in the study");
        continue;
      }
      const auto known = known_rater(writer.database(), sheet.rater);
      auto coding = known ? own_coding(writer.database(), id, *known, sheet.round) : std::nullopt;
      if (!coding && std::ranges::all_of(words, judges_nothing)) {  // nothing to take back: no coding begins with that
        result.unchanged += static_cast<int>(words.size());
        continue;
      }
      const std::int64_t rater = rater_row(writer, sheet.rater, now);
      if (!coding) coding = new_coding(writer, transcript->pk, rater, sheet.round, "", now);
      for (const JudgedAdjective& judged : words) {
        const auto before = standing_adjective(writer.database(), coding->pk, judged.figure, judged.word);
        if (before ? before->judged == judged : judges_nothing(judged)) {
          ++result.unchanged;
          continue;
        }
        if (const std::string no = why_unchangeable(*coding, before.has_value(), sheet.reason_for_change); !no.empty()) {
          report(fmt::format("{}: {} {}: {}", id, judged.figure, judged.word, no));
          continue;
        }
        ++(before ? result.changed : result.added);
        writer.insert("adjective", {{"coding", coding->pk},
                                    {"figure", judged.figure},
                                    {"word", judged.word},
                                    {"place", std::int64_t{judged.order}},
                                    {"probed", std::int64_t{judged.probed}},
                                    {"support", judged.support ? Value{std::string(support_name(*judged.support))} : Value{}},
                                    {"lines", judged.lines},
                                    {"supersedes", before ? Value{before->pk} : Value{}},
                                    {"reason_for_change", before ? Value{why} : Value{}}});
      }
    }
    if (!problems.empty()) throw Errors(problems);
  });
  return result;
}

}  // namespace attune
