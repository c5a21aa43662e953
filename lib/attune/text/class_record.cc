#include "attune/text/class_record.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace attune {
namespace {

constexpr std::string_view kBlanks = " \t";

bool is_organised(const ClassPart& part) {
  return part.name == AttachmentClass::f || part.name == AttachmentClass::ds || part.name == AttachmentClass::e;
}

/// ASCII only: class names are.
std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return result;
}

std::optional<ClassPart> parse_part(std::string_view text) {
  // Longer names first, so that "ds" is not read as something else.
  constexpr std::array kNames = {std::pair{std::string_view("ds"), AttachmentClass::ds},
                                 std::pair{std::string_view("cc"), AttachmentClass::cc},
                                 std::pair{std::string_view("f"), AttachmentClass::f},
                                 std::pair{std::string_view("e"), AttachmentClass::e},
                                 std::pair{std::string_view("u"), AttachmentClass::u}};
  const std::string folded = lower(text);
  for (const auto& [name, value] : kNames) {
    if (!folded.starts_with(name)) continue;
    ClassPart part{value, 0, 0};
    std::string_view rest = std::string_view(folded).substr(name.size());
    if (is_organised(part) && !rest.empty() && rest[0] >= '1' && rest[0] <= '5') {
      part.sub = rest[0] - '0';
      rest.remove_prefix(1);
      if (rest == "a" || rest == "b") part.half = rest[0], rest = {};
    }
    if (rest.empty()) return part;
  }
  return std::nullopt;
}

/// Why `part` may not stand after `before`, or empty.
std::string misplaced(const std::vector<ClassPart>& before, const ClassPart& part) {
  if (std::ranges::find(before, part) != before.end()) return "each class once";
  if (part.name == AttachmentClass::u && !before.empty() && before.back().name == AttachmentClass::cc &&
      before.size() == 1)
    return "U before CC";
  return "";
}

DerivedClass yes_or_no(std::string name, bool value) { return {std::move(name), value ? "yes" : "no", ""}; }

}  // namespace

std::string_view class_name(AttachmentClass value) {
  switch (value) {
    case AttachmentClass::f: return "F";
    case AttachmentClass::ds: return "Ds";
    case AttachmentClass::e: return "E";
    case AttachmentClass::u: return "U";
    case AttachmentClass::cc: return "CC";
  }
  return "";
}

ParsedClassRecord parse_class_record(std::string_view text) {
  ParsedClassRecord parsed;
  const auto mistake = [&](std::size_t offset, std::string expected, std::string_view found) {
    const std::string quoted = found.empty() ? "nothing" : "\"" + std::string(found) + "\"";
    parsed.record = {};
    parsed.mistake = ClassMistake{static_cast<int>(offset) + 1, std::move(expected), quoted};
    return parsed;
  };
  for (std::size_t begin = 0;;) {
    const std::size_t end = std::min(text.find('/', begin), text.size());
    const std::size_t first = std::min(text.find_first_not_of(kBlanks, begin), end);
    std::string_view written = text.substr(first, end - first);
    written = written.substr(0, written.find_last_not_of(kBlanks) + 1);
    const auto part = parse_part(written);
    if (!part) return mistake(first, "a class like F4a, Ds2, E, U or CC", written);
    if (std::string wrong = misplaced(parsed.record.parts, *part); !wrong.empty())
      return mistake(first, std::move(wrong), written);
    parsed.record.parts.push_back(*part);
    if (end == text.size()) return parsed;
    begin = end + 1;
  }
}

std::string to_string(const ClassPart& part) {
  std::string text(class_name(part.name));
  if (part.sub > 0) text += static_cast<char>('0' + part.sub);
  if (part.half != 0) text += part.half;
  return text;
}

std::string to_string(const ClassRecord& record) {
  std::string text;
  for (const ClassPart& part : record.parts) text += (text.empty() ? "" : "/") + to_string(part);
  return text;
}

bool lacks_alternative(const ClassRecord& record) {
  const auto organised = std::ranges::count_if(record.parts, is_organised);
  std::ptrdiff_t needed = 0;
  for (const ClassPart& part : record.parts) {
    if (is_organised(part)) break;
    needed = std::max<std::ptrdiff_t>(needed, part.name == AttachmentClass::cc ? 2 : 1);
  }
  return organised < needed;
}

std::vector<DerivedClass> derived_classes(const ClassRecord& record) {
  const auto first_organised = std::ranges::find_if(record.parts, is_organised);
  const auto is = [](AttachmentClass name) { return [name](const ClassPart& part) { return part.name == name; }; };
  const bool has_organised = first_organised != record.parts.end();
  const AttachmentClass primary = record.parts.front().name;
  const bool pooled = primary == AttachmentClass::u || primary == AttachmentClass::cc;

  std::vector<DerivedClass> derived;
  derived.push_back({"class5", std::string(class_name(primary)), ""});
  derived.push_back({"class4", pooled ? "U/CC" : std::string(class_name(primary)), ""});
  if (has_organised) {
    derived.push_back({"class3_forced", std::string(class_name(first_organised->name)), ""});
    derived.push_back(yes_or_no("autonomous_forced", first_organised->name == AttachmentClass::f));
  } else {
    derived.push_back({"class3_forced", "", "no_alternative"});
    derived.push_back({"autonomous_forced", "", "no_alternative"});
  }
  derived.push_back(yes_or_no("autonomous_nonU", primary == AttachmentClass::f));
  derived.push_back(
      yes_or_no("U_primary", std::any_of(record.parts.begin(), first_organised, is(AttachmentClass::u))));
  derived.push_back(yes_or_no("CC_any", std::ranges::any_of(record.parts, is(AttachmentClass::cc))));
  return derived;
}

}  // namespace attune
