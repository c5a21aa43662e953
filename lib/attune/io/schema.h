// The tables and views of a study file (docs/study.md describes them for their readers).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// "Attn": says in a file's header that it is a study.
inline constexpr std::int32_t kApplicationId = 0x4174746E;
/// Version of the tables. A file with a higher one is refused.
inline constexpr std::int32_t kSchemaVersion = 6;

struct StudyTable {
  std::string_view name;
  std::string_view definition;           // columns and constraints, without `pk` and `hash`, which every table has
  std::vector<std::string_view> unique;  // column lists that no two rows share, besides pk
  bool is_record = true;                 // has a content hash and is counted in the audit log
};

/// What a study of an older version lacks: all statements that make a thing whose name is not in `present`.
[[nodiscard]] std::vector<std::string> statements_for_missing(const std::vector<std::string>& present);

/// Every table, each after those it refers to.
[[nodiscard]] const std::vector<StudyTable>& study_tables();

/// The statements that make an empty study: tables, triggers that refuse UPDATE, DELETE and REPLACE, views.
[[nodiscard]] std::vector<std::string> schema_statements();

}  // namespace attune
