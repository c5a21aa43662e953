// OpenDocument text (.odt): OpenDocument 1.3 part 3.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "attune/error.h"
#include "attune/formats/word_text.h"
#include "attune/formats/xml.h"
#include "attune/formats/zip.h"
#include "attune/text/characters.h"

namespace attune {
namespace {

struct Type {
  std::optional<bool> bold, underlined, hidden;
  std::string parent;
};

using Types = std::map<std::string, Type>;

/// By the name of a style of lists: the levels that have numbers.
using NumberedLevels = std::map<std::string, std::set<std::size_t>>;

std::set<std::size_t> numbered_levels(pugi::xml_node style) {
  std::set<std::size_t> levels;
  for (pugi::xml_node level : style.children())
    if (local_name(level) == "list-level-style-number" && *attribute(level, "num-format").value() != '\0') levels.insert(attribute(level, "level").as_uint());
  return levels;
}

struct Parts {
  Types types;
  NumberedLevels numbered;
};

void read_styles(pugi::xml_node node, Parts& parts) {
  for (pugi::xml_node child : node.children()) {
    const std::string_view name = local_name(child);
    if (name == "style") {
      Type type;
      type.parent = attribute(child, "parent-style-name").value();
      for (pugi::xml_node properties : child.children()) {
        if (local_name(properties) != "text-properties") continue;
        if (const pugi::xml_attribute weight = attribute(properties, "font-weight"))
          type.bold = weight.value() == std::string_view("bold") || weight.as_int() >= 600;
        if (const pugi::xml_attribute line = attribute(properties, "text-underline-style")) type.underlined = line.value() != std::string_view("none");
        if (const pugi::xml_attribute display = attribute(properties, "display")) type.hidden = display.value() == std::string_view("none");
      }
      parts.types[attribute(child, "name").value()] = type;
    } else if (name == "list-style") {
      parts.numbered[attribute(child, "name").value()] = numbered_levels(child);
    } else if (name == "styles" || name == "automatic-styles") {
      read_styles(child, parts);
    }
  }
}

class Reader {
 public:
  explicit Reader(const Parts& parts) : types_(parts.types), numbered_(parts.numbered) {}

  WordText read(pugi::xml_node text) {
    read_blocks(text);
    return std::move(text_);
  }

 private:
  Type find(std::string name) const {
    Type type;
    for (int steps = 0; steps < 16 && !name.empty(); ++steps) {
      const auto found = types_.find(name);
      if (found == types_.end()) break;
      if (!type.bold) type.bold = found->second.bold;
      if (!type.underlined) type.underlined = found->second.underlined;
      if (!type.hidden) type.hidden = found->second.hidden;
      name = found->second.parent;
    }
    return type;
  }

  void read_blocks(pugi::xml_node node) {
    for (pugi::xml_node child : node.children()) {
      const std::string_view name = local_name(child);
      if (name == "p" || name == "h") {
        add_block(paragraph(child));
        for (WordParagraph& boxed : std::exchange(boxes_, {})) add_block(std::move(boxed));
      } else if (name == "frame" || name == "g") {  // anchored to the page
        read_boxes(child);
        for (WordParagraph& boxed : std::exchange(boxes_, {})) add_block(std::move(boxed));
      } else if (name == "table") {
        const int number = ++tables_;
        read_rows(child, number);
      } else if (name == "list" || name == "list-item") {
        in_list(child, [&] { read_blocks(child); });
      } else if (name == "section" || name == "list-header" || name == "numbered-paragraph") {
        read_blocks(child);
      } else if (name == "tracked-changes") {
        text_.tracked_changes = true;  // what was deleted stands here, apart from the text
      }
    }
  }

  /// Reads `node`, which may be a list or an item of one: the first paragraph of an item has its number.
  template <class Read>
  void in_list(pugi::xml_node node, Read read) {
    const bool is_list = local_name(node) == "list";
    if (is_list) {
      const std::string style = attribute(node, "style-name").value();
      lists_.push_back(style.empty() && !lists_.empty() ? lists_.back() : style);
    }
    item_begins_ = local_name(node) == "list-item";
    read();
    item_begins_ = false;
    if (is_list) lists_.pop_back();
  }

