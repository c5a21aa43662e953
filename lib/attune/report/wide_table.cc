#include "attune/report/wide_table.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "attune/formats/csv.h"
#include "attune/formats/rating_sheet.h"
#include "attune/text/class_record.h"

namespace attune {
namespace {

/// A value, or why there is none.
struct Cell {
  std::string value;
  std::string reason;
};

/// A name that SPSS and R take: no dots.
std::string column_name(const std::string& text) {
  std::string name;
  for (char c : text) {
    const bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    name += fits ? c : '_';
  }
  const bool begins_well = !name.empty() && name[0] != '_' && !(name[0] >= '0' && name[0] <= '9');
  return (begins_well ? name : "x" + name).substr(0, 57);  // 64 with "_reason"
}

Cell cell_of(const Rating& rating) {
  if (rating.reason) return {"", std::string(missing_reason_name(*rating.reason))};
  return {rating.value ? fmt::format("{}", *rating.value) : rating.category, ""};
}

/// Builds a table column by column, in the order they are asked for first.
class Builder {
 public:
  void begin_row() { table_.rows.emplace_back(table_.columns.size()); }

  void column(const std::string& name, const std::string& label, bool is_number) {
    if (index_.contains(name)) return;
    index_[name] = table_.columns.size();
    table_.columns.push_back({name, label, is_number});
    for (std::vector<std::string>& row : table_.rows) row.emplace_back();
  }
  void with_reason(const std::string& name, const std::string& label, bool is_number) {
    column(name, label, is_number);
    column(name + "_reason", label + ": why there is none", false);
  }
  void set(const std::string& name, std::string value) { table_.rows.back()[index_.at(name)] = std::move(value); }
  void set(const std::string& name, const Cell& cell) {
    set(name, cell.value);
    set(name + "_reason", cell.reason);
  }

  [[nodiscard]] WideTable table() && { return std::move(table_); }

