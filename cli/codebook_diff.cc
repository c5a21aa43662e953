// attune codebook diff: what changed between two codebooks, in their parts and in marks.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "attune/coding/coder.h"
#include "attune/error.h"
#include "attune/io/files.h"
#include "attune/text/visible.h"
#include "cli/books.h"
#include "cli/commands.h"
#include "cli/reading.h"

namespace attune::cli {
namespace {

namespace po = boost::program_options;

void describe(po::options_description& options) {
  describe_reading(options);
  options.add_options()("show-text", po::bool_switch(), "show the passages too");
}

bool same_texts(const std::vector<Phrase>& a, const std::vector<Phrase>& b) { return std::ranges::equal(a, b, {}, &Phrase::text, &Phrase::text); }

/// Examples without their places.
bool same_examples(const std::vector<Example>& a, const std::vector<Example>& b) {
  return std::ranges::equal(a, b, [](Example left, const Example& right) {
    left.place = right.place;
    return left == right;
  });
}

/// The keys of a code that differ.
std::vector<std::string> changed_keys(const Code& a, const Code& b) {
  std::vector<std::string> keys;
  if (a.parent != b.parent) keys.emplace_back("parent");
  if (a.title != b.title) keys.emplace_back("title");
  if (a.definition != b.definition) keys.emplace_back("definition");
  if (a.polarity != b.polarity) keys.emplace_back("polarity");
  return keys;
}

std::vector<std::string> changed_keys(const Scale& a, const Scale& b) {
  std::vector<std::string> keys;
  if (a.title != b.title) keys.emplace_back("title");
  if (a.definition != b.definition) keys.emplace_back("definition");
  if (a.target != b.target) keys.emplace_back("target");
  if (a.level != b.level) keys.emplace_back("level");
  if (a.min != b.min || a.max != b.max || a.step != b.step) keys.emplace_back("range");
  if (a.categories != b.categories) keys.emplace_back("categories");
  if (a.aliases != b.aliases) keys.emplace_back("aliases");
  return keys;
}

std::vector<std::string> changed_keys(const Index& a, const Index& b) {
  std::vector<std::string> keys;
  if (a.title != b.title) keys.emplace_back("title");
  if (a.codes != b.codes) keys.emplace_back("codes");
  if (a.polarity != b.polarity) keys.emplace_back("polarity");
  if (a.sections != b.sections) keys.emplace_back("sections");
  if (a.weights != b.weights) keys.emplace_back("weights");
  return keys;
}

std::vector<std::string> changed_keys(const Lexicon& a, const Lexicon& b) {
  std::vector<std::string> keys;
  if (a.entries != b.entries) keys.emplace_back("entries");
  if (a.except != b.except) keys.emplace_back("except");
  return keys;
}

/// The keys of a marker that differ.
std::vector<std::string> changed_keys(const Marker& a, const Marker& b) {
  std::vector<std::string> keys;
  const auto note = [&](bool same, const char* key) {
    if (!same) keys.emplace_back(key);
  };
  note(a.code == b.code, "code");
  note(a.title == b.title, "title");
  note(a.why == b.why, "why");
  note(a.polarity == b.polarity, "polarity");
  note(a.evidence == b.evidence, "evidence");
  note(a.references == b.references, "references");
  note(a.scope == b.scope, "scope");
  note(a.speaker == b.speaker, "speaker");
  note(a.sections == b.sections, "sections");
  note(a.not_sections == b.not_sections, "not_sections");
  note(same_texts(a.any, b.any) && a.weights == b.weights, a.weights.empty() && b.weights.empty() ? "any" : "weights");
  note(same_texts(a.regex, b.regex), "regex");
  note(same_texts(a.all, b.all), "all");
  note(same_texts(a.near, b.near) && a.near_words == b.near_words, "near");
  note(same_texts(a.pair, b.pair) && a.pairing == b.pairing, "pair");
  note(same_texts(a.unless, b.unless), "unless");
  note(same_texts(a.unless_before, b.unless_before), "unless_before");
  note(same_texts(a.unless_after, b.unless_after), "unless_after");
  note(a.structure == b.structure, "shape of the answer");
  note(a.density == b.density, "density");
  note(a.first_words == b.first_words && a.last_words == b.last_words, "place in the answer");
  note(a.framing == b.framing, "frames");
  note(a.negation == b.negation, "negation");
  note(a.overlap == b.overlap, "overlap");
  note(a.threshold == b.threshold && a.count_each == b.count_each, "threshold");
  note(a.needs_verbatim == b.needs_verbatim, "requires");
  note(a.cap == b.cap, "cap");
  note(same_examples(a.hit, b.hit), "hit");
  note(same_examples(a.miss, b.miss), "miss");
  return keys;
}

/// Appends lines "- marker x", "~ marker x: any, unless", "+ marker x" for the things of one kind.
template <typename Thing>
void compare(std::string_view kind, const std::vector<Thing>& a, const std::vector<Thing>& b, std::string Thing::* id, std::vector<std::string>& lines) {
  for (const Thing& thing : a) {
    const auto other = std::ranges::find(b, thing.*id, id);
    if (other == b.end()) lines.push_back(fmt::format("- {} {}", kind, thing.*id));
    else if (const auto keys = changed_keys(thing, *other); !keys.empty()) lines.push_back(fmt::format("~ {} {}: {}", kind, thing.*id, fmt::join(keys, ", ")));
  }
  for (const Thing& thing : b)
    if (std::ranges::find(a, thing.*id, id) == a.end()) lines.push_back(fmt::format("+ {} {}", kind, thing.*id));
}

std::vector<std::string> changes(const Codebook& a, const Codebook& b) {
  std::vector<std::string> lines;
  compare("code", a.codes, b.codes, &Code::id, lines);
  compare("marker", a.markers, b.markers, &Marker::id, lines);
  compare("lexicon", a.lexicons, b.lexicons, &Lexicon::name, lines);
  compare("scale", a.scales, b.scales, &Scale::id, lines);
  compare("index", a.indices, b.indices, &Index::id, lines);
  return lines;
}

/// Marks that only one of two codings has; a mark that overlaps one of the same marker has moved.
struct MarkChanges {
  std::vector<const Mark*> gained, lost;
  std::vector<std::pair<const Mark*, const Mark*>> moved;
};

MarkChanges compare_marks(const Coding& before, const Coding& after) {
  MarkChanges result;
  const auto same = [](const Mark& a, const Mark& b) { return a.marker == b.marker && a.code == b.code && a.span == b.span; };
  std::vector<const Mark*> old_only;
  for (const Mark& mark : before.marks)
    if (std::ranges::none_of(after.marks, [&](const Mark& other) { return same(mark, other); })) old_only.push_back(&mark);
  for (const Mark& mark : after.marks) {
    if (std::ranges::any_of(before.marks, [&](const Mark& other) { return same(mark, other); })) continue;
    const auto from = std::ranges::find_if(old_only, [&](const Mark* other) { return other->marker == mark.marker && overlap(other->span, mark.span); });
    if (from == old_only.end()) {
      result.gained.push_back(&mark);
    } else {
      result.moved.emplace_back(*from, &mark);
      old_only.erase(from);
    }
  }
  result.lost = std::move(old_only);
  return result;
}

std::string mark_line(char sign, const Transcript& transcript, const Mark& mark, bool show_text) {
  const int line = line_at(transcript, mark.span.begin);
  std::string text = fmt::format("{} {}{} {}", sign, transcript.id, line > 0 ? fmt::format(":{}", line) : "", mark.marker);
  if (show_text) text += fmt::format(" \"{}\"", slice(transcript.text, mark.span));
  return visible(text) + "\n";
}

int run_diff(const Arguments& arguments, Context& context) {
  if (arguments.operands.size() < 2) throw UsageError("expects two codebooks A and B, then transcripts if there are any");
  const Codebook a = open_codebook(arguments.operands[0]), b = open_codebook(arguments.operands[1]);
  const std::vector<std::string> lines = changes(a, b);
  context.out << fmt::format("{} to {}: {} of {} parts changed\n", rater_name(a), rater_name(b), lines.size(),
                             b.codes.size() + b.markers.size() + b.lexicons.size() + b.scales.size() + b.indices.size());
  for (const std::string& line : lines) context.out << visible(line) << '\n';
  if (arguments.operands.size() == 2) return lines.empty() ? kDone : kNo;
  const Reading reading = reading_from(arguments);
  Understanding understanding(reading);
  Coder before({a}), after({b});
  std::size_t gained = 0, lost = 0, moved = 0, kept = 0;
  int status = lines.empty() ? kDone : kNo;
  for (std::size_t i = 2; i < arguments.operands.size(); ++i) {
    const std::string& file = arguments.operands[i];
    try {
      const std::string bytes = read_file(file, reading.options.limits.transcript_bytes);
      const Format format = reading.format ? *reading.format : detect_format(bytes, file, reading.options.encoding);
      const Transcript transcript = understanding.read(bytes, file, transcript_id(file, reading), format);
      const Coding old_coding = std::move(before.code(transcript).front()), new_coding = std::move(after.code(transcript).front());
      const MarkChanges marks = compare_marks(old_coding, new_coding);
      const bool show = arguments.get<bool>("show-text");
      for (const Mark* mark : marks.lost) context.out << mark_line('-', transcript, *mark, show);
      for (const Mark* mark : marks.gained) context.out << mark_line('+', transcript, *mark, show);
      for (const auto& [from, to] : marks.moved) context.out << mark_line('~', transcript, *to, show);
      gained += marks.gained.size();
      lost += marks.lost.size();
      moved += marks.moved.size();
      kept += new_coding.marks.size() - marks.gained.size() - marks.moved.size();
    } catch (const Errors& errors) {
      context.err << visible(errors.what()) << '\n';
      status = kCouldNot;
    }
  }
  context.out << fmt::format("marks: {} gained, {} lost, {} moved, {} as before\n", gained, lost, moved, kept);
  return gained + lost + moved > 0 ? std::max(status, kNo) : status;
}

}  // namespace

extern const Command kCodebookDiffCommand{
    .name = "codebook diff",
    .operands = "[OPTIONS] A B [FILE...]",
    .summary = "What changed between two codebooks, in rules and in marks",
    .about =
        "Lists the codes, markers, lexicons, scales and indices that were added (+), removed (-) or changed (~, with the keys that differ). With transcripts it codes "
        "them with both and lists the marks gained, lost and moved, by transcript and line.",
    .statuses = "something changed",
    .example = "attune codebook diff coherence ours.toml corpora_samples/s01.txt",
    .describe = describe,
    .run = run_diff,
};

}  // namespace attune::cli
