#include "cli/reading.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/codebook/notation_toml.h"
#include "attune/coding/verbatim.h"
#include "attune/error.h"
#include "attune/formats/salt.h"
#include "attune/formats/suggest.h"
#include "attune/io/files.h"
#include "attune/text/unicode.h"
#include "cli/choice.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

constexpr std::pair<std::string_view, Encoding> kEncodings[] = {
    {"detect", Encoding::detect}, {"utf-8", Encoding::utf8}, {"utf-16", Encoding::utf16}, {"windows-1252", Encoding::windows_1252}};
constexpr std::pair<std::string_view, bool> kIds[] = {{"name", false}, {"path", true}};

/// Spans have 32 bits, and a byte of UTF-16 or Windows-1252 can become more than one.
constexpr std::size_t kLargestLimit = std::size_t{1} << 30;

bool is_path(const std::string& name) { return name.find('/') != std::string::npos || name.ends_with(".toml"); }

constexpr std::string_view kNotationText = "notation-text=", kProtocolText = "protocol-text=";

/// A text of many lines on one, and back.
std::string on_one_line(std::string_view text) {
  std::string line;
  for (const char c : text)
    if (c == '\\' || c == '\n' || c == '\r') line += {'\\', c == '\n' ? 'n' : c == '\r' ? 'r' : c};
    else line += c;
  return line;
}

std::string on_many_lines(std::string_view line) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i)
    if (line[i] != '\\' || i + 1 == line.size()) text += line[i];
    else text += line[++i] == 'n' ? '\n' : line[i] == 'r' ? '\r' : line[i];
  return text;
}

/// The text of a file of data that is named by its path, empty for a shipped one. What is kept of it goes before what lies on the disk now.
std::string text_of_file(const std::string& name, const std::string& kept) {
  if (!is_path(name)) return "";
  return kept.empty() ? read_file(name) : kept;
}

/// A shipped file of data by its id, or that of a path by its text.
template <typename T>
T shipped_or_file(const std::string& name, const std::string& text, const std::vector<std::string_view>& ids, std::optional<T> (*shipped)(std::string_view),
                  T (*parse)(std::string_view, const std::string&), std::string_view what) {
  if (is_path(name)) return parse(text, name);
  if (std::optional<T> found = shipped(name)) return *std::move(found);
  std::string known;
  for (std::string_view id : ids) known += (known.empty() ? "" : ", ") + std::string(id);
  throw UsageError(fmt::format("there is no {} \"{}\" (there are {}; a path names a file){}", what, name, known, did_you_mean(name, ids)));
}

/// "role=Speaker,text=Utterance".
TableColumns columns_of(const std::string& list) {
  constexpr std::string_view kKeys[] = {"role", "speaker", "text", "start", "end", "section"};
  TableColumns columns;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    const std::string part = list.substr(begin, end - begin);
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos || std::ranges::find(kKeys, part.substr(0, equals)) == std::end(kKeys))
      throw UsageError("--columns takes role=, speaker=, text=, start=, end= and section=, each with the name of a column: role=Speaker,text=Utterance");
    columns[part.substr(0, equals)] = part.substr(equals + 1);
    begin = end + 1;
  }
  return columns;
}

}  // namespace

