#include "attune/learning/learn.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "attune/coding/coder.h"
#include "attune/learning/features.h"
#include "attune/learning/learned_book.h"
#include "catch.h"
#include "coding/coding_case.h"

using namespace attune;

namespace {

/// Responses of which those about the sea carry "c": two words of it, beside some that tell nothing.
struct Material {
  std::vector<LabelledFeatures> rows;
  std::vector<LabelledText> texts;
};

Material material() {
  const std::vector<std::string> plain = {"my dad came home", "we had a dog", "i was in school", "it was a long day", "she made the tea"};
  const std::vector<std::string> sea = {"the boat went out", "the waves were high", "the boat and the waves", "waves and a boat"};
  Material all;
  for (int i = 0; i < 60; ++i) {
    const bool has_code = i % 3 == 0;
    const std::string text = plain[static_cast<std::size_t>(i) % plain.size()] + (has_code ? ", " + sea[static_cast<std::size_t>(i / 3) % sea.size()] : "") + ".";
    const std::vector<std::string> labels = has_code ? std::vector<std::string>{"c"} : std::vector<std::string>{};
    all.texts.push_back({text, labels});
    all.rows.push_back({"t" + std::to_string(i / 2), features_of(example_of(text)), labels});
  }
  return all;
}

}  // namespace

TEST_CASE("features are the words and neighbouring pairs of what the participant meant to say") {
  CHECK(features_of(example_of("I: Boat?\nS: Um, I don't, I don't know {{Aunt 2}}. He's 7.")) ==
        std::vector<std::string>{"don't", "don't know", "he", "he 's", "i", "i don't", "know"});
}

TEST_CASE("a list fitted to clear material finds it on the other side of the cross-validation; with shuffled labels it does not") {
  const Material all = material();
  const LearnedList list = learn("c", all.rows, {});
  CHECK(list.figures == LearnedFigures{20, 20, 0, 0});
  REQUIRE_FALSE(list.entries.empty());
  CHECK(list.threshold > 0);
  CHECK(list.threshold == threshold_below(list.threshold + 0.0005));
  CHECK((list.entries.front().text.find("boat") != std::string::npos || list.entries.front().text.find("waves") != std::string::npos));
  LearningOptions shuffled;
  shuffled.shuffle_labels = true;
  CHECK(f1_of(learn("c", all.rows, shuffled).figures).value_or(0) < 0.6);
}

TEST_CASE("the same seed gives the same list") {
  const Material all = material();
  const LearnedList first = learn("c", all.rows, {}), second = learn("c", all.rows, {});
  CHECK(first.entries == second.entries);
  CHECK(first.threshold == second.threshold);
  CHECK(first.figures == second.figures);
}

TEST_CASE("a code in fewer transcripts than folds is not learned") {
  Material all = material();
  for (LabelledFeatures& row : all.rows) row.group = "one";
  CHECK(learn("c", all.rows, {}).entries.empty());
  CHECK_FALSE(precision_of(learn("c", all.rows, {}).figures));
}

TEST_CASE("a threshold lies between two sums, so that rounding loses none of the responses it was set by") {
  const double threshold = threshold_below(0.1 + 0.7);
  CHECK(threshold == 0.7995);
  LearnedList list{"c", {{"boat", 0.7}, {"waves", 0.1}, {"dog", 0.099}}, threshold, {}};
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"The boat, the waves.", "c"}, {"Waves and a boat.", "c"}, {"A boat in waves.", "c"}, {"A boat.", ""}, {"A dog on a boat.", ""}, {"Waves.", ""}};
  std::vector<LabelledText> texts;
  std::vector<LabelledFeatures> rows;
  for (const auto& [text, label] : cases) {
    const std::vector<std::string> labels = label.empty() ? std::vector<std::string>{} : std::vector<std::string>{label};
    texts.push_back({text, labels});
    rows.push_back({text, features_of(example_of(text)), labels});
  }
  const Codebook book = parse_codebook(learned_book({"learned", "en", "response", "a test"}, {list}, texts, rows), "learned.toml");
  REQUIRE(book.markers.size() == 1);
  CHECK(book.markers.front().threshold == threshold);
  for (const auto& [text, label] : cases) {
    CAPTURE(text);
    CHECK((marked(example_of(text), book) != "") == !label.empty());
  }
}

TEST_CASE("what is written is a codebook whose marker marks what the list marks") {
  const Material all = material();
  const LearnedList list = learn("c", all.rows, {});
  const Codebook book = parse_codebook(learned_book({"learned", "en", "response", "a test"}, {list}, all.texts, all.rows), "learned.toml");
  REQUIRE(book.markers.size() == 1);
  for (const ExampleResult& result : run_examples(book)) CHECK(result.as_expected);
  for (const LabelledText& text : all.texts) {
    CAPTURE(text.text);
    CHECK((marked(example_of(text.text), book) != "") == !text.labels.empty());
  }
}

