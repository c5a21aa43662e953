// attune code and attune transcript as a person runs them: good input, bad input, many threads.
#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "catch.h"
#include "cli/commands.h"
#include "run.h"

namespace {

/// A codebook of one marker, so that these tests do not hang on what the shipped ones hold.
const char* const kBook = R"toml(
[codebook]
id = "pets"
version = "1.0.0"
language = "en"
title = "Pets"
[[code]]
id = "pet"
title = "A pet"
definition = "A pet is spoken of."
polarity = "neutral"
[[code]]
id = "pet.dog"
parent = "pet"
title = "A dog"
definition = "A dog is spoken of."
polarity = "neutral"
[[marker]]
id = "pet.dog.mine"
code = "pet.dog"
title = "My dog"
why = "Says so."
evidence = "E4"
any = ["my dog"]
hit = ["My dog.", "So my dog.", "my dog left"]
miss = ["My cat.", "A dog."]
[[index]]
id = "pets"
title = "Pets"
codes = ["pet.*"]
)toml";

const char* const kInterview = "I: Who was there?\nS: \U0001F62D Just my dog.\n";
const std::string kMark =
    R"({"transcript":"a","rater":"pets@1.0.0","code":"pet","subcode":"pet.dog","marker":"pet.dog.mine","pattern":"my dog","polarity":"neutral","group":null,"section":null,"turn":2,"line":2,"start":28,"end":34,"text":"my dog"})"
    "\n";

/// Runs "attune code WORDS -b pets.toml" in a scratch directory that has the codebook.
class Desk {
 public:
  Desk() { book_ = directory.write("pets.toml", kBook); }

  [[nodiscard]] Outcome code(std::vector<std::string> words, const std::string& input = "") const {
    words.insert(words.begin(), "code");
    words.insert(words.end(), {"-b", book_});
    return attune_run(words, input);
  }

  ScratchDirectory directory;

 private:
  std::string book_;
};

/// Every line of `text` with the scratch directory's name taken out.
std::string without(std::string text, const std::string& name) {
  for (std::size_t at = 0; (at = text.find(name, at)) != std::string::npos;) text.erase(at, name.size());
  return text;
}

std::size_t widest_line(const std::string& text) {
  std::istringstream lines(text);
  std::size_t widest = 0;
  for (std::string line; std::getline(lines, line);)
    widest = std::max(widest, static_cast<std::size_t>(std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; })));
  return widest;
}

}  // namespace

TEST_CASE("a mark a line") {
  const Desk desk;
  const Outcome outcome = desk.code({desk.directory.write("a.txt", kInterview), "--format", "jsonl"});
  CHECK(outcome.out == kMark);
  CHECK(outcome.status == 0);
}

TEST_CASE("all of it as JSON") {
  const Desk desk;
  const Outcome outcome = desk.code({desk.directory.write("a.txt", kInterview), "--format", "json"});
  const auto transcript = nlohmann::ordered_json::parse(outcome.out).at("transcripts").at(0);
  std::string keys;
  for (const auto& [key, value] : transcript.items()) keys += key + " ";
  CHECK(keys == "id words turns sections marks indices adjectives warnings ");
  CHECK(transcript.at("marks").at(0).dump() + "\n" == kMark);
  CHECK(transcript.at("words") == 3);
  CHECK(transcript.at("turns") == 2);
  CHECK(transcript.at("indices").at("pets").at("count") == 1);
  CHECK(outcome.status == 0);
}

TEST_CASE("standard input, plain and JSON lines, and a name of one's own") {
  const Desk desk;
  CHECK(desk.code({"-", "--id", "a", "--format", "jsonl"}, kInterview).out == kMark);
  const Outcome lines = desk.code({"-", "--from", "jsonl", "--format", "jsonl"},
                                  R"({"id":"x","turns":[{"role":"interviewer","text":"Who?"},{"role":"participant","text":"My dog.","section":"loss"}]})"
                                  "\n\n"
                                  R"({"id":"y","turns":[{"role":"participant","text":"No, my dog."}]})");
  std::string seen;
  std::istringstream marks(lines.out);
  for (std::string line; std::getline(marks, line);) {
    const auto mark = nlohmann::json::parse(line);
    seen += fmt::format("{} {} {} {}-{} ", mark.at("transcript").get<std::string>(), mark.at("line").dump(), mark.at("section").dump(), mark.at("start").get<int>(), mark.at("end").get<int>());
  }
  CHECK(seen == "x null \"loss\" 5-11 y null null 4-10 ");
  CHECK(lines.status == 0);
  const Outcome turns = desk.code({desk.directory.write("t.jsonl", "{\"role\":\"interviewer\",\"text\":\"Who?\"}\n{\"role\":\"participant\",\"text\":\"My dog.\"}\n"), "--format", "jsonl"});
  CHECK(nlohmann::json::parse(turns.out).at("transcript") == "t");
  CHECK(nlohmann::json::parse(turns.out).at("line") == 2);
}

