// attune transcript redact: names and what else identifies, found, proposed, and replaced once somebody has looked.
#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "attune/coding/known_names.h"
#include "attune/error.h"
#include "attune/formats/redaction_key.h"
#include "attune/io/files.h"
#include "attune/report/escape.h"
#include "attune/report/wrap.h"
#include "attune/text/unicode.h"
#include "attune/text/visible.h"
#include "attune/version.h"
#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/reading.h"
#include "cli/redaction_copy.h"
#include "cli/redaction_words.h"
#include "cli/stored_rules.h"
#include "cli/stored_transcript.h"
#include "cli/study_options.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr std::string_view kNotFound =
    "What this cannot find: nicknames and first names written like words, names that stand only at the beginning of sentences and in no list, names in languages "
    "without capital letters or in ones that no list is for, spelling mistakes, jobs and events that only one person can have had, and everything that somebody can "
    "conclude from the rest. A transcript that does not say its language is taken as English (--language says another). A list of the study's own (--list) helps most. "
    "Read the copies before you give them to anybody: this does not make a transcript anonymous.";

constexpr std::string_view kStaysInStudy =
    "The versions before keep their words in the file, for what was coded in them can be checked, and so do raters' notes; \"attune study erase\" takes out a transcript with all of them. A study "
    "that is to be shared is best made of copies without names (--into).";

void describe(po::options_description& options) {
  options.add_options()
      ("study,s", po::value<std::string>()->value_name("STUDY"), "transcripts of this study (all, or those named) instead of files; with --apply, they get a new version")
      ("key", po::value<std::string>()->value_name("KEY.csv"), "write the proposal here, readable by you only; it must not exist")
      ("known", po::value<std::string>()->value_name("KEY.csv"), "a key from before, whose replacements are kept and gone on from")
      ("apply", po::value<std::string>()->value_name("KEY.csv"), "make the replacements of this key, once you have edited it")
      ("into", po::value<std::string>()->value_name("FOLDER"), "with --apply: where the copies go; nothing there is overwritten");
  describe_redaction_words(options);
  options.add_options()
      ("shift-days", po::value<int>()->default_value(0)->value_name("N"), "propose dates moved by N days (may be negative); 0: {{Date 1}}");
  describe_reading(options);
  describe_actor(options);
}

/// What all of a run needs.
struct Run {
  const Arguments& arguments;
  Context& context;
  RedactionLists lists;
  Rereader reader = {};
  int status = kDone;
  std::size_t number = 0;            // of the transcript at hand, in the order they come
  std::vector<std::size_t> named = {};  // those whose own name holds one
};

using Take = std::function<void(const RedactionSubject&)>;

/// Does `work`; what is wrong with one transcript is told and does not stop the others.
template <typename Work>
void attempt(Run& run, Work&& work) {
  try {
    work();
  } catch (const Errors& errors) {
    run.context.err << visible(errors.what()) << '\n';
    run.status = kCouldNot;
  }
}

void for_each_in_files(Run& run, const Take& take) {
  Reading reading = reading_from(run.arguments);
  reading.options.hash = false;
  run_batch(run.arguments.operands, run.context.in, reading, BatchOptions{}, [&](Outcome outcome) {
    ++run.number;
    attempt(run, [&] {
      if (const auto* errors = std::get_if<Errors>(&outcome.result)) throw *errors;
      Transcript& transcript = std::get<CodedTranscript>(outcome.result).transcript;
      const std::string how = reading_to_text(run.arguments, reading, outcome.kind, transcript);
      take(redaction_subject(std::move(transcript), how, run.reader));
    });
  });
}

void for_each_in_study(Run& run, Study& study, const Take& take) {
  const std::string& file = run.arguments.get<std::string>("study");
  for (const std::string& id : run.arguments.operands.empty() ? study.transcript_ids() : run.arguments.operands) {
    ++run.number;
    attempt(run, [&] {
      const TranscriptRecord record = transcript_with_text(study, id, file);
      take(redaction_subject(read_stored(record, run.reader), record.details.reading, run.reader));
    });
  }
}

