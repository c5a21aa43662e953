#include "attune/formats/labelled.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "attune/error.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

using nlohmann::json;

std::string string_at(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

/// The labels of a line; a problem is added when they are no list of texts.
std::vector<std::string> labels_of(const json& object, const Place& place, std::vector<Problem>& problems) {
  std::vector<std::string> labels;
  const auto found = object.find("labels");
  if (found == object.end() || !found->is_array() || !std::ranges::all_of(*found, [](const json& label) { return label.is_string(); })) {
    problems.push_back({place, "\"labels\", a list of codes", "none"});
    return labels;
  }
  for (const json& label : *found) labels.push_back(label.get<std::string>());
  return labels;
}

}  // namespace

std::vector<LabelledResponse> read_labelled(std::string_view text, const std::string& file) {
  std::vector<LabelledResponse> responses;
  std::vector<Problem> problems;
  std::set<std::string> ids;
  int number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const Place place{file, number, 0};
    const json object = find_invalid_utf8(line) ? json(json::value_t::discarded) : json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (object.is_discarded() || !object.is_object()) {
      problems.push_back({place, "a JSON object on one line", "something else"});
      continue;
    }
    LabelledResponse response;
    response.id = string_at(object, "id");
    if (response.id.empty()) response.id = fmt::format("line {}", number);
    response.transcript = string_at(object, "transcript");
    response.text = string_at(object, "text");
    if (const std::string section = string_at(object, "question"); !section.empty()) response.section = section;
    response.asked = string_at(object, "question_text");
    response.labels = labels_of(object, place, problems);
    if (response.text.empty()) problems.push_back({place, "a \"text\"", "none"});
    if (!ids.insert(response.id).second) problems.push_back({place, "an \"id\" of its own", fmt::format("\"{}\" once more", response.id)});
    responses.push_back(std::move(response));
  }
  if (problems.empty() && responses.empty()) problems.push_back({{file, 0, 0}, "labelled responses, one JSON object a line", "none"});
  if (!problems.empty()) throw Errors(std::move(problems));
  return responses;
}

}  // namespace attune
