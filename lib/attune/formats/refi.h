// REFI-QDA 1.5 as other programs write it: codebooks (.qdc) and projects (.qdpx). Read leniently (any namespace, a byte order mark, paths in either case), and what is not
// taken over is told.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "attune/formats/limits.h"
#include "attune/text/coding.h"
#include "attune/text/transcript.h"

namespace attune {

struct RefiCode {
  std::string name, description;
  std::string parent;  // its name; empty at the top

  bool operator==(const RefiCode&) const = default;
};

/// A passage of a source with a code that a user gave it. Bytes of the source's text.
struct RefiMark {
  Span span;
  std::string code, parent;  // names; `parent` is empty at the top
  std::string user;          // a name, else the user's GUID, else "unknown"
  std::string marker;        // the rule that left it, where Attune wrote the project

  bool operator==(const RefiMark&) const = default;
};

struct RefiSource {
  std::string name;
  std::string text;  // as it lies in the project, without a byte order mark
  std::vector<RefiMark> marks;
  std::vector<std::string> not_held;  // what of the source is not taken over, a sentence each
};

struct RefiProject {
  std::vector<RefiSource> sources;
  std::vector<std::string> not_held;
};

/// Codes of a .qdc, a parent before its children. Throws `Errors` when it is no REFI-QDA codebook.
[[nodiscard]] std::vector<RefiCode> read_qdc(std::string_view text, const std::string& file, const Limits& limits);

/// The texts of a .qdpx with their codings. Positions count code points; whether an end is included and whether "\r\n" is one or two of them is concluded from the
/// quotations beside them, and codings that fit neither way are left out and told. No file outside the project is ever opened. Throws `Errors` when it is no project, or holds no text.
[[nodiscard]] RefiProject read_qdpx(std::string_view bytes, const std::string& file, const Limits& limits);

/// The marks of a source in `transcript`, which was read from its text: a coding a user, in order of their names. Marks outside the turns are left out; how many is told by
/// `outside`.
struct RefiCodings {
  std::vector<Coding> codings;
  std::size_t outside = 0;
};
[[nodiscard]] RefiCodings codings_of(const RefiSource& source, const Transcript& transcript);

}  // namespace attune
