#pragma once

#include "support/wire.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <string>
#include <string_view>
#include <thread>

namespace migrate::test {

/// What becomes of a message, and of its connection.
enum class Verdict {
  pass,
  cut,           ///< both ends are closed; the message itself does not arrive
  lose_answers,  ///< the client's end alone: what it sent arrives, no answer comes back
};

struct ProxyOptions {
  std::string host = "127.0.0.1";  ///< of the server; a folder: its unix socket
  int port = 0;
  std::chrono::milliseconds delay{0};  ///< each way, so half of a round trip
  /// Asked before each message goes on, in the proxy's thread.
  std::function<Verdict(const WireMessage&)> on_message{};
  /// Changes the bytes of a message before it goes on, but not how many they are.
  std::function<void(Sender, std::string& bytes)> rewrite{};
  /// Cut once, after so many bytes from that side.
  Sender cut_from = Sender::server;
  std::size_t cut_after_bytes = SIZE_MAX;
  std::function<void()> on_cut_after_bytes{};
};

/// A TCP proxy on a port of its own on 127.0.0.1, which counts protocol messages, delays, and cuts
/// connections. It runs in a thread until it is destroyed, and then cuts what is still open.
class Proxy {
 public:
  /// Throws std::runtime_error where it cannot listen.
  explicit Proxy(ProxyOptions options);
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;
  ~Proxy();

  [[nodiscard]] int port() const { return port_; }

  /// postgresql://postgres@127.0.0.1:PORT/DATABASE
  [[nodiscard]] std::string url(std::string_view database) const;

  /// How many messages, or bytes, that side has sent.
  [[nodiscard]] std::size_t messages(Sender from) const;
  [[nodiscard]] std::size_t bytes(Sender from) const;

 private:
  class Link;

  void serve();
  void accept();

  ProxyOptions options_;
  int listener_ = -1;
  int port_ = 0;
  std::array<int, 2> wake_{-1, -1};
  std::list<Link> links_;
  std::array<std::atomic<std::size_t>, 2> messages_{};
  std::array<std::atomic<std::size_t>, 2> bytes_{};
  std::thread thread_;
};

}  // namespace migrate::test
