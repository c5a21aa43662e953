#include "attune/measures/transcript_redaction.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "attune/text/unicode.h"

namespace attune {
namespace {

struct Numbers {
  std::set<int> seen;
  bool unnumbered = false;
  int line = 0;
};

}  // namespace

std::vector<RedactionGap> redaction_gaps(const Transcript& transcript) {
  std::map<std::string, Numbers> roles;
  for (const Token& token : transcript.tokens) {
    if (token.kind != TokenKind::redacted) continue;
    const std::string name = folded(slice(transcript.text, {token.span.begin + token.inner_begin, token.span.end - token.inner_end}));
    const std::size_t digits = name.find_last_not_of("0123456789") + 1;
    std::string role = name.substr(0, digits);
    while (!role.empty() && std::string_view(" _#-").find(role.back()) != std::string_view::npos) role.pop_back();
    if (role.empty() || role.find_first_of("0123456789_[{<") != std::string::npos) continue;  // a shifted date, a name without a role
    Numbers& numbers = roles[role];
    if (numbers.line == 0) numbers.line = line_at(transcript, token.span.begin);
    if (digits == name.size()) numbers.unnumbered = true;
    else if (name.size() - digits <= 4) numbers.seen.insert(std::stoi(name.substr(digits)));
  }
  std::vector<RedactionGap> gaps;
  for (const auto& [role, numbers] : roles) {
    RedactionGap gap{role, {}, numbers.unnumbered && !numbers.seen.empty(), numbers.line};
    const int highest = numbers.seen.empty() ? 0 : *numbers.seen.rbegin();
    for (int number = 1; number < highest && number <= 99; ++number)
      if (!numbers.seen.contains(number)) gap.missing.push_back(number);
    if (!gap.missing.empty() || gap.also_unnumbered) gaps.push_back(std::move(gap));
  }
  return gaps;
}

std::vector<Finding> unread_remarks(const Transcript& transcript) {
  std::vector<std::uint32_t> tags;
  for (const Section& section : transcript.sections)
    if (section.source == SectionSource::tag) tags.push_back(transcript.turns[section.first_turn].body.begin);
  std::vector<Finding> remarks;
  for (const Token& token : transcript.tokens)
    if (token.kind == TokenKind::comment && !std::ranges::binary_search(tags, token.span.begin)) remarks.push_back({token.span, line_at(transcript, token.span.begin)});
  return remarks;
}

std::vector<Finding> loose_brackets(const Transcript& transcript) {
  std::vector<Finding> loose;
  if (transcript.notation == "plain" || transcript.notation == "chat") return loose;
  for (const Turn& turn : transcript.turns)
    for (std::uint32_t i = turn.first_token; i < turn.token_end; ++i) {
      const Token& token = transcript.tokens[i];
      if (token.kind != TokenKind::punctuation) continue;
      const std::string_view sign = slice(transcript.text, token.span);
      if (sign.find_first_of("{}[]") == std::string_view::npos) continue;
      if (loose.empty() || loose.back().span.end != token.span.begin) loose.push_back({token.span, line_at(transcript, token.span.begin)});
      else loose.back().span.end = token.span.end;
    }
  return loose;
}

}  // namespace attune
