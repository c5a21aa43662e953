#include "attune/coding/phrase_search.h"

#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "attune/codebook/codebooks.h"
#include "catch.h"
#include "coding/coding_case.h"

using namespace attune;

namespace {

/// Phrases of some codebooks, looked for in a transcript by the search, and by every automaton begun at every unit.
class Both {
 public:
  explicit Both(std::vector<Codebook> books)
      : books_(std::move(books)), lexical_(*shipped_language("en")), rules_(compile_rules(books_, lexical_, regexes_)), search_(rules_, lexical_), runner_(lexical_) {
    allowed_.assign(rules_.rules.size(), true);
  }

  void compare(const Transcript& transcript) {
    const std::vector<FigureMention> mentions = mentions_of(transcript);
    for (std::uint32_t s = 0; s < transcript.sentences.size();) {
      std::uint32_t end = s;
      while (end < transcript.sentences.size() && transcript.sentences[end].turn == transcript.sentences[s].turn) ++end;
      compare_turn(units_of(transcript, s, end, mentions, lexical_));
      s = end;
    }
  }

  std::size_t found = 0;
  std::size_t asked = 0, answered_yes = 0;

 private:
  using Finds = std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>>;

  void compare_turn(const TurnUnits& turn) {
    if (turn.units.empty()) return;
    search_.learn();
    search_.begin_turn(turn, allowed_);
    Finds all;
    add_everywhere(turn, {0, static_cast<std::uint32_t>(turn.units.size())}, 0, Scope::turn, all);
    for (std::uint32_t s = 0; s < turn.sentences.size(); ++s) add_everywhere(turn, turn.sentences[s], s, Scope::sentence, all);
    std::ranges::sort(all);
    REQUIRE(finds(search_.find()) == all);
    for (const Rule& rule : rules_.rules)
      for (std::uint32_t phrase : rule.unless) ask(phrase, turn);
  }

  /// Whether what a condition asks for is in the turn, in its sentences and in what is left of it.
  void ask(std::uint32_t phrase, const TurnUnits& turn) {
    const auto size = static_cast<std::uint32_t>(turn.units.size());
    std::vector<UnitRange> ranges = turn.sentences;
    for (std::uint32_t part : {1u, 2u, 3u, 7u}) {
      ranges.push_back({0, size / part});
      ranges.push_back({size - size / part, size});
    }
    for (UnitRange range : ranges) {
      bool is_there = false;
      for (std::uint32_t begin = range.begin; begin < range.end && !is_there; ++begin) is_there = runner_.has_match(rules_.phrases[phrase].compiled, turn.units, range, begin);
      CAPTURE(*rules_.phrases[phrase].written, range.begin, range.end);
      REQUIRE(search_.is_in(phrase, range) == is_there);
      ++asked;
      answered_yes += is_there;
    }
  }

  Finds finds(const std::vector<PhraseSearch::Found>& all) {
    Finds result;
    for (const PhraseSearch::Found& one : all) result.emplace_back(one.phrase, one.units.begin, one.units.end, one.sentence);
    found += result.size();
    std::ranges::sort(result);
    return result;
  }

  void add_everywhere(const TurnUnits& turn, UnitRange scope, std::uint32_t sentence, Scope among, Finds& all) {
    for (const Rule& rule : rules_.rules) {
      if ((rule.marker->scope == Scope::sentence) != (among == Scope::sentence)) continue;
      const GapsAtNegators gaps = rule.marker->negation == Negation::skip ? GapsAtNegators::stop : GapsAtNegators::pass;
      for (std::uint32_t phrase : rule.any)
        for (std::uint32_t begin = scope.begin; begin < scope.end; ++begin) {
          const CompiledPhrase& compiled = rules_.phrases[phrase].compiled;
          // A gap at the start of a scope begins with its first word, whatever is passed over before.
          if (compiled.is_anchored && begin > first_word(turn, scope)) break;
          if (compiled.first_is_gap && begin < first_word(turn, scope)) continue;
          if (const auto end = runner_.match(compiled, turn.units, scope, begin, gaps)) all.emplace_back(phrase, begin, *end, sentence);
        }
    }
  }

  static std::uint32_t first_word(const TurnUnits& turn, UnitRange scope) {
    std::uint32_t i = scope.begin;
    while (i < scope.end && is_free(turn.units[i])) ++i;
    return i;
  }

