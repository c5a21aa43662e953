// Every format gives the turns its file holds, in order of time, with roles, lines and times.
#include <nlohmann/json.hpp>

#include "reading_case.h"
#include "word_case.h"

using namespace attune;

TEST_CASE("one conversation in five formats is the same conversation") {
  const auto expected = nlohmann::json::parse(data_file("loc_isom_moseley.turns.json"))["turns"];
  const std::string name = GENERATE(as<std::string>{}, "loc_isom_moseley.libreoffice.docx", "loc_isom_moseley.table.docx", "loc_isom_moseley.odt", "loc_isom_moseley.rtf");
  CAPTURE(name);
  const Transcript transcript = read_as(data_file(name), name);
  check_laws(transcript);
  REQUIRE(transcript.turns.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(i);
    CHECK((transcript.turns[i].role == Role::interviewer) == (expected[i]["role"] == "interviewer"));
    std::string text = turn_text(transcript, transcript.turns[i]).text;
    for (std::size_t at = text.find("\u2019"); at != std::string::npos; at = text.find("\u2019")) text.replace(at, 3, "'");
    CHECK(text == expected[i]["text"].get<std::string>());
  }
}

TEST_CASE("a Word file without labels: bold is the interviewer, underlined the question") {
  const Transcript transcript = read_as(docx_of(paragraph(run("Who raised you?", "<w:b/><w:u w:val=\"single\"/>")) + paragraph(run("My gran, ") + run("my", "<w:b/>") + run(" gran did, in the house by the sea.")) +
                                                paragraph(run("Your gran.", "<w:b w:val=\"1\"/>")) + paragraph(run("Not bold.", "<w:b w:val=\"0\"/>"))),
                                        "a.docx");
  CHECK(turns_of(transcript) == "I 1 Who raised you?\nS 2 My gran, my gran did, in the house by the sea.\nI 3 Your gran.\nS 4 Not bold.\n");
  CHECK(codes_of(transcript) == "roles_by_type:0");
  CHECK(transcript.text == "Who raised you?\nMy gran, my gran did, in the house by the sea.\nYour gran.\nNot bold.\n");
}

TEST_CASE("bold type is known however a program writes it, and what is said not to be bold is not") {
  struct Row {
    std::string file, bytes;
  };
  const auto odt = [](const std::string& bold, const std::string& plain) {
    return odt_of("<text:p><text:span text:style-name=\"A\">Who raised you?</text:span></text:p><text:p text:style-name=\"B\">My gran did.</text:p>",
                  "<style:style style:name=\"A0\"><style:text-properties fo:font-weight=\"" + bold + "\"/></style:style><style:style style:name=\"A\" style:parent-style-name=\"A0\"/>"
                  "<style:style style:name=\"B\" style:parent-style-name=\"A\"><style:text-properties fo:font-weight=\"" + plain + "\"/></style:style>");
  };
  const auto docx = [](const std::string& bold, const std::string& plain) {
    return docx_of(paragraph("<w:pPr><w:pStyle w:val=\"A\"/></w:pPr>" + run("Who raised you?")) + paragraph("<w:pPr><w:pStyle w:val=\"A\"/></w:pPr>" + run("My gran did.", plain)),
                   {{"styles.xml", "<w:styles xmlns:w=\"x\"><w:style w:styleId=\"A0\"><w:rPr>" + bold + "</w:rPr></w:style><w:style w:styleId=\"A\"><w:basedOn w:val=\"A0\"/></w:style></w:styles>"}});
  };
  const Row row = GENERATE_COPY(values<Row>({
      {"a.odt", odt("bold", "normal")},
      {"a.odt", odt("700", "400")},
      {"a.odt", odt("600", "500")},
      {"a.docx", docx("<w:b/>", "<w:b w:val=\"0\"/>")},
      {"a.docx", docx("<w:b w:val=\"true\"/>", "<w:b w:val=\"false\"/>")},
      {"a.docx", docx("<w:b w:val=\"on\"/>", "<w:b w:val=\"off\"/>")},
      {"a.rtf", "{\\rtf1\\ansi\\pard {\\b Who raised you?}\\par My gran did.\\par}"},
      {"a.rtf", "{\\rtf1\\ansi\\pard\\b Who raised you?\\par\\b0 My gran did.\\par}"},
      {"a.rtf", "{\\rtf1\\ansi\\pard\\b1 Who raised you?\\par\\plain My gran did.\\par}"},
  }));
  CAPTURE(row.file, row.bytes.size());
  TranscriptReader reader(*shipped_notation("aai"), {});
  const Format format = row.file == "a.odt" ? Format::odt : row.file == "a.docx" ? Format::docx : Format::rtf;
  CHECK(turns_of(reader.read(row.bytes, row.file, "t", format)) == "I 1 Who raised you?\nS 2 My gran did.\n");
}

