#include "attune/coding/redaction.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <re2/re2.h>

#include "attune/coding/date_shift.h"
#include "attune/coding/identifying_text.h"
#include "attune/coding/known_names.h"
#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

/// White space as single blanks.
std::string on_one_line(std::string_view text) {
  std::string line;
  for (const char c : text) {
    if (!is_blank(c)) line += c;
    else if (!line.empty() && line.back() != ' ') line += ' ';
  }
  return line;
}

std::string first_word(const std::string& text) { return text.substr(0, text.find(' ')); }

/// "aunt", 2 of "{{Aunt 2}}".
std::pair<std::string, int> noun_and_number(std::string_view replaced_name) {
  std::string name = folded(replaced_name);
  std::erase_if(name, [](char c) { return std::string_view("{}[]()<>").find(c) != std::string_view::npos; });
  const std::size_t digits = name.find_last_not_of("0123456789") + 1;
  const int number = digits < name.size() && name.size() - digits <= 4 ? std::stoi(name.substr(digits)) : 0;
  name.resize(digits);
  while (!name.empty() && std::string_view(" _#-").find(name.back()) != std::string_view::npos) name.pop_back();
  return {name, number};
}

/// "s01:12"
std::string place_of(const Transcript& transcript, int line) { return line > 0 ? fmt::format("{}:{}", transcript.id, line) : transcript.id; }

/// "{{Person 1}}" as "Person_1".
std::string for_remark(const std::string& replacement) {
  std::string text = replacement;
  std::erase_if(text, [](char c) { return std::string_view("{}[]").find(c) != std::string_view::npos; });
  std::ranges::replace(text, ' ', '_');
  return text;
}

/// The line ends in a passage with the blanks behind them, to be kept.
std::string line_ends_of(std::string_view passage) {
  std::string kept;
  for (std::size_t i = 0; i < passage.size(); ++i)
    if (passage[i] == '\r' || passage[i] == '\n') kept += passage[i];
  return kept;
}

}  // namespace

RedactionProposal::RedactionProposal(PrivacyWords words, RedactionKey known, ProposalOptions options) : words_(std::move(words)), known_(std::move(known)), options_(options) {
  for (const RedactionEntry& entry : known_) {
    const auto [noun, number] = noun_and_number(entry.replacement);
    int& highest = highest_[noun];
    highest = std::max(highest, number);
  }
}

void RedactionProposal::add(const Transcript& transcript, const std::vector<Identifier>& found, const NotationProfile& notation) {
  for (const Token& token : transcript.tokens) {
    if (token.kind != TokenKind::redacted) continue;
    const auto [noun, number] = noun_and_number(slice(transcript.text, token.span));
    int& highest = highest_[noun];
    highest = std::max(highest, number);
  }
  for (const Identifier& one : found) {
    const std::string original = on_one_line(slice(transcript.text, one.span));
    if (std::ranges::any_of(known_, [&](const RedactionEntry& entry) { return entry.kind != kLabelEntry && entry.original == original; })) continue;
    const auto [at, is_new] = candidates_.try_emplace(original);
    Candidate& candidate = at->second;
    ++candidate.times;
    if (candidate.role.empty()) candidate.role = one.role;
    if (!is_new) continue;
    candidate.kind = one.kind;
    candidate.where = place_of(transcript, line_at(transcript, one.span.begin));
    // "Aunt Carol" and "Carol" are one person, and so are "Carol" and "Carol Keane".
    std::string name = original;
    if (!one.role.empty() && name.find(' ') != std::string::npos && one.kind == IdentifierKind::name) {
      const auto kin_first = std::ranges::find(words_.given, folded(first_word(name))) == words_.given.end();
      if (kin_first) name = name.substr(name.find(' ') + 1);
    }
    candidate.group = folded(name);
    order_.push_back(original);
  }
  add_labels(transcript, notation);
}

void RedactionProposal::add_labels(const Transcript& transcript, const NotationProfile& notation) {
  if (transcript.format != "plain") return;  // other formats' copies name roles only
  for (const Turn& turn : transcript.turns) {
    const std::string label = label_name(transcript, turn);
    if (is_known_label(label, notation)) continue;
    const auto same = [&](const RedactionEntry& entry) { return entry.kind == kLabelEntry && entry.original == label; };
    if (std::ranges::any_of(known_, same)) continue;
    if (const auto known = std::ranges::find_if(labels_, same); known != labels_.end()) {
      ++known->times;
      continue;
    }
    labels_.push_back({std::string(kLabelEntry), label, capitalised(turn.role == Role::none ? "other" : std::string(role_name(turn.role))), 1,
                       place_of(transcript, line_of(transcript, turn))});
  }
}

std::string RedactionProposal::noun_of(IdentifierKind kind, const std::string& role) const {
  if (!role.empty()) return capitalised(role);
  const auto noun = std::ranges::find(words_.nouns, kind, &PrivacyNoun::kind);
  return noun == words_.nouns.end() ? capitalised(std::string(identifier_kind_name(kind))) : noun->noun;
}

