// Derives the rules' marks of a study again, from the texts and codebooks it holds.
#pragma once

#include "attune/io/study.h"
#include "attune/report/study_page.h"

namespace attune::cli {

/// Codes every transcript again with the codebooks of its stored codings and compares the marks. Only where engine and
/// ICU are those of this program and the study holds the text; other codings are counted apart.
[[nodiscard]] Rederivation rederive(Study& study);

}  // namespace attune::cli
