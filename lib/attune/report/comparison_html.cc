// The page on a study's raters: its frame, first screen, and coefficients as charts and tables.
#include <algorithm>
#include <functional>
#include <map>

#include <fmt/format.h>

#include "attune/report/comparison.h"
#include "attune/report/comparison_parts.h"
#include "attune/report/html.h"
#include "attune/report/interview_quality.h"
#include "attune/report/methods_words.h"
#include "attune/report/statistic_lines.h"

namespace attune {
namespace {

constexpr std::string_view kNone = "&ndash;";
constexpr std::size_t kFewUnits = 30;
constexpr double kNearlyAll = 0.9;

std::string number(const Statistic* statistic) {
  return statistic == nullptr || !statistic->value ? std::string(kNone) : decimals(statistic->value);
}

std::string interval(const Statistic* statistic) {
  if (statistic == nullptr || !statistic->ci_low || !statistic->ci_high) return std::string(kNone);
  return decimals(statistic->ci_low) + " to " + decimals(statistic->ci_high);
}

/// Why alpha or its interval is missing, in words.
std::string alpha_note(const Comparison& row) {
  const Statistic* alpha = alpha_of(row);
  if (alpha != nullptr && !alpha->value) return alpha->reason == "no variation" ? "no alpha: all ratings are the same" : "no alpha: " + alpha->reason;
  if (alpha != nullptr && alpha_interval_of(row) == nullptr) return row.paired_units < 2 ? "no interval: one unit only" : "no interval: too few resamples have a value";
  return "";
}

/// Why a coefficient is missing, and what it rests on where n does not say it.
std::string note(const Comparison& row) {
  const std::string of_alpha = alpha_note(row), of_icc = icc_note(row);
  return of_alpha + (of_alpha.empty() || of_icc.empty() ? "" : "; ") + of_icc;
}

/// Without its folder, which may tell more than a page should.
std::string study_name(const ComparisonHeading& heading) { return heading.study.substr(heading.study.rfind('/') + 1); }

struct Column {
  std::string title;
  std::function<std::string(const Comparison&)> cell;  // safe markup
  bool in_chart = false;                               // a coefficient, whose interval stands in the column after it
  std::function<const Statistic*(const Comparison&)> of = nullptr, interval = nullptr;
};

std::vector<Column> coefficient(std::string title, std::function<const Statistic*(const Comparison&)> of, std::function<const Statistic*(const Comparison&)> interval_of_it) {
  return {{std::move(title), [of](const Comparison& row) { return number(of(row)); }, true, of, interval_of_it},
          {"95 % interval", [interval_of_it](const Comparison& row) { return interval(interval_of_it(row)); }}};
}

void append(std::vector<Column>& to, const std::vector<Column>& more) { to.insert(to.end(), more.begin(), more.end()); }

std::vector<Column> columns_of(Group group, Compared compared) {
  std::vector<Column> columns = {{"n", [](const Comparison& row) { return std::to_string(row.paired_units); }}};
  if (group == Group::rules_and_people && compared == Compared::code) {
    const auto recall = [](const Comparison& row) { return find_of(row, "recall", {}); };
    const auto precision = [](const Comparison& row) { return find_of(row, "precision", {}); };
    columns.push_back({"marked by the person", [](const Comparison& row) { return marked_by_person(row); }});
    append(columns, coefficient("Recall", recall, recall));
    append(columns, coefficient("Precision", precision, precision));
    return columns;
  }
  columns.push_back({"equal", [](const Comparison& row) { return number(equal_of(row)); }});
  if (compared == Compared::scale) columns.push_back({"within 1", [](const Comparison& row) { return number(within_one_of(row)); }});
  else columns.push_back({"Cohen's kappa", [](const Comparison& row) { const std::string range = kappa_range(row); return range == "-" ? std::string(kNone) : range; }});
  append(columns, coefficient("Krippendorff's alpha", alpha_of, alpha_interval_of));
  if (compared == Compared::scale) append(columns, coefficient("ICC", icc_of, icc_of));
  return columns;
}

/// A table, and where anything in it has a value a chart of it.
void write_rows(std::ostream& out, const std::vector<const Comparison*>& rows, const std::vector<Column>& columns, const std::string& caption, const std::string& id,
                const std::map<const Comparison*, std::string>& links) {
  const auto has_value = [&](const Column& column) {
    return column.in_chart && std::ranges::any_of(rows, [&](const Comparison* row) { return column.of(*row) != nullptr && column.of(*row)->value && interval(column.interval(*row)) != kNone; });
  };
  std::string choices;
  for (std::size_t c = 0; c < columns.size(); ++c)
    if (has_value(columns[c])) choices += fmt::format("<option value=\"{}\">{}</option>", c + 1, columns[c].title);
  if (choices.empty()) out << "<p>No coefficient has a value and an interval here, so there is no chart; the table says why.</p>\n";
  else
    out << fmt::format("<p hidden><label for=\"{0}-which\">Chart of </label><select id=\"{0}-which\" data-chooser=\"1\">{1}</select></p>\n"
                       "<div class=\"chart\" data-chart=\"forest\" data-table=\"{0}\" data-chooser=\"{0}-which\" data-least=\"1\" hidden></div>\n", id, choices);
  begin_table(out, caption, fmt::format("id=\"{}\"", id));
  out << "<thead><tr><th scope=\"col\">What</th>";
  for (const Column& column : columns) out << "<th scope=\"col\" class=\"n\">" << column.title << "</th>";
  out << "<th scope=\"col\">Note</th></tr></thead>\n<tbody>\n";
  for (const Comparison* row : rows) {
    const auto link = links.find(row);
    const std::string name = html_text(compared_words(*row));
    out << "<tr><th scope=\"row\">" << (link == links.end() ? name : fmt::format("<a href=\"#{}\">{}</a>", link->second, name)) << "</th>";
    for (const Column& column : columns) out << "<td class=\"n\">" << column.cell(*row) << "</td>";
    out << "<td>" << html_text(note(*row)) << "</td></tr>\n";
  }
  out << "</tbody>";
  end_table(out);
}

/// The comparisons of one group by the raters they are of: people once, pairs each by themselves.
std::vector<std::vector<std::string>> raters_in(std::span<const Comparison> comparisons, Group group) {
  std::vector<std::vector<std::string>> result;
  for (const Comparison& comparison : comparisons)
    if (comparison.group == group && std::ranges::find(result, comparison.raters) == result.end()) result.push_back(comparison.raters);
  return result;
}

std::string_view plural(UnitKind unit) {
  switch (unit) {
    case UnitKind::transcript: return "interviews";
    case UnitKind::turn: return "turns";
    case UnitKind::sentence: return "sentences";
    case UnitKind::section: return "sections";
  }
  return "";
}

class Page {
 public:
  Page(std::ostream& out, const ComparisonHeading& heading, std::span<const Comparison> comparisons) : out_(out), heading_(heading), comparisons_(comparisons) {
    for (const Comparison& comparison : comparisons_)
      if (comparison.compared != Compared::code && (comparison.group == Group::people || comparison.group == Group::over_rounds))
        links_[&comparison] = fmt::format("two-{}", links_.size() + 1);
  }

