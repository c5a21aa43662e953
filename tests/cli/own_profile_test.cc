// A study read with a notation profile and protocol map of one's own needs these files no longer.
#include <filesystem>

#include <fmt/format.h>

#include "attune/codebook/codebook.h"
#include "attune/codebook/shipped.h"
#include "attune/io/study.h"
#include "catch.h"
#include "cli/stored_transcript.h"
#include "run.h"

using namespace attune;

namespace {

constexpr const char* kProfile =
    "[notation]\nid = \"own\"\ntitle = \"A \\\"title\\\" with \\\\ in it\"\r\nlanguage = \"en\"\nextends = \"plain\"\n\n[labels]\n";
constexpr const char* kLabels = "interviewer = [\"i\", \"qq\"]\nparticipant = [\"zz\"]\n";
constexpr const char* kFewerLabels = "interviewer = [\"i\"]\nparticipant = [\"zz\"]\n";
/// Twenty turns; fifteen where "qq:" is no label (in small letters nobody is taken for somebody who joins in).
std::string talk_of_two_interviewers() {
  std::string talk;
  for (int year = 1; year <= 5; ++year)
    talk += fmt::format("I: Tell me about year {}.\nZZ: My gran was kind, you know.\nqq: And then?\nZZ: I do not remember anything, I was so angry.\n", year);
  return talk;
}

struct Setting {
  ScratchDirectory scratch;
  std::string study = scratch / "s.attune", profile = scratch.write("own.toml", std::string(kProfile) + kLabels);
  std::string protocol = scratch.write("map.toml", protocol_text());

  Setting() {
    const std::string talk = scratch.write("q.txt", talk_of_two_interviewers()), other = scratch.write("s.txt", "I: Who?\nS: My gran is here.\n");
    REQUIRE(attune_run({"code", talk, "-s", study, "--notation", profile, "--protocol", protocol}).status == 0);
    REQUIRE(attune_run({"code", other, "-b", "unresolved", "-s", study}).status == 0);
  }

  /// That of the shipped map, under another name.
  static std::string protocol_text() { return std::string(shipped_file("protocol/gbi15.toml")); }
};

std::string page(const std::string& study) { return attune_run({"report", study, "--transcript", "q", "--format", "text"}).out; }

}  // namespace

TEST_CASE("a study is read again as it was, whatever became of the profile and map it was read by") {
  const Setting at;
  const std::string before = page(at.study);
  CHECK(before.find("interviewer") != std::string::npos);
  const std::string print = attune_run({"transcript", "print", at.study, "--transcript", "q"}).out;

  const auto is_as_before = [&] {
    CHECK(page(at.study) == before);
    const Outcome verification = attune_run({"study", "verify", at.study});
    CHECK(verification.status == 0);
    CHECK(verification.err == "");
    CHECK(attune_run({"transcript", "print", at.study, "--transcript", "q"}).out == print);
  };
  SECTION("as it is") { is_as_before(); }
  SECTION("the profile has lost a label") {
    (void)at.scratch.write("own.toml", std::string(kProfile) + kFewerLabels);
    is_as_before();
  }
  SECTION("the profile and the map are broken") {
    (void)at.scratch.write("own.toml", "no TOML");
    (void)at.scratch.write("map.toml", "no TOML");
    is_as_before();
  }
  SECTION("they are gone") {
    std::filesystem::remove(at.profile);
    std::filesystem::remove(at.protocol);
    is_as_before();
  }
}

namespace {

/// The study as an older version made it, which kept only where the profile lies.
std::string as_of_an_older_version(const Setting& at) {
  const std::string path = at.scratch / "old.attune";
  Study now = Study::open(at.study, real_surroundings("test")), old = Study::create(path, real_surroundings("test"));
  std::vector<Codebook> books;
  for (const CodebookRecord& book : now.codebooks()) books.push_back(parse_codebook(book.text, book.id));
  (void)old.store_codebooks(books);
  for (const std::string& id : now.transcript_ids()) {
    TranscriptRecord record = *now.transcript(id);
    Transcript transcript = cli::read_stored(record);
    transcript.sha256 = record.sha256;
    std::vector<RuleCoding> codings;
    for (const CodingRecord& coding : now.codings({{id}})) codings.push_back({coding.coding, coding.codebook_sha256, coding.engine, coding.icu});
    std::string& reading = record.details.reading;
    for (const char* text : {"notation-text=", "protocol-text="})
      if (const std::size_t begin = reading.find(text); begin != std::string::npos) reading.erase(begin, reading.find('\n', begin) + 1 - begin);
    (void)old.store(transcript, codings, record.details);
  }
  return path;
}

}  // namespace

