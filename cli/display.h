// What raters must not see before their own coding is locked, and the record of what they were shown.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "attune/io/study.h"
#include "cli/command.h"

namespace attune::cli {

/// --expose
void describe_display(boost::program_options::options_description& options);

/// Transcripts that the rater has begun or was assigned, and has not locked. Throws `Errors` for an id that is a known rater's in
/// another spelling.
[[nodiscard]] std::set<std::string> unlocked(Study& study, const std::string& rater);

/// Who is looking: --as, else ATTUNE_RATER, else in a packet its rater, else `otherwise`.
[[nodiscard]] std::string onlooker_of(Study& study, const Arguments& arguments, const std::string& otherwise);

/// Notes in the study that `onlooker_of` it ("unnamed" where nobody is) is shown others' codings of these
/// transcripts. Throws `Errors`, and notes nothing, when one of them is still to be coded or locked by that rater,
/// unless --expose was given. Call it before anything is shown: what cannot be recorded is not shown.
void record_display(Study& study, const Arguments& arguments, const std::vector<std::string>& transcripts,
                    const std::string& what);

/// The same for a display that is meant for `rater`, whoever acts.
void record_display_to(const std::string& rater, Study& study, const Arguments& arguments,
                       const std::vector<std::string>& transcripts, const std::string& what);

/// The same where a command shows `rater` the own coding and another is named as acting: others' values are shown to that
/// other. Nothing to note where nobody else is named.
void record_onlooker(const std::string& rater, Study& study, const Arguments& arguments,
                     const std::vector<std::string>& transcripts, const std::string& what);

/// Transcripts whose codings by `rater` are kept from whoever acts: those another who is named has still to lock.
[[nodiscard]] std::set<std::string> kept_from_onlooker(const std::string& rater, Study& study, const Arguments& arguments);

}  // namespace attune::cli
