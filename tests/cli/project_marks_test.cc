// What people coded in another program, as a REFI-QDA project, taken into a study.
#include <fmt/format.h>

#include "attune/formats/zip.h"
#include "attune/io/study.h"
#include "catch.h"
#include "cli/project_marks.h"
#include "run.h"

using namespace attune;

namespace {

constexpr const char* kInterview = "I: How was your mother?\nS: She was kind. I was small.\nI: And your father?\nS: He died. He is here.\n";

/// A coding by `user` (AA is Ann, BB is Ben) of the first place of `words`.
std::string coded(const std::string& words, const std::string& code, const std::string& user = "AA", const std::string& text = kInterview) {
  const std::size_t at = text.find(words);
  return fmt::format("<PlainTextSelection guid=\"X\" name=\"{}\" startPosition=\"{}\" endPosition=\"{}\"><Coding guid=\"Y\" creatingUser=\"{}\"><CodeRef targetGUID=\"{}\"/></Coding></PlainTextSelection>", words, at,
                     at + words.size(), user, code);
}

std::string project(const std::string& selections, const std::string& text = kInterview, const std::string& name = "a1") {
  return zip_of({{"project.qde",
                  "<?xml version=\"1.0\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"p\"><Users><User guid=\"AA\" name=\"Ann\"/><User guid=\"BB\" name=\"Ben\"/></Users><CodeBook><Codes>"
                  "<Code guid=\"C1\" name=\"unresolved.disbelief\" isCodable=\"true\"><Code guid=\"C2\" name=\"present_tense\" isCodable=\"true\"/></Code><Code guid=\"C3\" name=\"My own idea\" isCodable=\"true\"/></Codes></CodeBook>"
                  "<Sources><TextSource guid=\"S\" name=\"" + name + "\" plainTextPath=\"internal://s.txt\">" + selections + "</TextSource></Sources></Project>"},
                 {"sources/s.txt", text}});
}

struct Setting {
  ScratchDirectory scratch;
  std::string study = scratch / "study.attune";

  Setting() { REQUIRE(attune_run({"code", scratch.write("a1.txt", kInterview), "-s", study}).status == 0); }
  [[nodiscard]] Outcome take(const std::string& bytes, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words = {"rate", "mark", study, scratch.write("p.qdpx", bytes), "--rater", "R1"};
    words.insert(words.end(), more.begin(), more.end());
    return attune_run(words);
  }
  /// "CODE/SUBCODE [words] TURN" a mark.
  [[nodiscard]] std::string marks() const {
    Study opened = Study::open(study, real_surroundings("test"));
    std::string text;
    for (const CodingRecord& record : opened.codings({{"a1"}, {"R1"}}))
      for (const Mark& mark : record.coding.marks) text += fmt::format("{}/{} [{}] {}\n", mark.code, mark.subcode, std::string(kInterview).substr(mark.span.begin, mark.span.end - mark.span.begin), mark.turn);
    return text;
  }
};

}  // namespace

TEST_CASE("a user's codings in a project become a rater's marks, by id and by parent and id, and the same again changes nothing") {
  const Setting at;
  const std::string bytes = project(coded("He is here", "C2") + coded("She was kind", "C1") + coded("I was small", "C1", "BB"));
  const Outcome unclear = at.take(bytes);
  CHECK(unclear.status == 2);
  CHECK(unclear.err.find("p.qdpx: expected --user with one of its users who coded, found Ann, Ben\n") != std::string::npos);
  const Outcome taken = at.take(bytes, {"--user", "Ann"});
  CHECK(taken.err.empty());
  CHECK(taken.status == 0);
  CHECK(taken.out == "a1: 2 marks of R1 new, 0 withdrawn, 0 as before\n");
  CHECK(at.marks() == "unresolved.disbelief/ [She was kind] 1\nunresolved.disbelief/unresolved.disbelief.present_tense [He is here] 3\n");
  CHECK(at.take(bytes, {"--user", "Ann"}).out == "a1: 0 marks of R1 new, 0 withdrawn, 2 as before\n");
}

TEST_CASE("a coding that cannot be taken over is told with its place, and nothing of the source is taken unless the rest is asked for") {
  const Setting at;
  const std::string bytes = project(coded("She was kind", "C1") + coded("He died", "C3"));
  const Outcome refused = at.take(bytes);
  CHECK(refused.status == 2);
  CHECK(refused.out.empty());
  CHECK(refused.err.find("p.qdpx (a1):4: expected a code of the study's codebooks, by id or title (characters 77 to 84 of the source), found \"My own idea\"\n") != std::string::npos);
  CHECK(refused.err.find("p.qdpx (a1): nothing was taken in\n") != std::string::npos);
  const Outcome partial = at.take(bytes, {"--partial"});
  CHECK(partial.status == 1);
  CHECK(partial.out == "a1: 1 marks of R1 new, 0 withdrawn, 0 as before\n");
  CHECK(partial.err.find("found \"My own idea\"\n") != std::string::npos);
}

TEST_CASE("a source is known by its text too, whatever a program made of line ends; another text is refused") {
  const Setting at;
  std::string windows;
  for (const char c : std::string(kInterview)) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const Outcome renamed = at.take(project(coded("He is here", "C2", "AA", windows), windows, "Interview of Monday"));
  CHECK(renamed.err.empty());
  CHECK(renamed.out == "a1: 1 marks of R1 new, 0 withdrawn, 0 as before\n");
  CHECK(at.marks() == "unresolved.disbelief/unresolved.disbelief.present_tense [He is here] 3\n");
  const std::string other = "I: Who?\nS: Nobody is here.\n";
  CHECK(at.take(project(coded("Nobody", "C1", "AA", other), other, "b7")).err.find("expected a source with the name or the text of a transcript of the study, found \"b7\"") != std::string::npos);
  CHECK(at.take(project(coded("Nobody", "C1", "AA", other), other)).err.find("p.qdpx (a1): expected the text of a1 as the study has it, found another text") != std::string::npos);
}

TEST_CASE("two texts are the same but for line ends, a byte order mark and blanks at the end") {
  using Places = std::vector<std::uint32_t>;
  CHECK(cli::same_text("ab", "ab") == Places{0, 1, 2});
  CHECK(cli::same_text("a\r\nb", "a\nb") == Places{0, 1, 1, 2, 3});
  CHECK(cli::same_text("a\nb", "a\r\nb") == Places{0, 2, 3, 4});
  CHECK(cli::same_text("\xEF\xBB\xBF" "a", "a\n") == Places{0, 0, 0, 0, 1});
  CHECK(cli::same_text("a \n", "a") == Places{0, 1, 1, 1});
  CHECK(cli::same_text("a b", "ab").empty());
  CHECK(cli::same_text("ab", "abc").empty());
  CHECK(cli::same_text("abc", "ab").empty());
}
