// REFI-QDA 1.5 (openqda/refi-tools): codebooks (.qdc) and projects (.qdpx). Written strictly, as the schemas have it: child elements in
// their order, no byte order mark, line ends as "\n", positions in code points.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/export.h"
#include "attune/formats/export_marks.h"
#include "attune/formats/turn_text.h"
#include "attune/formats/xml.h"
#include "attune/formats/zip.h"
#include "attune/hash.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

/// The same thing has the same GUID in every file, so that files of one project can be compared.
std::string guid(std::string_view what) {
  std::string hex = sha256(std::string("attune refi-qda ") + std::string(what));
  hex[12] = '8';  // RFC 9562: a version of our own
  hex[16] = "89ab"[hex[16] % 4];
  return fmt::format("{}-{}-{}-{}-{}", hex.substr(0, 8), hex.substr(8, 4), hex.substr(12, 4), hex.substr(16, 4), hex.substr(20, 12));
}

/// Line ends and tabs in an attribute are written so that a reader keeps them; "\r\n" is "\n" as in the text.
std::string attribute_escaped(std::string_view text) {
  std::string escaped;
  const std::string xml = xml_escaped(text);
  for (std::size_t i = 0; i < xml.size(); ++i) {
    if (xml[i] == '\r' && i + 1 < xml.size() && xml[i + 1] == '\n') continue;
    if (xml[i] == '\n' || xml[i] == '\r') escaped += "&#10;";
    else if (xml[i] == '\t') escaped += "&#9;";
    else escaped += xml[i];
  }
  return escaped;
}

struct CodeNode {
  std::string title, description;
  std::set<std::string> children;
};

/// Codes by id, and those without a parent.
struct CodeTree {
  std::map<std::string, CodeNode> codes;
  std::set<std::string> roots;

  void add(const std::string& id, const std::string& parent) {
    codes[id];
    if (parent.empty() || parent == id) {
      roots.insert(id);
      return;
    }
    if (!codes.contains(parent)) roots.insert(parent);
    codes[parent].children.insert(id);
    roots.erase(id);
  }
};

void write_code(std::string& out, const CodeTree& tree, const std::string& id, int depth) {
  const CodeNode& code = tree.codes.at(id);
  const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
  out += fmt::format("{}<Code guid=\"{}\" name=\"{}\" isCodable=\"true\">\n", indent, guid("code " + id), xml_escaped(id));
  const std::string description = code.title + (code.title.empty() || code.description.empty() ? "" : "\n") + code.description;
  if (!description.empty()) out += fmt::format("{}  <Description>{}</Description>\n", indent, xml_escaped(description));
  for (const std::string& child : code.children) write_code(out, tree, child, depth + 1);
  out += indent + "</Code>\n";
}

std::string codes_of(const CodeTree& tree, int depth) {
  std::string out;
  for (const std::string& id : tree.roots) write_code(out, tree, id, depth);
  return out;
}

/// The text as REFI-QDA holds it: "\n" for every line end. `at` gives positions in code points of it.
class LfText {
 public:
  explicit LfText(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool dropped = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
      const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
      at_.push_back(count_);
      if (dropped) continue;
      count_ += begins;
      text_ += text[i] == '\r' ? '\n' : text[i];
    }
    at_.push_back(count_);
  }
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::uint32_t at(std::uint32_t byte) const { return at_[byte]; }

 private:
  std::string text_;
  std::vector<std::uint32_t> at_;
  std::uint32_t count_ = 0;
};

}  // namespace

Exported export_qdc(std::span<const Codebook> codebooks) {
  CodeTree tree;
  Exported exported;
  for (const Codebook& book : codebooks)
    for (const Code& code : book.codes) {
      tree.add(code.id, code.parent);
      tree.codes[code.id].title = code.title;
      tree.codes[code.id].description = code.definition;
    }
  if (tree.codes.empty()) throw Errors(Problem{{}, "a codebook with codes (a REFI-QDA codebook holds at least one)", "none"});
  exported.bytes = fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" origin=\"Attune\">\n  <Codes>\n{}  </Codes>\n</CodeBook>\n", codes_of(tree, 2));
  exported.left_out.emplace_back("a REFI-QDA codebook holds codes only: markers, lexicons, scales, indices and polarity stay in the codebook's own file");
  return exported;
}

Exported export_qdpx(std::span<const MarkedTranscript> transcripts) {
  Exported exported;
  CodeTree tree;
  std::set<std::string> raters;
  std::string sources;
  std::vector<std::pair<std::string, std::string>> entries(1);
  bool has_sections = false, has_times = false, has_groups = false;
  for (const MarkedTranscript& marked : transcripts) {
    const Transcript& transcript = *marked.transcript;
    const LfText text(transcript.text);
    const std::string id = guid("source " + transcript.id + transcript.sha256);
    entries.emplace_back("sources/" + id + ".txt", text.text());
    std::string selections;
    std::size_t number = 0;
    for (const Coding& coding : marked.codings) {
      raters.insert(coding.rater);
      for (const Mark& mark : coding.marks) {
        const std::string& code = code_of(mark);
        tree.add(mark.code, "");
        if (!mark.subcode.empty() && mark.subcode != mark.code) tree.add(mark.subcode, mark.code);
        const std::string key = fmt::format("{} {} {}", id, coding.rater, ++number);
        has_groups = has_groups || !mark.group.empty();
        selections += fmt::format("      <PlainTextSelection guid=\"{}\" name=\"{}\" startPosition=\"{}\" endPosition=\"{}\" creatingUser=\"{}\">\n", guid("selection " + key),
                                  attribute_escaped(slice(transcript.text, mark.span)), text.at(mark.span.begin), text.at(mark.span.end), guid("user " + coding.rater));
        if (!mark.marker.empty()) selections += fmt::format("        <Description>marker={}</Description>\n", xml_escaped(mark.marker));
        selections += fmt::format("        <Coding guid=\"{}\" creatingUser=\"{}\">\n          <CodeRef targetGUID=\"{}\"/>\n        </Coding>\n      </PlainTextSelection>\n", guid("coding " + key), guid("user " + coding.rater),
                                  guid("code " + code));
      }
    }
    for (const Turn& turn : transcript.turns) has_times = has_times || turn.start_ms >= 0;
    has_sections = has_sections || !transcript.sections.empty();
    sources += fmt::format("    <TextSource guid=\"{}\" name=\"{}\" plainTextPath=\"internal://{}.txt\">\n{}    </TextSource>\n", id, xml_escaped(transcript.id), id, selections);
  }
  std::string users;
  for (const std::string& rater : raters) users += fmt::format("    <User guid=\"{}\" name=\"{}\"/>\n", guid("user " + rater), xml_escaped(rater));
  std::string project = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"Attune\" origin=\"Attune\">\n";
  if (!users.empty()) project += "  <Users>\n" + users + "  </Users>\n";
  if (!tree.codes.empty()) project += "  <CodeBook>\n    <Codes>\n" + codes_of(tree, 3) + "    </Codes>\n  </CodeBook>\n";
  project += "  <Sources>\n" + sources + "  </Sources>\n</Project>\n";
  entries[0] = {"project.qde", std::move(project)};
  exported.bytes = zip_of(entries);
  if (has_sections) exported.left_out.emplace_back("REFI-QDA projects written here hold no sections");
  if (has_times) exported.left_out.emplace_back("times of turns were left out");
  if (has_groups) exported.left_out.emplace_back("that two marks belong together was left out");
  exported.left_out.emplace_back("roles of speakers stand in the text only; indices and ratings were left out");
  return exported;
}

}  // namespace attune
