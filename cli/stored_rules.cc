#include "cli/stored_rules.h"

#include <algorithm>
#include <utility>

#include "attune/error.h"

namespace attune::cli {

Coding StoredRules::code(const std::string& codebook_sha256, const Transcript& transcript) {
  auto coder = coders_.find(codebook_sha256);
  if (coder == coders_.end()) {
    const auto record = std::ranges::find(records_, codebook_sha256, &CodebookRecord::sha256);
    if (record == records_.end()) throw Errors(Problem{{"", 0, 0}, "its codebook is not in the study", ""});
    Codebook codebook = parse_codebook(record->text, record->id + "@" + record->version);
    coder = coders_.emplace(codebook_sha256, Coder(std::vector<Codebook>{std::move(codebook)})).first;
  }
  return std::move(coder->second.code(transcript).at(0));
}

}  // namespace attune::cli
