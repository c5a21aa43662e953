#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "attune/formats/chat_words.h"
#include "attune/formats/clock.h"
#include "attune/formats/export.h"
#include "attune/formats/export_marks.h"
#include "attune/formats/turn_text.h"
#include "attune/text/language_names.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

/// The file as it is, with a tier behind the dependent tiers of each marked utterance.
std::string with_tiers(const MarkedTranscript& marked) {
  const Transcript& transcript = *marked.transcript;
  const std::string_view text = transcript.text;
  const auto by_turn = marks_by_turn(marked);
  const std::string_view line_end = text.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
  std::string result;
  std::size_t done = 0;
  for (std::size_t t = 0; t < transcript.turns.size(); ++t) {
    if (by_turn[t].empty()) continue;
    // Behind the utterance come its continuation lines and its tiers.
    std::size_t end = text.find('\n', transcript.turns[t].body.end);
    end = end == std::string_view::npos ? text.size() : end + 1;
    while (end < text.size() && (text[end] == '%' || text[end] == '\t')) {
      end = text.find('\n', end);
      end = end == std::string_view::npos ? text.size() : end + 1;
    }
    result += text.substr(done, end - done);
    if (!result.empty() && result.back() != '\n') result += line_end;
    result += fmt::format("%xattune:\t{}{}", marks_line(transcript, transcript.turns[t], by_turn[t], Positions::of_text), line_end);
    done = end;
  }
  result += text.substr(done);
  return result;
}

/// Speaker codes of CHAT: three letters of the role, numbered when a role has several speakers.
std::map<std::string, std::string> codes_of(const Transcript& transcript) {
  std::map<std::string, std::string> codes;
  std::set<std::string> taken;
  for (const Turn& turn : transcript.turns) {
    const std::string speaker = speaker_of(transcript, turn);
    if (codes.contains(speaker)) continue;
    const std::string role = turn.role == Role::interviewer ? "INV" : "PAR";
    std::string code = role;
    for (int number = 2; !taken.insert(code).second; ++number) code = fmt::format("{}{}", role.substr(0, 2), number);
    codes[speaker] = code;
  }
  return codes;
}

/// "child screaming" as a freecode or event may hold it.
std::string code_safe(std::string_view text) {
  std::string safe;
  for (char c : text) safe += c == '[' || c == ']' || c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  const std::size_t begin = safe.find_first_not_of(' ');
  if (begin == std::string::npos) return "";
  return safe.substr(begin, safe.find_last_not_of(' ') - begin + 1);
}

std::string word_safe(std::string_view text) {
  std::string safe;
  for (char c : text)
    if (c == ' ') safe += '_';
    else if (std::string_view("[]<>(){}\"&*@+|\\#^~").find(c) == std::string_view::npos && static_cast<unsigned char>(c) >= 0x20) safe += c;
  for (std::string_view curly : {"\u2019", "\u2018"})
    for (std::size_t at = safe.find(curly); at != std::string::npos; at = safe.find(curly)) safe.replace(at, curly.size(), "'");
  return safe;
}

/// One utterance in CHAT from the tokens of a sentence.
class Sentence {
 public:
  Sentence(const Transcript& transcript) : transcript_(transcript) {}

  void add(const Token& token, bool attaches) {
    const std::string_view written = slice(transcript_.text, token.span);
    const std::string_view inside = written.size() >= static_cast<std::size_t>(token.inner_begin + token.inner_end)
                                        ? written.substr(token.inner_begin, written.size() - token.inner_begin - token.inner_end)
                                        : written;
    switch (token.kind) {
      case TokenKind::space: case TokenKind::line_number: case TokenKind::time_code: case TokenKind::header: case TokenKind::label: case TokenKind::overlap: return;
      case TokenKind::word: case TokenKind::number: return word(word_safe(written), attaches);
      case TokenKind::filler: return piece("&-" + word_safe(written));
      case TokenKind::cut_off: {
        std::string stem = word_safe(written);
        while (!stem.empty() && stem.back() == '-') stem.pop_back();
        return piece("&+" + stem);
      }
      case TokenKind::retrace: {
        if (!attaches) flush_retrace();
        retrace_ += (retrace_.empty() || attaches ? "" : " ") + word_safe(written);
        return;
      }
      case TokenKind::backchannel: return piece("&*INV:" + word_safe(code_safe(inside)));
      case TokenKind::pause:
        if (token.detail == kUntimedShort) return piece("(.)");
        if (token.detail == kUntimedLong) return piece("(..)");
        return piece(fmt::format("({}.{})", token.detail / 10, token.detail % 10 == 0 ? "" : std::to_string(token.detail % 10)));
      case TokenKind::sound: {
        static constexpr const char* kNames[] = {"", "laughs", "cries", "sighs"};
        const std::string name = token.detail >= 1 && token.detail <= 3 ? kNames[token.detail] : word_safe(code_safe(inside));
        return piece("&=" + (name.empty() ? "sound" : name));
      }
      case TokenKind::comment: return piece("[^ " + code_safe(inside) + "]");
      case TokenKind::sic: return piece("[*]");
      case TokenKind::redacted: return word(word_safe(code_safe(inside)), false);
      case TokenKind::unintelligible: return piece("xxx");
      case TokenKind::uncertain: return piece(word_safe(code_safe(inside)) + " [?]");
      case TokenKind::interruption: interrupted_ = true; return;
      case TokenKind::trailing_off: trails_off_ = true; return;
      case TokenKind::punctuation: return punctuation(written);
    }
  }

