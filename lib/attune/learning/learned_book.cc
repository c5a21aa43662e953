#include "attune/learning/learned_book.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/examples.h"
#include "attune/learning/features.h"

namespace attune {
namespace {

constexpr std::size_t kHits = 3;
constexpr std::size_t kMisses = 2;
constexpr double kRounding = 1e-9;
constexpr std::size_t kLineWidth = 120;

/// A basic string of TOML.
std::string toml_text(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\', quoted += c;
    else if (c == '\n') quoted += "\\n";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) quoted += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    else quoted += c;
  }
  return quoted + '"';
}

bool marks(const LearnedList& list, const LabelledFeatures& response) {
  double sum = list.base;
  for (const WeightedEntry& entry : list.entries) {
    const auto times = std::ranges::equal_range(response.features, entry.text).size();
    sum += entry.weight * static_cast<double>(list.weighs_words ? times : std::min<std::size_t>(times, 1));
  }
  return sum >= list.threshold - kRounding;
}

std::string entries(const LearnedList& list) {
  std::string lines;
  for (const WeightedEntry& entry : list.entries) lines += fmt::format("{} = {}\n", toml_text(entry.text), entry.weight);
  return lines;
}

/// Words of one weight stand together.
std::string words_by_weight(const LearnedList& list) {
  std::map<int, std::vector<std::string>, std::greater<>> by_weight;  // in hundredths
  for (const WeightedEntry& entry : list.entries) by_weight[static_cast<int>(std::lround(entry.weight * 100))].push_back(entry.text);
  std::string lines;
  for (auto& [weight, words] : by_weight) {
    if (weight == 0) continue;
    std::ranges::sort(words);
    std::string text, line;
    for (const std::string& word : words) {
      if (line.size() + 1 + word.size() > kLineWidth) text += std::exchange(line, "") + "\n";
      line += (line.empty() ? "" : " ") + word;
    }
    text += line;
    const bool is_long = text.find('\n') != std::string::npos;
    lines += fmt::format("\"{:+.2f}\" = {}\n", weight / 100.0, is_long ? "\"\"\"\n" + text + "\"\"\"" : toml_text(text));
  }
  return lines;
}

std::string number(std::optional<double> value) { return value ? fmt::format("{:.2f}", *value) : "no value"; }

std::string examples(const LearnedList& list, const std::vector<LabelledText>& texts, const std::vector<LabelledFeatures>& responses, bool has_code, std::size_t most) {
  std::string items;
  std::size_t count = 0;
  for (std::size_t i = 0; i < texts.size() && count < most; ++i) {
    const bool labelled = std::ranges::find(texts[i].labels, list.code) != texts[i].labels.end();
    if (labelled != has_code || marks(list, responses[i]) != has_code) continue;
    // A longer one is more than one stretch.
    if (list.weighs_words && responses[i].features.size() > WordWeights::kStretchWords) continue;
    items += fmt::format("  {},\n", toml_text(texts[i].text));
    ++count;
  }
  return count < most ? "" : items;
}

/// Reads made-up sentences as the examples of a codebook are read.
class MadeSentences {
 public:
  explicit MadeSentences(const LearnedList& list) : list_(list) {}

  /// Each from another entry on, with as few as reach the threshold.
  std::string hits() {
    std::set<std::string> made;
    for (std::size_t first = 0; first < list_.entries.size() && made.size() < kHits; ++first) {
      std::set<std::string> entries;
      bool reached = false;
      for (std::size_t i = 0; i < list_.entries.size() && !reached; ++i) {
        const WeightedEntry& entry = list_.entries[(first + i) % list_.entries.size()];
        if (entry.weight <= 0 || is_clitic(entry.text)) continue;
        entries.insert(entry.text);
        reached = is_marked(sentence_of(entries));
      }
      if (!reached) break;
      made.insert(sentence_of(entries));
    }
    std::string items;
    for (const std::string& sentence : made) items += item(sentence);
    // A list of one or two entries has fewer ways: the same once more, said twice.
    if (made.empty()) return "";
    std::string again = *made.begin();
    for (std::size_t i = made.size(); i < kHits; ++i) items += item(again += " " + *made.begin());
    return items;
  }

