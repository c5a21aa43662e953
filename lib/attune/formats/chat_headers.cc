#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "attune/formats/chat_check.h"
#include "attune/text/characters.h"
#include "attune/text/language_names.h"

namespace attune {
namespace {

std::vector<std::string_view> parts_of(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find(separator, begin);
    parts.push_back(trimmed(text.substr(begin, end == std::string_view::npos ? end : end - begin)));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

bool digits(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most && text.find_first_not_of("0123456789") == std::string_view::npos;
}

const std::set<std::string_view>& roles() {
  static const std::set<std::string_view> kRoles = {
      "Adult", "Attorney", "Audience", "Boy", "Brother", "Caller", "Caretaker", "Child", "Clinician", "Daughter", "Environment", "Father", "Female", "Friend", "Girl", "Grandfather", "Grandmother",
      "Group", "Guest", "Host", "Informant", "Investigator", "Justice", "LENA", "Leader", "Male", "Media", "Member", "Mother", "Narrator", "Non_Human", "Nurse", "Other", "Participant", "Partner",
      "PlayRole", "Playmate", "Relative", "Sibling", "Sister", "Son", "Speaker", "Student", "Subject", "Target_Adult", "Target_Child", "Teacher", "Teenager", "Text", "Toy", "Uncertain", "Unidentified",
      "Visitor", "Doctor", "Patient", "Interviewer", "Interviewee", "Therapist", "Client", "Examiner", "Observer", "Camera_Operator", "Babysitter", "Aunt", "Uncle", "Cousin", "Wife", "Husband"};
  return kRoles;
}

const std::set<std::string_view>& header_names() {
  static const std::set<std::string_view> kNames = {
      "UTF8", "PID", "Color words", "Window", "Font", "Begin", "End", "Languages", "Participants", "Options", "ID", "Media", "Exceptions", "Interaction Type", "Location", "Number", "Recording Quality", "Room Layout",
      "Tape Location", "Time Duration", "Time Start", "Transcriber", "Transcription", "Types", "Videos", "Warning", "Activities", "Bck", "Bg", "Blank", "Comment", "Date", "Eg", "G", "New Episode", "New Language",
      "Page", "Situation", "Situation", "T", "Thumbnail", "Coder", "Birth", "Creator", "Publisher", "Title", "Subject", "Keywords", "Education", "SES", "Age", "Sex"};
  return kNames;
}

bool is_day(std::string_view text) {
  static constexpr std::string_view kMonths[] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
  const auto parts = parts_of(text, '-');
  if (parts.size() != 3 || !digits(parts[0], 2, 2) || !digits(parts[2], 4, 4)) return false;
  const int day = (parts[0][0] - '0') * 10 + (parts[0][1] - '0');
  return day >= 1 && day <= 31 && std::ranges::find(kMonths, parts[1]) != std::end(kMonths);
}

bool is_clock(std::string_view text) {
  const auto parts = parts_of(text, ':');
  if (parts.size() != 3) return false;
  const std::string_view seconds = parts[2].substr(0, parts[2].find('.'));
  return digits(parts[0], 1, 2) && digits(parts[1], 2, 2) && digits(seconds, 2, 2) && parts[1] < "60" && seconds < "60";
}

bool is_age(std::string_view age) {
  const std::size_t semicolon = age.find(';');
  if (semicolon == std::string_view::npos || !digits(age.substr(0, semicolon), 1, 2)) return false;
  const std::string_view rest = age.substr(semicolon + 1);
  if (rest.empty()) return true;
  const std::size_t dot = rest.find('.');
  return dot != std::string_view::npos && digits(rest.substr(0, dot), 2, 2) && (dot + 1 == rest.size() || digits(rest.substr(dot + 1), 2, 2));
}

template <std::size_t N>
bool among(std::string_view word, const std::string_view (&list)[N]) { return std::ranges::find(list, word) != std::end(list); }

bool is_speaker_code(std::string_view code) {
  return !code.empty() && code.size() <= 7 && code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-'") == std::string_view::npos;
}

class Headers {
 public:
  Headers(std::string_view text, const ChatFile& chat, std::string_view name, ChatReport& report) : text_(text), chat_(chat), name_(name), report_(report) {}

  ChatHeaders check() {
    frame();
    for (const ChatLine& line : chat_.lines) {
      if (line.kind == ChatKind::header) header(line);
      else body_ = true;
    }
    at_end();
    return std::move(headers_);
  }

 private:
  void warn(int line, std::string message) { report_.warn("header", line, std::move(message)); }

  /// @UTF8, @Begin, @End.
  void frame() {
    int begins = 0, ends = 0, begin_line = 0;
    for (const ChatLine& line : chat_.lines) {
      if (line.kind != ChatKind::header) continue;
      if (line.name == "Begin" && ++begins > 1) warn(line.line, "@Begin: expected once, found again");
      if (line.name == "Begin" && begins == 1) begin_line = line.line;
      if (line.name == "End" && ++ends > 1) warn(line.line, "@End: expected once, found again");
    }
    const ChatLine* first = chat_.lines.empty() ? nullptr : &chat_.lines.front();
    if (first == nullptr || first->kind != ChatKind::header || first->name != "UTF8") warn(1, "expected @UTF8 on the first line");
    if (begins == 0) warn(first != nullptr && first->name == "UTF8" && chat_.lines.size() > 1 ? chat_.lines[1].line : 1, "expected @Begin, found none");
    if (ends == 0) warn(chat_.line_count, "expected @End on the last line");
    else if (!(chat_.lines.back().kind == ChatKind::header && chat_.lines.back().name == "End")) warn(chat_.lines.back().line, "expected @End on the last line, found more behind it");
    for (const ChatLine& line : chat_.lines) {
      if (begin_line == 0 || line.line >= begin_line) break;
      const bool early = line.kind == ChatKind::header && (line.name == "UTF8" || line.name == "PID" || line.name == "Color words" || line.name == "Window" || line.name == "Font");
      if (!early) warn(line.line, "expected @Begin before it");
    }
  }

  void header(const ChatLine& line) {
    const std::string_view value = trimmed(slice(text_, line.value));
    const std::string& name = line.name;
    const bool of = name.starts_with("Birth of ") || name.starts_with("Birthplace of ") || name.starts_with("L1 of ") || name.starts_with("Age of ") || name.starts_with("Sex of ") ||
                    name.starts_with("Education of ") || name.starts_with("SES of ") || name.starts_with("Group of ") || name.starts_with("Coding of ") || name.starts_with("Role of ");
    if (!of && !header_names().contains(name)) return warn(line.line, "expected a header that CHAT knows, found another");
    const bool bare = name == "UTF8" || name == "Begin" || name == "End" || name == "Blank" || name == "New Episode";
    if (bare && (line.has_colon || !value.empty())) warn(line.line, fmt::format("@{}: expected nothing behind it", name));
    if (bare) return;
    const bool may_be_empty = name == "Bg" || name == "Eg" || name == "G";
    if (value.empty() && !may_be_empty) return warn(line.line, fmt::format("@{}: expected a value, found none", name));
    order(line, of);
    if (name == "Languages") languages(line, value);
    else if (name == "Participants") participants(line, value);
    else if (name == "ID") id(line, slice(text_, line.value));
    else if (name == "Options") options(line, value);
    else if (name == "Media") media(line, slice(text_, line.value));
    else if (name == "Date" || name.starts_with("Birth of ")) {
      if (!is_day(value)) warn(line.line, fmt::format("@{}: expected a date such as 03-MAR-1992", name.starts_with("Birth") ? "Birth of" : "Date"));
    } else if (name == "Time Duration") {
      for (std::string_view part : parts_of(value, ',')) {
        const auto ends = parts_of(part, '-');
        if (!(ends.size() == 2 && is_clock(ends[0]) && is_clock(ends[1]))) {
          warn(line.line, "@Time Duration: expected HH:MM:SS-HH:MM:SS");
          break;
        }
      }
    } else if (name == "Time Start") {
      const auto parts = parts_of(value, ':');
      const bool minutes = parts.size() == 2 && digits(parts[0], 1, 2) && digits(parts[1].substr(0, parts[1].find('.')), 2, 2);
      if (!is_clock(value) && !minutes) warn(line.line, "@Time Start: expected HH:MM:SS");
    } else if (name == "Recording Quality") {
      if (!(value.size() == 1 && value[0] >= '1' && value[0] <= '5')) warn(line.line, "@Recording Quality: expected 1 to 5");
    } else if (name == "Transcription") {
      static constexpr std::string_view kKinds[] = {"eye_dialect", "partial", "full", "detailed", "coarse", "checked", "anonymized"};
      if (!among(value, kKinds)) warn(line.line, "@Transcription: expected eye_dialect, partial, full, detailed, coarse, checked or anonymized");
    } else if (name == "Number") {
      static constexpr std::string_view kNumbers[] = {"1", "2", "3", "4", "5", "more", "audience"};
      if (!among(value, kNumbers)) warn(line.line, "@Number: expected 1 to 5, more or audience");
    } else if (name == "Bg" || name == "Eg") {
      gem(line, name == "Bg", std::string(value));
    } else if (of) {
      const std::string code = name.substr(name.find(" of ") + 4);
      if (!headers_.roles.empty() && !headers_.roles.contains(code)) warn(line.line, "expected a speaker of @Participants in the header's name");
    }
  }

  void order(const ChatLine& line, bool of) {
    const std::string& name = line.name;
    const bool constant = of || name == "Languages" || name == "Participants" || name == "Options" || name == "ID" || name == "Media";
    if (name == "Options" && (ids_ > 0 || headers_.roles.empty())) warn(line.line, "@Options: expected right behind @Participants, before @ID");
    if (name == "Participants" && languages_line_ == 0) warn(line.line, "@Participants: expected behind @Languages");
    if (name == "ID" && headers_.roles.empty()) warn(line.line, "@ID: expected behind @Participants");
    if (of && changeable_) warn(line.line, "expected constant headers before @Comment, @Date and the like");
    static constexpr std::string_view kLater[] = {"Comment", "Date", "Situation", "Activities", "Bck"};
    if (!constant && among(name, kLater)) changeable_ = true;
  }

  void languages(const ChatLine& line, std::string_view value) {
    languages_line_ = line.line;
    for (std::string_view code : parts_of(value, ',')) {
      if (code.empty()) warn(line.line, "@Languages: expected a code behind each comma");
      else if (!is_language_code(code)) warn(line.line, "@Languages: expected ISO 639-3 codes of three letters");
      headers_.languages.emplace_back(code);
    }
  }

  void participants(const ChatLine& line, std::string_view value) {
    participants_line_ = line.line;
    for (std::string_view entry : parts_of(value, ',')) {
      std::vector<std::string_view> words;
      for (std::string_view word : parts_of(entry, ' '))
        if (!word.empty()) words.push_back(word);
      if (words.size() < 2) {
        warn(line.line, "@Participants: expected CODE and role for each speaker");
        if (words.size() == 1) headers_.roles.emplace(words[0], "");
        continue;
      }
      if (!is_speaker_code(words[0])) warn(line.line, "@Participants: expected speaker codes of up to seven letters A-Z, digits, _, - or '");
      if (!roles().contains(words.back())) warn(line.line, "@Participants: expected a role that CHAT knows");
      if (!headers_.roles.emplace(words[0], words.back()).second) warn(line.line, "@Participants: expected each speaker once");
    }
  }

  void id(const ChatLine& line, std::string_view value) {
    ++ids_;
    std::vector<std::string_view> fields = parts_of(value, '|');
    const bool closed = !fields.empty() && trimmed(value).ends_with('|');
    if (closed) fields.pop_back();
    if (fields.size() != 10 || !closed) warn(line.line, fmt::format("@ID: expected ten fields, each with \"|\" behind it, found {}", fields.size()));
    if (fields.size() < 3) return;
    if (fields[0].empty()) warn(line.line, "@ID: expected a language in the first field");
    for (std::string_view code : parts_of(fields[0], ','))
      if (!code.empty() && !is_language_code(code)) warn(line.line, "@ID: expected ISO 639-3 codes of three letters in the first field");
    if (fields[1].empty()) warn(line.line, "@ID: expected a corpus in the second field");
    const std::string code(fields[2]);
    if (code.empty()) return warn(line.line, "@ID: expected a speaker in the third field");
    const auto role = headers_.roles.find(code);
    if (role == headers_.roles.end() && participants_line_ > 0) warn(line.line, "@ID: expected a speaker of @Participants in the third field");
    if (!with_id_.insert(code).second) warn(line.line, "@ID: expected one for each speaker, found a second");
    if (fields.size() > 3 && !fields[3].empty() && !is_age(fields[3])) warn(line.line, "@ID: expected an age such as 2;06.15 in the fourth field");
    if (fields.size() > 4 && !fields[4].empty() && fields[4] != "male" && fields[4] != "female") warn(line.line, "@ID: expected male or female in the fifth field");
    if (fields.size() > 6 && !fields[6].empty()) {
      static constexpr std::string_view kKnown[] = {"WC", "UC", "MC", "LI", "White", "Black", "Asian", "Latino", "Pacific", "Native", "Multiple", "Unknown", "Hispanic"};
      for (std::string_view part : parts_of(fields[6], ','))
        if (!among(part, kKnown)) {
          warn(line.line, "@ID: expected WC, UC, MC, LI or an ethnicity that CHAT knows in the seventh field");
          break;
        }
    }
    if (fields.size() > 7) {
      if (fields[7].empty()) warn(line.line, "@ID: expected a role in the eighth field");
      else if (role != headers_.roles.end() && !role->second.empty() && fields[7] != role->second) warn(line.line, "@ID: expected the role of @Participants in the eighth field");
    }
  }

  void options(const ChatLine& line, std::string_view value) {
    static constexpr std::string_view kKnown[] = {"CA", "CA-Unicode", "heritage", "sign", "multi", "caps", "bullets", "dummy", "noalign", "NoAlign"};
    for (std::string_view option : parts_of(value, ',')) {
      if (!among(option, kKnown)) warn(line.line, "@Options: expected an option that CHAT knows");
      headers_.conversation_analysis = headers_.conversation_analysis || option.starts_with("CA") || option == "heritage" || option == "dummy";
    }
  }

  void media(const ChatLine& line, std::string_view value) {
    headers_.has_media = true;
    headers_.media_line = line.line;
    const std::size_t comma = value.find(',');
    if (comma != std::string_view::npos && comma > 0 && value[comma - 1] == ' ') warn(line.line, "@Media: expected the comma right behind the name");
    const auto parts = parts_of(value, ',');
    if (parts.size() < 2) return warn(line.line, "@Media: expected a name, a comma, and audio or video");
    static constexpr std::string_view kTypes[] = {"audio", "video", "missing"};
    if (!among(parts[1], kTypes)) warn(line.line, "@Media: expected audio or video");
    static constexpr std::string_view kStates[] = {"missing", "unlinked", "notrans"};
    for (std::size_t i = 2; i < parts.size(); ++i)
      if (!among(parts[i], kStates)) warn(line.line, "@Media: expected missing, unlinked or notrans");
    headers_.media_unlinked = parts.size() > 2 && parts[2] == "unlinked";
    headers_.media_silent = parts.size() > 2;
    if (!name_.empty() && !parts[0].starts_with('"') && parts[0] != name_) warn(line.line, "@Media: expected the file's own name without its ending");
  }

  void gem(const ChatLine& line, bool begins, std::string label) {
    if (begins) {
      if (gems_.contains(label)) warn(line.line, "@Bg: expected @Eg of the same label before it begins again");
      gems_[label] = line.line;
    } else if (gems_.erase(label) == 0) {
      warn(line.line, "@Eg: expected @Bg of the same label before it");
    }
  }

  void at_end() {
    const int frame = chat_.lines.size() > 1 ? chat_.lines[1].line : 1;
    if (languages_line_ == 0) warn(frame, "expected @Languages, found none");
    if (participants_line_ == 0) warn(frame, "expected @Participants, found none");
    for (const auto& [code, role] : headers_.roles)
      if (!with_id_.contains(code)) warn(participants_line_, "expected an @ID for each speaker of @Participants");
    for (const auto& [label, line] : gems_) warn(line, "@Bg: expected @Eg of the same label, found none");
  }

  std::string_view text_;
  const ChatFile& chat_;
  std::string_view name_;
  ChatReport& report_;
  ChatHeaders headers_;
  std::set<std::string> with_id_;
  std::map<std::string, int> gems_;
  int languages_line_ = 0, participants_line_ = 0, ids_ = 0;
  bool body_ = false, changeable_ = false;
};

}  // namespace

bool is_language_code(std::string_view code) {
  return code.size() == 3 && code.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos && is_iso_language(code);
}

ChatHeaders check_chat_headers(std::string_view text, const ChatFile& chat, std::string_view name, ChatReport& report) { return Headers(text, chat, name, report).check(); }

}  // namespace attune
