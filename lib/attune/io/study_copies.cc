#include "attune/io/study_copies.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <SQLiteCpp/SQLiteCpp.h>

#include "attune/io/schema.h"

namespace attune {
namespace {

namespace fs = std::filesystem;

/// SQLite's header: a name of 16 bytes, and the application's id at byte 68.
bool is_study(const fs::path& path) {
  constexpr std::size_t kHeader = 100, kIdAt = 68;
  std::ifstream file(path, std::ios::binary);
  std::string header(kHeader, '\0');
  if (!file.read(header.data(), static_cast<std::streamsize>(header.size())) || !header.starts_with("SQLite format 3")) return false;
  std::uint32_t id = 0;
  for (std::size_t i = 0; i < 4; ++i) id = id << 8 | static_cast<unsigned char>(header[kIdAt + i]);
  return id == static_cast<std::uint32_t>(kApplicationId);
}

bool holds_one(const fs::path& path, const std::vector<std::string>& hashes) {
  try {
    SQLite::Database database(path.string(), SQLite::OPEN_READONLY);
    SQLite::Statement found(database, "SELECT 1 FROM transcript WHERE sha256 = ?");
    return std::ranges::any_of(hashes, [&](const std::string& hash) {
      found.reset();
      found.bind(1, hash);
      return found.executeStep();
    });
  } catch (const SQLite::Exception&) {
    return false;
  }
}

void look_in(const fs::path& folder, const fs::path& study, bool below, const std::vector<std::string>& hashes, std::vector<std::string>& copies) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, fs::directory_options::skip_permission_denied, error)) {
    if (entry.is_symlink(error)) continue;
    if (below && entry.is_directory(error)) look_in(entry.path(), study, false, hashes, copies);
    else if (entry.is_regular_file(error) && !fs::equivalent(entry.path(), study, error) && is_study(entry.path()) && holds_one(entry.path(), hashes))
      copies.push_back(entry.path().string());
  }
}

}  // namespace

std::vector<std::string> copies_with(const std::string& study, const std::vector<std::string>& transcripts_sha256) {
  std::vector<std::string> copies;
  const fs::path folder = fs::path(study).parent_path();
  look_in(folder.empty() ? fs::path(".") : folder, study, true, transcripts_sha256, copies);
  std::ranges::sort(copies);
  return copies;
}

}  // namespace attune
