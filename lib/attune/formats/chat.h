// CHAT transcripts (.cha), MacWhinney's CHAT manual, as the tools of TalkBank read them.
#pragma once

#include <string>

#include "attune/formats/plain.h"
#include "attune/text/assemble.h"

namespace attune {

/// Every main line is a turn; headers and dependent tiers stay in the text and are nobody's words. Codes become tokens: retraces,
/// fillers, events, pauses, what was not understood, terminators of interruption and trailing off, bullets. Roles come from @Participants, sections from @G and @Bg whose label is a
/// section's key, the language from @Languages. Defects are warnings on their lines (codes "chat_..."), told by tier and
/// what was expected. `name` is the file's name without ending, for @Media. Throws `Errors` for lines that are none of CHAT.
[[nodiscard]] Draft read_chat(Draft draft, const std::string& name, const PlainOptions& options, const NotationProfile& profile);

}  // namespace attune
