// Numbers that Word sets before paragraphs by itself (ECMA-376 part 1, 17.9): which paragraphs have one. They are not in the text.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "attune/formats/xml.h"

namespace attune {

/// What a paragraph or its style says of a list it is in (w:numPr). `list` "0" takes it out of one.
struct ListPlace {
  std::optional<std::string> list, level;
};

/// That of a w:pPr.
[[nodiscard]] ListPlace list_place_of(pugi::xml_node properties);

/// The lists of word/numbering.xml.
class DocxNumbering {
 public:
  void read(pugi::xml_node root);
  /// Whether paragraphs in this place get a number or a letter; bullets are none.
  [[nodiscard]] bool is_numbered(const ListPlace& place) const;

 private:
  using Levels = std::map<std::string, bool>;  // by level: whether it has numbers
  static void read_levels(pugi::xml_node node, Levels& levels);

  std::map<std::string, Levels> lists_;
};

}  // namespace attune