TEST_CASE("a study that kept no profile is told to have changed where marks name turns it no longer has, and the rest of it is verified") {
  const Setting at;
  const std::string old = as_of_an_older_version(at);
  CHECK(attune_run({"study", "verify", old}).status == 0);

  const char* expected = "";
  SECTION("a label less") {
    (void)at.scratch.write("own.toml", std::string(kProfile) + kFewerLabels);
    expected = "expected 20 turns, as its marks in the study say, found 15 (what it was read by has changed since it was coded)";
  }
  SECTION("no profile") {
    std::filesystem::remove(at.profile);
    expected = "could not be read again as it was when it was stored: ";
  }
  const Outcome verification = attune_run({"study", "verify", old});
  CHECK(verification.status == 1);
  CHECK(verification.err == "");
  CHECK(verification.out.find(std::string("q: ") + expected) != std::string::npos);
  CHECK(verification.out.find("log") != std::string::npos);  // what else was found is not lost
  const Outcome one = attune_run({"report", old, "--transcript", "q", "--format", "text"});
  CHECK(one.status == 2);
  CHECK(one.err.find(expected) != std::string::npos);
  const Outcome redacted = attune_run({"transcript", "redact", "-s", old, "--key", at.scratch / "key.csv"});
  CHECK(redacted.status == 2);
  CHECK(redacted.err.find(std::string("q: ") + expected) != std::string::npos);
  const Outcome pages = attune_run({"report", old, "--format", "text"});
  CHECK(pages.status == 0);
  CHECK(pages.out.find(std::string("q: ") + std::string(expected).substr(0, 16)) != std::string::npos);
}

TEST_CASE("a transcript that is read otherwise than the study has it is refused, and the others are coded") {
  const ScratchDirectory scratch;
  const std::string talk = "Kate: How was it?\nSubject: My gran was kind, you know.\nKate: And then?\nSubject: I do not remember.\n";
  const std::string own = scratch.write("own.toml", "[notation]\nid = \"own\"\ntitle = \"Own\"\nlanguage = \"en\"\nextends = \"plain\"\n\n[labels]\ninterviewer = [\"kate\"]\nparticipant = [\"subject\"]\n");
  const std::string q = scratch.write("q.txt", talk), other = scratch.write("r.txt", "Kate: Who?\nSubject: My gran is here.\n");
  using Words = std::vector<std::string>;
  const Words roles = {"--interviewer", "Kate", "--participant", "Subject"};
  struct Row {
    Words before, now;
    std::string told;
  };
  const std::vector<Row> rows = {
      {roles, roles, ""},
      {roles, {"--participant", "Subject", "--interviewer", "Kate"}, ""},
      {roles, {"--interviewer", "Kate", "--participant", "Subject", "--language", "en"}, ""},
      {roles, {"--interviewer", "Kate", "--participant", "Subject", "--from", "plain", "--encoding", "utf-8"}, ""},
      {roles, {"--notation", own}, ""},  // other words for the same
      {{"--one-speaker"}, {}, "expected q read as the study has it (--one-speaker), found another reading; "},
      {{}, {"--one-speaker"}, "expected q read as the study has it, found another reading (--one-speaker); "},
      {roles, {"--interviewer", "Subject", "--participant", "Kate"},
       "expected q read as the study has it (--interviewer=Kate --participant=Subject), found another reading (--interviewer=Subject --participant=Kate); "},
  };
  int number = 0;
  for (const Row& row : rows) {
    CAPTURE(row.told, number);
    const std::string study = scratch / fmt::format("{}.attune", ++number);
    const auto code = [&](const Words& files, const Words& options, const char* book) {
      Words words = {"code"};
      words.insert(words.end(), files.begin(), files.end());
      words.insert(words.end(), {"-s", study, "-b", book});
      words.insert(words.end(), options.begin(), options.end());
      return attune_run(words);
    };
    REQUIRE(code({q}, row.before, "unresolved").status == 0);
    const Outcome run = code({q, other}, row.now, "narrative");
    CHECK(run.status == (row.told.empty() ? 0 : 2));
    const std::string how = "code it with the same options, or, where its codings may go, \"attune study erase " + study + " q\" and code it anew";
    if (row.told.empty()) CHECK(run.err.find("another reading") == std::string::npos);
    else CHECK(run.err.find(q + ": " + row.told + how + "\n") != std::string::npos);
    CHECK(Study::open(study, real_surroundings("test")).codings({{"q"}}).size() == (row.told.empty() ? 2U : 1U));
    CHECK(Study::open(study, real_surroundings("test")).codings({{"r"}}).size() == 1);
    CHECK(attune_run({"study", "verify", study}).status == 0);
  }
}

TEST_CASE("a profile of one's own may have moved, and not have changed what it reads") {
  const Setting at;
  const std::string talk = at.scratch / "q.txt";
  std::filesystem::create_directory(at.scratch / "new");
  const std::string moved = at.scratch.write("new/own.toml", std::string(kProfile) + kLabels);
  const std::string moved_map = at.scratch.write("new/map.toml", Setting::protocol_text());
  const std::string study = GENERATE(true, false) ? at.study : as_of_an_older_version(at);
  CAPTURE(study);
  const auto code = [&] { return attune_run({"code", talk, "-b", "narrative", "-s", study, "--notation", moved, "--protocol", moved_map}); };
  SECTION("it lies elsewhere, too") {}
  SECTION("it lies elsewhere") {
    std::filesystem::remove(at.profile);
    std::filesystem::remove(at.protocol);
  }
  CHECK(code().status == 0);
  (void)at.scratch.write("new/own.toml", std::string(kProfile) + kFewerLabels);
  CHECK(code().status == 2);
  CHECK(code().err.find("expected q read as the study has it (--notation=" + at.profile) != std::string::npos);
}
