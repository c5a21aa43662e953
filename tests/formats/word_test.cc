// Word, OpenDocument and RTF: nothing on a page is lost without a word.
#include "reading_case.h"
#include "word_case.h"

using namespace attune;

namespace {

/// The notes of a transcript, "OFFSET text" each.
std::string notes_of(const Transcript& transcript) {
  std::string shown;
  for (const Note& note : transcript.notes) shown += fmt::format("{}{} {}", shown.empty() ? "" : " | ", note.offset, note.text);
  return shown;
}

std::string message_of(const Transcript& transcript, std::string_view code) {
  for (const Warning& warning : transcript.warnings)
    if (warning.code == code) return fmt::format("{}: {}", warning.line, warning.message);
  return "";
}

std::string rtf(const std::string& body) { return "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset204 Arial Cyr;}{\\f2\\fcharset128 MS Mincho;}}\\pard " + body + "}"; }

}  // namespace

TEST_CASE("labels that are named must stand in a Word file too") {
  ReadOptions options;
  options.plain.interviewer = {"Anna"};
  CHECK(refusal(docx_of(paragraph(run("It was long ago."))), "a.docx", options) == "a.docx: expected the label \"Anna\" named with --interviewer at the start of a line, found none");
  const std::string bold = docx_of(paragraph(run("Who?", "<w:b/>")) + paragraph(run("My gran raised me.")));
  CHECK(refusal(bold, "a.docx", options) == "a.docx: expected the label \"Anna\" named with --interviewer at the start of a line, found none");
  options.plain.participant = {"Bea"};
  CHECK(turns_of(read_as(docx_of(paragraph(run("Anna: Who?")) + paragraph(run("Bea: Mum."))), "a.docx", options)) == "I 1 Who?\nS 2 Mum.\n");
}

TEST_CASE("rows of a Word table that are no turns are told by paragraph") {
  const Transcript transcript = read_as(docx_of(table({{"Speaker", "Text"}, {"I", "Who?"}, {"BREAK FOR TEA"}, {"S", "Mum."}, {"S"}})), "a.docx");
  CHECK(turns_of(transcript) == "I 4 Who?\nS 7 Mum.\n");
  CHECK(message_of(transcript, "text_outside_turns") == "5: text beside the turns of the table was left out (paragraphs 5 and 8)");
}

TEST_CASE("a second table goes on with the columns of the first, and one of another kind is told") {
  const Transcript transcript = read_as(docx_of(table({{"Speaker", "Text"}, {"I", "Who raised you?"}, {"S", "My mum did."}}) + paragraph(run("Page 2")) + table({{"I", "And then?"}}) + table({{"Sum", "2", "3"}})), "a.docx");
  CHECK(turns_of(transcript) == "I 4 Who raised you?\nS 6 My mum did.\nI 9 And then?\n");
  CHECK(message_of(transcript, "text_outside_turns") == "7: text beside the turns of the table was left out (paragraphs 7, 10, 11 and 12)");
}

TEST_CASE("numbers tell speakers of a Word file apart as in plain text") {
  std::string body, text;
  for (const auto& [asked, said] : {std::pair{"Who raised you?", "My gran did, by the sea."}, {"And then?", "Then she died, and I left."}, {"How old were you?", "Six, I suppose I was."}}) {
    body += paragraph(run(fmt::format("Person 1: {}", asked))) + paragraph(run(fmt::format("Person 2: {}", said)));
    text += fmt::format("Person 1: {}\nPerson 2: {}\n", asked, said);
  }
  const Transcript transcript = read_as(docx_of(body), "a.docx");
  CHECK(turns_of(transcript) == turns_of(read_as(text, "a.txt")));
  CHECK(codes_of(transcript) == "roles_assumed:1");
}

