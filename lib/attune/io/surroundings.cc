#include "attune/io/surroundings.h"

#include <ctime>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <sodium.h>

namespace attune {
namespace {

std::string utc_now() {
  timespec time{};
  ::clock_gettime(CLOCK_REALTIME, &time);
  std::tm utc{};
  ::gmtime_r(&time.tv_sec, &utc);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
                     utc.tm_hour, utc.tm_min, utc.tm_sec, time.tv_nsec / 1'000'000);
}

std::string random_bytes_in_hex(std::size_t count) {
  std::vector<unsigned char> bytes(count);
  ::randombytes_buf(bytes.data(), bytes.size());
  std::string hex(count * 2 + 1, '\0');
  ::sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  hex.pop_back();
  return hex;
}

}  // namespace

Surroundings real_surroundings(std::string actor) { return {std::move(actor), utc_now, random_bytes_in_hex}; }

}  // namespace attune