void say_languages(const Run& run) {
  for (const std::string& language : run.lists.without())
    run.context.err << fmt::format("note: there are no lists for transcripts in {}: names were looked for by capital letters, dates and numbers by their shape (--names and --lists add to that)\n", terminal_safe(language));
}

/// By number: the names are what must not be told.
void say_names_of_files(const Run& run) {
  if (run.named.empty()) return;
  const std::string_view what = run.arguments.has("study")
      ? "a study keeps what its transcripts are called; make one that is to be shared of copies of renamed files"
      : "copies, their maps and the id in JSON lines are called by it; rename such a file first, or say --id";
  const std::string numbers = fmt::format("{}", fmt::join(run.named, ", "));
  run.context.err << wrapped(fmt::format("The name of a file or transcript holds a name of the key ({} in the order given): {}.", numbers, what), 0);
}

void write_counts(std::ostream& out, const RedactionKey& key) {
  std::map<std::string, std::pair<std::size_t, std::size_t>> kinds;  // passages, different ones
  for (const RedactionEntry& entry : key) {
    auto& [passages, different] = kinds[entry.kind];
    passages += entry.times;
    different += entry.times > 0;
  }
  out << fmt::format("  {:<14} {:>8} {:>10}\n", "kind", "passages", "different");
  for (const auto& [kind, counts] : kinds)
    if (counts.second > 0) out << fmt::format("  {:<14} {:>8} {:>10}\n", kind, counts.first, counts.second);
}

void propose(Run& run, Study* study) {
  const Arguments& arguments = run.arguments;
  std::ostream& out = run.context.out;
  const RedactionKey known = arguments.has("known") ? redaction_key_from(arguments.get<std::string>("known"), run.context) : RedactionKey{};
  std::optional<RedactionProposal> proposal;  // what it calls things is in the language of the first transcript
  struct Called {
    std::string id;
    std::size_t number;
    const PrivacyWords& words;
    const NotationProfile& notation;
  };
  std::vector<Called> transcripts;  // whose names are looked at once there is a key
  const Take take = [&](const RedactionSubject& subject) {
    const RedactionWords& words = run.lists.of(subject.bare);
    const NotationProfile& notation = run.reader.notation(subject.reading);
    if (!proposal) proposal.emplace(words.words, known, ProposalOptions{arguments.get<int>("shift-days")});
    proposal->add(subject.bare, words.finder.find(subject.bare, known_names(subject.read, notation, known)), notation);
    transcripts.push_back({subject.bare.id, run.number, words.words, notation});
  };
  if (study != nullptr) for_each_in_study(run, *study, take);
  else for_each_in_files(run, take);
  say_languages(run);
  const RedactionKey key = proposal ? proposal->key() : known;
  for (const Called& one : transcripts)
    if (is_named_in(one.id, key, one.words, one.notation)) run.named.push_back(one.number);
  say_names_of_files(run);
  const auto fresh = std::ranges::count_if(key, [](const RedactionEntry& entry) { return entry.times > 0; });
  const std::size_t count = transcripts.size();
  out << fmt::format("{} transcript{}: {} candidates{}\n", count, count == 1 ? "" : "s", fresh, known.empty() ? "" : " beside those of the key from before");
  if (fresh > 0) write_counts(out, key);
  if (arguments.has("key") && !key.empty()) {
    const std::string file = arguments.get<std::string>("key");
    const std::string next = study != nullptr ? fmt::format("-s {} --apply {}", visible(arguments.get<std::string>("study")), visible(file)) : fmt::format("--apply {} --into FOLDER FILE...", visible(file));
    write_file(file, redaction_key_csv(key), Overwrite::no);
    out << wrapped(fmt::format("{}: written, readable by you only. Look at every line and edit it: an empty replacement leaves a passage as it is, two originals with one "
                               "replacement are one person. Then: attune transcript redact {} Keep the key apart from the copies.", visible(file), next + (study != nullptr ? "." : "")), 0);
  } else if (fresh > 0) {
    out << "Nothing was written; --key KEY.csv writes the proposal.\n";
  }
  out << wrapped(kNotFound, 0);
}

