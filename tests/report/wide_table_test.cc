// The wide export: which columns there are, what they are called, and what stands in them.
#include "attune/report/wide_table.h"

#include <sstream>

#include "catch.h"

using namespace attune;

namespace {

Rating rating(const std::string& scale, const std::string& target, std::optional<double> value,
              std::optional<MissingReason> reason = std::nullopt) {
  return {scale, *parse_target(target), value, "", reason, "", ""};
}

Rating category(const std::string& scale, const std::string& text) {
  return {scale, {}, std::nullopt, text, std::nullopt, "", ""};
}

Scale scale(const std::string& id, TargetKind target, ScaleLevel level = ScaleLevel::interval) {
  Scale result;
  result.id = id;
  result.title = "Title of " + id;
  result.target = target;
  result.level = level;
  return result;
}

/// The columns after those of every table, and what one coding has in them: "coh_mind=5, loving_father=!not_asked".
std::string shown(const std::vector<Rating>& ratings, const std::vector<Scale>& scales = {}) {
  WideRow row;
  row.coding.coding.ratings = ratings;
  const std::vector<WideRow> rows = {row};
  const WideTable table = wide_table(rows, scales, WideKind::by_rater);
  std::string text;
  bool is_after = false;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string& name = table.columns[i].name;
    if (is_after && !name.ends_with("_reason") && name != "n_events") {
      text += (text.empty() ? "" : ", ") + name + "=" + table.rows[0][i];
      if (!table.rows[0][i + 1].empty()) text += "!" + table.rows[0][i + 1];
    }
    is_after |= name == "alt2";
  }
  return text;
}

}  // namespace

TEST_CASE("columns of scales whose names would be equal are told apart, and none loses a value") {
  struct Row {
    std::vector<Rating> ratings;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{rating("a.b", "", 1), rating("a_b", "", 2)}, "a_b=1, a_b_2=2"},
      {{rating("Warm", "", 1), rating("warm", "", 2)}, "Warm=1, warm_2=2"},
      {{rating("one", "figure:mother", 1), rating("two", "figure:mother", 2)}, "one_mother=1, two_mother=2"},
      {{rating("warm", "figure:mother", 1), rating("warm_mother", "", 2)}, "warm_mother=2, warm_mother_2=1"},
      {{rating("site", "", 3), rating("n_events", "", 4)}, "n_events_2=4, site_2=3"},
      {{rating("warm", "", 1), rating("warm_reason", "", 2)}, "warm=1, warm_reason_2=2"},
      {{rating(std::string(60, 'x') + "1", "", 1), rating(std::string(60, 'x') + "2", "", 2)},
       std::string(57, 'x') + "=1, " + std::string(55, 'x') + "_2=2"},
      {{category("record", "F5"), category("record_lab", "E2")}, "record_lab=E2"},
  };
  const std::vector<Scale> scales = {scale("record", TargetKind::none, ScaleLevel::class_record),
                                     scale("record_lab", TargetKind::none, ScaleLevel::class_record)};
  for (const Row& row : rows) CHECK(shown(row.ratings, scales) == row.expected);
}

TEST_CASE("the highest over events stands before what was rated for all of them, and that before a reason") {
  const std::vector<Scale> scales = {scale("u_loss", TargetKind::event), scale("u_loss_max", TargetKind::none)};
  const auto no = MissingReason::not_applicable;
  struct Row {
    std::vector<Rating> ratings;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{rating("u_loss", "event:loss_1", 3), rating("u_loss", "event:loss_2", 7)}, "u_loss_max=7"},
      {{rating("u_loss", "event:loss_1", 3), rating("u_loss_max", "", 5)}, "u_loss_max=3"},
      {{rating("u_loss_max", "", 5), rating("u_loss", "event:loss_1", 7)}, "u_loss_max=7"},
      {{rating("u_loss_max", "", 5)}, "u_loss_max=5"},
      {{rating("u_loss", "event:loss_1", {}, no), rating("u_loss_max", "", 5)}, "u_loss_max=5"},
      {{rating("u_loss", "event:loss_1", {}, MissingReason::cannot_rate), rating("u_loss_max", "", {}, no)},
       "u_loss_max=!cannot_rate"},
      {{rating("u_loss_max", "", {}, no)}, "u_loss_max=!not_applicable"},
      // Without an event scale of that name it is a scale as any other.
      {{rating("warm_max", "", 5)}, "warm_max=5"},
  };
  for (const Row& row : rows) CHECK(shown(row.ratings, scales) == row.expected);
}

TEST_CASE("a score of record has the events that are known of it, and a coding those it scores") {
  WideRow row;
  row.coding.coding.ratings = {rating("u_loss_max", "", 5)};
  for (const auto& [known, expected] : {std::pair(std::optional<std::size_t>(2), "2"), {std::nullopt, ""}}) {
    row.n_events = known;
    const WideTable table = wide_table(std::vector{row}, std::vector{scale("u_loss", TargetKind::event)}, WideKind::of_record);
    CHECK(table.columns.back().name == "n_events");
    CHECK(table.rows[0].back() == expected);
    CHECK(table.columns[table.columns.size() - 3].name == "u_loss_max");
    CHECK(table.rows[0][table.rows[0].size() - 3] == "5");
  }
  row.coding.coding.ratings = {rating("u_loss", "event:a", 5), rating("u_loss", "event:b", 3)};
  CHECK(wide_table(std::vector{row}, {}, WideKind::by_rater).rows[0].back() == "2");
}