void describe_reading(po::options_description& options) {
  options.add_options()
      ("from", po::value<std::string>()->default_value("auto")->value_name("FORMAT"), "auto (by content and ending), plain, jsonl, docx, odt, rtf, chat, elan, textgrid, vtt, srt, csv, tei or qdpx")
      ("notation", po::value<std::string>()->default_value("aai")->value_name("NAME"), "how pauses, laughter and slips are written: aai, chat, jefferson, mergenthaler, plain, salt, vtt, a .toml file, or auto (suggests one and says why)")
      ("profile", po::value<std::string>()->value_name("NAME"), "the same as --notation")
      ("protocol", po::value<std::string>()->default_value("aai20")->value_name("NAME"), "the questions of the interview: aai20, aai18, gbi15, or a .toml file")
      ("interviewer", po::value<std::vector<std::string>>()->composing()->value_name("LABEL"), "the interviewer's speaker label (may be repeated)")
      ("participant", po::value<std::vector<std::string>>()->composing()->value_name("LABEL"), "the participant's speaker label (may be repeated)")
      ("one-speaker", "the whole text is the participant's; there are no labels")
      ("encoding", po::value<std::string>()->default_value("detect")->value_name("NAME"), "detect, utf-8, utf-16 or windows-1252")
      ("id", po::value<std::string>()->value_name("ID"), "name of the transcript, for a single file")
      ("id-from", po::value<std::string>()->default_value("name")->value_name("WHAT"), "name (of the file, without its ending) or path")
      ("columns", po::value<std::string>()->value_name("LIST"), "columns of a table of turns: role=Speaker,text=Utterance (also speaker, start, end, section)")
      ("tier", po::value<std::vector<std::string>>()->composing()->value_name("NAME"), "an ELAN or TextGrid tier that is talk (may be repeated; otherwise those without a parent)")
      ("language", po::value<std::string>()->value_name("CODE"), "the language of the transcript (en, de ...), where the file does not say it")
      ("force", "apply codebooks in another language than the transcript's")
      ("max-bytes", po::value<std::size_t>()->default_value(Limits{}.transcript_bytes)->value_name("N"), "the largest transcript that is read")
      ("max-entry-bytes", po::value<std::size_t>()->default_value(Limits{}.entry_bytes)->value_name("N"), "the largest part of a docx, odt or qdpx file, inflated, and the most that all texts of a qdpx project have together")
      ("max-entry-ratio", po::value<std::size_t>()->default_value(Limits{}.entry_ratio)->value_name("N"), "how tightly such a part may be packed")
      ("max-entries", po::value<std::size_t>()->default_value(Limits{}.entries)->value_name("N"), "how many parts such a file may have")
      ("max-xml-depth", po::value<std::size_t>()->default_value(Limits{}.xml_depth)->value_name("N"), "how deep XML elements may lie inside one another");
}

Reading reading_from(const Arguments& arguments, const ProfileTexts& kept) {
  Reading reading;
  const std::string notation = arguments.get<std::string>(arguments.has("profile") ? "profile" : "notation");
  reading.notation_given = arguments.has("profile") || !arguments.options["notation"].defaulted();
  reading.suggest_notation = notation == "auto";
  const std::string protocol = arguments.get<std::string>("protocol");
  reading.texts = {text_of_file(notation, kept.notation), text_of_file(protocol, kept.protocol)};
  reading.notation = shipped_or_file<NotationProfile>(reading.suggest_notation ? "aai" : notation, reading.texts.notation, shipped_notation_ids(), shipped_notation, parse_notation, "notation profile");
  reading.protocol = shipped_or_file<Protocol>(protocol, reading.texts.protocol, shipped_protocol_ids(), shipped_protocol, parse_protocol, "protocol map");
  reading.options.encoding = choice(arguments, "encoding", kEncodings);
  Limits& limits = reading.options.limits;
  limits.transcript_bytes = arguments.get<std::size_t>("max-bytes");
  limits.entry_bytes = arguments.get<std::size_t>("max-entry-bytes");
  limits.entry_ratio = arguments.get<std::size_t>("max-entry-ratio");
  limits.entries = arguments.get<std::size_t>("max-entries");
  limits.xml_depth = arguments.get<std::size_t>("max-xml-depth");
  if (arguments.has("columns")) reading.options.columns = columns_of(arguments.get<std::string>("columns"));
  if (arguments.has("tier")) reading.options.tiers = arguments.get<std::vector<std::string>>("tier");
  if (arguments.has("language")) reading.options.language = arguments.get<std::string>("language");
  reading.force = arguments.has("force");
  if (arguments.has("interviewer")) reading.options.plain.interviewer = arguments.get<std::vector<std::string>>("interviewer");
  if (arguments.has("participant")) reading.options.plain.participant = arguments.get<std::vector<std::string>>("participant");
  reading.options.plain.one_speaker = arguments.has("one-speaker");
  if (const auto from = arguments.get<std::string>("from"); from != "auto") {
    reading.format = parse_format(from);
    if (!reading.format) throw UsageError(fmt::format("--from takes auto, plain, jsonl, docx, odt, rtf, chat, elan, textgrid, vtt, srt, csv, tei or qdpx, not \"{}\"", from));
  }
  reading.id_from_path = choice(arguments, "id-from", kIds);
  if (limits.transcript_bytes > kLargestLimit || limits.entry_bytes > kLargestLimit) throw UsageError(fmt::format("--max-bytes and --max-entry-bytes are at most {}", kLargestLimit));
  if (arguments.has("id")) reading.id = arguments.get<std::string>("id");
  if (find_invalid_utf8(reading.id)) throw UsageError("--id is not UTF-8");
  if (reading.options.plain.one_speaker && (!reading.options.plain.interviewer.empty() || !reading.options.plain.participant.empty()))
    throw UsageError("--one-speaker says that there are no labels; it does not go with --interviewer or --participant");
  return reading;
}

