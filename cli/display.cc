#include "cli/display.h"

#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "cli/rater_ids.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

constexpr const char* kUnnamed = "unnamed";

std::string list_of(const std::set<std::string>& names) {
  constexpr std::size_t kMostNamed = 5;
  std::string text;
  std::size_t named = 0;
  for (const std::string& name : names) {
    if (named == kMostNamed) return fmt::format("{} and {} more", text, names.size() - kMostNamed);
    text += (named++ == 0 ? "" : ", ") + name;
  }
  return text;
}

}  // namespace

std::set<std::string> unlocked(Study& study, const std::string& rater) {
  refuse_other_spelling(study, rater);  // of "r1" nothing would be kept that R1 has still to lock
  CodingFilter own{{}, {rater}};
  own.with_marks = false;
  std::set<std::string> open;
  std::set<std::pair<std::string, int>> locked;
  for (const CodingRecord& record : study.codings(own))
    if (record.state == CodingState::locked)
      locked.emplace(record.coding.transcript, record.coding.round);
    else
      open.insert(record.coding.transcript);
  for (const Assignment& assignment : study.assignments())
    if (assignment.rater == rater && !locked.contains({assignment.transcript, assignment.round}))
      open.insert(assignment.transcript);
  return open;
}

void describe_display(boost::program_options::options_description& options) {
  options.add_options()("expose",
                        "show others' codings although the own one is not locked; it becomes an assisted one");
}

std::string onlooker_of(Study& study, const Arguments& arguments, const std::string& otherwise) {
  std::string actor = surroundings_of(arguments, "").actor;
  if (!actor.empty()) return actor;
  const std::vector<std::string> raters = raters_of_packet(study.assignments());
  return raters.size() == 1 ? raters[0] : otherwise;
}

void record_display(Study& study, const Arguments& arguments, const std::vector<std::string>& transcripts,
                    const std::string& what) {
  record_display_to(onlooker_of(study, arguments, kUnnamed), study, arguments, transcripts, what);
}

void record_display_to(const std::string& rater, Study& study, const Arguments& arguments,
                       const std::vector<std::string>& transcripts, const std::string& what) {
  const std::set<std::string> open = unlocked(study, rater);
  std::set<std::string> kept;
  for (const std::string& id : transcripts)
    if (open.contains(id)) kept.insert(id);
  if (!kept.empty() && !arguments.has("expose"))
    throw Errors(Problem{{arguments.has("study") ? arguments.get<std::string>("study") : arguments.operands[0], 0, 0},
                         fmt::format("the own coding by {} locked before those of others are shown", rater),
                         fmt::format("none locked of {}; nothing was shown (--expose shows it, and makes the own "
                                     "coding an assisted one)",
                                     list_of(kept))});
  study.record_exposure(rater, transcripts, what);
}

void record_onlooker(const std::string& rater, Study& study, const Arguments& arguments,
                     const std::vector<std::string>& transcripts, const std::string& what) {
  const std::string actor = surroundings_of(arguments, rater).actor;
  if (actor != rater) record_display_to(actor, study, arguments, transcripts, what);
}

std::set<std::string> kept_from_onlooker(const std::string& rater, Study& study, const Arguments& arguments) {
  const std::string actor = surroundings_of(arguments, rater).actor;
  return actor == rater ? std::set<std::string>{} : unlocked(study, actor);
}

}  // namespace attune::cli
