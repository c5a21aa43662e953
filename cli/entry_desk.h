// A rater's own coding of one interview while it is entered: each change is stored at once, and can be taken back.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "attune/codebook/scale_names.h"
#include "attune/formats/rating_sheet.h"
#include "attune/io/study.h"
#include "cli/entry_words.h"

namespace attune::cli::entry {

/// Holds references to the study and the scales, which must outlive it. Members throw what `Study` throws; then nothing changed.
class Desk {
 public:
  Desk(Study& study, const ScaleNames& scales, CodingKey key, std::string reason);

  [[nodiscard]] const std::vector<SheetRow>& rows() const { return rows_; }
  [[nodiscard]] const std::vector<Jotting>& jottings() const { return jottings_; }
  [[nodiscard]] CodingState state() const { return state_; }
  [[nodiscard]] int transcript_version() const { return version_; }  // of the coding; 0 before it is begun

  /// Each says in a line what is stored now.
  std::string rate(const SheetRow& row);
  std::string evidence(const About& about, const std::string& lines);
  std::string remark(const About& about, const std::string& note);
  std::string undo();
  int submit();
  int lock();

  /// What a second look would ask, a sentence each.
  [[nodiscard]] std::vector<std::string> queries(double cut) const;

 private:
  /// What stood before a change.
  struct Step {
    About about;
    std::optional<Rating> rating;
    Jotting jotting;
  };

  void read_again();
  [[nodiscard]] std::optional<Rating> rating_of(const About& about) const;
  [[nodiscard]] Jotting jotting_of(const About& about) const;
  void store(const Rating& rating);
  [[nodiscard]] std::string keep(const About& about, std::optional<Rating> rating, Jotting jotting);
  [[nodiscard]] std::vector<Rating> ratings() const;

  Study& study_;
  const ScaleNames& scales_;
  CodingKey key_;
  std::string reason_;
  std::vector<SheetRow> rows_;
  std::vector<Jotting> jottings_;
  CodingState state_ = CodingState::draft;
  int version_ = 0;
  std::vector<Step> steps_;
};

}  // namespace attune::cli::entry
