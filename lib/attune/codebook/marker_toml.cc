// Markers of a codebook and their examples, from TOML.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/codebook/codebook_reading.h"
#include "attune/codebook/example_text.h"
#include "attune/codebook/structure_toml.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr Word<Evidence> kEvidence[] = {{"E1-text", Evidence::e1_text},
                                        {"E1-human", Evidence::e1_human},
                                        {"E2", Evidence::e2},
                                        {"E3", Evidence::e3},
                                        {"E4", Evidence::e4}};
constexpr Word<Scope> kScopes[] = {
    {"sentence", Scope::sentence}, {"turn", Scope::turn}, {"response", Scope::response}, {"section", Scope::section}};
constexpr Word<Role> kSpeakers[] = {
    {"participant", Role::participant}, {"interviewer", Role::interviewer}, {"any", Role::none}};
constexpr Word<Negation> kNegations[] = {
    {"ignore", Negation::ignore}, {"skip", Negation::skip}, {"require", Negation::require}};
constexpr Word<Overlap> kOverlaps[] = {{"longest", Overlap::longest}, {"all", Overlap::all}, {"first", Overlap::first}};
constexpr std::size_t kFewestHits = 3;
constexpr std::size_t kFewestMisses = 2;
constexpr double kLargestSum = 1000;  // of word weights that a codebook may ask for

/// "+0.35" or "-1": whole hundredths from -100 to 100.
std::optional<double> parse_weight(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double weight = 0;
  const auto [end, mistake] = std::from_chars(text.data(), text.data() + text.size(), weight);
  const bool is_number = mistake == std::errc() && end == text.data() + text.size();
  if (!is_number || !(std::abs(weight) <= 100) || std::abs(weight * 100 - std::round(weight * 100)) > 1e-6) return std::nullopt;
  return weight;
}

std::vector<Phrase> patterns(TomlTable& table, std::string_view key, CodebookReading& reading) {
  std::vector<Phrase> phrases;
  for (const TomlValue* text : table.texts(key)) {
    read_pattern(*text, "", reading);
    phrases.push_back({text->text, text->place});
  }
  return phrases;
}

