#include "attune/report/history.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "attune/report/escape.h"
#include "attune/report/wrap.h"

namespace attune {
namespace {

/// How many rows of a table an entry's write added, by its payload.
std::int64_t rows_of(const LogEntry& entry, const char* table) {
  const auto payload = nlohmann::json::parse(entry.payload, nullptr, false);
  if (!payload.is_object() || !payload.contains("records") || !payload["records"].is_object() || !payload["records"].contains(table)) return 0;
  const auto& rows = payload["records"][table];
  if (!rows.is_object() || !rows.contains("first") || !rows.contains("last") || !rows["first"].is_number_integer() || !rows["last"].is_number_integer())
    return 0;
  return rows["last"].get<std::int64_t>() - rows["first"].get<std::int64_t>() + 1;
}

/// "3 ratings", "1 rating", "ratings" where it is not known how many.
std::string counted(std::int64_t count, const std::string& one) {
  if (count <= 0) return one + "s";
  return count == 1 ? "1 " + one : fmt::format("{} {}s", count, one);
}

/// "R1 round 2 s01": who, where, of what.
struct Whose {
  std::string rater, round, transcript;
};

std::string take_word(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  std::string word(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

Whose whose(std::string_view object) {
  Whose found;
  found.rater = take_word(object);
  static_cast<void>(take_word(object));  // "round"
  found.round = take_word(object);
  found.transcript = std::string(object);
  return found;
}

/// Actions whose object names the transcript, and is empty where it is erased.
constexpr std::string_view kOfOneTranscript[] = {"rating taken back", "note to a scale", "marks", "proposal", "collected"};

}  // namespace

std::string in_plain_words(const LogEntry& entry) {
  const std::string& action = entry.action;
  const std::string& object = entry.object;
  const Whose by = whose(object);
  if (action == "study made") return "made the study";
  if (action == "brought up to date") return "brought the file up to date: " + object;
  if (action == "codebooks added") return "added codebooks: " + object;
  const std::string whom = object.empty() ? "a transcript that is erased" : object;
  // Without a count of marks: how many the rules left is a hint that raters at work must not get.
  if (action == "coded") return fmt::format("{} {}", rows_of(entry, "transcript") > 0 ? "added" : "coded", whom);
  if (action == "redacted") return fmt::format("replaced names in {}, codings moved to a new version", whom);
  if (object.empty() && std::ranges::find(kOfOneTranscript, action) != std::end(kOfOneTranscript)) return action + ": " + whom;
  if (action == "ratings") return fmt::format("entered {} by {} in round {}", counted(rows_of(entry, "rating"), "rating"), by.rater, by.round);
  if (action == "rating taken back") return fmt::format("took back a rating by {} of {} in round {}", by.rater, by.transcript, by.round);
  if (action == "note to a scale") return fmt::format("wrote a note by {} on {} in round {}", by.rater, by.transcript, by.round);
  if (action == "marks") {
    const std::int64_t withdrawn = rows_of(entry, "mark_withdrawn");
    return fmt::format("marked {} by {} in {}, round {}{}", counted(rows_of(entry, "mark"), "passage"), by.rater, by.transcript, by.round,
                       withdrawn > 0 ? fmt::format("; {} withdrawn", withdrawn) : "");
  }
  if (action == "proposal") return fmt::format("answered a rule's mark for {} in round {}, {}", by.rater, by.round, by.transcript);
  if (action == "submitted" || action == "locked")
    return fmt::format("{} {} of {} in round {}", action, counted(rows_of(entry, "coding_state"), "coding"), by.rater, by.round);
  if (action == "shown") {  // "R1: report"
    const std::size_t colon = std::min(object.find(": "), object.size());
    return fmt::format("showed {} of {} to {}", object.substr(std::min(colon + 2, object.size())), counted(rows_of(entry, "exposure"), "interview"), object.substr(0, colon));
  }
  if (action == "described") return fmt::format("recorded whose they are: {}", counted(rows_of(entry, "description"), "transcript"));
  if (action == "assigned") return fmt::format("assigned {}", counted(rows_of(entry, "assignment"), "coding"));
  if (action == "qualification") return "recorded the training of " + object;
  if (action == "consensus") return fmt::format("recorded {} agreed on", counted(rows_of(entry, "consensus"), "rating"));
  return object.empty() ? action : action + ": " + object;
}

std::string history_line(const LogEntry& entry) {
  const std::string day = entry.at.size() >= 16 ? entry.at.substr(0, 10) + " " + entry.at.substr(11, 5) : entry.at;
  return shortened(fmt::format("{:>5}  {}  {}: {}", entry.number, day, entry.actor, in_plain_words(entry)), kPageColumns);
}

}  // namespace attune
