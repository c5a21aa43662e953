#include "attune/report/interview_report.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "attune/sampling/draws.h"

namespace attune {
namespace {

constexpr std::size_t kQuotations = 5;
constexpr std::size_t kDrawn = 3;
constexpr std::size_t kReadFirst = 6;
constexpr std::uint32_t kShownWords = 8;   // a shorter answer ("Yes.") shows nothing to compare with

/// Cards and switches, numbered as they are first needed.
class Cards {
 public:
  Cards(const std::vector<Codebook>& codebooks, InterviewReport& report) : codebooks_(codebooks), report_(report) {}

  void add(const Mark& mark, const std::string& rater) {
    const std::size_t rule = rule_of(mark, rater), code = code_of(mark);
    ++report_.rules[rule].marks;
    ++report_.codes[code].marks;
    report_.marks.push_back({&mark, rule, code});
  }

 private:
  const Code* find_code(const std::string& id) const {
    for (const Codebook& book : codebooks_)
      if (const auto code = std::ranges::find(book.codes, id, &Code::id); code != book.codes.end()) return &*code;
    return nullptr;
  }

  std::size_t code_of(const Mark& mark) {
    const auto [known, is_new] = codes_.emplace(mark.code, report_.codes.size());
    if (is_new) {
      const Code* code = find_code(mark.code);
      report_.codes.push_back({mark.code, code == nullptr ? mark.code : code->title, 0});
    }
    return known->second;
  }

  std::size_t rule_of(const Mark& mark, const std::string& rater) {
    const std::string& full = mark.subcode.empty() ? mark.code : mark.subcode;
    const auto [known, is_new] = rules_.emplace(std::tuple(rater, mark.marker, full), report_.rules.size());
    if (!is_new) return known->second;
    ReportRule rule{mark.marker, "", "", full, full, "", rater, "", 0, mark.polarity, {}, 0};
    if (const Code* code = find_code(full)) rule.code_title = code->title, rule.definition = code->definition;
    rule.title = rule.code_title;
    for (const Codebook& book : codebooks_) {
      if (rater_name(book) != rater) continue;
      const auto marker = std::ranges::find(book.markers, mark.marker, &Marker::id);
      if (marker == book.markers.end()) continue;
      rule.title = marker->title;
      rule.why = marker->why;
      rule.evidence = evidence_name(marker->evidence);
      rule.grade = 1 + static_cast<int>(marker->evidence);
      for (const std::string& id : marker->references)
        if (const auto reference = std::ranges::find(book.references, id, &Reference::id); reference != book.references.end())
          rule.references.push_back(reference->text);
    }
    report_.rules.push_back(std::move(rule));
    return known->second;
  }

