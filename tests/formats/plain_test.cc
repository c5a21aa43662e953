#include "attune/formats/plain.h"

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/error.h"
#include "attune/formats/read.h"
#include "catch.h"

using namespace attune;

namespace {

Transcript read(const std::string& text, PlainOptions options = {}) {
  TranscriptReader reader(*shipped_notation("aai"), {.plain = std::move(options)});
  return reader.read(text, "f.txt", "f", Format::plain);
}

/// A turn a line: role, line, what was said with line breaks as "/".
std::string turns_of(const Transcript& transcript) {
  std::string shown;
  for (const Turn& turn : transcript.turns) {
    std::string body(slice(transcript.text, turn.body));
    for (std::size_t at = 0; (at = body.find("\n", at)) != std::string::npos;) body.replace(at, 1, "/");
    shown += fmt::format("{}{} {}\n", turn.role == Role::interviewer ? 'I' : turn.role == Role::participant ? 'S' : '?',
                         line_at(transcript, turn.label.begin != turn.label.end ? turn.label.begin : turn.body.begin), body);
  }
  return shown;
}

std::string turns_of(const std::string& text, PlainOptions options = {}) { return turns_of(read(text, std::move(options))); }

/// "kind[text]" of all tokens outside turns.
std::string outside_of(const std::string& text) {
  const Transcript transcript = read(text);
  std::string shown;
  for (const Token& token : transcript.tokens)
    if (token.kind == TokenKind::header || token.kind == TokenKind::line_number || token.kind == TokenKind::time_code || token.kind == TokenKind::label)
      shown += fmt::format("{}[{}]", token_kind_name(token.kind), slice(transcript.text, token.span));
  return shown;
}

std::string warnings_of(const std::string& text, PlainOptions options = {}) {
  std::string shown;
  for (const Warning& warning : read(text, std::move(options)).warnings) shown += fmt::format("{}:{}: {}\n", warning.code, warning.line, warning.message);
  return shown;
}

/// "code:line" of each.
std::string codes_of(const std::string& text, PlainOptions options = {}) {
  std::string shown;
  for (const Warning& warning : read(text, std::move(options)).warnings) shown += fmt::format("{}{}:{}", shown.empty() ? "" : " ", warning.code, warning.line);
  return shown;
}

}  // namespace

TEST_CASE("labels in every dress") {
  for (const auto& [interviewer, participant] : std::vector<std::pair<std::string, std::string>>{
           {"I:", "S:"},
           {"I:", "P:"},
           {"Q:", "A:"},
           {"Q.", "A."},
           {"Interviewer:", "Participant:"},
           {"INTERVIEWER:", "PARTICIPANT:"},
           {"Interviewer:", "Participant 07:"},
           {"Interviewer 1:", "Subject:"},
           {"INT:", "R:"},
           {"**Interviewer:**", "**Participant:**"},
           {"**I**:", "**S**:"},
           {"*I:*", "*S:*"},
           {"Therapist:", "Client:"},
           {"T:", "C:"},
           {"T:", "P:"},
           {"  I :", "  S :"},
           {"I\t:", "S\t:"},
           {"Dr:", "Pt:"},
           {"Interviewer :", "Interviewee :"},
           {"[Interviewer]:", "[Participant]:"},
           {"<Interviewer>:", "<Participant>:"},
           {"Researcher:", "Respondent:"},
           {"I1:", "S1:"},
       }) {
    CAPTURE(interviewer, participant);
    const std::string text = interviewer + " Who was there?\n" + participant + " Mum.\n\n" + interviewer + " And?\n" + participant + " Dad\nand me.\n";
    CHECK(turns_of(text) == "I1 Who was there?\nS2 Mum.\nI4 And?\nS5 Dad/and me.\n");
    CHECK(warnings_of(text) == "");
  }
}

TEST_CASE("labels alone on their line, label without a blank, label with nothing said") {
  CHECK(turns_of("I:\nWho was there?\n\nS:\nMum.\n\nAnd dad.\n") == "I1 Who was there?\nS4 Mum.//And dad.\n");
  CHECK(turns_of("I:Who?\nS:Mum.\n") == "I1 Who?\nS2 Mum.\n");
  CHECK(turns_of("I: Who?\nS:\nI: Hello?\nS: Yes.\n") == "I1 Who?\nS2 \nI3 Hello?\nS4 Yes.\n");
}

