// What a study takes from outside: who acts, what time it is, and chance. Handed in, so that a test gets the same file
// twice.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

namespace attune {

struct Surroundings {
  std::string actor;                                  // in the log: a rater's id, "attune" for the program by itself
  std::function<std::string()> now;                   // UTC, "2026-03-01T09:30:00.000Z"
  std::function<std::string(std::size_t)> random_hex; // that many random bytes in hexadecimal digits
  std::chrono::milliseconds patience{30'000};         // how long to wait for another program that writes
};

/// The machine's clock and its source of random bytes.
[[nodiscard]] Surroundings real_surroundings(std::string actor);

}  // namespace attune
