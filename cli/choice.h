// An option that takes one of a few words.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "attune/text/spelling.h"
#include "cli/command.h"

namespace attune::cli {

/// What the word given for `option` stands for. Throws `UsageError` with the words there are when it is none of them.
template <typename T, std::size_t N>
[[nodiscard]] T choice(const Arguments& arguments, const char* option,
                       const std::pair<std::string_view, T> (&words)[N]) {
  const auto& given = arguments.get<std::string>(option);
  std::vector<std::string_view> names;
  std::string list;
  for (const auto& [name, meaning] : words) {
    if (name == given) return meaning;
    names.push_back(name);
    list += (list.empty() ? "" : ", ") + std::string(name);
  }
  throw UsageError("--" + std::string(option) + " takes " + list + ", not \"" + given + "\"" +
                   did_you_mean(given, names));
}

}  // namespace attune::cli