TEST_CASE("a line that looks like a label but is none belongs to the turn") {
  CHECK(turns_of("I: Who?\nS: Mum said:\nNote: go\nhome.\nI: Oh?\nS: At 10:30.\n") == "I1 Who?\nS2 Mum said:/Note: go/home.\nI5 Oh?\nS6 At 10:30.\n");
  CHECK(turns_of("I: Who?\nS: One thing:\nMother: she was kind.\nI: Oh?\nS: Yes.\nI: So?\nS: So.\n" + std::string(8, ' ') + "\n") ==
        "I1 Who?\nS2 One thing:/Mother: she was kind.\nI4 Oh?\nS5 Yes.\nI6 So?\nS7 So.\n");
  CHECK(turns_of("I: Who?\nS: Mum.\nI mean, dad. A. B. Smith.\nS. Jones too.\nI: Oh?\nS: Yes.\n") ==
        "I1 Who?\nS2 Mum./I mean, dad. A. B. Smith./S. Jones too.\nI5 Oh?\nS6 Yes.\n");
}

TEST_CASE("a header ends at the first blank line, and its labels open no turn") {
  const std::string text = "ID: 0417\nInterviewer: K.\nDate: 3 May\n\nI: Who?\nS: Mum.\n";
  CHECK(turns_of(text) == "I5 Who?\nS6 Mum.\n");
  CHECK(outside_of(text) == "header[ID: 0417]header[Interviewer: K.]header[Date: 3 May]label[I:]label[S:]");
  CHECK(turns_of("Interview 12\n\nI: Who?\nS: Mum.\n") == "I3 Who?\nS4 Mum.\n");
  CHECK(turns_of("\n\nCase: 4\nSubject: 12\n\nI: Who?\nS: Mum.\n") == "I6 Who?\nS7 Mum.\n");
  CHECK(turns_of("# Interview\n\n**Date:** today\n\n**Interviewer:** Who?\n\n**Participant:** Mum.\n") == "I5 Who?\nS7 Mum.\n");
  // Without a header the first lines are talk.
  CHECK(turns_of("Interviewer: Who?\nParticipant: Mum.\n\nInterviewer: And?\nParticipant: Dad.\n") ==
        "I1 Who?\nS2 Mum.\nI4 And?\nS5 Dad.\n");
}

