#include "attune/codebook/toml.h"

#include <algorithm>
#include <utility>

#include <toml++/toml.h>

#include "attune/codebook/toml_hazard.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

Place place_at(std::string_view source, std::size_t offset, const std::string& file) {
  const std::string_view before = source.substr(0, offset);
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return {file, static_cast<int>(std::ranges::count(before, '\n')) + 1,
          static_cast<int>(count_code_points(before.substr(line_start))) + 1};
}

Place place_of(const toml::source_position& position, const std::string& file) {
  return {file, static_cast<int>(position.line), static_cast<int>(position.column)};
}

/// Takes the node's texts with it.
TomlValue value_of(toml::node& node, const std::string& file) {
  TomlValue value;
  value.place = place_of(node.source().begin, file);
  switch (node.type()) {
    case toml::node_type::table:
      value.kind = TomlValue::Kind::table;
      value.items.reserve(node.as_table()->size());
      for (auto&& [key, child] : *node.as_table()) {
        TomlValue& entry = value.items.emplace_back(value_of(child, file));
        entry.key = std::string(key.str());
        entry.key_place = place_of(key.source().begin, file);
      }
      // toml++ orders a table by its keys; messages and lexicons follow the file.
      std::ranges::sort(value.items, {},
                        [](const TomlValue& entry) { return std::pair(entry.key_place.line, entry.key_place.column); });
      break;
    case toml::node_type::array:
      value.kind = TomlValue::Kind::list;
      value.items.reserve(node.as_array()->size());
      for (toml::node& item : *node.as_array()) value.items.push_back(value_of(item, file));
      break;
    case toml::node_type::string:
      value.kind = TomlValue::Kind::text;
      value.text = std::move(node.as_string()->get());
      break;
    case toml::node_type::integer:
      value.kind = TomlValue::Kind::integer;
      value.number = static_cast<double>(node.as_integer()->get());
      break;
    case toml::node_type::floating_point:
      value.kind = TomlValue::Kind::number;
      value.number = node.as_floating_point()->get();
      break;
    case toml::node_type::boolean:
      value.kind = TomlValue::Kind::flag;
      value.flag = node.as_boolean()->get();
      break;
    default: value.kind = TomlValue::Kind::date;
  }
  return value;
}

}  // namespace

TomlValue parse_toml(std::string_view source, const std::string& file) {
  if (source.size() > kLargestTomlFile)
    throw Errors({{file}, "at most 8 MiB of TOML", std::to_string(source.size()) + " bytes"});
  if (const auto bad = find_invalid_utf8(source)) throw Errors({place_at(source, *bad, file), "UTF-8", "other bytes"});
  if (const std::size_t nul = source.find('\0'); nul != std::string_view::npos)
    throw Errors({place_at(source, nul, file), "text", "a NUL byte"});
  if (auto hazard = find_toml_hazard(source))
    throw Errors({place_at(source, hazard->offset, file), std::move(hazard->expected), std::move(hazard->found)});
  try {
    toml::table root = toml::parse(source, std::string_view(file));
    return value_of(root, file);
  } catch (const toml::parse_error& error) {
    throw Errors({place_of(error.source().begin, file), "not TOML: " + std::string(error.description()), ""});
  }
}

Place place_in_text(std::string_view source, const Place& quote, int column) {
  std::size_t at = 0;
  Place place = quote;
  const auto step = [&] {
    if (at >= source.size()) return;
    const bool line_end = source[at++] == '\n';
    while (at < source.size() && (static_cast<unsigned char>(source[at]) & 0xC0) == 0x80) ++at;
    place.column = line_end ? 1 : place.column + 1;
    place.line += line_end;
  };
  const auto peek = [&](std::size_t ahead) { return at + ahead < source.size() ? source[at + ahead] : '\0'; };
  place.column = 1;
  while (place.column < quote.column && at < source.size()) step();
  const char mark = peek(0);
  if (mark != '"' && mark != '\'') return quote;
  const bool is_long = peek(1) == mark && peek(2) == mark;
  for (int i = 0; i < (is_long ? 3 : 1); ++i) step();
  const auto skip_line_end = [&] {
    if (peek(0) == '\r' && peek(1) == '\n') step();
    if (peek(0) == '\n') step();
  };
  if (is_long) skip_line_end();  // TOML drops a line end right behind the opening quotes
  const auto skip_joined_lines = [&] {
    while (mark == '"' && is_long && peek(0) == '\\' &&
           (peek(1) == '\n' || peek(1) == ' ' || peek(1) == '\t' || peek(1) == '\r')) {
      step();
      while (peek(0) == ' ' || peek(0) == '\t' || peek(0) == '\r' || peek(0) == '\n') step();
    }
  };
  for (int i = 1; i < column && at < source.size(); ++i) {
    skip_joined_lines();
    const bool escaped = mark == '"' && peek(0) == '\\';
    const int written = !escaped ? 1 : peek(1) == 'u' ? 6 : peek(1) == 'U' ? 10 : 2;
    for (int k = 0; k < written; ++k) step();
  }
  skip_joined_lines();
  return place;
}

}  // namespace attune