TEST_CASE("a column that numbers the rows is not talk") {
  const auto text_of = [](const std::vector<std::vector<std::string>>& rows) { return read_as(docx_of(table(rows)), "a.docx").text; };
  const std::string talk = "Who?\nMum did.\nWhen?\nIn 1998\n";
  CHECK(text_of({{"1", "I: Who?"}, {"2", "S: Mum did."}, {"3", "I: When?"}, {"4", "S: In 1998"}}) == talk);
  CHECK(text_of({{"Nr.", ""}, {"(1)", "I: Who?"}, {"(2)", "S: Mum did."}, {"", "I: When?"}, {"#4", "S: In 1998"}}) == talk);
  CHECK(text_of({{"I: Who?", "1."}, {"S: Mum did.", "2."}, {"I: When?", "3."}, {"S: In 1998", "4."}}) == talk);
  CHECK(message_of(read_as(docx_of(table({{"7", "I: Who?"}, {"8", "S: Mum did."}})), "a.docx"), "row_numbers") == "1: numbers that count the rows of a table were left out (paragraphs 1 and 3)");
  // Numbers that do not rise by one answer.
  CHECK(text_of({{"I: How old are you?", "34"}, {"I: How many siblings?", "3"}, {"I: When was she born?", "1950"}, {"S: Yes.", ""}}) == "How old are you? 34\nHow many siblings? 3\nWhen was she born? 1950\nYes.\n");
  CHECK(text_of({{"I: How many sisters?", "2"}, {"I: Brothers?", "2"}, {"S: Yes.", ""}}) == "How many sisters? 2\nBrothers? 2\nYes.\n");
  // Where words stand among the numbers, or there is one only, they are talk.
  CHECK(text_of({{"I: Who?", ""}, {"S: Mum did.", ""}, {"I: When?", ""}, {"S: In", "1998"}}) == "Who?\nMum did.\nWhen?\nIn 1998\n");
  CHECK(text_of({{"I: When?", "then"}, {"S: In", "1998"}, {"I: Or?", "maybe"}, {"S: In", "1999"}, {"I: Oh?", "so"}, {"S: Yes.", "well"}}) == "When? then\nIn 1998\nOr? maybe\nIn 1999\nOh? so\nYes. well\n");
}

TEST_CASE("times and words in other columns of a Word table are read or told") {
  const Transcript transcript = read_as(docx_of(table({{"Time", "Speaker", "Text", "Codes"}, {"00:01", "I", "Who?", ""}, {"later", "S", "Mum.", "idealising"}})), "a.docx");
  CHECK(turns_of(transcript) == "I 7 [1000--1] Who?\nS 11 Mum.\n");
  CHECK(message_of(transcript, "unread_time") == "9: times that were not understood were left out (paragraphs 9)");
  CHECK(message_of(transcript, "columns_left_out") == "11: words in columns beside speaker, time and text were left out (paragraphs 11)");
}

TEST_CASE("footnotes, endnotes and hidden text of a Word file are kept beside the text") {
  const std::string body = paragraph(run("I: Who?")) + paragraph(run("S: Mum") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>" + run(" did.") + "<w:r><w:endnoteReference w:id=\"3\"/></w:r>" + run("check ", "<w:vanish/>") +
                                                                 run("this", "<w:vanish/>"));
  const Transcript transcript = read_as(docx_of(body, {{"footnotes.xml", "<w:footnotes xmlns:w=\"x\"><w:footnote w:id=\"2\"><w:p><w:r><w:t>Her stepmother.</w:t></w:r></w:p></w:footnote></w:footnotes>"},
                                                       {"endnotes.xml", "<w:endnotes xmlns:w=\"x\"><w:endnote w:id=\"3\"><w:p><w:r><w:t>Second tape.</w:t></w:r></w:p></w:endnote></w:endnotes>"}}),
                                        "a.docx");
  CHECK(turns_of(transcript) == "I 1 Who?\nS 2 Mum did.\n");
  CHECK(notes_of(transcript) == "5 Her stepmother. | 5 Second tape. | 5 check this");
  CHECK(codes_of(transcript) == "notes_beside:2 hidden_text:2");
}

TEST_CASE("text boxes of a Word file are read behind their paragraph, once") {
  const std::string box = "<w:txbxContent>" + paragraph(run("S: Mum did.")) + "</w:txbxContent>";
  const std::string drawn = "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>" + box + "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>" + box + "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
  const Transcript transcript = read_as(docx_of(paragraph(run("I: Who?") + drawn) + paragraph(run("I: And dad?"))), "a.docx");
  CHECK(turns_of(transcript) == "I 1 Who?\nS 2 Mum did.\nI 3 And dad?\n");
  CHECK(message_of(transcript, "text_boxes") == "2: text in boxes was read behind the paragraph a box is anchored to (paragraphs 2)");
}

TEST_CASE("signs of fonts are read as characters, or told") {
  const auto sign = [](const std::string& font, const std::string& code) { return "<w:r><w:sym w:font=\"" + font + "\" w:char=\"" + code + "\"/></w:r>"; };
  const Transcript transcript = read_as(docx_of(paragraph(run("I: Who?")) + paragraph(run("S: Mum ") + sign("Wingdings", "F04A") + sign("Symbol", "F0AE") + sign("Arial", "00E9") + sign("Webdings", "F041"))), "a.docx");
  CHECK(turns_of(transcript) == "I 1 Who?\nS 2 Mum \u263A\u2192\u00E9\uFFFD\n");
  CHECK(codes_of(transcript) == "unknown_signs:2");
}

