#include "attune/codebook/extend.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "attune/codebook/codebooks.h"
#include "attune/hash.h"
#include "attune/text/spelling.h"

namespace attune {
namespace {

/// What has the same key is replaced where it stands; the rest is added.
template <typename T, typename Key>
void lay_over(std::vector<T>& base, std::vector<T> own, Key key) {
  for (T& item : own) {
    const auto same = std::ranges::find(base, item.*key, key);
    if (same == base.end()) base.push_back(std::move(item));
    else *same = std::move(item);
  }
}

/// Whether `off` names a marker: its own id, its code, or a code above that ("quality.*").
bool names(const std::string& off, const Marker& marker, const Codebook& book) {
  if (off == marker.id || off == marker.code) return true;
  if (off.ends_with(".*")) return marker.code.starts_with(std::string_view(off).substr(0, off.size() - 1));
  const auto code = std::ranges::find(book.codes, marker.code, &Code::id);
  return code != book.codes.end() && code->parent == off;
}

void mention_lexicons(const PatternSequence& items, const Lexicon& lexicon, CodebookNames& names) {
  for (const PatternItem& item : items) {
    if (item.kind == PatternItem::Kind::lexicon) names.mention({NameKind::lexicon, item.text, lexicon.place, lexicon.name});
    for (const PatternSequence& alternative : item.alternatives) mention_lexicons(alternative, lexicon, names);
  }
}

}  // namespace

std::optional<Extension> read_extension(TomlTable& header, CodebookReading& reading) {
  const TomlValue* extends = header.find_text("extends");
  std::vector<const TomlValue*> off = header.texts("off");
  if (extends == nullptr) {
    if (!off.empty()) reading.report.add(off.front()->place, "\"extends\" beside \"off\"", "none");
    return std::nullopt;
  }
  const std::string id = extends->text.substr(0, extends->text.find('@'));
  std::optional<Codebook> base = shipped_codebook(id);
  if (!base) {
    reading.report.add(extends->place, "a shipped codebook to extend", quoted(*extends) + did_you_mean(id, shipped_codebook_ids()));
    return std::nullopt;
  }
  if (extends->text != id && extends->text != rater_name(*base)) {
    reading.report.add(extends->place, "\"" + rater_name(*base) + "\", the version that is shipped", quoted(*extends));
    return std::nullopt;
  }
  for (const Reference& reference : base->references) reading.names.inherit(NameKind::reference, reference.id);
  for (const Code& code : base->codes) reading.names.inherit(NameKind::code, code.id);
  for (const Lexicon& lexicon : base->lexicons) reading.names.inherit(NameKind::lexicon, lexicon.name);
  return Extension{*std::move(base), std::move(off)};
}

Codebook extended(Extension extension, Codebook book, TomlReport& report) {
  Codebook& base = extension.base;
  for (const TomlValue* off : extension.off) {
    const auto dropped = std::erase_if(base.markers, [&](const Marker& marker) { return names(off->text, marker, base); });
    std::vector<std::string_view> known;
    for (const Marker& marker : base.markers) known.push_back(marker.id);
    for (const Code& code : base.codes) known.push_back(code.id);
    if (dropped == 0) report.add(off->place, "a marker or a code of " + base.id, quoted(*off) + did_you_mean(off->text, known));
  }
  lay_over(base.references, std::move(book.references), &Reference::id);
  lay_over(base.codes, std::move(book.codes), &Code::id);
  lay_over(base.scales, std::move(book.scales), &Scale::id);
  lay_over(base.lexicons, std::move(book.lexicons), &Lexicon::name);
  lay_over(base.markers, std::move(book.markers), &Marker::id);
  lay_over(base.indices, std::move(book.indices), &Index::id);
  book.references = std::move(base.references);
  book.codes = std::move(base.codes);
  book.scales = std::move(base.scales);
  book.lexicons = std::move(base.lexicons);
  book.markers = std::move(base.markers);
  book.indices = std::move(base.indices);
  book.extends = rater_name(base);
  // A lexicon of either may now hold one of the other, in a circle that neither file has.
  CodebookNames names;
  for (const Lexicon& lexicon : book.lexicons) {
    names.declare(NameKind::lexicon, lexicon.name, lexicon.place, report);
    for (const auto* phrases : {&lexicon.entries, &lexicon.except})
      for (const std::string& phrase : *phrases) mention_lexicons(parse_pattern(phrase).items, lexicon, names);
  }
  names.resolve(report);
  return book;
}

}  // namespace attune
