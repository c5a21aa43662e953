// A directory that a test may fill; it goes when the test does.
#pragma once

#include <filesystem>
#include <string>

#include <stdlib.h>
#include <unistd.h>

#include "catch.h"

namespace attune {

class Scratch {
 public:
  Scratch() {
    // In memory where there is such a disk: a test of many commits would wait for syncs most of its time.
    const std::filesystem::path memory = "/dev/shm";
    const bool has_memory = ::access(memory.c_str(), W_OK) == 0;
    const std::filesystem::path parent = has_memory ? memory : std::filesystem::temp_directory_path();
    std::string name = (parent / "attune_test_XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace attune
