// Many transcripts on several threads, with results in the order of the input.
#pragma once

#include <functional>
#include <istream>
#include <string>
#include <variant>
#include <vector>

#include "attune/error.h"
#include "attune/report/coded.h"
#include "cli/reading.h"

namespace attune::cli {

/// What became of one: a coded transcript or why it could not be read. The source's bytes are kept where they are needed.
struct Outcome {
  std::string file;
  std::variant<CodedTranscript, Errors> result;
  std::string bytes;
  SourceKind kind = SourceKind::plain;
  int line = 0;            // of JSON lines; 0: the whole file
};

struct BatchOptions {
  std::vector<Codebook> codebooks;   // none: transcripts are read but not coded
  bool measure = true;               // fill in `CodedTranscript::indices`
  bool adjectives = true;            // fill in `CodedTranscript::adjectives`
  Intervals intervals = Intervals::none;
  bool keep_bytes = false;
  bool people = false;               // what people marked in a REFI-QDA project is added to the codings, behind those of codebooks
  unsigned threads = 1;
};

/// Reads and codes all transcripts of `files` ("-" is `in`) and hands each outcome to `take`, in the order of the input,
/// from this thread. The outcomes do not depend on the number of threads, and no more than a few transcripts are held at
/// a time. Where the system gives fewer threads than asked for, the work is done with those. Throws what compiling the
/// codebooks throws, before anything is read.
void run_batch(const std::vector<std::string>& files, std::istream& in, const Reading& reading, BatchOptions options,
               const std::function<void(Outcome)>& take);

}  // namespace attune::cli