  void first() {
    const LeftOut& left = heading_.left_out;
    const Resampling& resampling = heading_.options.resampling;
    out_ << fmt::format("<section id=\"first\">\n<h1>Agreement of the raters in {}</h1>\n<p class=\"lead\">How far people who rated the same interviews agree, and where they do not. "
                        "Agreement is not accuracy: two raters can agree and both be wrong.</p>\n", html_text(study_name(heading_)))
         << fmt::format("<p>{}{} of round {} are compared: locked, and made without help. Left out are {} draft, {} submitted, {} assisted (made after marks or others' values were seen), {} training cases and {} of other rounds.</p>\n",
                        counted(heading_.compared, "coding"), heading_.codings_by.empty() ? "" : " by " + html_text(in_a_row(raters_with_codings(heading_))), heading_.round, left.drafts, left.submitted,
                        left.assisted, left.training, left.other_rounds)
         << (heading_.raters.empty() ? "" : "<p>Raters: " + html_text(heading_.raters) + ".</p>\n")
         << fmt::format("<p>Intervals: percentiles of {} resamples of {}, seed {}; for the ICC by its formula, where interviews stand alone.</p>\n", resampling.resamples, html_text(resampling.what), resampling.seed);
    for (const Criterion& criterion : heading_.criteria)
      out_ << fmt::format("<p>Your own criterion {}: <b>{}</b>.</p>\n", html_text(criterion.text), criterion.is_met ? "met" : "not met");
    if (const std::string lacking = lacking_words(heading_, !comparisons_.empty(), "interview"); !lacking.empty()) out_ << "<p class=\"act\">" << lacking << "</p>\n";
    cautions();
    out_ << "</section>\n";
  }

  void people() {
    out_ << "<section id=\"people\">\n<h2>Coefficients and their intervals</h2>\n";
    const bool has_any = tables(Group::people, comparisons_, "people");
    if (has_any) out_ << "<p>What has no interval stands in a table only: one interview, or ratings that are all the same, show nothing of agreement.</p>\n";
    else out_ << "<p>No two people's codings of one interview are compared.</p>\n";
    out_ << "</section>\n";
  }

