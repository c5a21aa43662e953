// What a person coded in a REFI-QDA project, as marks in a study's transcripts.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/error.h"
#include "attune/formats/refi.h"
#include "attune/text/transcript.h"

namespace attune::cli {

/// People with codings in a project, by name; what rules left in one that Attune wrote is nobody's.
[[nodiscard]] std::set<std::string> people_in(const RefiProject& project);

/// Where each byte of `source` stands in `text`, or nothing when they are not the same text. Line ends, a byte order mark, and blank
/// space at the end may differ, as programs change them.
[[nodiscard]] std::vector<std::uint32_t> same_text(std::string_view source, std::string_view text);

struct ProjectMarks {
  std::vector<Mark> marks;          // in order
  std::vector<Problem> problems;    // one for each coding that could not be taken over
};

/// Codes are known by their id, their parent's id and their own, or their title. Throws `Errors` when the source is not the transcript's text.
[[nodiscard]] ProjectMarks marks_of(const RefiSource& source, const std::string& user, const Transcript& transcript, const std::vector<Code>& codes, const std::string& file);

}  // namespace attune::cli