  std::vector<Codebook> books_;
  Lexical lexical_;
  RegexSet regexes_;
  Rules rules_;
  PhraseSearch search_;
  PhraseRunner runner_;
  std::vector<bool> allowed_;
};

std::string list_of(const std::vector<std::string>& patterns) {
  std::string list;
  for (const std::string& pattern : patterns) list += "'''" + pattern + "''', ";
  return "[" + list + "]";
}

/// One marker with all these patterns, looked for in sentences or in turns, and with conditions.
Codebook book_with(const std::vector<std::string>& patterns, const std::string& scope, const std::vector<std::string>& unless = {"so"}) {
  return book_of("scope = \"" + scope + "\"\nany = " + list_of(patterns) + "\nunless = " + list_of(unless),
                 "[lexicon]\nkin_word = [\"dog\", \"big dog\", \"dog of mine\"]\nfeeling = [\"sad\", \"so sad\", \"~miss\", \"as sad as\", \"as ...2 as\", \"<filler> so\"]\n"
                 "many = [\"a a\", \"a b\", \"a c\", \"b a\", \"b b\", \"b c\", \"c a\", \"c b\", \"c c\", \"{feeling}\"]\n"
                 "pair = [\"big the\"]\nstem = [\"~dog sad\", \"dog*\"]\nmixed = [\"so\", \"the so a\", \"<number>\", \"a a\"]\n");
}

/// Patterns that nobody would write, nested as deep as they may be. They name the lexicons of `book_with`.
class RandomPatterns {
 public:
  explicit RandomPatterns(unsigned seed) : random_(seed) {}

  std::vector<std::string> some(int count) {
    std::vector<std::string> patterns;
    for (; count > 0; --count) patterns.push_back((below(10) == 0 ? "^ " : "") + sequence(0) + (below(10) == 0 ? " $" : ""));
    return patterns;
  }

 private:
  unsigned below(unsigned end) { return static_cast<unsigned>(random_() % end); }
  std::string one_of(const std::vector<std::string>& all) { return all[below(static_cast<unsigned>(all.size()))]; }
  std::string word() { return one_of({"my", "dog", "big", "so", "sad", "the", "a", "b", "c", "not", "~miss", "dog*"}); }

  /// A gap stands between two words, and something must be there.
  std::string sequence(int depth) {
    std::string all;
    bool is_optional = true;
    for (unsigned left = 1 + below(depth == 0 ? 6 : 4); left > 0; --left) {
      const std::string next = item(depth);
      const bool is_word = below(5) < 2 || (left == 1 && is_optional && next.ends_with('?'));
      all += (all.empty() ? "" : " ") + (is_word ? word() : next);
      if (is_word && left > 1 && below(4) == 0) all += one_of({" ...0 ", " ...1 ", " ...2 ", " ...3 ", " ...12 "}) + word();
      is_optional = is_optional && all.ends_with('?');
    }
    return all;
  }

  std::string item(int depth) {
    const unsigned kind = below(10);
    if (kind < 3) return one_of({"{kin_word}", "{feeling}", "{many}", "{pair}", "{stem}", "{mixed}"});
    if (kind < 5) return one_of({"<comma>", "<pause>", "<filler>", "<word>", "<number>"});
    if (depth > 2) return word();
    std::string group = "(" + sequence(depth + 1);
    for (unsigned left = below(4); left > 0; --left) group += "|" + sequence(depth + 1);
    return group + (below(2) == 0 ? ")?" : ")");
  }

  std::mt19937 random_;
};

const std::vector<std::string>& test_words() {
  static const std::vector<std::string> words = {"my", "dog", "big", "so", "sad", "as", "of mine", "the", "a", "b", "c", "um", ",", ".", ";", "...", "(pause)", "(3 s)",
                                                 "{{dog}}", "{{Aunt 2}}", "dog's", "d-dog", "(mhm)", "well-kept", "missed", "missing her", "not", "two", "he's", "my my", "--"};
  return words;
}

/// Up to so many of them; a third are among the first five.
std::string random_text(std::mt19937& random, unsigned most) {
  std::string text;
  for (unsigned left = 1 + static_cast<unsigned>(random() % most); left > 0; --left) text += test_words()[random() % (left % 3 == 0 ? 5 : test_words().size())] + " ";
  return text;
}

}  // namespace