std::string transcript_id(const std::string& file, const Reading& reading) {
  if (!reading.id.empty()) return reading.id;
  if (file == "-") return "stdin";
  const std::filesystem::path path(file);
  std::string id = reading.id_from_path ? path.generic_string() : path.stem().string();
  if (find_invalid_utf8(id)) throw Errors({{file, 0, 0}, "a file name in UTF-8 (--id names the transcript otherwise)", "another encoding"});
  return id;
}

Understanding::Understanding(const Reading& reading)
    : reading_(reading), sections_(reading.protocol), figures_(shipped_language(reading.notation.language).value_or(Language{})) {}

TranscriptReader& Understanding::reader_for(const std::string& notation) {
  auto found = readers_.find(notation);
  if (found == readers_.end())
    found = readers_.emplace(notation, TranscriptReader(notation.empty() ? reading_.notation : shipped_notation(notation).value_or(reading_.notation), reading_.options)).first;
  return found->second;
}

Transcript Understanding::read(std::string_view bytes, const std::string& file, std::string id, Format format) {
  std::optional<NotationGuess> guess;
  std::string notation;  // empty: the one of the options
  const bool is_text = format != Format::docx && format != Format::odt && format != Format::rtf && format != Format::refi;
  if (reading_.suggest_notation) {
    if (is_text) guess = suggest_notation(decode(bytes, file, reading_.options.encoding).text);
    else guess = suggest_notation(reader_for("").read(bytes, file, id, format).text);
    notation = guess->id;
  } else if (!reading_.notation_given) {
    notation = format == Format::chat ? "chat" : format == Format::vtt || format == Format::srt ? "vtt" : format == Format::plain && !salt_speakers(bytes).empty() ? "salt" : "";
  }
  Transcript transcript = reader_for(notation).read(bytes, file, std::move(id), format);
  if (guess) transcript.warnings.push_back({"notation_suggested", 0, fmt::format("read with the notation profile {}, for it has {} (--notation NAME settles it)", guess->id, guess->reason)});
  return understood(std::move(transcript));
}

Transcript Understanding::read_line(std::string_view line, const std::string& file, int line_number) {
  return understood(reader_for("").read_line(line, file, line_number));
}

Transcript Understanding::understood(Transcript transcript) {
  transcript.sections = sections_.find(transcript);
  for (Warning& warning : sections_.unknown_keys(transcript)) transcript.warnings.push_back(std::move(warning));
  if (transcript.sections.empty()) transcript.warnings.push_back({"no_sections", 0, "no question of the protocol was recognised; rules for single sections do not fire"});
  if (const Fluency fluency = fluency_of(transcript); looks_cleaned(fluency))
    transcript.warnings.push_back({"not_verbatim", 0,
                                   fmt::format("hardly a filler, repair or pause ({} in {} words): the text looks tidied; rules on fluency are suppressed",
                                               fluency.signs, fluency.words)});
  transcript.figures = figures_.find(transcript);
  return transcript;
}

std::string reading_to_text(const Arguments& arguments, const Reading& reading, SourceKind kind, const Transcript& transcript) {
  std::string text = fmt::format("kind={}\n--from={}\n", static_cast<int>(kind), transcript.format);
  std::string notation = arguments.get<std::string>(arguments.has("profile") ? "profile" : "notation");
  if (notation == "auto" || !is_path(notation)) notation = transcript.notation;  // a shipped one goes by its id
  text += fmt::format("--notation={}\n", notation);
  for (const char* option : {"protocol", "encoding"}) text += fmt::format("--{}={}\n", option, arguments.get<std::string>(option));
  for (const char* option : {"columns", "language"})
    if (arguments.has(option)) text += fmt::format("--{}={}\n", option, arguments.get<std::string>(option));
  for (const char* option : {"interviewer", "participant", "tier"})
    if (arguments.has(option))
      for (const std::string& label : arguments.get<std::vector<std::string>>(option)) text += fmt::format("--{}={}\n", option, label);
  if (arguments.has("one-speaker")) text += "--one-speaker\n";
  if (!reading.texts.notation.empty()) text += fmt::format("{}{}\n", kNotationText, on_one_line(reading.texts.notation));
  if (!reading.texts.protocol.empty()) text += fmt::format("{}{}\n", kProtocolText, on_one_line(reading.texts.protocol));
  return text;
}

