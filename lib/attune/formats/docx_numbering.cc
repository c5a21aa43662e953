#include "attune/formats/docx_numbering.h"

#include <string_view>

namespace attune {

ListPlace list_place_of(pugi::xml_node properties) {
  ListPlace place;
  const pugi::xml_node found = child_named(properties, "numPr");
  if (const pugi::xml_node list = child_named(found, "numId")) place.list = attribute(list, "val").value();
  if (const pugi::xml_node level = child_named(found, "ilvl")) place.level = attribute(level, "val").value();
  return place;
}

void DocxNumbering::read_levels(pugi::xml_node node, Levels& levels) {
  for (pugi::xml_node level : node.children()) {
    if (local_name(level) != "lvl") continue;
    const std::string_view format = attribute(child_named(level, "numFmt"), "val").value();
    const std::string_view text = attribute(child_named(level, "lvlText"), "val").value();
    levels[attribute(level, "ilvl").value()] = format != "bullet" && format != "none" && text.find('%') != std::string_view::npos;  // "%1." is the number and a full stop
  }
}

void DocxNumbering::read(pugi::xml_node root) {
  std::map<std::string, Levels> shared;
  for (pugi::xml_node child : root.children())
    if (local_name(child) == "abstractNum") read_levels(child, shared[attribute(child, "abstractNumId").value()]);
  for (pugi::xml_node child : root.children()) {
    if (local_name(child) != "num") continue;
    Levels& levels = lists_[attribute(child, "numId").value()];
    levels = shared[attribute(child_named(child, "abstractNumId"), "val").value()];
    for (pugi::xml_node changed : child.children())
      if (local_name(changed) == "lvlOverride") read_levels(changed, levels);
  }
}

bool DocxNumbering::is_numbered(const ListPlace& place) const {
  if (!place.list) return false;
  const auto list = lists_.find(*place.list);
  if (list == lists_.end()) return false;
  const auto level = list->second.find(place.level.value_or("0"));
  return level != list->second.end() && level->second;
}

}  // namespace attune
