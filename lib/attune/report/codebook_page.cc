#include "attune/report/codebook_page.h"

#include <algorithm>
#include <functional>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "attune/codebook/structure_text.h"
#include "attune/report/wrap.h"
#include "attune/text/visible.h"

namespace attune {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Codebook& book) {
  return {{"id", book.id}, {"version", book.version}, {"default", book.on_by_default}};
}

void write_text_list(std::ostream& out, const std::vector<Codebook>& books) {
  std::size_t width = 0;
  for (const Codebook& book : books) width = std::max(width, rater_name(book).size());
  for (const Codebook& book : books)
    out << fmt::format("{:<{}}  {:<8} {}\n", rater_name(book), width, book.on_by_default ? "default" : "",
                       visible(book.title));
}

std::string_view scope_name(Scope scope) {
  switch (scope) {
    case Scope::sentence: return "sentence";
    case Scope::turn: return "turn";
    case Scope::response: return "response";
    case Scope::section: return "section";
  }
  return "";
}

std::string_view target_name(TargetKind kind) {
  switch (kind) {
    case TargetKind::none: return "the whole interview";
    case TargetKind::figure: return "each figure";
    case TargetKind::event: return "each event";
    case TargetKind::question: return "each question";
  }
  return "";
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

/// One pattern a line, under a word that says what they do. Patterns are never wrapped: a line is one to copy.
void write_phrases(std::ostream& out, std::string_view what, const std::vector<Phrase>& phrases) {
  for (std::size_t i = 0; i < phrases.size(); ++i)
    out << fmt::format("    {:<14} {}\n", i == 0 ? what : "", phrases[i].text);
}

constexpr std::size_t kShownWords = 20;  // of either side; the codebook itself has all

/// The words that weigh most on either side.
void write_words(std::ostream& out, const WordWeights& weights) {
  std::vector<std::pair<std::string, double>> words = weights.words;
  std::ranges::stable_sort(words, std::greater<>(), &std::pair<std::string, double>::second);
  const auto listed = [&](auto first, auto last, bool speaks_for) {
    std::string line;
    std::size_t count = 0;
    for (; first != last && count < kShownWords && (first->second > 0) == speaks_for; ++first, ++count) line += fmt::format("{}{} {:+.2f}", line.empty() ? "" : ", ", first->first, first->second);
    return line.empty() ? "none" : line;
  };
  out << wrapped("words that speak most for it: " + listed(words.begin(), words.end(), true), 4);
  out << wrapped("words that speak most against it: " + listed(words.rbegin(), words.rend(), false), 4);
}

void write_rule(std::ostream& out, const Marker& marker) {
  write_phrases(out, "any", marker.any);
  write_phrases(out, "regex", marker.regex);
  write_phrases(out, "all", marker.all);
  write_phrases(out, fmt::format("within {} words", marker.near_words), marker.near);
  write_phrases(out, "paired with", marker.pair);
  write_phrases(out, "unless", marker.unless);
  write_phrases(out, "unless before", marker.unless_before);
  write_phrases(out, "unless after", marker.unless_after);
  if (marker.words) write_words(out, *marker.words);
  std::vector<std::string> reads = {marker.words ? fmt::format("reads stretches of up to {} words", WordWeights::kStretchWords) : fmt::format("reads a {} at a time", scope_name(marker.scope))};
  if (marker.speaker == Role::interviewer) reads.push_back("of the interviewer");
  if (marker.speaker == Role::none) reads.push_back("of both speakers");
  if (!marker.sections.empty()) reads.push_back("only in " + joined(marker.sections));
  if (!marker.not_sections.empty()) reads.push_back("not in " + joined(marker.not_sections));
  for (const std::string& text : structure_texts(marker)) reads.push_back(text);
  if (marker.negation == Negation::skip) reads.push_back("passes over what is negated");
  if (marker.negation == Negation::require) reads.push_back("only what is negated");
  if (marker.overlap == Overlap::all) reads.push_back("keeps overlapping matches");
  if (marker.overlap == Overlap::first) reads.push_back("keeps the first match of a scope");
  if (marker.cap > 0) reads.push_back(fmt::format("at most {} in a response", marker.cap));
  out << wrapped(joined(reads), 4);
  if (!marker.references.empty()) out << wrapped("rests on " + joined(marker.references), 4);
}

void write_marker(std::ostream& out, const Marker& marker) {
  out << fmt::format("  {} ({}, {})\n", marker.id, polarity_name(marker.polarity), evidence_name(marker.evidence));
  out << wrapped(marker.title, 4) << wrapped(marker.why, 4) << wrapped("leaves " + marker.code, 4);
  write_rule(out, marker);
}

void write_lexicon(std::ostream& out, const Lexicon& lexicon) {
  out << fmt::format("  {{{}}}\n", lexicon.name) << wrapped(joined(lexicon.entries), 4);
  if (!lexicon.except.empty()) out << wrapped("except " + joined(lexicon.except), 4);
}

std::string range_of(const Scale& scale) {
  switch (scale.level) {
    case ScaleLevel::nominal: return joined(scale.categories);
    case ScaleLevel::class_record: return "a class with its alternatives, as in U/E3/F5";
    default: return fmt::format("{} to {} in steps of {}", scale.min, scale.max, scale.step);
  }
}

void write_scale(std::ostream& out, const Scale& scale) {
  out << fmt::format("  {} - {}\n", scale.id, scale.title) << wrapped(scale.definition, 4)
      << wrapped(fmt::format("{}; for {}", range_of(scale), target_name(scale.target)), 4);
}

void write_index(std::ostream& out, const Index& index) {
  out << fmt::format("  {} - {}\n", index.id, index.title);
  std::string what = "counts " + joined(index.codes);
  if (index.polarity) what += fmt::format(", only {}", polarity_name(*index.polarity));
  if (!index.sections.empty()) what += ", in " + joined(index.sections);
  for (const auto& [code, weight] : index.weights) what += fmt::format(", {} times {}", code, weight);
  out << wrapped(what, 4);
}

/// The lexicons that `names` lead to, over as many steps as it takes.
void add_lexicons(const PatternSequence& items, const Codebook& book, std::set<std::string>& names) {
  for (const PatternItem& item : items) {
    for (const PatternSequence& alternative : item.alternatives) add_lexicons(alternative, book, names);
    if (item.kind != PatternItem::Kind::lexicon || !names.insert(item.text).second) continue;
    const auto lexicon = std::ranges::find(book.lexicons, item.text, &Lexicon::name);
    if (lexicon == book.lexicons.end()) continue;
    for (const auto* phrases : {&lexicon->entries, &lexicon->except})
      for (const std::string& phrase : *phrases) add_lexicons(parse_pattern(phrase).items, book, names);
  }
}

std::set<std::string> lexicons_of(const Marker& marker, const Codebook& book) {
  std::set<std::string> names;
  for (const auto* phrases : {&marker.any, &marker.all, &marker.near, &marker.pair, &marker.unless, &marker.unless_before, &marker.unless_after})
    for (const Phrase& phrase : *phrases) add_lexicons(parse_pattern(phrase.text).items, book, names);
  return names;
}

void write_examples(std::ostream& out, std::string_view heading, const std::vector<Example>& examples) {
  out << fmt::format("\n{}\n", heading);
  for (const Example& example : examples) {
    if (!example.asked.empty()) out << wrapped("(asked: " + example.asked + ")", 2);
    out << wrapped(example.text, 2);
    if (!example.figures.empty()) out << wrapped("(" + joined(example.figures) + ")", 4);
    if (example.section != "other") out << wrapped("(in " + example.section + ")", 4);
  }
}

void write_all(std::ostream& out, const Codebook& book) {
  out << fmt::format("{} {} - {}\n", book.id, book.version, book.title);
  if (!book.description.empty()) out << '\n' << wrapped(book.description, 0);
  if (!book.codes.empty()) out << "\nCodes\n";
  for (const Code& code : book.codes)
    out << fmt::format("  {} ({})\n", code.id, polarity_name(code.polarity))
        << wrapped(code.title + ": " + code.definition, 4);
  if (!book.markers.empty()) out << "\nMarkers\n";
  for (const Marker& marker : book.markers) write_marker(out, marker);
  if (!book.lexicons.empty()) out << "\nLexicons\n";
  for (const Lexicon& lexicon : book.lexicons) write_lexicon(out, lexicon);
  if (!book.scales.empty()) out << "\nScales\n";
  for (const Scale& scale : book.scales) write_scale(out, scale);
  if (!book.indices.empty()) out << "\nIndices\n";
  for (const Index& index : book.indices) write_index(out, index);
  if (!book.references.empty()) out << "\nReferences\n";
  for (const Reference& reference : book.references) out << wrapped(reference.id + ": " + reference.text, 2);
}

void write_all(std::ostream& out, const Codebook& book, const Marker& marker) {
  out << fmt::format("Marker of {}\n\n", rater_name(book));
  write_marker(out, marker);
  const std::set<std::string> lexicons = lexicons_of(marker, book);
  if (!lexicons.empty()) out << "\nLexicons\n";
  for (const Lexicon& lexicon : book.lexicons)
    if (lexicons.contains(lexicon.name)) write_lexicon(out, lexicon);
  write_examples(out, "Marks, among others", marker.hit);
  write_examples(out, "Does not mark, among others", marker.miss);
  if (!marker.references.empty()) out << "\nReferences\n";
  for (const Reference& reference : book.references)
    if (std::ranges::find(marker.references, reference.id) != marker.references.end())
      out << wrapped(reference.id + ": " + reference.text, 2);
}

}  // namespace

void write_codebook_list(std::ostream& out, const std::vector<Codebook>& books, ListFormat format) {
  switch (format) {
    case ListFormat::text: return write_text_list(out, books);
    case ListFormat::csv:
      out << "id,version,default\n";
      for (const Codebook& book : books) out << fmt::format("{},{},{}\n", book.id, book.version, book.on_by_default);
      return;
    case ListFormat::json: {
      Json list = Json::array();
      for (const Codebook& book : books) list.push_back(json_of(book));
      out << list.dump() << '\n';
      return;
    }
    case ListFormat::jsonl:
      for (const Codebook& book : books) out << json_of(book).dump() << '\n';
  }
}

void write_codebook_page(std::ostream& out, const Codebook& book) {
  std::ostringstream page;
  write_all(page, book);
  out << visible(page.str());
}

void write_marker_page(std::ostream& out, const Codebook& book, const Marker& marker) {
  std::ostringstream page;
  write_all(page, book, marker);
  out << visible(page.str());
}

}  // namespace attune
