// Who is spoken of: which figure a kin word means, and whom a pronoun can mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "attune/codebook/language.h"
#include "attune/text/records.h"

namespace attune {

/// A kin word with what tells its person from others of that kin: "my younger brother Tom".
struct KinName {
  std::uint32_t kin = 0;  // PeopleWords::Form::kin
  std::string which;      // "younger"; several joined by "_"
  std::string name;       // folded
};

/// The figures of one transcript, and those of them that were spoken of last.
class PeopleInMind {
 public:
  void begin();
  /// The figures, by the numbers that all others here speak of. They are the caller's to change, but for their ids.
  [[nodiscard]] std::vector<Figure>& figures() { return figures_; }

  /// Somebody known beforehand: of that kin, or meant by every pronoun of that gender.
  void know(Figure figure, std::uint32_t kin, std::optional<Gender> pronoun);

  /// The figure with that id, made when there is none.
  std::size_t named(const std::string& id, std::string_view name, Gender gender);
  /// The figure a kin word names, made when it tells of somebody new; `text` is the word as it stands.
  std::size_t relative(const KinName& said, const Kin& kin, std::string_view text);
  /// Lets a figure that has a redacted name be one of that kin.
  void is_relative(std::size_t figure, const KinName& said, Gender gender);

  /// The person now in mind, or one more whose figure is not known: "his brother", "a friend of mine", "Mr Harris".
  void remember(std::size_t figure);
  void meet_stranger(Gender gender);
  void forget();

  /// The one in mind whom a pronoun of that gender fits; nobody when it fits two, or a stranger.
  [[nodiscard]] std::optional<std::size_t> meant_by(Gender gender) const;

 private:
  struct Relative {
    std::string which;
    std::string name;
    bool is_plain = false;  // was named by the kin word alone, too
    std::size_t figure = 0;
  };
  [[nodiscard]] Relative* known_as(std::vector<Relative>& relatives, const KinName& said) const;
  std::vector<Relative>& of_kin(std::uint32_t kin);

  std::vector<Figure> figures_;
  std::unordered_map<std::string, std::size_t> by_id_;
  std::vector<std::vector<Relative>> of_kin_;  // by `KinName::kin`
  std::vector<std::pair<Gender, std::size_t>> given_pronouns_;
  std::vector<std::size_t> recent_;  // figures in mind, the latest last
  std::vector<Gender> strangers_;    // in mind
};

/// "aunt_2" from "{{Aunt 2}}".
[[nodiscard]] std::string figure_id(std::string_view name);

}  // namespace attune
