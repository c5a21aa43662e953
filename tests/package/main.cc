// What a program that uses the library may look like: codes one sentence with a shipped codebook and prints the marks.
#include <iostream>

#include <attune/codebook/codebooks.h>
#include <attune/coding/coder.h>
#include <attune/coding/figures.h>
#include <attune/error.h>
#include <attune/formats/read.h>

int main() try {
  attune::TranscriptReader reader(*attune::shipped_notation("aai"), {});
  attune::Transcript transcript =
      reader.read("I: Who died?\nS: My dad died when I was nine. He likes his tea strong.\n", "talk.txt", "talk", attune::Format::plain);
  transcript.figures = attune::FigureFinder(*attune::shipped_language("en")).find(transcript);

  attune::Coder coder({*attune::shipped_codebook("unresolved")});
  for (const attune::Coding& coding : coder.code(transcript))
    for (const attune::Mark& mark : coding.marks)
      if (mark.polarity == attune::Polarity::away)
        std::cout << (mark.subcode.empty() ? mark.code : mark.subcode) << ": " << attune::slice(transcript.text, mark.span) << '\n';
} catch (const attune::Errors& errors) {
  std::cerr << errors.what() << '\n';
  return 1;
}
