#include "attune/formats/marked_text.h"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "catch.h"

using namespace attune;

namespace {

constexpr std::string_view kText = "I: Who was there?\nS: My [[aunt]], she was (sad).\n\nI: And then?\nS: She went, [cries] she\nwent home.\n";

/// "code[words]" for each passage, then each problem in a line.
std::string shown(const std::string& copy, std::string_view text = kText) {
  MarkingRules rules{text, {}, {"loss", "resolution", "unresolved.guilt"}};
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find("\nI:", begin + 1), text.find("\nS:", begin + 1));
    end = std::min(end, text.size());
    rules.turns.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    begin = end + 1;
  }
  const MarkedText marked = read_marked_text(copy, "c.txt", rules);
  std::string all;
  for (const MarkedPassage& passage : marked.passages) all += fmt::format("{}[{}]", passage.code, slice(text, passage.span));
  for (const Problem& problem : marked.problems) all += "\n" + to_string(problem);
  return all;
}

}  // namespace

TEST_CASE("passages in brackets come back as stretches of the transcript") {
  struct Case {
    std::string copy;
    std::string marks;
  };
  const std::vector<Case> cases = {
      {std::string(kText), ""},
      {"I: Who was there?\nS: [[loss|My [[aunt]]]], she was (sad).\n\nI: And then?\nS: She went, [cries] she\nwent home.\n", "loss[My [[aunt]]]"},
      {"I: Who was there?\nS: My [[[[loss|aunt]]]], she was (sad).\n\nI: And then?\nS: She went, [cries] she\nwent home.", "loss[aunt]"},
      {"I: Who was there?\nS: My [[aunt]], [[loss|she was [[resolution|(sad)]].]]\n\nI: And then?\nS: [[unresolved.guilt|She went, [cries]]] she\nwent home.\n",
       "loss[she was (sad).]resolution[(sad)]unresolved.guilt[She went, [cries]]"},
      {"I: Who was there?\nS: My [[aunt]], she was (sad).\n\nI: And then?\nS: She went, [[[loss|cries]]] [[loss|she\nwent]] home.\n", "loss[cries]loss[she\nwent]"},
      {"\xEF\xBB\xBFI: Who was there?  \r\nS: My [[aunt]], she was [[loss|(sad)]].\r\n\r\nI: And then?\r\nS: She went, [cries] she\r\nwent home.\r\n\r\n", "loss[(sad)]"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.copy);
    CHECK(shown(c.copy) == c.marks);
  }
}

TEST_CASE("what is no copy of the transcript, and marks that cannot be, are told by line and column") {
  struct Case {
    std::string copy;
    std::string told;
  };
  const std::vector<Case> cases = {
      {"I: Who was there?\nS: My [[aunt]], [[loss|she was (sad).\n\nI: And then?\nS: She went, [cries] she\nwent home.\n",
       "\nc.txt:2:17: expected ]] before the turn ends, found none"},
      {"I: Who was there?\nS: My [[aunt]], she was (sad)]].\n\nI: And then?\nS: She went, [cries] she\nwent home.\n", "\nc.txt:2:30: expected [[code| before it, found ]] alone"},
      {"I: Who was there?\nS: My [[aunt]], [[lost|she]] was (sad).\n\nI: And then?\nS: She went, [cries] she\nwent home.\n",
       "\nc.txt:2:17: expected a code of the codebooks, found \"lost\""},
      {"I: Who was there?\nS: My [[aunt]], [[loss|]]she was (sad).\n\nI: And then?\nS: She went, [cries] she\nwent home.\n", "\nc.txt:2:17: expected words in the mark, found none"},
      {"I: Who was there?\nS: My [[aunt]], he was (sad).\n\nI: And then?\nS: She went, [cries] [[loss|she]]\nwent home.\n",
       "loss[she]\nc.txt:2:17: expected the text of line 2 of the transcript, found other text"},
      {"I: Who was there?\nS: My [[aunt]], she was (sad).\nI: And then?\nS: She went, [cries] [[loss|she]]\nwent home.\n",
       "loss[she]\nc.txt:3:1: expected the text of line 3 of the transcript, found more text"},
      {"I: Who was there?\nS: My [[aunt]], she was (sad).\n\nI: And then?\n", "\nc.txt:5:1: expected 2 more lines of the transcript, found the end of the file"},
      {std::string(kText) + "The end.\n", "\nc.txt:7:1: expected the end of the transcript, found more text"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.copy);
    CHECK(shown(c.copy) == c.told);
  }
}
