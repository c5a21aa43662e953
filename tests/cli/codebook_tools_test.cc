// The commands for whoever edits codebooks.
#include <string>

#include "attune/codebook/codebooks.h"
#include "catch.h"
#include "run.h"

namespace {

std::string book(const std::string& version, const std::string& any, const std::string& unless = "") {
  return "[codebook]\nid = \"lab\"\nversion = \"" + version + "\"\nlanguage = \"en\"\ntitle = \"Lab\"\n[[code]]\nid = \"c\"\ntitle = \"C\"\ndefinition = \"D\"\npolarity = \"away\"\n"
         "[[marker]]\nid = \"m\"\ncode = \"c\"\ntitle = \"T\"\nwhy = \"W\"\nevidence = \"E4\"\nany = [" + any + "]\n" + unless +
         "hit = [\"My dog.\", \"So my dog.\", \"Um, my dog.\"]\nmiss = [\"A dog.\", \"My cow.\"]\n";
}

}  // namespace

TEST_CASE("codebook new writes a codebook that is right as it stands, alone and on top of a shipped one") {
  const ScratchDirectory scratch;
  CHECK(attune_run({"codebook", "new", "--id", "lab", scratch / "lab.toml"}).out == scratch / "lab.toml" + ": written\n");
  CHECK(attune_run({"codebook", "test", scratch / "lab.toml"}).out == "lab@0.1.0: markers 1, examples 5, misbehaving 0\n");
  CHECK(attune_run({"codebook", "new", scratch / "lab.toml"}).status == 2);  // it is there already
  CHECK(attune_run({"codebook", "new", "--from", "unresolved", "--id", "ours", scratch / "ours.toml"}).status == 0);
  const Outcome test = attune_run({"codebook", "test", scratch / "ours.toml"});
  CHECK(test.status == 0);
  CHECK(test.out.find("misbehaving 0") != std::string::npos);
  CHECK(attune_run({"codebook", "new", "--from", "unresolvd", "-"}).err.find("did you mean \"unresolved\"?") != std::string::npos);
  CHECK(attune_run({"codebook", "new", "--id", "not an id", "-"}).status == 2);
}

TEST_CASE("codebook explain tells why") {
  const ScratchDirectory scratch;
  const std::string file = scratch.write("lab.toml", book("1.0.0", "\"my dog\"", "unless = [\"cow\"]\n"));
  const Outcome marked = attune_run({"codebook", "explain", "-b", file, "m", "Um, my dog."});
  CHECK(marked.status == 0);
  CHECK(marked.out == "marks \"my dog\"\n  by my dog\n");
  const Outcome stopped = attune_run({"codebook", "explain", "-b", file, "m", "My dog and a cow."});
  CHECK(stopped.status == 1);
  CHECK(stopped.out == "no mark, though \"My dog\" is found\n  by my dog\nstopped by unless \"cow\"\n");
  CHECK(attune_run({"codebook", "explain", "-b", file, "m", "A goat."}).out == "no mark: none of its patterns is in the text\n");
  CHECK(attune_run({"codebook", "explain", "-b", file, "mm", "A goat."}).err.find("no marker of that id") != std::string::npos);
  CHECK(attune_run({"codebook", "explain", "-b", file, "m"}).status == 2);
  CHECK(attune_run({"codebook", "explain", "-b", file, "m", " "}).status == 2);
  CHECK(attune_run({"codebook", "explain", "-b", file, "--figure", "gran: alive", "m", "x"}).status == 2);
}

