// What every page of HTML shares: text that can never become markup, and a frame that loads nothing. Private to the room.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

#include "attune/text/span.h"

namespace attune {

/// `text` for the inside of an element or a quoted attribute: markup is escaped, control and bidirectional characters are written
/// out (text/visible.h), any line end is "\n".
[[nodiscard]] std::string html_text(std::string_view text);

/// The same in at most `bytes` bytes of source, cut between characters and shown as cut.
[[nodiscard]] std::string html_text(std::string_view text, std::size_t bytes);

/// `span` made shorter than `bytes` around `kept`, on character boundaries. REQUIRES: `kept` lies in `span`.
[[nodiscard]] Span shortened_around(std::string_view text, Span span, Span kept, std::size_t bytes);

/// Head of a page: style and script are inside it, and its own policy forbids any request and any script but this one.
/// `title` is escaped here; `style` is trusted.
void begin_page(std::ostream& out, std::string_view title, std::string_view style);
void end_page(std::ostream& out);

/// A table that can be scrolled with the keyboard: opens it with its caption. `caption` is escaped here, `attributes` is trusted.
void begin_table(std::ostream& out, std::string_view caption, std::string_view attributes = "");
void end_table(std::ostream& out);

/// A cell with a bar of `share` (0 to 1) of its width under the text. `text` is trusted.
[[nodiscard]] std::string bar_cell(std::string_view text, double share);

}  // namespace attune
