// What is coded does not depend on the format that an interview is kept in.
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "catch.h"
#include "run.h"

namespace {

std::string on_one_line(const std::string& text) {
  std::string line;
  for (char c : text)
    if (c != ' ' && c != '\n') line += c;
    else if (!line.ends_with(' ')) line += ' ';
  return line;
}

/// Turns, sections and marks as coding finds them, without what counts in the file: lines and offsets.
std::string coded(const std::string& file) {
  const Outcome outcome = attune_run({"code", file, "--format", "json"});
  CHECK(outcome.err == "");
  const auto transcript = nlohmann::json::parse(outcome.out)["transcripts"][0];
  std::string shown = fmt::format("{} turns, {} words\n", transcript["turns"].get<int>(), transcript["words"].get<int>());
  for (const auto& section : transcript["sections"]) shown += fmt::format("{} {}\n", section["key"].get<std::string>(), section["confidence"].get<double>());
  for (const auto& mark : transcript["marks"])
    shown += fmt::format("{} {} {}: {}\n", mark["turn"].get<int>(), mark["section"].dump(), mark["marker"].dump(), on_one_line(mark["text"].get<std::string>()));
  return shown;
}

/// Who says what.
std::string turns(const std::string& file) {
  const Outcome outcome = attune_run({"transcript", "convert", "--to", "csv", file});
  return outcome.out;
}

}  // namespace

TEST_CASE("an interview without times comes back from ELAN with its turns, roles, sections and marks") {
  const std::string name = GENERATE("s01", "s06");
  const ScratchDirectory scratch;
  const std::string source = std::string(ATTUNE_SOURCE_DIR) + "/corpora_samples/" + name + ".txt";
  const std::string written = scratch.write(name + ".eaf", attune_run({"transcript", "convert", "--to", "elan", source}).out);
  CHECK(coded(written) == coded(source));
  CHECK(turns(written) == turns(source));
}
