// The words a speaker offers for a caregiver and what is told in support of each: the most telling check of an attachment
// interview. What is found is shown to a rater, whose own judgement stands beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attune/codebook/language.h"
#include "attune/coding/episodes.h"
#include "attune/coding/spoken.h"
#include "attune/text/adjective.h"
#include "attune/text/transcript.h"

namespace attune {

struct Adjective {
  std::string figure;              // "mother": the section's key without "adj_"
  std::string word;                // folded; may be a phrase ("good role model")
  int order = 0;                   // from 1
  bool probed = false;             // the interviewer came back to it
  std::optional<Support> support;  // empty when it was not probed: then it is missing, and not the speaker's fault
  Span offered;                    // where it was offered
  std::vector<Span> passages;      // what the support rests on, in the order of the text; each within one turn

  bool operator==(const Adjective&) const = default;
};

/// Reads the sections whose key begins with "adj_". The words are those of the list the speaker gives before the interviewer
/// takes up the first; each is supported by all the speaker says from its probe to the next word's.
class AdjectiveReader {
 public:
  explicit AdjectiveReader(const Language& language);

  /// In the order of the text.
  [[nodiscard]] std::vector<Adjective> find(const Transcript& transcript) const;

 private:
  struct Offered;
  struct Judged {
    Support support = Support::none;
    std::vector<Span> passages;
  };
  [[nodiscard]] std::vector<Offered> words_of(const Transcript& transcript, std::uint32_t turn) const;
  [[nodiscard]] Judged judge(const Transcript& transcript, const std::vector<std::string>& word, const std::vector<std::uint32_t>& turns) const;
  void read_section(const Transcript& transcript, const Section& section, std::vector<Adjective>& found) const;

  EpisodeReader episodes_;
  PhraseList lead_ins_, no_adjectives_, denials_, somebody_, good_, hurtful_, contrary_, owned_, joins_;
  std::vector<std::string> endings_;
};

}  // namespace attune