TEST_CASE("tracked changes are read as accepted, comments are kept beside the text") {
  const Transcript transcript = read_as(docx_of(paragraph(run("I: Who?")) + paragraph(run("S: My ") + "<w:del w:id=\"1\"><w:r><w:delText>dad</w:delText></w:r></w:del><w:ins w:id=\"2\">" + run("mum") + "</w:ins>" + run(".") +
                                                                                      "<w:r><w:commentReference w:id=\"7\"/></w:r>"),
                                                {{"comments.xml", "<w:comments xmlns:w=\"x\"><w:comment w:id=\"7\"><w:p><w:r><w:t>Sure?</w:t></w:r></w:p></w:comment></w:comments>"}}),
                                        "a.docx");
  CHECK(turns_of(transcript) == "I 1 Who?\nS 2 My mum.\n");
  CHECK(transcript.notes == std::vector<Note>{{5, "Sure?"}});
  CHECK(codes_of(transcript) == "tracked_changes:0");
}

TEST_CASE("a Word file with neither bold nor labels is one speaker's, and says so") {
  const Transcript transcript = read_as(docx_of(paragraph(run("It was long ago.")) + paragraph(run("We lived by the sea."))), "a.docx");
  CHECK(turns_of(transcript) == "S 1 It was long ago.\nS 2 We lived by the sea.\n");
  CHECK(codes_of(transcript) == "one_role:0");
}

TEST_CASE("RTF: groups, Unicode, hidden destinations") {
  const Transcript transcript = read_as("{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\*\\generator X;}\\pard I: Who\\'3f\\par S: M\\u252\\'fcm, {\\b caf\\u233?}\\line she.\\par}", "a.rtf");
  CHECK(turns_of(transcript) == "I 1 Who?\nS 2 Müm, café she.\n");
  CHECK(refusal("{\\rtf1 I: Who", "a.rtf") == "a.rtf:1: expected a whole RTF file, found one that ends inside a group (is it cut off?)");
}

TEST_CASE("WebVTT: voices are turns, the text is the file") {
  const std::string vtt = "WEBVTT\n\nNOTE hello\n\n1\n00:01.000 --> 00:02.000\n<v.loud Interviewer>Who <i>was</i> there?</v>\n\n00:00:03.000 --> 00:00:04.500 align:left\n<v Participant>My\ngran.\n\n"
                          "00:05.000 --> 00:06.000\nAnd dad.\n";
  const Transcript transcript = read_as(vtt, "a.vtt");
  check_laws(transcript);
  CHECK(transcript.text == vtt);
  CHECK(turns_of(transcript) == "I 7 [1000-2000] Who was there?\nS 10 [3000-6000] My gran. And dad.\n");
  CHECK(codes_of(transcript) == "cue_without_speaker:13");
}

TEST_CASE("subtitles out of order are put in order of time, and told by line") {
  const Transcript transcript = read_as("2\n00:00:05,000 --> 00:00:06,000\nS: My gran &amp; dad.\n\n1\n00:00:01,000 --> 00:00:02,000\nI: Who?\n\n3\n00:00:07,000 --> 00:00:08,000\n\n", "a.srt");
  CHECK(turns_of(transcript) == "I 6 [1000-2000] Who?\nS 2 [5000-6000] My gran & dad.\n");
  CHECK(codes_of(transcript) == "empty_cue:10 ordered_by_time:6 text_of_turns:0");
  CHECK(refusal("WEBVTT\n\nnot a time\nHello.\n", "a.vtt") == "a.vtt:4:1: expected the times of a cue (\"00:00:01.000 --> 00:00:04.000\"), found another line");
}