TEST_CASE("a bad file is named with its place, and the others are coded") {
  const Desk desk;
  const auto& dir = desk.directory;
  const std::string good = dir.write("a.txt", kInterview);
  std::filesystem::create_directory(dir / "folder.txt");
  std::vector<std::string> files = {dir.write("latin.txt", "I: Who?\nS: Caf\xE9\n"), dir.write("nul.txt", std::string("I: a\nS: b\0c\n", 11)), dir.write("empty.txt", ""), dir / "folder.txt",
                                    dir / "none.txt", good, dir.write("no_labels.txt", "Who was there?\nMy mother.\n"), dir.write("white.txt", " \n\n"),
                                    dir.write("half.txt", "\xFF\xFE\x41"), dir.write("bad.jsonl", "{\"id\":\n")};
  files.insert(files.end(), {"--format", "jsonl"});
  for (const char* jobs : {"1", "3"}) {
    std::vector<std::string> words = files;
    words.insert(words.end(), {"-j", jobs});
    const Outcome outcome = desk.code(words);
    CHECK(outcome.status == 2);
    CHECK(outcome.out == kMark);
    CHECK(without(outcome.err, dir / "") ==
          "latin.txt:2:7: expected UTF-8 text, found byte 0xE9 (if the file is Windows-1252, say --encoding windows-1252)\n"
          "nul.txt:2:5: expected text, found a NUL byte; the file is not plain text\n"
          "empty.txt: the file is empty\n"
          "folder.txt: expected a file, found a directory\n"
          "none.txt: no such file\n"
          "a.txt: warning: no question of the protocol was recognised; rules for single sections do not fire\n"
          "no_labels.txt:1: expected speaker labels at the start of lines, such as \"I:\" and \"S:\", found none in lines 1 to 2 (name them with --interviewer LABEL --participant LABEL, or say "
          "--one-speaker)\n"
          "white.txt: expected a transcript, found nothing but white space\n"
          "half.txt: expected UTF-16 text, found half a character (a lone surrogate or an odd byte at the end)\n"
          "bad.jsonl:1: expected a JSON object on one line, found something that is not JSON\n");
  }
}

TEST_CASE("a file that may not be read is named") {
  if (::geteuid() == 0) return;  // root may read everything
  const Desk desk;
  const std::string file = desk.directory.write("secret.txt", kInterview);
  ::chmod(file.c_str(), 0);
  const Outcome outcome = desk.code({file});
  CHECK(outcome.status == 2);
  CHECK(without(outcome.err, desk.directory / "") == "secret.txt: could not be read: Permission denied\n");
}

TEST_CASE("a bad line of JSON lines is named, and the others are coded") {
  const Desk desk;
  const std::string file = desk.directory.write("x.jsonl", R"({"id":"a","turns":[{"role":"p","text":"my dog"}]})"
                                                           "\n{\"id\":\"b\"}\nnope\n"
                                                           R"({"id":"c","turns":[{"role":"p","text":"my dog"}]})"
                                                           "\n"
                                                           R"({"id":"a","turns":[{"role":"p","text":"my dog"}]})"
                                                           "\n");
  const Outcome outcome = desk.code({file, "--format", "jsonl"});
  CHECK(outcome.status == 2);
  CHECK(std::ranges::count(outcome.out, '\n') == 2);
  CHECK(without(outcome.err, desk.directory / "").find("x.jsonl:2: expected \"turns\", an array, found none\n") != std::string::npos);
  CHECK(without(outcome.err, desk.directory / "").find("x.jsonl:3: expected a JSON object on one line, found something that is not JSON\n") != std::string::npos);
  CHECK(without(outcome.err, desk.directory / "").find("x.jsonl:5: expected a transcript id of its own") != std::string::npos);
}

