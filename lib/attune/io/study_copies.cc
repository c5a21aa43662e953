#include "attune/io/study_copies.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <system_error>
#include <utility>

#include <SQLiteCpp/SQLiteCpp.h>

#include "attune/io/schema.h"
#include "attune/io/study.h"

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

bool is_packet(SQLite::Database& database) {
  SQLite::Statement found(database, "SELECT count(*) > 0 AND min(subset = ?) FROM assignment");
  found.bind(1, std::string(kPacketSubset));
  return found.executeStep() && found.getColumn(0).getInt() == 1;
}

/// The file as a copy that holds some of these transcripts; it holds none where it is no study or cannot be read.
StudyCopy copy_at(const fs::path& path, const SoughtTranscripts& sought) {
  StudyCopy copy{path.string(), {}, false};
  try {
    SQLite::Database database(copy.path, SQLite::OPEN_READONLY);
    std::set<std::string> ids;
    SQLite::Statement found(database, "SELECT id FROM transcript WHERE sha256 = ?");
    for (const std::string& hash : sought.sha256) {
      found.reset();
      found.bind(1, hash);
      while (found.executeStep()) ids.insert(found.getColumn(0).getString());
    }
    const auto is_sought = [&](const std::string& id) { return sought.ids.contains(id); };
    if (std::ranges::any_of(ids, is_sought)) std::erase_if(ids, std::not_fn(is_sought));
    copy.is_packet = is_packet(database);
    copy.transcripts.assign(ids.begin(), ids.end());
  } catch (const SQLite::Exception&) {
    copy.transcripts.clear();
  }
  return copy;
}

void look_in(const fs::path& folder, const fs::path& study, bool below, const SoughtTranscripts& sought, std::vector<StudyCopy>& copies) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, fs::directory_options::skip_permission_denied, error)) {
    if (entry.is_symlink(error)) continue;
    if (below && entry.is_directory(error)) look_in(entry.path(), study, false, sought, copies);
    else if (entry.is_regular_file(error) && !fs::equivalent(entry.path(), study, error) && is_study(entry.path()))
      if (StudyCopy copy = copy_at(entry.path(), sought); !copy.transcripts.empty()) copies.push_back(std::move(copy));
  }
}

}  // namespace

std::vector<StudyCopy> copies_with(const std::string& study, const SoughtTranscripts& sought) {
  std::vector<StudyCopy> copies;
  const fs::path folder = fs::path(study).parent_path();
  look_in(folder.empty() ? fs::path(".") : folder, study, true, sought, copies);
  std::ranges::sort(copies, {}, &StudyCopy::path);
  return copies;
}

}  // namespace attune