  /// The most frequent words that the list does not have.
  std::string misses(const std::vector<LabelledFeatures>& responses) {
    std::map<std::string, int> counts;
    for (const LabelledFeatures& response : responses)
      for (const std::string& feature : response.features)
        if (feature.find(' ') == std::string::npos && !is_clitic(feature) && std::ranges::find(list_.entries, feature, &WeightedEntry::text) == list_.entries.end()) ++counts[feature];
    std::vector<std::pair<std::string, int>> words(counts.begin(), counts.end());
    std::ranges::stable_sort(words, std::greater<>{}, &std::pair<std::string, int>::second);
    if (words.size() < kMisses) return "";
    std::string items;
    for (std::size_t i = 0; i < kMisses; ++i) items += item(words[i].first + ".");
    return items;
  }

 private:
  /// It is none without the word before it.
  static bool is_clitic(const std::string& text) { return text.starts_with('\''); }
  static std::string item(const std::string& sentence) { return fmt::format("  {},\n", toml_text(sentence)); }
  /// Commas keep entries from making new pairs. A clitic goes back to its word.
  static std::string sentence_of(const std::set<std::string>& entries) {
    std::string sentence = fmt::format("{}.", fmt::join(entries, ", "));
    for (std::size_t at = sentence.find(" '"); at != std::string::npos; at = sentence.find(" '", at)) sentence.erase(at, 1);
    return sentence;
  }
  bool is_marked(const std::string& sentence) {
    Example example;
    example.text = sentence;
    const Transcript transcript = example_transcript(example, notation_, tokenizer_);
    const Span whole{0, static_cast<std::uint32_t>(transcript.text.size())};
    return marks(list_, {"", list_.weighs_words ? words_(transcript, whole) : features_of(transcript, whole), {}});
  }

  const LearnedList& list_;
  NotationProfile notation_ = shipped_notation("aai").value();
  Tokenizer tokenizer_{notation_};
  WeighedWordReader words_{shipped_language("en").value()};
};

}  // namespace

std::string figures_line(const LearnedFigures& figures) {
  return fmt::format("precision {}, recall {}, F1 {}", number(precision_of(figures)), number(recall_of(figures)), number(f1_of(figures)));
}

std::string learned_book(const LearnedBookHead& head, const std::vector<LearnedList>& lists, const std::vector<LabelledText>& texts,
                         const std::vector<LabelledFeatures>& responses) {
  std::string text = fmt::format("# Learned from {}. Read it, prune it, give it a version of its own.\n\n[codebook]\nid = {}\nversion = \"0.1.0\"\nlanguage = {}\n"
                                 "title = \"Lists fitted to labelled speech\"\ndescription = {}\n",
                                 head.origin, toml_text(head.id), toml_text(head.language), toml_text("Fitted by attune codebook learn: " + head.origin + "."));
  std::string codes, markers;
  for (const LearnedList& list : lists) {
    std::string hits, misses;
    if (texts.empty()) {
      MadeSentences made(list);
      hits = made.hits();
      misses = made.misses(responses);
    } else {
      hits = examples(list, texts, responses, true, kHits);
      misses = examples(list, texts, responses, false, kMisses);
    }
    if (list.entries.empty() || hits.empty() || misses.empty()) continue;
    codes += fmt::format("\n[[code]]\nid = {0}\ntitle = {0}\ndefinition = \"As the labels have it.\"\npolarity = \"neutral\"\n", toml_text(list.code));
    markers += fmt::format("\n# Cross-validated{}: {}.\n[[marker]]\nid = {}\ncode = {}\ntitle = {}\nwhy = \"Words that were more frequent where raters or "
                           "writers gave this label; fitted, not reasoned.\"\nevidence = \"E4\"\n",
                           list.weighs_words ? " where words mark by themselves" : "", figures_line(list.figures), toml_text(list.code + (list.weighs_words ? ".words" : ".learned")),
                           toml_text(list.code), toml_text(list.weighs_words ? "Its words" : "Many weak cues"));
    if (list.weighs_words) markers += fmt::format("threshold = {}\nkeeps = {}\nbase = {}\n", list.threshold, list.keeps, list.base);
    else markers += fmt::format("scope = {}\nthreshold = {}\n", toml_text(head.scope), list.threshold);
    markers += fmt::format("hit = [\n{}]\nmiss = [\n{}]\n", hits, misses);
    markers += list.weighs_words ? "[marker.words]\n" + words_by_weight(list) : "[marker.weights]\n" + entries(list);
  }
  return text + codes + markers;
}

}  // namespace attune
