// A rule and a text on one line, and what the rule marks.
#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/coder.h"
#include "attune/coding/examples.h"
#include "attune/coding/figures.h"

/// A codebook "b" of one marker "m". `rule` is TOML: `any = ["my dog"]`. `extra` is TOML of its own: lexicons.
inline attune::Codebook book_of(const std::string& rule, const std::string& extra = "") {
  return attune::parse_codebook("[codebook]\nid = \"b\"\nversion = \"1.0.0\"\nlanguage = \"en\"\ntitle = \"B\"\n" + extra +
                                    "\n[[code]]\nid = \"c\"\ntitle = \"C\"\ndefinition = \"D\"\npolarity = \"away\"\n"
                                    "[[marker]]\nid = \"m\"\ncode = \"c\"\ntitle = \"T\"\nwhy = \"W\"\nevidence = \"E2\"\n" +
                                    rule + "\nhit = [\"a\", \"b\", \"c\"]\nmiss = [\"d\", \"e\"]\n",
                                "b.toml");
}

/// A text as examples of codebooks are written: one turn, or "I: ...\nS: ...".
inline attune::Transcript example_of(const std::string& text, const std::string& section = "other") {
  static attune::Tokenizer tokenizer(*attune::shipped_notation("aai"));
  attune::Example example;
  example.text = text;
  example.section = section;
  attune::Transcript transcript = attune::example_transcript(example, *attune::shipped_notation("aai"), tokenizer);
  transcript.figures = attune::FigureFinder(*attune::shipped_language("en")).find(transcript);
  return transcript;
}

/// "[my dog] [My dog]": what was marked, in the order of the marks.
inline std::string marked(const attune::Transcript& transcript, const attune::Codebook& book) {
  attune::Coder coder({book});
  std::string line;
  const std::vector<attune::Coding> codings = coder.code(transcript);
  for (const attune::Mark& mark : codings.front().marks)
    line += fmt::format("{}[{}]", line.empty() ? "" : " ", attune::slice(transcript.text, mark.span));
  return line;
}

inline std::string marked(const std::string& rule, const std::string& text, const std::string& extra = "") {
  return marked(example_of(text), book_of(rule, extra));
}