  void meanings() {
    out_ << "<section id=\"meaning\">\n<h2>What the numbers mean</h2>\n<dl class=\"quality\">\n"
            "<div><dt>n</dt><dd>Interviews (for codes: turns, sentences or sections, where these were asked for) with two ratings or more. A reason for no rating is none.</dd></div>\n"
            "<div><dt>equal, within 1</dt><dd>Share of the pairs of ratings of one interview that are the same, or at most a point apart. Easy to read, but chance alone gives some of it.</dd></div>\n"
            "<div><dt>Krippendorff's alpha</dt><dd>1: no disagreement; 0: as much as if ratings were dealt out by chance; below 0: more. On scales far apart counts for more than close by; classes and codes are the same or not.</dd></div>\n"
            "<div><dt>ICC</dt><dd>ICC(A,1), with --icc ebel ICC(1): share of the variance of single ratings that lies between interviews. It is lower where one rater scores higher throughout, and where interviews are alike. Where some raters rated fewer interviews it rests on those that all rated, unless another estimator was asked for; the note says how many these are.</dd></div>\n"
            "<div><dt>Cohen's kappa</dt><dd>As alpha, for each two raters with their own habits as chance; of several pairs the lowest and the highest.</dd></div>\n"
            "<div><dt>95 % interval</dt><dd>How far the coefficient would move with other interviews like these. Where it is wide, the value alone says little.</dd></div>\n"
            "<div><dt>Bias and limits</dt><dd>The mean of one rater's rating minus the other's, and the range in which 95 of 100 such differences are expected if they are spread like a bell (Bland and Altman).</dd></div>\n"
            "<div><dt>Recall, precision</dt><dd>Of rules against a person: the share of the person's units that rules marked too, and the share of the rules' units that the person marked too. The person is not always right.</dd></div>\n"
            "</dl>\n</section>\n";
  }

  void each_two() {
    out_ << "<section id=\"two\">\n<h2>Each two raters</h2>\n";
    if (links_.empty()) out_ << "<p>There is no scale or class that two people rated.</p>\n";
    else out_ << "<p>In a matrix, agreement stands on the diagonal. In a plot each ring is an interview (a larger one: several): to the right the mean of the two ratings, upwards how far the first is above the second. "
                 "The whole line is the bias, the broken ones are the limits.</p>\n";
    for (const Comparison& comparison : comparisons_)
      if (const auto link = links_.find(&comparison); link != links_.end()) {
        out_ << fmt::format("<section class=\"each\" aria-labelledby=\"{0}\"><h3 id=\"{0}\" tabindex=\"-1\">{1}{2}</h3>\n", link->second, html_text(compared_words(comparison)),
                            comparison.group == Group::over_rounds ? ", over rounds" : "");
        write_each_two(out_, comparison, link->second);
        out_ << "</section>\n";
      }
    out_ << "</section>\n";
  }

  void others() {
    std::size_t count = 0;
    for (const auto& [group, title] : {std::pair(Group::pairs, "Two people at a time"), {Group::over_rounds, "A rater with herself, over rounds"}, {Group::rules_and_people, "Rules against people"}, {Group::codebooks, "Codebooks"}}) {
      const auto of = raters_in(comparisons_, group);
      if (of.empty()) continue;
      out_ << fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n", group_name(group), title);
      for (const std::vector<std::string>& raters : of) {
        out_ << "<h3>" << html_text(in_a_row(raters)) << "</h3>\n";
        tables(group, comparisons_, fmt::format("other-{}", ++count), &raters);
      }
      out_ << "</section>\n";
    }
  }

  [[nodiscard]] bool has(Group group) const { return std::ranges::any_of(comparisons_, [&](const Comparison& c) { return c.group == group; }); }

