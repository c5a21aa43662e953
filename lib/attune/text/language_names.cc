#include "attune/text/language_names.h"

#include <algorithm>
#include <set>

#include <unicode/locid.h>
#include <unicode/uloc.h>

namespace attune {
namespace {

const std::set<std::string>& iso_codes() {
  static const std::set<std::string> kCodes = [] {
    std::set<std::string> codes;
    for (const char* const* language = uloc_getISOLanguages(); *language != nullptr; ++language) codes.insert(uloc_getISO3Language(*language));
    // Living languages of interview corpora that ICU has no data for.
    for (const char* code : {"evn", "cmn", "nan", "yue", "hak", "wuu", "pcm", "gsw", "nds", "bar", "sck", "tli", "cre", "dak", "ktn"}) codes.insert(code);
    return codes;
  }();
  return kCodes;
}

}  // namespace

bool is_iso_language(std::string_view three_letters) { return iso_codes().contains(std::string(three_letters)); }

std::string short_language(std::string_view code) {
  std::string language(code.substr(0, code.find_first_of("-_ ,")));
  std::ranges::transform(language, language.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (language == "cmn") return "zh";
  if (language.size() != 3) return language;
  for (const char* const* known = uloc_getISOLanguages(); *known != nullptr; ++known)
    if (language == uloc_getISO3Language(*known)) return *known;
  return language;
}

std::string language_name(std::string_view code) {
  icu::UnicodeString name;
  icu::Locale(std::string(code).c_str()).getDisplayLanguage(icu::Locale::getEnglish(), name);
  std::string text;
  name.toUTF8String(text);
  return text;
}

}  // namespace attune
