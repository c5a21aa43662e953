// Who a rater's id means: a slip of the pen is to make no new person, whom agreement would count as one more.
#pragma once

#include <string>
#include <vector>

#include "attune/io/study.h"
#include "cli/command.h"

namespace attune::cli {

/// `id` as the study has it, where it has it in another spelling: case, blanks or full-width forms. Else empty.
[[nodiscard]] std::string other_spelling(Study& study, const std::string& id);

/// Whose packet a file with these assignments is; none where it is no packet.
[[nodiscard]] std::vector<std::string> raters_of_packet(const std::vector<Assignment>& assignments);

/// Throws `Errors` where `id` is new to the study and one that is known to it but for case, blanks or full-width forms.
void refuse_other_spelling(Study& study, const std::string& id);

/// Opens the study that is the first operand for what `rater` does in it. Throws `Errors` as `refuse_other_spelling` does, of the
/// rater and of who is named as acting, and in a packet for every rater but its own. A rater who is new to a study with assignments
/// is told on `context.err`.
[[nodiscard]] Study open_study_of(const std::string& rater, const Arguments& arguments, Context& context);

/// Throws `Errors` where one of these is no rater of the study, with the nearest who is. `option` is where they were named.
void refuse_unknown(Study& study, const std::vector<std::string>& ids, const std::string& option);

}  // namespace attune::cli