TEST_CASE("numbers that a program sets before paragraphs are told, bullets are not") {
  const auto level = [](int number, const std::string& format, const std::string& text) {
    return fmt::format("<w:lvl w:ilvl=\"{}\"><w:numFmt w:val=\"{}\"/><w:lvlText w:val=\"{}\"/></w:lvl>", number, format, text);
  };
  const std::string numbering = "<w:numbering xmlns:w=\"x\"><w:abstractNum w:abstractNumId=\"7\">" + level(0, "decimal", "%1.") + level(1, "bullet", "o") + "</w:abstractNum><w:abstractNum w:abstractNumId=\"8\">" +
                                level(0, "bullet", "\u00B7") + level(1, "lowerLetter", "%2)") + level(2, "none", "") + "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>" +
                                "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"8\"/></w:num><w:num w:numId=\"3\"><w:abstractNumId w:val=\"8\"/><w:lvlOverride w:ilvl=\"0\">" + level(0, "upperRoman", "%1") +
                                "</w:lvlOverride></w:num></w:numbering>";
  const std::string styles = "<w:styles xmlns:w=\"x\"><w:style w:styleId=\"Base\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style><w:style w:styleId=\"Question\"><w:basedOn w:val=\"Base\"/></w:style></w:styles>";
  const auto numbered = [&](const std::string& properties) {
    const std::string body = paragraph(run("I: Who?")) + "<w:p><w:pPr>" + properties + "</w:pPr>" + run("S: Mum.") + "</w:p><w:p><w:pPr>" + properties + "</w:pPr></w:p>" + paragraph(run("I: And?"));
    return message_of(read_as(docx_of(body, {{"numbering.xml", numbering}, {"styles.xml", styles}}), "a.docx"), "list_numbers");
  };
  const auto in_list = [](const std::string& list, const std::string& at) { return "<w:numPr><w:ilvl w:val=\"" + at + "\"/><w:numId w:val=\"" + list + "\"/></w:numPr>"; };
  const std::string told = "2: numbers that Word sets by itself are not in the text (paragraphs 2)";
  for (const std::string& properties : {in_list("1", "0"), in_list("2", "1"), in_list("3", "0"), std::string("<w:pStyle w:val=\"Question\"/>")}) {
    CAPTURE(properties);
    CHECK(numbered(properties) == told);
  }
  for (const std::string& properties : {std::string(), in_list("1", "1"), in_list("2", "0"), in_list("2", "2"), in_list("9", "0"), in_list("0", "0"), "<w:pStyle w:val=\"Question\"/>" + in_list("0", "0")}) {
    CAPTURE(properties);
    CHECK(numbered(properties).empty());
  }
}

TEST_CASE("OpenDocument and RTF: numbers of lists are told, or read") {
  const std::string styles =
      "<text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\"/><text:list-level-style-bullet text:level=\"2\"/></text:list-style>"
      "<text:list-style style:name=\"L2\"><text:list-level-style-bullet text:level=\"1\"/><text:list-level-style-number text:level=\"2\" style:num-format=\"a\"/></text:list-style>"
      "<text:list-style style:name=\"L3\"><text:list-level-style-number text:level=\"1\" style:num-format=\"\"/></text:list-style>";
  TranscriptReader reader(*shipped_notation("aai"), {});
  const auto told = [&](const std::string& list) {
    return message_of(reader.read(odt_of("<text:p>I: Who?</text:p>" + list + "<text:p>S: Mum.</text:p>", styles), "a.odt", "t", Format::odt), "list_numbers");
  };
  const auto list = [](const std::string& style, const std::string& items) { return "<text:list text:style-name=\"" + style + "\">" + items + "</text:list>"; };
  const std::string items = "<text:list-item><text:p>I: And?</text:p><text:p>Who else?</text:p></text:list-item><text:list-item><text:p/></text:list-item><text:list-item><text:p>I: Well?</text:p></text:list-item>";
  CHECK(told(list("L1", items)) == "2: numbers that Word sets by itself are not in the text (paragraphs 2 and 5)");
  CHECK(told(list("L2", "<text:list-item>" + list("", items) + "</text:list-item>")) == "2: numbers that Word sets by itself are not in the text (paragraphs 2 and 5)");
  for (const std::string& other : {list("L2", items), list("L3", items), list("L9", items), list("L1", "<text:list-header><text:p>I: And?</text:p></text:list-header>"), list("L1", "<text:list-item>" + list("", items) + "</text:list-item>")}) {
    CAPTURE(other);
    CHECK(told(other).empty());
  }
  const std::string box = "<text:p>I: And?<draw:frame><draw:text-box>" + list("L1", items) + "</draw:text-box></draw:frame></text:p>";
  CHECK(told(box) == "3: numbers that Word sets by itself are not in the text (paragraphs 3 and 6)");
  // RTF writes the numbers beside the words.
  CHECK(turns_of(read_as(rtf("I: Who?\\par S: Mum.\\par {\\listtext\\pard\\plain 1.\\tab}and dad.\\par"), "a.rtf")) == "I 1 Who?\nS 2 Mum. 1.\tand dad.\n");
}