TEST_CASE("the search finds what automata tried everywhere find") {
  const std::vector<std::string> patterns = {
      "my dog", "my ...2 dog", "my ... sad", "(my|the) {kin_word}", "{kin_word} ...3 {feeling}", "my? dog", "my (very)? (big)? dog sad?",
      "^ my dog", "^ (so)? my", "^ ...3 sad", "sad $", "dog ...2 $", "^ my ...30 sad $", "<comma> my", "my <comma>? dog", "<pause> my", "my <pause>",
      "<filler> dog", "my <filler>", "(my <comma>|the dog|sad) ...1 (dog|<pause> sad|so ...2 sad)", "{many} ...2 {many}", "{many} {many} $", "dog 's",
      "'s ...1 sad", "<word> dog", "dog <word>", "(<word>|my) sad", "<unfinished> $", "my <redacted>", "<redacted> 's", "well-kept dog", "~miss ...4 (him|her)",
      "(a|b|c) ...12 (a|b|c) ...12 my", "not ...1 sad", "<number> ...1 dog", "(my dog|dog) ...20 (so sad|sad) ...20 my",
      "^ (so)? {kin_word}? ...1 (sad|so (very)? sad) $", "(my (big|sad)? dog|{feeling}) ...3 (the (a|b) c|{many} <comma>)", "{feeling} {feeling}",
      // What is rare in it is no step of its outline.
      "({pair} {pair}|my sad {stem} {mixed}|not <filler> sad <word>|not b)",
      // Several words, and what must stand farther off on either side of them.
      "my ...2 {feeling} ...2 dog so", "b ...2 my ...1 {pair} ...1 not ...3 c", "(my ...2 {many}|{feeling} ...3 the) ...2 {kin_word} ...1 <word>",
      "(<comma> my|my <pause>|<redacted> 's) ...1 {kin_word}", "({feeling}|{many}) ...50 ({kin_word}|not two)", "my ...2 {feeling} (my dog|a ...3 c)?",
  };
  Both sentences({book_with(patterns, "sentence")});
  Both turns({book_with(patterns, "turn")});
  std::mt19937 random(11);
  for (int round = 0; round < 400; ++round) {
    // As far as a walk reaches, and farther.
    const std::string text = random_text(random, round % 40 == 0 ? 1500 : round % 5 == 0 ? 300 : 40);
    CAPTURE(text);
    const Transcript transcript = example_of(text);
    sentences.compare(transcript);
    turns.compare(transcript);
  }
  CHECK(sentences.found > 10'000);
  CHECK(turns.found > 10'000);
}

TEST_CASE("the search finds what automata find of patterns drawn at random") {
  std::mt19937 random(7);
  std::size_t found = 0;
  for (unsigned seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    Both both({book_with(RandomPatterns(seed).some(60), seed % 2 == 0 ? "sentence" : "turn")});
    for (int round = 0; round < 3; ++round) {
      const std::string text = random_text(random, 1500);
      CAPTURE(text);
      both.compare(example_of(text));
    }
    found += both.found;
  }
  CHECK(found > 3'000);
}

TEST_CASE("conditions are told whether automata find what they ask for") {
  std::mt19937 random(5);
  std::size_t asked = 0, answered_yes = 0;
  for (unsigned seed = 100; seed < 140; ++seed) {
    CAPTURE(seed);
    std::vector<std::string> unless = RandomPatterns(seed).some(40);
    // What may be anything at all, and what is several words.
    unless.insert(unless.end(), {"<word> (big the)?", "(<word>|big the)", "^ ...3 {feeling}", "{many} ...2 $", "(<word>|so (the a)?)? {pair}"});
    Both both({book_with({"my dog"}, "turn", unless)});
    for (int round = 0; round < 3; ++round) {
      const std::string text = random_text(random, 400);
      CAPTURE(text);
      both.compare(example_of(text));
    }
    asked += both.asked;
    answered_yes += both.answered_yes;
  }
  CHECK(asked > 40'000);
  CHECK(answered_yes > asked / 10);
  CHECK(answered_yes < asked - asked / 10);
}

TEST_CASE("the search finds what stands too far apart for a walk") {
  const auto text_with = [](int fillers, const std::string& words) {
    std::string um;
    for (int i = 0; i < fillers; ++i) um += "um ";
    return "my " + um + "dog " + words + " so " + um + "sad " + um + "my big dog.";
  };
  for (const std::string scope : {"sentence", "turn"}) {
    Both both({book_with({"my dog", "(my dog|a b) ...2 so", "{feeling} ...3 {kin_word}", "dog ...5 (so sad|a b c) my", "^ my dog ...50 {feeling}", "<filler> dog", "my <filler>"}, scope)});
    for (int fillers : {0, 1, 30, 61, 62, 63, 64, 65, 130, 199, 200, 201, 300})
      for (const std::string words : {"", "was not", "a b c"}) {
        CAPTURE(fillers, words, scope);
        both.compare(example_of(text_with(fillers, words)));
      }
    CHECK(both.found > 100);
  }
}

TEST_CASE("what is passed over and what is asked for count together when they are one") {
  const auto some = [](int fillers) {
    std::string um;
    for (int i = 0; i < fillers; ++i) um += "um ";
    return um;
  };
  Both both({book_with({"the <pause> my", "<pause> my", "the <pause>", "<pause>", "the <comma> my"}, "turn")});
  for (int before : {0, 1, 60, 99, 100, 150, 199, 200, 201})
    for (int behind : {0, 1, 60, 99, 100, 101, 199, 200, 201})
      for (const std::string mark : {"(pause) ", ", "}) {
        CAPTURE(before, behind, mark);
        both.compare(example_of("the " + some(before) + mark + some(behind) + "my dog."));
      }
  CHECK(both.found > 100);
}

TEST_CASE("a condition may ask for anything, or for several words") {
  Both both({book_with({"my dog"}, "turn", {"<word> (big the)?"})});
  both.compare(example_of("my dog, big the dog."));
  CHECK(both.answered_yes > 0);
}

TEST_CASE("the search finds all that the shipped codebooks' automata find in a sample") {
  std::ifstream file(std::string(ATTUNE_SOURCE_DIR) + "/corpora_samples/s01.txt");
  std::ostringstream text;
  text << file.rdbuf();
  REQUIRE(text.str().size() > 10'000);
  Both both(default_codebooks());
  both.compare(example_of(text.str().substr(0, 6'000)));
  CHECK(both.found > 20);
}
