#include "cli/entry_desk.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "attune/measures/coding_queries.h"
#include "attune/report/conference.h"
#include "cli/entry_lists.h"
#include "cli/rating_queries.h"
#include "cli/sheet_rows.h"

namespace attune::cli::entry {

Desk::Desk(Study& study, const ScaleNames& scales, CodingKey key, std::string reason)
    : study_(study), scales_(scales), key_(std::move(key)), reason_(std::move(reason)) {
  read_again();
}

void Desk::read_again() {
  // Of the rater's own codings only, and without marks.
  CodingFilter own{{key_.transcript}, {key_.rater}};
  own.with_marks = false;
  const std::vector<CodingRecord> codings = study_.codings(own);
  rows_ = sheet_rows(study_, scales_, key_, codings);
  jottings_ = study_.jottings(key_);
  for (const Jotting& jotting : jottings_) {
    const auto same = [&](const SheetRow& row) { return row.rating.scale == jotting.scale && row.rating.target == jotting.target; };
    if (std::ranges::any_of(rows_, same)) continue;
    SheetRow row;
    row.transcript = key_.transcript;
    row.round = key_.round;
    row.rating.scale = jotting.scale;
    row.rating.target = jotting.target;
    rows_.push_back(std::move(row));
  }
  for (const CodingRecord& record : codings)
    if (record.coding.round == key_.round) {
      state_ = record.state;
      version_ = record.transcript_version;
    }
}

std::optional<Rating> Desk::rating_of(const About& about) const {
  for (const SheetRow& row : rows_)
    if (row.rating.scale == about.scale && row.rating.target == about.target && is_rated(row.rating)) return row.rating;
  return std::nullopt;
}

Jotting Desk::jotting_of(const About& about) const {
  for (const Jotting& jotting : jottings_)
    if (jotting.scale == about.scale && jotting.target == about.target) return jotting;
  return {about.scale, about.target, "", ""};
}

void Desk::store(const Rating& rating) {
  RatingEntry entry{rating, std::nullopt};
  const auto named = scales_.find(rating.scale);
  if (named && named->scale->level == ScaleLevel::class_record && !rating.category.empty()) entry.class_record = parse_class_record(rating.category).record;
  static_cast<void>(study_.store_ratings({key_.rater, key_.round, {{key_.transcript, {entry}}}, reason_}));
}

/// Brings a scale and target to what it is to hold, and says so.
std::string Desk::keep(const About& about, std::optional<Rating> rating, Jotting jotting) {
  const Step before{about, rating_of(about), jotting_of(about)};
  if (rating) store(*rating);
  else if (before.rating) static_cast<void>(study_.withdraw_rating(key_, about.scale, about.target, reason_));
  if (!rating) static_cast<void>(study_.jot(key_, jotting));
  const bool is_same = rating == before.rating && (rating || jotting == before.jotting);
  if (!is_same) steps_.push_back(before);
  read_again();
  const std::string lines = rating ? rating->lines : jotting.lines;
  const std::string note = rating ? rating->note : jotting.note;
  return fmt::format("{}: {}{}{}{} ({} missing)", in_words(about.scale, about.target), rating ? said(*rating) : "not rated yet",
                     lines.empty() ? "" : ", lines " + lines, note.empty() ? "" : ", with a note", is_same ? ", as before" : "", missing_of(rows_));
}

std::string Desk::rate(const SheetRow& row) {
  const About about{row.rating.scale, row.rating.target};
  Rating rating = row.rating;
  const std::optional<Rating> before = rating_of(about);
  const Jotting jotting = jotting_of(about);
  rating.lines = before ? before->lines : jotting.lines;
  rating.note = before ? before->note : jotting.note;
  return keep(about, rating, jotting);
}

std::string Desk::evidence(const About& about, const std::string& lines) {
  std::optional<Rating> rating = rating_of(about);
  Jotting jotting = jotting_of(about);
  (rating ? rating->lines : jotting.lines) = lines;
  return keep(about, rating, jotting);
}

std::string Desk::remark(const About& about, const std::string& note) {
  std::optional<Rating> rating = rating_of(about);
  Jotting jotting = jotting_of(about);
  (rating ? rating->note : jotting.note) = note;
  return keep(about, rating, jotting);
}

std::string Desk::undo() {
  if (steps_.empty()) return "Nothing was entered since this was begun.";
  const std::size_t before = steps_.size() - 1;
  const Step last = steps_.back();
  const std::string kept = keep(last.about, last.rating, last.jotting);
  steps_.resize(before);  // without the change, and the one that took it back
  return "taken back; " + kept;
}

int Desk::submit() {
  const int count = study_.submit(key_.rater, key_.round, {key_.transcript});
  read_again();
  return count;
}

int Desk::lock() {
  const int count = study_.lock(key_.rater, key_.round, {key_.transcript});
  read_again();
  return count;
}

std::vector<Rating> Desk::ratings() const {
  std::vector<Rating> ratings;
  for (const SheetRow& row : rows_)
    if (is_rated(row.rating)) ratings.push_back(row.rating);
  return ratings;
}

std::vector<std::string> Desk::queries(double cut) const {
  std::vector<std::string> queries = coding_queries(ratings(), scales_, cut);
  for (std::string& query : note_queries(jottings_, ratings())) queries.push_back(std::move(query));
  return queries;
}

}  // namespace attune::cli::entry
