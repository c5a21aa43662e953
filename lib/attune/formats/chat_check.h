// What CHAT's manual asks of headers, utterances and dependent tiers, told by line and tier as CHAT users know it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "attune/formats/chat_file.h"
#include "attune/formats/chat_words.h"

namespace attune {

/// What the headers say.
struct ChatHeaders {
  std::map<std::string, std::string> roles;  // "CHI" -> "Target_Child"
  std::vector<std::string> languages;        // as written: "eng"
  bool conversation_analysis = false;        // @Options: CA
  bool has_media = false, media_unlinked = false, media_silent = false;
  int media_line = 0;
};

/// `name` is the file's name without folder and ending, for @Media; empty when it is not known.
[[nodiscard]] ChatHeaders check_chat_headers(std::string_view text, const ChatFile& chat, std::string_view name, ChatReport& report);

/// Marks what is retraced in `items`, and tells what is wrong with the utterance as a whole.
void check_chat_utterance(std::string_view text, const ChatLine& line, const ChatHeaders& headers, std::vector<ChatItem>& items, ChatReport& report);

/// The dependent tiers of one utterance against the items of its main line.
void check_chat_tiers(std::string_view text, const std::vector<ChatItem>& items, const std::vector<const ChatLine*>& tiers, ChatReport& report);

/// An ISO 639-3 code in use.
[[nodiscard]] bool is_language_code(std::string_view code);

}  // namespace attune