TEST_CASE("cues right behind the header, and without an empty line between them") {
  CHECK(turns_of(read_as("WEBVTT\n00:01.000 --> 00:02.000\n<v I>Who?\n\n00:03.000 --> 00:04.000\n<v S>Mum.\n", "a.vtt")) == "I 3 [1000-2000] Who?\nS 6 [3000-4000] Mum.\n");
  CHECK(turns_of(read_as("WEBVTT - a talk\nKind: captions\n1\n00:01.000 --> 00:02.000\n<v I>Who?\n\n00:03.000 --> 00:04.000\n<v S>Mum.\n", "a.vtt")) == "I 5 [1000-2000] Who?\nS 8 [3000-4000] Mum.\n");
  CHECK(turns_of(read_as("1\n00:00:01,000 --> 00:00:02,000\nI: Who?\n2\n00:00:03,000 --> 00:00:04,000\nS: Mum.\n", "a.srt")) == "I 3 [1000-2000] Who?\nS 6 [3000-4000] Mum.\n");
}

TEST_CASE("only a whole word NOTE, STYLE or REGION begins what is no cue") {
  const std::string vtt = "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nNOTE a remark\nof two lines\n\nNOTEworthy\n00:01.000 --> 00:02.000\n<v I>Who?\n\nSTYLE 2\n00:03.000 --> 00:04.000\n<v S>Mum.\n";
  CHECK(turns_of(read_as(vtt, "a.vtt")) == "I 11 [1000-2000] Who?\nS 15 [3000-4000] Mum.\n");
}

TEST_CASE("a cue may hold several speakers, and a third is told") {
  const auto srt = [](const std::vector<std::string>& cues) {
    std::string file;
    for (std::size_t i = 0; i < cues.size(); ++i) file += fmt::format("{0}\n00:00:0{0},000 --> 00:00:0{0},900\n{1}\n\n", i + 1, cues[i]);
    return file;
  };
  const Transcript two = read_as(srt({"Anna: Who raised you?\nBen: My gran,\nwell: my gran did.", "Anna: <i>And then?</i>\nBen: <i>She died.</i>"}), "a.srt");
  check_laws(two);
  CHECK(turns_of(two) == "I 3 [1000-1900] Who raised you?\nS 4 [1000-1900] My gran, well: my gran did.\nI 9 [2000-2900] And then?\nS 10 [2000-2900] She died.\n");
  CHECK(codes_of(two) == "roles_assumed:2");
  const Transcript three = read_as(srt({"I: Who raised you?", "S: My gran, by the sea.\nCARL: I agree.", "I: And then?", "S: She died.\nCARL: Yes."}), "a.srt");
  CHECK(turns_of(three) == "I 3 [1000-1900] Who raised you?\nS 7 [2000-2900] My gran, by the sea.\nI 8 [2000-2900] I agree.\nI 12 [3000-3900] And then?\nS 16 [4000-4900] She died.\nI 17 [4000-4900] Yes.\n");
  CHECK(codes_of(three) == "other_speakers:6");
  // A label that comes once may be a line that only looks like one.
  const Transcript once = read_as(srt({"I: Who raised you?", "S: My gran.\nCarl: I agree.", "I: And then?", "S: She died."}), "a.srt");
  CHECK(turns_of(once) == "I 3 [1000-1900] Who raised you?\nS 7 [2000-2900] My gran. Carl: I agree.\nI 12 [3000-3900] And then?\nS 16 [4000-4900] She died.\n");
  CHECK(codes_of(once) == "label_in_cue:6");
  // People go on talking in a cue: "I said:" is nobody, and another name is told.
  for (const char* line : {"I said: no.", "Then she said: no.", "Me: no.", "First: no.", "Loving: no.", "Carl: no."}) {
    CAPTURE(line);
    const Transcript said = read_as(srt({"ANNA: Could you tell me about your mother?", fmt::format("BEN: She was strict.\n{}", line), "ANNA: And then?", fmt::format("BEN: Later on\n{}", line), "ANNA: Thanks.",
                                         "BEN: That is all."}), "a.srt");
    CHECK(turns_of(said) == fmt::format("I 3 [1000-1900] Could you tell me about your mother?\nS 7 [2000-2900] She was strict. {0}\nI 12 [3000-3900] And then?\nS 16 [4000-4900] Later on {0}\n"
                                        "I 21 [5000-5900] Thanks.\nS 25 [6000-6900] That is all.\n", line));
    CHECK(codes_of(said) == "label_in_cue:6 roles_assumed:2");
  }
  // Nor is what goes on in a small letter a label, however often.
  const Transcript small = read_as(srt({"I: Who raised you?", "S: My gran,\nwell: her and my mum.", "I: And then?", "S: She died,\nwell: she left."}), "a.srt");
  CHECK(turns_of(small) == "I 3 [1000-1900] Who raised you?\nS 7 [2000-2900] My gran, well: her and my mum.\nI 12 [3000-3900] And then?\nS 16 [4000-4900] She died, well: she left.\n");
}

