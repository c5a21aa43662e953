// The text tables of `attune code`.
#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "attune/report/coded.h"
#include "attune/report/escape.h"
#include "attune/report/wrap.h"

namespace attune {
namespace {

std::string thousands(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

}  // namespace

void add_to_summary(Summary& summary, const CodedTranscript& coded) {
  SummaryRow row{coded.transcript.id, participant_words(coded.transcript), coded.transcript.turns.size(), coded.transcript.sections.size(), 0, 0, 0,
                 coded.transcript.warnings.size()};
  for (const Coding& coding : coded.codings)
    for (const Mark& mark : coding.marks) {
      ++row.marks;
      row.away += mark.polarity == Polarity::away;
      row.toward += mark.polarity == Polarity::toward;
    }
  summary.rows.push_back(std::move(row));
  for (const IndexValue& index : coded.indices) {
    IndexSum& sum = summary.indices.try_emplace(index.id, IndexSum{.order = summary.indices.size()}).first->second;
    if (index.is_suppressed) continue;
    ++sum.counted;
    sum.count += index.count;
    sum.words += index.words;
    sum.opportunities += index.opportunities;
    sum.transcripts += index.count > 0;
  }
}

void write_summary(std::ostream& out, const Summary& summary) {
  out << fmt::format("{:<22} {:>9} {:>6} {:>8} {:>6} {:>6} {:>7} {:>8}\n", "transcript", "words", "turns", "sections", "marks", "away", "toward", "warnings");
  std::uint64_t words = 0;
  for (const SummaryRow& row : summary.rows) {
    out << fmt::format("{:<22} {:>9} {:>6} {:>8} {:>6} {:>6} {:>7} {:>8}\n", shortened(row.transcript, 22), thousands(row.words), row.turns, row.sections, row.marks,
                       row.away, row.toward, row.warnings);
    words += row.words;
  }
  if (summary.indices.empty()) return;
  std::vector<std::pair<std::string, IndexSum>> ordered(summary.indices.begin(), summary.indices.end());
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
                             thousands(words), summary.rows.size() == 1 ? "" : "s"),
                 0);
}

}  // namespace attune
