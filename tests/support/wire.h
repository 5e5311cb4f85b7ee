#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// The frontend/backend protocol 3.0, as far as it takes to tell one message from the next
/// (PostgreSQL manual, "Message Formats").
namespace migrate::test {

/// Who sent something.
enum class Sender { client, server };

/// One protocol message. Those before the first typed one (the startup packet, the request for TLS
/// and its answer of one byte) have type 0.
struct WireMessage {
  Sender from = Sender::client;
  std::size_t number = 0;  ///< counted from 1 per sender, over all connections of a proxy
  char type = 0;
  std::string_view body;  ///< without type and length

  /// Whether the server says so at the end of a statement.
  [[nodiscard]] bool is_commit() const;
};

/// Cuts what one side of one connection sends into messages.
class WireReader {
 public:
  explicit WireReader(Sender from) : from_(from) {}

  void add(std::string_view bytes) { buffer_ += bytes; }

  /// The bytes of the next whole message; empty where it is not there yet.
  std::string next();

  /// What the bytes that `next` gave are.
  static WireMessage message(Sender from, std::string_view bytes, bool typed);

  /// The startup packet has gone, or come back: what follows has types.
  void start_types() { typed_ = true; }

  [[nodiscard]] bool typed() const { return typed_; }

 private:
  Sender from_;
  bool typed_ = false;
  std::string buffer_;
};

/// Whether an untyped client message asks for encryption, which the server answers with one byte.
bool asks_for_encryption(std::string_view bytes);

}  // namespace migrate::test