TEST_CASE("tables: separators and columns are found, or named") {
  CHECK(turns_of(read_as("Speaker;Utterance;Start\nI;Who?;1.5\nS;\"My\ngran; she did.\";00:02\n", "a.csv")) == "I 2 [1500--1] Who?\nS 3 [2000--1] My gran; she did.\n");
  CHECK(turns_of(read_as("who\ttext\nInterviewer\tWho?\nParticipant\tMum.\n", "a.tsv")) == "I 2 Who?\nS 3 Mum.\n");
  ReadOptions options;
  options.columns = {{"role", "Rolle"}, {"text", "Was"}};
  CHECK(turns_of(read_as("Nr,Rolle,Was\n1,interviewer,Who?\n2,participant,Mum.\n", "a.csv", options)) == "I 2 Who?\nS 3 Mum.\n");
  CHECK(refusal("Nr,Rolle,Was\n1,interviewer,Who?\n", "a.csv") ==
        "a.csv:1:1: expected a column for what was said (name it: --columns role=Speaker,text=Utterance), found the columns Nr, Rolle, Was");
  CHECK(turns_of(read_as("Nr,Rolle,Was\n1,i,Who?\n", "a.csv", options)) == "I 2 Who?\n");
  CHECK(refusal("speaker,text\nI,Who?,x\n", "a.csv") == "a.csv:2:8: expected 2 cells as in the header, found 3 cells");
  const Transcript timed = read_as("speaker,text,start_ms\nI,Who?,5400000\nS,Mum.,soon\n", "a.csv");
  CHECK(turns_of(timed) == "I 2 [5400000--1] Who?\nS 3 Mum.\n");
  CHECK(codes_of(timed) == "unread_time:3");
}

TEST_CASE("a TextGrid in both serialisations and UTF-16") {
  const std::string body = "\"ooTextFile\"\n\"TextGrid\"\n0\n4\n<exists>\n3\n\"IntervalTier\"\n\"Interviewer\"\n0\n4\n2\n0\n1.5\n\"Who said \"\"no\"\"?\"\n1.5\n4\n\"\"\n"
                           "\"IntervalTier\"\n\"Participant\"\n0\n4\n2\n0\n1\n\"\"\n1\n4\n\"Mum.\"\n\"TextTier\"\n\"clicks\"\n0\n4\n1\n2\n\"x\"\n";
  const Transcript transcript = read_as("File type = " + body, "a.TextGrid");
  CHECK(turns_of(transcript) == "I 14 [0-1500] Who said \"no\"?\nS 28 [1000-4000] Mum.\n");
  CHECK(codes_of(transcript) == "tiers_left_out:0");
  std::string utf16 = "\xFE\xFF";
  for (char c : body) (utf16 += '\0') += c;
  CHECK(turns_of(read_as(utf16, "a.TextGrid")) == turns_of(transcript));
  CHECK(refusal(body.substr(0, 39), "a.TextGrid") == "a.TextGrid:7: expected the class of a tier, found the end of the file (is it cut off?)");
  const Transcript real = read_as(data_file("MaureenMarvinRobin.TextGrid"), "MaureenMarvinRobin.TextGrid");
  CHECK(real.turns.size() == 4);
}

