// The main line of a CHAT utterance as items: words, groups, codes, pauses, events, terminator.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "attune/formats/chat_file.h"

namespace attune {

enum class ChatItemKind : unsigned char {
  word, untranscribed, filler, fragment, nonword, event, interposed, long_feature, omitted, pause, group_begin, group_end,
  code, separator, linker, terminator, bullet, overlap, other
};

struct ChatItem {
  ChatItemKind kind = ChatItemKind::word;
  Span span;
  bool retraced = false;   // said again or taken back
};

/// `line` is a main line of `text`. Defects are told to `report`. `tone_digits`: the language writes tones as digits.
[[nodiscard]] std::vector<ChatItem> chat_items(std::string_view text, const ChatLine& line, bool tone_digits, ChatReport& report);

/// Words of the utterance that %mor speaks of: no fillers, no retraces, nothing that was not transcribed; separators count.
[[nodiscard]] bool counts_for_mor(std::string_view text, const ChatItem& item);

/// A bullet's times, or false when it has another form ("0_2644").
[[nodiscard]] bool chat_bullet(std::string_view bullet, std::int64_t& start_ms, std::int64_t& end_ms);

/// "0_2644" with a leading zero, an end before its start, or another form than that of times: what is wrong, else empty.
[[nodiscard]] std::string chat_bullet_defect(std::string_view bullet);

inline constexpr char kBullet = '\x15';

}  // namespace attune
