#include "attune/formats/speakers.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/labels.h"
#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

/// The name each speaker goes by: without its number ("Participant 07"), unless that would make one of two ("Speaker 1", "Speaker 2").
std::map<std::string, std::string> names_of(const std::vector<Talk>& talk) {
  std::map<std::string, std::string> names;
  std::map<std::string, int> shared;
  for (const Talk& one : talk)
    if (const std::string whole = folded(trimmed(one.speaker)); !whole.empty() && !names.contains(whole)) ++shared[names[whole] = label_name(whole)];
  for (auto& [whole, name] : names)
    if (name.empty() || shared[name] > 1) name = whole;
  return names;
}

int first_line(const std::vector<Talk>& talk, const std::vector<Role>& roles, Role role) {
  for (std::size_t i = 0; i < talk.size(); ++i)
    if (roles[i] == role) return talk[i].line;
  return 0;
}

/// Unknown names are told apart as those of a plain transcript are.
Speakers told_apart(const std::vector<Talk>& talk, const std::map<std::string, std::string>& names, const NotationProfile& profile) {
  std::string text;
  std::vector<LabelCandidate> candidates;
  for (const Talk& one : talk) {
    const auto name = names.find(folded(trimmed(one.speaker)));
    if (name == names.end()) continue;
    LabelCandidate candidate;
    candidate.name = name->second;
    const auto at = static_cast<std::uint32_t>(text.size());
    candidate.span = {at, at};
    text += one.said;
    candidate.body = {at, static_cast<std::uint32_t>(text.size())};
    text += '\n';
    candidates.push_back(std::move(candidate));
  }
  Speakers found = find_speakers(text, candidates, profile);
  // A table says who speaks, so that even a speaker of one turn counts.
  if (found.empty() && candidates.size() >= 2) {
    std::vector<LabelCandidate> twice = candidates;
    twice.insert(twice.end(), candidates.begin(), candidates.end());
    found = find_speakers(text, twice, profile);
  }
  return found;
}

}  // namespace

std::string listed_lines(const std::vector<int>& lines) {
  constexpr std::size_t kMost = 5;
  std::string list;
  for (std::size_t i = 0; i < std::min(kMost, lines.size()); ++i) {
    const bool last = i + 1 == lines.size();
    list += fmt::format("{}{}", i == 0 ? "" : last ? " and " : ", ", lines[i]);
  }
  if (lines.size() > kMost) list += fmt::format(" and {} more", lines.size() - kMost);
  return list;
}

std::vector<Role> roles_of(const std::vector<Talk>& talk, const PlainOptions& options, const NotationProfile& profile, const std::string& file,
                           std::vector<Warning>& warnings) {
  std::vector<Role> roles(talk.size(), Role::participant);
  if (options.one_speaker) return roles;
  const std::map<std::string, std::string> names = names_of(talk);
  const auto name_at = [&](std::size_t i) {
    const auto found = names.find(folded(trimmed(talk[i].speaker)));
    return found == names.end() ? std::string() : found->second;
  };
  const auto set_all = [&](const Speakers& speakers, Role others) {
    std::vector<int> other_lines;
    for (std::size_t i = 0; i < talk.size(); ++i) {
      const std::string name = name_at(i);
      roles[i] = role_of(speakers, name);
      if (roles[i] != Role::none) continue;
      // A turn without a name goes on from the one before.
      roles[i] = name.empty() && i > 0 ? roles[i - 1] : others;
      if (!name.empty()) other_lines.push_back(talk[i].line);
    }
    return other_lines;
  };

  const bool named = !options.interviewer.empty() || !options.participant.empty();
  if (named) {
    Speakers speakers;
    std::vector<Problem> missing;
    const auto take = [&](const std::vector<std::string>& labels, std::vector<std::string>& into, std::string_view option) {
      for (const std::string& label : labels) {
        bool found = false;
        for (const auto& [whole, name] : names)
          if (whole == folded(trimmed(label)) || name == folded(trimmed(label)) || name == label_name(label)) into.push_back(name), found = true;
        if (!found) missing.push_back({{file, 0, 0}, fmt::format("a speaker \"{}\" as named with {}", label, option), "none of that name"});
      }
    };
    take(options.interviewer, speakers.interviewer, "--interviewer");
    take(options.participant, speakers.participant, "--participant");
    if (!missing.empty()) throw Errors(std::move(missing));
    (void)set_all(speakers, options.participant.empty() ? Role::participant : Role::interviewer);
    return roles;
  }

  // What the format says of one turn of a speaker holds for all of them.
  std::map<std::string, Role> said;
  for (const Talk& one : talk)
    if (one.role != Role::none) said.emplace(folded(trimmed(one.speaker)), one.role);
  bool says_interviewer = false, says_participant = false;
  for (const auto& [name, role] : said) (role == Role::interviewer ? says_interviewer : says_participant) = true;
  if (says_interviewer && says_participant) {
    std::vector<int> others;
    for (std::size_t i = 0; i < talk.size(); ++i) {
      const auto found = said.find(folded(trimmed(talk[i].speaker)));
      roles[i] = talk[i].role != Role::none ? talk[i].role : found != said.end() ? found->second : talk[i].speaker.empty() && i > 0 ? roles[i - 1] : Role::interviewer;
      if (talk[i].role == Role::none && found == said.end() && !talk[i].speaker.empty()) others.push_back(talk[i].line);
    }
    if (!others.empty())
      warnings.push_back({"other_speakers", others.front(), fmt::format("speakers beside interviewer and participant are kept out of the evidence ({} turns)", others.size())});
    return roles;
  }

  if (names.size() <= 1) {
    const bool asks = names.size() == 1 && (says_interviewer || (!says_participant && std::ranges::find(profile.interviewer_labels, names.begin()->second) != profile.interviewer_labels.end()));
    std::ranges::fill(roles, asks ? Role::interviewer : Role::participant);
    const bool known = asks || says_participant ||
                       (names.size() == 1 && std::ranges::find(profile.participant_labels, names.begin()->second) != profile.participant_labels.end());
    if (known) warnings.push_back({asks ? "no_participant" : "no_interviewer", 0, asks ? "only the interviewer speaks" : "only the participant speaks"});
    else
      warnings.push_back({"one_role", 0, names.empty() ? "no speakers are named, so all of it was taken as the participant's; name speakers in the file, or see --interviewer LABEL"
                                                       : "only one speaker, taken as the participant; if not, say --interviewer LABEL"});
    return roles;
  }

  Speakers speakers = told_apart(talk, names, profile);
  if (says_interviewer || says_participant) {
    // One role is said: everyone else has the other.
    const Role sure = says_interviewer ? Role::interviewer : Role::participant;
    for (std::size_t i = 0; i < talk.size(); ++i)
      roles[i] = said.contains(folded(trimmed(talk[i].speaker))) ? sure : sure == Role::interviewer ? Role::participant : Role::interviewer;
    warnings.push_back({"roles_assumed", first_line(talk, roles, sure == Role::interviewer ? Role::participant : Role::interviewer),
                        fmt::format("the file names the {} only; everyone else was taken as the {}; if not, name them with --interviewer LABEL --participant LABEL",
                                    role_name(sure), role_name(sure == Role::interviewer ? Role::participant : Role::interviewer))});
    return roles;
  }
  if (speakers.interviewer.empty() && !speakers.participant.empty()) speakers.assumed = true;
  const std::vector<int> others = set_all(speakers, speakers.participant.empty() ? Role::participant : Role::interviewer);
  if (speakers.assumed || speakers.empty())
    warnings.push_back({"roles_assumed", first_line(talk, roles, Role::interviewer),
                        fmt::format("assumed that the speaker of line {} is the interviewer and that of line {} the participant; if not, name them with "
                                    "--interviewer LABEL --participant LABEL",
                                    first_line(talk, roles, Role::interviewer), first_line(talk, roles, Role::participant))});
  else if (!others.empty() && !speakers.participant.empty())
    warnings.push_back({"other_speakers", others.front(), fmt::format("speakers beside interviewer and participant are kept out of the evidence ({} turns)", others.size())});
  return roles;
}

