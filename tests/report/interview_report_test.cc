// The report on one interview: what it chooses, what it may not say, and that nothing in a transcript becomes markup.
#include "attune/report/interview_report.h"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "attune/codebook/codebooks.h"
#include "attune/coding/adjectives.h"
#include "attune/coding/coder.h"
#include "attune/coding/figures.h"
#include "attune/coding/sections.h"
#include "attune/formats/csv.h"
#include "attune/formats/read.h"
#include "attune/report/html.h"
#include "attune/report/interview_formats.h"
#include "attune/report/interview_html.h"
#include "catch.h"

using namespace attune;

namespace {

const Protocol& protocol() {
  static const Protocol protocol = *shipped_protocol("aai20");
  return protocol;
}

const std::vector<Codebook>& books() {
  static const std::vector<Codebook> books = default_codebooks();
  return books;
}

CodedTranscript coded(const std::string& text, const std::string& id = "x") {
  static const Language language = *shipped_language("en");
  static Coder coder(books());
  TranscriptReader reader(*shipped_notation("aai"), {});
  CodedTranscript result;
  result.transcript = reader.read(text, id + ".txt", id, Format::plain);
  result.transcript.sections = SectionFinder(protocol()).find(result.transcript);
  result.transcript.figures = FigureFinder(language).find(result.transcript);
  result.adjectives = AdjectiveReader(language).find(result.transcript);
  result.codings = coder.code(result.transcript);
  for (std::size_t i = 0; i < result.codings.size(); ++i)
    for (IndexValue& index : measure(result.transcript, result.codings[i], books()[i], Intervals::bootstrap)) result.indices.push_back(std::move(index));
  return result;
}

std::string sample(const std::string& name) {
  std::ifstream file(std::string(ATTUNE_SOURCE_DIR) + "/corpora_samples/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

InterviewReport report_on(const CodedTranscript& interview, std::uint64_t seed = 1) { return interview_report(interview, books(), protocol(), {seed}); }

std::string html(const InterviewReport& report) {
  std::ostringstream out;
  write_interview_html(out, report);
  return out.str();
}

std::string text(const InterviewReport& report) {
  std::ostringstream out;
  write_interview_text(out, report);
  return out.str();
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// The first screen without what the speaker said.
std::string first_screen_words(const std::string& page) {
  std::string first = page.substr(page.find("<section id=\"first\""));
  first.resize(first.find("</section>\n<section id=\"trained\">"));
  for (std::size_t begin; (begin = first.find("<blockquote")) != std::string::npos;) first.erase(begin, first.find("</blockquote>") + 13 - begin);
  return lower(first);
}

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

/// What a clinician must not read on a first screen (classes of attachment, verdicts).
const char* const kForbidden[] = {"dismissing", "preoccupied", "autonomous", "secure", "unresolved", "disorgani", "cannot classify", "percentile", "risk",
                                  "composite",  "prognos",     "level",      "gauge",  "score",      "f/ds/e"};

}  // namespace

TEST_CASE("the first screen says what it must and no class, verdict or composite") {
  const std::string name = GENERATE("s01.txt", "s03.txt", "s06.txt", "s08.txt");
  CAPTURE(name);
  const CodedTranscript interview = coded(sample(name));
  const InterviewReport report = report_on(interview);
  const std::string first = first_screen_words(html(report));
  for (const char* word : kForbidden) {
    CAPTURE(word);
    CHECK(first.find(word) == std::string::npos);
  }
  for (const char* words : {"not read by a trained coder", "not a diagnosis and not a classification", "not known", "no mark does not mean", "second language", "questions of the protocol",
                            "words for caregivers followed up", "what could not be heard", "verbatim or tidied", "custody"}) {
    CAPTURE(words);
    CHECK(first.find(words) != std::string::npos);
  }
  CHECK(report.quotations.size() == 5);
  CHECK(std::ranges::count_if(report.quotations, [&](const Quotation& q) { return report.marks[q.mark].mark->polarity == Polarity::away; }) >= 2);
  CHECK(std::ranges::count_if(report.quotations, [&](const Quotation& q) { return report.marks[q.mark].mark->polarity == Polarity::toward; }) >= 2);
}

TEST_CASE("no title of a shipped rule holds a word the first screen must not show") {
  for (const Codebook& book : shipped_codebooks())
    for (const Marker& marker : book.markers)
      for (const char* word : kForbidden) {
        CAPTURE(marker.id, marker.title, word);
        CHECK(lower(marker.title).find(word) == std::string::npos);
      }
}

TEST_CASE("the best evidence is quoted first: a cue that was measured before one that people saw") {
  std::string text = "[codebook]\nid = \"b\"\nversion = \"1.0.0\"\nlanguage = \"en\"\ntitle = \"T\"\n[[code]]\nid = \"c\"\n"
                     "title = \"T\"\ndefinition = \"D.\"\npolarity = \"away\"\n";
  const char* const words[] = {"tea", "jam", "ham", "pie", "egg", "milk"};
  for (const char* word : words)
    text += fmt::format("[[marker]]\nid = \"{0}\"\ncode = \"c\"\ntitle = \"T\"\nwhy = \"W.\"\nevidence = \"{1}\"\nany = [\"{0}\"]\n"
                        "hit = [\"{0}\", \"my {0}\", \"a {0}\"]\nmiss = [\"x\", \"y\"]\n",
                        word, std::string(word) == "milk" ? "E1-text" : "E1-human");
  const std::vector<Codebook> codebooks = {parse_codebook(text, "b.toml")};
  CodedTranscript interview = coded("I: What?\nS: Some tea. Then jam. Then ham. Then pie. An egg. Then milk.\n");
  Coder coder(codebooks);
  interview.codings = coder.code(interview.transcript);
  interview.indices.clear();
  const InterviewReport report = interview_report(interview, codebooks, protocol(), {1});
  std::string quoted;
  for (const Quotation& quotation : report.quotations) quoted += report.marks[quotation.mark].mark->marker + " ";
  CHECK(quoted == "tea jam ham pie milk ");
}

TEST_CASE("answers without a mark are drawn by seed, and have none") {
  const CodedTranscript interview = coded(sample("s07.txt"));
  const InterviewReport one = report_on(interview, 1), again = report_on(interview, 1), two = report_on(interview, 2);
  REQUIRE(one.drawn.size() == 3);
  CHECK(one.drawn == again.drawn);
  CHECK(one.drawn != two.drawn);
  for (std::size_t number : one.drawn) {
    const Answer& answer = one.answers[number];
    CHECK(std::ranges::none_of(one.marks, [&](const ReportMark& mark) { return mark.mark->turn >= answer.first_turn && mark.mark->turn < answer.turn_end; }));
    CHECK(answer.words >= 8);
  }
}

TEST_CASE("every mark is in the page, leads to its rule, and can be switched by its code") {
  const CodedTranscript interview = coded(sample("s06.txt"));
  const InterviewReport report = report_on(interview);
  const std::string page = html(report);
  REQUIRE(report.marks.size() > 30);
  std::size_t marks = 0;
  for (const ReportRule& rule : report.rules) marks += rule.marks;
  CHECK(marks == report.marks.size());
  for (std::size_t i = 0; i < report.rules.size(); ++i) {
    CAPTURE(report.rules[i].marker);
    CHECK(times(page, "id=\"r" + std::to_string(i + 1) + "\"") == 1);
    CHECK(page.find("href=\"#r" + std::to_string(i + 1) + "\"") != std::string::npos);
    CHECK(page.find(html_text(report.rules[i].why)) != std::string::npos);
    CHECK_FALSE(report.rules[i].evidence.empty());
    CHECK_FALSE(report.rules[i].definition.empty());
  }
  for (std::size_t i = 0; i < report.codes.size(); ++i) CHECK(times(page, "<input type=\"checkbox\" id=\"k" + std::to_string(i) + "\" checked>") == 1);
  // Words of the transcript stand in it once, whatever marks cut through them.
  std::string plain = page.substr(page.find("<section id=\"transcript\">"));
  for (std::size_t begin; (begin = plain.find("<a class=\"ref")) != std::string::npos;) plain.erase(begin, plain.find("</a>", begin) + 4 - begin);
  for (std::size_t begin; (begin = plain.find("<mark")) != std::string::npos;) plain.erase(begin, plain.find('>', begin) + 1 - begin);
  for (std::size_t begin; (begin = plain.find("</mark>")) != std::string::npos;) plain.erase(begin, 7);
  for (const Turn& turn : interview.transcript.turns) CHECK(plain.find(html_text(slice(interview.transcript.text, turn.body))) != std::string::npos);
}

TEST_CASE("a hostile transcript stays text") {
  const std::string hostile =
      "I: </p></section><script>alert(1)</script><img src=x onerror=alert(2)>\n"
      "S: My gran, she likes \"><svg/onload=alert(3)> her tea <!-- strong. ]]> & ' onmouseover='alert(4) \x1b[31m \u202Egnp.exe\u202C \u200B<style>*{display:none}</style>\n"
      "I: Who died? {{<b>loss</b>}}\n"
      "S: My gran died. She likes her tea <a href=javascript:alert(5)>strong</a>. I don't remember. I don't remember.\r\n";
  const CodedTranscript interview = coded(hostile, "<script>alert(9)</script>\u202E");
  const std::string page = html(report_on(interview));
  CHECK(times(page, "<script") == 1);  // the page's own
  CHECK(times(page, "<style") == 1);
  for (const char* part : {"<svg", "<img", "<!--", "<b>loss", "<a href=javascript", "\x1b", "\u202E", "\u202C", "\u200B", "onerror=alert(2)>", "\" onload", "' onmouseover='"}) {
    CAPTURE(part);
    CHECK(page.find(part) == std::string::npos);
  }
  for (const char* part : {"&lt;script&gt;alert(1)&lt;/script&gt;", "\\x1b[31m", "\\u202e", "\\u200b"}) CHECK(page.find(part) != std::string::npos);
  CHECK(page.find("default-src 'none'") != std::string::npos);
  const std::string plain = text(report_on(interview));
  CHECK(plain.find('\x1b') == std::string::npos);
  CHECK(plain.find("\u202E") == std::string::npos);
}

TEST_CASE("the page asks for nothing outside itself") {
  const CodedTranscript interview = coded(sample("s02.txt"));
  const std::string page = html(report_on(interview));
  for (const char* part : {" src=", "@import", "url(", "<link", "<iframe", "fetch(", "XMLHttpRequest", "href=\"http"}) {
    CAPTURE(part);
    CHECK(page.find(part) == std::string::npos);
  }
}

TEST_CASE("what is not there is said in words") {
  const CodedTranscript interview = coded("I: Hello?\nS: Yes.\n");
  const InterviewReport report = report_on(interview);
  REQUIRE(report.marks.empty());
  const std::string page = html(report), plain = text(report);
  for (const char* words : {"No rule marked a passage", "There is no answer of eight words or more without a mark", "None are given", "No section of the interview was recognised", "None were found"}) {
    CAPTURE(words);
    CHECK(page.find(words) != std::string::npos);
    CHECK(lower(plain).find(lower(words).substr(0, 20)) != std::string::npos);
  }
  for (const std::string& output : {page.substr(page.find("<main")), plain})
    for (const char* number : {">nan", " nan", ">inf<", " inf ", "-0.00"}) CHECK(lower(output.substr(0, output.find("<footer"))).find(number) == std::string::npos);
}

TEST_CASE("a passage that cannot be read without its sentence has it, and a huge one is cut between characters") {
  const std::string word(3000, 'a');
  CHECK(html_text("\u00FC\u00FC\u00FC", 3) == "\u00FC <span class=\"cut\">[cut]</span>");
  const std::string both = word + " \u00FCber " + word;
  const Span kept{3001, 3006};
  const Span shown = shortened_around(both, {0, static_cast<std::uint32_t>(both.size())}, kept, 100);
  CHECK(shown.begin <= kept.begin);
  CHECK(shown.end >= kept.end);
  CHECK(shown.end - shown.begin <= 104);
}

TEST_CASE("a passage that is cut says so once") {
  const auto bytes = GENERATE(30U, 500U);  // of the mark: cut around it, or in it
  CAPTURE(bytes);
  const CodedTranscript interview = coded(sample("s01.txt"));
  InterviewReport report = report_on(interview);
  const Turn& turn = *std::ranges::max_element(interview.transcript.turns, {}, [](const Turn& one) { return one.body.end - one.body.begin; });
  REQUIRE(turn.body.end - turn.body.begin > 600);
  REQUIRE(!report.quotations.empty());
  Mark mark = *report.marks[report.quotations[0].mark].mark;
  mark.span = {turn.body.begin, turn.body.begin + bytes};
  report.marks[report.quotations[0].mark].mark = &mark;
  report.quotations[0].sentence = turn.body;
  const std::string page = html(report);
  const std::string quotation = page.substr(page.find("<blockquote"), page.find("</blockquote>") - page.find("<blockquote"));
  CAPTURE(quotation);
  CHECK(times(quotation, "[cut]") == 1);
}

TEST_CASE("the text has at most 80 columns, also where a word is longer") {
  const std::string name = GENERATE("s01.txt", "s06.txt", "long");
  const CodedTranscript interview = coded(name == "long" ? "I: Who died?\nS: My gran died and she likes " + std::string(5000, 'x') + " tea and it was so very long ago for all of us.\n" : sample(name));
  std::istringstream lines(text(report_on(interview)));
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }) <= 80);
  }
}

