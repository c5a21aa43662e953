#include "attune/formats/subtitle_cues.h"

#include <algorithm>
#include <utility>

#include "attune/error.h"
#include "attune/formats/clock.h"
#include "attune/text/characters.h"

namespace attune {
namespace {

bool times_of(std::string_view line, SubtitleCue& cue) {
  const std::size_t arrow = line.find("-->");
  if (arrow == std::string_view::npos) return false;
  const std::string_view before = trimmed(line.substr(0, arrow)), after = trimmed(line.substr(arrow + 3));
  const auto start = parse_clock(before), end = parse_clock(after.substr(0, after.find_first_of(" \t")));
  if (!start || !end || before.find(':') == std::string_view::npos) return false;
  cue.start_ms = *start;
  cue.end_ms = *end;
  return true;
}

/// "NOTE", "STYLE" or "REGION" alone or with a remark behind it, and no name of a cue ("NOTEworthy").
bool says_nothing(std::string_view line) {
  for (std::string_view word : {"NOTE", "STYLE", "REGION"})
    if (line.starts_with(word) && (line.size() == word.size() || is_blank(line[word.size()]))) return true;
  return false;
}

/// Reads the cues, and tells what stands where one should.
class CueReader {
 public:
  CueReader(const Draft& draft, Subtitles kind) : text_(draft.text), file_(draft.file), kind_(kind), lines_(subtitle_lines(draft.text)) {}

  std::vector<SubtitleCue> read() {
    std::size_t i = 0;
    if (kind_ == Subtitles::vtt)  // "WEBVTT" and what is said of the file; a cue may follow without an empty line
      while (i < lines_.size() && !is_empty(i) && !has_arrow(i) && !(i > 0 && is_number(i) && i + 1 < lines_.size() && has_arrow(i + 1))) ++i;
    while (i < lines_.size()) {
      if (is_empty(i)) {
        ++i;
        continue;
      }
      std::size_t end = i;
      while (end < lines_.size() && !is_empty(end)) ++end;
      const bool named = i + 1 < end && has_arrow(i + 1);
      if (kind_ != Subtitles::vtt || named || !says_nothing(line(i))) read_block(i, end);
      i = end;
    }
    if (!problems_.empty()) throw Errors(std::move(problems_));
    if (cues_.empty()) throw Errors({{file_, 0, 0}, "at least one cue", "none"});
    return std::move(cues_);
  }

 private:
  [[nodiscard]] std::string_view line(std::size_t i) const { return slice(text_, lines_[i].span); }
  [[nodiscard]] bool is_empty(std::size_t i) const { return trimmed(line(i)).empty(); }
  [[nodiscard]] bool has_arrow(std::size_t i) const { return line(i).find("-->") != std::string_view::npos; }
  [[nodiscard]] bool is_number(std::size_t i) const { return trimmed(line(i)).find_first_not_of("0123456789") == std::string_view::npos; }

  /// Lines without an empty one between them: one cue, or several that nothing parts but their times.
  void read_block(std::size_t first, std::size_t end) {
    std::size_t times = first;
    if (!has_arrow(first) && first + 1 < end) ++times;
    while (first < end) {
      SubtitleCue cue;
      if (!times_of(line(times), cue)) {
        problems_.push_back({{file_, lines_[times].number, 1}, "the times of a cue (\"00:00:01.000 --> 00:00:04.000\")", "another line"});
        return;
      }
      cue.begin = lines_[first].span.begin;
      cue.line = lines_[times].number;
      std::size_t next = times + 1;
      SubtitleCue other;
      while (next < end && !times_of(line(next), other)) ++next;
      const std::size_t next_first = next < end && next > times + 1 && is_number(next - 1) ? next - 1 : next;
      if (times + 1 < next_first) cue.payload = {lines_[times + 1].span.begin, lines_[next_first - 1].span.end};
      else cue.payload = {lines_[times].span.end, lines_[times].span.end};
      cues_.push_back(cue);
      first = next_first;
      times = next;
    }
  }

  std::string_view text_;
  const std::string& file_;
  Subtitles kind_;
  std::vector<SubtitleLine> lines_;
  std::vector<SubtitleCue> cues_;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<SubtitleLine> subtitle_lines(std::string_view text) {
  std::vector<SubtitleLine> lines;
  int number = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    lines.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, ++number});
    begin = end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
  }
  return lines;
}

std::vector<SubtitleCue> read_subtitle_cues(const Draft& draft, Subtitles kind) { return CueReader(draft, kind).read(); }

}  // namespace attune
