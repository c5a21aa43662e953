// attune rate enter: a rater reads an interview and rates it at the terminal, a line at a time.
#include <istream>
#include <string>
#include <variant>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/report/wrap.h"
#include "attune/text/numbered_lines.h"
#include "attune/text/visible.h"
#include "cli/commands.h"
#include "cli/display.h"
#include "cli/entry_desk.h"
#include "cli/entry_lists.h"
#include "cli/entry_pages.h"
#include "cli/entry_words.h"
#include "cli/rater_ids.h"
#include "cli/rating_queries.h"
#include "cli/stored_transcript.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  describe_codings(options);
  options.add_options()("reason", po::value<std::string>()->value_name("TEXT"), "why submitted ratings change, three characters or more");
  describe_scales(options, "take the scales of this codebook instead of the default ones; may be repeated");
  describe_display(options);
  describe_actor(options);
}

/// Does what a line asks, and says what came of it. False when the rater is done.
class Conversation {
 public:
  Conversation(entry::Desk& desk, entry::Pages& pages, const ScaleNames& scales, double cut) : desk_(desk), pages_(pages), scales_(scales), cut_(cut) {}

  [[nodiscard]] bool is_over() const { return is_over_; }

  std::string operator()(const entry::Help&) { return entry::help_text(); }
  std::string operator()(const entry::NextPage&) { return pages_.next(); }
  std::string operator()(const entry::PageBack&) { return pages_.back(); }
  std::string operator()(const entry::GoToLine& at) { return pages_.from(at.line); }
  std::string operator()(const entry::Search& search) { return pages_.find(search.words); }
  std::string operator()(const entry::SearchOn&) { return pages_.find(""); }
  std::string operator()(const entry::ListScales& list) { return entry::scales_page(scales_.scales(), desk_.rows(), list.only_missing); }
  std::string operator()(const entry::Explain& what) {
    return entry::scale_page(*scales_.find(what.about.scale)->scale, what.about, desk_.rows(), desk_.jottings(), pages_);
  }
  std::string operator()(const entry::Rate& rate) { return line(desk_.rate(rate.row)); }
  std::string operator()(const entry::KeepLines& evidence) { return line(desk_.evidence(evidence.about, to_string(evidence.lines))); }
  std::string operator()(const entry::KeepNote& remark) { return line(desk_.remark(remark.about, remark.note)); }
  std::string operator()(const entry::Undo&) { return line(desk_.undo()); }
  std::string operator()(const entry::Check&) { return checks(); }
  std::string operator()(const entry::Submit&) {
    const std::string told = checks();
    return told + (desk_.submit() == 1 ? "submitted: a change needs a reason from now on (--reason)\n" : "was submitted or locked before\n");
  }
  std::string operator()(const entry::Lock& lock) {
    const std::string told = checks();
    if (!lock.is_sure) return told + "A locked coding takes no other value. \"lock yes\" locks it.\n";
    return told + (desk_.lock() == 1 ? "locked\n" : "was locked before\n");
  }
  std::string operator()(const entry::Quit&) {
    is_over_ = true;
    return "";
  }
  std::string operator()(const entry::Mistake& mistake) { return line(mistake.what); }

 private:
  static std::string line(const std::string& text) { return wrapped(visible(text), 0); }

  std::string checks() {
    std::string text;
    for (const std::string& query : desk_.queries(cut_)) text += wrapped(visible("query: " + query), 0);
    const std::size_t missing = entry::missing_of(desk_.rows());
    return text + (missing == 0 ? "nothing is missing\n" : fmt::format("{} of {} not rated (\"missing\" lists them)\n", missing, desk_.rows().size()));
  }

  entry::Desk& desk_;
  entry::Pages& pages_;
  const ScaleNames& scales_;
  double cut_;
  bool is_over_ = false;
};

/// A coding stays with the version it was begun on, and its lines are lines of that; the newest where its text is gone, or was redacted.
TranscriptRecord version_to_show(Study& study, TranscriptRecord newest, int begun_on) {
  if (begun_on == 0 || begun_on == newest.version) return newest;
  std::vector<TranscriptRecord> versions = study.versions(newest.id);
  if (is_redacted_since(versions, begun_on)) return newest;
  for (TranscriptRecord& version : versions)
    if (version.version == begun_on && !version.text.empty()) return std::move(version);
  return newest;
}

