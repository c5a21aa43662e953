// Reading files whole and writing them so that nobody ever sees half of one.
#pragma once

#include <cstddef>
#include <istream>
#include <memory>
#include <string>
#include <string_view>

namespace attune {

/// The most a file may have before `read_file` refuses it, unless told otherwise: 16 MiB.
inline constexpr std::size_t kLargestFile = std::size_t{16} << 20;

/// All bytes of a file. Throws `Errors` with one line when it is missing, a directory, not readable, empty, or has more
/// than `limit` bytes.
[[nodiscard]] std::string read_file(const std::string& path, std::size_t limit = kLargestFile);

/// All bytes of a stream, standard input as a rule; `name` is what messages call it and `head` what was read of it before. Same errors.
[[nodiscard]] std::string read_stream(std::istream& in, const std::string& name, std::size_t limit = kLargestFile, std::string head = "");

/// A file to be read line by line, for those that have no limit (JSON lines). Throws `Errors` with one line when it is missing, a
/// directory or not readable.
[[nodiscard]] std::unique_ptr<std::istream> open_stream(const std::string& path);

enum class Overwrite { no, yes };

/// Writes `bytes` to `path`, readable and writable by its owner only. They are written and synced under another name in
/// the same directory first, so that `path` holds all of them or what it held before, also after a crash or a power
/// cut. Throws `Errors` when `path` exists and may not be overwritten, or anything fails; then nothing is left behind.
void write_file(const std::string& path, std::string_view bytes, Overwrite overwrite);

/// What is already in `temporary` becomes `path`, as in `write_file`. Both are in one directory.
void rename_durably(const std::string& temporary, const std::string& path, Overwrite overwrite);

/// Makes an empty file under a name nobody uses, beside `path`, mode 0600. It becomes `path` by `rename_durably`, or goes by
/// `discard_temporary`. Throws `Errors`.
[[nodiscard]] std::string make_temporary_beside(const std::string& path);

/// Deletes a temporary file, and the journal SQLite may have left beside it.
void discard_temporary(const std::string& temporary) noexcept;

/// Deletes all temporary files that are being written in this process: they may hold every text of a study. Safe in a signal handler, for a
/// program that is told to end.
void discard_temporaries() noexcept;

}  // namespace attune
