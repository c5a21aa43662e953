// What a rater types at "rate enter", as data.
#include "cli/entry_words.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "attune/report/conference.h"
#include "catch.h"
#include "raters_setting.h"

using namespace attune;
namespace entry = attune::cli::entry;

namespace {

/// A command as one line.
struct Name {
  std::string operator()(const entry::Help&) const { return "help"; }
  std::string operator()(const entry::NextPage&) const { return "next page"; }
  std::string operator()(const entry::PageBack&) const { return "page back"; }
  std::string operator()(const entry::GoToLine& at) const { return "line " + std::to_string(at.line); }
  std::string operator()(const entry::Search& search) const { return "search <" + search.words + ">"; }
  std::string operator()(const entry::SearchOn&) const { return "search on"; }
  std::string operator()(const entry::ListScales& list) const { return list.only_missing ? "missing" : "scales"; }
  std::string operator()(const entry::Explain& what) const { return "explain " + about(what.about); }
  std::string operator()(const entry::Rate& rate) const {
    return "rate " + about({rate.row.rating.scale, rate.row.rating.target}) + " " + said(rate.row.rating);
  }
  std::string operator()(const entry::KeepLines& evidence) const { return "lines of " + about(evidence.about) + ": " + to_string(evidence.lines); }
  std::string operator()(const entry::KeepNote& remark) const { return "note on " + about(remark.about) + ": " + remark.note; }
  std::string operator()(const entry::Undo&) const { return "undo"; }
  std::string operator()(const entry::Check&) const { return "check"; }
  std::string operator()(const entry::Submit&) const { return "submit"; }
  std::string operator()(const entry::Lock& lock) const { return lock.is_sure ? "lock for good" : "lock"; }
  std::string operator()(const entry::Quit&) const { return "quit"; }
  std::string operator()(const entry::Mistake& mistake) const { return mistake.what; }

  static std::string about(const entry::About& about) {
    const std::string target = to_string(about.target);
    return target.empty() ? about.scale : about.scale + " " + target;
  }
};

std::string parsed(std::string_view line) {
  static const ScaleNames scales({parse_codebook(kScales, "scales.toml")});
  static const SheetRules sheet{scales, {"s1"}, "R1", 1};
  static const std::vector<SheetRow> rows = blank_rows("s1", scales.scales(), {{"mother", "father"}, {}, {}});
  return std::visit(Name{}, entry::parse(line, {sheet, rows, 57}));
}

}  // namespace

TEST_CASE("what a rater types is understood, or told with what was expected") {
  const std::pair<const char*, const char*> rows[] = {
      {"", "next page"},
      {"  back ", "page back"},
      {"12", "line 12"},
      {"58", "expected a line from 1 to 57, found \"58\""},
      {"/he died", "search <he died>"},
      {"/", "search on"},
      {"n", "search on"},
      {"?", "help"},
      {"? coh_mind", "explain coh_mind"},
      {"? loving mother", "explain loving figure:mother"},
      {"coh_mind", "explain coh_mind"},
      {"SCALES", "scales"},
      {"missing", "missing"},
      {"coh_mind 5.5", "rate coh_mind 5.5"},
      {"Coh_Mind = 5,5", "rate coh_mind 5.5"},
      {"coh_mind cannot_rate", "rate coh_mind cannot_rate"},
      {"loving mother 6", "rate loving figure:mother 6"},
      {"loving figure:gran 6", "rate loving figure:gran 6"},
      {"u_loss loss_1 3", "rate u_loss event:loss_1 3"},
      {"u_loss not_applicable", "rate u_loss not_applicable"},
      {"class_record U/E3/F5", "rate record U/E3/F5"},
      {"lines coh_mind 12-20, 31", "lines of coh_mind: 12-20, 31"},
      {"lines loving mother 3", "lines of loving figure:mother: 3"},
      {"lines coh_mind -", "lines of coh_mind: "},
      {"note loving mother warm, in 3 = 4 places", "note on loving figure:mother: warm, in 3 = 4 places"},
      {"undo", "undo"},
      {"lock", "lock"},
      {"lock yes", "lock for good"},
      {"q", "quit"},
      // mistakes
      {"coh_mnd 5", "expected a scale or a command, found \"coh_mnd\"; did you mean \"coh_mind\"?"},
      {"qiut", "expected a scale or a command, found \"qiut\"; did you mean \"quit\"?"},
      {"entangled story", "expected a scale or a command, found \"entangled\" (\"scales\" lists the scales, \"?\" the commands)"},
      {"coh_mind 11", "expected 1 to 9 in steps of 0.5 for the scale coh_mind, found \"11\""},
      {"coh_mind 5.3", "expected 1 to 9 in steps of 0.5 for the scale coh_mind, found \"5.3\""},
      {"coh_mind canot_rate", "expected 1 to 9 in steps of 0.5 for the scale coh_mind, found \"canot_rate\"; did you mean \"cannot_rate\"?"},
      {"loving 6", "expected a target like figure:mother for the scale loving, found none"},
      {"loving mothr 6", "expected a person that the scale loving is about, found \"mothr\"; did you mean \"mother\"?"},
      {"loving gran 6", "expected a person that the scale loving is about, found \"gran\" (another one is written figure:gran)"},
      {"loving event:loss_1 6", "expected a target like figure:mother for the scale loving, found \"event:loss_1\""},
      {"lines coh_mind 12-58", "expected lines from 1 to 57, found 58"},
      {"lines coh_mind page 3", "expected lines such as 12-20, 31 (or - for none), found \"page 3\""},
      {"lines", "expected the name of a scale, found nothing"},
      {"note loving she was warm", "expected a person that the scale loving is about, found \"she\" (another one is written figure:she)"},
      {"note coh_mind", "expected the words of a note (or - for none), found nothing"},
      {"undo that", "expected nothing behind \"undo\", found \"that\""},
      {"\x1b[2J", "expected a scale or a command, found \"\\x1b[2J\" (\"scales\" lists the scales, \"?\" the commands)"},
  };
  for (const auto& [line, expected] : rows) {
    CAPTURE(line);
    CHECK(parsed(line) == expected);
  }
  CHECK(parsed("record bare").find("expected ") == 0);
  CHECK(parsed(std::string("coh_mind 5\0", 11)).find("expected ") == 0);
}
