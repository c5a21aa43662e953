// From what identifies to a key that replaces it, and from a key to the passages of a transcript it replaces.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "attune/coding/identifiers.h"
#include "attune/text/notation.h"
#include "attune/text/redaction.h"

namespace attune {

struct ProposalOptions {
  int shift_days = 0;                 // dates move by so many days; 0: "{{Date 1}}" stands for one
};

/// Collects what identifies over many transcripts and proposes one replacement for each, the same wherever it stands: a name of a
/// relative by its kin ("{{Aunt 1}}"), a first name as the full name that begins with it. Numbers go on behind those that
/// transcripts or `known` already have.
class RedactionProposal {
 public:
  /// `known` is a key from before; its entries are kept as they are.
  RedactionProposal(PrivacyWords words, RedactionKey known, ProposalOptions options);

  /// REQUIRES: `found` are identifiers of the transcript, in order.
  void add(const Transcript& transcript, const std::vector<Identifier>& found, const NotationProfile& notation);

  /// `known` first, then by kind, in the order of the texts.
  [[nodiscard]] RedactionKey key() const;

 private:
  struct Candidate {
    IdentifierKind kind = IdentifierKind::name;
    std::string group;                // candidates of one group share a replacement
    std::string role;
    std::uint32_t times = 0;
    std::string where;
  };
  [[nodiscard]] std::string noun_of(IdentifierKind kind, const std::string& role) const;
  void add_labels(const Transcript& transcript, const NotationProfile& notation);

  PrivacyWords words_;
  RedactionKey known_;
  ProposalOptions options_;
  std::vector<std::string> order_;                 // originals as first met
  std::map<std::string, Candidate> candidates_;    // by original
  std::vector<RedactionEntry> labels_;
  std::map<std::string, int> highest_;             // number in use, by folded noun
};

/// The passages of a transcript that a key replaces, in order: whole words, as they are written in the key, the longest first. A
/// name that is also a word is left alone at the beginning of a sentence. Line ends within a passage are kept behind it, so that
/// every line keeps its number.
[[nodiscard]] std::vector<Replacement> replacements_in(const Transcript& transcript, const RedactionKey& key, const PrivacyWords& words);

/// The identifiers that a key says nothing about. What it leaves as it is, it leaves in any case of letters; a row for a label says nothing of the talk.
[[nodiscard]] std::vector<Identifier> not_in_key(const Transcript& transcript, const std::vector<Identifier>& found, const RedactionKey& key);

}  // namespace attune
