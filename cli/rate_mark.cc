// attune rate mark: takes in passages that a rater marked in copies of transcripts, or coded in another program.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/error.h"
#include "attune/formats/decode.h"
#include "attune/formats/marked_text.h"
#include "attune/formats/read.h"
#include "attune/formats/refi.h"
#include "attune/io/files.h"
#include "attune/text/visible.h"
#include "cli/commands.h"
#include "cli/project_marks.h"
#include "cli/rater_ids.h"
#include "cli/reading.h"
#include "cli/stored_transcript.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  options.add_options()("rater", text("RATER"), "who marked")(
      "round", po::value<int>()->default_value(1)->value_name("N"), "round of coding")(
      "transcript", text("ID"), "the transcript the copy is of, where its file's name does not say so")(
      "user", text("NAME"), "of a REFI-QDA project: whose codings, where there are several users")(
      "partial", "of a REFI-QDA project: take in what can be, although some codings cannot")(
      "reason", text("TEXT"), "why submitted marks change, three characters or more");
  describe_actor(options);
}

/// The study's codes and those that come with Attune, by id.
std::vector<Code> codes_of(Study& study) {
  std::vector<Code> codes;
  std::set<std::string> known;
  for (const Codebook& codebook : shipped_and(codebooks_of(study)))
    for (const Code& code : codebook.codes)
      if (known.insert(code.id).second) codes.push_back(code);
  std::ranges::sort(codes, {}, &Code::id);
  return codes;
}

std::string section_of(const Transcript& transcript, std::uint32_t turn) {
  for (const Section& section : transcript.sections)
    if (turn >= section.first_turn && turn < section.turn_end) return section.key;
  return "";
}

Mark mark_of(const MarkedPassage& passage, const Transcript& transcript, const std::vector<Code>& codes) {
  const auto code = std::ranges::lower_bound(codes, passage.code, {}, &Code::id);
  const auto turn = std::ranges::find_if(transcript.turns, [&](const Turn& at) { return passage.span.begin < at.body.end; });
  Mark mark;
  mark.span = passage.span;
  mark.turn = static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(turn - transcript.turns.begin(), std::ssize(transcript.turns) - 1));
  mark.code = code->parent.empty() ? code->id : code->parent;
  mark.subcode = code->parent.empty() ? "" : code->id;
  mark.section = section_of(transcript, mark.turn);
  return mark;
}

MarksStored take(Study& study, const std::string& file, const std::string& id, const std::vector<Code>& codes, MarkSheet sheet) {
  const Transcript transcript = stored_transcript(study, id, file, "a transcript of the study (--transcript ID names it)");
  MarkingRules rules{transcript.text, {}, {}};
  for (const Turn& turn : transcript.turns) rules.turns.push_back({turn.label.begin, turn.body.end});
  for (const Code& code : codes) rules.codes.push_back(code.id);
  const MarkedText marked = read_marked_text(decode(read_file(file), file, Encoding::detect).text, file, rules);
  if (!marked.problems.empty()) throw Errors(marked.problems);
  for (const MarkedPassage& passage : marked.passages) sheet.marks.push_back(mark_of(passage, transcript, codes));
  std::ranges::sort(sheet.marks, mark_order);
  return study.store_marks(transcript, sheet);
}

/// The study's transcript with this source's text: by --transcript, by name, else the one whose text it is.
std::string transcript_of(const RefiSource& source, Study& study, const Arguments& arguments) {
  if (arguments.has("transcript")) return arguments.get<std::string>("transcript");
  const std::vector<std::string> ids = study.transcript_ids();
  const auto is_there = [&](const std::string& id) { return std::ranges::binary_search(ids, id); };
  if (is_there(source.name)) return source.name;
  if (const std::string stem = transcript_id(source.name, {}); is_there(stem)) return stem;
  for (const std::string& id : ids)
    if (const auto record = study.transcript(id); record && !record->text.empty() && !same_text(source.text, record->text).empty()) return id;
  return source.name;
}

/// Who of a project's people `arguments` mean. Throws `Errors` when that is not clear.
std::string user_of(const RefiProject& project, const std::string& file, const Arguments& arguments) {
  const std::set<std::string> people = people_in(project);
  if (arguments.has("user")) {
    const std::string user = arguments.get<std::string>("user");
    if (people.contains(user)) return user;
  } else if (people.size() == 1) {
    return *people.begin();
  }
  std::string names;
  for (const std::string& name : people) names += (names.empty() ? "" : ", ") + visible(name);
  throw Errors(Problem{{file, 0, 0}, people.empty() ? "a project in which people coded" : "--user with one of its users who coded", people.empty() ? "none" : names});
}

void say(Context& context, const std::string& id, const std::string& rater, const MarksStored& stored) {
  context.out << fmt::format("{}: {} marks of {} new, {} withdrawn, {} as before\n", id, stored.added, rater, stored.withdrawn, stored.unchanged);
}

