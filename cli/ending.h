// What the program does when it is told to end before it is done.
#pragma once

namespace attune::cli {

/// From now on no half-written file stays when somebody ends the program (Ctrl-C, Ctrl-\, a closed terminal, kill), however often: it may hold
/// every text of a study. It ends as it would have. A limit on the size of files ends nothing: the write fails. What ends without being asked (kill -9, a power cut) leaves the file; docs/study.md says how to find it.
void leave_no_temporaries();

}  // namespace attune::cli