  const std::vector<Codebook>& codebooks_;
  InterviewReport& report_;
  std::map<std::string, std::size_t> codes_;
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> rules_;
};

void count(Polarity polarity, std::size_t& away, std::size_t& toward, std::size_t& neutral) {
  switch (polarity) {
    case Polarity::away: ++away; break;
    case Polarity::toward: ++toward; break;
    case Polarity::neutral: ++neutral; break;
  }
}

template <typename Stretch>
void add_speech(const Transcript& transcript, const Turn& turn, Stretch& stretch) {
  for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) {
    const Token& token = transcript.tokens[i];
    stretch.words += token.words;
    stretch.pauses += token.kind == TokenKind::pause;
    if (is_timed_pause(token)) stretch.seconds += token.detail / 10.0;
  }
}

std::vector<Answer> answers_of(const Transcript& transcript, const std::vector<ReportMark>& marks) {
  std::vector<Answer> answers;
  std::vector<std::size_t> answer_of(transcript.turns.size(), transcript.responses.size());
  for (const Response& response : transcript.responses) {
    Answer answer{response.first_turn, response.turn_end, std::string(section_at(transcript, response.first_turn))};
    for (std::uint32_t t = response.first_turn; t < response.turn_end; ++t) {
      answer_of[t] = answers.size();
      if (transcript.turns[t].role == Role::participant) add_speech(transcript, transcript.turns[t], answer);
    }
    answers.push_back(std::move(answer));
  }
  std::vector<std::set<std::size_t>> kinds(answers.size());
  for (const ReportMark& mark : marks) {
    const std::size_t number = answer_of[mark.mark->turn];
    if (number == answers.size()) continue;
    count(mark.mark->polarity, answers[number].away, answers[number].toward, answers[number].neutral);
    kinds[number].insert(mark.rule);
  }
  for (std::size_t i = 0; i < answers.size(); ++i) answers[i].kinds = kinds[i].size();
  return answers;
}

std::vector<SectionStretch> sections_of(const InterviewReport& report, const Protocol& protocol) {
  const Transcript& transcript = report.coded->transcript;
  std::vector<SectionStretch> stretches;
  for (const Section& section : transcript.sections) {
    SectionStretch stretch{section.key, section_title(protocol, section.key), section.first_turn, section.confidence};
    stretch.by_code.resize(report.codes.size());
    for (std::uint32_t t = section.first_turn; t < section.turn_end; ++t)
      if (transcript.turns[t].role == Role::participant) add_speech(transcript, transcript.turns[t], stretch);
    for (const Answer& answer : report.answers) stretch.answers += answer.first_turn >= section.first_turn && answer.first_turn < section.turn_end;
    for (const ReportMark& mark : report.marks) {
      if (mark.mark->turn < section.first_turn || mark.mark->turn >= section.turn_end) continue;
      count(mark.mark->polarity, stretch.away, stretch.toward, stretch.neutral);
      ++stretch.by_code[mark.code];
    }
    stretches.push_back(std::move(stretch));
  }
  return stretches;
}

/// The sentences a passage lies in.
Span sentence_around(const Transcript& transcript, Span passage) {
  Span around = passage;
  auto sentence = std::ranges::upper_bound(transcript.sentences, passage.begin, {}, [&](const Sentence& s) { return transcript.tokens[s.first_token].span.begin; });
  if (sentence != transcript.sentences.begin()) --sentence;
  for (; sentence != transcript.sentences.end(); ++sentence) {
    if (sentence->first_token == sentence->token_end) continue;
    const Span span{transcript.tokens[sentence->first_token].span.begin, transcript.tokens[sentence->token_end - 1].span.end};
    if (span.begin >= passage.end) break;
    if (!overlap(span, passage)) continue;
    around = {std::min(around.begin, span.begin), std::max(around.end, span.end)};
  }
  return around;
}

/// Best evidence first, then as they stand; each rule once, and no two passages that overlap.
std::vector<const ReportMark*> candidates(const InterviewReport& report, Polarity polarity) {
  std::vector<const ReportMark*> marks;
  for (const ReportMark& mark : report.marks)
    if (mark.mark->polarity == polarity) marks.push_back(&mark);
  std::ranges::stable_sort(marks, {}, [&](const ReportMark* mark) {
    return report.rules[mark->rule].grade;
  });
  std::vector<const ReportMark*> chosen;
  for (const ReportMark* mark : marks)
    if (std::ranges::none_of(chosen, [&](const ReportMark* other) { return other->rule == mark->rule || overlap(other->mark->span, mark->mark->span); }))
      chosen.push_back(mark);
  return chosen;
}

std::vector<Quotation> quotations_of(const InterviewReport& report) {
  const std::vector<const ReportMark*> sides[] = {candidates(report, Polarity::away), candidates(report, Polarity::toward)};
  std::vector<const ReportMark*> chosen;
  for (std::size_t i = 0; chosen.size() < kQuotations && (i < sides[0].size() || i < sides[1].size()); ++i)
    for (const auto& side : sides)
      if (i < side.size() && chosen.size() < kQuotations) chosen.push_back(side[i]);
  std::ranges::stable_sort(chosen, {}, [](const ReportMark* mark) { return mark->mark->span; });
  std::vector<Quotation> quotations;
  for (const ReportMark* mark : chosen)
    quotations.push_back({static_cast<std::size_t>(mark - report.marks.data()), sentence_around(report.coded->transcript, mark->mark->span)});
  return quotations;
}

/// Draws without replacement.
void draw_unmarked(InterviewReport& report) {
  std::vector<std::size_t> unmarked;
  for (std::size_t i = 0; i < report.answers.size(); ++i)
    if (report.answers[i].kinds == 0 && report.answers[i].words >= kShownWords) unmarked.push_back(i);
  report.unmarked = unmarked.size();
  Draws draws(report.seed);
  while (!unmarked.empty() && report.drawn.size() < kDrawn) {
    const auto drawn = unmarked.begin() + static_cast<std::ptrdiff_t>(draws.below(unmarked.size()));
    report.drawn.push_back(*drawn);
    unmarked.erase(drawn);
  }
  std::ranges::sort(report.drawn);
}

std::vector<std::size_t> read_first(const std::vector<Answer>& answers) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < answers.size(); ++i)
    if (answers[i].kinds > 1) order.push_back(i);
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t i) { return answers[i].kinds; });
  order.resize(std::min(order.size(), kReadFirst));
  return order;
}

}  // namespace

InterviewReport interview_report(const CodedTranscript& coded, const std::vector<Codebook>& codebooks, const Protocol& protocol, const InterviewReportOptions& options) {
  InterviewReport report;
  report.coded = &coded;
  report.seed = options.seed;
  report.trained = options.trained;
  report.reference = options.reference;
  report.quality = interview_quality(coded, protocol);
  for (const IndexValue& index : coded.indices)
    if (index.is_suppressed) report.suppressed.push_back(index.title + ": " + index.reason);

  std::vector<std::pair<const Mark*, const std::string*>> marks;
  for (const Coding& coding : coded.codings)
    for (const Mark& mark : coding.marks) marks.emplace_back(&mark, &coding.rater);
  std::ranges::stable_sort(marks, [](const auto& a, const auto& b) { return mark_order(*a.first, *b.first); });
  Cards cards(codebooks, report);
  for (const auto& [mark, rater] : marks) cards.add(*mark, *rater);
  report.tells_self_harm = std::ranges::any_of(report.rules, [](const ReportRule& rule) { return rule.marker.find("self_harm") != std::string::npos || rule.code.find("self_harm") != std::string::npos; });

  report.answers = answers_of(coded.transcript, report.marks);
  report.sections = sections_of(report, protocol);
  report.quotations = quotations_of(report);
  draw_unmarked(report);
  report.read_first = read_first(report.answers);
  return report;
}

}  // namespace attune
