// Text of transcripts is shown only to whoever asks for it.
#pragma once

namespace attune {

/// Whether text of the transcript may be shown.
enum class ShowText : bool { no, yes };

}  // namespace attune
