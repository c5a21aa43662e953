#include "attune/formats/rating_sheet.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "attune/formats/csv.h"
#include "attune/formats/sheet_columns.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::array<std::string_view, 9> kColumns = {"transcript", "scale", "target", "value", "reason",
                                                      "lines",      "note",  "round",  "rater"};
constexpr std::array<std::string_view, 3> kExplained = {"title", "range", "definition"};  // for the eye; not read
constexpr std::array<std::string_view, 3> kNeeded = {"transcript", "scale", "value"};
constexpr std::size_t kLongestId = 64;

bool is_id(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._-").find(c) != std::string_view::npos;
  };
  return !text.empty() && text.size() <= kLongestId && std::ranges::all_of(text, fits);
}

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

bool is_on_scale(const Scale& scale, double value) {
  const double steps = (value - scale.min) / scale.step;
  return value >= scale.min && value <= scale.max && std::abs(steps - std::round(steps)) < 1e-9;
}

std::string_view target_example(TargetKind kind) {
  switch (kind) {
    case TargetKind::none: return "no target";
    case TargetKind::figure: return "a target like figure:mother";
    case TargetKind::event: return "a target like event:loss_1";
    case TargetKind::question: return "a target like question:why_parents";
  }
  return "";
}

/// Reads one row. Every check adds what is wrong; a row is taken when nothing is.
class RowReader {
 public:
  RowReader(const CsvTable& table, const SheetColumns& columns, const SheetRules& rules, const std::string& file,
            std::vector<Problem>& problems)
      : table_(table), columns_(columns), rules_(rules), file_(file), problems_(problems) {}

  [[nodiscard]] std::string_view cell(const CsvRow& row, std::string_view column) const { return sheet_cell(columns_, row, column); }

  [[nodiscard]] std::optional<SheetRow> read(const CsvRow& row) {
    const std::size_t before = problems_.size();
    SheetRow result;
    result.place = {file_, row.line, 1};
    read_transcript(row, result);
    read_round(row, result);
    const auto named = read_scale(row, result);
    result.rating.lines = cell(row, "lines");
    result.rating.note = cell(row, "note");
    read_reason(row, result);
    if (!result.rating.reason && cell(row, "reason").empty() && named) read_value(row, *named->scale, result);
    if (problems_.size() > before) return std::nullopt;
    return result;
  }

  enum class Whose : std::uint8_t { own, anothers, unclear };

  [[nodiscard]] Whose whose(const CsvRow& row) const {
    const std::string_view rater = cell(row, "rater");
    if (!columns_.contains("rater") || rater == rules_.rater) return Whose::own;
    return rater.empty() || folded_spelling(rater) == folded_spelling(rules_.rater) ? Whose::unclear : Whose::anothers;
  }

  /// A row that is taken for nobody's would be lost, and its rater would not know.
  void report_rater(const CsvRow& row) {
    const std::string_view rater = cell(row, "rater");
    report(row, "rater", quoted(rules_.rater) + " or another rater's id", rater.empty() ? "none" : quoted(rater));
  }

 private:
  void report(const CsvRow& row, std::string_view column, std::string expected, std::string found) {
    const auto at = columns_.find(column);
    const CsvPosition position = at == columns_.end() ? row.positions[0] : row.positions[at->second];
    problems_.push_back({{file_, position.line, position.column}, std::move(expected), std::move(found)});
  }

  void read_transcript(const CsvRow& row, SheetRow& result) {
    result.transcript = cell(row, "transcript");
    if (!std::ranges::binary_search(rules_.transcripts, result.transcript))
      report(row, "transcript", "the id of a transcript in the study", quoted(result.transcript));
  }

  void read_round(const CsvRow& row, SheetRow& result) {
    result.round = rules_.round;
    const std::string_view text = cell(row, "round");
    if (text.empty()) return;
    const auto number = csv_number(text, table_.separator);
    if (number && *number >= 1 && *number <= 1000 && *number == std::floor(*number))
      result.round = static_cast<int>(*number);
    else report(row, "round", "a round from 1", quoted(text));
  }