void tell_left(Run& run, const RedactionSubject& subject, const RedactedCopy& copy, const RedactionKey& key, const RedactionWords& words) {
  const NotationProfile& notation = run.reader.notation(subject.reading);
  if (is_named_in(copy.transcript.id, key, words.words, notation)) {
    run.named.push_back(run.number);
    run.status = std::max(run.status, kNo);
  }
  const std::vector<Identifier> left = not_in_key(copy.transcript, words.finder.find(copy.transcript, known_names(subject.read, notation, key)), key);
  if (left.empty()) return;
  run.context.err << fmt::format("{}: {} candidate{} that the key says nothing about ({})\n", terminal_safe(copy.transcript.id), left.size(), left.size() == 1 ? "" : "s", lines_of(copy.transcript, left));
  run.status = std::max(run.status, kNo);
}

std::string passages(std::size_t count) { return fmt::format("{} passage{} replaced", count, count == 1 ? "" : "s"); }

void write_copy(const std::string& folder, const Transcript& transcript, const std::string& bytes, const OffsetMap& map) {
  if (transcript.id.empty() || transcript.id.find('/') != std::string::npos || transcript.id.starts_with('.'))
    throw Errors(Problem{{transcript.file, 0, 0}, "an id that can be a file's name (--id names one)", ""});
  const std::string path = folder + "/" + transcript.id;
  const std::string copy = path + (transcript.format == "plain" ? ".txt" : ".jsonl");
  for (const std::string& name : {copy, path + ".map.csv"})
    if (std::filesystem::exists(std::filesystem::symlink_status(name))) throw Errors(Problem{{name, 0, 0}, "exists already and is not overwritten", ""});
  write_file(copy, bytes, Overwrite::no);
  write_file(path + ".map.csv", offset_map_csv(map), Overwrite::no);
}

void apply_to_files(Run& run) {
  const std::string folder = run.arguments.get<std::string>("into");
  const RedactionKey key = redaction_key_from(run.arguments.get<std::string>("apply"), run.context);
  std::error_code error;
  std::filesystem::create_directory(folder, error);
  if (!std::filesystem::is_directory(folder)) throw Errors(Problem{{folder, 0, 0}, "a folder", "none, and it could not be made"});
  std::set<std::string> other_offsets;
  for_each_in_files(run, [&](const RedactionSubject& subject) {
    const RedactionWords& words = run.lists.of(subject.bare);
    const RedactedCopy copy = redacted_copy(subject, key, words.words, run.reader);
    if (subject.bare.text != subject.read.text) other_offsets.insert(subject.read.format);
    write_copy(folder, subject.bare, subject.bare.format == "plain" ? copy.bytes : copy.bytes + "\n", copy.from_bare);
    run.context.out << fmt::format("{}: {}\n", terminal_safe(copy.transcript.id), passages(copy.passages));
    tell_left(run, subject, copy, key, words);
  });
  say_languages(run);
  say_names_of_files(run);
  for (const std::string& format : other_offsets)
    run.context.err << fmt::format("note: the maps of {} files count in the turns' text, as \"transcript convert --to text\" writes it\n", format);
}

/// What the codebooks that coded the version before find in the new one.
std::vector<RuleCoding> coded_anew(Study& study, StoredRules& rules, const Transcript& transcript) {
  std::vector<RuleCoding> codings;
  CodingFilter filter{{transcript.id}};
  filter.with_marks = false;
  for (const CodingRecord& record : study.codings(filter))
    if (is_codebook(record.coding.rater)) codings.push_back({rules.code(record.codebook_sha256, transcript), record.codebook_sha256, std::string(kVersion), icu_version()});
  return codings;
}

