#include "attune/report/conference.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "attune/formats/csv.h"
#include "attune/formats/rating_sheet.h"
#include "attune/report/escape.h"
#include "attune/report/evidence_lines.h"
#include "attune/report/wrap.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

using Json = nlohmann::ordered_json;
using Key = std::tuple<std::string, std::string, std::string>;  // transcript, scale, target

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

bool differ(const ConferenceItem& item) {
  return std::ranges::any_of(item.ratings,
                             [&](const auto& one) { return said(one.second) != said(item.ratings.front().second); });
}

/// Enough of a rating's evidence to find it and talk about it.
constexpr std::size_t kMostLines = 12;

/// Null where the coding is of the newest version.
const TranscriptRecord* older_version(const ConferenceItem& item, const std::string& rater, const ConferenceTexts& texts) {
  const auto older = texts.older.find({item.transcript, rater, item.round});
  return older == texts.older.end() ? nullptr : &older->second;
}

std::vector<EvidenceLine> evidence_of(const ConferenceItem& item, const std::string& rater, const Rating& rating, const ConferenceTexts& texts) {
  if (const TranscriptRecord* older = older_version(item, rater, texts)) return evidence_lines(rating.lines, older->text, kMostLines);
  const auto text = texts.newest.find(item.transcript);
  if (text == texts.newest.end()) return {};
  return evidence_lines(rating.lines, text->second, kMostLines);
}

/// The version that a rating's lines are of, where it is not the newest.
std::optional<int> version_of_lines(const ConferenceItem& item, const std::string& rater, const Rating& rating, const ConferenceTexts& texts) {
  const TranscriptRecord* older = older_version(item, rater, texts);
  return older == nullptr || rating.lines.empty() ? std::nullopt : std::optional(older->version);
}

Json json_of(const ConferenceItem& item, const ConferenceTexts& texts) {
  Json ratings = Json::array();
  for (const auto& [rater, rating] : item.ratings) {
    Json evidence = Json::array();
    for (const EvidenceLine& line : evidence_of(item, rater, rating, texts)) evidence.push_back({{"line", line.number}, {"text", line.text}});
    const std::optional<int> version = version_of_lines(item, rater, rating, texts);
    ratings.push_back({{"rater", rater},
                       {"said", said(rating)},
                       {"lines", rating.lines},
                       {"older_version", version ? Json(*version) : Json(nullptr)},
                       {"note", rating.note},
                       {"evidence", std::move(evidence)}});
  }
  Json agreed = nullptr;
  if (!item.agreed.empty())
    agreed = {{"said", said(item.agreed[0].rating)},
              {"raters", item.agreed[0].attendees},
              {"reason", item.agreed[0].why},
              {"at", item.agreed[0].at}};
  return {{"transcript", item.transcript}, {"scale", item.scale}, {"target", item.target},
          {"ratings", ratings},            {"agreed", agreed}};
}

void write_rating(std::ostream& out, const ConferenceItem& item, const std::string& rater, const Rating& rating, const ConferenceTexts& texts) {
  std::string line = fmt::format("  {:<10} {}", rater, said(rating));
  if (!rating.lines.empty()) line += ", lines " + rating.lines;
  if (const std::optional<int> version = version_of_lines(item, rater, rating, texts)) line += fmt::format(" of version {}", *version);
  const std::string note = terminal_safe(rating.note);
  const bool fits = count_code_points(line) + count_code_points(note) + 2 <= kPageColumns;
  if (!note.empty() && fits) line += ": " + note;
  out << shortened(line, kPageColumns) << "\n";
  if (!fits) out << wrapped(note, 6);
  for (const EvidenceLine& words : evidence_of(item, rater, rating, texts))
    out << wrapped(fmt::format("{}: {}", words.number, terminal_safe(words.text)), 6);
}

