// Word files (.docx): Office Open XML, ECMA-376 part 1, chapter 17. Elements are known by their local names, so that the
// strict and the transitional namespaces read alike.
#include <charconv>
#include <map>
#include <optional>
#include <utility>

#include "attune/error.h"
#include "attune/formats/docx_numbering.h"
#include "attune/formats/word_text.h"
#include "attune/formats/xml.h"
#include "attune/formats/zip.h"
#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

struct Type {
  std::optional<bool> bold, underlined, hidden;
  ListPlace place;  // of a style
};

/// A property that is there is on, unless its value says off.
std::optional<bool> switched(pugi::xml_node properties, std::string_view name) {
  for (pugi::xml_node child : properties.children()) {
    if (local_name(child) != name) continue;
    const std::string_view value = attribute(child, "val").value();
    return value != "0" && value != "false" && value != "none" && value != "off";
  }
  return std::nullopt;
}

Type type_of(pugi::xml_node properties) { return {switched(properties, "b"), switched(properties, "u"), switched(properties, "vanish"), {}}; }

/// What `place` does not say itself, as its style or the style's base says it.
void add_outer(const ListPlace& outer, ListPlace& place) {
  if (!place.list) place.list = outer.list;
  if (!place.level) place.level = outer.level;
}

/// Bold, underline and lists of styles, those they are based on included.
class Styles {
 public:
  void read(pugi::xml_node root) {
    for (pugi::xml_node style : root.children()) {
      if (local_name(style) != "style") continue;
      const std::string id = attribute(style, "styleId").value();
      styles_[id] = type_of(child_named(style, "rPr"));
      styles_[id].place = list_place_of(child_named(style, "pPr"));
      based_on_[id] = attribute(child_named(style, "basedOn"), "val").value();
    }
  }
  [[nodiscard]] Type find(std::string id) const {
    Type type;
    for (int steps = 0; steps < 16 && !id.empty(); ++steps) {
      const auto style = styles_.find(id);
      if (style == styles_.end()) break;
      if (!type.bold) type.bold = style->second.bold;
      if (!type.underlined) type.underlined = style->second.underlined;
      if (!type.hidden) type.hidden = style->second.hidden;
      add_outer(style->second.place, type.place);
      id = based_on_.at(id);
    }
    return type;
  }

 private:
  std::map<std::string, Type> styles_;
  std::map<std::string, std::string> based_on_;
};

/// Remarks by their ids: readers' comments, footnotes, endnotes.
using Remarks = std::map<std::string, std::string>;

struct Parts {
  Styles styles;
  DocxNumbering numbering;
  Remarks comments, footnotes, endnotes;
};

/// A sign of Symbol or Wingdings as the character of Unicode that shows it, for those that people put into text; else "".
std::string_view sign_of(std::string_view font, unsigned code) {
  struct Sign {
    std::string_view font;
    unsigned code;
    std::string_view character;
  };
  static constexpr Sign kSigns[] = {{"Symbol", 0x2D, "\u2212"}, {"Symbol", 0xAE, "\u2192"}, {"Symbol", 0xB0, "\u00B0"}, {"Symbol", 0xB1, "\u00B1"}, {"Symbol", 0xB7, "\u2022"}, {"Symbol", 0xBC, "\u2026"},
                                    {"Symbol", 0xDE, "\u21D2"}, {"Wingdings", 0x4A, "\u263A"}, {"Wingdings", 0x4C, "\u2639"}, {"Wingdings", 0xDF, "\u2190"}, {"Wingdings", 0xE0, "\u2192"},
                                    {"Wingdings", 0xFB, "\u2717"}, {"Wingdings", 0xFC, "\u2713"}};
  for (const Sign& sign : kSigns)
    if (sign.font == font && sign.code == code) return sign.character;
  return {};
}

class Reader {
 public:
  explicit Reader(const Parts& parts) : parts_(parts) {}

  WordText read(pugi::xml_node body) {
    read_blocks(body);
    return std::move(text_);
  }

 private:
  void read_blocks(pugi::xml_node node) {
    for (pugi::xml_node child : node.children()) {
      const std::string_view name = local_name(child);
      if (name == "p") {
        add_block(paragraph(child));
        for (WordParagraph& boxed : std::exchange(boxes_, {})) add_block(std::move(boxed));
      } else if (name == "tbl") {
        read_table(child);
      } else if (name == "AlternateContent") {
        read_blocks(alternative(child));
      } else if (name == "sdt" || name == "sdtContent" || name == "ins" || name == "moveTo" || name == "customXml" || name == "smartTag") {
        read_blocks(child);
      }
    }
  }

