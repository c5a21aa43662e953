#include "attune/measures/indices.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include "attune/coding/verbatim.h"
#include "attune/sampling/draws.h"
#include "attune/sampling/sample.h"

namespace attune {
namespace {

constexpr std::uint64_t kSeed = 20250101;  // fixed: the same transcript gives the same interval on every machine

/// What one response adds to an index.
struct Answer {
  std::uint32_t words = 0;
  double weight = 0;
};

struct Passage {
  Span span;
  std::uint32_t turn = 0;
  double weight = 1;
};

double weight_of(const Index& index, const Mark& mark) {
  for (const auto& [code, weight] : index.weights)
    if (code == mark.subcode) return weight;
  for (const auto& [code, weight] : index.weights)
    if (code == mark.code) return weight;
  return 1;
}

bool in_sections(const Index& index, std::string_view section) {
  return index.sections.empty() || std::ranges::find(index.sections, section) != index.sections.end();
}

/// The index's marks, overlapping ones of one code joined to one passage with the greater weight.
std::vector<Passage> passages_of(const Index& index, const Coding& coding) {
  std::vector<const Mark*> marks;
  for (const Mark& mark : coding.marks)
    if ((!index.polarity || *index.polarity == mark.polarity) && in_sections(index, mark.section) &&
        std::ranges::any_of(index.codes, [&](const std::string& pattern) { return covers(pattern, mark); }))
      marks.push_back(&mark);
  std::ranges::sort(marks, [](const Mark* a, const Mark* b) { return std::tie(a->code, a->span) < std::tie(b->code, b->span); });
  std::vector<Passage> passages;
  const Mark* last = nullptr;
  for (const Mark* mark : marks) {
    const double weight = weight_of(index, *mark);
    if (last != nullptr && last->code == mark->code && overlap(passages.back().span, mark->span)) {
      passages.back().span.end = std::max(passages.back().span.end, mark->span.end);
      passages.back().weight = std::max(passages.back().weight, weight);
    } else {
      passages.push_back({mark->span, mark->turn, weight});
    }
    last = mark;
  }
  return passages;
}

void bootstrap(const std::vector<Answer>& answers, IndexValue& result) {
  Draws draws(kSeed);
  const std::vector<std::uint32_t> one_each(answers.size(), 1);
  std::vector<double> rates;
  for (int i = 0; i < kIndexResamples; ++i) {
    const std::vector<std::uint32_t> times = draws.resample(one_each);
    double weight = 0, words = 0;
    for (std::size_t a = 0; a < answers.size(); ++a) weight += times[a] * answers[a].weight, words += times[a] * static_cast<double>(answers[a].words);
    if (words > 0) rates.push_back(1000 * weight / words);
  }
  std::ranges::sort(rates);
  result.ci_low = percentile(rates, 0.025);
  result.ci_high = percentile(rates, 0.975);
}

/// How many of the rules that feed an index were not applied, because the transcript was tidied.
struct Applied {
  std::size_t rules = 0;
  std::size_t suppressed = 0;
};

Applied applied_to(const Index& index, const Codebook& codebook) {
  Applied applied;
  for (const Marker& marker : codebook.markers) {
    if (index.polarity && *index.polarity != marker.polarity) continue;
    Mark mark;
    const MarkCode code = code_of(marker, codebook);
    mark.code = code.code;
    mark.subcode = code.subcode;
    if (std::ranges::none_of(index.codes, [&](const std::string& pattern) { return covers(pattern, mark); })) continue;
    ++applied.rules;
    applied.suppressed += marker.needs_verbatim;
  }
  return applied;
}

/// An index all of whose rules were suppressed has no value, never zero.
void suppress(const Applied& applied, IndexValue& value) {
  if (applied.suppressed == 0) return;
  const std::string left_out = fmt::format("{} of {} rules not applied: the transcript is not verbatim", applied.suppressed, applied.rules);
  if (applied.suppressed < applied.rules) {
    value.reason += (value.reason.empty() ? "" : "; ") + left_out;
    return;
  }
  value.is_suppressed = true;
  value.count = 0;
  value.value = value.ci_low = value.ci_high = value.per_1000_words = value.per_opportunity = std::nullopt;
  value.reason = "suppressed: the transcript is not verbatim";
}

}  // namespace

bool covers(const std::string& pattern, const Mark& mark) {
  if (!pattern.ends_with(".*")) return pattern == mark.code || pattern == mark.subcode;
  const std::string_view prefix = std::string_view(pattern).substr(0, pattern.size() - 1);
  return mark.code.starts_with(prefix) || mark.subcode.starts_with(prefix);
}

std::vector<IndexValue> measure(const Transcript& transcript, const Coding& coding, const Codebook& codebook, Intervals intervals) {
  // Words of each response and the section it begins in.
  std::vector<std::uint32_t> words(transcript.responses.size());
  std::vector<std::string_view> sections(transcript.responses.size());
  std::vector<std::size_t> response_of(transcript.turns.size(), transcript.responses.size());
  for (std::size_t r = 0; r < transcript.responses.size(); ++r) {
    const Response& response = transcript.responses[r];
    sections[r] = section_at(transcript, response.first_turn);
    for (std::uint32_t t = response.first_turn; t < response.turn_end; ++t) {
      const Turn& turn = transcript.turns[t];
      response_of[t] = r;
      if (turn.role != Role::participant) continue;
      for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) words[r] += transcript.tokens[i].words;
    }
  }
  const bool is_cleaned = looks_cleaned(fluency_of(transcript));
  std::vector<IndexValue> values;
  for (const Index& index : codebook.indices) {
    IndexValue value;
    value.id = index.id;
    value.title = index.title;
    value.rater = coding.rater;
    std::vector<Answer> answers;
    std::vector<std::size_t> answer_of(transcript.responses.size(), transcript.responses.size());
    for (std::size_t r = 0; r < transcript.responses.size(); ++r)
      if (in_sections(index, sections[r])) {
        answer_of[r] = answers.size();
        answers.push_back({words[r], 0});
        value.words += words[r];
      }
    value.opportunities = static_cast<std::uint32_t>(answers.size());
    double sum = 0;
    for (const Passage& passage : passages_of(index, coding)) {
      ++value.count;
      sum += passage.weight;
      const std::size_t response = response_of[passage.turn];
      if (response < answer_of.size() && answer_of[response] < answers.size()) answers[answer_of[response]].weight += passage.weight;
    }
    if (value.words == 0) {
      value.reason = answers.empty() ? "no responses in these sections" : "no words of the participant";
    } else {
      value.value = 1000 * sum / value.words;
      value.per_1000_words = 1000.0 * value.count / value.words;
      value.per_opportunity = static_cast<double>(value.count) / value.opportunities;
      if (intervals == Intervals::bootstrap) {
        // Resampling answers without a passage gives 0 to 0, which would claim certainty.
        if (value.count == 0) value.reason = "no interval: no passage was found";
        else if (answers.size() < 2) value.reason = "no interval from one response";
        else bootstrap(answers, value);
      }
    }
    if (is_cleaned) suppress(applied_to(index, codebook), value);
    values.push_back(std::move(value));
  }
  return values;
}

}  // namespace attune
