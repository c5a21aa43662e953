#include "attune/formats/refi.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/error.h"
#include "attune/formats/xml.h"
#include "attune/formats/zip.h"
#include "attune/text/characters.h"
#include "attune/text/unicode.h"

namespace attune {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::string_view kInternal = "internal://";

std::string_view without_bom(std::string_view text) {
  if (text.starts_with(kBom)) text.remove_prefix(kBom.size());
  return text;
}

/// GUIDs are the same in either case and with or without braces.
std::string guid_of(std::string_view text) {
  std::string guid = folded(trimmed(text));
  std::erase_if(guid, [](char c) { return c == '{' || c == '}'; });
  return guid;
}

std::string guid_at(pugi::xml_node node, std::string_view name) { return guid_of(attribute(node, name).value()); }

std::string text_of_child(pugi::xml_node node, std::string_view name) {
  for (pugi::xml_node child : node.children())
    if (local_name(child) == name) return child.text().get();
  return "";
}

/// Codes by their GUIDs, in the order of the file.
class Codes {
 public:
  void read(pugi::xml_node node, const std::string& parent) {
    for (pugi::xml_node child : node.children()) {
      const std::string_view name = local_name(child);
      if (name == "Codes") read(child, parent);
      if (name != "Code") continue;
      RefiCode code{attribute(child, "name").value(), std::string(trimmed(text_of_child(child, "Description"))), parent};
      by_guid_.emplace(guid_at(child, "guid"), codes_.size());
      const std::string own = code.name;
      codes_.push_back(std::move(code));
      read(child, own);
    }
  }
  [[nodiscard]] const RefiCode* find(const std::string& guid) const {
    const auto found = by_guid_.find(guid);
    return found == by_guid_.end() ? nullptr : &codes_[found->second];
  }
  [[nodiscard]] std::vector<RefiCode> take() { return std::move(codes_); }

 private:
  std::vector<RefiCode> codes_;
  std::map<std::string, std::size_t> by_guid_;
};

/// How a program counts positions.
struct Counting {
  bool crlf_is_one = true;
  bool end_included = false;
};

/// A text and where its code points lie.
class Positions {
 public:
  explicit Positions(std::string_view text) : text_(text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
      both_.push_back(static_cast<std::uint32_t>(i));
      if (!(text[i] == '\n' && i > 0 && text[i - 1] == '\r')) one_.push_back(static_cast<std::uint32_t>(i));
    }
    both_.push_back(static_cast<std::uint32_t>(text.size()));
    one_.push_back(static_cast<std::uint32_t>(text.size()));
  }
  [[nodiscard]] bool has_crlf() const { return both_.size() != one_.size(); }
  [[nodiscard]] std::optional<Span> span(std::int64_t begin, std::int64_t end, Counting counting) const {
    const std::vector<std::uint32_t>& at = counting.crlf_is_one ? one_ : both_;
    end += counting.end_included;
    if (begin < 0 || end < begin || end >= static_cast<std::int64_t>(at.size())) return std::nullopt;
    return Span{at[static_cast<std::size_t>(begin)], at[static_cast<std::size_t>(end)]};
  }

 private:
  std::string_view text_;
  std::vector<std::uint32_t> both_, one_;
};

/// Every line end as one blank: attributes of XML know no others.
std::string flat(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != '\r' && text[i] != '\n') plain += text[i];
    else if (text[i] == '\n' || i + 1 == text.size() || text[i + 1] != '\n') plain += ' ';
  return plain;
}

/// A selection as it stands in the file.
struct Selection {
  std::int64_t begin = 0, end = 0;
  std::string quotation;
  std::vector<RefiMark> marks;  // without their spans
};

/// Quotations that stand where a counting says; programs may cut long ones.
std::size_t fitting(std::string_view text, const Positions& positions, const std::vector<Selection>& selections, Counting counting) {
  constexpr std::size_t kLong = 30;
  return static_cast<std::size_t>(std::ranges::count_if(selections, [&](const Selection& selection) {
    const std::optional<Span> span = positions.span(selection.begin, selection.end, counting);
    if (!span || selection.quotation.empty()) return false;
    const std::string found = flat(slice(text, *span));
    return found == selection.quotation || (selection.quotation.size() >= kLong && found.starts_with(selection.quotation));
  }));
}

std::int64_t number_at(pugi::xml_node node, std::string_view name) {
  const std::string_view text = trimmed(attribute(node, name).value());
  std::int64_t number = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : -1;
}

class Project {
 public:
  Project(const Zip& zip, const Xml& xml, std::string file, const Limits& limits) : zip_(zip), file_(std::move(file)), most_(limits.entry_bytes) {
    for (pugi::xml_node part : xml.root().children()) {
      const std::string_view name = local_name(part);
      if (name == "CodeBook") codes_.read(part, "");
      if (name == "Users")
        for (pugi::xml_node user : part.children()) users_[guid_at(user, "guid")] = attribute(user, "name").value();
      if (name == "Sources") sources_ = part;
      if ((name == "Variables" || name == "Cases" || name == "Notes" || name == "Links" || name == "Sets" || name == "Graphs") && part.first_child()) parts_.emplace(name);
    }
  }

