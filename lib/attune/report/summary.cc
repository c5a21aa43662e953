// The text tables of `attune code`.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "attune/report/coded.h"
#include "attune/report/escape.h"
#include "attune/report/wrap.h"

namespace attune {
namespace {

/// An index over all transcripts.
struct IndexSum {
  std::string title;
  std::size_t order = 0;
  std::uint64_t count = 0, words = 0, opportunities = 0;
  std::size_t transcripts = 0;  // with at least one passage
  std::size_t counted = 0;      // in which its rules were applied
};

std::string thousands(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

}  // namespace

SummaryRow summary_row(const CodedTranscript& coded) {
  SummaryRow row{coded.transcript.id, participant_words(coded.transcript), coded.transcript.turns.size(), coded.transcript.sections.size(), 0, 0, 0,
                 coded.indices, coded.transcript.warnings};
  for (const Coding& coding : coded.codings)
    for (const Mark& mark : coding.marks) {
      ++row.marks;
      row.away += mark.polarity == Polarity::away;
      row.toward += mark.polarity == Polarity::toward;
    }
  return row;
}

void write_summary(std::ostream& out, const std::vector<SummaryRow>& rows) {
  out << fmt::format("{:<22} {:>9} {:>6} {:>8} {:>6} {:>6} {:>7} {:>8}\n", "transcript", "words", "turns", "sections", "marks", "away", "toward", "warnings");
  std::uint64_t words = 0;
  std::map<std::string, IndexSum> sums;
  for (const SummaryRow& row : rows) {
    out << fmt::format("{:<22} {:>9} {:>6} {:>8} {:>6} {:>6} {:>7} {:>8}\n", shortened(row.transcript, 22), thousands(row.words), row.turns, row.sections, row.marks,
                       row.away, row.toward, row.warnings.size());
    words += row.words;
    for (const IndexValue& index : row.indices) {
      const auto [entry, is_new] = sums.emplace(index.id, IndexSum{});
      if (is_new) entry->second.order = sums.size(), entry->second.title = index.title;
      if (index.is_suppressed) continue;
      ++entry->second.counted;
      entry->second.count += index.count;
      entry->second.words += index.words;
      entry->second.opportunities += index.opportunities;
      entry->second.transcripts += index.count > 0;
    }
  }
  if (sums.empty()) return;
  std::vector<std::pair<std::string, IndexSum>> ordered(sums.begin(), sums.end());
  std::ranges::sort(ordered, {}, [](const auto& entry) { return entry.second.order; });
  out << fmt::format("\n{:<33} {:>9} {:>12} {:>11} {:>11}\n", "index", "passages", "per 1,000", "per 100", "in");
  out << fmt::format("{:<33} {:>9} {:>12} {:>11} {:>11}\n", "", "", "words", "responses", "transcripts");
  for (const auto& [id, sum] : ordered) {
    const std::string rate = sum.words == 0 ? "-" : fmt::format("{:.2f}", 1000.0 * static_cast<double>(sum.count) / static_cast<double>(sum.words));
    const std::string share = sum.opportunities == 0 ? "-" : fmt::format("{:.1f}", 100.0 * static_cast<double>(sum.count) / static_cast<double>(sum.opportunities));
    out << fmt::format("{:<33} {:>9} {:>12} {:>11} {:>11}\n", shortened(id, 33), sum.counted == 0 ? "-" : std::to_string(sum.count), rate, share,
                       fmt::format("{}/{}", sum.transcripts, sum.counted));
  }
  out << '\n'
      << wrapped(fmt::format("Passages found by written rules in {} words of the participant{}; not a coherence rating and not a classification. "
                             "\"--format jsonl\" shows every passage.",
                             thousands(words), rows.size() == 1 ? "" : "s"),
                 0);
}

}  // namespace attune
