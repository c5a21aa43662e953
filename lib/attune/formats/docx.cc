// Word files (.docx): Office Open XML, ECMA-376 part 1, chapter 17. Elements are known by their local names, so that the
// strict and the transitional namespaces read alike.
#include <map>
#include <optional>

#include "attune/error.h"
#include "attune/formats/word_text.h"
#include "attune/formats/xml.h"
#include "attune/formats/zip.h"

namespace attune {
namespace {

struct Type {
  std::optional<bool> bold, underlined;
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

pugi::xml_node child_named(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_node child : node.children())
    if (local_name(child) == name) return child;
  return {};
}

Type type_of(pugi::xml_node properties) { return {switched(properties, "b"), switched(properties, "u")}; }

/// Bold and underline of styles, those they are based on included.
class Styles {
 public:
  void read(pugi::xml_node root) {
    for (pugi::xml_node style : root.children()) {
      if (local_name(style) != "style") continue;
      const std::string id = attribute(style, "styleId").value();
      styles_[id] = type_of(child_named(style, "rPr"));
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
      id = based_on_.at(id);
    }
    return type;
  }

 private:
  std::map<std::string, Type> styles_;
  std::map<std::string, std::string> based_on_;
};

class Reader {
 public:
  Reader(const Styles& styles, const std::map<std::string, std::string>& comments) : styles_(styles), comments_(comments) {}

  WordText read(pugi::xml_node body) {
    read_blocks(body);
    return std::move(text_);
  }

 private:
  void read_blocks(pugi::xml_node node) {
    for (pugi::xml_node child : node.children()) {
      const std::string_view name = local_name(child);
      if (name == "p") {
        WordBlock block;
        block.paragraph = paragraph(child);
        text_.blocks.push_back(std::move(block));
      } else if (name == "tbl") {
        read_table(child);
      } else if (name == "sdt" || name == "sdtContent" || name == "ins" || name == "moveTo" || name == "customXml" || name == "smartTag") {
        read_blocks(child);
      }
    }
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
      if (name == "p") cell.paragraphs.push_back(paragraph(child));
      if (name == "sdt" || name == "sdtContent" || name == "tbl" || name == "tr" || name == "tc")  // a table in a table is text of its cell
        for (WordParagraph& inner : read_cell(child).paragraphs) cell.paragraphs.push_back(std::move(inner));
    }
    return cell;
  }

  WordParagraph paragraph(pugi::xml_node node) {
    WordParagraph paragraph;
    paragraph.number = ++paragraphs_;
    const pugi::xml_node properties = child_named(node, "pPr");
    const Type style = styles_.find(attribute(child_named(properties, "pStyle"), "val").value());
    read_runs(node, style, paragraph);
    return paragraph;
  }

  void read_runs(pugi::xml_node node, const Type& style, WordParagraph& paragraph) {
    for (pugi::xml_node child : node.children()) {
      const std::string_view name = local_name(child);
      if (name == "del" || name == "moveFrom") {
        text_.tracked_changes = true;
      } else if (name == "r") {
        read_run(child, style, paragraph);
      } else if (name == "commentReference") {
        add_comment(child, paragraph);
      } else if (name == "ins" || name == "moveTo" || name == "hyperlink" || name == "smartTag" || name == "sdt" || name == "sdtContent" || name == "fldSimple" || name == "bdo" ||
                 name == "dir" || name == "customXml") {
        text_.tracked_changes = text_.tracked_changes || name == "ins" || name == "moveTo";
        read_runs(child, style, paragraph);
      }
    }
  }

  void add_comment(pugi::xml_node node, WordParagraph& paragraph) {
    if (const auto comment = comments_.find(attribute(node, "id").value()); comment != comments_.end()) paragraph.comments.push_back(comment->second);
  }

  void read_run(pugi::xml_node run, const Type& style, WordParagraph& paragraph) {
    const pugi::xml_node properties = child_named(run, "rPr");
    const Type own = type_of(properties);
    const Type character = styles_.find(attribute(child_named(properties, "rStyle"), "val").value());
    WordRun found;
    found.bold = own.bold.value_or(character.bold.value_or(style.bold.value_or(false)));
    found.underlined = own.underlined.value_or(character.underlined.value_or(style.underlined.value_or(false)));
    for (pugi::xml_node child : run.children()) {
      const std::string_view name = local_name(child);
      if (name == "fldChar") {
        const std::string_view kind = attribute(child, "fldCharType").value();
        field_code_ = kind == "begin" ? true : kind == "separate" || kind == "end" ? false : field_code_;
      }
      if (field_code_) continue;
      if (name == "t") found.text += child.text().get();
      else if (name == "tab") found.text += '\t';
      else if (name == "br" || name == "cr") found.text += '\n';
      else if (name == "noBreakHyphen") found.text += "\u2011";
      else if (name == "commentReference") add_comment(child, paragraph);
    }
    if (!found.text.empty()) paragraph.runs.push_back(std::move(found));
  }

  const Styles& styles_;
  const std::map<std::string, std::string>& comments_;
  WordText text_;
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

}  // namespace

WordText parse_docx(std::string_view bytes, const std::string& file, const Limits& limits) {
  const Zip zip(bytes, file, limits);
  const std::optional<std::string> document = zip.read("word/document.xml");
  if (!document) {
    if (zip.contains("EncryptedPackage")) throw Errors({{file, 0, 0}, "a file without a password", "an encrypted one (save it without a password)"});
    throw Errors({{file, 0, 0}, "a Word file (a zip file with word/document.xml)", "a zip file of another kind"});
  }
  Styles styles;
  if (const auto part = zip.read("word/styles.xml")) styles.read(Xml(*part, file + " (word/styles.xml)", limits).root());
  std::map<std::string, std::string> comments;
  if (const auto part = zip.read("word/comments.xml")) {
    const Xml xml(*part, file + " (word/comments.xml)", limits);
    for (pugi::xml_node comment : xml.root().children())
      if (local_name(comment) == "comment") {
        std::string text = comment_text(comment);
        while (!text.empty() && text.back() == ' ') text.pop_back();
        comments[attribute(comment, "id").value()] = std::move(text);
      }
  }
  const Xml xml(*document, file + " (word/document.xml)", limits);
  return Reader(styles, comments).read(child_named(xml.root(), "body"));
}

}  // namespace attune
