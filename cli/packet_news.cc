#include "cli/packet_news.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace attune::cli {
namespace {

using Key = std::pair<std::string, std::string>;  // scale and target, figure and word

std::map<Key, Rating> by_scale(const CodingRecord& record) {
  std::map<Key, Rating> ratings;
  for (const Rating& rating : record.coding.ratings) ratings[{rating.scale, to_string(rating.target)}] = rating;
  return ratings;
}

std::map<Key, JudgedAdjective> by_word(const CodingRecord& record) {
  std::map<Key, JudgedAdjective> adjectives;
  for (const JudgedAdjective& judged : record.adjectives) adjectives[{judged.figure, judged.word}] = judged;
  return adjectives;
}

template <typename Value>
const Value* value_of(const std::map<Key, Value>& values, const Key& key) {
  const auto found = values.find(key);
  return found == values.end() ? nullptr : &found->second;
}

template <typename Value>
bool are_same(const Value* a, const Value* b) {
  return a == nullptr || b == nullptr ? a == b : *a == *b;
}

/// Calls `take` with what is news (null: nothing any more), and with what it said before. Returns how many of the packet's values are none.
template <typename Value, typename Take>
int lay_beside(const std::map<Key, Value>& before, const std::map<Key, Value>& now, const std::map<Key, Value>& in_study, PacketNews& news, Take&& take) {
  std::map<Key, Value> all = before;
  all.insert(now.begin(), now.end());
  int as_before = 0;
  for (const auto& [key, any] : all) {
    const Value* was = value_of(before, key);
    const Value* is = value_of(now, key);
    const Value* known = value_of(in_study, key);
    news.is_none &= are_same(was, is);
    if (are_same(was, is) || are_same(is, known)) as_before += is != nullptr;
    else if (are_same(was, known)) take(is, any);
    else news.contested.push_back(key.second.empty() ? key.first : key.first + " " + key.second);
  }
  return as_before;
}

using MarkKey = std::tuple<Span, std::string, std::string>;

std::map<MarkKey, Mark> by_place(const CodingRecord& record) {
  std::map<MarkKey, Mark> marks;
  for (const Mark& mark : record.coding.marks) marks[{mark.span, mark.code, mark.subcode}] = mark;
  return marks;
}

void add_marks(const ThreeCodings& codings, PacketNews& news) {
  const std::map<MarkKey, Mark> before = by_place(codings.before), now = by_place(codings.now);
  std::map<MarkKey, Mark> marks = by_place(codings.in_study);
  // Answers to rules' proposals are no marks of a packet, and stay.
  std::erase_if(marks, [](const auto& one) { return !one.second.marker.empty(); });
  for (const auto& [key, mark] : now)
    if (!before.contains(key)) news.is_none = false, news.marks_new += marks.emplace(key, mark).second;
  news.has_other_marks = news.marks_new > 0;
  for (const auto& [key, mark] : before)
    if (!now.contains(key)) news.is_none = false, news.has_other_marks |= marks.erase(key) > 0;
  for (auto& [key, mark] : marks) news.marks.push_back(std::move(mark));
}

}  // namespace

PacketNews news_of(const ThreeCodings& codings) {
  PacketNews news;
  news.as_before = lay_beside(by_scale(codings.before), by_scale(codings.now), by_scale(codings.in_study), news, [&](const Rating* is, const Rating& was) {
    if (is == nullptr) news.withdrawn.emplace_back(was.scale, was.target);
    else news.ratings.push_back(*is);
  });
  lay_beside(by_word(codings.before), by_word(codings.now), by_word(codings.in_study), news, [&](const JudgedAdjective* is, const JudgedAdjective& was) {
    news.adjectives.push_back(is != nullptr ? *is : JudgedAdjective{was.figure, was.word, was.order, true, std::nullopt, ""});
  });
  add_marks(codings, news);
  return news;
}

}  // namespace attune::cli
