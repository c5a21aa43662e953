// What may tell who somebody is: names, places, institutions, dates, numbers, found by shape and by lists. It never finds
// all of it: a nickname, a rare event or a job can identify too, and no list knows the names of a family.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "attune/codebook/language.h"
#include "attune/codebook/privacy.h"
#include "attune/text/transcript.h"

namespace attune {

/// A passage that may identify. `role` is the relative or other person a name was given to ("aunt"), or empty.
struct Identifier {
  Span span;
  IdentifierKind kind = IdentifierKind::name;
  std::string role;

  bool operator==(const Identifier&) const = default;
};

/// What a study names itself, beside the lists that are shipped.
struct ListedTerm {
  std::string text;
  IdentifierKind kind = IdentifierKind::listed;

  bool operator==(const ListedTerm&) const = default;
};

/// The text in which identifiers are looked for: as long as the transcript's, with what is nobody's words (labels, pauses,
/// replaced names, line numbers) blanked by control characters, "\x02" before each turn. Header lines are in it behind
/// their colon.
[[nodiscard]] std::string identifying_text(const Transcript& transcript);

/// Whether the whole words `text` stand at `span` of an `identifying_text`: no letter or digit touches them.
[[nodiscard]] bool is_whole(std::string_view text, Span span);

/// Movable, not copyable: it holds compiled expressions.
class IdentifierFinder {
 public:
  /// Throws `Errors` when a shape of `words` is no regular expression.
  IdentifierFinder(PrivacyWords words, const Language& language, std::vector<ListedTerm> listed = {});
  IdentifierFinder(IdentifierFinder&&) noexcept;
  IdentifierFinder& operator=(IdentifierFinder&&) noexcept;
  ~IdentifierFinder();

  /// In the order of the text; they do not overlap.
  [[nodiscard]] std::vector<Identifier> find(const Transcript& transcript) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace attune
