#include "attune/codebook/scale_names.h"

#include "catch.h"

using namespace attune;

TEST_CASE("a scale is found by its id and its aliases, with the target an alias names") {
  Codebook book;
  Scale ideal;
  ideal.id = "ideal";
  ideal.target = TargetKind::figure;
  ideal.aliases = {"idealization", "idealisation_mother=figure:mother"};
  Scale record;
  record.id = "record";
  record.level = ScaleLevel::class_record;
  record.aliases = {"class4"};
  book.scales = {ideal, record};
  Codebook other;
  other.scales = {ideal};
  const ScaleNames names({book, other});

  CHECK(names.scales().size() == 2);
  const auto found = [&](const char* name) {
    const auto named = names.find(name);
    return named ? named->scale->id + " " + to_string(named->target) : "none";
  };
  const std::pair<const char*, const char*> rows[] = {
      {"ideal", "ideal "},         {"IDEAL", "ideal "},
      {"idealization", "ideal "},  {"Idealisation_Mother", "ideal figure:mother"},
      {"record", "record "},       {"class4", "record "},
      {"class_record", "record "}, {"idealisation", "none"},
      {"", "none"},
  };
  for (const auto& [name, expected] : rows) {
    CAPTURE(name);
    CHECK(found(name) == expected);
  }
}
