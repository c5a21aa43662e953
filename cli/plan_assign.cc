// attune plan assign: who codes what, drawn before coding, and blinded packets.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/agreement/assignment.h"
#include "attune/error.h"
#include "cli/commands.h"
#include "cli/packets.h"
#include "cli/rater_ids.h"
#include "cli/shell_word.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  options.add_options()("raters", text("R1,R2,..."), "the raters' ids")(
      "double", po::value<double>()->default_value(0.3, "0.3")->value_name("SHARE"), "share of interviews for two raters")(
      "seed", po::value<std::uint64_t>()->default_value(1)->value_name("SEED"), "seed of the draw")(
      "round", po::value<int>()->default_value(1)->value_name("N"), "round of coding")(
      "strata", text("FIELD,...")->default_value("wave,site"),
      "spread over these: wave, site, family, participant, language, interviewer; \"none\" for one draw")(
      "training", text("TRANSCRIPT,..."),
      "give these interviews to all the raters as training cases, which are never analysed; nothing is drawn")(
      "replace", text("R1=R3"), "give R3 what R1 was given in the round and has not begun, with a --reason; nothing is drawn")(
      "reason", text("TEXT"), "why a rater is replaced, three characters or more")(
      "packets", text("DIR"), "write DIR/RATER.attune for each rater: texts to code, and nothing else");
  describe_actor(options);
}

std::vector<std::string> raters_of(const Arguments& arguments) {
  if (!arguments.has("raters")) throw UsageError("expected --raters with the raters' ids, such as R1,R2");
  std::vector<std::string> raters = split_at_commas(arguments.get<std::string>("raters"));
  for (const std::string& rater : raters)
    if (!is_id(rater) || rater[0] == '.') throw UsageError("--raters takes ids of letters, digits and . _ -, not \"" + rater + "\"");
  std::vector<std::string> sorted = raters;
  std::ranges::sort(sorted);
  if (raters.empty() || std::ranges::adjacent_find(sorted) != sorted.end())
    throw UsageError("--raters names each rater once");
  return raters;
}

const std::string& field_of(const TranscriptRecord& record, const std::string& field) {
  if (field == "wave") return record.details.wave;
  if (field == "site") return record.details.site;
  if (field == "family") return record.details.family;
  if (field == "participant") return record.details.participant;
  if (field == "language") return record.language;
  if (field == "interviewer") return record.details.interviewer;
  throw UsageError("--strata takes wave, site, family, participant, language and interviewer, not \"" + field + "\"");
}

std::string stratum_of(const TranscriptRecord& record, const std::vector<std::string>& fields) {
  std::string stratum;
  for (const std::string& field : fields) stratum += field + " " + field_of(record, field) + "; ";
  return stratum;
}

/// The transcripts that nobody was given in the round.
std::vector<Candidate> candidates_of(const std::vector<TranscriptRecord>& transcripts,
                                     const std::vector<Assignment>& given, int round,
                                     const std::vector<std::string>& fields) {
  std::set<std::string> taken;
  for (const Assignment& assignment : given)
    if (assignment.round == round || assignment.subset == kTrainingSubset) taken.insert(assignment.transcript);
  std::vector<Candidate> candidates;
  for (const TranscriptRecord& record : transcripts)
    if (!taken.contains(record.id)) candidates.push_back({record.id, stratum_of(record, fields)});
  return candidates;
}

/// Opens the study that these are to be raters of. Throws `Errors` where one is known in another spelling.
Study open_study_for(const std::vector<std::string>& raters, const Arguments& arguments, Context& context) {
  Study study = open_study(arguments.operands[0], surroundings_of(arguments), context);
  for (const std::string& rater : raters) refuse_other_spelling(study, rater);
  return study;
}

/// Training cases are named, not drawn.
int assign_training(Study& study, const std::vector<std::string>& raters, int round, const Arguments& arguments,
                    Context& context) {
  const std::vector<std::string> transcripts = split_at_commas(arguments.get<std::string>("training"));
  if (transcripts.empty()) throw UsageError("--training takes the ids of interviews, such as t01,t02");
  std::vector<Assignment> assignments;
  for (const std::string& transcript : transcripts)
    for (const std::string& rater : raters)
      assignments.push_back({transcript, rater, round, std::string(kTrainingSubset), "training cases, named"});
  (void)study.store_assignments(assignments);
  context.out << fmt::format("{} training cases for {} raters in round {}\n", transcripts.size(), raters.size(), round);
  return arguments.has("packets") ? write_packets(study, round, arguments.get<std::string>("packets"), context) : kDone;
}

/// Another rater for what one who leaves has not begun. Counts only, as of a draw.
int replace(const Arguments& arguments, int round, Context& context) {
  const std::string& who = arguments.get<std::string>("replace");
  const std::size_t sign = who.find('=');
  const RaterReplacement replacement{who.substr(0, sign), sign == std::string::npos ? "" : who.substr(sign + 1), round, arguments.has("reason") ? arguments.get<std::string>("reason") : ""};
  if (!is_id(replacement.rater) || !is_id(replacement.by) || replacement.by[0] == '.' || replacement.rater == replacement.by)
    throw UsageError("--replace takes two raters' ids, who leaves and who takes over, such as R1=R3");
  if (arguments.has("raters") || arguments.has("training")) throw UsageError("--replace goes with neither --raters nor --training");
  if (!is_reason(replacement.reason)) throw UsageError("--replace needs a --reason of three characters or more");
  Study study = open_study_for({replacement.by}, arguments, context);
  const Replaced replaced = study.replace_rater(replacement);
  context.out << fmt::format("{} takes over {} interviews of {} in round {}\n", replacement.by, replaced.given, replacement.rater, round);
  if (replaced.kept > 0) context.out << fmt::format("{} more stay with {}: {} has them already\n", replaced.kept, replacement.rater, replacement.by);
  return arguments.has("packets") ? write_packets(study, round, arguments.get<std::string>("packets"), context) : kDone;
}

