#include "attune/agreement/units.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "attune/text/class_record.h"

namespace attune {
namespace {

constexpr std::array<std::string_view, 4> kUnitNames = {"transcript", "turn", "sentence", "section"};
constexpr std::array<std::string_view, 3> kComparedNames = {"scale", "class", "code"};
constexpr std::array<std::string_view, 6> kDerivedClasses = {
    "class5", "class4", "class3_forced", "autonomous_forced", "autonomous_nonU", "U_primary"};

/// What one rater said of one transcript: a value, or why there is none.
struct Said {
  std::string transcript;
  std::string rater;
  std::string value;
  std::string reason;
  std::string lines;
  int round = 1;
};

/// Sorts tables: scales in the order given, then by name, then by target.
using TableKey = std::tuple<std::size_t, std::string, Target>;

std::map<std::string, std::vector<const Coding*>> codings_by_transcript(std::span<const Coding> codings) {
  std::map<std::string, std::vector<const Coding*>> result;
  for (const Coding& coding : codings) result[coding.transcript].push_back(&coding);
  return result;
}

std::string cluster_of(const Clusters& clusters, const std::string& transcript) {
  const auto found = clusters.find(transcript);
  return found == clusters.end() ? transcript : found->second;
}

const Scale* find_scale(std::span<const Scale> scales, const std::string& id) {
  const auto found = std::ranges::find(scales, id, &Scale::id);
  return found == scales.end() ? nullptr : &*found;
}

Level level_of(const Scale& scale) {
  switch (scale.level) {
    case ScaleLevel::interval: return Level::interval;
    case ScaleLevel::ordinal: return Level::ordinal;
    case ScaleLevel::nominal:
    case ScaleLevel::class_record: return Level::nominal;
  }
  return Level::nominal;
}

Said said_of(const Coding& coding, const Rating& rating) {
  Said said{coding.transcript, coding.rater, rating.category, "", rating.lines, coding.round};
  if (rating.value) said.value = fmt::format("{}", *rating.value);
  if (rating.reason) said.reason = missing_reason_name(*rating.reason);
  return said;
}

/// What raters said of a derived class, from the class records they wrote.
Said derived(const Said& record, std::string_view name) {
  Said result = record;
  result.value.clear();
  if (record.value.empty()) return result;
  for (const DerivedClass& derived : derived_classes(parse_class_record(record.value).record))
    if (derived.name == name) {
      result.value = derived.value;
      result.reason = derived.reason;
    }
  return result;
}

std::optional<double> distance_of(const std::vector<const Said*>& all, const Table& table, const Scale* scale) {
  if (std::ranges::any_of(all, [](const Said* said) { return said->value.empty(); })) return std::nullopt;
  if (table.level == Level::nominal || table.numbers.empty()) return 1;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const Said* said : all) {
    const double number = std::stod(said->value);
    low = std::min(low, number);
    high = std::max(high, number);
  }
  const double range = scale ? scale->max - scale->min : table.numbers.back() - table.numbers.front();
  return range > 0 ? std::min(1.0, (high - low) / range) : 1;
}

/// The transcripts on which the raters did not all say the same. One who only gave a reason differs from one who gave a
/// value, not from one who gave another reason.
std::vector<Disagreement> disagreements_in(const ComparedTable& about, const std::vector<Said>& all,
                                           const Scale* scale) {
  std::map<std::string, std::vector<const Said*>> by_transcript;
  for (const Said& said : all) by_transcript[said.transcript].push_back(&said);
  std::vector<Disagreement> result;
  for (const auto& entry : by_transcript) {
    const std::string& transcript = entry.first;
    const std::vector<const Said*>& opinions = entry.second;
    const bool same =
        std::ranges::all_of(opinions, [&](const Said* said) { return said->value == opinions.front()->value; });
    if (same) continue;
    Disagreement disagreement{about.compared, about.name, about.target, transcript, {}, {}, {}};
    for (const Said* said : opinions)
      if (!said->lines.empty()) disagreement.passages.push_back({said->rater, said->lines, std::nullopt, "", 0, said->round});
    for (const Said* said : opinions)
      disagreement.said.emplace_back(said->rater, said->value.empty() ? said->reason : said->value);
    disagreement.distance = distance_of(opinions, about.table, scale);
    result.push_back(std::move(disagreement));
  }
  return result;
}

ComparedTable table_of(Compared compared, std::string name, const Target& target, const std::vector<Said>& all,
                       const Scale* scale, const Clusters& clusters) {
  ComparedTable result{compared, std::move(name), to_string(target), {}, {}};
  std::vector<Observation> observations;
  for (const Said& said : all)
    observations.push_back({said.transcript, said.rater, said.value,
                            clusters.empty() ? std::string() : cluster_of(clusters, said.transcript), 0});
  TableOptions options;
  if (compared == Compared::derived_class)
    options.level = Level::nominal;
  else if (scale)
    options.level = level_of(*scale);
  result.table = make_table(observations, options);
  result.disagreements = disagreements_in(result, all, scale);
  return result;
}

bool has_word(const Transcript& transcript, std::uint32_t first, std::uint32_t end) {
  for (std::uint32_t token = first; token < end; ++token)
    if (transcript.tokens[token].words > 0) return true;
  return false;
}

/// For each unit whether one of the marks overlaps it. Marks and units are both in order.
std::vector<bool> marked_units(const std::vector<Span>& units, const std::vector<Span>& marks) {
  std::vector<bool> marked(units.size(), false);
  std::size_t first = 0;  // the first unit that does not end before the marks still to come
  for (const Span& mark : marks) {
    while (first < units.size() && units[first].end <= mark.begin) ++first;
    for (std::size_t unit = first; unit < units.size() && units[unit].begin < mark.end; ++unit)
      if (overlap(units[unit], mark)) marked[unit] = true;
  }
  return marked;
}

/// The participant's part of a section, from the first to the last of its turns with a word.
std::optional<Span> spoken_in(const Transcript& transcript, const Section& section) {
  std::optional<Span> spoken;
  for (std::uint32_t i = section.first_turn; i < section.turn_end; ++i) {
    const Turn& turn = transcript.turns[i];
    if (turn.role != Role::participant || !has_word(transcript, turn.first_token, turn.token_end)) continue;
    spoken = Span{spoken ? spoken->begin : turn.body.begin, turn.body.end};
  }
  return spoken;
}

/// The turn that a unit begins in.
std::uint32_t turn_at(const Transcript& transcript, std::uint32_t offset) {
  const auto after = std::ranges::upper_bound(transcript.turns, offset, {}, [](const Turn& t) { return t.body.begin; });
  return after == transcript.turns.begin() ? 0 : static_cast<std::uint32_t>(after - transcript.turns.begin() - 1);
}

std::vector<Span> spans_with(const Coding& coding, const std::string& code) {
  std::vector<Span> spans;
  for (const Mark& mark : coding.marks)
    if (mark.code == code) spans.push_back(mark.span);
  std::ranges::sort(spans);
  return spans;
}

/// The marks of a coding on which some other coding of the transcript has nothing of the code.
std::vector<Passage> unshared_marks(const std::string& code, const std::vector<const Coding*>& codings) {
  std::vector<Passage> passages;
  for (const Coding* coding : codings)
    for (const Span& span : spans_with(*coding, code)) {
      const auto lacks = [&](const Coding* other) {
        return std::ranges::none_of(spans_with(*other, code), [&](const Span& s) { return overlap(s, span); });
      };
      if (std::ranges::any_of(codings, lacks)) passages.push_back({coding->rater, "", span, "", 0, coding->round});
    }
  return passages;
}

}  // namespace