  [[nodiscard]] bool is_numbered() const {
    const auto style = lists_.empty() ? numbered_.end() : numbered_.find(lists_.back());
    return style != numbered_.end() && style->second.contains(lists_.size());
  }

  void add_block(WordParagraph paragraph) {
    WordBlock block;
    block.paragraph = std::move(paragraph);
    text_.blocks.push_back(std::move(block));
  }

  void read_rows(pugi::xml_node table, int number) {
    for (pugi::xml_node child : table.children()) {
      const std::string_view name = local_name(child);
      if (name == "table-header-rows" || name == "table-rows" || name == "table-row-group") read_rows(child, number);
      if (name != "table-row") continue;
      WordBlock block;
      block.table = number;
      for (pugi::xml_node cell : child.children())
        if (local_name(cell) == "table-cell") block.cells.push_back(read_cell(cell));
        else if (local_name(cell) == "covered-table-cell") block.cells.emplace_back();
      if (!block.cells.empty()) text_.blocks.push_back(std::move(block));
    }
  }

  WordCell read_cell(pugi::xml_node node) {
    WordCell cell;
    for (pugi::xml_node child : node.children()) {
      const std::string_view name = local_name(child);
      if (name == "p" || name == "h") {
        cell.paragraphs.push_back(paragraph(child));
        for (WordParagraph& boxed : std::exchange(boxes_, {})) cell.paragraphs.push_back(std::move(boxed));
      } else if (name == "list" || name == "section" || name == "list-header" || name == "list-item" || name == "table" || name == "table-row" || name == "table-cell") {
        in_list(child, [&] {
          for (WordParagraph& inner : read_cell(child).paragraphs) cell.paragraphs.push_back(std::move(inner));
        });
      }
    }
    return cell;
  }

  WordParagraph paragraph(pugi::xml_node node) {
    WordParagraph paragraph;
    paragraph.number = ++paragraphs_;
    const Type style = find(attribute(node, "style-name").value());
    const bool has_number = std::exchange(item_begins_, false) && is_numbered();
    read_runs(node, style, paragraph);
    end_hidden(paragraph);
    if (has_number && has_words(paragraph)) text_.numbered.push_back(paragraph.number);
    return paragraph;
  }

  void end_hidden(WordParagraph& paragraph) {
    if (trimmed(hidden_).empty()) return hidden_.clear();
    text_.hidden.push_back(paragraph.number);
    paragraph.comments.emplace_back(trimmed(hidden_));
    hidden_.clear();
  }

  void add(WordParagraph& paragraph, const Type& type, std::string_view text) {
    if (type.hidden.value_or(false)) {
      hidden_ += text;
      return;
    }
    if (!trimmed(text).empty()) end_hidden(paragraph);
    const bool bold = type.bold.value_or(false), underlined = type.underlined.value_or(false);
    if (paragraph.runs.empty() || paragraph.runs.back().bold != bold || paragraph.runs.back().underlined != underlined) paragraph.runs.push_back({"", bold, underlined});
    paragraph.runs.back().text += text;
  }

  void read_runs(pugi::xml_node node, const Type& type, WordParagraph& paragraph) {
    for (pugi::xml_node child : node.children()) {
      if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
        // White space is collapsed, as the standard says (6.1.2).
        std::string text;
        for (char c : std::string_view(child.value())) {
          if (!is_blank(c)) text += c;
          else if (text.empty() || text.back() != ' ') text += ' ';
        }
        add(paragraph, type, text);
        continue;
      }
      const std::string_view name = local_name(child);
      if (name == "s") add(paragraph, type, std::string(static_cast<std::size_t>(std::min(1000, std::max(1, attribute(child, "c").as_int(1)))), ' '));
      else if (name == "tab") add(paragraph, type, "\t");
      else if (name == "line-break") add(paragraph, type, "\n");
      else if (name == "span") {
        Type inner = find(attribute(child, "style-name").value());
        if (!inner.bold) inner.bold = type.bold;
        if (!inner.underlined) inner.underlined = type.underlined;
        if (!inner.hidden) inner.hidden = type.hidden;
        read_runs(child, inner, paragraph);
      } else if (name == "annotation") {
        add_remark(child, paragraph);
      } else if (name == "note") {
        for (pugi::xml_node part : child.children())
          if (local_name(part) == "note-body" && add_remark(part, paragraph)) text_.notes.push_back(paragraph.number);
      } else if (name == "hidden-text") {
        hidden_ += attribute(child, "string-value").value();
      } else if (name == "frame" || name == "g" || name == "custom-shape") {
        read_boxes(child);
      } else if (name == "change-start" || name == "change" || name == "change-end") {
        text_.tracked_changes = true;
      } else if (name != "ruby-text" && name != "script") {  // links, fields, what stands over a ruby
        read_runs(child, type, paragraph);
      }
    }
  }

