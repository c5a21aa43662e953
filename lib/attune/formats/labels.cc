#include "attune/formats/labels.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>

#include "attune/formats/time_code.h"
#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::size_t kLongestLabel = 48;  // bytes
constexpr std::size_t kMostLabelWords = 5;

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80; }

constexpr std::array<bool, 256> make_label_characters() {
  std::array<bool, 256> found{};
  for (std::size_t c = 0; c < found.size(); ++c) found[c] = is_letter(static_cast<char>(c)) || is_digit(static_cast<char>(c));
  for (char c : std::string_view(" .,-_'#/&")) found[static_cast<unsigned char>(c)] = true;
  return found;
}

constexpr std::array<bool, 256> kLabelCharacters = make_label_characters();

bool is_label_character(char c) { return kLabelCharacters[static_cast<unsigned char>(c)]; }

/// Where a time code at `at` of the line ends, or `at`.
std::size_t time_code_at(std::string_view text, Span line, std::size_t at) {
  return time_code_end(text, line.begin + static_cast<std::uint32_t>(at), line.end) - line.begin;
}

/// How someone talks in a transcript: enough to tell who asks.
struct Habit {
  std::string name;
  int turns = 0;
  int questions = 0;
  std::size_t bytes = 0;

  [[nodiscard]] double question_share() const { return turns == 0 ? 0 : static_cast<double>(questions) / turns; }
};

std::vector<Habit> habits(std::string_view text, const std::vector<LabelCandidate>& candidates,
                          const std::map<std::string, int, std::less<>>& counts, int least) {
  // A turn reaches to the next label that counts as one.
  std::map<std::string, Habit, std::less<>> by_name;
  const LabelCandidate* open = nullptr;
  const auto close = [&](std::size_t end) {
    if (open == nullptr) return;
    Habit& habit = by_name[open->name];
    const std::string_view said = text.substr(open->body.begin, end - open->body.begin);
    habit.name = open->name;
    ++habit.turns;
    habit.questions += said.find('?') != std::string_view::npos;
    habit.bytes += said.size();
  };
  for (const LabelCandidate& candidate : candidates) {
    if (counts.find(candidate.name)->second < least) continue;
    close(candidate.span.begin);
    open = &candidate;
  }
  close(text.size());
  std::vector<Habit> result;
  for (auto& [name, habit] : by_name) result.push_back(habit);
  return result;
}

/// Who asks: who says next to nothing; else who asks clearly more questions; else who says less.
const Habit& asker(const Habit& a, const Habit& b) {
  constexpr std::size_t kNextToNothing = 8;  // times as much from the other: a narrator's rhetorical questions do not matter then
  constexpr double kClear = 0.15;
  if (a.bytes * kNextToNothing < b.bytes) return a;
  if (b.bytes * kNextToNothing < a.bytes) return b;
  if (a.question_share() > b.question_share() + kClear) return a;
  if (b.question_share() > a.question_share() + kClear) return b;
  return a.bytes < b.bytes ? a : b;
}

}  // namespace

std::string label_name(std::string_view label) {
  std::string name = folded(label);
  const auto is_decoration = [](char c) { return c == '*' || c == '#' || c == ' ' || c == '.' || c == ':' || c == '_' || c == '-' || c == '\t'; };
  while (!name.empty() && (is_decoration(name.back()) || is_digit(name.back()))) name.pop_back();
  name.erase(0, static_cast<std::size_t>(std::ranges::find_if_not(name, is_decoration) - name.begin()));
  return name;
}