std::vector<Phrase> regexes(TomlTable& table, std::string_view key, TomlReport& report, RegexCheck check) {
  std::vector<Phrase> phrases;
  for (const TomlValue* text : table.texts(key)) {
    const auto control =
        std::ranges::find_if(text->text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (control != text->text.end()) {
      const auto before =
          std::string_view(text->text).substr(0, static_cast<std::size_t>(control - text->text.begin()));
      report.add_inside(*text, static_cast<int>(count_code_points(before)) + 1,
                        "a regex in '''three single quotes''', where TOML leaves \"\\b\" as it is",
                        fmt::format("the control character U+{:04X}", static_cast<unsigned>(*control)));
    } else if (check != nullptr) {
      if (std::optional<RegexRefusal> refusal = check(text->text)) report.add(text->place, std::move(refusal->expected), std::move(refusal->found));
    }
    phrases.push_back({text->text, text->place});
  }
  return phrases;
}

/// Notes the sections that lines such as "@loss" open.
void mention_opened_sections(const TomlValue& text, CodebookReading& reading) {
  if (!is_small_transcript(text.text)) return;
  const std::string_view whole = text.text;
  for (std::size_t begin = 0; begin < whole.size();) {
    const std::size_t end = std::min(whole.find('\n', begin), whole.size());
    if (const auto key = opened_section(whole.substr(begin, end - begin))) {
      const int column = static_cast<int>(count_code_points(whole.substr(0, begin))) + 1;
      reading.names.mention({NameKind::section, std::string(*key), reading.report.inside(text, column), ""});
    }
    begin = end + 1;
  }
}

Example plain_example(const TomlValue& text, CodebookReading& reading) {
  if (text.text.find_first_not_of(" \t\r\n") == std::string::npos)
    reading.report.add(text.place, "a text as an example", "an empty one");
  mention_opened_sections(text, reading);
  Example example;
  example.text = text.text;
  example.place = text.place;
  return example;
}

Example example(const TomlValue& value, std::string_view key, CodebookReading& reading) {
  TomlReport& report = reading.report;
  TomlTable table(value, fmt::format("an example of \"{}\"", key), report);
  Example example;
  example.place = value.place;
  if (const TomlValue* text = table.find_text("text", Need::required)) {
    example.text = text->text;
    mention_opened_sections(*text, reading);
  }
  if (const TomlValue* section = table.find_text("section")) {
    example.section = section->text;
    mention(*section, NameKind::section, reading);
  }
  example.asked = table.text("asked");
  for (const TomlValue* figure : table.texts("figures")) {
    if (!parse_example_figure(figure->text))
      report.add(figure->place, "a figure as in \"gran: dead\" (dead, harmful, female, male)", quoted(*figure));
    example.figures.push_back(figure->text);
  }
  for (const TomlValue* span : table.texts("spans")) {
    if (example.text.find(span->text) == std::string::npos)
      report.add(span->place, "a span that stands in the example's text", "another");
    example.spans.push_back(span->text);
  }
  table.finish();
  return example;
}

std::vector<Example> examples(TomlTable& table, std::string_view key, std::size_t fewest, CodebookReading& reading) {
  TomlReport& report = reading.report;
  std::vector<Example> examples;
  const TomlValue* list = table.find(key, Need::required);
  if (list == nullptr) return examples;
  if (list->kind != TomlValue::Kind::list) {
    report.add(list->place, fmt::format("a list of texts or tables for \"{}\"", key), "something else");
    return examples;
  }
  for (const TomlValue& item : list->items) {
    if (item.kind == TomlValue::Kind::text)
      examples.push_back(plain_example(item, reading));
    else if (item.kind == TomlValue::Kind::table)
      examples.push_back(example(item, key, reading));
    else
      report.add(item.place, fmt::format("a text or a table in \"{}\"", key), "something else");
  }
  if (list->items.size() < fewest)
    report.add(list->key_place, fmt::format("at least {} examples in \"{}\"", fewest, key),
               fmt::format("{}", list->items.size()));
  return examples;
}

/// [marker.weights]: each entry is a pattern of `any` with its weight.
void read_weights(TomlTable& marker_table, Marker& marker, CodebookReading& reading) {
  auto table = marker_table.table("weights");
  const bool has_threshold = marker_table.find("threshold") != nullptr;
  marker.count_each = marker_table.flag("count_each").value_or(false);
  if (!table) {
    if (has_threshold && !marker_table.find("words")) reading.report.add(marker_table.place(), "[marker.weights] or [marker.words] beside \"threshold\"", "none");
    return;
  }
  if (!marker.any.empty()) reading.report.add(marker_table.place(), "\"any\" or [marker.weights]", "both");
  if (!has_threshold) reading.report.add(marker_table.place(), "\"threshold\" beside [marker.weights]", "none");
  if (marker.threshold <= 0 && has_threshold) reading.report.add(marker_table.place(), "a threshold above 0", fmt::format("{}", marker.threshold));
  for (const TomlValue& entry : table->entries()) {
    const auto weight = table->number(entry.key);
    TomlValue pattern;
    pattern.kind = TomlValue::Kind::text;
    pattern.text = entry.key;
    pattern.place = entry.key_place;
    (void)read_pattern(pattern, "", reading);
    marker.any.push_back({entry.key, entry.key_place});
    marker.weights.push_back(weight.value_or(0));
  }
  if (marker.any.empty()) reading.report.add(table->place(), "at least one entry in [marker.weights]", "none");
}

/// [marker.words]: under each weight the words that have it.
void read_words(TomlTable& marker_table, Marker& marker, TomlReport& report) {
  auto table = marker_table.table("words");
  const auto base = marker_table.number("base"), keeps = marker_table.number("keeps");
  if (!table) {
    for (const std::string_view key : {"base", "keeps"})
      if (const TomlValue* value = marker_table.find(key)) report.add(value->key_place, fmt::format("[marker.words] beside \"{}\"", key), "none");
    return;
  }
  WordWeights weights{{}, base.value_or(0), keeps};
  if (!marker_table.find("threshold")) report.add(marker_table.place(), "\"threshold\" beside [marker.words]", "none");
  if (keeps && *keeps > marker.threshold) report.add(marker_table.place(), fmt::format("\"keeps\" of at most the threshold {}", marker.threshold), fmt::format("{}", *keeps));
  for (const std::string_view key : {"threshold", "keeps", "base"})
    if (const TomlValue* value = marker_table.find(key); value != nullptr && !(std::abs(value->number) <= kLargestSum))
      report.add(value->place, fmt::format("\"{}\" from -{} to {}", key, kLargestSum, kLargestSum), fmt::format("{}", value->number));
  std::set<std::string> known;
  for (const TomlValue& entry : table->entries()) {
    const std::optional<double> weight = parse_weight(entry.key);
    if (!weight) report.add(entry.key_place, "a weight as key, in hundredths from -100 to 100 (\"-0.25\")", "\"" + entry.key + "\"");
    if (entry.kind != TomlValue::Kind::text) {
      report.add(entry.place, "words with blanks between them, in one text", "something else");
      continue;
    }
    for (std::size_t begin = 0; (begin = entry.text.find_first_not_of(" \t\n", begin)) != std::string::npos;) {
      const std::size_t end = std::min(entry.text.find_first_of(" \t\n", begin), entry.text.size());
      std::string word = folded(std::string_view(entry.text).substr(begin, end - begin));
      begin = end;
      if (!known.insert(word).second) report.add(entry.place, "each word once in [marker.words]", "\"" + word + "\" again");
      weights.words.emplace_back(std::move(word), weight.value_or(0));
    }
  }
  if (weights.words.empty()) report.add(table->place(), "at least one word in [marker.words]", "none");
  marker.words = std::move(weights);
}

/// What a marker marks: words, or the shape of an answer.
void check_trigger(TomlTable& table, const Marker& marker, TomlReport& report) {
  // Word weights are about whole stretches: nothing else can be asked of a passage.
  constexpr std::string_view kNotBesideWords[] = {"any", "regex", "weights", "all", "unless", "unless_before", "unless_after", "near", "pair", "density", "scope", "speaker",
                                                  "negation", "overlap", "cap", "count_each", "first_words", "last_words"};
  if (marker.words)
    for (const std::string_view key : kNotBesideWords)
      if (const TomlValue* value = table.find(key)) report.add(value->key_place, fmt::format("\"{}\" or [marker.words]", key), "both");
  if (marker.words && !marker.structure.is_empty()) report.add(table.place(), "the shape of an answer or [marker.words]", "both");
  const bool has_words = table.find("any") != nullptr || table.find("regex") != nullptr || !marker.weights.empty() || marker.words;
  if (!has_words && marker.structure.is_empty())
    report.add(table.place(), "\"any\" or \"regex\" in [[marker]], for what it marks", "neither");
  if (table.find("any") == nullptr && marker.weights.empty() && !marker.pair.empty()) report.add(table.place(), "\"any\" beside \"pair\", for the other half", "none");
  if (!has_words && marker.density) report.add(table.place(), "\"any\" or \"regex\" beside \"density\"", "neither");
  if (marker.weights.empty()) return;
  // A weighted marker leaves one mark where a sum is reached: these would change nothing.
  for (const std::string_view key : {"regex", "pair", "density", "cap", "overlap"})
    if (const TomlValue* value = table.find(key)) report.add(value->key_place, fmt::format("\"{}\" or [marker.weights]", key), "both");
}

/// Keys that say something about another one, which is not there; and counts of none, which would say nothing.
void check_companions(TomlTable& table, const Marker& marker, TomlReport& report) {
  struct Companion {
    std::string_view key, of;
    bool is_there;
  };
  const Companion companions[] = {{"near_words", "\"near\"", !marker.near.empty()},
                                  {"pair_where", "\"pair\"", !marker.pair.empty()},
                                  {"pair_figure", "\"pair\"", !marker.pair.empty()},
                                  {"count_each", "[marker.weights]", !marker.weights.empty()}};
  for (const auto& [key, of, is_there] : companions)
    if (const TomlValue* value = table.find(key); value != nullptr && !is_there) report.add(value->key_place, fmt::format("{} beside \"{}\"", of, key), "none");
  const std::pair<std::string_view, int> counts[] = {{"near_words", marker.near_words}, {"first_words", marker.first_words}, {"last_words", marker.last_words}, {"cap", marker.cap}};
  for (const auto& [key, count] : counts)
    if (const TomlValue* value = table.find(key); value != nullptr && value->kind == TomlValue::Kind::integer && value->number == 0)
      report.add(value->place, fmt::format("1 or more for \"{}\"", key), fmt::format("{}", count));
}

}  // namespace

