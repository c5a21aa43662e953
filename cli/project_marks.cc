#include "cli/project_marks.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "attune/text/unicode.h"
#include "attune/text/visible.h"

namespace attune::cli {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::string_view kBlank = " \t\r\n";

bool is_by_rules(const RefiMark& mark) { return !mark.marker.empty() || is_codebook(mark.user); }

const Code* code_of(const RefiMark& mark, const std::vector<Code>& codes) {
  const auto find = [&](auto&& is) {
    const auto found = std::ranges::find_if(codes, is);
    return found == codes.end() ? nullptr : &*found;
  };
  if (const Code* code = find([&](const Code& one) { return one.id == mark.code; })) return code;
  if (const Code* code = find([&](const Code& one) { return !mark.parent.empty() && one.id == mark.parent + "." + mark.code; })) return code;
  const std::string title = folded(mark.code);
  return find([&](const Code& one) { return !one.title.empty() && folded(one.title) == title; });
}

/// What stands at the end of a text besides words.
std::size_t end_of_words(std::string_view text) {
  const std::size_t last = text.find_last_not_of(kBlank);
  return last == std::string_view::npos ? 0 : last + 1;
}

}  // namespace

std::set<std::string> people_in(const RefiProject& project) {
  std::set<std::string> people;
  for (const RefiSource& source : project.sources)
    for (const RefiMark& mark : source.marks)
      if (!is_by_rules(mark)) people.insert(mark.user);
  return people;
}

std::vector<std::uint32_t> same_text(std::string_view source, std::string_view text) {
  std::vector<std::uint32_t> places;
  places.reserve(source.size() + 1);
  const std::size_t source_end = end_of_words(source), text_end = end_of_words(text);
  std::size_t s = 0, t = text.starts_with(kBom) ? kBom.size() : 0;
  if (source.starts_with(kBom))
    for (; s < kBom.size(); ++s) places.push_back(static_cast<std::uint32_t>(t));
  const auto is_end = [](std::string_view of, std::size_t at) { return of[at] == '\r' && at + 1 < of.size() && of[at + 1] == '\n'; };
  for (; s < source_end; ++s) {
    if (is_end(source, s)) {
      places.push_back(static_cast<std::uint32_t>(t));
      continue;
    }
    if (t < text_end && is_end(text, t)) ++t;
    const bool is_line_end = source[s] == '\n' || source[s] == '\r';
    if (t >= text_end || (source[s] != text[t] && !(is_line_end && (text[t] == '\n' || text[t] == '\r')))) return {};
    places.push_back(static_cast<std::uint32_t>(t++));
  }
  if (t != text_end) return {};
  while (places.size() <= source.size()) places.push_back(static_cast<std::uint32_t>(t));
  return places;
}

ProjectMarks marks_of(const RefiSource& source, const std::string& user, const Transcript& transcript, const std::vector<Code>& codes, const std::string& file) {
  const std::vector<std::uint32_t> places = same_text(source.text, transcript.text);
  if (places.empty()) throw Errors(Problem{{file, 0, 0}, fmt::format("the text of {} as the study has it", visible(transcript.id)), "another text; nothing of it was taken in"});
  ProjectMarks result;
  RefiSource theirs{source.name, transcript.text, {}, {}};
  for (const RefiMark& mark : source.marks) {
    if (mark.user != user || is_by_rules(mark)) continue;
    const Span span{places[mark.span.begin], places[mark.span.end]};
    const Place place{file, line_at(transcript, span.begin), 0};
    const auto refuse = [&](std::string expected, std::string found) {
      const std::size_t begin = count_code_points(std::string_view(source.text).substr(0, mark.span.begin));
      result.problems.push_back({place, fmt::format("{} (characters {} to {} of the source)", expected, begin, begin + count_code_points(slice(source.text, mark.span))), std::move(found)});
    };
    const Code* code = code_of(mark, codes);
    if (code == nullptr) {
      refuse("a code of the study's codebooks, by id or title", fmt::format("\"{}\"", visible(mark.code)));
      continue;
    }
    RefiMark known = mark;
    known.span = span;
    known.code = code->id;
    known.parent = code->parent;
    const std::size_t before = theirs.marks.size();
    theirs.marks.push_back(std::move(known));
    if (codings_of({source.name, "", {theirs.marks.back()}, {}}, transcript).outside == 0) continue;
    refuse("a passage that begins in a turn", "one between turns");
    theirs.marks.resize(before);
  }
  for (Coding& coding : codings_of(theirs, transcript).codings) result.marks.insert(result.marks.end(), coding.marks.begin(), coding.marks.end());
  std::ranges::stable_sort(result.marks, mark_order);
  // One passage coded twice with one code is one mark.
  const auto is_same = [](const Mark& a, const Mark& b) { return a.span == b.span && a.code == b.code && a.subcode == b.subcode; };
  result.marks.erase(std::unique(result.marks.begin(), result.marks.end(), is_same), result.marks.end());
  return result;
}

}  // namespace attune::cli