TEST_CASE("transcript text is in no message unless it was asked for") {
  const Desk desk;
  const std::string file = desk.directory.write("a.txt", "Secretname was there.\nSecretname left. {{Secretname weeps aloud}}\n");
  CHECK(desk.code({file}).err.find("Secretname") == std::string::npos);
  const std::string remark = desk.directory.write("b.txt", "I: Who?\nS: Mum. {{Secretname knocks}}\n");
  const Outcome hidden = attune_run({"transcript", "check", remark});
  CHECK((hidden.out + hidden.err).find("Secretname") == std::string::npos);
  CHECK(hidden.out.find("line 2") != std::string::npos);
  CHECK(attune_run({"transcript", "check", "--show-text", remark}).out.find("{{Secretname knocks}}") != std::string::npos);
}

TEST_CASE("one turn of five megabytes, a line of one, a hundred thousand turns") {
  const Desk desk;
  std::string turn = "I: Who?\nS: ";
  while (turn.size() < 5 << 20) turn += "I had my dog then and we were out.\n";
  std::string line = "I: Who?\nS: ";
  while (line.size() < 1 << 20) line += "I had my dog and, um, ";
  std::string turns;
  for (int i = 0; i < 50'000; ++i) turns += "I: Who?\nS: My dog.\n";
  std::string dots = "I: Who?\nS: my dog ";
  while (dots.size() < 1 << 20) dots += ".. ";
  const Outcome outcome =
      desk.code({desk.directory.write("turn.txt", turn), desk.directory.write("line.txt", line), desk.directory.write("turns.txt", turns), desk.directory.write("dots.txt", dots), "--format", "csv"});
  CHECK(outcome.status == 0);
  const auto marks = [&](const std::string& id) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = outcome.out.find("\n" + id + ",", at)) != std::string::npos; ++at) ++count;
    return count;
  };
  CHECK(marks("turn") == (turn.size() - 11) / 35);
  CHECK(marks("line") == (line.size() - 11) / 22);
  CHECK(marks("turns") == 50'000);
  CHECK(marks("dots") == 1);
}

TEST_CASE("over the limit: which, where, how to raise it") {
  const Desk desk;
  const std::string file = desk.directory.write("a.txt", kInterview);
  const Outcome outcome = desk.code({file, "--max-bytes", "20"});
  CHECK(outcome.status == 2);
  CHECK(without(outcome.err, desk.directory / "") == "a.txt: expected at most 20 bytes, found more (--max-bytes raises the limit)\n");
  const std::string lines = desk.directory.write("a.jsonl", R"({"id":"a","turns":[{"role":"p","text":"my dog"}]})"
                                                            "\n"
                                                            R"({"id":"b","turns":[{"role":"p","text":"my dog and more of it"}]})"
                                                            "\n"
                                                            R"({"id":"c","turns":[{"role":"p","text":"my dog"}]})");
  const Outcome of_lines = desk.code({lines, "--max-bytes", "50", "--format", "jsonl"});
  CHECK(of_lines.status == 2);
  CHECK(std::ranges::count(of_lines.out, '\n') == 2);
  CHECK(without(of_lines.err, desk.directory / "").find("a.jsonl:2: expected at most 50 bytes a transcript (raise it with --max-bytes N), found") != std::string::npos);
  CHECK(desk.code({file, "--max-bytes", "99999999999"}).status == 2);
}

TEST_CASE("equal names are an error, paths tell them apart") {
  const Desk desk;
  std::filesystem::create_directory(desk.directory / "b");
  const std::string first = desk.directory.write("a.txt", kInterview);
  const std::string second = desk.directory.write("b/a.txt", kInterview);
  const Outcome outcome = desk.code({first, second, "--format", "jsonl"});
  CHECK(outcome.status == 2);
  CHECK(outcome.out == kMark);
  CHECK(without(outcome.err, desk.directory / "").find("b/a.txt: expected a transcript id of its own (--id-from path tells files of one name apart), found \"a\" again, as in a.txt\n") !=
        std::string::npos);
  const Outcome by_path = desk.code({first, second, "--format", "jsonl", "--id-from", "path"});
  CHECK(by_path.status == 0);
  CHECK(std::ranges::count(by_path.out, '\n') == 2);
  CHECK(desk.code({first, second, "--id", "x"}).err ==
        "attune code: --id names one transcript; there are several files\n(\"attune code --help\" shows the options)\n");
}

