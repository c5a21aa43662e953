// What the REFI-QDA 1.0 schemas ask of the elements that Attune writes: children in their order and number, attributes, GUIDs, the
// namespace. Told after the standard (openqda/refi-tools, docs/schemas; sections 4.4, 5.2 and annex A of REFI-QDA 1.5), for the
// schema files themselves do not belong to this repository. Samples that the schemas accept are held to it too.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <pugixml.hpp>

namespace attune {

struct RefiChild {
  std::string name;
  bool many = false;
  bool needed = false;
};

struct RefiElement {
  std::vector<RefiChild> children;  // in their order
  std::vector<std::string> needed, optional;  // attributes
};

using RefiSchema = std::map<std::string, RefiElement>;

inline const RefiSchema& codebook_schema() {
  static const RefiSchema schema = {
      {"CodeBook", {{{"Codes", false, true}, {"Sets"}}, {}, {"origin"}}},
      {"Codes", {{{"Code", true, true}}, {}, {}}},
      {"Code", {{{"Description"}, {"Code", true}}, {"guid", "name", "isCodable"}, {"color"}}},
      {"Description", {}},
      {"Sets", {{{"Set", true, true}}, {}, {}}},
      {"Set", {{{"Description"}, {"MemberCode", true}}, {"guid", "name"}, {}}},
      {"MemberCode", {{}, {"guid"}, {}}},
  };
  return schema;
}

inline const RefiSchema& project_schema() {
  static const std::vector<std::string> made = {"creatingUser", "creationDateTime", "modifyingUser", "modifiedDateTime"};
  const auto with = [](std::vector<std::string> more) {
    more.insert(more.end(), made.begin(), made.end());
    return more;
  };
  static const RefiSchema schema = {
      {"Project",
       {{{"Users"}, {"CodeBook"}, {"Variables"}, {"Cases"}, {"Sources"}, {"Notes"}, {"Links"}, {"Sets"}, {"Graphs"}, {"Description"}, {"NoteRef", true}},
        {"name"},
        {"origin", "creatingUserGUID", "creationDateTime", "modifyingUserGUID", "modifiedDateTime", "basePath"}}},
      {"Users", {{{"User", true, true}}, {}, {}}},
      {"User", {{}, {"guid"}, {"name", "id"}}},
      {"CodeBook", {{{"Codes", false, true}}, {}, {}}},
      {"Codes", {{{"Code", true, true}}, {}, {}}},
      {"Code", {{{"Description"}, {"NoteRef", true}, {"Code", true}}, {"guid", "name", "isCodable"}, {"color"}}},
      {"Description", {}},
      {"Variables", {{{"Variable", true, true}}, {}, {}}},
      {"Variable", {{{"Description"}}, {"guid", "name", "typeOfVariable"}, {}}},
      {"Cases", {{{"Case", true, true}}, {}, {}}},
      {"Case", {{{"Description"}, {"CodeRef", true}, {"VariableValue", true}, {"SourceRef", true}, {"SelectionRef", true}}, {"guid"}, {"name"}}},
      {"VariableValue", {{{"VariableRef", false, true}, {"TextValue"}, {"BooleanValue"}, {"IntegerValue"}, {"FloatValue"}, {"DateValue"}, {"DateTimeValue"}}, {}, {}}},
      {"VariableRef", {{}, {"targetGUID"}, {}}},
      {"FloatValue", {}},
      {"SourceRef", {{}, {"targetGUID"}, {}}},
      {"Sources", {{{"TextSource", true, true}}, {}, {}}},
      {"TextSource", {{{"Description"}, {"PlainTextContent"}, {"PlainTextSelection", true}, {"Coding", true}, {"NoteRef", true}, {"VariableValue", true}}, {"guid"}, with({"name", "richTextPath", "plainTextPath"})}},
      {"PlainTextSelection", {{{"Description"}, {"Coding", true}, {"NoteRef", true}}, {"guid", "startPosition", "endPosition"}, with({"name"})}},
      {"Coding", {{{"CodeRef", false, true}, {"NoteRef", true}}, {"guid"}, {"creatingUser", "creationDateTime"}}},
      {"CodeRef", {{}, {"targetGUID"}, {}}},
  };
  return schema;
}

inline bool is_guid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash != (text[i] == '-') || (!dash && std::string_view("0123456789abcdefABCDEF").find(text[i]) == std::string_view::npos)) return false;
  }
  return true;
}

/// What is wrong with an element and those in it, a line each.
inline void find_faults(pugi::xml_node node, const RefiSchema& schema, std::string& faults) {
  const std::string name = node.name();
  const auto known = schema.find(name);
  if (known == schema.end()) {
    faults += name + ": not an element of the schema\n";
    return;
  }
  const RefiElement& element = known->second;
  for (const std::string& needed : element.needed)
    if (!node.attribute(needed.c_str())) faults += fmt::format("{}: no {}\n", name, needed);
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string key = attribute.name();
    if (key.starts_with("xmlns") || key.starts_with("xsi:")) continue;
    if (std::ranges::count(element.needed, key) + std::ranges::count(element.optional, key) == 0) faults += fmt::format("{}: {} is no attribute of it\n", name, key);
    if ((key == "guid" || key == "targetGUID" || key == "creatingUser" || key == "creatingUserGUID") && !is_guid(attribute.value())) faults += fmt::format("{}: {} is no GUID\n", name, key);
    if (key == "isCodable" && std::string_view(attribute.value()) != "true" && std::string_view(attribute.value()) != "false") faults += name + ": isCodable is no truth value\n";
  }
  std::size_t at = 0;
  std::map<std::string, int> counts;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    const std::string child_name = child.name();
    while (at < element.children.size() && element.children[at].name != child_name) ++at;
    if (at == element.children.size()) {
      faults += fmt::format("{}: {} is not where it belongs\n", name, child_name);
      return;
    }
    if (++counts[child_name] > 1 && !element.children[at].many) faults += fmt::format("{}: more than one {}\n", name, child_name);
    find_faults(child, schema, faults);
  }
  for (const RefiChild& child : element.children)
    if (child.needed && counts[child.name] == 0) faults += fmt::format("{}: no {} in it\n", name, child.name);
}

/// Empty for a valid .qdc or project.qde.
inline std::string schema_faults(pugi::xml_node root) {
  const bool is_codebook = std::string_view(root.name()) == "CodeBook";
  std::string faults;
  const std::string expected = is_codebook ? "urn:QDA-XML:codebook:1.0" : "urn:QDA-XML:project:1.0";
  if (root.attribute("xmlns").value() != expected) faults += "another namespace than " + expected + "\n";
  find_faults(root, is_codebook ? codebook_schema() : project_schema(), faults);
  return faults;
}

}  // namespace attune
