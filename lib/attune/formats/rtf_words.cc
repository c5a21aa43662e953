#include "attune/formats/rtf_words.h"

#include <set>
#include <utility>

namespace attune {

int page_of_charset(long charset) {
  static constexpr std::pair<long, int> kPages[] = {{77, 10000}, {128, 932}, {129, 949}, {130, 1361}, {134, 936}, {136, 950}, {161, 1253}, {162, 1254}, {163, 1258},
                                                    {177, 1255}, {178, 1256}, {186, 1257}, {204, 1251}, {222, 874}, {238, 1250}, {0, 1252}};
  for (const auto& [known, page] : kPages)
    if (known == charset) return page;
  return 0;
}

std::string_view sign_of_word(std::string_view word) {
  static constexpr std::pair<std::string_view, std::string_view> kSigns[] = {
      {"line", "\n"}, {"tab", "\t"}, {"emdash", "\u2014"}, {"endash", "\u2013"}, {"lquote", "\u2018"}, {"rquote", "\u2019"}, {"ldblquote", "\u201C"}, {"rdblquote", "\u201D"}, {"bullet", "\u2022"},
      {"emspace", " "}, {"enspace", " "}, {"qmspace", " "}};
  for (const auto& [name, sign] : kSigns)
    if (name == word) return sign;
  return {};
}

bool holds_no_text(std::string_view word) {
  static const std::set<std::string_view> kNoText = {"colortbl", "stylesheet", "info", "pict", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "listtable",
                                                       "listoverridetable", "revtbl", "rsidtbl", "generator", "xmlnstbl", "themedata", "fldinst", "object", "objdata", "atnid", "atnauthor", "atndate", "atnref", "filetbl", "nonshppict", "sp", "shprslt", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "xe", "tc"};
  return kNoText.contains(word);
}

}  // namespace attune
