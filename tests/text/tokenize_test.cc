#include "attune/text/tokenize.h"

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "catch.h"

using namespace attune;

namespace {

std::string detail_of(const Token& token) {
  if (token.kind == TokenKind::pause) {
    if (token.detail == kUntimedShort) return ":short";
    if (token.detail == kUntimedLong) return ":long";
    return fmt::format(":{}.{}", token.detail / 10, token.detail % 10);
  }
  if (token.kind != TokenKind::sound) return "";
  switch (static_cast<Sound>(token.detail)) {
    case Sound::laugh: return ":laugh";
    case Sound::cry: return ":cry";
    case Sound::sigh: return ":sigh";
    case Sound::other: return "";
  }
  return "";
}

/// Words and punctuation as they are, every other kind by its name, white space left out: "She 's kind pause:6.0[(6 sec)] ."
std::string shown(std::string_view text, const std::vector<Token>& tokens) {
  std::string line;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::space) continue;
    if (!line.empty()) line += ' ';
    const std::string passage(slice(text, token.span));
    if (token.kind == TokenKind::word || token.kind == TokenKind::punctuation) line += passage;
    else line += std::string(token_kind_name(token.kind)) + detail_of(token) + "[" + passage + "]";
  }
  return line;
}

struct TokenizedText {
  std::vector<Token> tokens;
  std::vector<std::uint32_t> sentence_ends;
};

TokenizedText tokenized(Tokenizer& tokenizer, const std::string& text, const std::vector<Token>& marks = {}) {
  TokenizedText result;
  result.sentence_ends = tokenizer.tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, marks, result.tokens);
  return result;
}

TokenizedText tokenized(const std::string& text, const std::vector<Token>& marks = {}) {
  static Tokenizer tokenizer(*shipped_notation("aai"));
  return tokenized(tokenizer, text, marks);
}

std::string tokens_of(const std::string& text) { return shown(text, tokenized(text).tokens); }

std::string sentences_of(const std::string& text) {
  const TokenizedText result = tokenized(text);
  std::string line;
  std::uint32_t begin = 0;
  for (std::uint32_t end : result.sentence_ends) {
    for (; begin < end; ++begin) line += slice(text, result.tokens[begin].span);
    line += '|';
  }
  return line;
}

int words_in(const std::string& text) {
  int words = 0;
  const TokenizedText result = tokenized(text);
  for (const Token& token : result.tokens) words += token.words;
  return words;
}

struct Case {
  std::string text;
  std::string tokens;
};

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(tokens_of(c.text) == c.tokens);
  }
}

}  // namespace

TEST_CASE("clitics split off with either apostrophe, n't never does") {
  check({
      {"She's kind.", "She 's kind ."},
      {"She\u2019s kind.", "She \u2019s kind ."},
      {"they're we've I'll he'd I'm", "they 're we 've I 'll he 'd I 'm"},
      {"SHE'S we\u2019LL", "SHE 'S we \u2019LL"},
      {"she'd've known", "she 'd 've known"},
      {"I don't, can't, won\u2019t, wouldn't've", "I don't , can't , won\u2019t , wouldn't 've"},
      {"my mother's sister's house", "my mother 's sister 's house"},
      {"o'clock, O'Brien, d'you", "o'clock , O'Brien , d'you"},
      {"rock'n'roll", "rock'n'roll"},
  });
}

TEST_CASE("'cause and grans' keep their apostrophe, quotation marks do not stick") {
  check({
      {"'cause he left", "'cause he left"},
      {"\u2019cause he left", "\u2019cause he left"},
      {"tell 'em 'bout it", "tell 'em 'bout it"},
      {"my grans' house", "my grans' house"},
      {"my grans\u2019 house", "my grans\u2019 house"},
      {"He said 'leave' and left.", "He said ' leave ' and left ."},
      {"He called us 'girls' and left.", "He called us ' girls ' and left ."},
      {"It was the girls'.", "It was the girls ' ."},
      {"\"Get out,\" he said.", "\" Get out , \" he said ."},
      {"\u201CGet out\u201D", "\u201C Get out \u201D"},
  });
}

