#include "attune/formats/labels.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <span>

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

using Counts = std::map<std::string, int, std::less<>>;

std::vector<Habit> habits(std::string_view text, const std::vector<LabelCandidate>& candidates, const Counts& counts, int least) {
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

constexpr double kClear = 0.15;  // more of somebody's turns are questions than of another's

/// Who asks: who says next to nothing; else who asks clearly more questions; else who says less.
const Habit& asker(const Habit& a, const Habit& b) {
  constexpr std::size_t kNextToNothing = 8;  // times as much from the other: a narrator's rhetorical questions do not matter then
  if (a.bytes * kNextToNothing < b.bytes) return a;
  if (b.bytes * kNextToNothing < a.bytes) return b;
  if (a.question_share() > b.question_share() + kClear) return a;
  if (b.question_share() > a.question_share() + kClear) return b;
  return a.bytes < b.bytes ? a : b;
}

/// Whether whose label is the interviewer's is clearly who answers: asks less, and says more.
bool is_reversed(const std::vector<Habit>& people, std::string_view interviewer, std::string_view participant) {
  constexpr int kFewest = 4;  // turns that say something of a habit
  const auto i = std::ranges::find(people, interviewer, &Habit::name), p = std::ranges::find(people, participant, &Habit::name);
  if (i == people.end() || p == people.end() || i->turns < kFewest || p->turns < kFewest) return false;
  return p->question_share() > i->question_share() + kClear && p->bytes < i->bytes;
}

/// Letters that stand for a role may stand for a name.
bool is_initial(std::string_view name) { return name.size() == 1; }

/// Whoever has one of these is interviewed: another one now and then is a slip of the label.
constexpr std::string_view kInterviewed[] = {"s", "p", "subject", "participant", "interviewee", "respondent", "informant", "answer"};

/// Labels of the interviewed that are somebody's who joins in where another is more frequent by far.
constexpr std::string_view kMayJoinIn[] = {"m", "mother", "father", "parent", "c", "chi", "guest", "speaker", "patient"};

bool is_one_of(std::string_view name, std::span<const std::string_view> names) { return std::ranges::find(names, name) != names.end(); }

Speakers told_by_habits(std::vector<Habit> people) {
  if (people.size() < 2) return {};
  Speakers speakers;
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

constexpr bool is_decoration(char c) { return c == '*' || c == '#' || c == ' ' || c == '.' || c == ':' || c == '_' || c == '-' || c == '\t'; }

/// The labels that differ by their numbers only, in order of the text.
struct Numbered {
  std::vector<std::string_view> wholes;

  [[nodiscard]] std::map<std::string_view, int> counts() const {
    std::map<std::string_view, int> found;
    for (std::string_view whole : wholes) ++found[whole];
    return found;
  }
  /// How often one comes again when another was between.
  [[nodiscard]] std::size_t returns() const {
    std::map<std::string_view, std::size_t> last;
    std::size_t found = 0;
    for (std::size_t i = 0; i < wholes.size(); ++i) {
      const auto [at, is_new] = last.try_emplace(wholes[i], i);
      found += !is_new && at->second + 1 < i;
      at->second = i;
    }
    return found;
  }
};

std::string_view number_of(std::string_view whole) {
  const std::size_t digits = whole.find_last_not_of("0123456789");
  return whole.substr(digits == std::string_view::npos ? 0 : digits + 1);
}

/// Whether two stems have two numbers in common: then they number questions and answers.
bool share_numbers(const Numbered& a, const Numbered& b) {
  std::set<std::string_view> numbers;
  for (std::string_view whole : a.wholes) numbers.insert(number_of(whole));
  std::set<std::string_view> both;
  for (std::string_view whole : b.wholes)
    if (numbers.contains(number_of(whole))) both.insert(number_of(whole));
  return both.size() > 1;
}

}  // namespace

std::string label_name(std::string_view label) {
  std::string name = folded(label);
  while (!name.empty() && (is_decoration(name.back()) || is_digit(name.back()))) name.pop_back();
  name.erase(0, static_cast<std::size_t>(std::ranges::find_if_not(name, is_decoration) - name.begin()));
  return name;
}

std::string whole_label(std::string_view label) {
  std::string whole = folded(label);
  while (!whole.empty() && is_decoration(whole.back())) whole.pop_back();
  whole.erase(0, static_cast<std::size_t>(std::ranges::find_if_not(whole, is_decoration) - whole.begin()));
  return whole;
}

void tell_numbers_apart(std::vector<LabelCandidate>& candidates, const std::vector<std::string>& wanted, const NotationProfile& profile) {
  std::map<std::string, Numbered> by_stem;
  for (const LabelCandidate& candidate : candidates) by_stem[candidate.name].wholes.push_back(candidate.whole);
  std::set<std::string> told_apart;
  for (const auto& each : by_stem) {
    const std::string& stem = each.first;
    const Numbered& numbered = each.second;
    const std::map<std::string_view, int> counts = numbered.counts();
    if (counts.size() < 2) continue;
    const bool is_wanted = std::ranges::any_of(wanted, [&](const std::string& label) { return label_name(label) == stem && whole_label(label) != stem; });
    const auto recurring = std::ranges::count_if(counts, [](const auto& whole) { return whole.second > 1; });
    const auto shares = [&](const auto& other) { return other.first != stem && share_numbers(numbered, other.second); };
    const bool asks = std::ranges::find(profile.interviewer_labels, stem) != profile.interviewer_labels.end();
    const bool alternate = recurring > 1 && numbered.returns() * 4 >= numbered.wholes.size() && std::ranges::none_of(by_stem, shares);
    if (is_wanted || (alternate && !asks)) told_apart.insert(stem);
  }
  for (LabelCandidate& candidate : candidates)
    if (told_apart.contains(candidate.name)) candidate.name = candidate.whole;
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
  candidate.whole = whole_label(content.substr(begin, end - begin));
  candidate.span = {line.begin, line.begin + static_cast<std::uint32_t>(after)};
  std::size_t body = after;
  while (body < content.size() && is_blank(content[body])) ++body;
  candidate.body = {line.begin + static_cast<std::uint32_t>(body), line.end};
  return candidate;
}

std::string counterpart(const std::vector<LabelCandidate>& candidates, const std::vector<std::string>& speaker, const NotationProfile& profile) {
  const Speakers known{profile.interviewer_labels, profile.participant_labels, false};
  Counts counts;
  for (const LabelCandidate& candidate : candidates)
    if (role_of(known, label_name(candidate.name)) != Role::none || std::ranges::find(profile.header_keys, candidate.name) == profile.header_keys.end()) ++counts[candidate.name];
  const int turns = counts[speaker.front()];
  std::pair<int, std::string> other;
  for (const auto& [name, count] : counts)
    if (std::ranges::find(speaker, name) == speaker.end() && count >= 2 && count * 3 >= turns && count > other.first) other = {count, name};
  return other.second;
}

Speakers find_speakers(std::string_view text, const std::vector<LabelCandidate>& candidates, const NotationProfile& profile) {
  Counts counts;
  for (const LabelCandidate& candidate : candidates) ++counts[candidate.name];
  const auto known = [&](const std::vector<std::string>& labels) {
    std::vector<std::pair<int, std::string>> found;
    for (const auto& [name, count] : counts)
      if (std::ranges::find(labels, label_name(name)) != labels.end()) found.emplace_back(count, name);
    std::ranges::sort(found, std::greater<>());
    std::vector<std::string> names;
    // A word that heads a line now and then ("Mother: she ...") is no label beside one that heads every turn; one with a number is.
    for (const auto& [count, name] : found)
      if (names.empty() || label_name(name) != name || (count >= 2 && (count * 10 >= found.front().first || is_one_of(name, kInterviewed)))) names.push_back(name);
    return names;
  };
  Speakers speakers{known(profile.interviewer_labels), known(profile.participant_labels), false};
  std::erase_if(speakers.participant, [&](const std::string& name) {
    const std::string& first = speakers.participant.front();
    return is_one_of(name, kMayJoinIn) && counts[name] * 3 < counts[first] && !first.starts_with(name) && !name.starts_with(first);  // "Mother" is "M"
  });
  int most = 0;
  for (const auto& [name, count] : counts) most = std::max(most, count);
  const std::vector<Habit> people = habits(text, candidates, counts, std::max(2, most / 10));
  const auto turn_round_if_reversed = [&] {
    if (!is_reversed(people, speakers.interviewer.front(), speakers.participant.front())) return;
    std::swap(speakers.interviewer, speakers.participant);
    speakers.assumed = true;
  };
  if (!speakers.interviewer.empty() && !speakers.participant.empty()) {
    if (is_initial(speakers.interviewer.front()) && is_initial(speakers.participant.front())) turn_round_if_reversed();
    return speakers;
  }
  if (speakers.empty()) return told_by_habits(people);
  // One role is known.
  const std::vector<std::string> sure = speakers.interviewer.empty() ? speakers.participant : speakers.interviewer;
  const std::string other = counterpart(candidates, sure, profile);
  if (other.empty()) return sure.size() > 1 ? told_by_habits(people) : speakers;
  (speakers.interviewer.empty() ? speakers.interviewer : speakers.participant).push_back(other);
  speakers.assumed = true;
  if (is_initial(sure.front())) turn_round_if_reversed();
  return speakers;
}

Role role_of(const Speakers& speakers, std::string_view name) {
  if (std::ranges::find(speakers.interviewer, name) != speakers.interviewer.end()) return Role::interviewer;
  if (std::ranges::find(speakers.participant, name) != speakers.participant.end()) return Role::participant;
  return Role::none;
}

}  // namespace attune
