// The report on several interviews: what it counts.
#include "attune/report/study_report.h"

#include <fmt/format.h>

#include "catch.h"

using namespace attune;

namespace {

Coding coding(const std::string& transcript, const std::string& rater, const std::vector<std::string>& rated) {
  Coding result{transcript, rater, 1, {}, {}};
  for (const std::string& scale_and_target : rated) {
    const std::size_t blank = scale_and_target.find(' ');
    const std::string target = blank == std::string::npos ? "" : scale_and_target.substr(blank + 1);
    result.ratings.push_back({scale_and_target.substr(0, blank), *parse_target(target), 5, "", std::nullopt, "", ""});
  }
  return result;
}

}  // namespace

TEST_CASE("a rating is absent where the interview has what it is about, and the rater says nothing of it") {
  StudyReport report;
  add_ratings(report, {coding("s1", "A", {"coh_mind", "loving figure:mother", "loving figure:gran", "u_loss event:loss_1"}),
                       coding("s1", "B", {"coh_mind", "loving figure:mother", "rejecting figure:gran"}),
                       coding("s2", "A", {"coh_mind", "loving figure:mother", "u_loss event:loss_1"}),
                       coding("s3", "B", {"loving figure:mother", "rf_question question:why_parents"}),
                       coding("s3", "rules@1", {})});
  CHECK(report.people == 4);
  std::vector<std::string> absent;
  for (const RatedScale& scale : report.rated)
    absent.push_back(fmt::format("{} {} {}+{}", scale.scale, scale.target, scale.values, scale.absent));
  CHECK(absent == std::vector<std::string>{"coh_mind  3+1", "loving figure:gran 1+1", "loving figure:mother 4+0",
                                           "rejecting figure:gran 1+1", "rf_question question:why_parents 1+3",
                                           "u_loss event:loss_1 2+1"});
}
