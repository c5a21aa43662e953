#include "attune/coding/structure.h"

#include <algorithm>
#include <map>
#include <span>
#include <string>

namespace attune {
namespace {

constexpr double kUntimedShortSeconds = 1;  // what a pause without a time is taken for: "a little while"
constexpr double kUntimedLongSeconds = 4;   // "a long pause"
constexpr std::size_t kFewestPauses = 3;    // fewer tell nothing of a speaker's usual pause
constexpr std::size_t kFewestResponses = 3;
constexpr std::size_t kShifts = 5;

double seconds_of(const Token& pause) {
  if (is_timed_pause(pause)) return pause.detail / 10.0;
  return pause.detail == kUntimedLong ? kUntimedLongSeconds : kUntimedShortSeconds;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// Whether a token behind a word says that what was begun was not finished. A dash does so at the end of a sentence only: in it
/// it is a comma.
bool breaks_off(const Transcript& transcript, const Token& token, bool is_last) {
  if (token.kind == TokenKind::trailing_off || token.kind == TokenKind::interruption) return true;
  if (token.kind != TokenKind::punctuation || !is_last) return false;
  const std::string_view mark = slice(transcript.text, token.span);
  return mark == "-" || mark == "\u2013" || mark == "\u2014";
}

/// Whether a participant's turn begins with the mark of an interruption: "//was lying in the front room" goes on with what was broken off.
bool resumes(const Transcript& transcript, const Turn& turn) {
  for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i)
    if (const TokenKind kind = transcript.tokens[i].kind; kind != TokenKind::space) return kind == TokenKind::interruption;
  return false;
}

bool has_word_after(const Transcript& transcript, std::uint32_t first, std::uint32_t end) {
  for (std::uint32_t i = first; i < end; ++i)
    if (transcript.tokens[i].words > 0) return true;
  return false;
}

}  // namespace

StructureReader::StructureReader(const Language& language)
    : past_(language.grammar),
      present_(language.grammar.present),
      first_(language.grammar.first_person),
      second_(language.grammar.second_person),
      third_(language.grammar.third_person),
      subjects_(language.grammar.subjects) {}

void StructureReader::begin(const Transcript& transcript) {
  transcript_ = &transcript;
  lengths_.reset();
  usual_pause_.reset();
  answer_.reset();
  counts_.assign(kShifts, std::nullopt);
}

std::vector<StructuralFind> StructureReader::find(const Structure& structure, Scope scope, std::uint32_t response) {
  std::vector<StructuralFind> finds;
  bool is_first = true;
  // The first key leaves the marks; each further one must be met.
  const auto take = [&](std::vector<StructuralFind> found) {
    if (is_first) finds = std::move(found);
    else if (found.empty()) finds.clear();
    is_first = false;
    return !finds.empty();
  };
  if (structure.pause && !take(pauses(*structure.pause, response))) return {};
  if (structure.repeated && !take(repetitions(*structure.repeated, response))) return {};
  if (structure.unfinished && !take(unfinished(*structure.unfinished, response))) return {};
  if (structure.shift && !take(shifts(*structure.shift, scope, response))) return {};
  if (structure.response && !take(has_length(*structure.response, response) ? whole(response, "response") : std::vector<StructuralFind>{})) return {};
  if (structure.prompts && !take(prompts_before(response) >= *structure.prompts ? whole(response, "prompts") : std::vector<StructuralFind>{})) return {};
  return finds;
}

bool StructureReader::is_placed(int first_words, int last_words, std::uint32_t response, Span passage) const {
  int before = 0, after = 0;
  const Response& place = transcript_->responses[response];
  for (std::uint32_t t = place.first_turn; t < place.turn_end; ++t) {
    const Turn& turn = transcript_->turns[t];
    if (turn.role != Role::participant) continue;
    for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) {
      const Token& token = transcript_->tokens[i];
      if (token.span.end <= passage.begin) before += token.words;
      if (token.span.begin >= passage.end) after += token.words;
    }
  }
  return (first_words == 0 || before < first_words) && (last_words == 0 || after < last_words);
}

