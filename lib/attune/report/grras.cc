#include "attune/report/grras.h"

#include <ostream>
#include <vector>

#include <fmt/format.h>

#include "attune/report/methods_words.h"
#include "attune/report/wrap.h"

namespace attune {

void write_grras_items(std::ostream& out, const GrrasAnswers& answers) {
  struct Item {
    const char* what;
    std::string answer;
  };
  const std::vector<Item> items = {
      {"Title or abstract say that reliability or agreement was studied", ""},
      {"What was rated, with which instrument", ""},
      {"Whose transcripts: the population of interest", ""},
      {"Which raters: their profession, training, experience", answers.raters},
      {"What is known of reliability and agreement so far, and why this study", ""},
      {"How many raters and units, and why so many", answers.sizes},
      {"How units and raters were drawn", answers.drawn},
      {"How it was rated: time between ratings, what raters knew, blinding", answers.rated},
      {"Whether ratings were independent of each other", answers.independent},
      {"How it was analysed", answers.analysis},
      {"How many raters and units took part in the end", answers.took_part},
      {"Who raters and participants were", ""},
      {"Estimates with their uncertainty", answers.estimates},
      {"What this means in practice", ""},
      {"Details: the matrix, base rates, each scale by itself", answers.details}};
  out << "Reporting reliability and agreement (GRRAS, Kottner et al. 2011)\n\n";
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string& answer = items[i].answer;
    out << wrapped(fmt::format("{:>2}  {}: {}", i + 1, items[i].what, answer.empty() ? "MISSING" : answer), 2);
    if (answer.empty()) missing.push_back(fmt::format("{}", i + 1));
  }
  out << "\n" << wrapped(fmt::format("{} of {} items are missing: {}.", missing.size(), items.size(), in_a_row(missing)), 0);
}

}  // namespace attune
