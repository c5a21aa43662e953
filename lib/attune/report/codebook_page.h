// Codebooks as people read them: what they look for, why, and how.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "attune/codebook/codebook.h"

namespace attune {

enum class ListFormat : unsigned char { text, csv, json, jsonl };

/// One line a codebook: id, version, whether it is used by default; as text also the title. JSON:
/// [{"id","version","default"}].
void write_codebook_list(std::ostream& out, const std::vector<Codebook>& books, ListFormat format);

/// The whole codebook, at most 80 columns: codes, markers, lexicons, scales, indices, references.
void write_codebook_page(std::ostream& out, const Codebook& book);

/// One marker with its examples and the lexicons it uses.
void write_marker_page(std::ostream& out, const Codebook& book, const Marker& marker);

}  // namespace attune