  [[nodiscard]] std::optional<NamedScale> read_scale(const CsvRow& row, SheetRow& result) {
    const auto named = rules_.scales.find(cell(row, "scale"));
    if (!named) {
      report(row, "scale", "a scale of the codebooks in use", quoted(cell(row, "scale")));
      return std::nullopt;
    }
    result.rating.scale = named->scale->id;
    result.rating.target = named->target;
    const std::string_view text = cell(row, "target");
    const TargetKind wanted = named->scale->target;
    if (!text.empty()) {
      const auto target = parse_target(text);
      if (!target || target->kind != wanted || !is_id(target->id))
        report(row, "target", fmt::format("{} for the scale {}", target_example(wanted), named->scale->id),
               quoted(text));
      else if (named->target.kind != TargetKind::none && *target != named->target)
        report(row, "target", fmt::format("{} as the scale's name says", to_string(named->target)), quoted(text));
      else result.rating.target = *target;
    } else if (result.rating.target.kind != wanted && !says_no_event(row, wanted)) {
      report(row, columns_.contains("target") ? "target" : "scale",
             fmt::format("{} for the scale {}", target_example(wanted), named->scale->id), "none");
    }
    return named;
  }

  /// An interview without an event of the kind is not_applicable on its scale (never 1), and then there is none to name.
  [[nodiscard]] bool says_no_event(const CsvRow& row, TargetKind wanted) const {
    const auto reason = parse_missing_reason(cell(row, "reason"));
    return wanted == TargetKind::event && (reason == MissingReason::not_applicable || reason == MissingReason::not_asked);
  }

  void read_reason(const CsvRow& row, SheetRow& result) {
    const std::string_view text = cell(row, "reason");
    const bool has_value = !cell(row, "value").empty();
    if (text.empty()) {
      if (!has_value) report(row, "value", "a value or a reason beside lines or a note", "neither");
      return;
    }
    if (has_value) report(row, "reason", "either a value or a reason", "both");
    result.rating.reason = parse_missing_reason(text);
    if (!result.rating.reason)
      report(row, "reason", "cannot_rate, not_applicable, not_asked or inaudible", quoted(text));
  }

  void read_value(const CsvRow& row, const Scale& scale, SheetRow& result) {
    const std::string_view text = cell(row, "value");
    if (text.empty()) return;  // told by `read_reason`
    switch (scale.level) {
      case ScaleLevel::interval:
      case ScaleLevel::ordinal:
        result.rating.value = csv_number(text, table_.separator);
        if (!result.rating.value || !is_on_scale(scale, *result.rating.value))
          report(row, "value", fmt::format("{} for the scale {}", range_in_words(scale), scale.id), quoted(text));
        return;
      case ScaleLevel::nominal: return read_category(row, scale, text, result);
      case ScaleLevel::class_record: return read_class(row, text, result);
    }
  }

  void read_category(const CsvRow& row, const Scale& scale, std::string_view text, SheetRow& result) {
    const auto same = [&](const std::string& category) { return folded(category) == folded(text); };
    const auto found = std::ranges::find_if(scale.categories, same);
    if (found != scale.categories.end()) result.rating.category = *found;
    else
      report(row, "value", fmt::format("{} for the scale {}", range_in_words(scale), scale.id), quoted(text));
  }

  void read_class(const CsvRow& row, std::string_view text, SheetRow& result) {
    ParsedClassRecord parsed = parse_class_record(text);
    if (parsed.mistake) return report(row, "value", parsed.mistake->expected, parsed.mistake->found);
    result.rating.category = to_string(parsed.record);
    result.class_record = std::move(parsed.record);
  }

  const CsvTable& table_;
  const SheetColumns& columns_;
  const SheetRules& rules_;
  const std::string& file_;
  std::vector<Problem>& problems_;
};

bool is_blank(const RowReader& reader, const CsvRow& row) {
  return std::ranges::all_of(std::array<std::string_view, 4>{"value", "reason", "lines", "note"},
                             [&](std::string_view column) { return reader.cell(row, column).empty(); });
}

std::vector<std::string> event_targets(const Scale& scale, const std::vector<Event>& events) {
  const bool is_loss = scale.id.find("loss") != std::string::npos;
  const bool is_trauma = scale.id.find("trauma") != std::string::npos;
  std::vector<std::string> ids;
  for (const Event& event : events)
    if (is_loss == is_trauma || (event.type == EventType::loss) == is_loss) ids.push_back(event.id);
  if (!ids.empty()) return ids;
  if (is_loss != is_trauma) return {is_loss ? "loss_1" : "trauma_1"};
  return {"loss_1", "trauma_1"};
}

std::vector<std::string> target_ids(const Scale& scale, const SheetTargets& targets) {
  switch (scale.target) {
    case TargetKind::none: return {""};
    case TargetKind::figure:
      return targets.figures.empty() ? std::vector<std::string>{"mother", "father"} : targets.figures;
    case TargetKind::event: return event_targets(scale, targets.events);
    case TargetKind::question: return targets.questions;
  }
  return {};
}