TEST_CASE("ELAN: tiers without a parent are talk; turns without a time lie between their neighbours") {
  const std::string eaf =
      "<?xml version=\"1.0\"?>\n<ANNOTATION_DOCUMENT><HEADER/><TIME_ORDER><TIME_SLOT TIME_SLOT_ID=\"a\" TIME_VALUE=\"0\"/><TIME_SLOT TIME_SLOT_ID=\"b\"/><TIME_SLOT TIME_SLOT_ID=\"c\" TIME_VALUE=\"2000\"/></TIME_ORDER>\n"
      "<TIER TIER_ID=\"subject\"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a1\" TIME_SLOT_REF1=\"b\" TIME_SLOT_REF2=\"c\"><ANNOTATION_VALUE>Mum &amp; dad.</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>\n"
      "<TIER TIER_ID=\"linguist\"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a2\" TIME_SLOT_REF1=\"a\" TIME_SLOT_REF2=\"b\"><ANNOTATION_VALUE>Who?</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>\n"
      "<TIER TIER_ID=\"rus\" PARENT_REF=\"subject\"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID=\"a3\" ANNOTATION_REF=\"a1\"><ANNOTATION_VALUE>x</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>\n";
  const Transcript transcript = read_as(eaf, "a.eaf");
  CHECK(turns_of(transcript) == "I 4 [0--1] Who?\nS 3 Mum & dad.\n");
  CHECK(transcript.turns.at(1).end_ms == 2000);
  CHECK(transcript.text == "Who?\nMum & dad.\n");
  ReadOptions options;
  options.tiers = {"rus"};
  CHECK(turns_of(read_as(eaf, "a.eaf", options)) == "S 5 x\n");
  std::string broken = eaf;
  broken.replace(broken.find("\"2000\""), 6, "\"2s\"");
  CHECK(refusal(broken, "a.eaf") == "a.eaf:2: expected TIME_VALUE in milliseconds, found no such number");
  options.tiers = {"none"};
  CHECK(refusal(eaf, "a.eaf", options) == "a.eaf: expected a tier \"none\" as named with --tier, found 3 of other names (the program that made the file shows them)");
}

TEST_CASE("ELAN: slots without a time keep their order, and slots that are out of order are ordered by time") {
  const auto eaf = [](const std::string& slots, const std::string& subject, const std::string& linguist) {
    const auto tier = [](const std::string& id, const std::string& turns) {
      std::string xml = "<TIER TIER_ID=\"" + id + "\">";
      for (char slot : turns)
        xml += fmt::format("<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"{0}\" TIME_SLOT_REF1=\"{0}\" TIME_SLOT_REF2=\"{0}\"><ANNOTATION_VALUE>{0}.</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>", slot);
      return xml + "</TIER>";
    };
    std::string xml = "<ANNOTATION_DOCUMENT><TIME_ORDER>";
    for (std::size_t i = 0; i < slots.size(); i += 2) xml += fmt::format("<TIME_SLOT TIME_SLOT_ID=\"{}\"{}/>", slots[i], slots[i + 1] == '-' ? "" : fmt::format(" TIME_VALUE=\"{}\"", slots[i + 1]));
    return xml + "</TIME_ORDER>" + tier("subject", subject) + tier("linguist", linguist) + "</ANNOTATION_DOCUMENT>";
  };
  struct Row {
    std::string slots;  // a name and a time each
    std::string turns;
  };
  const Row row = GENERATE(values<Row>({
      {"a-b-c-d-", "I a.|S b.|I c.|S d.|"},
      {"a1b2c-d-", "I [1-1] a.|S [2-2] b.|I c.|S d.|"},
      {"a-b-c3d4", "I a.|S b.|I [3-3] c.|S [4-4] d.|"},
      {"a1b-c-d4", "I [1-1] a.|S b.|I c.|S [4-4] d.|"},
      {"b2d4a1c3", "I [1-1] a.|S [2-2] b.|I [3-3] c.|S [4-4] d.|"},  // as programs write them that go tier by tier
  }));
  CAPTURE(row.slots);
  const Transcript transcript = read_as(eaf(row.slots, "bd", "ac"), "a.eaf");
  std::string turns;
  for (const Turn& turn : transcript.turns)
    turns += fmt::format("{}{} {}|", turn.role == Role::interviewer ? "I" : "S", turn.start_ms < 0 ? "" : fmt::format(" [{}-{}]", turn.start_ms, turn.end_ms), turn_text(transcript, turn).text);
  CHECK(turns == row.turns);
}

