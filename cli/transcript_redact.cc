// attune transcript redact: names and what else identifies, found, proposed, and replaced once somebody has looked.
#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/redaction.h"
#include "attune/error.h"
#include "attune/formats/redaction_key.h"
#include "attune/io/files.h"
#include "attune/report/escape.h"
#include "attune/report/redacted_copy.h"
#include "attune/report/transcript_formats.h"
#include "attune/report/wrap.h"
#include "attune/text/unicode.h"
#include "attune/text/visible.h"
#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/reading.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr std::size_t kMostLines = 12;

constexpr std::string_view kNotFound =
    "What this cannot find: nicknames and first names written like words, names at the beginning of a sentence that no list has, names in languages "
    "without capital letters or in ones that no list is for, spelling mistakes, jobs and events that only one person can have had, and everything that somebody can "
    "conclude from the rest. A list of the study's own (--list) helps most. Read the copies before you give them to anybody: this does not make a transcript anonymous.";

void describe(po::options_description& options) {
  options.add_options()
      ("key", po::value<std::string>()->value_name("KEY.csv"), "write the proposal here, readable by you only; it must not exist")
      ("known", po::value<std::string>()->value_name("KEY.csv"), "a key from before, whose replacements are kept and gone on from")
      ("apply", po::value<std::string>()->value_name("KEY.csv"), "make the replacements of this key, once you have edited it")
      ("into", po::value<std::string>()->value_name("FOLDER"), "with --apply: where the copies go; nothing there is overwritten")
      ("list", po::value<std::string>()->value_name("FILE"), "names and words of the study's own to find, one a line: TERM or TERM,KIND")
      ("shift-days", po::value<int>()->default_value(0)->value_name("N"), "propose dates moved by N days (may be negative); 0: {{Date 1}}");
  describe_reading(options);
}

std::string trimmed(std::string text) {
  text.erase(0, std::min(text.find_first_not_of(" \t\r"), text.size()));
  text.erase(text.find_last_not_of(" \t\r") + 1);
  return text;
}

/// "TERM" or "TERM,KIND" a line; "#" begins a comment.
std::vector<ListedTerm> listed_terms(const Arguments& arguments) {
  std::vector<ListedTerm> terms;
  if (!arguments.has("list")) return terms;
  const std::string file = arguments.get<std::string>("list");
  const std::string text = read_file(file);
  if (const auto bad = find_invalid_utf8(text)) throw Errors(Problem{{file, 0, 0}, "a list in UTF-8", "another encoding"});
  std::istringstream lines(text);
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    line = trimmed(line);
    if (line.empty() || line.starts_with('#')) continue;
    ListedTerm term{line, IdentifierKind::listed};
    if (const std::size_t comma = line.rfind(','); comma != std::string::npos) {
      const auto kind = parse_identifier_kind(trimmed(line.substr(comma + 1)));
      if (!kind) throw Errors(Problem{{file, number, 0}, "a kind behind the comma: name, place, institution, date, age, phone, email, url, address, number or listed", "another word"});
      term = {trimmed(line.substr(0, comma)), *kind};
    }
    if (!term.text.empty()) terms.push_back(std::move(term));
  }
  return terms;
}

RedactionKey key_from(const std::string& file, Context& context) {
  const std::string text = read_file(file);
  if (const auto bad = find_invalid_utf8(text)) throw Errors(Problem{{file, 0, 0}, "a key in UTF-8", "another encoding"});
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0 && (status.st_mode & 077) != 0) context.err << fmt::format("{}: others can read this key (chmod 600 takes that away)\n", visible(file));
  return parse_redaction_key(text, file);
}

/// Reads transcripts, and those whose file is not their text once more as what their copy will be.
class Texts {
 public:
  explicit Texts(const Reading& reading) : understanding_(reading) {}

  Transcript of(Transcript transcript) {
    if (transcript.format == "plain") return transcript;
    transcript.notes.clear();
    for (Turn& turn : transcript.turns) turn.speaker.clear();
    std::ostringstream json;
    write_transcript(json, transcript, TranscriptFormat::json_lines);
    return again(json.str(), transcript);
  }

  /// The copy, read as it will be read.
  Transcript again(const std::string& bytes, const Transcript& transcript) {
    Transcript copy = transcript.format == "plain" ? understanding_.read(bytes, transcript.file, transcript.id, Format::plain) : understanding_.read_line(trimmed(bytes.substr(0, bytes.find('\n'))), transcript.file, 1);
    copy.id = transcript.id;
    return copy;
  }

