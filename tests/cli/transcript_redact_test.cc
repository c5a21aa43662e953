#include <sys/stat.h>

#include "catch.h"
#include "run.h"

namespace {

const char* const kFirst =
    "Interviewer: Kate\nDate: 12 March 2019\n\nKate: Where did you live?\nSubject: With my sister Orla in Aldgrove, near\n  New York. Orla was ten.\nKate: And then?\n"
    "Subject: Then Mrs. Keane came.\n";
const char* const kSecond = "I: Who was there?\nS: I met Orla at the Quill, and Tobin.\n";

int mode_of(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777 : -1;
}

}  // namespace

TEST_CASE("redact proposes, and replaces only what was looked at, and then finds nothing new") {
  const ScratchDirectory scratch;
  const std::string a = scratch.write("a.txt", kFirst), b = scratch.write("b.txt", kSecond), key = scratch / "key.csv", folder = scratch / "out";
  const Outcome proposed = attune_run({"transcript", "redact", a, b, "--key", key});
  CHECK(proposed.status == 0);
  CHECK(proposed.out.starts_with("2 transcripts: 9 candidates\n  kind           passages  different\n"));
  CHECK(proposed.out.find("What this cannot find") != std::string::npos);
  CHECK(proposed.out.find("Orla") == std::string::npos);
  CHECK(mode_of(key) == 0600);
  CHECK(scratch.read("key.csv") ==
        "kind,original,replacement,times,where\n"
        "label,Kate,Interviewer,2,a:4\n"
        "name,Kate,{{Person 1}},1,a:1\n"
        "name,Orla,{{Sister 1}},3,a:5\n"
        "name,Keane,{{Person 2}},1,a:8\n"
        "name,Quill,{{Person 3}},1,b:2\n"
        "name,Tobin,{{Person 4}},1,b:2\n"
        "place,Aldgrove,{{Place 1}},1,a:5\n"
        "place,New York,{{State 1}},1,a:6\n"
        "date,12 March 2019,{{Date 1}},1,a:2\n");

  // Twice: the key is not overwritten.
  const Outcome twice = attune_run({"transcript", "redact", a, b, "--key", key});
  CHECK(twice.status == 2);
  CHECK(twice.err == key + ": exists already and is not overwritten (--known goes on from it)\n");

  const Outcome applied = attune_run({"transcript", "redact", a, b, "--apply", key, "--into", folder});
  CHECK(applied.status == 0);
  CHECK(applied.out == "a: 9 passages replaced\nb: 3 passages replaced\n");
  CHECK(applied.err.empty());
  CHECK(scratch.read("out/a.txt") ==
        "Interviewer: {{Person 1}}\nDate: {{Date 1}}\n\nInterviewer: Where did you live?\nSubject: With my sister {{Sister 1}} in {{Place 1}}, near\n  {{State 1}}. {{Sister 1}} was ten.\n"
        "Interviewer: And then?\nSubject: Then Mrs. {{Person 2}} came.\n");
  CHECK(scratch.read("out/b.map.csv") == "start,end,new_start,new_end\n27,31,27,39\n39,44,47,59\n50,55,65,77\n");
  CHECK(mode_of(folder + "/a.txt") == 0600);
  CHECK(scratch.read("a.txt") == kFirst);

  const Outcome again = attune_run({"transcript", "redact", folder + "/a.txt", folder + "/b.txt"});
  CHECK(again.status == 0);
  CHECK(again.out.starts_with("2 transcripts: 0 candidates\n"));
  CHECK(attune_run({"transcript", "redact", a, "--apply", key, "--into", folder}).err == folder + "/a.txt: exists already and is not overwritten\n");
}

TEST_CASE("what the key says nothing about is told by line, and a row without a replacement is left") {
  const ScratchDirectory scratch;
  const std::string b = scratch.write("b.txt", kSecond);
  const std::string key = scratch.write("key.csv", "original,replacement\nOrla,X\nQuill,\n");
  const Outcome applied = attune_run({"transcript", "redact", b, "--apply", key, "--into", scratch / "out"});
  CHECK(applied.status == 1);
  CHECK(applied.err.find("b: 1 candidate that the key says nothing about (line 2)\n") != std::string::npos);
  CHECK(scratch.read("out/b.txt") == "I: Who was there?\nS: I met X at the Quill, and Tobin.\n");
}

