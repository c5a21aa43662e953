// Word and OpenDocument files out of their XML, as small as a test needs them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "attune/formats/zip.h"

namespace attune {

/// A docx with this body and these other parts of "word/" ("footnotes.xml").
inline std::string docx_of(const std::string& body, const std::vector<std::pair<std::string, std::string>>& parts = {}) {
  const std::string open = "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
  std::vector<std::pair<std::string, std::string>> entries = {{"word/document.xml", open + body + "</w:body></w:document>"}};
  for (const auto& [name, xml] : parts) entries.emplace_back("word/" + name, xml);
  return zip_of(entries);
}

inline std::string odt_of(const std::string& text, const std::string& styles = "") {
  return zip_of({{"content.xml", "<office:document-content xmlns:office=\"o\"><office:automatic-styles>" + styles + "</office:automatic-styles><office:body><office:text>" + text +
                                     "</office:text></office:body></office:document-content>"}});
}

inline std::string run(const std::string& text, const std::string& type = "") { return "<w:r><w:rPr>" + type + "</w:rPr><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>"; }
inline std::string paragraph(const std::string& runs) { return "<w:p>" + runs + "</w:p>"; }

/// A table of rows of cells.
inline std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::string xml = "<w:tbl>";
  for (const std::vector<std::string>& row : rows) {
    xml += "<w:tr>";
    for (const std::string& cell : row) xml += "<w:tc>" + paragraph(run(cell)) + "</w:tc>";
    xml += "</w:tr>";
  }
  return xml + "</w:tbl>";
}

}  // namespace attune
