#include "attune/codebook/codebook.h"

#include <algorithm>

#include "attune/hash.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

/// Adds what `fact` says to `figure`; false when it says nothing known.
bool add_fact(Figure& figure, std::string_view fact) {
  if (fact == "dead")
    figure.dead = true;
  else if (fact == "harmful")
    figure.did_harm = true;
  else if (fact == "female")
    figure.gender = Gender::female;
  else if (fact == "male")
    figure.gender = Gender::male;
  else
    return false;
  return true;
}

bool is_fluency_class(std::string_view name) {
  constexpr std::string_view kClasses[] = {"pause", "filler", "cut_off", "retrace", "unfinished", "interruption"};
  return std::ranges::find(kClasses, name) != std::end(kClasses);
}

bool is_about_fluency(const PatternSequence& items) {
  return std::ranges::any_of(items, [](const PatternItem& item) {
    if (item.optional) return false;
    if (item.kind == PatternItem::Kind::token_class) return is_fluency_class(item.text);
    if (item.kind != PatternItem::Kind::group) return false;
    return std::ranges::all_of(item.alternatives, [](const PatternSequence& alternative) { return is_about_fluency(alternative); });
  });
}

}  // namespace

bool is_about_fluency(const Marker& marker) {
  if (marker.structure.pause || marker.structure.unfinished) return true;
  // Most patterns have no "<" of a class and need not be parsed.
  return !marker.any.empty() && marker.regex.empty() &&
         std::ranges::all_of(marker.any, [](const Phrase& phrase) { return phrase.text.find('<') != std::string::npos && is_about_fluency(parse_pattern(phrase.text).items); });
}

std::string sha256_of(const Codebook& codebook) { return sha256(codebook.text + codebook.base_sha256); }

std::string_view evidence_name(Evidence evidence) {
  switch (evidence) {
    case Evidence::e1_text: return "E1-text";
    case Evidence::e1_human: return "E1-human";
    case Evidence::e2: return "E2";
    case Evidence::e3: return "E3";
    case Evidence::e4: return "E4";
  }
  return "";
}

MarkCode code_of(const Marker& marker, const Codebook& codebook) {
  const auto code = std::ranges::find(codebook.codes, marker.code, &Code::id);
  if (code == codebook.codes.end() || code->parent.empty()) return {marker.code, ""};
  return {code->parent, marker.code};
}

std::string rater_name(const Codebook& codebook) { return codebook.id + "@" + codebook.version; }

std::optional<Figure> parse_example_figure(std::string_view text) {
  const std::size_t colon = text.find(':');
  Figure figure;
  figure.name = std::string(trimmed(text.substr(0, colon)));
  if (figure.name.empty()) return std::nullopt;
  figure.id = folded(figure.name);
  std::ranges::replace(figure.id, ' ', '_');
  if (colon == std::string_view::npos) return figure;
  for (std::string_view facts = text.substr(colon + 1);;) {
    const std::size_t comma = facts.find(',');
    if (!add_fact(figure, trimmed(facts.substr(0, comma)))) return std::nullopt;
    if (comma == std::string_view::npos) return figure;
    facts.remove_prefix(comma + 1);
  }
}

}  // namespace attune
