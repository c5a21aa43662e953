#include "attune/formats/xml.h"

#include <algorithm>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

Place place_at(std::string_view text, std::size_t offset, const std::string& file) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return {file, static_cast<int>(1 + std::ranges::count(before, '\n')), static_cast<int>(1 + count_code_points(before.substr(line_start)))};
}

/// `text[i]` is "&".
void check_entity(std::string_view text, std::size_t i, const std::string& file) {
  const std::string_view rest = text.substr(i, 13);
  const std::size_t end = rest.find(';');
  const std::string_view name = end == std::string_view::npos ? std::string_view() : rest.substr(1, end - 1);
  const bool known = name == "lt" || name == "gt" || name == "amp" || name == "quot" || name == "apos" || name.starts_with('#');
  if (!known) throw Errors({place_at(text, i, file), "\"&amp;\" or one of the other four entities of XML", "another entity, or a bare \"&\""});
}

/// The ">" of the tag that begins at `begin`. A "<" within it is refused, in a value too, so that nobody can see more tags there than are counted here.
std::size_t tag_end(std::string_view text, std::size_t begin, const std::string& file) {
  char quote = 0;
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '<') throw Errors({place_at(text, i, file), "a tag without \"<\" inside (\"&lt;\" in a value)", "one"});
    if (c == '&') check_entity(text, i, file);
    if (quote != 0) quote = c == quote ? '\0' : quote;
    else if (c == '"' || c == '\'') quote = c;
    else if (c == '>') return i;
  }
  throw Errors({place_at(text, begin, file), "a tag that is closed", "the end of the file (is it cut off?)"});
}

/// Looks through the markup before anything is built from it: document types, entities, depth.
void check_markup(std::string_view text, const std::string& file, const Limits& limits) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '&') check_entity(text, i, file);
    if (text[i] != '<') continue;
    const std::string_view rest = text.substr(i);
    // To the end of what begins with `open`; the end's first bytes are not those of `open` again ("<!-->" is still open).
    const auto skips = [&](std::string_view open, std::string_view end) {
      if (!rest.starts_with(open)) return false;
      i = std::min(text.find(end, i + open.size()), text.size()) + end.size() - 1;
      return true;
    };
    if (skips("<!--", "-->") || skips("<![CDATA[", "]]>") || skips("<?", "?>")) continue;
    if (rest.starts_with("<!")) throw Errors({place_at(text, i, file), "XML without a document type (DOCTYPE)", "one"});
    const std::size_t begin = i;
    i = tag_end(text, begin, file);
    if (rest.starts_with("</")) depth -= depth > 0;
    else if (text[i - 1] != '/' && ++depth > limits.xml_depth)
      throw Errors({place_at(text, begin, file), fmt::format("at most {} elements inside one another (raise it with --max-xml-depth N)", limits.xml_depth), fmt::format("{}", depth)});
  }
}

}  // namespace

Xml::Xml(std::string_view text, const std::string& place, const Limits& limits) {
  check_markup(text, place, limits);
  const pugi::xml_parse_result result =
      document_.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  if (!result) {
    const bool cut = result.status == pugi::status_end_element_mismatch || result.offset + 1 >= static_cast<std::ptrdiff_t>(text.size());
    throw Errors({place_at(text, static_cast<std::size_t>(result.offset), place), "well-formed XML",
                  cut ? "an element that is not closed as it was opened (is the file cut off?)" : std::string(result.description())});
  }
  if (!root()) throw Errors({{place, 1, 0}, "an XML document", "no element"});
  line_starts_.push_back(0);
  for (std::size_t i = text.find('\n'); i != std::string_view::npos; i = text.find('\n', i + 1)) line_starts_.push_back(i + 1);
}

int Xml::line(pugi::xml_node node) const {
  const std::ptrdiff_t offset = node.offset_debug();
  if (offset < 0) return 0;
  return static_cast<int>(std::ranges::upper_bound(line_starts_, static_cast<std::size_t>(offset)) - line_starts_.begin());
}

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_attribute attribute(pugi::xml_node node, std::string_view local) {
  for (pugi::xml_attribute found : node.attributes())
    if (local_name(std::string_view(found.name())) == local) return found;
  return {};
}

pugi::xml_node child_named(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_node child : node.children())
    if (local_name(child) == name) return child;
  return {};
}

std::string xml_escaped(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      case '\r': escaped += "&#13;"; break;
      default: (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n') ? escaped += "\uFFFD" : escaped += c;
    }
  }
  return escaped;
}

}  // namespace attune
