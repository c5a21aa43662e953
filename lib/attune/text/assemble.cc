#include "attune/text/assemble.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "attune/text/characters.h"

namespace attune {
namespace {

bool is_white(std::string_view text) { return std::ranges::all_of(text, is_blank); }

/// The listener's "mhm" as a turn of its own: at most four words, made of phrases of the list alone ("Yeah. I see.").
class BackchannelTurns {
 public:
  explicit BackchannelTurns(const Tokenizer& tokenizer) : tokenizer_(tokenizer) {}

  [[nodiscard]] bool contains(const Transcript& transcript, const Turn& turn) const {
    // Nearly every question is longer: that must not cost strings.
    std::size_t count = 0;
    for (std::uint32_t i = turn.first_token; i < turn.token_end && count <= kMostWords; ++i) count += is_said(transcript.tokens[i]);
    if (count > kMostWords) return false;
    std::vector<std::string> words;
    for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) {
      const Token& token = transcript.tokens[i];
      if (is_said(token)) words.emplace_back(slice(transcript.text, token.span));
    }
    return made_of_phrases(words, 0);  // a turn of notation alone ("{{nods}}") is no question either
  }

 private:
  static constexpr std::size_t kMostWords = 4;

  static bool is_said(const Token& token) { return token.kind == TokenKind::word || token.kind == TokenKind::filler; }

  [[nodiscard]] bool made_of_phrases(const std::vector<std::string>& words, std::size_t from) const {
    if (from == words.size()) return true;
    std::string phrase;
    for (std::size_t i = from; i < words.size(); ++i) {
      phrase += (phrase.empty() ? "" : " ") + words[i];
      if (tokenizer_.is_backchannel(phrase) && made_of_phrases(words, i + 1)) return true;
    }
    return false;
  }

  const Tokenizer& tokenizer_;
};

bool is_interruption(const Token& token) { return token.kind == TokenKind::interruption; }

bool breaks_off(const Transcript& transcript, const Turn& turn) {
  for (std::uint32_t i = turn.token_end; i > turn.first_token; --i)
    if (transcript.tokens[i - 1].kind != TokenKind::space) return is_interruption(transcript.tokens[i - 1]);
  return false;
}

bool resumes(const Transcript& transcript, const Turn& turn) {
  return turn.first_token < turn.token_end && is_interruption(transcript.tokens[turn.first_token]) &&
         slice(transcript.text, transcript.tokens[turn.first_token].span).starts_with("/");
}

std::vector<Response> find_responses(const Transcript& transcript, const Tokenizer& tokenizer) {
  const BackchannelTurns backchannels(tokenizer);
  std::vector<Response> responses;
  bool open = false;  // the last response may still go on
  const Turn* last_answer = nullptr;
  for (std::uint32_t i = 0; i < transcript.turns.size(); ++i) {
    const Turn& turn = transcript.turns[i];
    if (turn.role == Role::participant) {
      const bool continues = open || (last_answer != nullptr && breaks_off(transcript, *last_answer) && resumes(transcript, turn));
      if (continues && !responses.empty()) responses.back().turn_end = i + 1;
      else responses.push_back({i, i + 1});
      open = true;
      last_answer = &turn;
    } else if (!backchannels.contains(transcript, turn)) {
      open = false;
    }
  }
  return responses;
}

}  // namespace

Transcript assemble(Draft draft, const NotationProfile& profile, Tokenizer& tokenizer) {
  Transcript transcript;
  transcript.id = std::move(draft.id);
  transcript.file = std::move(draft.file);
  transcript.text = std::move(draft.text);
  transcript.sha256 = std::move(draft.sha256);
  transcript.notation = profile.id;
  transcript.language_assumed = draft.language.empty();
  transcript.language = draft.language.empty() ? profile.language : std::move(draft.language);
  transcript.format = std::move(draft.format);
  transcript.notes = std::move(draft.notes);
  transcript.lines = std::move(draft.lines);
  transcript.warnings = std::move(draft.warnings);

  std::vector<Token>& tokens = transcript.tokens;
  tokens.reserve(transcript.text.size() / 2);  // as many as talk has: two to a word
  std::uint32_t done = 0;
  // What no one claimed between two tokens is white space, or else a line before the first label: header.
  const auto fill_to = [&](std::uint32_t end) {
    if (done >= end) return;
    Token token;
    token.span = {done, end};
    token.kind = is_white(slice(transcript.text, token.span)) ? TokenKind::space : TokenKind::header;
    tokens.push_back(token);
    done = end;
  };
  transcript.turns.reserve(draft.turns.size());
  auto outside = draft.outside.cbegin();
  const auto outside_to = [&](std::uint32_t end) {
    for (; outside != draft.outside.cend() && outside->span.begin < end; ++outside) {
      fill_to(outside->span.begin);
      tokens.push_back(*outside);
      done = outside->span.end;
    }
  };
  for (TurnDraft& turn : draft.turns) {
    const bool has_label = turn.label.begin != turn.label.end;
    outside_to(has_label ? turn.label.begin : turn.body.begin);
    if (has_label) {
      fill_to(turn.label.begin);
      Token label;
      label.span = turn.label;
      label.kind = TokenKind::label;
      tokens.push_back(label);
      done = turn.label.end;
    }
    outside_to(turn.body.begin);  // a time code between label and words
    fill_to(turn.body.begin);
    const auto first = static_cast<std::uint32_t>(tokens.size());
    const auto index = static_cast<std::uint32_t>(transcript.turns.size());
    std::uint32_t begin = first;
    for (std::uint32_t end : tokenizer.tokenize(transcript.text, turn.body, turn.marks, tokens)) {
      transcript.sentences.push_back({index, begin, end});
      begin = end;
    }
    done = std::max(done, turn.body.end);
    transcript.turns.push_back({turn.role, turn.label, turn.body, first, static_cast<std::uint32_t>(tokens.size()), std::move(turn.section),
                                std::move(turn.speaker), turn.start_ms, turn.end_ms});
  }
  const auto size = static_cast<std::uint32_t>(transcript.text.size());
  outside_to(size);
  fill_to(size);
  transcript.responses = find_responses(transcript, tokenizer);
  return transcript;
}

}  // namespace attune