std::string beginning(const entry::Desk& desk, const CodingKey& key, int newest, int shown, int lines) {
  std::string text = fmt::format("{}: {} lines; {} in round {}, {}; {} of {} not rated.\n", visible(key.transcript), lines, key.rater, key.round,
                                 coding_state_name(desk.state()), entry::missing_of(desk.rows()), desk.rows().size());
  if (desk.state() == CodingState::locked) text += "It can be read; a locked coding takes no other value.\n";
  if (shown != newest) text += fmt::format("The coding was begun on version {} of the text, which is shown; version {} is the newest.\n", shown, newest);
  else if (desk.transcript_version() != 0 && desk.transcript_version() != shown)
    text += fmt::format("The coding was begun on version {} of the text, which is gone or was redacted; this is version {}.\n", desk.transcript_version(), shown);
  return text + "Enter turns the page, \"scales\" lists what to rate, \"?\" says what can be typed.\n";
}

int run_enter(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 2) throw UsageError("expected a study file and the id of a transcript");
  const CodingKey key{arguments.operands[1], rater_of(arguments), arguments.get<int>("round")};
  const ScaleNames scales = scales_of(arguments);
  Study study = open_study_of(key.rater, arguments, context);
  const TranscriptRecord newest = transcript_with_text(study, key.transcript, arguments.operands[0]);
  record_onlooker(key.rater, study, arguments, {key.transcript}, "ratings at the terminal");
  entry::Desk desk(study, scales, key, arguments.has("reason") ? arguments.get<std::string>("reason") : "");
  const TranscriptRecord record = version_to_show(study, newest, desk.transcript_version());
  entry::Pages pages(record.text);
  const SheetRules sheet{scales, {key.transcript}, key.rater, key.round};
  Conversation conversation(desk, pages, scales, arguments.get<double>("cut"));
  context.out << beginning(desk, key, newest.version, record.version, pages.lines());
  std::string line;
  while (!conversation.is_over()) {
    if (context.out_is_terminal) context.out << "> ";
    context.out << std::flush;
    if (!std::getline(context.in, line)) break;
    if (!line.empty() && line.back() == '\r') line.pop_back();
    try {
      context.out << std::visit(conversation, entry::parse(line, {sheet, desk.rows(), pages.lines()}));
    } catch (const Errors& errors) {  // what the study refuses; the conversation goes on
      context.out << visible(errors.what()) << '\n';
    }
  }
  context.out << fmt::format("{}: {} of {} not rated; all that was entered is stored.\n", visible(key.transcript), entry::missing_of(desk.rows()),
                             desk.rows().size());
  return kDone;
}

}  // namespace

extern const Command kRateEnterCommand{
    .name = "rate enter",
    .operands = "STUDY TRANSCRIPT --rater RATER [OPTIONS]",
    .summary = "Read an interview and rate it at the terminal",
    .about =
        "Shows the whole interview in numbered lines and takes ratings, a line at a time and in any order: Enter turns the page, "
        "/word looks for a word, a number shows a line, \"scales\" lists what is rated and what is missing, \"coh_mind 5.5\" "
        "or \"loving mother cannot_rate\" rates, \"? coh_mind\" says what a scale is, \"lines coh_mind 12-20, 31\" and \"note "
        "coh_mind ...\" keep evidence, \"undo\" takes back, \"check\" asks what a second look would ask. \"?\" lists all of it.\n\n"
        "Each value is stored at once: after \"quit\", Ctrl-C or a closed terminal the same command goes on where it was. Values are "
        "checked as those of a rating sheet; a mistake says what was expected, and stores nothing. Nothing of other raters and nothing "
        "that rules marked is shown; where another than RATER is named as acting (--as, ATTUNE_RATER), that is recorded, and refused to one who has "
        "still to lock the interview, unless --expose. Lines are read from standard input, so that they may also come from a file.",
    .statuses = "",
    .example = "attune rate enter study.attune s01 --rater R1",
    .describe = describe,
    .run = run_enter,
};

}  // namespace attune::cli
