// attune rate propose: a rater whose own coding is locked is shown the rules' marks, one by one, and accepts, moves or rejects them.
#include <algorithm>
#include <istream>
#include <string>
#include <variant>

#include <fmt/format.h>

#include "attune/codebook/codebook.h"
#include "attune/error.h"
#include "attune/report/escape.h"
#include "attune/report/wrap.h"
#include "attune/text/numbered_lines.h"
#include "attune/text/visible.h"
#include "cli/commands.h"
#include "cli/display.h"
#include "cli/entry_pages.h"
#include "cli/proposal_words.h"
#include "cli/rater_ids.h"
#include "cli/stored_transcript.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  options.add_options()("rater", po::value<std::string>()->value_name("RATER"), "who answers")(
      "round", po::value<int>()->default_value(1)->value_name("N"), "round of the own coding, which must be locked");
  describe_display(options);
  describe_actor(options);
}

/// Throws unless the own coding is locked, and, without --expose, where another round of the same interview is still to be coded.
void check_own_coding(Study& study, const CodingKey& own, int into, const Arguments& arguments) {
  CodingFilter filter{{own.transcript}, {own.rater}};
  filter.with_marks = false;
  bool is_locked = false;
  int open = 0;  // a round that these marks would make an assisted one
  std::vector<int> locked_rounds;
  for (const CodingRecord& record : study.codings(filter)) {
    if (record.state == CodingState::locked) locked_rounds.push_back(record.coding.round);
    else if (!record.assisted && record.coding.round != into) open = record.coding.round;
    is_locked |= record.state == CodingState::locked && record.coding.round == own.round;
  }
  for (const Assignment& assignment : study.assignments())
    if (assignment.transcript == own.transcript && assignment.rater == own.rater && std::ranges::find(locked_rounds, assignment.round) == locked_rounds.end())
      open = assignment.round;
  const auto refuse = [&](const std::string& expected, const std::string& found) { throw Errors(Problem{{arguments.operands[0], 0, 0}, expected, found}); };
  if (!is_locked)
    refuse(fmt::format("the own coding of {} by {} in round {} locked before rules' marks are shown", visible(own.transcript), own.rater, own.round),
           "none locked; nothing was shown");
  if (open != 0 && !arguments.has("expose"))
    refuse(fmt::format("no round of {} that {} has still to lock", visible(own.transcript), own.rater),
           fmt::format("round {}; nothing was shown (--expose shows it, and makes that coding an assisted one)", open));
}

/// Shows one proposal after the other and does what the rater says.
class Answers {
 public:
  Answers(Study& study, CodingKey key, const Transcript& transcript, const std::vector<Codebook>& codebooks)
      : study_(study), key_(std::move(key)), transcript_(transcript), codebooks_(codebooks), pages_(transcript.text),
        lines_(numbered_lines(transcript.text)), proposals_(study.proposals(key_)) {}

  [[nodiscard]] bool is_over() const { return is_over_ || at_ >= proposals_.size(); }
  [[nodiscard]] int lines() const { return pages_.lines(); }

  /// Goes to the first without an answer, from the one at hand on.
  void find_open() {
    while (at_ < proposals_.size() && proposals_[at_].answer != ProposalAnswer::open) ++at_;
  }

  [[nodiscard]] std::string shown() const {
    const Proposal& proposal = proposals_[at_];
    const Mark& mark = proposal.mark;
    const Marker* marker = marker_of(proposal);
    std::string text = fmt::format("\n{} of {}, line {}: {}{}\n", at_ + 1, proposals_.size(), line_number(lines_, mark.span.begin), title_of(proposal), standing(proposal));
    text += wrapped(fmt::format("rule {} of {}{}", mark.marker, proposal.codebook,
                                marker == nullptr ? "" : fmt::format(": {} (evidence {})", terminal_safe(marker->title), evidence_name(marker->evidence))),
                    2);
    return text + wrapped(terminal_safe(proposal::passage_in_brackets(transcript_.text, turn_of(mark), mark.span)), 6);
  }

