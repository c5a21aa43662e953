#include "attune/io/access.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace attune {

std::string access_caution(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return "";
  if (status.st_uid != ::geteuid())
    return fmt::format("{}: belongs to another user (number {}), who can read and change it; work on a copy of your own",
                       path, status.st_uid);
  constexpr mode_t kOthersRead = S_IRGRP | S_IROTH;
  constexpr mode_t kOthersWrite = S_IWGRP | S_IWOTH;
  const mode_t mode = status.st_mode & 0777;
  if ((mode & (kOthersRead | kOthersWrite)) == 0) return "";
  const char* const what = (mode & kOthersWrite) == 0 ? "read" : (mode & kOthersRead) == 0 ? "change" : "read and change";
  return fmt::format("{0}: other users can {1} it (mode {2:04o}); \"chmod 600 {0}\" keeps it to you", path, what, mode);
}

}  // namespace attune
