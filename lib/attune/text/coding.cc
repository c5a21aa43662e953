#include "attune/text/coding.h"

#include <tuple>

namespace attune {

std::string_view polarity_name(Polarity polarity) {
  switch (polarity) {
    case Polarity::away: return "away";
    case Polarity::toward: return "toward";
    case Polarity::neutral: return "neutral";
  }
  return "";
}

std::optional<Polarity> parse_polarity(std::string_view text) {
  for (Polarity polarity : {Polarity::away, Polarity::toward, Polarity::neutral})
    if (polarity_name(polarity) == text) return polarity;
  return std::nullopt;
}

bool mark_order(const Mark& a, const Mark& b) {
  if (a.span != b.span) return a.span < b.span;
  const auto whole_code = [](const Mark& mark) -> const std::string& { return mark.subcode.empty() ? mark.code : mark.subcode; };
  return std::tie(a.code, whole_code(a), a.marker, a.pattern) < std::tie(b.code, whole_code(b), b.marker, b.pattern);
}

}  // namespace attune