/// Takes in a project, source by source; one that cannot be does not stop the others. The status.
int take_project(Study& study, const std::string& file, const std::vector<Code>& codes, const MarkSheet& empty, const Arguments& arguments, Context& context) {
  const RefiProject project = read_qdpx(read_file(file), file, {});
  const std::string user = user_of(project, file, arguments);
  if (arguments.has("transcript") && project.sources.size() > 1) throw UsageError("--transcript names the transcript of one copy; the project has several");
  for (const std::string& what : project.not_held) context.err << fmt::format("{}: note: {}\n", visible(file), visible(what));
  int status = kDone;
  for (const RefiSource& source : project.sources) {
    const std::string place = fmt::format("{} ({})", file, source.name);
    for (const std::string& what : source.not_held) context.err << fmt::format("{}: note: {}\n", visible(place), visible(what));
    if (std::ranges::none_of(source.marks, [&](const RefiMark& mark) { return mark.user == user; })) {
      context.err << fmt::format("{}: note: nothing is coded by {}\n", visible(place), visible(user));
      continue;
    }
    try {
      const std::string id = transcript_of(source, study, arguments);
      const Transcript transcript = stored_transcript(study, id, place, "a source with the name or the text of a transcript of the study");
      const ProjectMarks found = marks_of(source, user, transcript, codes, place);
      if (!found.problems.empty()) {
        if (!arguments.has("partial")) throw Errors(found.problems);
        context.err << visible(Errors(found.problems).what()) << '\n';
        status = std::max(status, kNo);
      }
      MarkSheet sheet = empty;
      sheet.marks = found.marks;
      say(context, id, sheet.rater, study.store_marks(transcript, sheet));
    } catch (const Errors& errors) {
      context.err << visible(errors.what()) << '\n' << fmt::format("{}: nothing was taken in\n", visible(place));
      status = kCouldNot;
    }
  }
  return status;
}

int run_mark(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() < 2) throw UsageError("expected a study file and marked copies of transcripts");
  if (arguments.has("transcript") && arguments.operands.size() > 2) throw UsageError("--transcript names the transcript of one copy; there are several");
  const std::string rater = rater_of(arguments);
  Study study = open_study_of(rater, arguments, context);
  const std::vector<Code> codes = codes_of(study);
  const MarkSheet sheet{rater, arguments.get<int>("round"), {}, arguments.has("reason") ? arguments.get<std::string>("reason") : ""};
  int status = kDone;
  for (auto file = arguments.operands.begin() + 1; file != arguments.operands.end(); ++file) {
    try {
      if (format_by_ending(*file) == Format::refi) {
        status = std::max(status, take_project(study, *file, codes, sheet, arguments, context));
        continue;
      }
      const std::string id = arguments.has("transcript") ? arguments.get<std::string>("transcript") : transcript_id(*file, {});
      say(context, id, rater, take(study, *file, id, codes, sheet));
    } catch (const Errors& errors) {  // one bad copy does not stop the others
      context.err << visible(errors.what()) << '\n' << fmt::format("{}: nothing was taken in\n", visible(*file));
      status = kCouldNot;
    }
  }
  return status;
}

}  // namespace

extern const Command kRateMarkCommand{
    .name = "rate mark",
    .operands = "STUDY COPY... --rater RATER [OPTIONS]",
    .summary = "Take in passages marked by hand",
    .about =
        "A copy of a transcript (\"attune transcript print\" writes one) in which a rater put passages into brackets with "
        "any editor, [[code|the words]], comes back as that rater's marks. Codes are those of the study's codebooks and of "
        "those that come with Attune. Passages may stand inside each other, and none goes beyond its turn.\n\n"
        "But for the brackets the copy must be the transcript: what differs is told by line and column, and then nothing of "
        "that copy is taken in. Line ends and blank space at the ends of lines may differ. The copy says all that the rater "
        "marked: marks taken in before that are not in it are withdrawn (and kept in the study's history). The same copy "
        "again changes nothing. A copy without brackets says that there is nothing to mark.\n\n"
        "A REFI-QDA project (.qdpx) that another program wrote comes in the same way: of each source what one user coded, as the rater's marks. A source is known by its name or its text, a code by "
        "its id or title (\"codebook new --from-qdc\" and \"code -b\" give a study the codes of such a program). What cannot be taken over is told one by one, and then nothing of that source is taken, or "
        "with --partial the rest.",
    .statuses = "with --partial: some codings of a project were not taken in",
    .example = "attune rate mark study.attune s01.txt --rater R1\nattune rate mark study.attune coded.qdpx --rater R1 --user \"Ann B.\"",
    .describe = describe,
    .run = run_mark,
};

}  // namespace attune::cli