TEST_CASE("a file name that is not UTF-8 is an error, or is named with --id") {
  const Desk desk;
  const std::string file = desk.directory.write("caf\xE9.txt", kInterview);
  const Outcome outcome = desk.code({file, "--format", "jsonl"});
  CHECK(outcome.status == 2);
  CHECK(without(outcome.err, desk.directory / "") == "caf\\xe9.txt: expected a file name in UTF-8 (--id names the transcript otherwise), found another encoding\n");
  CHECK(desk.code({file, "--format", "jsonl", "--id", "a"}).out == kMark);
}

TEST_CASE("the number of threads changes nothing") {
  std::vector<std::string> samples;
  for (int i = 1; i <= 8; ++i) samples.push_back(fmt::format("{}/corpora_samples/s{:02}.txt", ATTUNE_SOURCE_DIR, i));
  const auto with = [&](const char* format, const char* jobs, std::vector<std::string> books) {
    std::vector<std::string> words = {"code", "--format", format, "-j", jobs};
    words.insert(words.end(), books.begin(), books.end());
    words.insert(words.end(), samples.begin(), samples.end());
    return attune_run(words);
  };
  const Outcome one = with("jsonl", "1", {}), four = with("jsonl", "4", {});
  CHECK(one.status == 0);
  CHECK(four.out == one.out);
  CHECK(four.err == one.err);
  for (const char* format : {"text", "csv", "json"}) {
    const Outcome alone = with(format, "1", {"-b", "narrative"}), together = with(format, "4", {"-b", "narrative"});
    CAPTURE(format);
    CHECK(alone.status == 0);
    CHECK(together.out == alone.out);
    CHECK(with(format, "4", {"-b", "narrative"}).out == alone.out);
  }
}

TEST_CASE("what is wrong with the words of a command") {
  const Desk desk;
  struct Case {
    std::vector<std::string> words;
    std::string err;
  };
  for (const Case& c : std::vector<Case>{
           {{"code"}, "attune code: expects at least one FILE (\"-\" is standard input)\n(\"attune code --help\" shows the options)\n"},
           {{"cod"}, "attune: there is no command \"cod\"; did you mean \"code\"?\n(\"attune help\" lists the commands)\n"},
           {{"transcript", "chek"}, "attune: there is no command \"transcript chek\"; did you mean \"transcript check\"?\n(\"attune help\" lists the commands)\n"},
           {{"code", "x", "--formt", "json"}, "attune code: unrecognised option '--formt'; did you mean \"--format\"?\n(\"attune code --help\" shows the options)\n"},
           {{"code", "x", "--form", "json"}, "attune code: unrecognised option '--form'; did you mean \"--from\"?\n(\"attune code --help\" shows the options)\n"},
           {{"code", "x", "--format", "jsn"}, "attune code: --format takes text, csv, json, jsonl, not \"jsn\"; did you mean \"json\"?\n(\"attune code --help\" shows the options)\n"},
           {{"code", "x", "--format"}, "attune code: the required argument for option '--format' is missing\n(\"attune code --help\" shows the options)\n"},
           {{"code", "x", "--notation", "aay"}, "attune code: there is no notation profile \"aay\" (there are aai, chat, jefferson, mergenthaler, plain, salt, vtt; a path names a file); did you mean \"aai\"?\n(\"attune code --help\" shows the options)\n"},
           {{"code", "x", "--one-speaker", "--participant", "S"},
            "attune code: --one-speaker says that there are no labels; it does not go with --interviewer or --participant\n(\"attune code --help\" shows the options)\n"},
           {{"code", "x", "--new-version"}, "attune code: --new-version and --keep-out-text are about a study; name it with -s\n(\"attune code --help\" shows the options)\n"},
           {{"code", "x", "-j", "-1"}, "attune code: --jobs takes 0 to 256, not -1\n(\"attune code --help\" shows the options)\n"},
           {{"code", "x", "-b", "coherense"}, ""},
       }) {
    const Outcome outcome = attune_run(c.words);
    CAPTURE(c.words);
    CHECK(outcome.status == 2);
    CHECK(outcome.out.empty());
    if (!c.err.empty()) CHECK(outcome.err == c.err);
    CHECK_FALSE(outcome.err.empty());
  }
}

