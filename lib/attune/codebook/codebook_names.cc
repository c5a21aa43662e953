#include "attune/codebook/codebook_names.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "attune/text/spelling.h"

namespace attune {
namespace {

constexpr std::size_t kLongestId = 64;

bool is_id(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  };
  return !text.empty() && text.size() <= kLongestId && std::ranges::all_of(text, fits);
}

std::string_view kind_name(NameKind kind) {
  switch (kind) {
    case NameKind::reference: return "reference";
    case NameKind::code: return "code";
    case NameKind::scale: return "scale";
    case NameKind::lexicon: return "lexicon";
    case NameKind::marker: return "marker";
    case NameKind::index: return "index";
    case NameKind::section: return "section";
    case NameKind::kin: return "kin";
  }
  return "";
}

/// What a mention of nothing should have been.
std::string expected_name(NameKind kind) {
  if (kind == NameKind::section) return "a section of a shipped protocol map, or one of \"own_sections\" in [codebook]";
  return fmt::format("a declared {}", kind_name(kind));
}

}  // namespace

void CodebookNames::declare(NameKind kind, const std::string& name, const Place& place, TomlReport& report) {
  if (name.empty()) return;  // a missing id has been reported
  if (!is_id(name))
    report.add(place, "an id of up to 64 letters, digits, \".\", \"_\" or \"-\"", fmt::format("\"{}\"", name));
  const auto [before, is_new] = declared_[static_cast<std::size_t>(kind)].emplace(name, place);
  if (!is_new)
    report.add(place, fmt::format("a {} id that is used once", kind_name(kind)),
               fmt::format("\"{}\", declared on line {}", name, before->second.line));
}

bool CodebookNames::is_declared(const Mention& mention) const {
  const auto& names = declared_[static_cast<std::size_t>(mention.kind)];
  const auto& inherited = inherited_[static_cast<std::size_t>(mention.kind)];
  if (inherited.contains(mention.name)) return true;
  if (mention.kind != NameKind::code || !mention.name.ends_with(".*")) return names.contains(mention.name);
  const std::string_view stem = std::string_view(mention.name).substr(0, mention.name.size() - 1);
  if (const auto base = inherited.lower_bound(stem); base != inherited.end() && base->starts_with(stem)) return true;
  const auto first = names.lower_bound(stem);
  return first != names.end() && first->first.starts_with(stem);
}

void CodebookNames::resolve(TomlReport& report) const {
  for (const Mention& mention : mentions_) {
    if (is_declared(mention)) continue;
    std::vector<std::string_view> names;
    for (const auto& [name, place] : declared_[static_cast<std::size_t>(mention.kind)]) names.push_back(name);
    for (const std::string& name : inherited_[static_cast<std::size_t>(mention.kind)]) names.push_back(name);
    report.add(mention.place, expected_name(mention.kind),
               fmt::format("\"{}\"{}", mention.name, did_you_mean(mention.name, names)));
  }
  report_cycles(report);
}

void CodebookNames::report_cycles(TomlReport& report) const {
  const auto& lexicons = declared_[static_cast<std::size_t>(NameKind::lexicon)];
  std::map<std::string_view, std::vector<const Mention*>> inside;
  for (const Mention& mention : mentions_)
    if (mention.kind == NameKind::lexicon && !mention.from.empty()) inside[mention.from].push_back(&mention);

  // Depth first with a path of its own: a chain of lexicons may be longer than the stack is deep.
  std::set<std::string_view> done;
  for (const auto& [start, place] : lexicons) {
    std::vector<std::pair<std::string_view, std::size_t>> path;  // a lexicon and how many of its mentions were followed
    if (!done.contains(start)) path.emplace_back(start, 0);
    while (!path.empty()) {
      const auto [name, followed] = path.back();
      const std::vector<const Mention*>& mentions = inside[name];
      if (followed == mentions.size()) {
        done.insert(name);
        path.pop_back();
        continue;
      }
      ++path.back().second;
      const Mention& next = *mentions[followed];
      const auto again =
          std::ranges::find(path, std::string_view(next.name), [](const auto& step) { return step.first; });
      if (again != path.end()) {
        std::string circle;
        for (auto step = again; step != path.end(); ++step) circle += std::string(step->first) + " -> ";
        report.add(next.place, "a lexicon that does not hold itself", circle + next.name);
      } else if (!done.contains(next.name)) {
        path.emplace_back(next.name, 0);
      }
    }
  }
}

}  // namespace attune