  [[nodiscard]] std::string tally() const {
    const auto count = [&](ProposalAnswer answer) { return std::ranges::count(proposals_, answer, &Proposal::answer); };
    return fmt::format("{}: {} proposals; {} accepted, {} moved, {} rejected, {} open\n", visible(key_.transcript), proposals_.size(),
                       count(ProposalAnswer::accepted), count(ProposalAnswer::moved), count(ProposalAnswer::rejected), count(ProposalAnswer::open));
  }

  std::string operator()(const proposal::Accept&) { return answered(ProposalAnswer::accepted, {}); }
  std::string operator()(const proposal::Reject&) { return answered(ProposalAnswer::rejected, {}); }
  std::string operator()(const proposal::Move& move) {
    const Mark& mark = proposals_[at_].mark;
    const auto place = proposal::moved_to(move.words, transcript_.text, turn_of(mark), mark.span);
    if (const auto* wrong = std::get_if<proposal::Mistake>(&place)) return wrapped(wrong->what, 0);
    return answered(ProposalAnswer::moved, std::get<Span>(place));
  }
  std::string operator()(const proposal::Skip&) {
    ++at_;
    find_open();
    return next();
  }
  std::string operator()(const proposal::Back&) {
    if (at_ == 0) return "This is the first.\n";
    --at_;
    return shown();
  }
  std::string operator()(const proposal::Why&) const {
    const Proposal& proposal = proposals_[at_];
    const Marker* marker = marker_of(proposal);
    if (marker == nullptr) return "The study has no codebook with this rule.\n";
    std::string text = wrapped(terminal_safe(marker->why), 2);
    for (const std::string& id : marker->references)
      for (const Reference& reference : book_of(proposal)->references)
        if (reference.id == id) text += wrapped(terminal_safe(reference.text), 4);
    return text;
  }
  std::string operator()(const proposal::GoToLine& to) { return pages_.from(to.line); }
  std::string operator()(const proposal::Help&) {
    return "  accept         keep the mark as it is (a)\n"
           "  move WORDS     keep it at these words of the same turn, as they stand there;\n"
           "                 or some words of the turn with [[those meant]] in brackets (m)\n"
           "  reject         not a mark (r)\n"
           "  Enter, skip    leave it open and go on; \"back\" the one before\n"
           "  why            what the rule rests on\n"
           "  120            the interview from line 120\n"
           "  quit           all is stored; the same command goes on\n";
  }
  std::string operator()(const proposal::Quit&) {
    is_over_ = true;
    return "";
  }
  std::string operator()(const proposal::Mistake& mistake) const { return wrapped(mistake.what, 0); }

 private:
  [[nodiscard]] Span turn_of(const Mark& mark) const {
    const Span body = transcript_.turns[mark.turn].body;
    return {std::min(body.begin, mark.span.begin), std::max(body.end, mark.span.end)};
  }

  [[nodiscard]] const Codebook* book_of(const Proposal& proposal) const {
    const auto book = std::ranges::find_if(codebooks_, [&](const Codebook& one) { return rater_name(one) == proposal.codebook; });
    return book == codebooks_.end() ? nullptr : &*book;
  }

  [[nodiscard]] const Marker* marker_of(const Proposal& proposal) const {
    const Codebook* book = book_of(proposal);
    if (book == nullptr) return nullptr;
    const auto marker = std::ranges::find(book->markers, proposal.mark.marker, &Marker::id);
    return marker == book->markers.end() ? nullptr : &*marker;
  }

  [[nodiscard]] std::string title_of(const Proposal& proposal) const {
    const std::string& id = proposal.mark.subcode.empty() ? proposal.mark.code : proposal.mark.subcode;
    if (const Codebook* book = book_of(proposal)) {
      const auto code = std::ranges::find(book->codes, id, &Code::id);
      if (code != book->codes.end()) return fmt::format("{} ({})", terminal_safe(code->title), id);
    }
    return id;
  }