/// What a scale is, in the columns of `kExplained`.
std::vector<std::string> explanation(const std::string& name, const ScaleNames& scales) {
  const std::optional<NamedScale> found = scales.find(name);
  if (!found) return {"", "", ""};
  return {csv_cell(found->scale->title), csv_cell(range_in_words(*found->scale)), csv_cell(found->scale->definition)};
}

}  // namespace

ParsedSheet parse_rating_sheet(std::string_view csv, const std::string& file, const SheetRules& rules) {
  const CsvTable table = parse_csv(csv, file);
  const SheetColumns columns = sheet_columns(table, file, {kColumns, kNeeded, kExplained});
  ParsedSheet sheet;
  RowReader reader(table, columns, rules, file, sheet.problems);
  using Key = std::tuple<std::string, int, std::string, Target>;
  std::map<Key, int> lines;  // where each is rated first
  for (const CsvRow& row : table.rows) {
    const RowReader::Whose whose = reader.whose(row);
    if (whose == RowReader::Whose::anothers) {
      ++sheet.other_raters[std::string(reader.cell(row, "rater"))];
      continue;
    }
    if (is_blank(reader, row)) {
      ++sheet.blank_rows;
      continue;
    }
    if (whose == RowReader::Whose::unclear) {
      reader.report_rater(row);
      continue;
    }
    auto read = reader.read(row);
    if (!read) continue;
    const auto [first, is_new] =
        lines.emplace(Key{read->transcript, read->round, read->rating.scale, read->rating.target}, row.line);
    if (is_new) sheet.rows.push_back(std::move(*read));
    else
      sheet.problems.push_back({read->place, "one row for each transcript, scale and target",
                                fmt::format("what line {} rates already", first->second)});
  }
  return sheet;
}

std::string other_raters_in_words(const ParsedSheet& sheet) {
  std::vector<std::string> parts;
  for (const auto& [rater, rows] : sheet.other_raters) parts.push_back(fmt::format("{} row{} of {}", rows, rows == 1 ? "" : "s", rater));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string sheet_of(const TypedRating& typed) {
  return fmt::format("transcript;scale;target;value;reason\n{};{};{};{};{}\n", csv_cell(typed.transcript), csv_cell(typed.scale),
                     csv_cell(typed.target), csv_cell(typed.value), csv_cell(typed.reason));
}

std::string range_in_words(const Scale& scale) {
  switch (scale.level) {
    case ScaleLevel::interval:
    case ScaleLevel::ordinal: return fmt::format("{} to {} in steps of {}", scale.min, scale.max, scale.step);
    case ScaleLevel::nominal: return fmt::format("{}", fmt::join(scale.categories, ", "));
    case ScaleLevel::class_record: return "a class record such as U/E3/F5";
  }
  return "";
}

std::vector<SheetRow> blank_rows(const std::string& transcript, const std::vector<Scale>& scales,
                                 const SheetTargets& targets) {
  std::vector<SheetRow> rows;
  for (const Scale& scale : scales)
    for (std::string& id : target_ids(scale, targets)) {
      SheetRow row;
      row.transcript = transcript;
      row.rating.scale = scale.id;
      row.rating.target = {scale.target, std::move(id)};
      rows.push_back(std::move(row));
    }
  return rows;
}

std::string rating_value(double value) { return fmt::format("{}", value); }

std::string rating_sheet_csv(const std::vector<SheetRow>& rows, char separator, const ScaleNames* explained) {
  const bool has_rounds = std::ranges::any_of(rows, [](const SheetRow& row) { return row.round != 1; });
  const auto line_of = [&](std::vector<std::string> cells, const std::string& round, const std::vector<std::string>& more) {
    if (has_rounds) cells.push_back(round);
    cells.insert(cells.end(), more.begin(), more.end());
    return fmt::format("{}\n", fmt::join(cells, std::string_view(&separator, 1)));
  };
  std::string csv = line_of({"transcript", "scale", "target", "value", "reason", "lines", "note"}, "round",
                            explained == nullptr ? std::vector<std::string>{} : std::vector<std::string>(kExplained.begin(), kExplained.end()));
  for (const SheetRow& row : rows) {
    const Rating& rating = row.rating;
    std::string value = rating.value ? rating_value(*rating.value) : csv_cell(rating.category);
    if (separator != ',' && rating.value) std::ranges::replace(value, '.', ',');
    csv += line_of({csv_cell(row.transcript), csv_cell(rating.scale),
                    csv_cell(to_string(rating.target)), value,
                    rating.reason ? std::string(missing_reason_name(*rating.reason)) : "",
                    csv_cell(rating.lines), csv_cell(rating.note)},
                   std::to_string(row.round), explained == nullptr ? std::vector<std::string>{} : explanation(rating.scale, *explained));
  }
  return csv;
}

}  // namespace attune
