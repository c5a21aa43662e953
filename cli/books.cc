#include "cli/books.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "attune/codebook/codebooks.h"
#include "attune/codebook/toml.h"
#include "attune/coding/regex.h"
#include "attune/error.h"
#include "attune/io/files.h"
#include "attune/text/spelling.h"

namespace attune::cli {

Codebook open_codebook(const std::string& name) {
  if (std::optional<Codebook> book = shipped_codebook(name)) return *book;
  std::error_code unknown;
  const bool is_path = name.find('/') != std::string::npos || name.ends_with(".toml");
  if (!is_path && !std::filesystem::exists(name, unknown))
    throw Errors(
        {{name}, "no such codebook, neither shipped nor a file" + did_you_mean(name, shipped_codebook_ids()), ""});
  return parse_codebook(read_file(name, kLargestTomlFile), name, refusal_of);
}

std::vector<Codebook> open_codebooks(const std::vector<std::string>& names) {
  if (names.empty()) return default_codebooks();
  std::vector<Codebook> books;
  std::vector<Problem> problems;
  for (const std::string& name : names) {
    try {
      Codebook book = open_codebook(name);
      const auto same = std::ranges::find(books, book.id, &Codebook::id);
      if (same == books.end())
        books.push_back(std::move(book));
      else
        problems.push_back({{name}, "a codebook with an id of its own", "\"" + book.id + "\", as in " + same->file});
    } catch (const Errors& errors) {
      problems.insert(problems.end(), errors.problems().begin(), errors.problems().end());
    }
  }
  if (!problems.empty()) throw Errors(std::move(problems));
  return books;
}

}  // namespace attune::cli
