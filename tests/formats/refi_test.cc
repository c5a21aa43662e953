// REFI-QDA comes in as it went out, and as other programs write it; what is not taken over is told.
#include "attune/formats/refi.h"

#include "attune/codebook/codebooks.h"
#include "attune/formats/export.h"
#include "attune/formats/qdc_codebook.h"
#include "attune/formats/xml.h"
#include "attune/formats/zip.h"
#include "reading_case.h"
#include "refi_schema.h"

using namespace attune;

namespace {

constexpr const char* kHead =
    "<?xml version=\"1.0\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"p\"><Users><User guid=\"{AA}\" name=\"Ann\"/></Users><CodeBook><Codes><Code guid=\"C1\" name=\"quality\" isCodable=\"true\">"
    "<Code guid=\"C2\" name=\"quality.strict\" isCodable=\"true\"/></Code></Codes></CodeBook>";

/// A project with one source and these selections.
std::string project_of(const std::string& text, const std::string& selections, const std::string& rest = "", const std::string& path = "internal://s.txt") {
  return zip_of({{"project.qde", std::string("\xEF\xBB\xBF") + kHead + "<Sources><TextSource guid=\"S\" name=\"s01\" plainTextPath=\"" + path + "\">" + selections + "</TextSource>" + rest + "</Sources></Project>"},
                 {"Sources/s.txt", text}});
}

std::string selection(int begin, int end, const std::string& name, const std::string& code = "c2") {
  return fmt::format("<PlainTextSelection guid=\"X\" name=\"{}\" startPosition=\"{}\" endPosition=\"{}\"><Coding guid=\"Y\" creatingUser=\"aa\"><CodeRef targetGUID=\"{}\"/></Coding></PlainTextSelection>", name, begin, end, code);
}

/// "USER PARENT/CODE passage" a mark, then what is not held.
std::string shown(const std::string& bytes) {
  std::string text;
  for (const RefiSource& source : read_qdpx(bytes, "p.qdpx", {}).sources) {
    for (const RefiMark& mark : source.marks) text += fmt::format("{} {}/{} [{}]\n", mark.user, mark.parent, mark.code, slice(source.text, mark.span));
    for (const std::string& what : source.not_held) text += what + "\n";
  }
  return text;
}

std::string qdpx_refusal(const std::string& bytes) {
  try {
    (void)read_qdpx(bytes, "p.qdpx", {});
  } catch (const Errors& errors) {
    return errors.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a project comes back with its text and all its marks") {
  const Transcript transcript = read_as("I: Who?\nS: My \xF0\x9F\x98\xAD gran,\nshe is strict.\n", "a.txt");
  Coding coding{transcript.id, "rater-7", 1, {}, {}};
  for (const auto& [passage, subcode] : {std::pair{"gran,\nshe", "quality.strict"}, std::pair{"is strict", ""}}) {
    Mark mark;
    const auto at = static_cast<std::uint32_t>(transcript.text.find(passage));
    mark.span = {at, at + static_cast<std::uint32_t>(std::string_view(passage).size())};
    mark.turn = 1;
    mark.code = "quality";
    mark.subcode = subcode;
    coding.marks.push_back(mark);
  }
  coding.marks[0].marker = "rule.a";
  const MarkedTranscript marked{&transcript, {&coding, 1}};
  const RefiProject project = read_qdpx(export_qdpx({&marked, 1}).bytes, "p.qdpx", {});
  REQUIRE(project.sources.size() == 1);
  const RefiSource& source = project.sources[0];
  CHECK(source.name == transcript.id);
  CHECK(source.text == transcript.text);
  CHECK(source.not_held.empty());
  CHECK(project.not_held.empty());
  const RefiCodings codings = codings_of(source, transcript);
  CHECK(codings.outside == 0);
  CHECK(codings.codings == std::vector<Coding>{coding});
}

TEST_CASE("positions are read as the program counted them") {
  struct Row {
    const char* text;
    std::string selections, expected;
  };
  const Row rows[] = {
      // The end behind the passage, as the standard has it; or on its last character.
      {"I: Who?\nS: My gran.\n", selection(11, 18, "My gran"), "Ann quality/quality.strict [My gran]\n"},
      {"I: Who?\nS: My gran.\n", selection(11, 17, "My gran"), "Ann quality/quality.strict [My gran]\n"},
      // "\r\n" as one, or as two.
      {"I: Who?\r\nS: My gran.\r\n", selection(11, 18, "My gran"), "Ann quality/quality.strict [My gran]\n"},
      {"I: Who?\r\nS: My gran.\r\n", selection(12, 19, "My gran"), "Ann quality/quality.strict [My gran]\n"},
      // A byte order mark counts for nothing; code points, not bytes, are counted.
      {"\xEF\xBB\xBFI: Who?\nS: \xF0\x9F\x98\xAD My gran.\n", selection(13, 20, "My gran", "{C1}"), "Ann /quality [My gran]\n"},
      {"I: Who?\nS: My gran.\n", selection(3, 9, "My gran"), "the positions of 1 of 1 coded passages do not fit their quotations, so its codings are left out\n"},
      {"I: Who?\nS: My gran.\n", selection(11, 18, ""), "Ann quality/quality.strict [My gran]\n"},
      {"I: Who?\nS: My gran.\n", selection(11, 1800, ""), "1 coded passages lie outside the text and are left out\n"},
      {"I: Who?\nS: My gran.\n", "<NoteRef targetGUID=\"N\"/><Coding guid=\"Z\"/>", "1 memos, variables and notes are not taken over\n1 codings of the whole source are not taken over\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text, row.selections);
    CHECK(shown(project_of(row.text, row.selections)) == row.expected);
  }
}

TEST_CASE("nothing outside a project is opened, and no project is told in one line") {
  CHECK(qdpx_refusal(project_of("x", "", "", "absolute:///etc/passwd")) == "p.qdpx: expected a project with a plain text, found none");
  CHECK(qdpx_refusal(project_of("x", "", "", "../../etc/passwd")) == "p.qdpx: expected a project with a plain text, found none");
  CHECK(qdpx_refusal("hello") == "p.qdpx: expected a REFI-QDA project (qdpx), found something else than a zip file");
  CHECK(qdpx_refusal(zip_of({{"a", "b"}})) == "p.qdpx: expected a REFI-QDA project (a zip file with project.qde), found a zip file of another kind");
  CHECK(qdpx_refusal(zip_of({{"project.qde", "<!DOCTYPE x><Project/>"}})) == "p.qdpx (project.qde):1:1: expected XML without a document type (DOCTYPE), found one");
  const RefiProject project = read_qdpx(project_of("I: Who?\nS: Mum.\n", "", "<PDFSource guid=\"P\" name=\"scan\" path=\"internal://p.pdf\"/>"), "p.qdpx", {});
  CHECK(project.not_held == std::vector<std::string>{"1 sources without a plain text in the project are not read"});
  CHECK(detect_format(project_of("I: Who?\n", ""), "a.qdpx", Encoding::detect) == Format::refi);
}

TEST_CASE("all texts of a project have a limit together, also where its sources name one entry over and over") {
  Limits limits;
  limits.entry_bytes = 10'000;
  struct Case {
    const char* about;
    int sources;       // besides the first
    std::string text;  // of 3,000 bytes
    const char* refusal;
  };
  std::string talk = "I: Who?\n";
  while (talk.size() < 3000) talk += "S: Mum, and then my father came in.\n";
  talk.resize(3000, '.');
  constexpr const char* kMore = "p.qdpx: expected at most 10000 bytes of text in all its sources (raise it with --max-entry-bytes N), found more";
  const Case cases[] = {
      {"three are read", 2, talk, ""},
      {"four are too much", 3, talk, kMore},
      {"blanks are inflated, too", 3, std::string(3000, ' '), kMore},
      {"and what is no UTF-8", 3, std::string(3000, '\xFF'), kMore},
  };
  for (const Case& c : cases) {
    CAPTURE(c.about);
    std::string others;
    for (int i = 0; i < c.sources; ++i) others += fmt::format("<TextSource guid=\"T{0}\" name=\"n{0}\" plainTextPath=\"internal://s.txt\"/>", i);
    std::string refusal;
    try {
      const RefiProject project = read_qdpx(project_of(c.text, "", others), "p.qdpx", limits);
      CHECK(project.sources.size() == 3);
    } catch (const Errors& errors) {
      refusal = errors.what();
    }
    CHECK(refusal == c.refusal);
  }
}

TEST_CASE("a codebook comes back with its codes, and one of another program with ids made of its names") {
  const Codebook book = *shipped_codebook("unresolved");
  const std::vector<RefiCode> codes = read_qdc(export_qdc({&book, 1}).bytes, "c.qdc", {});
  const Codebook again = parse_codebook(codebook_of(codes, "again", "c.qdc").toml, "again.toml");
  REQUIRE(again.codes.size() == book.codes.size());
  for (const Code& code : book.codes) {
    CAPTURE(code.id);
    const auto found = std::find_if(again.codes.begin(), again.codes.end(), [&](const Code& other) { return other.id == code.id; });
    REQUIRE(found != again.codes.end());
    CHECK(found->title == code.title);
    CHECK(found->definition == code.definition);
    CHECK(found->parent == code.parent);
  }
  const std::string foreign = "\xEF\xBB\xBF<CodeBook><Codes><Code guid=\"1\" name=\"I don't know\" isCodable=\"true\" color=\"rgb(1,2,3)\"><Description>Says &quot;dunno&quot;.</Description>"
                              "<Code guid=\"2\" name=\"\u00C4rger\" isCodable=\"true\"><Code guid=\"3\" name=\"deep\" isCodable=\"true\"/></Code></Code></Codes></CodeBook>";
  const QdcCodebook made = codebook_of(read_qdc(foreign, "f.qdc", {}), "ours", "f.qdc");
  const Codebook ours = parse_codebook(made.toml, "ours.toml");
  std::string shown;
  for (const Code& code : ours.codes) shown += fmt::format("{} < {}: {} ({})\n", code.id, code.parent, code.title, code.definition);
  CHECK(shown == "i_don_t_know < : I don't know (Says \"dunno\".)\nrger < i_don_t_know: \u00C4rger (No definition was given.)\ndeep < i_don_t_know: deep (No definition was given.)\n");
  CHECK(made.told.size() == 3);
  CHECK_THROWS_WITH(read_qdc("<Project/>", "f.qdc", {}), "f.qdc:1: expected a REFI-QDA codebook (CodeBook), found another kind of XML");
}

TEST_CASE("what is written has the elements, the order and the attributes that the schemas ask for") {
  const auto faults = [](const std::string& xml) { return schema_faults(Xml(xml, "x", {}).root()); };
  for (const char* sample : {"min.qdc", "min.qde"}) CHECK(faults(data_file(sample)).empty());
  CHECK(faults("<CodeBook xmlns=\"urn:QDA-XML:codebook:1:0\"><Codes/></CodeBook>") == "another namespace than urn:QDA-XML:codebook:1.0\nCodes: no Code in it\n");
  CHECK(faults("<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"p\"><Sources><TextSource guid=\"1\"/></Sources><Users/></Project>") == "TextSource: guid is no GUID\nProject: Users is not where it belongs\n");

  for (const Codebook& book : shipped_codebooks()) CHECK(faults(export_qdc({&book, 1}).bytes).empty());
  const std::vector<Codebook> books = shipped_codebooks();
  CHECK(faults(export_qdc(books).bytes).empty());
  CHECK_THROWS_WITH(export_qdc({}), "expected a codebook with codes (a REFI-QDA codebook holds at least one), found none");

  Transcript transcript = read_as("I: Who?\nS: My \"gran\" &\n\tthe <cat>.\n", "a.txt");
  std::vector<Coding> codings(2, Coding{transcript.id, "rater-7", 1, {}, {}});
  codings[1].rater = "coherence@1.0.0";
  Mark mark;
  const auto at = static_cast<std::uint32_t>(transcript.text.find("\"gran"));
  mark.span = {at, static_cast<std::uint32_t>(transcript.text.size() - 2)};
  mark.turn = 1;
  mark.code = "quality";
  mark.subcode = "quality.strict";
  codings[0].marks.push_back(mark);
  mark.marker = "m.one";
  codings[1].marks.push_back(mark);
  for (const std::vector<Coding>& given : {std::vector<Coding>{}, {Coding{transcript.id, "rater-7", 1, {}, {}}}, codings}) {
    const MarkedTranscript marked{&transcript, given};
    const std::string bytes = export_qdpx({&marked, 1}).bytes;
    const std::string project = Zip(bytes, "p.qdpx", {}).read("project.qde").value();
    CAPTURE(project);
    CHECK(faults(project).empty());
  }
  // What a name in an attribute holds comes back: quotes, line ends, tabs.
  const MarkedTranscript marked{&transcript, codings};
  const std::string project = Zip(export_qdpx({&marked, 1}).bytes, "p.qdpx", {}).read("project.qde").value();
  const Xml xml(project, "x", {});
  CHECK(std::string(xml.root().child("Sources").child("TextSource").child("PlainTextSelection").attribute("name").value()) == "\"gran\" &\n\tthe <cat>");
}