 private:
  Understanding understanding_;
};

/// What all of a run needs.
struct Redaction {
  PrivacyWords words;
  IdentifierFinder finder;
  Texts texts;
  std::set<std::string> other_languages = {};  // of transcripts that say theirs
};

void note_language(Redaction& redaction, const Transcript& transcript) {
  if (!transcript.language_assumed && transcript.language != redaction.words.language) redaction.other_languages.insert(transcript.language);
}

void say_languages(const Redaction& redaction, Context& context) {
  for (const std::string& language : redaction.other_languages)
    context.err << fmt::format("note: there are no lists for transcripts in {}: names were looked for as in {}, which finds too much or too little\n", terminal_safe(language),
                               redaction.words.language.empty() ? "no language" : redaction.words.language);
}

Redaction redaction_of(const Arguments& arguments, const Reading& reading) {
  const std::string& language = reading.notation.language;
  PrivacyWords words = shipped_privacy(language).value_or(PrivacyWords{});
  IdentifierFinder finder(words, shipped_language(language).value_or(Language{}), listed_terms(arguments));
  return {std::move(words), std::move(finder), Texts(reading)};
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

int propose(const Arguments& arguments, Context& context, const Reading& reading) {
  Redaction redaction = redaction_of(arguments, reading);
  const RedactionKey known = arguments.has("known") ? key_from(arguments.get<std::string>("known"), context) : RedactionKey{};
  RedactionProposal proposal(redaction.words, known, {arguments.get<int>("shift-days")});
  int status = kDone;
  std::size_t transcripts = 0;
  run_batch(arguments.operands, context.in, reading, BatchOptions{}, [&](Outcome outcome) {
    try {
      if (const auto* errors = std::get_if<Errors>(&outcome.result)) throw *errors;
      const Transcript transcript = redaction.texts.of(std::move(std::get<CodedTranscript>(outcome.result).transcript));
      note_language(redaction, transcript);
      proposal.add(transcript, redaction.finder.find(transcript), reading.notation);
      ++transcripts;
    } catch (const Errors& errors) {
      context.err << visible(errors.what()) << '\n';
      status = kCouldNot;
    }
  });
  say_languages(redaction, context);
  const RedactionKey key = proposal.key();
  const auto fresh = std::ranges::count_if(key, [](const RedactionEntry& entry) { return entry.times > 0; });
  context.out << fmt::format("{} transcript{}: {} candidates{}\n", transcripts, transcripts == 1 ? "" : "s", fresh, known.empty() ? "" : " beside those of the key from before");
  if (fresh > 0) write_counts(context.out, key);
  if (arguments.has("key") && !key.empty()) {
    const std::string file = arguments.get<std::string>("key");
    write_file(file, redaction_key_csv(key), Overwrite::no);
    context.out << wrapped(fmt::format("{}: written, readable by you only. Look at every line and edit it: an empty replacement leaves a passage as it is, two originals with one "
                                       "replacement are one person. Then: attune transcript redact --apply {} --into FOLDER FILE... Keep the key apart from the copies.", visible(file), visible(file)), 0);
  } else if (fresh > 0) {
    context.out << "Nothing was written; --key KEY.csv writes the proposal.\n";
  }
  context.out << wrapped(kNotFound, 0);
  return status;
}

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

std::string lines_of(const Transcript& transcript, const std::vector<Identifier>& identifiers) {
  std::vector<int> lines;
  for (const Identifier& one : identifiers)
    if (const int line = line_at(transcript, one.span.begin); lines.empty() || lines.back() != line) lines.push_back(line);
  const bool more = lines.size() > kMostLines;
  if (more) lines.resize(kMostLines);
  return fmt::format("line{} {}{}", lines.size() == 1 ? "" : "s", fmt::join(lines, ", "), more ? " ..." : "");
}

int apply(const Arguments& arguments, Context& context, const Reading& reading) {
  const std::string folder = arguments.get<std::string>("into");
  const RedactionKey key = key_from(arguments.get<std::string>("apply"), context);
  Redaction redaction = redaction_of(arguments, reading);
  std::error_code error;
  std::filesystem::create_directory(folder, error);
  if (!std::filesystem::is_directory(folder)) throw Errors(Problem{{folder, 0, 0}, "a folder", "none, and it could not be made"});
  int status = kDone;
  std::set<std::string> other_offsets;
  run_batch(arguments.operands, context.in, reading, BatchOptions{}, [&](Outcome outcome) {
    try {
      if (const auto* errors = std::get_if<Errors>(&outcome.result)) throw *errors;
      const Transcript& read = std::get<CodedTranscript>(outcome.result).transcript;
      const Transcript transcript = redaction.texts.of(read);
      note_language(redaction, read);
      if (transcript.text != read.text) other_offsets.insert(read.format);
      const std::vector<Replacement> replacements = replacements_in(transcript, key, redaction.words);
      std::ostringstream copy;
      if (transcript.format == "plain") copy << replaced(transcript.text, replacements);
      else write_redacted(copy, transcript, replacements);
      const Transcript again = redaction.texts.again(copy.str(), transcript);
      write_copy(folder, transcript, copy.str(), offset_map(transcript.text, replacements));
      context.out << fmt::format("{}: {} passage{} replaced\n", terminal_safe(transcript.id), replacements.size(), replacements.size() == 1 ? "" : "s");
      const std::vector<Identifier> left = not_in_key(again, redaction.finder.find(again), key);
      if (left.empty()) return;
      context.err << fmt::format("{}: {} candidate{} that the key says nothing about ({})\n", terminal_safe(transcript.id), left.size(), left.size() == 1 ? "" : "s", lines_of(again, left));
      status = std::max(status, kNo);
    } catch (const Errors& errors) {
      context.err << visible(errors.what()) << '\n';
      status = kCouldNot;
    }
  });
  say_languages(redaction, context);
  for (const std::string& format : other_offsets)
    context.err << fmt::format("note: the maps of {} files count in the turns' text, as \"transcript convert --to text\" writes it\n", format);
  return status;
}

int run_redact(const Arguments& arguments, Context& context) {
  if (arguments.operands.empty()) throw UsageError("expects at least one FILE (\"-\" is standard input)");
  if (arguments.has("apply") != arguments.has("into")) throw UsageError("--apply KEY.csv and --into FOLDER go together");
  if (arguments.has("apply") && (arguments.has("key") || arguments.has("known"))) throw UsageError("--key and --known are for a proposal, --apply is for one that was looked at");
  if (arguments.has("key") && std::filesystem::exists(std::filesystem::symlink_status(arguments.get<std::string>("key"))))
    throw Errors(Problem{{arguments.get<std::string>("key"), 0, 0}, "exists already and is not overwritten (--known goes on from it)", ""});
  Reading reading = reading_from(arguments);
  reading.options.hash = false;
  if (!shipped_privacy(reading.notation.language)) context.err << fmt::format("note: there are no lists for the language {}; only --list is looked for\n", reading.notation.language);
  return arguments.has("apply") ? apply(arguments, context, reading) : propose(arguments, context, reading);
}

}  // namespace

