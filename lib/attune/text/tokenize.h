// From the text of a turn to tokens and sentences, lossless: the tokens tile the text.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "attune/text/notation.h"
#include "attune/text/transcript.h"

namespace attune {

/// Reads turns with one notation profile. Holds ICU's iterators and buffers that are used again: keep one a thread.
/// Movable, not copyable, for that reason.
class Tokenizer {
 public:
  explicit Tokenizer(const NotationProfile& profile);
  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;
  ~Tokenizer();

  /// Appends the tokens of `text[body]` to `tokens`, with spans into `text`; gives the ends of its sentences as numbers of
  /// tokens, the last `tokens.size()`. `marks` are tokens the format found inside it already (line numbers, time codes), in
  /// order. The result is good until the next call.
  const std::vector<std::uint32_t>& tokenize(std::string_view text, Span body, const std::vector<Token>& marks, std::vector<Token>& tokens);

  /// Whether the profile lists a phrase, compared folded, as one that a listener says ("mhm", "I see").
  [[nodiscard]] bool is_backchannel(std::string_view phrase) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// A word and its clitics ('s 're 've 'll 'd 'm), as the tokenizer parts them: "she'd've" is "she", "'d", "'ve".
[[nodiscard]] std::vector<std::string> split_clitics(std::string_view word);

}  // namespace attune
