#include "attune/formats/csv.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <set>
#include <utility>

#include "attune/error.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::string_view kSeparators = ",;\t";
constexpr std::array<std::string_view, 4> kFullWidth = {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};  // = + - @

/// Would a spreadsheet run this? Text that begins with "'" before such text counts too, else taking the guard off
/// again would not give back what was written.
bool needs_guard(std::string_view text) {
  while (!text.empty() && text.front() == '\'') text.remove_prefix(1);
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  if (text.empty()) return false;
  if (std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) return true;
  return std::ranges::any_of(kFullWidth, [&](std::string_view form) { return text.starts_with(form); });
}

std::string unguarded(std::string text) {
  if (text.starts_with('\'') && needs_guard(std::string_view(text).substr(1))) text.erase(0, 1);
  return text;
}

/// Reads record after record and keeps the place it is at.
class Reader {
 public:
  Reader(std::string_view text, const std::string& file, char separator)
      : text_(text), file_(file), separator_(separator) {}

  [[nodiscard]] bool at_end() const { return next_ >= text_.size(); }

  [[nodiscard]] CsvRow read_row() {
    CsvRow row{line_, {}, {}};
    for (;;) {
      row.positions.push_back({line_, column_});
      row.cells.push_back(unguarded(read_cell()));
      if (at_end() || text_[next_] != separator_) break;
      advance();
    }
    end_ = {line_, column_};
    if (!at_end()) skip_line_end();
    return row;
  }

  /// Where the row that was read last ends.
  [[nodiscard]] CsvPosition row_end() const { return end_; }

  void report(CsvPosition at, std::string expected, std::string found) {
    problems_.push_back({{file_, at.line, at.column}, std::move(expected), std::move(found)});
  }
  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }

 private:
  [[nodiscard]] bool at_line_end() const { return text_[next_] == '\n' || text_[next_] == '\r'; }

  void skip_line_end() {
    if (text_[next_] == '\r' && next_ + 1 < text_.size() && text_[next_ + 1] == '\n') ++next_;
    ++next_;
    ++line_;
    column_ = 1;
  }

  void advance() {
    if (at_line_end()) return skip_line_end();
    const bool is_continuation = (static_cast<unsigned char>(text_[next_]) & 0xC0) == 0x80;
    if (!is_continuation) ++column_;
    ++next_;
  }

  std::string read_cell() {
    if (!at_end() && text_[next_] == '"') return read_quoted_cell();
    const std::size_t begin = next_;
    while (!at_end() && text_[next_] != separator_ && !at_line_end()) advance();
    return std::string(text_.substr(begin, next_ - begin));
  }

  std::string read_quoted_cell() {
    const CsvPosition open{line_, column_};
    std::string cell;
    for (advance(); !at_end();) {
      if (text_[next_] != '"') {
        const std::size_t begin = next_;
        advance();
        cell += text_.substr(begin, next_ - begin);
        continue;
      }
      advance();
      if (at_end() || text_[next_] != '"') {
        expect_cell_end();
        return cell;
      }
      cell += '"';
      advance();
    }
    report(open, "a closing quote", "the end of the file");
    return cell;
  }

  void expect_cell_end() {
    if (at_end() || text_[next_] == separator_ || at_line_end()) return;
    report({line_, column_}, "a separator or the end of the line after a closing quote", "more text");
    while (!at_end() && text_[next_] != separator_ && !at_line_end()) advance();
  }

  std::string_view text_;
  const std::string& file_;
  char separator_;
  std::size_t next_ = 0;
  int line_ = 1;
  int column_ = 1;
  CsvPosition end_;
  std::vector<Problem> problems_;
};

/// The place of byte `offset`, for the checks made before there are rows.
Place place_of(std::string_view text, std::size_t offset, const std::string& file) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return {file, 1 + static_cast<int>(std::ranges::count(before, '\n')),
          1 + static_cast<int>(count_code_points(before.substr(line_begin)))};
}

void check_characters(std::string_view text, const std::string& file) {
  if (const auto invalid = find_invalid_utf8(text))
    throw Errors(Problem{place_of(text, *invalid, file), "text in UTF-8", "a byte that is not UTF-8"});
  if (const auto nul = text.find('\0'); nul != std::string_view::npos)
    throw Errors(Problem{place_of(text, nul, file), "text in UTF-8", "a NUL byte"});
}

bool is_empty_line(const CsvRow& row, CsvPosition end) {
  return row.cells.size() == 1 && row.positions[0] == end;  // "\"\"" is a cell and not an empty line
}

std::string cells_in_words(std::size_t count) { return std::to_string(count) + (count == 1 ? " cell" : " cells"); }

void check_header(const CsvRow& header, Reader& reader) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < header.cells.size(); ++i)
    if (!header.cells[i].empty() && !names.insert(header.cells[i]).second)
      reader.report(header.positions[i], "column names that differ", "\"" + header.cells[i] + "\" a second time");
}

}  // namespace

char detect_separator(std::string_view text) {
  std::array<int, kSeparators.size()> counts{};
  bool quoted = false;
  for (char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    if (const auto i = kSeparators.find(c); i != std::string_view::npos) ++counts[i];
  }
  return kSeparators[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

CsvTable parse_csv(std::string_view text, const std::string& file) {
  if (text.starts_with(kBom)) text.remove_prefix(kBom.size());
  check_characters(text, file);
  const auto begin = text.find_first_not_of("\r\n");
  if (begin == std::string_view::npos)
    throw Errors(Problem{{file, 0, 0}, "a table with a header line", "an empty file"});

  CsvTable table;
  table.separator = detect_separator(text.substr(begin));
  Reader reader(text, file, table.separator);
  CsvRow header = reader.read_row();
  while (is_empty_line(header, reader.row_end())) header = reader.read_row();
  check_header(header, reader);
  while (!reader.at_end()) {
    CsvRow row = reader.read_row();
    if (is_empty_line(row, reader.row_end())) continue;
    if (row.cells.size() != header.cells.size())
      reader.report(row.cells.size() > header.cells.size() ? row.positions[header.cells.size()] : reader.row_end(),
                    cells_in_words(header.cells.size()) + " as in the header", cells_in_words(row.cells.size()));
    table.rows.push_back(std::move(row));
  }
  if (!reader.problems().empty()) throw Errors(reader.problems());
  table.header = std::move(header.cells);
  return table;
}

std::string csv_cell(std::string_view text) {
  const bool guard = needs_guard(text);
  const bool edge_blank = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  // At the beginning of a file it would be taken for the file's own mark.
  const bool has_mark = text.starts_with(kBom);
  if (!guard && !edge_blank && !has_mark && text.find_first_of(",;\t\"\r\n") == std::string_view::npos) return std::string(text);
  std::string cell = guard ? "\"'" : "\"";
  for (char c : text) cell.append(c == '"' ? 2 : 1, c);
  return cell + '"';
}

std::optional<double> csv_number(std::string_view cell, char separator) {
  const auto first = cell.find_first_not_of(" \t");
  if (first == std::string_view::npos) return std::nullopt;
  std::string digits(cell.substr(first, cell.find_last_not_of(" \t") + 1 - first));
  if (separator != ',' && std::ranges::count(digits, ',') == 1 && digits.find('.') == std::string::npos)
    digits[digits.find(',')] = '.';
  if (digits.starts_with('+') && !digits.starts_with("+-")) digits.erase(0, 1);
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace attune
