#include "attune/formats/tei.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/clock.h"
#include "attune/formats/labels.h"
#include "attune/formats/speakers.h"
#include "attune/formats/xml.h"
#include "attune/text/characters.h"

namespace attune {
namespace {

struct Person {
  std::string name;
  Role role = Role::none;
};

/// All text below a node with single blanks.
std::string text_below(pugi::xml_node node) {
  std::string text;
  for (pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
    else text += text_below(child);
    text += ' ';
  }
  std::string single;
  for (char c : text)
    if (!is_blank(c)) single += c;
    else if (!single.empty() && single.back() != ' ') single += ' ';
  return std::string(trimmed(single));
}

/// "PT3.5S" or "3.5" is 3.5.
std::string seconds_in(std::string_view duration) {
  std::string digits;
  for (char c : duration)
    if (is_digit(c) || c == '.') digits += c;
  return digits;
}

/// Builds what was said in one turn.
class Speech {
 public:
  Speech(std::string& said, std::vector<std::string>& notes) : said_(said), notes_(notes) {}

  void add(pugi::xml_node node) {
    for (pugi::xml_node child : node.children()) {
      if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) add_text(child.value());
      else if (child.type() == pugi::node_element) add_element(child);
    }
  }

 private:
  void add_element(pugi::xml_node node) {
    const std::string_view name = local_name(node);
    if (name == "speaker" || name == "stage" || name == "linkGrp" || name == "link" || name == "anchor" || name == "ptr" || name == "figure" || name == "teiHeader") return;
    if (name == "note") {
      if (attribute(node, "type").value() != std::string_view("speaker")) notes_.push_back(text_below(node));
      return;
    }
    if (name == "gap") return bracket("unintelligible");
    if (name == "pause") {
      const std::string seconds = seconds_in(attribute(node, "dur") ? attribute(node, "dur").value() : "");
      return bracket(seconds.empty() ? "pause" : "pause " + seconds + " sec");
    }
    if (name == "vocal" || name == "incident" || name == "kinesic" || name == "event") {
      std::string desc = text_below(node);
      if (desc.empty()) desc = attribute(node, "desc").value();
      if (desc.empty()) desc = attribute(node, "type").value();
      return bracket(desc.empty() ? std::string(name) : desc);
    }
    if (name == "unclear") {
      std::string words;
      std::vector<std::string> notes;
      Speech(words, notes).add(node);
      words = std::string(trimmed(words));
      return words.empty() ? bracket("unintelligible") : bracket(words + "?");
    }
    const bool is_word = name == "w" || name == "pc";
    if (is_word && glued_) {
      while (!said_.empty() && said_.back() == ' ') said_.pop_back();
    }
    glued_ = false;
    if (name == "lb" || name == "pb") add_text(" ");
    // Paragraphs and lines are parted by a blank.
    const bool block = name == "p" || name == "seg" || name == "s" || name == "l" || name == "lg" || name == "ab";
    if (block) add_text(" ");
    add(node);
    if (name == "del") said_ += '-';
    if (block) add_text(" ");
    const std::string_view join = attribute(node, "join").value();
    if (is_word && (join == "right" || join == "both")) glued_ = true;
  }

  void bracket(const std::string& inside) {
    glued_ = false;
    if (!said_.empty() && said_.back() != ' ' && said_.back() != '(' && said_.back() != '"') said_ += ' ';
    said_ += "[" + inside + "]";
    after_bracket_ = true;
  }

  void add_text(std::string_view text) {
    if (is_token_lines(text)) return add_token_lines(text);
    if (glued_ && trimmed(text).empty()) return;
    for (char c : text) {
      if (is_blank(c)) {
        if (!said_.empty() && said_.back() != ' ') said_ += ' ';
      } else {
        if (after_bracket_ && !said_.empty() && said_.back() == ']' && std::string_view(".,?!;:)").find(c) == std::string_view::npos && c != '"') said_ += ' ';
        said_ += c;
      }
      after_bracket_ = after_bracket_ && is_blank(c);
    }
  }

  /// Some corpora keep a token a line with its tags behind tabs.
  static bool is_token_lines(std::string_view text) {
    const std::size_t first = text.find_first_not_of("\r\n");
    if (first == std::string_view::npos) return false;
    const std::string_view line = text.substr(first, text.find('\n', first) - first);
    return std::ranges::count(line, '\t') >= 3;
  }

  void add_token_lines(std::string_view text) {
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      const std::string_view line = text.substr(begin, end - begin);
      begin = end + 1;
      const std::string_view word = line.substr(0, line.find('\t'));
      if (trimmed(word).empty()) continue;
      static constexpr std::string_view kAttached[] = {".", ",", "?", "!", ";", ":", ")", "]", "%", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "\u2019s", "n\u2019t", "\u2019re", "\u2019ve", "\u2019ll", "\u2019d", "\u2019m", "\u201D"};
      const bool opened = !said_.empty() && (said_.back() == '(' || said_.back() == '[' || said_.ends_with("\u201C"));
      if (!said_.empty() && said_.back() != ' ' && !opened && std::ranges::find(kAttached, word) == std::end(kAttached)) said_ += ' ';
      if (std::ranges::find(kAttached, word) != std::end(kAttached))
        while (!said_.empty() && said_.back() == ' ') said_.pop_back();
      said_ += word;
    }
  }

