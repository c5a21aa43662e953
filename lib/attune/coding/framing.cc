#include "attune/coding/framing.h"

#include <algorithm>
#include <string_view>

namespace attune {
namespace {

constexpr int kHedgeWindow = 4;  // words before a passage in which a hedge is about it

bool passes(Frame frame, bool is_in) { return frame == Frame::ignore || is_in == (frame == Frame::require); }

}  // namespace

std::vector<Span> quotations(const Transcript& transcript, std::uint32_t turn) {
  std::vector<Span> spans;
  const auto first = std::ranges::lower_bound(transcript.sentences, turn, {}, &attune::Sentence::turn);
  bool is_open = false;
  std::uint32_t begin = 0;
  for (auto sentence = first; sentence != transcript.sentences.end() && sentence->turn == turn; ++sentence) {
    // A quotation may run over sentences, but only when it is closed further on.
    for (std::uint32_t i = sentence->first_token; i < sentence->token_end; ++i) {
      const Token& token = transcript.tokens[i];
      if (token.kind != TokenKind::punctuation) continue;
      const std::string_view mark = slice(transcript.text, token.span);
      const bool opens = mark == "\u201C" || mark == "\u00AB" || mark == "\u201E" || (mark == "\"" && !is_open);
      const bool closes = is_open && (mark == "\u201D" || mark == "\u00BB" || mark == "\"");
      if (closes) {
        spans.push_back({begin, token.span.begin});
        is_open = false;
      } else if (opens) {
        is_open = true;
        begin = token.span.end;
      }
    }
  }
  if (is_open) {
    const auto holds = [&](const attune::Sentence& sentence) {
      return sentence.token_end > sentence.first_token && transcript.tokens[sentence.token_end - 1].span.end > begin;
    };
    const auto sentence = std::find_if(first, transcript.sentences.end(), holds);
    if (sentence != transcript.sentences.end() && sentence->turn == turn)
      spans.push_back({begin, transcript.tokens[sentence->token_end - 1].span.end});
  }
  return spans;
}

FrameReader::FrameReader(const Language& language)
    : hypothetical_(language.frames.hypothetical),
      generic_(language.frames.generic),
      hedges_(language.frames.hedges),
      self_(language.frames.self),
      somebodys_(language.frames.somebodys),
      ends_(language.clause_breaks) {}

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
  return passes(framing.hypothetical, framing.hypothetical != Frame::ignore && is_framed(hypothetical_)) &&
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

/// A word of the frame stands before the passage or in it, and nothing between ends the frame.
bool FrameReader::is_framed(const PhraseList& frame) const {
  bool inside = false;
  for (std::size_t i = 0; i < sentence_.end; ++i) {
    if (const std::size_t length = frame.match(sentence_.words, i); length > 0) {
      inside = true;
      i += length - 1;  // "as though" opens a frame, "though" ends one
    } else if (i < sentence_.first && ends_.match(sentence_.words, i) > 0) {
      inside = false;
    }
    if (i < sentence_.first && sentence_.words[i].ends_frame) inside = false;
  }
  return inside;
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

/// A hedge up to four words before the passage, in its clause.
bool FrameReader::is_hedged() const {
  int words = 0;
  for (std::size_t i = sentence_.first; i > 0 && words < kHedgeWindow; --i) {
    const SpokenWord& word = sentence_.words[i - 1];
    if (word.ends_clause) return false;
    if (const std::size_t length = hedges_.match(sentence_.words, i - 1); length > 0 && i - 1 + length <= sentence_.first) return true;
    if (ends_.match(sentence_.words, i - 1) > 0) return false;
    words += word.words > 0;
  }
  return false;
}

}  // namespace attune
