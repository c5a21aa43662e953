#include "attune/report/wide_table.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/event_scales.h"
#include "attune/text/class_record.h"

namespace attune {
namespace {

constexpr std::size_t kLongestName = 57;  // 64, SPSS's most, with "_reason"

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
  return (begins_well ? name : "x" + name).substr(0, kLongestName);
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
    index_[name] = table_.columns.size();
    taken_.insert(in_lower_case(name));
    table_.columns.push_back({name, label, is_number});
    for (std::vector<std::string>& row : table_.rows) row.emplace_back();
  }
  void with_reason(const std::string& name, const std::string& label, bool is_number) {
    column(name, label, is_number);
    column(name + "_reason", label + ": why there is none", false);
  }
  /// Keeps a name for a column that comes later.
  void reserve(const std::string& name) { taken_.insert(in_lower_case(name)); }
  /// `name`, or with a number behind it when it, or the one of its reasons, is another's. SPSS sees no case.
  [[nodiscard]] std::string free_name(const std::string& name) const {
    std::string free = name;
    for (int i = 2; is_taken(free) || is_taken(free + "_reason"); ++i) {
      const std::string number = fmt::format("_{}", i);
      free = name.substr(0, kLongestName - number.size()) + number;
    }
    return free;
  }
  void set(const std::string& name, std::string value) { table_.rows.back()[index_.at(name)] = std::move(value); }
  void set(const std::string& name, const Cell& cell) {
    set(name, cell.value);
    set(name + "_reason", cell.reason);
  }

  [[nodiscard]] WideTable table() && { return std::move(table_); }

 private:
  static std::string in_lower_case(std::string name) {
    for (char& c : name)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return name;
  }
  [[nodiscard]] bool is_taken(const std::string& name) const { return taken_.contains(in_lower_case(name)); }

  WideTable table_;
  std::map<std::string, std::size_t> index_;
  std::set<std::string> taken_;  // in lower case
};

constexpr std::pair<const char*, const char*> kOfTranscript[] = {
    {"id", "Transcript"},         {"participant", "Participant"}, {"family", "Family"},
    {"wave", "Wave"},             {"site", "Site"},               {"language", "Language"},
    {"interviewer", "Interviewer"}, {"transcriber", "Transcriber"}};