  RefiProject read() {
    read_sources(sources_);
    if (!parts_.empty()) {
      std::string names;
      for (const std::string& name : parts_) names += (names.empty() ? "" : ", ") + name;
      project_.not_held.push_back(fmt::format("these parts of the project are not taken over: {}", names));
    }
    if (unread_ > 0) project_.not_held.push_back(fmt::format("{} sources without a plain text in the project are not read", unread_));
    return std::move(project_);
  }

 private:
  void read_sources(pugi::xml_node node) {
    for (pugi::xml_node child : node.children()) {
      const std::string_view name = local_name(child);
      if (name == "TextSource" || name == "Representation" || name == "Transcript") read_source(child);
      else if (name == "PDFSource" || name == "PictureSource" || name == "AudioSource" || name == "VideoSource") {
        const std::size_t before = project_.sources.size() + unread_;
        read_sources(child);
        unread_ += project_.sources.size() + unread_ == before;
      }
    }
  }

  /// Counted as often as it is read, wanted or not: thousands of sources may name one entry.
  std::string counted(std::string_view text) {
    read_ += text.size();
    if (read_ > most_)
      throw Errors({{file_, 0, 0}, fmt::format("at most {} bytes of text in all its sources (raise it with --max-entry-bytes N)", most_), "more"});
    return std::string(without_bom(text));
  }

  /// The text of a source; nothing when it lies outside the project or is no UTF-8.
  std::optional<std::string> text_of(pugi::xml_node node) {
    const std::string path = attribute(node, "plainTextPath").value();
    if (path.empty()) {
      for (pugi::xml_node child : node.children())
        if (local_name(child) == "PlainTextContent") return counted(child.text().get());
      return std::nullopt;
    }
    const bool internal = path.starts_with(kInternal);
    if (!internal && path.find(':') != std::string::npos) return std::nullopt;
    const std::optional<std::string> bytes = zip_.read("sources/" + (internal ? path.substr(kInternal.size()) : path));
    if (!bytes) return std::nullopt;
    std::string text = counted(*bytes);
    if (find_invalid_utf8(text)) return std::nullopt;
    return text;
  }

  void read_source(pugi::xml_node node) {
    std::optional<std::string> text = text_of(node);
    if (!text || trimmed(*text).empty()) {
      ++unread_;
      return;
    }
    RefiSource source;
    source.name = attribute(node, "name").value();
    if (source.name.empty()) source.name = attribute(node.parent(), "name").value();
    if (source.name.empty()) source.name = guid_at(node, "guid");
    source.text = *std::move(text);
    std::vector<Selection> selections;
    std::size_t others = 0, memos = 0, whole = 0;
    for (pugi::xml_node child : node.children()) {
      const std::string_view name = local_name(child);
      if (name == "PlainTextSelection") read_selection(child, selections, memos);
      else if (name == "TranscriptSelection" || name == "SyncPoint") ++others;
      else if (name == "NoteRef" || name == "VariableValue") ++memos;
      else if (name == "Coding") ++whole;
    }
    place(source, selections);
    if (others > 0) source.not_held.push_back(fmt::format("{} sync points and selections by time are not taken over", others));
    if (memos > 0) source.not_held.push_back(fmt::format("{} memos, variables and notes are not taken over", memos));
    if (whole > 0) source.not_held.push_back(fmt::format("{} codings of the whole source are not taken over", whole));
    project_.sources.push_back(std::move(source));
  }

  void read_selection(pugi::xml_node node, std::vector<Selection>& selections, std::size_t& memos) const {
    Selection selection;
    selection.begin = number_at(node, "startPosition");
    selection.end = number_at(node, "endPosition");
    selection.quotation = flat(attribute(node, "name").value());
    std::string marker = text_of_child(node, "Description");
    constexpr std::string_view kMarker = "marker=";
    if (marker.starts_with(kMarker)) marker.erase(0, kMarker.size());
    else memos += !std::exchange(marker, "").empty();
    for (pugi::xml_node child : node.children()) {
      memos += local_name(child) == "NoteRef";
      if (local_name(child) != "Coding") continue;
      std::string user = guid_at(child, "creatingUser");
      if (user.empty()) user = guid_at(node, "creatingUser");
      const auto known = users_.find(user);
      if (known != users_.end() && !known->second.empty()) user = known->second;
      for (pugi::xml_node reference : child.children()) {
        const RefiCode* code = local_name(reference) == "CodeRef" ? codes_.find(guid_at(reference, "targetGUID")) : nullptr;
        if (code != nullptr) selection.marks.push_back({{}, code->name, code->parent, user.empty() ? "unknown" : user, marker});
      }
    }
    selections.push_back(std::move(selection));
  }