  /// The text of an annotation or a note as a comment of the paragraph; whether there was any.
  bool add_remark(pugi::xml_node node, WordParagraph& paragraph) {
    std::string text;
    add_text_of(node, text);
    if (trimmed(text).empty()) return false;
    paragraph.comments.emplace_back(trimmed(text));
    return true;
  }

  static void add_text_of(pugi::xml_node node, std::string& text) {
    for (pugi::xml_node child : node.children()) {
      const std::string_view name = local_name(child);
      if (name == "creator" || name == "date" || name == "creator-initials" || name == "note-citation") continue;
      if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
      else if (name == "tab" || name == "line-break" || name == "s") text += ' ';
      else add_text_of(child, text);
      if (name == "p" && !text.empty() && text.back() != ' ') text += ' ';
    }
  }

  /// Paragraphs of the text boxes in a frame or a shape.
  void read_boxes(pugi::xml_node node) {
    for (pugi::xml_node child : node.children()) {
      const std::string_view name = local_name(child);
      if (name != "text-box" && name != "p" && name != "list") {
        read_boxes(child);
        continue;
      }
      const std::string hidden = std::exchange(hidden_, "");
      std::vector<WordParagraph> before = std::exchange(boxes_, {});
      std::vector<WordParagraph> found;
      if (name == "p") found.push_back(paragraph(child));
      else found = read_cell(child).paragraphs;
      for (WordParagraph& boxed : found) {
        if (has_words(boxed)) text_.boxes.push_back(boxed.number);
        before.push_back(std::move(boxed));
      }
      boxes_ = std::move(before);
      hidden_ = hidden;
    }
  }

  const Types& types_;
  const NumberedLevels& numbered_;
  std::vector<std::string> lists_;  // styles of the lists around what is read, the outermost first
  bool item_begins_ = false;        // the next paragraph is the first of an item
  WordText text_;
  std::vector<WordParagraph> boxes_;  // of the paragraph that is being read
  std::string hidden_;                // a stretch of hidden text
  int paragraphs_ = 0, tables_ = 0;
};

}  // namespace

WordText parse_odt(std::string_view bytes, const std::string& file, const Limits& limits) {
  const Zip zip(bytes, file, limits);
  const std::optional<std::string> content = zip.read("content.xml");
  if (!content) throw Errors({{file, 0, 0}, "an OpenDocument file (a zip file with content.xml)", "a zip file of another kind"});
  if (const auto manifest = zip.read("META-INF/manifest.xml"); manifest && manifest->find("encryption-data") != std::string::npos)
    throw Errors({{file, 0, 0}, "a file without a password", "an encrypted one (save it without a password)"});
  Parts parts;
  if (const auto styles = zip.read("styles.xml")) read_styles(Xml(*styles, file + " (styles.xml)", limits).root(), parts);
  const Xml xml(*content, file + " (content.xml)", limits);
  read_styles(xml.root(), parts);
  for (pugi::xml_node body : xml.root().children())
    if (local_name(body) == "body")
      for (pugi::xml_node text : body.children())
        if (local_name(text) == "text") return Reader(parts).read(text);
  throw Errors({{file, 0, 0}, "an OpenDocument text", "another kind of OpenDocument file"});
}

}  // namespace attune