TEST_CASE("without texts the examples are made of entries and of words that stand in no list") {
  const std::vector<LabelledFeatures> rows = {{"t", {"a", "dog", "the"}, {}}, {"t", {"boat", "the", "the boat"}, {"c"}}};
  const std::vector<std::vector<WeightedEntry>> lists = {{{"boat", 2}}, {{"the boat", 1}, {"waves", 0.5}, {"boat", -0.4}}, {{"boat", 0.6}, {"sea", 0.6}, {"waves", 0.6}},
                                                         {{"'s coming", 3}, {"they 've", 2}, {"boat", 1.5}}};
  for (const std::vector<WeightedEntry>& entries : lists) {
    const Codebook book = parse_codebook(learned_book({"learned", "en", "sentence", "a test"}, {{"c", entries, 1.0, {}, 2}}, {}, rows), "learned.toml");
    REQUIRE(book.markers.size() == 1);
    CHECK(book.markers[0].hit.size() == 3);
    for (const Example& miss : book.markers[0].miss) CHECK(miss.text.find("boat") == std::string::npos);
    for (const ExampleResult& result : run_examples(book)) CHECK(result.as_expected);
  }
}

namespace {

/// The rows of `all` with every word, as `codebook learn --words` reads them.
std::vector<LabelledFeatures> worded(const Material& all) {
  const WeighedWordReader words(shipped_language("en").value());
  std::vector<LabelledFeatures> rows = all.rows;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Transcript transcript = example_of(all.texts[i].text);
    rows[i].features = words(transcript, {0, static_cast<std::uint32_t>(transcript.text.size())});
  }
  return rows;
}

}  // namespace

TEST_CASE("words are read as they are weighed: each time, folded, contracted negation apart, the participant's only") {
  const WeighedWordReader words(shipped_language("en").value());
  const Transcript transcript = example_of("I: Boat?\nS: Um, I didn\u2019t, I didn't know {{Aunt 2}}. He's well-known at 7, The aunt.");
  CHECK(words(transcript, {0, 1000}) ==
        std::vector<std::string>{"'s", "at", "aunt", "did", "did", "he", "i", "i", "know", "known", "n't", "n't", "the", "well"});
}

TEST_CASE("word weights fitted to clear material mark it by themselves, and keep what rules mark there") {
  const Material all = material();
  const std::vector<LabelledFeatures> rows = worded(all);
  LearningOptions options;
  options.cost = 10;
  const LearnedList list = learn_words("c", rows, options);
  CHECK(list.weighs_words);
  CHECK(list.threshold == 1.5);
  CHECK(list.figures.positives == 20);
  CHECK(list.figures.false_marks == 0);
  CHECK(list.figures.true_marks + list.figures.missed == 20);
  CHECK(list.figures.true_marks >= 10);
  REQUIRE(list.entries.size() > 2);
  for (const WeightedEntry& entry : list.entries) CHECK(std::abs(entry.weight * 20 - std::round(entry.weight * 20)) < 1e-9);
  const std::set<std::string> sea = {"boat", "waves", "went", "out", "were", "high", "the", "and", "a"};
  CHECK(sea.contains(list.entries.front().text));
  CHECK(learn_words("c", rows, options).entries == list.entries);

  const std::string text = learned_book({"learned", "en", "response", "a test"}, {list}, all.texts, rows);
  CHECK(learned_book({"learned", "en", "response", "a test"}, {learn_words("c", rows, options)}, all.texts, rows) == text);
  const Codebook book = parse_codebook(text, "learned.toml");
  REQUIRE(book.markers.size() == 1);
  CHECK(book.markers[0].id == "c.words");
  CHECK(book.markers[0].words->words.size() == list.entries.size());
  CHECK(book.markers[0].words->keeps == -1.5);
  for (const ExampleResult& result : run_examples(book)) CHECK(result.as_expected);
  int right = 0;
  for (const LabelledText& response : all.texts) right += (marked(example_of(response.text), book) != "") == !response.labels.empty();
  CHECK(right >= 50);  // of 60: some of those labelled lie between 0 and the threshold

  options.shuffle_labels = true;
  CHECK(f1_of(learn_words("c", rows, options).figures).value_or(0) < 0.6);
  options.shuffle_labels = false;
  std::vector<LabelledFeatures> one_group = rows;
  for (LabelledFeatures& row : one_group) row.group = "one";
  CHECK(learn_words("c", one_group, options).entries.empty());
  for (LabelledFeatures& row : one_group) row = {"t" + std::to_string(&row - one_group.data()), row.features, {"c"}};
  CHECK(learn_words("c", one_group, options).entries.empty());  // all have it: nothing to tell apart
}

TEST_CASE("word weights learned from a study have examples of their own words") {
  LearnedList list{"c", {{"boat", 0.9}, {"waves", 0.7}, {"sea", 0.6}, {"dog", -0.5}}, 1, {}, 5, true, -0.2, -1.5};
  const std::vector<LabelledFeatures> rows = {{"t", {"a", "the", "the"}, {}}, {"t", {"a", "boat", "the"}, {"c"}}};
  const std::string text = learned_book({"learned", "en", "sentence", "a test"}, {list}, {}, rows);
  const Codebook book = parse_codebook(text, "learned.toml");
  REQUIRE(book.markers.size() == 1);
  CHECK(text.find("[marker.words]\n\"+0.90\" = \"boat\"\n\"+0.70\" = \"waves\"\n\"+0.60\" = \"sea\"\n\"-0.50\" = \"dog\"\n") != std::string::npos);
  CHECK(book.markers[0].hit.size() == 3);
  for (const ExampleResult& result : run_examples(book)) CHECK(result.as_expected);
}
