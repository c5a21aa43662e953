// The lines of a CHAT file: headers (@), main lines (*) and dependent tiers (%), each with its continuation lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attune/text/span.h"
#include "attune/text/transcript.h"

namespace attune {

enum class ChatKind : unsigned char { header, main, tier };

struct ChatLine {
  ChatKind kind = ChatKind::header;
  std::string name;           // "Languages", "CHI", "mor"
  Span label;                 // with its sign, the colon and the tab: "*CHI:\t"
  Span value;                 // what follows, continuation lines included, without the blanks at its end
  int line = 0;
  bool has_colon = false;

  bool operator==(const ChatLine&) const = default;
};

struct ChatFile {
  std::vector<ChatLine> lines;
  std::vector<LineStart> starts;      // of every line of the file
  int line_count = 0;
};

/// What a defect is told with: codes begin with "chat_"; the same code is told at most 20 times.
class ChatReport {
 public:
  void warn(std::string_view code, int line, std::string message);
  /// All that was told, in order of lines.
  [[nodiscard]] std::vector<Warning> take();

 private:
  std::vector<Warning> warnings_;
  std::vector<std::pair<std::string, int>> counts_;
};

/// Throws `Errors` for lines that are none of the three kinds, or a main line without its colon.
[[nodiscard]] ChatFile parse_chat_lines(std::string_view text, const std::string& file, ChatReport& report);

}  // namespace attune
