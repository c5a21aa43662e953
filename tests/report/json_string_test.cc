#include "attune/report/json_string.h"

#include <random>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "catch.h"

using namespace attune;

namespace {

std::string json_string(std::string_view text) {
  std::string json(most_json_bytes(text.size()), '\0');
  json.resize(static_cast<std::size_t>(write_json_string(json.data(), text) - json.data()));
  return json;
}

}  // namespace

TEST_CASE("a string is escaped as nlohmann-json escapes it, wherever the escapes stand") {
  std::string all;
  for (int c = 0; c < 128; ++c) all += static_cast<char>(c);
  CHECK(json_string(all) == nlohmann::json(all).dump());
  const std::vector<std::string> pieces = {"a", "long enough ", "\"", "\\", "\n", "\r", "\t", "\b", "\f", std::string(1, '\0'), "\x1F", "\x7F", "!", " ", "\u00E9", "\u2019", "\U0001F62D"};
  std::mt19937 random(11);  // NOLINT: the same texts every time
  for (int i = 0; i < 5000; ++i) {
    std::string text;
    for (auto length = random() % 12; length > 0; --length) text += pieces[random() % pieces.size()];
    if (const std::string expected = nlohmann::json(text).dump(); json_string(text) != expected) CHECK(json_string(text) == expected);
  }
}