TEST_CASE("a row a number, and cells a spreadsheet would run are defused") {
  CodedTranscript interview = coded("I: Who?\nS: My mum was kind.\n", "=1+1");
  interview.adjectives = {{"mother", "=cmd|'/c calc'!A1", 1, false, std::nullopt, {0, 1}, {}}};
  std::ostringstream out;
  write_interview_csv_header(out);
  write_interview_csv(out, report_on(interview));
  CHECK(out.str().find("'=1+1") != std::string::npos);
  CHECK(out.str().find("'=cmd|") != std::string::npos);
  const CsvTable table = parse_csv(out.str(), "x.csv");
  CHECK(table.header == std::vector<std::string>{"transcript", "part", "name", "of", "measure", "value", "note"});
  for (const CsvRow& row : table.rows) CHECK(row.cells[0] == "=1+1");
}

TEST_CASE("trained ratings stand apart from the first screen, with rater and date") {
  const CodedTranscript interview = coded(sample("s01.txt"));
  InterviewReportOptions options;
  options.trained = {{"R1", "2026-01-02", 1, false, {{"coh_mind", {}, 7.5, "", std::nullopt, "", ""}, {"class", {}, std::nullopt, "U/E3/F5", std::nullopt, "", ""}}}};
  const std::string page = html(interview_report(interview, books(), protocol(), options));
  CHECK(page.find("Rated by R1, round 1, 2026-01-02") != std::string::npos);
  CHECK(page.find("U/E3/F5") > page.find("<section id=\"trained\">"));
}
