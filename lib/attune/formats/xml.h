// XML as the formats read it: no DOCTYPE, no entities but the five of XML, no deep nesting. pugixml opens nothing and
// expands nothing, so a file can name no other file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "attune/formats/limits.h"

namespace attune {

/// A parsed document and where its lines begin. Movable only, as pugixml's document is.
class Xml {
 public:
  /// `text` is UTF-8. `place` names the file in messages ("a.docx (word/document.xml)"). Throws `Errors` with line and column
  /// when `text` is not well-formed, has a DOCTYPE or an entity, or nests deeper than the limit.
  Xml(std::string_view text, const std::string& place, const Limits& limits);

  [[nodiscard]] pugi::xml_node root() const { return document_.document_element(); }
  /// The line an element begins on, from 1.
  [[nodiscard]] int line(pugi::xml_node node) const;

 private:
  pugi::xml_document document_;
  std::vector<std::size_t> line_starts_;
};

/// A name without its namespace's prefix: "p" of "w:p".
[[nodiscard]] std::string_view local_name(std::string_view name);
[[nodiscard]] inline std::string_view local_name(pugi::xml_node node) { return local_name(std::string_view(node.name())); }

/// The first attribute of this local name, or an empty one.
[[nodiscard]] pugi::xml_attribute attribute(pugi::xml_node node, std::string_view local);

/// The first child of this local name, or an empty node.
[[nodiscard]] pugi::xml_node child_named(pugi::xml_node node, std::string_view name);

/// `text` with & < > " as XML writes them, and characters that XML 1.0 cannot hold written as U+FFFD.
[[nodiscard]] std::string xml_escaped(std::string_view text);

}  // namespace attune