 private:
  void cautions() {
    std::vector<std::string> lines;
    const LeftOut& left = heading_.left_out;
    const auto few = std::ranges::count_if(comparisons_, [](const Comparison& c) { return fewest_units(c) < kFewUnits; });
    if (few > 0) lines.push_back(fmt::format("{} fewer than {} units: read the intervals there, not the values.", few == std::ranges::ssize(comparisons_) ? "All of this rests on" : fmt::format("{} of {} tables rest on", few, comparisons_.size()), kFewUnits));
    std::vector<std::string> lopsided;
    for (const Comparison& comparison : comparisons_) {
      if (comparison.group != Group::people) continue;
      std::size_t all = 0, most = 0;
      for (const auto& [category, count] : comparison.base_rates) all += count, most = std::max(most, count);
      if (all > 0 && static_cast<double>(most) > kNearlyAll * static_cast<double>(all)) lopsided.push_back(compared_words(comparison));
    }
    constexpr std::size_t kMostNamed = 6;
    if (lopsided.size() > kMostNamed) {
      const std::size_t more = lopsided.size() - kMostNamed;
      lopsided.resize(kMostNamed);
      lopsided.push_back(fmt::format("{} more", more));
    }
    if (!lopsided.empty()) lines.push_back(fmt::format("One category has more than 90 % of the ratings in {}: kappa and alpha can be low there although raters agree nearly always.", in_a_row(lopsided)));
    if (left.other_versions > 0) lines.push_back(fmt::format("Marks of {} are not compared: they are of another version of the transcript.", counted(left.other_versions, "coding")));
    if (left.without_sections > 0) lines.push_back(fmt::format("Marks of {} are compared by whole interviews only, not by section: the text is not in the study.", counted(left.without_sections, "coding")));
    if (left.without_text > 0) lines.push_back(fmt::format("Marks of {} are not compared: the text is not in the study.", counted(left.without_text, "coding")));
    lines.emplace_back("Not for raters who have not locked their own coding of these interviews. The page holds words of the interviews: keep it as you keep the transcripts.");
    out_ << "<ul>\n";
    for (const std::string& line : lines) out_ << "<li>" << html_text(line) << "</li>\n";
    out_ << "</ul>\n";
  }

  /// Of one group, and where `raters` is given of these only. Whether there was anything.
  bool tables(Group group, std::span<const Comparison> comparisons, const std::string& id, const std::vector<std::string>* raters = nullptr) {
    bool has_any = false;
    for (Compared compared : {Compared::scale, Compared::derived_class, Compared::code}) {
      std::vector<const Comparison*> all = rows_of(comparisons, group, compared);
      if (raters != nullptr) std::erase_if(all, [&](const Comparison* row) { return row->raters != *raters; });
      if (all.empty()) continue;
      has_any = true;
      if (group == Group::people) out_ << "<h3>" << (compared == Compared::scale ? "Scales" : compared == Compared::derived_class ? "Classes" : "Codes") << "</h3>\n";
      const std::string table = fmt::format("{}-{}", id, compared_name(compared));
      for (const std::vector<const Comparison*>& rows : by_unit(all)) {
        const std::string_view unit = unit_name(rows.front()->unit);
        const std::string caption = compared == Compared::scale ? "Ratings on scales, by interview" : compared == Compared::derived_class ? "Classes derived from class records, by interview" : fmt::format("Codes marked, by {}", unit);
        if (compared == Compared::code && group == Group::people)
          out_ << fmt::format("<p>Is there a mark of the code on it? Asked of {}; people who marked nothing anywhere are not in it.</p>\n", plural(rows.front()->unit));
        write_rows(out_, rows, columns_of(group, compared), caption, rows.front() == all.front() ? table : fmt::format("{}-{}", table, unit), links_);
      }
    }
    return has_any;
  }

  std::ostream& out_;
  const ComparisonHeading& heading_;
  std::span<const Comparison> comparisons_;
  std::map<const Comparison*, std::string> links_;
};

}  // namespace

void write_comparison_html(std::ostream& out, const ComparisonHeading& heading, std::span<const Comparison> comparisons, std::size_t most_listed) {
  begin_page(out, "Agreement of the raters in " + study_name(heading), "");
  Page page(out, heading, comparisons);
  out << "<nav aria-label=\"Parts of the report\"><ul><li><a href=\"#first\">First</a></li><li><a href=\"#people\">Coefficients</a></li><li><a href=\"#disagreements\">Disagreements</a></li>"
         "<li><a href=\"#two\">Each two raters</a></li>";
  for (const auto& [group, title] : {std::pair(Group::pairs, "Pairs"), {Group::over_rounds, "Over rounds"}, {Group::rules_and_people, "Rules against people"}, {Group::codebooks, "Codebooks"}})
    if (page.has(group)) out << fmt::format("<li><a href=\"#{}\">{}</a></li>", group_name(group), title);
  out << "<li><a href=\"#meaning\">What the numbers mean</a></li></ul></nav>\n<main id=\"main\" tabindex=\"-1\">\n";
  page.first();
  if (!comparisons.empty()) {
    page.people();
    write_disagreements_html(out, comparisons, most_listed);
    page.each_two();
    page.others();
    page.meanings();
  }
  out << "</main>\n";
  end_page(out);
}

}  // namespace attune
