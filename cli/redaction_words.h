// What a redaction looks for and with: lists by language, a study's own lists, and the key.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "attune/codebook/privacy.h"
#include "attune/coding/identifiers.h"
#include "attune/text/redaction.h"
#include "cli/command.h"

namespace attune::cli {

/// --list, --names, --lists
void describe_redaction_words(boost::program_options::options_description& options);

/// One language's lists, and what finds with them.
struct RedactionWords {
  PrivacyWords words;
  IdentifierFinder finder;
};

/// The lists for each transcript by its language: those of --lists, else shipped ones, else what fits any language.
class RedactionLists {
 public:
  /// Throws `Errors` for lists that cannot be read.
  explicit RedactionLists(const Arguments& arguments);

  [[nodiscard]] const RedactionWords& of(const Transcript& transcript);
  /// Languages that were asked for and have no lists of their own.
  [[nodiscard]] const std::set<std::string>& without() const { return without_; }

 private:
  std::vector<ListedTerm> listed_;
  std::vector<PrivacyWords> given_;
  std::map<std::string, RedactionWords> known_;
  std::set<std::string> without_;
};

/// A key that was written before. Says so on `context.err` when others can read it. Throws `Errors`.
[[nodiscard]] RedactionKey redaction_key_from(const std::string& file, Context& context);

}  // namespace attune::cli