TEST_CASE("a header without a blank line behind it ends where people talk") {
  const std::string talk = "I: Who was there?\nS: Mum.\nI: And then?\nS: Dad.\n";
  struct Case {
    std::string text;
    std::string turns;
  };
  const std::vector<Case> cases = {
      {"ID: 4\nDate: today\n" + talk + "\nI: Oh?\n", "I3 Who was there?\nS4 Mum.\nI5 And then?\nS6 Dad.\nI8 Oh?\n"},
      {"ID: 4\nDate: today\n" + talk, "I3 Who was there?\nS4 Mum.\nI5 And then?\nS6 Dad.\n"},
      {talk + "Note: tape ends\n\nI: Oh?\nS: Yes.\n", "I1 Who was there?\nS2 Mum.\nI3 And then?\nS4 Dad./Note: tape ends\nI7 Oh?\nS8 Yes.\n"},
      // Roles in a header are no turns, though they have the same labels.
      {"Interviewer: K.\nParticipant: 07\nDate: today\nInterviewer: Who was there?\nParticipant: Mum.\nInterviewer: And?\nParticipant: Dad.\n",
       "I4 Who was there?\nS5 Mum.\nI6 And?\nS7 Dad.\n"},
      {"ID: 7\nChild: Ann\nChild: Ben\nDate: today\n\n" + talk, "I6 Who was there?\nS7 Mum.\nI8 And then?\nS9 Dad.\n"},
      {"Participant: 07\nInterviewer: Dr. K.\nDate: today\nInterviewer: Who was there?\nParticipant: Mum.\nInterviewer: And?\nParticipant: Dad.\n",
       "I4 Who was there?\nS5 Mum.\nI6 And?\nS7 Dad.\n"},
      {"I: Karen\nS: Anna B.\nDate: today\n" + talk, "I4 Who was there?\nS5 Mum.\nI6 And then?\nS7 Dad.\n"},
      {"Interviewer: K.\nParticipant: 07\nNotes: noisy\nInterviewer: Who was there?\nParticipant: Mum.\nInterviewer: And?\nParticipant: Dad.\n",
       "I4 Who was there?\nS5 Mum.\nI6 And?\nS7 Dad.\n"},
      {"I: interviewer\nS: subject\nNote: noisy\n" + talk, "I4 Who was there?\nS5 Mum.\nI6 And then?\nS7 Dad.\n"},
      // Talk that begins short, with a note behind it, is talk.
      {"I: Are we ready\nS: My mother died.\nNote: the telephone rings\n" + talk, "I1 Are we ready\nS2 My mother died./Note: the telephone rings\nI4 Who was there?\nS5 Mum.\nI6 And then?\nS7 Dad.\n"},
      {"I: Ready\nS: Yes\nNote: tape on\n" + talk, "I1 Ready\nS2 Yes/Note: tape on\nI4 Who was there?\nS5 Mum.\nI6 And then?\nS7 Dad.\n"},
      {"Date: today\nI: Ready\nS: Yes\nNote: tape on\n" + talk, "I2 Ready\nS3 Yes/Note: tape on\nI5 Who was there?\nS6 Mum.\nI7 And then?\nS8 Dad.\n"},
      {"Date: today\nI: Ready?\nS: Yes.\nNote: tape on\n" + talk, "I2 Ready?\nS3 Yes./Note: tape on\nI5 Who was there?\nS6 Mum.\nI7 And then?\nS8 Dad.\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(turns_of(c.text) == c.turns);
  }
}

TEST_CASE("line numbers go to no one, wherever they stand") {
  const std::string text = "0001 I: Who was\n0002 there?\n0003 S: Mum,\n0004 and dad.\n0005 I: Oh?\n0006 S: Yes.\n";
  CHECK(turns_of(text) == "I1 Who was/0002 there?\nS3 Mum,/0004 and dad.\nI5 Oh?\nS6 Yes.\n");
  CHECK(outside_of(text) ==
        "line_number[0001]label[I:]line_number[0002]line_number[0003]label[S:]line_number[0004]line_number[0005]label[I:]line_number[0006]label[S:]");
  CHECK(participant_words(read(text)) == 4);
  for (const char* number : {"{}.", "[{}]", "{})", "{}:", "{}\t"}) {
    std::string numbered;
    int line = 11;
    for (const char* said : {"I: Who?", "S: Mum,", "and dad.", "I: Oh?", "S: Yes."}) numbered += fmt::format(fmt::runtime(number), ++line) + " " + said + "\n";
    CAPTURE(number);
    CHECK(participant_words(read(numbered)) == 4);
  }
  // Numbers that do not count up are what was said.
  CHECK(participant_words(read("I: When?\nS: In\n1998 or\n1997 or\n2005 or\n1990 or\n1980.\n")) == 10);
}

TEST_CASE("time codes before and behind the label") {
  CHECK(turns_of("[00:00:03] I: Who?\n[00:00:05] S: Mum.\n") == "I1 Who?\nS2 Mum.\n");
  CHECK(turns_of("00:03 I: Who?\n00:05 S: Mum.\n") == "I1 Who?\nS2 Mum.\n");
  CHECK(turns_of("I: [00:03] Who?\nS: (00:05) Mum.\n") == "I1 Who?\nS2 Mum.\n");
  CHECK(turns_of("Interviewer (00:03): Who?\nParticipant (00:05): Mum.\n") == "I1 Who?\nS2 Mum.\n");
  CHECK(turns_of("Interviewer 00:03\nWho?\n\nParticipant 00:05\nMum.\n") == "I1 Who?\nS4 Mum.\n");
  CHECK(turns_of("#00:00:03-1# I: Who?\n#00:00:05-0#\nS: #00:00:05-2# Mum.\n") == "I1 Who?\nS3 Mum.\n");
  CHECK(outside_of("[00:03] I: Who?\n00:05 S: Mum [00:06] left.\n") == "time_code[[00:03]]label[I:]time_code[00:05]label[S:]time_code[[00:06]]");
}

TEST_CASE("time stamps at the end of a turn and inside it are nobody's words") {
  for (const char* stamp : {"#00:00:10-3#", "#00:00:10#", "00:00:10,345", "00:00:10.345", "0:10:03", "00:00:10:12"}) {
    CAPTURE(stamp);
    const std::string text = fmt::format("I: Who? {0}\nS: At 10:30, um... {0} Mum left. {0} And {0}, I think, came back-- {0}\nI: Oh? {0}\n", stamp);
    const Transcript transcript = read(text);
    CHECK(participant_words(transcript) == 10);  // 10:30 is two
    std::string kinds;
    for (const Token& token : transcript.tokens)
      if (token.kind == TokenKind::time_code || token.kind == TokenKind::trailing_off || token.kind == TokenKind::interruption)
        kinds += fmt::format("{}[{}]", token_kind_name(token.kind), slice(text, token.span));
    CHECK(kinds == fmt::format("time_code[{0}]time_code[{0}]time_code[{0}]time_code[{0}]interruption[--]time_code[{0}]time_code[{0}]", stamp));
  }
}

TEST_CASE("numbered questions are the interviewer's") {
  CHECK(turns_of("1. Who was there?\n\nS: Mum.\n\n2. And then?\n\nS: Dad.\n\n3. Why?\n\nS: Because.\n") ==
        "I1 Who was there?\nS3 Mum.\nI5 And then?\nS7 Dad.\nI9 Why?\nS11 Because.\n");
}

TEST_CASE("numbered questions need no blank line where a labelled line answers them; a list of words is none") {
  CHECK(turns_of("1. Who was there?\nS: Mum.\n2. And then\nS: Dad.\n3. Why?\nS: Because.\nOf that.\n") ==
        "I1 Who was there?\nS2 Mum.\nI3 And then\nS4 Dad.\nI5 Why?\nS6 Because./Of that.\n");
  CHECK(turns_of("I: Five words?\nS: These:\n1. loving\n2. strict\n3. warm\nI: Why loving?\nS: Well.\n") == "I1 Five words?\nS2 These:/1. loving/2. strict/3. warm\nI6 Why loving?\nS7 Well.\n");
}

TEST_CASE("numbers tell speakers apart, and do not where they number questions") {
  const auto talk = [](const std::string& asks, const std::string& answers) {
    std::string text;
    for (const auto& [question, answer] : {std::pair{"Who was there?", "Mum was there, and dad."}, {"And then?", "Then we all went home."}, {"Why?", "Because it was late by then."}})
      text += asks + " " + question + "\n" + answers + " " + answer + "\n";
    return text;
  };
  const std::string turns = "I1 Who was there?\nS2 Mum was there, and dad.\nI3 And then?\nS4 Then we all went home.\nI5 Why?\nS6 Because it was late by then.\n";
  for (const auto& [asks, answers] : std::vector<std::pair<std::string, std::string>>{
           {"Speaker 1:", "Speaker 2:"}, {"Speaker 2:", "Speaker 1:"}, {"SPEAKER_00:", "SPEAKER_01:"}, {"S1:", "S2:"}, {"P2:", "P1:"}, {"Person 1:", "Person 2:"}}) {
    CAPTURE(asks, answers);
    CHECK(turns_of(talk(asks, answers)) == turns);
    CHECK(warnings_of(talk(asks, answers)).starts_with("roles_assumed:1: assumed that the label on line 1 is the interviewer's and that on line 2"));
    PlainOptions options;
    options.interviewer = {answers.substr(0, answers.size() - 1)};  // the user knows better
    options.participant = {asks};
    CHECK(turns_of(talk(asks, answers), options) == "S1 Who was there?\nI2 Mum was there, and dad.\nS3 And then?\nI4 Then we all went home.\nS5 Why?\nI6 Because it was late by then.\n");
    CHECK(warnings_of(talk(asks, answers), options) == "");
  }
  CHECK(turns_of("Q1: Who?\nA1: Mum.\nQ2: And?\nA2: Dad.\nQ1: Who else?\nA1: Gran.\nQ2: And?\nA2: No.\n") ==
        "I1 Who?\nS2 Mum.\nI3 And?\nS4 Dad.\nI5 Who else?\nS6 Gran.\nI7 And?\nS8 No.\n");
  CHECK(turns_of("Q1: Who?\nA: Mum.\nQ2: And?\nA: Dad.\nQ3: So?\nA: So.\n") == "I1 Who?\nS2 Mum.\nI3 And?\nS4 Dad.\nI5 So?\nS6 So.\n");
  // Whatever they are called; and one number in common is chance.
  CHECK(turns_of("Ask 1: Who?\nReply 1: Mum, she was there.\nAsk 2: And?\nReply 2: Dad.\nAsk 1: Who else?\nReply 1: Gran.\nAsk 2: And?\nReply 2: No, he was not.\n") ==
        "I1 Who?\nS2 Mum, she was there.\nI3 And?\nS4 Dad.\nI5 Who else?\nS6 Gran.\nI7 And?\nS8 No, he was not.\n");
  CHECK(turns_of(talk("Speaker 1:", "Speaker 2:") + "Tape 1: over.\n") == turns.substr(0, turns.size() - 1) + "/Tape 1: over.\n");
  // Interviewers are interviewers, however many; two participants are told.
  const std::string two = "I: Who?\nS1: Mum.\nS2: Dad.\nI: And?\nS2: Gran.\nS1: Yes.\n";
  CHECK(turns_of(two) == "I1 Who?\nS2 Mum.\nS3 Dad.\nI4 And?\nS5 Gran.\nS6 Yes.\n");
  CHECK(warnings_of(two) == "participants:3: labels that first stand on lines 2 and 3 were all taken as the participant's; if not, name the participant's with --participant LABEL\n");
  PlainOptions one;
  one.participant = {"S1"};
  CHECK(turns_of(two, one) == "I1 Who?\nS2 Mum.\nI3 Dad.\nI4 And?\nI5 Gran.\nS6 Yes.\n");
  one.participant = {"S"};
  CHECK(turns_of(two, one) == "I1 Who?\nS2 Mum.\nS3 Dad.\nI4 And?\nS5 Gran.\nS6 Yes.\n");
  one.interviewer = {"S1"};
  CHECK_THROWS_WITH(read(two, one), "f.txt: expected one role for each label, found the same named with --interviewer and --participant");
}

TEST_CASE("letters that are clearly used the other way round stand for names") {
  const auto talk = [](const std::string& asks, const std::string& answers) {
    std::string text;
    for (const char* question : {"Who was there?", "And then?", "Why was that?", "How old were you?"}) text += asks + " " + question + "\n" + answers + " Mum was there, I think, and later on my dad and all of us.\n";
    return text;
  };
  for (const auto& [asks, answers] : std::vector<std::pair<std::string, std::string>>{
           {"A:", "B:"}, {"R:", "P:"}, {"M:", "F:"}, {"S:", "A:"}, {"R:", "I:"}, {"F:", "I:"}, {"A:", "K:"}, {"M:", "C:"}, {"I:", "S:"}, {"Q:", "A:"}, {"K:", "S:"}}) {
    CAPTURE(asks, answers);
    const Transcript transcript = read(talk(asks, answers));
    REQUIRE(transcript.turns.size() == 8);
    CHECK(transcript.turns[0].role == Role::interviewer);
    CHECK(transcript.turns[1].role == Role::participant);
    const bool is_known = asks == "I:" || asks == "Q:";
    CHECK(transcript.warnings.size() == (is_known ? 0 : 1));
  }
  // Three turns say nothing of a habit.
  const std::string few = talk("S:", "I:");
  CHECK(read(few).turns[0].role == Role::interviewer);
  CHECK(read(few.substr(0, few.find("S: How old"))).turns[0].role == Role::participant);
  // A word is what it says, however people talk.
  CHECK(read(talk("Participant:", "Interviewer:")).turns[0].role == Role::participant);
}

TEST_CASE("whoever joins in is kept out of the evidence, and told") {
  const std::string text = "I: Who?\nS: Mum, and so on.\nHusband: And your gran.\nI: And?\nS: Dad.\nHusband: Yes.\nS: Him.\nHusband: And me.\nMother: once.\n";
  CHECK(turns_of(text) == "I1 Who?\nS2 Mum, and so on.\nI3 And your gran.\nI4 And?\nS5 Dad.\nI6 Yes.\nS7 Him.\nI8 And me./Mother: once.\n");
  CHECK(warnings_of(text) == "other_speakers:3: speakers beside interviewer and participant, first on line 3, are kept out of the evidence (3 turns)\n");
  PlainOptions named;
  named.interviewer = {"I"};
  named.participant = {"S"};
  CHECK(turns_of(text, named) == "I1 Who?\nS2 Mum, and so on./Husband: And your gran.\nI4 And?\nS5 Dad./Husband: Yes.\nS7 Him./Husband: And me./Mother: once.\n");
  CHECK(warnings_of(text, named) ==
        "other_labels:3: what begins with other labels, first on line 3, was taken as part of the turn it stands in; if others speak there, name them with --interviewer, too: their "
        "words are no evidence then\n");
  named.interviewer = {"I", "Husband"};
  CHECK(warnings_of(text, named) == "");
  // Where one is named, everybody else is the other.
  PlainOptions participant, interviewer;
  participant.participant = {"Tom"};
  interviewer.interviewer = {"Ann"};
  for (const PlainOptions& options : {participant, interviewer}) {
    CHECK(turns_of("Ann: Who?\nTom: Mum.\nAnn: And?\nTom: Dad.\n", options) == "I1 Who?\nS2 Mum.\nI3 And?\nS4 Dad.\n");
    CHECK(warnings_of("Ann: Who?\nTom: Mum.\nAnn: And?\nTom: Dad.\n", options) == "");
  }
  // A label that may be a participant's is somebody else's if it is rare, and no other writing of the first.
  std::string known = "I: Who?\n";
  for (int i = 0; i < 7; ++i) known += "S: Mum.\n";
  CHECK(warnings_of(known + "M: Me?\nS: You.\nM: Ah.\n").starts_with("other_speakers:9: "));
  CHECK(warnings_of(known + "Subject: Me?\nS: You.\nSubject: Ah.\n").starts_with("participants:9: "));
  // What was said goes on: in lower case, in many words, once, or as a note.
  for (const char* line : {"so then:", "And Then I Said To Him:", "Note:"}) {
    CAPTURE(line);
    const std::string said = fmt::format("I: Who?\nS: Mum.\n{} go\nI: And?\nS: Dad.\n{} go\n", line, line);
    CHECK(read(said).turns.size() == 4);
    CHECK(warnings_of(said) == "");
  }
}

TEST_CASE("what somebody says keeps its lines that begin like a label") {
  // Twelve questions and answers, and `lines` within the answers to some of them.
  const auto talk = [](const std::vector<std::string>& lines) {
    std::string text;
    for (std::size_t i = 0; i < 12; ++i) text += fmt::format("I: And year {0}?\nS: In year {0} I was at school, and mum cooked.\n{1}", i, i < lines.size() && !lines[i].empty() ? lines[i] + "\n" : "");
    return text;
  };
  const auto words_of = [&](const std::string& text) { return participant_words(read(text)); };
  const std::size_t words = words_of(talk({}));
  struct Case {
    std::vector<std::string> lines;
    std::string codes;
  };
  const std::vector<Case> cases = {
      {{"I said: oh no.", "I said: oh no."}, ""},
      {{"I said: oh no.", "I said: oh no.", "", "I said: oh no.", "I said: oh no."}, ""},
      {{"Then she said: oh no.", "Then she said: oh no.", "Then she said: oh no.", "Then she said: oh no."}, ""},
      {{"Me: oh no.\nHer: oh yes.", "Me: oh no.\nHer: oh yes.", "Me: oh no.\nHer: oh yes.", "Me: oh no."}, ""},
      {{"First: loving", "First: strict", "First: warm"}, ""},
      {{"Word 1: loving\nWord 2: warm\nWord 3: kind", "Word 1: strict\nWord 2: cold\nWord 3: far", "Word 1: old\nWord 2: ill\nWord 3: dead"}, ""},
      {{"Adjective 1: loving\nAdjective 2: warm", "Adjective 1: strict\nAdjective 2: cold"}, ""},
      {{"Thing 1: loving\nThing 2: warm", "Thing 3: strict\nThing 4: cold"}, "other_labels:3"},
      {{"Loving: she was.", "Loving: he was."}, "other_labels:3"},
      {{"Loving: she was.", "Loving: he was.", "Loving: gran was."}, "other_labels:3"},
      {{"Mother: she was.", "Father: he was.", "Mother: she was.", "Father: he was."}, "other_labels:3"},
      {{"\u0438 \u044F \u0441\u043A\u0430\u0437\u0430\u043B: no.", "\u0438 \u044F \u0441\u043A\u0430\u0437\u0430\u043B: no.", "\u0438 \u044F \u0441\u043A\u0430\u0437\u0430\u043B: no."}, ""},
      {{"\u00E9l dijo: no.", "\u00E9l dijo: no.", "\u00E9l dijo: no."}, ""},
      {{"\u043C\u0430\u043C\u0430: no.", "\u043C\u0430\u043C\u0430: no.", "\u043C\u0430\u043C\u0430: no."}, ""},
      {{"Ich sagte: no.", "Ich sagte: no.", "Ich sagte: no."}, ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.lines);
    const std::string text = talk(c.lines);
    std::string one_line = text;  // the same words where no line begins with them
    for (const std::string& line : c.lines)
      for (std::size_t at = 0; !line.empty() && (at = one_line.find("\n" + line)) != std::string::npos;) {
        std::string said = " " + line;
        std::ranges::replace(said, '\n', ' ');
        one_line.replace(at, said.size(), said);
      }
    CHECK(words_of(text) > words);
    CHECK(words_of(text) == words_of(one_line));
    CHECK(codes_of(text) == c.codes);
  }
  // Where there is no interviewer, nobody is made one of what the participant says.
  std::string alone;
  for (int i = 0; i < 6; ++i) alone += "S: She was strict.\nI said: sorry mum.\nMy father beat me.\n";
  CHECK(turns_of(alone).starts_with("S1 She was strict./I said: sorry mum./My father beat me.\nS4 "));
  CHECK(codes_of(alone) == "no_interviewer:0");
}

TEST_CASE("who speaks beside the two is told from what heads a line by where it stands") {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "I: Who?\nS: Mum.\n";
  const std::string doubtful = "other_labels:21: what begins with other labels, first on line 21, was taken as part of the turn it stands in; if others speak there, name the participant with "
                               "--participant, and everybody else with --interviewer: their words are no evidence then\n";
  CHECK(codes_of(text + "Husband: Her.\nS: Yes.\nHusband: Ah.\nS: Yes.\nHusband: Oh.\n") == "other_speakers:21");
  CHECK(codes_of(text + "I: Who?\nHusband: Her.\nI: Who?\nHusband: Ah.\nI: Who?\nHusband: Oh.\n") == "other_speakers:22");
  CHECK(warnings_of(text + "Husband: Her.\nI: Yes?\nS: No.\nHusband: Ah.\nI: Yes?\nS: No.\nHusband: Oh.\n") == doubtful);
  CHECK(warnings_of(text + "Husband: Her.\nS: No.\nHusband: Ah.\n") == doubtful);
  // Slips of the interviewer's label are the interviewer's, though they are rare.
  CHECK(turns_of(text + text + "Int: Why?\nS: So.\nInt: Why?\nS: So.\n").ends_with("I41 Why?\nS42 So.\nI43 Why?\nS44 So.\n"));
  // Nobody is known to ask.
  std::string narrator;
  for (int i = 0; i < 12; ++i) narrator += "S: Mum.\n";
  CHECK(codes_of(narrator + "Karen: Who?\nS: Dad.\nKaren: Why?\nS: So.\nKaren: Oh?\n") == "roles_assumed:1");
  CHECK(turns_of(narrator + "Karen: Who?\nS: Dad.\nKaren: Why?\nS: So.\nKaren: Oh?\n").ends_with("S12 Mum.\nI13 Who?\nS14 Dad.\nI15 Why?\nS16 So.\nI17 Oh?\n"));
  CHECK(codes_of(narrator + "Loving: she was.\nS: Dad.\nLoving: he was.\nS: So.\nLoving: gran was.\n") == "other_labels:13 no_interviewer:0");
}

TEST_CASE("slips of the participant's label are the participant's") {
  for (const auto& [first, other] : std::vector<std::pair<std::string, std::string>>{{"S", "P"}, {"P", "S"}, {"S", "Subject"}, {"Participant", "Interviewee"}, {"Respondent", "P"}, {"P", "Answer"}}) {
    CAPTURE(first, other);
    for (int answers : {10, 40}) {
      std::string text;
      for (int i = 0; i < answers; ++i) text += fmt::format("I: Who?\n{}: Mum did.\n", i == 3 || i == 7 ? other : first);
      CHECK(participant_words(read(text)) == static_cast<std::size_t>(2 * answers));
      CHECK(codes_of(text) == "participants:8");
    }
  }
  std::string text;
  for (int i = 0; i < 10; ++i) text += fmt::format("I: Who?\nS: Mum did.\n{}", i < 4 ? "M: That's me.\nS: Yes.\n" : "");
  CHECK(codes_of(text) == "other_speakers:3");
}

TEST_CASE("names are told apart by who asks, and the assumption is told") {
  const std::string text = "Karen: Who was there?\nTom: Mum.\nKaren: And how was that?\nTom: It was good, we played for hours.\n";
  CHECK(turns_of(text) == "I1 Who was there?\nS2 Mum.\nI3 And how was that?\nS4 It was good, we played for hours.\n");
  CHECK(warnings_of(text) ==
        "roles_assumed:1: assumed that the label on line 1 is the interviewer's and that on line 2 the participant's; if not, name them with --interviewer LABEL --participant LABEL\n");
  // One known label, one name.
  CHECK(turns_of("Interviewer: Who?\nTom: Mum.\nInterviewer: And?\nTom: Dad.\n") == "I1 Who?\nS2 Mum.\nI3 And?\nS4 Dad.\n");
  // Three people: who says most is the participant.
  CHECK(turns_of("Karen: Who was there?\nTom: Mum, and it was long ago, so long.\nBob: Really?\nTom: Yes, and dad, and all of us.\nKaren: Why?\nBob: Yes, why?\nTom: No idea.\n") ==
        "I1 Who was there?\nS2 Mum, and it was long ago, so long.\nI3 Really?\nS4 Yes, and dad, and all of us.\nI5 Why?\nI6 Yes, why?\nS7 No idea.\n");
}

TEST_CASE("named labels decide, and one that does not occur is an error") {
  const std::string text = "Karen: I was there.\nTom: Who?\nKaren: Mum.\nTom: And?\nKaren: Dad.\nNote: tape ends\n";
  PlainOptions options;
  options.interviewer = {"Karen"};
  options.participant = {"Tom"};
  CHECK(turns_of(text, options) == "I1 I was there.\nS2 Who?\nI3 Mum.\nS4 And?\nI5 Dad./Note: tape ends\n");
  CHECK(warnings_of(text, options) == "");
  options.participant = {"Tim", "P"};
  CHECK_THROWS_WITH(read(text, options),
                    "f.txt: expected the label \"Tim\" named with --participant at the start of a line, found none\n"
                    "f.txt: expected the label \"P\" named with --participant at the start of a line, found none");
  options.interviewer = {"karen:", "Tom"};
  options.participant = {};
  CHECK(turns_of(text, options) == "I1 I was there.\nI2 Who?\nI3 Mum.\nI4 And?\nI5 Dad./Note: tape ends\n");
  CHECK(warnings_of(text, options) == "no_participant:0: only the interviewer has a label\n");
}

TEST_CASE("one speaker has no labels") {
  PlainOptions options;
  options.one_speaker = true;
  CHECK(turns_of("My mum.\n\nI: that is a letter.\n", options) == "S1 My mum.//I: that is a letter.\n");
}

TEST_CASE("no labels is an error that says where and what to do") {
  CHECK_THROWS_WITH(read("Who was there?\nMum was.\n"),
                    "f.txt:1: expected speaker labels at the start of lines, such as \"I:\" and \"S:\", found none in lines 1 to 2 "
                    "(name them with --interviewer LABEL --participant LABEL, or say --one-speaker)");
  CHECK_THROWS_WITH(read("ID: 12\nDate: today\n\nWho was there?\nMum was.\n"),
                    "f.txt:4: expected speaker labels at the start of lines, such as \"I:\" and \"S:\", found none in lines 4 to 5 "
                    "(name them with --interviewer LABEL --participant LABEL, or say --one-speaker)");
}

TEST_CASE("line ends of every kind") {
  CHECK(turns_of("I: Who?\r\nS: Mum.\r\n\r\nI: And?\r\nS: Dad.\r\n") == "I1 Who?\nS2 Mum.\nI4 And?\nS5 Dad.\n");
  CHECK(turns_of("I: Who?\rS: Mum.\rI: And?\rS: Dad.\r") == "I1 Who?\nS2 Mum.\nI3 And?\nS4 Dad.\n");
  CHECK(turns_of("I: Who?\nS: Mum.") == "I1 Who?\nS2 Mum.\n");
}

TEST_CASE("tokens tile any plain transcript that is read") {
  static const std::vector<std::string> pieces = {"I:", "S:", "I: ", "S: ", "\nI: ", "\nS: ", "\n", "\r\n", "\n\n", "\r", " ", "\t", "0001 ", "\n12. ", "\n13. ", "[00:03] ", "00:05",
                                                  "ID: 4\n", "Date: x\n", "**", "*", ":", ".", "Q. ", "A. ", "mum", "I", "{{pause 6 sec}}", "{{", "}}", "(mhm)", "[", "]", "'s", "--", "...", "\u2019",
                                                  "\U0001F62D", "\u00A0", "1", "Tom: ", "Karen: "};
  std::mt19937 random(7);
  int were_read = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text = round % 2 == 0 ? "I: a\nS: b\n" : "";
    for (auto left = random() % 40; left > 0; --left) text += pieces[random() % pieces.size()];
    CAPTURE(text);
    try {
      const Transcript transcript = read(text);
      ++were_read;
      std::uint32_t end = 0;
      for (const Token& token : transcript.tokens) {
        REQUIRE(token.span.begin == end);
        REQUIRE(token.span.end > token.span.begin);
        end = token.span.end;
      }
      REQUIRE(end == transcript.text.size());
      for (const Turn& turn : transcript.turns) {
        REQUIRE(turn.first_token <= turn.token_end);
        if (turn.first_token == turn.token_end) continue;
        REQUIRE(transcript.tokens[turn.first_token].span.begin == turn.body.begin);
        REQUIRE(transcript.tokens[turn.token_end - 1].span.end == turn.body.end);
      }
    } catch (const Errors&) {
    }
  }
  CHECK(were_read > 1500);
}
