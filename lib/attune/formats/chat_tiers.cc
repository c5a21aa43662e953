#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "attune/formats/chat_check.h"

namespace attune {
namespace {

std::vector<std::string_view> words_of(std::string_view text, std::string_view blanks = " \t\r\n") {
  std::vector<std::string_view> words;
  for (std::size_t begin = text.find_first_not_of(blanks); begin != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(blanks, begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = text.find_first_not_of(blanks, end);
  }
  return words;
}

/// How many, with what stands between ‹ and › (or 〔 and 〕) as one.
std::size_t units_of(const std::vector<std::string_view>& words) {
  std::size_t units = 0;
  bool inside = false;
  for (std::string_view word : words) {
    if (word.find("\u2039") != std::string_view::npos || word.find("\u3014") != std::string_view::npos) inside = true;
    const bool ends = word.find("\u203A") != std::string_view::npos || word.find("\u3015") != std::string_view::npos;
    units += !inside || ends;
    if (ends) inside = false;
  }
  return units;
}

const std::set<std::string_view>& relations() {
  static const std::set<std::string_view> kRelations = {"ACL", "ADVCL", "ADVMOD", "AMOD", "APPOS", "AUX", "CASE", "CC", "CCOMP", "CLF", "COMPOUND", "CONJ", "COP", "CSUBJ", "DEP", "DET", "DISCOURSE",
                                                        "DISLOCATED", "EXPL", "FIXED", "FLAT", "GOESWITH", "IOBJ", "LIST", "MARK", "NMOD", "NSUBJ", "NUMMOD", "OBJ", "OBL", "ORPHAN", "PARATAXIS", "PUNCT",
                                                        "REPARANDUM", "ROOT", "VOCATIVE", "XCOMP"};
  return kRelations;
}

class Tiers {
 public:
  Tiers(std::string_view text, const std::vector<ChatItem>& items, const std::vector<const ChatLine*>& tiers, ChatReport& report)
      : text_(text), items_(items), tiers_(tiers), report_(report) {}

  void check() {
    static const std::set<std::string_view> kNames = {"mor", "gra", "pho", "mod", "sin", "wor", "com", "act", "cod", "spa", "int", "eng", "err", "exp", "fac", "flo", "gls", "gpx", "ort", "add", "alt", "coh",
                                                      "def", "par", "sit", "tim", "ipa", "lan", "trn", "umor", "ugra", "grt", "grx", "rom", "dub", "beh", "cat", "met", "sub", "pht", "phosyl", "modsyl", "phoaln"};
    std::set<std::string> seen;
    for (const ChatLine* tier : tiers_) {
      const bool own = tier->name.starts_with('x');
      if (!own && !kNames.contains(tier->name)) warn(*tier, "expected a tier that CHAT knows, or one of your own beginning with %x");
      static const std::set<std::string_view> kOnce = {"mor", "gra", "pho", "mod", "sin", "wor"};
      if (!seen.insert(tier->name).second && kOnce.contains(tier->name)) warn(*tier, "expected once for an utterance, found again");
      const std::string_view value = slice(text_, tier->value);
      if (value.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        warn(*tier, "expected text, found none");
        continue;
      }
      if (value.starts_with(' ')) warn(*tier, "expected the text right behind the tab, found a blank");
      if (std::ranges::count(value, kBullet) % 2 != 0) warn(*tier, "expected a closing bullet, found none");
      if (value.find("[+ ") != std::string_view::npos) warn(*tier, "expected postcodes (\"[+ ...]\") on the main line only");
      check_one(*tier, value);
    }
    relations_of_tiers();
  }

 private:
  void warn(const ChatLine& tier, std::string_view message) { report_.warn("tier", tier.line, fmt::format("%{}: {}", tier.name, message)); }

  const ChatLine* named(std::string_view name) const {
    for (const ChatLine* tier : tiers_)
      if (tier->name == name) return tier;
    return nullptr;
  }

  void check_one(const ChatLine& tier, std::string_view value) {
    const auto words = words_of(value);
    if (tier.name == "mor") mor(tier, words);
    if (tier.name == "gra") gra(tier, words);
    if (tier.name == "pho" || tier.name == "mod" || tier.name == "sin") phonology(tier, value, words);
    if (tier.name == "tim" && value.find_first_not_of("0123456789:-. ") != std::string_view::npos) warn(tier, "expected a time such as 14:00:00");
    if (tier.name == "xphosyl" || tier.name == "xmodsyl") syllables(tier, words);
    if (tier.name == "xphoint") intervals(tier, value);
  }

  static bool is_terminator(std::string_view word) { return word == "." || word == "?" || word == "!" || (word.starts_with('+') && word.size() > 1 && word.find('|') == std::string_view::npos); }

  void mor(const ChatLine& tier, const std::vector<std::string_view>& words) {
    std::size_t main_words = 0;
    std::string_view main_end;
    for (const ChatItem& item : items_) {
      main_words += counts_for_mor(text_, item);
      if (item.kind == ChatItemKind::terminator) main_end = slice(text_, item.span);
    }
    std::size_t mor_words = 0;
    std::string_view mor_end;
    bool has_empty = false;
    for (std::string_view word : words) {
      if (is_terminator(word)) {
        mor_end = word;
        continue;
      }
      ++mor_words;
      const std::size_t pipe = word.find('|');
      has_empty = has_empty || pipe == 0 || pipe == std::string_view::npos || pipe + 1 == word.size();
    }
    if (has_empty) warn(tier, "expected PART_OF_SPEECH|LEMMA for every word");
    if (!main_end.empty() && mor_end.empty()) warn(tier, "expected the terminator of the main line at its end, found none");
    else if (!main_end.empty() && mor_end != main_end) warn(tier, "expected the terminator of the main line, found another");
    if (mor_words != main_words) warn(tier, fmt::format("expected {} words as on the main line, found {}", main_words, mor_words));
  }

  void gra(const ChatLine& tier, const std::vector<std::string_view>& words) {
    const ChatLine* mor = named("mor");
    if (mor == nullptr) return warn(tier, "expected %mor before it, found none");
    std::size_t chunks = 0;
    for (std::string_view word : words_of(slice(text_, mor->value))) chunks += 1 + (is_terminator(word) ? 0U : static_cast<std::size_t>(std::ranges::count(word, '~') + std::ranges::count(word, '$')));
    std::size_t roots = 0, expected = 1;
    std::vector<std::size_t> heads;
    for (std::string_view word : words) {
      const std::size_t first = word.find('|'), second = word.find('|', first + 1);
      std::size_t index = 0, head = 0;
      const bool ok = first != std::string_view::npos && second != std::string_view::npos && std::from_chars(word.data(), word.data() + first, index).ptr == word.data() + first && first > 0 &&
                      std::from_chars(word.data() + first + 1, word.data() + second, head).ptr == word.data() + second && second > first + 1 && second + 1 < word.size();
      if (!ok) return warn(tier, "expected INDEX|HEAD|RELATION for every word");
      if (index != expected++) return warn(tier, "expected indices that count from 1");
      const std::string_view relation = word.substr(second + 1);
      if (!relations().contains(relation.substr(0, relation.find('-')))) return warn(tier, "expected a relation of Universal Dependencies, in capitals");
      roots += head == 0;
      heads.push_back(head);
    }
    if (heads.size() != chunks) warn(tier, fmt::format("expected {} relations as %mor has words, found {}", chunks, heads.size()));
    if (roots != 1) warn(tier, fmt::format("expected one relation with head 0, found {}", roots));
    if (std::ranges::any_of(heads, [&](std::size_t head) { return head > heads.size(); })) return warn(tier, "expected heads that are indices of the tier");
    std::vector<std::size_t> walk(heads.size() + 1, 0);  // by which walk towards the root a word was passed, from 1
    for (std::size_t i = 1; i <= heads.size(); ++i) {
      std::size_t at = i;
      for (; at != 0 && walk[at] == 0; at = heads[at - 1]) walk[at] = i;
      if (at != 0 && walk[at] == i && roots == 1) return warn(tier, "expected no circle of heads");
    }
  }

  void phonology(const ChatLine& tier, std::string_view value, const std::vector<std::string_view>& words) {
    if (tier.name != "sin" && value.find('*') != std::string_view::npos) warn(tier, "expected phonetic signs, found \"*\"");
    // What was said with or without fillers, retraces and untranscribed stretches: transcribers differ, so any of these will do.
    std::size_t plain = 0, everything = 0, mor_words = 0;
    bool inside = false;
    for (const ChatItem& item : items_) {
      const std::string_view sign = slice(text_, item.span);
      if (sign == "\u2039" || sign == "\u3014") inside = true, ++plain, ++everything, ++mor_words;
      if (sign == "\u203A" || sign == "\u3015") inside = false;
      if (inside) continue;
      const bool is_word = item.kind == ChatItemKind::word || item.kind == ChatItemKind::omitted;
      plain += is_word;
      everything += is_word || item.kind == ChatItemKind::filler || item.kind == ChatItemKind::fragment || item.kind == ChatItemKind::nonword || item.kind == ChatItemKind::untranscribed;
      mor_words += is_word && !item.retraced;
    }
    const std::size_t units = std::ranges::count_if(words, [](std::string_view word) { return word.starts_with('('); }) > 0 ? plain : units_of(words);
    if (units != plain && units != everything && units != mor_words) warn(tier, fmt::format("expected {} words as on the main line, found {}", plain, units));
  }

  static std::string without_codes(std::string_view word) {
    std::string plain;
    for (std::size_t i = 0; i < word.size(); ++i) {
      if (word[i] == ':' && i + 1 < word.size() && word[i + 1] >= 'A' && word[i + 1] <= 'Z') ++i;
      else plain += word[i];
    }
    return plain;
  }

  void syllables(const ChatLine& tier, const std::vector<std::string_view>& words) {
    const ChatLine* other = named(tier.name == "xphosyl" ? "pho" : "mod");
    for (std::string_view word : words)
      for (std::size_t i = 0; i + 1 < word.size(); ++i)
        if (word[i] == ':' && word[i + 1] >= 'A' && word[i + 1] <= 'Z' && std::string_view("ONCLREADU").find(word[i + 1]) == std::string_view::npos)
          return warn(tier, "expected the codes O, N, C, L, R, E, A, D or U behind \":\"");
    if (other == nullptr) return warn(tier, "expected the tier it is about before it");
    const auto spoken = words_of(slice(text_, other->value));
    if (spoken.size() != words.size()) return warn(tier, fmt::format("expected {} words as on %{}, found {}", spoken.size(), other->name, words.size()));
    for (std::size_t i = 0; i < words.size(); ++i) {
      std::string said(spoken[i]);
      std::erase(said, '.');
      if (without_codes(words[i]) != said) return warn(tier, fmt::format("expected the sounds of %{}, found others", other->name));
    }
  }

  /// %xphoaln pairs the sounds of %mod and %pho: "a↔ɑ,p↔p".
  void relations_of_tiers() {
    const ChatLine* aligned = named("xphoaln");
    if (aligned == nullptr) return;
    const auto words = words_of(slice(text_, aligned->value));
    for (const char* name : {"pho", "mod"}) {
      const ChatLine* tier = named(name);
      if (tier == nullptr) continue;
      const auto spoken = words_of(slice(text_, tier->value));
      if (spoken.size() != words.size()) return warn(*aligned, fmt::format("expected {} words as on %{}, found {}", spoken.size(), name, words.size()));
      for (std::size_t i = 0; i < words.size(); ++i) {
        std::string joined, said(spoken[i]);
        for (std::string_view pair : words_of(words[i], ",")) {
          constexpr std::string_view kArrow = "\u2194", kNothing = "\u2205";
          const std::size_t arrow = pair.find(kArrow);
          if (arrow == std::string_view::npos) return warn(*aligned, "expected pairs of sounds with \u2194");
          const std::string_view side = name == std::string_view("mod") ? pair.substr(0, arrow) : pair.substr(arrow + kArrow.size());
          if (side != kNothing) joined += side;
        }
        for (std::string_view sign : {"\u02C8", "\u02CC", "."})
          for (std::string* text : {&said, &joined})
            for (std::size_t at = text->find(sign); at != std::string::npos; at = text->find(sign)) text->erase(at, sign.size());
        if (joined != said) return warn(*aligned, fmt::format("expected the sounds of %{}, found others", name));
      }
    }
  }

  void intervals(const ChatLine& tier, std::string_view value) {
    std::size_t groups = 1;
    std::int64_t last = -1;
    for (std::size_t i = 0; i < value.size(); ++i) {
      groups += value[i] == '/';
      if (value[i] != kBullet) continue;
      const std::size_t end = value.find(kBullet, i + 1);
      if (end == std::string_view::npos) return;
      std::int64_t start_ms = 0, end_ms = 0;
      if (!chat_bullet(value.substr(i, end + 1 - i), start_ms, end_ms) || end_ms <= start_ms) return warn(tier, "expected bullets that end behind their start");
      if (start_ms < last) return warn(tier, "expected bullets in order of time");
      last = start_ms;
      i = end;
    }
    if (const ChatLine* pho = named("pho")) {
      const std::size_t words = words_of(slice(text_, pho->value)).size();
      if (groups != words) warn(tier, fmt::format("expected {} groups as %pho has words, found {}", words, groups));
    }
  }

  std::string_view text_;
  const std::vector<ChatItem>& items_;
  const std::vector<const ChatLine*>& tiers_;
  ChatReport& report_;
};

}  // namespace

void check_chat_tiers(std::string_view text, const std::vector<ChatItem>& items, const std::vector<const ChatLine*>& tiers, ChatReport& report) {
  Tiers(text, items, tiers, report).check();
}

}  // namespace attune
