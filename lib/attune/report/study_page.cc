#include "attune/report/study_page.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "attune/formats/csv.h"
#include "attune/report/history.h"
#include "attune/text/visible.h"

namespace attune {
namespace {

using Json = nlohmann::ordered_json;
using Cells = std::vector<std::string>;

std::string csv_line(Cells cells) {
  std::ranges::transform(cells, cells.begin(), csv_cell);
  return fmt::format("{}\n", fmt::join(cells, ","));
}

/// "1 transcript", "2 transcripts"
std::string counted(std::size_t count, std::string_view thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

Json json_of(const CodingRecord& record) {
  return {{"transcript", record.coding.transcript},
          {"version", record.transcript_version},
          {"rater", record.coding.rater},
          {"round", record.coding.round},
          {"state", coding_state_name(record.state)},
          {"assisted", record.assisted},
          {"ratings", record.coding.ratings.size()},
          {"made_at", record.made_at}};
}

/// What one rater has in a study.
struct RaterRow {
  std::size_t draft = 0, submitted = 0, locked = 0, assisted = 0, ratings = 0;
};

std::size_t& count_of(RaterRow& row, CodingState state) {
  switch (state) {
    case CodingState::draft: return row.draft;
    case CodingState::submitted: return row.submitted;
    case CodingState::locked: break;
  }
  return row.locked;
}

void write_list_text(std::ostream& out, const StudyListing& listing) {
  out << counted(listing.transcripts.size(), "transcript") << '\n';
  for (const TranscriptRecord& record : listing.transcripts)
    out << fmt::format("  {:<20} version {}  {}{}{}\n", visible(record.id), record.version, record.details.keep_text ? "text kept" : "without text",
                       record.details.participant.empty() ? "" : "  participant " + visible(record.details.participant),
                       record.details.wave.empty() ? "" : ", wave " + visible(record.details.wave));
  std::map<std::string, RaterRow> raters;
  for (const CodingRecord& record : listing.codings) {
    RaterRow& row = raters[fmt::format("{} round {}", record.coding.rater, record.coding.round)];
    ++count_of(row, record.state);
    row.assisted += record.assisted;
    row.ratings += record.coding.ratings.size();
  }
  out << '\n' << fmt::format("{:<30} {:>6} {:>6} {:>6} {:>8} {:>7}\n", "Codings by", "draft", "subm.", "locked",
                             "assisted", "ratings");
  for (const auto& [rater, row] : raters)
    out << fmt::format("{:<30} {:>6} {:>6} {:>6} {:>8} {:>7}\n", visible(rater), row.draft, row.submitted, row.locked,
                       row.assisted, row.ratings);
  out << '\n' << counted(listing.codebooks.size(), "codebook") << '\n';
  for (const CodebookRecord& record : listing.codebooks)
    out << fmt::format("  {:<20} {}\n", record.id + "@" + record.version, record.sha256.substr(0, 16));
}

Json json_of(const Verification& verification, const std::optional<Rederivation>& rederivation) {
  Json findings = verification.findings;
  Json json = {{"records", verification.records},
               {"log_entries", verification.head.entries},
               {"head", fmt::format("{}:{}", verification.head.entries, verification.head.hash)},
               {"rule_codings_same", nullptr},
               {"rule_codings_not_rederivable", nullptr}};
  if (rederivation) {
    json["rule_codings_same"] = rederivation->same;
    json["rule_codings_not_rederivable"] = rederivation->not_here;
    for (const std::string& finding : rederivation->findings) findings.push_back(finding);
  }
  json["findings"] = std::move(findings);
  return json;
}

}  // namespace

void write_study_list(std::ostream& out, const StudyListing& listing, ListFormat format) {
  switch (format) {
    case ListFormat::text: return write_list_text(out, listing);
    case ListFormat::csv:
      out << csv_line({"transcript", "version", "rater", "round", "state", "assisted", "ratings", "made_at"});
      for (const CodingRecord& record : listing.codings)
        out << csv_line({record.coding.transcript, std::to_string(record.transcript_version), record.coding.rater,
                         std::to_string(record.coding.round), std::string(coding_state_name(record.state)),
                         record.assisted ? "yes" : "no", std::to_string(record.coding.ratings.size()),
                         record.made_at});
      return;
    case ListFormat::jsonl:
      for (const CodingRecord& record : listing.codings) out << json_of(record).dump() << '\n';
      return;
    case ListFormat::json: {
      Json transcripts = Json::array();
      for (const TranscriptRecord& record : listing.transcripts)
        transcripts.push_back({{"id", record.id},
                               {"version", record.version},
                               {"sha256", record.sha256},
                               {"text_kept", record.details.keep_text},
                               {"participant", record.details.participant}});
      Json codings = Json::array();
      for (const CodingRecord& record : listing.codings) codings.push_back(json_of(record));
      Json codebooks = Json::array();
      for (const CodebookRecord& record : listing.codebooks)
        codebooks.push_back({{"id", record.id}, {"version", record.version}, {"sha256", record.sha256}});
      out << Json{{"transcripts", transcripts}, {"codings", codings}, {"codebooks", codebooks}}.dump(2) << '\n';
      return;
    }
  }
}

void write_study_log(std::ostream& out, const std::vector<LogEntry>& log, ListFormat format) {
  const auto json = [](const LogEntry& entry) {
    return Json{{"number", entry.number}, {"at", entry.at},         {"actor", entry.actor},
                {"action", entry.action}, {"object", entry.object}, {"hash", entry.hash}};
  };
  switch (format) {
    case ListFormat::text:
      for (const LogEntry& entry : log) out << history_line(entry) << '\n';
      return;
    case ListFormat::csv:
      out << csv_line({"number", "at", "actor", "action", "object", "hash"});
      for (const LogEntry& entry : log)
        out << csv_line(
            {std::to_string(entry.number), entry.at, entry.actor, entry.action, entry.object, entry.hash});
      return;
    case ListFormat::jsonl:
      for (const LogEntry& entry : log) out << json(entry).dump() << '\n';
      return;
    case ListFormat::json: {
      Json entries = Json::array();
      for (const LogEntry& entry : log) entries.push_back(json(entry));
      out << entries.dump(2) << '\n';
      return;
    }
  }
}

void write_verification(std::ostream& out, const std::string& study, const Verification& verification,
                        const std::optional<Rederivation>& rederivation, ListFormat format) {
  std::vector<std::string> findings = verification.findings;
  if (rederivation) findings.insert(findings.end(), rederivation->findings.begin(), rederivation->findings.end());
  const std::string head = fmt::format("{}:{}", verification.head.entries, verification.head.hash);
  switch (format) {
    case ListFormat::json:
    case ListFormat::jsonl:
      out << json_of(verification, rederivation).dump(format == ListFormat::json ? 2 : -1) << '\n';
      return;
    case ListFormat::csv:
      out << csv_line({"finding"});
      for (const std::string& finding : findings) out << csv_line({finding});
      return;
    case ListFormat::text: break;
  }
  for (const std::string& finding : findings) out << visible(finding) << '\n';
  out << fmt::format("{}: {}\n", study, findings.empty() ? "verified" : counted(findings.size(), "finding"));
  out << fmt::format("Looked at: {} records, {} log entries\n", verification.records, verification.head.entries);
  if (rederivation) {
    out << fmt::format("Codings by rules derived again with the same marks: {}\n", rederivation->same);
    if (rederivation->not_here > 0)
      out << fmt::format("Not re-derivable here (another engine or ICU, or no text): {}\n", rederivation->not_here);
  }
  out << fmt::format("Head of the log, to be kept elsewhere: {}\n", head);
}

}  // namespace attune