TEST_CASE("words joined by one hyphen are one token") {
  check({
      {"a close-knit family", "a close-knit family"},
      {"my mother-in-law", "my mother-in-law"},
      {"a close\u2010knit, close\u2011knit one", "a close\u2010knit , close\u2011knit one"},
      {"ex-husband's car", "ex-husband 's car"},
      {"a 5-year-old", "a number[5-year-old]"},
      {"it was cold - very cold", "it was cold - very cold"},
      {"cold \u2013 very cold", "cold \u2013 very cold"},
      {"cold\u2014very cold", "cold \u2014 very cold"},
  });
}

TEST_CASE("a full stop or colon without a blank still parts words, abbreviations and times stay whole") {
  check({
      {"I saw he.She left.", "I saw he . She left ."},
      {"Who was there:mum and dad", "Who was there : mum and dad"},
      {"at 3 p.m. and 10:30, e.g. that", "at number[3] p.m . and number[10] : number[30] , e.g . that"},
      {"3.5 or 1,200 or 1998", "number[3.5] or number[1,200] or number[1998]"},
      {"one.Two.Three", "one . Two . Three"},
  });
}

TEST_CASE("fillers are fillers in any case, alone or between commas") {
  check({
      {"Um, it was, uh, er, nice", "filler[Um] , it was , filler[uh] , filler[er] , nice"},
      {"Erm Mm hmm uhm", "filler[Erm] filler[Mm] filler[hmm] filler[uhm]"},
      {"umbrella ermine her", "umbrella ermine her"},
  });
}

TEST_CASE("cut-off words, stutters") {
  check({
      {"it was terr- bad", "it was cut_off[terr-] bad"},
      {"it was terr-, bad", "it was cut_off[terr-] , bad"},
      {"and then I wa-", "and then I cut_off[wa-]"},
      {"th-that one", "cut_off[th-] that one"},
      {"I-I went", "cut_off[I-] I went"},
      {"w-w-we went", "cut_off[w-] cut_off[w-] we went"},
      {"co-operate, re-read, bye-bye", "co-operate , re-read , bye-bye"},
      {"pre- and post-war", "cut_off[pre-] and post-war"},
  });
}

TEST_CASE("a repetition of up to three function words is a retrace, emphasis is not") {
  check({
      {"I, I, I did not", "retrace[I] , retrace[I] , I did not"},
      {"the the dog", "retrace[the] the dog"},
      {"he was, he was late", "retrace[he] retrace[was] , he was late"},
      {"it's, it's fine", "retrace[it] retrace['s] , it 's fine"},
      {"and when I and when I left", "retrace[and] retrace[when] retrace[I] and when I left"},
      {"I was um I was there", "retrace[I] retrace[was] filler[um] I was there"},
      {"I {{pause}} I was", "retrace[I] pause:short[{{pause}}] I was"},
      {"I ... I was", "retrace[I] pause:short[...] I was"},
      {"He he was", "retrace[He] he was"},
      {"really, really cold", "really , really cold"},
      {"no, no, no", "no , no , no"},
      {"I saw him. Him I liked.", "I saw him . Him I liked ."},
      {"It was it? It was.", "It was it ? It was ."},
      {"My fa- my mother", "retrace[My] cut_off[fa-] my mother"},
      {"when she wa- when she was here", "retrace[when] retrace[she] cut_off[wa-] when she was here"},
      {"she went wa- under", "she went cut_off[wa-] under"},
  });
}