StructureReader::Length StructureReader::length_of(const Response& response) const {
  Length length;
  std::uint32_t most = 0;
  for (std::uint32_t t = response.first_turn; t < response.turn_end; ++t) {
    const Turn& turn = transcript_->turns[t];
    if (turn.role != Role::participant) continue;
    const auto tokens = std::span(transcript_->tokens).subspan(turn.first_token, turn.token_end - turn.first_token);
    std::uint32_t said = 0;
    for (const Token& token : tokens) {
      length.words += token.words;
      said += static_cast<std::uint32_t>(is_said(token.kind));
    }
    if (said <= most) continue;
    most = said;
    const auto is_word = [](const Token& token) { return is_said(token.kind); };
    length.longest_turn = t;
    length.longest = {std::find_if(tokens.begin(), tokens.end(), is_word)->span.begin, std::find_if(tokens.rbegin(), tokens.rend(), is_word)->span.end};
  }
  return length;
}

const StructureReader::Lengths& StructureReader::lengths() {
  if (lengths_) return *lengths_;
  Lengths all;
  std::vector<double> words;
  for (const Response& response : transcript_->responses) {
    all.responses.push_back(length_of(response));
    if (all.responses.back().words > 0) words.push_back(all.responses.back().words);
  }
  if (words.size() >= kFewestResponses) all.median_words = median(std::move(words));
  return lengths_.emplace(std::move(all));
}

std::optional<double> StructureReader::usual_pause() {
  if (usual_pause_) return *usual_pause_;
  std::vector<double> pauses;
  for (const Response& response : transcript_->responses)
    for (std::uint32_t t = response.first_turn; t < response.turn_end; ++t) {
      const Turn& turn = transcript_->turns[t];
      if (turn.role != Role::participant) continue;
      for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i)
        if (is_timed_pause(transcript_->tokens[i])) pauses.push_back(seconds_of(transcript_->tokens[i]));
    }
  usual_pause_.emplace();
  if (pauses.size() >= kFewestPauses) *usual_pause_ = median(std::move(pauses));
  return *usual_pause_;
}

const StructureReader::Answer& StructureReader::answer(std::uint32_t number) {
  if (answer_ && answer_->number == number) return *answer_;
  Answer answer{number, {}};
  const Response& response = transcript_->responses[number];
  for (std::uint32_t t = response.first_turn; t < response.turn_end; ++t) {
    const Turn& turn = transcript_->turns[t];
    if (turn.role == Role::participant) answer.turns.emplace_back(t, spoken_words(*transcript_, turn.first_token, turn.token_end));
  }
  return answer_.emplace(std::move(answer));
}

/// The response from its first to its last word; of several turns the one with the most words.
std::vector<StructuralFind> StructureReader::whole(std::uint32_t response, std::string_view key) {
  const Length& length = lengths().responses[response];
  if (length.longest == Span{}) return {};
  return {{length.longest_turn, length.longest, key}};
}

bool StructureReader::has_length(const LengthLimit& limit, std::uint32_t response) {
  const Lengths& all = lengths();
  const double words = all.responses[response].words;
  if (words == 0) return false;
  if (limit.at_least > 0 && words < limit.at_least) return false;
  if (limit.at_most > 0 && words > limit.at_most) return false;
  return limit.times_median == 0 || (all.median_words > 0 && words >= limit.times_median * all.median_words);
}

std::vector<StructuralFind> StructureReader::pauses(const PauseLimit& limit, std::uint32_t response) {
  std::vector<StructuralFind> finds;
  const Response& place = transcript_->responses[response];
  const std::optional<double> usual = limit.times_median > 0 ? usual_pause() : std::nullopt;
  for (std::uint32_t t = place.first_turn; t < place.turn_end; ++t) {
    const Turn& turn = transcript_->turns[t];
    if (turn.role != Role::participant) continue;
    for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) {
      const Token& token = transcript_->tokens[i];
      if (token.kind != TokenKind::pause || seconds_of(token) < limit.seconds) continue;
      if (limit.times_median > 0 && (!usual || !is_timed_pause(token) || seconds_of(token) < limit.times_median * *usual)) continue;
      finds.push_back({t, token.span, "pause"});
    }
  }
  return finds;
}