Marker read_marker(TomlTable& table, const std::vector<Code>& codes, CodebookReading& reading) {
  Marker marker;
  marker.place = table.place();
  marker.id = read_id(table, NameKind::marker, reading);
  if (const TomlValue* code = table.find_text("code", Need::required)) {
    marker.code = code->text;
    mention(*code, NameKind::code, reading);
  }
  marker.title = table.text("title", Need::required);
  marker.why = table.text("why", Need::required);
  const auto code = std::ranges::find(codes, marker.code, &Code::id);
  const Polarity usual = code == codes.end() ? Polarity::neutral : code->polarity;
  marker.polarity = table.choice("polarity", kPolarityWords).value_or(usual);
  marker.evidence = table.choice("evidence", kEvidence, Need::required).value_or(Evidence::e2);
  for (const TomlValue* reference : table.texts("references")) {
    marker.references.push_back(reference->text);
    mention(*reference, NameKind::reference, reading);
  }
  const bool has_words = table.find("any") != nullptr || table.find("regex") != nullptr || table.find("weights") != nullptr;
  marker.scope = table.choice("scope", kScopes).value_or(has_words ? Scope::sentence : Scope::response);
  marker.speaker = table.choice("speaker", kSpeakers).value_or(marker.speaker);
  marker.sections = read_sections(table, "sections", reading);
  marker.not_sections = read_sections(table, "not_sections", reading);
  marker.any = patterns(table, "any", reading);
  marker.threshold = table.number("threshold").value_or(0);
  read_weights(table, marker, reading);
  read_words(table, marker, reading.report);
  marker.regex = regexes(table, "regex", reading.report, reading.check);
  marker.all = patterns(table, "all", reading);
  marker.unless = patterns(table, "unless", reading);
  marker.unless_before = patterns(table, "unless_before", reading);
  marker.unless_after = patterns(table, "unless_after", reading);
  marker.near = patterns(table, "near", reading);
  marker.near_words = table.count("near_words").value_or(marker.near_words);
  marker.pair = patterns(table, "pair", reading);
  read_structure(table, marker, reading);
  marker.negation = table.choice("negation", kNegations).value_or(marker.negation);
  marker.overlap = table.choice("overlap", kOverlaps).value_or(marker.overlap);
  if (const TomlValue* required = table.find_text("requires")) {
    if (required->text != "verbatim") reading.report.add(required->place, "\"verbatim\" for \"requires\"", quoted(*required));
    marker.needs_verbatim = true;
  }
  marker.needs_verbatim = marker.needs_verbatim || is_about_fluency(marker);
  marker.cap = table.count("cap").value_or(0);
  check_trigger(table, marker, reading.report);
  check_companions(table, marker, reading.report);
  marker.hit = examples(table, "hit", kFewestHits, reading);
  marker.miss = examples(table, "miss", kFewestMisses, reading);
  table.finish();
  return marker;
}

}  // namespace attune