TEST_CASE("pauses, timed") {
  for (const char* pause : {"{{pause 6 sec}}", "{{6 seconds}}", "{{6 sec}}", "(6 sec)", "[pause: 6s]", "(6.0)", "[6]", "(6\")", "{{pause 6 sec.}}",
                            "{{Pause, 6 seconds}}", "{{6s pause}}", "{{6-second pause}}", "(6 second pause)", "(pause 6)", "[PAUSE 6 SECONDS]",
                            "{{pause - 6 seconds}}", "{{pause (6 sec)}}", "((6.0))", "{{pause of 6 seconds}}", "(6s)", "{{about 6 seconds}}",
                            "{{long pause, 6 sec}}", "<6 sec>", "[6 sec pause]", "{{pause=6s}}", "{{6 sec silence}}"}) {
    const std::string text = std::string("She was ") + pause + " strict.";
    CHECK(tokens_of(text) == std::string("She was pause:6.0[") + pause + "] strict .");
  }
  check({
      {"so (1.5) and", "so pause:1.5[(1.5)] and"},
      {"so (0.4) and", "so pause:0.4[(0.4)] and"},
      {"{{1 min 20 sec}}", "pause:80.0[{{1 min 20 sec}}]"},
      {"{{pause 2 minutes}}", "pause:120.0[{{pause 2 minutes}}]"},
      {"(1994) was bad", "( number[1994] ) was bad"},
      {"I had (6) brothers", "I had ( number[6] ) brothers"},
      {"[1994] it was", "comment[[1994]] it was"},
  });
}

TEST_CASE("pauses, untimed") {
  check({
      {"a (.) b (..) c (...) d", "a pause:short[(.)] b pause:short[(..)] c pause:short[(...)] d"},
      {"It {{pause}} was [pause] (pause) fine", "It pause:short[{{pause}}] was pause:short[[pause]] pause:short[(pause)] fine"},
      {"It {{long pause}} was (long pause) fine", "It pause:long[{{long pause}}] was pause:long[(long pause)] fine"},
      {"It was ... fine.", "It was pause:short[...] fine ."},
      {"It was \u2026 fine.", "It was pause:short[\u2026] fine ."},
      {"It was... fine.", "It was pause:short[...] fine ."},
      {"It was .. fine.", "It was pause:short[..] fine ."},
      {"({{pause}} mhm)", "( pause:short[{{pause}}] mhm )"},
  });
}

TEST_CASE("dots and dashes at the end trail off and break off") {
  check({
      {"I just...", "I just trailing_off[...]"},
      {"I just\u2026", "I just trailing_off[\u2026]"},
      {"I just... \"", "I just trailing_off[...] \""},
      {"It was so... The way she", "It was so trailing_off[...] The way she"},
      {"It was so... I mean", "It was so pause:short[...] I mean"},
      {"If he had only--", "If he had only interruption[--]"},
      {"If he had-- no, never", "If he had interruption[--] no , never"},
      {"If he \u2014", "If he interruption[\u2014]"},
      {"He was -- you know -- cold", "He was -- you know -- cold"},
      {"He was\u2014you know\u2014cold", "He was \u2014 you know \u2014 cold"},
      {"And then he//", "And then he interruption[//]"},
      {"//told us to go.", "interruption[//] told us to go ."},
      {"at http://x.org now", "at http : / / x.org now"},
  });
}