 private:
  WideTable table_;
  std::map<std::string, std::size_t> index_;
};

constexpr std::pair<const char*, const char*> kOfTranscript[] = {
    {"id", "Transcript"},         {"participant", "Participant"}, {"family", "Family"},
    {"wave", "Wave"},             {"site", "Site"},               {"language", "Language"},
    {"interviewer", "Interviewer"}, {"transcriber", "Transcriber"}};

constexpr std::pair<const char*, const char*> kOfCoding[] = {
    {"rater", "Rater"},   {"round", "Round of coding"}, {"date", "Date the coding was begun"},
    {"system", "System"}, {"blind", "Assigned and blinded: 1 yes, 0 no"},
    {"assisted", "Made after exposure to marks or others' values: 1 yes, 0 no"}};

constexpr std::pair<const char*, const char*> kOfRecord[] = {
    {"source", "Where the score of record is from"}, {"n_raters", "Raters with a locked coding"},
    {"double_coded", "Coded by two raters or more: 1 yes, 0 no"}};

constexpr std::pair<const char*, const char*> kDerived[] = {
    {"class5", "Class: F, Ds, E, U or CC"},
    {"class4", "Class with U and CC pooled"},
    {"class3_forced", "First organised class"},
    {"autonomous_forced", "Forced class is F"},
    {"autonomous_nonU", "First part of the record is F"},
    {"U_primary", "U before every organised class"},
    {"CC_any", "CC anywhere"}};

bool is_number(std::string_view name) {
  return name == "round" || name == "blind" || name == "assisted" || name == "n_raters" || name == "double_coded";
}

/// Mother, then father, then others by name.
std::tuple<int, std::string> figure_order(const std::string& id) {
  return {id == "mother" ? 0 : id == "father" ? 1 : 2, id};
}

const Scale* find(std::span<const Scale> scales, const std::string& id) {
  const auto found = std::ranges::find(scales, id, &Scale::id);
  return found == scales.end() ? nullptr : &*found;
}

std::string target_column(const Rating& rating) {
  // "rf_question" of a question is rf_KEY; other scales keep their name before the target's.
  const std::string scale = rating.scale == "rf_question" ? "rf" : rating.scale;
  return column_name(scale + "_" + rating.target.id);
}

std::string label_of(const Scale* scale, const Rating& rating) {
  const std::string title = scale != nullptr ? scale->title : rating.scale;
  return rating.target.kind == TargetKind::none ? title : title + ": " + rating.target.id;
}

bool is_class_record(const Scale* scale, const Rating& rating) {
  return scale != nullptr ? scale->level == ScaleLevel::class_record : rating.scale == "record";
}

std::string max_column(const std::string& scale) { return column_name(scale + "_max"); }

/// Columns that the ratings ask for: interview scales in the order of `scales`, figures', events', questions'.
void add_scale_columns(Builder& builder, std::span<const WideRow> rows, std::span<const Scale> scales) {
  using Order = std::tuple<int, std::size_t, std::tuple<int, std::string>>;
  std::map<Order, WideColumn> columns;
  for (const WideRow& row : rows)
    for (const Rating& rating : row.coding.coding.ratings) {
      const Scale* scale = find(scales, rating.scale);
      if (is_class_record(scale, rating)) continue;
      const std::size_t rank = scale != nullptr ? static_cast<std::size_t>(scale - scales.data()) : scales.size();
      const int kind = static_cast<int>(rating.target.kind);
      const bool has_numbers = scale == nullptr ? rating.category.empty() : scale->level != ScaleLevel::nominal;
      if (rating.target.kind == TargetKind::event)
        columns[{kind, rank, {0, rating.scale}}] = {max_column(rating.scale),
                                                    label_of(scale, {rating.scale, {}, {}, {}, {}, {}, {}}) + ", highest over events",
                                                    has_numbers};
      else
        columns[{kind, rank, figure_order(rating.target.id.empty() ? rating.scale : rating.target.id)}] = {
            rating.target.kind == TargetKind::none ? column_name(rating.scale) : target_column(rating),
            label_of(scale, rating), has_numbers};
    }
  for (const auto& [order, column] : columns) builder.with_reason(column.name, column.label, column.is_number);
}

void fill_class(Builder& builder, const Rating& rating) {
  const Cell cell = cell_of(rating);
  builder.set("record", cell);
  const ParsedClassRecord parsed = parse_class_record(cell.value);
  if (cell.value.empty() || parsed.mistake) return;
  for (const DerivedClass& derived : derived_classes(parsed.record))
    builder.set(derived.name, Cell{derived.value, derived.reason});
  for (std::size_t i = 1; i < std::min<std::size_t>(3, parsed.record.parts.size()); ++i)
    builder.set(fmt::format("alt{}", i), to_string(parsed.record.parts[i]));
}

/// The highest over events, or the reason that all of them have.
void fill_events(Builder& builder, const std::vector<Rating>& ratings) {
  std::map<std::string, std::vector<const Rating*>> by_scale;
  std::set<std::string> events;
  for (const Rating& rating : ratings) {
    if (rating.target.kind != TargetKind::event) continue;
    by_scale[rating.scale].push_back(&rating);
    if (rating.value) events.insert(rating.target.id);
  }
  for (const auto& [scale, of_scale] : by_scale) {
    const Rating* highest = of_scale.front();
    for (const Rating* rating : of_scale)
      if (rating->value && (!highest->value || *rating->value > *highest->value)) highest = rating;
    builder.set(max_column(scale), cell_of(*highest));
  }
  builder.set("n_events", fmt::format("{}", events.size()));
}

void fill_who(Builder& builder, const WideRow& row, WideKind kind) {
  const TranscriptDetails& details = row.transcript.details;
  const std::string values[] = {row.transcript.id, details.participant,   details.family,      details.wave,
                                details.site,      row.transcript.language, details.interviewer, details.transcriber};
  for (std::size_t i = 0; i < std::size(values); ++i) builder.set(kOfTranscript[i].first, values[i]);
  if (kind == WideKind::of_record) {
    builder.set("source", row.source);
    builder.set("n_raters", fmt::format("{}", row.n_raters));
    builder.set("double_coded", row.n_raters > 1 ? "1" : "0");
    return;
  }
  const CodingRecord& coding = row.coding;
  builder.set("rater", coding.coding.rater);
  builder.set("round", fmt::format("{}", coding.coding.round));
  builder.set("date", coding.made_at.substr(0, 10));
  builder.set("system", coding.system);
  builder.set("blind", row.is_blind ? "1" : "0");
  builder.set("assisted", coding.assisted ? "1" : "0");
}

std::string quoted(const std::string& text, char quote) {
  std::string result(1, quote);
  for (char c : text) {
    if (c == quote) result += quote == '\'' ? "''" : "\\\"";
    else if (c == '\\' && quote == '"') result += "\\\\";
    else result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return result + quote;
}

/// Bytes of the longest cell, 8 at least: SPSS wants to know.
std::size_t width_of(const WideTable& table, std::size_t column) {
  std::size_t width = 8;
  for (const std::vector<std::string>& row : table.rows) width = std::max(width, row[column].size() + 1);
  return width;
}

}  // namespace

WideTable wide_table(std::span<const WideRow> rows, std::span<const Scale> scales, WideKind kind) {
  Builder builder;
  for (const auto& [name, label] : kOfTranscript) builder.column(name, label, false);
  if (kind == WideKind::by_rater)
    for (const auto& [name, label] : kOfCoding) builder.column(name, label, is_number(name));
  else
    for (const auto& [name, label] : kOfRecord) builder.column(name, label, is_number(name));
  builder.with_reason("record", "Class record as written", false);
  for (const auto& [name, label] : kDerived) builder.with_reason(name, label, false);
  builder.column("alt1", "First alternative", false);
  builder.column("alt2", "Second alternative", false);
  add_scale_columns(builder, rows, scales);
  builder.column("n_events", "Events with a score", true);
  for (const WideRow& row : rows) {
    builder.begin_row();
    fill_who(builder, row, kind);
    for (const Rating& rating : row.coding.coding.ratings) {
      if (is_class_record(find(scales, rating.scale), rating)) fill_class(builder, rating);
      else if (rating.target.kind == TargetKind::none) builder.set(column_name(rating.scale), cell_of(rating));
      else if (rating.target.kind != TargetKind::event) builder.set(target_column(rating), cell_of(rating));
    }
    fill_events(builder, row.coding.coding.ratings);
  }
  return std::move(builder).table();
}

void write_wide_csv(std::ostream& out, const WideTable& table) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) out << (i == 0 ? "" : ",") << table.columns[i].name;
  out << "\n";
  for (const std::vector<std::string>& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      out << (i == 0 ? "" : ",") << (table.columns[i].is_number ? row[i] : csv_cell(row[i]));
    out << "\n";
  }
}