  [[nodiscard]] static std::string standing(const Proposal& proposal) {
    switch (proposal.answer) {
      case ProposalAnswer::open: return "";
      case ProposalAnswer::accepted: return ", accepted";
      case ProposalAnswer::rejected: return ", rejected";
      case ProposalAnswer::moved: return ", moved";
    }
    return "";
  }

  [[nodiscard]] std::string next() const { return at_ < proposals_.size() ? shown() : ""; }

  std::string answered(ProposalAnswer answer, Span at) {
    static_cast<void>(study_.answer_proposal(key_, transcript_, proposals_[at_].number, answer, at));
    proposals_[at_].answer = answer;
    find_open();
    return next();
  }

  Study& study_;
  CodingKey key_;
  const Transcript& transcript_;
  const std::vector<Codebook>& codebooks_;
  entry::Pages pages_;
  std::vector<Span> lines_;
  std::vector<Proposal> proposals_;
  std::size_t at_ = 0;
  bool is_over_ = false;
};

int run_propose(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 2) throw UsageError("expected a study file and the id of a transcript");
  const CodingKey own{arguments.operands[1], rater_of(arguments), arguments.get<int>("round")};
  Study study = open_study_of(own.rater, arguments, context);
  const Transcript transcript = stored_transcript(study, own.transcript, arguments.operands[0]);
  const ProposalRound into = study.proposal_round(own);
  check_own_coding(study, own, into.round, arguments);
  record_onlooker(own.rater, study, arguments, {own.transcript}, "rules' proposals");
  if (into.is_locked) {
    context.out << fmt::format("{}: answered in round {}, which is locked\n", visible(own.transcript), into.round);
    return kDone;
  }
  const std::vector<Codebook> codebooks = codebooks_of(study);
  const CodingKey key{own.transcript, own.rater, into.round};
  study.record_exposure(own.rater, {own.transcript}, "rules' proposals");
  Answers answers(study, key, transcript, codebooks);
  answers.find_open();
  context.out << answers.tally()
              << wrapped(fmt::format("Answers go into round {}, an assisted coding. The locked one stays as it is. \"?\" says what can be typed.", into.round), 0);
  if (!answers.is_over()) context.out << answers.shown();
  std::string line;
  while (!answers.is_over()) {
    if (context.out_is_terminal) context.out << "> ";
    context.out << std::flush;
    if (!std::getline(context.in, line)) break;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    try {
      context.out << std::visit(answers, proposal::parse(line, answers.lines()));
    } catch (const Errors& errors) {  // what the study refuses; the conversation goes on
      context.out << visible(errors.what()) << '\n';
    }
  }
  context.out << '\n' << answers.tally();
  return kDone;
}

}  // namespace

extern const Command kRateProposeCommand{
    .name = "rate propose",
    .operands = "STUDY TRANSCRIPT --rater RATER [OPTIONS]",
    .summary = "After locking, accept, move or reject the rules' marks",
    .about =
        "Shows a rater whose own coding of the interview is locked what the rules marked in it, one mark after the other: passage, line, "
        "rule and the grade of its evidence. \"accept\" keeps a mark, \"move\" keeps it at other words of the same turn, \"reject\" does "
        "not, Enter leaves it open. Each answer is stored at once; after \"quit\" the same command goes on at the first open one.\n\n"
        "Accepted marks go into a coding of their own, in the rater's next free round, with origin \"accepted\" and the rule they come "
        "from. It is an assisted coding, never in reliability, rule validation or drift, and the display is recorded. The locked coding does "
        "not change. Before it is locked nothing is shown. \"rate lock --round N\" ends the answers.",
    .statuses = "",
    .example = "attune rate propose study.attune s01 --rater R1",
    .describe = describe,
    .run = run_propose,
};

}  // namespace attune::cli
