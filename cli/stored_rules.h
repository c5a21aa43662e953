// A study's codebooks as rules.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "attune/coding/coder.h"
#include "attune/io/study.h"

namespace attune::cli {

/// Each codebook is compiled when it is first asked for, by the hash of its text.
class StoredRules {
 public:
  explicit StoredRules(std::vector<CodebookRecord> records) : records_(std::move(records)) {}

  /// What the codebook finds in a transcript. Throws `Errors` when the study does not have it, or it cannot be read.
  [[nodiscard]] Coding code(const std::string& codebook_sha256, const Transcript& transcript);

 private:
  std::vector<CodebookRecord> records_;
  std::map<std::string, Coder> coders_;
};

}  // namespace attune::cli