TEST_CASE("sounds and remarks in every bracket") {
  check({
      {"He fell {{laughs}} off.", "He fell sound:laugh[{{laughs}}] off ."},
      {"(laughs) [laughter] ((laughing)) {laugh} <laughs>",
       "sound:laugh[(laughs)] sound:laugh[[laughter]] sound:laugh[((laughing))] sound:laugh[{laugh}] sound:laugh[<laughs>]"},
      {"{{laughs loudly}} (laughs loudly) (Laughs.)", "sound:laugh[{{laughs loudly}}] sound:laugh[(laughs loudly)] sound:laugh[(Laughs.)]"},
      {"[crying] {{tearful}} {{sighs}} (sigh)", "sound:cry[[crying]] sound:cry[{{tearful}}] sound:sigh[{{sighs}}] sound:sigh[(sigh)]"},
      {"{{whispers}} I hid", "sound[{{whispers}}] I hid"},
      {"(clears throat) {{coughs}}", "sound[(clears throat)] sound[{{coughs}}]"},
      {"{{phone rings}} [door] ((softly))", "comment[{{phone rings}}] comment[[door]] comment[((softly))]"},
      {"{{tape ends}} [recording paused]", "comment[{{tape ends}}] comment[[recording paused]]"},
      {"I had a dog (a big one) then", "I had a dog ( a big one ) then"},
      {"(my mother)", "( my mother )"},
      {"x < 3 and y > 2", "x < number[3] and y > number[2]"},
      {"a {{he was still laughing about it when I left him}} b", "a comment[{{he was still laughing about it when I left him}}] b"},
  });
}

TEST_CASE("sic, unintelligible, uncertain") {
  check({
      {"when I died {{sic}}.", "when I died sic[{{sic}}] ."},
      {"[sic] (sic) {{SIC}} {{sic.}}", "sic[[sic]] sic[(sic)] sic[{{SIC}}] sic[{{sic.}}]"},
      {"He said {{inaudible}} to her.", "He said unintelligible[{{inaudible}}] to her ."},
      {"[unclear] (??\?) ( ) (( )) [inaudible 3 words] [inaudible 00:12:33] (inaudible)",
       "unintelligible[[unclear]] unintelligible[(??\?)] unintelligible[( )] unintelligible[(( ))] "
       "unintelligible[[inaudible 3 words]] unintelligible[[inaudible 00:12:33]] unintelligible[(inaudible)]"},
      {"said xxx and XX and ___ to", "said unintelligible[xxx] and unintelligible[XX] and unintelligible[___] to"},
      {"a {{coat?}} on [coat?] (coat?)", "a uncertain[{{coat?}}] on uncertain[[coat?]] uncertain[(coat?)]"},
      {"a coat(?) and coat [?]", "a coat uncertain[(?)] and coat uncertain[[?]]"},
      {"he ??? left. What???", "he unintelligible[???] left . What ? ? ?"},
      {"[poplar (?)]", "uncertain[[poplar (?)]]"},
      {"(do you know what I mean?)", "( do you know what I mean ? )"},
  });
}

TEST_CASE("redacted entities") {
  check({
      {"{{Aunt 2}} moved in.", "redacted[{{Aunt 2}}] moved in ."},
      {"[AUNT2] <PERSON_3> {{City 1}} {{Year}} [TOWN] (name)",
       "redacted[[AUNT2]] redacted[<PERSON_3>] redacted[{{City 1}}] redacted[{{Year}}] redacted[[TOWN]] redacted[(name)]"},
      {"(Name) [name] {{name}} [Aunt]", "redacted[(Name)] redacted[[name]] redacted[{{name}}] redacted[[Aunt]]"},
      {"{{Aunt 2}}'s house, [AUNT2]\u2019d left", "redacted[{{Aunt 2}}] 's house , redacted[[AUNT2]] \u2019d left"},
      {"We left XXXX for M___ then", "We left redacted[XXXX] for redacted[M___] then"},
      {"{{City1}} [CITY_1] [City #1] {{aunt 2}}", "redacted[{{City1}}] redacted[[CITY_1]] redacted[[City #1]] redacted[{{aunt 2}}]"},
  });
}

TEST_CASE("what a listener says is known as the profile has it, in any case of its letters") {
  const Tokenizer tokenizer(*shipped_notation("aai"));
  CHECK(tokenizer.is_backchannel("mhm"));
  CHECK(tokenizer.is_backchannel("Okay"));
  CHECK(tokenizer.is_backchannel("I see"));
  CHECK_FALSE(tokenizer.is_backchannel("I"));
  CHECK_FALSE(tokenizer.is_backchannel("why"));
  CHECK_FALSE(tokenizer.is_backchannel(""));
}