std::string_view unit_name(UnitKind kind) { return kUnitNames[static_cast<std::size_t>(kind)]; }

std::string_view compared_name(Compared compared) { return kComparedNames[static_cast<std::size_t>(compared)]; }

std::vector<ComparedTable> rating_tables(std::span<const Coding> codings, std::span<const Scale> scales,
                                         const Clusters& clusters) {
  std::vector<const Coding*> with_ratings;
  for (const Coding& coding : codings)
    if (!coding.ratings.empty()) with_ratings.push_back(&coding);
  std::ranges::sort(with_ratings, {}, [](const Coding* coding) { return std::tie(coding->rater, coding->transcript); });
  std::map<std::string, int> codings_of;
  for (const Coding* coding : with_ratings) ++codings_of[coding->transcript];

  std::map<TableKey, std::vector<Said>> by_table;
  for (const Coding* coding : with_ratings) {
    if (codings_of[coding->transcript] < 2) continue;
    for (const Rating& rating : coding->ratings) {
      const Scale* scale = find_scale(scales, rating.scale);
      const std::size_t rank = scale ? static_cast<std::size_t>(scale - scales.data()) : scales.size();
      by_table[{rank, rating.scale, rating.target}].push_back(said_of(*coding, rating));
    }
  }
  std::vector<ComparedTable> tables;
  for (const auto& [key, all] : by_table) {
    const auto& [rank, id, target] = key;
    const Scale* scale = find_scale(scales, id);
    if (scale == nullptr || scale->level != ScaleLevel::class_record) {
      tables.push_back(table_of(Compared::scale, id, target, all, scale, clusters));
      continue;
    }
    for (std::string_view name : kDerivedClasses) {
      std::vector<Said> classes;
      for (const Said& record : all) classes.push_back(derived(record, name));
      tables.push_back(table_of(Compared::derived_class, std::string(name), target, classes, nullptr, clusters));
    }
  }
  return tables;
}

