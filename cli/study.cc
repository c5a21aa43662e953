// attune study init, list, log and backup: the study file itself.
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/report/study_page.h"
#include "cli/commands.h"
#include "cli/display.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe_reading(po::options_description& options) {
  describe_list_format(options);
  describe_actor(options);
}

std::string only_study(const Arguments& arguments) {
  if (arguments.operands.size() != 1) throw UsageError("expected one study file");
  return arguments.operands[0];
}

int run_init(const Arguments& arguments, Context& context) {
  const std::string path = only_study(arguments);
  static_cast<void>(Study::create(path, surroundings_of(arguments)));
  context.out << fmt::format("{}: made\n", path);
  return kDone;
}

int run_list(const Arguments& arguments, Context& context) {
  const ListFormat format = list_format_of(arguments);
  Study study = open_study(only_study(arguments), surroundings_of(arguments), context);
  CodingFilter without_marks;
  without_marks.with_marks = false;
  std::vector<TranscriptRecord> transcripts = study.transcripts(TextReading::without_text);
  // Whose an interview is may say what another round or a partner's said.
  const std::string rater = surroundings_of(arguments, "").actor;
  const std::set<std::string> open = rater.empty() ? std::set<std::string>{} : unlocked(study, rater);
  for (TranscriptRecord& record : transcripts)
    if (open.contains(record.id)) record.details.participant = record.details.wave = "";
  write_study_list(context.out, {std::move(transcripts), study.codings(without_marks), study.codebooks()}, format);
  return kDone;
}

int run_log(const Arguments& arguments, Context& context) {
  const ListFormat format = list_format_of(arguments);
  Study study = open_study(only_study(arguments), surroundings_of(arguments), context);
  write_study_log(context.out, study.log(), format);
  return kDone;
}

int run_backup(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() != 2) throw UsageError("expected a study file and the name of the copy");
  const std::string& to = arguments.operands[1];
  const LogHead head = open_study(arguments.operands[0], surroundings_of(arguments), context).backup(to);
  context.out << fmt::format("{}: a whole copy, verified; head of the log {}:{}\n", to, head.entries, head.hash);
  return kDone;
}

}  // namespace

extern const Command kStudyInitCommand{
    .name = "study init",
    .operands = "STUDY",
    .summary = "Make an empty study file",
    .about =
        "Makes an empty study, readable and writable by its owner only. A file that exists is never overwritten. "
        "\"attune code -s STUDY\" makes one by itself. Keep it on a local, encrypted disk: not on a network disk and "
        "not in a folder that a program copies to the cloud while raters work.",
    .statuses = "",
    .example = "attune study init study.attune",
    .describe = describe_actor,
    .run = run_init,
};

extern const Command kStudyListCommand{
    .name = "study list",
    .operands = "STUDY [OPTIONS]",
    .summary = "What is in a study",
    .about =
        "Lists the transcripts with their versions and participants, the codings by rater with their states, and the codebooks. Counts "
        "only: no text, no value and no mark, so that it can be looked at by raters who are still at work; whose a transcript is "
        "is not shown to a rater (--as, ATTUNE_RATER) who has still to lock it.",
    .statuses = "",
    .example = "attune study list study.attune",
    .describe = describe_reading,
    .run = run_list,
};

extern const Command kStudyLogCommand{
    .name = "study log",
    .operands = "STUDY [OPTIONS]",
    .summary = "What was done to a study, by whom and when",
    .about =
        "Tells the history of a study, oldest first, a line each: time (UTC), who, and what in plain words. Entries are "
        "numbered, and each holds the hash of the one before; \"attune study verify\" checks the chain. The other formats give "
        "the entries as the file has them, with their hashes.",
    .statuses = "",
    .example = "attune study log study.attune --format csv",
    .describe = describe_reading,
    .run = run_log,
};

extern const Command kStudyBackupCommand{
    .name = "study backup",
    .operands = "STUDY COPY",
    .summary = "Make a whole, verified copy of a study",
    .about =
        "Copies a study safely, also while raters write: a plain copy of the file taken then is nearly always broken. "
        "The copy is verified before it gets its name, and a file that exists is never overwritten. The line printed "
        "holds the head of the log, for \"attune study verify --head\".",
    .statuses = "",
    .example = "attune study backup study.attune backups/study-2026-03-01.attune",
    .describe = describe_actor,
    .run = run_backup,
};

}  // namespace attune::cli