TEST_CASE("the listener's backchannel inside a turn") {
  check({
      {"We drove (mhmm) all night (okay) home.", "We drove backchannel[(mhmm)] all night backchannel[(okay)] home ."},
      {"[I: mhm] {mhm} (uh-huh) {{mm-hm}} [Okay]",
       "backchannel[[I: mhm]] backchannel[{mhm}] backchannel[(uh-huh)] backchannel[{{mm-hm}}] backchannel[[Okay]]"},
      {"(Mhm.) (I: Okay.) (right, right) [Interviewer: mm-hm] (Yeah!)",
       "backchannel[(Mhm.)] backchannel[(I: Okay.)] backchannel[(right, right)] backchannel[[Interviewer: mm-hm]] backchannel[(Yeah!)]"},
  });
}

TEST_CASE("brackets that nest or never close") {
  check({
      {"{{he said [sic] that}} so", "sic[{{he said [sic] that}}] so"},
      {"{{laughs}}{{cries}}", "sound:laugh[{{laughs}}] sound:cry[{{cries}}]"},
      {"{{laughs he said", "{ { laughs he said"},
      {"so }} he ]] said", "so } } he ] ] said"},
      {"[one (mhm) two", "[ one backchannel[(mhm)] two"},
      {"a{{laughs}}b", "a sound:laugh[{{laughs}}] b"},
      {"[" + std::string(500, 'b') + "]", "[ " + std::string(500, 'b') + " ]"},
  });
}

TEST_CASE("other scripts and emoji") {
  check({
      {"caf\u00E9 na\u00EFve M\u00FCller's", "caf\u00E9 na\u00EFve M\u00FCller 's"},
      {"I cried \U0001F62D.", "I cried \U0001F62D ."},
      {"\u05D0\u05DE\u05D0 \u05E9\u05DC\u05D9", "\u05D0\u05DE\u05D0 \u05E9\u05DC\u05D9"},
      {"\u0645\u0627\u0645\u0627\u060C", "\u0645\u0627\u0645\u0627 \u060C"},
      {"a\u00A0b\u2003c", "a b c"},
      {"tired\u00ADness", "tired\u00ADness"},
  });
  CHECK(tokens_of("\u6BCD\u4EB2\u5F88\u597D\u3002") == "\u6BCD\u4EB2 \u5F88\u597D \u3002");
}

TEST_CASE("what counts as a word") {
  struct Count {
    const char* text;
    int words;
  };
  for (const Count& c : std::vector<Count>{
           {"She's kind, I don't know.", 5},
           {"I, I, I went", 4},
           {"um, uh, terr- bad", 1},
           {"a close-knit family", 4},
           {"{{Aunt 2}} and [CITY 1] {{laughs}} (mhm) {{pause 3 sec}} {{phone rings}}", 3},
           {"a {{coat?}} {{inaudible}} {{sic}}", 2},
           {"he.She, 3.5, 1998", 4},
           {"\u2014 ... // ?!", 0},
           {"grans' and 'cause", 3},
       }) {
    CAPTURE(c.text);
    CHECK(words_in(c.text) == c.words);
  }
}