std::vector<StructuralFind> StructureReader::repetitions(const Repetition& repetition, std::uint32_t response) {
  std::vector<StructuralFind> finds;
  const auto size = static_cast<std::size_t>(repetition.words);
  for (const auto& [turn, words] : answer(response).turns) {
    if (words.size() < size * 2) continue;
    std::map<std::string, std::vector<std::size_t>> places;
    std::uint32_t done = 0;
    for (std::size_t i = 0; i + size <= words.size(); ++i) {
      std::string run;
      for (std::size_t k = i; k < i + size; ++k) run += words[k].text + ' ';
      std::vector<std::size_t>& seen = places[run];
      // "no no no no": runs that overlap are one.
      if (!seen.empty() && i < seen.back() + size) continue;
      seen.push_back(i);
      if (seen.size() < static_cast<std::size_t>(repetition.times)) continue;
      const std::size_t first = seen[seen.size() - static_cast<std::size_t>(repetition.times)];
      if (i + size - first > static_cast<std::size_t>(repetition.within) || words[first].span.begin < done) continue;
      done = words[i + size - 1].span.end;
      finds.push_back({turn, {words[first].span.begin, done}, "repeated"});
    }
  }
  return finds;
}

std::vector<StructuralFind> StructureReader::unfinished(int at_least, std::uint32_t response) const {
  std::vector<StructuralFind> finds;
  const Response& place = transcript_->responses[response];
  auto sentence = std::ranges::lower_bound(transcript_->sentences, place.first_turn, {}, &Sentence::turn);
  for (; sentence != transcript_->sentences.end() && sentence->turn < place.turn_end; ++sentence) {
    if (transcript_->turns[sentence->turn].role != Role::participant) continue;
    // "She would // always come //": a break in a sentence ends one thing said and begins another.
    Span span;
    for (std::uint32_t i = sentence->first_token; i < sentence->token_end; ++i) {
      const Token& token = transcript_->tokens[i];
      if (token.words > 0 || token.kind == TokenKind::word) {
        span = {span.end == 0 ? token.span.begin : span.begin, token.span.end};
      } else if (span.end > 0 && breaks_off(*transcript_, token, !has_word_after(*transcript_, i + 1, sentence->token_end))) {
        const bool goes_on = token.kind == TokenKind::interruption && is_taken_up(sentence->turn, i);
        if (!goes_on) finds.push_back({sentence->turn, span, "unfinished"});
        span = {};
      }
    }
  }
  if (finds.size() < static_cast<std::size_t>(at_least)) finds.clear();
  return finds;
}

/// Whether the mark of an interruption is a turn's last, and the speaker's next turn goes on with it.
bool StructureReader::is_taken_up(std::uint32_t turn, std::uint32_t mark) const {
  for (std::uint32_t i = mark + 1; i < transcript_->turns[turn].token_end; ++i)
    if (transcript_->tokens[i].kind != TokenKind::space) return false;
  for (std::uint32_t next = turn + 1; next < transcript_->turns.size(); ++next)
    if (transcript_->turns[next].role == Role::participant) return resumes(*transcript_, transcript_->turns[next]);
  return false;
}

int StructureReader::prompts_before(std::uint32_t response) const {
  const std::uint32_t first = transcript_->responses[response].first_turn;
  std::uint32_t begin = 0;
  for (const Section& section : transcript_->sections)
    if (first >= section.first_turn && first < section.turn_end) begin = section.first_turn;
  // Every response but the first of a section stands behind a question of it, and backchannels begin none.
  int responses = 0;
  for (std::uint32_t r = response + 1; r > 0 && transcript_->responses[r - 1].first_turn >= begin; --r) ++responses;
  return responses;
}

