// The shipped codebooks, languages, notation profiles and protocol maps, read.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "attune/codebook/codebook.h"
#include "attune/codebook/language.h"
#include "attune/codebook/privacy.h"
#include "attune/codebook/protocol.h"
#include "attune/text/notation.h"

namespace attune {

/// All shipped codebooks, ordered by id. They are parsed anew at every call: keep what you get.
[[nodiscard]] std::vector<Codebook> shipped_codebooks();
/// Those that are used when nobody names one.
[[nodiscard]] std::vector<Codebook> default_codebooks();
[[nodiscard]] std::optional<Codebook> shipped_codebook(std::string_view id);
[[nodiscard]] std::vector<std::string_view> shipped_codebook_ids();

/// "en"
[[nodiscard]] std::optional<Language> shipped_language(std::string_view id);
/// The language of a codebook. Without shipped word lists it is bare but for its id, by which inflected forms are known: rules
/// still run, and only lack kin, negators and irregular verbs.
[[nodiscard]] Language language_of(const Codebook& codebook);

/// What identifies people, in a language: "en"
[[nodiscard]] std::optional<PrivacyWords> shipped_privacy(std::string_view id);

/// "aai", "plain" ...
[[nodiscard]] std::optional<NotationProfile> shipped_notation(std::string_view id);
[[nodiscard]] std::vector<std::string_view> shipped_notation_ids();

/// "aai20", "aai18", "gbi15"
[[nodiscard]] std::optional<Protocol> shipped_protocol(std::string_view id);
[[nodiscard]] std::vector<std::string_view> shipped_protocol_ids();
/// The keys of the sections of all shipped maps, sorted. Read once: every codebook that is parsed is held against them.
[[nodiscard]] const std::set<std::string>& shipped_section_keys();

}  // namespace attune
