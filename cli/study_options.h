// What commands on a study share: who acts, how lists are printed, where the study is.
#pragma once

#include <string>
#include <vector>

#include "attune/codebook/scale_names.h"
#include "attune/io/study.h"
#include "attune/report/codebook_page.h"
#include "cli/command.h"

namespace attune::cli {

/// --as NAME
void describe_actor(boost::program_options::options_description& options);
/// --format text|csv|json|jsonl
void describe_list_format(boost::program_options::options_description& options);

/// The clock, chance, and who acts: --as, else ATTUNE_RATER, else `otherwise`.
[[nodiscard]] Surroundings surroundings_of(const Arguments& arguments, const std::string& otherwise = "attune");

/// Opens a study. When it belongs to another user, or others can get at it, that is said in one line on `context.err`.
[[nodiscard]] Study open_study(const std::string& path, Surroundings surroundings, Context& context);
/// Says that in one line by itself, for who opens it otherwise.
void warn_of_access(const std::string& path, Context& context);

/// Throws `UsageError`.
[[nodiscard]] ListFormat list_format_of(const Arguments& arguments);

/// --codebook BOOK, whose scales are used
void describe_scales(boost::program_options::options_description& options, const char* what);
/// The scales of the codebooks named, or of the default ones. Throws `Errors`, also when there is no scale.
[[nodiscard]] ScaleNames scales_of(const Arguments& arguments);

/// The codebooks in a study, as they were stored. Throws `Errors` when one cannot be read.
[[nodiscard]] std::vector<Codebook> codebooks_of(Study& study);
/// Those that come with Attune, then `codebooks`.
[[nodiscard]] std::vector<Codebook> shipped_and(std::vector<Codebook> codebooks);
/// The scales of these codebooks, the first of a name.
[[nodiscard]] std::vector<Scale> scales_of(const std::vector<Codebook>& codebooks);

/// A name for a rater, an id of at most 64 letters, digits and . _ - signs. Throws `UsageError`.
[[nodiscard]] std::string rater_of(const Arguments& arguments);

/// 1 to 64 letters, digits and . _ - signs.
[[nodiscard]] bool is_id(const std::string& text);

/// "R1,R2" as its parts; empty ones are passed over.
[[nodiscard]] std::vector<std::string> split_at_commas(const std::string& text);

}  // namespace attune::cli
