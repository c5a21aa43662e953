// attune study erase: a participant who withdraws is gone from the study file.
#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "attune/error.h"
#include "attune/io/study_copies.h"
#include "attune/report/escape.h"
#include "cli/commands.h"
#include "cli/shell_word.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  options.add_options()
      ("participant", po::value<std::string>()->value_name("ID"), "all transcripts of this participant")
      ("yes", "do it without asking");
  describe_actor(options);
}

std::vector<TranscriptRecord> chosen(const std::vector<TranscriptRecord>& all, const Arguments& arguments) {
  const std::string& file = arguments.operands[0];
  std::vector<TranscriptRecord> records;
  std::set<std::string> ids(arguments.operands.begin() + 1, arguments.operands.end());
  const std::string participant = arguments.has("participant") ? arguments.get<std::string>("participant") : "";
  for (const TranscriptRecord& record : all)
    if (ids.contains(record.id) || (!participant.empty() && record.details.participant == participant)) records.push_back(record);
  for (const std::string& id : ids)
    if (std::ranges::find(records, id, &TranscriptRecord::id) == records.end()) throw Errors(Problem{{file, 0, 0}, "no transcript " + id + " is in the study; nothing was erased", ""});
  if (records.empty()) throw Errors(Problem{{file, 0, 0}, "no transcript of this participant is in the study; nothing was erased", ""});
  return records;
}

/// What goes, in counts, for whoever must say yes.
void tell(std::ostream& out, Study& study, const std::vector<std::string>& ids) {
  CodingFilter filter;
  filter.transcripts = ids;
  filter.with_marks = false;
  std::set<std::string> people;
  std::size_t codings = 0, ratings = 0;
  for (const CodingRecord& record : study.codings(filter)) {
    if (is_codebook(record.coding.rater)) continue;
    people.insert(record.coding.rater);
    ++codings;
    ratings += record.coding.ratings.size();
  }
  out << fmt::format("To be erased: {}, all versions, with what rules found in them", fmt::join(ids, ", "));
  if (codings > 0) out << fmt::format(", and {} coding{} by people ({}) with {} rating{}", codings, codings == 1 ? "" : "s", fmt::join(people, ", "), ratings, ratings == 1 ? "" : "s");
  out << ".\nThis cannot be taken back.\n";
}

bool is_confirmed(const Arguments& arguments, Context& context) {
  if (arguments.has("yes")) return true;
  context.err << "Type \"erase\" to go on: " << std::flush;
  std::string answer;
  std::getline(context.in, answer);
  if (answer == "erase") return true;
  context.err << "\nnothing was erased (--yes does it without asking)\n";
  return false;
}

int run_erase(const Arguments& arguments, Context& context) {
  if (arguments.operands.empty()) throw UsageError("expected a study file");
  if ((arguments.operands.size() > 1) == arguments.has("participant")) throw UsageError("expected the ids of transcripts, or --participant with the id of a participant");
  const std::string& file = arguments.operands[0];
  Study study = Study::open(file, surroundings_of(arguments));
  std::vector<std::string> ids;
  SoughtTranscripts sought;
  for (const TranscriptRecord& record : chosen(study.transcripts(TextReading::without_text), arguments)) {
    ids.push_back(record.id);
    sought.ids.insert(record.id);
    for (const TranscriptRecord& version : study.versions(record.id)) sought.sha256.insert(version.sha256);  // a packet may have an older one
  }
  tell(context.err, study, ids);
  if (!is_confirmed(arguments, context)) return kNo;
  const Erased erased = study.erase(ids);
  const std::size_t transcripts = ids.size();
  context.out << fmt::format("{}: erased {} transcript{} and {} rows in all; the log says when, not whom\n", file, transcripts, transcripts == 1 ? "" : "s", erased.rows);
  context.out << fmt::format("{} hashes, names and pieces of the text were looked for in the file: {}\n", erased.sought,
                             erased.found == 0 ? "none is there" : fmt::format("{} are there, also in another transcript's words or in damage", erased.found));
  for (const StudyCopy& copy : copies_with(file, sought)) {
    std::string words;
    for (const std::string& id : copy.transcripts) words += " " + shell_word(id);
    if (copy.is_packet)
      context.out << fmt::format("still holds it, with a rater's other work: {} (do not delete it: \"attune study erase {}{}\" takes that out, and \"attune plan collect\" the rest back)\n",
                                 terminal_safe(copy.path), shell_word(copy.path), words);
    else
      context.out << fmt::format("still holds it, delete it yourself: {}\n", terminal_safe(copy.path));
  }
  context.out << "Not seen from here: the transcript's own file, backups in other places, exports, reports, packets sent to raters, keys of\n"
                 "redaction, and what the disk keeps of blocks that were freed (an encrypted disk helps).\n";
  return erased.found == 0 ? kDone : kNo;
}

}  // namespace

extern const Command kStudyEraseCommand{
    .name = "study erase",
    .operands = "STUDY (TRANSCRIPT... | --participant ID) [OPTIONS]",
    .summary = "Erase a participant from a study for good",
    .about =
        "Erases transcripts, all their versions, and everything that rules and raters found in them, from every table, from the log and "
        "from the free pages of the file, for a participant who withdraws. It asks first; --yes does not.\n\n"
        "The log says that something was erased, when and by whom, and not whose it was. Its chain stays whole: \"attune study verify\" "
        "finds nothing, also with a head that was kept from before. Entries that named the transcript have lost that name.\n\n"
        "Copies are not touched. Studies in the same folder, and one folder below, that hold the transcript are named; others are yours to find. A rater's packet is erased from "
        "in the same way, by this command; what else it holds is then collected. "
        "What another transcript or a note says of the participant stays.",
    .statuses = "nothing was erased, or pieces of the text are still in the file",
    .example = "attune study erase study.attune s01\nattune study erase study.attune --participant P07 --yes",
    .describe = describe,
    .run = run_erase,
};

}  // namespace attune::cli