  void add_block(WordParagraph paragraph) {
    WordBlock block;
    block.paragraph = std::move(paragraph);
    text_.blocks.push_back(std::move(block));
  }

  void read_table(pugi::xml_node table) {
    const int number = ++tables_;
    for (pugi::xml_node row : table.children()) {
      if (local_name(row) != "tr") continue;
      WordBlock block;
      block.table = number;
      for (pugi::xml_node cell : row.children())
        if (local_name(cell) == "tc") block.cells.push_back(read_cell(cell));
      if (!block.cells.empty()) text_.blocks.push_back(std::move(block));
    }
  }

  WordCell read_cell(pugi::xml_node node) {
    WordCell cell;
    for (pugi::xml_node child : node.children()) {
      const std::string_view name = local_name(child);
      if (name == "p") {
        cell.paragraphs.push_back(paragraph(child));
        for (WordParagraph& boxed : std::exchange(boxes_, {})) cell.paragraphs.push_back(std::move(boxed));
      }
      if (name == "sdt" || name == "sdtContent" || name == "tbl" || name == "tr" || name == "tc")  // a table in a table is text of its cell
        for (WordParagraph& inner : read_cell(child).paragraphs) cell.paragraphs.push_back(std::move(inner));
    }
    return cell;
  }

  WordParagraph paragraph(pugi::xml_node node) {
    WordParagraph paragraph;
    paragraph.number = ++paragraphs_;
    const pugi::xml_node properties = child_named(node, "pPr");
    const Type style = parts_.styles.find(attribute(child_named(properties, "pStyle"), "val").value());
    read_runs(node, style, paragraph);
    end_hidden(paragraph);
    ListPlace place = list_place_of(properties);
    add_outer(style.place, place);
    if (parts_.numbering.is_numbered(place) && has_words(paragraph)) text_.numbered.push_back(paragraph.number);
    return paragraph;
  }

  /// Of several forms of one thing the one that newer programs show.
  static pugi::xml_node alternative(pugi::xml_node node) {
    const pugi::xml_node choice = child_named(node, "Choice");
    return choice ? choice : child_named(node, "Fallback");
  }

  void read_runs(pugi::xml_node node, const Type& style, WordParagraph& paragraph) {
    for (pugi::xml_node child : node.children()) {
      const std::string_view name = local_name(child);
      if (name == "del" || name == "moveFrom") {
        text_.tracked_changes = true;
      } else if (name == "r") {
        read_run(child, style, paragraph);
      } else if (name == "commentReference") {
        add_remark(parts_.comments, child, paragraph);
      } else if (name == "AlternateContent") {
        read_runs(alternative(child), style, paragraph);
      } else if (name == "ins" || name == "moveTo" || name == "hyperlink" || name == "smartTag" || name == "sdt" || name == "sdtContent" || name == "fldSimple" || name == "bdo" ||
                 name == "dir" || name == "customXml") {
        text_.tracked_changes = text_.tracked_changes || name == "ins" || name == "moveTo";
        read_runs(child, style, paragraph);
      }
    }
  }

  bool add_remark(const Remarks& remarks, pugi::xml_node node, WordParagraph& paragraph) {
    const auto remark = remarks.find(attribute(node, "id").value());
    if (remark == remarks.end() || remark->second.empty()) return false;
    paragraph.comments.push_back(remark->second);
    return true;
  }

  void read_run(pugi::xml_node run, const Type& style, WordParagraph& paragraph) {
    const pugi::xml_node properties = child_named(run, "rPr");
    const Type own = type_of(properties);
    const Type character = parts_.styles.find(attribute(child_named(properties, "rStyle"), "val").value());
    WordRun found;
    found.bold = own.bold.value_or(character.bold.value_or(style.bold.value_or(false)));
    found.underlined = own.underlined.value_or(character.underlined.value_or(style.underlined.value_or(false)));
    const bool hidden = own.hidden.value_or(character.hidden.value_or(style.hidden.value_or(false)));
    for (pugi::xml_node child : run.children()) {
      const std::string_view name = local_name(child);
      if (name == "fldChar") {
        const std::string_view kind = attribute(child, "fldCharType").value();
        field_code_ = kind == "begin" ? true : kind == "separate" || kind == "end" ? false : field_code_;
      }
      if (field_code_) continue;
      if (name == "t") found.text += child.text().get();
      else if (name == "tab" || name == "ptab") found.text += '\t';
      else if (name == "br" || name == "cr") found.text += '\n';
      else if (name == "noBreakHyphen") found.text += "\u2011";
      else if (name == "sym") found.text += sign(child, paragraph.number);
      else if (name == "commentReference") add_remark(parts_.comments, child, paragraph);
      else if (name == "footnoteReference" || name == "endnoteReference") {
        if (add_remark(name == "footnoteReference" ? parts_.footnotes : parts_.endnotes, child, paragraph)) text_.notes.push_back(paragraph.number);
      } else if (name == "ruby") {
        read_runs(child_named(child, "rubyBase"), style, paragraph);
      } else if (name == "AlternateContent" || name == "drawing" || name == "pict" || name == "object") {
        read_boxes(name == "AlternateContent" ? alternative(child) : child);
      }
    }
    if (hidden) hidden_ += found.text;
    else end_hidden(paragraph);
    if (!hidden && !found.text.empty()) paragraph.runs.push_back(std::move(found));
  }

