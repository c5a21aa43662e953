// Who else can get at a file: a study is its owner's alone.
#pragma once

#include <string>

namespace attune {

/// One line for who opens a study: that the file belongs to another user, or that others may read or change it, and how
/// to mend that. Empty when it is the user's own and nobody else's, or is not there.
[[nodiscard]] std::string access_caution(const std::string& path);

}  // namespace attune
