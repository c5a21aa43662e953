#include "attune/coding/regex.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr int kShortestAtom = 3;
constexpr std::string_view kTypographicApostrophe = "\u2019";

bool is_word_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// The runs of letters and digits in a literal that a match needs; each lies inside one token. With a character beyond ASCII
/// nothing is concluded, because RE2 and `folded` need not agree on its case.
std::vector<std::string> pieces_of(std::string_view atom) {
  std::vector<std::string> pieces;
  for (std::size_t i = 0; i < atom.size();) {
    if (static_cast<unsigned char>(atom[i]) >= 0x80) return {};
    if (!is_word_byte(atom[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < atom.size() && is_word_byte(atom[end])) ++end;
    pieces.emplace_back(atom.substr(i, end - i));
    i = end;
  }
  return pieces;
}

re2::RE2::Options options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_case_sensitive(false);
  options.set_max_mem(8 << 20);
  return options;
}

}  // namespace

IntendedView intended_view(const std::vector<Unit>& units, UnitRange scope, std::string_view text) {
  IntendedView view;
  const auto append = [&](char c, std::uint32_t at, std::size_t length) {
    view.text += c;
    view.begin.push_back(at);
    view.end.push_back(at + static_cast<std::uint32_t>(length));
  };
  std::uint32_t done = 0;
  bool blank = false;
  for (std::uint32_t i = scope.begin; i < scope.end; ++i) {
    const Unit& unit = units[i];
    if (i > scope.begin) {
      const std::string_view between = text.substr(done, unit.span.begin - done);
      if (between.find_first_of(" \t\r\n") != std::string_view::npos || between.find("\u00A0") != std::string_view::npos) blank = true;
      else
        for (std::size_t k = 0; k < between.size(); ++k) append(between[k], done + static_cast<std::uint32_t>(k), 1);
    }
    done = unit.span.end;
    if (unit.skippable) {
      blank = true;
      continue;
    }
    if (blank && !view.text.empty()) append(' ', unit.span.begin, 0);
    blank = false;
    for (std::uint32_t at = unit.span.begin; at < unit.span.end;) {
      if (text.substr(at).starts_with(kTypographicApostrophe)) {
        append('\'', at, kTypographicApostrophe.size());
        at += static_cast<std::uint32_t>(kTypographicApostrophe.size());
      } else {
        append(text[at], at, 1);
        ++at;
      }
    }
  }
  return view;
}

std::optional<RegexRefusal> refusal_of(const std::string& pattern) {
  if (pattern.size() > kLongestRegex)
    return RegexRefusal{fmt::format("a regular expression of at most {} bytes", kLongestRegex), fmt::format("{}", pattern.size())};
  const re2::RE2 expression(pattern, options());
  if (!expression.ok()) return RegexRefusal{"a regular expression that RE2 knows (it has no look-around and no back-references)", expression.error()};
  if (expression.ProgramSize() > kLargestRegexProgram || expression.ReverseProgramSize() > kLargestRegexProgram)
    return RegexRefusal{fmt::format("a regular expression of at most {} RE2 instructions (smaller repeat counts help)", kLargestRegexProgram),
                        fmt::format("{}", std::max(expression.ProgramSize(), expression.ReverseProgramSize()))};
  return std::nullopt;
}

struct RegexSet::Impl {
  std::vector<std::unique_ptr<re2::RE2>> expressions;
  std::vector<std::string> patterns;
  std::vector<Place> places;
  std::vector<Problem> problems;
  std::unique_ptr<re2::FilteredRE2> filter = std::make_unique<re2::FilteredRE2>(kShortestAtom);
  std::vector<std::string> pieces;
  std::vector<std::vector<std::uint32_t>> atom_pieces;  // by atom: the pieces it needs
};

RegexSet::RegexSet() : impl_(std::make_unique<Impl>()) {}
RegexSet::~RegexSet() = default;
std::size_t RegexSet::size() const { return impl_->expressions.size(); }

void RegexSet::add(const std::string& pattern, const Place& place) {
  if (std::optional<RegexRefusal> refusal = refusal_of(pattern)) {
    impl_->problems.push_back({place, std::move(refusal->expected), std::move(refusal->found)});
    return;
  }
  int number = 0;
  if (impl_->filter->Add(pattern, options(), &number) != re2::RE2::NoError) {
    impl_->problems.push_back({place, "a regular expression", "one that cannot be prefiltered"});
    return;
  }
  impl_->expressions.push_back(std::make_unique<re2::RE2>(pattern, options()));
  impl_->patterns.push_back(pattern);
  impl_->places.push_back(place);
}

void RegexSet::compile() {
  if (!impl_->problems.empty()) throw Errors(std::move(impl_->problems));
  if (impl_->expressions.empty()) return;
  std::vector<std::string> atoms;
  impl_->filter->Compile(&atoms);
  std::map<std::string, std::uint32_t> numbers;
  for (const std::string& atom : atoms) {
    std::vector<std::uint32_t> needed;
    for (std::string& piece : pieces_of(atom)) {
      const auto [known, is_new] = numbers.emplace(piece, static_cast<std::uint32_t>(impl_->pieces.size()));
      if (is_new) impl_->pieces.push_back(std::move(piece));
      needed.push_back(known->second);
    }
    impl_->atom_pieces.push_back(std::move(needed));
  }
}

std::vector<std::uint32_t> RegexSet::pieces_in(std::string_view form) const {
  std::vector<std::uint32_t> found;
  if (impl_->pieces.empty()) return found;
  const std::string lower = folded(form);
  const bool beyond_ascii = std::ranges::any_of(lower, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  for (std::uint32_t i = 0; i < impl_->pieces.size(); ++i)
    if (beyond_ascii || lower.find(impl_->pieces[i]) != std::string::npos) found.push_back(i);
  return found;
}

std::vector<int> RegexSet::candidates(const std::vector<std::uint32_t>& pieces) const {
  std::vector<int> result;
  if (impl_->expressions.empty()) return result;
  std::vector<int> atoms;
  for (std::size_t atom = 0; atom < impl_->atom_pieces.size(); ++atom)
    if (std::ranges::all_of(impl_->atom_pieces[atom], [&](std::uint32_t piece) { return std::ranges::find(pieces, piece) != pieces.end(); }))
      atoms.push_back(static_cast<int>(atom));
  impl_->filter->AllPotentials(atoms, &result);
  std::ranges::sort(result);
  return result;
}

std::vector<Span> RegexSet::find(std::size_t number, const IntendedView& view) const {
  if (view.text.size() > kLongestRegexScope)
    throw Errors({impl_->places[number], fmt::format("a scope of at most {} bytes for the regular expression '{}'", kLongestRegexScope, impl_->patterns[number]),
                  fmt::format("{} bytes without an end of a sentence", view.text.size())});
  std::vector<Span> found;
  const re2::StringPiece text(view.text);
  for (std::size_t at = 0; at <= view.text.size();) {
    re2::StringPiece match;
    if (!impl_->expressions[number]->Match(text, at, view.text.size(), re2::RE2::UNANCHORED, &match, 1)) break;
    const auto begin = static_cast<std::size_t>(match.data() - view.text.data());
    const std::size_t end = begin + match.size();
    if (end > begin) found.push_back({view.begin[begin], view.end[end - 1]});
    at = end > begin ? end : end + 1;
  }
  return found;
}

}  // namespace attune
