#include "cli/packet_news.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace attune::cli {
namespace {

using Key = std::pair<std::string, std::string>;  // scale and target, figure and word

Key key_of(const Rating& rating) { return {rating.scale, to_string(rating.target)}; }
Key key_of(const JudgedAdjective& judged) { return {judged.figure, judged.word}; }

template <typename Value>
std::map<Key, Value> by_key(const std::vector<Value>& values) {
  std::map<Key, Value> found;
  for (const Value& value : values) found[key_of(value)] = value;
  return found;
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

/// What the four say of ratings, or of readings.
template <typename Value>
struct Sides {
  const std::vector<Value>&before, &since, &now, &in_study;
};

/// Calls `take` with what is news (null: nothing any more), and with what it said before. Returns how many of the packet's values are none.
template <typename Value, typename Take>
int lay_beside(const Sides<Value>& sides, PacketNews& news, Take&& take) {
  const std::map<Key, Value> before = by_key(sides.before), now = by_key(sides.now), in_study = by_key(sides.in_study);
  std::map<Key, Value> all = before;
  all.insert(now.begin(), now.end());
  all.merge(by_key(sides.since));
  int as_before = 0;
  for (const auto& [key, any] : all) {
    const Value* was = value_of(before, key);
    const Value* is = value_of(now, key);
    const Value* known = value_of(in_study, key);
    // The study has what the packet said in between: it was taken, and that was not noted.
    const bool was_taken = known != nullptr && std::ranges::find(sides.since, *known) != sides.since.end();
    news.is_none &= are_same(was, is);
    if (are_same(is, known) || (are_same(was, is) && !was_taken)) as_before += is != nullptr;
    else if (are_same(was, known) || was_taken) take(is, any);
    else news.contested.push_back(key.second.empty() ? key.first : key.first + " " + key.second);
  }
  return as_before;
}

using MarkKey = std::tuple<Span, std::string, std::string>;

/// A person's own: answers to rules' proposals belong to the file whose rules proposed, and stay there.
std::map<MarkKey, Mark> by_place(const CodingRecord& record) {
  std::map<MarkKey, Mark> marks;
  for (const Mark& mark : record.coding.marks)
    if (mark.marker.empty()) marks[{mark.span, mark.code, mark.subcode}] = mark;
  return marks;
}

void add_marks(const CodingInTwoFiles& codings, PacketNews& news) {
  const std::map<MarkKey, Mark> before = by_place(codings.before), now = by_place(codings.now);
  std::map<MarkKey, Mark> marks = by_place(codings.in_study);
  for (const auto& [key, mark] : now)
    if (!before.contains(key)) news.is_none = false, news.marks_new += marks.emplace(key, mark).second;
  std::map<MarkKey, Mark> gone = before;
  gone.merge(by_place(codings.since));
  for (const auto& [key, mark] : gone)
    if (!now.contains(key)) news.is_none = false, news.marks_withdrawn += static_cast<int>(marks.erase(key));
  for (auto& [key, mark] : marks) news.marks.push_back(std::move(mark));
  news.answers = static_cast<int>(std::ranges::count_if(codings.now.coding.marks, [](const Mark& mark) { return !mark.marker.empty(); }));
}

}  // namespace

PacketNews news_of(const CodingInTwoFiles& codings) {
  const auto& [before, since, now, in_study] = codings;
  PacketNews news;
  news.as_before = lay_beside<Rating>({before.coding.ratings, since.coding.ratings, now.coding.ratings, in_study.coding.ratings}, news, [&](const Rating* is, const Rating& was) {
    if (is == nullptr) news.withdrawn.emplace_back(was.scale, was.target);
    else news.ratings.push_back(*is);
  });
  lay_beside<JudgedAdjective>({before.adjectives, since.adjectives, now.adjectives, in_study.adjectives}, news, [&](const JudgedAdjective* is, const JudgedAdjective& was) {
    news.adjectives.push_back(is != nullptr ? *is : JudgedAdjective{was.figure, was.word, was.order, true, std::nullopt, ""});
  });
  add_marks(codings, news);
  return news;
}

}  // namespace attune::cli