  /// Finds out how the program counted, and puts the marks where they belong.
  static void place(RefiSource& source, const std::vector<Selection>& selections) {
    const Positions positions(source.text);
    const auto quoted = static_cast<std::size_t>(std::ranges::count_if(selections, [](const Selection& selection) { return !selection.quotation.empty(); }));
    Counting best;
    std::size_t most = 0;
    constexpr std::array<Counting, 4> kCountings = {{{true, false}, {false, false}, {true, true}, {false, true}}};
    for (const Counting& counting : kCountings)
      if (const std::size_t fit = fitting(source.text, positions, selections, counting); fit > most) most = fit, best = counting;
    if (quoted > 0 && most * 100 < quoted * 95) {
      source.not_held.push_back(fmt::format("the positions of {} of {} coded passages do not fit their quotations, so its codings are left out", quoted - most, quoted));
      return;
    }
    if (quoted == 0 && !selections.empty() && positions.has_crlf()) source.not_held.emplace_back("nothing says how its positions count line ends; each was taken as one");
    std::size_t outside = 0;
    for (const Selection& selection : selections) {
      const std::optional<Span> span = positions.span(selection.begin, selection.end, best);
      if (!span || span->begin == span->end) {
        outside += !selection.marks.empty();
        continue;
      }
      for (RefiMark mark : selection.marks) {
        mark.span = *span;
        source.marks.push_back(std::move(mark));
      }
    }
    if (outside > 0) source.not_held.push_back(fmt::format("{} coded passages lie outside the text and are left out", outside));
  }

  const Zip& zip_;
  std::string file_;
  std::size_t most_, read_ = 0;  // bytes of text
  pugi::xml_node sources_;
  Codes codes_;
  std::map<std::string, std::string> users_;
  std::set<std::string> parts_;
  RefiProject project_;
  std::size_t unread_ = 0;
};

}  // namespace

std::vector<RefiCode> read_qdc(std::string_view text, const std::string& file, const Limits& limits) {
  const Xml xml(without_bom(text), file, limits);
  if (local_name(xml.root()) != "CodeBook") throw Errors({{file, xml.line(xml.root()), 0}, "a REFI-QDA codebook (CodeBook)", "another kind of XML"});
  Codes codes;
  codes.read(xml.root(), "");
  std::vector<RefiCode> found = codes.take();
  if (found.empty()) throw Errors({{file, 0, 0}, "at least one code", "none"});
  return found;
}

RefiProject read_qdpx(std::string_view bytes, const std::string& file, const Limits& limits) {
  if (!bytes.starts_with("PK")) throw Errors({{file, 0, 0}, "a REFI-QDA project (qdpx)", "something else than a zip file"});
  const Zip zip(bytes, file, limits);
  const std::optional<std::string> project = zip.read("project.qde");
  if (!project) throw Errors({{file, 0, 0}, "a REFI-QDA project (a zip file with project.qde)", "a zip file of another kind"});
  const std::string place = file + " (project.qde)";
  if (const auto invalid = find_invalid_utf8(*project)) throw Errors({{place, 0, 0}, "text in UTF-8", "a byte that is not UTF-8"});
  const Xml xml(without_bom(*project), place, limits);
  if (local_name(xml.root()) != "Project") throw Errors({{place, xml.line(xml.root()), 0}, "a REFI-QDA project (Project)", "another kind of XML"});
  RefiProject found = Project(zip, xml, file, limits).read();
  if (found.sources.empty()) throw Errors({{file, 0, 0}, "a project with a plain text", "none"});
  return found;
}

RefiCodings codings_of(const RefiSource& source, const Transcript& transcript) {
  RefiCodings found;
  std::map<std::string, Coding> by_user;
  // The text is the file's: it is read as plain text, and only a byte order mark would move it.
  for (const RefiMark& mark : source.marks) {
    const auto behind = std::ranges::upper_bound(transcript.turns, mark.span.begin, {}, [](const Turn& turn) { return turn.body.begin; });
    if (behind == transcript.turns.begin() || mark.span.begin >= std::prev(behind)->body.end) {
      ++found.outside;
      continue;
    }
    Mark own;
    own.span = mark.span;
    own.turn = static_cast<std::uint32_t>(std::prev(behind) - transcript.turns.begin());
    own.code = mark.parent.empty() ? mark.code : mark.parent;
    if (!mark.parent.empty()) own.subcode = mark.code;
    own.marker = mark.marker;
    own.section = section_at(transcript, own.turn);
    by_user[mark.user].marks.push_back(std::move(own));
  }
  for (auto& [user, coding] : by_user) {
    coding.transcript = transcript.id;
    coding.rater = user;
    std::ranges::stable_sort(coding.marks, mark_order);
    found.codings.push_back(std::move(coding));
  }
  return found;
}

}  // namespace attune
