// Languages by their codes, as ICU knows them.
#pragma once

#include <string>
#include <string_view>

namespace attune {

/// "deu" of ISO 639-3 is a language ICU knows.
[[nodiscard]] bool is_iso_language(std::string_view three_letters);

/// The short code of a language tag or an ISO 639-3 code: "de" of "deu", "de-AT" and "de". Codes without a short form stay
/// as they are, in small letters ("evn").
[[nodiscard]] std::string short_language(std::string_view code);

/// Its English name, "German"; the code itself when ICU has none.
[[nodiscard]] std::string language_name(std::string_view code);

}  // namespace attune