TEST_CASE("TEI: utterances, speeches, what is not speech") {
  const std::string tei =
      "<TEI xml:lang=\"de\"><teiHeader><person xml:id=\"A\" role=\"interviewer\"><persName>Ann</persName></person><person xml:id=\"B\" role=\"subject\"/></teiHeader><text>"
      "<timeline unit=\"ms\"><when xml:id=\"T0\"/><when xml:id=\"T1\" interval=\"1500\" since=\"#T0\"/></timeline><body>\n<u who=\"#A\" start=\"#T0\" end=\"#T1\">Wer <pause dur=\"PT3S\"/> war das?</u>\n"
      "<u who=\"#B\"><seg>Meine <unclear>Oma</unclear>,</seg> <gap reason=\"inaudible\"/> <vocal><desc>laughs</desc></vocal> <note>sic?</note>ja.</u></body></text></TEI>";
  const Transcript transcript = read_as(tei, "a.xml");
  CHECK(turns_of(transcript) == "I 2 [0-1500] Wer [pause 3 sec] war das?\nS 3 Meine [Oma?], [unintelligible] [laughs] ja.\n");
  CHECK(transcript.language == "de");
  CHECK(!transcript.language_assumed);
  CHECK(transcript.notes == std::vector<Note>{{27, "sic?"}});
  CHECK(turns_of(read_as("<text><sp who=\"#I\"><p>Who?</p></sp><sp who=\"#S\"><p><s>\nMy\tPP\tmy\tDET\nmum\tNN\tmum\tN\n.\tSENT\t.\tP\n</s></p></sp></text>", "a.xml")) == "I 1 Who?\nS 1 My mum.\n");
  CHECK(read_as(data_file("loc_isom_moseley.tei.xml"), "x.xml").turns.size() == 32);
}

TEST_CASE("a file is what it holds, unless its name says another format") {
  CHECK(detect_format("WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n", "a", Encoding::detect) == Format::vtt);
  CHECK(detect_format("@UTF8\n@Begin\n", "a.txt", Encoding::detect) == Format::chat);
  CHECK(detect_format("1\n00:00:01,000 --> 00:00:02,000\nHi\n", "a.txt", Encoding::detect) == Format::srt);
  CHECK(detect_format("speaker,text\nI,Who?\n", "a.txt", Encoding::detect) == Format::table);
  CHECK(detect_format("I: Who?\nS: Mum.\n", "a.txt", Encoding::detect) == Format::plain);
  CHECK(detect_format("{ \"id\": \"x\", \"turns\": []}", "a.json", Encoding::detect) == Format::json_lines);
  CHECK(detect_format("\xEF\xBB\xBF\n{\"text\":\"x\"}", "a.JSONL", Encoding::detect) == Format::json_lines);
  CHECK(detect_format("{{cries}} I: Who?\n", "a.txt", Encoding::detect) == Format::plain);
  CHECK(detect_format("well, text\nI: Who?\n", "a.txt", Encoding::detect) == Format::plain);
  CHECK(refusal("I: Who?\nS: Mum.\n", "a.docx") == "a.docx: expected a Word file (docx), as the file's name says, found something else (say what it is: --from FORMAT)");
  CHECK(refusal("WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n", "a.eaf") == "a.eaf:1: expected an ELAN file (eaf), as the file's name says, found WebVTT subtitles (if it is one: --from vtt)");
  CHECK(refusal(docx_of(paragraph(run("I: Who?"))), "a.txt") == "a.txt: expected plain text, as the file's name says, found a Word file (docx) (if it is one: --from docx)");
}
