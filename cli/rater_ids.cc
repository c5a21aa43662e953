#include "cli/rater_ids.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/text/spelling.h"
#include "attune/text/unicode.h"
#include "attune/text/visible.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

/// In another spelling: the first of `known` that is `id` but for how it is typed, else empty. REQUIRES: `id` is none of them.
std::string same_but_for_spelling(const std::string& id, const std::vector<std::string>& known) {
  const auto found = std::ranges::find(known, folded_spelling(id), folded_spelling);
  return found == known.end() ? "" : *found;
}

bool is_among(const std::vector<std::string>& ids, const std::string& id) { return std::ranges::find(ids, id) != ids.end(); }

std::vector<std::string> assigned_in(const std::vector<Assignment>& assignments) {
  std::set<std::string> ids;
  for (const Assignment& one : assignments) ids.insert(one.rater);
  return {ids.begin(), ids.end()};
}

std::string in_quotes(const std::string& id) { return "\"" + id + "\""; }

}  // namespace

std::string other_spelling(Study& study, const std::string& id) {
  const std::vector<std::string> known = study.raters();
  return is_among(known, id) ? "" : same_but_for_spelling(id, known);
}

std::vector<std::string> raters_of_packet(const std::vector<Assignment>& assignments) {
  const bool is_packet = std::ranges::all_of(assignments, [](const Assignment& one) { return one.subset == kPacketSubset; });
  return is_packet ? assigned_in(assignments) : std::vector<std::string>{};
}

void refuse_other_spelling(Study& study, const std::string& id) {
  if (const std::string meant = other_spelling(study, id); !meant.empty())
    throw Errors(Problem{{}, fmt::format("the rater's id as the study has it, {}", in_quotes(meant)), in_quotes(id)});
}

Study open_study_of(const std::string& rater, const Arguments& arguments, Context& context) {
  const std::string& file = arguments.operands[0];
  const Surroundings surroundings = surroundings_of(arguments, rater);
  Study study = open_study(file, surroundings, context);
  const std::vector<Assignment> assignments = study.assignments();
  const std::vector<std::string> assigned = assigned_in(assignments);
  if (const std::vector<std::string> own = raters_of_packet(assignments); !own.empty() && !is_among(own, rater))
    throw Errors(Problem{{file, 0, 0}, fmt::format("--rater {}, whose packet it is", fmt::join(own, " or ")), in_quotes(rater)});
  refuse_other_spelling(study, rater);
  if (surroundings.actor != rater) refuse_other_spelling(study, surroundings.actor);
  if (!assigned.empty() && !is_among(study.raters(), rater))
    context.err << fmt::format("{}: {} is new here: no coding, assignment or training of that id yet; assigned are {}\n", visible(file), rater,
                               fmt::join(assigned, ", "));
  return study;
}

void refuse_unknown(Study& study, const std::vector<std::string>& ids, const std::string& option) {
  const std::vector<std::string> known = study.raters();
  std::vector<Problem> problems;
  for (const std::string& id : ids) {
    if (is_among(known, id)) continue;
    const std::string meant = same_but_for_spelling(id, known);
    const std::string hint = meant.empty() ? did_you_mean(id, {known.begin(), known.end()}) : fmt::format("; did you mean {}?", in_quotes(meant));
    problems.push_back({{}, fmt::format("raters of the study in {}", option), in_quotes(id) + hint});
  }
  if (!problems.empty()) throw Errors(problems);
}

}  // namespace attune::cli