TEST_CASE("a speaker's own name is found in the talk and in headers, and told where a key has it for a label only") {
  const ScratchDirectory scratch;
  const std::string s = scratch.write("s07.txt",
                                      "Interview with Ottilie Brock\nName: Ottilie Brock\nNotes: The tape ran out\nDate: [DATE]\n\nAnna: Hildegard, who is there?\nHildegard: Nobody. [hildegard laughs]\n"
                                      "Anna: Who is Hildegard's friend, hildegard?\nHildegard: Hildegard-Marie. HILDEGARD.\n");
  CHECK(attune_run({"transcript", "redact", s, "--key", scratch / "key.csv"}).err.empty());
  CHECK(scratch.read("key.csv") ==
        "kind,original,replacement,times,where\n"
        "label,Anna,Interviewer,2,s07:6\n"
        "label,Hildegard,Participant,2,s07:7\n"
        "name,Ottilie Brock,{{Person 1}},2,s07:1\n"
        "name,Hildegard,{{Person 2}},2,s07:6\n"
        "name,hildegard,{{Person 2}},2,s07:7\n"
        "name,Hildegard-Marie,{{Person 3}},1,s07:9\n"
        "name,HILDEGARD,{{Person 2}},1,s07:9\n");
  const Outcome applied = attune_run({"transcript", "redact", s, "--apply", scratch / "key.csv", "--into", scratch / "out"});
  CHECK(applied.err.empty());
  CHECK(applied.status == 0);
  CHECK(scratch.read("out/s07.txt") ==
        "Interview with {{Person 1}}\nName: {{Person 1}}\nNotes: The tape ran out\nDate: [DATE]\n\nInterviewer: {{Person 2}}, who is there?\nParticipant: Nobody. [Person_2 laughs]\n"
        "Interviewer: Who is {{Person 2}}'s friend, {{Person 2}}?\nParticipant: {{Person 3}}. {{Person 2}}.\n");

  // A key of before, and one whose name is written otherwise in this text: told by line, never by name.
  const std::string labels = scratch.write("labels.csv", "kind,original,replacement\nlabel,Anna,Interviewer\nlabel,Hildegard,Participant\nname,Ottilie Brock,{{Person 1}}\n");
  ::chmod(labels.c_str(), 0600);
  const Outcome told = attune_run({"transcript", "redact", s, "--apply", labels, "--into", scratch / "out2"});
  CHECK(told.status == 1);
  CHECK(told.err == "s07: 6 candidates that the key says nothing about (lines 6, 7, 8, 9)\n");
}

TEST_CASE("a speaker that a table names is found in the talk") {
  const ScratchDirectory scratch;
  const std::string t = scratch.write("t.csv", "speaker,role,text\nDr. Weatherby,interviewer,\"Zelma, who was there?\"\nZelma,participant,\"Weatherby was, I think.\"\n");
  CHECK(attune_run({"transcript", "redact", t, "--key", scratch / "key.csv"}).status == 0);
  CHECK(scratch.read("key.csv") == "kind,original,replacement,times,where\nname,Zelma,{{Person 1}},1,t:2\nname,Weatherby,{{Person 2}},1,t:3\n");
}

TEST_CASE("a file whose name holds a name of the key is told by its number") {
  const ScratchDirectory scratch;
  const std::string text = "I: Who?\nS: I met Orla there.\n", key = scratch / "key.csv";
  const std::string a = scratch.write("s01.txt", text), b = scratch.write("orla_2.txt", text);
  const std::string message =
      "The name of a file or transcript holds a name of the key (2 in the order given):\ncopies, their maps and the id in JSON lines are called by it; rename such a file\nfirst, or say --id.\n";
  const Outcome proposed = attune_run({"transcript", "redact", a, b, "--key", key});
  CHECK(proposed.err == message);
  CHECK(proposed.status == 0);
  const Outcome applied = attune_run({"transcript", "redact", a, b, "--apply", key, "--into", scratch / "out"});
  CHECK(applied.err == message);
  CHECK(applied.status == 1);
  const Outcome renamed = attune_run({"transcript", "redact", b, "--id", "s02", "--apply", key, "--into", scratch / "out"});
  CHECK(renamed.err.empty());
  CHECK(renamed.status == 0);
}

TEST_CASE("a study's list and a key from before are gone on from") {
  const ScratchDirectory scratch;
  const std::string b = scratch.write("b.txt", "I: Who?\nS: I met Orla at the mill.\n");
  const std::string known = scratch.write("known.csv", "kind,original,replacement\nname,Orla,{{Person 9}}\n");
  const std::string list = scratch.write("list.txt", "# places of this town\nthe mill,place\n");
  CHECK(attune_run({"transcript", "redact", b, "--known", known, "--list", list, "--key", scratch / "key.csv"}).status == 0);
  CHECK(scratch.read("key.csv") == "kind,original,replacement,times,where\nname,Orla,{{Person 9}},0,\nplace,the mill,{{Place 1}},1,b:2\n");
  const Outcome wrong = attune_run({"transcript", "redact", b, "--list", scratch.write("l.txt", "a,b\n")});
  CHECK(wrong.status == 2);
  CHECK(wrong.err.find("l.txt:1: expected a kind behind the comma") != std::string::npos);
}

