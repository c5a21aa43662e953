// The text of a transcript in which names and what else identifies are looked for, and its words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attune/coding/capitals.h"
#include "attune/text/transcript.h"

namespace attune {

/// As long as the transcript's text, with what nobody wrote of anybody (labels, fillers, replaced names, line numbers) blanked by
/// control characters, "\x02" before each turn. Header lines and transcribers' remarks are in it; "\x02" stands for a header's colon.
[[nodiscard]] std::string identifying_text(const Transcript& transcript);

/// The words of an `identifying_text`: those of headers and talk, then those of remarks, both as if the others were not there. The
/// capitals of a header's key say nothing, nor do those of a remark that shouts; those of a header's value do.
[[nodiscard]] std::vector<WrittenWord> identifying_words(const Transcript& transcript, const std::string& text);

/// Whether the whole words `text` stand at `span` of an `identifying_text`: no letter or digit touches them.
[[nodiscard]] bool is_whole(std::string_view text, Span span);

/// Whether the words at `span` stand in a transcriber's remark, whose brackets no others can stand in.
[[nodiscard]] bool is_in_remark(const Transcript& transcript, Span span);

}  // namespace attune
