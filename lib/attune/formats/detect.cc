#include "attune/formats/detect.h"

#include <algorithm>
#include <string>

#include "attune/formats/clock.h"
#include "attune/formats/turn_table.h"
#include "attune/formats/xml.h"
#include "attune/text/characters.h"

namespace attune {
namespace {

struct Row {
  Format format;
  std::string_view name, title;
  std::string_view endings;  // with blanks around each
};

constexpr Row kFormats[] = {
    {Format::plain, "plain", "plain text", ""},
    {Format::json_lines, "jsonl", "JSON lines", " .jsonl .ndjson "},
    {Format::docx, "docx", "a Word file (docx)", " .docx .docm "},
    {Format::odt, "odt", "an OpenDocument text (odt)", " .odt "},
    {Format::rtf, "rtf", "an RTF file", " .rtf "},
    {Format::chat, "chat", "a CHAT file (cha)", " .cha "},
    {Format::elan, "elan", "an ELAN file (eaf)", " .eaf "},
    {Format::text_grid, "textgrid", "a Praat TextGrid", " .textgrid "},
    {Format::vtt, "vtt", "WebVTT subtitles", " .vtt "},
    {Format::srt, "srt", "SubRip subtitles", " .srt "},
    {Format::table, "csv", "a table of turns (CSV or TSV)", " .csv .tsv "},
    {Format::tei, "tei", "TEI", ""},
    {Format::refi, "qdpx", "a REFI-QDA project (qdpx)", " .qdpx "},
};

const Row& row_of(Format format) { return *std::ranges::find(kFormats, format, &Row::format); }

std::string_view without_blanks(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

/// Name of the first element, without prefix; empty when it cannot be found.
std::string_view root_name(std::string_view text) {
  for (std::size_t i = text.find('<'); i != std::string_view::npos && i + 1 < text.size(); i = text.find('<', i + 1)) {
    if (text[i + 1] == '?' || text[i + 1] == '!') {
      if (text.substr(i).starts_with("<!--")) i = std::min(text.find("-->", i), text.size() - 1);
      continue;
    }
    std::string_view name = text.substr(i + 1, text.find_first_of(" \t\r\n/>", i + 1) - i - 1);
    return local_name(name);
  }
  return {};
}

bool is_cue_times(std::string_view line) {
  const std::size_t arrow = line.find(" --> ");
  return arrow != std::string_view::npos && parse_clock(without_blanks(line.substr(0, arrow))).has_value();
}

}  // namespace

std::string_view format_name(Format format) { return row_of(format).name; }
std::string_view format_title(Format format) { return row_of(format).title; }

std::optional<Format> parse_format(std::string_view name) {
  for (const Row& row : kFormats)
    if (row.name == name) return row.format;
  return std::nullopt;
}

std::optional<Format> format_by_ending(std::string_view file) {
  const std::size_t dot = file.rfind('.');
  if (dot == std::string_view::npos || file.find('/', dot) != std::string_view::npos) return std::nullopt;
  std::string ending = " " + std::string(file.substr(dot)) + " ";
  std::ranges::transform(ending, ending.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  for (const Row& row : kFormats)
    if (row.endings.find(ending) != std::string_view::npos) return row.format;
  return std::nullopt;
}

bool starts_json(std::string_view start) {
  if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
  start = without_blanks(start);
  return start.starts_with('{') && without_blanks(start.substr(1)).starts_with('"');
}

std::optional<Format> binary_format(std::string_view bytes) {
  if (bytes.starts_with("{\\rtf")) return Format::rtf;
  if (!bytes.starts_with("PK\x03\x04")) return std::nullopt;
  // Names of entries stand in the directory at the end.
  constexpr std::size_t kDirectory = 1 << 16;
  if (bytes.substr(bytes.size() - std::min(bytes.size(), kDirectory)).find("project.qde") != std::string_view::npos) return Format::refi;
  // The first entry of an OpenDocument file is its type, stored without packing.
  return bytes.substr(0, 200).find("mimetypeapplication/vnd.oasis.opendocument") != std::string_view::npos ? Format::odt : Format::docx;
}

Format text_format(std::string_view text) {
  const std::string_view start = without_blanks(text);
  if (start.starts_with("WEBVTT") && (start.size() == 6 || is_blank(start[6]))) return Format::vtt;
  if (start.starts_with("@UTF8") || start.starts_with("@Begin") || start.starts_with("@Languages:") || start.starts_with("@Participants:")) return Format::chat;
  if (start.starts_with("File type = \"ooTextFile\"") || start.starts_with("\"ooTextFile\"")) return Format::text_grid;
  if (starts_json(start)) return Format::json_lines;
  if (start.starts_with('<')) {
    const std::string_view root = root_name(start);
    if (root == "ANNOTATION_DOCUMENT") return Format::elan;
    if (root == "TEI" || root == "teiCorpus" || root == "TEI.2" || root == "text" || start.starts_with("<?xml")) return Format::tei;
  }
  const std::size_t first_end = std::min(start.find('\n'), start.size());
  const std::string_view first = start.substr(0, first_end);
  if (is_cue_times(first)) return Format::srt;
  if (first.find_first_not_of("0123456789\r") == std::string_view::npos && first_end < start.size() &&
      is_cue_times(start.substr(first_end + 1, start.find('\n', first_end + 1) - first_end - 1)))
    return Format::srt;
  if (is_turn_table(start)) return Format::table;
  return Format::plain;
}

}  // namespace attune