  std::string& said_;
  std::vector<std::string>& notes_;
  bool glued_ = false;          // the last word is joined to the next
  bool after_bracket_ = false;
};

class Reader {
 public:
  Reader(const Xml& xml, const NotationProfile& profile) : xml_(xml), known_{profile.interviewer_labels, profile.participant_labels, false} {}

  void read(pugi::xml_node node) {
    for (pugi::xml_node child : node.children()) {
      if (child.type() != pugi::node_element) {
        if (outside_ == 0 && in_text_ && child.type() == pugi::node_pcdata && !trimmed(child.value()).empty()) outside_ = xml_.line(node);
        continue;
      }
      const std::string_view name = local_name(child);
      if (name == "person" || name == "personGrp") read_person(child);
      if (name == "when") read_when(child);
      if (name == "timeline") unit_ = attribute(child, "unit").value();
      if (name == "text" || name == "body") {
        in_text_ = true;
        if (const std::string own = attribute(child, "lang").value(); !own.empty()) language_ = own;
      }
      if (name == "u" || name == "sp") {
        read_turn(child);
      } else {
        const bool was = in_text_;
        if (name == "note" || name == "head" || name == "stage") in_text_ = false;
        read(child);
        if (name == "note" || name == "head" || name == "stage") in_text_ = was;
      }
    }
  }

  [[nodiscard]] std::vector<SourceTurn> take_turns() {
    for (SourceTurn& turn : turns_)
      if (const auto person = people_.find(turn.speaker); person != people_.end()) {
        turn.role = person->second.role;
        if (!person->second.name.empty()) turn.speaker = person->second.name;
      }
    return std::move(turns_);
  }
  [[nodiscard]] const std::string& language() const { return language_; }
  [[nodiscard]] int outside() const { return outside_; }

 private:
  void read_person(pugi::xml_node node) {
    Person person;
    for (pugi::xml_node child : node.children()) {
      if (local_name(child) != "persName") continue;
      person.name = text_below(child);
      break;
    }
    person.role = role_of(known_, label_name(attribute(node, "role").value()));
    if (person.role == Role::none && !person.name.empty()) person.role = role_of(known_, label_name(person.name));
    people_.emplace(attribute(node, "id").value(), person);
  }

  void read_when(pugi::xml_node node) {
    std::int64_t time = 0;
    const std::string interval = attribute(node, "interval").value();
    if (!interval.empty()) {
      const auto parsed = parse_time(interval, unit_ == "ms" ? TimeUnit::milliseconds : TimeUnit::seconds);
      if (!parsed) return;
      time = *parsed;
      std::string since = attribute(node, "since").value();
      if (since.starts_with('#')) since.erase(0, 1);
      if (const auto base = times_.find(since); base != times_.end()) time += base->second;
    }
    times_[attribute(node, "id").value()] = time;
  }

  std::int64_t time_of(pugi::xml_node node, std::string_view name) const {
    std::string reference = attribute(node, name).value();
    if (reference.starts_with('#')) {
      const auto found = times_.find(reference.substr(1));
      return found == times_.end() ? kNoTime : found->second;
    }
    return parse_clock(reference).value_or(kNoTime);
  }

  void read_turn(pugi::xml_node node) {
    SourceTurn turn;
    turn.line = xml_.line(node);
    turn.speaker = attribute(node, "who").value();
    turn.speaker = turn.speaker.substr(0, turn.speaker.find(' '));
    if (const std::size_t sign = turn.speaker.rfind('#'); sign != std::string::npos) turn.speaker.erase(0, sign + 1);
    if (turn.speaker.empty())
      for (pugi::xml_node child : node.children())
        if (local_name(child) == "speaker") turn.speaker = text_below(child);
    while (!turn.speaker.empty() && turn.speaker.back() == ':') turn.speaker.pop_back();
    Speech(turn.text, turn.notes).add(node);
    turn.start_ms = time_of(node, "start");
    turn.end_ms = time_of(node, "end");
    turns_.push_back(std::move(turn));
  }

  const Xml& xml_;
  Speakers known_;
  std::map<std::string, Person> people_;
  std::map<std::string, std::int64_t> times_;
  std::string unit_, language_;
  std::vector<SourceTurn> turns_;
  bool in_text_ = false;
  int outside_ = 0;
};

}  // namespace

Draft read_tei(Draft draft, const Limits& limits, const PlainOptions& options, const NotationProfile& profile) {
  const Xml xml(draft.text, draft.file, limits);
  Reader reader(xml, profile);
  reader.read(xml.root());
  draft.language = reader.language();
  if (draft.language.empty()) draft.language = attribute(xml.root(), "lang").value();
  std::vector<SourceTurn> turns = reader.take_turns();
  if (turns.empty()) throw Errors({{draft.file, xml.line(xml.root()), 0}, "speech in TEI (<u> or <sp>)", "none"});
  if (reader.outside() > 0) draft.warnings.push_back({"text_outside_turns", reader.outside(), "text outside <u> and <sp> was left out"});
  return composed(std::move(draft), std::move(turns), options, profile);
}

}  // namespace attune
