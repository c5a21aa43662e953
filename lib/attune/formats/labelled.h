// Labelled responses, one JSON object a line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// A response with the codes somebody gave it. `transcript` is empty when the line names none: then it is one by itself.
struct LabelledResponse {
  std::string id;
  std::string transcript;
  std::string text;
  std::string section = "other";
  std::string asked;
  std::vector<std::string> labels;

  bool operator==(const LabelledResponse&) const = default;
};

/// Reads {"id", "text", "labels": [...]} with "transcript", "question" (a section) and "question_text" where they are; other keys
/// are passed over, and so are empty lines. Throws `Errors` with every line that is none, and when two have one id.
[[nodiscard]] std::vector<LabelledResponse> read_labelled(std::string_view text, const std::string& file);

}  // namespace attune
