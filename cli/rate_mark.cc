// attune rate mark: takes in passages that a rater marked in copies of transcripts.
#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/error.h"
#include "attune/formats/decode.h"
#include "attune/formats/marked_text.h"
#include "attune/io/files.h"
#include "attune/text/visible.h"
#include "cli/commands.h"
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
      "reason", text("TEXT"), "why submitted marks change, three characters or more");
  describe_actor(options);
}

/// Code and parent as marks have them.
using CodeNames = std::vector<std::pair<std::string, std::string>>;  // id and parent, by id

CodeNames code_names(Study& study) {
  CodeNames names;
  std::set<std::string> known;
  for (const Codebook& codebook : shipped_and(codebooks_of(study)))
    for (const Code& code : codebook.codes)
      if (known.insert(code.id).second) names.emplace_back(code.id, code.parent);
  std::ranges::sort(names);
  return names;
}

std::string section_of(const Transcript& transcript, std::uint32_t turn) {
  for (const Section& section : transcript.sections)
    if (turn >= section.first_turn && turn < section.turn_end) return section.key;
  return "";
}

Mark mark_of(const MarkedPassage& passage, const Transcript& transcript, const CodeNames& names) {
  const auto name = std::ranges::lower_bound(names, passage.code, {}, &CodeNames::value_type::first);
  const auto turn = std::ranges::find_if(transcript.turns, [&](const Turn& at) { return passage.span.begin < at.body.end; });
  Mark mark;
  mark.span = passage.span;
  mark.turn = static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(turn - transcript.turns.begin(), std::ssize(transcript.turns) - 1));
  mark.code = name->second.empty() ? name->first : name->second;
  mark.subcode = name->second.empty() ? "" : name->first;
  mark.section = section_of(transcript, mark.turn);
  return mark;
}

MarksStored take(Study& study, const std::string& file, const std::string& id, const CodeNames& names, MarkSheet sheet) {
  const Transcript transcript = stored_transcript(study, id, file, "a transcript of the study (--transcript ID names it)");
  MarkingRules rules{transcript.text, {}, {}};
  for (const Turn& turn : transcript.turns) rules.turns.push_back({turn.label.begin, turn.body.end});
  for (const auto& [code, parent] : names) rules.codes.push_back(code);
  const MarkedText marked = read_marked_text(decode(read_file(file), file, Encoding::detect).text, file, rules);
  if (!marked.problems.empty()) throw Errors(marked.problems);
  for (const MarkedPassage& passage : marked.passages) sheet.marks.push_back(mark_of(passage, transcript, names));
  std::ranges::sort(sheet.marks, mark_order);
  return study.store_marks(transcript, sheet);
}

int run_mark(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() < 2) throw UsageError("expected a study file and marked copies of transcripts");
  if (arguments.has("transcript") && arguments.operands.size() > 2) throw UsageError("--transcript names the transcript of one copy; there are several");
  const std::string rater = rater_of(arguments);
  Study study = open_study(arguments.operands[0], surroundings_of(arguments, rater), context);
  const CodeNames names = code_names(study);
  const MarkSheet sheet{rater, arguments.get<int>("round"), {}, arguments.has("reason") ? arguments.get<std::string>("reason") : ""};
  int status = kDone;
  for (auto file = arguments.operands.begin() + 1; file != arguments.operands.end(); ++file) {
    try {
      const std::string id = arguments.has("transcript") ? arguments.get<std::string>("transcript") : transcript_id(*file, {});
      const MarksStored stored = take(study, *file, id, names, sheet);
      context.out << fmt::format("{}: {} marks of {} new, {} withdrawn, {} as before\n", id, stored.added, rater, stored.withdrawn, stored.unchanged);
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
        "again changes nothing. A copy without brackets says that there is nothing to mark.",
    .statuses = "",
    .example = "attune rate mark study.attune s01.txt --rater R1",
    .describe = describe,
    .run = run_mark,
};

}  // namespace attune::cli