std::string reading_of_copy(const std::string& reading, bool is_plain, const std::map<std::string, std::string>& new_labels) {
  std::string copy;
  std::istringstream lines(reading);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t equals = std::min(line.find('='), line.size());
    const std::string name = line.substr(0, equals);
    if (name == "kind") line = fmt::format("kind={}", static_cast<int>(is_plain ? SourceKind::plain : SourceKind::json_line));
    if (name == "--from") line = is_plain ? "--from=plain" : "--from=jsonl";
    if (name == "--encoding") line = "--encoding=utf-8";
    if (name == "--columns" || name == "--tier") continue;
    if (name == "--interviewer" || name == "--participant" || name == "--one-speaker") {
      if (!is_plain) continue;  // turns of JSON lines say their role
      const auto label = equals == line.size() ? new_labels.end() : std::ranges::find(new_labels, folded(line.substr(equals + 1)), [](const auto& pair) { return folded(pair.first); });
      if (label != new_labels.end()) line = name + "=" + label->second;
    }
    copy += line + "\n";
  }
  return copy;
}

namespace {

/// Its lines, without those that hold a file's text.
std::vector<std::string> options_of(const std::string& reading) {
  std::vector<std::string> options;
  std::istringstream lines(reading);
  for (std::string line; std::getline(lines, line);)
    if (!line.starts_with(kNotationText) && !line.starts_with(kProtocolText)) options.push_back(std::move(line));
  return options;
}

}  // namespace

std::string options_apart(const std::string& reading, const std::string& other) {
  const std::vector<std::string> known = options_of(other);
  std::string apart;
  for (const std::string& option : options_of(reading))
    if (option.starts_with("--") && std::ranges::find(known, option) == known.end()) apart += (apart.empty() ? "" : " ") + option;
  return apart;
}

bool is_same_but_for_folders(const std::string& reading, const std::string& other) {
  const auto without_folders = [](const std::string& text) {
    std::vector<std::string> options = options_of(text);
    for (std::string& option : options)
      if (option.starts_with("--notation=") || option.starts_with("--protocol=")) option.erase(option.find('=') + 1, option.find_last_of("=/") - option.find('='));
    return options;
  };
  return without_folders(reading) == without_folders(other);
}

namespace {

/// What is wrong with them is nobody's use of the command at hand: a shipped profile may have gone with a new version.
Reading reading_from_words(const std::vector<std::string>& words, const ProfileTexts& texts) {
  const auto refuse = [](const std::exception& error) -> Errors { return Errors(Problem{{"how it was read", 0, 0}, error.what(), ""}); };
  try {
    po::options_description options;
    describe_reading(options);
    Arguments arguments;
    po::store(po::command_line_parser(words).options(options).run(), arguments.options);
    return reading_from(arguments, texts);
  } catch (const UsageError& error) {
    throw refuse(error);
  } catch (const po::error& error) {
    throw refuse(error);
  }
}

}  // namespace

Rereader::Way& Rereader::way(const std::string& reading_text) {
  std::unique_ptr<Way>& known = ways_[reading_text];
  if (known) return *known;
  std::istringstream lines(reading_text);
  std::string line;
  std::getline(lines, line);
  const SourceKind kind = line == "kind=2" ? SourceKind::json_line : line == "kind=1" ? SourceKind::json_turns : SourceKind::plain;
  std::vector<std::string> words;
  ProfileTexts texts;  // none in a study of a version before these were kept: the file is looked for then
  while (std::getline(lines, line))
    if (line.starts_with(kNotationText)) texts.notation = on_many_lines(std::string_view(line).substr(kNotationText.size()));
    else if (line.starts_with(kProtocolText)) texts.protocol = on_many_lines(std::string_view(line).substr(kProtocolText.size()));
    else words.push_back(line);
  Reading reading = reading_from_words(words, texts);
  // It was read once, whatever the limits were then.
  Limits& limits = reading.options.limits;
  limits.transcript_bytes = limits.entry_bytes = limits.entry_ratio = limits.entries = limits.xml_depth = kLargestLimit;
  known = std::make_unique<Way>(kind, std::move(reading));
  return *known;
}

Transcript Rereader::read(const std::string& reading, std::string_view source, const std::string& id) {
  Way& as = way(reading);
  if (as.kind == SourceKind::json_line) return as.understanding.read_line(source, id, 0);
  return as.understanding.read(source, id, id, as.kind == SourceKind::json_turns ? Format::json_lines : as.reading.format.value_or(Format::plain));
}

const NotationProfile& Rereader::notation(const std::string& reading) { return way(reading).reading.notation; }

Transcript read_again(const std::string& reading, std::string_view source, const std::string& id) { return Rereader().read(reading, source, id); }

}  // namespace attune::cli
