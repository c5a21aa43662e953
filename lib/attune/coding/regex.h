// The fallback for what phrases cannot say: RE2 over a sentence in the view as intended, behind a prefilter that knows
// which words a regular expression cannot match without. The one place that names RE2.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/coding/units.h"
#include "attune/error.h"

namespace attune {

/// Limits on one regular expression (docs/codebooks.md). RE2's time is linear in the text, but the factor is the program's
/// size; these keep it small.
inline constexpr std::size_t kLongestRegex = 4096;         // bytes
inline constexpr int kLargestRegexProgram = 5000;          // RE2 instructions, forward and reverse
inline constexpr std::size_t kLongestRegexScope = 65536;   // bytes of text a match may look at

/// A scope's text as a regular expression sees it: what is skippable left out, white space one blank, apostrophes straight.
/// Byte i of `text` stands for the transcript's bytes [begin[i], end[i]).
struct IntendedView {
  std::string text;
  std::vector<std::uint32_t> begin;
  std::vector<std::uint32_t> end;
};

[[nodiscard]] IntendedView intended_view(const std::vector<Unit>& units, UnitRange scope, std::string_view text);

/// Why RE2 or the limits refuse an expression; nothing when they take it.
[[nodiscard]] std::optional<RegexRefusal> refusal_of(const std::string& pattern);

/// Compiled expressions with their prefilter. Not copyable; once compiled it serves all threads.
class RegexSet {
 public:
  RegexSet();
  ~RegexSet();
  RegexSet(const RegexSet&) = delete;
  RegexSet& operator=(const RegexSet&) = delete;

  /// Adds one; its number is how many were added before. Mistakes are kept for `compile`.
  void add(const std::string& pattern, const Place& place);
  /// Ends adding. Throws `Errors` with every expression that RE2 or the limits refuse.
  void compile();
  [[nodiscard]] std::size_t size() const;

  /// Which of the needed pieces of words a word form has, as numbers; empty for most forms. Call once per form.
  [[nodiscard]] std::vector<std::uint32_t> pieces_in(std::string_view form) const;
  /// Numbers of the expressions that may match where just these pieces occur, in rising order.
  [[nodiscard]] std::vector<int> candidates(const std::vector<std::uint32_t>& pieces) const;
  /// All matches of one, leftmost first, not overlapping, as spans of the transcript. Throws `Errors` naming the expression when
  /// the view is longer than a match may look at.
  [[nodiscard]] std::vector<Span> find(std::size_t number, const IntendedView& view) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace attune
