#include "attune/learning/learned_book.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace attune {
namespace {

constexpr std::size_t kHits = 3;
constexpr std::size_t kMisses = 2;

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
  double sum = 0;
  for (const WeightedEntry& entry : list.entries)
    if (std::ranges::binary_search(response.features, entry.text)) sum += entry.weight;
  return sum >= list.threshold;
}

std::string number(std::optional<double> value) { return value ? fmt::format("{:.2f}", *value) : "no value"; }

std::string examples(const LearnedList& list, const std::vector<LabelledText>& texts, const std::vector<LabelledFeatures>& responses, bool has_code, std::size_t most) {
  std::string items;
  std::size_t count = 0;
  for (std::size_t i = 0; i < texts.size() && count < most; ++i) {
    const bool labelled = std::ranges::find(texts[i].labels, list.code) != texts[i].labels.end();
    if (labelled != has_code || marks(list, responses[i]) != has_code) continue;
    items += fmt::format("  {},\n", toml_text(texts[i].text));
    ++count;
  }
  return count < most ? "" : items;
}

}  // namespace

std::string figures_line(const LearnedFigures& figures) {
  return fmt::format("precision {}, recall {}, F1 {}", number(precision_of(figures)), number(recall_of(figures)), number(f1_of(figures)));
}

std::string learned_book(const LearnedBookHead& head, const std::vector<LearnedList>& lists, const std::vector<LabelledText>& texts,
                         const std::vector<LabelledFeatures>& responses) {
  std::string text = fmt::format("# Learned from {}. Read it, prune it, give it a version of its own.\n\n[codebook]\nid = {}\nversion = \"0.1.0\"\nlanguage = {}\n"
                                 "title = \"Lists fitted to labelled responses\"\ndescription = {}\n",
                                 head.origin, toml_text(head.id), toml_text(head.language), toml_text("Fitted by attune codebook learn: " + head.origin + "."));
  std::string codes, markers;
  for (const LearnedList& list : lists) {
    const std::string hits = examples(list, texts, responses, true, kHits);
    const std::string misses = examples(list, texts, responses, false, kMisses);
    if (list.entries.empty() || hits.empty() || misses.empty()) continue;
    codes += fmt::format("\n[[code]]\nid = {0}\ntitle = {0}\ndefinition = \"As the labels have it.\"\npolarity = \"neutral\"\n", toml_text(list.code));
    markers += fmt::format("\n# Cross-validated: {}.\n[[marker]]\nid = {}\ncode = {}\ntitle = \"Many weak cues\"\nwhy = \"Words that were more frequent where raters or "
                           "writers gave this label; fitted, not reasoned.\"\nevidence = \"E4\"\nscope = \"response\"\nthreshold = {}\n",
                           figures_line(list.figures), toml_text(list.code + ".learned"), toml_text(list.code), list.threshold);
    markers += fmt::format("hit = [\n{}]\nmiss = [\n{}]\n[marker.weights]\n", hits, misses);
    for (const WeightedEntry& entry : list.entries) markers += fmt::format("{} = {}\n", toml_text(entry.text), entry.weight);
  }
  return text + codes + markers;
}

}  // namespace attune
