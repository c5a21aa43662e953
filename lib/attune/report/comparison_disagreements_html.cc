// Where raters differ, the worst first: what each said beside what it rests on.
#include <algorithm>

#include <fmt/format.h>

#include "attune/report/comparison_parts.h"
#include "attune/report/html.h"

namespace attune {
namespace {

constexpr std::size_t kMostPassages = 6;
constexpr std::size_t kQuotedBytes = 600;

std::string apart(const Disagreement& disagreement) {
  if (!disagreement.distance) return "A value against a reason for none, which has no distance.";
  switch (disagreement.compared) {
    case Compared::scale: return fmt::format("Apart by {:.0f} % of the scale.", 100 * *disagreement.distance);
    case Compared::derived_class: return "Different classes.";
    case Compared::code: return fmt::format("Apart on {:.0f} % of the units.", 100 * *disagreement.distance);
  }
  return "";
}

void write_passage(std::ostream& out, const Passage& passage) {
  const std::string lines = html_text(passage.lines, kQuotedBytes) + (passage.older_version > 0 ? fmt::format(" of version {}", passage.older_version) : "");
  if (passage.text.empty()) {
    out << "<p class=\"by\">Lines " << lines << (passage.is_withheld ? ": their text is not shown, for names in it were replaced later." : ": their text is not in the study.") << "</p>\n";
    return;
  }
  out << "<blockquote dir=\"auto\">" << html_text(passage.text, kQuotedBytes) << "</blockquote>";
  out << "<p class=\"by\">" << (passage.lines.empty() ? std::string("marked") : "lines " + lines) << "</p>\n";
}

/// One disagreement, or all on classes of one interview: they come from one class record.
using Item = std::vector<const Disagreement*>;

std::vector<Item> items_of(const std::vector<Disagreement>& all) {
  std::vector<Item> items;
  const auto raters = [](const Disagreement& d) {
    std::vector<std::string> names;
    for (const auto& [rater, value] : d.said) names.push_back(rater);
    return names;
  };
  for (const Disagreement& d : all) {
    const auto same = std::ranges::find_if(items, [&](const Item& item) {
      return d.compared == Compared::derived_class && item[0]->compared == d.compared && item[0]->transcript == d.transcript && item[0]->target == d.target && raters(*item[0]) == raters(d);
    });
    if (same == items.end()) items.push_back({&d});
    else same->push_back(&d);
  }
  return items;
}

std::string said_by(const Item& item, std::size_t rater) {
  std::string text;
  for (const Disagreement* d : item) {
    const std::string& value = d->said[rater].second;
    text += (text.empty() ? "" : ", ") + (item.size() > 1 ? d->name + " " : "") + (value.empty() ? "nothing" : value);
  }
  return text;
}

void write_side(std::ostream& out, const Item& item, std::size_t number) {
  const Disagreement& disagreement = *item[0];
  const std::string& rater = disagreement.said[number].first;
  out << fmt::format("<div><h4>{}: <b>{}</b></h4>\n", html_text(rater), html_text(said_by(item, number)));
  std::size_t shown = 0, all = 0;
  for (const Passage& passage : disagreement.passages) {
    if (passage.rater != rater) continue;
    if (++all <= kMostPassages) write_passage(out, passage), ++shown;
  }
  if (all == 0) out << "<p class=\"by\">" << (disagreement.compared == Compared::code ? "No mark that another lacks." : "No evidence lines given.") << "</p>\n";
  if (all > shown) out << fmt::format("<p class=\"by\">and {} more</p>\n", all - shown);
  out << "</div>\n";
}

}  // namespace

void write_disagreements_html(std::ostream& out, std::span<const Comparison> comparisons, std::size_t most_listed) {
  const std::vector<Disagreement> all = worst_first(comparisons);
  const std::vector<Item> items = items_of(all);
  out << "<section id=\"disagreements\">\n<h2>Disagreements, worst first</h2>\n";
  if (items.empty()) {
    out << "<p>There are none.</p>\n</section>\n";
    return;
  }
  const std::size_t listed = std::min(most_listed, items.size());
  out << fmt::format("<p>{} of {}: scales by how far apart, codes by the share of units; classes come first, those of one interview together.{}</p>\n", listed, items.size(),
                     listed < items.size() ? " <code>--disagreements</code> lists more." : "");
  for (std::size_t i = 0; i < listed; ++i) {
    const Disagreement& d = *items[i][0];
    const std::string about = items[i].size() > 1 ? "classes" : d.target.empty() ? d.name : d.name + " " + d.target;
    out << fmt::format("<article class=\"rule\"><h3>{}: {}</h3>\n<p class=\"by\">{}</p>\n<div class=\"sides\">\n", html_text(d.transcript), html_text(about), apart(d));
    for (std::size_t rater = 0; rater < d.said.size(); ++rater) write_side(out, items[i], rater);
    out << "</div></article>\n";
  }
  out << "</section>\n";
}

}  // namespace attune