TEST_CASE("OpenDocument: notes, boxes, fields and hidden text") {
  const std::string text =
      "<text:p>I: Who on <text:date>12 May</text:date>?</text:p><text:p>S: Mum<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Her stepmother.</text:p></text:note-body></text:note> did."
      "<draw:frame><draw:text-box><text:p>I: And dad?</text:p></draw:text-box></draw:frame></text:p><text:p>S: No<text:span text:style-name=\"T1\">body asked</text:span>.</text:p>";
  // The type of a real file stands in its first entry.
  TranscriptReader reader(*shipped_notation("aai"), {});
  const Transcript transcript = reader.read(odt_of(text, "<style:style style:name=\"T1\"><style:text-properties text:display=\"none\"/></style:style>"), "a.odt", "t", Format::odt);
  CHECK(turns_of(transcript) == "I 1 Who on 12 May?\nS 2 Mum did.\nI 3 And dad?\nS 4 No.\n");
  CHECK(notes_of(transcript) == "15 Her stepmother. | 33 body asked");
  CHECK(codes_of(transcript) == "notes_beside:2 hidden_text:4 text_boxes:3");
}

TEST_CASE("RTF: footnotes, hidden text, text boxes") {
  const Transcript transcript = read_as(rtf("I: Who?\\par S: Mum{\\footnote\\pard Her stepmother.} did{\\v not}.{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 5}}{\\shptxt\\pard I: And dad?\\par}}{\\shprslt I: And dad?\\par}}\\par S: No.\\par"), "a.rtf");
  CHECK(turns_of(transcript) == "I 1 Who?\nS 2 Mum did.\nI 3 And dad?\nS 4 No.\n");
  CHECK(notes_of(transcript) == "5 Her stepmother. | 5 not");
  CHECK(codes_of(transcript) == "notes_beside:2 hidden_text:2 text_boxes:3");
}

TEST_CASE("RTF: a box in a box takes no words away") {
  const Transcript transcript = read_as(rtf("I: Who?\\par S: Mum{\\shp{\\*\\shpinst{\\shptxt I: And {\\shp{\\*\\shpinst{\\shptxt dad?\\par}}}}}} did.\\par S: No.\\par"), "a.rtf");
  CHECK(turns_of(transcript) == "I 1 Who?\nS 2 Mum did.\nI 3 And dad?\nS 4 No.\n");
}

TEST_CASE("RTF: a font's character set says what its bytes are") {
  CHECK(turns_of(read_as(rtf("I: Who?\\par S: {\\f1 \\'ec\\'e0\\'ec\\'e0}, caf\\'e9, {\\f2 \\'95\\'ea}.\\par"), "a.rtf")) == "I 1 Who?\nS 2 мама, café, 母.\n");
  CHECK(turns_of(read_as("{\\rtf1\\ansi\\ansicpg1251\\pard I: Who?\\par S: \\'ec\\'e0\\'ec\\'e0.\\par}", "a.rtf")) == "I 1 Who?\nS 2 мама.\n");
  CHECK(refusal("{\\rtf1\\ansi\\ansicpg9999\\pard I: Who?\\par S: \\'ec.\\par}", "a.rtf") ==
        "a.rtf:2: expected characters of a code page that is known (save it anew as docx), found others, said to be of code page 9999");
  CHECK(refusal(rtf("I: Who?\\par S: \\'zz\\par"), "a.rtf") == "a.rtf:2: expected two digits behind \\', found something else");
}
