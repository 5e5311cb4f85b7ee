#include "migrate/base/sha256.h"

#include "migrate/base/error.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <memory>

namespace migrate {

namespace {

using Digest = std::array<std::uint8_t, 32>;

std::string in_hex(const Digest& digest) {
  return fmt::format("{:02x}", fmt::join(digest, ""));
}

/// What OpenSSL's functions return.
void require(int result) {
  if (result != 1) throw Error(ErrorCode::internal, "SHA-256 is not available");
}

}  // namespace

Digest sha256(std::string_view data) {
  Digest digest{};
  unsigned size = 0;
  require(EVP_Digest(data.data(), data.size(), digest.data(), &size, EVP_sha256(), nullptr));
  return digest;
}

std::string sha256_hex(std::string_view data) {
  return in_hex(sha256(data));
}

struct Sha256::State {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                  &EVP_MD_CTX_free};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  require(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr));
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view data) {
  require(EVP_DigestUpdate(state_->context.get(), data.data(), data.size()));
}

std::string Sha256::hex() {
  Digest digest{};
  unsigned size = 0;
  require(EVP_DigestFinal_ex(state_->context.get(), digest.data(), &size));
  return in_hex(digest);
}

}  // namespace migrate
