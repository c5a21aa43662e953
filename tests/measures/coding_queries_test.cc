#include "attune/measures/coding_queries.h"

#include "catch.h"

using namespace attune;

namespace {

ScaleNames scales() {
  Codebook book;
  const auto add = [&](const char* id, TargetKind target, ScaleLevel level) {
    Scale scale;
    scale.id = id;
    scale.target = target;
    scale.level = level;
    book.scales.push_back(scale);
  };
  add("ideal", TargetKind::figure, ScaleLevel::interval);
  add("coh_mind", TargetKind::none, ScaleLevel::interval);
  add("u_loss", TargetKind::event, ScaleLevel::interval);
  add("record", TargetKind::none, ScaleLevel::class_record);
  return ScaleNames({book});
}

Rating value(const char* scale, double number, const char* target = "") {
  return {scale, *parse_target(target), number, "", std::nullopt, "", ""};
}
Rating absent(const char* scale, const char* target) {
  return {scale, *parse_target(target), std::nullopt, "", MissingReason::not_applicable, "", ""};
}
Rating record(const char* text) { return {"record", {}, std::nullopt, text, std::nullopt, "", ""}; }

}  // namespace

TEST_CASE("a second look at a coding asks, and asks nothing of a usual one") {
  using Lines = std::vector<std::string>;
  const Rating coherence = value("coh_mind", 5);
  struct Row {
    std::vector<Rating> ratings;
    Lines expected;
  };
  const Row rows[] = {
      {{}, {}},
      {{coherence, record("F")}, {}},
      {{coherence, record("U/F5"), value("u_loss", 7, "event:loss_1"), value("u_loss", 3, "event:loss_2")}, {}},
      {{coherence, record("U/F5"), value("u_loss", 5, "event:loss_1")}, {}},
      {{coherence, record("F"), value("u_loss", 5, "event:loss_1")}, {}},
      {{coherence, record("F5/U"), value("u_loss", 5.5, "event:loss_1")}, {}},
      {{coherence, record("U")}, {"U: a U has an organised alternative as a rule"}},
      {{coherence, record("CC/F")}, {"CC/F: a CC has two organised alternatives as a rule"}},
      {{value("u_loss_max", 7), value("u_loss", 7, "event:loss_1"), value("u_loss", 3, "event:loss_2")}, {}},
      {{value("u_loss_max", 5), value("u_loss", 7, "event:loss_1")}, {"u_loss_max is rated 5, but the highest event 7"}},
      {{coherence, record("U/F5"), value("u_loss", 3, "event:loss_1")},
       {"U/F5: no event is rated 5 or higher, the highest is 3"}},
      {{coherence, record("Ds1"), value("u_loss", 7, "event:loss_1")},
       {"Ds1: an event is rated 7, but the class has no U"}},
      {{record("F")}, {"a class, but no coherence of transcript or of mind"}},
      {{value("ideal", 3, "figure:father"), absent("ideal", "figure:mother")}, {}},
      {{value("ideal", 3, "figure:father"), absent("loving", "figure:father")},
       {"figure:father is rated on one scale and not applicable on another"}},
  };
  const ScaleNames names = scales();
  for (const Row& row : rows) CHECK(coding_queries(row.ratings, names) == row.expected);
  CHECK(coding_queries({coherence, record("U/F5"), value("u_loss", 5, "event:loss_1")}, names, 5.5) ==
        Lines{"U/F5: no event is rated 5.5 or higher, the highest is 5"});
}
