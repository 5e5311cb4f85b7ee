#include "support/wire.h"

#include <cstdint>

namespace migrate::test {

namespace {

constexpr std::uint32_t tls_code = 80877103;
constexpr std::uint32_t gss_code = 80877104;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < 4; ++i)
    out = out << 8U | static_cast<unsigned char>(bytes[at + i]);
  return out;
}

std::uint32_t code_of(std::string_view bytes) {
  return bytes.size() >= 8 ? number_at(bytes, 4) : 0;
}

}  // namespace

bool WireMessage::is_commit() const {
  return from == Sender::server && type == 'C' && body.starts_with("COMMIT");
}

std::string WireReader::next() {
  if (buffer_.empty()) return {};
  std::size_t size = 1;  // the server's answer to a request for encryption
  if (typed_ || from_ == Sender::client) {
    const std::size_t before_length = typed_ ? 1 : 0;
    if (buffer_.size() < before_length + 4) return {};
    size = before_length + number_at(buffer_, before_length);
  }
  if (buffer_.size() < size) return {};
  auto out = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return out;
}

WireMessage WireReader::message(Sender from, std::string_view bytes, bool typed) {
  if (!typed) return {.from = from, .number = 0, .type = 0, .body = bytes};
  return {.from = from, .number = 0, .type = bytes.front(), .body = bytes.substr(5)};
}

bool asks_for_encryption(std::string_view bytes) {
  return code_of(bytes) == tls_code || code_of(bytes) == gss_code;
}

}  // namespace migrate::test
