#include "attune/formats/read.h"

#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/chat.h"
#include "attune/formats/elan.h"
#include "attune/formats/json_lines.h"
#include "attune/formats/subtitles.h"
#include "attune/formats/tei.h"
#include "attune/formats/textgrid.h"
#include "attune/formats/word_text.h"
#include "attune/hash.h"
#include "attune/text/assemble.h"
#include "attune/text/language_names.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

/// "talk" of "data/talk.cha"; empty for standard input.
std::string name_of(const std::string& file) {
  if (file == "-") return "";
  std::string name = file.substr(file.rfind('/') == std::string::npos ? 0 : file.rfind('/') + 1);
  return name.substr(0, name.rfind('.'));
}

bool is_word(Format format) { return format == Format::docx || format == Format::odt || format == Format::rtf; }
bool is_binary(Format format) { return is_word(format) || format == Format::refi; }

/// Old Word files, and new ones with a password, are OLE files: neither text nor zip.
void refuse_ole(std::string_view bytes, const std::string& file) {
  if (bytes.starts_with("\xD0\xCF\x11\xE0"))
    throw Errors({{file, 0, 0}, "a transcript", "an old Word file or one with a password (save it as docx, without a password)"});
}

/// "Language: German" in a header: "de".
std::string language_in_header(const Draft& draft) {
  static constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"english", "en"}, {"german", "de"}, {"deutsch", "de"}, {"french", "fr"}, {"fran\u00E7ais", "fr"}, {"spanish", "es"}, {"espa\u00F1ol", "es"}, {"dutch", "nl"}, {"nederlands", "nl"},
      {"italian", "it"}, {"italiano", "it"}, {"portuguese", "pt"}, {"japanese", "ja"}, {"chinese", "zh"}, {"hebrew", "he"}, {"arabic", "ar"}, {"russian", "ru"}, {"turkish", "tr"},
      {"swedish", "sv"}, {"danish", "da"}, {"norwegian", "no"}, {"finnish", "fi"}, {"polish", "pl"}, {"slovenian", "sl"}, {"evenki", "evn"}};
  for (const Token& token : draft.outside) {
    if (token.kind != TokenKind::header) continue;
    const std::string line = folded(slice(draft.text, token.span));
    for (std::string_view key : {"language:", "sprache:", "idioma:", "langue:", "lang:"}) {
      if (!line.starts_with(key)) continue;
      std::string value = line.substr(key.size());
      value.erase(0, value.find_first_not_of(" \t"));
      value = value.substr(0, value.find_first_of(" ,;\t\r\n("));
      for (const auto& [name, code] : kNames)
        if (value == name) return std::string(code);
      if (value.size() == 2 || (value.size() == 3 && is_iso_language(value)) || (value.size() > 3 && value[2] == '-')) return value;
    }
  }
  return "";
}

WordText parse_word(std::string_view bytes, const std::string& file, Format format, const Limits& limits) {
  if (format == Format::rtf) {
    if (!bytes.starts_with("{\\rtf")) throw Errors({{file, 1, 1}, "an RTF file", "something else"});
    return parse_rtf(bytes, file, limits);
  }
  if (!bytes.starts_with("PK")) throw Errors({{file, 0, 0}, std::string(format_title(format)), "something else than a zip file"});
  return format == Format::docx ? parse_docx(bytes, file, limits) : parse_odt(bytes, file, limits);
}

}  // namespace

Format detect_format(std::string_view bytes, const std::string& file, Encoding encoding) {
  refuse_ole(bytes, file);
  const std::optional<Format> named = format_by_ending(file);
  if (const std::optional<Format> binary = binary_format(bytes)) {
    const bool text_name = file.ends_with(".txt") || file.ends_with(".TXT");
    if ((named && *named != *binary) || text_name)
      throw Errors({{file, 0, 0}, fmt::format("{}, as the file's name says", named ? format_title(*named) : "plain text"),
                    fmt::format("{} (if it is one: --from {})", format_title(*binary), format_name(*binary))});
    return *binary;
  }
  if (named && is_binary(*named))
    throw Errors({{file, 0, 0}, fmt::format("{}, as the file's name says", format_title(*named)), "something else (say what it is: --from FORMAT)"});
  const Decoded decoded = decode(bytes, file, encoding);
  const Format found = text_format(decoded.text);
  if (!named || *named == found) return found;
  // A name may say more than the content ("talk.cha" without its headers), but not something else.
  if (found == Format::plain || (found == Format::table && *named != Format::json_lines)) return *named;
  throw Errors({{file, 1, 0}, fmt::format("{}, as the file's name says", format_title(*named)), fmt::format("{} (if it is one: --from {})", format_title(found), format_name(found))});
}