constexpr std::pair<const char*, const char*> kOfCoding[] = {
    {"rater", "Rater"},   {"round", "Round of coding"}, {"date", "Date the coding was begun"},
    {"system", "System"}, {"blind", "Coded in a packet without marks or others' values: 1 yes, 0 no"},
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

/// What a column is about: a scale and a target. Of an event scale it is the highest over events, whose target is
/// `kAllEvents`.
struct About {
  std::string scale;
  Target target;

  auto operator<=>(const About&) const = default;
};

const Target kAllEvents{TargetKind::event, ""};

bool is_class_record(const Scale* scale, const Rating& rating) {
  return scale != nullptr ? scale->level == ScaleLevel::class_record : rating.scale == "record";
}

/// Which columns of scales there are, and what they are called.
class ScaleColumns {
 public:
  ScaleColumns(std::span<const WideRow> rows, std::span<const Scale> scales) : scales_(scales), event_scales_(scales) {
    for (const WideRow& row : rows) event_scales_.add(row.coding.coding.ratings);
    for_each_rating(rows, [&](const Rating& rating) {
      if (!is_class_record(find(scales_, rating.scale), rating)) return;
      if (record_.empty() || rank_of(rating.scale) < rank_of(record_)) record_ = rating.scale;
    });
  }

  /// Whether the rating is the class record that the derived classes come from: the first such scale.
  [[nodiscard]] bool is_record(const Rating& rating) const {
    return rating.scale == record_ && is_class_record(find(scales_, rating.scale), rating);
  }

  /// "u_loss_max" of the interview and "u_loss" of its events are one column.
  [[nodiscard]] About about(const Rating& rating) const {
    if (auto of_events = event_scales_.scale_of(rating)) return {std::move(*of_events), kAllEvents};
    return {rating.scale, rating.target};
  }

  /// Interview scales in the order of `scales`, figures', events', questions'.
  void add_to(Builder& builder, std::span<const WideRow> rows) {
    using Order = std::tuple<TargetKind, std::size_t, std::string, std::tuple<int, std::string>>;
    std::map<Order, std::pair<About, bool>> columns;  // whether it has numbers only
    for_each_rating(rows, [&](const Rating& rating) {
      if (is_record(rating)) return;
      const About about = this->about(rating);
      const Order order{about.target.kind, rank_of(about.scale), about.scale, figure_order(about.target.id)};
      const auto [column, is_new] = columns.emplace(order, std::pair(about, true));
      column->second.second = column->second.second && has_numbers(rating);
    });
    for (const auto& [order, column] : columns) {
      const auto& [about, is_number] = column;
      const std::string& name = names_[about] = builder.free_name(name_of(about));
      builder.with_reason(name, label_of(about), is_number);
    }
  }

  /// REQUIRES: `add_to` had a rating about it.
  [[nodiscard]] const std::string& name(const About& about) const { return names_.at(about); }

 private:
  template <typename Work>
  static void for_each_rating(std::span<const WideRow> rows, Work&& work) {
    for (const WideRow& row : rows)
      for (const Rating& rating : row.coding.coding.ratings) work(rating);
  }

  [[nodiscard]] std::size_t rank_of(const std::string& id) const {
    const Scale* scale = find(scales_, id);
    return scale != nullptr ? static_cast<std::size_t>(scale - scales_.data()) : scales_.size();
  }

  [[nodiscard]] bool has_numbers(const Rating& rating) const {
    const Scale* scale = find(scales_, rating.scale);
    if (is_class_record(scale, rating)) return false;
    return scale == nullptr ? rating.category.empty() : scale->level != ScaleLevel::nominal;
  }

  static std::string name_of(const About& about) {
    // "rf_question" of a question is rf_KEY; other scales keep their name before the target's.
    if (about.target == kAllEvents) return column_name(name_of_highest(about.scale));
    if (about.target.kind == TargetKind::none) return column_name(about.scale);
    return column_name((about.scale == "rf_question" ? "rf" : about.scale) + "_" + about.target.id);
  }

  [[nodiscard]] std::string label_of(const About& about) const {
    const Scale* scale = find(scales_, about.scale);
    const std::string title = scale != nullptr ? scale->title : about.scale;
    if (about.target == kAllEvents) return title + ", highest over events";
    return about.target.kind == TargetKind::none ? title : title + ": " + about.target.id;
  }

  std::span<const Scale> scales_;
  EventScales event_scales_;
  std::string record_;
  std::map<About, std::string> names_;
};

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

void fill_scales(Builder& builder, const ScaleColumns& columns, const WideRow& row, WideKind kind) {
  std::map<About, const Rating*> cells;
  std::set<std::string> events;
  for (const Rating& rating : row.coding.coding.ratings) {
    if (columns.is_record(rating)) {
      fill_class(builder, rating);
      continue;
    }
    if (rating.target.kind == TargetKind::event && rating.value) events.insert(rating.target.id);
    const Rating*& cell = cells[columns.about(rating)];
    if (cell == nullptr || takes_over(rating, *cell)) cell = &rating;
  }
  for (const auto& [about, rating] : cells) builder.set(columns.name(about), cell_of(*rating));
  if (kind == WideKind::by_rater) builder.set("n_events", fmt::format("{}", events.size()));
  else if (row.n_events) builder.set("n_events", fmt::format("{}", *row.n_events));
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
  builder.reserve("n_events");
  ScaleColumns columns(rows, scales);
  columns.add_to(builder, rows);
  builder.column("n_events", "Events with a score", true);
  for (const WideRow& row : rows) {
    builder.begin_row();
    fill_who(builder, row, kind);
    fill_scales(builder, columns, row, kind);
  }
  return std::move(builder).table();
}

}  // namespace attune
