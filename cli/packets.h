// Packets: study files for one rater, with the texts to code and nothing that could anchor or unblind.
#pragma once

#include <string>
#include <string_view>

#include "attune/io/study.h"
#include "cli/command.h"

namespace attune::cli {

/// What a packet does not hold.
inline constexpr std::string_view kBlindTo =
    "marks, others' ratings, figures and events found, participant, family, wave, site, interviewer, transcriber";

/// Writes DIR/RATER.attune for every rater of the round, and says so. One that exists gets what was drawn since and is
/// otherwise left as it is. Gives the exit status: a packet that could not be written, and a transcript whose text is not
/// in the study, are told and do not stop the rest.
int write_packets(Study& study, int round, const std::string& directory, Context& context);

}  // namespace attune::cli