extern const Command kTranscriptRedactCommand{
    .name = "transcript redact",
    .operands = "[OPTIONS] FILE...",
    .summary = "Find what identifies people, and replace it",
    .about = "Looks for what tells who somebody is: names, places, institutions, dates, ages over 89, telephone numbers, e-mail and web addresses, streets, other "
             "numbers (the kinds of HIPAA's Safe Harbor, as far as text shows them), and a list of the study's own. It proposes one replacement for each, the same in all "
             "files: {{Aunt 1}}, {{City 2}}. --key writes the proposal as a table to edit; nothing is replaced before somebody has looked at it.\n\n"
             "--apply makes the replacements of a key and writes copies into a folder: a plain text as it was, with its lines, anything else as JSON lines without speakers' "
             "names and comments; beside each a map of offsets that leads from the old text to the new one and back. Files are never overwritten. What the key says nothing about is told by line.\n\n"
             "It does not make a transcript anonymous: it cannot find nicknames, rare events, or what can be concluded from the rest.",
    .statuses = "with --apply: something was found that the key says nothing about",
    .example = "attune transcript redact s01.txt s02.txt --key key.csv\nattune transcript redact s01.txt s02.txt --apply key.csv --into redacted",
    .describe = describe,
    .run = run_redact,
};

}  // namespace attune::cli
