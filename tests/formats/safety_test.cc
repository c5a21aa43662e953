// What is broken or meant to harm is refused with one line that names the limit, the value and the place.
#include "attune/formats/xml.h"
#include "attune/formats/zip.h"
#include "reading_case.h"

using namespace attune;

namespace {

std::string docx_with(const std::string& document) { return zip_of({{"word/document.xml", document}}); }

std::string nested(int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += "<a>";
  for (int i = 0; i < depth; ++i) text += "</a>";
  return text;
}

std::string refusal_of_xml(const std::string& text) {
  try {
    (void)Xml(text, "a.xml", {});
  } catch (const Errors& errors) {
    return errors.what();
  }
  return "";
}

}  // namespace

TEST_CASE("document types and entities are refused in every XML format") {
  const std::string bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>";
  CHECK(refusal("<?xml version=\"1.0\"?>\n" + bomb + "<ANNOTATION_DOCUMENT/>", "a.eaf") == "a.eaf:2:1: expected XML without a document type (DOCTYPE), found one");
  CHECK(refusal("<?xml version=\"1.0\"?>" + bomb + "<TEI><text><u>&b;</u></text></TEI>", "a.xml") == "a.xml:1:22: expected XML without a document type (DOCTYPE), found one");
  CHECK(refusal("<TEI><text><u>&x;</u></text></TEI>", "a.xml") == "a.xml:1:15: expected \"&amp;\" or one of the other four entities of XML, found another entity, or a bare \"&\"");
  CHECK(refusal(docx_with(bomb + "<w:document/>"), "a.docx") == "a.docx (word/document.xml):1:1: expected XML without a document type (DOCTYPE), found one");
  const std::string commented = "<TEI><!-- <!DOCTYPE is only spoken of --><text><u who=\"I\">Who?</u><u who=\"S\">Mum.</u></text></TEI>";
  CHECK(refusal(commented, "a.xml").empty());
}

TEST_CASE("XML nests 64 deep and no deeper, unless the user says so") {
  CHECK_NOTHROW(Xml(nested(64), "a.xml", {}));
  CHECK_THROWS_WITH(Xml(nested(65), "a.xml", {}), "a.xml:1:193: expected at most 64 elements inside one another (raise it with --max-xml-depth N), found 65");
  Limits limits;
  limits.xml_depth = 65;
  CHECK_NOTHROW(Xml(nested(65), "a.xml", limits));
}

TEST_CASE("nothing that only looks like a tag takes depth away") {
  std::string commented, valued;
  for (int i = 0; i < 100; ++i) commented += "<a><!--></a></a> -->", valued += "<a b=\"</a>\">";
  const std::string message = "expected at most 64 elements inside one another (raise it with --max-xml-depth N), found 65";
  CHECK(refusal_of_xml(commented) == "a.xml:1:1281: " + message);
  CHECK(refusal_of_xml(valued) == "a.xml:1:7: expected a tag without \"<\" inside (\"&lt;\" in a value), found one");
  CHECK(refusal_of_xml("<a><![CDATA[</a></a>]]><?x </a>?></a>").empty());
}

TEST_CASE("what is long is read in one walk") {
  std::string open = "<TEI><text><u who=\"I\"";
  for (int i = 0; i < 400'000; ++i) open += " <";
  CHECK(refusal(open, "a.xml") == "a.xml:1:23: expected a tag without \"<\" inside (\"&lt;\" in a value), found one");

  const std::string head = "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tPAR Participant\n@ID:\teng|c|PAR|||||Participant|||\n*PAR:\t";
  const std::string many(300'000, '.');
  CHECK(read_as(head + "mum" + many + "\n@End\n", "a.cha", {}, "chat").turns.size() == 1);
  std::string quotes, groups;
  for (int i = 0; i < 100'000; ++i) quotes += "\u201D", groups += "<mum ";
  CHECK(read_as(head + "mum" + quotes + " .\n@End\n", "a.cha", {}, "chat").turns.size() == 1);
  CHECK(read_as(head + groups + " .\n@End\n", "a.cha", {}, "chat").turns.size() == 1);

  std::string tags = "WEBVTT\n\n00:01.000 --> 00:02.000\n";
  for (int i = 0; i < 200'000; ++i) tags += "<i>";
  CHECK(turns_of(read_as(tags + "Mum.\n", "a.vtt")) == "S 4 [1000-2000] Mum.\n");

  std::string old_lines = "I: Who?\rS: Mum.\r";
  for (int i = 0; i < 200'000; ++i) old_lines += "a\r";
  CHECK(read_as(old_lines, "a.txt").turns.size() == 2);
}

TEST_CASE("an RTF file has at most 500 groups inside one another") {
  CHECK(refusal("{\\rtf1 I: Who?\\par S: " + std::string(600, '{') + "Mum." + std::string(601, '}'), "a.rtf") == "a.rtf:2: expected at most 500 groups inside one another, found more");
}

TEST_CASE("zip bombs are refused while they are inflated") {
  const std::string bytes = docx_with(std::string(1'000'000, ' '));
  CHECK(refusal(bytes, "a.docx").starts_with("a.docx (word/document.xml): expected an entry packed at most 100 to 1 (raise it with --max-entry-ratio N), found "));
  ReadOptions options;
  options.limits.entry_ratio = 100'000;
  options.limits.entry_bytes = 500'000;
  CHECK(refusal(bytes, "a.docx", options) == "a.docx (word/document.xml): expected at most 500000 bytes when inflated (raise it with --max-entry-bytes N), found more");
  options.limits.entries = 1;
  CHECK(refusal(zip_of({{"a", "x"}, {"b", "y"}}), "a.docx", options) == "a.docx: expected at most 1 entries in a zip file (raise it with --max-entries N), found 2");
}

TEST_CASE("what is cut off, encrypted or another file is told in one line") {
  const std::string whole = data_file("loc_isom_moseley.libreoffice.docx");
  CHECK(refusal(whole.substr(0, whole.size() / 2), "a.docx") == "a.docx: expected a whole Word or OpenDocument file, found a zip file that is cut off or damaged");
  CHECK(refusal("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on", "a.docx") == "a.docx: expected a transcript, found an old Word file or one with a password (save it as docx, without a password)");
  CHECK(refusal("<?xml version=\"1.0\"?>\n<TEI><text><u who=\"I\">Who", "a.xml") == "a.xml:2:25: expected well-formed XML, found an element that is not closed as it was opened (is the file cut off?)");
  CHECK(refusal("<?xml version=\"1.0\"?><html><p>Hi</p></html>", "a.xml") == "a.xml:1: expected speech in TEI (<u> or <sp>), found none");
  CHECK(refusal(zip_of({{"mimetype", "x"}}), "a.docx") == "a.docx: expected a Word file (a zip file with word/document.xml), found a zip file of another kind");
}
