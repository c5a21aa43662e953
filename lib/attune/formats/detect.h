// Formats by name, and what a file is by its content.
#pragma once

#include <optional>
#include <string_view>

namespace attune {

enum class Format : unsigned char { plain, json_lines, docx, odt, rtf, chat, elan, text_grid, vtt, srt, table, tei, refi };

/// "plain", "jsonl", "docx" ...: as --from takes them.
[[nodiscard]] std::string_view format_name(Format format);
[[nodiscard]] std::optional<Format> parse_format(std::string_view name);
/// For messages: "a Word file (docx)".
[[nodiscard]] std::string_view format_title(Format format);

/// By the ending of a file's name, or nothing when the ending says little (.txt, .xml, none).
[[nodiscard]] std::optional<Format> format_by_ending(std::string_view file);

/// Whether `start`, the first bytes of a file, are those of a JSON object ({"), a byte order mark and blanks before it aside.
[[nodiscard]] bool starts_json(std::string_view start);

/// By the first bytes, for files that are no text: docx, odt, rtf, qdpx; else nothing.
[[nodiscard]] std::optional<Format> binary_format(std::string_view bytes);

/// By its content; `text` is decoded. What has no sign of another format is plain.
[[nodiscard]] Format text_format(std::string_view text);

}  // namespace attune