void apply_to_study(Run& run, Study& study) {
  const RedactionKey key = redaction_key_from(run.arguments.get<std::string>("apply"), run.context);
  StoredRules rules(study.codebooks());
  bool any = false;
  for_each_in_study(run, study, [&](const RedactionSubject& subject) {
    const RedactionWords& words = run.lists.of(subject.bare);
    const RedactedCopy copy = redacted_copy(subject, key, words.words, run.reader);
    const std::string& id = copy.transcript.id;
    if (copy.passages == 0) {
      run.context.out << fmt::format("{}: nothing to replace\n", terminal_safe(id));
    } else {
      TranscriptDetails details = study.transcript(id).value().details;
      details.reading = copy.reading;
      details.source = copy.bytes == copy.transcript.text ? "" : copy.bytes;
      details.new_version = true;
      details.offset_map = offset_map_csv(copy.from_read);
      (void)study.store(copy.transcript, coded_anew(study, rules, copy.transcript), details);
      run.context.out << fmt::format("{}: {}, version {}\n", terminal_safe(id), passages(copy.passages), study.transcript(id).value().version);
      any = true;
    }
    tell_left(run, subject, copy, key, words);
  });
  say_languages(run);
  say_names_of_files(run);
  if (any) run.context.out << wrapped(kStaysInStudy, 0);
}

void check(const Arguments& arguments) {
  const bool is_study = arguments.has("study");
  if (arguments.operands.empty() && !is_study) throw UsageError("expects at least one FILE (\"-\" is standard input), or -s STUDY");
  if (is_study && arguments.has("into")) throw UsageError("--into is for files; in a study a transcript gets a new version");
  if (!is_study && arguments.has("apply") != arguments.has("into")) throw UsageError("--apply KEY.csv and --into FOLDER go together");
  if (arguments.has("apply") && (arguments.has("key") || arguments.has("known"))) throw UsageError("--key and --known are for a proposal, --apply is for one that was looked at");
  if (arguments.has("key") && std::filesystem::exists(std::filesystem::symlink_status(arguments.get<std::string>("key"))))
    throw Errors(Problem{{arguments.get<std::string>("key"), 0, 0}, "exists already and is not overwritten (--known goes on from it)", ""});
}

int run_redact(const Arguments& arguments, Context& context) {
  check(arguments);
  Run run{arguments, context, RedactionLists(arguments)};
  std::optional<Study> study;
  if (arguments.has("study")) study.emplace(open_study(arguments.get<std::string>("study"), surroundings_of(arguments), context));
  if (!arguments.has("apply")) propose(run, study ? &*study : nullptr);
  else if (study) apply_to_study(run, *study);
  else apply_to_files(run);
  return run.status;
}

}  // namespace

extern const Command kTranscriptRedactCommand{
    .name = "transcript redact",
    .operands = "[OPTIONS] (FILE... | -s STUDY [TRANSCRIPT...])",
    .summary = "Find what identifies people, and replace it",
    .about = "Looks for what tells who somebody is: names, places, institutions, dates, ages over 89, telephone numbers, e-mail and web addresses, streets, other "
             "numbers (the kinds of HIPAA's Safe Harbor, as far as text shows them), and a list of the study's own. It proposes one replacement for each, the same in all "
             "files: {{Aunt 1}}, {{City 2}}. --key writes the proposal as a table to edit; nothing is replaced before somebody has looked at it.\n\n"
             "--apply makes the replacements of a key and writes copies into a folder: a plain text as it was, with its lines, anything else as JSON lines without speakers' "
             "names and comments; beside each a map of offsets that leads from the old text to the new one and back. Files are never overwritten. What the key says nothing about is told by line, "
             "and so is what it names where it still stands, written in another way; a file whose own name holds a name of the key is told by its number.\n\n"
             "With -s the transcripts are a study's, and --apply stores each that has something to replace as a new version. What people marked and rated moves to it: ratings as they are, marks to the same "
             "words, one in a replaced passage to the replacement. The codebooks that coded the version before code it anew, and the log says that and when. The versions before keep their words.\n\n"
             "It does not make a transcript anonymous: it cannot find nicknames, rare events, or what can be concluded from the rest.",
    .statuses = "with --apply: something was found that the key says nothing about, or the name of a file holds a name of the key",
    .example = "attune transcript redact s01.txt s02.txt --key key.csv\nattune transcript redact s01.txt s02.txt --apply key.csv --into redacted\nattune transcript redact -s study.attune --key key.csv",
    .describe = describe,
    .run = run_redact,
};

}  // namespace attune::cli