std::string on_one_line(std::string_view text) {
  std::string line;
  bool at_break = false;
  for (char c : trimmed(text)) {
    if (c == '\n' || c == '\r') {
      while (!line.empty() && is_blank(line.back())) line.pop_back();
      line += ' ';
      at_break = true;
    } else if (!at_break || (c != ' ' && c != '\t')) {
      line += c;
      at_break = false;
    }
  }
  return line;
}

void check_tiers(const std::vector<std::string>& wanted, const std::vector<std::string>& there, const std::string& file) {
  for (const std::string& name : wanted)
    if (std::ranges::find(there, name) == there.end())
      throw Errors({{file, 0, 0}, fmt::format("a tier \"{}\" as named with --tier", name),
                    fmt::format("{} of other names (the program that made the file shows them)", there.size())});
}

Draft composed(Draft draft, std::vector<SourceTurn> turns, const PlainOptions& options, const NotationProfile& profile) {
  std::erase_if(turns, [](const SourceTurn& turn) { return trimmed(turn.text).empty() && turn.notes.empty(); });
  if (turns.empty()) throw Errors({{draft.file, 0, 0}, "at least one turn with words", "none"});
  std::vector<Talk> talk;
  for (const SourceTurn& turn : turns) talk.push_back({turn.speaker, turn.role, turn.text, turn.line});
  const std::vector<Role> roles = roles_of(talk, options, profile, draft.file, draft.warnings);
  draft.text.clear();
  for (std::size_t i = 0; i < turns.size(); ++i) {
    SourceTurn& turn = turns[i];
    const auto begin = static_cast<std::uint32_t>(draft.text.size());
    if (turn.line > 0) draft.lines.push_back({begin, static_cast<std::uint32_t>(turn.line)});
    draft.text += on_one_line(turn.text);
    for (std::string& note : turn.notes) draft.notes.push_back({begin, std::move(note)});
    TurnDraft found;
    found.role = roles[i];
    found.body = {begin, static_cast<std::uint32_t>(draft.text.size())};
    found.section = std::move(turn.section);
    found.speaker = std::move(turn.speaker);
    found.start_ms = turn.start_ms;
    found.end_ms = turn.end_ms;
    draft.text += '\n';
    draft.turns.push_back(std::move(found));
  }
  return draft;
}

void order_by_time(std::vector<SourceTurn>& turns, std::vector<Warning>& warnings, std::string_view what) {
  std::int64_t last = 0;
  std::vector<std::int64_t> times;
  std::vector<int> late;
  for (const SourceTurn& turn : turns) {
    if (turn.start_ms != kNoTime && turn.start_ms < last) late.push_back(turn.line);
    if (turn.start_ms != kNoTime) last = turn.start_ms;
    times.push_back(last);
  }
  if (late.empty()) return;
  std::vector<std::size_t> order(turns.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return times[i]; });
  std::vector<SourceTurn> sorted;
  for (std::size_t i : order) sorted.push_back(std::move(turns[i]));
  turns = std::move(sorted);
  if (!what.empty())
    warnings.push_back({"ordered_by_time", late.front(), fmt::format("{} stand out of order and were put in order of time (lines {})", what, listed_lines(late))});
}

}  // namespace attune