TEST_CASE("a transcript that is not plain text is copied as JSON lines without its speakers") {
  const ScratchDirectory scratch;
  const std::string t = scratch.write("t.csv", "speaker,role,text\nKate,interviewer,Where was Orla?\nTobin,participant,\"Orla was in Aldgrove, I think.\"\n");
  const std::string key = scratch.write("key.csv", "original,replacement\nOrla,{{Sister 1}}\nAldgrove,{{Place 1}}\n");
  const Outcome applied = attune_run({"transcript", "redact", t, "--apply", key, "--into", scratch / "out"});
  CHECK(applied.err == key + ": others can read this key (chmod 600 takes that away)\n");
  CHECK(applied.status == 0);
  CHECK(scratch.read("out/t.jsonl") ==
        "{\"id\":\"t\",\"turns\":[{\"role\":\"interviewer\",\"text\":\"Where was {{Sister 1}}?\",\"lines\":[[0,2]]},{\"role\":\"participant\",\"text\":\"{{Sister 1}} was in {{Place 1}}, I think.\",\"lines\":[[0,3]]}]}\n");
  CHECK(attune_run({"transcript", "redact", scratch / "out/t.jsonl"}).out.starts_with("1 transcript: 0 candidates\n"));
}

TEST_CASE("a transcript in another language is looked through with the lists of that language, with one's own, or by shape") {
  const ScratchDirectory scratch;
  const std::string german = scratch.write("de.txt", "I: Wer kam?\nS: Frau Keller kam am 12. M\u00E4rz 1987 mit Kuchen aus Dresden in die Lindenstra\u00DFe 4.\n");
  CHECK(attune_run({"transcript", "redact", german, "--language", "de", "--key", scratch / "de.csv"}).err.empty());
  CHECK(scratch.read("de.csv") ==
        "kind,original,replacement,times,where\nname,Keller,{{Person 1}},1,de:2\nplace,Dresden,{{City 1}},1,de:2\ndate,12. M\u00E4rz 1987,{{Datum 1}},1,de:2\n"
        "address,Lindenstra\u00DFe 4,{{Adresse 1}},1,de:2\n");
  const std::string spanish = scratch.write("es.txt", "I: Qui\u00E9n vino?\nS: Vino mi t\u00EDa Rocio el 3 de mayo de 1987. Lola no vino.\n");
  const Outcome by_shape = attune_run({"transcript", "redact", spanish, "--language", "es", "--key", scratch / "es.csv"});
  CHECK(by_shape.err == "note: there are no lists for transcripts in es: names were looked for by capital letters, dates and numbers by their shape (--names and --lists add to that)\n");
  CHECK(scratch.read("es.csv") == "kind,original,replacement,times,where\nname,Rocio,{{Person 1}},1,es:2\ndate,3 de mayo de 1987,{{Date 1}},1,es:2\n");
  const Outcome with_names = attune_run({"transcript", "redact", spanish, "--language", "es", "--names", scratch.write("names.txt", "lola\n"), "--key", scratch / "es2.csv"});
  CHECK(scratch.read("es2.csv").find("name,Lola,") != std::string::npos);
  const std::string lists = scratch.write("es.toml", "[privacy]\nid = \"own\"\nlanguage = \"es\"\n[names]\ntitles = [\"t\u00EDa\"]\ncapitals = false\n[replacements]\nname = \"Persona\"\n");
  const Outcome with_lists = attune_run({"transcript", "redact", spanish, "--language", "es", "--lists", lists, "--key", scratch / "es3.csv"});
  CHECK(with_lists.err.empty());
  CHECK(scratch.read("es3.csv") == "kind,original,replacement,times,where\nname,Rocio,{{Persona 1}},1,es:2\n");
}

TEST_CASE("redact says what goes together") {
  CHECK(attune_run({"transcript", "redact"}).status == 2);
  CHECK(attune_run({"transcript", "redact", "a.txt", "--apply", "k.csv"}).err.find("--apply KEY.csv and --into FOLDER go together") != std::string::npos);
  CHECK(attune_run({"transcript", "redact", "a.txt", "--apply", "k.csv", "--into", "d", "--key", "k2.csv"}).status == 2);
  CHECK(attune_run({"transcript", "redact", "-s", "s.attune", "--apply", "k.csv", "--into", "d"}).err.find("--into is for files") != std::string::npos);
}
