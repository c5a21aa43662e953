#include "cli/page_file.h"

#include <fmt/format.h>

#include "attune/io/files.h"
#include "attune/text/visible.h"

namespace attune::cli {

namespace po = boost::program_options;

void describe_page_file(po::options_description& options) {
  options.add_options()("output,o", po::value<std::string>()->value_name("FILE"),
                        "write to this file instead of standard output; only you may read it. --force overwrites it");
}

void put_page(const std::string& page, const Arguments& arguments, Context& context) {
  if (!arguments.has("output")) {
    context.out << page;
    return;
  }
  const auto& file = arguments.get<std::string>("output");
  write_file(file, page, arguments.has("force") ? Overwrite::yes : Overwrite::no);
  context.out << fmt::format("{}: written\n", visible(file));
}

}  // namespace attune::cli