TranscriptReader::TranscriptReader(NotationProfile profile, ReadOptions options)
    : profile_(std::move(profile)), options_(std::move(options)), tokenizer_(profile_) {}

void TranscriptReader::check_size(std::size_t bytes, const std::string& file, int line) const {
  if (bytes <= options_.limits.transcript_bytes) return;
  throw Errors({{file, line, 0},
                fmt::format("at most {} bytes a transcript (raise it with --max-bytes N)", options_.limits.transcript_bytes),
                fmt::format("{}", bytes)});
}

Transcript TranscriptReader::read(std::string_view bytes, const std::string& file, std::string id, Format format) {
  check_size(bytes.size(), file, 0);
  if (bytes.empty()) throw Errors({{file, 0, 0}, "a transcript", "an empty file"});
  refuse_ole(bytes, file);
  Draft draft;
  draft.file = file;
  bool guessed = false;
  if (format == Format::refi) throw Errors({{file, 0, 0}, "one transcript", "a REFI-QDA project, which holds several (name it NAME.qdpx, or say --from qdpx)"});
  if (is_word(format)) {
    draft = read_word(std::move(draft), parse_word(bytes, file, format, options_.limits), options_.plain, profile_);
  } else {
    Decoded decoded = decode(bytes, file, options_.encoding);
    if (decoded.text.find_first_not_of(" \t\r\n") == std::string::npos) throw Errors({{file, 0, 0}, "a transcript", "nothing but white space"});
    guessed = decoded.guessed;
    draft.text = std::move(decoded.text);
    draft = read_text(std::move(draft), format);
  }
  draft.id = std::move(id);
  if (options_.hash) draft.sha256 = sha256(bytes);
  draft.format = format_name(format);
  if (format == Format::plain) draft.language = language_in_header(draft);
  if (!options_.language.empty()) draft.language = options_.language;
  draft.language = short_language(draft.language);
  if (guessed)
    draft.warnings.insert(draft.warnings.begin(), {"encoding_assumed", 0, "read as UTF-16, though the file has no byte order mark"});
  return assemble(std::move(draft), profile_, tokenizer_);
}

Draft TranscriptReader::read_text(Draft draft, Format format) const {
  switch (format) {
    case Format::json_lines: return read_json_turns(draft.text, draft.file, profile_);
    case Format::chat: {
      const std::string name = name_of(draft.file);
      return read_chat(std::move(draft), name, options_.plain, profile_);
    }
    case Format::elan: return read_elan(std::move(draft), options_.tiers, options_.limits, options_.plain, profile_);
    case Format::text_grid: return read_text_grid(std::move(draft), options_.tiers, options_.plain, profile_);
    case Format::vtt: return read_subtitles(std::move(draft), Subtitles::vtt, options_.plain, profile_);
    case Format::srt: return read_subtitles(std::move(draft), Subtitles::srt, options_.plain, profile_);
    case Format::table: return read_turn_table(std::move(draft), options_.columns, options_.plain, profile_);
    case Format::tei: return read_tei(std::move(draft), options_.limits, options_.plain, profile_);
    default: return read_plain(std::move(draft), options_.plain, profile_);
  }
}

Transcript TranscriptReader::read_line(std::string_view line, const std::string& file, int line_number) {
  check_size(line.size(), file, line_number);
  Draft draft = read_json_line(line, file, line_number, profile_);
  if (options_.hash) draft.sha256 = sha256(line);
  draft.format = format_name(Format::json_lines);
  if (!options_.language.empty()) draft.language = options_.language;
  draft.language = short_language(draft.language);
  return assemble(std::move(draft), profile_, tokenizer_);
}

}  // namespace attune