/// Whether a word is of that tense or person, and whether it is of any.
std::pair<bool, bool> StructureReader::tells(ShiftTo to, std::span<const SpokenWord> words, std::size_t at) const {
  if (to == ShiftTo::present || to == ShiftTo::past) {
    const auto follows_pronoun = [&] { return at > 0 && subjects_.match(words, at - 1) > 0; };
    const bool past = past_.has(words, at);
    const bool present = !past && (present_.match(words, at) > 0 || (words[at].text == "'s" && follows_pronoun()));
    return {to == ShiftTo::past ? past : present, past || present};
  }
  const bool first = first_.match(words, at) > 0, second = second_.match(words, at) > 0, third = third_.match(words, at) > 0;
  const bool hit = to == ShiftTo::first_person ? first : to == ShiftTo::second_person ? second : third;
  return {hit, first || second || third};
}

StructureReader::Count StructureReader::count(ShiftTo to, std::span<const SpokenWord> words) const {
  Count result;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto [hit, any] = tells(to, words, i);
    result.hits += hit;
    result.all += any;
  }
  return result;
}

StructureReader::Count StructureReader::count_response(ShiftTo to, std::uint32_t response) {
  std::optional<std::vector<Count>>& known = counts_[static_cast<std::size_t>(to)];
  if (!known) {
    std::vector<Count> counts;
    for (std::uint32_t r = 0; r < transcript_->responses.size(); ++r) {
      Count sum;
      for (const auto& [turn, words] : answer(r).turns) {
        const Count part = count(to, words);
        sum.hits += part.hits;
        sum.all += part.all;
      }
      counts.push_back(sum);
    }
    known = std::move(counts);
  }
  return (*known)[response];
}

std::vector<StructuralFind> StructureReader::shifts(const Shift& shift, Scope scope, std::uint32_t response) {
  // The responses the scope takes in, and what the speaker does in all others.
  const auto section_of = [&](std::uint32_t r) {
    for (std::size_t s = 0; s < transcript_->sections.size(); ++s)
      if (transcript_->responses[r].first_turn >= transcript_->sections[s].first_turn && transcript_->responses[r].first_turn < transcript_->sections[s].turn_end) return s;
    return transcript_->sections.size();
  };
  Count inside, outside;
  for (std::uint32_t r = 0; r < transcript_->responses.size(); ++r) {
    const bool is_in = r == response || (scope == Scope::section && section_of(r) == section_of(response));
    Count& sum = is_in ? inside : outside;
    const Count part = count_response(shift.to, r);
    sum.hits += part.hits;
    sum.all += part.all;
  }
  // One hit is added to the rest of the talk, so that a tense the speaker never uses has a share to be compared with.
  const double usual = (outside.hits + 1.0) / (outside.all + 1.0);
  const auto is_shift = [&](Count count) {
    return outside.all > 0 && count.hits >= static_cast<std::uint32_t>(shift.least) && static_cast<double>(count.hits) / count.all >= shift.times * usual;
  };
  std::vector<StructuralFind> finds;
  const auto add = [&](std::uint32_t turn, std::span<const SpokenWord> words) {
    Span span;
    for (std::size_t i = 0; i < words.size(); ++i)
      if (tells(shift.to, words, i).first) span = {span.end == 0 ? words[i].span.begin : span.begin, words[i].span.end};
    if (span.end > 0) finds.push_back({turn, span, "shift"});
  };
  if (scope != Scope::sentence) {
    if (is_shift(inside))
      for (const auto& [turn, words] : answer(response).turns) add(turn, words);
    return finds;
  }
  const Response& place = transcript_->responses[response];
  auto sentence = std::ranges::lower_bound(transcript_->sentences, place.first_turn, {}, &Sentence::turn);
  for (; sentence != transcript_->sentences.end() && sentence->turn < place.turn_end; ++sentence) {
    if (transcript_->turns[sentence->turn].role != Role::participant) continue;
    const std::vector<SpokenWord> words = spoken_words(*transcript_, sentence->first_token, sentence->token_end);
    if (is_shift(count(shift.to, words))) add(sentence->turn, words);
  }
  return finds;
}

}  // namespace attune
