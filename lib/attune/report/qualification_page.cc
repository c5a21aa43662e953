#include "attune/report/qualification_page.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "attune/formats/csv.h"
#include "attune/report/escape.h"
#include "attune/report/methods_words.h"
#include "attune/report/wrap.h"

namespace attune {
namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json json_of(const Qualification& q) {
  return {{"rater", q.rater},
          {"system", q.system},
          {"language", or_null(q.language)},
          {"role", or_null(q.role)},
          {"trainer", or_null(q.trainer)},
          {"year", q.year ? Json(*q.year) : Json(nullptr)},
          {"reliability_test", or_null(q.reliability_test)},
          {"reliability_percent", q.reliability_percent ? Json(*q.reliability_percent) : Json(nullptr)},
          {"reliability_date", or_null(q.reliability_date)}};
}

/// "83 %, test set", or empty.
std::string passed_how(const Qualification& q) {
  std::vector<std::string> parts;
  if (!q.reliability_test.empty()) parts.push_back(q.reliability_test);
  if (q.reliability_percent) parts.push_back(fmt::format("{:g} %", *q.reliability_percent));
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

}  // namespace

std::string qualification_words(const Qualification& q) {
  std::vector<std::string> parts;
  if (!q.role.empty()) parts.push_back(q.role);
  const std::string year = q.year ? fmt::format(" {}", *q.year) : "";
  if (!q.trainer.empty()) parts.push_back("trained by " + q.trainer + year);
  else if (q.year) parts.push_back("trained" + year);
  const std::string how = passed_how(q);
  if (!how.empty() || !q.reliability_date.empty())
    parts.push_back("reliability passed" + (q.reliability_date.empty() ? "" : " " + q.reliability_date) +
                    (how.empty() ? "" : " (" + how + ")"));
  if (!q.language.empty()) parts.push_back("in " + q.language);
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? ": " : ", ") + part;
  return q.system + text;
}

std::string qualified_raters(const std::vector<std::string>& raters, std::span<const Qualification> qualifications) {
  std::vector<std::string> all;
  for (const std::string& rater : raters) {
    std::string systems;
    for (const Qualification& q : qualifications)
      if (q.rater == rater) systems += (systems.empty() ? "" : "; ") + qualification_words(q);
    if (!systems.empty()) all.push_back(fmt::format("{} ({})", rater, systems));
  }
  return in_a_row(all);
}

void write_qualifications(std::ostream& out, std::span<const Qualification> qualifications, ListFormat format) {
  Json records = Json::array();
  for (const Qualification& q : qualifications) records.push_back(json_of(q));
  switch (format) {
    case ListFormat::text:
      for (const Qualification& q : qualifications)
        out << wrapped(fmt::format("{:<12} {}", q.rater, qualification_words(q)), 2);
      if (qualifications.empty()) out << "Nothing is recorded of any rater's training.\n";
      break;
    case ListFormat::csv:
      out << "rater,system,language,role,trainer,year,reliability_test,reliability_percent,reliability_date\n";
      for (const Qualification& q : qualifications)
        out << fmt::format("{},{},{},{},{},{},{},{},{}\n", csv_cell(q.rater), csv_cell(q.system), csv_cell(q.language),
                           csv_cell(q.role), csv_cell(q.trainer), q.year ? fmt::format("{}", *q.year) : "",
                           csv_cell(q.reliability_test),
                           q.reliability_percent ? fmt::format("{}", *q.reliability_percent) : "",
                           csv_cell(q.reliability_date));
      break;
    case ListFormat::json: out << records.dump(2) << "\n"; break;
    case ListFormat::jsonl:
      for (const Json& record : records) out << record.dump() << "\n";
      break;
  }
}

}  // namespace attune
