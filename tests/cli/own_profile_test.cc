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
