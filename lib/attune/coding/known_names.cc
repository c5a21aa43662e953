#include "attune/coding/known_names.h"

#include <algorithm>
#include <set>
#include <vector>

#include "attune/coding/capitals.h"
#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::size_t kShortestWithin = 5;  // letters of a name that is looked for within longer words
constexpr std::uint32_t kCertain = 1'000'000;  // more than a text has words; somebody has looked at the key

bool is_name(const RedactionEntry& entry) { return entry.kind == "name" || entry.kind == kLabelEntry; }

void add_words(KnownNames& names, std::string_view name, std::uint32_t times, const NotationProfile& notation) {
  const std::vector<WrittenWord> words = written_words(name);
  for (const WrittenWord& word : words) {
    if (!word.capital && words.size() > 1) continue;
    std::vector<std::string_view> parts = hyphen_parts(word.folded);
    if (parts.size() > 1) parts.push_back(word.folded);
    for (std::string_view part : parts)
      if (!is_known_label(part, notation)) names[std::string(part)] += times;
  }
}

/// The words of a file's name, folded, with a blank before and behind each: "Brock_Ottilie2" and "OttilieBrock-2" alike.
std::string words_of_file_name(std::string_view name) {
  std::string words = " ";
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool is_parted = !is_word_byte(name[i]);
    const bool is_hump = i > 0 && (is_digit(name[i]) != is_digit(name[i - 1]) || (is_upper(name[i]) && name[i - 1] >= 'a' && name[i - 1] <= 'z'));
    if ((is_parted || is_hump) && words.back() != ' ') words += ' ';
    if (!is_parted) words += name[i];
  }
  if (words.back() != ' ') words += ' ';
  return folded(words);
}

}  // namespace

std::string label_name(const Transcript& transcript, const Turn& turn) {
  std::string name(slice(transcript.text, turn.label));
  while (!name.empty() && std::string_view(" \t\r\n:.*)").find(name.back()) != std::string_view::npos) name.pop_back();
  const std::size_t first = name.find_first_not_of(" \t\r\n*(");
  return first == std::string::npos ? "" : name.substr(first);
}

bool is_known_label(std::string_view label, const NotationProfile& notation) {
  std::string name = folded(label);
  while (!name.empty() && (is_digit(name.back()) || name.back() == ' ')) name.pop_back();
  if (std::ranges::none_of(name, [](char c) { return is_ascii_letter(c) || !is_ascii(c); })) return true;  // a question's number
  const auto among = [&](const std::vector<std::string>& labels) { return std::ranges::find(labels, name) != labels.end(); };
  return name.empty() || count_code_points(name) < 2 || among(notation.interviewer_labels) || among(notation.participant_labels);
}

KnownNames known_names(const Transcript& transcript, const NotationProfile& notation, const RedactionKey& key) {
  KnownNames names;
  std::set<std::string> left;
  for (const RedactionEntry& entry : key) {
    if (entry.kind == kLabelEntry && entry.replacement.empty()) left.insert(entry.original);
    if (is_name(entry) && !entry.replacement.empty()) add_words(names, entry.original, entry.original.find(' ') == std::string::npos ? kCertain : 1, notation);
  }
  if (transcript.format == "chat") return names;  // its speakers are codes
  for (const Turn& turn : transcript.turns) {
    const std::string label = turn.speaker.empty() ? label_name(transcript, turn) : turn.speaker;
    if (!is_known_label(label, notation) && !left.contains(label)) add_words(names, label, 1, notation);
  }
  return names;
}

bool is_named_in(std::string_view file_name, const RedactionKey& key, const PrivacyWords& words, const NotationProfile& notation) {
  const std::string within = words_of_file_name(file_name);
  const auto among = [](const std::vector<std::string>& list, const std::string& word) { return std::ranges::find(list, word) != list.end(); };
  const auto is_held = [&](const RedactionEntry& entry) {
    if (entry.replacement.empty() || entry.kind == "age") return false;  // "93" may number a file
    const std::string sought = words_of_file_name(entry.original);
    if (!is_name(entry)) return sought.size() > 1 && within.find(sought) != std::string::npos;
    return std::ranges::any_of(written_words(entry.original), [&](const WrittenWord& word) {
      if (is_known_label(word.folded, notation) || among(words.titles, word.folded) || among(words.not_names, word.folded)) return false;
      const bool is_long = count_code_points(word.folded) >= kShortestWithin;
      return within.find(words_of_file_name(word.folded)) != std::string::npos || (is_long && within.find(word.folded) != std::string::npos);
    });
  };
  return std::ranges::any_of(key, is_held);
}

}  // namespace attune
