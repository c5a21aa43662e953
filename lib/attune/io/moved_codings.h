// People's codings follow a transcript to a version of it that has the same talk at other places.
#pragma once

#include <cstdint>

#include "attune/io/record.h"
#include "attune/text/redaction.h"

namespace attune {

/// Two versions of a transcript, and how places of the first lead to those of the second.
struct VersionStep {
  std::int64_t from = 0, to = 0;   // rows of `transcript`
  std::int64_t number = 0;         // of the version that is moved to
  OffsetMap map;
};

/// Copies the codings of people that hold of the version before, each superseding the one it comes from: ratings, states and times as
/// they are, marks moved. Answers to proposals go with the rules' mark at the same place; where there is none any more, only what
/// they left in the coding goes. REQUIRES: the rules' codings of the new version are stored.
void move_codings(Writer& writer, const VersionStep& step);

}  // namespace attune
