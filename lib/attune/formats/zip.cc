#include "attune/formats/zip.h"

#include <memory>
#include <new>

#include <fmt/format.h>
#include <zip.h>

#include "attune/error.h"

namespace attune {
namespace {

constexpr time_t kFixedTime = 315532800;  // 1980-01-01, the first date a zip file can hold

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

Zip::Zip(std::string_view bytes, std::string file, const Limits& limits) : file_(std::move(file)), limits_(limits) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source != nullptr) archive_ = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive_ == nullptr) {
    if (source != nullptr) zip_source_free(source);
    zip_error_fini(&error);
    throw Errors({{file_, 0, 0}, "a whole Word or OpenDocument file", "a zip file that is cut off or damaged"});
  }
  zip_error_fini(&error);
  const auto count = static_cast<std::size_t>(zip_get_num_entries(archive_, 0));
  if (count > limits_.entries) {
    zip_discard(archive_);
    throw Errors({{file_, 0, 0}, fmt::format("at most {} entries in a zip file (raise it with --max-entries N)", limits_.entries), fmt::format("{}", count)});
  }
}

Zip::~Zip() { zip_discard(archive_); }

bool Zip::contains(const std::string& name) const { return zip_name_locate(archive_, name.c_str(), ZIP_FL_NOCASE) >= 0; }

std::vector<std::string> Zip::names() const {
  std::vector<std::string> names;
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive_, 0); ++i)
    if (const char* name = zip_get_name(archive_, static_cast<zip_uint64_t>(i), 0)) names.emplace_back(name);
  return names;
}

std::optional<std::string> Zip::read(const std::string& name) const {
  const zip_int64_t index = zip_name_locate(archive_, name.c_str(), ZIP_FL_NOCASE);
  if (index < 0) return std::nullopt;
  const std::string place = fmt::format("{} ({})", file_, name);
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat_index(archive_, static_cast<zip_uint64_t>(index), 0, &stat) != 0) throw Errors({{place, 0, 0}, "an entry that can be read", "a damaged one"});
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
    throw Errors({{file_, 0, 0}, "a file without a password", "an encrypted one (save it without a password)"});
  const std::unique_ptr<zip_file_t, CloseFile> entry(zip_fopen_index(archive_, static_cast<zip_uint64_t>(index), 0));
  if (entry == nullptr) throw Errors({{place, 0, 0}, "an entry that can be read", "a damaged one"});
  const std::size_t packed = (stat.valid & ZIP_STAT_COMP_SIZE) != 0 && stat.comp_size > 0 ? static_cast<std::size_t>(stat.comp_size) : 1;
  std::string bytes;
  std::string buffer(1 << 16, '\0');
  while (true) {
    const zip_int64_t read = zip_fread(entry.get(), buffer.data(), buffer.size());
    if (read < 0) throw Errors({{place, 0, 0}, "an entry that can be read", "a damaged one (is the file cut off?)"});
    if (read == 0) return bytes;
    bytes.append(buffer, 0, static_cast<std::size_t>(read));
    if (bytes.size() > limits_.entry_bytes)
      throw Errors({{place, 0, 0}, fmt::format("at most {} bytes when inflated (raise it with --max-entry-bytes N)", limits_.entry_bytes), "more"});
    if (bytes.size() > kRatioFreeBytes && bytes.size() / packed > limits_.entry_ratio)
      throw Errors({{place, 0, 0}, fmt::format("an entry packed at most {} to 1 (raise it with --max-entry-ratio N)", limits_.entry_ratio),
                    fmt::format("{} bytes from {}", bytes.size(), packed)});
  }
}

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& entries) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  if (target == nullptr) throw std::bad_alloc();
  zip_source_keep(target);  // it is read again once the archive is closed
  zip_t* archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error);
  if (archive == nullptr) throw std::bad_alloc();
  for (const auto& [name, bytes] : entries) {
    zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    if (index < 0 || zip_file_set_mtime(archive, static_cast<zip_uint64_t>(index), kFixedTime, 0) != 0) throw std::bad_alloc();
  }
  if (zip_close(archive) != 0) throw std::bad_alloc();
  std::string bytes;
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_open(target) != 0 || zip_source_stat(target, &stat) != 0) throw std::bad_alloc();
  bytes.resize(static_cast<std::size_t>(stat.size));
  if (zip_source_read(target, bytes.data(), bytes.size()) != static_cast<zip_int64_t>(bytes.size())) throw std::bad_alloc();
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

}  // namespace attune