TEST_CASE("sentences end at full stops and blank lines, not at wrapped lines, abbreviations or initials") {
  const std::vector<Case> cases = {
      {"One. Two? Three!", "One. |Two? |Three!|"},
      {"One goes on\nhere. Two.", "One goes on\nhere. |Two.|"},
      {"One goes on\r\nHere. Two.", "One goes on\r\nHere. |Two.|"},
      {"One\n\nTwo", "One\n\n|Two|"},
      {"One\r\n\r\nTwo", "One\r\n\r\n|Two|"},
      {"Mr. Smith and Dr. K. Jones came.", "Mr. Smith and Dr. K. Jones came.|"},
      {"It was I. Then we left.", "It was I. |Then we left.|"},
      {"at 3 p.m. then", "at 3 p.m. then|"},
      {"No. It was us, etc. Then we left at 3 p.m. She stayed.", "No. |It was us, etc. |Then we left at 3 p.m. |She stayed.|"},
      {"He left... The rest stayed.", "He left... |The rest stayed.|"},
      {"He left ... the rest stayed.", "He left ... the rest stayed.|"},
      {"He left {{laughs. Loudly.}} then", "He left {{laughs. Loudly.}} then|"},
      {"He left. {{laughs}} Then", "He left. {{laughs}} |Then|"},
      {"\"Go. Now,\" he said.", "\"Go. |Now,\" he said.|"},
      {"", ""},
      {"  ", "  |"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(sentences_of(c.text) == c.tokens);
  }
}

TEST_CASE("marks that the format found stay where they are") {
  const std::string text = "I was\n0142 there {{laughs}}";
  Token number;
  number.span = {6, 10};
  number.kind = TokenKind::line_number;
  CHECK(shown(text, tokenized(text, {number}).tokens) == "I was line_number[0142] there sound:laugh[{{laughs}}]");
}

TEST_CASE("tokens tile any text, and sentences any tokens") {
  // A text over the alphabet of the notation, so that every mark meets every other.
  static const std::vector<std::string> pieces = {
      "{{", "}}", "{", "}", "[[", "]]", "[", "]", "((", "))", "(", ")", "<", ">", "//", "/", "--", "-", "...", "..", ".", "\u2026", "\u2014", "\u2013",
      "\u2010", "'", "\u2019", "\"", ",", "?", "!", ":", ";", "_", "*", "#", " ", "  ", "\t", "\n", "\r\n", "\n\n", "\r", "\u00A0", "\u2028", "\u0085",
      "I", "I", "she", "She", "was", "um", "mhm", "okay", "pause", "6", "sec", "6.0", "laughs", "sic", "inaudible", "Aunt", "2", "CITY", "'s", "n't", "'cause", "terr",
      "grans", "Mr", "K", "a", "th", "that", "xxx", "___", "X", "\u00E9", "e\u0301", "\u0301", "\U0001F62D", "\U0001F468\u200D\U0001F469", "\u6BCD\u4EB2", "\u05D0\u05DE\u05D0",
      "\u202E", "\u200B", "\u00AD", "\uFEFF", "\x01", "\x1B"};
  std::mt19937 random(20240611);
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (auto left = random() % 40; left > 0; --left) text += pieces[random() % pieces.size()];
    const TokenizedText result = tokenized(text);
    CAPTURE(text);
    std::uint32_t end = 0;
    for (const Token& token : result.tokens) {
      REQUIRE(token.span.begin == end);
      REQUIRE(token.span.end > token.span.begin);
      REQUIRE(std::uint32_t{token.inner_begin} + token.inner_end <= token.span.end - token.span.begin);
      end = token.span.end;
      REQUIRE((end == text.size() || (static_cast<unsigned char>(text[end]) & 0xC0) != 0x80));
    }
    REQUIRE(end == text.size());
    std::uint32_t last = 0;
    for (std::uint32_t sentence : result.sentence_ends) {
      REQUIRE(sentence > last);
      last = sentence;
    }
    REQUIRE(last == result.tokens.size());
  }
}