RedactionKey RedactionProposal::key() const {
  // A first name alone is the full name that begins with it, where there is one such name only.
  std::map<std::string, std::set<std::string>> full_names;
  for (const auto& [original, candidate] : candidates_)
    if (candidate.kind == IdentifierKind::name && candidate.group.find(' ') != std::string::npos) full_names[first_word(candidate.group)].insert(candidate.group);
  const auto group_of = [&](const Candidate& candidate) {
    const std::string first = first_word(candidate.group);
    const auto full = full_names.find(first);
    return candidate.kind == IdentifierKind::name && full != full_names.end() && full->second.size() == 1 ? first : candidate.group;
  };
  std::map<std::string, std::string> roles;  // by group: what anybody called them
  for (const auto& [original, candidate] : candidates_)
    if (candidate.kind == IdentifierKind::name && !candidate.role.empty()) roles[group_of(candidate)] = candidate.role;
  RedactionKey key = known_;
  std::map<std::string, int> highest = highest_;
  std::map<std::pair<IdentifierKind, std::string>, std::string> given;
  for (const RedactionEntry& entry : known_) {  // "ZED" is who "Zed" was
    const auto kind = parse_identifier_kind(entry.kind);
    if (kind && !entry.replacement.empty()) given.emplace(std::pair{*kind, folded(entry.original)}, entry.replacement);
  }
  RedactionKey proposed;
  for (const std::string& original : order_) {
    const Candidate& candidate = candidates_.at(original);
    const std::string group = group_of(candidate);
    std::string& replacement = given[{candidate.kind, group}];
    if (replacement.empty()) {
      const auto role = candidate.kind == IdentifierKind::name ? roles.find(group) : roles.end();
      const std::string noun = noun_of(candidate.kind, role != roles.end() ? role->second : candidate.role);
      const auto date = options_.shift_days != 0 && candidate.kind == IdentifierKind::date ? shifted_date(original, options_.shift_days, words_.months) : std::nullopt;
      replacement = date ? fmt::format("{{{{{}_{}}}}}", noun, *date) : fmt::format("{{{{{} {}}}}}", noun, ++highest[folded(noun)]);
    }
    proposed.push_back({std::string(identifier_kind_name(candidate.kind)), original, replacement, candidate.times, candidate.where});
  }
  std::ranges::stable_sort(proposed, {}, [](const RedactionEntry& entry) { return parse_identifier_kind(entry.kind); });
  key.insert(key.end(), labels_.begin(), labels_.end());
  key.insert(key.end(), proposed.begin(), proposed.end());
  return key;
}

std::vector<Replacement> replacements_in(const Transcript& transcript, const RedactionKey& key, const PrivacyWords& words) {
  const std::string text = identifying_text(transcript);
  std::set<std::uint32_t> starts;
  for (const WrittenWord& word : identifying_words(transcript, text))
    if (word.starts && std::ranges::find(words.words_too, word.folded) != words.words_too.end()) starts.insert(word.span.begin);
  std::vector<const RedactionEntry*> longest_first;
  for (const RedactionEntry& entry : key)
    if (!entry.replacement.empty() && entry.kind != kLabelEntry) longest_first.push_back(&entry);
  std::ranges::stable_sort(longest_first, [](const auto* a, const auto* b) { return a->original.size() > b->original.size(); });

  std::map<Span, std::string> found;  // in order; they never overlap
  const auto take = [&](Span span, const std::string& replacement) {
    const auto behind = found.lower_bound({span.begin, 0});
    if (behind != found.end() && behind->first.begin < span.end) return;
    if (behind != found.begin() && std::prev(behind)->first.end > span.begin) return;
    found.emplace(span, replacement);
  };
  for (const RedactionEntry* entry : longest_first) {
    std::string pattern = RE2::QuoteMeta(on_one_line(entry->original));
    RE2::GlobalReplace(&pattern, R"(\\ )", R"(\\s+)");
    const RE2 expression("(" + pattern + ")");
    const bool one_word = entry->original.find(' ') == std::string::npos;
    re2::StringPiece match;
    for (std::size_t at = 0; at <= text.size() && expression.Match(text, at, text.size(), RE2::UNANCHORED, &match, 1);) {
      const auto begin = static_cast<std::uint32_t>(match.data() - text.data());
      const Span span{begin, static_cast<std::uint32_t>(begin + match.size())};
      at = span.begin + std::max<std::size_t>(match.size(), 1);
      if (is_whole(text, span) && !(one_word && starts.contains(begin)))
        take(span, (is_in_remark(transcript, span) ? for_remark(entry->replacement) : entry->replacement) + line_ends_of(slice(text, span)));
    }
  }
  for (const RedactionEntry& entry : key)
    for (const Turn& turn : transcript.turns) {
      if (entry.kind != kLabelEntry || entry.replacement.empty() || turn.label.begin == turn.label.end || label_name(transcript, turn) != entry.original) continue;
      const auto at = static_cast<std::uint32_t>(turn.label.begin + slice(transcript.text, turn.label).find(entry.original));
      take({at, static_cast<std::uint32_t>(at + entry.original.size())}, entry.replacement);
    }
  std::vector<Replacement> replacements;
  for (const auto& [span, replacement] : found) replacements.push_back({span, replacement});
  return replacements;
}

std::vector<Identifier> not_in_key(const Transcript& transcript, const std::vector<Identifier>& found, const RedactionKey& key) {
  // A row of the talk answers for what is written like it, one without a replacement in any case; one for a label only if it leaves the label.
  std::set<std::string> known, left_alone;
  for (const RedactionEntry& entry : key) {
    if (entry.replacement.empty()) left_alone.insert(folded(on_one_line(entry.original)));
    else if (entry.kind != kLabelEntry) known.insert(on_one_line(entry.original));
  }
  std::vector<Identifier> left;
  for (const Identifier& one : found) {
    const std::string original = on_one_line(slice(transcript.text, one.span));
    if (!known.contains(original) && !left_alone.contains(folded(original))) left.push_back(one);
  }
  return left;
}

}  // namespace attune