std::vector<Span> units_of(const Transcript& transcript, UnitKind kind) {
  std::vector<Span> units;
  if (kind == UnitKind::transcript) {
    units.push_back({0, std::numeric_limits<std::uint32_t>::max()});
  } else if (kind == UnitKind::section) {
    for (const Section& section : transcript.sections)
      if (const auto spoken = spoken_in(transcript, section)) units.push_back(*spoken);
  } else if (kind == UnitKind::turn) {
    for (const Turn& turn : transcript.turns)
      if (turn.role == Role::participant && has_word(transcript, turn.first_token, turn.token_end))
        units.push_back(turn.body);
  } else {
    for (const Sentence& sentence : transcript.sentences)
      if (transcript.turns[sentence.turn].role == Role::participant &&
          has_word(transcript, sentence.first_token, sentence.token_end))
        units.push_back(
            {transcript.tokens[sentence.first_token].span.begin, transcript.tokens[sentence.token_end - 1].span.end});
  }
  return units;
}

UnitsOfTranscript units_by_section(const Transcript& transcript, UnitKind kind) {
  UnitsOfTranscript result{transcript.id, units_of(transcript, kind), {}};
  for (const Span& unit : result.units)
    result.sections.emplace_back(section_at(transcript, turn_at(transcript, unit.begin)));
  return result;
}

std::vector<UnitsOfTranscript> in_section(std::span<const UnitsOfTranscript> transcripts, const std::string& section) {
  std::vector<UnitsOfTranscript> result;
  for (const UnitsOfTranscript& transcript : transcripts) {
    UnitsOfTranscript part{transcript.id, {}, {}};
    for (std::size_t unit = 0; unit < transcript.sections.size(); ++unit)
      if (transcript.sections[unit] == section) {
        part.units.push_back(transcript.units[unit]);
        part.sections.push_back(section);
      }
    if (!part.units.empty()) result.push_back(std::move(part));
  }
  return result;
}

std::vector<std::string> marked_codes(std::span<const Coding> codings) {
  std::set<std::string> codes;
  for (const Coding& coding : codings)
    for (const Mark& mark : coding.marks) codes.insert(mark.code);
  return {codes.begin(), codes.end()};
}

ComparedTable code_table(const std::string& code, std::span<const Coding> codings,
                         std::span<const UnitsOfTranscript> transcripts, UnitKind kind, const Clusters& clusters) {
  ComparedTable result{Compared::code, code, "", {}, {}};
  Table& table = result.table;
  table.categories = {"unmarked", "marked"};
  std::map<std::string, std::size_t> raters;
  for (const Coding& coding : codings) raters.try_emplace(coding.rater, 0);
  for (auto& [rater, index] : raters) {
    index = table.raters.size();
    table.raters.push_back(rater);
  }
  const std::map<std::string, std::vector<const Coding*>> by_transcript = codings_by_transcript(codings);
  const bool needs_clusters = kind != UnitKind::transcript || !clusters.empty();
  std::map<std::string, std::uint32_t> cluster_numbers;
  for (const UnitsOfTranscript& transcript : transcripts) {
    const auto of_transcript = by_transcript.find(transcript.id);
    if (of_transcript == by_transcript.end() || of_transcript->second.size() < 2) continue;
    const std::size_t first = table.units.size();
    const std::size_t n = transcript.units.size();
    table.units.resize(first + n);
    table.cells.resize((first + n) * table.raters.size(), kMissing);
    if (needs_clusters) {
      const auto number = static_cast<std::uint32_t>(cluster_numbers.size());
      const auto cluster = cluster_numbers.try_emplace(cluster_of(clusters, transcript.id), number).first;
      table.clusters.resize(first + n, cluster->second);
    }
    Disagreement disagreement{Compared::code, code, "", transcript.id, {}, {}, {}};
    std::vector<bool> by_some(n, false);
    std::vector<bool> by_all(n, true);
    for (const Coding* coding : of_transcript->second) {
      const std::vector<bool> marked = marked_units(transcript.units, spans_with(*coding, code));
      for (std::size_t unit = 0; unit < n; ++unit) {
        table.cells[(first + unit) * table.raters.size() + raters[coding->rater]] = marked[unit] ? 1 : 0;
        by_some[unit] = by_some[unit] || marked[unit];
        by_all[unit] = by_all[unit] && marked[unit];
      }
      const auto count = std::ranges::count(marked, true);
      disagreement.said.emplace_back(coding->rater, kind == UnitKind::transcript
                                                        ? std::string(count > 0 ? "marked" : "unmarked")
                                                        : fmt::format("{} of {} {}s", count, n, unit_name(kind)));
    }
    const auto differing = std::ranges::count(by_some, true) - std::ranges::count(by_all, true);
    if (differing == 0) continue;
    disagreement.distance = static_cast<double>(differing) / static_cast<double>(n);
    disagreement.passages = unshared_marks(code, of_transcript->second);
    result.disagreements.push_back(std::move(disagreement));
  }
  return result;
}

}  // namespace attune
