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
  const auto key = [](const Mark& mark) {
    const std::string_view code = mark.subcode.empty() ? mark.code : mark.subcode;
    return std::tuple<std::uint32_t, std::uint32_t, std::string_view, std::string_view, std::string_view, std::string_view>(
        mark.span.begin, mark.span.end, mark.code, code, mark.marker, mark.pattern);
  };
  return key(a) < key(b);
}

}  // namespace attune
