#include "attune/coding/framing.h"

#include <algorithm>
#include <string_view>

#include "attune/coding/quotations.h"

namespace attune {
namespace {

constexpr int kHedgeWindow = 4;  // words before a passage in which a hedge that is about it ends

bool passes(Frame frame, bool is_in) { return frame == Frame::ignore || is_in == (frame == Frame::require); }

}  // namespace

FrameReader::FrameReader(const Language& language)
    : hypothetical_(language.frames.hypothetical),
      perfect_(language.frames.perfect),
      participles_(language.frames.participles),
      adverbs_(language.frames.adverbs),
      generic_(language.frames.generic),
      hedges_(language.frames.hedges),
      plain_(language.frames.plain),
      self_(language.frames.self),
      somebodys_(language.frames.somebodys),
      ends_(language.clause_breaks),
      past_(language.grammar) {}

void FrameReader::begin(const Transcript& transcript) {
  transcript_ = &transcript;
  sentence_known_ = false;
  quoted_known_ = false;
}

bool FrameReader::fits(const Framing& framing, std::uint32_t turn, Span passage) {
  if (framing == Framing{}) return true;
  if (framing.quoted != Frame::ignore && !passes(framing.quoted, is_quoted(turn, passage))) return false;
  if (framing.hypothetical == Frame::ignore && framing.generic == Frame::ignore && framing.hedged == Frame::ignore) return true;
  read_sentence(passage);
  return passes(framing.hypothetical, framing.hypothetical != Frame::ignore && is_hypothetical()) &&
         passes(framing.generic, framing.generic != Frame::ignore && is_generic()) &&
         passes(framing.hedged, framing.hedged != Frame::ignore && is_hedged());
}

void FrameReader::read_sentence(Span passage) {
  const auto begins_behind = [&](std::uint32_t offset, const attune::Sentence& sentence) {
    return sentence.first_token < transcript_->tokens.size() && offset < transcript_->tokens[sentence.first_token].span.begin;
  };
  const auto behind = std::upper_bound(transcript_->sentences.begin(), transcript_->sentences.end(), passage.begin, begins_behind);
  if (behind == transcript_->sentences.begin()) return;
  const auto number = static_cast<std::uint32_t>(behind - transcript_->sentences.begin()) - 1;
  if (!sentence_known_ || number != sentence_number_) {
    const attune::Sentence& sentence = transcript_->sentences[number];
    sentence_.words = spoken_words(*transcript_, sentence.first_token, sentence.token_end);
    sentence_number_ = number;
    sentence_known_ = true;
  }
  const std::vector<SpokenWord>& words = sentence_.words;
  sentence_.first = sentence_.end = 0;
  while (sentence_.first < words.size() && words[sentence_.first].span.end <= passage.begin) ++sentence_.first;
  sentence_.end = sentence_.first;
  while (sentence_.end < words.size() && words[sentence_.end].span.begin < passage.end) ++sentence_.end;
}

bool FrameReader::is_quoted(std::uint32_t turn, Span passage) {
  if (!quoted_known_ || quoted_turn_ != turn) {
    quotes_ = quotations(*transcript_, turn);
    quoted_turn_ = turn;
    quoted_known_ = true;
  }
  return std::ranges::any_of(quotes_, [&](Span quote) { return quote.begin <= passage.begin && passage.begin < quote.end; });
}

/// A word that supposes stands before the passage or in it, and nothing between ends the frame.
bool FrameReader::is_hypothetical() const {
  bool inside = false;
  for (std::size_t i = 0; i < sentence_.end; ++i) {
    if (const std::size_t length = plain_.match(sentence_.words, i); length > 0) {
      i += length - 1;  // "if you ask me"
    } else if (const std::size_t opens = opens_hypothesis(i); opens > 0) {
      inside = true;
      i += opens - 1;  // "as though" opens a frame, "though" ends one
    } else if (i < sentence_.first && ends_.match(sentence_.words, i) > 0) {
      inside = false;
    }
    if (i < sentence_.first && sentence_.words[i].ends_frame) inside = false;
  }
  return inside;
}

/// How many words of a supposition begin at a word, 0 if none. "He would have drunk" supposes, "he would have a drink" tells of a habit.
std::size_t FrameReader::opens_hypothesis(std::size_t at) const {
  const std::vector<SpokenWord>& words = sentence_.words;
  if (const std::size_t length = hypothetical_.match(words, at); length > 0) return length;
  const std::size_t length = perfect_.match(words, at);
  if (length == 0) return 0;
  std::size_t next = at + length;
  while (next < words.size() && adverbs_.match(words, next) > 0) ++next;
  return next < words.size() && (participles_.match(words, next) > 0 || past_.has(words, next)) ? length : 0;
}

/// People at large before the passage, and the speaker nowhere between.
bool FrameReader::is_generic() const {
  bool inside = false;
  for (std::size_t i = 0; i < sentence_.end; ++i) {
    const SpokenWord& word = sentence_.words[i];
    if (self_.match(sentence_.words, i) > 0) inside = false;
    // "my parents", "your kids": somebody's are no people at large. "You" itself is.
    else if (generic_.match(sentence_.words, i) > 0)
      inside = inside || i == 0 || (self_.match(sentence_.words, i - 1) == 0 && somebodys_.match(sentence_.words, i - 1) == 0);
    else if (i < sentence_.first && ends_.match(sentence_.words, i) > 0) inside = false;
    if (i < sentence_.first && word.ends_frame) inside = false;
  }
  return inside;
}

/// A hedge whose last word stands up to four words before the passage, in its clause.
bool FrameReader::is_hedged() const {
  const std::vector<SpokenWord>& words = sentence_.words;
  int between = 0;
  for (std::size_t end = sentence_.first; end > 0 && between < kHedgeWindow; --end) {
    if (words[end - 1].ends_hedge) return false;
    if (hedge_ends(end)) return true;
    if (ends_.match(words, end - 1) > 0) return false;
    between += words[end - 1].words > 0;
  }
  return false;
}

/// Whether a hedge stands before word `end`. A month is none: "in May", "last may".
bool FrameReader::hedge_ends(std::size_t end) const {
  const std::vector<SpokenWord>& words = sentence_.words;
  for (std::size_t length = 1; length <= std::min(end, hedges_.longest()); ++length) {
    const std::size_t begin = end - length;
    if (length > 1 && words[begin].ends_hedge) return false;
    if (hedges_.match(words, begin) == length) return !is_plain(begin) && !(length == 1 && is_name(begin));
  }
  return false;
}

/// Whether a word is part of a phrase that only looks like a frame.
bool FrameReader::is_plain(std::size_t at) const {
  for (std::size_t back = 0; back < plain_.longest() && back <= at; ++back)
    if (plain_.match(sentence_.words, at - back) > back) return true;
  return false;
}

/// A capital within a clause.
bool FrameReader::is_name(std::size_t at) const {
  if (at == 0 || sentence_.words[at - 1].ends_hedge) return false;
  const std::string_view word = slice(transcript_->text, sentence_.words[at].span);
  return word.size() > 1 && word[0] >= 'A' && word[0] <= 'Z' && word[1] >= 'a' && word[1] <= 'z';
}

}  // namespace attune
