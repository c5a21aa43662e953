// What a rater found in a transcript. A codebook is a rater too, so rules and people share these types and every road
// after them.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attune/text/records.h"
#include "attune/text/span.h"

namespace attune {

/// With regard to coherence, reflection or resolution.
enum class Polarity : std::uint8_t { away, toward, neutral };

[[nodiscard]] std::string_view polarity_name(Polarity polarity);
[[nodiscard]] std::optional<Polarity> parse_polarity(std::string_view text);

/// A stretch of a transcript with a code. For a person's mark `marker` and `pattern` are empty.
struct Mark {
  Span span;
  std::uint32_t turn = 0;     // index into Transcript::turns, from 0
  std::string code;           // the parent code
  std::string subcode;        // the full id, or empty when the code has no parent
  std::string marker;         // the rule that left it
  std::string pattern;        // as written in the codebook; for a structural rule its key
  Polarity polarity = Polarity::neutral;
  std::string group;          // marks of one pair share it; else empty
  std::string section;        // key, or empty before the first section

  bool operator==(const Mark&) const = default;
};

/// The order of marks in every output: start, end, code, marker, pattern.
[[nodiscard]] bool mark_order(const Mark& a, const Mark& b);

/// A value on a scale, or exactly one reason why there is none. Ordered scales have `value`, nominal ones `category`.
struct Rating {
  std::string scale;
  Target target;
  std::optional<double> value;
  std::string category;
  std::optional<MissingReason> reason;
  std::string lines;          // evidence lines, "120-134, 201"
  std::string note;

  bool operator==(const Rating&) const = default;
};

/// All that one rater found in one transcript in one round. `rater` is a pseudonymous id or a codebook's "id@version".
struct Coding {
  std::string transcript;
  std::string rater;
  int round = 1;
  std::vector<Mark> marks;       // in `mark_order`
  std::vector<Rating> ratings;

  bool operator==(const Coding&) const = default;
};

/// Which coding: one rater's of a transcript in a round.
struct CodingKey {
  std::string transcript, rater;
  int round = 1;

  auto operator<=>(const CodingKey&) const = default;
};

[[nodiscard]] inline CodingKey key_of(const Coding& coding) { return {coding.transcript, coding.rater, coding.round}; }

/// A codebook's rater name holds an "@", a person's never does.
[[nodiscard]] inline bool is_codebook(std::string_view rater) { return rater.find('@') != std::string_view::npos; }

}  // namespace attune
