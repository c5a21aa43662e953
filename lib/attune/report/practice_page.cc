#include "attune/report/practice_page.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "attune/report/escape.h"
#include "attune/report/html.h"
#include "attune/report/statistic_lines.h"
#include "attune/report/wrap.h"

namespace attune {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kCertifiesNobody =
    "For practice only. This certifies nobody: it is no reliability test for the Adult Attachment Interview, for "
    "reflective functioning or for the DMM, and takes the place of none.";

std::string share(std::size_t part, std::size_t whole) {
  return whole == 0 ? "-" : fmt::format("{:.0f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string name_of(const PracticeTable& table) {
  return table.target.empty() ? table.name : table.name + " " + table.target;
}

std::string number(const std::optional<double>& value) {
  if (!value) return "-";
  return fmt::format("{:.2f}", std::abs(*value) < 0.005 ? 0.0 : *value);
}

std::string interval(const Statistic& statistic) {
  if (!statistic.ci_low || !statistic.ci_high) return "-";
  return number(statistic.ci_low) + " to " + number(statistic.ci_high);
}

std::string verdict(const Practice& practice, const PracticeTotals& totals) {
  return !practice.cut ? "-" : is_met(totals, *practice.cut) ? "met" : "not met";
}

void write_rounds(std::ostream& out, const Practice& practice) {
  out << fmt::format("  {:>5} {:>10} {:>8} {:>9} {:>16} {:>14} {:>8}\n", "round", "interviews", "assisted", "ratings",
                     fmt::format("within {:g}", practice.tolerance), "class4 equal", "your cut");
  for (const PracticeRound& round : practice.rounds) {
    const PracticeTotals totals = totals_of(round);
    out << fmt::format("  {:>5} {:>10} {:>8} {:>9} {:>16} {:>14} {:>8}\n", round.round, round.transcripts,
                       round.assisted, totals.ratings, share(totals.within, totals.ratings),
                       totals.classes == 0 ? "-" : fmt::format("{} of {}", totals.classes_equal, totals.classes),
                       verdict(practice, totals));
  }
}

void write_matrix(std::ostream& out, const PracticeTable& table) {
  out << fmt::format("  {}: gold down, rater across\n  {:<8}", table.name, "");
  for (const std::string& category : table.table.categories) out << fmt::format(" {:>6.6}", category);
  out << "\n";
  const std::size_t n = table.table.categories.size();
  std::vector<std::size_t> counts(n * n, 0);
  for (std::size_t unit = 0; unit < table.table.units.size(); ++unit) {
    const std::int32_t gold = table.table.cell(unit, 0);
    const std::int32_t own = table.table.cell(unit, 1);
    if (gold != kMissing && own != kMissing) ++counts[static_cast<std::size_t>(gold) * n + static_cast<std::size_t>(own)];
  }
  for (std::size_t gold = 0; gold < n; ++gold) {
    out << fmt::format("  {:<8.8}", table.table.categories[gold]);
    for (std::size_t own = 0; own < n; ++own) out << fmt::format(" {:>6}", counts[gold * n + own]);
    out << "\n";
  }
}

void write_round(std::ostream& out, const Practice& practice, const PracticeRound& round) {
  out << fmt::format("\nRound {}\n", round.round);
  out << fmt::format("  {:<24} {:>4} {:>6} {:>9} {:>6} {:>22}\n", "", "n", "equal",
                     fmt::format("within {:g}", practice.tolerance), "bias", "ICC, kappa (95 %)");
  for (const PracticeTable& table : round.tables)
    out << fmt::format("  {:<24} {:>4} {:>6} {:>9} {:>6} {:>6} {:>15}\n", shortened(name_of(table), 24), table.paired,
                       share(table.equal, table.paired), share(table.within, table.paired), number(table.bias),
                       number(table.agreement.value), interval(table.agreement));
  for (const PracticeTable& table : round.tables)
    if (table.compared == Compared::derived_class && (table.name == "class4" || table.name == "class3_forced")) {
      out << "\n";
      write_matrix(out, table);
    }
}

void write_legend(std::ostream& out) {
  out << "\n" << wrapped("bias: mean of rater minus gold, in points. ICC: ICC(A,1) of scales; kappa: Cohen's, of classes; with "
                 "their 95 % intervals, which few interviews leave wide. "
                 "assisted: codings that were locked after the rater had been shown others' values.",
                 0);
}

Json json_of(const PracticeTable& table) {
  return {{"compared", compared_name(table.compared)},
          {"name", table.name},
          {"target", table.target},
          {"n", table.paired},
          {"equal", table.equal},
          {"within", table.within},
          {"bias", table.bias ? Json(*table.bias) : Json(nullptr)},
          {"agreement", json_of(table.agreement)}};
}

void write_body(std::ostream& out, const Practice& practice) {
  if (practice.rounds.empty()) out << "  No interview is locked by both.\n";
  else write_rounds(out, practice);
  for (const PracticeRound& round : practice.rounds) write_round(out, practice, round);
  if (!practice.rounds.empty()) write_legend(out);
  out << "\nAttempts\n";
  for (const PracticeAttempt& attempt : practice.attempts)
    out << wrapped(fmt::format("{}  {}", attempt.at.substr(0, 16), terminal_safe(attempt.what)), 2);
  if (practice.attempts.empty()) out << "  none\n";
}

std::string title_of(const Practice& practice) {
  return fmt::format("Practice of {} against gold {}", practice.rater, practice.gold);
}

std::string cut_words(const Practice& practice) {
  if (!practice.cut) return "";
  return fmt::format("Your own cut: {:g} % of ratings within {:g}, and of class4 equal.", 100 * *practice.cut,
                     practice.tolerance);
}

}  // namespace

void write_practice_text(std::ostream& out, const Practice& practice) {
  out << title_of(practice) << "\n\n" << wrapped(kCertifiesNobody, 2) << "\n";
  if (practice.cut) out << wrapped(cut_words(practice), 2) << "\n";
  write_body(out, practice);
}

void write_practice_html(std::ostream& out, const Practice& practice) {
  std::ostringstream body;
  write_body(body, practice);
  out << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      << fmt::format("<title>{}</title>\n", html_text(title_of(practice)))
      << "<style>body { font-family: sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em; }\n"
         "pre { font-family: monospace; overflow-x: auto; }\nstrong { display: block; border: 1px solid; padding: 1em; }"
         "</style>\n</head>\n<body>\n<main>\n"
      << fmt::format("<h1>{}</h1>\n<p><strong>{}</strong></p>\n", html_text(title_of(practice)), kCertifiesNobody);
  if (practice.cut) out << fmt::format("<p>{}</p>\n", html_text(cut_words(practice)));
  out << "<pre>\n" << html_text(body.str()) << "</pre>\n</main>\n</body>\n</html>\n";
}

void write_practice_json(std::ostream& out, const Practice& practice) {
  Json rounds = Json::array();
  for (const PracticeRound& round : practice.rounds) {
    const PracticeTotals totals = totals_of(round);
    Json tables = Json::array();
    for (const PracticeTable& table : round.tables) tables.push_back(json_of(table));
    rounds.push_back({{"round", round.round},
                      {"n_transcripts", round.transcripts},
                      {"n_assisted", round.assisted},
                      {"n_ratings", totals.ratings},
                      {"within", totals.within},
                      {"n_classes", totals.classes},
                      {"classes_equal", totals.classes_equal},
                      {"cut_met", practice.cut ? Json(is_met(totals, *practice.cut)) : Json(nullptr)},
                      {"tables", tables}});
  }
  Json attempts = Json::array();
  for (const PracticeAttempt& attempt : practice.attempts) attempts.push_back({{"at", attempt.at}, {"what", attempt.what}});
  const Json result = {{"note", kCertifiesNobody},
                       {"rater", practice.rater},
                       {"gold", practice.gold},
                       {"tolerance", practice.tolerance},
                       {"cut", practice.cut ? Json(*practice.cut) : Json(nullptr)},
                       {"rounds", rounds},
                       {"attempts", attempts}};
  out << result.dump(2) << "\n";
}

}  // namespace attune