  /// The utterance with its terminator; empty when it has no words.
  [[nodiscard]] std::string text() {
    flush_retrace();
    if (text_.empty()) return "";
    const std::string_view end = interrupted_ ? (question_ ? "+/?" : "+/.") : trails_off_ ? (question_ ? "+..?" : "+...") : question_ ? "?" : exclaims_ ? "!" : ".";
    // A code at the start has nothing to be about: an action stands for it.
    if (text_.starts_with("[*]")) text_ = "0 " + text_;
    return text_ + " " + std::string(end);
  }
  [[nodiscard]] bool has_words() const { return !text_.empty() || !retrace_.empty(); }

 private:
  void piece(std::string_view piece) {
    flush_retrace();
    if (!text_.empty()) text_ += ' ';
    text_ += piece;
  }
  void word(const std::string& word, bool attaches) {
    if (word.empty()) return;
    if (attaches && !text_.empty() && retrace_.empty()) text_ += word;
    else if (attaches && !retrace_.empty()) retrace_ += word;
    else piece(word);
  }
  void flush_retrace() {
    if (retrace_.empty()) return;
    if (!text_.empty()) text_ += ' ';
    text_ += retrace_.find(' ') == std::string::npos ? retrace_ + " [/]" : "<" + retrace_ + "> [/]";
    retrace_.clear();
  }
  void punctuation(std::string_view mark) {
    if (mark == "?") question_ = true;
    else if (mark == "!") exclaims_ = true;
    else if (mark == "," || mark == ";") {
      if (!text_.empty() && retrace_.empty()) text_ += " ,";
    } else if (mark.ends_with("?")) question_ = true;
  }

  const Transcript& transcript_;
  std::string text_, retrace_;
  bool interrupted_ = false, trails_off_ = false, question_ = false, exclaims_ = false;
};

std::string three_letters(const std::string& language) {
  static const std::map<std::string, std::string> kCodes = {{"en", "eng"}, {"de", "deu"}, {"fr", "fra"}, {"es", "spa"}, {"it", "ita"}, {"nl", "nld"}, {"pt", "por"}, {"ja", "jpn"},
                                                            {"he", "heb"}, {"ar", "ara"}, {"ru", "rus"}, {"zh", "zho"}, {"sl", "slv"}, {"tr", "tur"}, {"da", "dan"}, {"sv", "swe"}, {"pl", "pol"}};
  const auto found = kCodes.find(language);
  return found != kCodes.end() ? found->second : language.size() == 3 ? language : "und";
}

std::string written_anew(const MarkedTranscript& marked, std::vector<std::string>& left_out) {
  const Transcript& transcript = *marked.transcript;
  const auto codes = codes_of(transcript);
  const std::string language = three_letters(transcript.language);
  std::string participants, ids;
  std::set<std::string> done;
  bool timed = false;
  for (const Turn& turn : transcript.turns) {
    timed = timed || turn.end_ms > turn.start_ms;
    const std::string& code = codes.at(speaker_of(transcript, turn));
    if (!done.insert(code).second) continue;
    const std::string_view role = turn.role == Role::interviewer ? "Investigator" : "Participant";
    participants += fmt::format("{}{} {}", participants.empty() ? "" : ", ", code, role);
    ids += fmt::format("@ID:\t{}|attune|{}|||||{}|||\n", language, code, role);
  }
  std::string result = fmt::format("@UTF8\n@Begin\n@Languages:\t{}\n@Participants:\t{}\n{}", language, participants, ids);
  if (timed) result += fmt::format("@Media:\t{}, audio, missing\n", transcript.id);
  const auto by_turn = marks_by_turn(marked);
  auto sentence = transcript.sentences.begin();
  std::string section;
  for (std::uint32_t t = 0; t < transcript.turns.size(); ++t) {
    const Turn& turn = transcript.turns[t];
    if (const std::string_view key = section_at(transcript, t); key != section) {
      section = key;
      result += fmt::format("@G:\t{}\n", section);
    }
    std::vector<std::string> utterances;
    for (; sentence != transcript.sentences.end() && sentence->turn == t; ++sentence) {
      Sentence chat(transcript);
      for (std::uint32_t i = sentence->first_token; i < sentence->token_end; ++i) {
        const bool attaches = i > turn.first_token && transcript.tokens[i].words == 0 && transcript.tokens[i].kind != TokenKind::number &&
                              (transcript.tokens[i].kind == TokenKind::word || transcript.tokens[i].kind == TokenKind::retrace) && transcript.tokens[i - 1].span.end == transcript.tokens[i].span.begin;
        chat.add(transcript.tokens[i], attaches);
      }
      if (std::string utterance = chat.text(); !utterance.empty()) utterances.push_back(std::move(utterance));
    }
    if (utterances.empty()) utterances.push_back("0 .");
    const std::string& code = codes.at(speaker_of(transcript, turn));
    for (std::size_t i = 0; i < utterances.size(); ++i) {
      result += fmt::format("*{}:\t{}", code, utterances[i]);
      if (i + 1 == utterances.size() && turn.end_ms > turn.start_ms && turn.start_ms >= 0) result += fmt::format(" {}{}_{}{}", kBullet, turn.start_ms, turn.end_ms, kBullet);
      result += '\n';
    }
    if (!by_turn[t].empty()) result += fmt::format("%xattune:\t{}\n", marks_line(transcript, turn, by_turn[t], Positions::of_text));
  }
  left_out.emplace_back("CHAT writes a sentence an utterance: quotation marks and signs that CHAT uses itself were left out");
  left_out.emplace_back("names of speakers became codes (INV, PAR)");
  return result + "@End\n";
}

}  // namespace

Exported export_chat(const MarkedTranscript& marked) {
  Exported exported;
  exported.bytes = marked.transcript->format == "chat" ? with_tiers(marked) : written_anew(marked, exported.left_out);
  return exported;
}

}  // namespace attune
