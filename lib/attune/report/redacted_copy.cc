#include "attune/report/redacted_copy.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "attune/formats/turn_text.h"
#include "attune/report/json_transcript.h"

namespace attune {
namespace {

void add_line(JsonTurn& turn, std::uint32_t offset, int line) {
  if (line > 0 && (turn.lines.empty() || turn.lines.back().line != static_cast<std::uint32_t>(line))) turn.lines.push_back({offset, static_cast<std::uint32_t>(line)});
}

std::vector<Span> bodies_of(const Transcript& transcript) {
  std::vector<Span> bodies;
  for (const Turn& turn : transcript.turns) bodies.push_back(turn.body);
  return bodies;
}

/// The replacements within `body`, counted from its beginning.
std::vector<Replacement> within(Span body, std::span<const Replacement> replacements) {
  std::vector<Replacement> inside;
  auto one = std::ranges::lower_bound(replacements, body.begin, {}, [](const Replacement& r) { return r.span.begin; });
  for (; one != replacements.end() && one->span.end <= body.end; ++one) inside.push_back({{one->span.begin - body.begin, one->span.end - body.begin}, one->text});
  return inside;
}

}  // namespace

void write_bare(std::ostream& out, const Transcript& transcript) {
  write_json_transcript(out, transcript, [&](const Turn& turn) {
    WrittenTurn written = turn_text(transcript, turn);
    JsonTurn lines{std::move(written.text)};
    for (const auto& [source, target] : written.pieces)
      if (target < lines.text.size()) add_line(lines, target, line_at(transcript, source));
    return lines;
  });
}

OffsetMap map_to_bare(const Transcript& transcript, const Transcript& bare) {
  // What was left out of a turn, and the blank that stands for it, lies between two of the pieces that were written.
  std::vector<Replacement> left_out;
  for (const Turn& turn : transcript.turns) {
    const WrittenTurn written = turn_text(transcript, turn);
    std::uint32_t source = turn.body.begin, target = 0;
    const auto skip_to = [&](std::uint32_t source_begin, std::uint32_t target_begin) {
      std::string between = target_begin > target ? written.text.substr(target, target_begin - target) : "";
      if (source_begin > source || !between.empty()) left_out.push_back({{source, source_begin}, std::move(between)});
    };
    for (auto token = transcript.tokens.begin() + turn.first_token; token != transcript.tokens.begin() + turn.token_end; ++token) {
      const auto piece = std::ranges::lower_bound(written.pieces, token->span.begin, {}, &std::pair<std::uint32_t, std::uint32_t>::first);
      if (piece == written.pieces.end() || piece->first != token->span.begin || piece->second >= written.text.size()) continue;
      skip_to(piece->first, piece->second);
      source = token->span.end;
      target = piece->second + (token->span.end - token->span.begin);
    }
    skip_to(turn.body.end, static_cast<std::uint32_t>(written.text.size()));
  }
  return offset_map({transcript.text, bare.text, bodies_of(transcript), bodies_of(bare), left_out});
}

void write_redacted(std::ostream& out, const Transcript& transcript, std::span<const Replacement> replacements) {
  write_json_transcript(out, transcript, [&](const Turn& turn) {
    const std::vector<Replacement> inside = within(turn.body, replacements);
    JsonTurn lines{replaced(slice(transcript.text, turn.body), inside)};
    auto at = std::ranges::lower_bound(transcript.lines, turn.body.begin, {}, &LineStart::offset);
    auto next = inside.begin();
    std::int64_t shift = 0;
    for (; at != transcript.lines.end() && at->offset < turn.body.end; ++at) {
      const std::uint32_t offset = at->offset - turn.body.begin;
      for (; next != inside.end() && next->span.end <= offset; ++next) shift += static_cast<std::int64_t>(next->text.size()) - (next->span.end - next->span.begin);
      // Within what is replaced a line begins with the words behind it.
      const bool is_cut = next != inside.end() && next->span.begin < offset;
      add_line(lines, static_cast<std::uint32_t>((is_cut ? next->span.begin + next->text.size() : offset) + shift), static_cast<int>(at->line));
    }
    return lines;
  });
}

OffsetMap map_to_redacted(const Transcript& transcript, std::span<const Replacement> replacements, const Transcript& again) {
  return offset_map({transcript.text, again.text, bodies_of(transcript), bodies_of(again), replacements});
}

}  // namespace attune
