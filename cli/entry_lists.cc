#include "cli/entry_lists.h"

#include <algorithm>

#include <fmt/format.h>

#include "attune/report/conference.h"
#include "attune/report/escape.h"
#include "attune/report/wrap.h"
#include "attune/text/numbered_lines.h"

namespace attune::cli::entry {
namespace {

constexpr int kMostLinesShown = 12;

bool is_missing(const SheetRow& row, const std::vector<SheetRow>& rows) {
  if (is_rated(row.rating)) return false;
  return row.rating.target.kind != TargetKind::event || std::ranges::none_of(rows, [&](const SheetRow& other) {
           return other.rating.scale == row.rating.scale && other.rating.target.kind == TargetKind::none && is_rated(other.rating);
         });
}

std::string standing(const SheetRow& row) {
  const std::string value = is_rated(row.rating) ? said(row.rating) : "--";
  return row.rating.target.id.empty() ? value : row.rating.target.id + " " + value;
}

/// Evidence lines, with the first words of each, and the note.
std::string evidence_page(const std::string& lines, const std::string& note, const Pages& pages) {
  std::string text;
  if (!lines.empty()) text += wrapped("lines " + terminal_safe(lines), 4);
  int shown = 0;
  for (const LineRange& range : parse_line_ranges(lines).value_or(std::vector<LineRange>{}))
    for (int line = range.first; line <= std::min(range.last, pages.lines()) && shown < kMostLinesShown; ++line, ++shown) text += pages.first_row(line) + '\n';
  if (!note.empty()) text += wrapped("note: " + terminal_safe(note), 4);
  return text;
}

}  // namespace

std::string in_words(const std::string& scale, const Target& target) { return target.id.empty() ? scale : scale + " " + target.id; }

bool is_rated(const Rating& rating) { return rating.value || rating.reason || !rating.category.empty(); }

std::size_t missing_of(const std::vector<SheetRow>& rows) {
  return static_cast<std::size_t>(std::ranges::count_if(rows, [&](const SheetRow& row) { return is_missing(row, rows); }));
}

std::string scales_page(const std::vector<Scale>& scales, const std::vector<SheetRow>& rows, bool only_missing) {
  std::string page;
  for (const Scale& scale : scales) {
    std::string standings;
    for (const SheetRow& row : rows)
      if (row.rating.scale == scale.id && (!only_missing || is_missing(row, rows))) standings += (standings.empty() ? "" : ", ") + standing(row);
    if (standings.empty()) continue;
    page += wrapped(fmt::format("{} - {}: {}", scale.id, terminal_safe(scale.title), range_in_words(scale)), 2) + wrapped(standings, 6);
  }
  const std::size_t missing = missing_of(rows);
  return page + fmt::format("{} to rate, {} of them missing (--)\n", rows.size(), missing);
}

std::string scale_page(const Scale& scale, const About& about, const std::vector<SheetRow>& rows, const std::vector<Jotting>& jottings,
                       const Pages& pages) {
  std::string page = wrapped(fmt::format("{} - {}", scale.id, terminal_safe(scale.title)), 2) + wrapped(scale.definition, 4) +
                     wrapped(range_in_words(scale) + "; or cannot_rate, not_applicable, not_asked, inaudible", 4);
  for (const SheetRow& row : rows) {
    if (row.rating.scale != about.scale || (about.target.kind != TargetKind::none && row.rating.target != about.target)) continue;
    page += wrapped(standing(row), 2);
    Jotting evidence{"", {}, row.rating.lines, row.rating.note};
    if (!is_rated(row.rating))
      for (const Jotting& jotting : jottings)
        if (jotting.scale == row.rating.scale && jotting.target == row.rating.target) evidence = jotting;
    page += evidence_page(evidence.lines, evidence.note, pages);
  }
  return page;
}

std::string help_text() {
  return "  Enter          the next page; \"back\" the one before\n"
         "  120            the page from line 120\n"
         "  /word          the next line with it; \"n\" the one after\n"
         "  scales         all scales with what is rated; \"missing\" what is not yet\n"
         "  ? coh_mind     what a scale is, and your rating, lines and note\n"
         "  coh_mind 5.5   a rating; with a person or an event: loving mother 6,\n"
         "                 u_loss loss_1 3; another person: loving figure:gran 4\n"
         "  coh_mind cannot_rate   or not_applicable, not_asked, inaudible\n"
         "  lines coh_mind 12-20, 31     evidence lines; - takes them away\n"
         "  note coh_mind the words      a note; - takes it away\n"
         "  undo           takes back what was entered last\n"
         "  check          questions about the ratings; they stop nothing\n"
         "  submit         done; later changes need a reason (--reason)\n"
         "  lock           done for good, asked once more\n"
         "  quit           all is stored; the same command goes on\n";
}

}  // namespace attune::cli::entry