void write_text(std::ostream& out, const std::vector<ConferenceItem>& items, const ConferenceTexts& texts) {
  const auto open = std::ranges::count_if(items, [](const ConferenceItem& item) { return item.agreed.empty(); });
  out << fmt::format("{} difference{} between locked codings, {} without an agreed rating\n", items.size(), items.size() == 1 ? "" : "s", open);
  for (const ConferenceItem& item : items) {
    out << fmt::format("\n{}  {}{}{}\n", item.transcript, item.scale, item.target.empty() ? "" : " ", item.target);
    for (const auto& [rater, rating] : item.ratings) write_rating(out, item, rater, rating, texts);
    for (const AgreedRating& agreed : item.agreed)
      out << wrapped(fmt::format("agreed {} ({}): {}", said(agreed.rating), joined(agreed.attendees),
                                 terminal_safe(agreed.why)),
                     2);
  }
}

void write_csv(std::ostream& out, const std::vector<ConferenceItem>& items, const ConferenceTexts& texts) {
  out << "transcript,scale,target,rater,said,lines,older_version,note,evidence\n";
  const auto row = [&](const ConferenceItem& item, const std::string& who, const Rating& rating, std::string_view lines, std::string_view older_version,
                       std::string_view note, std::string_view evidence) {
    out << fmt::format("{},{},{},{},{},{},{},{},{}\n", csv_cell(item.transcript), csv_cell(item.scale), csv_cell(item.target), csv_cell(who),
                       csv_cell(said(rating)), csv_cell(lines), older_version, csv_cell(note), csv_cell(evidence));
  };
  for (const ConferenceItem& item : items) {
    for (const auto& [rater, rating] : item.ratings) {
      std::string words;
      for (const EvidenceLine& line : evidence_of(item, rater, rating, texts)) words += fmt::format("{}{}: {}", words.empty() ? "" : " / ", line.number, line.text);
      const std::optional<int> version = version_of_lines(item, rater, rating, texts);
      row(item, rater, rating, rating.lines, version ? std::to_string(*version) : "", rating.note, words);
    }
    for (const AgreedRating& agreed : item.agreed) row(item, "agreed by " + joined(agreed.attendees), agreed.rating, "", "", agreed.why, "");
  }
}

}  // namespace

std::string said(const Rating& rating) {
  if (rating.reason) return std::string(missing_reason_name(*rating.reason));
  return rating.value ? rating_value(*rating.value) : rating.category;
}

std::vector<ConferenceItem> conference_items(const std::vector<CodingRecord>& codings,
                                             const std::vector<AgreedRating>& agreed, int round) {
  std::map<Key, ConferenceItem> items;
  const auto item_of = [&](const std::string& transcript, const Rating& rating) -> ConferenceItem& {
    ConferenceItem& item = items[{transcript, rating.scale, to_string(rating.target)}];
    item.transcript = transcript;
    item.round = round;
    item.scale = rating.scale;
    item.target = to_string(rating.target);
    return item;
  };
  std::set<std::pair<std::string, std::string>> training;  // transcript, rater
  for (const CodingRecord& record : codings) {
    if (is_codebook(record.coding.rater) || record.coding.round != round || record.state != CodingState::locked) continue;
    if (record.training) training.emplace(record.coding.transcript, record.coding.rater);
    if (record.training || record.assisted) continue;
    for (const Rating& rating : record.coding.ratings)
      item_of(record.coding.transcript, rating).ratings.emplace_back(record.coding.rater, rating);
  }
  const auto is_practice = [&](const AgreedRating& one) {
    return std::ranges::all_of(one.attendees, [&](const std::string& rater) { return training.contains({one.transcript, rater}); });
  };
  for (const AgreedRating& one : agreed)
    if (one.round == round && !is_practice(one)) item_of(one.transcript, one.rating).agreed.push_back(one);
  std::vector<ConferenceItem> result;
  for (auto& [key, item] : items)
    if (!item.agreed.empty() || differ(item)) result.push_back(std::move(item));
  return result;
}

void write_conference(std::ostream& out, const std::vector<ConferenceItem>& items, const ConferenceTexts& texts, ListFormat format) {
  switch (format) {
    case ListFormat::text: write_text(out, items, texts); break;
    case ListFormat::csv: write_csv(out, items, texts); break;
    case ListFormat::json: {
      Json list = Json::array();
      for (const ConferenceItem& item : items) list.push_back(json_of(item, texts));
      out << list.dump(2) << "\n";
      break;
    }
    case ListFormat::jsonl:
      for (const ConferenceItem& item : items) out << json_of(item, texts).dump() << "\n";
      break;
  }
}

}  // namespace attune