TEST_CASE("plain talk is read by a short way to the same tokens") {
  // Danish has the rules of English, but ICU parts its words.
  NotationProfile english = *shipped_notation("aai");
  NotationProfile danish = english;
  danish.language = "da";
  Tokenizer ours(english), icu(danish);
  const std::vector<std::string> pieces = {"um", "I", "I", "th", "that", "Mr", "xxx", "XXXX", "M", "__", "'", "'", "\u2019", "s", "d", "cause", "-", "-", ".", "...", ",", "?", "???", ":",
                                           ";", "//", "(laughs)", "{{Aunt 2}}", "[6 sec]", "(", "{", "4", "@", "\n", "\n\n", "\r\n", "\t", "\u00E9", "\u0301", "\u2026", "\u2014"};
  std::mt19937 random(41);  // NOLINT: the same texts every time
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (auto length = random() % 14; length > 0; --length) {
      text += pieces[random() % pieces.size()];
      if (random() % 2 == 0) text += ' ';
    }
    const TokenizedText expected = tokenized(icu, text), found = tokenized(ours, text);
    if (found.tokens != expected.tokens) CHECK(shown(text, found.tokens) == shown(text, expected.tokens));
    if (found.sentence_ends != expected.sentence_ends) FAIL_CHECK(text);
  }
}

TEST_CASE("time grows with the length of a turn, whatever it is made of") {
  // Each of these once took time that grows with its square.
  for (const char* piece : {".. ", "a-", "ab.", "( ", "{{", "'a ", "I, ", "s' s", "// ", "--\"", "terr- ", "\u2026,", "[", "a:", "X"}) {
    std::string text;
    while (text.size() < 300'000) text += piece;
    CAPTURE(piece);
    std::uint32_t end = 0;
    const TokenizedText result = tokenized(text);
    for (const Token& token : result.tokens) end = token.span.end;
    CHECK(end == text.size());
  }
}

TEST_CASE("tokens are appended, and those before them are left alone") {
  Tokenizer tokenizer(*shipped_notation("aai"));
  const std::string text = "I  I I left. So.";
  std::vector<Token> tokens(2);
  tokens[0].span = {0, 1};
  tokens[1] = {.span = {1, 2}, .kind = TokenKind::space};
  const std::vector<std::uint32_t> ends = tokenizer.tokenize(text, {2, static_cast<std::uint32_t>(text.size())}, {}, tokens);
  CHECK(shown(text, tokens) == "I retrace[I] I left . So .");
  CHECK(tokens[2].span == Span{2, 3});
  CHECK(ends == std::vector<std::uint32_t>{10, 12});
}

TEST_CASE("notation of one byte parts words") {
  Tokenizer tokenizer(*shipped_notation("salt"));
  const std::string text = "so I^I was, ^ no^, we^";
  CHECK(shown(text, tokenized(tokenizer, text).tokens) == "so I interruption[^] I was , interruption[^] no interruption[^] , we interruption[^]");
}

TEST_CASE("notation may begin with a letter") {
  NotationProfile profile = *shipped_notation("aai");
  profile.interruption = "zz";
  Tokenizer tokenizer(profile);
  const std::string text = "pizzas so zz no";
  CHECK(shown(text, tokenized(tokenizer, text).tokens) == "pi interruption[zz] as so interruption[zz] no");
}

TEST_CASE("notation of one's own may begin as a time stamp does") {
  NotationProfile profile = *shipped_notation("aai");
  profile.interruption = "##";
  profile.brackets.push_back({"#", "#", BracketContent::comment});
  profile.brackets.push_back({"1<", ">", BracketContent::comment});
  Tokenizer tokenizer(profile);
  const std::string text = "home## ##and #laughs# then 1<door> at #00:10:03-5# but 0:10:03 # and";
  CHECK(shown(text, tokenized(tokenizer, text).tokens) ==
        "home interruption[##] interruption[##] and sound:laugh[#laughs#] then comment[1<door>] at time_code[#00:10:03-5#] but time_code[0:10:03] # and");
}

TEST_CASE("clitics are parted as the tokenizer parts them") {
  CHECK(split_clitics("she'd've") == std::vector<std::string>{"she", "'d", "'ve"});
  CHECK(split_clitics("don't") == std::vector<std::string>{"don't"});
  CHECK(split_clitics("mother\u2019s") == std::vector<std::string>{"mother", "\u2019s"});
  CHECK(split_clitics("'s") == std::vector<std::string>{"'s"});
}