  void end_hidden(WordParagraph& paragraph) {
    if (trimmed(hidden_).empty()) return hidden_.clear();
    text_.hidden.push_back(paragraph.number);
    paragraph.comments.emplace_back(trimmed(hidden_));
    hidden_.clear();
  }

  std::string sign(pugi::xml_node node, int number) {
    const std::string_view digits = attribute(node, "char").value();
    std::uint32_t code = 0;
    (void)std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    const std::string_view font = attribute(node, "font").value();
    if (const std::string_view known = sign_of(font, code & 0xFFU); !known.empty()) return std::string(known);
    // A sign that only its font knows lies in the private use area, at U+F000 and its code.
    if (code >= 0xA0 && (code < 0xE000 || code > 0xF8FF)) return utf8_of(code);
    text_.signs.push_back(number);
    return "\uFFFD";
  }

  /// Paragraphs of the text boxes that stand in a drawing.
  void read_boxes(pugi::xml_node node) {
    for (pugi::xml_node child : node.children()) {
      if (local_name(child) != "txbxContent") {
        read_boxes(local_name(child) == "AlternateContent" ? alternative(child) : child);
        continue;
      }
      const std::string hidden = std::exchange(hidden_, "");
      std::vector<WordParagraph> before = std::exchange(boxes_, {});
      for (WordParagraph& boxed : read_cell(child).paragraphs) {
        if (has_words(boxed)) text_.boxes.push_back(boxed.number);
        before.push_back(std::move(boxed));
      }
      boxes_ = std::move(before);
      hidden_ = hidden;
    }
  }

  const Parts& parts_;
  WordText text_;
  std::vector<WordParagraph> boxes_;  // of the paragraph that is being read
  std::string hidden_;                // a stretch of hidden runs
  int paragraphs_ = 0, tables_ = 0;
  bool field_code_ = false;  // between the beginning of a field and its result
};

std::string comment_text(pugi::xml_node node) {
  std::string text;
  for (pugi::xml_node child : node.children()) {
    const std::string_view name = local_name(child);
    if (name == "t") text += child.text().get();
    else if (name != "del") text += comment_text(child);
    if (name == "p" && !text.empty() && text.back() != ' ') text += ' ';
  }
  return text;
}

/// Those of "word/PART.xml"; none when the file has no such part.
Remarks remarks_of(const Zip& zip, const std::string& file, const std::string& part, std::string_view element, const Limits& limits) {
  Remarks remarks;
  const std::string entry = "word/" + part + ".xml";
  const auto bytes = zip.read(entry);
  if (!bytes) return remarks;
  const Xml xml(*bytes, file + " (" + entry + ")", limits);
  for (pugi::xml_node remark : xml.root().children())
    if (local_name(remark) == element) remarks[attribute(remark, "id").value()] = trimmed(comment_text(remark));
  return remarks;
}

}  // namespace

WordText parse_docx(std::string_view bytes, const std::string& file, const Limits& limits) {
  const Zip zip(bytes, file, limits);
  const std::optional<std::string> document = zip.read("word/document.xml");
  if (!document) {
    if (zip.contains("EncryptedPackage")) throw Errors({{file, 0, 0}, "a file without a password", "an encrypted one (save it without a password)"});
    throw Errors({{file, 0, 0}, "a Word file (a zip file with word/document.xml)", "a zip file of another kind"});
  }
  Parts parts;
  if (const auto part = zip.read("word/styles.xml")) parts.styles.read(Xml(*part, file + " (word/styles.xml)", limits).root());
  if (const auto part = zip.read("word/numbering.xml")) parts.numbering.read(Xml(*part, file + " (word/numbering.xml)", limits).root());
  parts.comments = remarks_of(zip, file, "comments", "comment", limits);
  parts.footnotes = remarks_of(zip, file, "footnotes", "footnote", limits);
  parts.endnotes = remarks_of(zip, file, "endnotes", "endnote", limits);
  const Xml xml(*document, file + " (word/document.xml)", limits);
  return Reader(parts).read(child_named(xml.root(), "body"));
}

}  // namespace attune