/// Says who of the raters has nothing to code. True when there is one.
bool tell_idle(const std::vector<std::string>& raters, const std::map<std::string, std::size_t>& loads, const std::string& file, int round, Context& context) {
  bool any = false;
  for (const std::string& rater : raters) {
    if (loads.contains(rater)) continue;
    context.err << fmt::format("{0} has no interview in round {1}: none was left to draw (\"attune plan assign {2} --replace OTHER={0}{3} --reason WHY\" gives what another has not begun)\n", rater, round,
                               shell_word(file), round == 1 ? "" : fmt::format(" --round {}", round));
    any = true;
  }
  return any;
}

int run_assign(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 1) throw UsageError("expected one study file");
  const int round = arguments.get<int>("round");
  if (round < 1) throw UsageError("--round is 1 or more");
  if (arguments.has("replace")) return replace(arguments, round, context);
  const std::vector<std::string> raters = raters_of(arguments);
  const double share = arguments.get<double>("double");
  if (!(share >= 0 && share <= 1)) throw UsageError("--double is a share from 0 to 1");
  if (arguments.has("training")) {
    Study study = open_study_for(raters, arguments, context);
    return assign_training(study, raters, round, arguments, context);
  }
  if (share > 0 && raters.size() < 2) throw UsageError("--double needs two raters or more");
  const std::uint64_t seed = arguments.get<std::uint64_t>("seed");
  const std::string strata = arguments.get<std::string>("strata");
  const std::vector<std::string> fields = strata == "none" ? std::vector<std::string>{} : split_at_commas(strata);

  Study study = open_study_for(raters, arguments, context);
  const std::vector<Candidate> candidates =
      candidates_of(study.transcripts(TextReading::without_text), study.assignments(), round, fields);
  const std::string drawn_by = fmt::format("seed {}, {} interviews, double {:g}, strata {}, raters {}", seed,
                                           candidates.size(), share, strata, arguments.get<std::string>("raters"));
  std::vector<Assignment> assignments;
  for (const Drawn& one : draw_assignment(candidates, raters, share, seed))
    for (const std::string& rater : one.raters)
      assignments.push_back({one.transcript, rater, round, one.raters.size() > 1 ? "double" : "single", drawn_by});
  if (!assignments.empty()) (void)study.store_assignments(assignments, OthersWith::refused);

  // Counts only: which interviews are coded twice stays hidden until all are locked.
  std::map<std::string, std::size_t> loads;
  std::set<std::string> interviews;
  std::set<std::string> twice;
  for (const Assignment& one : study.assignments()) {
    if (one.round != round || one.subset == kTrainingSubset) continue;
    ++loads[one.rater];
    interviews.insert(one.transcript);
    if (one.subset == "double") twice.insert(one.transcript);
  }
  context.out << fmt::format("{} interviews in round {}, {} newly drawn (seed {}); {} for two raters\n",
                             interviews.size(), round, candidates.size(), seed, twice.size());
  for (const auto& [rater, load] : loads) context.out << fmt::format("  {:<20} {:>5}\n", rater, load);
  if (!twice.empty() && twice.size() < 30)
    context.out << "Caution: under 30 interviews coded twice, a four-way kappa of .75 ranges from\n"
                   "about .55 to .94. \"attune plan size\" says how many a narrower range needs.\n";
  const int status = tell_idle(raters, loads, arguments.operands[0], round, context) ? kNo : kDone;
  if (!arguments.has("packets")) return status;
  return std::max(status, write_packets(study, round, arguments.get<std::string>("packets"), context));
}

}  // namespace

extern const Command kPlanAssignCommand{
    .name = "plan assign",
    .operands = "STUDY (--raters R1,R2,... | --replace R1=R3) [OPTIONS]",
    .summary = "Give interviews to raters, a share to two, by seed",
    .about =
        "Draws who codes which interview, evenly, and which share is coded twice, spread over waves and sites. The draw "
        "is kept in the study with its seed; it knows nothing of classes, and what was drawn before stays: again, it "
        "deals out only what is new. Only counts are printed, for raters are not to know which interviews another codes "
        "too.\n\n"
        "With --training nothing is drawn: the raters get the interviews named, the trainee and the gold rater too. Their codings "
        "of them are training cases from the beginning, in every round: \"practice\" compares them, and \"compare\", "
        "\"consensus\", \"drift\", \"report\" and \"study export\" leave them out. What was begun before cannot become one.\n\n"
        "With --packets each rater gets one study file with the texts to code and nothing else: no marks, nobody's "
        "values, no participant, family, wave or site. \"rate sheet\", \"rate import\" and \"rate lock\" work in it, "
        "and \"plan collect\" takes it back. A packet that is there already gets what was drawn since, and the new text of what was not begun "
        "in it, and is otherwise left as it is. An interview whose text was kept out of the study is in no packet.\n\n"
        "With --replace a rater takes over what another was given and has not begun; collect that one's packet first. The reason is kept, "
        "and \"compare --apa\" and \"--grras\" tell it.",
    .statuses = "a rater who was named has nothing to code",
    .example = "attune plan assign study.attune --raters R1,R2,R3 --double 0.3 --packets out\n"
               "attune plan assign study.attune --replace R1=R4 --reason 'left in May'",
    .describe = describe,
    .run = run_assign,
};

}  // namespace attune::cli
