#include "attune/report/html.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "attune/hash.h"
#include "attune/report/page.h"
#include "attune/text/visible.h"
#include "attune/version.h"

namespace attune {
namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Base64 of the bytes that `hex` writes, as a Content-Security-Policy wants a hash.
std::string base64_of_hex(std::string_view hex) {
  static constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bits;
  for (char c : hex) {
    const int value = c <= '9' ? c - '0' : c - 'a' + 10;
    for (int bit = 3; bit >= 0; --bit) bits += (value >> bit & 1) != 0 ? '1' : '0';
  }
  std::string result;
  for (std::size_t i = 0; i < bits.size(); i += 6) {
    std::size_t value = 0;
    for (std::size_t bit = 0; bit < 6; ++bit) value = value << 1 | static_cast<std::size_t>(i + bit < bits.size() && bits[i + bit] == '1');
    result += kDigits[value];
  }
  while (result.size() % 4 != 0) result += '=';
  return result;
}

/// In one piece, because the page's policy allows exactly this one. A notice goes with every copy of uPlot.
std::string whole_script() {
  return fmt::format("/*\n{}\n*/\n{}\n{}", page_chart_licence(), page_chart_script(), page_script());
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string lines;
  lines.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') lines += text[i];
    else if (i + 1 == text.size() || text[i + 1] != '\n') lines += '\n';
  }
  std::string result;
  result.reserve(lines.size() + lines.size() / 8);
  for (char c : visible(lines)) switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default: result += c;
    }
  return result;
}

std::string html_text(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return html_text(text);
  while (bytes > 0 && continues(text[bytes])) --bytes;
  return html_text(text.substr(0, bytes)) + " <span class=\"cut\">[cut]</span>";
}

Span shortened_around(std::string_view text, Span span, Span kept, std::size_t bytes) {
  if (span.end - span.begin <= bytes) return span;
  const std::size_t inside = kept.end - kept.begin;
  const std::size_t room = inside >= bytes ? 0 : (bytes - inside) / 2;
  Span result{static_cast<std::uint32_t>(std::max<std::size_t>(span.begin, kept.begin > room ? kept.begin - room : 0)),
              static_cast<std::uint32_t>(std::min<std::size_t>(span.end, kept.end + room))};
  while (result.begin > span.begin && continues(text[result.begin])) --result.begin;
  while (result.end < span.end && continues(text[result.end])) ++result.end;
  return result;
}

void begin_page(std::ostream& out, std::string_view title, std::string_view style) {
  out << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      << "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"
      << base64_of_hex(sha256(whole_script())) << "'; base-uri 'none'; form-action 'none'\">\n"
      << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
      << "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"attune " << kVersion << "\">\n"
      << "<title>" << html_text(title) << "</title>\n<style>\n"
      << page_chart_style() << page_style() << style << "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n";
}

void end_page(std::ostream& out) {
  out << "<footer><p>Made by attune " << kVersion << ", offline. Charts are drawn by uPlot (MIT licence, &copy; Leon Sorokin) from the tables on this page.</p></footer>\n"
      << "<dialog id=\"card\" aria-labelledby=\"card-title\"><h2 id=\"card-title\">Why this is marked</h2><div id=\"card-body\"></div>"
      << "<form method=\"dialog\"><button>Close</button></form></dialog>\n<script>" << whole_script() << "</script>\n</body>\n</html>\n";
}

void begin_table(std::ostream& out, std::string_view caption, std::string_view attributes) {
  const std::string safe = html_text(caption);
  out << "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"" << safe << "\"><table " << attributes << "><caption>" << safe << "</caption>\n";
}

void end_table(std::ostream& out) { out << "</table></div>\n"; }

std::string bar_cell(std::string_view text, double share) {
  const double percent = std::isfinite(share) ? 100 * std::clamp(share, 0.0, 1.0) : 0;
  return fmt::format("<td class=\"n bar\" style=\"--w:{:.0f}%\">{}</td>", percent, text);
}

}  // namespace attune
