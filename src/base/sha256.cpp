#include "migrate/base/sha256.h"

#include "migrate/base/error.h"

#include <fmt/format.h>
#include <openssl/evp.h>

namespace migrate {

std::array<std::uint8_t, 32> sha256(std::string_view data) {
  std::array<std::uint8_t, 32> digest{};
  unsigned size = 0;
  if (EVP_Digest(data.data(), data.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    throw Error(ErrorCode::internal, "SHA-256 is not available");
  return digest;
}

std::string sha256_hex(std::string_view data) {
  return fmt::format("{:02x}", fmt::join(sha256(data), ""));
}

}  // namespace migrate
