// What may tell who somebody is, as data: lists of names and places, words that stand before names, shapes of dates and
// numbers. Read from `codebooks/privacy/*.toml`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace attune {

/// Kinds of what identifies, after the Safe Harbor list of HIPAA (45 CFR 164.514(b)(2)) as far as text shows them.
/// `listed` is what a study's own list names without a kind.
enum class IdentifierKind : std::uint8_t { name, place, institution, date, age, phone, email, url, address, number, listed };

[[nodiscard]] std::string_view identifier_kind_name(IdentifierKind kind);
[[nodiscard]] std::optional<IdentifierKind> parse_identifier_kind(std::string_view text);

/// A regular expression (RE2).
struct PrivacyShape {
  IdentifierKind kind = IdentifierKind::number;
  std::string pattern;
  int least_digits = 0;  // what has fewer is passed over
  int line = 0;          // in its file, for messages

  bool operator==(const PrivacyShape&) const = default;
};

/// A place that is listed, and what it is: "city".
struct KnownPlace {
  std::string what;
  std::string name;

  bool operator==(const KnownPlace&) const = default;
};

/// What a replacement calls a kind: "Person" in "{{Person 1}}".
struct PrivacyNoun {
  IdentifierKind kind = IdentifierKind::name;
  std::string noun;

  bool operator==(const PrivacyNoun&) const = default;
};

/// All words are folded.
struct PrivacyWords {
  std::string id;
  std::string language;                   // "any" for what belongs to none
  bool capitals = true;                   // a capital letter within a sentence is a sign of a name
  std::vector<std::string> titles;        // a capitalised word behind one is a name
  std::vector<std::string> given;         // first names
  std::vector<std::string> words_too;     // names that are words as well
  std::vector<std::string> before_places; // "in", "from"
  std::vector<KnownPlace> places;
  std::vector<std::string> not_names;
  std::vector<std::string> months;        // January first
  std::vector<PrivacyNoun> nouns;
  std::vector<PrivacyShape> shapes;

  bool operator==(const PrivacyWords&) const = default;
};

/// Throws `Errors` with every mistake and its place.
[[nodiscard]] PrivacyWords parse_privacy(std::string_view toml, const std::string& file);

}  // namespace attune