LabelCandidate label_at(std::string_view text, Span line) {
  const std::string_view content = slice(text, line);
  std::size_t begin = 0;
  while (begin < content.size() && content[begin] == '*') ++begin;  // Markdown's bold, CHAT's star
  const char open = begin < content.size() ? content[begin] : ' ';
  const char close = open == '[' ? ']' : open == '<' ? '>' : ' ';   // "[Interviewer]:"
  begin += close != ' ';
  if (begin >= content.size() || !is_letter(content[begin])) return {};
  // Most lines go on with what was said: a label has a colon, in its time code at least, or is "Q.".
  const bool may_be_initial = begin + 1 < content.size() && content[begin + 1] == '.';
  if (!may_be_initial && content.find(':') == std::string_view::npos) return {};
  std::size_t end = begin;
  std::size_t after = 0;  // behind a time code that stands between label and colon
  std::size_t words = 1;
  while (end < content.size() && end - begin < kLongestLabel && words <= kMostLabelWords) {
    if (is_blank(content[end]) && end > begin) {
      std::size_t next = end;
      while (next < content.size() && is_blank(content[next])) ++next;
      if (const std::size_t time_end = time_code_at(text, line, next); time_end > next) {
        after = time_end;
        break;
      }
      if (next < content.size() && content[next] == ':') {
        after = next;
        break;
      }
    }
    if (!is_label_character(content[end])) break;
    // "Q." and "A." end in a full stop; "K. Smith:" has one inside.
    if (content[end] == '.' && end - begin == 1 && (end + 1 == content.size() || is_blank(content[end + 1]))) {
      const std::string_view rest = content.substr(end, kLongestLabel);
      const char letter = content[begin];
      const bool question_or_answer = letter == 'Q' || letter == 'A' || letter == 'I' || letter == 'S' || letter == 'P';
      if (question_or_answer && rest.substr(0, rest.find(' ', 2)).find(':') == std::string_view::npos) break;
    }
    words += content[end] == ' ' && end > begin && content[end - 1] != ' ';
    ++end;
  }
  if (words > kMostLabelWords) return {};
  const bool timed = after > end && content[after - 1] != ':' && content.substr(end, after - end).find_first_not_of(" \t") != std::string_view::npos;
  if (after == 0) after = end;
  if (after >= content.size() && !timed) return {};
  LabelCandidate candidate;
  if (close != ' ') {
    if (!content.substr(after).starts_with(std::string{close, ':'})) return {};
    after += 2;
  } else if (content.substr(after).starts_with("**:")) {
    after += 3;
  } else if (after < content.size() && content[after] == ':') {
    ++after;
  } else if (after < content.size() && content[after] == '.' && end - begin == 1) {
    ++after;
    candidate.full_stop = true;
  } else if (!timed || after < content.size()) {  // "Interviewer 00:03" is a line of its own
    return {};
  }
  while (after < content.size() && content[after] == '*') ++after;
  // "10:30" and "note:this" are no labels unless a blank follows or the line ends.
  if (after < content.size() && !is_blank(content[after]) && end - begin > 2) return {};
  candidate.name = label_name(content.substr(begin, end - begin));
  candidate.span = {line.begin, line.begin + static_cast<std::uint32_t>(after)};
  std::size_t body = after;
  while (body < content.size() && is_blank(content[body])) ++body;
  candidate.body = {line.begin + static_cast<std::uint32_t>(body), line.end};
  return candidate;
}

Speakers find_speakers(std::string_view text, const std::vector<LabelCandidate>& candidates, const NotationProfile& profile) {
  std::map<std::string, int, std::less<>> counts;
  for (const LabelCandidate& candidate : candidates) ++counts[candidate.name];
  const auto known = [&](const std::vector<std::string>& labels) {
    std::vector<std::pair<int, std::string>> found;
    for (const auto& [name, count] : counts)
      if (std::ranges::find(labels, name) != labels.end()) found.emplace_back(count, name);
    std::ranges::sort(found, std::greater<>());
    std::vector<std::string> names;
    // A word that heads a line now and then ("Mother: she ...") is no label beside one that heads every turn.
    for (const auto& [count, name] : found)
      if (names.empty() || (count >= 2 && count * 10 >= found.front().first)) names.push_back(name);
    return names;
  };
  Speakers speakers{known(profile.interviewer_labels), known(profile.participant_labels), false};
  if (!speakers.interviewer.empty() && !speakers.participant.empty()) return speakers;

  int most = 0;
  for (const auto& [name, count] : counts) most = std::max(most, count);
  const int least = std::max(2, most / 10);
  if (!speakers.empty()) {
    // One role is known: the most frequent other label is the other, if it speaks about as often.
    const std::string& sure = speakers.interviewer.empty() ? speakers.participant.front() : speakers.interviewer.front();
    std::optional<std::pair<int, std::string>> other;
    for (const auto& [name, count] : counts)
      if (name != sure && count >= 2 && count * 3 >= counts[sure] && (!other || count > other->first)) other = std::pair{count, name};
    if (!other) return speakers;
    (speakers.interviewer.empty() ? speakers.interviewer : speakers.participant).push_back(other->second);
    speakers.assumed = true;
    return speakers;
  }
  std::vector<Habit> people = habits(text, candidates, counts, least);
  if (people.size() < 2) return {};
  speakers.assumed = true;
  if (people.size() == 2) {
    const Habit& interviewer = asker(people[0], people[1]);
    speakers.interviewer = {interviewer.name};
    speakers.participant = {(&interviewer == &people[0] ? people[1] : people[0]).name};
    return speakers;
  }
  // Three or more: the participant is who says most; everyone else's words are kept out of the evidence.
  std::ranges::sort(people, [](const Habit& a, const Habit& b) { return a.bytes > b.bytes; });
  speakers.participant = {people[0].name};
  for (std::size_t i = 1; i < people.size(); ++i) speakers.interviewer.push_back(people[i].name);
  return speakers;
}

Role role_of(const Speakers& speakers, std::string_view name) {
  if (std::ranges::find(speakers.interviewer, name) != speakers.interviewer.end()) return Role::interviewer;
  if (std::ranges::find(speakers.participant, name) != speakers.participant.end()) return Role::participant;
  return Role::none;
}

}  // namespace attune
