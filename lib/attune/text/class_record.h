// The class a trained rater gives an interview, with its alternatives: "U/E3/F5", "CC/Ds2/E1", "F4a". Attune keeps
// such records and derives from them; it never makes one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// F, Ds and E are the organised classes; U (unresolved) and CC (cannot classify) stand before them.
enum class AttachmentClass : std::uint8_t { f, ds, e, u, cc };

[[nodiscard]] std::string_view class_name(AttachmentClass value);

/// One class with its sub-class, as in "F4a". U and CC have none.
struct ClassPart {
  AttachmentClass name = AttachmentClass::f;
  int sub = 0;      // 1 to 5, or 0
  char half = 0;    // 'a', 'b', or 0

  bool operator==(const ClassPart&) const = default;
};

/// The parts in the order the rater gave them; the first is the class, the others are alternatives. A U or CC behind
/// an organised class is an alternative.
struct ClassRecord {
  std::vector<ClassPart> parts;

  bool operator==(const ClassRecord&) const = default;
};

/// What is wrong with a written record. Columns count from 1.
struct ClassMistake {
  int column = 1;
  std::string expected;
  std::string found;

  bool operator==(const ClassMistake&) const = default;
};

struct ParsedClassRecord {
  ClassRecord record;                    // empty when there is a mistake
  std::optional<ClassMistake> mistake;
};

/// Reads `[U|CC|U/CC]/organised{/organised}`, upper and lower case alike, blanks around parts allowed. A U or CC without
/// the alternatives it needs is read, for it is what the rater wrote: `lacks_alternative` tells.
[[nodiscard]] ParsedClassRecord parse_class_record(std::string_view text);

/// As written in every output: "U/E3/F5".
[[nodiscard]] std::string to_string(const ClassRecord& record);
[[nodiscard]] std::string to_string(const ClassPart& part);

/// A leading U needs one organised alternative, a leading CC two. A record without them is queried, never corrected.
[[nodiscard]] bool lacks_alternative(const ClassRecord& record);

/// A derived class: a value, or the reason why there is none ("no_alternative").
struct DerivedClass {
  std::string name;
  std::string value;
  std::string reason;

  bool operator==(const DerivedClass&) const = default;
};

/// What analyses use, in the order of the wide export (docs/study.md). REQUIRES: a record that was read.
/// class5             F, Ds, E, U or CC: the first part;
/// class4             F, Ds, E or U/CC: U and CC pooled;
/// class3_forced      the first organised class;
/// autonomous_forced  yes where class3_forced is F, else no;
/// autonomous_nonU    yes where the first part is F, else no;
/// U_primary          yes where a U comes before every organised class, else no;
/// CC_any             yes where a CC stands anywhere, else no.
[[nodiscard]] std::vector<DerivedClass> derived_classes(const ClassRecord& record);

}  // namespace attune
