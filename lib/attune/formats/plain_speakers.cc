#include "attune/formats/plain_speakers.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/other_speakers.h"
#include "attune/formats/speakers.h"

namespace attune {
namespace {

bool is_in(const std::vector<std::string>& names, const std::string& name) { return std::ranges::find(names, name) != names.end(); }

Speakers named_speakers(const PlainOptions& options, const std::vector<LabelCandidate>& candidates, const std::string& file) {
  Speakers speakers;
  std::vector<Problem> problems;
  const auto take = [&](const std::vector<std::string>& labels, std::vector<std::string>& names, std::string_view option) {
    for (const std::string& label : labels) {
      // "S" names "S1" and "S2" too.
      const std::string whole = whole_label(label), stem = label_name(label);
      const bool is_whole = std::ranges::find(candidates, whole, &LabelCandidate::whole) != candidates.end();
      const std::size_t before = names.size();
      for (const LabelCandidate& candidate : candidates)
        if ((is_whole ? candidate.whole == whole : label_name(candidate.name) == stem) && !is_in(names, candidate.name)) names.push_back(candidate.name);
      if (names.size() == before && !is_whole) problems.push_back({{file, 0, 0}, fmt::format("the label \"{}\" named with {} at the start of a line", label, option), "none"});
    }
  };
  take(options.interviewer, speakers.interviewer, "--interviewer");
  take(options.participant, speakers.participant, "--participant");
  const auto has_both = [&](const std::string& name) { return is_in(speakers.participant, name); };
  if (std::ranges::any_of(speakers.interviewer, has_both)) problems.push_back({{file, 0, 0}, "one role for each label", "the same named with --interviewer and --participant"});
  if (!problems.empty()) throw Errors(std::move(problems));
  return speakers;
}

/// The lines on which labels first stand, in order. Labels are often names, so messages show lines instead.
std::vector<int> first_lines(const std::vector<std::string>& names, const std::vector<LabelCandidate>& candidates, const Draft& draft) {
  std::vector<int> lines;
  for (const std::string& name : names)
    if (const auto first = std::ranges::find(candidates, name, &LabelCandidate::name); first != candidates.end())
      lines.push_back(static_cast<int>(std::prev(std::ranges::upper_bound(draft.lines, first->span.begin, {}, &LineStart::offset))->line));
  std::ranges::sort(lines);
  return lines;
}

void warn_of_roles(const Speakers& speakers, const std::vector<LabelCandidate>& candidates, Draft& draft) {
  const std::vector<int> interviewer = first_lines(speakers.interviewer, candidates, draft), participant = first_lines(speakers.participant, candidates, draft);
  draft.warnings.push_back({"roles_assumed", std::min(interviewer.front(), participant.front()),
                            fmt::format("assumed that the label on line {} is the interviewer's and that on line {} the participant's; if not, name them with "
                                        "--interviewer LABEL --participant LABEL",
                                        listed_lines(interviewer), listed_lines(participant))});
}

}  // namespace

Speakers plain_speakers(std::vector<LabelCandidate>& candidates, const PlainOptions& options, const NotationProfile& profile, const Draft& draft) {
  std::vector<std::string> wanted = options.interviewer;
  wanted.insert(wanted.end(), options.participant.begin(), options.participant.end());
  const auto is_wanted = [&](const LabelCandidate& candidate) { return std::ranges::find(wanted, candidate.whole, whole_label) != wanted.end(); };
  std::erase_if(candidates, [&](const LabelCandidate& candidate) { return is_phrase(candidate) && !is_wanted(candidate); });
  tell_numbers_apart(candidates, wanted, profile);
  return wanted.empty() ? find_speakers(draft.text, candidates, profile) : named_speakers(options, candidates, draft.file);
}

void take_others(Speakers& speakers, const std::vector<LabelCandidate>& candidates, const PlainOptions& options, const NotationProfile& profile, Draft& draft) {
  const bool names_interviewer = !options.interviewer.empty(), names_participant = !options.participant.empty();
  const auto warn = [&](const char* code, int line, std::string message) { draft.warnings.push_back({code, line, std::move(message)}); };
  if (speakers.assumed) warn_of_roles(speakers, candidates, draft);
  // Who talks with the one that is named may have any label.
  if (names_interviewer != names_participant) {
    const std::string other = counterpart(candidates, names_interviewer ? speakers.interviewer : speakers.participant, profile);
    if (!other.empty()) (names_interviewer ? speakers.participant : speakers.interviewer).push_back(other);
  }
  OtherSpeakers others = other_speakers(draft.text, candidates, speakers, profile);
  if (names_interviewer && names_participant) {
    others.doubtful.insert(others.doubtful.end(), others.sure.begin(), others.sure.end());
    others.sure.clear();
  }
  std::vector<std::string>& role = names_interviewer ? speakers.participant : speakers.interviewer;
  const bool had_interviewer = !speakers.interviewer.empty();
  role.insert(role.end(), others.sure.begin(), others.sure.end());
  if (!names_participant && speakers.participant.size() > 1) {
    const std::vector<int> lines = first_lines(speakers.participant, candidates, draft);
    warn("participants", lines[1], fmt::format("labels that first stand on lines {} were all taken as the participant's; if not, name the participant's with --participant LABEL", listed_lines(lines)));
  }
  if (!others.sure.empty() && !names_interviewer) {
    if (!had_interviewer && !speakers.participant.empty()) {
      warn_of_roles(speakers, candidates, draft);
    } else {
      const std::vector<int> lines = first_lines(others.sure, candidates, draft);
      const auto is_other = [&](const LabelCandidate& candidate) { return is_in(others.sure, candidate.name); };
      warn("other_speakers", lines[0], fmt::format("speakers beside interviewer and participant, first on line {}, are kept out of the evidence ({} turns)", listed_lines(lines),
                                                   std::ranges::count_if(candidates, is_other)));
    }
  }
  if (others.doubtful.empty()) return;
  const std::vector<int> lines = first_lines(others.doubtful, candidates, draft);
  const std::string_view how = names_interviewer && names_participant ? "them with --interviewer, too" : "the participant with --participant, and everybody else with --interviewer";
  warn("other_labels", lines[0], fmt::format("what begins with other labels, first on line {}, was taken as part of the turn it stands in; if others speak there, name {}: their words are no "
                                             "evidence then", listed_lines(lines), how));
}

}  // namespace attune