void write_dictionary_csv(std::ostream& out, const WideTable& table) {
  out << "name,type,label,n\n";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto n = std::ranges::count_if(table.rows, [i](const auto& row) { return !row[i].empty(); });
    out << fmt::format("{},{},{},{}\n", table.columns[i].name, table.columns[i].is_number ? "number" : "text",
                       csv_cell(table.columns[i].label), n);
  }
}

void write_spss(std::ostream& out, const WideTable& table, const std::string& file) {
  out << "* Encoding: UTF-8.\n"
      << fmt::format("GET DATA /TYPE=TXT /FILE={} /ENCODING='UTF8' /DELCASE=LINE\n  /DELIMITERS=\",\" /QUALIFIER='\"' "
                     "/ARRANGEMENT=DELIMITED /FIRSTCASE=2 /VARIABLES=\n",
                     quoted(file, '\''));
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    out << fmt::format("  {} {}\n", table.columns[i].name,
                       table.columns[i].is_number ? "F8.2" : fmt::format("A{}", width_of(table, i)));
  out << ".\nVARIABLE LABELS\n";
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    out << fmt::format("  {}{} {}\n", i == 0 ? "" : "/", table.columns[i].name, quoted(table.columns[i].label, '\''));
  out << ".\nVALUE LABELS\n";
  bool is_first = true;
  for (const WideColumn& column : table.columns)
    if (column.name == "blind" || column.name == "assisted" || column.name == "double_coded") {
      out << fmt::format("  {}{} 0 'no' 1 'yes'\n", is_first ? "" : "/", column.name);
      is_first = false;
    }
  out << ".\nEXECUTE.\n";
}

void write_r(std::ostream& out, const WideTable& table, const std::string& file) {
  out << "# Reads the table with types and labels. Missing values are NA; why is in the columns *_reason.\n"
      << fmt::format("wide <- read.csv({}, na.strings = \"\", encoding = \"UTF-8\", colClasses = c(\n", quoted(file, '"'));
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    out << fmt::format("  {} = \"{}\"{}\n", table.columns[i].name, table.columns[i].is_number ? "numeric" : "character",
                       i + 1 < table.columns.size() ? "," : "))");
  for (const WideColumn& column : table.columns)
    out << fmt::format("attr(wide${}, \"label\") <- {}\n", column.name, quoted(column.label, '"'));
}

}  // namespace attune
