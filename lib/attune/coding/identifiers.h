// What may tell who somebody is: names, places, institutions, dates, numbers, found by shape and by lists. It never finds
// all of it: a nickname, a rare event or a job can identify too, and no list knows the names of a family.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
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

/// Single words that are names, folded, and how often each stood as one: of speakers' labels, of a key.
using KnownNames = std::map<std::string, std::uint32_t>;

/// Movable, not copyable: it holds compiled expressions.
class IdentifierFinder {
 public:
  /// Throws `Errors` when a shape of `words` is no regular expression.
  IdentifierFinder(PrivacyWords words, const Language& language, std::vector<ListedTerm> listed = {});
  IdentifierFinder(IdentifierFinder&&) noexcept;
  IdentifierFinder& operator=(IdentifierFinder&&) noexcept;
  ~IdentifierFinder();

  /// In the order of the text; they do not overlap. A name that was found once, or is among `names`, is found wherever it stands, also
  /// at the beginning of a sentence and in another case, but not where it is written like a word that is ordinary in the text or in the lists.
  [[nodiscard]] std::vector<Identifier> find(const Transcript& transcript, const KnownNames& names = {}) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace attune