TEST_CASE("codebook diff tells rules changed, and marks gained, lost and moved") {
  const ScratchDirectory scratch;
  const std::string a = scratch.write("a.toml", book("1.0.0", "\"my dog\", \"my cat\""));
  const std::string b = scratch.write("b.toml", book("1.1.0", "\"my dog\", \"so my dog\", \"the fish\""));
  const std::string text = scratch.write("t.txt", "I: And?\nS: My dog. My cat. So my dog. The fish.\n");
  const Outcome rules = attune_run({"codebook", "diff", a, b});
  CHECK(rules.status == 1);
  CHECK(rules.out == "lab@1.0.0 to lab@1.1.0: 1 of 2 parts changed\n~ marker m: any\n");
  const Outcome marks = attune_run({"codebook", "diff", "--show-text", a, b, text});
  CHECK(marks.out ==
        "lab@1.0.0 to lab@1.1.0: 1 of 2 parts changed\n~ marker m: any\n"
        "- t:2 m \"My cat\"\n+ t:2 m \"The fish\"\n~ t:2 m \"So my dog\"\nmarks: 1 gained, 1 lost, 1 moved, 1 as before\n");
  CHECK(attune_run({"codebook", "diff", a, a, text}).status == 0);
  CHECK(attune_run({"codebook", "diff", a}).status == 2);
  CHECK(attune_run({"codebook", "diff", a, b, scratch / "none.txt"}).status == 2);
}

TEST_CASE("codebook diff tells of codes, scales and indices, and of an example's section") {
  const ScratchDirectory scratch;
  const std::string rest = "[[scale]]\nid = \"s\"\ntitle = \"S\"\ndefinition = \"D\"\ntarget = \"none\"\nlevel = \"interval\"\nmin = 1\nmax = 9\nstep = 1\n"
                           "[[index]]\nid = \"i\"\ntitle = \"I\"\ncodes = [\"c\"]\n";
  const std::string before = book("1.0.0", "\"my dog\"") + rest;
  const auto after = [&](const std::string& from, const std::string& to) {
    std::string text = before;
    text.replace(text.find(from), from.size(), to);
    return attune_run({"codebook", "diff", scratch.write("a.toml", before), scratch.write("b.toml", text)}).out;
  };
  const std::string head = "lab@1.0.0 to lab@1.0.0: 1 of 4 parts changed\n";
  CHECK(after("\"away\"", "\"toward\"") == "lab@1.0.0 to lab@1.0.0: 2 of 4 parts changed\n~ code c: polarity\n~ marker m: polarity\n");
  CHECK(after("max = 9", "max = 7") == head + "~ scale s: range\n");
  CHECK(after("codes = [\"c\"]", "codes = [\"c\"]\nsections = [\"loss\"]") == head + "~ index i: sections\n");
  CHECK(after("\"My dog.\"", "{text = \"My dog.\", section = \"loss\"}") == head + "~ marker m: hit\n");
  CHECK(after("id = \"s\"", "id = \"t\"") == "lab@1.0.0 to lab@1.0.0: 2 of 4 parts changed\n- scale s\n+ scale t\n");
}

TEST_CASE("codebook mutate lists what no example misses, and check --lint what is in doubt") {
  const ScratchDirectory scratch;
  const std::string file = scratch.write("lab.toml", book("1.0.0", "\"my dog\", \"my goat\"", "unless = [\"cow\"]\n"));
  const Outcome mutate = attune_run({"codebook", "mutate", file});
  CHECK(mutate.status == 1);
  CHECK(mutate.out == file + ":17:18: m: no example misses any \"my goat\"\n" + file + ":18:11: m: no example misses unless \"cow\"\n" +
                          "lab@1.0.0: 2 of 3 parts could be dropped and no example would miss them\n");
  CHECK(attune_run({"codebook", "mutate", "--marker", "x", file}).status == 2);
  const Outcome lint = attune_run({"codebook", "check", "--lint", file});
  CHECK(lint.status == 1);
  CHECK(lint.out == file + ": 1 code, 1 marker, 0 scales: no mistakes\n" + file + ": 1 unproved: patterns that no hit proves\n  " + file + ":17:18: m: no hit is marked by \"my goat\"\n" + file + ": 1 doubt\n");
  CHECK(attune_run({"codebook", "check", "--lint=shadowed", file}).out == file + ": 1 code, 1 marker, 0 scales: no mistakes\n" + file + ": 0 shadowed doubts\n");
  CHECK(attune_run({"codebook", "check", "--lint=shadowed", file}).status == 0);
  CHECK(attune_run({"codebook", "check", "--lint=odd", file}).err.find("--lint takes duplicate, shadowed, unreachable, broad, unproved, all, not \"odd\"") != std::string::npos);
  const std::string many = scratch.write("many.toml", book("1.0.0", "\"my dog\", \"a1\", \"a2\", \"a3\", \"a4\", \"a5\", \"a6\", \"a7\""));
  CHECK(attune_run({"codebook", "check", "--lint", many}).out.find("  and 2 more: --lint=unproved lists all\n" + many + ": 7 doubts\n") != std::string::npos);
  const std::string all = attune_run({"codebook", "check", "--lint=all", many}).out;
  CHECK(all.find("\"a7\"") != std::string::npos);
  CHECK(all.find("more") == std::string::npos);
  CHECK(attune_run({"codebook", "check", file}).status == 0);
}

