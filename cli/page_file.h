// A whole page, to a file of its owner or to standard output.
#pragma once

#include <string>

#include "cli/command.h"

namespace attune::cli {

/// --output FILE
void describe_page_file(boost::program_options::options_description& options);

/// Whole to its place, or not at all: the file of --output, which only its owner may read and which is not written over without
/// --force, or standard output. Throws `Errors`.
void put_page(const std::string& page, const Arguments& arguments, Context& context);

}  // namespace attune::cli