TEST_CASE("every help page keeps to eighty columns and is shown without reading anything") {
  for (const attune::cli::Command* command : attune::cli::commands()) {
    std::vector<std::string> words;
    std::istringstream name{std::string(command->name)};
    for (std::string word; name >> word;) words.push_back(word);
    words.push_back("--help");
    const Outcome outcome = attune_run(words);
    CAPTURE(command->name, outcome.out);
    CHECK(outcome.status == 0);
    CHECK(widest_line(outcome.out) <= 80);
    CHECK(outcome.out.find("Exit status:") != std::string::npos);
  }
  CHECK(widest_line(attune_run({"help"}).out) <= 80);
  CHECK(widest_line(attune_run({"transcript", "--help"}).out) <= 80);
}

TEST_CASE("what a transcript is called cannot command a terminal") {
  const Desk desk;
  const Outcome outcome = desk.code({desk.directory.write("a\x1B[2J\u202E.txt", kInterview)});
  CHECK(outcome.status == 0);
  CHECK((outcome.out + outcome.err).find('\x1B') == std::string::npos);
  CHECK((outcome.out + outcome.err).find("\u202E") == std::string::npos);
}

TEST_CASE("how transcripts were understood") {
  const Desk desk;
  const std::string file = desk.directory.write(
      "a.txt", "ID: 4\n\nI: {{Q1}} Who was there?\nS: My mum {{pause 3 sec}} and, um, my mum's (mhm) dog. {{phone rings}}\nI: Mhm.\nS: She was kind {{laughs}}.\n");
  const Outcome outcome = attune_run({"transcript", "check", file});
  CHECK(outcome.status == 0);
  CHECK(outcome.err.empty());
  CHECK(outcome.out ==
        "a\n"
        "  turns        4 (2 of the interviewer, 2 of the participant), 1 response\n"
        "  words        9 of the participant, 4 of the interviewer\n"
        "  notation     aai, header of 1 line\n"
        "  found        pauses 1, sounds 1, fillers 1, backchannels 1, remarks 1\n"
        "  pauses       1 with a time, 3 s in all, the longest 3 s\n"
        "  people       mother 2\n"
        "  sections     1\n"
        "    orient           line 3     tag (confidence 1.00)\n"
        "  questions    1 of 20 found (aai20); not found: rel_parents, adj_mother,\n"
        "               adj_father, closer, upset, separation, rejection, threat_abuse,\n"
        "               effect, why_parents, other_adults, loss, other_trauma, changes,\n"
        "               now, child_sep, wishes, learned, hope_child\n"
        "  interviewer  30 % of all words, 0 cut-offs, 0 phrases that may lead\n"
        "  inaudible    nothing of the participant\n"
        "  verbatim     2 signs of unplanned speech in 9 words: too short to say\n"
        "  not known    1 remark in brackets, taken as the transcriber's (line 4)\n");
  const Outcome json = attune_run({"transcript", "check", "--format", "jsonl", file});
  CHECK(nlohmann::json::parse(json.out).at("participant_turns") == 2);
}

TEST_CASE("convert writes what every command reads again") {
  const Desk desk;
  const Outcome lines = attune_run({"transcript", "convert", desk.directory.write("a.txt", kInterview)});
  CHECK(lines.out == "{\"id\":\"a\",\"turns\":[{\"role\":\"interviewer\",\"text\":\"Who was there?\"},{\"role\":\"participant\",\"text\":\"\U0001F62D Just my dog.\"}]}\n");
  CHECK(desk.code({"-", "--from", "jsonl", "--format", "csv"}, lines.out).out.find(",my dog\n") != std::string::npos);
  CHECK(attune_run({"transcript", "convert", "--to", "text", desk.directory / "a.txt"}).out == "Who was there?\n\U0001F62D Just my dog.\n");
}

TEST_CASE("a line that tells of a death twice is named once") {
  const ScratchDirectory scratch;
  const std::string file = scratch.write("a.txt", "I: Who was there?\nS: My father died, my father is dead. My mother was there.\nI: And then?\nS: After my father died my mother cried.\n");
  const std::string out = attune_run({"transcript", "check", file}).out;
  CAPTURE(out);
  CHECK(out.find("father 3 (dead) line 2 line 4") != std::string::npos);
}