TEST_CASE("codebook learn prints cross-validated figures and writes a codebook that passes its own examples") {
  const ScratchDirectory scratch;
  std::string lines;
  for (int i = 0; i < 60; ++i)
    lines += "{\"id\": \"r" + std::to_string(i) + "\", \"text\": \"" + (i % 3 == 0 ? "The boat went out in the waves." : i % 2 == 0 ? "My dad came home." : "We had a dog at home.") +
             "\", \"labels\": [" + (i % 3 == 0 ? "\"sea\"" : "") + "]}\n";
  const std::string file = scratch.write("labelled.jsonl", lines);
  const Outcome learned = attune_run({"codebook", "learn", file, "-o", scratch / "learned.toml"});
  CHECK(learned.err == "");
  CHECK(learned.status == 0);
  CHECK(learned.out.find("mean F1 of 1 codes: 1.00. Cross-validated by transcript in 5 parts, seed 1\n") != std::string::npos);
  CHECK(attune_run({"codebook", "test", scratch / "learned.toml"}).status == 0);
  CHECK(attune_run({"codebook", "learn", file, "-o", "-"}).out == attune_run({"codebook", "learn", file, "-o", "-"}).out);
  const std::string words = scratch / "words.toml";
  CHECK(attune_run({"codebook", "learn", file, "--words", "-o", words}).status == 0);
  CHECK(attune_run({"codebook", "test", words}).status == 0);
  CHECK(attune_run({"codebook", "explain", "-b", words, "sea.words", "The boat went out in the waves."}).out.starts_with("marks \"The boat went out in the waves.\"\n  by words\nby sea.words its words add up to +"));
  CHECK(attune_run({"codebook", "show", "-b", words, "sea.words"}).out.find("    words that speak most for it: ") != std::string::npos);
  CHECK(attune_run({"codebook", "learn", file, "--code", "land"}).status == 2);
  CHECK(attune_run({"codebook", "learn", file, "--folds", "1"}).status == 2);
  const Outcome bad = attune_run({"codebook", "learn", scratch.write("bad.jsonl", "{\"id\": \"a\", \"text\": \"x\"}\nnothing\n")});
  CHECK(bad.status == 2);
  CHECK(bad.err.find("bad.jsonl:1: expected \"labels\", a list of codes, found none") != std::string::npos);
  CHECK(bad.err.find("bad.jsonl:2: expected a JSON object on one line") != std::string::npos);
}

TEST_CASE("a regular expression that is none is told with the other mistakes of a codebook") {
  const ScratchDirectory scratch;
  const Outcome run = attune_run({"codebook", "check", scratch.write("lab.toml", book("1.0.0", "\"my dog\"", "regex = [\"my (dog\"]\nwindow = \"none\"\n"))});
  CHECK(run.status == 2);
  CHECK(run.err.find("expected a regular expression that RE2 knows") != std::string::npos);
  CHECK(run.err.find("window") != std::string::npos);
}
